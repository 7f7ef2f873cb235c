/* Four edgings: a torchon fan, a leafy scallop, a reticella of wheels and points, and
 * plaited arches. After the pattern books of the trade. */
#include "fracture/edgings.h"

static void line(
    struct crq_lace_tile *tile, float x0, float y0, float x1, float y1, float stout) {
    float from[2] = {x0, y0};
    float to[2] = {x1, y1};
    crq_lace_thread(tile, from, to, stout);
}

static void spoke(struct crq_lace_tile *tile, const float centre[2], float turn,
    float from, float to, float stout) {
    float c = crq_cos_turns(turn);
    float s = crq_sin_turns(turn);
    line(tile, centre[0] + from * c, centre[1] + from * s, centre[0] + to * c,
        centre[1] + to * s, stout);
}

/* Two threads that wind round each other across the repeat. */
static void braid(struct crq_lace_tile *tile, float y, float swing, int waves) {
    for (int side = -1; side <= 1; side += 2) {
        for (int i = 0; i < 64; i++) {
            float a = (float)i / 64.0f;
            float b = (float)(i + 1) / 64.0f;
            float from = (float)side * swing * crq_sin_turns(a * (float)waves);
            float to = (float)side * swing * crq_sin_turns(b * (float)waves);
            line(tile, a, y + from, b, y + to, 1.0f);
        }
    }
}

/* Petals about an eye. */
static void flower(struct crq_lace_tile *tile, float x, float y, float r, int petals) {
    const float centre[2] = {x, y};
    crq_lace_ring(tile, x, y, 0.2f * r, 1.5f);
    for (int i = 0; i < petals; i++) {
        float a = (float)i / (float)petals;
        float oval[5] = {x + 0.62f * r * crq_cos_turns(a),
            y + 0.62f * r * crq_sin_turns(a), 0.4f * r, 1.3f * r / (float)petals, a};
        crq_lace_arc(tile, oval, 0.0f, 1.0f, 1.25f);
        spoke(tile, centre, a, 0.2f * r, 0.9f * r, 0.6f);
    }
    crq_lace_ring(tile, x, y, r, 1.1f);
}

/* A woven body with curved legs in a corded diamond. */
static void spider(struct crq_lace_tile *tile, float x, float y, float reach) {
    crq_lace_ring(tile, x, y, 0.055f, 1.6f);
    crq_lace_ring(tile, x, y, 0.025f, 1.6f);
    for (int q = 0; q < 4; q++) {
        float a = 0.25f * (float)q;
        float ax = x + reach * crq_cos_turns(a);
        float ay = y + reach * crq_sin_turns(a);
        float bx = x + reach * crq_cos_turns(a + 0.25f);
        float by = y + reach * crq_sin_turns(a + 0.25f);
        line(tile, ax, ay, bx, by, 1.25f);
        for (int i = 0; i < 5; i++) {
            float f = ((float)i + 0.5f) / 5.0f;
            float leg = a + 0.125f + 0.14f * (f - 0.5f);
            float sx = x + 0.055f * crq_cos_turns(leg);
            float sy = y + 0.055f * crq_sin_turns(leg);
            float mx =
                0.5f * (sx + ax + (bx - ax) * f) + 0.03f * (by - ay) * (f - 0.5f);
            float my =
                0.5f * (sy + ay + (by - ay) * f) - 0.03f * (bx - ax) * (f - 0.5f);
            line(tile, sx, sy, mx, my, 1.05f);
            line(tile, mx, my, ax + (bx - ax) * f, ay + (by - ay) * f, 1.05f);
        }
    }
}

static void picots(
    struct crq_lace_tile *tile, const float centre[2], float r, int count, float ring) {
    for (int i = 0; i < count; i++) {
        float a = 0.5f + 0.5f * ((float)i + 0.5f) / (float)count;
        crq_lace_ring(tile, centre[0] + r * crq_cos_turns(a),
            centre[1] + r * crq_sin_turns(a), ring, 0.9f);
    }
}

