/* Reduction and the glow pyramid. */
#include "sheet/glow.h"

#include "base/dmath.h"

#include <string.h>

struct reduction {
    const struct crq_sheet *from;
    struct crq_sheet *to;
};

/* Adds weight * row to a row of sums. */
static void add_row(crq_rgba *sum, const crq_rgba *row, int width, float weight) {
    for (int i = 0; i < width; i++) {
        sum[i] += row[i] * crq_rgba_grey(weight);
    }
}

/* How much of cell [cell, cell + 1) lies within [low, high). */
static float overlap(int cell, float low, float high) {
    float a = MAX((float)cell, low);
    float b = MIN((float)cell + 1.0f, high);
    return b - a;
}

static void average_across(
    crq_rgba *to, int to_width, const crq_rgba *from, int from_width, float scale_y) {
    float scale = (float)from_width / (float)to_width;
    for (int i = 0; i < to_width; i++) {
        float low = (float)i * scale;
        float high = MIN((float)(i + 1) * scale, (float)from_width);
        crq_rgba sum = crq_rgba_grey(0.0f);
        for (int x = (int)low; x < from_width && (float)x < high; x++) {
            sum += from[x] * crq_rgba_grey(overlap(x, low, high));
        }
        to[i] = sum * crq_rgba_grey(1.0f / (scale * scale_y));
    }
}

CRQ_WIDE static void reduce_strip(void *context, int first, int last) {
    const struct reduction *reduction = context;
    const struct crq_sheet *from = reduction->from;
    struct crq_sheet *to = reduction->to;
    crq_rgba *sum = g_aligned_alloc((gsize)from->width, sizeof *sum, 32);
    float scale = (float)from->height / (float)to->height;
    for (int j = first; j < last; j++) {
        float low = (float)j * scale;
        float high = MIN((float)(j + 1) * scale, (float)from->height);
        memset(sum, 0, (size_t)from->width * sizeof *sum);
        for (int y = (int)low; y < from->height && (float)y < high; y++) {
            add_row(sum, crq_sheet_row(from, y), from->width, overlap(y, low, high));
        }
        average_across(crq_sheet_row(to, j), to->width, sum, from->width, scale);
    }
    g_aligned_free(sum);
}

struct crq_sheet *crq_reduce(const struct crq_sheet *sheet, int rows,
    const struct crq_crew *crew, GError **error) {
    int side = MIN(sheet->width, sheet->height);
    float scale = side > rows ? (float)rows / (float)side : 1.0f;
    int width = MAX(1, (int)((float)sheet->width * scale + 0.5f));
    int height = MAX(1, (int)((float)sheet->height * scale + 0.5f));
    struct crq_sheet *soft = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, error);
    if (soft) {
        struct reduction reduction = {sheet, soft};
        crq_strips(crew, height, reduce_strip, &reduction);
    }
    return soft;
}

void crq_soft_row(const struct crq_sheet *soft, float y, crq_rgba *row) {
    float at = crq_clamp(y - 0.5f, 0.0f, (float)soft->height - 1.0f);
    int above = (int)at;
    const crq_rgba *a = crq_sheet_row(soft, above);
    const crq_rgba *b = crq_sheet_row(soft, MIN(above + 1, soft->height - 1));
    for (int i = 0; i < soft->width; i++) {
        row[i] = crq_rgba_mix(a[i], b[i], at - (float)above);
    }
}

/* Adds a bilinear enlargement of `small` times `weight`. */
static void add_enlarged(
    struct crq_sheet *large, const struct crq_sheet *small, float weight) {
    float sx = (float)small->width / (float)large->width;
    float sy = (float)small->height / (float)large->height;
    crq_rgba *line = g_aligned_alloc((gsize)small->width, sizeof *line, 32);
    for (int j = 0; j < large->height; j++) {
        crq_soft_row(small, ((float)j + 0.5f) * sy, line);
        crq_rgba *row = crq_sheet_row(large, j);
        for (int i = 0; i < large->width; i++) {
            row[i] += crq_soft_at(line, small->width, ((float)i + 0.5f) * sx) *
                      crq_rgba_grey(weight);
        }
    }
    g_aligned_free(line);
}

