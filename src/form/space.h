/* Vectors in space, four lanes wide; the fourth lane is zero in what is made here.
 *
 * The same type carries colours (crq_rgba is the same four floats), so light and
 * directions are added and scaled with the plain operators. */
#ifndef CRQ_FORM_SPACE_H
#define CRQ_FORM_SPACE_H

#include "base/dmath.h"

#include <stdbool.h>

typedef float crq_vec __attribute__((vector_size(16)));

static inline crq_vec crq_vec_make(float x, float y, float z) {
    return (crq_vec){x, y, z, 0.0f};
}

static inline float crq_dot(crq_vec a, crq_vec b) {
    crq_vec p = a * b;
    return p[0] + p[1] + p[2];
}

static inline crq_vec crq_cross(crq_vec a, crq_vec b) {
    return crq_vec_make(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0]);
}

static inline float crq_length(crq_vec a) {
    return sqrtf(crq_dot(a, a));
}

/* The zero vector stays (nearly) zero. */
static inline crq_vec crq_normalise(crq_vec a) {
    return a * (1.0f / sqrtf(crq_dot(a, a) + 1e-30f));
}

static inline crq_vec crq_vec_mix(crq_vec a, crq_vec b, float t) {
    return a + (b - a) * t;
}

/* Lane by lane, held below a ceiling. */
static inline crq_vec crq_vec_cap(crq_vec a, float most) {
    for (int i = 0; i < 4; i++) {
        a[i] = a[i] < most ? a[i] : most;
    }
    return a;
}

static inline float crq_brightest(crq_vec a) {
    float most = a[0] > a[1] ? a[0] : a[1];
    return most > a[2] ? most : a[2];
}

static inline crq_vec crq_reflect(crq_vec d, crq_vec normal) {
    return d - normal * (2.0f * crq_dot(d, normal));
}

/* Snell's law for unit vectors; the normal looks against d, ratio is the index on this
 * side over the index beyond. False on total reflection; then *out is untouched. */
static inline bool crq_refract(crq_vec d, crq_vec normal, float ratio, crq_vec *out) {
    float c = -crq_dot(d, normal);
    float k = 1.0f - ratio * ratio * (1.0f - c * c);
    if (k < 0.0f) {
        return false;
    }
    *out = d * ratio + normal * (ratio * c - sqrtf(k));
    return true;
}

/* Schlick's approximation of Fresnel reflectance. */
static inline float crq_schlick(float straight, float cosine) {
    float k = 1.0f - (cosine > 0.0f ? cosine : 0.0f);
    float k2 = k * k;
    return straight + (1.0f - straight) * k2 * k2 * k;
}

#endif
