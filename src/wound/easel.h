/* The easel: what ways of breaking and healing work with.
 *
 * All colour here is developed: linear light in 0..1, so that a mended picture can be
 * exactly the whole one. Damage is painted flat on the surface first, then shown
 * through moving panes. With instant.broken == 0, or instant.mended == 1 and no scar,
 * every operation leaves every pixel as it was. */
#ifndef CRQ_WOUND_EASEL_H
#define CRQ_WOUND_EASEL_H

#include "wound/arrival.h"
#include "wound/field.h"

struct crq_easel {
    const struct crq_work *work;
    uint64_t seed;
    struct crq_instant instant;
    enum crq_quality quality;
    const struct crq_palette *palette;
    const struct crq_crew *crew;
    const struct crq_wound *wound;
    const struct crq_arrival *arrival; /* when mending light gets where */
    const struct crq_fields *fields;   /* of the glass net's shards */
    const void *kept;                  /* what the operation's `ready` made, or NULL */
    const struct crq_sheet
        *whole; /* the unbroken picture, with depth and thing planes */
    const struct crq_sheet *soft; /* the same, reduced to CRQ_SOFT_ROWS at most */
    struct crq_sheet *surface;    /* the canvas: premultiplied, starts as the whole */
    struct crq_sheet *view;  /* what is seen: black until CRQ_BEHIND; from CRQ_PANES
                                on its alpha says how much panes hide what is behind
                                them, so light of the void is added by 1 - alpha */
    struct crq_sheet *light; /* emission: of the surface until CRQ_PANES has had
                                its turn, then of the view; rgb only */
    uint8_t *scars; /* 255 where a healed canvas may differ from the whole; else 0 */
};

#endif
