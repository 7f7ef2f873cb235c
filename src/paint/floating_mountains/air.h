/* Light and air of the mountains: palette and hour in, radiance out.
 *
 * The same fog colour closes far cloud, sky at the horizon and the edge of the abyss,
 * or a hard line would stand there. Fog thins with height and ends at the clouds: it
 * would fill the abyss with haze. */
#ifndef CRQ_MOUNTAINS_AIR_H
#define CRQ_MOUNTAINS_AIR_H

#include "paint/floating_mountains/mountains.h"

struct crq_air {
    const struct crq_mountains *plan;
    /* linear light */
    float night[3], zenith[3], horizon[3], haze[3];
    float sky[3];                   /* what the whole of it sheds */
    float sun_disc[3], sunlight[3]; /* as seen in the sky, as it falls on things */
    float fog_far[3], fog_near[3];  /* ambient fog away from and towards the sun */
    float rim_far[3], rim_near[3];  /* sky at the horizon, likewise */
    float cloud_sun[3], cloud_lit[3], cloud_shade[3];
    float star[3], halo[3], glint[3]; /* glint: light of the fall on things */
    float starlight;                  /* strength of all starlight */
    float dome[3], bounce[3];         /* light from the sky, from the clouds below */
    float rock_dark[3], rock_light[3], strata[3], dust[3];
    float cloth[3], skin[3], hair[3];
    float fog_ground; /* density at the height of the eye */
};

/* The roles that crq_air_from reads. */
#define CRQ_AIR_ROLES                                                                  \
    (CRQ_ROLE_BIT(NIGHT) | CRQ_ROLE_BIT(ZENITH) | CRQ_ROLE_BIT(VEIL) |                 \
        CRQ_ROLE_BIT(HORIZON) | CRQ_ROLE_BIT(HAZE) | CRQ_ROLE_BIT(SUN) |               \
        CRQ_ROLE_BIT(CLOUD_LIGHT) | CRQ_ROLE_BIT(CLOUD_SHADE) | CRQ_ROLE_BIT(STAR) |   \
        CRQ_ROLE_BIT(HALO))

#define CRQ_STONE_ROLES                                                                \
    (CRQ_ROLE_BIT(ROCK_LIGHT) | CRQ_ROLE_BIT(ROCK_DARK) | CRQ_ROLE_BIT(STRATA) |       \
        CRQ_ROLE_BIT(DUST) | CRQ_ROLE_BIT(FIGURE))

/* All colours; a painter declares the roles of those it uses. */
struct crq_air crq_air_from(const struct crq_brush *brush);

enum { CRQ_SHADOW_ACROSS = 512, CRQ_SHADOW_ALONG = 320 };
#define CRQ_SHADOW_REACH_ACROSS 62.0f
#define CRQ_SHADOW_REACH_ALONG 26.0f

#define CRQ_FOG_DENSITY 0.0135f
#define CRQ_FOG_HEIGHT 7.5f

/* Sunlight that reaches points of the world past the massifs, 0..1; `soft` is the
 * depth over which a shadow sets in. */
CRQ_PACKET crq_f8 crq_sun_reaches(
    const struct crq_mountains *m, struct crq_v8 at, float soft) {
    const struct crq_shadows *s = &m->shadows;
    struct crq_v8 p = {at.x - s->centre[0], at.y - s->centre[1], at.z - s->centre[2]};
    crq_f8 u = crq_v8_dot3(p, s->across) * (0.5f / CRQ_SHADOW_REACH_ACROSS) + 0.5f;
    crq_f8 v = crq_v8_dot3(p, s->along) * (0.5f / CRQ_SHADOW_REACH_ALONG) + 0.5f;
    crq_f8 far = crq_v8_dot3(p, m->sun);
    crq_i8 within = (u > 0.001f) & (u < 0.999f) & (v > 0.001f) & (v < 0.999f);
    u = crq_f8_clamp(u * CRQ_SHADOW_ACROSS - 0.5f, 0.0f, CRQ_SHADOW_ACROSS - 1.01f);
    v = crq_f8_clamp(v * CRQ_SHADOW_ALONG - 0.5f, 0.0f, CRQ_SHADOW_ALONG - 1.01f);
    crq_i8 i = crq_f8_int(u);
    crq_i8 j = crq_f8_int(v);
    u -= crq_i8_float(i);
    v -= crq_i8_float(j);
    crq_i8 index = j * CRQ_SHADOW_ACROSS + i;
    crq_f8 corner[4];
    for (int l = 0; l < 8; l++) {
        const float *t = s->nearest + index[l];
        corner[0][l] = t[0];
        corner[1][l] = t[1];
        corner[2][l] = t[CRQ_SHADOW_ACROSS];
        corner[3][l] = t[CRQ_SHADOW_ACROSS + 1];
    }
    for (int c = 0; c < 4; c++) {
        corner[c] = crq_f8_saturate((corner[c] - far) * (1.0f / soft));
    }
    crq_f8 hidden = crq_f8_mix(
        crq_f8_mix(corner[0], corner[1], u), crq_f8_mix(corner[2], corner[3], u), v);
    return 1.0f - crq_f8_pick(within, hidden, crq_f8_all(0.0f));
}

/* Phase function of Henyey and Greenstein (1941) without its 1 / 4 pi. */
CRQ_PACKET crq_f8 crq_scatter(crq_f8 cosine, float g) {
    crq_f8 d = (1.0f + g * g) - 2.0f * g * cosine;
    return (1.0f - g * g) / (d * crq_f8_sqrt(d));
}

