/* The tables are legal: whatever walks them may trust them. */
#include "harness.h"
#include "model/work.h"

#include <string.h>

/* Calls check for every operation of the registry. */
static void each_operation(void (*check)(const struct crq_operation *operation)) {
    for (int i = 0; i < crq_settings_count; i++) {
        check(crq_settings[i]);
    }
    for (int g = 0; g < crq_gallery_count; g++) {
        for (int i = 0; i < crq_galleries[g].layer_count; i++) {
            check(crq_galleries[g].layers[i]);
        }
    }
    for (int i = 0; i < crq_fracture_count; i++) {
        check(crq_fractures[i]);
    }
    for (int i = 0; i < crq_mend_count; i++) {
        check(crq_mends[i]);
    }
}

static void each_row(void (*check)(
    const struct crq_operation *operation, const struct crq_param *param)) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work =
            crq_work_create(crq_galleries[g].canvas->name, "1", NULL);
        for (int e = 0; e < work->entry_count; e++) {
            const struct crq_operation *operation = work->entries[e].operation;
            for (int p = 0; p < operation->param_count; p++) {
                check(operation, &operation->params[p]);
            }
        }
        crq_work_destroy(work);
    }
}

/* Lower-case words with single dashes (or, for fields, underscores) between them. */
static bool plain_name(const char *name, char between) {
    bool letter = false;
    for (const char *c = name; *c; c++) {
        if (g_ascii_islower(*c) || (letter && g_ascii_isdigit(*c))) {
            letter = true;
        } else if (*c == between && letter && c[1]) {
            letter = false;
        } else {
            return false;
        }
    }
    return letter;
}

static bool plain_phrase(const char *brief) {
    return brief && strlen(brief) > 3 && !g_str_has_suffix(brief, ".") &&
           !strchr(brief, '\n') && !g_ascii_isspace(*brief) &&
           strcmp(brief, "to be described") != 0 &&
           (g_ascii_islower(*brief) || !g_ascii_isalpha(*brief));
}

static void check_words(const struct crq_operation *operation) {
    ck_assert_msg(plain_name(operation->name, '-'), "a name in kebab case: '%s'",
        operation->name);
    ck_assert_msg(plain_phrase(operation->brief), "'%s' says of itself: '%s'",
        operation->name, operation->brief);
}

START_TEST(every_operation_has_a_plain_name_and_a_phrase) {
    each_operation(check_words);
    for (int g = 0; g < crq_gallery_count; g++) {
        const struct crq_canvas *canvas = crq_galleries[g].canvas;
        ck_assert_msg(plain_name(canvas->name, '-'), "%s", canvas->name);
        ck_assert_msg(
            plain_phrase(canvas->brief), "%s: '%s'", canvas->name, canvas->brief);
    }
}
END_TEST

static void check_family(const struct crq_operation *operation) {
    bool paints = operation->family == CRQ_PAINT;
    bool works = operation->family == CRQ_FRACTURE || operation->family == CRQ_MEND;
    /* a layer that paints nothing has numbers for the plan */
    ck_assert_msg(operation->paint ? paints : !paints || operation->param_count > 0,
        "'%s'", operation->name);
    ck_assert_msg(works == (operation->work != NULL), "'%s'", operation->name);
    ck_assert_msg(!(operation->prepare || operation->ready) || operation->discard,
        "'%s' keeps what nobody discards", operation->name);
    ck_assert_msg(!operation->prepare || paints, "'%s' prepares without a brush",
        operation->name);
}

START_TEST(every_operation_does_what_its_family_does) {
    each_operation(check_family);
    int panes = 0;
    for (int i = 0; i < crq_fracture_count; i++) {
        panes += crq_fractures[i]->phase == CRQ_PANES;
    }
    ck_assert_int_eq(panes, 1);
}
END_TEST

START_TEST(names_are_unique_within_a_work) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work =
            crq_work_create(crq_galleries[g].canvas->name, "1", NULL);
        for (int a = 0; a < work->entry_count; a++) {
            for (int b = 0; b < a; b++) {
                ck_assert_str_ne(
                    work->entries[a].operation->name, work->entries[b].operation->name);
            }
        }
        for (int other = 0; other < g; other++) {
            ck_assert_str_ne(
                crq_galleries[g].canvas->name, crq_galleries[other].canvas->name);
        }
        crq_work_destroy(work);
    }
}
END_TEST

static void check_row_words(
    const struct crq_operation *operation, const struct crq_param *param) {
    ck_assert_msg(plain_name(param->name, '_'), "%s.%s: a plain name", operation->name,
        param->name);
    ck_assert_msg(plain_phrase(param->brief), "%s.%s says of itself: '%s'",
        operation->name, param->name, param->brief);
    static const char *const units[] = {CRQ_UNIT_RATIO, CRQ_UNIT_SHORT_SIDES,
        CRQ_UNIT_TURNS, CRQ_UNIT_MOMENTS, CRQ_UNIT_COUNT, CRQ_UNIT_SECONDS,
        CRQ_UNIT_STOPS, CRQ_UNIT_NONE, NULL};
    ck_assert_msg(param->unit && g_strv_contains(units, param->unit),
        "%s.%s has the unit '%s'", operation->name, param->name, param->unit);
}

START_TEST(every_row_has_a_plain_name_a_phrase_and_a_known_unit) {
    each_row(check_row_words);
}
END_TEST

