/* Painting and comparing the pictures of the laws. */
#include "law/picture.h"

#include "base/dmath.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

const struct crq_crew law_crew = {1, 16};

struct crq_work *law_work(
    const struct crq_gallery *gallery, const char *seed, int width, int height) {
    GError *error = NULL;
    struct crq_work *work = crq_work_create(gallery->canvas->name, seed, &error);
    assert_no_error(error);
    work->quality = CRQ_DRAFT;
    crq_work_resize(work, width, height, &error);
    assert_no_error(error);
    crq_work_set_palette(work, "dawn-glass", &error);
    assert_no_error(error);
    return work;
}

struct crq_instant law_instant(const struct crq_work *work, enum crq_act act) {
    return crq_instant_in(crq_work_values(work, "timeline"), act, crq_act_best(act));
}

void law_set(struct crq_work *work, const char *path, const char *text) {
    GError *error = NULL;
    crq_work_set(work, path, text, CRQ_ERROR_USAGE, &error);
    assert_no_error(error);
}

static struct crq_stage *take_stage(
    const struct crq_work *work, const struct crq_crew *crew) {
    GError *error = NULL;
    struct crq_stage *stage = crq_stage_create(work, crew, &error);
    assert_no_error(error);
    return stage;
}

static struct crq_sheet *keep(const struct crq_sheet *sheet) {
    struct crq_sheet *kept =
        crq_sheet_create(sheet->width, sheet->height, CRQ_PLANES_DEPTH, NULL);
    crq_sheet_copy(kept, sheet);
    return kept;
}

struct crq_sheet *law_paint(
    const struct crq_work *work, const struct crq_crew *crew, double moment) {
    GError *error = NULL;
    struct crq_stage *stage = take_stage(work, crew);
    const struct crq_sheet *painted = crq_stage_paint(stage, moment, &error);
    assert_no_error(error);
    struct crq_sheet *kept = keep(painted);
    crq_stage_destroy(stage);
    return kept;
}

struct crq_sheet *law_render(const struct crq_work *work, const struct crq_crew *crew,
    const struct crq_instant *instant) {
    GError *error = NULL;
    struct crq_stage *stage = take_stage(work, crew);
    const struct crq_sheet *picture = crq_stage_render(stage, instant, &error);
    assert_no_error(error);
    struct crq_sheet *kept = keep(picture);
    crq_stage_destroy(stage);
    return kept;
}

uint8_t *law_encode(const struct crq_work *work, const struct crq_crew *crew,
    const struct crq_instant *instant) {
    GError *error = NULL;
    struct crq_stage *stage = take_stage(work, crew);
    uint8_t *bytes = g_malloc((gsize)work->width * (gsize)work->height * 3);
    crq_stage_encode(stage, instant, 8, bytes, &error);
    assert_no_error(error);
    crq_stage_destroy(stage);
    return bytes;
}

static size_t area(const struct crq_sheet *sheet) {
    return (size_t)sheet->width * (size_t)sheet->height;
}

bool law_same_pixels(const struct crq_sheet *a, const struct crq_sheet *b) {
    return memcmp(a->pixels, b->pixels, area(a) * sizeof *a->pixels) == 0;
}

bool law_same_planes(const struct crq_sheet *a, const struct crq_sheet *b) {
    return memcmp(a->depth, b->depth, area(a) * sizeof *a->depth) == 0 &&
           memcmp(a->thing, b->thing, area(a)) == 0;
}

double law_likeness(const struct crq_sheet *a, const struct crq_sheet *b) {
    double square = 0.0;
    for (size_t i = 0; i < area(a); i++) {
        for (int k = 0; k < 3; k++) {
            double x = sqrt((double)crq_saturate(a->pixels[i][k]));
            double y = sqrt((double)crq_saturate(b->pixels[i][k]));
            square += (x - y) * (x - y);
        }
    }
    square /= 3.0 * (double)area(a);
    return square > 0.0 ? MIN(99.0, -10.0 * log10(square)) : 99.0;
}

double law_same_things(const struct crq_sheet *a, const struct crq_sheet *b) {
    size_t same = 0;
    for (size_t i = 0; i < area(a); i++) {
        same += a->thing[i] == b->thing[i];
    }
    return (double)same / (double)area(a);
}

struct crq_sheet *law_halve(const struct crq_sheet *sheet) {
    struct crq_sheet *half =
        crq_sheet_create(sheet->width / 2, sheet->height / 2, CRQ_PLANES_DEPTH, NULL);
    for (int j = 0; j < half->height; j++) {
        for (int i = 0; i < half->width; i++) {
            const crq_rgba *upper = crq_sheet_row(sheet, 2 * j) + 2 * i;
            const crq_rgba *lower = crq_sheet_row(sheet, 2 * j + 1) + 2 * i;
            crq_sheet_row(half, j)[i] =
                (upper[0] + upper[1] + lower[0] + lower[1]) * crq_rgba_grey(0.25f);
            half->thing[j * half->width + i] =
                sheet->thing[(2 * j) * sheet->width + 2 * i];
        }
    }
    return half;
}

void law_assert_sound(
    const struct crq_sheet *sheet, bool developed, const char *of_what) {
    for (size_t i = 0; i < area(sheet); i++) {
        int x = (int)(i % (size_t)sheet->width);
        int y = (int)(i / (size_t)sheet->width);
        for (int k = 0; k < 3; k++) {
            float v = sheet->pixels[i][k];
            ck_assert_msg(v >= 0.0f && v < (developed ? 1.00001f : 1e9f),
                "%s: channel %d at %d,%d is %g", of_what, k, x, y, (double)v);
        }
        ck_assert_msg(fabsf(sheet->pixels[i][3] - 1.0f) < 1e-4f,
            "%s: alpha at %d,%d is %g", of_what, x, y, (double)sheet->pixels[i][3]);
        ck_assert_msg(!isnan(sheet->depth[i]) && sheet->thing[i] < CRQ_THINGS,
            "%s: depth %g, thing %d at %d,%d", of_what, (double)sheet->depth[i],
            sheet->thing[i], x, y);
    }
}

char *law_value_text(const struct crq_param *param, double value) {
    switch (param->kind) {
    case CRQ_KIND_SWITCH:
        return g_strdup(value != 0.0 ? "on" : "off");
    case CRQ_KIND_CHOICE:
        return g_strdup(param->choices[(int)value]);
    case CRQ_KIND_PAIR: {
        g_autofree char *one = crq_number_text(value);
        return g_strconcat(one, ",", one, NULL);
    }
    default:
        return crq_number_text(value);
    }
}

void law_check(const struct crq_work *work, enum crq_act act, const char *name) {
    struct crq_instant instant = law_instant(work, act);
    GError *error = NULL;
    struct crq_stage *stage = crq_stage_create(work, &law_crew, &error);
    assert_no_error(error);
    law_assert_sound(crq_stage_paint(stage, instant.moment, &error), false, name);
    struct crq_sheet *shown =
        crq_sheet_create(work->width, work->height, CRQ_PLANES_DEPTH, NULL);
    crq_sheet_copy(shown, crq_stage_render(stage, &instant, &error));
    assert_no_error(error);
    law_assert_sound(shown, true, name);
    crq_sheet_destroy(shown);
    crq_stage_destroy(stage);
}
