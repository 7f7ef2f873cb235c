/* Antialiasing: stairs become slopes, what is even stays, threads never show. */
#include "sheet/antialias.h"

#include "harness.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const struct crq_crew one = {1, 16};

/* Dark below a line of the given slope, bright above it: one sample a pixel. */
static struct crq_sheet *stair(int width, int height, float slope) {
    struct crq_sheet *sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    for (int j = 0; j < height; j++) {
        for (int i = 0; i < width; i++) {
            bool below = (float)j > 0.3f * (float)height + slope * (float)i;
            float v = below ? 0.05f : 0.9f;
            crq_sheet_row(sheet, j)[i] = crq_rgba_make(v, v, v, 1.0f);
        }
    }
    return sheet;
}

START_TEST(an_even_picture_stays_as_it_is) {
    struct crq_sheet *sheet = crq_sheet_create(40, 33, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < 40 * 33; i++) {
        sheet->pixels[i] = crq_rgba_make(0.3f, 2.0f, 0.1f, 1.0f);
    }
    crq_antialias(sheet, &one);
    for (int i = 0; i < 40 * 33; i++) {
        ck_assert(sheet->pixels[i][0] == 0.3f && sheet->pixels[i][1] == 2.0f);
    }
    crq_sheet_destroy(sheet);
}
END_TEST

/* Largest step between neighbours in the middle row. */
static float steepest(const struct crq_sheet *sheet) {
    const crq_rgba *row = crq_sheet_row(sheet, sheet->height / 2);
    float most = 0.0f;
    for (int i = 1; i < sheet->width; i++) {
        most = fmaxf(most, fabsf(row[i][0] - row[i - 1][0]));
    }
    return most;
}

START_TEST(a_stair_becomes_a_slope) {
    struct crq_sheet *sheet = stair(96, 70, 0.17f);
    ck_assert(steepest(sheet) > 0.8f);
    crq_antialias(sheet, &one);
    ck_assert(steepest(sheet) < 0.45f);
    for (int i = 0; i < 96 * 70; i++) {
        float v = sheet->pixels[i][0];
        ck_assert(v >= 0.049f && v <= 0.901f);
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(threads_and_strips_never_show) {
    struct crq_sheet *a = stair(131, 211, 0.71f);
    struct crq_sheet *b = stair(131, 211, 0.71f);
    struct crq_crew other = {3, 5};
    crq_antialias(a, &one);
    crq_antialias(b, &other);
    ck_assert_int_eq(memcmp(a->pixels, b->pixels, 131 * 211 * sizeof(crq_rgba)), 0);
    crq_sheet_destroy(a);
    crq_sheet_destroy(b);
}
END_TEST

START_TEST(the_smallest_pictures_are_left_alone) {
    for (int side = 1; side < 3; side++) {
        struct crq_sheet *sheet = stair(side, side, 0.5f);
        struct crq_sheet *same = stair(side, side, 0.5f);
        size_t size = (size_t)(side * side) * sizeof(crq_rgba);
        crq_antialias(sheet, &one);
        ck_assert_int_eq(memcmp(sheet->pixels, same->pixels, size), 0);
        crq_sheet_destroy(sheet);
        crq_sheet_destroy(same);
    }
}
END_TEST

RUN_TESTS(an_even_picture_stays_as_it_is, a_stair_becomes_a_slope,
    threads_and_strips_never_show, the_smallest_pictures_are_left_alone)
