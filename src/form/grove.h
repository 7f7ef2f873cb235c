/* A grove of convex solids standing on a plain, in a square grid walked by rays.
 *
 * The walk is the digital differential analyser of Amanatides and Woo (1987) in plan;
 * a cell is skipped when the ray passes above all that stands in it, and bounding
 * cylinders are tested eight at a time. Read-only once made: any number of threads. */
#ifndef CRQ_FORM_GROVE_H
#define CRQ_FORM_GROVE_H

#include "form/convex.h"

struct crq_grove;

struct crq_grove_hit {
    float near, far; /* along the ray; near is INFINITY when nothing was hit */
    int solid;       /* -1 when nothing was hit */
    int near_face, far_face;
};

/* `solids` is borrowed and must outlive the grove. The grid covers all of them. */
struct crq_grove *crq_grove_create(
    const struct crq_convex *solids, int count, float cell);
void crq_grove_destroy(struct crq_grove *grove); /* takes NULL */

/* The first solid entered at a distance within (0.001, limit). */
bool crq_grove_cast(const struct crq_grove *grove, crq_vec o, crq_vec d, float limit,
    struct crq_grove_hit *hit);

/* How much light comes through along d, 0..1: every solid on the way takes part of it,
 * more the longer the way in it. */
float crq_grove_through(const struct crq_grove *grove, crq_vec o, crq_vec d);

#endif
