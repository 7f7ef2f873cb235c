/* Eight numbers at once: arithmetic and noise on packets of eight lanes.
 *
 * Written with the compiler's vector types, so every machine gets the same bits: the
 * formulas are those of base/dmath.h and form/noise.c, lane by lane. Everything is
 * inlined; callers are CRQ_WIDE functions. */
#ifndef CRQ_FORM_PACKET_H
#define CRQ_FORM_PACKET_H

#include "base/crew.h"
#include "base/dmath.h"

#include <stdbool.h>

typedef float crq_f8 __attribute__((vector_size(32)));
typedef int32_t crq_i8 __attribute__((vector_size(32)));
typedef uint32_t crq_u8 __attribute__((vector_size(32)));

/* clang-format off */
#define CRQ_PACKET static inline __attribute__((always_inline))
/* A wide function called from wide functions: it takes packets by pointer and is never
 * inlined, for the calling convention of wide values differs between machines. */
#define CRQ_KERNEL CRQ_WIDE __attribute__((noinline))
/* clang-format on */

enum { CRQ_LANES = 8 };

/* A direction or a colour in each lane. */
struct crq_v8 {
    crq_f8 x, y, z;
};

CRQ_PACKET crq_f8 crq_f8_all(float x) {
    return (crq_f8){x, x, x, x, x, x, x, x};
}

CRQ_PACKET crq_f8 crq_f8_load(const float *from) {
    crq_f8 x;
    memcpy(&x, from, sizeof x);
    return x;
}

CRQ_PACKET void crq_f8_store(float *to, crq_f8 x) {
    memcpy(to, &x, sizeof x);
}

/* `a` where the mask is set, else `b`. */
CRQ_PACKET crq_f8 crq_f8_pick(crq_i8 mask, crq_f8 a, crq_f8 b) {
    return (crq_f8)(((crq_i8)a & mask) | ((crq_i8)b & ~mask));
}

/* Loops over lanes are recognised by the compiler and become one instruction. */
CRQ_PACKET crq_f8 crq_f8_max(crq_f8 a, crq_f8 b) {
    crq_f8 r;
    for (int k = 0; k < CRQ_LANES; k++) {
        r[k] = a[k] > b[k] ? a[k] : b[k];
    }
    return r;
}

CRQ_PACKET crq_f8 crq_f8_min(crq_f8 a, crq_f8 b) {
    crq_f8 r;
    for (int k = 0; k < CRQ_LANES; k++) {
        r[k] = a[k] < b[k] ? a[k] : b[k];
    }
    return r;
}

CRQ_PACKET crq_f8 crq_f8_clamp(crq_f8 x, float low, float high) {
    return crq_f8_min(crq_f8_max(x, crq_f8_all(low)), crq_f8_all(high));
}

CRQ_PACKET crq_f8 crq_f8_saturate(crq_f8 x) {
    return crq_f8_clamp(x, 0.0f, 1.0f);
}

CRQ_PACKET crq_f8 crq_f8_mix(crq_f8 a, crq_f8 b, crq_f8 t) {
    return a + (b - a) * t;
}

CRQ_PACKET crq_f8 crq_f8_abs(crq_f8 x) {
    return (crq_f8)((crq_i8)x & 0x7fffffff);
}

CRQ_PACKET crq_f8 crq_f8_smoothstep(float low, float high, crq_f8 x) {
    crq_f8 t = crq_f8_saturate((x - low) * (1.0f / (high - low)));
    return t * t * (3.0f - 2.0f * t);
}

CRQ_PACKET crq_f8 crq_f8_sqrt(crq_f8 x) {
    crq_f8 root;
    for (int k = 0; k < CRQ_LANES; k++) {
        root[k] = sqrtf(x[k]);
    }
    return root;
}

CRQ_PACKET crq_i8 crq_f8_whole(crq_f8 x) {
    crq_i8 whole = __builtin_convertvector(x, crq_i8);
    return whole + (__builtin_convertvector(whole, crq_f8) > x);
}

CRQ_PACKET crq_f8 crq_f8_floor(crq_f8 x) {
    crq_f8 r;
    for (int k = 0; k < CRQ_LANES; k++) {
        r[k] = __builtin_floorf(x[k]);
    }
    return r;
}

