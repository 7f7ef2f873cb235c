/* The body of a tower: light is bent, split, dimmed and gathered in it. */
#include "form/noise.h"
#include "paint/glass_city/path.h"

/* The derivative by wavelength is taken over this step. */
#define STEP 0.04f

/* Light gathered on a way through the body. */
static void glow_inside(struct crq_path *path, const struct crq_strike *s, crq_vec d,
    crq_vec q, float way, float sunlit) {
    const struct crq_air *air = &path->g->air;
    const struct crq_tower *t = s->tower;
    float thick = 1.0f - crq_exp(-way / (2.4f * t->radius + 6.0f));
    float forward = 0.07f + 1.3f * crq_exp(-(1.0f - crq_dot(d, air->to_sun)) * 9.0f);
    float open = 0.40f + 0.60f * crq_smoothstep(0.0f, 170.0f, q[1]);
    crq_vec body = path->g->ember * (sunlit * forward * thick * 0.8f) +
                   path->g->overhead * (thick * 0.46f * open);
    if (t->lamp > 0.0f) {
        float rise = crq_saturate(q[1] / t->height);
        /* lanterns glow from the foot, the hero from its crown */
        float fall = t->hero ? 0.08f + 0.92f * rise * rise * rise
                             : (1.0f - rise) * (1.0f - 0.6f * rise);
        float flame = 0.7f + 0.42f * crq_noise2(q[1] * 0.6f, 3.0f, t->seed);
        crq_path_shine(
            path, air->inner * (t->lamp * air->night * thick * 0.5f * fall * flame));
    }
    crq_path_shine(path, s->tint->colour * body);
    path->through *= 1.0f - 0.5f * thick;
    float length = way / (2.2f * t->radius) * (t->crystal ? 0.75f : 0.85f);
    for (int i = 0; i < 3; i++) {
        path->through[i] *= crq_exp2(s->tint->depth[i] * length);
    }
}

static float sunlight(struct crq_path *path, crq_vec q, crq_vec n) {
    struct crq_glass_memory *memory = path->memory;
    if (path->strike > 0) {
        return 0.25f;
    }
    if (!memory->has_sunlit) {
        memory->sunlit =
            crq_grove_through(path->g->city->grove, q + n * 0.05f, path->g->air.to_sun);
        memory->has_sunlit = true;
    }
    return memory->sunlit;
}

/* Mullions of the far side, seen through the body. */
static void pass_far_wall(struct crq_path *path, const struct crq_strike *s, crq_vec q,
    crq_vec n, float facing) {
    const struct crq_tower *t = s->tower;
    float out = facing > 0.0f ? facing : 0.0f;
    path->through *= 1.0f - crq_schlick(0.04f, out);
    if (t->crystal) {
        return;
    }
    crq_vec u;
    crq_vec v;
    crq_facade_axes(n, &u, &v);
    float blur = path->way * path->g->pixel * 1.5f / (facing > 0.1f ? facing : 0.1f);
    float m = crq_cover(crq_bars(crq_dot(q, u) + 4096.0f, t->pane, 0.11f, blur),
        crq_bars(crq_dot(q, v) + 512.0f, t->floor, 0.5f, blur));
    crq_path_veil(path, path->g->air.shadow * 0.5f, m * 0.75f);
}

/* How much faster than at the middle wavelength d turns, by a finite difference. */
static crq_vec derivative(
    crq_vec d, crq_vec spread, crq_vec n, float shifted, crq_vec bent) {
    crq_vec other;
    if (!crq_refract(crq_normalise(d + spread * STEP), n, shifted, &other)) {
        return crq_vec_make(0, 0, 0);
    }
    return (other - bent) * (1.0f / STEP);
}

/* Into the body, along it with up to two inner reflections, and out. */
CRQ_WIDE void crq_path_pass_body(struct crq_path *path, const struct crq_strike *s) {
    const struct crq_glass *g = path->g;
    float slope = (s->tower->index - 1.0f) * 0.70f * g->split; /* of index by u */
    float index = s->tower->index + (path->u - 0.5f) * slope;
    crq_vec n = s->face.smooth;
    crq_vec d = path->d;
    crq_refract(path->d, n, 1.0f / index, &d);
    crq_vec spread =
        derivative(path->d, path->spread, n, 1.0f / (index + slope * STEP), d);
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
        /* the foot is a mirror, as the water is: solids have no lower end of their own
         */
        float down = d[1] < -1e-6f ? o[1] / -d[1] : 1e9f;
        bool foot = down > 0.0f && down < span.far;
        span.far = foot ? down : span.far;
        crq_vec q = o + d * span.far;
        crq_vec far = foot ? crq_vec_make(0.0f, -1.0f, 0.0f)
                           : crq_convex_normal(s->solid, span.far_face);
        float sunlit = inner == 0 ? sunlight(path, q, far) : 0.25f;
        glow_inside(path, s, d, q, span.far, sunlit);
        path->way += span.far;
        crq_vec leaving;
        if (!foot && crq_refract(d, -far, index, &leaving)) {
            pass_far_wall(path, s, q, far, crq_dot(d, far));
            path->spread = derivative(d, spread, -far, index + slope * STEP, leaving);
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
        crq_path_shine(path, s->tint->colour * crq_air_soft(&g->air, path->d));
        path->done = true;
    }
}
