/* From palette and hour to light. */
#include "paint/floating_mountains/air.h"

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

/* Sun and horizon sink with the hour, night comes down, the stars rise. */
static void set_hour(struct crq_air *a, const struct crq_brush *brush, float hour) {
    const struct crq_palette *p = brush->palette;
    float day = crq_mix(1.16f, 0.40f, hour);
    scale(a->sun_disc, p->light[CRQ_ROLE_SUN], 3.1f * day);
    scale(a->sunlight, p->light[CRQ_ROLE_SUN], 5.2f * crq_mix(1.08f, 0.62f, hour));
    scale(a->horizon, p->light[CRQ_ROLE_HORIZON], day);
    calm(a->horizon, 0.18f);
    scale(a->haze, p->light[CRQ_ROLE_HAZE], crq_mix(1.12f, 0.50f, hour));
    blend(a->zenith, p->light[CRQ_ROLE_ZENITH], p->light[CRQ_ROLE_NIGHT], 0.70f * hour);
    scale(a->zenith, a->zenith, crq_mix(1.30f, 0.85f, hour));
    blend(a->night, p->light[CRQ_ROLE_NIGHT], p->light[CRQ_ROLE_ZENITH],
        0.40f * (1.0f - hour) * (1.0f - hour));
    scale(a->night, a->night, crq_mix(1.1f, 0.75f, hour));
    a->starlight = crq_mix(0.92f, 1.15f, hour);
}

/* Clouds are lit by the sun in their own colour and by the blue above them. */
static void mix_clouds(struct crq_air *a, const struct crq_brush *brush) {
    const float *lit = brush->palette->light[CRQ_ROLE_CLOUD_LIGHT];
    const float *shade = brush->palette->light[CRQ_ROLE_CLOUD_SHADE];
    for (int k = 0; k < 3; k++) {
        a->cloud_sun[k] = a->sun_disc[k] * lit[k];
        a->cloud_lit[k] = 0.5f * lit[k] * 0.30f + a->zenith[k] * 1.6f * 0.70f;
        a->cloud_shade[k] = shade[k];
    }
    calm(a->cloud_sun, 0.25f);
}

/* The child's skin is its cloth paled by cloud: no palette names a skin. */
static void mix_stone(struct crq_air *a, const struct crq_brush *brush) {
    const struct crq_palette *p = brush->palette;
    const float *lit = p->light[CRQ_ROLE_CLOUD_LIGHT];
    blend(a->dome, a->night, a->zenith, 0.6f);
    for (int k = 0; k < 3; k++) {
        a->bounce[k] = lit[k] * crq_mix(a->zenith[k], a->horizon[k], 0.16f);
    }
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
