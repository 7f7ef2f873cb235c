/* The public library, as a program that embeds it sees it. */
#include <craquelure/craquelure.h>

#include "harness.h"

#include <glib/gstdio.h>
#include <math.h>

static struct craquelure_work *small_work(void) {
    struct craquelure_work *work =
        craquelure_work_create("blood-moon-ocean", "7", NULL);
    ck_assert(craquelure_work_set(work, "size", "32x18", NULL));
    ck_assert(craquelure_work_set(work, "quality", "draft", NULL));
    return work;
}

static void expect(bool done, GError **error, int code, const char *words) {
    ck_assert(!done);
    ck_assert_uint_eq((*error)->domain, CRAQUELURE_ERROR);
    assert_refused(error, code, words, NULL);
}

START_TEST(a_failure_leaves_the_work_as_it_was) {
    static const struct {
        const char *name, *value, *words;
        int code;
    } cases[] = {
        {"size", "0x0", "1x1", CRAQUELURE_ERROR_USAGE},
        {"size", "90000x90000", "limit", CRAQUELURE_ERROR_LIMIT},
        {"palette", "embr", "'ember'", CRAQUELURE_ERROR_USAGE},
        {"palette", "./nowhere.gpl", "No such file", CRAQUELURE_ERROR_FILE},
        {"graph", "nowhere.json", "No such file", CRAQUELURE_ERROR_FILE},
        {"exposure", "1", "'film.exposure'", CRAQUELURE_ERROR_USAGE},
        {"film.exposure", "nan", "-8..8", CRAQUELURE_ERROR_USAGE},
        {"canvas", "glass-city", "layer.parameter", CRAQUELURE_ERROR_USAGE},
        {"act", "broken", "fracture", CRAQUELURE_ERROR_USAGE},
        {"seed", "", "a seed is", CRAQUELURE_ERROR_USAGE},
    };
    struct craquelure_work *work = small_work();
    g_autofree char *before = craquelure_work_text(work);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        bool done = craquelure_work_set(work, cases[i].name, cases[i].value, &error);
        expect(done, &error, cases[i].code, cases[i].words);
        ck_assert(!craquelure_work_set(work, cases[i].name, cases[i].value, NULL));
    }
    g_autofree char *after = craquelure_work_text(work);
    ck_assert_str_eq(before, after);
    craquelure_work_destroy(work);
}
END_TEST

START_TEST(only_works_and_pictures_with_a_seed_and_a_receipt_are_read) {
    GError *error = NULL;
    expect(craquelure_work_create("ocean", "7", &error) != NULL, &error,
        CRAQUELURE_ERROR_USAGE, "'blood-moon-ocean'");
    expect(craquelure_work_read("nowhere.yaml", &error) != NULL, &error,
        CRAQUELURE_ERROR_FILE, "No such file");
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "seedless.yaml", NULL);
    ck_assert(g_file_set_contents(path, "canvas: glass-city\n", -1, NULL));
    expect(craquelure_work_read(path, &error) != NULL, &error, CRAQUELURE_ERROR_WORK,
        "does not say its 'seed'");
    g_unlink(path);
    g_autofree char *plain = g_build_filename(g_get_tmp_dir(), "no-receipt.png", NULL);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 2, 2);
    cairo_surface_write_to_png(surface, plain);
    cairo_surface_destroy(surface);
    expect(craquelure_work_read(plain, &error) != NULL, &error, CRAQUELURE_ERROR_WORK,
        "no receipt");
    g_unlink(plain);
}
END_TEST

START_TEST(a_stage_paints_what_it_writes) {
    struct craquelure_work *work = small_work();
    struct craquelure_stage *stage = craquelure_stage_create(work, 2, NULL);
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "stage.png", NULL);
    craquelure_work_destroy(work);
    cairo_surface_t *painted = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 32, 18);
    ck_assert(craquelure_stage_paint(stage, painted, NULL));
    ck_assert(craquelure_stage_write(stage, path, NULL));
    cairo_surface_t *written = cairo_image_surface_create_from_png(path);
    const uint32_t *a = (void *)cairo_image_surface_get_data(painted);
    const uint32_t *b = (void *)cairo_image_surface_get_data(written);
    for (int i = 0; i < 32 * 18; i++) {
        ck_assert_uint_eq(a[i] & 0xffffff, b[i] & 0xffffff);
    }
    struct craquelure_work *again = craquelure_work_read(path, NULL);
    ck_assert_ptr_nonnull(again);
    ck_assert_int_eq(craquelure_work_width(again), 32);
    craquelure_work_destroy(again);
    cairo_surface_destroy(written);
    cairo_surface_destroy(painted);
    craquelure_stage_destroy(stage);
    g_unlink(path);
}
END_TEST

START_TEST(what_no_stage_can_play_is_refused) {
    struct craquelure_work *work = small_work();
    struct craquelure_stage *stage = craquelure_stage_create(work, 0, NULL);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 32, 19);
    GError *error = NULL;
    expect(craquelure_stage_turn_to_act(stage, "broken", 0.5, &error), &error,
        CRAQUELURE_ERROR_USAGE, "fracture");
    expect(craquelure_stage_turn_to_act(stage, "void", (double)NAN, &error), &error,
        CRAQUELURE_ERROR_USAGE, "0..1");
    expect(craquelure_stage_paint(stage, surface, &error), &error,
        CRAQUELURE_ERROR_USAGE, "32x18");
    expect(craquelure_stage_write(stage, "/nowhere/a.png", &error), &error,
        CRAQUELURE_ERROR_FILE, "No such file");
    cairo_surface_destroy(surface);
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 32, 18);
    craquelure_stage_turn_to_moment(stage, (double)INFINITY);
    ck_assert(craquelure_stage_paint(stage, surface, NULL));
    cairo_surface_destroy(surface);
    craquelure_stage_destroy(stage);
    craquelure_work_destroy(work);
    craquelure_stage_destroy(NULL);
    craquelure_work_destroy(NULL);
}
END_TEST

RUN_TESTS(a_failure_leaves_the_work_as_it_was,
    only_works_and_pictures_with_a_seed_and_a_receipt_are_read,
    a_stage_paints_what_it_writes, what_no_stage_can_play_is_refused)
