/* Ink: cairo's coverage in linear light, by tiles that nobody can see. */
#include "sheet/ink.h"

#include "harness.h"

#include <math.h>
#include <string.h>

/* A box from (x, y), in short sides. */
struct box {
    double x, y, width, height;
};

static void fill_box(cairo_t *cr, const void *context) {
    const struct box *box = context;
    cairo_rectangle(cr, box->x, box->y, box->width, box->height);
    cairo_fill(cr);
}

static void draw_rings(cairo_t *cr, const void *context) {
    (void)context;
    cairo_set_line_width(cr, 0.013);
    for (int i = 1; i < 12; i++) {
        cairo_new_sub_path(cr);
        cairo_arc(cr, 0.6, 0.45, 0.09 * i, 0.0, 6.3);
        cairo_stroke(cr);
    }
}

static struct crq_sheet *blank(int width, int height, float grey) {
    struct crq_sheet *sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < width * height; i++) {
        sheet->pixels[i] = crq_rgba_make(grey, grey, grey, 1);
    }
    return sheet;
}

static const struct crq_crew one = {1, 16};

START_TEST(half_covered_is_half_the_light) {
    struct crq_sheet *sheet = blank(16, 16, 0.0f);
    struct box box = {4.0 / 16, 4.5 / 16, 4.0 / 16, 4.0 / 16}; /* edges mid-pixel */
    crq_ink(sheet, &one, crq_rgba_make(1, 0.5f, 3, 1), CRQ_BLEND_OVER, fill_box, &box);
    crq_rgba half = crq_sheet_at(sheet, 5, 4);
    crq_rgba full = crq_sheet_at(sheet, 5, 6);
    ck_assert(fabsf(half[0] - 0.5f) < 0.004f && fabsf(half[2] - 1.5f) < 0.012f);
    ck_assert(full[0] == 1.0f && full[1] == 0.5f && full[2] == 3.0f);
    ck_assert(crq_sheet_at(sheet, 3, 6)[0] == 0.0f && full[3] == 1.0f);
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(light_adds_and_paint_covers) {
    struct crq_sheet *sheet = blank(16, 16, 0.25f);
    struct box box = {0, 0, 0.5, 1};
    crq_ink(sheet, &one, crq_rgba_make(1, 1, 1, 0.5f), CRQ_BLEND_ADD, fill_box, &box);
    ck_assert(crq_sheet_at(sheet, 2, 2)[0] == 0.75f);
    ck_assert(crq_sheet_at(sheet, 2, 2)[3] == 1.0f);
    struct box right = {0.5, 0, 0.5, 1};
    crq_ink(
        sheet, &one, crq_rgba_make(1, 1, 1, 0.5f), CRQ_BLEND_OVER, fill_box, &right);
    ck_assert(crq_sheet_at(sheet, 12, 2)[0] == 0.625f);
    ck_assert(crq_sheet_at(sheet, 12, 2)[3] == 1.0f);
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(neither_threads_nor_strips_change_a_byte) {
    struct crq_sheet *first = blank(700, 600, 0.0f);
    crq_ink(first, &one, crq_rgba_grey(1), CRQ_BLEND_OVER, draw_rings, NULL);
    static const struct crq_crew crews[] = {{3, 1}, {2, 7}, {2, 64}};
    for (int i = 0; i < 3; i++) {
        struct crq_sheet *other = blank(700, 600, 0.0f);
        crq_ink(other, &crews[i], crq_rgba_grey(1), CRQ_BLEND_OVER, draw_rings, NULL);
        ck_assert_int_eq(
            memcmp(first->pixels, other->pixels, 700 * 600 * sizeof(crq_rgba)), 0);
        crq_sheet_destroy(other);
    }
    crq_sheet_destroy(first);
}
END_TEST

START_TEST(no_seam_shows_where_tiles_meet) {
    struct crq_sheet *sheet = blank(1100, 520, 0.0f);
    struct box box = {0, 0.25, 3, 0.333};
    crq_ink(sheet, &one, crq_rgba_grey(1), CRQ_BLEND_OVER, fill_box, &box);
    for (int j = 0; j < 520; j++) {
        for (int i = 1; i < 1100; i++) {
            ck_assert(crq_sheet_row(sheet, j)[i][0] == crq_sheet_row(sheet, j)[0][0]);
        }
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(sheets_may_be_wider_than_cairo_allows) {
    struct crq_sheet *sheet = blank(40000, 4, 0.0f);
    struct box box = {39990.0 / 4, 0, 1, 1};
    crq_ink(sheet, &one, crq_rgba_grey(1), CRQ_BLEND_OVER, fill_box, &box);
    ck_assert(crq_sheet_at(sheet, 39989, 2)[0] == 0.0f);
    ck_assert(crq_sheet_at(sheet, 39990, 2)[0] == 1.0f);
    ck_assert(crq_sheet_at(sheet, 39993, 2)[0] == 1.0f);
    ck_assert(crq_sheet_at(sheet, 39994, 2)[0] == 0.0f);
    crq_sheet_destroy(sheet);
}
END_TEST

RUN_TESTS(half_covered_is_half_the_light, light_adds_and_paint_covers,
    neither_threads_nor_strips_change_a_byte, no_seam_shows_where_tiles_meet,
    sheets_may_be_wider_than_cairo_allows)
