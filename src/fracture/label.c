/* Scanline fill of the glass net's shards. */
#include "fracture/label.h"

enum { CROSSINGS = 256 };

static int compare_floats(const void *a, const void *b) {
    float p = *(const float *)a;
    float q = *(const float *)b;
    return p < q ? -1 : p > q;
}

/* Where the outline crosses height y, from left to right. */
static size_t crossings(
    const struct crq_net *net, const struct crq_shard *shard, float y, float *at) {
    const uint32_t *outline = net->outline + shard->first;
    size_t count = 0;
    for (uint32_t i = 0; i < shard->count; i++) {
        const struct crq_vertex *a = &net->vertices[outline[i]];
        const struct crq_vertex *b = &net->vertices[outline[(i + 1) % shard->count]];
        if ((a->y > y) != (b->y > y) && count < CROSSINGS) {
            /* from the same end for both neighbours, so that no pixel falls between */
            bool turned = a->y > b->y;
            const struct crq_vertex *p = turned ? b : a;
            const struct crq_vertex *q = turned ? a : b;
            at[count++] = p->x + (q->x - p->x) * ((y - p->y) / (q->y - p->y));
        }
    }
    qsort(at, count, sizeof *at, compare_floats);
    return count;
}

void crq_label_row(
    const struct crq_easel *easel, int row, int first, int count, int32_t *labels) {
    const struct crq_net *net = &easel->wound->glass;
    float pixel = easel->whole->pixel;
    float y = ((float)row + 0.5f) * pixel;
    float left = (float)first * pixel;
    float right = (float)(first + count) * pixel;
    memset(labels, 0xff, (size_t)count * sizeof *labels);
    for (uint32_t s = 0; s < net->shard_count; s++) {
        const float *box = easel->fields->shard[s].box;
        if (y < box[1] || y > box[3] || box[2] < left || box[0] > right) {
            continue;
        }
        float at[CROSSINGS];
        size_t crossed = crossings(net, &net->shards[s], y, at);
        for (size_t k = 0; k + 1 < crossed; k += 2) {
            float from = (at[k] - left) / pixel + 0.5f;
            float to = (at[k + 1] - left) / pixel + 0.5f;
            int a = (int)crq_clamp(from, 0.0f, (float)count);
            int b = (int)crq_clamp(to, 0.0f, (float)count);
            for (int i = a; i < b; i++) {
                labels[i] = (int32_t)s;
            }
        }
    }
}
