/* From a divided plane to the glass net: times, links, outlines. */
#include "base/chance.h"
#include "base/dmath.h"
#include "wound/divide.h"
#include "wound/graph.h"
#include "wound/net.h"

/* The blow falls at this broken-time. */
static const double struck = 0.20;

struct tracing {
    const struct crq_planar *plane;
    const struct crq_blow *blow;
    struct crq_weft weft;
    double *born;     /* of corners: when the first crack reached them; -1 not yet */
    int32_t *node;    /* of corners; -1 none */
    int32_t *springs; /* of corners: the link that first reached them; -1 none */
    GArray *laid;     /* of uint32_t: the corner of every vertex, in order */
};

static bool on_border(const struct crq_blow *blow, const struct crq_corner *corner) {
    return corner->x <= 0.0 || corner->y <= 0.0 || corner->x >= blow->across ||
           corner->y >= blow->down;
}

static double step_length(
    const struct crq_planar *plane, const GArray *line, uint32_t i) {
    const struct crq_corner *p =
        crq_planar_corner(plane, g_array_index(line, uint32_t, i - 1));
    const struct crq_corner *q =
        crq_planar_corner(plane, g_array_index(line, uint32_t, i));
    return sqrt((q->x - p->x) * (q->x - p->x) + (q->y - p->y) * (q->y - p->y));
}

/* One run of a stroke, from the corner where it starts. */
struct run {
    GArray *line; /* of uint32_t corners, in the order in which they are reached */
    double start, lasts;
    bool shot; /* fast, then slow: a radial */
    int32_t generation;
    uint32_t stroke;
};

static enum crq_node_kind kind_at(const struct tracing *trace, uint32_t corner) {
    const struct crq_corner *c = crq_planar_corner(trace->plane, corner);
    bool hub = c->x == trace->blow->x && c->y == trace->blow->y;
    return hub                         ? CRQ_NODE_FORK
           : on_border(trace->blow, c) ? CRQ_NODE_BORDER
           : c->crossed                ? CRQ_NODE_CROSSING
                                       : CRQ_NODE_ABUTMENT;
}

static int32_t node_at(struct tracing *trace, uint32_t corner, double born) {
    if (trace->node[corner] < 0) {
        const struct crq_corner *c = crq_planar_corner(trace->plane, corner);
        trace->node[corner] =
            crq_weft_node(&trace->weft, c->x, c->y, born, kind_at(trace, corner));
    }
    return trace->node[corner];
}

/* Width along a stroke: thick at its start, older ones thicker. */
static double width_at(const struct run *run, double part, double odd) {
    double host =
        run->generation == 0
            ? 1.15
            : 0.26 + 0.54 * (double)crq_exp(-0.22f * (float)(run->generation - 1));
    return 0.0034 * host * odd * (1.12 - 0.50 * part);
}

static void lay_point(struct tracing *trace, uint32_t strand, uint32_t corner,
    const struct crq_point *point) {
    g_array_append_vals(crq_weft_at(&trace->weft, strand)->points, point, 1);
    g_array_append_val(trace->laid, corner);
}

/* Lays a run as links, cut at every joint. What first reaches a corner gives it its
 * time, its node and its parenthood. */
static void lay_run(struct tracing *trace, const struct run *run) {
    struct crq_chance chance = crq_chance(trace->blow->seed, "glass width");
    double odd = (double)crq_between(chance, run->stroke, 0, 0.7f, 1.3f);
    double length = 0.0;
    for (uint32_t i = 1; i < run->line->len; i++) {
        length += step_length(trace->plane, run->line, i);
    }
    int32_t parent = trace->springs[g_array_index(run->line, uint32_t, 0)];
    uint32_t strand = 0;
    double so_far = 0.0;
    for (uint32_t i = 0; i < run->line->len; i++) {
        uint32_t corner = g_array_index(run->line, uint32_t, i);
        const struct crq_corner *c = crq_planar_corner(trace->plane, corner);
        so_far += i > 0 ? step_length(trace->plane, run->line, i) : 0.0;
        double part = length > 0.0 ? so_far / length : 0.0;
        double eased = run->shot
                           ? 1.0 - (double)crq_pow((float)fmax(1.0 - part, 0.0), 0.6f)
                           : part;
        struct crq_point point = {
            c->x, c->y, run->start + run->lasts * eased, width_at(run, part, odd), -1};
        if (trace->born[corner] < 0.0) {
            trace->born[corner] = point.born;
        }
        if (c->joint) {
            point.node = node_at(trace, corner, trace->born[corner]);
        }
        if (i > 0) {
            lay_point(trace, strand, corner, &point);
            if (trace->springs[corner] < 0) {
                trace->springs[corner] = (int32_t)strand;
            }
        }
        if (c->joint && i + 1 < run->line->len) {
            strand = crq_weft_strand(&trace->weft);
            struct crq_strand *link = crq_weft_at(&trace->weft, strand);
            link->parent = parent;
            link->generation = run->generation;
            link->stroke = (int32_t)run->stroke;
            lay_point(trace, strand, corner, &point);
        }
    }
}

