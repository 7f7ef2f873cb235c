/* Threads into a field of distances. */
#include "fracture/edgings.h"

/* Threads are drawn exactly up to here; beyond, distances are propagated. */
#define NEAR 0.09f
#define FAR 4.0f
/* The ground is lighter than the motifs that stand in it. */
#define GROUND 0.62f

void crq_lace_thread(
    struct crq_lace_tile *tile, const float from[2], const float to[2], float stout) {
    const float size = (float)CRQ_LACE_WIDTH;
    float dx = to[0] - from[0];
    float dy = to[1] - from[1];
    float length = sqrtf(dx * dx + dy * dy);
    float shrink = 1.0f / (dx * dx + dy * dy + 1e-12f);
    int x0 = (int)crq_floor((MIN(from[0], to[0]) - NEAR) * size);
    int x1 = (int)crq_floor((MAX(from[0], to[0]) + NEAR) * size) + 1;
    int y0 = MAX((int)crq_floor((MIN(from[1], to[1]) - NEAR) * size), 0);
    int y1 = (int)crq_floor((MAX(from[1], to[1]) + NEAR) * size) + 1;
    y1 = MIN(y1, CRQ_LACE_HEIGHT - 1);
    for (int y = y0; y <= y1; y++) {
        float py = ((float)y + 0.5f) / size - from[1];
        for (int x = x0; x <= x1; x++) {
            float px = ((float)x + 0.5f) / size - from[0];
            float t = crq_saturate((px * dx + py * dy) * shrink);
            float ex = px - dx * t;
            float ey = py - dy * t;
            float d = sqrtf(ex * ex + ey * ey);
            int i = (x % CRQ_LACE_WIDTH + CRQ_LACE_WIDTH) % CRQ_LACE_WIDTH;
            if (d < NEAR && d / stout < tile->distance[y][i]) {
                tile->distance[y][i] = d / stout;
                tile->along[y][i] = t * length + from[0] + from[1];
            }
        }
    }
}

void crq_lace_arc(struct crq_lace_tile *tile, const float oval[5], float from, float to,
    float stout) {
    float sweep = to - from < 0.0f ? from - to : to - from;
    int steps = 4 + (int)(sweep * 40.0f * (0.35f + 2.0f * MAX(oval[2], oval[3])));
    float c = crq_cos_turns(oval[4]);
    float s = crq_sin_turns(oval[4]);
    float last[2] = {0.0f, 0.0f};
    for (int i = 0; i <= steps; i++) {
        float a = from + (to - from) * (float)i / (float)steps;
        float x = oval[2] * crq_cos_turns(a);
        float y = oval[3] * crq_sin_turns(a);
        float p[2] = {oval[0] + x * c - y * s, oval[1] + x * s + y * c};
        if (i > 0) {
            crq_lace_thread(tile, last, p, stout);
        }
        last[0] = p[0];
        last[1] = p[1];
    }
}

void crq_lace_ring(struct crq_lace_tile *tile, float x, float y, float r, float stout) {
    float oval[5] = {x, y, r, r, 0.0f};
    crq_lace_arc(tile, oval, 0.0f, 1.0f, stout);
}

static bool left_out(const struct crq_lace_gap *gaps, int count, float x, float y) {
    for (int i = 0; i < count; i++) {
        float dx = fabsf(crq_fract(x - gaps[i].x + 0.5f) - 0.5f);
        float dy = fabsf(y - gaps[i].y);
        float d = gaps[i].diamond ? dx + dy : sqrtf(dx * dx + dy * dy);
        if (d < gaps[i].r) {
            return true;
        }
    }
    return false;
}

void crq_lace_ground(struct crq_lace_tile *tile, float top, int mesh, float rise,
    const struct crq_lace_gap *gaps, int gap_count) {
    int steps = (int)((CRQ_LACE_DEPTH - top) * (float)mesh * 8.0f);
    for (int side = -1; side <= 1; side += 2) {
        for (int k = 0; k < mesh; k++) {
            float last[2] = {0.0f, 0.0f};
            bool drawn = false;
            for (int i = 0; i <= steps; i++) {
                float way = (float)i / (8.0f * (float)mesh);
                float sway = 0.008f * crq_sin_turns(way * (float)mesh);
                float x = (float)k / (float)mesh + (float)side * (way / rise + sway);
                float p[2] = {x, top + way};
                bool out = left_out(gaps, gap_count, x, p[1]);
                if (drawn && !out) {
                    /* both ends in one repeat, or the span would be drawn far off */
                    float shift = crq_floor(last[0]);
                    float a[2] = {last[0] - shift, last[1]};
                    float b[2] = {p[0] - shift, p[1]};
                    crq_lace_thread(tile, a, b, GROUND);
                }
                drawn = !out;
                last[0] = p[0];
                last[1] = p[1];
            }
        }
    }
}

/* The least of itself and a neighbour's value plus the step between them. */
static void relax(
    struct crq_lace_tile *tile, int y, int x, int dy, int dx, float step) {
    int i = (x + dx + CRQ_LACE_WIDTH) % CRQ_LACE_WIDTH;
    float d = tile->distance[y + dy][i] + step;
    if (d < tile->distance[y][x]) {
        tile->distance[y][x] = d;
        tile->along[y][x] = tile->along[y + dy][i];
    }
}

/* Two-pass chamfer (Borgefors 1986), twice because rows close upon themselves. */
static void propagate(struct crq_lace_tile *tile) {
    const float one = 1.0f / CRQ_LACE_WIDTH;
    const float slant = 1.41421356f / CRQ_LACE_WIDTH;
    for (int pass = 0; pass < 2; pass++) {
        for (int y = 0; y < CRQ_LACE_HEIGHT; y++) {
            for (int x = 0; x < CRQ_LACE_WIDTH; x++) {
                relax(tile, y, x, 0, -1, one);
                if (y > 0) {
                    relax(tile, y, x, -1, 0, one);
                    relax(tile, y, x, -1, -1, slant);
                    relax(tile, y, x, -1, 1, slant);
                }
            }
        }
        for (int y = CRQ_LACE_HEIGHT - 1; y >= 0; y--) {
            for (int x = CRQ_LACE_WIDTH - 1; x >= 0; x--) {
                relax(tile, y, x, 0, 1, one);
                if (y < CRQ_LACE_HEIGHT - 1) {
                    relax(tile, y, x, 1, 0, one);
                    relax(tile, y, x, 1, -1, slant);
                    relax(tile, y, x, 1, 1, slant);
                }
            }
        }
    }
}

void crq_lace_draw(struct crq_lace_tile *tile, int edging) {
    for (int y = 0; y < CRQ_LACE_HEIGHT; y++) {
        for (int x = 0; x < CRQ_LACE_WIDTH; x++) {
            tile->distance[y][x] = FAR;
            tile->along[y][x] = 0.0f;
        }
    }
    crq_lace_edging(tile, edging);
    propagate(tile);
}
