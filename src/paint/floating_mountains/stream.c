/* The fall as a whole: one stream out of many paths, and the light it throws. */
#include "paint/floating_mountains/mountains.h"

#include <glib.h>
#include <string.h>

/* Heights at which paths are compared, and what is left to those far from the stream.
 */
enum { PASSES = 8 };
#define STRAY 0.004f

/* Where a path passes heights from the crown down to the clouds. */
static void find_passes(const struct crq_massif *massif, const struct crq_path *path,
    float passes[PASSES][3]) {
    float top = massif->centre[1] + 0.75f * massif->size;
    int at = 0;
    for (int k = 0; k < PASSES; k++) {
        float height = crq_mix(top, CRQ_SEA_LEVEL, (float)k / (PASSES - 1));
        while (at < path->count - 1 && path->points[at][1] > height) {
            at++;
        }
        memcpy(passes[k], path->points[at], sizeof passes[k]);
    }
}

/* How far a path runs from the stream, in widths of it: the stream widens. */
static float stray_of(
    const struct crq_massif *massif, float passes[PASSES][3], float stream[PASSES][3]) {
    float sum = 0.0f;
    for (int k = 0; k < PASSES; k++) {
        float dx = passes[k][0] - stream[k][0];
        float dz = passes[k][2] - stream[k][2];
        float wide = massif->size * crq_mix(0.08f, 0.24f, (float)k / PASSES);
        sum += (dx * dx + dz * dz) / (wide * wide);
    }
    return sum * (1.0f / PASSES);
}

/* All paths and where they pass. */
struct paths {
    const struct crq_massif *massif;
    struct crq_fall *fall;
    float (*passes)[PASSES][3];
};

/* What a path keeps of its weight beside a stream. */
static float held_by(const struct paths *p, int i, float stream[PASSES][3]) {
    float stray = stray_of(p->massif, p->passes[i], stream);
    return p->fall->paths[i].weight * crq_exp(-0.5f * stray);
}

/* The best seen path with the most company; every fifth is asked. */
static int find_middle(const struct paths *p) {
    float most = -1.0f;
    int middle = 0;
    for (int i = 0; i < p->fall->count; i += 5) {
        float own = p->fall->paths[i].weight;
        float sum = 0.0f;
        for (int k = 0; own > 0.0f && k < p->fall->count; k++) {
            sum += own * held_by(p, k, p->passes[i]);
        }
        middle = sum > most ? i : middle;
        most = MAX(most, sum);
    }
    return middle;
}

/* Moves a stream to the mean of what it holds. */
static void move_to_mean(const struct paths *p, float stream[PASSES][3]) {
    float mean[PASSES][3] = {{0.0f}};
    float all = 1e-9f;
    for (int i = 0; i < p->fall->count; i++) {
        float held = held_by(p, i, stream);
        all += held;
        for (int k = 0; k < 3 * PASSES; k++) {
            mean[k / 3][k % 3] += held * p->passes[i][k / 3][k % 3];
        }
    }
    for (int k = 0; k < 3 * PASSES; k++) {
        stream[k / 3][k % 3] = mean[k / 3][k % 3] / all;
    }
}

/* One stream and not a curtain: paths lose weight the farther they run from its middle.
 */
void crq_fall_gather(struct crq_mountains *m) {
    struct crq_fall *fall = &m->fall;
    struct paths p = {&m->massifs[CRQ_MAIN], fall, NULL};
    p.passes = g_malloc_n((gsize)fall->count, sizeof *p.passes);
    for (int i = 0; i < fall->count; i++) {
        struct crq_path *path = &fall->paths[i];
        path->weight = path->count > 8 ? path->weight : 0.0f;
        find_passes(p.massif, path, p.passes[i]);
    }
    float stream[PASSES][3];
    memcpy(stream, p.passes[find_middle(&p)], sizeof stream);
    for (int round = 0; round < 2; round++) {
        move_to_mean(&p, stream);
    }
    fall->reached[0] = 0.0f;
    for (int i = 0; i < fall->count; i++) {
        struct crq_path *path = &fall->paths[i];
        path->weight = held_by(&p, i, stream) + STRAY * path->weight;
        fall->reached[i + 1] = fall->reached[i] + path->weight;
    }
    g_free(p.passes);
}

/* Where the fall passes a height, weighted; false when nothing does. */
static bool mean_place(const struct crq_fall *fall, float height, float place[3]) {
    float sum[3] = {0.0f, 0.0f, 0.0f};
    float weight = 0.0f;
    for (int i = 0; i < fall->count; i++) {
        const struct crq_path *path = &fall->paths[i];
        for (int k = 1; k < path->count; k++) {
            if (path->points[k - 1][1] >= height && path->points[k][1] < height) {
                for (int a = 0; a < 3; a++) {
                    sum[a] += path->points[k][a] * path->weight;
                }
                weight += path->weight;
                break;
            }
        }
    }
    for (int a = 0; a < 3 && weight > 0.0f; a++) {
        place[a] = sum[a] / weight;
    }
    return weight > 0.0f;
}

/* The fall lights what it passes: lamps at its mean places, a little towards us. */
void crq_fall_light(struct crq_mountains *m, const float peak[3]) {
    const struct crq_massif *massif = &m->massifs[CRQ_MAIN];
    static const float heights[CRQ_LAMPS] = {
        1.05f, 0.92f, 0.70f, 0.45f, 0.15f, -0.2f, -0.55f, -0.9f, -1.3f, -1.8f};
    static const float strengths[CRQ_LAMPS] = {
        0.71f, 0.35f, 0.5f, 0.7f, 0.8f, 0.8f, 0.7f, 0.6f, 0.7f, 0.8f};
    float size = massif->size;
    for (int i = 0; i < CRQ_LAMPS; i++) {
        struct crq_lamp *lamp = &m->lamps[i];
        float height = massif->centre[1] + heights[i] * size;
        lamp->place[0] = peak[0] - m->side * 0.25f * 0.09f * size;
        lamp->place[1] = massif->centre[1] + (massif->top + 0.02f) * size;
        lamp->place[2] = peak[2] + 0.03f * size;
        if (i == 0 || mean_place(&m->fall, height, lamp->place)) {
            lamp->place[0] += m->side * 0.3f * 0.09f * size;
            lamp->place[2] -= 0.95f * 0.09f * size;
            lamp->strength = 1.9f * strengths[i] * m->crumble;
        }
    }
}
