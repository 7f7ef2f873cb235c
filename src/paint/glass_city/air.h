/* Light of the sky and of the air, and the spectrum, in the colours of a palette. */
#ifndef CRQ_PAINT_GLASS_CITY_AIR_H
#define CRQ_PAINT_GLASS_CITY_AIR_H

#include "paint/glass_city/city.h"

/* The numbers of the layer `sky`. */
struct crq_city_sky {
    double haze, cirrus, halo, nacre;
};

/* A palette's light at this hour; made once per painting. */
struct crq_air {
    crq_vec zenith, upper, veil, warm, cool, sun, haze;
    crq_vec glass_cool, glass_warm, inner, ground, shadow;
    crq_vec to_sun;
    float spectrum;  /* saturation of rainbow light */
    float low, high; /* optical density per metre: of the ground haze, of the air */
    float near; /* air turns golden at a distance that is farther the less this is */
    float warmth, dusk, night; /* night: gain of light within buildings */
    float cirrus, halo, nacre;
    uint32_t noise;
    const crq_vec *table; /* of the dome; NULL for none */
};

struct crq_air crq_air_make(const struct crq_brush *brush);

/* The roles that crq_air_make reads. */
#define CRQ_AIR_ROLES                                                                  \
    (CRQ_ROLE_BIT(ZENITH) | CRQ_ROLE_BIT(UPPER) | CRQ_ROLE_BIT(VEIL) |                 \
        CRQ_ROLE_BIT(WARM) | CRQ_ROLE_BIT(COOL) | CRQ_ROLE_BIT(SUN) |                  \
        CRQ_ROLE_BIT(HAZE) | CRQ_ROLE_BIT(GLASS_COOL) | CRQ_ROLE_BIT(GLASS_WARM) |     \
        CRQ_ROLE_BIT(INNER) | CRQ_ROLE_BIT(GROUND) | CRQ_ROLE_BIT(SHADOW))

/* The clear sky along a unit direction; below the horizon as at the horizon. No disc
 * of the sun. */
crq_vec crq_air_dome(const struct crq_air *air, crq_vec d);

/* Fills a table of the dome, so that it can be looked up thousands of times a pixel;
 * the air then borrows it. Caller frees it with g_free. */
crq_vec *crq_air_tabulate(struct crq_air *air);

/* The dome as crq_air_dome, from the table when there is one. */
crq_vec crq_air_soft(const struct crq_air *air, crq_vec d);

/* The dome with cirrus of so many octaves (0 for none) and halo; from three octaves on
 * with the sun's disc. */
crq_vec crq_air_sky(const struct crq_air *air, crq_vec d, float octaves);

/* Share of light that comes through `length` metres of air from height y along d. */
float crq_air_clear(const struct crq_air *air, float y, crq_vec d, float length);

/* The colour that air of that length takes on along d. */
crq_vec crq_air_glow(const struct crq_air *air, crq_vec d, float length);

/* Colour of wavelength u (0 red .. 1 violet), one of `samples`. Over that many equally
 * spaced u it averages exactly to white, so that splitting light makes no coloured
 * noise: three or more carry two harmonics, two carry one, one is white. */
static inline crq_vec crq_air_wavelength(
    const struct crq_air *air, float u, int samples) {
    float first = samples > 1 ? 1.02f * air->spectrum : 0.0f;
    float second = samples > 2 ? 0.306f * air->spectrum : 0.0f;
    crq_vec w;
    const float centre[3] = {0.16f, 0.48f, 0.80f};
    for (int i = 0; i < 3; i++) {
        float c = crq_cos_turns(u - centre[i]);
        w[i] = 1.0f + first * c + second * (2.0f * c * c - 1.0f);
    }
    w[3] = 0.0f;
    return w;
}

/* A slit's image behind a prism: x runs across the fan from red to violet, `slit` is
 * the slit's half-width against the fan's. White when wide. */
static inline crq_vec crq_air_slit(const struct crq_air *air, float x, float slit) {
    const float centre[4] = {0.27f, 0.49f, 0.71f, 0.86f};
    const float wide[4] = {1.0f, 0.85f, 1.0f, 0.5f};
    float bar[4];
    for (int i = 0; i < 4; i++) {
        float half = slit * wide[i];
        float soft = 0.5f * half + (i == 3 ? 0.06f : 0.12f * (0.8f + 0.2f * wide[i]));
        float off = x > centre[i] ? x - centre[i] : centre[i] - x;
        bar[i] = 1.0f - crq_smoothstep(half - soft, half + soft, off);
    }
    crq_vec c = {bar[0] + 0.22f * bar[3], bar[1], bar[2], 0.0f};
    float grey = 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
    crq_vec level = {grey, grey, grey, 0.0f};
    c = level + (c - level) * (0.91f * air->spectrum);
    for (int i = 0; i < 3; i++) {
        c[i] = c[i] > 0.0f ? c[i] : 0.0f;
    }
    return c;
}

#endif
