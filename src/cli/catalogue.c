/* Walking the registry. */
#include "cli/catalogue.h"

#include "base/json.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* The row that 'operation.parameter' names, or NULL. */
static const struct crq_param *find_row(
    const struct crq_operation *operation, const char *name) {
    const char *dot = strchr(name, '.');
    g_autofree char *own = dot ? g_strndup(name, (gsize)(dot - name)) : NULL;
    return own && crq_same_name(operation->name, own)
               ? crq_param_find(operation->params, operation->param_count, dot + 1)
               : NULL;
}

static void add(struct crq_catalogue *catalogue, const char *canvas,
    const struct crq_operation *const *operations, int count, const char *name) {
    for (int i = 0; i < count; i++) {
        const struct crq_operation *own = operations[i];
        const struct crq_param *row = find_row(own, name);
        bool all = !name[0] || crq_same_name(own->name, name) ||
                   (canvas && crq_same_name(canvas, name));
        if (all || row) {
            struct crq_item *item = g_new(struct crq_item, 1);
            *item = (struct crq_item){
                canvas, own, row ? row : own->params, row ? 1 : own->param_count};
            g_ptr_array_add(catalogue->items, item);
        }
    }
}

static struct crq_catalogue *collect(const char *name) {
    struct crq_catalogue *catalogue = g_new0(struct crq_catalogue, 1);
    catalogue->items = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < crq_gallery_count; i++) {
        const struct crq_gallery *gallery = &crq_galleries[i];
        add(catalogue, gallery->canvas->name, gallery->layers, gallery->layer_count,
            name);
    }
    add(catalogue, NULL, crq_settings, crq_settings_count, name);
    add(catalogue, NULL, crq_fractures, crq_fracture_count, name);
    add(catalogue, NULL, crq_mends, crq_mend_count, name);
    return catalogue;
}

/* Names that may have been meant: topics, canvases, operations, parameters. */
static GPtrArray *all_names(void) {
    static const char *const topics[] = {
        "canvases", "layers", "params", "palettes", "roles"};
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    struct crq_catalogue *catalogue = collect("");
    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++) {
        g_ptr_array_add(names, g_strdup(topics[i]));
    }
    for (guint i = 0; i < catalogue->items->len; i++) {
        const struct crq_item *item = catalogue->items->pdata[i];
        const char *own = item->operation->name;
        g_ptr_array_add(names, g_strdup(own));
        if (item->canvas) {
            g_ptr_array_add(names, g_strdup(item->canvas));
        }
        for (int p = 0; p < item->param_count; p++) {
            g_autofree char *label = crq_param_label(&item->params[p]);
            g_ptr_array_add(names, g_strconcat(own, ".", label, NULL));
        }
    }
    crq_catalogue_destroy(catalogue);
    return names;
}

static void complain(const char *name, GError **error) {
    g_autoptr(GPtrArray) names = all_names();
    g_autofree char *hint = crq_suggestion(name, (const char *const *)names->pdata,
        (int)names->len, " (see craquelure describe)");
    crq_fail(error, CRQ_ERROR_USAGE, "nothing is called '%s'%s", name, hint);
}

struct crq_catalogue *crq_catalogue_create(const char *name, GError **error) {
    struct crq_catalogue *catalogue = collect(name);
    if (catalogue->items->len == 0) {
        complain(name, error);
        g_clear_pointer(&catalogue, crq_catalogue_destroy);
    }
    return catalogue;
}

void crq_catalogue_destroy(struct crq_catalogue *catalogue) {
    g_ptr_array_unref(catalogue->items);
    g_free(catalogue);
}

const struct crq_operation *const *crq_catalogue_family(
    enum crq_family family, int *count) {
    *count = family == CRQ_FRACTURE ? crq_fracture_count
             : family == CRQ_MEND   ? crq_mend_count
                                    : crq_settings_count;
    return family == CRQ_FRACTURE ? crq_fractures
           : family == CRQ_MEND   ? crq_mends
                                  : crq_settings;
}

