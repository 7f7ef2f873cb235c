/* Radials: the first cracks of a blow, from its hub to the border. */
#include "base/chance.h"
#include "base/dmath.h"
#include "wound/divide.h"

enum { ROOM = 1024, RADIALS = 40, TRIES = 6 };

static bool lands_inside(const struct crq_blow *blow) {
    const double margin = 0.004;
    return blow->x > margin && blow->y > margin && blow->x < blow->across - margin &&
           blow->y < blow->down - margin;
}

/* A brittle, almost straight line; calmer with every try. */
static struct crq_path line(
    double x0, double y0, double x1, double y1, uint32_t seed, uint32_t attempt) {
    return (struct crq_path){
        .x0 = x0,
        .y0 = y0,
        .x1 = x1,
        .y1 = y1,
        .sway = 0.019 / (1 + attempt),
        .waves = 2.2,
        .step = 0.010,
        .seed = seed,
    };
}

/* Both arms of a line through the hub, end to end; returns the number of points. */
static uint32_t draw_pair(const struct crq_blow *blow, const struct crq_rim rims[2],
    uint32_t seed, uint32_t attempt, double *points) {
    double arm[2 * ROOM];
    struct crq_path path = line(blow->x, blow->y, rims[0].x, rims[0].y, seed, attempt);
    uint32_t first = crq_path_draw(&path, arm, ROOM);
    for (uint32_t i = 0; i < first; i++) {
        points[2 * i] = arm[2 * (first - 1 - i)];
        points[2 * i + 1] = arm[2 * (first - 1 - i) + 1];
    }
    points[2 * first] = blow->x;
    points[2 * first + 1] = blow->y;
    path = line(blow->x, blow->y, rims[1].x, rims[1].y, seed + 1, attempt);
    return first + 1 + crq_path_draw(&path, points + 2 * (first + 1), ROOM);
}

/* The first pair makes the hub a corner. */
static int32_t cut_pair(struct crq_planar *plane, const struct crq_blow *blow,
    const double turns[2], uint32_t seed) {
    const struct crq_piece *all = crq_planar_piece(plane, 0);
    struct crq_rim rims[2];
    for (int side = 0; side < 2; side++) {
        double dx = crq_cos_turns_d(turns[side]);
        double dy = crq_sin_turns_d(turns[side]);
        if (!crq_planar_cast(plane, all, blow->x, blow->y, dx, dy, &rims[side])) {
            return -1;
        }
    }
    double points[2 * (2 * ROOM + 1)];
    const struct crq_path ends = line(rims[0].x, rims[0].y, rims[1].x, rims[1].y, 0, 0);
    uint32_t count = 0;
    bool fits = false;
    for (uint32_t attempt = 0; attempt < TRIES && !fits; attempt++) {
        count = draw_pair(blow, rims, seed, attempt, points);
        fits = crq_path_fits(plane, all, &ends, points, count, 0.0);
    }
    if (!fits || crq_planar_split(plane, 0, rims[0], rims[1], points, count, 0) < 0) {
        return -1;
    }
    for (uint32_t i = 0; i < plane->corners->len; i++) {
        struct crq_corner *corner = crq_planar_corner(plane, i);
        if (corner->x == blow->x && corner->y == blow->y) {
            corner->joint = true;
            return (int32_t)i;
        }
    }
    return -1;
}

/* A radial from the hub through whatever piece lies there. */
static void cut_ray(struct crq_planar *plane, const struct crq_blow *blow, int32_t hub,
    double turn, uint32_t seed) {
    double dx = crq_cos_turns_d(turn);
    double dy = crq_sin_turns_d(turn);
    for (uint32_t i = 0; i < plane->pieces->len; i++) {
        const struct crq_piece *piece = crq_planar_piece(plane, i);
        const double near = 0.002;
        struct crq_rim from = {.corner = hub, .x = blow->x, .y = blow->y};
        struct crq_rim to;
        if (!crq_planar_inside(
                plane, piece, blow->x + near * dx, blow->y + near * dy) ||
            !crq_planar_cast(
                plane, piece, blow->x + near * dx, blow->y + near * dy, dx, dy, &to)) {
            continue;
        }
        double points[2 * ROOM];
        for (uint32_t attempt = 0; attempt < TRIES; attempt++) {
            struct crq_path path =
                line(blow->x, blow->y, to.x, to.y, seed + 97 * attempt, attempt);
            uint32_t count = crq_path_draw(&path, points, ROOM);
            if (crq_path_fits(plane, piece, &path, points, count, 0.0)) {
                crq_planar_split(plane, i, from, to, points, count, 0);
                return;
            }
        }
        return;
    }
}

