/* Which way the strokes run: a small image of directions. */
#ifndef CRQ_PAINT_FLOW_H
#define CRQ_PAINT_FLOW_H

#include "base/crew.h"
#include "base/dmath.h"
#include "sheet/sheet.h"

/* Along edges of the picture where there are any, else gently curved and nearly level.
 * Channels: cosine and sine of twice the angle (x right, y down), how much detail there
 * is, 0..1, and what their length would be if all edges agreed. NULL when out of
 * memory. */
struct crq_sheet *crq_flow_create(
    const struct crq_sheet *sheet, const struct crq_crew *crew);

/* What the flow says of a place. */
struct crq_flow_place {
    float x, y;   /* direction, unit length, x >= 0 */
    float detail; /* 0..1 */
    float sure;   /* 0 where edges contradict each other .. 1 one direction */
};

/* The flow at (x, y) in short sides. */
static inline struct crq_flow_place crq_flow_at(
    const struct crq_sheet *flow, float scale_x, float scale_y, float x, float y) {
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
    float rise = sqrtf(0.5f - 0.5f * cosine);
    return (struct crq_flow_place){.x = sqrtf(0.5f + 0.5f * cosine),
        .y = c[1] < 0.0f ? -rise : rise,
        .detail = c[2],
        .sure = length / c[3]};
}

#endif
