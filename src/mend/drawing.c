/* What is drawn on the door. */
#include "mend/door.h"

#include "base/chance.h"
#include "base/dmath.h"

enum { SIGNS = 14 };

struct drawing {
    GArray *ribbons;
    float pen;
    uint32_t seed;
};

/* A line through points given by a function of 0..1. */
static void trace(struct drawing *d,
    void (*at)(float t, float side, float *x, float *y), float side, int steps,
    float pen, float lit, float pace) {
    struct crq_piece_end last = {0};
    for (int i = 0; i <= steps; i++) {
        float t = (float)i / (float)steps;
        struct crq_piece_end end = {0, 0, d->pen * pen, lit + pace * t, t};
        at(t, side, &end.x, &end.y);
        struct crq_ribbon ribbon = {last, end, CRQ_LEAF_FRAME};
        if (i > 0) {
            g_array_append_val(d->ribbons, ribbon);
        }
        last = end;
    }
}

/* Half the serpent's thickness, from the tail at 0 to the head at 1. */
static float girth(float t) {
    float body = crq_pow(crq_saturate(1.25f * t), 0.8f);
    float head = t > 0.95f ? crq_sin_turns(0.5f * (t - 0.95f) / 0.05f) : 0.0f;
    return 0.072f * (0.18f + 0.82f * body) * (1.0f + 0.4f * head);
}

#define TAIL (-0.25f + 0.032f)
#define LENGTH 0.985f

static void flank(float t, float side, float *x, float *y) {
    float turn = TAIL + LENGTH * t;
    float r = 1.0f + side * girth(t);
    *x = r * crq_cos_turns(turn);
    *y = r * crq_sin_turns(turn);
}

/* One scale: a chevron across the body, its point towards the head. */
static void draw_scale(struct drawing *d, float t, float lit) {
    float u[3];
    float v[3];
    flank(t, 0.86f, &u[0], &v[0]);
    flank(t + 0.006f, 0.0f, &u[1], &v[1]);
    flank(t, -0.86f, &u[2], &v[2]);
    for (int k = 0; k < 2; k++) {
        struct crq_ribbon ribbon = {{u[k], v[k], 0.55f * d->pen, lit, 0.0f},
            {u[k + 1], v[k + 1], 0.55f * d->pen, lit + 0.01f, 0.05f}, CRQ_LEAF_FRAME};
        g_array_append_val(d->ribbons, ribbon);
    }
}

/* Jaws that close over the tail, and an eye. */
static void draw_head(struct drawing *d) {
    GArray *way = crq_glyph_trace(
        "m -9 -8 q 0 -12 9 -7 q 13 -4 14 -1 l 5 -1 m -9 8 q 0 12 8 8 q 12 5 13 2 l 4 2 "
        "c -2 -5 2",
        0.02f);
    float turn = TAIL + LENGTH;
    struct crq_hand hand = {.x = crq_cos_turns(turn),
        .y = crq_sin_turns(turn),
        .size = 0.9f,
        .turn = turn + 0.25f,
        .pen = d->pen,
        .lit = 0.42f,
        .pace = 0.06f,
        .strand = CRQ_LEAF_FRAME,
        .seed = d->seed};
    crq_glyph_write(d->ribbons, way, &hand);
    g_array_free(way, TRUE);
}

static void draw_serpent(struct drawing *d) {
    trace(d, flank, 1.0f, 150, 1.0f, 0.0f, 0.42f);
    trace(d, flank, -1.0f, 150, 1.0f, 0.0f, 0.42f);
    for (int i = 5; i < 76; i++) {
        float t = (float)i / 80.0f;
        draw_scale(d, t, 0.04f + 0.42f * t);
    }
    draw_head(d);
}

static void write(struct drawing *d, const char *strokes, float x, float y, float size,
    float turn, float lit, float pace) {
    GArray *way = crq_glyph_trace(strokes, 0.05f);
    struct crq_hand hand = {x, y, size, turn, d->pen, lit, pace, CRQ_LEAF_FRAME,
        d->seed + (uint32_t)d->ribbons->len};
    crq_glyph_write(d->ribbons, way, &hand);
    g_array_free(way, TRUE);
}

