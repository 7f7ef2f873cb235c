/* Every number paints clean at its ends: each alone, and all of a layer at once. */
#include "law/picture.h"

enum { WIDTH = 48, HEIGHT = 27 };

/* Acts take turns, so that each row meets wounds sooner or later; ways of breaking and
 * of healing show in theirs. */
static enum crq_act act_for(const struct crq_operation *operation, int turn) {
    if (operation->family == CRQ_MEND) {
        return turn % 2 ? CRQ_ACT_SCARRED : CRQ_ACT_MENDING;
    }
    if (operation->family == CRQ_FRACTURE) {
        return turn % 2 ? CRQ_ACT_FRACTURE : CRQ_ACT_VOID;
    }
    return operation->family == CRQ_PAINT ? CRQ_ACT_WHOLE
                                          : (enum crq_act)(turn % CRQ_ACTS);
}

/* A light wound is enough, and quickly grown. */
static struct crq_work *take_work(const struct crq_gallery *gallery) {
    struct crq_work *work = law_work(gallery, "law", WIDTH, HEIGHT);
    law_set(work, "wound.density", "0.05");
    law_set(work, "wound.force", "0.2");
    return work;
}

static void set_end(struct crq_work *work, const struct crq_operation *operation,
    const struct crq_param *param, bool high) {
    g_autofree char *path = g_strconcat(operation->name, ".", param->name, NULL);
    g_autofree char *text =
        law_value_text(param, high ? crq_param_high(param) : param->low);
    law_set(work, path, text);
}

/* Each number alone at one end, and all of them at either. */
static void check_ends(
    const struct crq_gallery *gallery, const struct crq_operation *operation) {
    for (int p = 0; p < operation->param_count; p++) {
        struct crq_work *work = take_work(gallery);
        set_end(work, operation, &operation->params[p], p % 2);
        g_autofree char *name =
            g_strdup_printf("%s, %s.%s at its %s end", gallery->canvas->name,
                operation->name, operation->params[p].name, p % 2 ? "high" : "low");
        law_check(work, act_for(operation, p), name);
        crq_work_destroy(work);
    }
    for (int end = 0; end < 2 && operation->param_count > 0; end++) {
        struct crq_work *work = take_work(gallery);
        for (int p = 0; p < operation->param_count; p++) {
            set_end(work, operation, &operation->params[p], end);
        }
        g_autofree char *name = g_strdup_printf("%s, all of %s at their %s end",
            gallery->canvas->name, operation->name, end ? "high" : "low");
        law_check(work, act_for(operation, end), name);
        crq_work_destroy(work);
    }
}

static void check_layers(int gallery) {
    const struct crq_gallery *own = &crq_galleries[gallery];
    for (int i = 0; i < own->layer_count; i++) {
        check_ends(own, own->layers[i]);
    }
}

START_TEST(the_ends_of_every_number_of_the_first_canvas_paint_clean) {
    check_layers(0);
}
END_TEST

START_TEST(the_ends_of_every_number_of_the_second_canvas_paint_clean) {
    check_layers(1);
}
END_TEST

START_TEST(the_ends_of_every_number_of_the_third_canvas_paint_clean) {
    check_layers(2);
    ck_assert_int_eq(crq_gallery_count, 3);
}
END_TEST

START_TEST(the_ends_of_every_setting_and_of_every_way_to_break_and_heal_paint_clean) {
    int turn = 0;
    for (int i = 0; i < crq_settings_count; i++) {
        check_ends(&crq_galleries[turn++ % crq_gallery_count], crq_settings[i]);
    }
    for (int i = 0; i < crq_fracture_count; i++) {
        check_ends(&crq_galleries[turn++ % crq_gallery_count], crq_fractures[i]);
    }
    for (int i = 0; i < crq_mend_count; i++) {
        check_ends(&crq_galleries[turn++ % crq_gallery_count], crq_mends[i]);
    }
}
END_TEST

RUN_TESTS(the_ends_of_every_number_of_the_first_canvas_paint_clean,
    the_ends_of_every_number_of_the_second_canvas_paint_clean,
    the_ends_of_every_number_of_the_third_canvas_paint_clean,
    the_ends_of_every_setting_and_of_every_way_to_break_and_heal_paint_clean)
