/* The street: water so still that it may be glass. */
#include "paint/glass_city/facade.h"
#include "paint/glass_city/glass.h"

#include "form/noise.h"

#define SLAB 5.5f

/* Waves as slopes of the mirror; they fade where a pixel holds many of them. */
static crq_vec waves(const struct crq_glass *g, crq_vec p, float away) {
    uint32_t seed = g->city->noise;
    float near = 1.0f - crq_smoothstep(200.0f, 1400.0f, away);
    float fine = 1.0f - crq_smoothstep(60.0f, 420.0f, away);
    float a = 0.7f * crq_noise2(p[0] * 0.07f, p[2] * 0.035f, seed + 61);
    float b = 0.7f * crq_noise2(p[0] * 0.29f + 4.0f, p[2] * 0.17f, seed + 62);
    float c = fine * crq_noise2(p[0] * 0.9f, p[2] * 0.5f + 7.0f, seed + 63);
    float roll = crq_sin_turns(p[2] * 0.011f + a * 0.8f) * 0.0035f;
    float dx = (a * 1.1f + b + 0.5f * c) * 0.0035f;
    float dz = (b * 0.8f - a + 0.7f * c) * 0.005f + roll * near;
    return crq_vec_make(dx * g->waves, 1.0f, dz * g->waves);
}

/* The seams of the glass floor, seen only near by. */
static float seams(const struct crq_glass *g, crq_vec p, float away) {
    float side = away * g->pixel * 1.2f;
    float forth = away * g->pixel * (1.0f + away / g->city->camera.eye[1]);
    float x = p[0] - crq_city_avenue(g->city, p[2]) + 4096.0f;
    return crq_cover(
        crq_bars(x, SLAB, 0.08f, side), crq_bars(p[2], SLAB, 0.08f, forth));
}

float crq_street_at(const struct crq_glass *g, crq_vec p, crq_vec d, float away,
    crq_vec *normal, crq_vec *light) {
    float aside = p[0] - crq_city_avenue(g->city, p[2]);
    aside = aside < 0.0f ? -aside : aside;
    float width = g->city->avenue.width;
    float open = 1.0f - crq_smoothstep(width * 0.72f, width * 0.80f, aside);
    float seam = away < 900.0f ? seams(g, p, away) : 0.03f;
    crq_vec c = g->air.ground * (0.45f + 0.25f * open);
    c = crq_vec_mix(c, g->air.shadow * 0.4f, seam * 0.5f);
    *normal = crq_normalise(waves(g, p, away));
    /* glitter: wavelets whose slope sends the sun to the eye */
    crq_vec half = g->air.to_sun - d;
    float sx = half[0] / half[1];
    float sz = half[2] / half[1];
    float glitter = crq_exp(-(sx * sx / 0.0028f + sz * sz / 0.012f));
    /* far off, waves hide behind waves */
    glitter *= 1.0f - 0.9f * crq_smoothstep(900.0f, 5000.0f, away);
    if (glitter > 1e-3f) {
        uint32_t seed = g->city->noise;
        float n = 0.5f + 0.7f * crq_noise2(p[0] * 1.1f, p[2] * 0.5f, seed + 64);
        float m = 0.5f + 0.7f * crq_noise2(p[0] * 0.23f, p[2] * 0.11f, seed + 65);
        float spark = n * m * n * m;
        c += crq_vec_mix(g->air.sun, g->air.warm, 0.3f) *
             (glitter * (0.4f + 0.6f * open) * (0.5f + 9.0f * spark) *
                 (1.0f - 0.5f * g->air.dusk));
    }
    *light = c;
    return crq_schlick(0.18f, -crq_dot(d, *normal)) * (1.0f - 0.35f * seam) *
           (0.7f + 0.3f * open);
}
