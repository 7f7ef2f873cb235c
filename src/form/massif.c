/* Distance fields of floating rocks: the surveyed shape, and relief where it is near.
 */
#include "form/massif_shape.h"

/* Steps are scaled by this: relief is steeper than a distance field may be. */
#define SLACK 0.62f
/* A ray that can step back takes so many safe steps at once. */
#define BOLD 1.4f
/* Farther from the stone than this, a step needs neither small facets nor octaves: all
 * of them are less than what SLACK holds back. */
#define FINEST 0.032f
/* The most that slabs raise or lower a plateau, and the radius of its edge. */
#define SLABS 0.05f
#define ROUND 0.05f
/* Half the greatest width of a cell of the crown: farther out nothing is carved. */
#define CARVED 0.03f
/* Thin beds, small facets, then ridged octaves; creased ones would look like coral. */
CRQ_PACKET crq_f8 fine_relief(const struct crq_massif *m, struct crq_v8 q,
    const struct shape *s, crq_f8 beds, crq_f8 d, int detail) {
    crq_f8 x = q.x + 0.12f * s->warp_x;
    crq_f8 z = q.z + 0.12f * s->warp_z;
    crq_f8 hard = hardness(beds * (m->beds * 3.7f), 0.6f, m->seed + 6);
    crq_f8 relief = m->bed_relief * 0.28f * (hard - 0.5f);
    relief +=
        m->facet * 0.40f *
        crq_f8_facet(x * 12.3f + s->warp_z * 0.3f, q.y * 8.1f, z * 12.3f, m->seed + 21);
    if (!crq_i8_any(d - relief < FINEST)) {
        return relief;
    }
    if (detail >= 1) {
        relief += m->facet * 0.17f *
                  crq_f8_facet(x * 31.0f + s->warp_z * 0.5f, q.y * 22.0f, z * 31.0f,
                      m->seed + 22);
    }
    float frequency = 15.7f;
    float amount = 0.016f;
    crq_f8 weight = crq_f8_all(1.0f);
    for (int o = 0; o <= detail; o++) {
        crq_f8 n =
            crq_f8_lattice3(x * frequency + 1.7f * (float)o, q.y * (frequency * 0.72f),
                z * frequency + 2.3f * (float)o, m->seed + 10 + (uint32_t)o);
        crq_f8 ridge = 0.3f - crq_f8_abs(n);
        relief += amount * weight * ridge;
        weight = crq_f8_saturate(1.1f - crq_f8_abs(n) * 1.2f) * 0.6f + 0.4f;
        frequency *= 2.07f;
        amount *= 0.52f;
    }
    return relief;
}

/* Cut flat after all relief: cut before it, the ground would look like coral. */
CRQ_PACKET crq_f8 cut_plateau(
    const struct crq_massif *m, struct crq_v8 q, const struct shape *s, crq_f8 d) {
    if (!crq_i8_any(q.y - m->plateau > d - (SLABS + ROUND))) {
        return d;
    }
    crq_f8 slabs =
        crq_f8_facet(q.x * 5.0f + s->warp_z * 0.3f, q.y * 3.0f,
            q.z * 5.0f + s->warp_x * 0.3f, m->seed + 23) *
            0.030f +
        crq_f8_facet(q.x * 14.0f, q.y * 9.0f, q.z * 14.0f, m->seed + 24) * 0.008f +
        crq_f8_lattice3(q.x * 45.0f, q.y * 40.0f, q.z * 45.0f, m->seed + 26) * 0.002f;
    crq_f8 cut = q.y - m->plateau - slabs;
    crq_f8 h =
        crq_f8_max(ROUND - crq_f8_abs(d - cut), crq_f8_all(0.0f)) * (1.0f / ROUND);
    return crq_f8_max(d, cut) + h * h * (0.25f * ROUND);
}

