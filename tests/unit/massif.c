/* Massifs: whole until they crumble, and then broken from the summit down. */
#include "form/massif.h"

#include "harness.h"

enum { HEIGHTS = 32 };

/* One stout column, half a unit deep below the middle. */
static struct crq_massif stand(float crumble) {
    struct crq_massif m = {.size = 1.0f, .yaw_cos = 1.0f, .seed = 9};
    m.reach = 1.2f;
    m.low = -1.3f;
    m.high = 1.3f;
    m.column_count = 1;
    m.columns[0] =
        (struct crq_massif_column){.radius = 0.3f, .height = 1.0f, .root = 1.0f};
    m.blend = 0.07f;
    m.top_shape = 0.8f;
    m.root_shape = 0.6f;
    m.gully = 0.05f;
    m.facet = 0.03f;
    m.beds = 9.0f;
    m.bed_relief = 0.02f;
    m.plateau = CRQ_MASSIF_UNCUT;
    crq_massif_settle(&m, crumble);
    crq_massif_survey(&m, 0.05f, &(struct crq_crew){1, 8});
    return m;
}

/* Points on the axis that lie in stone, of all from the roots to the summit. */
static int count_stone(const struct crq_massif *m) {
    int count = 0;
    for (int i = 0; i < HEIGHTS; i++) {
        float y = -0.9f + 1.85f * (float)i / (HEIGHTS - 1);
        struct crq_v8 at = {crq_f8_all(0.0f), crq_f8_all(y), crq_f8_all(0.0f)};
        crq_f8 d;
        crq_massif_distance(m, &at, 1, &d);
        count += d[0] < 0.0f;
    }
    return count;
}

static int stone_left(float crumble) {
    struct crq_massif m = stand(crumble);
    int count = count_stone(&m);
    crq_massif_finish(&m);
    return count;
}

START_TEST(a_massif_that_has_hardly_begun_to_crumble_is_all_there) {
    int whole = stone_left(0.0f);
    ck_assert_int_gt(whole, HEIGHTS * 2 / 3);
    for (int i = 1; i <= 8; i++) {
        ck_assert_int_eq(stone_left(0.006f * (float)i), whole);
    }
}
END_TEST

START_TEST(a_massif_crumbles_from_the_summit_and_keeps_its_roots) {
    int whole = stone_left(0.0f);
    int broken = stone_left(1.0f);
    ck_assert_int_lt(broken, whole);
    ck_assert_int_gt(broken, whole / 3);
}
END_TEST

START_TEST(points_far_from_the_stone_are_never_taken_for_it) {
    struct crq_massif m = stand(0.0f);
    for (int i = 0; i < HEIGHTS; i++) {
        float y = -1.2f + 2.4f * (float)i / (HEIGHTS - 1);
        struct crq_v8 at = {crq_f8_all(1.0f), crq_f8_all(y), crq_f8_all(0.1f)};
        crq_f8 near, rough;
        crq_massif_distance(&m, &at, 3, &near);
        crq_massif_rough(&m, &at, false, &rough);
        ck_assert(near[0] > 0.1f);
        ck_assert(rough[0] > 0.1f);
    }
    crq_massif_finish(&m);
}
END_TEST

START_TEST(a_needle_between_coarse_points_is_surveyed) {
    struct crq_massif m = stand(0.0f);
    crq_massif_finish(&m);
    m.columns[0].radius = 0.08f;
    m.gully = 0.01f;
    for (int i = 0; i < 5; i++) {
        /* the coarse survey's points are 0.2 apart */
        m.columns[0].x = 0.04f * (float)i;
        m.columns[0].z = 0.03f * (float)i;
        crq_massif_survey(&m, 0.05f, &(struct crq_crew){1, 8});
        struct crq_v8 at = {
            crq_f8_all(m.columns[0].x), crq_f8_all(0.1f), crq_f8_all(m.columns[0].z)};
        crq_f8 d;
        crq_massif_distance(&m, &at, -1, &d);
        ck_assert(d[0] < 0.06f);
        crq_massif_finish(&m);
    }
}
END_TEST

START_TEST(a_ray_stops_where_the_stone_begins) {
    struct crq_massif m = stand(0.0f);
    for (int i = 0; i < HEIGHTS; i++) {
        float y = -0.5f + 1.0f * (float)i / (HEIGHTS - 1);
        struct crq_v8 eye = {crq_f8_all(0.02f), crq_f8_all(y), crq_f8_all(-0.9f)};
        struct crq_v8 ahead = {crq_f8_all(0.0f), crq_f8_all(0.0f), crq_f8_all(1.0f)};
        crq_f8 t = crq_f8_all(0.0f);
        crq_f8 to = crq_f8_all(1.8f);
        crq_i8 hit = crq_i8_mask(true);
        crq_massif_march(&m, &eye, &ahead, 0.002f, 1, &to, &t, &hit);
        ck_assert(hit[0] != 0);
        /* a little before it there is air, a little beyond it stone */
        crq_f8 before, beyond;
        struct crq_v8 at = crq_v8_add(eye, ahead, t - 0.02f);
        crq_massif_distance(&m, &at, 1, &before);
        at = crq_v8_add(eye, ahead, t + 0.02f);
        crq_massif_distance(&m, &at, 1, &beyond);
        ck_assert(before[0] > 0.0f);
        ck_assert(beyond[0] < 0.004f);
    }
    crq_massif_finish(&m);
}
END_TEST

RUN_TESTS(a_massif_that_has_hardly_begun_to_crumble_is_all_there,
    a_massif_crumbles_from_the_summit_and_keeps_its_roots,
    points_far_from_the_stone_are_never_taken_for_it,
    a_needle_between_coarse_points_is_surveyed, a_ray_stops_where_the_stone_begins)
