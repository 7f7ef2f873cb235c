/* Splitting of pieces, with T joints let into everything they touch. */
#include "wound/planar.h"

#include <math.h>

static uint32_t loop_at(const struct crq_piece *piece, uint32_t i) {
    return g_array_index(piece->loop, uint32_t, i % piece->loop->len);
}

/* The longer principal axis of the area's second moments. */
static void find_axis(struct crq_piece *piece, double xx, double xy, double yy) {
    double mean = (xx + yy) / 2.0;
    double half = (xx - yy) / 2.0;
    double radius = sqrt(half * half + xy * xy);
    double ax = half >= 0.0 ? half + radius : xy;
    double ay = half >= 0.0 ? xy : radius - half;
    double length = sqrt(ax * ax + ay * ay);
    piece->axis[0] = length > 0.0 ? ax / length : 1.0;
    piece->axis[1] = length > 0.0 ? ay / length : 0.0;
    piece->spread[0] = sqrt(fmax(mean + radius, 0.0));
    piece->spread[1] = sqrt(fmax(mean - radius, 0.0));
}

static void measure_moments(const struct crq_planar *plane, struct crq_piece *piece) {
    double xx = 0.0;
    double xy = 0.0;
    double yy = 0.0;
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        const struct crq_corner *p = crq_piece_corner(plane, piece, i);
        const struct crq_corner *q = crq_piece_corner(plane, piece, i + 1);
        double px = p->x - piece->x;
        double py = p->y - piece->y;
        double qx = q->x - piece->x;
        double qy = q->y - piece->y;
        double w = px * qy - qx * py;
        xx += w * (px * px + px * qx + qx * qx) / 12.0;
        yy += w * (py * py + py * qy + qy * qy) / 12.0;
        xy += w * (2.0 * px * py + px * qy + qx * py + 2.0 * qx * qy) / 24.0;
    }
    double area = fmax(piece->area, 1e-30);
    find_axis(piece, xx / area, xy / area, yy / area);
}

/* About the first corner, so that small pieces far from the origin keep their digits.
 */
static void measure(const struct crq_planar *plane, struct crq_piece *piece) {
    const struct crq_corner *o = crq_piece_corner(plane, piece, 0);
    double area = 0.0;
    double x = 0.0;
    double y = 0.0;
    piece->low[0] = piece->low[1] = HUGE_VAL;
    piece->high[0] = piece->high[1] = -HUGE_VAL;
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        const struct crq_corner *p = crq_piece_corner(plane, piece, i);
        const struct crq_corner *q = crq_piece_corner(plane, piece, i + 1);
        double w = (p->x - o->x) * (q->y - o->y) - (q->x - o->x) * (p->y - o->y);
        area += w / 2.0;
        x += (p->x + q->x - 2.0 * o->x) * w / 6.0;
        y += (p->y + q->y - 2.0 * o->y) * w / 6.0;
        piece->low[0] = fmin(piece->low[0], p->x);
        piece->low[1] = fmin(piece->low[1], p->y);
        piece->high[0] = fmax(piece->high[0], p->x);
        piece->high[1] = fmax(piece->high[1], p->y);
    }
    piece->area = area;
    piece->x = o->x + (area > 0.0 ? x / area : 0.0);
    piece->y = o->y + (area > 0.0 ? y / area : 0.0);
    measure_moments(plane, piece);
}

static uint32_t add_corner(struct crq_planar *plane, double x, double y, bool joint) {
    struct crq_corner corner = {.x = x, .y = y, .joint = joint};
    g_array_append_val(plane->corners, corner);
    return plane->corners->len - 1;
}

void crq_planar_init(struct crq_planar *plane, double across, double down) {
    plane->corners = g_array_new(FALSE, FALSE, sizeof(struct crq_corner));
    plane->pieces = g_array_new(FALSE, FALSE, sizeof(struct crq_piece));
    plane->strokes = g_array_new(FALSE, FALSE, sizeof(struct crq_stroke));
    struct crq_piece all = {
        .loop = g_array_new(FALSE, FALSE, sizeof(uint32_t)), .parent = -1};
    const double xs[4] = {0.0, across, across, 0.0};
    const double ys[4] = {0.0, 0.0, down, down};
    for (int i = 0; i < 4; i++) {
        uint32_t corner = add_corner(plane, xs[i], ys[i], true);
        g_array_append_val(all.loop, corner);
    }
    measure(plane, &all);
    g_array_append_val(plane->pieces, all);
}

