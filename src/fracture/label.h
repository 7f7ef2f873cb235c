/* Which shard a pixel belongs to, row by row. */
#ifndef CRQ_FRACTURE_LABEL_H
#define CRQ_FRACTURE_LABEL_H

#include "wound/easel.h"

/* Labels of `count` pixels from `first` on in pixel row `row`: the index of the shard
 * that holds the pixel's centre, or -1. */
void crq_label_row(
    const struct crq_easel *easel, int row, int first, int count, int32_t *labels);

/* Pixels of one shard in one row, so many that arrays of them stay small. */
enum { CRQ_RUN = 128 };

/* How many labels from the first on are alike, at most CRQ_RUN. */
static inline int crq_label_run(const int32_t *labels, int count) {
    int n = 1;
    while (n < count && n < CRQ_RUN && labels[n] == labels[0]) {
        n++;
    }
    return n;
}

#endif
