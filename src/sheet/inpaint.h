/* Inpainting: a hole filled with what its rim remembers.
 *
 * Pull-push over a pyramid (Gortler, Grzeszczuk, Szeliski, Cohen: The Lumigraph;
 * SIGGRAPH 1996) gives a smooth first guess; red-black successive over-relaxation of
 * Laplace's equation (Young 1954) then makes it as smooth as its rim allows. */
#ifndef CRQ_SHEET_INPAINT_H
#define CRQ_SHEET_INPAINT_H

#include "sheet/sheet.h"

/* Replaces the pixels of `picture` where `hole` (one byte a pixel, row by row) is not
 * 0, all four channels; the others keep their bits. `sweeps` of relaxation after the
 * first guess: eight are enough for cracks, thirty for a lost shard. A picture that is
 * all hole becomes black. False with CRQ_ERROR_LIMIT. */
bool crq_inpaint(
    struct crq_sheet *picture, const uint8_t *hole, int sweeps, GError **error);

#endif
