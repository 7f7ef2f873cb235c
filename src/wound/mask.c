/* Capsules splatted by rows for cracks, scanlines for shards. */
#include "wound/mask.h"

#include "base/dmath.h"
#include "form/noise.h"

/* How long a crack takes to gape once its tip has passed. */
static const double gaping = 0.10;

struct masking {
    const struct crq_net *net;
    double broken, least;
    double across, down; /* pixels a short side */
    int width, height;
    uint8_t *mask;
    uint16_t *labels;
};

/* A piece of crack, in pixels: a capsule whose radius runs from r0 to r1. */
struct capsule {
    double x, y, dx, dy, length;
    double r0, r1;
    double strength; /* of what is thinner than a pixel */
};

/* Half the width at a vertex at this time, in pixels. */
static double radius_at(const struct masking *m, const struct crq_vertex *v) {
    double age = (m->broken - (double)v->born) / gaping;
    age = age < 0.0 ? 0.0 : age > 1.0 ? 1.0 : age;
    double radius = 0.5 * (double)v->width * fmin(m->across, m->down) * sqrt(age);
    return fmax(radius, 0.5 * m->least);
}

/* The part of segment p..q that has opened; false when none has. At any place of it
 * the radius never falls with time: the tip is the thinnest, and only runs on. */
static bool opened(const struct masking *m, const struct crq_vertex *p,
    const struct crq_vertex *q, struct capsule *c) {
    if (!((double)p->born < m->broken)) {
        return false;
    }
    double dx = ((double)q->x - (double)p->x) * m->across;
    double dy = ((double)q->y - (double)p->y) * m->down;
    double length = sqrt(dx * dx + dy * dy);
    double lasts = (double)q->born - (double)p->born;
    double part = lasts > 0.0 ? (m->broken - (double)p->born) / lasts : 1.0;
    double thick = radius_at(m, p);
    double thin = fmax(0.5, 0.5 * m->least);
    *c = (struct capsule){.x = (double)p->x * m->across,
        .y = (double)p->y * m->down,
        .dx = length > 0.0 ? dx / length : 1.0,
        .dy = length > 0.0 ? dy / length : 0.0,
        .length = length * fmin(part, 1.0),
        .r0 = fmax(thick, 0.5),
        .r1 = part < 1.0 ? thin : fmax(radius_at(m, q), 0.5),
        .strength = fmin(2.0 * thick, 1.0)};
    return true;
}

/* How deep a point lies in a capsule: the greatest of radius less distance over all
 * its places, found exactly (it is concave), so that it never falls as c grows. */
static double depth(const struct capsule *c, double x, double y) {
    double s = (x - c->x) * c->dx + (y - c->y) * c->dy;
    double h = fabs((x - c->x) * c->dy - (y - c->y) * c->dx);
    double slope = c->length > 0.0 ? (c->r1 - c->r0) / c->length : 0.0;
    double steep = 1.0 - slope * slope;
    double best = steep > 1e-6  ? s + slope * h / sqrt(steep)
                  : slope > 0.0 ? c->length
                                : 0.0;
    best = best < 0.0 ? 0.0 : best > c->length ? c->length : best;
    return c->r0 + slope * best - sqrt((s - best) * (s - best) + h * h);
}

static void splat(
    const struct masking *m, const struct capsule *c, int first, int last) {
    double reach = fmax(c->r0, c->r1) + 0.5;
    double ex = c->x + c->dx * c->length;
    double ey = c->y + c->dy * c->length;
    int x0 = (int)fmax(floor(fmin(c->x, ex) - reach), 0.0);
    int x1 = (int)fmin(ceil(fmax(c->x, ex) + reach), m->width - 1.0);
    int y0 = (int)fmax(floor(fmin(c->y, ey) - reach), first);
    int y1 = (int)fmin(ceil(fmax(c->y, ey) + reach), last - 1.0);
    for (int y = y0; y <= y1; y++) {
        uint8_t *row = m->mask + (size_t)y * (size_t)m->width;
        for (int x = x0; x <= x1; x++) {
            double cover = depth(c, x + 0.5, y + 0.5) + 0.5;
            cover = cover < 0.0 ? 0.0 : cover > 1.0 ? 1.0 : cover;
            uint8_t value = (uint8_t)(255.0 * cover * c->strength + 0.5);
            row[x] = value > row[x] ? value : row[x];
        }
    }
}

static void mask_rows(void *context, int first, int last) {
    const struct masking *m = context;
    const struct crq_net *net = m->net;
    memset(m->mask + (size_t)first * (size_t)m->width, 0,
        (size_t)(last - first) * (size_t)m->width);
    for (uint32_t i = 0; i < net->crack_count; i++) {
        const struct crq_vertex *v = net->vertices + net->cracks[i].first;
        for (uint32_t k = 0; k + 1 < net->cracks[i].count; k++) {
            struct capsule capsule;
            if (opened(m, &v[k], &v[k + 1], &capsule)) {
                splat(m, &capsule, first, last);
            }
        }
    }
}

