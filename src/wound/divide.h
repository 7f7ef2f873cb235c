/* The glass net: a blow divides the canvas into shards.
 *
 * Forensic order: radials from the hub first, more of them the harder the blow
 * (Vandenberghe, Vermorel, Villermaux, PRL 2013: as the root of the speed), then
 * what runs between them, always the largest piece next. */
#ifndef CRQ_WOUND_DIVIDE_H
#define CRQ_WOUND_DIVIDE_H

#include "wound/planar.h"
#include "wound/seams.h"

struct crq_blow {
    double across, down;
    double x, y; /* where it lands, short sides; may lie outside */
    double force;
    const struct crq_seams *seams; /* of earlier wounds; NULL for none */
    uint64_t seed;
};

/* Cuts the plane: radials, then shards. Returns the corner at the hub, -1 when the
 * blow lands outside. */
int32_t crq_divide(struct crq_planar *plane, const struct crq_blow *blow);

/* Radials of a blow, cut into a plane of one piece; returns the hub as above. */
int32_t crq_divide_radials(struct crq_planar *plane, const struct crq_blow *blow);

/* Times the strokes, cuts them at every joint and traces the shards. */
void crq_divide_net(const struct crq_planar *plane, const struct crq_blow *blow,
    int32_t hub, struct crq_net *net);

/* A brittle path between two points of a piece: a cubic whose ends lean towards the
 * given unit vectors by `lean`, with a fractal wander of `sway` times its length.
 * Writes x, y in turn; returns the number of inner points, at most `room`. */
struct crq_path {
    double x0, y0, x1, y1;
    double lean0[2], lean1[2];
    double lean, sway, waves, step;
    uint32_t seed;
};
uint32_t crq_path_draw(const struct crq_path *path, double *points, uint32_t room);

/* Whether a path neither crosses the piece's border nor comes nearer to it than
 * `clear`, away from its ends. */
bool crq_path_fits(const struct crq_planar *plane, const struct crq_piece *piece,
    const struct crq_path *path, const double *points, uint32_t count, double clear);

#endif
