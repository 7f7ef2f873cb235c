/* The drawing on the door: a serpent for a frame, signs in a ring, a caduceus whose
 * staff is the joint of two leaves. Unit: the door's radius; its middle is 0. */
#ifndef CRQ_MEND_DOOR_H
#define CRQ_MEND_DOOR_H

#include "mend/glyph.h"

enum crq_leaf { CRQ_LEAF_FRAME, CRQ_LEAF_LEFT, CRQ_LEAF_RIGHT };

/* Ribbons whose strand is an enum crq_leaf, lit one after another from 0 to 1 (`when`);
 * caller frees the array. */
GArray *crq_door_draw(uint64_t seed, float pen);

#endif
