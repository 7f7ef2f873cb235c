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

/* The cut edge at `at` (view x, y, canvas u, v), `inside` short sides from the rim of a
 * bevel `width` wide; `pixel` is where the surface is sampled. */
struct crq_sample crq_pane_edge(const struct crq_glass *glass,
    const struct crq_pane *pane, const float at[4], float inside, float width,
    const float pixel[2]);

#endif
