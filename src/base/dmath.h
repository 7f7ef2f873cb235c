/* Deterministic mathematics: the same bits on every machine and compiler.
 *
 * Only + - * / and sqrt (exact by IEEE 754) and integer operations; libm's
 * transcendentals differ between machines in the last bit. All functions vectorise.
 * Angles are in turns: 1 is a full circle. Errors are stated against the true value. */
#ifndef CRQ_BASE_DMATH_H
#define CRQ_BASE_DMATH_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define CRQ_TAU 6.28318530717958647692

static inline float crq_clamp(float x, float low, float high) {
    return x < low ? low : x > high ? high : x;
}

static inline float crq_saturate(float x) {
    return crq_clamp(x, 0.0f, 1.0f);
}

static inline float crq_mix(float a, float b, float t) {
    return a + (b - a) * t;
}

/* Hermite step from 0 at `low` to 1 at `high`; low > high steps down. */
static inline float crq_smoothstep(float low, float high, float x) {
    float t = crq_saturate((x - low) / (high - low));
    return t * t * (3.0f - 2.0f * t);
}

/* Floor for |x| < 2^31, without a call where the machine has no rounding instruction.
 */
static inline float crq_floor(float x) {
    float whole = (float)(int32_t)x;
    return whole > x ? whole - 1.0f : whole;
}

static inline float crq_fract(float x) {
    return x - crq_floor(x);
}

static inline uint32_t crq_float_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline float crq_bits_float(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 2^x; relative error below 1e-7; x is held to -126..127. */
static inline float crq_exp2(float x) {
    x = crq_clamp(x, -126.0f, 127.0f);
    /* rounding by the grain of large floats: a branch here would keep gcc from
     * vectorising callers */
    float whole = (x + 12582912.0f) - 12582912.0f;
    float f = x - whole; /* -0.5..0.5: Taylor series of 2^f, degree 7 */
    float p = 1.5252734e-5f;
    p = p * f + 1.5403530e-4f;
    p = p * f + 1.3333558e-3f;
    p = p * f + 9.6181291e-3f;
    p = p * f + 5.5504109e-2f;
    p = p * f + 2.4022651e-1f;
    p = p * f + 6.9314718e-1f;
    p = p * f + 1.0f;
    return p * crq_bits_float((uint32_t)((int32_t)whole + 127) << 23);
}

/* e^x; relative error below 8e-8 (2 + |x|). */
static inline float crq_exp(float x) {
    return crq_exp2(x * 1.44269504f);
}

/* log2 x; absolute error below 1.3e-7 for 0.5..2, relative beyond; x <= 0 gives -126.
 */
static inline float crq_log2(float x) {
    x = x > 1.17549435e-38f ? x : 1.17549435e-38f;
    uint32_t bits = crq_float_bits(x);
    /* mantissa in sqrt(1/2)..sqrt(2), so that the series converges fast */
    int32_t exponent = (int32_t)(bits - 0x3f3504f3u) >> 23;
    float m = crq_bits_float(bits - ((uint32_t)exponent << 23));
    float s = (m - 1.0f) / (m + 1.0f);
    float q = s * s; /* 2/ln 2 (s + s^3/3 + s^5/5 + ...) */
    float p = 0.3205989f;
    p = p * q + 0.41219858f;
    p = p * q + 0.57707802f;
    p = p * q + 0.96179669f;
    p = p * q + 2.88539008f;
    return (float)exponent + s * p;
}

static inline float crq_log(float x) {
    return crq_log2(x) * 0.69314718f;
}

/* x^y for x >= 0; 0^y is 0 for y > 0. */
static inline float crq_pow(float x, float y) {
    return x > 0.0f ? crq_exp2(y * crq_log2(x)) : 0.0f;
}

/* Sine of x turns for |x| <= 0.25: odd minimax polynomial. */
static inline float crq_sine_quarter(float x) {
    float q = x * x;
    float p = -14.393966f;
    p = p * q + 42.009779f;
    p = p * q - 76.704280f;
    p = p * q + 81.605226f;
    p = p * q - 41.341702f;
    p = p * q + 6.28318531f;
    return p * x;
}

/* Sine and cosine of an angle in turns; absolute error below 2.5e-7. */
static inline float crq_sin_turns(float x) {
    x -= crq_floor(x + 0.5f);     /* -0.5..0.5 */
    x = x > 0.25f ? 0.5f - x : x; /* mirror into -0.25..0.25 */
    x = x < -0.25f ? -0.5f - x : x;
    return crq_sine_quarter(x);
}

static inline float crq_cos_turns(float x) {
    x -= crq_floor(x + 0.5f);
    return crq_sine_quarter(0.25f - (x < 0.0f ? -x : x));
}

/* The same in double precision, for geometry that branches; error below 1e-13. */
static inline double crq_sine_quarter_d(double x) {
    double a = x * CRQ_TAU;
    double q = a * a; /* Taylor series */
    double p = 1.0 / 355687428096000.0;
    p = p * q - 1.0 / 1307674368000.0;
    p = p * q + 1.0 / 6227020800.0;
    p = p * q - 1.0 / 39916800.0;
    p = p * q + 1.0 / 362880.0;
    p = p * q - 1.0 / 5040.0;
    p = p * q + 1.0 / 120.0;
    p = p * q - 1.0 / 6.0;
    p = p * q + 1.0;
    return p * a;
}

static inline double crq_sin_turns_d(double x) {
    x -= floor(x + 0.5);
    x = x > 0.25 ? 0.5 - x : x;
    x = x < -0.25 ? -0.5 - x : x;
    return crq_sine_quarter_d(x);
}

static inline double crq_cos_turns_d(double x) {
    x -= floor(x + 0.5);
    return crq_sine_quarter_d(0.25 - fabs(x));
}

/* Angle of (x, y) in turns, -0.5..0.5; error below 1e-7 turns; (0, 0) gives 0. */
static inline float crq_atan2_turns(float y, float x) {
    float ax = x < 0.0f ? -x : x;
    float ay = y < 0.0f ? -y : y;
    float large = ax > ay ? ax : ay;
    float small = ax > ay ? ay : ax;
    float r = large > 0.0f ? small / large : 0.0f;
    float q = r * r; /* odd minimax polynomial on 0..1, scaled to turns */
    float p = -0.00072571343f;
    p = p * q + 0.0037847871f;
    p = p * q - 0.0093630460f;
    p = p * q + 0.0157067872f;
    p = p * q - 0.0222869285f;
    p = p * q + 0.0317784067f;
    p = p * q - 0.0530492275f;
    p = p * q + 0.1591549243f;
    float a = p * r;
    a = ay > ax ? 0.25f - a : a;
    a = x < 0.0f ? 0.5f - a : a;
    return y < 0.0f ? -a : a;
}

#endif
