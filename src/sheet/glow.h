/* Small images for what is soft anyway: area reduction, blur, and a glow pyramid.
 *
 * All start from a reduction to at most CRQ_SOFT_ROWS on the short side, so that the
 * look does not depend on the size of the picture. Small images are sheets. */
#ifndef CRQ_SHEET_GLOW_H
#define CRQ_SHEET_GLOW_H

#include "base/crew.h"
#include "sheet/sheet.h"

enum { CRQ_SOFT_ROWS = 540 };

/* Area average of a sheet with the short side reduced to at most `rows` pixels; a copy
 * when it is no larger. NULL with CRQ_ERROR_LIMIT. */
struct crq_sheet *crq_reduce(const struct crq_sheet *sheet, int rows,
    const struct crq_crew *crew, GError **error);

/* Replaces the colours of a reduced sheet by the weighted sum of their blurs at six
 * octaves (widest about half a short side); the weights sum to 1. */
bool crq_glow(struct crq_sheet *soft, const struct crq_crew *crew, GError **error);

/* One row of a soft picture at height y (in its own pixels, from the top edge),
 * interpolated between two of its rows; `row` has room for soft->width pixels. */
void crq_soft_row(const struct crq_sheet *soft, float y, crq_rgba *row);

/* A row at x (in its own pixels, from the left edge), interpolated, held to the border.
 */
static inline crq_rgba crq_soft_at(const crq_rgba *row, int width, float x) {
    float at = x - 0.5f;
    at = at < 0.0f ? 0.0f : at;
    at = at > (float)width - 1.0f ? (float)width - 1.0f : at;
    int left = (int)at;
    int right = left + 1 < width ? left + 1 : left;
    return crq_rgba_mix(row[left], row[right], at - (float)left);
}

/* Three box blurs of `radius` short sides on one channel (0..3), in place: within 3 %
 * of a Gaussian. */
void crq_blur_channel(struct crq_sheet *soft, int channel, float radius);

#endif
