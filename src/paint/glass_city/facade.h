/* What a face of a tower carries: panes, mullions, floors. */
#ifndef CRQ_PAINT_GLASS_CITY_FACADE_H
#define CRQ_PAINT_GLASS_CITY_FACADE_H

#include "paint/glass_city/city.h"

struct crq_facade_point {
    crq_vec u, v;      /* along the face: level, and up */
    float pu, pv;      /* metres along them */
    crq_vec normal;    /* with the unevenness of panes: for reflection */
    crq_vec smooth;    /* with the lean of whole groups only: for refraction */
    float lines, band; /* share covered by mullions and floors; by fritted bands */
    float groove;      /* share covered by grooves between facets */
    uint32_t pane;     /* hash of the pane or facet */
    float in_v;        /* height within the storey, 0..1 */
    float sharp;       /* 1 when single panes are resolved, 0 when not */
};

/* `face` numbers the face, d is the view, `blur` the width of a pixel in metres at
 * right angles to the view. */
struct crq_facade_point crq_facade_at(const struct crq_tower *tower, crq_vec p,
    crq_vec normal, crq_vec d, int face, float blur);

/* Level and upward directions in a face. */
static inline void crq_facade_axes(crq_vec normal, crq_vec *u, crq_vec *v) {
    crq_vec level = crq_vec_make(normal[2], 0.0f, -normal[0]);
    float length = crq_dot(level, level);
    *u = length < 1e-4f ? crq_vec_make(1, 0, 0) : level * (1.0f / sqrtf(length));
    *v = crq_cross(normal, *u);
}

/* Share of a window of width `blur` at x covered by bars of width `bar`, one a period:
 * the exact box filter, so nothing ever beats against the pixels. */
static inline float crq_bars(float x, float period, float bar, float blur) {
    float half = blur / period > 1e-4f ? 0.5f * blur / period : 0.5e-4f;
    float w = bar / period;
    float a = x / period + half;
    float b = x / period - half;
    float fa = crq_floor(a);
    float fb = crq_floor(b);
    float ra = a - fa < w ? a - fa : w;
    float rb = b - fb < w ? b - fb : w;
    return (fa * w + ra - fb * w - rb) / (2.0f * half);
}

/* Two coverings laid over each other. */
static inline float crq_cover(float a, float b) {
    return 1.0f - (1.0f - a) * (1.0f - b);
}

#endif
