/* The sky. */
#include "base/dmath.h"
#include "model/operation.h"

static void paint_strip(void *context, int first, int last) {
    const struct crq_brush *brush = context;
    struct crq_sheet *sheet = brush->sheet;
    const float *high = brush->palette->light[CRQ_ROLE_ZENITH];
    const float *low = brush->palette->light[CRQ_ROLE_HORIZON];
    for (int j = first; j < last; j++) {
        float t = ((float)j + 0.5f) / (float)sheet->height;
        for (int i = 0; i < sheet->width; i++) {
            crq_sheet_row(sheet, j)[i] =
                crq_rgba_mix(crq_rgba_make(high[0], high[1], high[2], 1.0f),
                    crq_rgba_make(low[0], low[1], low[2], 1.0f), t);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)values;
    (void)kept;
    crq_strips(brush->crew, brush->sheet->height, paint_strip, (void *)brush);
}

const struct crq_operation crq_op_blood_moon_ocean_sky = {
    .name = "sky",
    .brief = "the sky",
    .family = CRQ_PAINT,
    .roles = CRQ_ROLE_BIT(ZENITH) | CRQ_ROLE_BIT(HORIZON),
    .still = true,
    .paint = paint,
};
