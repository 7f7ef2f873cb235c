/* Every number of a canvas drawn at once paints clean: two hundred times for each. */
#include "law/picture.h"

enum { WIDTH = 48, HEIGHT = 27, DRAWS = 200 };

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

/* A seed, and every number of every layer drawn at once. */
static struct crq_work *draw_work(const struct crq_gallery *gallery, int turn) {
    g_autofree char *seed = g_strdup_printf("draw %d", turn);
    struct crq_work *work = law_work(gallery, seed, WIDTH, HEIGHT);
    struct crq_chance chance = crq_chance((uint64_t)turn, "law draws");
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

START_TEST(two_hundred_draws_of_all_numbers_of_the_second_canvas_paint_clean) {
    check_draws(1);
}
END_TEST

START_TEST(two_hundred_draws_of_all_numbers_of_the_third_canvas_paint_clean) {
    check_draws(2);
    ck_assert_int_eq(crq_gallery_count, 3);
}
END_TEST

RUN_TESTS(two_hundred_draws_of_all_numbers_of_the_first_canvas_paint_clean,
    two_hundred_draws_of_all_numbers_of_the_second_canvas_paint_clean,
    two_hundred_draws_of_all_numbers_of_the_third_canvas_paint_clean)
