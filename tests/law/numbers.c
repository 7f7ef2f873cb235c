/* Every legal number paints clean: the ends of every row, and chance between them. */
#include "base/text.h"
#include "law/picture.h"

#include <math.h>

enum { WIDTH = 48, HEIGHT = 27 };

/* A pair takes the value twice. */
static char *value_text(const struct crq_param *param, double value) {
    switch (param->kind) {
    case CRQ_KIND_SWITCH:
        return g_strdup(value != 0.0 ? "on" : "off");
    case CRQ_KIND_CHOICE:
        return g_strdup(param->choices[(int)value]);
    case CRQ_KIND_PAIR: {
        g_autofree char *one = crq_number_text(value);
        return g_strconcat(one, ",", one, NULL);
    }
    default:
        return crq_number_text(value);
    }
}

/* Paints and renders the work at one instant; both must be sound. */
static void check(const struct crq_work *work, enum crq_act act, const char *name) {
    struct crq_instant instant = law_instant(work, act);
    GError *error = NULL;
    struct crq_stage *stage = crq_stage_create(work, &law_crew, &error);
    assert_no_error(error);
    law_assert_sound(crq_stage_paint(stage, instant.moment, &error), false, name);
    struct crq_sheet *shown =
        crq_sheet_create(work->width, work->height, CRQ_PLANES_DEPTH, NULL);
    crq_sheet_copy(shown, crq_stage_render(stage, &instant, &error));
    assert_no_error(error);
    law_assert_sound(shown, true, name);
    crq_sheet_destroy(shown);
    crq_stage_destroy(stage);
}

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

static void check_ends(
    const struct crq_gallery *gallery, const struct crq_operation *operation) {
    for (int p = 0; p < operation->param_count; p++) {
        const struct crq_param *param = &operation->params[p];
        for (int end = 0; end < 2; end++) {
            struct crq_work *work = law_work(gallery, "law", WIDTH, HEIGHT);
            g_autofree char *text =
                value_text(param, end ? crq_param_high(param) : param->low);
            g_autofree char *path =
                g_strconcat(operation->name, ".", param->name, NULL);
            g_autofree char *name =
                g_strdup_printf("%s %s=%s", gallery->canvas->name, path, text);
            law_set(work, path, text);
            check(work, act_for(operation, p + end), name);
            crq_work_destroy(work);
        }
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

/* Sets each number with a chance of one in two, anywhere in its legal range. */
static void shuffle(struct crq_work *work, uint32_t round) {
    struct crq_chance chance = crq_chance(round, "settings");
    uint32_t index = 0;
    for (int e = 0; e < work->entry_count; e++) {
        const struct crq_operation *operation = work->entries[e].operation;
        for (int p = 0; p < operation->param_count; p++, index++) {
            const struct crq_param *param = &operation->params[p];
            float taken = crq_unit(chance, index, 0);
            float where = crq_unit(chance, index, 1);
            double value =
                param->low + (crq_param_high(param) - param->low) * (double)where;
            bool whole = param->kind == CRQ_KIND_COUNT ||
                         param->kind == CRQ_KIND_CHOICE ||
                         param->kind == CRQ_KIND_SWITCH;
            g_autofree char *text =
                value_text(param, whole ? floor(value + 0.5) : value);
            g_autofree char *path =
                g_strconcat(operation->name, ".", param->name, NULL);
            if (taken < 0.5f) {
                law_set(work, path, text);
            }
        }
    }
}

START_TEST(two_hundred_random_legal_works_paint_clean) {
    for (uint32_t round = 0; round < 200; round++) {
        const struct crq_gallery *gallery =
            &crq_galleries[round % (uint32_t)crq_gallery_count];
        g_autofree char *name = g_strdup_printf("random work %u", round);
        struct crq_work *work = law_work(gallery, name, WIDTH / 2, HEIGHT / 2 + 1);
        shuffle(work, round);
        check(work, (enum crq_act)(round / 3 % CRQ_ACTS), name);
        crq_work_destroy(work);
    }
}
END_TEST

RUN_TESTS(the_ends_of_every_number_of_the_first_canvas_paint_clean,
    the_ends_of_every_number_of_the_second_canvas_paint_clean,
    the_ends_of_every_number_of_the_third_canvas_paint_clean,
    the_ends_of_every_setting_and_of_every_way_to_break_and_heal_paint_clean,
    two_hundred_random_legal_works_paint_clean)
