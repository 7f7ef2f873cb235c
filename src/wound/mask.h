/* Masks of a net at any size: what is cracked, and which shard lies where.
 *
 * Rows and columns are pixels of a picture of the net's canvas; sizes of another
 * aspect are stretched along the longer side only as far as rounding asks. */
#ifndef CRQ_WOUND_MASK_H
#define CRQ_WOUND_MASK_H

#include "base/crew.h"
#include "wound/wound.h"

/* Coverage of the cracks (0 whole .. 255 open) at a broken-time: at every pixel the
 * greatest over all cracks, so a mask only ever grows with `broken`. Cracks thinner
 * than `least` pixels are drawn that thick; thinner than a pixel they are faint. */
void crq_mask_cracks(const struct crq_net *net, const struct crq_crew *crew,
    float broken, float least, int width, int height, uint8_t *mask);

/* The shard under every pixel's centre; UINT16_MAX when the net has none. */
void crq_mask_labels(const struct crq_net *net, const struct crq_crew *crew, int width,
    int height, uint16_t *labels);

/* The same as greys for the eye: neighbours differ, 0 where there is no shard. */
void crq_mask_shards(const struct crq_net *net, const struct crq_crew *crew, int width,
    int height, uint8_t *mask);

#endif
