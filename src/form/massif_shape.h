/* What the survey of a massif and its distance field share: the smooth shape, and the
 * relief that both have. Private to form/massif*.c. */
#ifndef CRQ_FORM_MASSIF_SHAPE_H
#define CRQ_FORM_MASSIF_SHAPE_H

#include "form/massif.h"
#include "form/rock_noise.h"

typedef float quad __attribute__((vector_size(16)));

/* The most that broken faces and beds, and that fine relief, add to the surface. */
#define LARGE 0.07f
#define FINE 0.05f

/* Extent of all massifs along z, before and behind. */
#define CRQ_MASSIF_DEPTH 0.95f

/* Surveyed: distance, two warps, and how much relief slender parts may carry. */
struct crq_massif_field {
    int count[3];
    float origin[3], step;
    quad *shape;
    float *rough;
};

struct shape {
    crq_f8 distance, warp_x, warp_z, thin;
};

CRQ_PACKET crq_f8 across_beds(
    const struct crq_massif *m, struct crq_v8 q, crq_f8 warp_x, crq_f8 warp_z) {
    return q.y + q.x * m->dip_x + q.z * m->dip_z + warp_x * 0.05f + warp_z * 0.012f;
}

/* Hardness of the bed at `level`, 0..1, rounded towards the next from `shoulder`. */
CRQ_PACKET crq_f8 hardness(crq_f8 level, float shoulder, uint32_t seed) {
    crq_f8 bed = crq_f8_floor(level);
    crq_f8 next = crq_f8_smoothstep(shoulder, 1.0f, level - bed);
    return crq_f8_mix(
        crq_f8_hash_unit(bed, seed), crq_f8_hash_unit(bed + 1.0f, seed), next);
}

/* Broken faces and beds: what the rough field has, too. */
CRQ_PACKET crq_f8 large_relief(
    const struct crq_massif *m, struct crq_v8 q, const struct shape *s, crq_f8 beds) {
    crq_f8 x = (q.x + 0.12f * s->warp_x) * 4.7f + s->warp_z * 0.25f;
    crq_f8 z = (q.z + 0.12f * s->warp_z) * 4.7f;
    crq_f8 relief = m->facet * s->thin * crq_f8_facet(x, q.y * 2.7f, z, m->seed + 20);
    crq_f8 hard = hardness(beds * m->beds, 0.72f, m->seed + 5);
    crq_f8 amount = crq_f8_max(0.7f + 0.9f * s->warp_z, crq_f8_all(0.0f));
    return relief + m->bed_relief * amount * (hard - 0.5f);
}

/* Grid cell and place within it of points held to the grid; returns how far outside
 * they were. */
struct place {
    crq_i8 index;
    struct crq_v8 within;
    crq_f8 outside;
};

CRQ_PACKET crq_f8 hold(crq_f8 g, int count) {
    return crq_f8_clamp(g, 0.0f, (float)count - 1.001f);
}

CRQ_PACKET struct place find_place(const struct crq_massif_field *f, struct crq_v8 q) {
    float scale = 1.0f / f->step;
    struct crq_v8 g = {(q.x - f->origin[0]) * scale, (q.y - f->origin[1]) * scale,
        (q.z - f->origin[2]) * scale};
    struct crq_v8 held = {
        hold(g.x, f->count[0]), hold(g.y, f->count[1]), hold(g.z, f->count[2])};
    crq_f8 dx = g.x - held.x;
    crq_f8 dy = g.y - held.y;
    crq_f8 dz = g.z - held.z;
    crq_f8 i = crq_f8_floor(held.x);
    crq_f8 j = crq_f8_floor(held.y);
    crq_f8 k = crq_f8_floor(held.z);
    return (struct place){
        .index =
            (crq_f8_int(k) * f->count[1] + crq_f8_int(j)) * f->count[0] + crq_f8_int(i),
        .within = {held.x - i, held.y - j, held.z - k},
        .outside = crq_f8_sqrt(dx * dx + dy * dy + dz * dz) * f->step,
    };
}

CRQ_PACKET quad quad_mix(quad a, quad b, quad t) {
    return a + (b - a) * t;
}

CRQ_PACKET struct shape look_up(const struct crq_massif_field *f, struct crq_v8 q) {
    struct place p = find_place(f, q);
    int row = f->count[0];
    int slice = f->count[0] * f->count[1];
    struct shape s;
    for (int l = 0; l < 8; l++) {
        const quad *at = f->shape + p.index[l];
        quad u = (quad){0, 0, 0, 0} + p.within.x[l];
        quad v = (quad){0, 0, 0, 0} + p.within.y[l];
        quad w = (quad){0, 0, 0, 0} + p.within.z[l];
        quad near =
            quad_mix(quad_mix(at[0], at[1], u), quad_mix(at[row], at[row + 1], u), v);
        at += slice;
        quad far =
            quad_mix(quad_mix(at[0], at[1], u), quad_mix(at[row], at[row + 1], u), v);
        quad mean = quad_mix(near, far, w);
        s.distance[l] = mean[0];
        s.warp_x[l] = mean[1];
        s.warp_z[l] = mean[2];
        s.thin[l] = mean[3];
    }
    s.distance += p.outside;
    return s;
}

CRQ_PACKET crq_f8 look_up_rough(const struct crq_massif_field *f, struct crq_v8 q) {
    struct place p = find_place(f, q);
    int row = f->count[0];
    int slice = f->count[0] * f->count[1];
    crq_f8 d;
    for (int l = 0; l < 8; l++) {
        const float *at = f->rough + p.index[l];
        float u = p.within.x[l];
        float v = p.within.y[l];
        float near =
            crq_mix(crq_mix(at[0], at[1], u), crq_mix(at[row], at[row + 1], u), v);
        at += slice;
        float far =
            crq_mix(crq_mix(at[0], at[1], u), crq_mix(at[row], at[row + 1], u), v);
        d[l] = crq_mix(near, far, p.within.z[l]);
    }
    return d + p.outside;
}

#endif