/* A line both ways from a point, across whatever piece holds it. */
static void cut_across(
    struct crq_planar *plane, double x, double y, double dx, double dy, uint32_t seed) {
    for (uint32_t i = 0; i < plane->pieces->len; i++) {
        const struct crq_piece *piece = crq_planar_piece(plane, i);
        struct crq_rim from;
        struct crq_rim to;
        if (!crq_planar_inside(plane, piece, x, y) ||
            !crq_planar_cast(plane, piece, x, y, -dx, -dy, &from) ||
            !crq_planar_cast(plane, piece, x, y, dx, dy, &to)) {
            continue;
        }
        double points[2 * ROOM];
        for (uint32_t attempt = 0; attempt < TRIES; attempt++) {
            struct crq_path path = line(from.x, from.y, to.x, to.y, seed, attempt);
            uint32_t count = crq_path_draw(&path, points, ROOM);
            if (crq_path_fits(plane, piece, &path, points, count, 0.0)) {
                crq_planar_split(plane, i, from, to, points, count, 1);
                return;
            }
        }
        return;
    }
}

/* A blow from outside: lines from it through points of the canvas. */
static void cut_from_outside(
    struct crq_planar *plane, const struct crq_blow *blow, int count) {
    struct crq_chance chance = crq_chance(blow->seed, "glass lines");
    for (int i = 0; i < count; i++) {
        double x = (double)crq_unit(chance, (uint32_t)i, 0) * blow->across;
        double y = (double)crq_unit(chance, (uint32_t)i, 1) * blow->down;
        double dx = x - blow->x;
        double dy = y - blow->y;
        double length = fmax(sqrt(dx * dx + dy * dy), 1e-9);
        cut_across(
            plane, x, y, dx / length, dy / length, crq_bits(chance, (uint32_t)i, 2));
    }
}

/* Concentrics: from one radial to the next, in broken rings. A harder blow has less
 * time for them. */
static void cut_rings(struct crq_planar *plane, const struct crq_blow *blow,
    const double *turns, int count) {
    static const double radii[] = {0.085, 0.19, 0.36};
    static const double shares[] = {0.45, 0.50, 0.35};
    struct crq_chance chance = crq_chance(blow->seed, "glass rings");
    for (uint32_t ring = 0; ring < G_N_ELEMENTS(radii); ring++) {
        for (int i = 0; i < count; i++) {
            uint32_t slot = 8 * ring;
            float chosen = crq_unit(chance, (uint32_t)i, slot);
            double out = (double)crq_normal(chance, (uint32_t)i, slot + 1);
            double yaw = (double)crq_normal(chance, (uint32_t)i, slot + 2);
            double next = i + 1 < count ? turns[i + 1] : turns[0] + 1.0;
            double middle = (turns[i] + next) / 2.0;
            double far = radii[ring] * (1.0 + 0.14 * out);
            double cx = crq_cos_turns_d(middle);
            double cy = crq_sin_turns_d(middle);
            if ((double)chosen < shares[ring] * (1.25 - 0.5 * blow->force)) {
                double way = middle + 0.25 + 0.045 * yaw;
                cut_across(plane, blow->x + far * cx, blow->y + far * cy,
                    crq_cos_turns_d(way), crq_sin_turns_d(way),
                    crq_bits(chance, (uint32_t)i, slot + 3));
            }
        }
    }
}

int32_t crq_divide_radials(struct crq_planar *plane, const struct crq_blow *blow) {
    struct crq_chance chance = crq_chance(blow->seed, "glass radials");
    uint32_t seed = crq_bits(chance, 0, 0);
    float spare = crq_unit(chance, 0, 1);
    int count = (int)(6.0 + 17.0 * blow->force + 3.0 * (double)spare);
    count = count > RADIALS ? RADIALS : count;
    if (!lands_inside(blow)) {
        cut_from_outside(plane, blow, count / 3 + 1);
        return -1;
    }
    double turns[RADIALS];
    double first = (double)crq_unit(chance, 0, 2);
    for (int i = 0; i < count; i++) {
        double off = (double)crq_unit(chance, (uint32_t)i + 1, 0) - 0.5;
        turns[i] = first + (i + 0.85 * off) / count;
    }
    const double pair[2] = {turns[0], turns[count / 2]};
    int32_t hub = cut_pair(plane, blow, pair, seed);
    for (int i = 1; hub >= 0 && i < count; i++) {
        if (i != count / 2) {
            cut_ray(plane, blow, hub, turns[i], seed + 1000 * (uint32_t)i);
        }
    }
    if (hub >= 0) {
        cut_rings(plane, blow, turns, count);
    }
    return hub;
}
