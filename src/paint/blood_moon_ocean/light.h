/* Light of the blood-moon ocean: the palette's colours, the sky's glow, the air.
 *
 * Packets of eight pixels; x and y in units (ocean.h). */
#ifndef CRQ_PAINT_OCEAN_LIGHT_H
#define CRQ_PAINT_OCEAN_LIGHT_H

#include "form/packet.h"
#include "paint/blood_moon_ocean/ocean.h"

/* How bright the scene is against paper white. */
#define CRQ_OCEAN_GAIN 1.8f

/* Metres in which two thirds of the light are lost to haze. */
#define CRQ_OCEAN_SIGHT 760.0f

/* The palette, scaled to the scene; bone is a reflectance. */
struct crq_ocean_hues {
    float ink[3], abyss[3], wine[3], blood[3], ember[3], mist[3], night[3], cold[3];
    float bone[3];
};

#define CRQ_OCEAN_AIR                                                                  \
    (CRQ_ROLE_BIT(NIGHT) | CRQ_ROLE_BIT(MIST) | CRQ_ROLE_BIT(WINE) |                   \
        CRQ_ROLE_BIT(BLOOD) | CRQ_ROLE_BIT(EMBER))

static inline void crq_ocean_hue(
    float out[3], const struct crq_palette *palette, enum crq_role role, float gain) {
    for (int k = 0; k < 3; k++) {
        out[k] = palette->light[role][k] * gain;
    }
}

/* Draws a hue towards grey: air is grey, the moon alone is loud. */
static inline void crq_ocean_quiet(float c[3], float amount) {
    float grey = 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
    for (int k = 0; k < 3; k++) {
        c[k] += (grey - c[k]) * amount;
    }
}

/* Lets a little of each channel into the others: a red without any green or blue clips
 * on the film to one flat tone, and all that is drawn on the disc is lost in it. */
static inline void crq_ocean_leak(float c[3], float share) {
    float sum = share * (c[0] + c[1] + c[2]);
    for (int k = 0; k < 3; k++) {
        c[k] = (1.0f - 3.0f * share) * c[k] + sum;
    }
}

static inline struct crq_ocean_hues crq_ocean_hues(const struct crq_palette *palette) {
    struct crq_ocean_hues h;
    crq_ocean_hue(h.ink, palette, CRQ_ROLE_INK, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.abyss, palette, CRQ_ROLE_ABYSS, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.wine, palette, CRQ_ROLE_WINE, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.blood, palette, CRQ_ROLE_BLOOD, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.ember, palette, CRQ_ROLE_EMBER, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.mist, palette, CRQ_ROLE_MIST, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.night, palette, CRQ_ROLE_NIGHT, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.cold, palette, CRQ_ROLE_COLD, CRQ_OCEAN_GAIN);
    crq_ocean_hue(h.bone, palette, CRQ_ROLE_BONE, 1.0f);
    crq_ocean_quiet(h.night, 0.80f);
    crq_ocean_quiet(h.mist, 0.15f);
    crq_ocean_quiet(h.wine, 0.25f);
    crq_ocean_leak(h.blood, 0.055f);
    crq_ocean_leak(h.ember, 0.01f);
    crq_ocean_leak(h.mist, 0.03f);
    return h;
}

/* Distance from the moon's centre, in its radii. */
CRQ_PACKET crq_f8 crq_moon_distance(const struct crq_disc *moon, crq_f8 x, crq_f8 y) {
    crq_f8 dx = x - moon->x;
    crq_f8 dy = y - moon->y;
    return crq_f8_sqrt(dx * dx + dy * dy) * (1.0f / moon->radius);
}

/* Share of a pixel of that many radii that the disc covers. */
CRQ_PACKET crq_f8 crq_moon_cover(crq_f8 distance, float footprint) {
    return crq_f8_saturate((1.0f - distance) * (1.0f / footprint) + 0.5f);
}

/* The sky without moonlight. */
CRQ_PACKET struct crq_v8 crq_sky_base(const struct crq_ocean_hues *h, crq_f8 y) {
    crq_f8 e = crq_f8_max(y, crq_f8_all(0.0f));
    struct crq_v8 c = crq_v8_scale(crq_v8_all(h->night), crq_f8_all(0.85f));
    c = crq_v8_light(c, h->mist, 0.16f * crq_f8_exp(e * -10.0f));
    return crq_v8_light(c, h->wine, 0.10f * crq_f8_exp(e * -3.3f));
}

/* Moonlight scattered by air: red close to the disc, grey further out. */
CRQ_PACKET struct crq_v8 crq_sky_glow(
    const struct crq_ocean_hues *h, const struct crq_disc *moon, crq_f8 x, crq_f8 y) {
    crq_f8 k = crq_moon_distance(moon, x, y) - 1.0f;
    k = crq_f8_max(k, crq_f8_all(0.0f)) * (0.45f + 1.8f * moon->radius);
    struct crq_v8 c = crq_v8_scale(crq_v8_all(h->blood), 0.34f * crq_f8_exp(k * -2.6f));
    c = crq_v8_light(c, h->ember, 0.13f * crq_f8_exp(k * -6.0f));
    c = crq_v8_light(c, h->mist, 0.42f * crq_f8_exp(k * -1.05f));
    return crq_v8_light(c, h->blood, 0.06f * crq_f8_exp(k * -0.6f));
}

/* Colour of thick air at the horizon, brightest under the moon. */
CRQ_PACKET struct crq_v8 crq_air_colour(
    const struct crq_ocean_hues *h, const struct crq_disc *moon, crq_f8 x) {
    crq_f8 d = (x - moon->x) * (1.0f / (0.06f + 0.8f * moon->radius));
    crq_f8 d2 = d * d;
    struct crq_v8 c =
        crq_v8_scale(crq_v8_all(h->mist), 0.10f + 0.50f * crq_f8_exp(d2 * -0.30f));
    c = crq_v8_light(c, h->blood, 0.28f * crq_f8_exp(d2 * -0.5f));
    return crq_v8_light(c, h->ember, 0.07f * crq_f8_exp(d2 * -1.1f));
}

/* Colour seen through `distance` metres of air, `height` metres above the sea. */
CRQ_PACKET struct crq_v8 crq_through_air(const struct crq_ocean_hues *h,
    const struct crq_disc *moon, struct crq_v8 c, crq_f8 x, crq_f8 distance,
    crq_f8 height) {
    crq_f8 d = distance * (1.0f / CRQ_OCEAN_SIGHT);
    crq_f8 low = crq_f8_exp(crq_f8_max(height, crq_f8_all(0.0f)) * -0.05f);
    crq_f8 lost = 1.0f - crq_f8_exp(-d * (0.35f + 0.65f * low) - d * d * 0.6f);
    return crq_v8_mix(c, crq_air_colour(h, moon, x), lost);
}

/* Lays eight colours over pixels by cover 0..1; only the first `count` are real. */
CRQ_PACKET void crq_lay(crq_rgba *pixels, int count, struct crq_v8 c, crq_f8 cover) {
    for (int k = 0; k < count; k++) {
        crq_rgba own = {c.x[k], c.y[k], c.z[k], 1.0f};
        pixels[k] = crq_rgba_mix(pixels[k], own, cover[k]);
    }
}

/* x of eight neighbouring pixels from column i on. */
CRQ_PACKET crq_f8 crq_columns(
    const struct crq_ocean_camera *camera, int i, float pixel) {
    crq_f8 column = (crq_f8){0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    return ((column + (float)i) * pixel - camera->centre) * (1.0f / camera->unit);
}

#endif
