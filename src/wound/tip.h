/* The tip of a crack: step by step towards the least tension across its way. */
#ifndef CRQ_WOUND_TIP_H
#define CRQ_WOUND_TIP_H

#include "base/chance.h"
#include "wound/tension.h"
#include "wound/traces.h"

/* Where a crack touches another. */
struct crq_contact {
    uint32_t point; /* of the way, or of the strand made of it */
    uint32_t host, segment;
    double along;
    enum crq_node_kind kind;
};

/* A way a tip has gone. */
struct crq_way {
    GArray *points;   /* of struct crq_point: x and y only, the start left out */
    GArray *contacts; /* of struct crq_contact */
    enum crq_node_kind end;
};

/* What tips run through. */
struct crq_ground {
    const struct crq_layer *layer;
    const struct crq_tension *tension;
    const struct crq_traces *traces;
    struct crq_chance chance;
};

struct crq_tip {
    double x, y;   /* start */
    double dx, dy; /* unit vector */
    double arrest; /* tension across below which it stops */
    double rough;
    double hazard;
    uint32_t crack, slot;        /* which chances are its own */
    const struct crq_way *other; /* what it must not run into; NULL none */
};

void crq_way_init(struct crq_way *way);
void crq_way_finish(struct crq_way *way);
void crq_tip_run(
    const struct crq_ground *ground, const struct crq_tip *tip, struct crq_way *way);

/* Length of a step of a tip. */
static inline double crq_tip_step(const struct crq_layer *layer) {
    return 0.075 * layer->unit;
}

#endif
