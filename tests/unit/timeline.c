/* Time: acts follow one another, and the loop closes. */
#include "model/timeline.h"

#include "harness.h"

#include <math.h>

static const struct crq_timeline usual = {30, 6, 8, 3, 9, 4};

START_TEST(acts_follow_one_another_and_nothing_unbreaks_before_it_is_mended) {
    struct crq_instant last = crq_instant_at(&usual, 0.0);
    ck_assert_int_eq(last.act, CRQ_ACT_WHOLE);
    for (int i = 1; i < 3000; i++) {
        struct crq_instant now = crq_instant_at(&usual, i / 3000.0);
        ck_assert_int_ge(now.act, last.act);
        ck_assert(now.t >= 0.0 && now.t < 1.0);
        ck_assert(now.broken >= last.broken && now.fallen >= last.fallen &&
                  now.mended >= last.mended);
        ck_assert(now.mended == 0.0 || (now.fallen == 1.0 && now.broken == 1.0));
        ck_assert(now.fallen == 0.0 || now.broken == 1.0);
        last = now;
    }
    ck_assert_int_eq(last.act, CRQ_ACT_SCARRED);
    ck_assert(last.mended == 1.0);
}
END_TEST

START_TEST(each_act_lasts_as_long_as_it_says) {
    static const double ends[] = {6, 14, 17, 26, 30};
    for (int i = 0; i < 300; i++) {
        double second = 0.05 + i * 0.1;
        int act = 0;
        while (second > ends[act]) {
            act++;
        }
        ck_assert_int_eq(crq_instant_at(&usual, second / 30.0).act, act);
    }
    ck_assert(crq_timeline_seconds(&usual) == 30.0);
}
END_TEST

START_TEST(moments_wrap) {
    for (int i = 0; i < 16; i++) {
        double moment = i / 16.0; /* exact, so that whole turns change no bit */
        struct crq_instant here = crq_instant_at(&usual, moment);
        for (int turn = -2; turn <= 2; turn++) {
            struct crq_instant there = crq_instant_at(&usual, moment + turn);
            ck_assert(there.moment == here.moment && there.act == here.act &&
                      there.t == here.t);
        }
    }
    ck_assert_int_eq(crq_instant_at(&usual, 1.0).act, CRQ_ACT_WHOLE);
}
END_TEST

START_TEST(the_instant_of_an_act_is_found_again_by_its_moment) {
    for (int act = 0; act < CRQ_ACTS; act++) {
        for (int i = 1; i < 10; i++) {
            struct crq_instant a = crq_instant_in(&usual, (enum crq_act)act, i / 10.0);
            struct crq_instant b = crq_instant_at(&usual, a.moment);
            ck_assert_int_eq(b.act, act);
            ck_assert_double_lt(fabs(a.t - b.t), 1e-9);
            ck_assert_double_lt(fabs(a.broken - b.broken), 1e-9);
            ck_assert_double_lt(fabs(a.mended - b.mended), 1e-9);
        }
    }
}
END_TEST

START_TEST(an_act_of_no_length_still_has_its_instants) {
    static const struct crq_timeline none = {30, 0, 0, 0, 0, 0};
    struct crq_instant now = crq_instant_in(&none, CRQ_ACT_MENDING, 0.5);
    ck_assert(now.broken == 1.0 && now.mended == 0.5 && now.moment == 0.0);
    now = crq_instant_at(&none, 0.7);
    ck_assert_int_eq(now.act, CRQ_ACT_WHOLE);
    ck_assert(isfinite(now.t) && isfinite(now.moment));
}
END_TEST

START_TEST(acts_are_found_by_their_names) {
    for (int i = 0; i < CRQ_ACTS; i++) {
        ck_assert_int_eq(crq_act_find(crq_act_name((enum crq_act)i)), i);
        double best = crq_act_best((enum crq_act)i);
        ck_assert(best >= 0.0 && best <= 1.0);
    }
    ck_assert_int_eq(crq_act_find("intermission"), -1);
}
END_TEST

RUN_TESTS(acts_follow_one_another_and_nothing_unbreaks_before_it_is_mended,
    each_act_lasts_as_long_as_it_says, moments_wrap,
    the_instant_of_an_act_is_found_again_by_its_moment,
    an_act_of_no_length_still_has_its_instants, acts_are_found_by_their_names)
