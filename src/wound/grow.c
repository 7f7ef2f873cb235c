/* Growth of craquelure: nucleate, run the tips, take the crack in, relieve. */
#include "wound/grow.h"

#include "base/dmath.h"
#include "wound/age.h"
#include "wound/seams.h"
#include "wound/tip.h"

enum { ATTEMPTS = 60000, CRACKS = 20000, STEP_SLOTS = 1 << 16 };

struct growth {
    const struct crq_layer *layer;
    struct crq_weft weft;
    GArray *contacts; /* of struct crq_touch */
    struct crq_tension *tension;
    struct crq_traces traces;
    struct crq_chance chance;
};

/* A crack that is about to be taken in. */
struct birth {
    double x, y;                    /* where it starts from */
    struct crq_way ways[2];         /* forwards and backwards */
    const struct crq_contact *root; /* where it leaves an older crack, or NULL */
    uint32_t seed_point;            /* where the start lies in the strand made of it */
};

static void append_way(GArray *points, const struct crq_way *way, bool backwards) {
    for (uint32_t i = 0; i < way->points->len; i++) {
        uint32_t k = backwards ? way->points->len - 1 - i : i;
        g_array_append_val(points, g_array_index(way->points, struct crq_point, k));
    }
}

/* Collects the contacts of both ways, counted along the whole crack. */
static GArray *gather_contacts(const struct birth *birth) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct crq_contact));
    uint32_t back = birth->ways[1].points->len;
    for (int w = 0; w < 2; w++) {
        const GArray *contacts = birth->ways[w].contacts;
        for (uint32_t i = 0; i < contacts->len; i++) {
            struct crq_contact contact = g_array_index(contacts, struct crq_contact, i);
            contact.point =
                w == 0 ? back + 1 + contact.point : back - 1 - contact.point;
            g_array_append_val(all, contact);
        }
    }
    if (birth->root) {
        struct crq_contact contact = *birth->root;
        contact.point = back;
        g_array_append_val(all, contact);
    }
    return all;
}

static const struct crq_contact *contact_at(const GArray *contacts, uint32_t point) {
    for (uint32_t i = 0; i < contacts->len; i++) {
        const struct crq_contact *contact =
            &g_array_index(contacts, struct crq_contact, i);
        if (contact->point == point) {
            return contact;
        }
    }
    return NULL;
}

/* Age of what an end leans on: an older crack, the border, nothing. */
static uint32_t age_of_end(
    const GArray *contacts, uint32_t point, enum crq_node_kind end) {
    const struct crq_contact *contact = contact_at(contacts, point);
    return contact                  ? contact->host
           : end == CRQ_NODE_BORDER ? UINT32_MAX - 1
                                    : UINT32_MAX;
}

static void reverse(GArray *points, GArray *contacts) {
    uint32_t count = points->len;
    for (uint32_t i = 0; i < count / 2; i++) {
        struct crq_point *a = &g_array_index(points, struct crq_point, i);
        struct crq_point *b = &g_array_index(points, struct crq_point, count - 1 - i);
        struct crq_point swapped = *a;
        *a = *b;
        *b = swapped;
    }
    for (uint32_t i = 0; i < contacts->len; i++) {
        struct crq_contact *contact = &g_array_index(contacts, struct crq_contact, i);
        contact->point = count - 1 - contact->point;
    }
}

static int32_t make_node(
    struct growth *growth, const struct crq_point *point, enum crq_node_kind kind) {
    return crq_weft_node(&growth->weft, point->x, point->y, 0.0, kind);
}

