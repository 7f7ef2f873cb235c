/* The skin of a tower: what it mirrors, its bevels, mullions, bands and rooms. */
#include "form/noise.h"
#include "paint/glass_city/path.h"

/* What the face mirrors, tinted by its coating. */
static crq_vec mirror(struct crq_path *path, const struct crq_strike *s) {
    const struct crq_glass *g = path->g;
    struct crq_glass_memory *memory = path->memory;
    bool first = path->strike == 0;
    if (first && memory->has_mirrored) {
        return memory->mirrored;
    }
    crq_vec r = crq_reflect(path->d, s->face.normal);
    float out = crq_dot(r, s->n);
    if (out < 0.01f) {
        r = crq_normalise(r + s->n * (0.02f - out));
    }
    crq_vec c;
    float carried = s->mirrored * crq_brightest(path->through);
    if (path->strike < 2 && carried > (first ? 0.04f : 0.10f)) {
        c = crq_glass_glance(g, s->p + s->n * 0.02f, r);
    } else {
        r[1] = (r[1] < 0.0f ? -r[1] : r[1]) + 0.02f;
        c = crq_air_soft(&g->air, crq_normalise(r));
    }
    float thick = s->tower->film;
    if (first) {
        thick += 112.0f * crq_noise2(s->face.pu * 0.021f, s->face.pv * 0.013f,
                              s->tower->seed + 77) +
                 (s->tower->crystal ? 130.0f : 40.0f) * crq_hash_unit(s->face.pane) *
                     s->face.sharp;
    }
    /* path difference in a film of index 1.38, at 640, 540 and 452 nm */
    float k = 2.76f * thick * sqrtf(1.0f - (1.0f - s->facing * s->facing) * 0.525f);
    crq_vec film = {1.0f + crq_cos_turns(k / 640.0f), 1.0f + crq_cos_turns(k / 540.0f),
        1.0f + crq_cos_turns(k / 452.0f), 0.0f};
    float coat = s->tower->facade == CRQ_FACADE_CUT ? 0.33f : 0.26f;
    float strength = crq_saturate(coat * g->film * g->air.spectrum);
    c = crq_vec_cap(c, path->glare * 1.6f) *
        crq_vec_mix(crq_vec_make(1, 1, 1), film, strength);
    if (first) {
        memory->mirrored = c;
        memory->has_mirrored = true;
    }
    return c;
}

/* Distance to the nearest edge of the face, and the face beyond it. */
static float edge_of(const struct crq_strike *s, crq_vec *beyond) {
    float best = 1e9f;
    for (int i = 0; i < s->solid->planes; i++) {
        crq_vec n = crq_convex_normal(s->solid, i);
        float room = s->solid->d[i] - crq_dot(n, s->p);
        float c = crq_dot(n, s->n);
        float sine = 1.0f - c * c > 0.02f ? 1.0f - c * c : 0.02f;
        float off = room / sqrtf(sine);
        if (i != s->hit.near_face && off < best) {
            best = off;
            *beyond = n;
        }
    }
    return best;
}

/* Bevels: narrow, and bright only where they look towards light; evenly white edges
 * would be a wire model. */
static void strike_bevel(struct crq_path *path, const struct crq_strike *s) {
    const struct crq_glass *g = path->g;
    float facing = s->facing > 0.25f ? s->facing : 0.25f;
    float pixel = path->way * g->pixel / facing;
    float own = 0.16f + 0.006f * s->tower->radius;
    float width = own > pixel * 0.9f ? own : pixel * 0.9f;
    crq_vec beyond = s->n;
    if (g->edges <= 0.0f || own < width * 0.14f) {
        return;
    }
    float off = edge_of(s, &beyond);
    float cover = 1.0f - crq_smoothstep(0.55f * width, width, off);
    if (cover <= 0.0f) {
        return;
    }
    crq_vec r = crq_reflect(path->d, crq_normalise(s->n + beyond));
    r[1] = (r[1] < 0.0f ? -r[1] : r[1]) + 0.01f;
    crq_vec sky = crq_air_soft(&g->air, crq_normalise(r));
    float to_sun = crq_dot(path->d, g->air.to_sun);
    float glint = 0.10f + 2.6f * crq_exp(-(1.0f - to_sun) * 22.0f);
    float rub = 0.4f + 1.2f * (0.5f + 0.7f * crq_noise2(s->p[1] * 0.05f,
                                                 (float)s->hit.near_face * 3.7f,
                                                 s->tower->seed));
    float alpha = cover * (own < width ? own / width : 1.0f) *
                  (0.15f + 0.30f * crq_saturate(glint)) * rub * g->edges;
    alpha *= s->tower->kind == CRQ_TOWER_TERRACE ? 0.4f : 1.0f; /* close to the eye */
    crq_vec split = crq_air_slit(&g->air, off / width, 0.16f);
    crq_vec c = sky * 0.55f + g->air.sun * split * (glint * 0.55f);
    crq_path_veil(path, c, crq_saturate(alpha));
}

