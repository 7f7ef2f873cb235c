/* Dijkstra over ways packed node by node. */
#include "form/reach.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>

struct entry {
    float distance;
    uint32_t node;
};

/* Ways sorted by the node they leave: those of node i are first[i] .. first[i + 1]. */
struct packed {
    uint32_t *first;
    struct entry *to; /* cost and goal */
};

static bool before(struct entry a, struct entry b) {
    return a.distance < b.distance || (a.distance == b.distance && a.node < b.node);
}

static void push(GArray *heap, struct entry entry) {
    g_array_append_val(heap, entry);
    struct entry *at = (struct entry *)(void *)heap->data;
    guint i = heap->len - 1;
    while (i > 0 && before(entry, at[(i - 1) / 2])) {
        at[i] = at[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    at[i] = entry;
}

static struct entry pop(GArray *heap) {
    struct entry *at = (struct entry *)(void *)heap->data;
    struct entry top = at[0];
    struct entry last = at[heap->len - 1];
    g_array_set_size(heap, heap->len - 1);
    guint i = 0;
    for (guint child = 1; child < heap->len; child = 2 * i + 1) {
        if (child + 1 < heap->len && before(at[child + 1], at[child])) {
            child++;
        }
        if (!before(at[child], last)) {
            break;
        }
        at[i] = at[child];
        i = child;
    }
    if (heap->len > 0) {
        at[i] = last;
    }
    return top;
}

static struct packed pack(uint32_t nodes, const struct crq_way *ways, uint32_t count) {
    struct packed packed = {
        g_new0(uint32_t, nodes + 2), g_new(struct entry, 2 * (gsize)count + 1)};
    for (uint32_t i = 0; i < count; i++) {
        packed.first[ways[i].from + 2]++;
        packed.first[ways[i].to + 2]++;
    }
    for (uint32_t i = 2; i < nodes + 2; i++) {
        packed.first[i] += packed.first[i - 1];
    }
    /* filling moves each start to its end, which is the next node's start */
    for (uint32_t i = 0; i < count; i++) {
        const struct crq_way *way = &ways[i];
        packed.to[packed.first[way->from + 1]++] = (struct entry){way->cost, way->to};
        packed.to[packed.first[way->to + 1]++] = (struct entry){way->cost, way->from};
    }
    return packed;
}

void crq_reach(
    float *distance, uint32_t nodes, const struct crq_way *ways, uint32_t way_count) {
    struct packed packed = pack(nodes, ways, way_count);
    GArray *heap = g_array_new(FALSE, FALSE, sizeof(struct entry));
    for (uint32_t i = 0; i < nodes; i++) {
        if (distance[i] < INFINITY) {
            push(heap, (struct entry){distance[i], i});
        }
    }
    while (heap->len > 0) {
        struct entry near = pop(heap);
        if (near.distance > distance[near.node]) {
            continue; /* reached by a shorter way meanwhile */
        }
        for (uint32_t i = packed.first[near.node]; i < packed.first[near.node + 1];
             i++) {
            struct entry next = {
                near.distance + packed.to[i].distance, packed.to[i].node};
            if (next.distance < distance[next.node]) {
                distance[next.node] = next.distance;
                push(heap, next);
            }
        }
    }
    g_array_free(heap, TRUE);
    g_free(packed.first);
    g_free(packed.to);
}
