/* Sheets: sampling, compositing and planes. */
#include "sheet/sheet.h"

#include "harness.h"

#include <math.h>

/* Red rises with x, green with y, one unit a pixel. */
static struct crq_sheet *slope(int width, int height) {
    struct crq_sheet *sheet = crq_sheet_create(width, height, CRQ_PLANES_DEPTH, NULL);
    for (int j = 0; j < height; j++) {
        for (int i = 0; i < width; i++) {
            crq_sheet_row(sheet, j)[i] = crq_rgba_make((float)i, (float)j, 0, 1);
        }
    }
    return sheet;
}

START_TEST(a_new_sheet_is_transparent_black_infinitely_far) {
    struct crq_sheet *sheet = crq_sheet_create(5, 3, CRQ_PLANES_DEPTH, NULL);
    ck_assert(sheet->pixel == 1.0f / 3.0f);
    for (int i = 0; i < 15; i++) {
        ck_assert(sheet->pixels[i][0] == 0.0f && sheet->pixels[i][3] == 0.0f);
        ck_assert(isinf(sheet->depth[i]) && sheet->thing[i] == CRQ_THING_NONE);
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(a_sample_at_a_centre_is_the_pixel_and_between_is_the_mean) {
    struct crq_sheet *sheet = slope(8, 6);
    for (int j = 0; j < 6; j++) {
        for (int i = 0; i < 8; i++) {
            float x = ((float)i + 0.5f) * sheet->pixel;
            float y = ((float)j + 0.5f) * sheet->pixel;
            crq_rgba c = crq_sheet_sample(sheet, x, y);
            ck_assert(fabsf(c[0] - (float)i) < 1e-5f && fabsf(c[1] - (float)j) < 1e-5f);
        }
    }
    crq_rgba between =
        crq_sheet_sample(sheet, 3.0f * sheet->pixel, 2.0f * sheet->pixel);
    ck_assert(fabsf(between[0] - 2.5f) < 1e-5f && fabsf(between[1] - 1.5f) < 1e-5f);
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(samples_outside_are_held_to_the_border) {
    struct crq_sheet *sheet = slope(8, 6);
    crq_rgba low = crq_sheet_sample(sheet, -1e9f, -5.0f);
    crq_rgba high = crq_sheet_sample(sheet, 1e9f, 5.0f);
    ck_assert(low[0] == 0.0f && low[1] == 0.0f);
    ck_assert(high[0] == 7.0f && high[1] == 5.0f);
    ck_assert(crq_sheet_at(sheet, -3, 99)[1] == 5.0f);
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(over_covers_by_alpha) {
    crq_rgba c =
        crq_rgba_over(crq_rgba_make(0.25f, 0, 0, 0.25f), crq_rgba_make(0, 1, 0, 1));
    ck_assert(c[0] == 0.25f && c[1] == 0.75f && c[3] == 1.0f);
    crq_rgba all = crq_rgba_over(crq_rgba_make(2, 2, 2, 1), c);
    ck_assert(all[0] == 2.0f && all[1] == 2.0f && all[3] == 1.0f);
}
END_TEST

START_TEST(a_copy_takes_the_planes_that_both_have) {
    struct crq_sheet *from = slope(4, 4);
    from->depth[5] = 2.5f;
    from->thing[5] = CRQ_THING_MOON;
    struct crq_sheet *deep = crq_sheet_create(4, 4, CRQ_PLANES_DEPTH, NULL);
    struct crq_sheet *flat = crq_sheet_create(4, 4, CRQ_PLANES_COLOUR, NULL);
    crq_sheet_copy(deep, from);
    crq_sheet_copy(flat, from);
    ck_assert(deep->depth[5] == 2.5f && deep->thing[5] == CRQ_THING_MOON);
    ck_assert(flat->pixels[5][0] == 1.0f && flat->depth == NULL);
    crq_sheet_clear(deep);
    ck_assert(isinf(deep->depth[5]) && deep->pixels[5][0] == 0.0f);
    crq_sheet_destroy(from);
    crq_sheet_destroy(deep);
    crq_sheet_destroy(flat);
}
END_TEST

START_TEST(a_sheet_that_no_memory_holds_is_refused) {
    GError *error = NULL;
    struct crq_sheet *sheet =
        crq_sheet_create(2000000000, 2000000000, CRQ_PLANES_DEPTH, &error);
    ck_assert_ptr_null(sheet);
    assert_refused(&error, CRQ_ERROR_LIMIT, "2000000000x2000000000", NULL);
    crq_sheet_destroy(NULL);
}
END_TEST

RUN_TESTS(a_new_sheet_is_transparent_black_infinitely_far,
    a_sample_at_a_centre_is_the_pixel_and_between_is_the_mean,
    samples_outside_are_held_to_the_border, over_covers_by_alpha,
    a_copy_takes_the_planes_that_both_have, a_sheet_that_no_memory_holds_is_refused)
