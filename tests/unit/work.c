/* Works: presets of a canvas, overrides, sizes, palettes. */
#include "model/work.h"

#include "harness.h"

#include <glib/gstdio.h>

static struct crq_work *city(void) {
    GError *error = NULL;
    struct crq_work *work = crq_work_create("glass-city", "blood moon", &error);
    assert_no_error(error);
    return work;
}

START_TEST(a_work_begins_with_presets_of_its_canvas) {
    struct crq_work *work = city();
    ck_assert_str_eq(work->gallery->canvas->name, "glass-city");
    ck_assert(work->seed == crq_seed_from_text("blood moon"));
    ck_assert_int_eq(work->width, 1920);
    const struct crq_timeline *timeline = crq_work_values(work, "timeline");
    ck_assert(timeline->fps == 30.0);
    int layers = 0;
    for (int i = 0; i < work->entry_count; i++) {
        layers += work->entries[i].operation->family == CRQ_PAINT;
    }
    ck_assert_int_eq(layers, work->gallery->layer_count);
    crq_work_destroy(work);
    crq_work_destroy(NULL);
}
END_TEST

START_TEST(an_unknown_canvas_is_refused_and_the_nearest_is_named) {
    GError *error = NULL;
    ck_assert_ptr_null(crq_work_create("glas-city", "1", &error));
    assert_refused(
        &error, CRQ_ERROR_USAGE, "'glas-city'", "did you mean 'glass-city'?", NULL);
    ck_assert_ptr_null(crq_work_create("", "1", &error));
    assert_refused(&error, CRQ_ERROR_USAGE, "''", NULL);
    struct crq_work *same = crq_work_create("glass_city", "1", &error);
    ck_assert_ptr_nonnull(same);
    crq_work_destroy(same);
}
END_TEST

START_TEST(one_number_is_set_and_no_other) {
    struct crq_work *work = city();
    GError *error = NULL;
    ck_assert(crq_work_set(work, "timeline.fps", "60", CRQ_ERROR_USAGE, &error));
    const struct crq_timeline *timeline = crq_work_values(work, "timeline");
    ck_assert(timeline->fps == 60.0 && timeline->whole == 6.0);
    crq_work_destroy(work);
}
END_TEST

START_TEST(unknown_names_are_refused_and_the_nearest_is_named) {
    static const char *const cases[][3] = {
        {"timelin.fps", "'timelin'", "did you mean 'timeline'?"},
        {"timeline.fbs", "'fbs'", "did you mean 'fps'?"},
        {"timeline", "'timeline'", "layer.parameter"},
        {".fps", "''", "glass-city"},
        {"timeline.", "''", "timeline"},
        {"sea.choppiness", "'sea'", "glass-city"},
    };
    struct crq_work *work = city();
    for (int i = 0; i < 6; i++) {
        GError *error = NULL;
        ck_assert(!crq_work_set(work, cases[i][0], "1", CRQ_ERROR_USAGE, &error));
        assert_refused(&error, CRQ_ERROR_USAGE, cases[i][1], cases[i][2], NULL);
    }
    crq_work_destroy(work);
}
END_TEST

START_TEST(sizes_have_a_least_and_a_most) {
    struct crq_work *work = city();
    GError *error = NULL;
    ck_assert(crq_work_resize(work, 1, 1, &error));
    ck_assert(crq_work_resize(work, 40000, 10, &error));
    ck_assert(crq_work_resize(work, 20000, 20000, &error));
    ck_assert(!crq_work_resize(work, 0, 5, &error));
    assert_refused(&error, CRQ_ERROR_USAGE, "1x1", NULL);
    ck_assert(!crq_work_resize(work, 5, -1, &error));
    assert_refused(&error, CRQ_ERROR_USAGE, "1x1", NULL);
    ck_assert(!crq_work_resize(work, 20000, 20001, &error));
    assert_refused(&error, CRQ_ERROR_LIMIT, "20000x20001", "400 million", NULL);
    ck_assert(!crq_work_resize(work, 200001, 1, &error));
    assert_refused(&error, CRQ_ERROR_LIMIT, "200000", NULL);
    ck_assert(!crq_work_resize(work, G_MAXINT64, G_MAXINT64, &error));
    assert_refused(&error, CRQ_ERROR_LIMIT, "200000", NULL);
    ck_assert(work->width == 20000 && work->height == 20000);
    crq_work_destroy(work);
}
END_TEST

START_TEST(extent_is_in_short_sides) {
    struct crq_work *work = city();
    ck_assert(crq_work_resize(work, 300, 100, NULL));
    ck_assert(crq_work_across(work) == 3.0f && crq_work_down(work) == 1.0f);
    ck_assert(crq_work_resize(work, 100, 300, NULL));
    ck_assert(crq_work_across(work) == 1.0f && crq_work_down(work) == 3.0f);
    ck_assert(crq_work_aspect(work) == 1.0 / 3.0);
    crq_work_destroy(work);
}
END_TEST

START_TEST(a_palette_without_the_roles_that_are_read_is_refused) {
    struct crq_work *work = city();
    GError *error = NULL;
    ck_assert(crq_work_set_palette(work, "ember", &error));
    g_autofree char *path =
        g_build_filename(g_get_tmp_dir(), "craquelure-poor.gpl", NULL);
    ck_assert(g_file_set_contents(path, "GIMP Palette\nName: Poor\n", -1, NULL));
    ck_assert(!crq_work_set_palette(work, path, &error));
    assert_refused(&error, CRQ_ERROR_WORK, "lacks the role", NULL);
    ck_assert_str_eq(work->palette_name, "ember");
    g_unlink(path);
    crq_work_destroy(work);
}
END_TEST

RUN_TESTS(a_work_begins_with_presets_of_its_canvas,
    an_unknown_canvas_is_refused_and_the_nearest_is_named,
    one_number_is_set_and_no_other, unknown_names_are_refused_and_the_nearest_is_named,
    sizes_have_a_least_and_a_most, extent_is_in_short_sides,
    a_palette_without_the_roles_that_are_read_is_refused)
