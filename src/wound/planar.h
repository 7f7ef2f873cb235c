/* A plane cut into pieces by successive splits; every split is one stroke.
 *
 * Where a stroke ends on another, its vertex is let into both neighbours and into the
 * stroke it meets, so T joints and adjacency are exact and no area is lost. */
#ifndef CRQ_WOUND_PLANAR_H
#define CRQ_WOUND_PLANAR_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct crq_corner {
    double x, y;
    bool joint;   /* strokes meet here */
    bool crossed; /* from both sides */
};

struct crq_piece {
    GArray *loop; /* of uint32_t corners, clockwise as seen with y down */
    int32_t parent;
    int32_t generation;
    double area, x, y;      /* x, y: centroid */
    double axis[2];         /* unit vector of the long axis */
    double spread[2];       /* standard deviation along the long and the short axis */
    double low[2], high[2]; /* bounding box */
    bool settled;           /* to be left as it is */
};

struct crq_stroke {
    GArray *line; /* of uint32_t corners */
    int32_t generation;
};

struct crq_planar {
    GArray *corners; /* of struct crq_corner */
    GArray *pieces;  /* of struct crq_piece */
    GArray *strokes; /* of struct crq_stroke */
};

/* Where a cut ends on a piece's border: at a corner, or inside an edge. */
struct crq_rim {
    int32_t corner; /* an index into corners, or -1 */
    uint32_t edge;  /* from loop[edge] to the next */
    double x, y;
};

/* One piece: the rectangle from (0, 0) to (across, down). */
void crq_planar_init(struct crq_planar *plane, double across, double down);
void crq_planar_finish(struct crq_planar *plane);

static inline struct crq_corner *crq_planar_corner(
    const struct crq_planar *plane, uint32_t i) {
    return &g_array_index(plane->corners, struct crq_corner, i);
}

static inline struct crq_piece *crq_planar_piece(
    const struct crq_planar *plane, uint32_t i) {
    return &g_array_index(plane->pieces, struct crq_piece, i);
}

static inline struct crq_stroke *crq_planar_stroke(
    const struct crq_planar *plane, uint32_t i) {
    return &g_array_index(plane->strokes, struct crq_stroke, i);
}

/* Corner number i of a piece's loop, counted around. */
static inline struct crq_corner *crq_piece_corner(
    const struct crq_planar *plane, const struct crq_piece *piece, uint32_t i) {
    return crq_planar_corner(
        plane, g_array_index(piece->loop, uint32_t, i % piece->loop->len));
}

bool crq_planar_inside(
    const struct crq_planar *plane, const struct crq_piece *piece, double x, double y);

/* The first place where a ray from (x, y) along the unit vector (dx, dy) meets the
 * piece's border; kept a little away from the ends of an edge. */
bool crq_planar_cast(const struct crq_planar *plane, const struct crq_piece *piece,
    double x, double y, double dx, double dy, struct crq_rim *rim);

/* Cuts piece `index` from a to b through `count` points (x, y in turn), which must lie
 * inside it. The smaller part becomes a new piece. Returns the stroke, -1 when the
 * ends fall together. */
int32_t crq_planar_split(struct crq_planar *plane, uint32_t index, struct crq_rim a,
    struct crq_rim b, const double *path, uint32_t count, int32_t generation);

#endif
