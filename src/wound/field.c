/* Distance fields of shards, by brute force over the segments of their outlines. */
#include "wound/field.h"

/* Cells across a shard of square shape, and the bounds of a cell. */
#define CELLS 44.0f
#define FINEST (1.0f / 1600.0f)
#define COARSEST (1.0f / 340.0f)
/* No field takes more cells than this, however long its canvas, nor all of them
 * together more than that. */
#define LARGEST 120000.0f
#define ALL_TOGETHER 8e6f

/* Farther than this from the outline a field only says so: no one asks how far. */
#define FARTHEST 0.15f

struct segment {
    float x, y, dx, dy; /* start and run */
    float end;    /* y of the end, as the next segment has it: y + dy is rounded */
    float shrink; /* 1 / length squared */
    float born, ageing; /* at the start, and how it rises to the end */
};

struct making {
    const struct crq_net *net;
    struct crq_fields *fields;
};

static bool on_border(const struct crq_net *net, const struct crq_vertex *v) {
    float near = 1e-5f;
    return v->x < near || v->y < near || v->x > net->across - near ||
           v->y > net->down - near;
}

static struct segment *outline_segments(
    const struct crq_net *net, const struct crq_shard *shard) {
    struct segment *segments = g_new(struct segment, shard->count);
    const uint32_t *outline = net->outline + shard->first;
    for (uint32_t i = 0; i < shard->count; i++) {
        const struct crq_vertex *a = &net->vertices[outline[i]];
        const struct crq_vertex *b = &net->vertices[outline[(i + 1) % shard->count]];
        struct segment *s = &segments[i];
        s->x = a->x;
        s->y = a->y;
        s->dx = b->x - a->x;
        s->dy = b->y - a->y;
        s->end = b->y;
        s->shrink = 1.0f / (s->dx * s->dx + s->dy * s->dy + 1e-16f);
        bool rim = on_border(net, a) && on_border(net, b);
        s->born = rim ? CRQ_FIELD_NEVER : a->born;
        s->ageing = rim ? 0.0f : b->born - a->born;
    }
    return segments;
}

/* One row of cells against all segments: nearest distance squared, birth, and whether
 * an odd number of edges lies to the left. */
CRQ_WIDE static void fill_row(const struct crq_field *field, int j,
    const struct segment *segments, uint32_t count) {
    float *distance = field->distance + (size_t)j * (size_t)field->width;
    float *born = field->born + (size_t)j * (size_t)field->width;
    float y = field->top + (float)j * field->step;
    int width = field->width;
    float left = field->left;
    float step = field->step;
    for (int i = 0; i < width; i++) {
        distance[i] = FARTHEST * FARTHEST;
        born[i] = CRQ_FIELD_NEVER;
    }
    for (uint32_t k = 0; k < count; k++) {
        struct segment s = segments[k];
        float py = y - s.y;
        if (MIN(0.0f, s.dy) - FARTHEST > py || py > MAX(0.0f, s.dy) + FARTHEST) {
            continue;
        }
        float from = (s.x + MIN(0.0f, s.dx) - FARTHEST - left) / step;
        float to = (s.x + MAX(0.0f, s.dx) + FARTHEST - left) / step + 1.0f;
        int first = (int)crq_clamp(from, 0.0f, (float)width);
        int last = (int)crq_clamp(to, 0.0f, (float)width);
        for (int i = first; i < last; i++) {
            float px = left + (float)i * step - s.x;
            float t = crq_saturate((px * s.dx + py * s.dy) * s.shrink);
            float ex = px - s.dx * t;
            float ey = py - s.dy * t;
            float d = ex * ex + ey * ey;
            bool nearer = d < distance[i];
            born[i] = nearer ? s.born + s.ageing * t : born[i];
            distance[i] = nearer ? d : distance[i];
        }
    }
}

