/* Noise: bounded, balanced, smooth, and a matter of position and seed alone. */
#include "form/noise.h"

#include "harness.h"

#include <math.h>

enum { SIDE = 160 };

/* Mean, mean square, least and most of a field over many cells. */
struct figures {
    double mean, square, low, high;
};

static float plane(float x, float y) {
    return crq_noise2(x, y, 5);
}

static float slice(float x, float y) {
    return crq_noise3(x, y, 0.37f * y + 0.2f, 5);
}

static float sum2(float x, float y) {
    return crq_fbm2(x, y, 5, 4.5f);
}

static float sum3(float x, float y) {
    return crq_fbm3(x, y, 2.3f, 5, 4.5f);
}

static float line(float x, float y) {
    return crq_noise1(x + 50.0f * y, 5) * 2.0f - 1.0f;
}

static struct figures survey(float (*field)(float x, float y)) {
    struct figures f = {0, 0, 1e9, -1e9};
    for (int j = 0; j < SIDE; j++) {
        for (int i = 0; i < SIDE; i++) {
            double v =
                (double)field((float)i * 0.31f - 20.0f, (float)j * 0.27f - 20.0f);
            f.mean += v / (SIDE * SIDE);
            f.square += v * v / (SIDE * SIDE);
            f.low = MIN(f.low, v);
            f.high = MAX(f.high, v);
        }
    }
    return f;
}

START_TEST(noise_is_balanced_and_bounded) {
    float (*const fields[])(float, float) = {plane, slice, sum2, sum3, line};
    for (int i = 0; i < 5; i++) {
        struct figures f = survey(fields[i]);
        ck_assert_msg(fabs(f.mean) < 0.05, "field %d has mean %g", i, f.mean);
        ck_assert_msg(f.square > 0.01, "field %d is flat: %g", i, f.square);
        ck_assert_msg(
            f.low > -1.35 && f.high < 1.35, "field %d: %g..%g", i, f.low, f.high);
    }
}
END_TEST

START_TEST(noise_is_smooth_across_the_edges_of_cells) {
    float step = 1.0f / 512.0f;
    for (int i = -2000; i < 2000; i++) {
        float x = (float)i * step;
        ck_assert(fabsf(plane(x + step, 0.4f) - plane(x, 0.4f)) < 0.02f);
        ck_assert(fabsf(plane(0.4f, x + step) - plane(0.4f, x)) < 0.02f);
        ck_assert(fabsf(slice(x + step, 0.4f) - slice(x, 0.4f)) < 0.02f);
        ck_assert(fabsf(line(x + step, 0.4f) - line(x, 0.4f)) < 0.02f);
    }
}
END_TEST

START_TEST(another_seed_gives_another_noise) {
    double alike = 0.0;
    double own = 0.0;
    for (int i = 0; i < 4000; i++) {
        float x = (float)i * 0.37f;
        double a = (double)crq_noise2(x, 0.5f, 1);
        double b = (double)crq_noise2(x, 0.5f, 2);
        alike += a * b;
        own += a * a;
    }
    ck_assert_double_lt(fabs(alike), 0.1 * own);
}
END_TEST

START_TEST(a_part_of_an_octave_lies_between_its_neighbours) {
    for (int i = 0; i < 200; i++) {
        float x = (float)i * 0.173f;
        float three = crq_fbm2(x, 1.7f, 9, 3.0f);
        float four = crq_fbm2(x, 1.7f, 9, 4.0f);
        float half = crq_fbm2(x, 1.7f, 9, 3.5f);
        ck_assert(fabsf(half - 0.5f * (three + four)) < 1e-6f);
        ck_assert(fabsf(crq_fbm3(x, 1.7f, x, 9, 3.001f) -
                        crq_fbm3(x, 1.7f, x, 9, 2.999f)) < 1e-3f);
    }
    ck_assert(crq_fbm2(0.3f, 0.4f, 9, 0.0f) == 0.0f);
}
END_TEST

START_TEST(hashes_fill_the_unit_evenly) {
    double hits[32] = {0};
    for (int32_t i = 0; i < 32000; i++) {
        float u = crq_hash_unit(crq_hash2(i % 179 - 90, i / 179 - 90, 77));
        ck_assert(u >= 0.0f && u < 1.0f);
        hits[(int)(u * 32.0f)] += 1.0;
    }
    double square = 0.0;
    for (int i = 0; i < 32; i++) {
        square += (hits[i] - 1000.0) * (hits[i] - 1000.0) / 1000.0;
    }
    ck_assert_double_lt(square, 80.0); /* chi-square, 31 degrees of freedom */
}
END_TEST

RUN_TESTS(noise_is_balanced_and_bounded, noise_is_smooth_across_the_edges_of_cells,
    another_seed_gives_another_noise, a_part_of_an_octave_lies_between_its_neighbours,
    hashes_fill_the_unit_evenly)
