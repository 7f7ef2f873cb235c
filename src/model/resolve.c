/* From an order to a picture in which nothing is implicit. */
#include "model/order.h"

#include "base/read.h"
#include "base/text.h"
#include "model/paper.h"

#include <string.h>

static const char *const qualities[] = {"draft", "good", "best"};

/* Lets a complaint point into the file, where the file is to blame. */
static bool blame(const char *place, GError **error) {
    if (place && error && *error) {
        g_prefix_error(error, "%s", place);
        if ((*error)->code == CRQ_ERROR_USAGE) {
            (*error)->code = CRQ_ERROR_WORK;
        }
    }
    return false;
}

static bool read_number(const struct crq_order *order, enum crq_question question,
    double low, double high, double *number, GError **error) {
    const struct crq_answer *answer = &order->answers[question];
    if (!answer->text) {
        return true;
    }
    double x;
    if (!crq_number(answer->text, &x) || !(x >= low && x <= high)) {
        crq_fail(error, CRQ_ERROR_USAGE, "'%s' must lie in %g..%g, not '%s'",
            crq_question_key(question), low, high, answer->text);
        return blame(answer->place, error);
    }
    *number = x;
    return true;
}

static bool read_choice(const struct crq_order *order, enum crq_question question,
    const char *const *names, int count, int *index, GError **error) {
    const struct crq_answer *answer = &order->answers[question];
    if (!answer->text) {
        return true;
    }
    GString *all = g_string_new(NULL);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], answer->text) == 0) {
            *index = i;
            g_string_free(all, TRUE);
            return true;
        }
        g_string_append_printf(all, "%s%s", i ? ", " : "", names[i]);
    }
    g_autofree char *hint = crq_suggestion(answer->text, names, count, "");
    crq_fail(error, CRQ_ERROR_USAGE, "'%s' is one of %s, not '%s'%s",
        crq_question_key(question), all->str, answer->text, hint);
    g_string_free(all, TRUE);
    return blame(answer->place, error);
}

static bool is_seed(const struct crq_answer *seed, GError **error) {
    enum { LONGEST_SEED = 1000 };
    if (seed->text[0] && strlen(seed->text) <= LONGEST_SEED &&
        g_utf8_validate(seed->text, -1, NULL)) {
        return true;
    }
    crq_fail(error, CRQ_ERROR_USAGE, "a seed is a number or 1..%d bytes of UTF-8 text",
        LONGEST_SEED);
    return blame(seed->place, error);
}

static bool create_work(
    const struct crq_order *order, struct crq_picture *picture, GError **error) {
    const struct crq_answer *seed = &order->answers[CRQ_ASK_SEED];
    const struct crq_answer *blow = &order->answers[CRQ_ASK_BLOW];
    const struct crq_answer *canvas = &order->answers[CRQ_ASK_CANVAS];
    if (!is_seed(seed, error) || (blow->text && !is_seed(blow, error))) {
        return false;
    }
    picture->work = crq_work_create(canvas->text, seed->text, error);
    if (picture->work && blow->text) {
        crq_work_set_blow(picture->work, blow->text);
    }
    return picture->work || blame(canvas->place, error);
}

static bool paper_size(const struct crq_order *order, struct crq_work *work,
    int64_t size[2], GError **error) {
    const struct crq_answer *paper = &order->answers[CRQ_ASK_PAPER];
    const struct crq_answer *bleed = &order->answers[CRQ_ASK_BLEED];
    double extra = 0.0;
    double millimetres[2];
    if (!crq_paper_read(paper->text, false, millimetres, error)) {
        return blame(paper->place, error);
    }
    if (bleed->text && !crq_length_read(bleed->text, &extra, error)) {
        return blame(bleed->place, error);
    }
    work->dpi = work->dpi > 0 ? work->dpi : 300.0;
    crq_paper_pixels(millimetres, extra, work->dpi, &size[0], &size[1]);
    return true;
}