static GArray *part_of_line(const GArray *line, uint32_t from, uint32_t to) {
    GArray *part = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    int64_t way = from <= to ? 1 : -1;
    for (int64_t i = from; i != (int64_t)to + way; i += way) {
        g_array_append_val(part, g_array_index(line, uint32_t, i));
    }
    return part;
}

/* Radials leave the hub, on both sides of it when the stroke runs through. */
static void shoot(
    struct tracing *trace, const GArray *line, uint32_t hub, uint32_t stroke) {
    struct crq_chance chance = crq_chance(trace->blow->seed, "glass times");
    const uint32_t last = line->len - 1;
    const uint32_t ends[2] = {0, last};
    for (uint32_t side = 0; side < 2; side++) {
        if (ends[side] == hub) {
            continue;
        }
        float late = crq_unit(chance, stroke, 2 * side);
        float slow = crq_unit(chance, stroke, 2 * side + 1);
        struct run run = {
            .line = part_of_line(line, hub, ends[side]),
            .start = struck,
            .lasts = 0.10 + 0.03 * (double)late + 0.05 * (double)slow,
            .shot = true,
            .stroke = stroke,
        };
        lay_run(trace, &run);
        g_array_free(run.line, TRUE);
    }
}

/* Everything else starts at the older of what it leans on, a little later. */
static void follow(struct tracing *trace, uint32_t index) {
    struct crq_chance chance = crq_chance(trace->blow->seed, "glass times");
    const struct crq_stroke *stroke = crq_planar_stroke(trace->plane, index);
    const uint32_t last = stroke->line->len - 1;
    double first = trace->born[g_array_index(stroke->line, uint32_t, 0)];
    double second = trace->born[g_array_index(stroke->line, uint32_t, last)];
    bool turned = first < 0.0 || (second >= 0.0 && second < first);
    double start = turned ? second : first;
    double meets = turned ? first : second;
    float wait = crq_unit(chance, index, 4);
    float speed = crq_unit(chance, index, 5);
    double length = 0.0;
    for (uint32_t i = 1; i <= last; i++) {
        length += step_length(trace->plane, stroke->line, i);
    }
    start = start < 0.0 ? struck + 0.10 * (double)wait
                        : start + 0.012 + 0.030 * (double)wait;
    struct run run = {
        .line = part_of_line(stroke->line, turned ? last : 0, turned ? 0 : last),
        .start = start,
        .lasts = length * (0.25 + 0.30 * (double)speed) + 0.010,
        .generation = stroke->generation,
        .stroke = index,
    };
    run.lasts = fmin(run.lasts, 0.16);
    run.lasts = fmax(run.lasts, meets + 0.004 - run.start);
    lay_run(trace, &run);
    g_array_free(run.line, TRUE);
}

static void trace_strokes(struct tracing *trace, int32_t hub) {
    for (uint32_t i = 0; i < trace->plane->strokes->len; i++) {
        const GArray *line = crq_planar_stroke(trace->plane, i)->line;
        uint32_t at = 0;
        while (at < line->len && (int32_t)g_array_index(line, uint32_t, at) != hub) {
            at++;
        }
        if (hub >= 0 && at < line->len) {
            shoot(trace, line, at, i);
        } else {
            follow(trace, i);
        }
    }
}

/* Deep families would take too long: the glass is through by 0.58. */
static void hurry(struct crq_net *net) {
    float last = 0.0f;
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        last = net->vertices[i].born > last ? net->vertices[i].born : last;
    }
    const float first = (float)struck;
    float rate = last > 0.58f ? (0.58f - first) / (last - first) : 1.0f;
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        net->vertices[i].born = first + (net->vertices[i].born - first) * rate;
    }
    for (uint32_t i = 0; i < net->node_count; i++) {
        net->nodes[i].born = first + (net->nodes[i].born - first) * rate;
    }
}

struct side {
    uint64_t edge; /* from << 32 | to */
    int32_t piece;
};

static int by_edge(const void *a, const void *b) {
    uint64_t p = ((const struct side *)a)->edge;
    uint64_t q = ((const struct side *)b)->edge;
    return p < q ? -1 : p > q;
}

/* Every edge of every loop with its direction: an inner edge is there twice, once each
 * way. */
