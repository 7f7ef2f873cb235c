/* The grove: walked eight lanes wide, it finds what a plain loop over all finds. */
#include "form/grove.h"

#include "base/chance.h"
#include "harness.h"

#include <math.h>

enum { SOLIDS = 300, RAYS = 2000 };

static float draw(uint32_t index, uint32_t slot, float low, float high) {
    return crq_between(crq_chance(7, "grove test"), index, slot, low, high);
}

/* Towers of 5 to 16 planes, scattered over a square kilometre. */
static void plant(struct crq_convex *solids) {
    for (uint32_t i = 0; i < SOLIDS; i++) {
        float radius = draw(i, 2, 4.0f, 25.0f);
        float top = draw(i, 3, 10.0f, 200.0f);
        struct crq_stand stand = {draw(i, 0, -500.0f, 500.0f),
            draw(i, 1, -500.0f, 500.0f), draw(i, 4, 0.0f, 1.0f), 0.0f,
            draw(i, 5, -0.05f, 0.05f)};
        crq_convex_begin(&solids[i], &stand, radius * 1.5f, 0.0f, top);
        int sides = (int)draw(i, 6, 4.0f, 15.9f);
        for (int k = 0; k < sides; k++) {
            float angle = (float)k / (float)sides;
            crq_vec n = crq_vec_make(crq_cos_turns(angle), 0.02f, crq_sin_turns(angle));
            crq_convex_cut(&solids[i], &stand, n, radius);
        }
        crq_convex_cut(&solids[i], &stand, crq_vec_make(0, 1, 0), top);
    }
}

/* The definition: one plane after the other. */
static bool cross_plainly(
    const struct crq_convex *solid, crq_vec o, crq_vec d, float *near, float *far) {
    *near = -1e30f;
    *far = 1e30f;
    for (int i = 0; i < solid->planes; i++) {
        float along = solid->nx[i] * d[0] + solid->ny[i] * d[1] + solid->nz[i] * d[2];
        float room = solid->d[i] -
                     (solid->nx[i] * o[0] + solid->ny[i] * o[1] + solid->nz[i] * o[2]);
        float t = room / along;
        *near = along < 0.0f && t > *near ? t : *near;
        *far = along > 0.0f && t < *far ? t : *far;
    }
    return *near <= *far && *far > 0.0f;
}

static void aim(uint32_t i, crq_vec *o, crq_vec *d) {
    *o = crq_vec_make(draw(i, 20, -600.0f, 600.0f), draw(i, 21, 0.0f, 300.0f),
        draw(i, 22, -600.0f, 600.0f));
    *d = crq_normalise(crq_vec_make(
        draw(i, 23, -1.0f, 1.0f), draw(i, 24, -0.4f, 0.2f), draw(i, 25, -1.0f, 1.0f)));
}

START_TEST(a_solid_is_crossed_where_its_planes_say) {
    struct crq_convex solids[SOLIDS];
    plant(solids);
    int hits = 0;
    for (uint32_t r = 0; r < RAYS; r++) {
        crq_vec o;
        crq_vec d;
        aim(r, &o, &d);
        const struct crq_convex *solid = &solids[r % SOLIDS];
        d = crq_normalise(crq_vec_make(solid->x, 30.0f, solid->z) - o + d * 20.0f);
        struct crq_span span = {0};
        float near;
        float far;
        bool plain = cross_plainly(solid, o, d, &near, &far);
        ck_assert(crq_convex_cross(solid, o, d, &span) == plain);
        ck_assert(!plain || (span.near == near && span.far == far));
        hits += plain;
    }
    ck_assert_int_gt(hits, RAYS / 10);
}
END_TEST

START_TEST(the_walk_finds_the_first_of_all) {
    struct crq_convex solids[SOLIDS];
    plant(solids);
    struct crq_grove *grove = crq_grove_create(solids, SOLIDS, 52.0f);
    int hits = 0;
    for (uint32_t r = 0; r < RAYS; r++) {
        crq_vec o;
        crq_vec d;
        aim(r, &o, &d);
        float first = 2000.0f;
        for (int i = 0; i < SOLIDS; i++) {
            float near;
            float far;
            if (cross_plainly(&solids[i], o, d, &near, &far) && near > 1e-3f) {
                first = near < first ? near : first;
            }
        }
        struct crq_grove_hit hit;
        bool found = crq_grove_cast(grove, o, d, 2000.0f, &hit);
        ck_assert(found == (first < 2000.0f));
        ck_assert(!found || hit.near == first);
        hits += found;
    }
    ck_assert_int_gt(hits, RAYS / 10);
    crq_grove_destroy(grove);
}
END_TEST

START_TEST(glass_on_the_way_takes_light_and_never_gives_any) {
    struct crq_convex solids[SOLIDS];
    plant(solids);
    struct crq_grove *grove = crq_grove_create(solids, SOLIDS, 52.0f);
    for (uint32_t r = 0; r < RAYS; r++) {
        crq_vec o;
        crq_vec d;
        aim(r, &o, &d);
        struct crq_grove_hit hit;
        float light = crq_grove_through(grove, o, d);
        ck_assert(light >= 0.0f && light <= 1.0f);
        if (light < 1.0f) {
            ck_assert(crq_grove_cast(grove, o, d, 5000.0f, &hit));
        }
    }
    crq_grove_destroy(grove);
}
END_TEST

RUN_TESTS(a_solid_is_crossed_where_its_planes_say, the_walk_finds_the_first_of_all,
    glass_on_the_way_takes_light_and_never_gives_any)