static bool size_work(
    const struct crq_order *order, struct crq_work *work, GError **error) {
    const struct crq_answer *asked = &order->answers[CRQ_ASK_SIZE];
    const struct crq_answer *paper = &order->answers[CRQ_ASK_PAPER];
    const struct crq_answer *bleed = &order->answers[CRQ_ASK_BLEED];
    int64_t size[2] = {work->width, work->height};
    if (asked->text && paper->text) {
        crq_fail(error, CRQ_ERROR_USAGE, "'size' and 'paper' exclude each other");
        return blame(paper->place, error);
    }
    if (bleed->text && !paper->text) {
        crq_fail(error, CRQ_ERROR_USAGE, "'bleed' needs 'paper'");
        return blame(bleed->place, error);
    }
    if (!read_number(order, CRQ_ASK_DPI, 0.0, 10000.0, &work->dpi, error)) {
        return false;
    }
    if (asked->text && !crq_size_read(asked->text, &size[0], &size[1], error)) {
        return blame(asked->place, error);
    }
    if (paper->text && !paper_size(order, work, size, error)) {
        return false;
    }
    return crq_work_resize(work, size[0], size[1], error) ||
           blame(asked->text ? asked->place : paper->place, error);
}

static const char *section_name(int family) {
    static const char *const names[] = {
        [CRQ_SETTINGS] = "settings",
        [CRQ_PAINT] = "layers",
        [CRQ_FRACTURE] = "fracture",
        [CRQ_MEND] = "healing",
    };
    return names[family];
}

/* A name must be known, and must not stand in another's section. */
static bool stands_right(
    const struct crq_work *work, const struct crq_setting *setting, GError **error) {
    const struct crq_operation *operation =
        crq_work_operation(work, setting->path, CRQ_ERROR_USAGE, error);
    if (!operation || (int)operation->family == setting->family) {
        return operation != NULL;
    }
    return crq_fail(error, CRQ_ERROR_USAGE, "'%s' belongs to '%s', not to '%s'",
        operation->name, section_name((int)operation->family),
        section_name(setting->family));
}

static bool apply_settings(
    const GPtrArray *settings, struct crq_work *work, GError **error) {
    for (guint i = 0; i < settings->len; i++) {
        const struct crq_setting *setting = settings->pdata[i];
        if (!setting->answer.text) {
            if (!stands_right(work, setting, error)) {
                return blame(setting->key_place, error);
            }
            continue;
        }
        bool known = setting->key_place == NULL || crq_work_knows(work, setting->path);
        if (!crq_work_set(
                work, setting->path, setting->answer.text, CRQ_ERROR_USAGE, error)) {
            return blame(known ? setting->answer.place : setting->key_place, error);
        }
    }
    return true;
}

/* Each healed wound is set through the work as it was then. */
static bool recall(
    const struct crq_order *order, struct crq_work *work, GError **error) {
    if (order->history->len > CRQ_HISTORY_LIMIT) {
        const struct crq_remembered *last = order->history->pdata[CRQ_HISTORY_LIMIT];
        crq_fail(error, CRQ_ERROR_LIMIT,
            "a canvas bears %d healed wounds at most, not %u: begin from an earlier "
            "picture of it",
            CRQ_HISTORY_LIMIT, order->history->len);
        return blame(last->seed.place, error);
    }
    for (guint i = 0; i < order->history->len; i++) {
        const struct crq_remembered *past = order->history->pdata[i];
        if (!is_seed(&past->seed, error)) {
            return false;
        }
        g_ptr_array_add(work->history, crq_healed_create(past->seed.text));
        struct crq_work then = crq_work_then(work, (int)i);
        bool good = apply_settings(past->settings, &then, error);
        g_free(then.entries);
        if (!good) {
            return false;
        }
    }
    return true;
}

static bool choose_palette(
    const struct crq_order *order, struct crq_work *work, GError **error) {
    const struct crq_answer *palette = &order->answers[CRQ_ASK_PALETTE];
    const char *preset = work->gallery->canvas->palette;
    if (order->palette) {
        work->palette = crq_palette_copy(order->palette);
        work->palette_name = g_strdup(order->palette->name);
        return crq_palette_has(work->palette, crq_work_roles(work), error) ||
               blame(palette->place, error);
    }
    if (!palette->text) {
        return crq_work_set_palette(work, preset ? preset : "dawn-glass", error);
    }
    return crq_work_set_palette(work, palette->text, error) ||
           blame(palette->place, error);
}