/* One [1 2 1] / 4 pass each way: takes the blockiness out of a reduced level. */
static void soften(struct crq_sheet *sheet) {
    for (int j = 0; j < sheet->height; j++) {
        crq_rgba *row = crq_sheet_row(sheet, j);
        crq_rgba before = row[0];
        for (int i = 0; i < sheet->width; i++) {
            crq_rgba after = row[MIN(i + 1, sheet->width - 1)];
            crq_rgba here = row[i];
            row[i] = (before + here + here + after) * crq_rgba_grey(0.25f);
            before = here;
        }
    }
    for (int i = 0; i < sheet->width; i++) {
        crq_rgba before = crq_sheet_row(sheet, 0)[i];
        for (int j = 0; j < sheet->height; j++) {
            crq_rgba after = crq_sheet_row(sheet, MIN(j + 1, sheet->height - 1))[i];
            crq_rgba *here = &crq_sheet_row(sheet, j)[i];
            crq_rgba was = *here;
            *here = (before + was + was + after) * crq_rgba_grey(0.25f);
            before = was;
        }
    }
}

enum { OCTAVES = 6 };

/* From the widest up: each level gathers what is wider than itself. */
static void gather(struct crq_sheet *const levels[OCTAVES], struct crq_sheet *soft) {
    static const float weights[OCTAVES] = {0.31f, 0.25f, 0.18f, 0.12f, 0.09f, 0.05f};
    for (int o = OCTAVES - 1; o > 0; o--) {
        struct crq_sheet *level = levels[o - 1];
        float own = weights[o - 1];
        size_t area = (size_t)level->width * (size_t)level->height;
        for (size_t i = 0; i < area; i++) {
            level->pixels[i] *= crq_rgba_grey(own);
        }
        add_enlarged(level, levels[o], o == OCTAVES - 1 ? weights[o] : 1.0f);
    }
    memset(soft->pixels, 0,
        (size_t)soft->width * (size_t)soft->height * sizeof *soft->pixels);
    add_enlarged(soft, levels[0], 1.0f);
}

bool crq_glow(struct crq_sheet *soft, const struct crq_crew *crew, GError **error) {
    struct crq_sheet *levels[OCTAVES] = {NULL};
    const struct crq_sheet *above = soft;
    bool made = true;
    for (int o = 0; made && o < OCTAVES; o++) {
        int rows = MAX(1, CRQ_SOFT_ROWS >> (o + 1));
        levels[o] = crq_reduce(above, rows, crew, error);
        made = levels[o] != NULL;
        if (made) {
            soften(levels[o]);
            above = levels[o];
        }
    }
    if (made) {
        gather(levels, soft);
    }
    for (int o = 0; o < OCTAVES; o++) {
        crq_sheet_destroy(levels[o]);
    }
    return made;
}

/* Running mean of 2 * radius + 1 values, borders repeated; `line` has room for it. */
static void box_line(float *line, float *out, int count, int radius) {
    double sum = 0.0;
    for (int i = -radius - 1; i < radius; i++) {
        sum += (double)line[CLAMP(i, 0, count - 1)];
    }
    double scale = 1.0 / (2.0 * radius + 1.0);
    for (int i = 0; i < count; i++) {
        sum += (double)line[MIN(i + radius, count - 1)];
        sum -= (double)line[MAX(i - radius - 1, 0)];
        out[i] = (float)(sum * scale);
    }
}

static void box_thrice(float *line, float *spare, int count, int radius) {
    box_line(line, spare, count, radius);
    box_line(spare, line, count, radius);
    box_line(line, spare, count, radius);
    memcpy(line, spare, (size_t)count * sizeof *line);
}

void crq_blur_channel(struct crq_sheet *soft, int channel, float radius) {
    int reach = MAX(1, (int)(radius / soft->pixel + 0.5f));
    int longest = MAX(soft->width, soft->height);
    g_autofree float *line = g_new(float, longest);
    g_autofree float *spare = g_new(float, longest);
    for (int j = 0; j < soft->height; j++) {
        crq_rgba *row = crq_sheet_row(soft, j);
        for (int i = 0; i < soft->width; i++) {
            line[i] = row[i][channel];
        }
        box_thrice(line, spare, soft->width, reach);
        for (int i = 0; i < soft->width; i++) {
            row[i][channel] = line[i];
        }
    }
    for (int i = 0; i < soft->width; i++) {
        for (int j = 0; j < soft->height; j++) {
            line[j] = crq_sheet_row(soft, j)[i][channel];
        }
        box_thrice(line, spare, soft->height, reach);
        for (int j = 0; j < soft->height; j++) {
            crq_sheet_row(soft, j)[i][channel] = line[j];
        }
    }
}
