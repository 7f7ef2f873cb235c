/* What the years give to a grown network: when each crack opens, and how wide it is. */
#ifndef CRQ_WOUND_AGE_H
#define CRQ_WOUND_AGE_H

#include "wound/tip.h"

/* A strand touching an older one. */
struct crq_touch {
    uint32_t strand;
    struct crq_contact contact;
};

/* Times and widths for all strands, oldest first; touches in the order of strands. */
void crq_age(
    const struct crq_layer *layer, struct crq_weft *weft, const GArray *touches);

#endif