CRQ_PACKET crq_f8 crq_f8_fract(crq_f8 x) {
    return x - crq_f8_floor(x);
}

/* Towards zero. */
CRQ_PACKET crq_i8 crq_f8_int(crq_f8 x) {
    return __builtin_convertvector(x, crq_i8);
}

CRQ_PACKET crq_f8 crq_i8_float(crq_i8 x) {
    return __builtin_convertvector(x, crq_f8);
}

CRQ_PACKET crq_i8 crq_i8_mask(bool on) {
    int32_t m = on ? -1 : 0;
    return (crq_i8){m, m, m, m, m, m, m, m};
}

CRQ_PACKET crq_i8 crq_i8_pick(crq_i8 mask, crq_i8 a, crq_i8 b) {
    return (mask & a) | (~mask & b);
}

/* Whether any lane of a mask is set. */
CRQ_PACKET bool crq_i8_any(crq_i8 mask) {
    typedef int64_t quad __attribute__((vector_size(32)));
    quad q = (quad)mask;
    return (q[0] | q[1] | q[2] | q[3]) != 0;
}

/* 2^x, as crq_exp2. */
CRQ_PACKET crq_f8 crq_f8_exp2(crq_f8 x) {
    x = crq_f8_clamp(x, -126.0f, 127.0f);
    crq_i8 whole = crq_f8_whole(x + 0.5f);
    crq_f8 f = x - __builtin_convertvector(whole, crq_f8);
    crq_f8 p = f * 1.5252734e-5f + 1.5403530e-4f;
    p = p * f + 1.3333558e-3f;
    p = p * f + 9.6181291e-3f;
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    p = p * f + 1.0f;
    return p * (crq_f8)((whole + 127) << 23);
}

CRQ_PACKET crq_f8 crq_f8_exp(crq_f8 x) {
    return crq_f8_exp2(x * 1.44269504f);
}

/* log2 x, as crq_log2. */
CRQ_PACKET crq_f8 crq_f8_log2(crq_f8 x) {
    x = crq_f8_max(x, crq_f8_all(1.17549435e-38f));
    crq_i8 exponent = ((crq_i8)x - 0x3f3504f3) >> 23;
    crq_f8 m = (crq_f8)((crq_i8)x - (exponent << 23));
    crq_f8 s = (m - 1.0f) / (m + 1.0f);
    crq_f8 q = s * s;
    crq_f8 p = q * 0.3205989f + 0.41219858f;
    p = p * q + 0.57707802f;
    p = p * q + 0.96179669f;
    p = p * q + 2.88539008f;
    return __builtin_convertvector(exponent, crq_f8) + s * p;
}

/* x^y for x >= 0. */
CRQ_PACKET crq_f8 crq_f8_pow(crq_f8 x, float y) {
    return crq_f8_pick(x > 0.0f, crq_f8_exp2(crq_f8_log2(x) * y), crq_f8_all(0.0f));
}

/* Sine of an angle in turns, as crq_sin_turns. */
CRQ_PACKET crq_f8 crq_f8_sin_turns(crq_f8 x) {
    x -= crq_f8_floor(x + 0.5f);
    x = crq_f8_pick(x > 0.25f, 0.5f - x, x);
    x = crq_f8_pick(x < -0.25f, -0.5f - x, x);
    crq_f8 q = x * x;
    crq_f8 p = q * 3.8199526f - 15.094643f;
    p = p * q + 42.058694f;
    p = p * q - 76.705860f;
    p = p * q + 81.605249f;
    p = p * q - 41.341702f;
    p = p * q + 6.28318531f;
    return p * x;
}

CRQ_PACKET crq_f8 crq_f8_cos_turns(crq_f8 x) {
    return crq_f8_sin_turns(x + 0.25f);
}

CRQ_PACKET struct crq_v8 crq_v8_make(crq_f8 x, crq_f8 y, crq_f8 z) {
    return (struct crq_v8){x, y, z};
}

CRQ_PACKET struct crq_v8 crq_v8_scale(struct crq_v8 a, crq_f8 s) {
    return crq_v8_make(a.x * s, a.y * s, a.z * s);
}

/* a + b * s */
CRQ_PACKET struct crq_v8 crq_v8_add(struct crq_v8 a, struct crq_v8 b, crq_f8 s) {
    return crq_v8_make(a.x + b.x * s, a.y + b.y * s, a.z + b.z * s);
}

