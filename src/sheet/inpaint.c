/* Pull, push, relax. */
#include "sheet/inpaint.h"

enum { LEVELS = 20 };

/* A level holds colours and, in `weight`, how much is known of each. */
struct level {
    struct crq_sheet *sheet;
    float *weight;
};

static bool take_weight(struct level *level, GError **error) {
    level->weight = (float *)(void *)crq_bytes_create(
        level->sheet->width, level->sheet->height, sizeof(float), error);
    return level->weight != NULL;
}

static bool make_level(struct level *level, int width, int height, GError **error) {
    level->sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, error);
    return level->sheet && take_weight(level, error);
}

static void drop_level(struct level *level) {
    crq_sheet_destroy(level->sheet);
    g_free(level->weight);
}

/* Each coarse pixel is the mean of what is known of its four. False when all of them
 * know something: then no coarser level is needed. */
static bool pull(const struct level *fine, struct level *coarse) {
    int width = fine->sheet->width;
    int height = fine->sheet->height;
    bool gaps = false;
    for (int j = 0; j < coarse->sheet->height; j++) {
        for (int i = 0; i < coarse->sheet->width; i++) {
            crq_rgba sum = crq_rgba_grey(0.0f);
            float known = 0.0f;
            for (int k = 0; k < 4; k++) {
                int x = 2 * i + (k & 1);
                int y = 2 * j + (k >> 1);
                if (x < width && y < height) {
                    size_t from = (size_t)y * (size_t)width + (size_t)x;
                    sum +=
                        fine->sheet->pixels[from] * crq_rgba_grey(fine->weight[from]);
                    known += fine->weight[from];
                }
            }
            size_t to = (size_t)j * (size_t)coarse->sheet->width + (size_t)i;
            coarse->sheet->pixels[to] =
                sum * crq_rgba_grey(known > 0.0f ? 1.0f / known : 0.0f);
            coarse->weight[to] = MIN(known, 1.0f);
            gaps = gaps || known <= 0.0f;
        }
    }
    return gaps;
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
    bool gaps = true;
    for (; made && gaps && top + 1 < LEVELS; top++) {
        const struct crq_sheet *fine = levels[top].sheet;
        if (fine->width == 1 && fine->height == 1) {
            break;
        }
        made = make_level(
            &levels[top + 1], (fine->width + 1) / 2, (fine->height + 1) / 2, error);
        gaps = made && pull(&levels[top], &levels[top + 1]);
    }
    for (int i = top; made && i > 0; i--) {
        push(&levels[i], &levels[i - 1]);
    }
    return made;
}

/* Places of the hole, those of even column plus row first: a chessboard's white squares
 * have black neighbours only. Sets where the black ones begin. */
static GArray *list_hole(
    const struct crq_sheet *picture, const uint8_t *hole, guint *black) {
    GArray *places = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (int colour = 0; colour < 2; colour++) {
        *black = colour == 1 ? places->len : 0;
        for (int j = 0; j < picture->height; j++) {
            uint32_t row = (uint32_t)j * (uint32_t)picture->width;
            for (int i = (j + colour) & 1; i < picture->width; i += 2) {
                uint32_t place = row + (uint32_t)i;
                if (hole[place]) {
                    g_array_append_val(places, place);
                }
            }
        }
    }
    return places;
}

static void relax(struct crq_sheet *picture, const uint32_t *places, guint count) {
    const float over = 1.72f;
    uint32_t width = (uint32_t)picture->width;
    uint32_t last = width * ((uint32_t)picture->height - 1);
    for (guint k = 0; k < count; k++) {
        uint32_t p = places[k];
        uint32_t x = p % width;
        crq_rgba *c = picture->pixels + p;
        /* held to the border */
        crq_rgba sum = c[x > 0 ? -1 : 0] + c[x + 1 < width ? 1 : 0];
        sum += picture->pixels[p >= width ? p - width : p];
        sum += picture->pixels[p < last ? p + width : p];
        *c += (sum * crq_rgba_grey(0.25f) - *c) * crq_rgba_grey(over);
    }
}

bool crq_inpaint(
    struct crq_sheet *picture, const uint8_t *hole, int sweeps, GError **error) {
    struct level levels[LEVELS] = {{NULL, NULL}};
    size_t area = (size_t)picture->width * (size_t)picture->height;
    levels[0].sheet = picture;
    if (!take_weight(&levels[0], error)) {
        return false;
    }
    for (size_t i = 0; i < area; i++) {
        levels[0].weight[i] = hole[i] ? 0.0f : 1.0f;
        picture->pixels[i] = hole[i] ? crq_rgba_grey(0.0f) : picture->pixels[i];
    }
    bool made = guess(levels, error);
    guint black;
    GArray *places = list_hole(picture, hole, &black);
    const uint32_t *all = (const uint32_t *)(const void *)places->data;
    for (int k = 0; made && k < sweeps; k++) {
        relax(picture, all, black);
        relax(picture, all + black, places->len - black);
    }
    g_array_free(places, TRUE);
    g_free(levels[0].weight);
    for (int i = 1; i < LEVELS; i++) {
        drop_level(&levels[i]);
    }
    return made;
}
