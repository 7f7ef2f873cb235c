/* The plan of the ocean: faces can be read on any seed, and the loop closes. */
#include "paint/blood_moon_ocean/ocean.h"

#include "harness.h"

enum { SEEDS = 6 };

static const struct crq_crew alone = {1, 16};

/* The plan of a work of presets; `*work` and it belong to the caller. */
static struct crq_ocean *plan(int seed, struct crq_work **work) {
    GError *error = NULL;
    g_autofree char *text = g_strdup_printf("%d", seed);
    *work = crq_work_create("blood-moon-ocean", text, &error);
    assert_no_error(error);
    return (*work)->gallery->canvas->plan(*work, &alone);
}

static void discard(struct crq_ocean *ocean, struct crq_work *work) {
    work->gallery->canvas->discard(ocean);
    crq_work_destroy(work);
}

START_TEST(every_seed_has_faces_that_do_not_cover_each_other) {
    for (int seed = 0; seed < SEEDS; seed++) {
        struct crq_work *work;
        struct crq_ocean *ocean = plan(seed, &work);
        ck_assert_int_ge(ocean->face_count, 4);
        for (int i = 0; i < ocean->face_count; i++) {
            for (int k = 0; k < i; k++) {
                const struct crq_face *a = &ocean->faces[i];
                const struct crq_face *b = &ocean->faces[k];
                float tall = ocean->camera.focal * (a->size / a->z + b->size / b->z);
                float x = (a->screen_x - b->screen_x) / (0.8f * tall);
                float y = (a->screen_y - b->screen_y) / tall;
                ck_assert(x * x + y * y > 1.0f);
            }
        }
        discard(ocean, work);
    }
}
END_TEST

START_TEST(great_heads_neither_lie_flat_nor_look_aside) {
    for (int seed = 0; seed < SEEDS; seed++) {
        struct crq_work *work;
        struct crq_ocean *ocean = plan(seed, &work);
        struct crq_water water;
        crq_water_make(&water, ocean, 0.0, 2, &alone);
        for (int i = 0; i < ocean->face_count; i++) {
            const struct crq_face *face = &ocean->faces[i];
            if (face->size * ocean->camera.focal / face->z < 0.06f) {
                continue;
            }
            struct crq_face_frame frame = crq_face_fit(&water, face);
            ck_assert(frame.up[1] > crq_sin_turns(0.125f));
            ck_assert(frame.across[2] * frame.across[2] < 0.36f * 0.36f);
        }
        crq_water_finish(&water);
        discard(ocean, work);
    }
}
END_TEST

/* The lowest and the highest that each face stands in the loop, metres. */
static void follow(const struct crq_ocean *ocean, float *low, float *high) {
    for (int m = 0; m < 8; m++) {
        struct crq_water water;
        crq_water_make(&water, ocean, 0.125 * m, 2, &alone);
        for (int i = 0; i < ocean->face_count; i++) {
            float y = crq_face_fit(&water, &ocean->faces[i]).origin[1];
            low[i] = m == 0 || y < low[i] ? y : low[i];
            high[i] = m == 0 || y > high[i] ? y : high[i];
        }
        crq_water_finish(&water);
    }
}

/* The swell that bears a face is not torn down by the waves that run through it. */
START_TEST(great_heads_keep_their_height_through_the_loop) {
    for (int seed = 0; seed < SEEDS; seed++) {
        struct crq_work *work;
        struct crq_ocean *ocean = plan(seed, &work);
        float low[CRQ_FACES];
        float high[CRQ_FACES];
        follow(ocean, low, high);
        for (int i = 0; i < ocean->face_count; i++) {
            const struct crq_face *face = &ocean->faces[i];
            if (face->size * ocean->camera.focal / face->z > 0.09f) {
                ck_assert_msg(high[i] - low[i] < 1.2f * face->size,
                    "seed %d: face %d heaves %g of its %g metres", seed, i,
                    (double)(high[i] - low[i]), (double)face->size);
            }
        }
        discard(ocean, work);
    }
}
END_TEST

START_TEST(a_tendril_comes_back_to_where_it_began) {
    struct crq_work *work;
    struct crq_ocean *ocean = plan(0, &work);
    struct crq_tendril_point first[CRQ_SHOOT_POINTS];
    struct crq_tendril_point last[CRQ_SHOOT_POINTS];
    struct crq_tendril_point between[CRQ_SHOOT_POINTS];
    for (int i = 0; i < ocean->shoot_count; i++) {
        const struct crq_shoot *shoot = &ocean->shoots[i];
        crq_shoot_grow(ocean, shoot, 0.0, first);
        crq_shoot_grow(ocean, shoot, 0.5, between);
        crq_shoot_grow(ocean, shoot, 1.0 - 1e-6, last);
        float metre = shoot->depth / ocean->camera.focal;
        int tip = CRQ_SHOOT_POINTS - 1;
        float dx = (first[tip].x - last[tip].x) / metre;
        float dy = (first[tip].y - last[tip].y) / metre;
        ck_assert(dx * dx + dy * dy < 1e-6f);
        ck_assert(first[tip].x != between[tip].x);
    }
    discard(ocean, work);
}
END_TEST

RUN_TESTS(every_seed_has_faces_that_do_not_cover_each_other,
    great_heads_neither_lie_flat_nor_look_aside,
    great_heads_keep_their_height_through_the_loop,
    a_tendril_comes_back_to_where_it_began)
