/* One picture at every size. */
#include "law/picture.h"

/* Two sizes of one work, film and all, without grain. */
static struct crq_sheet *shot(
    const struct crq_gallery *gallery, const char *seed, int side, enum crq_act act) {
    struct crq_work *work = law_work(gallery, seed, side * 16 / 9, side);
    struct crq_instant instant = law_instant(work, act);
    struct crq_sheet *sheet = law_render(work, &law_crew, &instant);
    crq_work_destroy(work);
    return sheet;
}

/* Half a picture is as like the small picture as a picture can be at that size: much
 * more than another seed is. */
static void compare(enum crq_act act, double least) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_sheet *large = shot(&crq_galleries[g], "law", 144, act);
        struct crq_sheet *small = shot(&crq_galleries[g], "law", 72, act);
        struct crq_sheet *other = shot(&crq_galleries[g], "other", 72, act);
        struct crq_sheet *half = law_halve(large);
        double like = law_likeness(half, small);
        double unlike = law_likeness(half, other);
        ck_assert_msg(like > least && like > unlike + 4.0,
            "%s, %s: half and small are %.1f dB alike, another seed %.1f dB",
            crq_galleries[g].canvas->name, crq_act_name(act), like, unlike);
        double things = law_same_things(half, small);
        ck_assert_msg(things > 0.85, "%s: only %.0f %% of the things stay",
            crq_galleries[g].canvas->name, 100.0 * things);
        crq_sheet_destroy(large);
        crq_sheet_destroy(small);
        crq_sheet_destroy(other);
        crq_sheet_destroy(half);
    }
}

START_TEST(half_a_whole_picture_is_the_small_picture) {
    compare(CRQ_ACT_WHOLE, 22.0);
}
END_TEST

START_TEST(half_a_broken_picture_is_the_small_picture) {
    compare(CRQ_ACT_FRACTURE, 18.0);
}
END_TEST

START_TEST(half_a_mending_picture_is_the_small_picture) {
    compare(CRQ_ACT_MENDING, 18.0);
}
END_TEST

START_TEST(every_shape_paints_clean) {
    static const int sizes[][2] = {
        {1, 1}, {2, 1}, {1, 90}, {2000, 3}, {3, 500}, {31, 17}};
    for (int g = 0; g < crq_gallery_count; g++) {
        for (int i = 0; i < 6; i++) {
            struct crq_work *work =
                law_work(&crq_galleries[g], "law", sizes[i][0], sizes[i][1]);
            struct crq_instant instant = law_instant(work, CRQ_ACT_MENDING);
            g_autofree char *name = g_strdup_printf(
                "%s at %dx%d", crq_galleries[g].canvas->name, sizes[i][0], sizes[i][1]);
            struct crq_sheet *painted = law_paint(work, &law_crew, 0.3);
            law_assert_sound(painted, false, name);
            struct crq_sheet *shown = law_render(work, &law_crew, &instant);
            law_assert_sound(shown, true, name);
            crq_sheet_destroy(painted);
            crq_sheet_destroy(shown);
            crq_work_destroy(work);
        }
    }
}
END_TEST

RUN_TESTS(half_a_whole_picture_is_the_small_picture,
    half_a_broken_picture_is_the_small_picture,
    half_a_mending_picture_is_the_small_picture, every_shape_paints_clean)
