/* The rays of a cut-out: one a pixel, and more where something ends. Private to
 * cutout*.c. */
#ifndef CRQ_MOUNTAINS_CUTOUT_RAYS_H
#define CRQ_MOUNTAINS_CUTOUT_RAYS_H

#include "paint/floating_mountains/cutout.h"

struct sample {
    float colour[3];
    float t; /* INFINITY: nothing there */
    float sunlit, open, level;
    bool child;
};

struct crq_rgba4 {
    float light[3], through;
};

/* What a strip works with. Rows of the picture, two more on either side of its own. */
struct bake {
    const struct crq_cutout *cutout;
    const struct crq_sea *sea;
    const struct crq_massif *massif;
    float pixel, angle; /* of a pixel: side in short sides, extent per unit of t */
    int detail, first_row;
    enum crq_quality quality;
    struct crq_cut *cells;
    int top, rows; /* of the samples */
    float *clear;  /* of one row of blocks: how far their rays are free */
    int clear_width;
    struct sample *samples;  /* rows * width */
    struct crq_rgba4 *veils; /* light and transmittance, one for 2 x 2 pixels */
};

/* Sums over the rays of a pixel. */
struct sum {
    float colour[3], t;
    int hits, child, rays;
};

static inline const struct sample *sample_at(const struct bake *b, int x, int y) {
    x = CLAMP(x, 0, b->cutout->width - 1);
    y = CLAMP(y - b->top, 0, b->rows - 1);
    return &b->samples[y * b->cutout->width + x];
}

void crq_cutout_add(struct sum *sum, const struct sample *s);

/* Fills `clear` for eight blocks of 8 x 8 pixels from (x, y) on. */
void crq_cutout_clear(const struct bake *b, int x, int y);

/* Samples of the 4 x 2 pixels at (x, y). */
void crq_cutout_sample(const struct bake *b, int x, int y);

/* Cloud and mist before the stone: a ray for each 2 x 2 pixels, eight at once. */
void crq_cutout_veil(const struct bake *b, int x, int y);

/* Eight rays in one pixel. */
void crq_cutout_refine(const struct bake *b, int x, int y, struct sum *sum);

/* Three rays in each of four pixels, one of them known. */
enum { CRQ_TOGETHER = 4 };
void crq_cutout_refine_four(
    const struct bake *b, const int at[CRQ_TOGETHER][2], struct sum sums[CRQ_TOGETHER]);

#endif
