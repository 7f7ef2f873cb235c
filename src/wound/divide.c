/* Division of the canvas by a blow: many cuts are tried, the likeliest is made. */
#include "wound/divide.h"

#include "base/chance.h"
#include "base/dmath.h"
#include "form/noise.h"

enum { ROOM = 512, CANDIDATES = 12, SHARDS = 700, SLOTS = 8 };

struct cut {
    struct crq_rim a, b;
    struct crq_path path;
    double points[2 * ROOM];
    uint32_t count;
    double score;
};

static double from_hub(const struct crq_blow *blow, double x, double y) {
    return sqrt((x - blow->x) * (x - blow->x) + (y - blow->y) * (y - blow->y));
}

/* A piece's size as cuts see it: of a long strip, no more than its breadth allows. */
static double size_of(const struct crq_piece *piece) {
    return fmin(sqrt(piece->area), 8.6 * piece->spread[1]);
}

/* How large a shard grows here: small by the hub, slabs far away. */
static double target_area(
    const struct crq_blow *blow, const struct crq_piece *piece, uint32_t index) {
    double far = from_hub(blow, piece->x, piece->y);
    double fineness = (double)crq_exp2((float)(2.6 * (0.5 - blow->force)));
    double reach = (double)crq_pow((float)(far / 0.60), 1.9f);
    struct crq_chance chance = crq_chance(blow->seed, "glass size");
    float odd = crq_exp(2.3f * (crq_unit(chance, index, 0) - 0.44f));
    double uneven = 1.0 + 0.5 * (double)crq_noise2((float)(piece->x * 2.3),
                                    (float)(piece->y * 2.3), crq_bits(chance, 0, 1));
    return 0.0295 * (0.15 + fmin(reach, 12.0)) * fineness * uneven * (double)odd;
}

static double excess(
    const struct crq_blow *blow, const struct crq_piece *piece, uint32_t index) {
    double slender = piece->spread[0] / fmax(piece->spread[1], 1e-9);
    double over = piece->area / target_area(blow, piece, index);
    over *= slender > 7.0 ? slender / 7.0 : 1.0;
    return piece->settled || piece->area < 2.2e-5 ? 0.0 : over;
}

/* The direction to cut in: daggers along the radius near the hub, else across the long
 * axis, more or less. */
static double choose_direction(const struct crq_blow *blow,
    const struct crq_piece *piece, const float u[4], double normal, double d[2]) {
    double slender = piece->spread[0] / fmax(piece->spread[1], 1e-9);
    double far = from_hub(blow, piece->x, piece->y);
    d[0] = -piece->axis[1];
    d[1] = piece->axis[0];
    if (slender < 1.25 && u[0] < 0.5f) {
        d[0] = piece->axis[0];
        d[1] = piece->axis[1];
    }
    double dagger = 0.85 * (double)crq_exp((float)(-far / 1.6));
    if (slender < 6.0 && (double)u[1] < dagger && far > 0.0) {
        d[0] = (piece->x - blow->x) / far;
        d[1] = (piece->y - blow->y) / far;
        return normal * 0.20 / CRQ_TAU;
    }
    if (slender < 3.2 && u[2] < 0.35f) {
        return ((double)u[3] * 2.0 - 1.0) * 0.8 / CRQ_TAU;
    }
    return normal * 0.27 / CRQ_TAU;
}

/* Inward normal of the border around an edge, smoothed over its neighbours. */
static void normal_at(const struct crq_planar *plane, const struct crq_piece *piece,
    uint32_t edge, double normal[2]) {
    uint32_t count = piece->loop->len;
    uint32_t wide = count / 4 < 2 ? count / 4 : 2;
    const struct crq_corner *a = crq_piece_corner(plane, piece, edge + count - wide);
    const struct crq_corner *b = crq_piece_corner(plane, piece, edge + 1 + wide);
    double x = b->x - a->x;
    double y = b->y - a->y;
    double length = fmax(sqrt(x * x + y * y), 1e-12);
    normal[0] = -y / length;
    normal[1] = x / length;
}

static double joint_distance(const struct crq_planar *plane,
    const struct crq_piece *piece, const struct cut *cut) {
    double nearest = HUGE_VAL;
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        const struct crq_corner *c = crq_piece_corner(plane, piece, i);
        if (c->joint && !(cut->a.corner >= 0 && c->x == cut->a.x && c->y == cut->a.y)) {
            double ax = c->x - cut->a.x;
            double ay = c->y - cut->a.y;
            double bx = c->x - cut->b.x;
            double by = c->y - cut->b.y;
            nearest = fmin(nearest, fmin(ax * ax + ay * ay, bx * bx + by * by));
        }
    }
    return sqrt(nearest);
}