/* Gives both ends and all contacts their nodes, and the hosts their joints. */
static void tie(struct growth *growth, uint32_t strand, const GArray *contacts,
    enum crq_node_kind first, enum crq_node_kind last) {
    struct crq_strand *line = crq_weft_at(&growth->weft, strand);
    struct crq_point *points = crq_strand_points(line);
    for (uint32_t i = 0; i < contacts->len; i++) {
        struct crq_contact contact = g_array_index(contacts, struct crq_contact, i);
        struct crq_point *point = &points[contact.point];
        point->node = make_node(growth, point, contact.kind);
        if (contact.kind == CRQ_NODE_FORK) {
            struct crq_strand *host = crq_weft_at(&growth->weft, contact.host);
            crq_strand_points(host)[contact.segment].node = point->node;
        } else {
            struct crq_joint joint = {
                contact.host, contact.segment, contact.along, *point};
            g_array_append_val(growth->weft.joints, joint);
        }
        struct crq_touch touch = {strand, contact};
        g_array_append_val(growth->contacts, touch);
        int32_t older = crq_weft_at(&growth->weft, contact.host)->generation;
        if (contact.kind != CRQ_NODE_CROSSING && older >= line->generation) {
            line->generation = older + 1;
        }
    }
    uint32_t end = line->points->len - 1;
    const struct crq_contact *start = contact_at(contacts, 0);
    line->parent = start ? (int32_t)start->host : -1;
    if (points[0].node < 0) {
        points[0].node = make_node(growth, &points[0], first);
    }
    if (points[end].node < 0) {
        points[end].node = make_node(growth, &points[end], last);
    }
}

/* Takes a crack in, unless it is a mere chip; it starts at the older of its ends.
 * Returns its strand or -1. */
static int32_t take_in(struct growth *growth, struct birth *birth) {
    GArray *contacts = gather_contacts(birth);
    GArray *points = g_array_new(FALSE, FALSE, sizeof(struct crq_point));
    append_way(points, &birth->ways[1], true);
    struct crq_point seed = {.x = birth->x, .y = birth->y, .node = -1};
    g_array_append_val(points, seed);
    append_way(points, &birth->ways[0], false);
    birth->seed_point = birth->ways[1].points->len;
    struct crq_strand line = {.points = points};
    if (points->len < 3 || crq_strand_length(&line) < 0.15 * growth->layer->unit) {
        g_array_free(points, TRUE);
        g_array_free(contacts, TRUE);
        return -1;
    }
    enum crq_node_kind first = birth->ways[1].end;
    enum crq_node_kind last = birth->ways[0].end;
    uint32_t end = points->len - 1;
    if (age_of_end(contacts, end, last) < age_of_end(contacts, 0, first)) {
        reverse(points, contacts);
        birth->seed_point = end - birth->seed_point;
        first = birth->ways[0].end;
        last = birth->ways[1].end;
    }
    uint32_t strand = crq_weft_strand(&growth->weft);
    struct crq_strand *laid = crq_weft_at(&growth->weft, strand);
    g_array_append_vals(laid->points, points->data, points->len);
    tie(growth, strand, contacts, first, last);
    crq_traces_enter(&growth->traces, strand);
    crq_tension_relieve(
        growth->tension, (int32_t)strand, crq_strand_points(laid), laid->points->len);
    g_array_free(points, TRUE);
    g_array_free(contacts, TRUE);
    return (int32_t)strand;
}

static void rotate(double *x, double *y, double turns) {
    double c = crq_cos_turns_d(turns);
    double s = crq_sin_turns_d(turns);
    double rx = *x * c - *y * s;
    *y = *x * s + *y * c;
    *x = rx;
}

/* Runs a tip from a place, and a second one `back` turns from it unless that is 0, and
 * takes the crack in. */
static int32_t crack_from(struct growth *growth, struct crq_tip tip, double back,
    const struct crq_contact *root, uint32_t *seed_point) {
    struct crq_ground ground = {
        growth->layer, growth->tension, &growth->traces, growth->chance};
    struct birth birth = {.x = tip.x, .y = tip.y, .root = root};
    crq_way_init(&birth.ways[0]);
    crq_way_init(&birth.ways[1]);
    crq_tip_run(&ground, &tip, &birth.ways[0]);
    if (back > 0.0) {
        rotate(&tip.dx, &tip.dy, back);
        tip.slot += STEP_SLOTS;
        tip.other = &birth.ways[0];
        crq_tip_run(&ground, &tip, &birth.ways[1]);
    }
    int32_t strand = take_in(growth, &birth);
    *seed_point = birth.seed_point;
    crq_way_finish(&birth.ways[0]);
    crq_way_finish(&birth.ways[1]);
    return strand;
}

