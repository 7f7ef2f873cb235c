/* The sRGB transfer functions (IEC 61966-2-1), deterministic. */
#ifndef CRQ_COLOUR_SRGB_H
#define CRQ_COLOUR_SRGB_H

#include "base/dmath.h"

/* Encoded 0..1 to linear 0..1. */
static inline float crq_srgb_decode(float v) {
    return v <= 0.04045f ? v / 12.92f : crq_pow((v + 0.055f) / 1.055f, 2.4f);
}

/* Linear 0..1 to encoded 0..1. */
static inline float crq_srgb_encode(float v) {
    float bent = 1.055f * crq_exp2(crq_log2(v) * (1.0f / 2.4f)) - 0.055f;
    return v <= 0.0031308f ? v * 12.92f : bent;
}

#endif
