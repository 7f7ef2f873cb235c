/* What a loaded net must hold to: no crossings without a node, shards measured. */
#include "wound/graph.h"

#include <math.h>

struct segment {
    uint32_t crack, vertex;
    int32_t next;
};

struct grid {
    const struct crq_net *net;
    double side;
    double least; /* what rounding may shift a vertex by, and more */
    int columns, rows;
    int32_t *head;
    uint32_t looks; /* how many are left before patience is */
    GArray *segments;
};

/* Rounding of single precision is no crossing: ends must lie clearly on both sides. */
static bool apart(double a, double b, double least) {
    return (a > least && b < -least) || (a < -least && b > least);
}

/* Distance of p from the line through a and b, with a sign. */
static double beside(const struct crq_vertex *p, const struct crq_vertex *a,
    const struct crq_vertex *b) {
    double x = (double)b->x - (double)a->x;
    double y = (double)b->y - (double)a->y;
    double length = sqrt(x * x + y * y);
    double cross =
        x * ((double)p->y - (double)a->y) - y * ((double)p->x - (double)a->x);
    return length > 0.0 ? cross / length : 0.0;
}

static bool cross(
    const struct crq_vertex *a, const struct crq_vertex *b, double least) {
    return apart(beside(&a[0], &b[0], &b[1]), beside(&a[1], &b[0], &b[1]), least) &&
           apart(beside(&b[0], &a[0], &a[1]), beside(&b[1], &a[0], &a[1]), least);
}

static int square(const struct grid *grid, float value, int count) {
    double at = (double)value / grid->side;
    return at < 0.0 ? 0 : at >= count ? count - 1 : (int)at;
}

/* Enters a segment, after a look at those that are there. */
static enum crq_tangle enter(
    struct grid *grid, uint32_t crack, uint32_t vertex, uint32_t *other) {
    const struct crq_vertex *v = grid->net->vertices + vertex;
    int x0 = square(grid, fminf(v[0].x, v[1].x), grid->columns);
    int x1 = square(grid, fmaxf(v[0].x, v[1].x), grid->columns);
    int y0 = square(grid, fminf(v[0].y, v[1].y), grid->rows);
    int y1 = square(grid, fmaxf(v[0].y, v[1].y), grid->rows);
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            int32_t *head = &grid->head[y * grid->columns + x];
            for (int32_t i = *head; i >= 0;) {
                const struct segment *s =
                    &g_array_index(grid->segments, struct segment, i);
                if (cross(v, grid->net->vertices + s->vertex, grid->least)) {
                    *other = s->crack;
                    return CRQ_TANGLE_CROSSING;
                }
                if (grid->looks-- == 0) {
                    return CRQ_TANGLE_CROWDED;
                }
                i = s->next;
            }
            struct segment own = {crack, vertex, *head};
            g_array_append_val(grid->segments, own);
            *head = (int32_t)grid->segments->len - 1;
        }
    }
    return CRQ_TANGLE_NONE;
}

/* Squares so large that there are about as many as vertices, and that a segment lies
 * in few of them. */
static struct grid plan_grid(const struct crq_net *net) {
    double reach = 0.0;
    for (uint32_t i = 0; i < net->crack_count; i++) {
        const struct crq_vertex *v = net->vertices + net->cracks[i].first;
        for (uint32_t k = 0; k + 1 < net->cracks[i].count; k++) {
            reach += (double)fabsf(v[k + 1].x - v[k].x);
            reach += (double)fabsf(v[k + 1].y - v[k].y);
        }
    }
    double count = net->vertex_count + 1.0;
    double area = (double)net->across * (double)net->down;
    struct grid grid = {.net = net, .looks = 400000000};
    grid.least = 4e-6 * (double)fmaxf(net->across, net->down);
    grid.side = fmax(sqrt(area / count), reach / (2.0 * count));
    grid.columns = (int)fmin((double)net->across / grid.side, 1e6) + 1;
    grid.rows = (int)fmin((double)net->down / grid.side, 1e6) + 1;
    return grid;
}

enum crq_tangle crq_net_tangle(
    const struct crq_net *net, uint32_t *crack, uint32_t *other) {
    if (net->crack_count == 0) {
        return CRQ_TANGLE_NONE;
    }
    struct grid grid = plan_grid(net);
    size_t count = (size_t)grid.columns * (size_t)grid.rows;
    grid.head = g_new(int32_t, count);
    for (size_t i = 0; i < count; i++) {
        grid.head[i] = -1;
    }
    grid.segments = g_array_new(FALSE, FALSE, sizeof(struct segment));
    enum crq_tangle tangle = CRQ_TANGLE_NONE;
    for (uint32_t i = 0; !tangle && i < net->crack_count; i++) {
        for (uint32_t k = 0; !tangle && k + 1 < net->cracks[i].count; k++) {
            *crack = i;
            tangle = enter(&grid, i, net->cracks[i].first + k, other);
        }
    }
    g_free(grid.head);
    g_array_free(grid.segments, TRUE);
    return tangle;
}

static void measure_shard(const struct crq_net *net, struct crq_shard *shard) {
    const uint32_t *loop = net->outline + shard->first;
    double area = 0.0;
    double x = 0.0;
    double y = 0.0;
    shard->born = 0.0f;
    for (uint32_t i = 0; i < shard->count; i++) {
        const struct crq_vertex *p = &net->vertices[loop[i]];
        const struct crq_vertex *q = &net->vertices[loop[(i + 1) % shard->count]];
        double w = (double)p->x * (double)q->y - (double)q->x * (double)p->y;
        area += w / 2.0;
        x += ((double)p->x + (double)q->x) * w / 6.0;
        y += ((double)p->y + (double)q->y) * w / 6.0;
        shard->born = p->born > shard->born ? p->born : shard->born;
    }
    shard->area = area;
    shard->x = area > 0.0 ? (float)(x / area) : net->vertices[loop[0]].x;
    shard->y = area > 0.0 ? (float)(y / area) : net->vertices[loop[0]].y;
}

void crq_net_measure(struct crq_net *net) {
    for (uint32_t i = 0; i < net->shard_count; i++) {
        measure_shard(net, &net->shards[i]);
    }
}
