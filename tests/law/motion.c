/* Motion: every canvas loops without a seam, and its brushwork does not flicker. */
#include "law/picture.h"

#include <math.h>

enum { WIDTH = 192, HEIGHT = 108, FRAMES = 900 }; /* 30 s at 30 a second */

static struct crq_stage *open_stage(const struct crq_work *work) {
    GError *error = NULL;
    struct crq_stage *stage = crq_stage_create(work, &law_crew, &error);
    assert_no_error(error);
    return stage;
}

/* A frame of the loop, as the eye sees it: rooted light, 3 values a pixel. */
static void shoot(struct crq_stage *stage, int frame, float *light) {
    GError *error = NULL;
    double moment = (double)frame / FRAMES;
    const struct crq_sheet *sheet = crq_stage_paint(stage, moment, &error);
    assert_no_error(error);
    for (size_t i = 0; i < (size_t)sheet->width * (size_t)sheet->height; i++) {
        for (size_t k = 0; k < 3; k++) {
            light[3 * i + k] = sqrtf(crq_saturate(sheet->pixels[i][k]));
        }
    }
}

/* Mean absolute difference. */
static double apart(const float *a, const float *b, size_t count) {
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += fabs((double)a[i] - (double)b[i]);
    }
    return sum / (double)count;
}

/* How much changes from one frame to the next. */
static double step(struct crq_stage *stage, int frame, size_t count) {
    g_autofree float *before = g_new(float, count);
    g_autofree float *after = g_new(float, count);
    shoot(stage, frame, before);
    shoot(stage, frame + 1, after);
    return apart(before, after, count);
}

/* Moment 1 is moment 0 to the bit, and what comes just before it is nearly that. */
START_TEST(the_painted_loop_comes_back_to_where_it_began) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "loop", WIDTH, HEIGHT);
        const struct crq_timeline *timeline = crq_work_values(work, "timeline");
        struct crq_sheet *start = law_paint(work, &law_crew, 0.0);
        struct crq_sheet *end =
            law_paint(work, &law_crew, crq_instant_at(timeline, 1.0).moment);
        struct crq_sheet *late = law_paint(work, &law_crew, 1.0 - 1e-7);
        ck_assert_msg(law_same_pixels(start, end) && law_same_planes(start, end),
            "%s does not come back to where it began", work->gallery->canvas->name);
        double like = law_likeness(start, late);
        ck_assert_msg(
            like > 50.0, "%s ends at %.0f dB", work->gallery->canvas->name, like);
        crq_sheet_destroy(start);
        crq_sheet_destroy(end);
        crq_sheet_destroy(late);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(the_last_step_of_a_loop_is_like_any_other) {
    static const int places[] = {77, 205, 333, 461, 589, 717, 845};
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "loop", WIDTH, HEIGHT);
        struct crq_stage *stage = open_stage(work);
        double seam = step(stage, FRAMES - 1, (size_t)WIDTH * HEIGHT * 3);
        double usual = 0.0;
        for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
            usual = MAX(usual, step(stage, places[i], (size_t)WIDTH * HEIGHT * 3));
        }
        ck_assert_msg(seam <= 1.1 * usual, "%s: %g over the seam, at most %g elsewhere",
            work->gallery->canvas->name, seam, usual);
        crq_stage_destroy(stage);
        crq_work_destroy(work);
    }
}
END_TEST

/* Frames change as much with strokes as without, or hardly more. Strokes are broad, so
 * that a small picture shows them. */
START_TEST(brushwork_is_steady_from_frame_to_frame) {
    enum { SHOTS = 3 };
    for (int g = 0; g < crq_gallery_count; g++) {
        double change[2] = {0.0, 0.0};
        for (int painted = 0; painted < 2; painted++) {
            struct crq_work *work = law_work(&crq_galleries[g], "loop", WIDTH, HEIGHT);
            law_set(work, "brush.strength", painted ? "0.8" : "0");
            law_set(work, "brush.size", "5");
            struct crq_stage *stage = open_stage(work);
            for (int i = 0; i < SHOTS; i++) {
                change[painted] +=
                    step(stage, 100 + 217 * i, (size_t)WIDTH * HEIGHT * 3);
            }
            crq_stage_destroy(stage);
            crq_work_destroy(work);
        }
        ck_assert_msg(change[1] < 1.15 * change[0], "%s: %g with strokes, %g without",
            crq_galleries[g].canvas->name, change[1], change[0]);
    }
}
END_TEST

RUN_TESTS(the_painted_loop_comes_back_to_where_it_began,
    the_last_step_of_a_loop_is_like_any_other, brushwork_is_steady_from_frame_to_frame)
