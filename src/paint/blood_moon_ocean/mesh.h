/* The visible sea as a fan of small quads, and its pixels in tiles.
 *
 * Rows of the mesh march away from the viewer, the columns fan out; where a flank
 * rises the rows crowd, so that no quad is taller on the screen than about a cell.
 * Displacement is arbitrary: crests may overhang, faces may rise. Density is bound to
 * the picture, not to pixels, so memory stays below about 140 MB at any size. */
#ifndef CRQ_PAINT_OCEAN_MESH_H
#define CRQ_PAINT_OCEAN_MESH_H

#include "base/crew.h"
#include "paint/blood_moon_ocean/ocean.h"

struct crq_mesh_vertex {
    float x, y;      /* on the picture, units */
    float nearness;  /* 1 / metres of depth */
    float normal[3]; /* unit length */
    float from_x;    /* metres, on the undisturbed sea */
    float height, jacobian, face, cavity;
};

struct crq_mesh_row {
    float z;       /* metres, on the undisturbed sea */
    int low, high; /* columns [low, high) */
    size_t first;  /* vertex of column `low` */
};

/* Bounds of a run of quads, units; and the nearness of its nearest vertex. */
struct crq_mesh_bounds {
    float x0, x1, y0, y1, nearest;
};

enum { CRQ_MESH_RUN = 32 };

struct crq_mesh {
    float cell, origin; /* units between columns; x of column 0 */
    struct crq_mesh_row *rows;
    int row_count, runs; /* runs of quads a row */
    struct crq_mesh_vertex *vertices;
    size_t vertex_count;
    struct crq_mesh_bounds *bounds;     /* row_count * runs: quads to the next row */
    struct crq_mesh_bounds *row_bounds; /* row_count */
};

/* `cell` in units. */
void crq_mesh_make(struct crq_mesh *mesh, const struct crq_water *water, float cell,
    const struct crq_crew *crew);
void crq_mesh_finish(struct crq_mesh *mesh);

/* What is seen at each sample of a tile, plane by plane. */
enum crq_seen {
    CRQ_SEEN_NEARNESS, /* 0 where there is no sea */
    CRQ_SEEN_NX,
    CRQ_SEEN_NY,
    CRQ_SEEN_NZ,
    CRQ_SEEN_X, /* on the undisturbed sea */
    CRQ_SEEN_Z,
    CRQ_SEEN_HEIGHT,
    CRQ_SEEN_JACOBIAN,
    CRQ_SEEN_FACE,
    CRQ_SEEN_CAVITY,
    CRQ_SEEN_PLANES
};

/* A window of samples: sample (i, j) has its centre at x + (i + 0.5) size to the right
 * and y - (j + 0.5) size up, in units. */
struct crq_window {
    float x, y, size;
    int width, height;
    float *plane[CRQ_SEEN_PLANES]; /* width * height each */
};

/* Draws the mesh into a window whose nearness is all 0; false when none of it is
 * there. */
bool crq_mesh_draw(const struct crq_mesh *mesh, const struct crq_window *window);

#endif