char *crq_catalogue_preset(const struct crq_param *param) {
    if (param->kind == CRQ_KIND_CHOICE) {
        return g_strdup(param->choices[(int)param->preset]);
    }
    if (param->kind == CRQ_KIND_SWITCH) {
        return g_strdup(param->preset != 0.0 ? "on" : "off");
    }
    char *x = crq_number_text(param->preset);
    if (param->kind == CRQ_KIND_PAIR) {
        g_autofree char *first = x;
        g_autofree char *y = crq_number_text(param->preset_y);
        x = g_strconcat(first, ",", y, NULL);
    }
    return x;
}

char *crq_catalogue_range(const struct crq_param *param) {
    if (param->kind == CRQ_KIND_CHOICE) {
        return g_strjoinv(" ", (char **)param->choices);
    }
    if (param->kind == CRQ_KIND_SWITCH) {
        return g_strdup("on off");
    }
    g_autofree char *low = crq_number_text(param->low);
    g_autofree char *high = crq_number_text(param->high);
    bool plain = strcmp(param->unit, CRQ_UNIT_NONE) == 0 ||
                 strcmp(param->unit, CRQ_UNIT_RATIO) == 0 ||
                 strcmp(param->unit, CRQ_UNIT_COUNT) == 0;
    return g_strconcat(
        low, "..", high, plain ? "" : " ", plain ? "" : param->unit, NULL);
}

bool crq_catalogue_palettes(GError **error) {
    g_auto(GStrv) names = crq_palette_names();
    g_autoptr(GError) first = NULL;
    for (int i = 0; names[i]; i++) {
        struct crq_palette *palette = crq_palette_load(names[i], first ? NULL : &first);
        if (palette) {
            printf("%-18s %s\n", names[i], palette->intent ? palette->intent : "");
        }
        crq_palette_destroy(palette);
    }
    if (first) {
        g_propagate_error(error, g_steal_pointer(&first));
        return false;
    }
    return true;
}

static void put_pair(struct crq_json *json, const char *key, double x, double y) {
    crq_json_open(json, key, '[');
    crq_json_number(json, NULL, x);
    crq_json_number(json, NULL, y);
    crq_json_close(json, ']');
}

static void put_preset(struct crq_json *json, const struct crq_param *param) {
    g_autofree char *text = crq_catalogue_preset(param);
    if (param->kind == CRQ_KIND_REAL || param->kind == CRQ_KIND_COUNT) {
        crq_json_number(json, "preset", param->preset);
    } else if (param->kind == CRQ_KIND_PAIR) {
        put_pair(json, "preset", param->preset, param->preset_y);
    } else {
        crq_json_text(json, "preset", text);
    }
}

static void put_range(struct crq_json *json, const struct crq_param *param) {
    if (param->kind != CRQ_KIND_CHOICE) {
        crq_json_number(json, "low", param->low);
        crq_json_number(json, "high", param->high);
        put_pair(json, "easy", param->easy[0], param->easy[1]);
        return;
    }
    crq_json_open(json, "choices", '[');
    for (int i = 0; param->choices[i]; i++) {
        crq_json_text(json, NULL, param->choices[i]);
    }
    crq_json_close(json, ']');
}

static void put_param(struct crq_json *json, const struct crq_param *param) {
    static const char *const kinds[] = {"real", "count", "switch", "choice", "pair"};
    g_autofree char *label = crq_param_label(param);
    crq_json_open(json, NULL, '{');
    crq_json_text(json, "name", label);
    crq_json_text(json, "kind", kinds[param->kind]);
    put_preset(json, param);
    put_range(json, param);
    crq_json_text(json, "unit", param->unit);
    crq_json_text(json, "brief", param->brief);
    crq_json_close(json, '}');
}

/* With `count` rows; without any mention of them when it is negative. */
static void put_operation(struct crq_json *json, const struct crq_operation *operation,
    const struct crq_param *params, int count) {
    static const char *const families[] = {"settings", "layer", "fracture", "healing"};
    crq_json_open(json, NULL, '{');
    crq_json_text(json, "name", operation->name);
    crq_json_text(json, "brief", operation->brief);
    crq_json_text(json, "family", families[operation->family]);
    crq_json_open(json, "roles", '[');
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        if (operation->roles & UINT64_C(1) << i) {
            crq_json_text(json, NULL, crq_role_name((enum crq_role)i));
        }
    }
    crq_json_close(json, ']');
    if (count >= 0) {
        crq_json_open(json, "params", '[');
        for (int i = 0; i < count; i++) {
            put_param(json, &params[i]);
        }
        crq_json_close(json, ']');
    }
    crq_json_close(json, '}');
}

