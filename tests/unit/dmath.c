/* Deterministic mathematics against libm in double precision: the header's bounds. */
#include "base/dmath.h"

#include "harness.h"

#include <math.h>

/* Walks [low, high] in `STEPS` steps and returns the largest of `error(x)`. */
enum { STEPS = 400000 };

static double worst(double low, double high, double (*error)(float x)) {
    double most = 0.0;
    for (int i = 0; i <= STEPS; i++) {
        double e = error((float)(low + (high - low) * i / STEPS));
        most = !(e <= most) ? e : most; /* not-a-number wins, and then fails */
    }
    return most;
}

static double exp2_error(float x) {
    return fabs((double)crq_exp2(x) / exp2((double)x) - 1.0);
}

static double exp_error(float x) {
    double relative = fabs((double)crq_exp(x) / exp((double)x) - 1.0);
    return relative / (2.0 + fabs((double)x));
}

/* Absolute for results below one, relative beyond. */
static double log2_error(float x) {
    double right = log2((double)x);
    return fabs((double)crq_log2(x) - right) / fmax(1.0, fabs(right));
}

static double sine_error(float x) {
    double part = (double)x - floor((double)x);
    return fabs((double)crq_sin_turns(x) - sin(CRQ_TAU * part));
}

static double cosine_error(float x) {
    double part = (double)x - floor((double)x);
    return fabs((double)crq_cos_turns(x) - cos(CRQ_TAU * part));
}

static double double_error(float x) {
    double s = fabs(crq_sin_turns_d((double)x) - sin(CRQ_TAU * (double)x));
    double c = fabs(crq_cos_turns_d((double)x) - cos(CRQ_TAU * (double)x));
    return fmax(s, c);
}

static double angle_error(float turns) {
    float x = (float)cos(CRQ_TAU * (double)turns);
    float y = (float)sin(CRQ_TAU * (double)turns);
    double right = atan2((double)y, (double)x) / CRQ_TAU;
    return fabs((double)crq_atan2_turns(y, x) - right);
}

START_TEST(exp2_keeps_its_bound) {
    ck_assert_double_lt(worst(-126, 127, exp2_error), 1e-7);
    ck_assert_double_lt(worst(-1, 1, exp2_error), 1e-7);
}
END_TEST

START_TEST(exp_keeps_its_bound) {
    ck_assert_double_lt(worst(-80, 80, exp_error), 8e-8);
}
END_TEST

START_TEST(log2_keeps_its_bound) {
    ck_assert_double_lt(worst(0.5, 2, log2_error), 1.3e-7);
    ck_assert_double_lt(worst(1e-6, 1e-3, log2_error), 1.3e-7);
    ck_assert_double_lt(worst(1, 60000, log2_error), 1.3e-7);
}
END_TEST

START_TEST(sine_and_cosine_keep_their_bounds) {
    ck_assert_double_lt(worst(-1, 1, sine_error), 2.5e-7);
    ck_assert_double_lt(worst(-1000, 1000, sine_error), 2.5e-7);
    ck_assert_double_lt(worst(-1, 1, cosine_error), 2.5e-7);
    ck_assert_double_lt(worst(-1000, 1000, cosine_error), 2.5e-7);
    ck_assert_double_lt(worst(-1, 1, double_error), 1e-13);
}
END_TEST

START_TEST(quarter_turns_are_exact_enough_to_close_a_loop) {
    ck_assert(crq_sin_turns(0.0f) == 0.0f);
    ck_assert(crq_sin_turns(1.0f) == crq_sin_turns(0.0f));
    ck_assert(crq_cos_turns(1.0f) == crq_cos_turns(0.0f));
    ck_assert(crq_sin_turns(0.5f) == 0.0f);
}
END_TEST

START_TEST(angles_keep_their_bound_in_every_octant) {
    ck_assert_double_lt(worst(-0.499, 0.499, angle_error), 1e-7);
    ck_assert(crq_atan2_turns(0.0f, 0.0f) == 0.0f);
    ck_assert(crq_atan2_turns(1.0f, 0.0f) == 0.25f);
    ck_assert(crq_atan2_turns(-1.0f, 0.0f) == -0.25f);
    ck_assert(crq_atan2_turns(0.0f, -1.0f) == 0.5f);
}
END_TEST

START_TEST(powers_agree_with_libm) {
    for (int i = 1; i <= 1000; i++) {
        float x = (float)i / 100.0f;
        double right = pow((double)x, 2.4);
        ck_assert_double_lt(fabs((double)crq_pow(x, 2.4f) / right - 1.0), 2e-6);
    }
    ck_assert(crq_pow(0.0f, 2.4f) == 0.0f);
}
END_TEST

START_TEST(ends_of_the_range_stay_finite) {
    ck_assert(isfinite(crq_exp2(1e9f)) && isfinite(crq_exp2(-1e9f)));
    ck_assert(isfinite(crq_exp(1e9f)) && crq_exp(-1e9f) >= 0.0f);
    ck_assert(isfinite(crq_log2(0.0f)) && isfinite(crq_log2(-1.0f)));
    ck_assert(isfinite(crq_log2(3e38f)));
}
END_TEST

START_TEST(floor_agrees_with_libm) {
    for (int i = -4000; i <= 4000; i++) {
        float x = (float)i / 16.0f;
        ck_assert(crq_floor(x) == floorf(x));
        ck_assert(crq_fract(x) >= 0.0f && crq_fract(x) < 1.0f);
    }
}
END_TEST

START_TEST(smoothstep_rises_or_falls_between_its_ends) {
    ck_assert(crq_smoothstep(1, 3, 0) == 0.0f && crq_smoothstep(1, 3, 4) == 1.0f);
    ck_assert(crq_smoothstep(3, 1, 0) == 1.0f && crq_smoothstep(3, 1, 4) == 0.0f);
    ck_assert(crq_smoothstep(1, 3, 2) == 0.5f);
}
END_TEST

RUN_TESTS(exp2_keeps_its_bound, exp_keeps_its_bound, log2_keeps_its_bound,
    sine_and_cosine_keep_their_bounds, quarter_turns_are_exact_enough_to_close_a_loop,
    angles_keep_their_bound_in_every_octant, powers_agree_with_libm,
    ends_of_the_range_stay_finite, floor_agrees_with_libm,
    smoothstep_rises_or_falls_between_its_ends)
