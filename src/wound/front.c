/* Silence across the canvas: a lattice that the filled cracks feed. */
#include "wound/front.h"

#include "base/chance.h"
#include "base/crew.h"
#include "form/noise.h"
#include "form/reach.h"

/* The lattice of the front: nodes to a short side, and in all. */
#define FRONT_ROWS 90.0f
#define FRONT_NODES 40000.0f
/* How slowly silence seeps: time to cross a short side of plain canvas. */
#define SEEPING 1.5f

static void lay_lattice(struct crq_arrival *arrival, const struct crq_work *work) {
    float across = crq_work_across(work);
    float down = crq_work_down(work);
    arrival->pitch = MAX(1.0f / FRONT_ROWS, sqrtf(across * down / FRONT_NODES));
    arrival->columns = (int)(across / arrival->pitch) + 2;
    arrival->rows = (int)(down / arrival->pitch) + 2;
    arrival->front = g_new0(float, (gsize)arrival->columns *(gsize)arrival->rows);
}

static float *node_at(struct crq_arrival *arrival, float x, float y) {
    int i =
        (int)crq_clamp(x / arrival->pitch + 0.5f, 0.0f, (float)(arrival->columns - 1));
    int j = (int)crq_clamp(y / arrival->pitch + 0.5f, 0.0f, (float)(arrival->rows - 1));
    return arrival->front + (size_t)j * (size_t)arrival->columns + i;
}

/* A step over the lattice costs more where the canvas resists: the front frays. */
static void add_step(GArray *ways, const struct crq_arrival *arrival, int i, int j,
    int di, int dj, uint32_t noise) {
    if (i + di < 0 || i + di >= arrival->columns || j + dj >= arrival->rows) {
        return;
    }
    float x = ((float)i + 0.5f * (float)di) * arrival->pitch;
    float y = ((float)j + 0.5f * (float)dj) * arrival->pitch;
    float length = arrival->pitch * sqrtf((float)(di * di + dj * dj));
    float grain = 1.0f + 1.2f * crq_fbm2(7.0f * x, 7.0f * y, noise, 3.0f);
    struct crq_way way = {(uint32_t)(j * arrival->columns + i),
        (uint32_t)((j + dj) * arrival->columns + i + di),
        SEEPING * length * MAX(grain, 0.2f)};
    g_array_append_val(ways, way);
}

static void soften_front(struct crq_arrival *arrival) {
    int columns = arrival->columns;
    float *old = g_memdup2(
        arrival->front, (gsize)columns * (gsize)arrival->rows * sizeof *arrival->front);
    for (int j = 0; j < arrival->rows; j++) {
        for (int i = 0; i < columns; i++) {
            float sum = 0.0f;
            for (int k = 0; k < 9; k++) {
                int x = CLAMP(i + k % 3 - 1, 0, columns - 1);
                int y = CLAMP(j + k / 3 - 1, 0, arrival->rows - 1);
                sum += old[y * columns + x];
            }
            arrival->front[j * columns + i] = sum * (1.0f / 9.0f);
        }
    }
    g_free(old);
}

/* Brings the front into its part of the calendar, the last place at its very end. */
static void schedule_front(struct crq_arrival *arrival) {
    size_t nodes = (size_t)arrival->columns * (size_t)arrival->rows;
    float low = INFINITY;
    float high = 0.0f;
    for (size_t i = 0; i < nodes; i++) {
        low = MIN(low, arrival->front[i]);
        high = MAX(high, arrival->front[i]);
    }
    float first = 1.5f * CRQ_LIGHT_FIRST;
    float stretch = high > low ? (CRQ_FRONT_LAST - first) / (high - low) : 0.0f;
    for (size_t i = 0; i < nodes; i++) {
        float when = first + (arrival->front[i] - low) * stretch;
        arrival->front[i] = MIN(when, CRQ_FRONT_LAST);
    }
}

