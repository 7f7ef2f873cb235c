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
        .sway = 0.024 / (1 + attempt),
        .waves = 2.0,
        .step = 0.010,
        .seed = seed,
    };
}

/* The first pair, end to end through the hub, makes the hub a corner. */
static int32_t cut_pair(struct crq_planar *plane, const struct crq_blow *blow,
    const double turns[2], uint32_t seed) {
    const struct crq_piece *all = crq_planar_piece(plane, 0);
    struct crq_rim rims[2];
    double points[2 * (2 * ROOM + 1)];
    double arm[2 * ROOM];
    uint32_t count = 0;
    for (int side = 0; side < 2; side++) {
        double dx = crq_cos_turns_d(turns[side]);
        double dy = crq_sin_turns_d(turns[side]);
        if (!crq_planar_cast(plane, all, blow->x, blow->y, dx, dy, &rims[side])) {
            return -1;
        }
        struct crq_path path = line(
            blow->x, blow->y, rims[side].x, rims[side].y, seed + (uint32_t)side, 0);
        uint32_t inner = crq_path_draw(&path, arm, ROOM);
        for (uint32_t i = 0; side == 0 && i < inner; i++) {
            points[2 * i] = arm[2 * (inner - 1 - i)];
            points[2 * i + 1] = arm[2 * (inner - 1 - i) + 1];
        }
        if (side == 0) {
            points[2 * inner] = blow->x;
            points[2 * inner + 1] = blow->y;
            count = inner + 1;
        } else {
            memcpy(points + 2 * count, arm, 2 * inner * sizeof *arm);
            count += inner;
        }
    }
    int32_t stroke = crq_planar_split(plane, 0, rims[0], rims[1], points, count, 0);
    for (uint32_t i = 0; stroke >= 0 && i < plane->corners->len; i++) {
        struct crq_corner *corner = crq_planar_corner(plane, i);
        if (corner->x == blow->x && corner->y == blow->y) {
            corner->joint = true;
            return (int32_t)i;
        }
    }
    return -1;
}

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

/* A blow from outside: one line across whatever piece holds a point of the canvas. */
static void cut_across(struct crq_planar *plane, const struct crq_blow *blow, double x,
    double y, uint32_t seed) {
    double dx = x - blow->x;
    double dy = y - blow->y;
    double length = sqrt(dx * dx + dy * dy);
    dx /= length;
    dy /= length;
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
                crq_planar_split(plane, i, from, to, points, count, 0);
                return;
            }
        }
        return;
    }
}

int32_t crq_divide_radials(struct crq_planar *plane, const struct crq_blow *blow) {
    struct crq_chance chance = crq_chance(blow->seed, "glass radials");
    uint32_t seed = crq_bits(chance, 0, 0);
    float spare = crq_unit(chance, 0, 1);
    int count = (int)(6.0 + 17.0 * blow->force + 3.0 * (double)spare);
    count = count > RADIALS ? RADIALS : count;
    if (!lands_inside(blow)) {
        for (int i = 0; i < count / 3 + 1; i++) {
            float x = crq_unit(chance, (uint32_t)i + 1, 2);
            float y = crq_unit(chance, (uint32_t)i + 1, 3);
            cut_across(plane, blow, (double)x * blow->across, (double)y * blow->down,
                seed + 1000 * (uint32_t)i);
        }
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
    return hub;
}
