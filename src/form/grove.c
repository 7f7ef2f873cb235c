/* The grid and its walk. */
#include "form/grove.h"

#include "base/crew.h"

#include <glib.h>

/* Bounding cylinders of eight solids. */
struct post {
    float x[CRQ_LANES], z[CRQ_LANES], square[CRQ_LANES], top[CRQ_LANES];
    int solid[CRQ_LANES];
};

enum { RECENT = 8 };

struct cell {
    int first, count; /* posts */
    float top;
};

struct crq_grove {
    const struct crq_convex *solids;
    struct cell *cells;
    struct post *posts;
    int x0, z0, across, deep;
    float side, top;
};

struct footprint {
    int x0, x1, z0, z1;
};

static struct footprint footprint(const struct crq_convex *solid, float side) {
    return (struct footprint){
        (int)crq_floor((solid->x - solid->radius) / side),
        (int)crq_floor((solid->x + solid->radius) / side),
        (int)crq_floor((solid->z - solid->radius) / side),
        (int)crq_floor((solid->z + solid->radius) / side),
    };
}

static void enclose(struct crq_grove *grove, int count) {
    struct footprint all = {0, 0, 0, 0};
    for (int i = 0; i < count; i++) {
        struct footprint own = footprint(&grove->solids[i], grove->side);
        all.x0 = MIN(all.x0, own.x0);
        all.x1 = MAX(all.x1, own.x1);
        all.z0 = MIN(all.z0, own.z0);
        all.z1 = MAX(all.z1, own.z1);
        grove->top = MAX(grove->top, grove->solids[i].top);
    }
    grove->x0 = all.x0;
    grove->z0 = all.z0;
    grove->across = all.x1 - all.x0 + 1;
    grove->deep = all.z1 - all.z0 + 1;
}

static struct cell *cell_at(const struct crq_grove *grove, int x, int z) {
    return &grove->cells[(size_t)(z - grove->z0) * (size_t)grove->across +
                         (size_t)(x - grove->x0)];
}

static void note(
    struct crq_grove *grove, struct cell *cell, int place, int index, bool count_only) {
    const struct crq_convex *solid = &grove->solids[index];
    if (count_only) {
        cell->count++;
        cell->top = MAX(cell->top, solid->top);
        return;
    }
    struct post *post = &grove->posts[cell->first + place / CRQ_LANES];
    int lane = place % CRQ_LANES;
    post->x[lane] = solid->x;
    post->z[lane] = solid->z;
    post->square[lane] = solid->radius * solid->radius;
    post->top[lane] = solid->top;
    post->solid[lane] = index;
}

static void deal(struct crq_grove *grove, int count, int *places) {
    for (int i = 0; i < count; i++) {
        struct footprint own = footprint(&grove->solids[i], grove->side);
        for (int z = own.z0; z <= own.z1; z++) {
            for (int x = own.x0; x <= own.x1; x++) {
                struct cell *cell = cell_at(grove, x, z);
                int place = places ? places[cell - grove->cells]++ : 0;
                note(grove, cell, place, i, places == NULL);
            }
        }
    }
}

struct crq_grove *crq_grove_create(
    const struct crq_convex *solids, int count, float cell) {
    struct crq_grove *grove = g_new0(struct crq_grove, 1);
    grove->solids = solids;
    grove->side = cell;
    enclose(grove, count);
    size_t cells = (size_t)grove->across * (size_t)grove->deep;
    grove->cells = g_new0(struct cell, cells);
    deal(grove, count, NULL);
    int posts = 0;
    for (size_t i = 0; i < cells; i++) {
        grove->cells[i].first = posts;
        grove->cells[i].count = (grove->cells[i].count + CRQ_LANES - 1) / CRQ_LANES;
        posts += grove->cells[i].count;
    }
    grove->posts = g_new0(struct post, posts);
    for (int i = 0; i < posts; i++) {
        for (int k = 0; k < CRQ_LANES; k++) {
            grove->posts[i].square[k] = -1.0f; /* no ray comes as near as that */
        }
    }
    int *places = g_new0(int, cells);
    deal(grove, count, places);
    g_free(places);
    return grove;
}

void crq_grove_destroy(struct crq_grove *grove) {
    if (grove) {
        g_free(grove->posts);
        g_free(grove->cells);
        g_free(grove);
    }
}

/* A walk through the grid. */
struct walk {
    int x, z, step_x, step_z;
    float next_x, next_z, per_x, per_z; /* ray lengths */
    float here, there;
};

static inline struct walk set_out(const struct crq_grove *grove, crq_vec o, crq_vec d) {
    float dx = d[0] > -1e-9f && d[0] < 1e-9f ? 1e-9f : d[0];
    float dz = d[2] > -1e-9f && d[2] < 1e-9f ? 1e-9f : d[2];
    struct walk w;
    w.x = (int)crq_floor(o[0] / grove->side);
    w.z = (int)crq_floor(o[2] / grove->side);
    w.step_x = dx > 0.0f ? 1 : -1;
    w.step_z = dz > 0.0f ? 1 : -1;
    w.next_x = ((float)(w.x + (dx > 0.0f)) * grove->side - o[0]) / dx;
    w.next_z = ((float)(w.z + (dz > 0.0f)) * grove->side - o[2]) / dz;
    w.per_x = grove->side / (dx > 0.0f ? dx : -dx);
    w.per_z = grove->side / (dz > 0.0f ? dz : -dz);
    w.here = 0.0f;
    w.there = MIN(w.next_x, w.next_z);
    return w;
}

