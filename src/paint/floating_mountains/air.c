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

/* Sun and horizon sink with the hour; the stars rise a little. */
static void set_hour(struct crq_air *a, const struct crq_brush *brush, float hour) {
    const struct crq_palette *p = brush->palette;
    float day = crq_mix(1.06f, 0.84f, hour);
    scale(a->sun_disc, p->light[CRQ_ROLE_SUN], 3.1f * day);
    scale(a->sunlight, p->light[CRQ_ROLE_SUN], 5.2f * crq_mix(1.04f, 0.92f, hour));
    scale(a->horizon, p->light[CRQ_ROLE_HORIZON], day);
    scale(a->haze, p->light[CRQ_ROLE_HAZE], crq_mix(1.04f, 0.88f, hour));
    blend(a->zenith, p->light[CRQ_ROLE_ZENITH], p->light[CRQ_ROLE_NIGHT], 0.30f * hour);
    scale(a->night, p->light[CRQ_ROLE_NIGHT], crq_mix(1.15f, 0.85f, hour));
    a->starlight = crq_mix(0.95f, 1.12f, hour);
}

static void mix_clouds(struct crq_air *a, const struct crq_brush *brush) {
    const float *lit = brush->palette->light[CRQ_ROLE_CLOUD_LIGHT];
    const float *shade = brush->palette->light[CRQ_ROLE_CLOUD_SHADE];
    for (int k = 0; k < 3; k++) {
        a->cloud_sun[k] = a->sun_disc[k] * lit[k];
        a->cloud_lit[k] = 0.5f * lit[k] * 0.30f + a->zenith[k] * 1.6f * 0.70f;
        a->cloud_shade[k] = shade[k];
    }
}

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
    a.fog_ground = CRQ_FOG_DENSITY * crq_exp(CRQ_SEA_LEVEL / CRQ_FOG_HEIGHT);
    return a;
}
