/* When the light of mending gets where, as mended time in 0..1.
 *
 * Light enters at the epicentre and runs along the cracks of the glass net. */
#ifndef CRQ_WOUND_ARRIVAL_H
#define CRQ_WOUND_ARRIVAL_H

#include "wound/wound.h"

struct crq_arrival {
    float *vertex; /* one per vertex of the glass net */
    float *shard;  /* one per shard: when light first touches its outline */
};

/* Never fails. Caller destroys. */
struct crq_arrival *crq_arrival_create(const struct crq_wound *wound);
void crq_arrival_destroy(struct crq_arrival *arrival); /* takes NULL */

#endif
