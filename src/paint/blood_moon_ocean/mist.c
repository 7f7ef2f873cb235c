/* Mist between the waves: upright veils at a few distances, drifting in circles. */
#include "paint/blood_moon_ocean/light.h"

struct mist {
    double density;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct mist, density), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.5}, .unit = CRQ_UNIT_RATIO, .brief = "mist over the water"},
};

/* Metres from the eye, far to near. */
static const float veils[] = {190.0f, 112.0f, 74.0f, 52.0f};
enum { VEILS = sizeof veils / sizeof veils[0] };

/* Half the height of the band that can hold mist, units. */
#define BAND 0.18f

struct painting {
    const struct crq_brush *brush;
    const struct crq_ocean *ocean;
    struct crq_ocean_hues hues;
    float density, across, up; /* drift, metres of noise */
};

/* Opacity of one veil before surfaces at `behind` metres; low, torn, soft where it
 * meets them. */
CRQ_PACKET crq_f8 opacity(
    const struct painting *p, int veil, crq_f8 x, crq_f8 y, crq_f8 behind) {
    const struct crq_ocean_camera *c = &p->ocean->camera;
    float metre = veils[veil] / c->focal;
    crq_f8 height = c->height + y * metre;
    crq_f8 low = crq_f8_exp(crq_f8_max(height - 0.6f, crq_f8_all(0.0f)) *
                            (-1.0f / (1.5f + 0.012f * veils[veil]))) *
                 crq_f8_smoothstep(-2.5f, 0.2f, height);
    crq_f8 soft = crq_f8_smoothstep(-4.0f, 10.0f, behind - veils[veil]);
    crq_f8 torn = crq_f8_fbm2(x * (0.045f * metre) + p->across + 7.0f * (float)veil,
        height * 0.20f + p->up - 0.3f * (float)veil,
        p->ocean->grain + 71u + (uint32_t)veil, 5, 0.55f);
    return 0.40f * p->density * low * soft * crq_f8_smoothstep(-0.25f, 0.55f, torn);
}

CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    const struct crq_ocean_camera *camera = &p->ocean->camera;
    struct crq_sheet *sheet = p->brush->sheet;
    for (int j = first; j < last; j++) {
        float y = crq_ocean_y(camera, (float)j + 0.5f, sheet->pixel);
        crq_rgba *row = crq_sheet_row(sheet, j);
        const float *depth = sheet->depth + (size_t)j * (size_t)sheet->width;
        for (int i = 0; y < BAND && y > -BAND && i < sheet->width; i += CRQ_LANES) {
            int count = MIN(CRQ_LANES, sheet->width - i);
            crq_f8 x = crq_columns(camera, i, sheet->pixel);
            crq_f8 behind = crq_f8_all(1e6f);
            for (int k = 0; k < count; k++) {
                behind[k] = MIN(depth[i + k], 1e6f);
            }
            struct crq_v8 air = crq_air_colour(&p->hues, &p->ocean->moon, x);
            air = crq_v8_scale(air, crq_f8_all(1.2f));
            for (int veil = 0; veil < VEILS; veil++) {
                crq_f8 cover = opacity(p, veil, x, crq_f8_all(y), behind);
                crq_lay(row + i, count, air, crq_f8_saturate(cover));
            }
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting p = {
        .brush = brush,
        .ocean = brush->plan,
        .hues = crq_ocean_hues(brush->palette),
        .density = (float)((const struct mist *)values)->density,
        .across = 0.30f * crq_cos_turns((float)brush->moment),
        .up = 0.12f * crq_sin_turns((float)brush->moment),
    };
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
}

const struct crq_operation crq_op_blood_moon_ocean_mist = {
    .name = "mist",
    .brief = "mist between the waves",
    .family = CRQ_PAINT,
    .roles = CRQ_OCEAN_AIR,
    CRQ_VALUES(struct mist, params),
    .paint = paint,
};
