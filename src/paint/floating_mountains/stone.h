/* What light does on stone, on the child, and on the pieces of the crown. */
#ifndef CRQ_MOUNTAINS_STONE_H
#define CRQ_MOUNTAINS_STONE_H

#include "paint/floating_mountains/air.h"

/* A packet of hits on one massif. */
struct crq_hits {
    struct crq_v8 own; /* where, in the massif's own space */
    crq_f8 t;          /* distance from the eye */
    crq_i8 active;
    int detail;      /* octaves of relief */
    float footprint; /* own length of a pixel per unit of t */
};

/* Sunlight that comes past massif `index` itself and its neighbours, and openness to
 * the sky: slow, smooth, and shared by the samples of a pixel. */
void crq_stone_exposure(const struct crq_mountains *m, int index,
    const struct crq_hits *hits, crq_f8 *sunlit, crq_f8 *open);

/* Radiance without fog. */
void crq_stone_shade(const struct crq_air *air, int index, const struct crq_hits *hits,
    const crq_f8 *sunlit, const crq_f8 *open, struct crq_v8 *colour);

/* The child along eight rays: moves *t (and sets *colour, without fog) in the lanes
 * where it is hit before *t; returns these. */
void crq_child_trace(const struct crq_air *air, const struct crq_v8 *ray, float pixel,
    crq_f8 *t, struct crq_v8 *colour, crq_i8 *hit);

#endif
