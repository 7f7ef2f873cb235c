/* Panes, mullions, floors. */
#include "paint/glass_city/facade.h"

#include "form/noise.h"

struct blur {
    float u, v; /* of a pixel in the face, metres */
};

static float lines(
    const struct crq_tower *t, const struct crq_facade_point *f, struct blur blur) {
    float pane = t->pane;
    float floor = t->floor;
    float upright = crq_bars(f->pu, pane, 0.07f, blur.u);
    float level = crq_bars(f->pv, floor, 0.13f, blur.v);
    float diagonal = 0.0f;
    if (t->facade == CRQ_FACADE_FINS) {
        level *= 0.25f;
    }
    if (t->facade == CRQ_FACADE_DIAGRID) {
        upright *= 0.35f;
        float mesh = 14.0f + pane * 2.0f;
        float both = blur.u + 0.5f * blur.v;
        diagonal = crq_cover(crq_bars(f->pu + f->pv * 0.5f, mesh, 0.4f, both),
            crq_bars(f->pu - f->pv * 0.5f, mesh, 0.4f, both));
    }
    upright = crq_cover(upright, crq_bars(f->pu, pane * 6.0f, 0.2f, blur.u));
    level = crq_cover(level, crq_bars(f->pv, floor * 8.0f, 0.5f, blur.v));
    return crq_cover(crq_cover(upright, level), diagonal);
}

/* Large walls of crystal are ground into tall triangles, every one a little askew: each
 * mirrors another piece of the sky, and light splits along the grooves between them. */
static void cut_facets(
    const struct crq_tower *t, int face, struct blur b, struct crq_facade_point *f) {
    float wide = 0.62f * t->radius;
    float high = 2.6f * wide;
    float a = f->pu / wide + f->pv / high;
    float c = f->pu / wide - f->pv / high;
    float fa = crq_floor(a);
    float fc = crq_floor(c);
    uint32_t upper = a - fa > c - fc ? 1u : 0u;
    f->pane = crq_hash2(
        (int32_t)fa, (int32_t)fc, t->seed + 131u * (uint32_t)face + 7919u * upper);
    float blur = b.u / wide > b.v / high ? b.u / wide : b.v / high;
    f->sharp = 1.0f - crq_smoothstep(0.1f, 0.5f, blur);
    float u = (crq_hash_unit(f->pane) - 0.5f) * f->sharp;
    float v = (crq_hash_unit(crq_hash(f->pane)) - 0.5f) * f->sharp;
    f->smooth = crq_normalise(f->smooth + f->u * (u * 0.05f) + f->v * (v * 0.05f));
    f->normal = crq_normalise(f->normal + f->u * (u * 0.20f) + f->v * (v * 0.32f));
    float across = b.u / wide + b.v / high;
    float groove = 0.22f / wide;
    f->groove = crq_cover(
        crq_cover(crq_bars(a, 1.0f, groove, across), crq_bars(c, 1.0f, groove, across)),
        crq_bars(f->pv, 0.5f * high, 0.25f, b.v));
}

/* A crystal was ground in one piece: its faces bow so gently that they mirror whole
 * gradients of the sky, and its joints only show close by. */
static void cut_crystal(const struct crq_tower *t, crq_vec normal, int face,
    struct blur blur, struct crq_facade_point *f) {
    uint32_t seed = t->seed + (uint32_t)face;
    f->smooth = f->normal = normal;
    f->lines = f->band = f->sharp = f->in_v = f->groove = 0.0f;
    f->pane = seed;
    if (t->facade == CRQ_FACADE_CUT) {
        cut_facets(t, face, blur, f);
        return;
    }
    float wide = 2.2f * t->radius;
    float bow = 1.0f - crq_smoothstep(0.02f, 0.08f, blur.u / t->radius);
    if (bow > 0.0f) {
        float u = bow * crq_noise2(f->pu / wide, f->pv / (wide * 1.7f), seed + 3u);
        float v =
            bow * crq_noise2(f->pu / wide + 9.0f, f->pv / (wide * 2.3f), seed + 4u);
        f->smooth = crq_normalise(normal + f->u * (u * 0.004f) + f->v * (v * 0.004f));
        f->normal = crq_normalise(normal + f->u * (u * 0.014f) + f->v * (v * 0.020f));
    }
    float joint = 0.22f * (1.0f - crq_smoothstep(0.2f, 0.6f, blur.v));
    if (joint > 0.0f) {
        f->lines = crq_cover(joint * crq_bars(f->pu, t->pane * 6.0f, 0.05f, blur.u),
            joint * crq_bars(f->pv, t->floor * 3.0f, 0.06f, blur.v));
    }
}

/* Every pane is set a little askew and bulges; groups of panes share a lean that still
 * shows at a distance. */
static void hang_panes(const struct crq_tower *t, crq_vec normal, int face,
    struct blur b, struct crq_facade_point *f) {
    float cu = crq_floor(f->pu / t->pane);
    float cv = crq_floor(f->pv / t->floor);
    float gu = f->pu / t->pane - cu - 0.5f;
    float gv = f->pv / t->floor - cv - 0.5f;
    float most = b.u / t->pane > b.v / t->floor ? b.u / t->pane : b.v / t->floor;
    f->groove = 0.0f;
    f->lines = lines(t, f, b);
    f->band = 0.8f * crq_bars(f->pv + 0.2f, t->floor, 0.7f, b.v);
    f->pane = crq_hash2((int32_t)cu, (int32_t)cv, t->seed + 131u * (uint32_t)face);
    f->in_v = gv + 0.5f;
    f->sharp = 1.0f - crq_smoothstep(0.25f, 1.1f, most);
    uint32_t seed = t->seed + (uint32_t)face;
    float lean_u = 0.7f * crq_noise2(f->pu / (t->pane * 7.0f),
                              f->pv / (t->floor * 5.0f), seed + 3u);
    float lean_v = 0.7f * crq_noise2(f->pu / (t->pane * 6.0f) + 9.0f,
                              f->pv / (t->floor * 7.0f), seed + 4u);
    f->smooth =
        crq_normalise(normal + f->u * (lean_u * 0.006f) + f->v * (lean_v * 0.006f));
    float askew = 0.011f * f->sharp;
    float bulge = 0.016f * f->sharp;
    float tu = (crq_hash_unit(f->pane) - 0.5f) * askew + lean_u * 0.009f + gu * bulge;
    float tv = (crq_hash_unit(crq_hash(f->pane)) - 0.5f) * askew * 1.3f +
               lean_v * 0.009f + gv * bulge;
    f->normal = crq_normalise(normal + f->u * tu + f->v * tv);
}

struct crq_facade_point crq_facade_at(const struct crq_tower *tower, crq_vec p,
    crq_vec normal, crq_vec d, int face, float blur) {
    struct crq_facade_point f;
    crq_facade_axes(normal, &f.u, &f.v);
    float facing = -crq_dot(d, normal);
    facing = facing > 0.04f ? facing : 0.04f;
    float du = crq_dot(d, f.u);
    float dv = crq_dot(d, f.v);
    struct blur b = {blur * (1.0f + (du < 0.0f ? -du : du) / facing),
        blur * (1.0f + (dv < 0.0f ? -dv : dv) / facing)};
    f.pu = crq_dot(p, f.u) + 4096.0f;
    f.pv = crq_dot(p, f.v) + 512.0f;
    if (tower->crystal) {
        cut_crystal(tower, normal, face, b, &f);
    } else {
        hang_panes(tower, normal, face, b, &f);
    }
    return f;
}