/* The graph is part of the work, so its checksum is part of the work's text. */
static bool choose_graph(
    const struct crq_order *order, struct crq_work *work, GError **error) {
    const struct crq_answer *graph = &order->answers[CRQ_ASK_GRAPH];
    const struct crq_answer *sum = &order->answers[CRQ_ASK_GRAPH_SHA256];
    if (!graph->text) {
        return true;
    }
    work->graph = g_strdup(graph->text);
    work->graph_sha256 = crq_file_checksum(graph->text, error);
    if (!work->graph_sha256) {
        return blame(graph->place, error);
    }
    if (sum->text && strcmp(sum->text, work->graph_sha256) != 0) {
        crq_fail(error, CRQ_ERROR_USAGE,
            "'%s' is not the graph that this work was made with", graph->text);
        return blame(sum->place, error);
    }
    return true;
}

static void note_asked(const struct crq_order *order, struct crq_picture *picture) {
    const struct crq_answer *answers = order->answers;
    picture->palette_asked = answers[CRQ_ASK_PALETTE].text != NULL;
    picture->act_asked = answers[CRQ_ASK_ACT].text != NULL;
    picture->t_asked = answers[CRQ_ASK_T].text != NULL;
    picture->moment_asked = answers[CRQ_ASK_MOMENT].text != NULL;
}

static bool choose_instant(
    const struct crq_order *order, struct crq_picture *picture, GError **error) {
    const struct crq_timeline *timeline = crq_work_values(picture->work, "timeline");
    const char *names[CRQ_ACTS];
    for (int i = 0; i < CRQ_ACTS; i++) {
        names[i] = crq_act_name((enum crq_act)i);
    }
    int act = CRQ_ACT_WHOLE;
    if (!read_choice(order, CRQ_ASK_ACT, names, CRQ_ACTS, &act, error)) {
        return false;
    }
    double t = crq_act_best((enum crq_act)act);
    double moment = 0.0;
    if (!read_number(order, CRQ_ASK_T, 0.0, 1.0, &t, error) ||
        !read_number(order, CRQ_ASK_MOMENT, 0.0, 1.0, &moment, error)) {
        return false;
    }
    note_asked(order, picture);
    if (picture->t_asked && picture->moment_asked && !order->answers[CRQ_ASK_T].place &&
        !order->answers[CRQ_ASK_MOMENT].place) {
        return crq_fail(error, CRQ_ERROR_USAGE, "'t' and 'moment' exclude each other");
    }
    if (picture->moment_asked && !picture->act_asked) {
        picture->instant = crq_instant_at(timeline, moment);
        return true;
    }
    picture->instant = crq_instant_in(timeline, (enum crq_act)act, t);
    if (picture->moment_asked) {
        picture->instant.moment = moment < 1.0 ? moment : 0.0;
    }
    return true;
}

static bool choose_bits(
    const struct crq_order *order, struct crq_picture *picture, GError **error) {
    static const char *const depths[] = {"8", "16"};
    int depth = 0;
    if (!read_choice(order, CRQ_ASK_BITS, depths, 2, &depth, error)) {
        return false;
    }
    picture->bits = depth == 0 ? 8 : 16;
    return true;
}

bool crq_order_resolve(
    const struct crq_order *order, struct crq_picture *picture, GError **error) {
    int quality = CRQ_GOOD;
    g_autoptr(GError) cause = NULL;
    memset(picture, 0, sizeof *picture);
    bool good = create_work(order, picture, &cause) &&
                size_work(order, picture->work, &cause) &&
                read_choice(order, CRQ_ASK_QUALITY, qualities, 3, &quality, &cause) &&
                apply_settings(order->settings, picture->work, &cause) &&
                recall(order, picture->work, &cause) &&
                choose_palette(order, picture->work, &cause) &&
                choose_graph(order, picture->work, &cause) &&
                choose_instant(order, picture, &cause) &&
                choose_bits(order, picture, &cause);
    if (!good) {
        g_propagate_error(error, g_steal_pointer(&cause));
        crq_picture_finish(picture);
        return false;
    }
    picture->work->quality = (enum crq_quality)quality;
    return true;
}

void crq_picture_finish(struct crq_picture *picture) {
    crq_work_destroy(picture->work);
    picture->work = NULL;
}