void crq_planar_finish(struct crq_planar *plane) {
    for (uint32_t i = 0; i < plane->pieces->len; i++) {
        g_array_free(crq_planar_piece(plane, i)->loop, TRUE);
    }
    for (uint32_t i = 0; i < plane->strokes->len; i++) {
        g_array_free(crq_planar_stroke(plane, i)->line, TRUE);
    }
    g_array_free(plane->corners, TRUE);
    g_array_free(plane->pieces, TRUE);
    g_array_free(plane->strokes, TRUE);
}

bool crq_planar_inside(
    const struct crq_planar *plane, const struct crq_piece *piece, double x, double y) {
    bool inside = false;
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        const struct crq_corner *p = crq_piece_corner(plane, piece, i);
        const struct crq_corner *q = crq_piece_corner(plane, piece, i + 1);
        if ((p->y > y) != (q->y > y) &&
            x < (q->x - p->x) * (y - p->y) / (q->y - p->y) + p->x) {
            inside = !inside;
        }
    }
    return inside;
}

/* Puts the rim inside its edge, at least a sliver away from both ends. */
static void place_rim(const struct crq_planar *plane, const struct crq_piece *piece,
    double along, struct crq_rim *rim) {
    const struct crq_corner *p = crq_piece_corner(plane, piece, rim->edge);
    const struct crq_corner *q = crq_piece_corner(plane, piece, rim->edge + 1);
    double length = sqrt((q->x - p->x) * (q->x - p->x) + (q->y - p->y) * (q->y - p->y));
    double margin = fmin(length < 0.004 ? 0.3 : 0.0015 / length, 0.45);
    along = fmin(fmax(along, margin), 1.0 - margin);
    rim->corner = -1;
    rim->x = p->x + (q->x - p->x) * along;
    rim->y = p->y + (q->y - p->y) * along;
}

bool crq_planar_cast(const struct crq_planar *plane, const struct crq_piece *piece,
    double x, double y, double dx, double dy, struct crq_rim *rim) {
    double nearest = HUGE_VAL;
    double along = 0.0;
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        const struct crq_corner *p = crq_piece_corner(plane, piece, i);
        const struct crq_corner *q = crq_piece_corner(plane, piece, i + 1);
        double ex = q->x - p->x;
        double ey = q->y - p->y;
        double cross = dx * ey - dy * ex;
        if (fabs(cross) < 1e-14) {
            continue;
        }
        double distance = ((p->x - x) * ey - (p->y - y) * ex) / cross;
        double u = ((p->x - x) * dy - (p->y - y) * dx) / cross;
        if (distance > 1e-7 && u >= 0.0 && u <= 1.0 && distance < nearest) {
            nearest = distance;
            along = u;
            rim->edge = i;
        }
    }
    if (nearest < HUGE_VAL) {
        place_rim(plane, piece, along, rim);
    }
    return nearest < HUGE_VAL;
}

/* Lets a corner into the ring or line wherever a and b are neighbours. */
static void let_between(GArray *chain, bool ring, uint32_t a, uint32_t b, uint32_t c) {
    uint32_t count = ring ? chain->len : chain->len - 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t p = g_array_index(chain, uint32_t, i);
        uint32_t q = g_array_index(chain, uint32_t, (i + 1) % chain->len);
        if ((p == a && q == b) || (p == b && q == a)) {
            g_array_insert_val(chain, i + 1, c);
            return;
        }
    }
}