/* The part of the piece's area on one side of the cut. */
static double share(const struct crq_planar *plane, const struct crq_piece *piece,
    const struct cut *cut) {
    double sum = 0.0;
    double x = cut->a.x;
    double y = cut->a.y;
    uint32_t border = (cut->a.edge + piece->loop->len - cut->b.edge) % piece->loop->len;
    for (uint32_t i = 0; i < cut->count + 2 + border; i++) {
        double nx = cut->a.x;
        double ny = cut->a.y;
        if (i < cut->count) {
            nx = cut->points[2 * i];
            ny = cut->points[2 * i + 1];
        } else if (i == cut->count) {
            nx = cut->b.x;
            ny = cut->b.y;
        } else if (i <= cut->count + border) {
            const struct crq_corner *c =
                crq_piece_corner(plane, piece, cut->b.edge + i - cut->count);
            nx = c->x;
            ny = c->y;
        }
        sum += (x - cut->a.x) * (ny - cut->a.y) - (nx - cut->a.x) * (y - cut->a.y);
        x = nx;
        y = ny;
    }
    return fabs(sum / 2.0) / piece->area;
}

/* A cut that does not fit is drawn again, calmer; calmer is less likely. */
static bool draw_cut(const struct crq_planar *plane, const struct crq_piece *piece,
    double clear, uint32_t seed, struct cut *cut) {
    double size = size_of(piece);
    cut->path = (struct crq_path){.x0 = cut->a.x,
        .y0 = cut->a.y,
        .x1 = cut->b.x,
        .y1 = cut->b.y,
        .lean = 0.16,
        .sway = 0.024,
        .waves = 1.1,
        .step = 0.010,
        .seed = seed};
    normal_at(plane, piece, cut->a.edge, cut->path.lean0);
    normal_at(plane, piece, cut->b.edge, cut->path.lean1);
    cut->path.lean1[0] *= -1.0;
    cut->path.lean1[1] *= -1.0;
    for (int attempt = 0; attempt < 3; attempt++) {
        cut->count = crq_path_draw(&cut->path, cut->points, ROOM);
        if (crq_path_fits(
                plane, piece, &cut->path, cut->points, cut->count, clear * size)) {
            return true;
        }
        cut->path.sway *= 0.4;
        cut->path.lean *= 0.5;
        cut->score += 0.3;
    }
    return false;
}

/* Sends a cut both ways through a point of the piece. */
static bool cast_through(const struct crq_planar *plane, const struct crq_piece *piece,
    const double at[2], double dx, double dy, struct cut *cut) {
    return crq_planar_cast(plane, piece, at[0], at[1], -dx, -dy, &cut->a) &&
           crq_planar_cast(plane, piece, at[0], at[1], dx, dy, &cut->b) &&
           cut->a.edge != cut->b.edge;
}

/* The hub as an index into the piece's loop; -1 when it is not on its border. */
static int64_t find_hub(const struct crq_planar *plane, const struct crq_blow *blow,
    const struct crq_piece *piece) {
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        const struct crq_corner *corner = crq_piece_corner(plane, piece, i);
        if (corner->x == blow->x && corner->y == blow->y) {
            return i;
        }
    }
    return -1;
}

/* Splits a dagger from the hub, through a point. Nowhere else does a cut start at a
 * joint: a crack stops at an older one, and what went on from there would fan out. */
static bool cast_from_hub(const struct crq_planar *plane, const struct crq_blow *blow,
    const struct crq_piece *piece, const double at[2], struct cut *cut) {
    int64_t hub = find_hub(plane, blow, piece);
    double dx = at[0] - blow->x;
    double dy = at[1] - blow->y;
    double length = sqrt(dx * dx + dy * dy);
    if (hub < 0 || length < 1e-6) {
        return false;
    }
    uint32_t count = piece->loop->len;
    uint32_t edge = (uint32_t)hub;
    uint32_t index = g_array_index(piece->loop, uint32_t, edge);
    cut->a = (struct crq_rim){(int32_t)index, edge, blow->x, blow->y};
    return crq_planar_cast(
               plane, piece, at[0], at[1], dx / length, dy / length, &cut->b) &&
           cut->b.edge != edge && cut->b.edge != (edge + count - 1) % count;
}

