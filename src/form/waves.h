/* A sea from its spectrum: band-limited tiles of displaced water.
 *
 * After Tessendorf (Simulating Ocean Water, 2001): Gaussian amplitudes under a
 * JONSWAP-like directional spectrum, choppy horizontal displacement, inverse Fourier
 * transform. Four bands on tiles of unlike sizes, each turned differently, so that no
 * repetition is ever seen. Every frequency is rounded to a whole number of cycles per
 * loop: moments 0 and 1 give the same water. Lengths in metres. */
#ifndef CRQ_FORM_WAVES_H
#define CRQ_FORM_WAVES_H

#include "base/chance.h"
#include "base/dmath.h"

enum { CRQ_TILE_SIDE = 256, CRQ_BANDS = 4 };

typedef float crq_f4 __attribute__((vector_size(16)));

struct crq_sea_state {
    float level;     /* of the spectrum: energy of the whole sea */
    float direction; /* waves run towards it: turns from +x (right) to +z (away) */
    float spread;    /* exponent of the directional cosine at the peak */
    float loop;      /* seconds in which all returns */
};

/* The waves of one band at moment 0: amplitudes and whole cycles per loop. */
struct crq_spectrum;

/* `band` in 0..CRQ_BANDS - 1, long waves to ripples. Never fails. */
struct crq_spectrum *crq_spectrum_create(
    const struct crq_sea_state *state, uint64_t seed, int band);
void crq_spectrum_destroy(struct crq_spectrum *spectrum); /* takes NULL */

/* One band at one moment, as tiles that repeat. */
struct crq_tiles {
    float cosine, sine; /* how the tile is turned */
    float density;      /* texels a metre */
    float slope_variance;
    crq_f4 *surface; /* height, shift in x, shift in z, Jacobian of the shift */
    crq_f4 *slopes;  /* dh/dx, dh/dz, Jacobian, height */
};

/* `chop` scales the horizontal shifts. The caller owns the storage: finish with
 * crq_tiles_finish. */
void crq_tiles_make(struct crq_tiles *tiles, const struct crq_spectrum *spectrum,
    double moment, float chop);
void crq_tiles_finish(struct crq_tiles *tiles);

/* Weights of a uniform cubic B-spline at t in 0..1. */
static inline crq_f4 crq_spline_weights(float t) {
    float t2 = t * t;
    float t3 = t2 * t;
    return (crq_f4){1.0f - 3.0f * t + 3.0f * t2 - t3, 3.0f * t3 - 6.0f * t2 + 4.0f,
               -3.0f * t3 + 3.0f * t2 + 3.0f * t + 1.0f, t3} *
           (1.0f / 6.0f);
}

static inline crq_f4 crq_tile_spline(const crq_f4 *tile, float x, float y) {
    float fx = crq_floor(x);
    float fy = crq_floor(y);
    crq_f4 wx = crq_spline_weights(x - fx);
    crq_f4 wy = crq_spline_weights(y - fy);
    uint32_t mask = CRQ_TILE_SIDE - 1;
    uint32_t i = (uint32_t)(int32_t)fx - 1;
    uint32_t j = (uint32_t)(int32_t)fy - 1;
    uint32_t a = i & mask, b = (i + 1) & mask, c = (i + 2) & mask, d = (i + 3) & mask;
    crq_f4 sum = {0.0f, 0.0f, 0.0f, 0.0f};
    for (uint32_t k = 0; k < 4; k++) {
        const crq_f4 *row = tile + ((j + k) & mask) * CRQ_TILE_SIDE;
        sum +=
            (row[a] * wx[0] + row[b] * wx[1] + row[c] * wx[2] + row[d] * wx[3]) * wy[k];
    }
    return sum;
}

static inline crq_f4 crq_tile_linear(const crq_f4 *tile, float x, float y) {
    float fx = crq_floor(x);
    float fy = crq_floor(y);
    uint32_t mask = CRQ_TILE_SIDE - 1;
    uint32_t i = (uint32_t)(int32_t)fx;
    uint32_t j = (uint32_t)(int32_t)fy;
    const crq_f4 *upper = tile + (j & mask) * CRQ_TILE_SIDE;
    const crq_f4 *lower = tile + ((j + 1) & mask) * CRQ_TILE_SIDE;
    uint32_t a = i & mask, b = (i + 1) & mask;
    x -= fx;
    y -= fy;
    crq_f4 above = upper[a] + (upper[b] - upper[a]) * x;
    crq_f4 below = lower[a] + (lower[b] - lower[a]) * x;
    return above + (below - above) * y;
}

/* Height, shift in x and z, Jacobian at a point of the undisturbed sea. */
static inline crq_f4 crq_tiles_surface(const struct crq_tiles *t, float x, float z) {
    float u = (x * t->cosine + z * t->sine) * t->density;
    float v = (-x * t->sine + z * t->cosine) * t->density;
    crq_f4 s = crq_tile_spline(t->surface, u, v);
    return (crq_f4){s[0], s[1] * t->cosine - s[2] * t->sine,
        s[1] * t->sine + s[2] * t->cosine, s[3]};
}

/* Slopes in x and z (and Jacobian, height); `smooth` costs three times as much. */
static inline crq_f4 crq_tiles_slope(
    const struct crq_tiles *t, float x, float z, int smooth) {
    float u = (x * t->cosine + z * t->sine) * t->density;
    float v = (-x * t->sine + z * t->cosine) * t->density;
    crq_f4 s =
        smooth ? crq_tile_spline(t->slopes, u, v) : crq_tile_linear(t->slopes, u, v);
    return (crq_f4){s[0] * t->cosine - s[1] * t->sine,
        s[0] * t->sine + s[1] * t->cosine, s[2], s[3]};
}

#endif
