/* Which shard a pixel belongs to, row by row. */
#ifndef CRQ_FRACTURE_LABEL_H
#define CRQ_FRACTURE_LABEL_H

#include "wound/easel.h"

/* Labels of `count` pixels from `first` on in pixel row `row`: the index of the shard
 * that holds the pixel's centre, or -1. */
void crq_label_row(
    const struct crq_easel *easel, int row, int first, int count, int32_t *labels);

#endif