/* The third arm of a star leaves the seed point of the crack made of the other two. */
static void add_arm(
    struct growth *growth, struct crq_tip tip, int32_t strand, uint32_t seed_point) {
    struct crq_contact fork = {0, (uint32_t)strand, seed_point, 0.0, CRQ_NODE_FORK};
    tip.slot += 2 * STEP_SLOTS;
    crack_from(growth, tip, 0.0, &fork, &seed_point);
}

/* One crack where tension is greatest. */
static void nucleate(
    struct growth *growth, uint32_t attempt, uint32_t cell, double peak) {
    const struct crq_layer *layer = growth->layer;
    const struct crq_style_row *style = layer->style;
    struct crq_chance chance = crq_chance(layer->seed, "paint seeds");
    double jx = (double)crq_unit(chance, attempt, 0) - 0.5;
    double jy = (double)crq_unit(chance, attempt, 1) - 0.5;
    double yaw = (double)crq_normal(chance, attempt, 2);
    double stop = (double)crq_unit(chance, attempt, 3);
    double star = (double)crq_unit(chance, attempt, 4);
    struct crq_tip tip = {.crack = attempt,
        .hazard = style->hazard,
        .arrest = style->arrest * (0.5 + stop)};
    crq_tension_place(growth->tension, cell, &tip.x, &tip.y);
    tip.x = fmin(fmax(tip.x + jx * crq_tension_step(growth->tension), 1e-6),
        layer->across - 1e-6);
    tip.y = fmin(
        fmax(tip.y + jy * crq_tension_step(growth->tension), 1e-6), layer->down - 1e-6);
    /* where the pull is even a crack has no way of its own: it yaws, or starts as a
     * star */
    struct crq_pull pull =
        crq_tensor_pull(crq_tension_at(growth->tension, tip.x, tip.y));
    double even =
        1.0 - 2.5 * (pull.most - pull.least) / (pull.most + pull.least + 1e-9);
    even = fmax(even, 0.0);
    /* the first cracks run calmly */
    double calm = fmin(fmax((peak - style->until) / (1.0 - style->until), 0.0), 1.0);
    tip.rough = style->rough * (1.0 - 0.5 * calm);
    tip.dx = pull.x;
    tip.dy = pull.y;
    rotate(&tip.dx, &tip.dy, 0.35 / CRQ_TAU * yaw * even);
    uint32_t seed_point = 0;
    bool forks = star < style->forks * even * 3.0 && attempt > 2;
    double odd = 0.06 * (stop - 0.5);
    int32_t strand =
        crack_from(growth, tip, forks ? 1.0 / 3.0 + odd : 0.5, NULL, &seed_point);
    if (forks && strand >= 0) {
        rotate(&tip.dx, &tip.dy, -1.0 / 3.0 - odd);
        add_arm(growth, tip, strand, seed_point);
    }
}

/* One of `count` by a draw; rounding must not reach past the last. */
static uint32_t pick(float unit, uint32_t count) {
    uint32_t chosen = (uint32_t)((double)unit * count);
    return chosen < count ? chosen : count - 1;
}

