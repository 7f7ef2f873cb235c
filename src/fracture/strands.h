/* Round strands before the canvas: threads and tendrils, splatted by tiles.
 *
 * Strands are chains of pieces, thick where they are; at a pixel the one that stands
 * highest is seen. Strands thinner than a pixel fade. */
#ifndef CRQ_FRACTURE_STRANDS_H
#define CRQ_FRACTURE_STRANDS_H

#include "wound/easel.h"

enum { CRQ_STRAND_TILE = 64, CRQ_STRAND_AREA = CRQ_STRAND_TILE * CRQ_STRAND_TILE };

/* Grown shapes, kept between frames: points relative to the root. */
struct crq_strand_point {
    float x, y, radius;
};

struct crq_strand {
    float root[2]; /* on the canvas */
    int32_t shard; /* it travels with this pane */
    uint32_t first, count;
    float starts, arrives; /* broken time; mended time */
    float phase;
};

struct crq_strands {
    GArray *strand; /* struct crq_strand */
    GArray *point;  /* struct crq_strand_point */
};

struct crq_strands *crq_strands_create(void);
void crq_strands_destroy(void *strands); /* takes NULL */

/* A piece in the view, short sides. */
struct crq_piece {
    float x, y, dx, dy;
    float radius, taper; /* at the start, and what is added to the end */
    float along;         /* of the strand: 0 root, 1 tip */
    crq_rgba colour;
};

/* What a tile knows of strands; row-major, CRQ_STRAND_TILE wide. */
struct crq_strand_tile {
    int left, top, width, height;
    float cover[CRQ_STRAND_AREA];
    float lift[CRQ_STRAND_AREA]; /* of the highest strand, short sides; -1 none */
    float nx[CRQ_STRAND_AREA], ny[CRQ_STRAND_AREA]; /* -1..1 across the strand */
    float shade[CRQ_STRAND_AREA];                   /* soft shadow, 0..1 */
    int32_t piece[CRQ_STRAND_AREA];
};

struct crq_strand_show {
    const struct crq_easel *easel;
    GArray *pieces; /* struct crq_piece */
    float shadow;   /* reach of the soft shadow, short sides; 0 none */
    void (*use)(const struct crq_strand_show *show, const struct crq_strand_tile *tile);
    const void *values;
    uint32_t seed;
};

/* Goes over the view tile by tile, on several threads. */
void crq_strands_show(const struct crq_strand_show *show);

#endif
