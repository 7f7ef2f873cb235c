/* The wound: the crack graph that fracture opens and mending closes.
 *
 * Two nets make the look. The *paint* net is craquelure: thousands of hairlines with
 * free ends, grown in a tension field that each crack relieves. The *glass* net is
 * closed: radials and concentrics that cut the canvas into shards. Both are vectors in
 * short sides, grown from seed, aspect and settings alone, never from pixels; both are
 * functions of one time, `broken` in 0..1. */
#ifndef CRQ_WOUND_WOUND_H
#define CRQ_WOUND_WOUND_H

#include "model/work.h"

enum crq_style {
    CRQ_STYLE_ITALIAN,
    CRQ_STYLE_FLEMISH,
    CRQ_STYLE_DUTCH,
    CRQ_STYLE_FRENCH,
    CRQ_STYLE_EARTH,
    CRQ_STYLE_GLASS,
    CRQ_STYLE_IMAGE, /* along the outlines of the picture itself */
    CRQ_STYLES
};

/* The numbers of the `wound` settings. */
struct crq_wound_settings {
    int32_t style;       /* enum crq_style: how the paint cracks */
    double epicentre[2]; /* where the blow lands, as a part of width and height */
    double density;      /* 0 no cracks, 0.5 usual, 1 fine */
    double force;        /* of the blow: how many radials and shards */
};

extern const struct crq_operation crq_op_wound_wound;

enum crq_node_kind {
    CRQ_NODE_END,      /* a free end (O) */
    CRQ_NODE_ABUTMENT, /* a crack ends on an older one (T) */
    CRQ_NODE_FORK,     /* three of one age (Y) */
    CRQ_NODE_CROSSING, /* X */
    CRQ_NODE_BORDER,   /* on the canvas's edge */
};

struct crq_node {
    float x, y;
    float born; /* when the first crack reached it */
    int32_t kind;
};

/* A vertex of a crack's polyline. */
struct crq_vertex {
    float x, y;
    float born;   /* broken-time at which the tip passes, rising along the crack */
    float width;  /* full width at maturity, short sides */
    int32_t node; /* the node that lies here, or -1 */
};

/* In an open net a crack is whole, and where others meet it its vertices carry their
 * nodes. In a closed net it is cut at every node into links, so that each has one shard
 * on either side; the links of one crack share a stroke. */
struct crq_crack {
    uint32_t first, count; /* vertices of the net; at least two, born never falling */
    int32_t node[2];       /* where it starts and ends */
    int32_t parent;        /* the older crack it sprang from, or -1 */
    int32_t generation;    /* 0 for the first */
    int32_t stroke;        /* which whole crack it is a part of */
    int32_t shard[2];      /* closed nets: left and right of the way it runs (to the
                              right runs y downwards, so left is above); -1 none */
};

/* A piece of a closed net: its outline as indices into the net's vertices, in order,
 * without repeating the first. */
struct crq_shard {
    uint32_t first, count; /* into net->outline; clockwise as seen */
    int32_t parent;        /* the shard it broke off from, or -1: the family tree */
    int32_t generation;    /* how many shards up the tree */
    float born;            /* when its outline is closed */
    float x, y;            /* centroid */
    double area;           /* square short sides */
};

struct crq_net {
    float across, down; /* extent of the canvas, short sides */
    struct crq_vertex *vertices;
    uint32_t vertex_count;
    struct crq_crack *cracks;
    uint32_t crack_count;
    struct crq_node *nodes;
    uint32_t node_count;
    uint32_t *outline;
    uint32_t outline_count;
    struct crq_shard *shards;
    uint32_t shard_count;
};

struct crq_wound {
    float epicentre[2]; /* short sides */
    struct crq_net paint, glass;
};

/* What a picture shows, small; borrowed. Made by the stage, always of one size. */
struct crq_sketch {
    int width, height;
    const uint8_t *thing; /* enum crq_thing */
    const float *depth;
};

/* Grows the wound of a work. NULL with CRQ_ERROR_RENDER. The style `image` needs a
 * sketch of the picture (crq_stage_wound takes one); without it cracks run as on an
 * even layer. */
struct crq_wound *crq_wound_create(const struct crq_work *work, GError **error);
struct crq_wound *crq_wound_create_over(
    const struct crq_work *work, const struct crq_sketch *sketch, GError **error);
/* The seed of all that breaks. It hangs on the canvas's name too: a triptych of one
 * seed breaks three times, not once. */
uint64_t crq_wound_seed(const struct crq_work *work);

void crq_wound_destroy(struct crq_wound *wound); /* takes NULL */

/* The wounds that a work has healed from, oldest first, each over the seams of those
 * before it; of their nets only the glass, whose seams became scars. Caller unrefs. */
GPtrArray *crq_wounds_healed(const struct crq_work *work);

#endif
