/* Splatting light in bands of rows. */
#include "paint/floating_mountains/spark.h"

#include "form/packet.h"

#include <glib.h>

/* The least standard deviation in pixels. */
#define FINEST_SPARK 0.55f
#define FINEST_THREAD 0.45f
/* Light this little behind a surface still shows. */
#define SLACK 0.12f
/* Cloud hides light within this depth. */
#define CLOUD_DEPTH 5.0f

void crq_sparks_add(struct crq_sparks *list, const struct crq_spark *spark) {
    if (list->spark_count == list->spark_room) {
        list->spark_room = MAX(1024, 2 * list->spark_room);
        list->sparks = g_renew(struct crq_spark, list->sparks, list->spark_room);
    }
    list->sparks[list->spark_count++] = *spark;
}

void crq_threads_add(struct crq_sparks *list, const struct crq_thread *thread) {
    if (list->thread_count == list->thread_room) {
        list->thread_room = MAX(1024, 2 * list->thread_room);
        list->threads = g_renew(struct crq_thread, list->threads, list->thread_room);
    }
    list->threads[list->thread_count++] = *thread;
}

void crq_sparks_finish(struct crq_sparks *list) {
    g_free(list->sparks);
    g_free(list->threads);
    *list = (struct crq_sparks){0};
}

struct shine {
    const struct crq_sparks *list;
    struct crq_sheet *sheet;
    float line; /* pixels in a line */
    float mark;
};

/* Share of light from `depth` that reaches the eye through a pixel. */
static float passes(const struct crq_sheet *sheet, size_t at, float depth) {
    float own = sheet->depth[at];
    if (sheet->thing[at] == CRQ_THING_CLOUD) {
        return 1.0f - crq_smoothstep(own - 0.4f, own + CLOUD_DEPTH, depth);
    }
    return own < depth - SLACK ? 0.0f : 1.0f;
}

/* Light is added, never laid over: order matters to no one but the last bit, and lists
 * are walked in order by every band. */
static void add(const struct shine *s, size_t at, crq_rgba light) {
    s->sheet->pixels[at] += light;
    if (crq_luminance(light) > s->mark) {
        s->sheet->thing[at] = CRQ_THING_LIGHT;
    }
}

/* Gaussian by rows and columns. */
static void shine_spark(
    const struct shine *s, const struct crq_spark *p, int first, int last) {
    float sigma = MAX(p->width * s->line, FINEST_SPARK);
    float x = p->x / s->sheet->pixel;
    float y = p->y / s->sheet->pixel;
    float reach = 3.0f * sigma;
    if (!(y + reach > (float)first && y - reach < (float)last && x + reach > 0.0f &&
            x - reach < (float)s->sheet->width)) {
        return;
    }
    int top = MAX((int)crq_floor(y - reach), first);
    int bottom = MIN((int)crq_floor(y + reach), last - 1);
    int left = MAX((int)crq_floor(x - reach), 0);
    int right = MIN((int)crq_floor(x + reach), s->sheet->width - 1);
    float steep = -0.5f / (sigma * sigma);
    float peak = s->line * s->line / (6.2831853f * sigma * sigma);
    crq_rgba flux = {p->flux[0], p->flux[1], p->flux[2], 0.0f};
    for (int j = top; j <= bottom; j++) {
        float dy = (float)j + 0.5f - y;
        float row = peak * crq_exp(steep * dy * dy);
        for (int i = left; i <= right; i++) {
            size_t at = (size_t)j * (size_t)s->sheet->width + (size_t)i;
            float dx = (float)i + 0.5f - x;
            float k = row * crq_exp(steep * dx * dx) * passes(s->sheet, at, p->depth);
            add(s, at, flux * crq_rgba_grey(k));
        }
    }
}

/* A thread in pixels, with what its pixels share. */
struct stroke {
    float x, y, length, ux, uy;
    float reach, peak;
};

/* `passes` for a row of eight pixels, of which `count` are asked for. */
CRQ_PACKET crq_f8 eight_pass(
    const struct crq_sheet *sheet, size_t at, int count, crq_f8 depth) {
    crq_f8 own = depth;
    crq_i8 cloud = crq_i8_mask(false);
    for (int l = 0; l < MIN(count, CRQ_LANES); l++) {
        own[l] = sheet->depth[at + (size_t)l];
        cloud[l] = sheet->thing[at + (size_t)l] == CRQ_THING_CLOUD ? -1 : 0;
    }
    crq_f8 seen = crq_f8_pick(own < depth - SLACK, crq_f8_all(0.0f), crq_f8_all(1.0f));
    if (!crq_i8_any(cloud)) {
        return seen;
    }
    crq_f8 t = crq_f8_saturate((depth - own + 0.4f) * (1.0f / (CLOUD_DEPTH + 0.4f)));
    return crq_f8_pick(cloud, 1.0f - t * t * (3.0f - 2.0f * t), seen);
}

/* Light on eight pixels of a row, `count` of them asked for, from (px, py) within the
 * thread. Cross-section (1 - d^2)^3, nearly Gaussian; half-open soft ends, so that
 * joints add to one. */