static void torchon(struct crq_lace_tile *tile) {
    static const struct crq_lace_gap gaps[] = {{0.5f, 1.2f, 0.335f, true},
        {0, 1.16f, 0.155f, false}, {0, 1.98f, 0.13f, false}};
    const float c[2] = {0.5f, 0.6f};
    static const float arcs[5][2] = {
        {0.495f, 1.5f}, {0.445f, 1.0f}, {0.335f, 1.0f}, {0.15f, 1.35f}, {0.11f, 1.0f}};
    for (int i = 0; i < 5; i++) {
        float oval[5] = {c[0], c[1], arcs[i][0], arcs[i][0], 0.0f};
        crq_lace_arc(tile, oval, 0.5f, 1.0f, arcs[i][1]);
    }
    for (int i = 0; i <= 12; i++) {
        float a = 0.5f + 0.5f * (float)i / 12.0f;
        float b = a + 0.25f / 12.0f;
        float d = a + 0.5f / 12.0f;
        spoke(tile, c, a, 0.15f, 0.335f, 0.85f);
        if (i < 12) {
            float mx = c[0] + 0.445f * crq_cos_turns(b);
            float my = c[1] + 0.445f * crq_sin_turns(b);
            line(tile, c[0] + 0.335f * crq_cos_turns(a),
                c[1] + 0.335f * crq_sin_turns(a), mx, my, 0.85f);
            line(tile, mx, my, c[0] + 0.335f * crq_cos_turns(d),
                c[1] + 0.335f * crq_sin_turns(d), 0.85f);
        }
    }
    picots(tile, c, 0.529f, 12, 0.027f);
    braid(tile, 0.635f, 0.016f, 8);
    line(tile, 0.0f, 0.43f, 0.0f, 0.62f, 1.0f);
    line(tile, -0.1f, 0.38f, 0.1f, 0.38f, 1.0f);
    crq_lace_ring(tile, 0.0f, 0.405f, 0.022f, 0.9f);
    crq_lace_ground(tile, 0.655f, 6, 1.0f, gaps, 3);
    spider(tile, 0.5f, 1.2f, 0.335f);
    flower(tile, 0.0f, 1.16f, 0.155f, 8);
    flower(tile, 0.0f, 1.98f, 0.13f, 6);
}

/* Leaves fanned in a scallop, over a steep fine net with roundels. */
static void leafy(struct crq_lace_tile *tile) {
    static const struct crq_lace_gap gaps[] = {{0.0f, 1.02f, 0.2f, false},
        {0.5f, 1.5f, 0.24f, false}, {0, 2.05f, 0.14f, false}};
    const float c[2] = {0.5f, 0.62f};
    for (int i = 0; i < 7; i++) {
        float a = 0.5f + 0.5f * ((float)i + 0.5f) / 7.0f;
        float oval[5] = {c[0] + 0.29f * crq_cos_turns(a),
            c[1] + 0.29f * crq_sin_turns(a), 0.15f, 0.047f, a};
        crq_lace_arc(tile, oval, 0.0f, 1.0f, 1.3f);
        spoke(tile, c, a, 0.14f, 0.45f, 0.7f);
        for (int k = -2; k <= 2; k++) {
            float r = 0.29f + 0.045f * (float)k;
            spoke(tile, c, a - 0.012f, r, r + 0.02f, 0.6f);
        }
    }
    float outer[5] = {c[0], c[1], 0.495f, 0.5f, 0.0f};
    crq_lace_arc(tile, outer, 0.5f, 1.0f, 1.5f);
    float inner[5] = {c[0], c[1], 0.46f, 0.465f, 0.0f};
    crq_lace_arc(tile, inner, 0.5f, 1.0f, 0.9f);
    picots(tile, c, 0.525f, 16, 0.02f);
    crq_lace_ring(tile, c[0], c[1], 0.1f, 1.4f);
    crq_lace_ring(tile, c[0], c[1], 0.055f, 1.1f);
    braid(tile, 0.66f, 0.022f, 6);
    crq_lace_ground(tile, 0.69f, 8, 1.75f, gaps, 3);
    flower(tile, 0.0f, 1.02f, 0.2f, 7);
    flower(tile, 0.5f, 1.5f, 0.24f, 10);
    flower(tile, 0.0f, 2.05f, 0.14f, 6);
}

