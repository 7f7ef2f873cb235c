/* Tracing the skyline. */
#include "paint/glass_city/skyline.h"

static int bin_of(const struct crq_skyline *line, float tangent) {
    float x = (tangent - line->first) * line->per;
    return (int)crq_clamp(x, 0.0f, (float)(CRQ_SKYLINE_BINS - 1));
}

static float greater(float a, float b) {
    return a > b ? a : b;
}

void crq_skyline_trace(struct crq_skyline *line, const struct crq_city *city) {
    float half = 0.5f * city->camera.across * city->camera.lens * 1.01f + 0.01f;
    line->first = -half;
    line->per = (float)CRQ_SKYLINE_BINS / (2.0f * half);
    for (int i = 0; i < CRQ_SKYLINE_BINS; i++) {
        line->top[i] = -1e9f;
    }
    for (int i = 0; i < city->solid_count; i++) {
        const struct crq_convex *s = &city->solids[i];
        float near = s->z - s->radius;
        float far = s->z + s->radius;
        if (far <= 0.0f) {
            continue;
        }
        float rise = s->top - city->camera.eye[1];
        /* it stands beside the eye: no end to its height, nor to one side */
        bool beside = near < 1.0f;
        float top = beside ? 1e9f : rise / (rise > 0.0f ? near : far);
        float left = s->x - s->radius;
        float right = s->x + s->radius;
        float before = left > 0.0f ? left / far : beside ? -1e9f : left / near;
        float behind = right < 0.0f ? right / far : beside ? 1e9f : right / near;
        int from = bin_of(line, before);
        int to = bin_of(line, behind);
        for (int k = from; k <= to; k++) {
            line->top[k] = greater(line->top[k], top);
        }
    }
}
