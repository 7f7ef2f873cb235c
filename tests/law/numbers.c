/* Every legal number paints clean: the ends of every row, and chance between them. */
#include "law/picture.h"

enum { WIDTH = 48, HEIGHT = 27, DRAWS = 200 };

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

/* Anywhere between the ends, an end itself one time in four. */
static double draw_value(
    const struct crq_param *param, struct crq_chance chance, uint32_t i) {
    float lot = crq_unit(chance, i, 0);
    double share = lot < 0.125f  ? 0.0
                   : lot < 0.25f ? 1.0
                                 : (double)crq_unit(chance, i, 1);
    double value = param->low + share * (crq_param_high(param) - param->low);
    bool whole = param->kind != CRQ_KIND_REAL && param->kind != CRQ_KIND_PAIR;
    return whole ? (double)(int64_t)value : value;
}

/* Every number of every layer drawn at once. */
static struct crq_work *draw_work(const struct crq_gallery *gallery, int turn) {
    struct crq_work *work = law_work(gallery, "law", WIDTH, HEIGHT);
    struct crq_chance chance = crq_chance((uint64_t)turn, "law numbers");
    uint32_t row = 0;
    for (int i = 0; i < gallery->layer_count; i++) {
        const struct crq_operation *layer = gallery->layers[i];
        for (int p = 0; p < layer->param_count; p++) {
            const struct crq_param *param = &layer->params[p];
            double value = draw_value(param, chance, row++);
            g_autofree char *path = g_strconcat(layer->name, ".", param->name, NULL);
            g_autofree char *text = law_value_text(param, value);
            law_set(work, path, text);
        }
    }
    return work;
}

static void check_draws(int gallery) {
    const struct crq_gallery *own = &crq_galleries[gallery];
    for (int turn = 0; turn < DRAWS; turn++) {
        struct crq_work *work = draw_work(own, turn);
        struct crq_sheet *sheet = law_paint(work, &law_crew, (double)turn / DRAWS);
        g_autofree char *name = g_strdup_printf("%s, draw %d", own->canvas->name, turn);
        law_assert_sound(sheet, false, name);
        crq_sheet_destroy(sheet);
        crq_work_destroy(work);
    }
}

START_TEST(two_hundred_draws_of_all_numbers_of_the_first_canvas_paint_clean) {
    check_draws(0);
}
END_TEST

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

RUN_TESTS(two_hundred_draws_of_all_numbers_of_the_first_canvas_paint_clean,
    the_ends_of_every_number_of_the_first_canvas_paint_clean,
    the_ends_of_every_number_of_the_second_canvas_paint_clean,
    the_ends_of_every_number_of_the_third_canvas_paint_clean,
    the_ends_of_every_setting_and_of_every_way_to_break_and_heal_paint_clean)
