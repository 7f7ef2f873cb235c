/* Broken edges of a pane: the ground prism along its rim. */
#ifndef CRQ_FRACTURE_EDGE_H
#define CRQ_FRACTURE_EDGE_H

#include "fracture/glass.h"

/* Lamps that make the cut edge glitter, towards them, unit length; the first also
 * lights the faces. */
extern const float CRQ_LAMPS[3][3];

static inline float crq_dot3(const float a[3], const float b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline void crq_normalise(float v[3]) {
    float k = 1.0f / sqrtf(crq_dot3(v, v) + 1e-20f);
    for (int i = 0; i < 3; i++) {
        v[i] *= k;
    }
}

/* Light of the star or the door on an edge that faces it, at a point of the view. */
static inline float crq_faces_heart(
    const struct crq_glass *glass, float x, float y, const float edge[3]) {
    x = glass->poses->heart[0] - x;
    y = glass->poses->heart[1] - y;
    float r = sqrtf(x * x + y * y) + 1e-4f;
    float q = crq_saturate((edge[0] * x + edge[1] * y) / r);
    return q * q * crq_exp(-r * (1.0f / 0.2f));
}

/* The cut edge at each of the spots: `inside` of them from the rim of a bevel as wide
 * as `widths` says; `at` is where the surface is sampled, pixels. */
void crq_pane_edges(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, const float *widths, float at[2][CRQ_SPOTS],
    struct crq_sample *samples);

#endif
