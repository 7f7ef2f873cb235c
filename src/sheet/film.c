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
/* log2((1 - 0.18) / 0.18): the odds that keep middle grey where it is */
#define GREY_ODDS 2.1876f

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

static crq_rgba tone(const struct development *d, crq_rgba c) {
    float leak = INSET * (c[0] + c[1] + c[2]);
    float own = 1.0f - 3.0f * INSET;
    float r = curve(d, own * c[0] + leak);
    float g = curve(d, own * c[1] + leak);
    float b = curve(d, own * c[2] + leak);
    float mean = INSET * (r + g + b);
    /* the exact inverse of the leak, then saturation about luminance */
    crq_rgba shown = {r - mean, g - mean, b - mean, 0.0f};
    shown = shown * crq_rgba_grey(1.0f / own);
    crq_rgba grey = crq_rgba_grey(crq_luminance(shown));
    return grey + (shown - grey) * crq_rgba_grey(d->saturation);
}

/* Local contrast: detail against its surroundings, in stops, softly limited. */
static float clarity_gain(const struct development *d, float luminance, float mean) {
    float detail = crq_clamp(crq_log2(luminance + 1e-4f) - mean, -1.6f, 1.6f);
    float bent = detail * (1.0f - 0.15f * (detail < 0.0f ? -detail : detail));
    return crq_exp2(0.30f * d->clarity * bent);
}

static float vignette(const struct development *d, int i, int j) {
    float x = ((float)i + 0.5f - 0.5f * (float)d->sheet->width) * d->sheet->pixel;
    float y = ((float)j + 0.5f - 0.5f * (float)d->sheet->height) * d->sheet->pixel;
    float fall = 1.0f + 0.4f * d->vignette * (x * x + y * y);
    return 1.0f / (fall * fall);
}

CRQ_WIDE static void develop_strip(void *context, int first, int last) {
    const struct development *d = context;
    float sx = (float)d->soft->width / (float)d->sheet->width * d->soft->pixel;
    float sy = (float)d->soft->height / (float)d->sheet->height * d->soft->pixel;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(d->sheet, j);
        float y = ((float)j + 0.5f) * sy;
        for (int i = 0; i < d->sheet->width; i++) {
            crq_rgba glow = crq_sheet_sample(d->soft, ((float)i + 0.5f) * sx, y);
            crq_rgba c = crq_rgba_mix(row[i], glow, d->bloom);
            float gain = d->gain * clarity_gain(d, crq_luminance(c), glow[3]);
            c = tone(d, c * crq_rgba_grey(gain * vignette(d, i, j)));
            for (int k = 0; k < 3; k++) {
                c[k] = crq_saturate(c[k]);
            }
            c[3] = 1.0f;
            row[i] = c;
        }
    }
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
        .slope = SLOPE * (float)film->contrast,
        .bloom = (float)film->bloom,
        .clarity = (float)film->clarity,
        .saturation = (float)film->saturation,
        .vignette = (float)film->vignette,
        .white = 1.0f,
    };
    d.pivot = LOG2_MIDDLE_GREY + GREY_ODDS / d.slope;
    d.white = 1.0f / curve(&d, 16.0f); /* sixteen times paper white is white */
    crq_strips(crew, sheet->height, develop_strip, &d);
    crq_sheet_destroy(soft);
    return true;
}

struct kindling {
    struct crq_sheet *picture;
    const struct crq_sheet *light, *soft;
};

/* Hue-keeping 1 - exp(-x): the brightest channel is bent, the others follow. */
static crq_rgba bend(crq_rgba light) {
    float peak = MAX(light[0], MAX(light[1], light[2]));
    if (peak <= 0.0f) {
        return crq_rgba_grey(0.0f);
    }
    float bent = 1.0f - crq_exp(-peak);
    crq_rgba c = light * crq_rgba_grey(bent / peak);
    return crq_rgba_mix(c, crq_rgba_grey(bent), 0.35f * bent * bent);
}

CRQ_WIDE static void kindle_strip(void *context, int first, int last) {
    const struct kindling *k = context;
    float sx = (float)k->soft->width / (float)k->picture->width * k->soft->pixel;
    float sy = (float)k->soft->height / (float)k->picture->height * k->soft->pixel;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(k->picture, j);
        const crq_rgba *own = crq_sheet_row(k->light, j);
        float y = ((float)j + 0.5f) * sy;
        for (int i = 0; i < k->picture->width; i++) {
            crq_rgba glow = crq_sheet_sample(k->soft, ((float)i + 0.5f) * sx, y);
            /* a little oversaturated, or warm glow goes khaki on dark ground */
            crq_rgba grey = crq_rgba_grey(crq_luminance(glow));
            glow = grey + (glow - grey) * crq_rgba_grey(1.55f);
            crq_rgba e = bend(own[i] + glow * crq_rgba_grey(0.35f));
            crq_rgba one = crq_rgba_grey(1.0f);
            crq_rgba c = one - (one - row[i]) * (one - e);
            c[3] = 1.0f;
            row[i] = c;
        }
    }
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