static struct masking masking(const struct crq_net *net, int width, int height) {
    return (struct masking){.net = net,
        .across = net->across > 0.0f ? width / (double)net->across : 0.0,
        .down = net->down > 0.0f ? height / (double)net->down : 0.0,
        .width = width,
        .height = height};
}

void crq_mask_cracks(const struct crq_net *net, const struct crq_crew *crew,
    float broken, float least, int width, int height, uint8_t *mask) {
    struct masking m = masking(net, width, height);
    m.broken = (double)broken;
    m.least = (double)least;
    m.mask = mask;
    crq_strips(crew, height, mask_rows, &m);
}

/* Where the outline of a shard crosses a row of pixel centres, sorted. */
static void cross_row(
    const struct masking *m, const struct crq_shard *shard, double y, GArray *places) {
    const uint32_t *loop = m->net->outline + shard->first;
    g_array_set_size(places, 0);
    for (uint32_t i = 0; i < shard->count; i++) {
        const struct crq_vertex *p = &m->net->vertices[loop[i]];
        const struct crq_vertex *q = &m->net->vertices[loop[(i + 1) % shard->count]];
        if (((double)p->y > y) == ((double)q->y > y)) {
            continue;
        }
        /* the same order for both neighbours, so they agree on every pixel */
        const struct crq_vertex *a = p->y < q->y ? p : q;
        const struct crq_vertex *b = a == p ? q : p;
        double part = (y - (double)a->y) / ((double)b->y - (double)a->y);
        double x = ((double)a->x + ((double)b->x - (double)a->x) * part) * m->across;
        g_array_append_val(places, x);
        for (uint32_t k = places->len - 1; k > 0; k--) {
            double *here = &g_array_index(places, double, k);
            if (here[-1] <= here[0]) {
                break;
            }
            double swapped = here[-1];
            here[-1] = here[0];
            here[0] = swapped;
        }
    }
}

/* A run of pixels lies in a shard: its label, or a grey of its own. */
static void mark_run(const struct masking *m, int y, int from, int to, uint32_t index) {
    size_t row = (size_t)y * (size_t)m->width;
    uint8_t grey = (uint8_t)(56 + crq_hash(index + 1) % 200);
    for (int x = from; x < to; x++) {
        if (m->labels) {
            m->labels[row + (size_t)x] = (uint16_t)index;
        } else {
            m->mask[row + (size_t)x] = grey;
        }
    }
}

static void fill_shard(const struct masking *m, uint32_t index, double low, double high,
    int first, int last, GArray *places) {
    int y0 = (int)fmax(floor(low * m->down - 0.5), first);
    int y1 = (int)fmin(ceil(high * m->down), last - 1.0);
    for (int y = y0; y <= y1; y++) {
        cross_row(m, &m->net->shards[index], (y + 0.5) / m->down, places);
        for (uint32_t k = 0; k + 1 < places->len; k += 2) {
            double from = ceil(g_array_index(places, double, k) - 0.5);
            double to = ceil(g_array_index(places, double, k + 1) - 0.5);
            mark_run(m, y, (int)fmax(from, 0.0), (int)fmin(to, m->width), index);
        }
    }
}

static void fill_rows(void *context, int first, int last) {
    const struct masking *m = context;
    const struct crq_net *net = m->net;
    size_t start = (size_t)first * (size_t)m->width;
    size_t count = (size_t)(last - first) * (size_t)m->width;
    if (m->labels) {
        memset(m->labels + start, 0xff, count * sizeof *m->labels);
    } else {
        memset(m->mask + start, 0, count);
    }
    GArray *places = g_array_new(FALSE, FALSE, sizeof(double));
    for (uint32_t i = 0; i < net->shard_count; i++) {
        const uint32_t *loop = net->outline + net->shards[i].first;
        double low = HUGE_VAL;
        double high = -HUGE_VAL;
        for (uint32_t k = 0; k < net->shards[i].count; k++) {
            low = fmin(low, (double)net->vertices[loop[k]].y);
            high = fmax(high, (double)net->vertices[loop[k]].y);
        }
        fill_shard(m, i, low, high, first, last, places);
    }
    g_array_free(places, TRUE);
}

void crq_mask_labels(const struct crq_net *net, const struct crq_crew *crew, int width,
    int height, uint16_t *labels) {
    struct masking m = masking(net, width, height);
    m.labels = labels;
    crq_strips(crew, height, fill_rows, &m);
}

void crq_mask_shards(const struct crq_net *net, const struct crq_crew *crew, int width,
    int height, uint8_t *mask) {
    struct masking m = masking(net, width, height);
    m.mask = mask;
    crq_strips(crew, height, fill_rows, &m);
}
