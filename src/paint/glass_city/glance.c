/* A glance into a mirror: the city once reflected, simplified. */
#include "paint/glass_city/facade.h"
#include "paint/glass_city/glass.h"

#include "form/noise.h"

#define FAR 1600.0f

static crq_vec tower_light(
    const struct crq_glass *g, crq_vec o, crq_vec d, const struct crq_grove_hit *hit) {
    const struct crq_convex *solid = &g->city->solids[hit->solid];
    const struct crq_tower *t = &g->city->towers[solid->owner];
    crq_vec n = crq_convex_normal(solid, hit->near_face);
    crq_vec p = o + d * hit->near;
    float facing = -crq_dot(d, n);
    facing = facing > 0.02f ? facing : 0.02f;
    crq_vec r = crq_reflect(d, n);
    r[1] = r[1] < 0.0f ? -r[1] : r[1];
    crq_vec mirrored = crq_vec_cap(crq_air_sky(&g->air, crq_normalise(r), 0.0f), 8.0f);
    crq_vec level =
        crq_normalise(crq_vec_make(d[0], d[1] > 0.05f ? d[1] : 0.05f, d[2]));
    crq_vec beyond = g->tints[solid->owner].colour * crq_air_soft(&g->air, level);
    /* open sky behind, or more city: told by height alone */
    float open = crq_smoothstep(0.55f, 1.0f, p[1] / (t->height + 1.0f));
    float lit = 0.35f + 0.65f * crq_smoothstep(0.0f, 150.0f, p[1]);
    uint32_t own = crq_hash(t->seed + (uint32_t)hit->near_face);
    lit *= (0.55f + 0.7f * open) * (0.7f + 0.6f * crq_hash_unit(own));
    float f = crq_schlick(t->straight, facing);
    crq_vec c = mirrored * f + beyond * ((1.0f - f) * 0.8f * lit);
    if (!t->crystal) {
        crq_vec u;
        crq_vec v;
        crq_facade_axes(n, &u, &v);
        float blur =
            (hit->near + 300.0f) * g->pixel * 2.5f / (facing > 0.1f ? facing : 0.1f);
        float m = crq_cover(crq_bars(crq_dot(p, u) + 4096.0f, t->pane, 0.12f, blur),
            crq_bars(crq_dot(p, v) + 512.0f, t->floor, 0.5f, blur));
        c = crq_vec_mix(c, g->air.shadow * 0.6f, m * 0.7f);
    }
    return c;
}

crq_vec crq_glass_glance(const struct crq_glass *g, crq_vec o, crq_vec d) {
    float water = d[1] < -1e-4f ? -o[1] / d[1] : 1e9f;
    float limit = water < FAR ? water : FAR;
    struct crq_grove_hit hit;
    crq_vec c;
    if (crq_grove_cast(g->city->grove, o, d, limit, &hit)) {
        limit = hit.near;
        c = tower_light(g, o, d, &hit);
    } else if (water < FAR) {
        crq_vec level = crq_normalise(crq_vec_make(d[0], 0.1f, d[2]));
        c = crq_vec_mix(g->air.ground * 0.6f, crq_air_soft(&g->air, level), 0.35f);
    } else {
        d[1] = d[1] < 0.0f ? 0.0f : d[1];
        return crq_air_sky(&g->air, d, 2.0f);
    }
    float clear = crq_air_clear(&g->air, o[1], d, limit);
    return c * clear + crq_air_glow(&g->air, d, limit) * (1.0f - clear);
}
