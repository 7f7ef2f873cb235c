/* Rendering, laying out and labelling. */
#include "stage/contact.h"

#include "sheet/label.h"
#include "sheet/png.h"
#include "stage/range.h"
#include "stage/stage.h"

#include <math.h>
#include <string.h>

enum { MARGIN = 28, GAP = 16, CAPTION = 24, LETTERS = 12, MOST = 4096 };

static const uint8_t ground[3] = {17, 17, 19};
static const uint8_t grey[3] = {128, 128, 132};

char **crq_contact_seeds(const char *text, GError **error) {
    g_autoptr(GError) cause = NULL;
    GArray *numbers = crq_range_read(text, 0, &cause);
    bool range = strstr(text, "..") && strchr("-0123456789", *text);
    if (!numbers && (range || cause->code == CRQ_ERROR_LIMIT)) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    char **seeds =
        numbers ? g_new0(char *, numbers->len + 1) : g_strsplit(text, ",", -1);
    for (guint i = 0; numbers && i < numbers->len; i++) {
        seeds[i] =
            g_strdup_printf("%" G_GINT64_FORMAT, g_array_index(numbers, gint64, i));
    }
    g_clear_pointer(&numbers, g_array_unref);
    for (int i = 0; seeds[i]; i++) {
        g_strstrip(seeds[i]);
    }
    if (!seeds[0]) {
        crq_fail(error, CRQ_ERROR_USAGE, "'--seeds' names no seed");
        g_clear_pointer(&seeds, g_strfreev);
    }
    return seeds;
}

struct crq_vary *crq_vary_read(const char *text, GError **error) {
    const char *equals = strchr(text, '=');
    if (!equals || !equals[1] || !strchr(text, '.') || strchr(text, '.') > equals) {
        crq_fail(error, CRQ_ERROR_USAGE, "'--vary' is layer.parameter=A,B,C, not '%s'",
            text);
        return NULL;
    }
    struct crq_vary *vary = g_new0(struct crq_vary, 1);
    vary->path = g_strndup(text, (gsize)(equals - text));
    vary->values = g_strsplit(equals + 1, strchr(equals, ';') ? ";" : ",", -1);
    return vary;
}

void crq_vary_destroy(struct crq_vary *vary) {
    if (vary) {
        g_free(vary->path);
        g_strfreev(vary->values);
        g_free(vary);
    }
}

/* The sheet under way. */
struct layout {
    int count, columns, rows;
    int wide, high;    /* of a picture */
    int width, height; /* of the sheet */
    uint8_t *pixels;
};

static int count_pictures(const struct crq_contact *contact) {
    gint64 count = (gint64)g_strv_length(contact->seeds);
    for (guint i = 0; i < contact->vary->len; i++) {
        const struct crq_vary *vary = contact->vary->pdata[i];
        count = MIN(count * (gint64)g_strv_length(vary->values), MOST + 1);
    }
    return (int)MIN(count, MOST + 1);
}

/* A sheet of about 3 to 2, whose rows do not part what varies last. */
static int choose_columns(
    const struct crq_contact *contact, const struct layout *layout) {
    if (contact->columns > 0) {
        return MIN(contact->columns, layout->count);
    }
    int together = 1;
    if (contact->vary->len > 0) {
        const struct crq_vary *last = contact->vary->pdata[contact->vary->len - 1];
        together = (int)g_strv_length(last->values);
    }
    double wanted = sqrt(1.5 * layout->count * layout->high / layout->wide);
    int groups = MAX((int)(wanted / together + 0.5), 1);
    return MIN(groups * together, layout->count);
}

static void scale_pictures(const struct crq_contact *contact,
    const struct crq_work *work, struct layout *layout) {
    double scale = contact->across > 0
                       ? (double)contact->across / MAX(work->width, work->height)
                       : 1.0;
    layout->wide = MAX((int)(work->width * scale + 0.5), 1);
    layout->high = MAX((int)(work->height * scale + 0.5), 1);
}

