/* A local change stays local: one number is turned, and nothing else is dealt anew. */
#include "base/text.h"
#include "law/picture.h"

enum { WIDTH = 96, HEIGHT = 54, LARGE = 720 };

static char *path_of(
    const struct crq_operation *operation, const struct crq_param *param) {
    return g_strconcat(operation->name, ".", param->name, NULL);
}

/* Settings, ways of breaking and ways of healing never reach into what is painted. */
START_TEST(no_setting_and_no_wound_changes_what_is_painted) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *plain = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        struct crq_work *changed = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        for (int e = 0; e < changed->entry_count; e++) {
            const struct crq_operation *operation = changed->entries[e].operation;
            for (int p = 0;
                 operation->family != CRQ_PAINT && p < operation->param_count; p++) {
                const struct crq_param *param = &operation->params[p];
                if (param->kind == CRQ_KIND_REAL) {
                    g_autofree char *path = path_of(operation, param);
                    g_autofree char *text = crq_number_text(param->easy[1]);
                    law_set(changed, path, text);
                }
            }
        }
        struct crq_sheet *a = law_paint(plain, &law_crew, 0.3);
        struct crq_sheet *b = law_paint(changed, &law_crew, 0.3);
        ck_assert_msg(law_same_pixels(a, b) && law_same_planes(a, b), "%s",
            plain->gallery->canvas->name);
        crq_sheet_destroy(a);
        crq_sheet_destroy(b);
        crq_work_destroy(plain);
        crq_work_destroy(changed);
    }
}
END_TEST

/* A number turned by a five-hundredth of its comfortable range; the same for a count is
 * one more. */
static void nudge(struct crq_work *work, const struct crq_operation *operation,
    const struct crq_param *param) {
    g_autofree char *path = path_of(operation, param);
    double step = 0.002 * (param->easy[1] - param->easy[0]);
    double value = param->preset + step;
    if (param->kind == CRQ_KIND_COUNT) {
        value = param->preset + 1.0;
    }
    value = value <= param->high ? value : 2.0 * param->preset - value;
    g_autofree char *text = crq_number_text(value);
    law_set(work, path, text);
}

/* Were any draw shared between objects, the picture would be dealt anew; another seed
 * shows how unlike that would be. */
START_TEST(a_nudge_of_one_number_is_a_nudge_of_the_picture) {
    for (int g = 0; g < crq_gallery_count; g++) {
        const struct crq_gallery *gallery = &crq_galleries[g];
        struct crq_work *plain = law_work(gallery, "law", WIDTH, HEIGHT);
        struct crq_sheet *own = law_paint(plain, &law_crew, 0.3);
        for (int i = 0; i < gallery->layer_count; i++) {
            const struct crq_operation *layer = gallery->layers[i];
            for (int p = 0; p < layer->param_count; p++) {
                const struct crq_param *param = &layer->params[p];
                bool number =
                    param->kind == CRQ_KIND_REAL || param->kind == CRQ_KIND_COUNT;
                /* the low end away from comfort means "as composed" */
                bool composed =
                    param->preset == param->low && param->preset < param->easy[0];
                if (!number || composed) {
                    continue;
                }
                struct crq_work *nudged = law_work(gallery, "law", WIDTH, HEIGHT);
                nudge(nudged, layer, param);
                struct crq_sheet *other = law_paint(nudged, &law_crew, 0.3);
                double likeness = law_likeness(own, other);
                double things = law_same_things(own, other);
                ck_assert_msg(likeness > 20.0 && things > 0.8,
                    "%s: a nudge of %s.%s leaves %.1f dB and %.0f %% of the things",
                    gallery->canvas->name, layer->name, param->name, likeness,
                    100.0 * things);
                crq_sheet_destroy(other);
                crq_work_destroy(nudged);
            }
        }
        crq_sheet_destroy(own);
        crq_work_destroy(plain);
    }
}
END_TEST

/* Turns on what a layer's presets leave off, so that its other numbers can show. */
static void wake(struct crq_work *work, const struct crq_operation *layer) {
    for (int p = 0; p < layer->param_count; p++) {
        const struct crq_param *param = &layer->params[p];
        if (param->kind == CRQ_KIND_REAL && param->preset == 0.0) {
            g_autofree char *path = path_of(layer, param);
            g_autofree char *text =
                crq_number_text(0.5 * (param->easy[0] + param->easy[1]));
            law_set(work, path, text);
        }
    }
}

/* A row that changes nothing between its ends is not a parameter. */
START_TEST(every_number_of_a_layer_does_something) {
    for (int g = 0; g < crq_gallery_count; g++) {
        const struct crq_gallery *gallery = &crq_galleries[g];
        for (int i = 0; i < gallery->layer_count; i++) {
            const struct crq_operation *layer = gallery->layers[i];
            for (int p = 0; p < layer->param_count; p++) {
                const struct crq_param *param = &layer->params[p];
                if (param->kind != CRQ_KIND_REAL && param->kind != CRQ_KIND_COUNT) {
                    continue;
                }
                g_autofree char *path = path_of(layer, param);
                bool acts = false;
                for (int s = 0; s < 4 && !acts; s++) {
                    g_autofree char *seed = g_strdup_printf("%d", s);
                    /* what is finer than a pixel fades: at last it is looked for in a
                     * picture large enough to show it */
                    bool large = s == 3;
                    struct crq_sheet *ends[2];
                    for (int end = 0; end < 2; end++) {
                        struct crq_work *work = law_work(gallery, seed,
                            large ? LARGE : WIDTH, large ? LARGE : HEIGHT);
                        wake(work, layer);
                        g_autofree char *text =
                            crq_number_text(end ? param->high : param->low);
                        law_set(work, path, text);
                        ends[end] = law_paint(work, &law_crew, 0.3);
                        crq_work_destroy(work);
                    }
                    acts = !law_same_pixels(ends[0], ends[1]);
                    crq_sheet_destroy(ends[0]);
                    crq_sheet_destroy(ends[1]);
                }
                ck_assert_msg(acts, "%s: %s does nothing", gallery->canvas->name, path);
            }
        }
    }
}
END_TEST

RUN_TESTS(no_setting_and_no_wound_changes_what_is_painted,
    a_nudge_of_one_number_is_a_nudge_of_the_picture,
    every_number_of_a_layer_does_something)
