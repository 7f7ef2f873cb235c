/* The paint net: cracks grown one after another where tension is greatest. */
#ifndef CRQ_WOUND_GROW_H
#define CRQ_WOUND_GROW_H

#include "wound/tension.h"

/* Grows the whole network of a layer. */
void crq_grow(const struct crq_layer *layer, struct crq_net *net);

#endif