/* A random point about the middle of the piece. */
static void choose_point(
    const struct crq_piece *piece, const float u[3], double at[2]) {
    double along = piece->spread[0] * 0.71 * ((double)u[0] + (double)u[1] - 1.0);
    double aside = piece->spread[1] * 0.71 * ((double)u[2] * 2.0 - 1.0);
    at[0] = piece->x + piece->axis[0] * along - piece->axis[1] * aside;
    at[1] = piece->y + piece->axis[1] * along + piece->axis[0] * aside;
}

static bool aim(const struct crq_planar *plane, const struct crq_blow *blow,
    const struct crq_piece *piece, struct crq_chance chance, uint32_t index,
    uint32_t slot, struct cut *cut) {
    float u[8];
    for (uint32_t i = 0; i < 8; i++) {
        u[i] = crq_unit(chance, index, slot + i);
    }
    double at[2];
    choose_point(piece, u + 4, at);
    if (!crq_planar_inside(plane, piece, at[0], at[1])) {
        return false;
    }
    if (u[7] < 0.3f && cast_from_hub(plane, blow, piece, at, cut)) {
        return true;
    }
    double d[2];
    double normal = (double)crq_normal(chance, index, slot + 9);
    double turn = choose_direction(blow, piece, u, normal, d);
    double c = crq_cos_turns_d(turn);
    double s = crq_sin_turns_d(turn);
    return cast_through(
        plane, piece, at, d[0] * c - d[1] * s, d[0] * s + d[1] * c, cut);
}

/* Fills a cut and its score (less is better); false when it will not do. */
static bool try_cut(const struct crq_planar *plane, const struct crq_blow *blow,
    const struct crq_piece *piece, struct crq_chance chance, uint32_t index,
    uint32_t candidate, double ease, struct cut *cut) {
    uint32_t slot = candidate * 16;
    if (!aim(plane, blow, piece, chance, index, slot, cut)) {
        return false;
    }
    double size = size_of(piece);
    double dx = cut->b.x - cut->a.x;
    double dy = cut->b.y - cut->a.y;
    double chord = sqrt(dx * dx + dy * dy);
    double joint = joint_distance(plane, piece, cut);
    uint32_t seed = crq_bits(chance, index, slot + 10);
    float taste = crq_unit(chance, index, slot + 11);
    cut->score = 0.0;
    if (chord < 0.25 * size || joint < 0.12 * size * ease ||
        !draw_cut(plane, piece, 0.08 * ease, seed, cut)) {
        return false;
    }
    double part = share(plane, piece, cut);
    cut->score += 0.6 * fmax(0.0, 1.0 - joint / (0.4 * size));
    cut->score += 1.6 * crq_seams_beside(blow->seams, cut->points, cut->count);
    cut->score += 0.25 * (double)taste * chord / size + 0.3 * fabs(part - 0.5);
    return part >= 0.08 * ease && part <= 1.0 - 0.08 * ease;
}

/* The best of many cuts; when none will do, of more with easier rules, or large blanks
 * would stay. */
static bool split_piece(struct crq_planar *plane, const struct crq_blow *blow,
    uint32_t index, uint32_t turn) {
    struct crq_chance chance = crq_chance(blow->seed, "glass cuts");
    const struct crq_piece *piece = crq_planar_piece(plane, index);
    struct cut best = {.score = HUGE_VAL};
    struct cut cut;
    for (uint32_t i = 0; i < 3 * CANDIDATES; i++) {
        double ease = i < CANDIDATES ? 1.0 : i < 2 * CANDIDATES ? 0.6 : 0.25;
        if (i % CANDIDATES == 0 && best.score < HUGE_VAL) {
            break;
        }
        if (try_cut(plane, blow, piece, chance, turn, i, ease, &cut) &&
            cut.score < best.score) {
            best = cut;
        }
    }
    return best.score < HUGE_VAL &&
           crq_planar_split(plane, index, best.a, best.b, best.points, best.count,
               piece->generation + 1) >= 0;
}

int32_t crq_divide(struct crq_planar *plane, const struct crq_blow *blow) {
    int32_t hub = crq_divide_radials(plane, blow);
    for (uint32_t turn = 0; plane->pieces->len < SHARDS; turn++) {
        uint32_t largest = 0;
        double most = 1.0;
        for (uint32_t i = 0; i < plane->pieces->len; i++) {
            double over = excess(blow, crq_planar_piece(plane, i), i);
            if (over > most) {
                most = over;
                largest = i;
            }
        }
        if (most <= 1.0) {
            break;
        }
        if (!split_piece(plane, blow, largest, turn)) {
            crq_planar_piece(plane, largest)->settled = true;
        }
    }
    return hub;
}
