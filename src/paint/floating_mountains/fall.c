/* The fall of starlight: grains of light let go on the broken crown, once per work.
 *
 * They hop off ten springs, slide down the stone, are carried by a slow wind, and below
 * the belly of the massif drain towards the vortex. Nothing here depends on how far the
 * crown has crumbled, or the fall would jump while it crumbles. */
#include "paint/floating_mountains/mountains.h"

#include "base/chance.h"
#include "form/rock_noise.h"

#include <glib.h>

enum { SPRINGS = 10, GROUPS = 80, STEPS = 560 };

#define STEP 0.055f
#define GRAVITY 1.55f
#define DRAG 0.42f
/* Grains keep so far off the surveyed stone, each its own way: on one surface all would
 * run together in the gullies. */
#define NEAREST 0.10f
#define FARTHEST 0.75f
/* Steps after which a grain that has not left the stone lingers on it. */
#define LATE 140.0f

struct run {
    struct crq_mountains *plan;
    const struct crq_massif *massif;
    float peak[3];
};

/* Eight grains. */
struct grains {
    struct crq_v8 place, speed;
    crq_f8 pull, clearance;
    float weight[8];
};

static float roll(
    const struct run *run, const char *purpose, int index, uint32_t slot) {
    return crq_unit(crq_chance(run->plan->seed, purpose), (uint32_t)index, slot);
}

/* The intact stone in world length: springs must not move while the crown breaks. */
CRQ_PACKET crq_f8 stone_at(const struct run *run, struct crq_v8 world) {
    struct crq_v8 own = crq_massif_inside(run->massif, world);
    crq_f8 d;
    crq_massif_rough(run->massif, &own, true, &d);
    return d * run->massif->size;
}

/* Grains start on a ring about the summit and are moved in until they touch. */
CRQ_PACKET struct grains let_go(const struct run *run, int group) {
    const struct crq_massif *m = run->massif;
    static const char *const purpose = "mountains: spring";
    int spring = group % SPRINGS;
    float base = crq_atan2_turns(-0.36f, run->plan->side * 0.93f);
    float angle = base + (((float)spring + 0.5f) / SPRINGS - 0.5f) * 0.398f +
                  (roll(run, purpose, spring, 0) - 0.5f) * 0.032f;
    float height = crq_mix(0.54f, 0.92f, roll(run, purpose, spring, 1));
    float scatter = crq_mix(0.07f, 0.20f, roll(run, purpose, spring, 2)) * 0.318f;
    struct grains g;
    for (int l = 0; l < 8; l++) {
        struct crq_chance chance = crq_chance(run->plan->seed, "mountains: grain");
        uint32_t index = (uint32_t)(group * 8 + l);
        float around = angle + scatter * 0.5f * crq_normal(chance, index, 0);
        float up = m->top * (height + crq_between(chance, index, 1, -0.05f, 0.05f));
        g.place.x[l] = run->peak[0] + 1.2f * m->size * crq_cos_turns(around);
        g.place.y[l] = m->centre[1] + up * m->size;
        g.place.z[l] = run->peak[2] + 1.2f * m->size * crq_sin_turns(around);
        g.weight[l] = crq_between(chance, index, 2, 0.35f, 1.0f);
        g.speed.x[l] = crq_between(chance, index, 3, 0.5f, 1.2f);
        g.speed.y[l] = crq_between(chance, index, 4, 0.55f, 1.15f);
        g.pull[l] = crq_between(chance, index, 5, 0.72f, 1.27f);
        float off = crq_unit(chance, index, 6);
        g.clearance[l] = crq_mix(NEAREST, FARTHEST, off * off);
    }
    struct crq_v8 in = {
        run->peak[0] - g.place.x, crq_f8_all(0.0f), run->peak[2] - g.place.z};
    in = crq_v8_unit(in);
    for (int i = 0; i < 60; i++) {
        g.place = crq_v8_add(g.place, in, stone_at(run, g.place) * 0.9f);
    }
    crq_f8 dx = g.place.x - run->peak[0];
    crq_f8 dz = g.place.z - run->peak[2];
    crq_f8 far = crq_f8_sqrt(dx * dx + dz * dz);
    crq_f8 gap = stone_at(run, g.place);
    crq_f8 hop = g.speed.x / (far + 0.05f);
    g.speed.x = dx * hop;
    g.speed.z = dz * hop;
    for (int l = 0; l < 8; l++) {
        /* a spring must lie on the crown itself */
        if (gap[l] > 0.25f || far[l] > 0.62f * m->size) {
            g.weight[l] = 0.0f;
        }
    }
    return g;
}

