/* Arrival of light: the further from the epicentre, the later. */
#include "wound/arrival.h"

#include "base/dmath.h"

/* Light sets out after the door has opened and is everywhere well before the end. */
#define DEPARTURE 0.12f
#define JOURNEY 0.33f

static float distance(const struct crq_wound *wound, float x, float y) {
    float dx = x - wound->epicentre[0];
    float dy = y - wound->epicentre[1];
    return sqrtf(dx * dx + dy * dy);
}

struct crq_arrival *crq_arrival_create(const struct crq_wound *wound) {
    const struct crq_net *net = &wound->glass;
    struct crq_arrival *arrival = g_new0(struct crq_arrival, 1);
    arrival->vertex = g_new0(float, net->vertex_count);
    arrival->shard = g_new0(float, net->shard_count);
    float furthest = 1e-6f;
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        const struct crq_vertex *v = &net->vertices[i];
        arrival->vertex[i] = distance(wound, v->x, v->y);
        furthest = MAX(furthest, arrival->vertex[i]);
    }
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        float part = crq_pow(arrival->vertex[i] / furthest, 0.85f);
        arrival->vertex[i] = DEPARTURE + JOURNEY * part;
    }
    for (uint32_t i = 0; i < net->shard_count; i++) {
        const struct crq_shard *shard = &net->shards[i];
        arrival->shard[i] = DEPARTURE + JOURNEY;
        for (uint32_t k = 0; k < shard->count; k++) {
            float at = arrival->vertex[net->outline[shard->first + k]];
            arrival->shard[i] = MIN(arrival->shard[i], at);
        }
    }
    return arrival;
}

void crq_arrival_destroy(struct crq_arrival *arrival) {
    if (arrival) {
        g_free(arrival->vertex);
        g_free(arrival->shard);
        g_free(arrival);
    }
}
