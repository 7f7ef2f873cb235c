/* The public library: thin handles over orders, pictures and stages. */
#include "craquelure/craquelure.h"

#include "model/reader.h"
#include "model/writer.h"
#include "stage/receipt.h"
#include "stage/stage.h"

#include <math.h>
#include <string.h>

struct craquelure_work {
    struct crq_order *order;
    struct crq_picture picture; /* the order, resolved; always valid */
};

struct craquelure_stage {
    struct crq_picture picture;
    struct crq_stage *stage;
};

GQuark craquelure_error_quark(void) {
    return crq_error_quark();
}

/* Takes the order. */
static struct craquelure_work *resolve(struct crq_order *order, GError **error) {
    struct craquelure_work *work = g_new0(struct craquelure_work, 1);
    work->order = order;
    if (!crq_order_resolve(order, &work->picture, error)) {
        craquelure_work_destroy(work);
        return NULL;
    }
    return work;
}

struct craquelure_work *craquelure_work_create(
    const char *canvas, const char *seed, GError **error) {
    struct crq_order *order = crq_order_create();
    crq_order_answer(order, CRQ_ASK_CANVAS, canvas, NULL);
    crq_order_answer(order, CRQ_ASK_SEED, seed, NULL);
    return resolve(order, error);
}

struct craquelure_work *craquelure_work_read(const char *path, GError **error) {
    struct crq_order *order = g_str_has_suffix(path, ".png")
                                  ? crq_receipt_order(path, error)
                                  : crq_order_read(path, error);
    if (order && !order->answers[CRQ_ASK_SEED].text) {
        crq_fail(
            error, CRQ_ERROR_WORK, "%s:1:1: the work does not say its 'seed'", path);
        g_clear_pointer(&order, crq_order_destroy);
    }
    return order ? resolve(order, error) : NULL;
}

void craquelure_work_destroy(struct craquelure_work *work) {
    if (work) {
        crq_picture_finish(&work->picture);
        crq_order_destroy(work->order);
        g_free(work);
    }
}

static int find_question(const char *name) {
    for (int i = 0; i < CRQ_QUESTIONS_COUNT; i++) {
        if (i != CRQ_ASK_CANVAS &&
            strcmp(crq_question_key((enum crq_question)i), name) == 0) {
            return i;
        }
    }
    return -1;
}

/* The order is tried out anew; the old one is kept until the new one resolves. */
bool craquelure_work_set(
    struct craquelure_work *work, const char *name, const char *value, GError **error) {
    struct crq_order *order = crq_order_copy(work->order);
    struct crq_picture picture;
    int question = find_question(name);
    bool good = true;
    if (question >= 0) {
        crq_order_answer(order, (enum crq_question)question, value, NULL);
    } else {
        g_autofree char *assignment = g_strconcat(name, "=", value, NULL);
        good = crq_order_set(order, assignment, error);
    }
    if (!good || !crq_order_resolve(order, &picture, error)) {
        crq_order_destroy(order);
        return false;
    }
    crq_picture_finish(&work->picture);
    crq_order_destroy(work->order);
    work->picture = picture;
    work->order = order;
    return true;
}

char *craquelure_work_text(const struct craquelure_work *work) {
    return crq_work_text(work->picture.work);
}

char *craquelure_work_hash(const struct craquelure_work *work) {
    return crq_work_hash(work->picture.work);
}

int craquelure_work_width(const struct craquelure_work *work) {
    return work->picture.work->width;
}

int craquelure_work_height(const struct craquelure_work *work) {
    return work->picture.work->height;
}

struct craquelure_stage *craquelure_stage_create(
    const struct craquelure_work *work, int threads, GError **error) {
    struct craquelure_stage *stage = g_new0(struct craquelure_stage, 1);
    int usual = (int)g_get_num_processors();
    struct crq_crew crew = {threads > 0 ? threads : usual, CRQ_STRIP};
    if (crq_order_resolve(work->order, &stage->picture, error)) {
        stage->stage = crq_stage_create(stage->picture.work, &crew, error);
    }
    if (!stage->stage) {
        craquelure_stage_destroy(stage);
        return NULL;
    }
    return stage;
}

void craquelure_stage_destroy(struct craquelure_stage *stage) {
    if (stage) {
        crq_stage_destroy(stage->stage);
        crq_picture_finish(&stage->picture);
        g_free(stage);
    }
}

static const struct crq_timeline *timeline(const struct craquelure_stage *stage) {
    return crq_work_values(stage->picture.work, "timeline");
}

double craquelure_stage_seconds(const struct craquelure_stage *stage) {
    return crq_timeline_seconds(timeline(stage));
}

void craquelure_stage_turn_to_moment(struct craquelure_stage *stage, double moment) {
    stage->picture.instant =
        crq_instant_at(timeline(stage), isfinite(moment) ? moment : 0.0);
}

bool craquelure_stage_turn_to_act(
    struct craquelure_stage *stage, const char *act, double t, GError **error) {
    int index = crq_act_find(act);
    if (index < 0) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'act' is one of whole, fracture, void, mending, scarred, not '%s'", act);
    }
    if (!(t >= 0.0 && t <= 1.0)) {
        return crq_fail(error, CRQ_ERROR_USAGE, "'t' must lie in 0..1, not %g", t);
    }
    stage->picture.instant = crq_instant_in(timeline(stage), (enum crq_act)index, t);
    return true;
}

/* cairo keeps a pixel as a word: blue lowest. */
static void copy_row(uint32_t *to, const uint8_t *from, int width) {
    for (int i = 0; i < width; i++, from += 3) {
        to[i] =
            0xff000000u | (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
    }
}

bool craquelure_stage_paint(
    struct craquelure_stage *stage, cairo_surface_t *surface, GError **error) {
    const struct crq_work *work = stage->picture.work;
    cairo_format_t format = cairo_image_surface_get_format(surface);
    if ((format != CAIRO_FORMAT_RGB24 && format != CAIRO_FORMAT_ARGB32) ||
        cairo_image_surface_get_width(surface) != work->width ||
        cairo_image_surface_get_height(surface) != work->height) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "expected an RGB24 or ARGB32 image surface of %dx%d", work->width,
            work->height);
    }
    size_t row = (size_t)work->width * 3;
    g_autofree uint8_t *pixels = crq_bytes_create(work->width, work->height, 3, error);
    if (!pixels ||
        !crq_stage_encode(stage->stage, &stage->picture.instant, 8, pixels, error)) {
        return false;
    }
    cairo_surface_flush(surface);
    uint8_t *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < work->height; y++) {
        uint32_t *to = (uint32_t *)(void *)(data + (ptrdiff_t)y * stride);
        copy_row(to, pixels + (size_t)y * row, work->width);
    }
    cairo_surface_mark_dirty(surface);
    return true;
}

bool craquelure_stage_write(
    struct craquelure_stage *stage, const char *path, GError **error) {
    const struct crq_picture *picture = &stage->picture;
    g_autofree char *receipt =
        crq_receipt_text(picture->work, &picture->instant, picture->bits);
    return crq_stage_write(
        stage->stage, &picture->instant, path, picture->bits, receipt, error);
}