void crq_front_spread(struct crq_arrival *arrival, const struct crq_wound *wound,
    const struct crq_work *work) {
    lay_lattice(arrival, work);
    uint32_t nodes = (uint32_t)arrival->columns * (uint32_t)arrival->rows;
    for (uint32_t i = 0; i < nodes; i++) {
        arrival->front[i] = INFINITY;
    }
    *node_at(arrival, wound->epicentre[0], wound->epicentre[1]) = CRQ_LIGHT_FIRST;
    for (uint32_t i = 0; i < wound->glass.vertex_count; i++) {
        const struct crq_vertex *v = &wound->glass.vertices[i];
        float *node = node_at(arrival, v->x, v->y);
        *node = MIN(*node, arrival->vertex[i]);
    }
    GArray *ways = g_array_new(FALSE, FALSE, sizeof(struct crq_way));
    uint32_t noise =
        crq_bits(crq_chance(crq_wound_seed(work), "front of silence"), 0, 0);
    static const int steps[4][2] = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};
    for (uint32_t k = 0; k < 4 * nodes; k++) {
        int i = (int)(k / 4) % arrival->columns;
        int j = (int)(k / 4) / arrival->columns;
        add_step(ways, arrival, i, j, steps[k % 4][0], steps[k % 4][1], noise);
    }
    crq_reach(arrival->front, nodes, (const struct crq_way *)(const void *)ways->data,
        ways->len);
    g_array_free(ways, TRUE);
    soften_front(arrival);
    soften_front(arrival);
    schedule_front(arrival);
}

CRQ_WIDE void crq_front_row(const struct crq_arrival *arrival, float y, float pixel,
    int first, int count, float *restrict when) {
    float last = (float)(arrival->columns - 1);
    float v = crq_clamp(y / arrival->pitch, 0.0f, (float)(arrival->rows - 1));
    int j = (int)v < arrival->rows - 2 ? (int)v : arrival->rows - 2;
    v -= (float)j;
    const float *upper = arrival->front + (size_t)j * (size_t)arrival->columns;
    const float *lower = upper + arrival->columns;
    int inner = arrival->columns - 2;
    float pitch = arrival->pitch;
    for (int k = 0; k < count; k++) {
        float x = ((float)(first + k) + 0.5f) * pixel;
        float u = crq_clamp(x / pitch, 0.0f, last);
        int i = (int)u < inner ? (int)u : inner;
        u -= (float)i;
        when[k] = crq_mix(
            crq_mix(upper[i], upper[i + 1], u), crq_mix(lower[i], lower[i + 1], u), v);
    }
}

CRQ_WIDE float crq_healed_row(const struct crq_arrival *arrival, float y, float pixel,
    int first, int count, float mended, float *healed) {
    if (mended <= 0.0f) {
        memset(healed, 0, (size_t)count * sizeof *healed);
        return 0.0f;
    }
    crq_front_row(arrival, y, pixel, first, count, healed);
    float least = 1.0f;
    for (int k = 0; k < count; k++) {
        healed[k] = crq_healed_since(mended - healed[k], mended);
        least = MIN(least, healed[k]);
    }
    return least;
}

/* Between nodes silence arrives no later than at the latest of them. */
bool crq_healed_within(const struct crq_arrival *arrival, float left, float top,
    float right, float bottom, float mended) {
    float wide = (float)(arrival->columns - 2);
    float high = (float)(arrival->rows - 2);
    int i0 = (int)crq_clamp(left / arrival->pitch, 0.0f, wide);
    int j0 = (int)crq_clamp(top / arrival->pitch, 0.0f, high);
    int i1 = (int)crq_clamp(right / arrival->pitch, 0.0f, wide) + 1;
    int j1 = (int)crq_clamp(bottom / arrival->pitch, 0.0f, high) + 1;
    float latest = 0.0f;
    for (int j = j0; j <= j1; j++) {
        const float *row = arrival->front + (size_t)j * (size_t)arrival->columns;
        for (int i = i0; i <= i1; i++) {
            latest = MAX(latest, row[i]);
        }
    }
    return crq_healed_since(mended - latest, mended) >= 1.0f;
}
