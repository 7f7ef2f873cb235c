/* The grid of tension: base, relief, and the search for its peak. */
#include "wound/tension.h"

#include "base/chance.h"
#include "base/dmath.h"
#include "form/noise.h"

enum { NEAR = 4, TILE = 16, CHORD = 4 };

struct near {
    float distance[NEAR];
    float x[NEAR], y[NEAR]; /* unit normals */
    int32_t id[NEAR];       /* -1 none */
};

struct cell {
    float xx, xy, yy; /* base */
    float reach;      /* short sides */
    float strength;
    float excess; /* greatest tension over strength */
    bool exhausted;
};

struct crq_tension {
    struct crq_layer layer;
    double step;
    int columns, rows;
    struct cell *cells;
    struct near *near;
    struct crq_tensor *now;
    uint8_t *stale; /* of cells */
    int tiles_across, tiles_down;
    float *tile_most;
    uint32_t *tile_cell;
    uint8_t *tile_stale;
};

static float field(uint32_t seed, double x, double y, double scale) {
    return crq_noise2((float)(x / scale), (float)(y / scale), seed);
}

static void set_cell(struct crq_tension *tension, uint32_t seed, int i, int j) {
    const struct crq_layer *layer = &tension->layer;
    const struct crq_style_row *style = layer->style;
    struct cell *cell = &tension->cells[j * tension->columns + i];
    double x = i * tension->step;
    double y = j * tension->step;
    struct crq_tensor base = crq_layer_pull(layer, seed, x, y);
    cell->xx = (float)base.xx;
    cell->xy = (float)base.xy;
    cell->yy = (float)base.yy;
    float uneven = 0.95f * field(seed + 3, x, y, layer->unit * 6.0) +
                   0.65f * field(seed + 4, x, y, layer->unit * 2.2);
    double far =
        sqrt((x - layer->x) * (x - layer->x) + (y - layer->y) * (y - layer->y));
    double reach = (double)crq_exp((float)style->uneven * uneven);
    /* finer where the canvas was struck */
    reach *= 1.0 - 0.25 * (double)crq_exp((float)(-far * far / 0.09));
    reach *= style->blow > 0.0 ? 0.16 + 2.6 * fmin(far, 4.0) : 1.0;
    cell->reach = (float)(style->reach * layer->unit * reach);
    float grit = crq_hash_unit(crq_hash2(i, j, seed + 5));
    cell->strength = 1.0f + (float)style->brittle *
                                (0.75f * grit * grit +
                                    0.5f * field(seed + 6, x, y, layer->unit * 1.5));
    if (layer->structure) {
        struct crq_outline line = crq_structure_at(layer->structure, x, y);
        cell->strength *= 1.0f - (float)(0.50 * line.clear * line.strong);
    }
    cell->strength = fmaxf(cell->strength, 0.3f);
}

/* exp(-u) to one part in fifty, smooth and cheap: what a relief fades by. */
static float fade(float u) {
    float p = 1.0f + u * (0.25f + u * (0.03125f + u * (1.0f / 384.0f)));
    p *= p;
    return 1.0f / (p * p);
}

/* Tension across each near crack vanishes: T -> M T M, M = I - g n n'. */
static void refresh(struct crq_tension *tension, uint32_t index) {
    struct cell *cell = &tension->cells[index];
    const struct near *near = &tension->near[index];
    float xx = cell->xx;
    float xy = cell->xy;
    float yy = cell->yy;
    for (int k = 0; k < NEAR && near->id[k] >= 0; k++) {
        float w = fade(near->distance[k] / cell->reach);
        if (w < 0.02f) {
            continue;
        }
        float g = 1.0f - sqrtf(1.0f - fminf(w, 0.999f));
        float x = near->x[k];
        float y = near->y[k];
        float tx = g * (xx * x + xy * y); /* g T n */
        float ty = g * (xy * x + yy * y);
        float nn = g * (x * tx + y * ty);
        xx += -2.0f * x * tx + nn * x * x;
        xy += -x * ty - y * tx + nn * x * y;
        yy += -2.0f * y * ty + nn * y * y;
    }
    tension->now[index] = (struct crq_tensor){(double)xx, (double)xy, (double)yy};
    float half = (xx - yy) * 0.5f;
    float most = (xx + yy) * 0.5f + sqrtf(half * half + xy * xy);
    cell->excess = cell->exhausted ? 0.0f : most / cell->strength;
    int row = (int)index / tension->columns;
    int column = (int)index % tension->columns;
    tension->tile_stale[row / TILE * tension->tiles_across + column / TILE] = 1;
}