static void sign_row(const struct crq_field *field, int j,
    const struct segment *segments, uint32_t count) {
    float *distance = field->distance + (size_t)j * (size_t)field->width;
    float y = field->top + (float)j * field->step;
    for (int i = 0; i < field->width; i++) {
        distance[i] = -sqrtf(distance[i]);
    }
    for (uint32_t k = 0; k < count; k++) {
        const struct segment *s = &segments[k];
        if ((s->y > y) == (s->end > y)) {
            continue;
        }
        float x = s->x + s->dx * ((y - s->y) / s->dy);
        float first = crq_clamp(
            (x - field->left) / field->step + 1.0f, 0.0f, (float)field->width);
        for (int i = (int)first; i < field->width; i++) {
            distance[i] = -distance[i];
        }
    }
}

static void lay_out(struct crq_field *field, const struct segment *segments,
    uint32_t count, double area, float largest) {
    float *box = field->box;
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (uint32_t k = 0; k < count; k++) {
        box[0] = MIN(box[0], segments[k].x);
        box[1] = MIN(box[1], segments[k].y);
        box[2] = MAX(box[2], segments[k].x);
        box[3] = MAX(box[3], segments[k].y);
    }
    float across = box[2] - box[0] + 2.0f * CRQ_FIELD_MARGIN;
    float down = box[3] - box[1] + 2.0f * CRQ_FIELD_MARGIN;
    float side = sqrtf((float)area) / CELLS;
    field->step = crq_clamp(side, FINEST, COARSEST);
    field->step = MAX(field->step, sqrtf(across * down / largest));
    field->left = box[0] - CRQ_FIELD_MARGIN;
    field->top = box[1] - CRQ_FIELD_MARGIN;
    field->width = (int)(across / field->step) + 2;
    field->height = (int)(down / field->step) + 2;
}

static void make_fields(void *context, int first, int last) {
    const struct making *making = context;
    float largest = MIN(LARGEST, ALL_TOGETHER / (float)making->net->shard_count);
    for (int i = first; i < last; i++) {
        const struct crq_shard *shard = &making->net->shards[i];
        struct crq_field *field = &making->fields->shard[i];
        struct segment *segments = outline_segments(making->net, shard);
        lay_out(field, segments, shard->count, shard->area, largest);
        size_t cells = (size_t)field->width * (size_t)field->height;
        field->distance = g_new(float, cells);
        field->born = g_new(float, cells);
        for (int j = 0; j < field->height; j++) {
            fill_row(field, j, segments, shard->count);
            sign_row(field, j, segments, shard->count);
        }
        g_free(segments);
    }
}

struct crq_fields *crq_fields_create(
    const struct crq_net *net, const struct crq_crew *crew) {
    struct crq_fields *fields = g_new0(struct crq_fields, 1);
    fields->count = net->shard_count;
    fields->shard = g_new0(struct crq_field, net->shard_count);
    struct making making = {net, fields};
    struct crq_crew one_each = {crew->threads, 1};
    crq_strips(&one_each, (int)net->shard_count, make_fields, &making);
    return fields;
}

void crq_fields_destroy(struct crq_fields *fields) {
    if (!fields) {
        return;
    }
    for (uint32_t i = 0; i < fields->count; i++) {
        g_free(fields->shard[i].distance);
        g_free(fields->shard[i].born);
    }
    g_free(fields->shard);
    g_free(fields);
}

CRQ_WIDE void crq_field_all(const struct crq_field *field, const float *plane,
    int count, const float *x, const float *y, float *restrict values) {
    struct crq_field own = *field;
    for (int k = 0; k < count; k++) {
        values[k] = crq_field_plane(&own, plane, x[k], y[k]);
    }
}

CRQ_WIDE void crq_field_measure(const struct crq_field *field, int count,
    const float *x, const float *y, float *restrict distance) {
    struct crq_field own = *field;
    for (int k = 0; k < count; k++) {
        distance[k] = crq_field_at(&own, x[k], y[k]);
    }
}
