/* From presets and overrides to a resolved work. */
#include "model/work.h"

#include "base/text.h"

#include <string.h>

const struct crq_gallery *crq_gallery_find(const char *name, GError **error) {
    const char *names[64];
    for (int i = 0; i < crq_gallery_count; i++) {
        names[i] = crq_galleries[i].canvas->name;
        if (crq_same_name(names[i], name)) {
            return &crq_galleries[i];
        }
    }
    g_autofree char *hint = crq_suggestion(
        name, names, crq_gallery_count, " (see craquelure describe canvases)");
    crq_fail(error, CRQ_ERROR_USAGE, "no canvas is called '%s'%s", name, hint);
    return NULL;
}

static void enrol(
    struct crq_work *work, const struct crq_operation *const *operations, int count) {
    for (int i = 0; i < count; i++) {
        const struct crq_operation *operation = operations[i];
        void *values = g_malloc0(MAX(operation->size, 1));
        crq_params_preset(operation->params, operation->param_count, values);
        work->entries[work->entry_count++] = (struct crq_entry){operation, values};
    }
}

struct crq_work *crq_work_create(const char *canvas, const char *seed, GError **error) {
    const struct crq_gallery *gallery = crq_gallery_find(canvas, error);
    if (!gallery) {
        return NULL;
    }
    struct crq_work *work = g_new0(struct crq_work, 1);
    work->gallery = gallery;
    work->seed_text = g_strdup(seed);
    work->seed = crq_seed_from_text(seed);
    work->history = g_ptr_array_new_with_free_func((GDestroyNotify)crq_healed_destroy);
    crq_work_set_blow(work, seed);
    work->width = 1920;
    work->height = 1080;
    work->quality = CRQ_GOOD;
    int count =
        crq_settings_count + gallery->layer_count + crq_fracture_count + crq_mend_count;
    work->entries = g_new0(struct crq_entry, count);
    enrol(work, crq_settings, crq_settings_count);
    enrol(work, gallery->layers, gallery->layer_count);
    enrol(work, crq_fractures, crq_fracture_count);
    enrol(work, crq_mends, crq_mend_count);
    return work;
}

void crq_work_destroy(struct crq_work *work) {
    if (!work) {
        return;
    }
    for (int i = 0; i < work->entry_count; i++) {
        g_free(work->entries[i].values);
    }
    g_free(work->entries);
    g_free(work->seed_text);
    g_free(work->blow_text);
    g_ptr_array_unref(work->history);
    g_free(work->palette_name);
    g_free(work->graph);
    g_free(work->graph_sha256);
    crq_palette_destroy(work->palette);
    g_free(work);
}

void crq_work_set_blow(struct crq_work *work, const char *seed) {
    g_free(work->blow_text);
    work->blow_text = g_strdup(seed);
    work->blow = crq_seed_from_text(seed);
}

static const struct crq_entry *find_entry(
    const struct crq_work *work, const char *name) {
    for (int i = 0; i < work->entry_count; i++) {
        if (crq_same_name(work->entries[i].operation->name, name)) {
            return &work->entries[i];
        }
    }
    return NULL;
}

const void *crq_work_values(const struct crq_work *work, const char *operation) {
    const struct crq_entry *entry = find_entry(work, operation);
    g_assert(entry); /* painters ask by names of their own canvas only */
    return entry->values;
}

static bool no_operation(const struct crq_work *work, const char *name,
    enum crq_error code, GError **error) {
    g_autofree const char **names = g_new(const char *, work->entry_count);
    for (int i = 0; i < work->entry_count; i++) {
        names[i] = work->entries[i].operation->name;
    }
    g_autofree char *hint = crq_suggestion(
        name, names, work->entry_count, " (see craquelure describe layers)");
    return crq_fail(error, code, "canvas '%s' has no layer or settings called '%s'%s",
        work->gallery->canvas->name, name, hint);
}

const struct crq_operation *crq_work_operation(const struct crq_work *work,
    const char *name, enum crq_error code, GError **error) {
    const struct crq_entry *entry = find_entry(work, name);
    if (!entry) {
        no_operation(work, name, code, error);
        return NULL;
    }
    return entry->operation;
}

