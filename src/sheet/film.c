/* Developing: bloom, clarity, tone curve. */
#include "sheet/film.h"

#include "base/dmath.h"
#include "sheet/glow.h"

/* Slope of the film in log light against log odds of the display value. */
#define SLOPE 1.42f
/* How far each channel leaks into the others before the curve: strong colours then
 * burn towards white instead of clipping (the idea of AgX; T. Sobotka). */
#define INSET 0.075f
#define LOG2_MIDDLE_GREY (-2.4739312f)
/* the light that is shown as white, and the flattest slope that can still reach it */
#define LOG2_WHITE 4.0f
#define LEAST_SLOPE 0.42f

struct development {
    struct crq_sheet *sheet;
    const struct crq_sheet *soft; /* glow in colour, blurred log luminance in alpha */
    float gain;                   /* exposure */
    float slope, pivot, white;
    float bloom, clarity, saturation, vignette;
};

static void note_luminance(struct crq_sheet *soft) {
    size_t area = (size_t)soft->width * (size_t)soft->height;
    for (size_t i = 0; i < area; i++) {
        soft->pixels[i][3] = crq_log2(crq_luminance(soft->pixels[i]) + 1e-4f);
    }
}

/* Log luminance of a small reduction, blurred, brought back by bilinear sampling. */
static bool local_means(
    struct crq_sheet *soft, const struct crq_crew *crew, GError **error) {
    struct crq_sheet *small = crq_reduce(soft, CRQ_SOFT_ROWS / 4, crew, error);
    if (!small) {
        return false;
    }
    note_luminance(small);
    crq_blur_channel(small, 3, 1.0f / 14.0f);
    for (int j = 0; j < soft->height; j++) {
        crq_rgba *row = crq_sheet_row(soft, j);
        float y = ((float)j + 0.5f) / (float)soft->height * (float)small->height;
        for (int i = 0; i < soft->width; i++) {
            float x = ((float)i + 0.5f) / (float)soft->width * (float)small->width;
            row[i][3] = crq_sheet_sample(small, x * small->pixel, y * small->pixel)[3];
        }
    }
    crq_sheet_destroy(small);
    return true;
}

/* Soft glow and local means of the picture, at CRQ_SOFT_ROWS. */
static struct crq_sheet *soften(
    const struct crq_sheet *sheet, const struct crq_crew *crew, GError **error) {
    struct crq_sheet *soft = crq_reduce(sheet, CRQ_SOFT_ROWS, crew, error);
    if (soft && crq_glow(soft, crew, error)) {
        /* means are taken of the glow: no octave of it is wider than the blur */
        if (local_means(soft, crew, error)) {
            return soft;
        }
    }
    crq_sheet_destroy(soft);
    return NULL;
}

/* Logistic in log light: 1 / (1 + (pivot / x)^slope). */
static float curve(const struct development *d, float x) {
    float odds = d->slope * (crq_log2(x) - d->pivot);
    return d->white / (1.0f + crq_exp2(-odds));
}

/* Pixels are developed in blocks of separate channels: compilers then work on eight at
 * a time. */
enum { BLOCK = 64 };

struct block {
    float r[BLOCK], g[BLOCK], b[BLOCK];
    float mean[BLOCK]; /* of the surroundings, log2 luminance */
    float x[BLOCK];    /* from the middle, short sides */
};

static float luminance(float r, float g, float b) {
    return 0.2126f * r + 0.7152f * g + 0.0722f * b;
}

/* Local contrast: detail against its surroundings, in stops, softly limited. */
static float clarity_gain(const struct development *d, float light, float mean) {
    float detail = crq_clamp(crq_log2(light + 1e-4f) - mean, -1.6f, 1.6f);
    float bent = detail * (1.0f - 0.15f * (detail < 0.0f ? -detail : detail));
    return crq_exp2(0.30f * d->clarity * bent);
}

static void expose_block(const struct development *d, struct block *block, float y) {
    for (int i = 0; i < BLOCK; i++) {
        float light = luminance(block->r[i], block->g[i], block->b[i]);
        float square = block->x[i] * block->x[i] + y * y;
        float fall = 1.0f + 0.4f * d->vignette * square;
        float gain = d->gain * clarity_gain(d, light, block->mean[i]) / (fall * fall);
        block->r[i] *= gain;
        block->g[i] *= gain;
        block->b[i] *= gain;
    }
}

