/* The patterns of lace. */
#ifndef CRQ_FRACTURE_EDGINGS_H
#define CRQ_FRACTURE_EDGINGS_H

#include "fracture/lacework.h"

/* Draws the threads of edging 0..CRQ_EDGINGS - 1. */
void crq_lace_edging(struct crq_lace_tile *tile, int edging);

#endif
