/* Time: a moment of the loop, the act it falls into, and how far things have gone. */
#ifndef CRQ_MODEL_TIMELINE_H
#define CRQ_MODEL_TIMELINE_H

#include "model/operation.h"

enum crq_act {
    CRQ_ACT_WHOLE,
    CRQ_ACT_FRACTURE,
    CRQ_ACT_VOID,
    CRQ_ACT_MENDING,
    CRQ_ACT_SCARRED,
    CRQ_ACTS
};

/* The numbers of the `timeline` settings: seconds spent in each act. */
struct crq_timeline {
    double fps;
    double whole, fracture, void_, mending, scarred;
};

extern const struct crq_operation crq_op_model_timeline;

/* One instant of a show. */
struct crq_instant {
    double moment; /* 0..1 in the loop: the canvas's own time */
    enum crq_act act;
    double t;      /* 0..1 within the act */
    double broken; /* 0 whole .. 1 fully fractured; never falls until mended */
    double fallen; /* 0..1 through the void act, 1 after it */
    double mended; /* 0 .. 1 */
};

const char *crq_act_name(enum crq_act act);
/* -1 when there is no such act. */
int crq_act_find(const char *name);

/* The t at which an act shows best as a still. */
double crq_act_best(enum crq_act act);

double crq_timeline_seconds(const struct crq_timeline *timeline);
double crq_timeline_act_seconds(const struct crq_timeline *timeline, enum crq_act act);

/* The instant at a moment; moments wrap into [0, 1). */
struct crq_instant crq_instant_at(const struct crq_timeline *timeline, double moment);

/* The instant at t (0..1) of an act; an act of no length still has its instants. */
struct crq_instant crq_instant_in(
    const struct crq_timeline *timeline, enum crq_act act, double t);

#endif
