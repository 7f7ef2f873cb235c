/* Which way the strokes run: a small image of directions. */
#ifndef CRQ_PAINT_FLOW_H
#define CRQ_PAINT_FLOW_H

#include "base/crew.h"
#include "base/dmath.h"
#include "sheet/sheet.h"

/* Along edges of the picture where there are any, else gently curved and nearly level.
 * Channels: cosine and sine of twice the angle (x right, y down), then how much detail
 * there is, 0..1. NULL when out of memory. */
struct crq_sheet *crq_flow_create(
    const struct crq_sheet *sheet, const struct crq_crew *crew);

/* Direction at (x, y) in short sides, unit length, x >= 0. */
static inline void crq_flow_at(const struct crq_sheet *flow, float scale_x,
    float scale_y, float x, float y, float way[2], float *detail) {
    float fx = crq_clamp(x * scale_x - 0.5f, 0.0f, (float)(flow->width - 1));
    float fy = crq_clamp(y * scale_y - 0.5f, 0.0f, (float)(flow->height - 1));
    int i = (int)fx;
    int j = (int)fy;
    int right = i + 1 < flow->width ? 1 : 0;
    const crq_rgba *at = flow->pixels + (size_t)j * (size_t)flow->width + (size_t)i;
    const crq_rgba *under = j + 1 < flow->height ? at + flow->width : at;
    crq_rgba upper = at[0] + (at[right] - at[0]) * crq_rgba_grey(fx - (float)i);
    crq_rgba lower =
        under[0] + (under[right] - under[0]) * crq_rgba_grey(fx - (float)i);
    crq_rgba c = upper + (lower - upper) * crq_rgba_grey(fy - (float)j);
    float length = sqrtf(c[0] * c[0] + c[1] * c[1]) + 1e-9f;
    float cosine = crq_clamp(c[0] / length, -1.0f, 1.0f);
    way[0] = sqrtf(0.5f + 0.5f * cosine);
    way[1] = c[1] < 0.0f ? -sqrtf(0.5f - 0.5f * cosine) : sqrtf(0.5f - 0.5f * cosine);
    *detail = c[2];
}

#endif
