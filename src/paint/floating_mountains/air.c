/* From palette and hour to light. */
#include "paint/floating_mountains/air.h"

#include <glib.h>

static void blend(float out[3], const float a[3], const float b[3], float t) {
    for (int k = 0; k < 3; k++) {
        out[k] = crq_mix(a[k], b[k], t);
    }
}

static void scale(float out[3], const float a[3], float s) {
    for (int k = 0; k < 3; k++) {
        out[k] = a[k] * s;
    }
}

/* Moves a colour towards its own grey: air is never as strong in colour as things. */
static void calm(float colour[3], float share) {
    float grey = 0.2126f * colour[0] + 0.7152f * colour[1] + 0.0722f * colour[2];
    for (int k = 0; k < 3; k++) {
        colour[k] = crq_mix(colour[k], grey, share);
    }
}

/* Calms a colour until its least channel is no less than 1 - `most` of its greatest:
 * warm light on warm cloud would be raw red. */
static void temper(float colour[3], float most) {
    float high = MAX(colour[0], MAX(colour[1], colour[2]));
    float low = MIN(colour[0], MIN(colour[1], colour[2]));
    float grey = 0.2126f * colour[0] + 0.7152f * colour[1] + 0.0722f * colour[2];
    float excess = high - low - most * high;
    if (excess > 0.0f) {
        calm(colour, excess / (excess + most * grey));
    }
}

/* Sunlight after a long way through the air: it takes on the horizon's colour. */
static void redden(float sun[3], const float horizon[3], float share) {
    float most = MAX(MAX(horizon[0], horizon[1]), MAX(horizon[2], 1e-6f));
    for (int k = 0; k < 3; k++) {
        sun[k] *= crq_mix(1.0f, horizon[k] / most, share);
    }
}

/* Sun and horizon sink with the hour, night comes down, the stars rise. Between the
 * warm horizon and the cold zenith lies the veil: warm light that only dims would turn
 * brown. */
static void set_hour(struct crq_air *a, const struct crq_brush *brush, float hour) {
    const struct crq_palette *p = brush->palette;
    const float *veil = p->light[CRQ_ROLE_VEIL];
    float day = crq_mix(1.22f, 0.68f, hour);
    float sun[3];
    scale(sun, p->light[CRQ_ROLE_SUN], 1.0f);
    blend(a->horizon, p->light[CRQ_ROLE_HORIZON], veil, 0.04f + 0.44f * hour);
    redden(sun, a->horizon, crq_mix(0.16f, 0.56f, hour));
    temper(sun, 0.62f);
    scale(a->sun_disc, sun, 3.3f * day);
    scale(a->sunlight, sun, 6.2f * crq_mix(1.08f, 0.80f, hour));
    scale(a->horizon, a->horizon, day);
    calm(a->horizon, 0.10f);
    temper(a->horizon, 0.60f);
    blend(a->haze, p->light[CRQ_ROLE_HAZE], veil, 0.09f);
    scale(a->haze, a->haze, crq_mix(1.12f, 0.74f, hour));
    blend(a->zenith, p->light[CRQ_ROLE_ZENITH], p->light[CRQ_ROLE_NIGHT], 0.42f * hour);
    blend(a->sky, a->zenith, p->light[CRQ_ROLE_ZENITH], 0.4f);
    blend(a->sky, a->sky, veil, 0.03f);
    scale(a->sky, a->sky, 1.35f);
    calm(a->zenith, 0.15f);
    blend(a->zenith, a->zenith, veil, 0.035f);
    scale(a->zenith, a->zenith, crq_mix(1.30f, 1.10f, hour));
    blend(a->night, p->light[CRQ_ROLE_NIGHT], p->light[CRQ_ROLE_ZENITH],
        0.40f * (1.0f - hour) * (1.0f - hour));
    calm(a->night, 0.15f);
    scale(a->night, a->night, crq_mix(1.1f, 0.9f, hour));
    a->starlight = crq_mix(0.92f, 1.15f, hour);
}

/* Clouds are lit by the sun in their own colour and by the blue above them. */
static void mix_clouds(struct crq_air *a, const struct crq_brush *brush) {
    const float *lit = brush->palette->light[CRQ_ROLE_CLOUD_LIGHT];
    const float *shade = brush->palette->light[CRQ_ROLE_CLOUD_SHADE];
    for (int k = 0; k < 3; k++) {
        a->cloud_sun[k] = a->sun_disc[k] * lit[k];
        a->cloud_lit[k] = 0.5f * lit[k] * 0.26f + a->sky[k] * 1.8f * 0.74f;
        a->cloud_shade[k] = shade[k];
    }
    temper(a->cloud_sun, 0.68f);
}

/* The child's skin is its cloth paled by cloud: no palette names a skin. */
static void mix_stone(struct crq_air *a, const struct crq_brush *brush) {
    const struct crq_palette *p = brush->palette;
    const float *lit = p->light[CRQ_ROLE_CLOUD_LIGHT];
    blend(a->dome, a->night, a->sky, 0.75f);
    for (int k = 0; k < 3; k++) {
        a->bounce[k] = lit[k] * crq_mix(a->sky[k], a->horizon[k], 0.26f);
    }
    calm(a->bounce, 0.35f);
    scale(a->rock_dark, p->light[CRQ_ROLE_ROCK_DARK], 1.0f);
    scale(a->rock_light, p->light[CRQ_ROLE_ROCK_LIGHT], 1.0f);
    scale(a->strata, p->light[CRQ_ROLE_STRATA], 1.0f);
    scale(a->dust, p->light[CRQ_ROLE_DUST], 1.0f);
    scale(a->cloth, p->light[CRQ_ROLE_FIGURE], 1.0f);
    blend(a->skin, p->light[CRQ_ROLE_FIGURE], lit, 0.45f);
    scale(a->hair, p->light[CRQ_ROLE_ROCK_DARK], 0.8f);
}

struct crq_air crq_air_from(const struct crq_brush *brush) {
    struct crq_air a = {.plan = brush->plan};
    set_hour(&a, brush, a.plan->hour);
    for (int k = 0; k < 3; k++) {
        a.fog_far[k] = a.haze[k] * 0.62f;
        a.fog_near[k] = crq_mix(a.haze[k] * 0.7f, a.horizon[k] * 1.1f, 0.60f);
        a.rim_far[k] = crq_mix(a.haze[k] * 0.8f, a.horizon[k], 0.12f);
        a.rim_near[k] = a.horizon[k] * 1.2f;
        a.star[k] = brush->palette->light[CRQ_ROLE_STAR][k];
        a.halo[k] = brush->palette->light[CRQ_ROLE_HALO][k];
    }
    mix_clouds(&a, brush);
    mix_stone(&a, brush);
    blend(a.glint, a.halo, a.star, 0.40f);
    a.fog_ground =
        CRQ_FOG_DENSITY * crq_exp(CRQ_SEA_LEVEL / CRQ_FOG_HEIGHT) * a.plan->mist;
    return a;
}