struct crq_tension *crq_tension_create(const struct crq_layer *layer) {
    struct crq_tension *tension = g_new0(struct crq_tension, 1);
    tension->layer = *layer;
    tension->step = layer->unit / 7.0;
    tension->columns = (int)ceil(layer->across / tension->step) + 1;
    tension->rows = (int)ceil(layer->down / tension->step) + 1;
    tension->tiles_across = (tension->columns + TILE - 1) / TILE;
    tension->tiles_down = (tension->rows + TILE - 1) / TILE;
    size_t count = (size_t)tension->columns * (size_t)tension->rows;
    size_t tiles = (size_t)tension->tiles_across * (size_t)tension->tiles_down;
    tension->cells = g_new0(struct cell, count);
    tension->near = g_new(struct near, count);
    tension->now = g_new(struct crq_tensor, count);
    tension->stale = g_new0(uint8_t, count);
    tension->tile_most = g_new0(float, tiles);
    tension->tile_cell = g_new0(uint32_t, tiles);
    tension->tile_stale = g_new0(uint8_t, tiles);
    uint32_t seed = crq_bits(crq_chance(layer->seed, "paint tension"), 0, 0);
    for (size_t i = 0; i < count; i++) {
        set_cell(tension, seed, (int)(i % (size_t)tension->columns),
            (int)(i / (size_t)tension->columns));
        for (int k = 0; k < NEAR; k++) {
            tension->near[i].id[k] = -1;
            tension->near[i].distance[k] = 1e9f;
        }
        refresh(tension, (uint32_t)i);
    }
    return tension;
}

void crq_tension_destroy(struct crq_tension *tension) {
    g_free(tension->cells);
    g_free(tension->near);
    g_free(tension->now);
    g_free(tension->stale);
    g_free(tension->tile_most);
    g_free(tension->tile_cell);
    g_free(tension->tile_stale);
    g_free(tension);
}

struct crq_tensor crq_tension_at(
    const struct crq_tension *tension, double x, double y) {
    double u = fmin(fmax(x / tension->step, 0.0), tension->columns - 1.001);
    double v = fmin(fmax(y / tension->step, 0.0), tension->rows - 1.001);
    int i = (int)u;
    int j = (int)v;
    u -= i;
    v -= j;
    const struct crq_tensor *p = tension->now + j * tension->columns + i;
    const struct crq_tensor *q = p + tension->columns;
    double a = (1.0 - u) * (1.0 - v);
    double b = u * (1.0 - v);
    double c = (1.0 - u) * v;
    double d = u * v;
    return (struct crq_tensor){
        a * p[0].xx + b * p[1].xx + c * q[0].xx + d * q[1].xx,
        a * p[0].xy + b * p[1].xy + c * q[0].xy + d * q[1].xy,
        a * p[0].yy + b * p[1].yy + c * q[0].yy + d * q[1].yy,
    };
}

static void search_tile(struct crq_tension *tension, int tile) {
    int x0 = tile % tension->tiles_across * TILE;
    int y0 = tile / tension->tiles_across * TILE;
    tension->tile_most[tile] = -1.0f;
    for (int y = y0; y < y0 + TILE && y < tension->rows; y++) {
        for (int x = x0; x < x0 + TILE && x < tension->columns; x++) {
            uint32_t cell = (uint32_t)(y * tension->columns + x);
            if (tension->cells[cell].excess > tension->tile_most[tile]) {
                tension->tile_most[tile] = tension->cells[cell].excess;
                tension->tile_cell[tile] = cell;
            }
        }
    }
    tension->tile_stale[tile] = 0;
}

double crq_tension_peak(struct crq_tension *tension, uint32_t *cell) {
    float most = 0.0f;
    for (int i = 0; i < tension->tiles_across * tension->tiles_down; i++) {
        if (tension->tile_stale[i]) {
            search_tile(tension, i);
        }
        if (tension->tile_most[i] > most) {
            most = tension->tile_most[i];
            *cell = tension->tile_cell[i];
        }
    }
    return (double)most;
}

void crq_tension_place(
    const struct crq_tension *tension, uint32_t cell, double *x, double *y) {
    *x = (int)cell % tension->columns * tension->step;
    *y = (int)cell / tension->columns * tension->step;
}

double crq_tension_step(const struct crq_tension *tension) {
    return tension->step;
}

void crq_tension_exhaust(struct crq_tension *tension, uint32_t cell) {
    tension->cells[cell].exhausted = true;
    refresh(tension, cell);
}

