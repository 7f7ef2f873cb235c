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

/* What is slow, smooth, and shared by the samples of a pixel. */
struct crq_exposure {
    crq_f8 sunlit; /* sunlight that comes past the massif itself and its neighbours */
    crq_f8 open;   /* openness to the sky */
    crq_f8 level;  /* how far the ground at large faces up, -1..1 */
};

void crq_stone_exposure(const struct crq_mountains *m, int index,
    const struct crq_hits *hits, struct crq_exposure *exposure);

/* Radiance without fog. */
void crq_stone_shade(const struct crq_air *air, int index, const struct crq_hits *hits,
    const struct crq_exposure *exposure, struct crq_v8 *colour);

/* The child along eight rays: moves *t (and sets *colour, without fog) in the lanes
 * where it is hit before *t; returns these. */
void crq_child_trace(const struct crq_air *air, const struct crq_v8 *ray, float pixel,
    crq_f8 *t, struct crq_v8 *colour, crq_i8 *hit);

#endif
