/* Works dealt by chance from all that is legal paint clean. */
#include "law/picture.h"

#include <math.h>

enum { WIDTH = 48, HEIGHT = 27 };

/* Wounds take longest: more whole pictures than others. */
static const enum crq_act acts[] = {
    CRQ_ACT_WHOLE, CRQ_ACT_FRACTURE, CRQ_ACT_WHOLE, CRQ_ACT_MENDING, CRQ_ACT_WHOLE};

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
                law_value_text(param, whole ? floor(value + 0.5) : value);
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
        law_check(work, acts[round / 3 % 5], name);
        crq_work_destroy(work);
    }
}
END_TEST

RUN_TESTS(two_hundred_random_legal_works_paint_clean)
