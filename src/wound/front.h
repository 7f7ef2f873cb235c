/* The front of silence: from when light arrives in the cracks to when calm arrives
 * everywhere. */
#ifndef CRQ_WOUND_FRONT_H
#define CRQ_WOUND_FRONT_H

#include "wound/arrival.h"

/* Lays the lattice of an arrival whose `vertex` times are known, and spreads the front
 * over it (Dijkstra, 8 neighbours, a grain that resists unevenly). */
void crq_front_spread(struct crq_arrival *arrival, const struct crq_wound *wound,
    const struct crq_work *work);

#endif
