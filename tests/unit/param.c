/* Parameter rows: presets, reading, refusing, printing. */
#include "model/param.h"

#include "harness.h"

#include <string.h>

struct numbers {
    double radius;
    int32_t count, kind;
    bool lit;
    double place[2], length;
};

static const char *const kinds[] = {"plain", "deep_blue", NULL};

static const struct crq_param rows[] = {
    {CRQ_REAL(struct numbers, radius), .preset = 0.24, .low = 0.01, .high = 2,
        .easy = {0.1, 0.4}, .unit = CRQ_UNIT_SHORT_SIDES, .brief = "how large"},
    {CRQ_COUNT(struct numbers, count), .preset = 5, .low = 0, .high = 64,
        .easy = {2, 9}, .brief = "how many"},
    {CRQ_CHOICE(struct numbers, kind), .preset = 1, .choices = kinds, .brief = "which"},
    {CRQ_SWITCH(struct numbers, lit), .preset = 1, .brief = "whether it shines"},
    {CRQ_PAIR(struct numbers, place), .preset = 0.6, .preset_y = 0.4, .low = -1,
        .high = 2, .easy = {0, 1}, .unit = CRQ_UNIT_RATIO, .brief = "where"},
    {CRQ_REAL(struct numbers, length), .preset = 6, .low = 0, .high = 3600,
        .easy = {1, 30}, .unit = CRQ_UNIT_SECONDS, .brief = "how long"},
};

enum { ROWS = sizeof rows / sizeof *rows };

static struct numbers presets(void) {
    struct numbers numbers;
    memset(&numbers, 0xa5, sizeof numbers);
    crq_params_preset(rows, ROWS, &numbers);
    return numbers;
}

static bool set(struct numbers *numbers, const char *name, const char *text) {
    return crq_param_set(
        crq_param_find(rows, ROWS, name), numbers, text, CRQ_ERROR_USAGE, NULL);
}

/* The text is refused in these words, and nothing has changed. */
static void refuse(const char *name, const char *text, const char *words) {
    struct numbers numbers = presets();
    struct numbers before = numbers;
    GError *error = NULL;
    const struct crq_param *param = crq_param_find(rows, ROWS, name);
    ck_assert(!crq_param_set(param, &numbers, text, CRQ_ERROR_WORK, &error));
    assert_refused(&error, CRQ_ERROR_WORK, words, NULL);
    ck_assert_int_eq(memcmp(&numbers, &before, sizeof numbers), 0);
}

START_TEST(presets_come_from_the_rows) {
    struct numbers n = presets();
    ck_assert(n.radius == 0.24 && n.count == 5 && n.kind == 1 && n.lit);
    ck_assert(n.place[0] == 0.6 && n.place[1] == 0.4 && n.length == 6.0);
}
END_TEST

START_TEST(every_kind_is_read_from_text) {
    struct numbers n = presets();
    ck_assert(set(&n, "radius", "0.5") && n.radius == 0.5);
    ck_assert(set(&n, "radius", "1e-2") && n.radius == 0.01);
    ck_assert(set(&n, "count", "64") && n.count == 64);
    ck_assert(set(&n, "kind", "plain") && n.kind == 0);
    ck_assert(set(&n, "kind", "deep-blue") && n.kind == 1);
    ck_assert(set(&n, "lit", "off") && !n.lit);
    ck_assert(set(&n, "lit", "yes") && n.lit);
    ck_assert(set(&n, "place", "-1,2") && n.place[0] == -1.0 && n.place[1] == 2.0);
    ck_assert(set(&n, "place", "0.1, 0.2") && n.place[1] == 0.2);
    ck_assert(set(&n, "length", "8s") && n.length == 8.0);
    ck_assert(set(&n, "length", "8") && n.length == 8.0);
}
END_TEST

START_TEST(what_is_no_number_is_refused) {
    refuse("radius", "nan", "0.01..2");
    refuse("radius", "-nan", "0.01..2");
    refuse("radius", "inf", "0.01..2");
    refuse("radius", "wide", "'wide'");
    refuse("radius", "", "''");
    refuse("radius", "0.5 short", "'0.5 short'");
    refuse("radius", "0.5s", "'0.5s'");
    refuse("count", "2.5", "whole number");
    refuse("count", "nan", "0..64");
    refuse("count", "1e99", "0..64");
    refuse("place", "nan,0", "-1..2");
    refuse("place", "0.5", "two numbers");
    refuse("place", "1,2,3", "two numbers");
    refuse("lit", "maybe", "on or off");
    refuse("kind", "deep_bleu", "did you mean 'deep_blue'");
}
END_TEST

START_TEST(ranges_are_spelled_out_with_their_unit) {
    refuse("radius", "9", "'radius' must lie in 0.01..2 short sides, not 9");
    refuse("radius", "0.0099999", "0.01..2 short sides");
    refuse("count", "-1", "0..64");
    refuse("place", "0.5,2.1", "'place' must lie in -1..2");
    refuse("length", "3601s", "0..3600 seconds");
}
END_TEST

START_TEST(printed_values_read_back_as_they_were) {
    struct numbers n = presets();
    n.radius = 0.1 + 0.2;
    n.place[1] = 1.0 / 3.0;
    n.count = 17;
    n.kind = 0;
    n.lit = false;
    struct numbers back = presets();
    for (int i = 0; i < ROWS; i++) {
        g_autofree char *text = crq_param_text(&rows[i], &n);
        ck_assert(crq_param_set(&rows[i], &back, text, CRQ_ERROR_USAGE, NULL));
    }
    ck_assert(back.radius == n.radius && back.place[1] == n.place[1] &&
              back.count == 17 && back.kind == 0 && !back.lit);
}
END_TEST

START_TEST(rows_are_found_with_dash_or_underscore) {
    static const struct crq_param row = {.name = "dark_side"};
    ck_assert_ptr_eq(crq_param_find(&row, 1, "dark-side"), &row);
    ck_assert_ptr_eq(crq_param_find(&row, 1, "dark_side"), &row);
    ck_assert_ptr_null(crq_param_find(&row, 1, "dark"));
    ck_assert_ptr_null(crq_param_find(NULL, 0, "dark"));
    g_autofree char *label = crq_param_label(&row);
    ck_assert_str_eq(label, "dark-side");
}
END_TEST

START_TEST(the_highest_choice_is_the_last) {
    ck_assert(crq_param_high(&rows[2]) == 1.0);
    ck_assert(crq_param_high(&rows[0]) == 2.0);
}
END_TEST

RUN_TESTS(presets_come_from_the_rows, every_kind_is_read_from_text,
    what_is_no_number_is_refused, ranges_are_spelled_out_with_their_unit,
    printed_values_read_back_as_they_were, rows_are_found_with_dash_or_underscore,
    the_highest_choice_is_the_last)
