/* A path of light: through towers, off the water, to the sky.
 *
 * Dispersion: each sample of a pixel owns one wavelength (see crq_air_wavelength), and
 * every path carries the derivative of its direction by wavelength, so that where it
 * leaves for the sky its whole stratum of the spectrum is summed: no coloured noise
 * from as few as three samples. */
#include "paint/glass_city/glass.h"

#include "form/noise.h"
#include "paint/glass_city/facade.h"

#define FAR 9000.0f
/* The derivative by wavelength is taken over this step. */
#define STEP 0.04f

struct path {
    const struct crq_glass *g;
    struct crq_glass_memory *memory;
    crq_vec o, d;
    crq_vec spread; /* derivative of d by wavelength */
    crq_vec light, through;
    crq_vec weight; /* colour of the wavelength */
    float u, stratum;
    float way;  /* metres so far */
    int strike; /* towers and mirrors so far */
    bool split, done;
};

/* One strike on a tower. */
struct strike {
    const struct crq_convex *solid;
    const struct crq_tower *tower;
    const struct crq_tint *tint;
    struct crq_grove_hit hit;
    struct crq_facade_point face;
    crq_vec p, n;
    float facing, mirrored; /* cosine; Fresnel reflectance */
};

static void shine(struct path *path, crq_vec light) {
    path->light += path->through * light;
}

/* Lays something opaque of that cover over what follows. */
static void veil(struct path *path, crq_vec light, float cover) {
    shine(path, light * cover);
    path->through *= 1.0f - cover;
}

static void pass_air(struct path *path, float length) {
    const struct crq_air *air = &path->g->air;
    float clear = crq_air_clear(air, path->o[1], path->d, length);
    path->way += length;
    veil(path, crq_air_glow(air, path->d, path->way), 1.0f - clear);
}

/* To the sky, summed over the path's share of the spectrum. */
static void end_in_sky(struct path *path) {
    const struct crq_air *air = &path->g->air;
    path->done = true;
    if (!path->split) {
        float octaves = path->strike == 0 ? 5.0f : 3.0f;
        shine(path, crq_vec_cap(crq_air_sky(air, path->d, octaves), 60.0f));
        return;
    }
    crq_vec sum = {0};
    for (int i = -2; i <= 2; i++) {
        float off = (float)i * 0.2f * path->stratum;
        crq_vec d = crq_normalise(path->d + path->spread * off);
        crq_vec sky = crq_vec_cap(crq_air_sky(air, d, i == 0 ? 2.0f : 0.0f), 12.0f);
        sum += sky * crq_air_wavelength(air, path->u + off);
    }
    shine(path, sum * 0.2f / (path->weight + crq_vec_make(1e-6f, 1e-6f, 1e-6f)));
}

static void strike_water(struct path *path, crq_vec p) {
    crq_vec normal;
    crq_vec light;
    float mirrored = crq_street_at(path->g, p, path->d, path->way, &normal, &light);
    veil(path, light, 1.0f - mirrored);
    crq_vec r = crq_reflect(path->d, normal);
    r[1] = r[1] > 0.004f ? r[1] : 0.004f;
    path->d = crq_normalise(r);
    path->o = crq_vec_make(p[0], 0.02f, p[2]);
}

/* What the face mirrors, tinted by its coating. */
static crq_vec mirror(struct path *path, const struct strike *s) {
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
    if (path->strike < 2 && carried > 0.03f) {
        c = crq_glass_glance(g, s->p + s->n * 0.02f, r);
    } else {
        r[1] = (r[1] < 0.0f ? -r[1] : r[1]) + 0.02f;
        c = crq_air_dome(&g->air, crq_normalise(r));
    }
    float thick = s->tower->film +
                  112.0f * crq_noise2(s->face.pu * 0.021f, s->face.pv * 0.013f,
                               s->tower->seed + 77) +
                  40.0f * crq_hash_unit(s->face.pane) * s->face.sharp;
    /* path difference in a film of index 1.38, at 640, 540 and 452 nm */
    float k = 2.76f * thick * sqrtf(1.0f - (1.0f - s->facing * s->facing) * 0.525f);
    crq_vec film = {1.0f + crq_cos_turns(k / 640.0f), 1.0f + crq_cos_turns(k / 540.0f),
        1.0f + crq_cos_turns(k / 452.0f), 0.0f};
    float strength = crq_saturate(0.26f * g->film * g->air.spectrum);
    c = crq_vec_cap(c, 60.0f) * crq_vec_mix(crq_vec_make(1, 1, 1), film, strength);
    if (first) {
        memory->mirrored = c;
        memory->has_mirrored = true;
    }
    return c;
}