static inline void go_on(struct walk *w) {
    w->here = w->there;
    if (w->next_x < w->next_z) {
        w->next_x += w->per_x;
        w->x += w->step_x;
    } else {
        w->next_z += w->per_z;
        w->z += w->step_z;
    }
    w->there = MIN(w->next_x, w->next_z);
}

/* Outside the grid and going further out. */
static inline bool gone(const struct crq_grove *grove, const struct walk *w) {
    int x = w->x - grove->x0;
    int z = w->z - grove->z0;
    return (x < 0 && w->step_x < 0) || (x >= grove->across && w->step_x > 0) ||
           (z < 0 && w->step_z < 0) || (z >= grove->deep && w->step_z > 0);
}

static inline const struct cell *cell_here(
    const struct crq_grove *grove, const struct walk *w) {
    unsigned x = (unsigned)(w->x - grove->x0);
    unsigned z = (unsigned)(w->z - grove->z0);
    bool inside = x < (unsigned)grove->across && z < (unsigned)grove->deep;
    return inside ? &grove->cells[(size_t)z * (size_t)grove->across + x] : NULL;
}

/* Bit k is set when the ray may touch cylinder k above height `low`. */
static inline __attribute__((always_inline)) unsigned near_posts(
    const struct post *post, crq_vec o, crq_vec d, float low) {
    crq_lanes ax = crq_lanes_load(post->x) - crq_lanes_all(o[0]);
    crq_lanes az = crq_lanes_load(post->z) - crq_lanes_all(o[2]);
    crq_lanes aside = ax * d[2] - az * d[0];
    crq_lanes reach = crq_lanes_load(post->square) * (d[0] * d[0] + d[2] * d[2]);
    crq_lane_mask mask =
        (aside * aside <= reach) & (crq_lanes_load(post->top) >= crq_lanes_all(low));
    mask &= (crq_lane_mask){1, 2, 4, 8, 16, 32, 64, 128};
    mask |= __builtin_shufflevector(mask, mask, 4, 5, 6, 7, 0, 1, 2, 3);
    mask |= __builtin_shufflevector(mask, mask, 2, 3, 0, 1, 6, 7, 4, 5);
    return (unsigned)(mask[0] | mask[1]);
}

/* Solids tried last: one that reaches into several cells is tried once. */
struct recent {
    int solid[RECENT];
    unsigned next;
};

static inline bool tried(struct recent *recent, int index) {
    for (int i = 0; i < RECENT; i++) {
        if (recent->solid[i] == index) {
            return true;
        }
    }
    recent->solid[recent->next++ % RECENT] = index;
    return false;
}

static inline __attribute__((always_inline)) void try_posts(
    const struct crq_grove *grove, const struct cell *cell, crq_vec o, crq_vec d,
    float low, struct recent *recent, struct crq_grove_hit *hit) {
    for (int i = 0; i < cell->count; i++) {
        const struct post *post = &grove->posts[cell->first + i];
        unsigned bits = near_posts(post, o, d, low);
        for (; bits; bits &= bits - 1) {
            int index = post->solid[__builtin_ctz(bits)];
            if (tried(recent, index)) {
                continue;
            }
            struct crq_span span;
            if (crq_convex_cross(&grove->solids[index], o, d, &span) &&
                span.near > 1e-3f && span.near < hit->near) {
                *hit = (struct crq_grove_hit){
                    span.near, span.far, index, span.near_face, span.far_face};
            }
        }
    }
}

CRQ_WIDE bool crq_grove_cast(const struct crq_grove *grove, crq_vec o, crq_vec d,
    float limit, struct crq_grove_hit *hit) {
    *hit = (struct crq_grove_hit){limit, limit, -1, 0, 0};
    struct recent recent = {{-1, -1, -1, -1, -1, -1, -1, -1}, 0};
    struct walk w = set_out(grove, o, d);
    while (!gone(grove, &w) && w.here < hit->near) {
        float start = o[1] + d[1] * w.here;
        if (d[1] > 0.0f && start > grove->top) {
            break;
        }
        const struct cell *cell = cell_here(grove, &w);
        float low = d[1] > 0.0f ? start : o[1] + d[1] * w.there;
        if (cell && cell->count && low < cell->top) {
            try_posts(grove, cell, o, d, low, &recent, hit);
        }
        go_on(&w);
    }
    return hit->solid >= 0;
}

CRQ_WIDE float crq_grove_through(const struct crq_grove *grove, crq_vec o, crq_vec d) {
    float light = 1.0f;
    int last = -1;
    struct walk w = set_out(grove, o, d);
    for (int step = 0; step < 32 && light > 0.03f && !gone(grove, &w); step++) {
        float low = o[1] + d[1] * w.here;
        const struct cell *cell = cell_here(grove, &w);
        if (d[1] > 0.0f && low > grove->top) {
            break;
        }
        for (int i = 0; cell && low < cell->top && i < cell->count; i++) {
            const struct post *post = &grove->posts[cell->first + i];
            unsigned bits = near_posts(post, o, d, low);
            for (; bits; bits &= bits - 1) {
                int index = post->solid[__builtin_ctz(bits)];
                struct crq_span span;
                if (index != last &&
                    crq_convex_cross(&grove->solids[index], o, d, &span) &&
                    span.near > 1e-2f) {
                    light *= 0.25f + 0.4f * crq_exp(-(span.far - span.near) * 0.06f);
                    last = index;
                }
            }
        }
        go_on(&w);
    }
    return light > 0.03f ? light : 0.0f;
}