static void draw_ring(struct drawing *d) {
    for (int i = 0; i < SIGNS; i++) {
        /* none stands on the joint */
        float turn = -0.25f + ((float)i + 0.5f) / (float)SIGNS;
        uint32_t g = (d->seed + 11u * (uint32_t)i) % (uint32_t)crq_glyph_count;
        float x = crq_cos_turns(turn);
        float y = crq_sin_turns(turn);
        float lit = 0.22f + 0.5f * (float)i / (float)SIGNS;
        write(d, crq_glyphs[g].strokes, 0.745f * x, 0.745f * y, 0.185f, turn + 0.25f,
            lit, 0.08f);
        float beside = turn + 0.5f / (float)SIGNS;
        if (i + 1 != SIGNS && i + 1 != SIGNS / 2) {
            write(d, "c 0 0 30", 0.745f * crq_cos_turns(beside),
                0.745f * crq_sin_turns(beside), 0.03f, 0.0f, lit, 0.02f);
        }
    }
}

static void draw_circles(struct drawing *d) {
    write(d, "a 0 0 100 -24.6 24.6", 0, 0, 0.885f, 0, 0.15f, 0.2f);
    write(d, "a 0 0 100 25.4 74.6", 0, 0, 0.885f, 0, 0.15f, 0.2f);
    write(d, "a 0 0 100 -24.4 24.4", 0, 0, 0.605f, 0, 0.3f, 0.2f);
    write(d, "a 0 0 100 25.6 74.4", 0, 0, 0.605f, 0, 0.3f, 0.2f);
    write(d, "a 0 0 100 -24.3 24.3", 0, 0, 0.575f, 0, 0.32f, 0.2f);
    write(d, "a 0 0 100 25.7 74.3", 0, 0, 0.575f, 0, 0.32f, 0.2f);
}

/* One half of it; the other is its mirror. Wings, and a snake about the staff. */
static void draw_caduceus(struct drawing *d) {
    static const char *const half =
        "m 3 -30 q 16 -50 50 -44 q 42 -37 40 -30 q 33 -31 30 -24 q 23 -26 20 -19 "
        "q 12 -22 3 -17 m 6 -28 q 22 -40 42 -38 m 6 -24 q 20 -32 32 -30 "
        "m 1 48 q 10 42 1 36 m 1 36 q 17 27 1 16 m 1 16 q 24 3 13 -9 q 8 -13 5 -8 "
        "m 2 -34 q 7 -38 1 -43 m 1 52 l 1 -30";
    static const char *const other =
        "m -3 -30 q -16 -50 -50 -44 q -42 -37 -40 -30 q -33 -31 -30 -24 "
        "q -23 -26 -20 -19 q -12 -22 -3 -17 m -6 -28 q -22 -40 -42 -38 "
        "m -6 -24 q -20 -32 -32 -30 m -1 48 q -10 42 -1 36 m -1 36 q -17 27 -1 16 "
        "m -1 16 q -24 3 -13 -9 q -8 -13 -5 -8 m -2 -34 q -7 -38 -1 -43 m -1 52 l -1 "
        "-30";
    write(d, half, 0, 0, 1.02f, 0, 0.6f, 0.4f);
    write(d, other, 0, 0, 1.02f, 0, 0.6f, 0.4f);
}

/* What lies inside the frame belongs to a leaf. */
static void hang_leaves(GArray *ribbons) {
    for (guint i = 0; i < ribbons->len; i++) {
        struct crq_ribbon *r = &g_array_index(ribbons, struct crq_ribbon, i);
        float x = 0.5f * (r->a.x + r->b.x);
        float y = 0.5f * (r->a.y + r->b.y);
        if (x * x + y * y < 0.90f * 0.90f) {
            r->strand = x < 0.0f ? CRQ_LEAF_LEFT : CRQ_LEAF_RIGHT;
        }
    }
}

GArray *crq_door_draw(uint64_t seed, float pen) {
    struct drawing d = {g_array_new(FALSE, FALSE, sizeof(struct crq_ribbon)), pen,
        crq_bits(crq_chance(seed, "door"), 0, 0) & 0xffffu};
    draw_serpent(&d);
    draw_ring(&d);
    draw_circles(&d);
    draw_caduceus(&d);
    hang_leaves(d.ribbons);
    return d.ribbons;
}