static bool lay_out(const struct crq_contact *contact, const struct crq_work *work,
    struct layout *layout, GError **error) {
    layout->count = count_pictures(contact);
    if (layout->count > MOST) {
        return crq_fail(error, CRQ_ERROR_LIMIT,
            "a contact sheet holds at most %d pictures: ask for fewer", MOST);
    }
    scale_pictures(contact, work, layout);
    layout->columns = choose_columns(contact, layout);
    layout->rows = (layout->count + layout->columns - 1) / layout->columns;
    gint64 width = 2 * MARGIN + (gint64)layout->columns * (layout->wide + GAP) - GAP;
    gint64 height =
        2 * MARGIN + (gint64)layout->rows * (layout->high + CAPTION + GAP) - GAP;
    if (width * height > CRQ_AREA_LIMIT) {
        return crq_fail(error, CRQ_ERROR_LIMIT,
            "a contact sheet of %" G_GINT64_FORMAT "x%" G_GINT64_FORMAT
            " pixels is over the limit of %d million: ask for a smaller --size",
            width, height, (int)(CRQ_AREA_LIMIT / 1000000));
    }
    layout->width = (int)width;
    layout->height = (int)height;
    layout->pixels = crq_bytes_create(layout->width, layout->height, 3, error);
    for (gint64 i = 0; layout->pixels && i < width * height; i++) {
        memcpy(layout->pixels + 3 * i, ground, 3);
    }
    return layout->pixels != NULL;
}

static void place(
    struct layout *layout, int index, const uint8_t *picture, const char *label) {
    int x = MARGIN + index % layout->columns * (layout->wide + GAP);
    int y = MARGIN + index / layout->columns * (layout->high + CAPTION + GAP);
    size_t row = (size_t)layout->wide * 3;
    for (int j = 0; j < layout->high; j++) {
        size_t at = (size_t)(y + j) * (size_t)layout->width + (size_t)x;
        memcpy(layout->pixels + 3 * at, picture + (size_t)j * row, row);
    }
    crq_label(layout->pixels, layout->width, layout->height, x,
        y + layout->high + CAPTION - 8, layout->wide + GAP, LETTERS, grey, label);
}

/* Sets the order to the picture of that index; its label is returned. */
static char *choose(const struct crq_contact *contact, struct crq_order *order,
    int index, GError **error) {
    GString *label = g_string_new(NULL);
    for (guint i = contact->vary->len; i-- > 0;) {
        const struct crq_vary *vary = contact->vary->pdata[i];
        int length = (int)g_strv_length(vary->values);
        const char *value = vary->values[index % length];
        g_autofree char *set = g_strconcat(vary->path, "=", value, NULL);
        g_autofree char *words = g_strconcat("   ", vary->path, " ", value, NULL);
        g_string_prepend(label, words);
        if (!crq_order_set(order, set, error)) {
            g_string_free(label, TRUE);
            return NULL;
        }
        index /= length;
    }
    crq_order_answer(order, CRQ_ASK_SEED, contact->seeds[index], NULL);
    g_string_prepend(label, contact->seeds[index]);
    return g_string_free(label, FALSE);
}

static bool render(const struct crq_contact *contact, struct crq_order *order,
    struct layout *layout, int index, const struct crq_crew *crew, GError **error) {
    guint settings = order->settings->len;
    g_autofree char *label = choose(contact, order, index, error);
    struct crq_picture picture;
    bool good = label && crq_order_resolve(order, &picture, error);
    if (good) {
        good = crq_work_resize(picture.work, layout->wide, layout->high, error);
        struct crq_stage *stage =
            good ? crq_stage_create(picture.work, crew, error) : NULL;
        crq_stage_forget(stage);
        g_autofree uint8_t *pixels =
            stage ? crq_bytes_create(layout->wide, layout->high, 3, error) : NULL;
        good = pixels && crq_stage_encode(stage, &picture.instant, 8, pixels, error);
        if (good) {
            place(layout, index, pixels, label);
        }
        crq_stage_destroy(stage);
        crq_picture_finish(&picture);
    }
    g_ptr_array_set_size(order->settings, (int)settings);
    return good;
}

static void copy_rows(void *context, int first, int count, uint8_t *out) {
    const struct layout *layout = context;
    size_t row = (size_t)layout->width * 3;
    memcpy(out, layout->pixels + (size_t)first * row, (size_t)count * row);
}

bool crq_contact_write(const struct crq_contact *contact, struct crq_order *order,
    const struct crq_crew *crew, const char *path, GError **error) {
    struct layout layout = {0};
    struct crq_picture first;
    g_autofree char *label = choose(contact, order, 0, error);
    if (!label || !crq_order_resolve(order, &first, error)) {
        return false;
    }
    bool good = lay_out(contact, first.work, &layout, error);
    crq_picture_finish(&first);
    for (int i = 0; good && i < layout.count; i++) {
        good = render(contact, order, &layout, i, crew, error);
        if (good && contact->tell) {
            contact->tell(contact->teller, i + 1, layout.count);
        }
    }
    struct crq_png png = {layout.width, layout.height, 8, 0.0, NULL};
    good = good && crq_png_write(path, &png, copy_rows, &layout, error);
    g_free(layout.pixels);
    return good;
}
