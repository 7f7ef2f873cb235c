/* Chance is a pure function: known answers, no order, no bias. */
#include "base/chance.h"

#include "harness.h"

#include <math.h>

/* The known-answer vectors that Random123 ships for philox4x32-10. */
START_TEST(philox_gives_its_published_answers) {
    struct crq_chance zero = {{0, 0}, {0, 0}};
    uint32_t bits[4];
    crq_bits4(zero, 0, 0, bits);
    ck_assert_uint_eq(bits[0], 0x6627e8d5u);
    ck_assert_uint_eq(bits[1], 0xe169c58du);
    ck_assert_uint_eq(bits[2], 0xbc57ac4cu);
    ck_assert_uint_eq(bits[3], 0x9b00dbd8u);
    struct crq_chance pi = {{0xa4093822u, 0x299f31d0u}, {0x13198a2eu, 0x03707344u}};
    crq_bits4(pi, 0x243f6a88u, 0x85a308d3u, bits);
    ck_assert_uint_eq(bits[0], 0xd16cfe09u);
    ck_assert_uint_eq(bits[1], 0x94fdcceb);
    ck_assert_uint_eq(bits[2], 0x5001e420u);
    ck_assert_uint_eq(bits[3], 0x24126ea1u);
}
END_TEST

START_TEST(a_draw_does_not_depend_on_the_order_of_draws) {
    struct crq_chance chance = crq_chance(7, "tower height");
    float forward[256];
    for (uint32_t i = 0; i < 256; i++) {
        forward[i] = crq_unit(chance, i, 3);
    }
    for (uint32_t i = 256; i-- > 0;) {
        ck_assert(crq_unit(chance, i, 3) == forward[i]);
    }
}
END_TEST

START_TEST(seed_purpose_index_and_slot_each_change_the_draw) {
    uint32_t drawn = crq_bits(crq_chance(7, "tower height"), 5, 3);
    ck_assert_uint_ne(drawn, crq_bits(crq_chance(8, "tower height"), 5, 3));
    ck_assert_uint_ne(
        drawn, crq_bits(crq_chance(7 + (UINT64_C(1) << 32), "tower height"), 5, 3));
    ck_assert_uint_ne(drawn, crq_bits(crq_chance(7, "tower width"), 5, 3));
    ck_assert_uint_ne(drawn, crq_bits(crq_chance(7, "tower height"), 6, 3));
    ck_assert_uint_ne(drawn, crq_bits(crq_chance(7, "tower height"), 5, 4));
}
END_TEST

/* Chi-square over 64 cells: the bound is passed by chance once in 10^6 seeds, and
 * these seeds are fixed. Consecutive indices and consecutive slots both count. */
START_TEST(units_fill_their_interval_evenly) {
    enum { CELLS = 64, DRAWS = 64000 };
    for (int by_slot = 0; by_slot < 2; by_slot++) {
        struct crq_chance chance = crq_chance(42, "evenness");
        double hits[CELLS] = {0};
        for (uint32_t i = 0; i < DRAWS; i++) {
            float unit = by_slot ? crq_unit(chance, 1, i) : crq_unit(chance, i, 0);
            ck_assert(unit >= 0.0f && unit < 1.0f);
            hits[(int)(unit * CELLS)] += 1.0;
        }
        double square = 0.0;
        for (int i = 0; i < CELLS; i++) {
            double off = hits[i] - DRAWS / CELLS;
            square += off * off / (DRAWS / CELLS);
        }
        ck_assert_double_lt(square, 128.0);
        ck_assert_double_gt(square, 25.0); /* too even is not chance either */
    }
}
END_TEST

START_TEST(normal_draws_have_mean_nought_and_deviation_one) {
    struct crq_chance chance = crq_chance(42, "bell");
    double sum = 0.0;
    double squares = 0.0;
    for (uint32_t i = 0; i < 100000; i++) {
        double x = (double)crq_normal(chance, i, 0);
        ck_assert_double_le(fabs(x), 3.4642);
        sum += x;
        squares += x * x;
    }
    ck_assert_double_lt(fabs(sum / 100000.0), 0.015);
    ck_assert_double_lt(fabs(squares / 100000.0 - 1.0), 0.02);
}
END_TEST

START_TEST(between_keeps_within_its_bounds) {
    struct crq_chance chance = crq_chance(3, "bounds");
    for (uint32_t i = 0; i < 10000; i++) {
        float x = crq_between(chance, i, 0, -2.0f, 5.0f);
        ck_assert(x >= -2.0f && x < 5.0f);
    }
}
END_TEST

START_TEST(seeds_are_numbers_hexadecimals_or_any_text) {
    ck_assert(crq_seed_from_text("42") == 42);
    ck_assert(crq_seed_from_text("0x2A") == 42);
    ck_assert(crq_seed_from_text("18446744073709551615") == UINT64_MAX);
    /* the first eight bytes of SHA-256, as `printf 'blood moon' | sha256sum` prints */
    ck_assert(crq_seed_from_text("blood moon") == UINT64_C(0x3394103c27be7116));
    ck_assert(crq_seed_from_text("") == UINT64_C(0xe3b0c44298fc1c14));
    ck_assert(crq_seed_from_text("-1") != crq_seed_from_text("1"));
    ck_assert(crq_seed_from_text("18446744073709551616") != 0);
}
END_TEST

RUN_TESTS(philox_gives_its_published_answers,
    a_draw_does_not_depend_on_the_order_of_draws,
    seed_purpose_index_and_slot_each_change_the_draw, units_fill_their_interval_evenly,
    normal_draws_have_mean_nought_and_deviation_one, between_keeps_within_its_bounds,
    seeds_are_numbers_hexadecimals_or_any_text)
