/* Building a net: cracks are laid down one by one as strands of points, joints are
 * noted, and at the end all is woven into one crq_net. Geometry is in double precision
 * until then. */
#ifndef CRQ_WOUND_NET_H
#define CRQ_WOUND_NET_H

#include "wound/wound.h"

struct crq_point {
    double x, y, born, width;
    int32_t node; /* -1 none */
};

struct crq_strand {
    GArray *points; /* of struct crq_point */
    int32_t parent, generation, stroke;
    int32_t shard[2];
};

/* A strand that another has met: a point to be let into its line. */
struct crq_joint {
    uint32_t strand, segment; /* the segment from this point to the next */
    double along;             /* 0..1 on it */
    struct crq_point point;
};

struct crq_weft {
    GArray *strands; /* of struct crq_strand */
    GArray *joints;  /* of struct crq_joint */
    GArray *nodes;   /* of struct crq_node */
};

void crq_weft_init(struct crq_weft *weft);
void crq_weft_finish(struct crq_weft *weft);

/* A new strand without points; its index. */
uint32_t crq_weft_strand(struct crq_weft *weft);
int32_t crq_weft_node(
    struct crq_weft *weft, double x, double y, double born, enum crq_node_kind kind);

static inline struct crq_strand *crq_weft_at(const struct crq_weft *weft, uint32_t i) {
    return &g_array_index(weft->strands, struct crq_strand, i);
}

static inline struct crq_point *crq_strand_points(const struct crq_strand *strand) {
    return (struct crq_point *)(void *)strand->points->data;
}

/* Length of a strand from its first point to its last. */
double crq_strand_length(const struct crq_strand *strand);

/* When strand `host` was at this place of its line. */
double crq_weft_born(
    const struct crq_weft *weft, uint32_t host, uint32_t segment, double along);

/* Lets the joints into their strands, and gives the net its vertices, cracks and nodes.
 * Joints are used up. */
void crq_weft_weave(struct crq_weft *weft, struct crq_net *net);

void crq_net_finish(struct crq_net *net);

#endif
