/* Same bytes: a picture is a function of work and instant, and of nothing else. */
#include "law/picture.h"

#include <string.h>

enum { WIDTH = 64, HEIGHT = 36, SIZE = WIDTH * HEIGHT * 3 };

/* One picture of every act, from one stage. */
static uint8_t *encode_acts(const struct crq_work *work, const struct crq_crew *crew) {
    uint8_t *bytes = g_malloc((gsize)SIZE * CRQ_ACTS);
    GError *error = NULL;
    struct crq_stage *stage = crq_stage_create(work, crew, &error);
    assert_no_error(error);
    for (int act = 0; act < CRQ_ACTS; act++) {
        struct crq_instant instant = law_instant(work, (enum crq_act)act);
        crq_stage_encode(stage, &instant, 8, bytes + act * SIZE, &error);
        assert_no_error(error);
    }
    crq_stage_destroy(stage);
    return bytes;
}

static const struct crq_crew crews[] = {{1, 16}, {3, 1}, {2, 7}, {2, 64}};

START_TEST(neither_a_second_run_nor_threads_nor_strips_change_a_byte) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        g_autofree uint8_t *right = encode_acts(work, &law_crew);
        for (int c = 0; c < 4; c++) {
            g_autofree uint8_t *other = encode_acts(work, &crews[c]);
            for (int act = 0; act < CRQ_ACTS; act++) {
                ck_assert_msg(memcmp(right + act * SIZE, other + act * SIZE, SIZE) == 0,
                    "%s, %s: %d threads, strips of %d", work->gallery->canvas->name,
                    crq_act_name((enum crq_act)act), crews[c].threads, crews[c].strip);
            }
        }
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(another_seed_gives_another_picture) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_sheet *shots[3];
        for (int s = 0; s < 3; s++) {
            g_autofree char *seed = g_strdup_printf("seed %d", s);
            struct crq_work *work = law_work(&crq_galleries[g], seed, WIDTH, HEIGHT);
            struct crq_instant instant = law_instant(work, CRQ_ACT_WHOLE);
            shots[s] = law_render(work, &law_crew, &instant);
            crq_work_destroy(work);
        }
        for (int s = 0; s < 3; s++) {
            double likeness = law_likeness(shots[s], shots[(s + 1) % 3]);
            ck_assert_msg(likeness < 25.0, "%s: %g dB between two seeds",
                crq_galleries[g].canvas->name, likeness);
        }
        for (int s = 0; s < 3; s++) {
            crq_sheet_destroy(shots[s]);
        }
    }
}
END_TEST

START_TEST(a_frame_alone_is_the_frame_of_a_sequence) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        GError *error = NULL;
        struct crq_stage *stage = crq_stage_create(work, &law_crew, &error);
        /* forwards, then back: no frame may lean on the one before */
        static const double moments[] = {0.05, 0.4, 0.52, 0.7, 0.95, 0.3, 0.1};
        for (int i = 0; i < 7; i++) {
            struct crq_instant instant =
                crq_instant_at(crq_work_values(work, "timeline"), moments[i]);
            uint8_t bytes[SIZE];
            crq_stage_encode(stage, &instant, 8, bytes, &error);
            assert_no_error(error);
            if (i % 2 == 0) {
                continue;
            }
            g_autofree uint8_t *alone = law_encode(work, &law_crew, &instant);
            ck_assert_msg(memcmp(alone, bytes, SIZE) == 0, "%s at moment %g",
                work->gallery->canvas->name, moments[i]);
        }
        crq_stage_destroy(stage);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(the_loop_closes) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        const struct crq_timeline *timeline = crq_work_values(work, "timeline");
        struct crq_instant first = crq_instant_at(timeline, 0.0);
        struct crq_instant last = crq_instant_at(timeline, 1.0);
        g_autofree uint8_t *start = law_encode(work, &law_crew, &first);
        g_autofree uint8_t *end = law_encode(work, &law_crew, &last);
        ck_assert_int_eq(memcmp(start, end, SIZE), 0);
        crq_work_destroy(work);
    }
}
END_TEST

RUN_TESTS(neither_a_second_run_nor_threads_nor_strips_change_a_byte,
    another_seed_gives_another_picture, a_frame_alone_is_the_frame_of_a_sequence,
    the_loop_closes)
