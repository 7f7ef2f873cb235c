/* A repeat of bobbin lace as a field of distances to its threads.
 *
 * A tile is one repeat wide and runs from the outer edge inwards; lengths are in
 * repeats. Lace appears where the distance is below a width: as the width shrinks,
 * pinholes open, grow, and threads remain. */
#ifndef CRQ_FRACTURE_LACEWORK_H
#define CRQ_FRACTURE_LACEWORK_H

#include "base/dmath.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>

enum { CRQ_LACE_WIDTH = 224, CRQ_LACE_HEIGHT = 582 };
/* Depth of a tile, repeats. */
#define CRQ_LACE_DEPTH ((float)CRQ_LACE_HEIGHT / CRQ_LACE_WIDTH)

enum { CRQ_EDGINGS = 4 };

struct crq_lace_tile {
    float distance[CRQ_LACE_HEIGHT][CRQ_LACE_WIDTH]; /* repeats; 0 on a thread */
    float along[CRQ_LACE_HEIGHT][CRQ_LACE_WIDTH];    /* the thread, repeats */
};

/* Draws edging 0..CRQ_EDGINGS - 1. */
void crq_lace_draw(struct crq_lace_tile *tile, int edging);

/* --- what edgings are drawn with --- */

/* A straight thread; `stout` divides distances: 1 a thread, 1.5 a cord. */
void crq_lace_thread(
    struct crq_lace_tile *tile, const float from[2], const float to[2], float stout);

/* An arc of an ellipse about (x, y), half axes rx, ry, turned by `tilt`; all angles in
 * turns. */
void crq_lace_arc(
    struct crq_lace_tile *tile, const float oval[5], float from, float to, float stout);

void crq_lace_ring(struct crq_lace_tile *tile, float x, float y, float r, float stout);

/* A place where the ground is left out for a motif. */
struct crq_lace_gap {
    float x, y, r;
    bool diamond;
};

/* A ground of crossing threads from `top` down, `mesh` to the repeat, steepness `rise`.
 */
void crq_lace_ground(struct crq_lace_tile *tile, float top, int mesh, float rise,
    const struct crq_lace_gap *gaps, int gap_count);

/* Value of a plane, bilinear; periodic in x, held in y. */
static inline float crq_lace_at(
    const float plane[CRQ_LACE_HEIGHT][CRQ_LACE_WIDTH], float x, float y) {
    float fx = crq_fract(x) * (float)CRQ_LACE_WIDTH - 0.5f;
    float fy = y * (float)CRQ_LACE_WIDTH - 0.5f;
    int i = (int)crq_floor(fx);
    int j = CLAMP((int)fy, 0, CRQ_LACE_HEIGHT - 2);
    float u = fx - (float)i;
    float v = crq_saturate(fy - (float)j);
    int a = i < 0 ? CRQ_LACE_WIDTH - 1 : i;
    int b = i + 1 >= CRQ_LACE_WIDTH ? 0 : i + 1;
    float upper = plane[j][a] + (plane[j][b] - plane[j][a]) * u;
    float lower = plane[j + 1][a] + (plane[j + 1][b] - plane[j + 1][a]) * u;
    return upper + (lower - upper) * v;
}

#endif
