/* Old seams: where earlier wounds of a canvas were healed.
 *
 * The metal in them carries no tension and stops a crack, so what breaks next turns
 * aside from them, runs along, or ends there. */
#ifndef CRQ_WOUND_SEAMS_H
#define CRQ_WOUND_SEAMS_H

#include "wound/tension.h"
#include "wound/traces.h"

struct crq_seams {
    struct crq_weft weft; /* a strand for each crack of the old glass nets */
    struct crq_traces traces;
};

/* Seams of wounds that have healed. NULL when there are none. */
struct crq_seams *crq_seams_create(
    struct crq_wound *const *old, uint32_t count, double across, double down);
void crq_seams_destroy(struct crq_seams *seams); /* takes NULL */

/* Relieves the tension of the paint round every seam. */
void crq_seams_relieve(const struct crq_seams *seams, struct crq_tension *tension);

/* The part of a line (x, y in turn) that runs beside a seam, near and nearly parallel:
 * 0 when it keeps off or crosses squarely. NULL seams are none. */
double crq_seams_beside(
    const struct crq_seams *seams, const double *points, uint32_t count);

#endif
