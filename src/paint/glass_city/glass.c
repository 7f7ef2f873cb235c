/* A path of light: through towers, off the water, to the sky.
 *
 * Dispersion: each sample of a pixel owns one wavelength (see crq_air_wavelength), and
 * every path carries the derivative of its direction by wavelength, so that where it
 * leaves for the sky its whole stratum of the spectrum is summed: no coloured noise
 * from as few as three samples. */
#include "paint/glass_city/path.h"

#define FAR 9000.0f
/* How far is seen through glass and in mirrors. */
#define BEYOND 3000.0f

static void pass_air(struct crq_path *path, float length) {
    const struct crq_air *air = &path->g->air;
    float clear = crq_air_clear(air, path->o[1], path->d, length);
    path->way += length;
    crq_path_veil(path, crq_air_glow(air, path->d, path->way), 1.0f - clear);
}

/* To the sky, summed over the path's share of the spectrum. */
static void end_in_sky(struct crq_path *path) {
    const struct crq_air *air = &path->g->air;
    path->done = true;
    if (!path->split) {
        float octaves = path->strike == 0 ? 5.0f : 3.0f;
        crq_path_shine(path, crq_vec_cap(crq_air_sky(air, path->d, octaves), 60.0f));
        return;
    }
    crq_vec sum = {0};
    for (int i = -2; i <= 2; i++) {
        float off = (float)i * 0.2f * path->stratum;
        crq_vec d = crq_normalise(path->d + path->spread * off);
        crq_vec sky = crq_air_sky(air, d, i == 0 ? 2.0f : 0.0f);
        float most = crq_brightest(sky);
        sky *= most > path->glare ? path->glare / most : 1.0f;
        sum += sky * crq_air_wavelength(air, path->u + off, 3);
    }
    crq_path_shine(
        path, sum * 0.2f / (path->weight + crq_vec_make(1e-6f, 1e-6f, 1e-6f)));
}

static void strike_water(struct crq_path *path, crq_vec p) {
    crq_vec normal;
    crq_vec light;
    float mirrored = crq_street_at(path->g, p, path->d, path->way, &normal, &light);
    float most = crq_brightest(light);
    if (path->strike > 0 && most > path->glare) {
        light *= path->glare / most;
    }
    crq_path_veil(path, light, 1.0f - mirrored);
    crq_vec r = crq_reflect(path->d, normal);
    r[1] = r[1] > 0.004f ? r[1] : 0.004f;
    path->d = crq_normalise(r);
    path->o = crq_vec_make(p[0], 0.02f, p[2]);
}

/* What lies ahead within that many metres. */
static struct crq_glass_sight look(
    const struct crq_city *city, crq_vec o, crq_vec d, float far) {
    struct crq_glass_sight sight = {.d = d};
    sight.water = d[1] < -1e-5f ? (o[1] > 0.0f ? o[1] : 0.0f) / -d[1] : 1e9f;
    float limit = sight.water < far ? sight.water : far;
    crq_grove_cast(city->grove, o, d, limit, &sight.hit);
    return sight;
}

struct crq_glass_sight crq_glass_look(const struct crq_glass *glass, crq_vec d) {
    return look(glass->city, glass->city->camera.eye, d, FAR);
}

bool crq_glass_sees_sky(const struct crq_glass_sight *sight) {
    return sight->hit.solid < 0 && sight->water > FAR;
}

/* Forgets what belongs to another face. */
static void recall(struct crq_glass_memory *memory, const struct crq_grove_hit *hit) {
    int face = hit->solid >= 0 ? hit->near_face : -1;
    if (memory->solid != hit->solid || memory->face != face) {
        *memory = (struct crq_glass_memory){.solid = hit->solid, .face = face};
    }
}

/* One step: to what is in sight, and what happens there. */
static void go_on(struct crq_path *path, const struct crq_glass_sight *sight,
    struct crq_glass_sample *sample) {
    const struct crq_city *city = path->g->city;
    if (crq_glass_sees_sky(sight)) {
        end_in_sky(path);
        return;
    }
    bool tower = sight->hit.solid >= 0;
    float length = tower ? sight->hit.near : sight->water;
    struct crq_strike s = {.hit = sight->hit};
    s.p = path->o + path->d * length;
    pass_air(path, length);
    if (tower) {
        s.solid = &city->solids[s.hit.solid];
        s.tower = &city->towers[s.solid->owner];
        s.tint = &path->g->tints[s.solid->owner];
        s.n = crq_convex_normal(s.solid, s.hit.near_face);
    }
    bool deck = tower && s.tower->kind == CRQ_TOWER_TERRACE && s.n[1] > 0.9f;
    if (path->strike == 0) {
        sample->depth = length;
        sample->thing = deck    ? CRQ_THING_GROUND
                        : tower ? CRQ_THING_TOWER
                                : CRQ_THING_WATER;
    }
    if (!tower) {
        strike_water(path, s.p);
        return;
    }
    crq_path_meet_skin(path, &s);
    crq_path_pass_body(path, &s);
}

CRQ_WIDE struct crq_glass_sample crq_glass_follow(const struct crq_glass *glass,
    const struct crq_glass_sight *sight, float u, int samples,
    struct crq_glass_memory *memory) {
    struct crq_glass_sample sample = {.depth = INFINITY, .thing = CRQ_THING_SKY};
    struct crq_path path = {.g = glass,
        .memory = memory,
        .o = glass->city->camera.eye,
        .d = sight->d,
        .through = crq_vec_make(1, 1, 1),
        .weight = crq_air_wavelength(&glass->air, u, samples),
        .u = u,
        .stratum = 1.0f / (float)samples};
    /* away from the sun a facet that happens to show it would be a ragged white hole */
    float off = 1.0f - crq_dot(sight->d, glass->air.to_sun);
    path.glare = 1.1f + 2.6f * crq_exp(-off * 34.0f);
    recall(memory, &sight->hit);
    struct crq_glass_sight ahead = *sight;
    while (true) {
        go_on(&path, &ahead, &sample);
        path.strike++;
        if (path.done || path.strike >= glass->segments ||
            crq_brightest(path.through) < glass->faint) {
            break;
        }
        ahead = look(glass->city, path.o, path.d, BEYOND);
        /* beyond that, water lies under the haze of the horizon */
        ahead.water = ahead.water > BEYOND ? 1e9f : ahead.water;
    }
    if (!path.done) {
        crq_path_shine(&path, crq_air_glow(&glass->air, path.d, 2000.0f));
    }
    sample.light = crq_vec_cap(path.light, 90.0f);
    return sample;
}
