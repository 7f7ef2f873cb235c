/* Sparks: what flies off a burning pen.
 *
 * Each has a closed form in mended-time: born where the pen was, thrown sideways,
 * falling, gone. None looks back at a frame before. */
#ifndef CRQ_MEND_SPARK_H
#define CRQ_MEND_SPARK_H

#include "mend/ribbon.h"

struct crq_sparks {
    float amount; /* 1 usual */
    float mended;
    uint32_t noise;
    crq_rgba colour;              /* of emission */
    const struct crq_sheet *veil; /* its alpha hides sparks; NULL for none */
};

/* Adds the sparks of all ribbons that the pen has just drawn to the sheet. */
void crq_sparks_fly(const struct crq_sparks *sparks, const struct crq_ribbon *ribbons,
    uint32_t count, struct crq_sheet *light, const struct crq_crew *crew);

#endif