/* The corner at a rim, made and let into both neighbours and the stroke when new. */
static uint32_t take_corner(
    struct crq_planar *plane, uint32_t a, uint32_t b, struct crq_rim rim) {
    if (rim.corner >= 0) {
        struct crq_corner *met = crq_planar_corner(plane, (uint32_t)rim.corner);
        met->crossed = met->joint;
        met->joint = true;
        return (uint32_t)rim.corner;
    }
    uint32_t corner = add_corner(plane, rim.x, rim.y, true);
    for (uint32_t i = 0; i < plane->pieces->len; i++) {
        struct crq_piece *piece = crq_planar_piece(plane, i);
        if (rim.x >= piece->low[0] - 1e-9 && rim.x <= piece->high[0] + 1e-9 &&
            rim.y >= piece->low[1] - 1e-9 && rim.y <= piece->high[1] + 1e-9) {
            let_between(piece->loop, true, a, b, corner);
        }
    }
    for (uint32_t i = 0; i < plane->strokes->len; i++) {
        let_between(crq_planar_stroke(plane, i)->line, false, a, b, corner);
    }
    return corner;
}

static uint32_t position(const struct crq_piece *piece, uint32_t corner) {
    for (uint32_t i = 0; i < piece->loop->len; i++) {
        if (loop_at(piece, i) == corner) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* The border from one corner around to another, both included. */
static GArray *border_between(
    const struct crq_piece *piece, uint32_t from, uint32_t to) {
    GArray *loop = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t i = position(piece, from);; i++) {
        uint32_t corner = loop_at(piece, i);
        g_array_append_val(loop, corner);
        if (corner == to) {
            return loop;
        }
    }
}

static GArray *draw_line(struct crq_planar *plane, uint32_t a, uint32_t b,
    const double *path, uint32_t count) {
    GArray *line = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_array_append_val(line, a);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t corner = add_corner(plane, path[2 * i], path[2 * i + 1], false);
        g_array_append_val(line, corner);
    }
    g_array_append_val(line, b);
    return line;
}

static void part(struct crq_planar *plane, uint32_t index, GArray *line) {
    struct crq_piece *piece = crq_planar_piece(plane, index);
    uint32_t last = line->len - 1;
    uint32_t a = g_array_index(line, uint32_t, 0);
    uint32_t b = g_array_index(line, uint32_t, last);
    struct crq_piece one = {.loop = border_between(piece, a, b)};
    struct crq_piece two = {.loop = border_between(piece, b, a)};
    for (uint32_t i = 1; i < last; i++) {
        g_array_append_val(one.loop, g_array_index(line, uint32_t, last - i));
        g_array_append_val(two.loop, g_array_index(line, uint32_t, i));
    }
    measure(plane, &one);
    measure(plane, &two);
    /* the larger part stays the shard it was; the smaller is its child */
    struct crq_piece *stays = one.area >= two.area ? &one : &two;
    struct crq_piece *leaves = stays == &one ? &two : &one;
    stays->parent = piece->parent;
    stays->generation = piece->generation;
    leaves->parent = (int32_t)index;
    leaves->generation = piece->generation + 1;
    g_array_free(piece->loop, TRUE);
    *piece = *stays;
    g_array_append_val(plane->pieces, *leaves);
}

int32_t crq_planar_split(struct crq_planar *plane, uint32_t index, struct crq_rim a,
    struct crq_rim b, const double *path, uint32_t count, int32_t generation) {
    struct crq_piece *piece = crq_planar_piece(plane, index);
    uint32_t a0 = loop_at(piece, a.edge);
    uint32_t a1 = loop_at(piece, a.edge + 1);
    uint32_t b0 = loop_at(piece, b.edge);
    uint32_t b1 = loop_at(piece, b.edge + 1);
    /* names of corners outlive what is let in between them, indices do not */
    bool same_edge = a.corner < 0 && b.corner < 0 && a.edge == b.edge;
    if (same_edge || (a.corner >= 0 && a.corner == b.corner)) {
        return -1;
    }
    uint32_t from = take_corner(plane, a0, a1, a);
    uint32_t to = take_corner(plane, b0, b1, b);
    struct crq_stroke stroke = {
        .line = draw_line(plane, from, to, path, count), .generation = generation};
    g_array_append_val(plane->strokes, stroke);
    part(plane, index, stroke.line);
    return (int32_t)plane->strokes->len - 1;
}
