/* Light along the cracks, silence across the canvas. */
#include "wound/arrival.h"

#include "base/chance.h"
#include "form/reach.h"
#include "wound/front.h"

/* Crack ends nearer than this are one joint; a farther end joins the nearest crack. */
#define JOINT 1e-4f
#define GRASP 0.03f
#define WELLS 3
/* Shards this near to the epicentre wait for so long. */
#define NEAR 0.20f
#define HOLD 0.46f

static float apart(const struct crq_vertex *a, const struct crq_vertex *b) {
    float x = a->x - b->x;
    float y = a->y - b->y;
    return sqrtf(x * x + y * y);
}

static void add_way(GArray *ways, uint32_t from, uint32_t to, float cost) {
    struct crq_way way = {from, to, cost};
    g_array_append_val(ways, way);
}

/* Joins a crack's end to every vertex at the same place, else to the nearest vertex
 * of another crack: a crack may end between two vertices of an older one. */
static void join_end(const struct crq_net *net, const struct crq_crack *crack,
    uint32_t end, GArray *ways) {
    uint32_t nearest = end;
    float least = GRASP;
    bool joined = false;
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        float d = i == end ? INFINITY : apart(&net->vertices[i], &net->vertices[end]);
        if (d < JOINT) {
            add_way(ways, end, i, d);
            joined = true;
        }
        if (d < least && i - crack->first >= crack->count) {
            nearest = i;
            least = d;
        }
    }
    if (!joined && nearest != end) {
        add_way(ways, end, nearest, least);
    }
}

static GArray *walk_net(const struct crq_net *net) {
    GArray *ways = g_array_new(FALSE, FALSE, sizeof(struct crq_way));
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_crack *crack = &net->cracks[c];
        for (uint32_t i = crack->first; i + 1 < crack->first + crack->count; i++) {
            add_way(ways, i, i + 1, apart(&net->vertices[i], &net->vertices[i + 1]));
        }
        if (crack->count > 0) {
            join_end(net, crack, crack->first, ways);
            join_end(net, crack, crack->first + crack->count - 1, ways);
        }
    }
    return ways;
}

/* Length of crack that a vertex stands for; 0 for vertices of the canvas's edge. */
static float *weigh_vertices(const struct crq_net *net) {
    float *weight = g_new0(float, net->vertex_count + 1);
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_crack *crack = &net->cracks[c];
        for (uint32_t i = crack->first; i + 1 < crack->first + crack->count; i++) {
            float half = 0.5f * apart(&net->vertices[i], &net->vertices[i + 1]);
            weight[i] += half;
            weight[i + 1] += half;
        }
    }
    return weight;
}

static float from_epicentre(const struct crq_wound *wound, float x, float y) {
    x -= wound->epicentre[0];
    y -= wound->epicentre[1];
    return sqrtf(x * x + y * y);
}

/* The vertex next to the blow. */
static uint32_t hub_of(const struct crq_wound *wound) {
    uint32_t hub = UINT32_MAX;
    float least = INFINITY;
    for (uint32_t i = 0; i < wound->glass.vertex_count; i++) {
        const struct crq_vertex *v = &wound->glass.vertices[i];
        float r = from_epicentre(wound, v->x, v->y);
        if (r < least) {
            hub = i;
            least = r;
        }
    }
    return hub;
}

/* The crack end farthest from all sources so far, as chance will have it. */
static uint32_t choose_well(const struct crq_wound *wound, const float *distance,
    struct crq_chance chance, uint32_t slot) {
    const struct crq_net *net = &wound->glass;
    uint32_t best = UINT32_MAX;
    float most = 0.0f;
    for (uint32_t c = 0; c < net->crack_count; c++) {
        uint32_t i = net->cracks[c].first + net->cracks[c].count - 1;
        const struct crq_vertex *v = &net->vertices[i];
        float margin = MIN(
            MIN(v->x, crq_saturate(v->y)), MIN(net->across - v->x, net->down - v->y));
        float gap = distance[i] < 100.0f ? distance[i] : 0.0f;
        float score = gap * (0.5f + 0.5f * crq_unit(chance, c, slot));
        score = margin > 0.08f ? score : 0.0f;
        if (score > most && net->cracks[c].count > 1) {
            best = i;
            most = score;
        }
    }
    return best;
}