/* Cut work: wheels in squares, and long points outside. */
static void reticella(struct crq_lace_tile *tile) {
    for (int k = 0; k < 2; k++) {
        float x = 0.25f + 0.5f * (float)k;
        line(tile, x - 0.25f, 0.56f, x, 0.06f, 1.3f);
        line(tile, x, 0.06f, x + 0.25f, 0.56f, 1.3f);
        line(tile, x - 0.14f, 0.52f, x, 0.2f, 0.9f);
        line(tile, x, 0.2f, x + 0.14f, 0.52f, 0.9f);
        crq_lace_ring(tile, x, 0.36f, 0.05f, 1.2f);
        crq_lace_ring(tile, x, 0.035f, 0.026f, 1.0f);
        for (int i = 1; i < 5; i++) {
            float f = 0.2f * (float)i;
            crq_lace_ring(
                tile, x - 0.25f * f - 0.02f, 0.06f + 0.5f * f - 0.012f, 0.018f, 0.9f);
            crq_lace_ring(
                tile, x + 0.25f * f + 0.02f, 0.06f + 0.5f * f - 0.012f, 0.018f, 0.9f);
        }
    }
    for (int row = 0; row < 4; row++) {
        float y = 0.6f + 0.5f * (float)row;
        line(tile, 0.0f, y - 0.02f, 1.0f, y - 0.02f, 1.2f);
        line(tile, 0.0f, y + 0.02f, 1.0f, y + 0.02f, 1.2f);
        for (int k = 0; k < 2; k++) {
            const float c[2] = {0.25f + 0.5f * (float)k, y + 0.25f};
            line(tile, c[0] - 0.25f, y, c[0] - 0.25f, y + 0.5f, 1.5f);
            bool wheel = (row + k) % 2 == 0;
            crq_lace_ring(tile, c[0], c[1], wheel ? 0.17f : 0.09f, 1.2f);
            crq_lace_ring(tile, c[0], c[1], 0.045f, 1.5f);
            for (int i = 0; i < 16; i++) {
                float a = (float)i / 16.0f;
                float far = i % 2 ? (wheel ? 0.17f : 0.09f) : i % 4 ? 0.31f : 0.23f;
                spoke(tile, c, a, 0.045f, far, i % 2 ? 0.7f : 0.95f);
            }
            for (int i = 0; i < 8 && !wheel; i++) {
                float a = ((float)i + 0.5f) / 8.0f;
                float oval[5] = {c[0] + 0.135f * crq_cos_turns(a),
                    c[1] + 0.135f * crq_sin_turns(a), 0.05f, 0.022f, a};
                crq_lace_arc(tile, oval, 0.0f, 1.0f, 1.1f);
            }
        }
    }
}

/* Double arches of plaits with tallies, over a wide mesh. */
static void plaited(struct crq_lace_tile *tile) {
    static const struct crq_lace_gap gaps[] = {{0.25f, 1.1f, 0.17f, true},
        {0.75f, 1.1f, 0.17f, true}, {0.5f, 1.75f, 0.25f, false}};
    for (int k = 0; k < 2; k++) {
        const float c[2] = {0.25f + 0.5f * (float)k, 0.36f};
        static const float arcs[3] = {0.245f, 0.195f, 0.11f};
        for (int i = 0; i < 3; i++) {
            float oval[5] = {c[0], c[1], arcs[i], 1.1f * arcs[i], 0.0f};
            crq_lace_arc(tile, oval, 0.5f, 1.0f, i == 2 ? 1.3f : 1.15f);
        }
        for (int i = 0; i <= 8; i++) {
            spoke(tile, c, 0.5f + 0.0625f * (float)i, 0.11f, 0.24f, 0.8f);
        }
        picots(tile, c, 0.285f, 9, 0.019f);
        crq_lace_ring(tile, c[0], c[1] - 0.01f, 0.045f, 1.3f);
    }
    braid(tile, 0.38f, 0.018f, 10);
    for (int i = 0; i < 8; i++) {
        float x = ((float)i + 0.5f) / 8.0f;
        float oval[5] = {x, 0.52f, 0.11f, 0.035f, i % 2 ? 0.19f : 0.31f};
        crq_lace_arc(tile, oval, 0.0f, 1.0f, 1.4f);
    }
    braid(tile, 0.66f, 0.018f, 10);
    crq_lace_ground(tile, 0.68f, 5, 1.0f, gaps, 3);
    for (int k = 0; k < 2; k++) {
        float x = 0.25f + 0.5f * (float)k;
        for (int i = 0; i < 4; i++) {
            float a = 0.25f * (float)i;
            float oval[5] = {x + 0.085f * crq_cos_turns(a),
                1.1f + 0.085f * crq_sin_turns(a), 0.08f, 0.03f, a};
            crq_lace_arc(tile, oval, 0.0f, 1.0f, 1.3f);
        }
    }
    flower(tile, 0.5f, 1.75f, 0.25f, 9);
    crq_lace_ring(tile, 0.5f, 1.75f, 0.2f, 0.9f);
}

void crq_lace_edging(struct crq_lace_tile *tile, int edging) {
    static void (*const patterns[CRQ_EDGINGS])(struct crq_lace_tile *) = {
        torchon, leafy, reticella, plaited};
    patterns[edging](tile);
}
