/* Nearest names and numbers that survive being written down. */
#include "base/text.h"

#include "harness.h"

#include <math.h>

START_TEST(distance_counts_edits_and_swaps) {
    ck_assert_int_eq(crq_distance("", ""), 0);
    ck_assert_int_eq(crq_distance("sea", ""), 3);
    ck_assert_int_eq(crq_distance("sea", "sea"), 0);
    ck_assert_int_eq(crq_distance("kitten", "sitting"), 3);
    ck_assert_int_eq(crq_distance("moon", "mono"), 1);
    ck_assert_int_eq(crq_distance("Moon", "moON"), 0);
    ck_assert_int_eq(crq_distance("MOon", "moNo"), 1);
}
END_TEST

START_TEST(distance_is_the_same_both_ways) {
    static const char *const words[] = {"choppiness", "chopiness", "radius", "sky", ""};
    for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
            ck_assert_int_eq(
                crq_distance(words[i], words[j]), crq_distance(words[j], words[i]));
        }
    }
}
END_TEST

START_TEST(words_of_any_length_are_compared) {
    g_autofree char *long_word = g_strnfill(5000, 'a');
    ck_assert_int_ge(crq_distance(long_word, "a"), 60);
}
END_TEST

START_TEST(the_nearest_name_is_suggested_only_when_it_may_be_meant) {
    static const char *const names[] = {"moon", "sea", "tendrils", "faces"};
    ck_assert_str_eq(crq_nearest("tendrls", names, 4), "tendrils");
    ck_assert_str_eq(crq_nearest("mono", names, 4), "moon");
    ck_assert_ptr_null(crq_nearest("architecture", names, 4));
    ck_assert_ptr_null(crq_nearest("moon", names, 0));
    /* three letters with two of them wrong are another word */
    ck_assert_ptr_null(crq_nearest("sky", names, 4));
    ck_assert_str_eq(crq_nearest("see", names, 4), "sea");
}
END_TEST

START_TEST(a_part_of_a_name_is_a_name_as_well) {
    static const char *const names[] = {"glass-city", "blood-moon-ocean", "rock.light"};
    ck_assert_str_eq(crq_nearest("ocean", names, 3), "blood-moon-ocean");
    ck_assert_str_eq(crq_nearest("Light", names, 3), "rock.light");
    ck_assert_ptr_null(crq_nearest("blood-ocean-city", names, 3));
    ck_assert_ptr_null(crq_nearest("", names, 3));
}
END_TEST

START_TEST(suggestions_end_a_complaint) {
    static const char *const names[] = {"moon", "sea"};
    g_autofree char *near = crq_suggestion("mono", names, 2, " (see describe)");
    g_autofree char *far = crq_suggestion("architecture", names, 2, " (see describe)");
    ck_assert_str_eq(near, "; did you mean 'moon'?");
    ck_assert_str_eq(far, " (see describe)");
}
END_TEST

START_TEST(numbers_are_read_whole_or_not_at_all) {
    double x;
    ck_assert(crq_number("0.8", &x) && x == 0.8);
    ck_assert(crq_number("-3e2", &x) && x == -300.0);
    ck_assert(crq_number("nan", &x) && isnan(x));
    ck_assert(crq_number("inf", &x) && isinf(x));
    ck_assert(!crq_number("", &x));
    ck_assert(!crq_number(" 1", &x));
    ck_assert(!crq_number("1 ", &x));
    ck_assert(!crq_number("1,5", &x));
    ck_assert(!crq_number("0.8.1", &x));
    ck_assert(!crq_number("eight", &x));
}
END_TEST

START_TEST(a_written_number_reads_back_exactly_and_is_short) {
    double x = 1.0;
    for (int i = 0; i < 2000; i++) {
        x = (x * 1.7 + 0.1 * i) / (i % 3 == 0 ? 3.0 : 1.1);
        g_autofree char *text = crq_number_text(i % 2 ? x : -x);
        double back;
        ck_assert(crq_number(text, &back) && back == (i % 2 ? x : -x));
    }
    g_autofree char *tenth = crq_number_text(0.1);
    g_autofree char *whole = crq_number_text(3.0);
    ck_assert_str_eq(tenth, "0.1");
    ck_assert_str_eq(whole, "3");
}
END_TEST

START_TEST(names_are_the_same_with_dash_or_underscore) {
    ck_assert(crq_same_name("glass-city", "glass_city"));
    ck_assert(!crq_same_name("glass-city", "glass-cit"));
    ck_assert(!crq_same_name("glass", "glass-city"));
    ck_assert(!crq_same_name("glass-city", "glass+city"));
}
END_TEST

RUN_TESTS(distance_counts_edits_and_swaps, distance_is_the_same_both_ways,
    words_of_any_length_are_compared,
    the_nearest_name_is_suggested_only_when_it_may_be_meant,
    a_part_of_a_name_is_a_name_as_well, suggestions_end_a_complaint,
    numbers_are_read_whole_or_not_at_all,
    a_written_number_reads_back_exactly_and_is_short,
    names_are_the_same_with_dash_or_underscore)