static float saturate_channel(const struct development *d, float v, float grey) {
    return crq_saturate(grey + (v - grey) * d->saturation);
}

static void tone_block(const struct development *d, struct block *block) {
    float own = 1.0f - 3.0f * INSET;
    for (int i = 0; i < BLOCK; i++) {
        float leak = INSET * (block->r[i] + block->g[i] + block->b[i]);
        float r = curve(d, own * block->r[i] + leak);
        float g = curve(d, own * block->g[i] + leak);
        float b = curve(d, own * block->b[i] + leak);
        /* the exact inverse of the leak, then saturation about luminance */
        float mean = INSET * (r + g + b);
        r = (r - mean) * (1.0f / own);
        g = (g - mean) * (1.0f / own);
        b = (b - mean) * (1.0f / own);
        float grey = luminance(r, g, b);
        block->r[i] = saturate_channel(d, r, grey);
        block->g[i] = saturate_channel(d, g, grey);
        block->b[i] = saturate_channel(d, b, grey);
    }
}

static void load_block(const struct development *d, const crq_rgba *row,
    const crq_rgba *soft, int first, int count, struct block *block) {
    float scale = (float)d->soft->width / (float)d->sheet->width;
    for (int i = 0; i < count; i++) {
        float x = (float)(first + i) + 0.5f;
        crq_rgba glow = crq_soft_at(soft, d->soft->width, x * scale);
        crq_rgba c = crq_rgba_mix(row[first + i], glow, d->bloom);
        block->r[i] = c[0];
        block->g[i] = c[1];
        block->b[i] = c[2];
        block->mean[i] = glow[3];
        block->x[i] = (x - 0.5f * (float)d->sheet->width) * d->sheet->pixel;
    }
}

static void develop_row(
    const struct development *d, int j, const crq_rgba *soft, struct block *block) {
    crq_rgba *row = crq_sheet_row(d->sheet, j);
    float y = ((float)j + 0.5f - 0.5f * (float)d->sheet->height) * d->sheet->pixel;
    for (int first = 0; first < d->sheet->width; first += BLOCK) {
        int count = MIN(BLOCK, d->sheet->width - first);
        load_block(d, row, soft, first, count, block);
        expose_block(d, block, y);
        tone_block(d, block);
        for (int i = 0; i < count; i++) {
            row[first + i] = crq_rgba_make(block->r[i], block->g[i], block->b[i], 1.0f);
        }
    }
}

CRQ_WIDE static void develop_strip(void *context, int first, int last) {
    const struct development *d = context;
    struct block block = {0};
    float scale = (float)d->soft->height / (float)d->sheet->height;
    crq_rgba *soft = g_aligned_alloc((gsize)d->soft->width, sizeof *soft, 32);
    for (int j = first; j < last; j++) {
        crq_soft_row(d->soft, ((float)j + 0.5f) * scale, soft);
        develop_row(d, j, soft, &block);
    }
    g_aligned_free(soft);
}

/* Pivot and scale such that middle grey stays where it is and LOG2_WHITE is white:
 * with P = pivot^slope, white / (1 + P grey^-slope) = grey and white = 1 + P W^-slope.
 */
static void set_curve(struct development *d) {
    float grey = crq_exp2(LOG2_MIDDLE_GREY);
    float at_grey = crq_exp2(-d->slope * LOG2_MIDDLE_GREY);
    float at_white = crq_exp2(-d->slope * LOG2_WHITE);
    float power = (1.0f - grey) / (grey * at_grey - at_white);
    d->pivot = crq_log2(power) / d->slope;
    d->white = 1.0f + power * at_white;
}

bool crq_film_develop(struct crq_sheet *sheet, const struct crq_film *film,
    const struct crq_crew *crew, GError **error) {
    struct crq_sheet *soft = soften(sheet, crew, error);
    if (!soft) {
        return false;
    }
    struct development d = {
        .sheet = sheet,
        .soft = soft,
        .gain = crq_exp2((float)film->exposure),
        .slope = MAX(SLOPE * (float)film->contrast, LEAST_SLOPE),
        .bloom = (float)film->bloom,
        .clarity = (float)film->clarity,
        .saturation = (float)film->saturation,
        .vignette = (float)film->vignette,
    };
    set_curve(&d);
    crq_strips(crew, sheet->height, develop_strip, &d);
    crq_sheet_destroy(soft);
    return true;
}
