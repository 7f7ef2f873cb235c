/* Massifs: floating rocks as signed distance fields.
 *
 * A massif lives in its own length: its size is 1, y is up, the middle at the origin.
 * It is a smooth union of tapering columns (a crown above, roots below), warped, cut by
 * gullies and bedded in strata, and broken into facets. What is smooth is computed once
 * and kept on a grid; facets, beds and fine relief are added where a ray comes near.
 * After J. C. Hart, Sphere Tracing (1996); facets and beds are our own. */
#ifndef CRQ_FORM_MASSIF_H
#define CRQ_FORM_MASSIF_H

#include "form/packet.h"

enum { CRQ_MASSIF_COLUMNS = 12, CRQ_MASSIF_DETAIL = 6 };

/* No plateau: the summit is left as it grew. */
#define CRQ_MASSIF_UNCUT 99.0f

/* Voronoi cells of the breaking crown in one unit of the massif (y: 0.8 of it). */
#define CRQ_MASSIF_CELLS 23.0f

struct crq_massif_column {
    float x, z;           /* axis at y = 0 */
    float radius;         /* at the waist */
    float height, root;   /* how far up and down it reaches */
    float bend_x, bend_z; /* of the axis, per y squared */
};

struct crq_massif_field;

struct crq_massif {
    float centre[3], size;  /* in the world */
    float yaw_cos, yaw_sin; /* turn about y */
    float reach, low, high; /* bounds: |x| and |z| <= reach, low <= y <= high */
    uint32_t seed;          /* of all its noise */
    int column_count;
    struct crq_massif_column columns[CRQ_MASSIF_COLUMNS];
    float blend;               /* radius of the smooth union */
    float top_shape;           /* 0 pointed crowns .. 1 blunt */
    float root_shape;          /* 0 needles .. 1 cones */
    float gully, facet;        /* relief */
    float dip_x, dip_z;        /* slope of the beds */
    float ledges;              /* how far broad beds stand out */
    float beds, bed_relief;    /* beds in one unit, and how far hard ones stand out */
    float tone;                /* lighter or darker stone */
    float plateau;             /* height at which it is cut flat */
    float top, peak_x, peak_z; /* the summit of its highest column */
    float crumble;             /* 0 whole .. 1 the crown has flown to pieces */
    float broken_from;         /* height from which it is breaking */
    struct crq_massif_field *field;
};

/* Fixes what follows from the columns (top, peak) and from `crumble`. */
void crq_massif_settle(struct crq_massif *massif, float crumble);

/* Computes the grid with `step` between its points; it depends neither on `crumble` nor
 * on centre, size and yaw. Owned by the massif. */
void crq_massif_survey(
    struct crq_massif *massif, float step, const struct crq_crew *crew);
void crq_massif_finish(struct crq_massif *massif);

/* World to the massif's own space and back; directions are turned only. */
CRQ_PACKET struct crq_v8 crq_massif_turn_in(
    const struct crq_massif *m, struct crq_v8 world) {
    return (struct crq_v8){world.x * m->yaw_cos + world.z * m->yaw_sin, world.y,
        world.z * m->yaw_cos - world.x * m->yaw_sin};
}

CRQ_PACKET struct crq_v8 crq_massif_turn_out(
    const struct crq_massif *m, struct crq_v8 own) {
    return (struct crq_v8){own.x * m->yaw_cos - own.z * m->yaw_sin, own.y,
        own.z * m->yaw_cos + own.x * m->yaw_sin};
}

CRQ_PACKET struct crq_v8 crq_massif_inside(
    const struct crq_massif *m, struct crq_v8 world) {
    float s = 1.0f / m->size;
    struct crq_v8 p = {(world.x - m->centre[0]) * s, (world.y - m->centre[1]) * s,
        (world.z - m->centre[2]) * s};
    return crq_massif_turn_in(m, p);
}

/* Safe step (not quite the distance) to the stone at own points, with `detail` octaves
 * of fine relief (-1: none, up to CRQ_MASSIF_DETAIL). */
void crq_massif_distance(const struct crq_massif *massif, const struct crq_v8 *own,
    int detail, crq_f8 *distance);

/* The same from the grid alone, without fine relief; several times as fast. With
 * `whole`, as if nothing had crumbled. */
void crq_massif_rough(const struct crq_massif *massif, const struct crq_v8 *own,
    bool whole, crq_f8 *distance);

/* Where rays from own `origin` along own `ahead` (own length per unit of t) enter and
 * leave the bounds, which are widened by `pad`; lanes that miss have *from >= *to. */
void crq_massif_bounds(const struct crq_massif *massif, const struct crq_v8 *origin,
    const struct crq_v8 *ahead, float pad, crq_f8 *from, crq_f8 *to);

/* How far cones about such rays are surely free of stone; `spread` is their radius, in
 * own length per unit of t. INFINITY where a cone misses the massif altogether. */
void crq_massif_clear(const struct crq_massif *massif, const struct crq_v8 *origin,
    const struct crq_v8 *ahead, float spread, crq_f8 *t);

/* Advances t of the `active` lanes to the first hit before `to`, at `spread` own length
 * of tolerance per unit of t. Returns the lanes that hit. */
void crq_massif_march(const struct crq_massif *massif, const struct crq_v8 *origin,
    const struct crq_v8 *ahead, float spread, int detail, const crq_f8 *to, crq_f8 *t,
    crq_i8 *active);

/* Place within the breaking crown: 0 at its lower edge, 1 at the summit. The first
 * crack opens above the summit: then there is no crown to break yet. */
CRQ_PACKET crq_f8 crq_massif_broken(const struct crq_massif *m, crq_f8 y) {
    float crown = m->top - m->broken_from;
    return (y - m->broken_from) * (1.0f / (crown > 1e-4f ? crown : 1e-4f));
}

/* A cell of the crown is gone when its number is below this. */
CRQ_PACKET crq_f8 crq_massif_threshold(crq_f8 broken) {
    return broken * 1.25f - 0.12f;
}

/* Cells of the crown at own points: distance to the walls in cells, and the cell. */
void crq_massif_cells(const struct crq_massif *massif, const struct crq_v8 *own,
    crq_f8 *wall, crq_f8 *cell);

/* By how much the cells are warped at own points, in cells along x and y. */
void crq_massif_warp(
    const struct crq_massif *massif, const struct crq_v8 *own, crq_f8 *x, crq_f8 *z);

/* Beds at own points: the coordinate across the strata. */
void crq_massif_bedding(
    const struct crq_massif *massif, const struct crq_v8 *own, crq_f8 *across);

#endif
