/* The past of a canvas: scars of wounds that it has healed from. */
#ifndef CRQ_STAGE_PAST_H
#define CRQ_STAGE_PAST_H

#include "wound/easel.h"

struct crq_past;

/* What the scars need between frames: wounds, arrivals, what their operations keep.
 * Never fails. Caller destroys; the work must outlive it. */
struct crq_past *crq_past_create(
    const struct crq_work *work, const struct crq_crew *crew);
void crq_past_destroy(struct crq_past *past); /* takes NULL */

/* Lays all scars, oldest first, on a developed picture, each just as the mended picture
 * showed it, and marks them in `scars`. `surface` is scratch of the same size. */
void crq_past_lay(const struct crq_past *past, double moment, struct crq_sheet *picture,
    struct crq_sheet *surface, uint8_t *scars);

#endif