/* Keeps the nearest place of each of the four nearest cracks, sorted by distance. */
static bool note(struct near *near, int32_t id, float distance, float x, float y) {
    int k = 0;
    while (k < NEAR && near->id[k] >= 0 && near->id[k] != id) {
        k++;
    }
    k = k < NEAR ? k : NEAR - 1;
    if (near->id[k] >= 0 && distance >= near->distance[k]) {
        return false;
    }
    for (; k > 0 && distance < near->distance[k - 1]; k--) {
        near->id[k] = near->id[k - 1];
        near->distance[k] = near->distance[k - 1];
        near->x[k] = near->x[k - 1];
        near->y[k] = near->y[k - 1];
    }
    near->id[k] = id;
    near->distance[k] = distance;
    near->x[k] = x;
    near->y[k] = y;
    return true;
}

struct chord {
    double x, y, dx, dy, length;
    bool first, last; /* ahead of a tip a crack relieves little */
};

struct box {
    int x0, y0, x1, y1;
};

static int clamp_index(double value, int count) {
    return value < 0.0 ? 0 : value >= count ? count - 1 : (int)value;
}

static struct box box_around(
    const struct crq_tension *tension, const struct chord *c, double far) {
    double ex = c->x + c->dx * c->length;
    double ey = c->y + c->dy * c->length;
    double step = tension->step;
    return (struct box){
        clamp_index((fmin(c->x, ex) - far) / step, tension->columns),
        clamp_index((fmin(c->y, ey) - far) / step, tension->rows),
        clamp_index((fmax(c->x, ex) + far) / step + 1.0, tension->columns),
        clamp_index((fmax(c->y, ey) + far) / step + 1.0, tension->rows),
    };
}

static struct box relieve_chord(
    struct crq_tension *tension, int32_t id, const struct chord *c) {
    double step = tension->step;
    int ci = clamp_index((c->x + c->dx * c->length / 2.0) / step, tension->columns);
    int cj = clamp_index((c->y + c->dy * c->length / 2.0) / step, tension->rows);
    double reach = (double)tension->cells[cj * tension->columns + ci].reach;
    double far = fmax(1.8 * reach, 2.5 * step);
    struct box box = box_around(tension, c, far);
    for (int j = box.y0; j <= box.y1; j++) {
        for (int i = box.x0; i <= box.x1; i++) {
            double px = i * step - c->x;
            double py = j * step - c->y;
            double s = px * c->dx + py * c->dy;
            double off = px * c->dy - py * c->dx;
            double over = s < 0.0 ? -s : s > c->length ? s - c->length : 0.0;
            over *= (s < 0.0 && c->first) || (s > c->length && c->last) ? 2.5 : 1.0;
            double square = off * off + over * over;
            if (square > far * far) {
                continue;
            }
            uint32_t cell = (uint32_t)(j * tension->columns + i);
            tension->stale[cell] |= note(&tension->near[cell], id, (float)sqrt(square),
                (float)-c->dy, (float)c->dx);
        }
    }
    return box;
}

/* All chords first, then each cell once: a long crack passes many cells many times. */
static void refresh_stale(struct crq_tension *tension, struct box box) {
    for (int j = box.y0; j <= box.y1; j++) {
        for (int i = box.x0; i <= box.x1; i++) {
            uint32_t cell = (uint32_t)(j * tension->columns + i);
            if (tension->stale[cell]) {
                tension->stale[cell] = 0;
                refresh(tension, cell);
            }
        }
    }
}

/* Chords of a few steps: the wiggle of a line matters little at a cell's distance. */
void crq_tension_relieve(
    struct crq_tension *tension, int32_t id, const struct crq_point *line, uint32_t n) {
    struct box all = {tension->columns, tension->rows, -1, -1};
    for (uint32_t i = 0; i + 1 < n; i += CHORD) {
        uint32_t k = i + CHORD < n ? i + CHORD : n - 1;
        double dx = line[k].x - line[i].x;
        double dy = line[k].y - line[i].y;
        double length = sqrt(dx * dx + dy * dy);
        if (length < 1e-9) {
            continue;
        }
        struct chord chord = {
            line[i].x, line[i].y, dx / length, dy / length, length, i == 0, k == n - 1};
        struct box box = relieve_chord(tension, id, &chord);
        all.x0 = box.x0 < all.x0 ? box.x0 : all.x0;
        all.y0 = box.y0 < all.y0 ? box.y0 : all.y0;
        all.x1 = box.x1 > all.x1 ? box.x1 : all.x1;
        all.y1 = box.y1 > all.y1 ? box.y1 : all.y1;
    }
    refresh_stale(tension, all);
}