/* Two scales of wind, gravity, and a leash that keeps the fall by the massif. */
CRQ_PACKET struct crq_v8 carried(
    const struct run *run, const struct grains *g, crq_f8 under) {
    const struct crq_massif *m = run->massif;
    uint32_t noise = run->plan->noise + 500;
    struct crq_v8 p = g->place;
    crq_f8 wide_x = crq_f8_lattice3(p.x * 0.22f, p.y * 0.13f, p.z * 0.22f, noise + 1);
    crq_f8 wide_z =
        crq_f8_lattice3(p.x * 0.22f + 9.0f, p.y * 0.13f, p.z * 0.22f, noise + 2);
    crq_f8 small_x = crq_f8_lattice3(p.x * 0.9f, p.y * 0.5f, p.z * 0.9f, noise + 3);
    crq_f8 small_z =
        crq_f8_lattice3(p.x * 0.9f + 4.0f, p.y * 0.5f, p.z * 0.9f, noise + 4);
    crq_f8 dx = p.x - m->centre[0];
    crq_f8 dz = p.z - m->centre[2];
    crq_f8 far = crq_f8_sqrt(dx * dx + dz * dz);
    crq_f8 leash = crq_f8_saturate(far * (1.0f / m->size) - 0.80f) * 2.6f *
                   (1.0f - under) / (far + 0.1f);
    return (struct crq_v8){
        wide_x * 1.0f + small_x * 1.0f + run->plan->side * 0.55f - dx * leash,
        -GRAVITY - small_x * 0.55f,
        wide_z * 1.35f + small_z * 1.2f - 0.16f - dz * leash};
}

/* Below the belly: inwards and around, then held in the plane of the vortex. */
CRQ_PACKET void drain(
    const struct run *run, struct grains *g, crq_f8 under, struct crq_v8 *force) {
    const float *vortex = run->plan->vortex;
    float side = run->plan->side;
    crq_f8 dx = vortex[0] - g->place.x;
    crq_f8 dz = vortex[2] - g->place.z;
    crq_f8 far = crq_f8_sqrt(dx * dx + dz * dz) + 1e-3f;
    crq_f8 pull = under * 7.5f * crq_f8_saturate(far * 0.06f) * g->pull / far;
    crq_f8 above = g->place.y - vortex[1];
    crq_f8 brake = 1.0f - crq_f8_saturate((9.0f - above) * 0.12f) * 0.034f;
    g->speed.x *= brake;
    g->speed.z *= brake;
    force->x += (dx * 0.93f - dz * (side * 0.62f)) * pull;
    force->z += (dz * 0.93f + dx * (side * 0.62f)) * pull;
    crq_f8 high = crq_f8_saturate(above * 0.16f);
    crq_f8 lift = crq_f8_min(above, crq_f8_all(0.0f)) * 0.5f;
    force->y = force->y * (1.0f - under * (1.0f - 0.62f * high)) - under * lift;
    g->speed.y *= 1.0f - under * (1.0f - high) * 0.06f;
}

/* Pushes grains out of the stone and takes the speed they had into it. */
CRQ_PACKET void slide(const struct run *run, struct grains *g) {
    crq_f8 d = stone_at(run, g->place);
    crq_i8 touching = d < g->clearance;
    if (!crq_i8_any(touching)) {
        return;
    }
    const float e = 0.06f;
    struct crq_v8 p = g->place;
    struct crq_v8 n = crq_v8_unit(
        (struct crq_v8){stone_at(run, (struct crq_v8){p.x + e, p.y, p.z}) - d,
            stone_at(run, (struct crq_v8){p.x, p.y + e, p.z}) - d,
            stone_at(run, (struct crq_v8){p.x, p.y, p.z + e}) - d});
    crq_f8 none = crq_f8_all(0.0f);
    crq_f8 out = crq_f8_pick(touching,
        crq_f8_min(crq_f8_max(g->clearance - d, none), crq_f8_all(0.06f)), none);
    g->place = crq_v8_add(p, n, out);
    crq_f8 inward = crq_f8_min(crq_v8_dot(g->speed, n), none) * -1.28f;
    g->speed = crq_v8_add(g->speed, n, crq_f8_pick(touching, inward, none));
    crq_f8 rub =
        crq_f8_pick(touching, crq_f8_all(1.0f - 0.9f * STEP), crq_f8_all(1.0f));
    g->speed = crq_v8_scale(g->speed, rub);
}

/* Whether eight rays from points of the paths meet the stone. */
CRQ_PACKET crq_i8 meets_stone(
    const struct run *run, struct crq_v8 from, struct crq_v8 ahead) {
    crq_f8 t = crq_f8_all(0.25f);
    crq_i8 met = crq_i8_mask(false);
    for (int step = 0; step < 22; step++) {
        crq_f8 d = stone_at(run, crq_v8_add(from, ahead, t));
        met |= d < 0.015f;
        t += crq_f8_max(d, crq_f8_all(0.08f));
    }
    return met;
}

/* How well the way to the belly is seen, up to 1, at ten points: before the sky it
 * counts more than twice as much as before the stone, where it hides what it should
 * adorn; what the stone hides counts against it. */