static GArray *list_sides(const struct crq_planar *plane) {
    GArray *sides = g_array_new(FALSE, FALSE, sizeof(struct side));
    for (uint32_t i = 0; i < plane->pieces->len; i++) {
        const GArray *loop = crq_planar_piece(plane, i)->loop;
        for (uint32_t k = 0; k < loop->len; k++) {
            uint64_t from = g_array_index(loop, uint32_t, k);
            uint64_t to = g_array_index(loop, uint32_t, (k + 1) % loop->len);
            struct side side = {from << 32 | to, (int32_t)i};
            g_array_append_val(sides, side);
        }
    }
    g_array_sort(sides, by_edge);
    return sides;
}

static int32_t piece_beside(const GArray *sides, uint32_t from, uint32_t to) {
    struct side wanted = {(uint64_t)from << 32 | to, 0};
    const struct side *found =
        bsearch(&wanted, sides->data, sides->len, sizeof wanted, by_edge);
    return found ? found->piece : -1;
}

/* Loops run clockwise as seen: what they enclose lies right of their edges. */
static void name_sides(const struct tracing *trace, struct crq_net *net) {
    GArray *sides = list_sides(trace->plane);
    for (uint32_t i = 0; i < net->crack_count; i++) {
        struct crq_crack *crack = &net->cracks[i];
        uint32_t from = g_array_index(trace->laid, uint32_t, crack->first);
        uint32_t to = g_array_index(trace->laid, uint32_t, crack->first + 1);
        crack->shard[0] = piece_beside(sides, to, from);
        crack->shard[1] = piece_beside(sides, from, to);
    }
    g_array_free(sides, TRUE);
}

/* Corners of the canvas belong to no crack and get vertices of their own. */
static uint32_t *place_corners(const struct tracing *trace, struct crq_net *net) {
    uint32_t count = trace->plane->corners->len;
    uint32_t *vertex = g_new(uint32_t, count);
    memset(vertex, 0xff, count * sizeof *vertex);
    for (uint32_t i = net->vertex_count; i > 0; i--) {
        vertex[g_array_index(trace->laid, uint32_t, i - 1)] = i - 1;
    }
    net->vertices =
        g_renew(struct crq_vertex, net->vertices, net->vertex_count + count);
    for (uint32_t i = 0; i < count; i++) {
        const struct crq_corner *c = crq_planar_corner(trace->plane, i);
        if (vertex[i] == UINT32_MAX) {
            vertex[i] = net->vertex_count;
            net->vertices[net->vertex_count++] =
                (struct crq_vertex){(float)c->x, (float)c->y, 0.0f, 0.0f, -1};
        }
    }
    return vertex;
}

static void trace_shards(const struct tracing *trace, struct crq_net *net) {
    const struct crq_planar *plane = trace->plane;
    uint32_t *vertex = place_corners(trace, net);
    GArray *outline = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    net->shard_count = plane->pieces->len;
    net->shards = g_new0(struct crq_shard, net->shard_count);
    for (uint32_t i = 0; i < net->shard_count; i++) {
        const struct crq_piece *piece = crq_planar_piece(plane, i);
        net->shards[i] = (struct crq_shard){.first = outline->len,
            .count = piece->loop->len,
            .parent = piece->parent,
            .generation = piece->generation};
        for (uint32_t k = 0; k < piece->loop->len; k++) {
            uint32_t corner = g_array_index(piece->loop, uint32_t, k);
            g_array_append_val(outline, vertex[corner]);
        }
    }
    net->outline_count = outline->len;
    net->outline = (uint32_t *)(void *)g_array_free(outline, FALSE);
    crq_net_measure(net);
    g_free(vertex);
}

void crq_divide_net(const struct crq_planar *plane, const struct crq_blow *blow,
    int32_t hub, struct crq_net *net) {
    uint32_t count = plane->corners->len;
    struct tracing trace = {
        .plane = plane,
        .blow = blow,
        .born = g_new(double, count),
        .node = g_new(int32_t, count),
        .springs = g_new(int32_t, count),
        .laid = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
    };
    for (uint32_t i = 0; i < count; i++) {
        trace.born[i] = -1.0;
        trace.node[i] = trace.springs[i] = -1;
    }
    crq_weft_init(&trace.weft);
    trace_strokes(&trace, hub);
    crq_weft_weave(&trace.weft, net);
    hurry(net);
    name_sides(&trace, net);
    trace_shards(&trace, net);
    crq_weft_finish(&trace.weft);
    g_array_free(trace.laid, TRUE);
    g_free(trace.born);
    g_free(trace.node);
    g_free(trace.springs);
}
