/* Reduction, blur and glow: light moves, none is made or lost. */
#include "sheet/glow.h"

#include "harness.h"

#include <math.h>
#include <string.h>

static const struct crq_crew one = {1, 16};

static double light(const struct crq_sheet *sheet) {
    double sum = 0.0;
    for (int i = 0; i < sheet->width * sheet->height; i++) {
        sum += (double)sheet->pixels[i][0];
    }
    return sum / ((double)sheet->width * sheet->height);
}

/* A mottled sheet, a function of the pixel alone. */
static struct crq_sheet *mottled(int width, int height) {
    struct crq_sheet *sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < width * height; i++) {
        float v = (float)(i * 7919 % 1009) / 1009.0f;
        sheet->pixels[i] = crq_rgba_make(v, v * v, 1.0f - v, 1.0f);
    }
    return sheet;
}

START_TEST(a_reduction_keeps_the_mean_and_the_shape) {
    struct crq_sheet *sheet = mottled(173, 97);
    struct crq_sheet *soft = crq_reduce(sheet, 31, &one, NULL);
    ck_assert_int_eq(soft->height, 31);
    ck_assert_int_eq(soft->width, 55);
    ck_assert_double_lt(fabs(light(soft) / light(sheet) - 1.0), 1e-4);
    struct crq_sheet *same = crq_reduce(sheet, 500, &one, NULL);
    ck_assert_int_eq(same->width, 173);
    for (int i = 0; i < 173 * 97; i++) {
        ck_assert(fabsf(same->pixels[i][1] - sheet->pixels[i][1]) < 1e-6f);
    }
    crq_sheet_destroy(sheet);
    crq_sheet_destroy(soft);
    crq_sheet_destroy(same);
}
END_TEST

START_TEST(a_reduction_does_not_depend_on_threads_or_strips) {
    struct crq_sheet *sheet = mottled(173, 97);
    struct crq_crew other = {3, 5};
    struct crq_sheet *a = crq_reduce(sheet, 31, &one, NULL);
    struct crq_sheet *b = crq_reduce(sheet, 31, &other, NULL);
    ck_assert_int_eq(memcmp(a->pixels, b->pixels, 55 * 31 * sizeof(crq_rgba)), 0);
    crq_sheet_destroy(sheet);
    crq_sheet_destroy(a);
    crq_sheet_destroy(b);
}
END_TEST

START_TEST(the_glow_of_an_even_wall_is_the_wall) {
    struct crq_sheet *sheet = crq_sheet_create(90, 60, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < 90 * 60; i++) {
        sheet->pixels[i] = crq_rgba_make(3, 0.5f, 0, 1);
    }
    ck_assert(crq_glow(sheet, &one, NULL));
    for (int i = 0; i < 90 * 60; i++) {
        ck_assert(fabsf(sheet->pixels[i][0] - 3.0f) < 1e-4f);
        ck_assert(fabsf(sheet->pixels[i][1] - 0.5f) < 1e-4f);
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(a_star_glows_round_and_falls_off) {
    struct crq_sheet *sheet = crq_sheet_create(257, 257, CRQ_PLANES_COLOUR, NULL);
    crq_sheet_row(sheet, 128)[128] = crq_rgba_grey(1000.0f);
    double before = light(sheet);
    ck_assert(crq_glow(sheet, &one, NULL));
    ck_assert_double_lt(fabs(light(sheet) / before - 1.0), 0.1);
    float last = crq_sheet_at(sheet, 128, 128)[0];
    for (int i = 8; i <= 120; i += 8) {
        float right = crq_sheet_at(sheet, 128 + i, 128)[0];
        float up = crq_sheet_at(sheet, 128, 128 - i)[0];
        ck_assert(right <= last && right > 0.0f);
        ck_assert(fabsf(right - up) < 0.35f * right + 1e-4f);
        last = right;
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(a_blur_of_one_channel_is_nearly_gaussian_and_leaves_the_others) {
    struct crq_sheet *sheet = crq_sheet_create(301, 301, CRQ_PLANES_COLOUR, NULL);
    crq_sheet_row(sheet, 150)[150] = crq_rgba_make(1, 1, 1, 1);
    crq_blur_channel(sheet, 3, 0.04f);
    double sum = 0.0;
    double square = 0.0;
    for (int j = 0; j < 301; j++) {
        for (int i = 0; i < 301; i++) {
            double v = (double)crq_sheet_at(sheet, i, j)[3];
            sum += v;
            square += v * (i - 150) * (i - 150);
            ck_assert(crq_sheet_at(sheet, i, j)[0] == (float)(i == 150 && j == 150));
        }
    }
    ck_assert_double_lt(fabs(sum - 1.0), 1e-3);
    double peak = (double)crq_sheet_at(sheet, 150, 150)[3];
    /* a Gaussian's peak is sum / (2 pi variance) */
    ck_assert_double_lt(fabs(peak * 6.2832 * square / sum - 1.0), 0.15);
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(a_soft_row_agrees_with_a_sample) {
    struct crq_sheet *sheet = mottled(40, 30);
    crq_rgba *row = g_aligned_alloc(40, sizeof *row, 32);
    for (int j = 0; j < 60; j++) {
        float y = (float)j * 0.5f + 0.1f;
        crq_soft_row(sheet, y, row);
        for (int i = 0; i < 80; i++) {
            float x = (float)i * 0.5f + 0.2f;
            crq_rgba a = crq_soft_at(row, 40, x);
            crq_rgba b = crq_sheet_sample(sheet, x * sheet->pixel, y * sheet->pixel);
            ck_assert(fabsf(a[0] - b[0]) < 1e-4f && fabsf(a[2] - b[2]) < 1e-4f);
        }
    }
    g_aligned_free(row);
    crq_sheet_destroy(sheet);
}
END_TEST

RUN_TESTS(a_reduction_keeps_the_mean_and_the_shape,
    a_reduction_does_not_depend_on_threads_or_strips,
    the_glow_of_an_even_wall_is_the_wall, a_star_glows_round_and_falls_off,
    a_blur_of_one_channel_is_nearly_gaussian_and_leaves_the_others,
    a_soft_row_agrees_with_a_sample)