/* Grooves between facets: ground as bevels are, and split light as they do. */
static void strike_groove(struct crq_path *path, const struct crq_strike *s) {
    const struct crq_air *air = &path->g->air;
    float to_sun = crq_dot(path->d, air->to_sun);
    float glint = 0.16f + 1.4f * crq_exp(-(1.0f - to_sun) * 12.0f);
    float rub = crq_smoothstep(-0.25f, 0.55f,
        crq_noise2(s->face.pu * 0.045f, s->face.pv * 0.03f, s->tower->seed + 5u));
    float hue = crq_hash_unit(crq_hash(s->face.pane + 3u));
    crq_vec white = crq_vec_make(1, 1, 1);
    crq_vec split = crq_vec_mix(white, crq_air_wavelength(air, hue, 2), 0.5f);
    crq_vec c = path->g->overhead * 0.7f + air->sun * split * (glint * 0.6f);
    float cover = s->face.groove * (0.10f + 0.30f * rub) * path->g->edges;
    crq_path_veil(path, c, crq_saturate(cover));
}

/* Rooms behind curtain walls: the ray goes on to ceiling, floor or back wall. */
static void strike_room(struct crq_path *path, const struct crq_strike *s) {
    const struct crq_air *air = &path->g->air;
    const struct crq_facade_point *f = &s->face;
    float in = s->facing > 0.05f ? s->facing : 0.05f;
    float up = crq_dot(path->d, f->v);
    float h = s->tower->floor;
    float y = f->in_v * h;
    float level = up > 1e-4f ? (h - y) / up : up < -1e-4f ? y / -up : 1e9f;
    float back = (5.0f + 3.0f * crq_hash_unit(crq_hash(f->pane >> 3))) / in;
    float way = level < back ? level : back;
    crq_vec q = s->p + path->d * way;
    int32_t room =
        (int32_t)crq_floor((crq_dot(q, f->u) + 4096.0f) / (s->tower->pane * 3.0f));
    int32_t storey = (int32_t)crq_floor(f->pv / h);
    uint32_t hash = crq_hash2(room, storey, s->tower->seed + 99);
    float chance = 0.10f + 0.10f * air->dusk;
    float lot = crq_hash_unit(crq_hash(hash + 1));
    float lamp = crq_hash_unit(hash) < chance ? 0.10f + 0.7f * lot * lot : 0.015f;
    float surface = level < back ? (up > 0.0f ? 1.0f : 0.35f) : 0.6f;
    float seen = lamp * surface * crq_exp(-way * 0.10f);
    float mean = 0.035f + 0.045f * air->dusk;
    float weight = crq_mix(0.34f, level < back ? 0.42f : 0.34f, f->sharp);
    float glow = crq_mix(mean, seen, f->sharp) * 0.9f * air->night;
    /* some burn white, some amber */
    crq_vec lampshade = crq_vec_mix(
        air->sun, air->inner * air->inner, crq_hash_unit(crq_hash(hash + 3)));
    crq_path_shine(path, lampshade * (glow * weight));
    path->through *= 1.0f - weight * 0.8f;
}

/* Fritted bands at the floors scatter the sky. */
static void strike_band(struct crq_path *path, const struct crq_strike *s) {
    crq_vec level = crq_normalise(crq_vec_make(s->n[0], 0.3f, s->n[2]));
    crq_vec ambient = crq_air_soft(&path->g->air, level);
    float open = 0.2f + 0.8f * crq_smoothstep(0.0f, 170.0f, s->p[1]);
    crq_path_veil(
        path, s->tint->colour * ambient * (0.30f * open), s->face.band * 0.55f);
}

CRQ_WIDE void crq_path_meet_skin(struct crq_path *path, struct crq_strike *s) {
    const struct crq_glass *g = path->g;
    /* behind glass and in mirrors less detail will do */
    float blur = path->way * g->pixel * (path->strike > 0 ? 3.0f : 1.0f);
    s->face = crq_facade_at(s->tower, s->p, s->n, path->d, s->hit.near_face, blur);
    s->facing = -crq_dot(path->d, s->face.normal);
    s->facing = s->facing > 0.01f ? s->facing : 0.01f;
    s->mirrored = crq_schlick(s->tower->straight, s->facing);
    crq_vec mirrored = mirror(path, s);
    crq_path_shine(path, mirrored * (s->mirrored * (1.0f - s->face.lines)));
    if (path->strike < 2) {
        strike_bevel(path, s);
    }
    if (path->strike == 0 && s->face.groove > 0.01f) {
        strike_groove(path, s);
    }
    /* mullions: dark bronze that catches some sky */
    float edge = (1.0f - s->facing) * (1.0f - s->facing);
    crq_vec bronze =
        g->air.shadow * 0.8f + mirrored * g->air.cool * (0.16f + 0.3f * edge);
    crq_path_shine(path, bronze * s->face.lines);
    path->through *= (1.0f - s->mirrored) * (1.0f - s->face.lines);
    if (s->tower->crystal) {
        return;
    }
    strike_band(path, s);
    if (s->hit.near < 1400.0f && path->strike < 2) {
        strike_room(path, s);
    }
}