static bool no_param(const struct crq_operation *operation, const char *name,
    enum crq_error code, GError **error) {
    int count = operation->param_count;
    g_auto(GStrv) labels = g_new0(char *, count + 1);
    for (int i = 0; i < count; i++) {
        labels[i] = crq_param_label(&operation->params[i]);
    }
    g_autofree char *more =
        g_strdup_printf(" (see craquelure describe %s)", operation->name);
    g_autofree char *hint =
        crq_suggestion(name, (const char *const *)labels, count, more);
    return crq_fail(error, code, "'%s' has no parameter called '%s'%s", operation->name,
        name, hint);
}

/* A parameter without its layer is looked for in all of them. */
static bool no_layer(const struct crq_work *work, const char *name, enum crq_error code,
    GError **error) {
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < work->entry_count; i++) {
        const struct crq_operation *operation = work->entries[i].operation;
        for (int p = 0; p < operation->param_count; p++) {
            g_autofree char *label = crq_param_label(&operation->params[p]);
            g_ptr_array_add(paths, g_strconcat(operation->name, ".", label, NULL));
        }
    }
    g_autofree char *hint = crq_suggestion(
        name, (const char *const *)(void *)paths->pdata, (int)paths->len, "");
    return crq_fail(error, code, "expected 'layer.parameter', not '%s'%s", name, hint);
}

bool crq_work_knows(const struct crq_work *work, const char *path) {
    const char *dot = strchr(path, '.');
    g_autofree char *name = dot ? g_strndup(path, (gsize)(dot - path)) : NULL;
    const struct crq_entry *entry = name ? find_entry(work, name) : NULL;
    return entry && crq_param_find(entry->operation->params,
                        entry->operation->param_count, dot + 1) != NULL;
}

bool crq_work_set(struct crq_work *work, const char *path, const char *text,
    enum crq_error code, GError **error) {
    const char *dot = strchr(path, '.');
    if (!dot) {
        return no_layer(work, path, code, error);
    }
    g_autofree char *name = g_strndup(path, (gsize)(dot - path));
    const struct crq_entry *entry = find_entry(work, name);
    if (!entry) {
        return no_operation(work, name, code, error);
    }
    const struct crq_operation *operation = entry->operation;
    const struct crq_param *param =
        crq_param_find(operation->params, operation->param_count, dot + 1);
    if (!param) {
        return no_param(operation, dot + 1, code, error);
    }
    return crq_param_set(param, entry->values, text, code, error);
}

bool crq_work_resize(
    struct crq_work *work, int64_t width, int64_t height, GError **error) {
    if (width < 1 || height < 1) {
        return crq_fail(error, CRQ_ERROR_USAGE, "a picture needs at least 1x1 pixels");
    }
    if (width > CRQ_SIDE_LIMIT || height > CRQ_SIDE_LIMIT ||
        width * height > CRQ_AREA_LIMIT) {
        return crq_fail(error, CRQ_ERROR_LIMIT,
            "%" G_GINT64_FORMAT "x%" G_GINT64_FORMAT
            " pixels are over the limit of %d a side and %d million in all: "
            "ask for fewer pixels, or for a lower dpi",
            width, height, CRQ_SIDE_LIMIT, (int)(CRQ_AREA_LIMIT / 1000000));
    }
    work->width = (int)width;
    work->height = (int)height;
    return true;
}

uint64_t crq_work_roles(const struct crq_work *work) {
    uint64_t roles = 0;
    for (int i = 0; i < work->entry_count; i++) {
        roles |= work->entries[i].operation->roles;
    }
    return roles;
}

bool crq_work_set_palette(struct crq_work *work, const char *name, GError **error) {
    struct crq_palette *palette = crq_palette_load(name, error);
    if (!palette) {
        return false;
    }
    if (!crq_palette_has(palette, crq_work_roles(work), error)) {
        crq_palette_destroy(palette);
        return false;
    }
    crq_palette_destroy(work->palette);
    work->palette = palette;
    g_free(work->palette_name);
    work->palette_name = g_strdup(name);
    return true;
}
