/* Ribbons: thick polylines that know, for every pixel near them, where on them it lies.
 *
 * Distances are taken to the vectors themselves, so relief built on them is smooth at
 * every size. Work is dealt by fixed tiles that touch a ribbon; all others cost
 * nothing. */
#ifndef CRQ_MEND_RIBBON_H
#define CRQ_MEND_RIBBON_H

#include "base/crew.h"
#include "sheet/sheet.h"

#include <math.h>

/* One straight piece; all lengths in short sides. The fields after the positions are
 * interpolated between its ends. */
struct crq_piece_end {
    float x, y;
    float half;  /* half width */
    float when;  /* mended-time */
    float along; /* length from the strand's start */
};

struct crq_ribbon {
    struct crq_piece_end a, b;
    uint32_t strand; /* which line it belongs to */
};

enum { CRQ_TILE = 32, CRQ_TILE_AREA = CRQ_TILE * CRQ_TILE };

/* A tile's pixels, row by row, CRQ_TILE apart; what lies nearest there. Where gap is
 * not below the reach asked for, the other fields mean nothing. */
struct crq_tile {
    int left, top, width, height; /* pixels of the sheet */
    float pixel;                  /* short sides */
    float gap[CRQ_TILE_AREA];     /* distance from the ribbon's rim, negative inside */
    float half[CRQ_TILE_AREA], when[CRQ_TILE_AREA], along[CRQ_TILE_AREA];
    float side_x[CRQ_TILE_AREA], side_y[CRQ_TILE_AREA]; /* from the middle line */
    uint32_t strand[CRQ_TILE_AREA];
};

/* Unit vector from the middle line to pixel p; (0, 0) on the line itself. */
static inline void crq_tile_side(
    const struct crq_tile *tile, int p, float *x, float *y) {
    float square =
        tile->side_x[p] * tile->side_x[p] + tile->side_y[p] * tile->side_y[p];
    float inverse = square > 1e-18f ? 1.0f / sqrtf(square) : 0.0f;
    *x = tile->side_x[p] * inverse;
    *y = tile->side_y[p] * inverse;
}

/* Calls shade(context, tile) for every tile within `reach` of a ribbon's rim, on the
 * crew's threads in no promised order. The ribbons' order breaks ties. */
void crq_ribbons(const struct crq_ribbon *ribbons, uint32_t count, float reach,
    const struct crq_sheet *sheet, const struct crq_crew *crew,
    void (*shade)(void *context, const struct crq_tile *tile), void *context);

#endif