/* Distance to the nearest edge of the face, and the face beyond it. */
static float edge_of(const struct strike *s, crq_vec *beyond) {
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
static void strike_bevel(struct path *path, const struct strike *s) {
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
    crq_vec sky = crq_air_dome(&g->air, crq_normalise(r));
    float to_sun = crq_dot(path->d, g->air.to_sun);
    float glint = 0.10f + 2.6f * crq_exp(-(1.0f - to_sun) * 22.0f);
    float rub = 0.4f + 1.2f * (0.5f + 0.7f * crq_noise2(s->p[1] * 0.05f,
                                                 (float)s->hit.near_face * 3.7f,
                                                 s->tower->seed));
    float alpha = cover * (own < width ? own / width : 1.0f) *
                  (0.15f + 0.30f * crq_saturate(glint)) * rub * g->edges;
    crq_vec split = crq_air_slit(&g->air, off / width, 0.16f);
    crq_vec c = sky * 0.55f + g->air.sun * split * (glint * 0.55f);
    veil(path, c, crq_saturate(alpha));
}

/* Rooms behind curtain walls: the ray goes on to ceiling, floor or back wall. */
static void strike_room(struct path *path, const struct strike *s) {
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
    float chance = 0.16f + 0.22f * air->dusk;
    float lamp = crq_hash_unit(hash) < chance
                     ? 0.35f + crq_hash_unit(crq_hash(hash + 1))
                     : 0.015f;
    float surface = level < back ? (up > 0.0f ? 1.0f : 0.35f) : 0.6f;
    float seen = lamp * surface * crq_exp(-way * 0.10f);
    float mean = 0.05f + 0.06f * air->dusk;
    float weight = crq_mix(0.34f, level < back ? 0.42f : 0.34f, f->sharp);
    float glow = crq_mix(mean, seen, f->sharp) * 0.9f * air->night;
    shine(path, air->inner * (glow * weight));
    path->through *= 1.0f - weight * 0.8f;
}

/* Light gathered on a way through the body. */
static void glow_inside(struct path *path, const struct strike *s, crq_vec d, crq_vec q,
    float way, float sunlit) {
    const struct crq_air *air = &path->g->air;
    const struct crq_tower *t = s->tower;
    float thick = 1.0f - crq_exp(-way / (2.4f * t->radius + 6.0f));
    float forward = 0.10f + 1.2f * crq_exp(-(1.0f - crq_dot(d, air->to_sun)) * 5.0f);
    crq_vec sky = crq_air_dome(air, crq_vec_make(0.0f, 0.9f, 0.436f));
    float open = 0.30f + 0.70f * crq_smoothstep(0.0f, 170.0f, q[1]);
    crq_vec body = air->sun * air->warm * (sunlit * forward * thick * 0.8f) +
                   sky * (thick * 0.22f * open);
    if (t->lamp > 0.0f) {
        float rise = crq_saturate(q[1] / t->height);
        float fall = (1.0f - rise) * (1.0f - 0.6f * rise);
        float flame = 0.7f + 0.42f * crq_noise2(q[1] * 0.6f, 3.0f, t->seed);
        body += air->inner * (t->lamp * air->night * thick * 0.55f * fall * flame);
    }
    shine(path, s->tint->colour * body);
    float length = way / (2.2f * t->radius) * (t->crystal ? 0.75f : 0.85f);
    for (int i = 0; i < 3; i++) {
        path->through[i] *= crq_exp2(s->tint->depth[i] * length);
    }
}

static float sunlight(struct path *path, const struct strike *s, crq_vec q, crq_vec n) {
    struct crq_glass_memory *memory = path->memory;
    if (path->strike > 0) {
        return 0.25f;
    }
    if (!memory->has_sunlit) {
        memory->sunlit =
            crq_grove_through(path->g->city->grove, q + n * 0.05f, path->g->air.to_sun);
        memory->has_sunlit = true;
    }
    (void)s;
    return memory->sunlit;
}

/* Mullions of the far side, seen through the body. */
static void pass_far_wall(
    struct path *path, const struct strike *s, crq_vec q, crq_vec n, float facing) {
    const struct crq_tower *t = s->tower;
    float out = facing > 0.0f ? facing : 0.0f;
    path->through *= 1.0f - crq_schlick(0.04f, out);
    if (t->facade == CRQ_FACADE_SEAMLESS) {
        return;
    }
    crq_vec u;
    crq_vec v;
    crq_facade_axes(n, &u, &v);
    float blur = path->way * path->g->pixel * 1.5f / (facing > 0.1f ? facing : 0.1f);
    float m = crq_cover(crq_bars(crq_dot(q, u) + 4096.0f, t->pane, 0.11f, blur),
        crq_bars(crq_dot(q, v) + 512.0f, t->floor, 0.5f, blur));
    veil(path, path->g->air.shadow * 0.5f, m * 0.75f);
}

/* How much faster than at the middle wavelength d turns, by a finite difference. */
static crq_vec derivative(
    crq_vec d, crq_vec spread, crq_vec n, float ratio, float shifted, crq_vec bent) {
    crq_vec other;
    if (!crq_refract(crq_normalise(d + spread * STEP), n, shifted, &other)) {
        return crq_vec_make(0, 0, 0);
    }
    (void)ratio;
    return (other - bent) * (1.0f / STEP);
}

/* Into the body, along it with up to two inner reflections, and out. */
static void pass_body(struct path *path, const struct strike *s) {
    const struct crq_glass *g = path->g;
    float slope = (s->tower->index - 1.0f) * 0.70f * g->split; /* of index by u */
    float index = s->tower->index + (path->u - 0.5f) * slope;
    crq_vec n = s->face.smooth;
    crq_vec d = path->d;
    crq_refract(path->d, n, 1.0f / index, &d);
    crq_vec spread = derivative(
        path->d, path->spread, n, 1.0f / index, 1.0f / (index + slope * STEP), d);
    crq_vec o = s->p - s->n * 0.01f;
    bool out = false;
    for (int inner = 0; inner < 3 && !out; inner++) {
        struct crq_span span;
        if (!crq_convex_cross(s->solid, o, d, &span)) {
            path->o = o;
            path->spread = spread;
            out = true;
            break;
        }
        crq_vec q = o + d * span.far;
        crq_vec far = crq_convex_normal(s->solid, span.far_face);
        float sunlit = inner == 0 ? sunlight(path, s, q, far) : 0.25f;
        glow_inside(path, s, d, q, span.far, sunlit);
        path->way += span.far;
        crq_vec leaving;
        if (crq_refract(d, -far, index, &leaving)) {
            pass_far_wall(path, s, q, far, crq_dot(d, far));
            path->spread =
                derivative(d, spread, -far, index, index + slope * STEP, leaving);
            path->o = q + far * 0.02f;
            d = leaving;
            out = true;
        } else {
            d = crq_reflect(d, far);
            spread = crq_reflect(spread, far);
            o = q - far * 0.02f;
            path->through *= 0.9f;
        }
    }
    if (!path->split) {
        path->through *= path->weight;
        path->split = true;
    }
    path->d = crq_normalise(d);
    if (!out) {
        shine(path, s->tint->colour * crq_air_dome(&g->air, path->d));
        path->done = true;
    }
}

static void strike_tower(struct path *path, struct strike *s) {
    const struct crq_glass *g = path->g;
    float blur = path->way * g->pixel;
    s->face = crq_facade_at(s->tower, s->p, s->n, path->d, s->hit.near_face, blur);
    s->facing = -crq_dot(path->d, s->face.normal);
    s->facing = s->facing > 0.01f ? s->facing : 0.01f;
    s->mirrored = crq_schlick(s->tower->straight, s->facing);
    crq_vec mirrored = mirror(path, s);
    shine(path, mirrored * (s->mirrored * (1.0f - s->face.lines)));
    if (path->strike < 2) {
        strike_bevel(path, s);
    }
    /* mullions: dark bronze that catches some sky */
    float edge = (1.0f - s->facing) * (1.0f - s->facing);
    crq_vec bronze =
        g->air.shadow * 0.8f + mirrored * g->air.cool * (0.16f + 0.3f * edge);
    shine(path, bronze * s->face.lines);
    path->through *= (1.0f - s->mirrored) * (1.0f - s->face.lines);
    float band = s->face.band * 0.55f;
    crq_vec ambient =
        crq_air_dome(&g->air, crq_normalise(crq_vec_make(s->n[0], 0.3f, s->n[2])));
    float open = 0.2f + 0.8f * crq_smoothstep(0.0f, 170.0f, s->p[1]);
    veil(path, s->tint->colour * ambient * (0.30f * open), band);
    if (!s->tower->crystal && s->hit.near < 1400.0f && path->strike < 2) {
        strike_room(path, s);
    }
    pass_body(path, s);
}

/* One step: to the next thing, and what happens there. */
static void go_on(struct path *path, struct crq_glass_sample *sample) {
    const struct crq_city *city = path->g->city;
    float water = path->d[1] < -1e-5f ? -path->o[1] / path->d[1] : 1e9f;
    struct strike s;
    bool tower = crq_grove_cast(
        city->grove, path->o, path->d, water < FAR ? water : FAR, &s.hit);
    if (!tower && water > FAR) {
        end_in_sky(path);
        return;
    }
    float length = tower ? s.hit.near : water;
    s.p = path->o + path->d * length;
    pass_air(path, length);
    if (path->strike == 0) {
        sample->depth = length;
        sample->thing = tower ? CRQ_THING_TOWER : CRQ_THING_WATER;
        sample->solid = s.hit.solid;
        sample->face = tower ? s.hit.near_face : -1;
        if (path->memory->solid != sample->solid ||
            path->memory->face != sample->face) {
            *path->memory =
                (struct crq_glass_memory){.solid = sample->solid, .face = sample->face};
        }
    }
    if (!tower) {
        strike_water(path, s.p);
        return;
    }
    s.solid = &city->solids[s.hit.solid];
    s.tower = &city->towers[s.solid->owner];
    s.tint = &path->g->tints[s.solid->owner];
    s.n = crq_convex_normal(s.solid, s.hit.near_face);
    strike_tower(path, &s);
}

struct crq_glass_sample crq_glass_follow(const struct crq_glass *glass, crq_vec d,
    float u, int samples, struct crq_glass_memory *memory) {
    struct crq_glass_sample sample = {
        .depth = INFINITY, .thing = CRQ_THING_SKY, .solid = -1, .face = -1};
    struct path path = {.g = glass,
        .memory = memory,
        .o = glass->city->camera.eye,
        .d = d,
        .through = crq_vec_make(1, 1, 1),
        .weight =
            samples > 1 ? crq_air_wavelength(&glass->air, u) : crq_vec_make(1, 1, 1),
        .u = u,
        .stratum = 1.0f / (float)samples};
    for (; path.strike < glass->segments && !path.done; path.strike++) {
        go_on(&path, &sample);
        if (crq_brightest(path.through) < glass->faint) {
            break;
        }
    }
    if (!path.done) {
        shine(&path, crq_air_glow(&glass->air, path.d, 2000.0f));
    }
    sample.light = crq_vec_cap(path.light, 90.0f);
    return sample;
}
