/* From the text of a glyph to the way of a pen. */
#include "mend/glyph.h"

#include "base/dmath.h"
#include "form/noise.h"

#include <string.h>

struct pen {
    GArray *way;
    float step;
};

static void touch(struct pen *pen, float x, float y, bool lifted) {
    struct crq_pen_point point = {x, y, 0.0f, lifted || pen->way->len == 0};
    if (pen->way->len > 0) {
        const struct crq_pen_point *last =
            &g_array_index(pen->way, struct crq_pen_point, pen->way->len - 1);
        float dx = x - last->x;
        float dy = y - last->y;
        point.along = last->along + (lifted ? 0.0f : sqrtf(dx * dx + dy * dy));
    }
    g_array_append_val(pen->way, point);
}

static void bend(struct pen *pen, float cx, float cy, float x, float y) {
    if (pen->way->len == 0) {
        return;
    }
    struct crq_pen_point from =
        g_array_index(pen->way, struct crq_pen_point, pen->way->len - 1);
    float reach =
        fabsf(cx - from.x) + fabsf(cy - from.y) + fabsf(x - cx) + fabsf(y - cy);
    int steps = MAX((int)(reach / pen->step), 1);
    for (int i = 1; i <= steps; i++) {
        float t = (float)i / (float)steps;
        float a = (1.0f - t) * (1.0f - t);
        float b = 2.0f * t * (1.0f - t);
        touch(pen, a * from.x + b * cx + t * t * x, a * from.y + b * cy + t * t * y,
            false);
    }
}

static void line(struct pen *pen, float x, float y) {
    if (pen->way->len > 0) {
        const struct crq_pen_point *from =
            &g_array_index(pen->way, struct crq_pen_point, pen->way->len - 1);
        bend(pen, 0.5f * (from->x + x), 0.5f * (from->y + y), x, y);
    }
}

static void arc(struct pen *pen, const float v[5], bool lifted) {
    float length = fabsf(v[4] - v[3]) * (float)CRQ_TAU * v[2];
    int steps = MAX((int)(length / pen->step), 6);
    for (int i = 0; i <= steps; i++) {
        float turn = v[3] + (v[4] - v[3]) * (float)i / (float)steps;
        touch(pen, v[0] + v[2] * crq_cos_turns(turn), v[1] + v[2] * crq_sin_turns(turn),
            lifted && i == 0);
    }
}

static void obey(struct pen *pen, char command, float v[5]) {
    switch (command) {
    case 'm':
        touch(pen, v[0], v[1], true);
        break;
    case 'l':
        line(pen, v[0], v[1]);
        break;
    case 'q':
        bend(pen, v[0], v[1], v[2], v[3]);
        break;
    case 'c':
        v[3] = -0.25f;
        v[4] = 0.75f;
        arc(pen, v, true);
        break;
    default:
        arc(pen, v, command == 'a');
    }
}

GArray *crq_glyph_trace(const char *strokes, float step) {
    static const char commands[] = "mlqaAc";
    static const int counts[] = {2, 2, 4, 5, 5, 3};
    struct pen pen = {g_array_new(FALSE, FALSE, sizeof(struct crq_pen_point)), step};
    const char *at = strokes;
    while (*at) {
        const char *command = strchr(commands, *at);
        if (!command) {
            g_array_free(pen.way, TRUE);
            return NULL;
        }
        float v[5] = {0};
        char *next = (char *)at + 1;
        for (int i = 0; i < counts[command - commands]; i++) {
            v[i] = 0.01f * (float)g_ascii_strtod(next, &next);
        }
        obey(&pen, *command, v);
        at = next + strspn(next, " ");
    }
    return pen.way;
}

/* A broad nib held aslant: thin along its edge, full across it. */
static float nib(float dx, float dy) {
    float length = sqrtf(dx * dx + dy * dy);
    float across = length > 0.0f ? fabsf(0.82f * dy + 0.57f * dx) / length : 1.0f;
    return 0.32f + 1.0f * across;
}

static struct crq_piece_end place(const struct crq_hand *hand,
    const struct crq_pen_point *point, float press, float total) {
    float along = point->along;
    float u = point->x + 0.012f * (crq_noise1(along * 5.0f, hand->seed) - 0.5f);
    float v = point->y + 0.012f * (crq_noise1(along * 5.0f, hand->seed + 1u) - 0.5f);
    float c = crq_cos_turns(hand->turn);
    float s = crq_sin_turns(hand->turn);
    float tremble = 0.8f + 0.4f * crq_noise1(along * 9.0f, hand->seed + 2u);
    return (struct crq_piece_end){hand->x + hand->size * (c * u - s * v),
        hand->y + hand->size * (s * u + c * v), hand->pen * press * tremble,
        hand->lit + hand->pace * along / total, hand->size * along};
}

void crq_glyph_write(GArray *ribbons, const GArray *way, const struct crq_hand *hand) {
    const struct crq_pen_point *points =
        (const struct crq_pen_point *)(const void *)way->data;
    float total = way->len > 0 ? MAX(points[way->len - 1].along, 1e-3f) : 1.0f;
    float press = 0.6f;
    struct crq_piece_end last = {0};
    for (guint i = 0; i < way->len; i++) {
        if (!points[i].lifted) {
            press = crq_mix(press,
                nib(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y),
                0.5f);
        }
        struct crq_piece_end end = place(hand, &points[i], press, total);
        if (!points[i].lifted) {
            struct crq_ribbon ribbon = {last, end, hand->strand};
            g_array_append_val(ribbons, ribbon);
        }
        last = end;
    }
}