CRQ_PACKET crq_f8 crq_v8_dot(struct crq_v8 a, struct crq_v8 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

CRQ_PACKET struct crq_v8 crq_v8_unit(struct crq_v8 a) {
    return crq_v8_scale(a, 1.0f / (crq_f8_sqrt(crq_v8_dot(a, a)) + 1e-20f));
}

CRQ_PACKET struct crq_v8 crq_v8_mix(struct crq_v8 a, struct crq_v8 b, crq_f8 t) {
    return crq_v8_make(
        crq_f8_mix(a.x, b.x, t), crq_f8_mix(a.y, b.y, t), crq_f8_mix(a.z, b.z, t));
}

CRQ_PACKET struct crq_v8 crq_v8_grey(crq_f8 v) {
    return crq_v8_make(v, v, v);
}

CRQ_PACKET struct crq_v8 crq_v8_times(struct crq_v8 a, struct crq_v8 b) {
    return crq_v8_make(a.x * b.x, a.y * b.y, a.z * b.z);
}

CRQ_PACKET struct crq_v8 crq_v8_pick(crq_i8 mask, struct crq_v8 a, struct crq_v8 b) {
    return crq_v8_make(crq_f8_pick(mask, a.x, b.x), crq_f8_pick(mask, a.y, b.y),
        crq_f8_pick(mask, a.z, b.z));
}

CRQ_PACKET crq_f8 crq_v8_dot3(struct crq_v8 a, const float b[3]) {
    return a.x * b[0] + a.y * b[1] + a.z * b[2];
}

/* The same colour or direction in all lanes. */
CRQ_PACKET struct crq_v8 crq_v8_all(const float c[3]) {
    return crq_v8_make(crq_f8_all(c[0]), crq_f8_all(c[1]), crq_f8_all(c[2]));
}

/* a + colour * s */
CRQ_PACKET struct crq_v8 crq_v8_light(struct crq_v8 a, const float c[3], crq_f8 s) {
    return crq_v8_make(a.x + c[0] * s, a.y + c[1] * s, a.z + c[2] * s);
}

/* --- noise, as crq_noise2 and crq_noise3 --- */

CRQ_PACKET crq_u8 crq_u8_hash(crq_u8 x) {
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

CRQ_PACKET crq_f8 crq_f8_fade(crq_f8 t) {
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

CRQ_PACKET crq_f8 crq_f8_gradient2(crq_u8 hash, crq_f8 x, crq_f8 y) {
    crq_i8 swap = -(crq_i8)(hash & 1u);
    crq_u8 u = (crq_u8)crq_f8_pick(swap, y, x) ^ ((hash & 2u) << 30);
    crq_u8 v = (crq_u8)crq_f8_pick(swap, x, y) ^ ((hash & 4u) << 29);
    return (crq_f8)u * 1.3065630f + (crq_f8)v * 0.5411961f;
}

CRQ_PACKET crq_f8 crq_f8_noise2(crq_f8 x, crq_f8 y, uint32_t seed) {
    crq_i8 i = crq_f8_whole(x);
    crq_i8 j = crq_f8_whole(y);
    x -= __builtin_convertvector(i, crq_f8);
    y -= __builtin_convertvector(j, crq_f8);
    crq_u8 upper = crq_u8_hash((crq_u8)j * 0x85ebca77u ^ seed);
    crq_u8 lower = crq_u8_hash((crq_u8)(j + 1) * 0x85ebca77u ^ seed);
    crq_u8 left = (crq_u8)i * 0x9e3779b1u;
    crq_u8 right = left + 0x9e3779b1u;
    crq_f8 a = crq_f8_gradient2(crq_u8_hash(left ^ upper), x, y);
    crq_f8 b = crq_f8_gradient2(crq_u8_hash(right ^ upper), x - 1.0f, y);
    crq_f8 c = crq_f8_gradient2(crq_u8_hash(left ^ lower), x, y - 1.0f);
    crq_f8 d = crq_f8_gradient2(crq_u8_hash(right ^ lower), x - 1.0f, y - 1.0f);
    crq_f8 u = crq_f8_fade(x);
    return crq_f8_mix(crq_f8_mix(a, b, u), crq_f8_mix(c, d, u), crq_f8_fade(y));
}

CRQ_PACKET crq_f8 crq_f8_gradient3(crq_u8 hash, crq_f8 x, crq_f8 y, crq_f8 z) {
    crq_u8 h = hash & 15u;
    crq_f8 u = crq_f8_pick((crq_i8)(h < 8u), x, y);
    crq_i8 other = (crq_i8)((h == 12u) | (h == 14u));
    crq_f8 v = crq_f8_pick((crq_i8)(h < 4u), y, crq_f8_pick(other, x, z));
    return (crq_f8)((crq_u8)u ^ ((h & 1u) << 31)) +
           (crq_f8)((crq_u8)v ^ ((h & 2u) << 30));
}

CRQ_PACKET crq_f8 crq_f8_slice(
    crq_i8 i, crq_i8 j, crq_i8 k, crq_f8 x, crq_f8 y, crq_f8 z, uint32_t seed) {
    crq_u8 own = crq_u8_hash((crq_u8)k * 0xc2b2ae3du ^ seed);
    crq_u8 upper = crq_u8_hash((crq_u8)j * 0x85ebca77u ^ own);
    crq_u8 lower = crq_u8_hash((crq_u8)(j + 1) * 0x85ebca77u ^ own);
    crq_u8 left = (crq_u8)i * 0x9e3779b1u;
    crq_u8 right = left + 0x9e3779b1u;
    crq_f8 a = crq_f8_gradient3(crq_u8_hash(left ^ upper), x, y, z);
    crq_f8 b = crq_f8_gradient3(crq_u8_hash(right ^ upper), x - 1.0f, y, z);
    crq_f8 c = crq_f8_gradient3(crq_u8_hash(left ^ lower), x, y - 1.0f, z);
    crq_f8 d = crq_f8_gradient3(crq_u8_hash(right ^ lower), x - 1.0f, y - 1.0f, z);
    crq_f8 u = crq_f8_fade(x);
    return crq_f8_mix(crq_f8_mix(a, b, u), crq_f8_mix(c, d, u), crq_f8_fade(y));
}

CRQ_PACKET crq_f8 crq_f8_noise3(crq_f8 x, crq_f8 y, crq_f8 z, uint32_t seed) {
    crq_i8 i = crq_f8_whole(x);
    crq_i8 j = crq_f8_whole(y);
    crq_i8 k = crq_f8_whole(z);
    x -= __builtin_convertvector(i, crq_f8);
    y -= __builtin_convertvector(j, crq_f8);
    z -= __builtin_convertvector(k, crq_f8);
    crq_f8 near = crq_f8_slice(i, j, k, x, y, z, seed);
    crq_f8 far = crq_f8_slice(i, j, k + 1, x, y, z - 1.0f, seed);
    return crq_f8_mix(near, far, crq_f8_fade(z));
}

/* Fractal sums whose octaves fall by `gain`, scaled to the range of crq_fbm2. */
CRQ_PACKET crq_f8 crq_f8_fbm2(
    crq_f8 x, crq_f8 y, uint32_t seed, int octaves, float gain) {
    crq_f8 sum = crq_f8_all(0.0f);
    float amplitude = 1.0f;
    float total = 0.0f;
    for (int o = 0; o < octaves; o++) {
        sum += amplitude * crq_f8_noise2(x, y, seed + (uint32_t)o * 101u);
        total += amplitude;
        crq_f8 turned = 1.616f * x - 1.2f * y + 3.1f;
        y = 1.2f * x + 1.616f * y + 1.7f;
        x = turned;
        amplitude *= gain;
    }
    return sum * (1.0f / total);
}

CRQ_PACKET crq_f8 crq_f8_fbm3(
    crq_f8 x, crq_f8 y, crq_f8 z, uint32_t seed, int octaves, float gain) {
    crq_f8 sum = crq_f8_all(0.0f);
    float amplitude = 1.0f;
    float total = 0.0f;
    for (int o = 0; o < octaves; o++) {
        sum += amplitude * crq_f8_noise3(x, y, z, seed + (uint32_t)o * 101u);
        total += amplitude;
        crq_f8 turned = 1.616f * x - 1.2f * z + 3.1f;
        z = 1.2f * x + 1.616f * z + 1.7f;
        y = 2.0f * y + 0.9f;
        x = turned;
        amplitude *= gain;
    }
    return sum * (1.0f / total);
}

#endif