/* A twig: late and short, from the side of any crack, it dies before it arrives. */
static void sprout(struct growth *growth, uint32_t index, uint32_t strands) {
    const struct crq_layer *layer = growth->layer;
    struct crq_chance chance = crq_chance(layer->seed, "paint twigs");
    uint32_t host = pick(crq_unit(chance, index, 0), strands);
    const struct crq_strand *line = crq_weft_at(&growth->weft, host);
    const struct crq_point *p = crq_strand_points(line);
    uint32_t segment = pick(crq_unit(chance, index, 1), line->points->len - 1);
    double dx = p[segment + 1].x - p[segment].x;
    double dy = p[segment + 1].y - p[segment].y;
    double length = sqrt(dx * dx + dy * dy);
    double side = crq_unit(chance, index, 2) < 0.5f ? -1.0 : 1.0;
    double yaw = (double)crq_normal(chance, index, 3);
    struct crq_tip tip = {
        .x = (p[segment].x + p[segment + 1].x) / 2.0,
        .y = (p[segment].y + p[segment + 1].y) / 2.0,
        .dx = -side * dy / length,
        .dy = side * dx / length,
        .rough = layer->style->rough,
        .hazard = 3.0,
        .crack = ATTEMPTS + index,
    };
    rotate(&tip.dx, &tip.dy, 0.05 * yaw);
    struct crq_contact root = {0, host, segment, 0.5, CRQ_NODE_ABUTMENT};
    uint32_t seed_point;
    crack_from(growth, tip, 0.0, &root, &seed_point);
}

/* Shot glass: a star of straight cracks first. */
static void strike(struct growth *growth) {
    const struct crq_layer *layer = growth->layer;
    struct crq_chance chance = crq_chance(layer->seed, "paint star");
    double first = (double)crq_unit(chance, 0, 0);
    const uint32_t arms = 13;
    for (uint32_t i = 0; i < arms; i++) {
        double odd = (double)crq_unit(chance, i + 1, 0) - 0.5;
        double hub = 0.02 * (0.4 + 0.6 * (double)crq_unit(chance, i + 1, 1));
        struct crq_tip tip = {.dx = 1.0,
            .crack = 2 * ATTEMPTS + i,
            .arrest = 0.05,
            .rough = layer->style->rough};
        rotate(&tip.dx, &tip.dy, first + (i + 0.55 * odd) / arms);
        tip.x = layer->x + hub * tip.dx;
        tip.y = layer->y + hub * tip.dy;
        uint32_t seed_point;
        if (tip.x > 0.0 && tip.y > 0.0 && tip.x < layer->across &&
            tip.y < layer->down) {
            crack_from(growth, tip, 0.0, NULL, &seed_point);
        }
    }
}

void crq_grow(const struct crq_layer *layer, struct crq_net *net) {
    struct growth growth = {
        .layer = layer,
        .contacts = g_array_new(FALSE, FALSE, sizeof(struct crq_touch)),
        .tension = crq_tension_create(layer),
        .chance = crq_chance(layer->seed, "paint tips"),
    };
    if (layer->seams) {
        crq_seams_relieve(layer->seams, growth.tension);
    }
    crq_weft_init(&growth.weft);
    crq_traces_init(
        &growth.traces, &growth.weft, layer->across, layer->down, 0.25 * layer->unit);
    if (layer->style->blow > 0.0) {
        strike(&growth);
    }
    uint32_t cell = 0;
    double peak = crq_tension_peak(growth.tension, &cell);
    for (uint32_t i = 0; i < ATTEMPTS && growth.weft.strands->len < CRACKS &&
                         peak >= layer->style->until;
         i++) {
        nucleate(&growth, i, cell, peak);
        crq_tension_exhaust(growth.tension, cell);
        peak = crq_tension_peak(growth.tension, &cell);
    }
    uint32_t strands = growth.weft.strands->len;
    uint32_t twigs = (uint32_t)(strands * layer->style->twigs);
    for (uint32_t i = 0; i < twigs && strands > 0; i++) {
        sprout(&growth, i, strands);
    }
    crq_age(layer, &growth.weft, growth.contacts);
    crq_weft_weave(&growth.weft, net);
    crq_traces_finish(&growth.traces);
    crq_tension_destroy(growth.tension);
    crq_weft_finish(&growth.weft);
    g_array_free(growth.contacts, TRUE);
}