static void check_range(
    const struct crq_operation *operation, const struct crq_param *param) {
    double high = crq_param_high(param);
    ck_assert_msg(param->low < high, "%s.%s: %g..%g is no range", operation->name,
        param->name, param->low, high);
    ck_assert_msg(param->preset >= param->low && param->preset <= high,
        "%s.%s: preset %g lies outside %g..%g", operation->name, param->name,
        param->preset, param->low, high);
    if (param->kind == CRQ_KIND_CHOICE) {
        return;
    }
    ck_assert_msg(param->low <= param->easy[0] && param->easy[0] < param->easy[1] &&
                      param->easy[1] <= high,
        "%s.%s: comfortable %g..%g lies outside %g..%g", operation->name, param->name,
        param->easy[0], param->easy[1], param->low, high);
    if (param->kind == CRQ_KIND_PAIR) {
        ck_assert_msg(param->preset_y >= param->low && param->preset_y <= high,
            "%s.%s: second preset %g", operation->name, param->name, param->preset_y);
    }
}

START_TEST(every_preset_and_every_comfortable_range_is_legal) {
    each_row(check_range);
}
END_TEST

static void check_comfort(
    const struct crq_operation *operation, const struct crq_param *param) {
    /* a preset at the low end, away from comfort, means "as composed" */
    bool composed = param->preset == param->low;
    if (!composed && (param->kind == CRQ_KIND_REAL || param->kind == CRQ_KIND_COUNT)) {
        /* presets at an end of comfort are fine, far outside they are a slip */
        double slack = 0.5 * (param->easy[1] - param->easy[0]);
        ck_assert_msg(param->preset >= param->easy[0] - slack &&
                          param->preset <= param->easy[1] + slack,
            "%s.%s: preset %g is far from the comfortable %g..%g", operation->name,
            param->name, param->preset, param->easy[0], param->easy[1]);
    }
}

START_TEST(presets_are_near_their_comfortable_range) {
    each_row(check_comfort);
}
END_TEST

static size_t size_of(enum crq_kind kind) {
    switch (kind) {
    case CRQ_KIND_REAL:
        return sizeof(double);
    case CRQ_KIND_PAIR:
        return sizeof(double[2]);
    case CRQ_KIND_SWITCH:
        return sizeof(bool);
    default:
        return sizeof(int32_t);
    }
}

/* Marks the bytes of every row: none twice, none outside, and what is left over is no
 * more than alignment can explain. */
static void check_fields(const struct crq_operation *operation) {
    g_autofree uint8_t *bytes = g_malloc0(MAX(operation->size, 1));
    size_t used = 0;
    for (int p = 0; p < operation->param_count; p++) {
        const struct crq_param *param = &operation->params[p];
        size_t size = size_of(param->kind);
        ck_assert_msg(param->offset + size <= operation->size, "%s.%s lies outside",
            operation->name, param->name);
        for (size_t i = 0; i < size; i++) {
            ck_assert_msg(!bytes[param->offset + i]++, "%s.%s is also another's place",
                operation->name, param->name);
        }
        used += size;
        for (int q = 0; q < p; q++) {
            ck_assert_str_ne(param->name, operation->params[q].name);
        }
    }
    size_t run = 0;
    for (size_t i = 0; i < operation->size; i++) {
        run = bytes[i] ? 0 : run + 1;
        ck_assert_msg(run < sizeof(double), "'%s' has a field without a row before %zu",
            operation->name, i);
    }
    ck_assert_msg(operation->size == 0 || used > 0, "'%s'", operation->name);
}

START_TEST(every_field_has_a_row_of_its_own) {
    each_operation(check_fields);
}
END_TEST

static void check_roles(const struct crq_operation *operation) {
    ck_assert_msg(operation->roles >> CRQ_ROLE_COUNT == 0, "'%s'", operation->name);
}

START_TEST(roles_that_are_read_exist_and_none_is_idle) {
    each_operation(check_roles);
    uint64_t all = 0;
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work =
            crq_work_create(crq_galleries[g].canvas->name, "1", NULL);
        all |= crq_work_roles(work);
        crq_work_destroy(work);
    }
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        ck_assert_msg(all & UINT64_C(1) << i, "no operation reads the role '%s'",
            crq_role_name((enum crq_role)i));
    }
}
END_TEST

START_TEST(every_palette_serves_every_canvas_and_tells_its_intent) {
    GDir *folder = g_dir_open(CRQ_SOURCE_PALETTES, 0, NULL);
    ck_assert_ptr_nonnull(folder);
    int count = 0;
    for (const char *name; (name = g_dir_read_name(folder));) {
        GError *error = NULL;
        g_autofree char *path = g_build_filename(CRQ_SOURCE_PALETTES, name, NULL);
        struct crq_palette *palette = crq_palette_load(path, &error);
        assert_no_error(error);
        ck_assert_msg(palette->present == (UINT64_C(1) << CRQ_ROLE_COUNT) - 1,
            "%s lacks roles", name);
        ck_assert_msg(palette->author && palette->intent, "%s is silent", name);
        crq_palette_destroy(palette);
        count++;
    }
    g_dir_close(folder);
    ck_assert_int_ge(count, 6);
}
END_TEST

RUN_TESTS(every_operation_has_a_plain_name_and_a_phrase,
    every_operation_does_what_its_family_does, names_are_unique_within_a_work,
    every_row_has_a_plain_name_a_phrase_and_a_known_unit,
    every_preset_and_every_comfortable_range_is_legal,
    presets_are_near_their_comfortable_range, every_field_has_a_row_of_its_own,
    roles_that_are_read_exist_and_none_is_idle,
    every_palette_serves_every_canvas_and_tells_its_intent)