/* 0 away from the sun's azimuth .. 1 towards it. */
CRQ_PACKET crq_f8 crq_sunward(const struct crq_air *a, struct crq_v8 d) {
    const float *sun = a->plan->sun;
    crq_f8 length = crq_f8_sqrt(d.x * d.x + d.z * d.z + 1e-6f);
    crq_f8 c = (d.x * sun[0] + d.z * sun[2]) / length;
    c = crq_f8_saturate(c * 0.5f + 0.5f);
    return c * c;
}

/* Colour that fog takes on in a direction; `shaft` is the lit share of the way. */
CRQ_PACKET struct crq_v8 crq_fog_colour(
    const struct crq_air *a, struct crq_v8 d, crq_f8 shaft) {
    const float *sun = a->plan->sun;
    crq_f8 scale = 1.0f / crq_f8_sqrt(d.x * d.x + d.z * d.z + 1e-6f);
    crq_f8 cosine = (d.x * sun[0] + d.z * sun[2]) * scale + 0.015f * sun[1];
    struct crq_v8 ambient =
        crq_v8_mix(crq_v8_all(a->fog_far), crq_v8_all(a->fog_near), crq_sunward(a, d));
    crq_f8 wide = crq_f8_exp((cosine - 1.0f) * 3.2f);
    crq_f8 narrow = crq_f8_exp((cosine - 1.0f) * 30.0f);
    crq_f8 phase = crq_scatter(cosine, 0.60f) * 0.040f + 0.010f + narrow * 0.4f;
    ambient = crq_v8_add(ambient, crq_v8_all(a->horizon), wide * 0.34f);
    return crq_v8_add(ambient, crq_v8_all(a->sun_disc), phase * shaft);
}

/* Optical depth of the fog from the eye over t. */
CRQ_PACKET crq_f8 crq_fog_depth(const struct crq_air *a, crq_f8 t, crq_f8 rise) {
    crq_f8 sinking = crq_f8_min(rise, crq_f8_all(-0.01f));
    crq_f8 ends = crq_f8_min(t, (CRQ_SEA_LEVEL - 0.5f) / sinking);
    t = crq_f8_pick(rise < -0.01f, ends, t);
    crq_f8 k = rise * (1.0f / CRQ_FOG_HEIGHT);
    crq_f8 kt = k * t;
    crq_i8 level = crq_f8_abs(kt) < 1e-3f;
    crq_f8 reach = (1.0f - crq_f8_exp(-kt)) / crq_f8_pick(level, crq_f8_all(1.0f), k);
    return a->fog_ground * crq_f8_pick(level, t, reach);
}

/* Lays fog of a colour before a radiance; blue is lost first. */
CRQ_PACKET struct crq_v8 crq_fogged(struct crq_v8 c, struct crq_v8 fog, crq_f8 depth) {
    return (struct crq_v8){crq_f8_mix(fog.x, c.x, crq_f8_exp(depth * -0.86f)),
        crq_f8_mix(fog.y, c.y, crq_f8_exp(-depth)),
        crq_f8_mix(fog.z, c.z, crq_f8_exp(depth * -1.16f))};
}

/* Lit share of the way to t, weighted by the fog on it. */
CRQ_PACKET crq_f8 crq_shafts(
    const struct crq_air *a, struct crq_v8 d, crq_f8 t, crq_f8 jitter, int taps) {
    crq_f8 way = crq_f8_min(t, crq_f8_all(90.0f));
    crq_f8 lit = crq_f8_all(0.0f);
    crq_f8 all = crq_f8_all(1e-4f);
    for (int i = 0; i < taps; i++) {
        crq_f8 f = ((float)i + jitter) * (1.0f / (float)taps);
        crq_f8 s = way * f * (0.35f + 0.65f * f);
        struct crq_v8 at = crq_v8_scale(d, s);
        crq_f8 weight = crq_f8_exp((CRQ_SEA_LEVEL - at.y) * (1.0f / CRQ_FOG_HEIGHT)) *
                        (0.35f + 1.3f * f);
        lit += weight * crq_sun_reaches(a->plan, at, 2.5f);
        all += weight;
    }
    return lit / all;
}

/* Beyond this the fall lights nothing that can be told from night. */
#define CRQ_LAMPS_REACH 32.0f

/* Light of the fall at a point: unshadowed lamps. */
CRQ_PACKET crq_f8 crq_lamps_near(
    const struct crq_mountains *m, struct crq_v8 at, float softness) {
    crq_f8 sum = crq_f8_all(0.0f);
    const float *middle = m->lamps[CRQ_LAMPS / 2].place;
    crq_f8 ox = at.x - middle[0];
    crq_f8 oz = at.z - middle[2];
    if (!crq_i8_any(ox * ox + oz * oz < CRQ_LAMPS_REACH * CRQ_LAMPS_REACH)) {
        return sum;
    }
    for (int i = 0; i < CRQ_LAMPS; i++) {
        const struct crq_lamp *lamp = &m->lamps[i];
        crq_f8 dx = at.x - lamp->place[0];
        crq_f8 dy = at.y - lamp->place[1];
        crq_f8 dz = at.z - lamp->place[2];
        sum += lamp->strength / (dx * dx + dy * dy + dz * dz + softness);
    }
    return sum;
}

#endif
