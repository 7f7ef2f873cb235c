/* Lattice noise: pure functions of position and seed, the same bits everywhere.
 *
 * Gradient noise after Perlin (Improving Noise, 2002) with hashed lattice gradients;
 * fBm sums octaves of doubling frequency and halving amplitude, each turned so that
 * the lattices never line up. */
#ifndef CRQ_FORM_NOISE_H
#define CRQ_FORM_NOISE_H

#include "base/dmath.h"

/* A well-mixed 32-bit hash (two rounds of multiply and xor-shift). */
static inline uint32_t crq_hash(uint32_t x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

static inline uint32_t crq_hash2(int32_t x, int32_t y, uint32_t seed) {
    return crq_hash(
        (uint32_t)x * 0x9e3779b1u ^ crq_hash((uint32_t)y * 0x85ebca77u ^ seed));
}

static inline uint32_t crq_hash3(int32_t x, int32_t y, int32_t z, uint32_t seed) {
    return crq_hash2(x, y, crq_hash((uint32_t)z * 0xc2b2ae3du ^ seed));
}

/* A hash as a number in [0, 1). */
static inline float crq_hash_unit(uint32_t hash) {
    return (float)(int32_t)(hash >> 8) * (1.0f / 16777216.0f);
}

/* Value noise in one dimension, 0..1. */
float crq_noise1(float x, uint32_t seed);

/* Gradient noise, about -1..1, mean 0. */
float crq_noise2(float x, float y, uint32_t seed);
float crq_noise3(float x, float y, float z, uint32_t seed);

/* Fractal sums; a fraction of an octave fades in, so detail never switches. */
float crq_fbm2(float x, float y, uint32_t seed, float octaves);
float crq_fbm3(float x, float y, float z, uint32_t seed, float octaves);

#endif
