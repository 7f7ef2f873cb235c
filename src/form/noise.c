/* Value and gradient noise on integer lattices. */
#include "form/noise_inline.h"

float crq_noise1(float x, uint32_t seed) {
    return crq_noise1_inline(x, seed);
}

float crq_noise2(float x, float y, uint32_t seed) {
    return crq_noise2_inline(x, y, seed);
}

/* Twelve edge directions of a cube (Perlin 2002), four of them twice. */
static float gradient3(uint32_t hash, float x, float y, float z) {
    uint32_t h = hash & 15;
    float u = h < 8 ? x : y;
    float v = h < 4 ? y : h == 12 || h == 14 ? x : z;
    u = h & 1 ? -u : u;
    v = h & 2 ? -v : v;
    return u + v;
}

static float slice(
    int32_t i, int32_t j, int32_t k, float x, float y, float z, uint32_t seed) {
    float a = gradient3(crq_hash3(i, j, k, seed), x, y, z);
    float b = gradient3(crq_hash3(i + 1, j, k, seed), x - 1.0f, y, z);
    float c = gradient3(crq_hash3(i, j + 1, k, seed), x, y - 1.0f, z);
    float d = gradient3(crq_hash3(i + 1, j + 1, k, seed), x - 1.0f, y - 1.0f, z);
    float u = crq_noise_fade(x);
    return crq_mix(crq_mix(a, b, u), crq_mix(c, d, u), crq_noise_fade(y));
}

float crq_noise3(float x, float y, float z, uint32_t seed) {
    float cx = crq_floor(x);
    float cy = crq_floor(y);
    float cz = crq_floor(z);
    int32_t i = (int32_t)cx;
    int32_t j = (int32_t)cy;
    int32_t k = (int32_t)cz;
    float near = slice(i, j, k, x - cx, y - cy, z - cz, seed);
    float far = slice(i, j, k + 1, x - cx, y - cy, z - cz - 1.0f, seed);
    return crq_mix(near, far, crq_noise_fade(z - cz));
}

float crq_fbm2(float x, float y, uint32_t seed, float octaves) {
    float sum = 0.0f;
    float amplitude = 0.5f;
    for (uint32_t o = 0; octaves > 0.0f; o++, octaves -= 1.0f) {
        sum += amplitude * crq_saturate(octaves) * crq_noise2(x, y, seed + o * 101u);
        float turned = 1.616f * x - 1.2f * y + 3.1f; /* twice, turned by 36.6 degrees */
        y = 1.2f * x + 1.616f * y + 1.7f;
        x = turned;
        amplitude *= 0.5f;
    }
    return sum;
}

float crq_fbm3(float x, float y, float z, uint32_t seed, float octaves) {
    float sum = 0.0f;
    float amplitude = 0.5f;
    for (uint32_t o = 0; octaves > 0.0f; o++, octaves -= 1.0f) {
        sum += amplitude * crq_saturate(octaves) * crq_noise3(x, y, z, seed + o * 101u);
        float turned = 1.616f * x - 1.2f * z + 3.1f;
        z = 1.2f * x + 1.616f * z + 1.7f;
        y = 2.0f * y + 0.9f;
        x = turned;
        amplitude *= 0.5f;
    }
    return sum;
}
