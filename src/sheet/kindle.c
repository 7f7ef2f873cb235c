/* Kindling: emitted light laid over a developed picture. */
#include "base/dmath.h"
#include "sheet/film.h"
#include "sheet/glow.h"

/* Share of the light that glows around its source. */
#define GLOW 0.35f
/* Glow is a little oversaturated, or warm light goes khaki on dark ground. */
#define GLOW_SATURATION 1.55f
/* How far the brightest light burns towards white. */
#define BURN 0.35f

enum { BLOCK = 64 };

struct kindling {
    struct crq_sheet *picture;
    const struct crq_sheet *light, *soft;
};

struct block {
    float r[BLOCK], g[BLOCK], b[BLOCK];
};

static void load_block(const struct kindling *k, const crq_rgba *light,
    const crq_rgba *soft, int first, int count, struct block *block) {
    float scale = (float)k->soft->width / (float)k->picture->width;
    for (int i = 0; i < count; i++) {
        float x = ((float)(first + i) + 0.5f) * scale;
        crq_rgba glow = crq_soft_at(soft, k->soft->width, x);
        crq_rgba grey = crq_rgba_grey(crq_luminance(glow));
        glow = grey + (glow - grey) * crq_rgba_grey(GLOW_SATURATION);
        crq_rgba c = light[first + i] + glow * crq_rgba_grey(GLOW);
        /* beyond full saturation a channel would take light away */
        block->r[i] = MAX(c[0], 0.0f);
        block->g[i] = MAX(c[1], 0.0f);
        block->b[i] = MAX(c[2], 0.0f);
    }
}

/* Hue-keeping 1 - exp(-x): the brightest channel is bent, the others follow. */
static void bend_block(struct block *block) {
    for (int i = 0; i < BLOCK; i++) {
        float peak = block->r[i] > block->g[i] ? block->r[i] : block->g[i];
        peak = peak > block->b[i] ? peak : block->b[i];
        float bent = 1.0f - crq_exp(-peak);
        float scale = peak > 0.0f ? bent / peak : 0.0f;
        float burn = BURN * bent * bent;
        block->r[i] = crq_mix(block->r[i] * scale, bent, burn);
        block->g[i] = crq_mix(block->g[i] * scale, bent, burn);
        block->b[i] = crq_mix(block->b[i] * scale, bent, burn);
    }
}

static void kindle_row(
    const struct kindling *k, int j, const crq_rgba *soft, struct block *block) {
    crq_rgba *row = crq_sheet_row(k->picture, j);
    const crq_rgba *light = crq_sheet_row(k->light, j);
    crq_rgba one = crq_rgba_grey(1.0f);
    for (int first = 0; first < k->picture->width; first += BLOCK) {
        int count = MIN(BLOCK, k->picture->width - first);
        load_block(k, light, soft, first, count, block);
        bend_block(block);
        for (int i = 0; i < count; i++) {
            crq_rgba e = {block->r[i], block->g[i], block->b[i], 0.0f};
            crq_rgba c = row[first + i];
            /* written so that no light leaves a pixel exactly as it was */
            c += (one - c) * e;
            for (int ch = 0; ch < 3; ch++) {
                /* thin things laid over bright panes may have come out above white */
                c[ch] = c[ch] < 1.0f ? c[ch] : 1.0f;
            }
            c[3] = 1.0f;
            row[first + i] = c;
        }
    }
}

CRQ_WIDE static void kindle_strip(void *context, int first, int last) {
    const struct kindling *k = context;
    struct block block = {0};
    float scale = (float)k->soft->height / (float)k->picture->height;
    crq_rgba *soft = g_aligned_alloc((gsize)k->soft->width, sizeof *soft, 32);
    for (int j = first; j < last; j++) {
        crq_soft_row(k->soft, ((float)j + 0.5f) * scale, soft);
        kindle_row(k, j, soft, &block);
    }
    g_aligned_free(soft);
}

bool crq_film_kindle(struct crq_sheet *picture, const struct crq_sheet *light,
    const struct crq_crew *crew, GError **error) {
    struct crq_sheet *soft = crq_reduce(light, CRQ_SOFT_ROWS, crew, error);
    bool made = soft && crq_glow(soft, crew, error);
    if (made) {
        struct kindling kindling = {picture, light, soft};
        crq_strips(crew, picture->height, kindle_strip, &kindling);
    }
    crq_sheet_destroy(soft);
    return made;
}
