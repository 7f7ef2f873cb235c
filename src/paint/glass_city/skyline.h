/* The skyline: how high the city reaches in every direction in plan, so that rays into
 * the open sky need not be followed. */
#ifndef CRQ_PAINT_GLASS_CITY_SKYLINE_H
#define CRQ_PAINT_GLASS_CITY_SKYLINE_H

#include "paint/glass_city/city.h"

enum { CRQ_SKYLINE_BINS = 4096 };

struct crq_skyline {
    float first, per;            /* bin of a tangent: (tangent - first) * per */
    float top[CRQ_SKYLINE_BINS]; /* tangent above which there is only sky */
};

/* Covers the camera's whole frame; nothing stands higher than it says. */
void crq_skyline_trace(struct crq_skyline *line, const struct crq_city *city);

/* True when d certainly meets neither tower nor water. */
static inline bool crq_skyline_clear(const struct crq_skyline *line, crq_vec d) {
    float x = (d[0] / d[2] - line->first) * line->per;
    int bin = (int)crq_clamp(x, 0.0f, (float)(CRQ_SKYLINE_BINS - 1));
    return d[1] > 1e-4f * d[2] && d[1] > line->top[bin] * d[2];
}

#endif