static void pour(struct crq_arrival *arrival, const struct crq_wound *wound,
    const struct crq_work *work, const GArray *ways) {
    const struct crq_net *net = &wound->glass;
    const struct crq_way *all = (const struct crq_way *)(const void *)ways->data;
    struct crq_chance chance = crq_chance(crq_wound_seed(work), "wells of light");
    float *distance = arrival->vertex;
    uint32_t hub = hub_of(wound);
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        distance[i] = INFINITY;
    }
    if (hub == UINT32_MAX) {
        return;
    }
    distance[hub] = 0.0f;
    crq_reach(distance, net->vertex_count, all, ways->len);
    for (uint32_t k = 0; k < WELLS; k++) {
        uint32_t i = choose_well(wound, distance, chance, k);
        if (i == UINT32_MAX) {
            break;
        }
        /* lit a little before the light of the door would have come */
        distance[i] *= 0.62f;
        arrival->wells[arrival->well_count++] =
            (struct crq_well){net->vertices[i].x, net->vertices[i].y, 0.0f, i};
        crq_reach(distance, net->vertex_count, all, ways->len);
    }
    /* islands heal when the light has come as far as they lie */
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        if (!(distance[i] < INFINITY)) {
            distance[i] =
                1.3f * from_epicentre(wound, net->vertices[i].x, net->vertices[i].y);
        }
    }
    crq_reach(distance, net->vertex_count, all, ways->len);
}

struct rank {
    float distance;
    uint32_t vertex;
};

static int compare_ranks(const void *a, const void *b) {
    const struct rank *p = a;
    const struct rank *q = b;
    if (p->distance != q->distance) {
        return p->distance < q->distance ? -1 : 1;
    }
    return p->vertex < q->vertex ? -1 : p->vertex > q->vertex;
}

/* Distance becomes the share of all crack length that lies nearer. */
static void even_out(
    struct crq_arrival *arrival, const struct crq_net *net, const float *weight) {
    struct rank *ranks = g_new(struct rank, net->vertex_count + 1);
    double total = 0.0;
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        ranks[i] = (struct rank){arrival->vertex[i], i};
        total += (double)weight[i];
    }
    qsort(ranks, net->vertex_count, sizeof *ranks, compare_ranks);
    double sum = 0.0;
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        uint32_t v = ranks[i].vertex;
        double share = total > 0.0 ? (sum + 0.5 * (double)weight[v]) / total : 0.0;
        sum += (double)weight[v];
        arrival->vertex[v] = crq_mix(CRQ_LIGHT_FIRST, CRQ_LIGHT_LAST, (float)share);
    }
    g_free(ranks);
    for (int k = 0; k < arrival->well_count; k++) {
        arrival->wells[k].lit = arrival->vertex[arrival->wells[k].vertex];
    }
}

static void close_shards(
    struct crq_arrival *arrival, const struct crq_wound *wound, const float *weight) {
    const struct crq_net *net = &wound->glass;
    for (uint32_t s = 0; s < net->shard_count; s++) {
        float first = CRQ_LIGHT_LAST;
        float last = CRQ_LIGHT_FIRST;
        for (uint32_t i = 0; i < net->shards[s].count; i++) {
            uint32_t v = net->outline[net->shards[s].first + i];
            first = weight[v] > 0.0f ? MIN(first, arrival->vertex[v]) : first;
            last = weight[v] > 0.0f ? MAX(last, arrival->vertex[v]) : last;
        }
        arrival->touched[s] = MIN(first, last);
        float r = from_epicentre(wound, net->shards[s].x, net->shards[s].y);
        float held = HOLD * crq_exp(-r * r * (1.0f / (NEAR * NEAR)));
        arrival->shard[s] = MIN(last + held, MAX(last, CRQ_LIGHT_LAST));
    }
}

static void listen_to_paint(struct crq_arrival *arrival, const struct crq_net *net) {
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_crack *crack = &net->cracks[c];
        const struct crq_vertex *middle =
            &net->vertices[crack->first + crack->count / 2];
        arrival->paint[c] =
            crack->count > 0 ? crq_front(arrival, middle->x, middle->y) : 0.0f;
    }
}

struct crq_arrival *crq_arrival_create(
    const struct crq_work *work, const struct crq_wound *wound) {
    struct crq_arrival *arrival = g_new0(struct crq_arrival, 1);
    const struct crq_net *glass = &wound->glass;
    arrival->vertex = g_new0(float, glass->vertex_count + 1);
    arrival->touched = g_new0(float, glass->shard_count + 1);
    arrival->paint = g_new0(float, wound->paint.crack_count + 1);
    arrival->shard = g_new0(float, glass->shard_count + 1);
    arrival->wells = g_new0(struct crq_well, WELLS);
    GArray *ways = walk_net(glass);
    float *weight = weigh_vertices(glass);
    pour(arrival, wound, work, ways);
    even_out(arrival, glass, weight);
    close_shards(arrival, wound, weight);
    crq_front_spread(arrival, wound, work);
    listen_to_paint(arrival, &wound->paint);
    g_array_free(ways, TRUE);
    g_free(weight);
    return arrival;
}

void crq_arrival_destroy(struct crq_arrival *arrival) {
    if (arrival) {
        g_free(arrival->vertex);
        g_free(arrival->paint);
        g_free(arrival->touched);
        g_free(arrival->shard);
        g_free(arrival->wells);
        g_free(arrival->front);
        g_free(arrival);
    }
}
