/* Convex solids as intersections of half-spaces, cut by rays eight planes at a time.
 *
 * The slab method of Kay and Kajiya (1986) generalised to any set of planes: a ray is
 * inside from the last plane it enters to the first it leaves. y points up. */
#ifndef CRQ_FORM_CONVEX_H
#define CRQ_FORM_CONVEX_H

#include "form/space.h"

enum { CRQ_CONVEX_PLANES = 16, CRQ_LANES = 8 };

typedef float crq_lanes __attribute__((vector_size(32)));
typedef int32_t crq_lane_mask __attribute__((vector_size(32)));

struct crq_convex {
    /* plane i: nx x + ny y + nz z <= d with a unit normal; unused ones are always true
     */
    float nx[CRQ_CONVEX_PLANES], ny[CRQ_CONVEX_PLANES], nz[CRQ_CONVEX_PLANES];
    float d[CRQ_CONVEX_PLANES];
    float x, z, radius; /* upright cylinder round it */
    float bottom, top;
    float cosine, sine; /* of the stand's turn */
    int planes;
    int owner; /* whatever the caller numbers */
};

/* Where a solid stands: local planes are turned about the upright axis, sheared (lean
 * is the sideways shift per unit of height), then moved to (x, z). */
struct crq_stand {
    float x, z;
    float turn; /* turns */
    float lean_x, lean_z;
};

void crq_convex_begin(struct crq_convex *solid, const struct crq_stand *stand,
    float radius, float bottom, float top);

/* Keeps normal . p <= distance, in local space, on the stand that it began with; the
 * normal need not be of unit length. Planes beyond CRQ_CONVEX_PLANES are ignored. */
void crq_convex_cut(struct crq_convex *solid, const struct crq_stand *stand,
    crq_vec normal, float distance);

struct crq_span {
    float near, far; /* along the ray */
    int near_face, far_face;
};

static inline crq_vec crq_convex_normal(const struct crq_convex *solid, int face) {
    return crq_vec_make(solid->nx[face], solid->ny[face], solid->nz[face]);
}

static inline crq_lanes crq_lanes_all(float v) {
    return (crq_lanes){v, v, v, v, v, v, v, v};
}

static inline crq_lanes crq_lanes_load(const float *from) {
    crq_lanes v;
    memcpy(&v, from, sizeof v);
    return v;
}

static inline crq_lanes crq_lanes_pick(
    crq_lane_mask mask, crq_lanes yes, crq_lanes no) {
    crq_lane_mask a = (crq_lane_mask)yes & mask;
    crq_lane_mask b = (crq_lane_mask)no & ~mask;
    return (crq_lanes)(a | b);
}

static inline float crq_lanes_most(crq_lanes v) {
    crq_lanes w = __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3);
    v = crq_lanes_pick(v > w, v, w);
    w = __builtin_shufflevector(v, v, 2, 3, 0, 1, 6, 7, 4, 5);
    v = crq_lanes_pick(v > w, v, w);
    return v[0] > v[1] ? v[0] : v[1];
}

static inline int crq_lane_of(crq_lanes v, float wanted) {
    for (int i = 0; i < CRQ_LANES; i++) {
        if (v[i] == wanted) {
            return i;
        }
    }
    return 0;
}

/* False when the ray misses or the solid lies behind. `near` may be negative: then the
 * origin is inside. */
static inline __attribute__((always_inline)) bool crq_convex_cross(
    const struct crq_convex *solid, crq_vec o, crq_vec d, struct crq_span *span) {
    const crq_lanes far = crq_lanes_all(1e30f);
    const crq_lanes none = crq_lanes_all(0.0f);
    crq_lanes enter[2] = {-far, -far};
    crq_lanes leave[2] = {far, far};
    float near = -1e30f;
    float exit = 1e30f;
    for (int b = 0; b * CRQ_LANES < solid->planes; b++) {
        crq_lanes nx = crq_lanes_load(solid->nx + b * CRQ_LANES);
        crq_lanes ny = crq_lanes_load(solid->ny + b * CRQ_LANES);
        crq_lanes nz = crq_lanes_load(solid->nz + b * CRQ_LANES);
        crq_lanes pd = crq_lanes_load(solid->d + b * CRQ_LANES);
        crq_lanes along = nx * d[0] + ny * d[1] + nz * d[2];
        crq_lanes room = pd - (nx * o[0] + ny * o[1] + nz * o[2]);
        /* parallel and outside: enters never */
        crq_lane_mask shut = (along == none) & (room < none);
        crq_lanes t = room / along;
        enter[b] = crq_lanes_pick(along < none, t, -far);
        enter[b] = crq_lanes_pick(shut, far, enter[b]);
        leave[b] = crq_lanes_pick(along > none, t, far);
        float in = crq_lanes_most(enter[b]);
        float out = -crq_lanes_most(-leave[b]);
        near = in > near ? in : near;
        exit = out < exit ? out : exit;
        if (near > exit || exit <= 0.0f) {
            return false;
        }
    }
    int a = crq_lane_of(enter[0], near);
    int c = crq_lane_of(leave[0], exit);
    span->near = near;
    span->far = exit;
    span->near_face = enter[0][a] == near ? a : 8 + crq_lane_of(enter[1], near);
    span->far_face = leave[0][c] == exit ? c : 8 + crq_lane_of(leave[1], exit);
    return true;
}

#endif
