/* Arrival: when light, and behind it silence, reaches each part of a wound.
 *
 * Light is poured in at the epicentre and at a few wells, and runs along the cracks of
 * the glass net by the shortest way; pieces of the net that hang on nothing get their
 * own source. Times are then remapped by their distribution, so that the filled length
 * grows linearly from CRQ_LIGHT_FIRST to CRQ_LIGHT_LAST. Silence seeps from the filled
 * cracks over the plain canvas, on a coarse lattice. All times are mended-times in
 * 0..1; nothing here depends on pixels or palette. */
#ifndef CRQ_WOUND_ARRIVAL_H
#define CRQ_WOUND_ARRIVAL_H

#include "base/dmath.h"
#include "wound/wound.h"

#define CRQ_LIGHT_FIRST 0.08f /* before it only the door burns */
#define CRQ_LIGHT_LAST 0.62f  /* every crack of the glass net holds light */
#define CRQ_FRONT_LAST 0.78f  /* silence has reached every place */
#define CRQ_FRONT_SPAN 0.17f  /* how long a place takes to heal */

/* Where light is poured in besides the epicentre. */
struct crq_well {
    float x, y; /* short sides; a vertex of the glass net */
    float lit;  /* when it is poured */
    uint32_t vertex;
};

struct crq_arrival {
    float *vertex;  /* per vertex of the glass net: light arrives */
    float *touched; /* per shard of the glass net: light first touches its border */
    float *shard;   /* per shard of the glass net: its whole border holds light, and it
                       may come home; next to the epicentre it waits, so that the door
                       is seen to the last */
    float *paint;   /* per crack of the paint net: silence arrives at its middle */
    struct crq_well *wells;
    int well_count;
    /* when silence arrives: a lattice over the canvas, nodes `pitch` short sides apart,
     * the first on the corner */
    float *front;
    int columns, rows;
    float pitch;
};

/* Never fails. Caller destroys. */
struct crq_arrival *crq_arrival_create(
    const struct crq_work *work, const struct crq_wound *wound);
void crq_arrival_destroy(struct crq_arrival *arrival); /* takes NULL */

/* When silence arrives at (x, y), held to the canvas; in 0..CRQ_FRONT_LAST. */
static inline float crq_front(const struct crq_arrival *arrival, float x, float y) {
    float u = crq_clamp(x / arrival->pitch, 0.0f, (float)(arrival->columns - 1));
    float v = crq_clamp(y / arrival->pitch, 0.0f, (float)(arrival->rows - 1));
    int i = (int)u < arrival->columns - 2 ? (int)u : arrival->columns - 2;
    int j = (int)v < arrival->rows - 2 ? (int)v : arrival->rows - 2;
    const float *upper = arrival->front + (size_t)j * (size_t)arrival->columns + i;
    const float *lower = upper + arrival->columns;
    u -= (float)i;
    v -= (float)j;
    return crq_mix(crq_mix(upper[0], upper[1], u), crq_mix(lower[0], lower[1], u), v);
}

/* The same at `count` pixels of a row at height y, `first` the first of them. */
void crq_front_row(const struct crq_arrival *arrival, float y, float pixel, int first,
    int count, float *restrict when);

/* How far a place is healed so long after silence arrived there. */
static inline float crq_healed_since(float since, float mended) {
    float t = mended >= 1.0f ? 1.0f : crq_saturate(since * (1.0f / CRQ_FRONT_SPAN));
    return t * t * (3.0f - 2.0f * t);
}

/* How far (x, y) is healed: exactly 0 at mended 0, exactly 1 at mended 1, and never
 * falling between. All damage scales with its complement. */
static inline float crq_healed(
    const struct crq_arrival *arrival, float x, float y, float mended) {
    return crq_healed_since(mended - crq_front(arrival, x, y), mended);
}

/* The same at pixels of a row; all 0 at mended 0. Returns the least of them. */
float crq_healed_row(const struct crq_arrival *arrival, float y, float pixel, int first,
    int count, float mended, float *healed);

/* Whether all of a rectangle is healed. */
bool crq_healed_within(const struct crq_arrival *arrival, float left, float top,
    float right, float bottom, float mended);

/* What of a colour is back where a place is healed so far: lightness comes first, hue
 * after it, chroma last. Each 0 at healed 0 and 1 at healed 1. */
struct crq_returned {
    float lightness, hue, chroma;
};

static inline struct crq_returned crq_returned(float healed) {
    return (struct crq_returned){
        crq_smoothstep(0.0f, 0.45f, healed),
        crq_smoothstep(0.20f, 0.75f, healed),
        crq_smoothstep(0.40f, 1.0f, healed),
    };
}

#endif
