/* The night behind everything: dark above, moonlight scattered round the disc. */
#include "paint/blood_moon_ocean/light.h"

struct sky {
    double glow;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct sky, glow), .preset = 1, .low = 0, .high = 4, .easy = {0.6, 1.6},
        .unit = CRQ_UNIT_RATIO, .brief = "moonlight scattered by the air"},
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_ocean *ocean;
    struct crq_ocean_hues hues;
    float glow;
};

CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    const struct crq_ocean_camera *camera = &p->ocean->camera;
    struct crq_sheet *sheet = p->brush->sheet;
    for (int j = first; j < last; j++) {
        crq_f8 y = crq_f8_all(crq_ocean_y(camera, (float)j + 0.5f, sheet->pixel));
        crq_rgba *row = crq_sheet_row(sheet, j);
        for (int i = 0; i < sheet->width; i += CRQ_LANES) {
            crq_f8 x = crq_columns(camera, i, sheet->pixel);
            struct crq_v8 c = crq_sky_base(&p->hues, y);
            struct crq_v8 glow = crq_sky_glow(&p->hues, &p->ocean->moon, x, y);
            c = crq_v8_add(c, glow, crq_f8_all(0.5f * p->glow));
            crq_lay(row + i, MIN(CRQ_LANES, sheet->width - i), c, crq_f8_all(1.0f));
        }
        memset(sheet->thing + (size_t)j * (size_t)sheet->width, CRQ_THING_SKY,
            (size_t)sheet->width);
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting p = {
        .brush = brush,
        .ocean = brush->plan,
        .hues = crq_ocean_hues(brush->palette),
        .glow = (float)((const struct sky *)values)->glow,
    };
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
}

const struct crq_operation crq_op_blood_moon_ocean_sky = {
    .name = "sky",
    .brief = "the night sky and the glow round the moon",
    .family = CRQ_PAINT,
    .roles = CRQ_OCEAN_AIR,
    .still = true,
    CRQ_VALUES(struct sky, params),
    .paint = paint,
};
