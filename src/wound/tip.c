/* How a tip turns, wanders, meets and stops. */
#include "wound/tip.h"

#include "base/dmath.h"
#include "wound/seams.h"

enum { STEPS = 4000 };

struct runner {
    const struct crq_ground *ground;
    const struct crq_tip *tip;
    struct crq_way *way;
    double x, y, dx, dy;
    double swerve; /* an Ornstein-Uhlenbeck walk of the heading */
    double step, length;
};

void crq_way_init(struct crq_way *way) {
    way->points = g_array_new(FALSE, FALSE, sizeof(struct crq_point));
    way->contacts = g_array_new(FALSE, FALSE, sizeof(struct crq_contact));
    way->end = CRQ_NODE_END;
}

void crq_way_finish(struct crq_way *way) {
    g_array_free(way->points, TRUE);
    g_array_free(way->contacts, TRUE);
}

static double unit(uint32_t bits) {
    return (double)(bits >> 8) * (1.0 / 16777216.0);
}

static void put_point(struct crq_way *way, double x, double y) {
    struct crq_point point = {.x = x, .y = y, .node = -1};
    g_array_append_val(way->points, point);
}

/* Turns towards the way of least tension across, and wanders. Returns the tension
 * across the new heading. */
static double turn(struct runner *r, const uint32_t bits[4]) {
    const struct crq_style_row *style = r->ground->layer->style;
    struct crq_tensor tensor = crq_tension_at(r->ground->tension, r->x, r->y);
    struct crq_pull pull = crq_tensor_pull(tensor);
    double side = pull.x * r->dx + pull.y * r->dy < 0.0 ? -1.0 : 1.0;
    double clear = (pull.most - pull.least) / (pull.most + pull.least + 1e-9);
    double follow = fmin(style->turning * clear, 0.5);
    double normal = (unit(bits[0]) + unit(bits[1]) + unit(bits[2]) - 1.5) * 2.0;
    r->swerve = 0.55 * r->swerve + 0.10 * r->tip->rough * normal;
    double x = r->dx + follow * (side * pull.x - r->dx);
    double y = r->dy + follow * (side * pull.y - r->dy);
    double sx = x - y * r->swerve;
    double sy = y + x * r->swerve;
    double length = sqrt(sx * sx + sy * sy);
    r->dx = sx / length;
    r->dy = sy / length;
    return crq_tensor_across(tensor, r->dx, r->dy);
}

/* Whether a way has passed close by, its last few points (of its own) left out. */
static bool passed(
    const struct crq_way *way, uint32_t spare, double x, double y, double near) {
    const struct crq_point *p = (const struct crq_point *)(void *)way->points->data;
    for (uint32_t i = 0; i + spare < way->points->len; i++) {
        double dx = p[i].x - x;
        double dy = p[i].y - y;
        if (dx * dx + dy * dy < near * near) {
            return true;
        }
    }
    return false;
}

static bool leaves_canvas(struct runner *r, double x, double y) {
    const struct crq_layer *layer = r->ground->layer;
    if (x > 0.0 && y > 0.0 && x < layer->across && y < layer->down) {
        return false;
    }
    double part = 1.0;
    part = x <= 0.0 ? fmin(part, r->x / (r->x - x)) : part;
    part = y <= 0.0 ? fmin(part, r->y / (r->y - y)) : part;
    part = x >= layer->across ? fmin(part, (layer->across - r->x) / (x - r->x)) : part;
    part = y >= layer->down ? fmin(part, (layer->down - r->y) / (y - r->y)) : part;
    part = fmax(part, 0.0);
    double bx = fmin(fmax(r->x + part * (x - r->x), 0.0), layer->across);
    double by = fmin(fmax(r->y + part * (y - r->y), 0.0), layer->down);
    put_point(r->way, bx, by);
    r->way->end = CRQ_NODE_BORDER;
    return true;
}

/* Ends on the crack that lies ahead, or jumps it; false when it ends. */
static bool meet(struct runner *r, const struct crq_meeting *meeting, double chance) {
    const struct crq_style_row *style = r->ground->layer->style;
    double ahead = 1.35 * r->step * meeting->part;
    r->x += r->dx * ahead;
    r->y += r->dy * ahead;
    put_point(r->way, r->x, r->y);
    bool jumps = chance < style->crossing;
    struct crq_contact contact = {r->way->points->len - 1, meeting->host,
        meeting->segment, meeting->along,
        jumps ? CRQ_NODE_CROSSING : CRQ_NODE_ABUTMENT};
    g_array_append_val(r->way->contacts, contact);
    r->way->end = jumps ? CRQ_NODE_END : CRQ_NODE_ABUTMENT;
    return jumps;
}

/* Ends on an old seam: its metal is softer than the paint. */
static bool meet_seam(struct runner *r, double ahead) {
    const struct crq_seams *seams = r->ground->layer->seams;
    struct crq_meeting meeting;
    if (!seams || !crq_traces_meet(&seams->traces, r->x, r->y, r->x + r->dx * ahead,
                      r->y + r->dy * ahead, &meeting)) {
        return false;
    }
    ahead *= meeting.part;
    put_point(r->way, r->x + r->dx * ahead, r->y + r->dy * ahead);
    return true;
}

/* One step; false when the way ends. */
static bool advance(struct runner *r, uint32_t index) {
    const struct crq_layer *layer = r->ground->layer;
    uint32_t bits[4];
    crq_bits4(r->ground->chance, r->tip->crack, r->tip->slot + index, bits);
    double across = turn(r, bits);
    double fate = unit(bits[3]);
    /* a start in a narrow place must be given a chance to leave it */
    if (r->length > 0.15 * layer->unit && across < r->tip->arrest) {
        return false;
    }
    if (r->length > 0.3 * layer->unit && fate < r->tip->hazard * 0.075) {
        return false;
    }
    /* what has turned right round has left the tension it followed */
    if (r->dx * r->tip->dx + r->dy * r->tip->dy < -0.2) {
        return false;
    }
    /* a look a little further than a step, lest it stop just short of a crack */
    double ahead = 1.35 * r->step;
    struct crq_meeting meeting;
    if (crq_traces_meet(r->ground->traces, r->x, r->y, r->x + r->dx * ahead,
            r->y + r->dy * ahead, &meeting)) {
        return meet(r, &meeting, 1.0 - fate);
    }
    if (meet_seam(r, r->step)) {
        return false;
    }
    double x = r->x + r->dx * r->step;
    double y = r->y + r->dy * r->step;
    if (leaves_canvas(r, x, y)) {
        return false;
    }
    double near = 1.1 * r->step;
    if (passed(r->way, 8, x, y, near) ||
        (r->tip->other && index > 8 && passed(r->tip->other, 0, x, y, near))) {
        return false;
    }
    put_point(r->way, x, y);
    r->x = x;
    r->y = y;
    r->length += r->step;
    return true;
}

void crq_tip_run(
    const struct crq_ground *ground, const struct crq_tip *tip, struct crq_way *way) {
    struct runner runner = {.ground = ground,
        .tip = tip,
        .way = way,
        .x = tip->x,
        .y = tip->y,
        .dx = tip->dx,
        .dy = tip->dy,
        .step = crq_tip_step(ground->layer)};
    for (uint32_t i = 0; i < STEPS && advance(&runner, i); i++) {
    }
}
