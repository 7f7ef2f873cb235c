/* Shimmer: flashes where the glass is brightest, each once or twice a loop. */
#include "paint/glass_city/air.h"

#include "form/noise.h"

/* One flash at most in a cell of this many short sides. */
#define CELL 0.028f

struct glints {
    double density, brightness;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct glints, density), .preset = 0.05, .low = 0, .high = 1,
        .easy = {0, 0.2}, .unit = CRQ_UNIT_RATIO,
        .brief = "share of facets that flash"},
    {CRQ_REAL(struct glints, brightness), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO, .brief = "of a flash"},
};

struct glint {
    float x, y, size;
    crq_vec light;
};

struct painting {
    const struct crq_brush *brush;
    struct glint *glints;
    int count;
};

/* The brightest pixel of a tower in a cell; false when there is no tower. */
static bool brightest(const struct crq_sheet *sheet, int cx, int cy, int *bi, int *bj) {
    int x0 = (int)((float)cx * CELL / sheet->pixel);
    int x1 = MIN((int)((float)(cx + 1) * CELL / sheet->pixel), sheet->width);
    int y0 = (int)((float)cy * CELL / sheet->pixel);
    int y1 = MIN((int)((float)(cy + 1) * CELL / sheet->pixel), sheet->height);
    float most = 0.0f;
    for (int j = y0; j < y1; j++) {
        for (int i = x0; i < x1; i++) {
            size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
            float l = crq_luminance(sheet->pixels[at]);
            if (sheet->thing[at] == CRQ_THING_TOWER && l > most) {
                most = l;
                *bi = i;
                *bj = j;
            }
        }
    }
    return most > 0.0f;
}

static void gather(struct painting *p, const struct crq_air *air,
    const struct glints *numbers, struct crq_chance chance) {
    const struct crq_sheet *sheet = p->brush->sheet;
    int across = (int)((float)sheet->width * sheet->pixel / CELL) + 1;
    int down = (int)((float)sheet->height * sheet->pixel / CELL) + 1;
    p->glints = g_new(struct glint, (size_t)across * (size_t)down);
    for (int c = 0; c < across * down; c++) {
        uint32_t own = crq_hash2(c % across, c / across, 17);
        int i = 0;
        int j = 0;
        if (crq_unit(chance, own, 0) > (float)numbers->density ||
            !brightest(sheet, c % across, c / across, &i, &j)) {
            continue;
        }
        float turns = 1.0f + crq_floor(2.0f * crq_unit(chance, own, 1));
        float s =
            crq_sin_turns((float)p->brush->moment * turns + crq_unit(chance, own, 2));
        float flash = s * s * s * s * s * s;
        float rank = crq_unit(chance, own, 3);
        rank = rank * rank * rank;
        float hue = crq_unit(chance, own, 4);
        size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
        float lit = crq_luminance(sheet->pixels[at]);
        float gain = (0.4f + 1.6f * rank) * flash * crq_smoothstep(0.05f, 0.8f, lit);
        crq_vec split = crq_air_wavelength(air, hue, 3);
        crq_vec tint =
            crq_vec_mix(crq_vec_make(1, 1, 1), crq_vec_cap(split, 4.0f), 0.35f);
        tint = air->sun * tint;
        p->glints[p->count++] = (struct glint){((float)i + 0.5f) * sheet->pixel,
            ((float)j + 0.5f) * sheet->pixel, 0.0014f + 0.0030f * rank,
            tint * (gain * (float)numbers->brightness)};
    }
}

/* A point with four thin arms. */
static float star(float dx, float dy) {
    float ax = dx < 0.0f ? -dx : dx;
    float ay = dy < 0.0f ? -dy : dy;
    float core = 0.02f / (dx * dx + dy * dy + 0.02f);
    float arm = crq_exp(-ax * 2.2f - ay * 26.0f) + crq_exp(-ay * 2.2f - ax * 26.0f);
    float edge = 1.0f - crq_smoothstep(1.2f, 2.0f, ax > ay ? ax : ay);
    return (core * core + 0.7f * arm) * edge;
}

static void draw(struct crq_sheet *sheet, const struct glint *g) {
    float size = g->size > sheet->pixel ? g->size : sheet->pixel;
    float fade = g->size / size;
    int reach = (int)(2.0f * size / sheet->pixel) + 1;
    int ci = (int)(g->x / sheet->pixel);
    int cj = (int)(g->y / sheet->pixel);
    for (int j = MAX(cj - reach, 0); j <= MIN(cj + reach, sheet->height - 1); j++) {
        for (int i = MAX(ci - reach, 0); i <= MIN(ci + reach, sheet->width - 1); i++) {
            float dx = (((float)i + 0.5f) * sheet->pixel - g->x) / size;
            float dy = (((float)j + 0.5f) * sheet->pixel - g->y) / size;
            crq_sheet_row(sheet, j)[i] += g->light * (star(dx, dy) * fade * fade);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct glints *numbers = values;
    if (numbers->density <= 0.0 || numbers->brightness <= 0.0) {
        return;
    }
    struct painting p = {.brush = brush};
    struct crq_air air = crq_air_make(brush);
    gather(&p, &air, numbers, crq_chance(brush->seed, "city glints"));
    for (int i = 0; i < p.count; i++) {
        draw(brush->sheet, &p.glints[i]);
    }
    g_free(p.glints);
}

const struct crq_operation crq_op_glass_city_glints = {
    .name = "glints",
    .brief = "shimmer of the facets",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct glints, params),
    .roles = CRQ_AIR_ROLES,
    .paint = paint,
};
