/* The sky: dome, cirrus, ice halo and the sun. */
#include "paint/glass_city/air.h"

static const struct crq_param params[] = {
    {CRQ_REAL(struct crq_city_sky, haze), .preset = 1, .low = 0, .high = 6,
        .easy = {0.5, 1.8}, .unit = CRQ_UNIT_RATIO, .brief = "density of the air"},
    {CRQ_REAL(struct crq_city_sky, cirrus), .preset = 1, .low = 0, .high = 2,
        .easy = {0, 1.4}, .unit = CRQ_UNIT_RATIO, .brief = "thin high cloud"},
    {CRQ_REAL(struct crq_city_sky, halo), .preset = 1, .low = 0, .high = 4,
        .easy = {0, 1.5}, .unit = CRQ_UNIT_RATIO, .brief = "ring of ice round the sun"},
    {CRQ_REAL(struct crq_city_sky, nacre), .preset = 1, .low = 0, .high = 2,
        .easy = {0, 1.5}, .unit = CRQ_UNIT_RATIO,
        .brief = "mother-of-pearl in the clouds"},
};

struct painting {
    const struct crq_brush *brush;
    struct crq_air air;
};

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_city *city = p->brush->plan;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(sheet, j);
        uint8_t *thing = sheet->thing + (size_t)j * (size_t)sheet->width;
        float y = ((float)j + 0.5f) * sheet->pixel;
        for (int i = 0; i < sheet->width; i++) {
            float x = ((float)i + 0.5f) * sheet->pixel;
            crq_vec d = crq_city_ray(&city->camera, x, y);
            bool sun = crq_dot(d, p->air.to_sun) > 1.0f - 6e-5f;
            crq_vec c = crq_vec_cap(crq_air_sky(&p->air, d, 5.0f), 60.0f);
            c[3] = 1.0f;
            row[i] = c;
            thing[i] = sun ? CRQ_THING_SUN : CRQ_THING_SKY;
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)values;
    (void)kept;
    struct painting p = {brush, crq_air_make(brush)};
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
}

const struct crq_operation crq_op_glass_city_sky = {
    .name = "sky",
    .brief = "dome, cirrus, halo and sun",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct crq_city_sky, params),
    .roles = CRQ_AIR_ROLES,
    .still = true,
    .paint = paint,
};
