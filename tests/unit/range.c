/* Ranges of frames and seeds. */
#include "stage/range.h"

#include "harness.h"

/* The numbers as text, or the complaint's code as "!2". */
static char *numbers(const char *text, int64_t total) {
    GError *error = NULL;
    GArray *array = crq_range_read(text, total, &error);
    if (!array) {
        char *code = g_strdup_printf("!%d", error->code);
        g_error_free(error);
        return code;
    }
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < array->len; i++) {
        g_string_append_printf(
            list, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index(array, gint64, i));
    }
    g_array_unref(array);
    return g_string_free(list, FALSE);
}

static void expect(const char *text, int64_t total, const char *answer) {
    g_autofree char *own = numbers(text, total);
    ck_assert_msg(g_str_equal(own, answer), "'%s' of %d gave '%s', not '%s'", text,
        (int)total, own, answer);
}

START_TEST(ranges_are_written_in_many_ways) {
    expect("7", 100, "7");
    expect("0..4", 100, "0 1 2 3 4");
    expect("0..10..5", 100, "0 5 10");
    expect("0..9..5", 100, "0 5");
    expect("10-13", 100, "10 11 12 13");
    expect("1,5,8", 100, "1 5 8");
    expect("1, 3..4 ,8-9", 100, "1 3 4 8 9");
    expect("3..1", 100, "3 2 1");
}
END_TEST

START_TEST(the_end_can_be_counted_from) {
    expect("-1", 100, "99");
    expect("-3..-1", 100, "97 98 99");
    expect("98..-1", 100, "98 99");
    expect("0..-1", 3, "0 1 2");
}
END_TEST

START_TEST(percentages_part_the_loop_without_gap_or_overlap) {
    expect("25%..50%", 8, "2 3");
    expect("0%..25%", 8, "0 1");
    expect("50%..100%", 8, "4 5 6 7");
    expect("0%..50%", 5, "0 1 2");
    expect("50%..100%", 5, "3 4");
    expect("100%", 8, "7");
}
END_TEST

START_TEST(seeds_have_no_end_to_count_from) {
    expect("0..3", 0, "0 1 2 3");
    expect("-1", 0, "!2");
    expect("10%", 0, "!2");
}
END_TEST

START_TEST(nonsense_is_refused) {
    static const char *const wrong[] = {"", ",", "x", "1..", "..3", "1..2..0",
        "1..2..x", "1..2..3..4", "1-", "--1", "100", "0..100", "-101", "1e3", "101%",
        "-5%", "nan%", "0x10", "1,,2", "99999999999999999999"};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        expect(wrong[i], 100, "!2");
    }
    expect("0..2000000", 0, "!7");
    expect("0..900000,0..900000", 0, "!7");
}
END_TEST

START_TEST(sorting_leaves_each_number_once) {
    GArray *array = crq_range_read("5,1..3,2,5", 100, NULL);
    crq_range_sort(array);
    ck_assert_uint_eq(array->len, 4);
    static const gint64 sorted[] = {1, 2, 3, 5};
    ck_assert_mem_eq(array->data, sorted, sizeof sorted);
    g_array_unref(array);
}
END_TEST

RUN_TESTS(ranges_are_written_in_many_ways, the_end_can_be_counted_from,
    percentages_part_the_loop_without_gap_or_overlap, seeds_have_no_end_to_count_from,
    nonsense_is_refused, sorting_leaves_each_number_once)
