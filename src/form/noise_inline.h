/* The lattice noise of form/noise.h inline, for loops that ask at many places at once:
 * there it vectorises. The same bits as the functions. */
#ifndef CRQ_FORM_NOISE_INLINE_H
#define CRQ_FORM_NOISE_INLINE_H

#include "form/noise.h"

static inline float crq_noise_fade(float t) {
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

static inline float crq_noise1_inline(float x, uint32_t seed) {
    float cell = crq_floor(x);
    float t = x - cell;
    float a = crq_hash_unit(crq_hash2((int32_t)cell, 77, seed));
    float b = crq_hash_unit(crq_hash2((int32_t)cell + 1, 77, seed));
    return crq_mix(a, b, crq_noise_fade(t));
}

/* Eight gradients at multiples of 45 degrees, offset by 22.5: no axis is favoured. */
static inline float crq_noise_gradient2(uint32_t hash, float x, float y) {
    float u = hash & 1 ? y : x;
    float v = hash & 1 ? x : y;
    u = hash & 2 ? -u : u;
    v = hash & 4 ? -v : v;
    return u * 1.3065630f + v * 0.5411961f;
}

static inline float crq_noise2_inline(float x, float y, uint32_t seed) {
    float cx = crq_floor(x);
    float cy = crq_floor(y);
    int32_t i = (int32_t)cx;
    int32_t j = (int32_t)cy;
    x -= cx;
    y -= cy;
    float a = crq_noise_gradient2(crq_hash2(i, j, seed), x, y);
    float b = crq_noise_gradient2(crq_hash2(i + 1, j, seed), x - 1.0f, y);
    float c = crq_noise_gradient2(crq_hash2(i, j + 1, seed), x, y - 1.0f);
    float d = crq_noise_gradient2(crq_hash2(i + 1, j + 1, seed), x - 1.0f, y - 1.0f);
    float u = crq_noise_fade(x);
    return crq_mix(crq_mix(a, b, u), crq_mix(c, d, u), crq_noise_fade(y));
}

#endif
