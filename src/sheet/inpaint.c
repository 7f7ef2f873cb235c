/* Pull, push, relax. */
#include "sheet/inpaint.h"

enum { LEVELS = 20 };

/* A level holds colours and, in `weight`, how much is known of each. */
struct level {
    struct crq_sheet *sheet;
    float *weight;
};

static bool make_level(struct level *level, int width, int height, GError **error) {
    level->sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, error);
    level->weight = g_new0(float, (gsize)width *(gsize)height);
    return level->sheet != NULL;
}

static void drop_level(struct level *level) {
    crq_sheet_destroy(level->sheet);
    g_free(level->weight);
}

/* Each coarse pixel is the mean of what is known of its four. */
static void pull(const struct level *fine, struct level *coarse) {
    int width = fine->sheet->width;
    int height = fine->sheet->height;
    for (int j = 0; j < height; j++) {
        for (int i = 0; i < width; i++) {
            size_t from = (size_t)j * (size_t)width + (size_t)i;
            size_t to =
                (size_t)(j / 2) * (size_t)coarse->sheet->width + (size_t)(i / 2);
            coarse->sheet->pixels[to] +=
                fine->sheet->pixels[from] * crq_rgba_grey(fine->weight[from]);
            coarse->weight[to] += fine->weight[from];
        }
    }
    size_t area = (size_t)coarse->sheet->width * (size_t)coarse->sheet->height;
    for (size_t i = 0; i < area; i++) {
        float weight = coarse->weight[i];
        coarse->sheet->pixels[i] *= crq_rgba_grey(weight > 0.0f ? 1.0f / weight : 0.0f);
        coarse->weight[i] = MIN(weight, 1.0f);
    }
}

/* What is not known is taken from the level above, interpolated. */
static void push(const struct level *coarse, struct level *fine) {
    int width = fine->sheet->width;
    for (int j = 0; j < fine->sheet->height; j++) {
        for (int i = 0; i < width; i++) {
            size_t at = (size_t)j * (size_t)width + (size_t)i;
            float known = fine->weight[at];
            if (known < 1.0f) {
                float x = ((float)i + 0.5f) * 0.5f * coarse->sheet->pixel;
                float y = ((float)j + 0.5f) * 0.5f * coarse->sheet->pixel;
                crq_rgba guess = crq_sheet_sample(coarse->sheet, x, y);
                fine->sheet->pixels[at] =
                    crq_rgba_mix(guess, fine->sheet->pixels[at], known);
            }
        }
    }
}

static bool guess(struct level levels[LEVELS], GError **error) {
    int top = 0;
    bool made = true;
    for (; made && top + 1 < LEVELS; top++) {
        const struct crq_sheet *fine = levels[top].sheet;
        if (fine->width == 1 && fine->height == 1) {
            break;
        }
        made = make_level(
            &levels[top + 1], (fine->width + 1) / 2, (fine->height + 1) / 2, error);
        if (made) {
            pull(&levels[top], &levels[top + 1]);
        }
    }
    for (int i = top; made && i > 0; i--) {
        push(&levels[i], &levels[i - 1]);
    }
    return made;
}

static void relax(struct crq_sheet *picture, const uint8_t *hole, int colour) {
    const float over = 1.72f;
    for (int j = 0; j < picture->height; j++) {
        crq_rgba *row = crq_sheet_row(picture, j);
        const uint8_t *open = hole + (size_t)j * (size_t)picture->width;
        for (int i = (j + colour) & 1; i < picture->width; i += 2) {
            if (open[i]) {
                crq_rgba mean =
                    (crq_sheet_at(picture, i - 1, j) + crq_sheet_at(picture, i + 1, j) +
                        crq_sheet_at(picture, i, j - 1) +
                        crq_sheet_at(picture, i, j + 1)) *
                    crq_rgba_grey(0.25f);
                row[i] += (mean - row[i]) * crq_rgba_grey(over);
            }
        }
    }
}

bool crq_inpaint(
    struct crq_sheet *picture, const uint8_t *hole, int sweeps, GError **error) {
    struct level levels[LEVELS] = {{NULL, NULL}};
    size_t area = (size_t)picture->width * (size_t)picture->height;
    levels[0].sheet = picture;
    levels[0].weight = g_new(float, area);
    for (size_t i = 0; i < area; i++) {
        levels[0].weight[i] = hole[i] ? 0.0f : 1.0f;
        picture->pixels[i] = hole[i] ? crq_rgba_grey(0.0f) : picture->pixels[i];
    }
    bool made = guess(levels, error);
    for (int k = 0; made && k < 2 * sweeps; k++) {
        relax(picture, hole, k);
    }
    g_free(levels[0].weight);
    for (int i = 1; i < LEVELS; i++) {
        drop_level(&levels[i]);
    }
    return made;
}
