/* Reading the wound back: nothing in the file is believed before it is checked. */
#include "wound/load.h"
#include "base/text.h"
#include "wound/graph.h"

#include <math.h>
#include <string.h>

bool crq_load_complain(const struct crq_loading *loading, const struct crq_yaml *at,
    const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return crq_fail(loading->error, CRQ_ERROR_WORK, "%s:%d:%d: %s", loading->path,
        at->line, at->column, words);
}

bool crq_load_exceed(const struct crq_loading *loading, const char *what, int limit) {
    return crq_fail(loading->error, CRQ_ERROR_LIMIT,
        "'%s' has more than %d %s: grow it with a lower density", loading->path, limit,
        what);
}

const struct crq_yaml *crq_load_member(const struct crq_loading *loading,
    const struct crq_yaml *map, const char *key, enum crq_yaml_kind kind) {
    static const char *const kinds[] = {"a number", "a list", "a map"};
    if (map->kind != CRQ_YAML_MAP) {
        crq_load_complain(loading, map, "a map with '%s' is wanted here", key);
        return NULL;
    }
    const struct crq_yaml *found = crq_yaml_member(map, key);
    if (!found) {
        crq_load_complain(loading, map, "'%s' is missing", key);
    } else if (found->kind != kind) {
        crq_load_complain(loading, found, "'%s' must be %s", key, kinds[kind]);
        found = NULL;
    }
    return found;
}

bool crq_load_real(const struct crq_loading *loading, const struct crq_yaml *yaml,
    const char *what, double low, double high, float *value) {
    double number = 0.0;
    if (yaml->kind != CRQ_YAML_WORD || !crq_number(yaml->word, &number)) {
        return crq_load_complain(loading, yaml, "%s must be a number", what);
    }
    if (!(number >= low && number <= high)) {
        return crq_load_complain(loading, yaml, "%s must lie in %g..%g, not %s", what,
            low, high, yaml->word);
    }
    *value = (float)number;
    return true;
}

bool crq_load_index(const struct crq_loading *loading, const struct crq_yaml *yaml,
    const char *what, int64_t low, int64_t count, int32_t *value) {
    double number = 0.0;
    if (yaml->kind != CRQ_YAML_WORD || !crq_number(yaml->word, &number) ||
        !(number >= -1e9 && number <= 1e9) || number != floor(number)) {
        return crq_load_complain(loading, yaml, "%s must be a whole number", what);
    }
    if (number < (double)low || number >= (double)count) {
        return crq_load_complain(loading, yaml, "there is no %s %s", what, yaml->word);
    }
    *value = (int32_t)number;
    return true;
}

/* Straightens the extent: the canvas's short side is 1. */
static bool read_extent(const struct crq_loading *loading, const struct crq_yaml *map,
    struct crq_wound *wound) {
    const struct crq_yaml *across =
        crq_load_member(loading, map, "across", CRQ_YAML_WORD);
    const struct crq_yaml *down = crq_load_member(loading, map, "down", CRQ_YAML_WORD);
    const struct crq_yaml *place =
        crq_load_member(loading, map, "epicentre", CRQ_YAML_LIST);
    if (!across || !down || !place ||
        !crq_load_real(
            loading, across, "across", 1.0, 200000.0, &wound->glass.across) ||
        !crq_load_real(loading, down, "down", 1.0, 200000.0, &wound->glass.down)) {
        return false;
    }
    wound->paint.across = wound->glass.across;
    wound->paint.down = wound->glass.down;
    if (place->members->len != 2) {
        return crq_load_complain(loading, place, "a list of 2 is wanted here");
    }
    for (guint i = 0; i < 2; i++) {
        if (!crq_load_real(loading, place->members->pdata[i], "epicentre", -1e6, 1e6,
                &wound->epicentre[i])) {
            return false;
        }
    }
    return true;
}

static bool read_format(const struct crq_loading *loading, const struct crq_yaml *map) {
    const struct crq_yaml *format =
        crq_load_member(loading, map, "craquelure-wound", CRQ_YAML_WORD);
    return format && (strcmp(format->word, "1") == 0 ||
                         crq_load_complain(loading, format,
                             "this is format '%s' of a wound, not 1", format->word));
}

static bool read_wound(
    struct crq_loading *loading, const struct crq_yaml *map, struct crq_wound *wound) {
    if (!read_format(loading, map) || !read_extent(loading, map, wound)) {
        return false;
    }
    static const char *const names[] = {"paint", "glass"};
    struct crq_net *const nets[] = {&wound->paint, &wound->glass};
    for (int i = 0; i < 2; i++) {
        const struct crq_yaml *net =
            crq_load_member(loading, map, names[i], CRQ_YAML_MAP);
        loading->net = nets[i];
        if (!net || !crq_load_net(loading, net)) {
            return false;
        }
    }
    return true;
}

/* Stretches a net over a canvas of another aspect. */
static void fit(struct crq_net *net, float across, float down) {
    float x = across / net->across;
    float y = down / net->down;
    if (x == 1.0f && y == 1.0f) {
        return;
    }
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        net->vertices[i].x = fminf(net->vertices[i].x * x, across);
        net->vertices[i].y = fminf(net->vertices[i].y * y, down);
    }
    for (uint32_t i = 0; i < net->node_count; i++) {
        net->nodes[i].x = fminf(net->nodes[i].x * x, across);
        net->nodes[i].y = fminf(net->nodes[i].y * y, down);
    }
    net->across = across;
    net->down = down;
    crq_net_measure(net);
}

static void fit_wound(struct crq_wound *wound, const struct crq_work *work) {
    float across = crq_work_across(work);
    float down = crq_work_down(work);
    wound->epicentre[0] *= across / wound->glass.across;
    wound->epicentre[1] *= down / wound->glass.down;
    fit(&wound->paint, across, down);
    fit(&wound->glass, across, down);
}

struct crq_wound *crq_wound_load(
    const char *path, const struct crq_work *work, GError **error) {
    gsize length = 0;
    g_autoptr(GError) cause = NULL;
    g_autofree char *text = crq_text_read(path, CRQ_GRAPH_LONGEST, &length, &cause);
    if (!text && cause->code == CRQ_ERROR_LIMIT) {
        crq_fail(error, CRQ_ERROR_LIMIT,
            "'%s' is longer than %d bytes: grow it with a lower density", path,
            CRQ_GRAPH_LONGEST);
        return NULL;
    }
    if (!text) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    struct crq_yaml *map = crq_yaml_parse(text, length, CRQ_GRAPH_LONGEST, path, error);
    struct crq_wound *wound = map ? g_new0(struct crq_wound, 1) : NULL;
    struct crq_loading loading = {.path = path, .error = error};
    if (map && read_wound(&loading, map, wound)) {
        fit_wound(wound, work);
    } else {
        crq_wound_destroy(wound);
        wound = NULL;
    }
    crq_yaml_destroy(map);
    return wound;
}