CRQ_PACKET void cells(const struct crq_massif *m, struct crq_v8 q, crq_f8 warp_x,
    crq_f8 warp_z, crq_f8 *wall, crq_f8 *cell) {
    crq_f8_voronoi(q.x * CRQ_MASSIF_CELLS + warp_x,
        q.y * (0.8f * CRQ_MASSIF_CELLS) + warp_z, q.z * CRQ_MASSIF_CELLS, m->seed + 77,
        wall, cell);
}

/* Takes the cells that are gone out of the crown and opens joints between the rest. */
CRQ_PACKET crq_f8 break_crown(
    const struct crq_massif *m, struct crq_v8 q, const struct shape *s, crq_f8 d) {
    crq_f8 broken = crq_massif_broken(m, q.y);
    crq_i8 here = (broken > 0.0f) & (d < CARVED);
    if (!crq_i8_any(here)) {
        return d;
    }
    crq_f8 wall, cell;
    cells(m, q, s->warp_x, s->warp_z, &wall, &cell);
    wall *= 1.0f / CRQ_MASSIF_CELLS;
    crq_f8 joint = 0.018f * crq_f8_saturate(broken * 1.5f) - wall;
    crq_f8 hollow = crq_f8_max(wall, crq_f8_all(0.010f));
    crq_f8 carved = crq_f8_pick(cell < crq_massif_threshold(broken), hollow, joint);
    return crq_f8_pick(here, crq_f8_max(d, carved), d);
}

CRQ_KERNEL void crq_massif_distance(const struct crq_massif *m,
    const struct crq_v8 *own, int detail, crq_f8 *distance) {
    struct crq_v8 q = *own;
    struct shape s = look_up(m->field, q);
    if (!crq_i8_any(s.distance < LARGE + FINE)) {
        *distance = (s.distance - LARGE) * SLACK;
        return;
    }
    crq_f8 beds = across_beds(m, q, s.warp_x, s.warp_z);
    crq_f8 d = s.distance - large_relief(m, q, &s, beds);
    if (detail >= 0) {
        /* fine relief only where a ray comes near */
        d -= crq_i8_any(d < FINE) ? fine_relief(m, q, &s, beds, d, detail)
                                  : crq_f8_all(0.6f * FINE);
    }
    if (m->plateau < CRQ_MASSIF_UNCUT) {
        d = cut_plateau(m, q, &s, d);
    }
    if (m->crumble > 0.01f) {
        d = break_crown(m, q, &s, d);
    }
    *distance = d * SLACK;
}

/* The surveyed field with large relief: for shadows, openness, grains and cones. */
CRQ_KERNEL void crq_massif_rough(const struct crq_massif *m, const struct crq_v8 *own,
    bool whole, crq_f8 *distance) {
    crq_f8 d = look_up_rough(m->field, *own);
    if (!whole && m->crumble > 0.01f) {
        /* the field knows no cells: a crown of which half is gone is half as stout */
        crq_f8 gone = crq_massif_threshold(crq_massif_broken(m, own->y));
        d += 0.16f * crq_f8_clamp(gone, 0.0f, 1.2f);
    }
    *distance = d * SLACK;
}

CRQ_KERNEL void crq_massif_cells(
    const struct crq_massif *m, const struct crq_v8 *own, crq_f8 *wall, crq_f8 *cell) {
    struct shape s = look_up(m->field, *own);
    cells(m, *own, s.warp_x, s.warp_z, wall, cell);
}

CRQ_KERNEL void crq_massif_warp(
    const struct crq_massif *m, const struct crq_v8 *own, crq_f8 *x, crq_f8 *z) {
    struct shape s = look_up(m->field, *own);
    *x = s.warp_x;
    *z = s.warp_z;
}

CRQ_KERNEL void crq_massif_bedding(
    const struct crq_massif *m, const struct crq_v8 *own, crq_f8 *across) {
    struct shape s = look_up(m->field, *own);
    *across = across_beds(m, *own, s.warp_x, s.warp_z);
}

/* --- rays --- */