CRQ_PACKET crq_f8 stroke_light(const struct shine *s, const struct crq_thread *t,
    const struct stroke *k, crq_f8 px, float py, size_t at, int count) {
    crq_f8 along = px * k->ux + py * k->uy;
    crq_f8 off = (px * k->uy - py * k->ux) * (1.0f / k->reach);
    crq_f8 w = crq_f8_saturate(along + 0.5f) +
               crq_f8_saturate(k->length - along + 0.5f) - 1.0f;
    crq_f8 u = 1.0f - off * off;
    crq_i8 within = (w > 0.0f) & (u > 0.0f);
    if (!crq_i8_any(within)) {
        return crq_f8_all(0.0f);
    }
    crq_f8 share = crq_f8_saturate(along * (1.0f / k->length));
    crq_f8 depth = t->depth[0] + (t->depth[1] - t->depth[0]) * share;
    crq_f8 strength = t->strength[0] + (t->strength[1] - t->strength[0]) * share;
    crq_f8 light = k->peak * u * u * u * w * strength;
    light *= eight_pass(s->sheet, at, count, depth);
    return crq_f8_pick(within, light, crq_f8_all(0.0f));
}

/* Holds pixels [left, right] to those whose x times `slope` lies between two values. */
static void clip(float a, float b, float slope, int *left, int *right) {
    if (slope > 1e-3f || slope < -1e-3f) {
        a /= slope;
        b /= slope;
        *left = MAX(*left, (int)crq_clamp(MIN(a, b) - 0.5f, -1e6f, 1e6f));
        *right = MIN(*right, (int)crq_clamp(MAX(a, b) + 0.5f, -1e6f, 1e6f));
    }
}

/* Eight pixels of a row at once. */
CRQ_PACKET void stroke_row(const struct shine *s, const struct crq_thread *t,
    const struct stroke *k, int j, int left, int right) {
    const crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    float py = (float)j + 0.5f - k->y;
    clip((py * k->ux - k->reach) + k->x * k->uy, (py * k->ux + k->reach) + k->x * k->uy,
        k->uy, &left, &right);
    clip(k->x * k->ux - py * k->uy - 0.5f, k->x * k->ux - py * k->uy + k->length + 0.5f,
        k->ux, &left, &right);
    crq_rgba colour = {t->colour[0], t->colour[1], t->colour[2], 0.0f};
    for (int i = left; i <= right; i += CRQ_LANES) {
        size_t at = (size_t)j * (size_t)s->sheet->width + (size_t)i;
        int count = right - i + 1;
        crq_f8 px = lane + ((float)i - k->x);
        crq_f8 light = stroke_light(s, t, k, px, py, at, count);
        for (int l = 0; l < MIN(count, CRQ_LANES); l++) {
            if (light[l] > 0.0f) {
                add(s, at + (size_t)l, colour * crq_rgba_grey(light[l]));
            }
        }
    }
}

/* Clips to the band, then walks its rows. */
static void shine_thread(
    const struct shine *s, const struct crq_thread *t, int first, int last) {
    float scale = 1.0f / s->sheet->pixel;
    float sigma = MAX(t->width * s->line, FINEST_THREAD);
    struct stroke k = {
        .x = t->x[0] * scale, .y = t->y[0] * scale, .reach = 3.0f * sigma};
    float dx = t->x[1] * scale - k.x;
    float dy = t->y[1] * scale - k.y;
    k.length = sqrtf(dx * dx + dy * dy);
    if (!(k.length > 1e-4f)) {
        return;
    }
    k.ux = dx / k.length;
    k.uy = dy / k.length;
    /* the box about a bar turned along the thread */
    float wide = k.reach * fabsf(k.uy) + 0.5f * fabsf(k.ux);
    float tall = k.reach * fabsf(k.ux) + 0.5f * fabsf(k.uy);
    float low = MIN(k.y, k.y + dy) - tall;
    float high = MAX(k.y, k.y + dy) + tall;
    float from = MIN(k.x, k.x + dx) - wide;
    float to = MAX(k.x, k.x + dx) + wide;
    if (!(high > (float)first && low < (float)last && to > 0.0f &&
            from < (float)s->sheet->width)) {
        return;
    }
    k.peak = s->line * 35.0f / (32.0f * k.reach);
    int left = (int)MAX(from, 0.0f);
    int right = (int)MIN(to, (float)s->sheet->width - 1.0f);
    int bottom = (int)MIN(high, (float)last - 1.0f);
    for (int j = (int)MAX(low, (float)first); j <= bottom; j++) {
        stroke_row(s, t, &k, j, left, right);
    }
}

/* Threads first: a pebble's head shines on its own tail. */
CRQ_WIDE static void shine_strip(void *context, int first, int last) {
    const struct shine *s = context;
    for (int i = 0; i < s->list->thread_count; i++) {
        shine_thread(s, &s->list->threads[i], first, last);
    }
    for (int i = 0; i < s->list->spark_count; i++) {
        shine_spark(s, &s->list->sparks[i], first, last);
    }
}

void crq_sparks_shine(
    const struct crq_sparks *list, const struct crq_brush *brush, float mark) {
    struct shine shine = {
        .list = list,
        .sheet = brush->sheet,
        .line = 1.0f / (1080.0f * brush->sheet->pixel),
        .mark = mark,
    };
    struct crq_crew bands = {brush->crew->threads, 48};
    crq_strips(&bands, brush->sheet->height, shine_strip, &shine);
}