CRQ_PACKET void see(const struct run *run, struct crq_path *paths, float seen[8]) {
    float belly = run->massif->centre[1] - 1.1f * run->massif->size;
    for (int l = 0; l < 8; l++) {
        seen[l] = 0.0f;
    }
    for (int k = 1; k <= 10; k++) {
        struct crq_v8 p;
        for (int l = 0; l < 8; l++) {
            int last = paths[l].count - 1;
            while (last > 1 && paths[l].points[last][1] < belly) {
                last--;
            }
            const float *point = paths[l].points[last * k / 10];
            p.x[l] = point[0];
            p.y[l] = point[1];
            p.z[l] = point[2];
        }
        struct crq_v8 ahead = crq_v8_unit(p);
        crq_i8 backed = meets_stone(run, p, ahead);
        crq_i8 hidden = meets_stone(run, p, crq_v8_scale(ahead, crq_f8_all(-1.0f)));
        for (int l = 0; l < 8; l++) {
            seen[l] += hidden[l] ? -0.06f : backed[l] ? 0.02f : 0.1f;
        }
    }
}

/* First place on a path, 0..1, that lies below a height. */
static float first_below(const struct crq_path *path, float height) {
    int k = 0;
    while (k < path->count - 1 && path->points[k][1] > height) {
        k++;
    }
    return (float)k / (float)MAX(path->count - 1, 1);
}

CRQ_WIDE static void run_groups(void *context, int first, int last) {
    const struct run *run = context;
    const float *vortex = run->plan->vortex;
    float belly = run->massif->centre[1] - 0.45f * run->massif->size;
    for (int group = first; group < last; group++) {
        struct crq_path *paths = run->plan->fall.paths + group * 8;
        struct grains g = let_go(run, group);
        bool done[8] = {false};
        for (int step = 0; step < STEPS; step++) {
            for (int l = 0; l < 8; l++) {
                if (done[l]) {
                    continue;
                }
                float *point = paths[l].points[paths[l].count++];
                point[0] = g.place.x[l];
                point[1] = g.place.y[l];
                point[2] = g.place.z[l];
                float dx = point[0] - vortex[0];
                float dz = point[2] - vortex[2];
                done[l] = point[1] < vortex[1] - 3.0f || dx * dx + dz * dz < 9.0f;
            }
            crq_f8 under = crq_f8_saturate((belly - g.place.y) * 0.10f);
            struct crq_v8 force = carried(run, &g, under);
            drain(run, &g, under, &force);
            g.speed = crq_v8_add(g.speed, force, crq_f8_all(STEP));
            g.speed = crq_v8_scale(g.speed, crq_f8_all(1.0f - DRAG * STEP));
            g.place = crq_v8_add(g.place, g.speed, crq_f8_all(STEP));
            slide(run, &g);
        }
        float seen[8];
        see(run, paths, seen);
        for (int l = 0; l < 8; l++) {
            float late = first_below(&paths[l], belly) * (float)paths[l].count;
            float flows = 1.02f - crq_smoothstep(LATE, 2.0f * LATE, late);
            float shown = MAX(seen[l], 0.0f);
            paths[l].weight = g.weight[l] * flows * (0.02f + shown * shown);
            paths[l].enters = first_below(&paths[l], CRQ_SEA_LEVEL - 1.0f);
            /* one that never arrives must fade, too */
            paths[l].lands = MIN(first_below(&paths[l], vortex[1] + 3.0f), 0.68f);
        }
    }
}

/* Groups are independent, so the crew may run them in any order. */
void crq_fall_run(struct crq_mountains *m, const struct crq_crew *crew) {
    struct crq_fall *fall = &m->fall;
    const struct crq_massif *massif = &m->massifs[CRQ_MAIN];
    fall->count = GROUPS * 8;
    fall->paths = g_new0(struct crq_path, fall->count);
    fall->reached = g_new0(float, fall->count + 1);
    float(*points)[3] = g_malloc_n((gsize)fall->count * STEPS, sizeof *points);
    for (int i = 0; i < fall->count; i++) {
        fall->paths[i].points = points + (size_t)i * STEPS;
    }
    struct run run = {.plan = m, .massif = massif};
    float px = massif->peak_x * massif->yaw_cos - massif->peak_z * massif->yaw_sin;
    float pz = massif->peak_x * massif->yaw_sin + massif->peak_z * massif->yaw_cos;
    run.peak[0] = massif->centre[0] + px * massif->size;
    run.peak[1] = massif->centre[1] + massif->top * massif->size;
    run.peak[2] = massif->centre[2] + pz * massif->size;
    struct crq_crew groups = {crew->threads, 2};
    crq_strips(&groups, GROUPS, run_groups, &run);
    crq_fall_gather(m);
    crq_fall_light(m, run.peak);
}

void crq_fall_finish(struct crq_fall *fall) {
    if (fall->paths) {
        g_free(fall->paths[0].points);
    }
    g_free(fall->paths);
    g_free(fall->reached);
}
