/* Points and threads of light, added to a sheet and hidden by what lies before them.
 *
 * Widths are standard deviations in lines of 1/1080 short side, held to what a pixel
 * can show while the flux stays: a star is as bright at every size. */
#ifndef CRQ_MOUNTAINS_SPARK_H
#define CRQ_MOUNTAINS_SPARK_H

#include "model/operation.h"

struct crq_spark {
    float x, y;    /* short sides */
    float depth;   /* distance from the eye */
    float width;   /* lines */
    float flux[3]; /* light times square lines */
};

/* A straight piece; its light runs from one end's strength to the other's. */
struct crq_thread {
    float x[2], y[2], depth[2], strength[2]; /* light times lines */
    float width;
    float colour[3];
};

/* Lists that grow; zeroed they are empty. */
struct crq_sparks {
    struct crq_spark *sparks;
    struct crq_thread *threads;
    int spark_count, spark_room, thread_count, thread_room;
};

void crq_sparks_add(struct crq_sparks *list, const struct crq_spark *spark);
void crq_threads_add(struct crq_sparks *list, const struct crq_thread *thread);
void crq_sparks_finish(struct crq_sparks *list);

/* Adds all light in the order of the lists. Where the sum is brighter than
 * `mark`, the pixel is marked as CRQ_THING_LIGHT (INFINITY: nowhere). */
void crq_sparks_shine(
    const struct crq_sparks *list, const struct crq_brush *brush, float mark);

#endif