CRQ_PACKET void slab(
    crq_f8 origin, crq_f8 ahead, float low, float high, crq_f8 *from, crq_f8 *to) {
    crq_f8 safe = crq_f8_pick(crq_f8_abs(ahead) < 1e-7f, crq_f8_all(1e-7f), ahead);
    crq_f8 a = (low - origin) / safe;
    crq_f8 b = (high - origin) / safe;
    *from = crq_f8_max(*from, crq_f8_min(a, b));
    *to = crq_f8_min(*to, crq_f8_max(a, b));
}

CRQ_KERNEL void crq_massif_bounds(const struct crq_massif *m,
    const struct crq_v8 *origin, const struct crq_v8 *ahead, float pad, crq_f8 *from,
    crq_f8 *to) {
    *from = crq_f8_all(0.01f);
    *to = crq_f8_all(1e9f);
    slab(origin->x, ahead->x, -m->reach - pad, m->reach + pad, from, to);
    slab(origin->y, ahead->y, m->low - pad, m->high + pad, from, to);
    slab(
        origin->z, ahead->z, -CRQ_MASSIF_DEPTH - pad, CRQ_MASSIF_DEPTH + pad, from, to);
}

CRQ_KERNEL void crq_massif_clear(const struct crq_massif *m,
    const struct crq_v8 *origin, const struct crq_v8 *ahead, float spread, crq_f8 *t) {
    crq_f8 speed = 1.0f / crq_f8_sqrt(crq_v8_dot(*ahead, *ahead));
    crq_f8 middle = crq_f8_sqrt(crq_v8_dot(*origin, *origin)) * speed;
    crq_f8 to;
    crq_massif_bounds(
        m, origin, ahead, 0.02f + spread * (middle[0] + speed[0]), t, &to);
    crq_i8 walking = *t < to;
    crq_i8 stopped = crq_i8_mask(false);
    for (int step = 0; step < 60 && crq_i8_any(walking); step++) {
        struct crq_v8 q = crq_v8_add(*origin, *ahead, *t);
        crq_f8 d;
        crq_massif_rough(m, &q, false, &d);
        crq_f8 gap = d - *t * spread;
        crq_i8 near = walking & (gap < 0.7f * FINE);
        stopped |= near;
        walking &= ~near;
        *t += crq_f8_pick(walking, gap * speed, crq_f8_all(0.0f));
        walking &= *t < to;
    }
    *t = crq_f8_pick(stopped | walking, *t, crq_f8_all(INFINITY));
}

/* Steps are bold; one that ends within the stone is taken back to where the field
 * vanishes between its ends, by the rule of false position. */
CRQ_KERNEL void crq_massif_march(const struct crq_massif *m,
    const struct crq_v8 *origin, const struct crq_v8 *ahead, float spread, int detail,
    const crq_f8 *to, crq_f8 *t, crq_i8 *active) {
    crq_f8 speed = 1.0f / crq_f8_sqrt(crq_v8_dot(*ahead, *ahead));
    crq_i8 walking = *active;
    crq_i8 hit = crq_i8_mask(false);
    crq_f8 stride = crq_f8_all(0.0f);
    crq_f8 last = crq_f8_all(0.0f);
    for (int step = 0; step < 120; step++) {
        struct crq_v8 q = crq_v8_add(*origin, *ahead, *t);
        crq_f8 d;
        crq_massif_distance(m, &q, detail, &d);
        crq_i8 within = walking & (d < 0.0f);
        *t += crq_f8_pick(within, stride * d / (last - d), crq_f8_all(0.0f));
        /* never coarser than the joints of a broken crown */
        crq_i8 here = walking & (d < crq_f8_min(*t * spread, crq_f8_all(0.004f)));
        hit |= here;
        walking &= ~here;
        stride = d * speed * BOLD;
        last = d;
        *t += crq_f8_pick(walking, stride, crq_f8_all(0.0f));
        walking &= *t < *to;
        if (!crq_i8_any(walking)) {
            break;
        }
    }
    *active = hit;
}