static void put_whole(
    struct crq_json *json, const struct crq_operation *operation, bool params) {
    put_operation(
        json, operation, operation->params, params ? operation->param_count : -1);
}

static void put_canvases(struct crq_json *json, bool layers, bool params) {
    crq_json_open(json, "canvases", '[');
    for (int i = 0; i < crq_gallery_count; i++) {
        const struct crq_gallery *gallery = &crq_galleries[i];
        crq_json_open(json, NULL, '{');
        crq_json_text(json, "name", gallery->canvas->name);
        crq_json_text(json, "brief", gallery->canvas->brief);
        if (layers) {
            crq_json_open(json, "layers", '[');
            for (int j = 0; j < gallery->layer_count; j++) {
                put_whole(json, gallery->layers[j], params);
            }
            crq_json_close(json, ']');
        }
        crq_json_close(json, '}');
    }
    crq_json_close(json, ']');
}

static void put_shared(struct crq_json *json, bool params) {
    static const char *const keys[] = {"settings", "fracture", "healing"};
    static const enum crq_family families[] = {CRQ_SETTINGS, CRQ_FRACTURE, CRQ_MEND};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        int count;
        const struct crq_operation *const *operations =
            crq_catalogue_family(families[i], &count);
        crq_json_open(json, keys[i], '[');
        for (int j = 0; j < count; j++) {
            put_whole(json, operations[j], params);
        }
        crq_json_close(json, ']');
    }
}

static void put_palettes(struct crq_json *json) {
    g_auto(GStrv) names = crq_palette_names();
    crq_json_open(json, "palettes", '[');
    for (int i = 0; names[i]; i++) {
        struct crq_palette *palette = crq_palette_load(names[i], NULL);
        crq_json_open(json, NULL, '{');
        crq_json_text(json, "name", names[i]);
        crq_json_text(json, "author", palette ? palette->author : NULL);
        crq_json_text(json, "intent", palette ? palette->intent : NULL);
        crq_json_close(json, '}');
        crq_palette_destroy(palette);
    }
    crq_json_close(json, ']');
}

static void put_roles(struct crq_json *json) {
    crq_json_open(json, "roles", '[');
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        crq_json_open(json, NULL, '{');
        crq_json_text(json, "name", crq_role_name((enum crq_role)i));
        crq_json_text(json, "brief", crq_role_brief((enum crq_role)i));
        crq_json_close(json, '}');
    }
    crq_json_close(json, ']');
}

static bool put_named(struct crq_json *json, const char *name, GError **error) {
    struct crq_catalogue *catalogue = crq_catalogue_create(name, error);
    if (!catalogue) {
        return false;
    }
    crq_json_open(json, "operations", '[');
    for (guint i = 0; i < catalogue->items->len; i++) {
        const struct crq_item *item = catalogue->items->pdata[i];
        put_operation(json, item->operation, item->params, item->param_count);
    }
    crq_json_close(json, ']');
    crq_catalogue_destroy(catalogue);
    return true;
}

static bool put_topic(
    struct crq_json *json, const char *topic, const char *name, GError **error) {
    if (!topic) {
        put_canvases(json, true, true);
        put_shared(json, true);
        put_palettes(json);
        put_roles(json);
    } else if (strcmp(topic, "canvases") == 0) {
        put_canvases(json, false, false);
    } else if (strcmp(topic, "layers") == 0) {
        put_canvases(json, true, false);
        put_shared(json, false);
    } else if (strcmp(topic, "palettes") == 0) {
        put_palettes(json);
    } else if (strcmp(topic, "roles") == 0) {
        put_roles(json);
    } else {
        return put_named(json, strcmp(topic, "params") == 0 ? name : topic, error);
    }
    return true;
}

bool crq_catalogue_json(const char *topic, const char *name, GError **error) {
    struct crq_json json = {.text = g_string_new(NULL), .broken = 6};
    crq_json_open(&json, NULL, '{');
    bool good = put_topic(&json, topic, name, error);
    crq_json_close(&json, '}');
    if (good) {
        puts(json.text->str);
    }
    g_string_free(json.text, TRUE);
    return good;
}
