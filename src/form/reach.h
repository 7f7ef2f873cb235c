/* Shortest ways through a graph.
 *
 * Dijkstra's algorithm (1959) with a binary heap; ties go to the lower index, so the
 * result is one. */
#ifndef CRQ_FORM_REACH_H
#define CRQ_FORM_REACH_H

#include <stdint.h>

struct crq_way {
    uint32_t from, to; /* walked both ways */
    float cost;        /* not negative */
};

/* Lowers `distance` (per node: its head start for a source, INFINITY for the others) to
 * the least cost of reaching each node from any source. Nodes out of reach stay
 * infinite. */
void crq_reach(
    float *distance, uint32_t nodes, const struct crq_way *ways, uint32_t way_count);

#endif
