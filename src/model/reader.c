/* From a tree to an order. */
#include "model/reader.h"

#include "base/text.h"
#include "model/swatches.h"
#include "model/yaml.h"

#include <string.h>

struct reading {
    const char *path;
    struct crq_order *order;
    GPtrArray *settings; /* where settings go: the order's own, or its history's */
    GError **error;
};

/* Sections that hold operations by name. */
static const struct {
    const char *name;
    enum crq_family family;
} nests[] = {{"layers", CRQ_PAINT}, {"fracture", CRQ_FRACTURE}, {"healing", CRQ_MEND}};

static char *place_of(const struct reading *reading, const struct crq_yaml *yaml) {
    return g_strdup_printf("%s:%d:%d: ", reading->path, yaml->line, yaml->column);
}

static bool complain(struct reading *reading, const struct crq_yaml *yaml,
    const char *words, const char *about) {
    return crq_fail(reading->error, CRQ_ERROR_WORK, "%s:%d:%d: %s '%s'", reading->path,
        yaml->line, yaml->column, words, about);
}

static bool unknown(struct reading *reading, const struct crq_yaml *key,
    const char *where, const char *const *known, int count) {
    g_autofree char *hint = crq_suggestion(key->word, known, count, "");
    return crq_fail(reading->error, CRQ_ERROR_WORK, "%s:%d:%d: %s has no '%s'%s",
        reading->path, key->line, key->column, where, key->word, hint);
}

/* A word, or a list of words joined as crq_param_set reads pairs; NULL for others. */
static char *flat_text(const struct crq_yaml *yaml) {
    if (yaml->kind == CRQ_YAML_WORD) {
        return g_strdup(yaml->word);
    }
    if (yaml->kind == CRQ_YAML_MAP || yaml->members->len == 0) {
        return NULL;
    }
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < yaml->members->len; i++) {
        const struct crq_yaml *member = yaml->members->pdata[i];
        if (member->kind != CRQ_YAML_WORD) {
            g_string_free(text, TRUE);
            return NULL;
        }
        g_string_append_printf(text, "%s%s", i ? "," : "", member->word);
    }
    return g_string_free(text, FALSE);
}

static bool read_settings(struct reading *reading, const struct crq_yaml *key,
    const struct crq_yaml *map, enum crq_family family) {
    if (crq_yaml_is_null(map)) {
        return true;
    }
    if (map->kind != CRQ_YAML_MAP) {
        return complain(reading, map, "expected 'parameter: value' under", key->word);
    }
    for (guint i = 0; i < map->keys->len; i++) {
        const struct crq_yaml *name = map->keys->pdata[i];
        char *text = flat_text(map->members->pdata[i]);
        if (!text) {
            return complain(reading, map->members->pdata[i],
                "expected a number, a word or a pair for", name->word);
        }
        struct crq_setting *setting = g_new0(struct crq_setting, 1);
        setting->path = g_strdup_printf("%s.%s", key->word, name->word);
        setting->key_place = place_of(reading, name);
        setting->answer.text = text;
        setting->answer.place = place_of(reading, map->members->pdata[i]);
        setting->family = (int)family;
        g_ptr_array_add(reading->settings, setting);
    }
    return true;
}

/* So that a name is known or refused even when nothing is set under it. */
static void speak_of(
    struct reading *reading, const struct crq_yaml *name, enum crq_family family) {
    struct crq_setting *setting = g_new0(struct crq_setting, 1);
    setting->path = g_strdup(name->word);
    setting->key_place = place_of(reading, name);
    setting->family = (int)family;
    g_ptr_array_add(reading->settings, setting);
}

static bool read_nest(struct reading *reading, const struct crq_yaml *key,
    const struct crq_yaml *map, enum crq_family family) {
    if (crq_yaml_is_null(map)) {
        return true;
    }
    if (map->kind != CRQ_YAML_MAP) {
        return complain(reading, map, "expected 'name: {...}' under", key->word);
    }
    for (guint i = 0; i < map->keys->len; i++) {
        const struct crq_yaml *name = map->keys->pdata[i];
        if (strchr(name->word, '.')) {
            return complain(reading, name, "a name holds no '.':", name->word);
        }
        speak_of(reading, name, family);
        if (!read_settings(reading, name, map->members->pdata[i], family)) {
            return false;
        }
    }
    return true;
}

/* One wound of the history: 'seed: ...', and operations by name. */
static bool read_healed(struct reading *reading, const struct crq_yaml *map) {
    const struct crq_yaml *seed =
        map->kind == CRQ_YAML_MAP ? crq_yaml_member(map, "seed") : NULL;
    if (!seed || seed->kind != CRQ_YAML_WORD) {
        return complain(reading, map, "expected 'seed: ...' in", "history");
    }
    g_autofree char *place = place_of(reading, seed);
    struct crq_remembered *healed =
        crq_order_remember(reading->order, seed->word, place);
    reading->settings = healed->settings;
    bool good = true;
    for (guint i = 0; good && i < map->keys->len; i++) {
        const struct crq_yaml *key = map->keys->pdata[i];
        if (map->members->pdata[i] == seed) {
            continue;
        }
        good = crq_operation_marks(key->word)
                   ? read_settings(reading, key, map->members->pdata[i], CRQ_SETTINGS)
                   : complain(reading, key, "no healed wound has", key->word);
    }
    reading->settings = reading->order->settings;
    return good;
}

static bool read_history(struct reading *reading, const struct crq_yaml *list) {
    if (crq_yaml_is_null(list)) {
        return true;
    }
    if (list->kind != CRQ_YAML_LIST) {
        return complain(reading, list, "expected a list of wounds under", "history");
    }
    for (guint i = 0; i < list->members->len; i++) {
        if (!read_healed(reading, list->members->pdata[i])) {
            return false;
        }
    }
    return true;
}

/* Graphs are named without their folder: beside the work, or where one is. */
static char *graph_path(const struct reading *reading, const char *name) {
    g_autofree char *folder = g_path_get_dirname(reading->path);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    bool there = !g_path_is_absolute(name) && g_file_test(path, G_FILE_TEST_EXISTS);
    return there ? g_steal_pointer(&path) : g_strdup(name);
}

/* Palette files are looked for beside the work, as a page's pictures are. */
static char *beside(const struct reading *reading, const char *name) {
    bool file = strchr(name, '/') || g_str_has_suffix(name, ".gpl");
    if (!file || g_path_is_absolute(name) || strcmp(reading->path, "-") == 0) {
        return g_strdup(name);
    }
    g_autofree char *folder = g_path_get_dirname(reading->path);
    return g_build_filename(folder, name, NULL);
}

static bool read_answer(
    struct reading *reading, enum crq_question question, const struct crq_yaml *value) {
    if (value->kind != CRQ_YAML_WORD || crq_yaml_is_null(value)) {
        return complain(
            reading, value, "expected one word for", crq_question_key(question));
    }
    g_autofree char *place = place_of(reading, value);
    g_autofree char *text = question == CRQ_ASK_PALETTE ? beside(reading, value->word)
                            : question == CRQ_ASK_GRAPH
                                ? graph_path(reading, value->word)
                                : g_strdup(value->word);
    crq_order_answer(reading->order, question, text, place);
    return true;
}

static int find_question(const char *word, bool picture) {
    for (int i = 0; i < CRQ_QUESTIONS_COUNT; i++) {
        if (crq_question_is_picture((enum crq_question)i) == picture &&
            crq_same_name(crq_question_key((enum crq_question)i), word)) {
            return i;
        }
    }
    return -1;
}

static bool read_picture(struct reading *reading, const struct crq_yaml *map) {
    const char *known[CRQ_QUESTIONS_COUNT];
    int count = 0;
    for (int i = 0; i < CRQ_QUESTIONS_COUNT; i++) {
        if (crq_question_is_picture((enum crq_question)i)) {
            known[count++] = crq_question_key((enum crq_question)i);
        }
    }
    if (map->kind != CRQ_YAML_MAP) {
        return complain(reading, map, "expected 'act: ...' under", "picture");
    }
    for (guint i = 0; i < map->keys->len; i++) {
        const struct crq_yaml *key = map->keys->pdata[i];
        int question = find_question(key->word, true);
        if (question < 0) {
            return unknown(reading, key, "'picture'", known, count);
        }
        if (!read_answer(
                reading, (enum crq_question)question, map->members->pdata[i])) {
            return false;
        }
    }
    return true;
}

/* The two numbers that say which program may read a work at all. */
static bool read_version(struct reading *reading, const struct crq_yaml *key,
    const struct crq_yaml *value, int own) {
    double number;
    if (value->kind != CRQ_YAML_WORD || !crq_number(value->word, &number) ||
        number != (double)own) {
        return crq_fail(reading->error, CRQ_ERROR_WORK,
            "%s:%d:%d: this program knows %s %d, not '%s'", reading->path, value->line,
            value->column, strcmp(key->word, "engine") == 0 ? "engine" : "format", own,
            value->word ? value->word : "...");
    }
    return true;
}

static bool holds(
    const struct crq_operation *const *operations, int count, const char *name) {
    for (int i = 0; i < count; i++) {
        if (crq_same_name(operations[i]->name, name)) {
            return true;
        }
    }
    return false;
}

/* Where an operation stands that is no section by itself; NULL for what is none. */
static const char *nest_of(const char *name) {
    for (int i = 0; i < crq_gallery_count; i++) {
        if (holds(crq_galleries[i].layers, crq_galleries[i].layer_count, name)) {
            return "layers";
        }
    }
    return holds(crq_fractures, crq_fracture_count, name) ? "fracture"
           : holds(crq_mends, crq_mend_count, name)       ? "healing"
                                                          : NULL;
}

static bool unknown_section(struct reading *reading, const struct crq_yaml *key) {
    const char *nest = nest_of(key->word);
    if (nest) {
        g_autofree char *words = g_strdup_printf("under '%s' belongs", nest);
        return complain(reading, key, words, key->word);
    }
    const char *known[64] = {"craquelure", "engine", "picture", "history"};
    int count = 4;
    for (int i = 0; i < CRQ_QUESTIONS_COUNT; i++) {
        if (!crq_question_is_picture((enum crq_question)i)) {
            known[count++] = crq_question_key((enum crq_question)i);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(nests); i++) {
        known[count++] = nests[i].name;
    }
    for (int i = 0; i < crq_settings_count && count < 64; i++) {
        known[count++] = crq_settings[i]->name;
    }
    return unknown(reading, key, "a work", known, count);
}

/* A section of operations, or the settings of that name. */
static bool read_numbers(
    struct reading *reading, const struct crq_yaml *key, const struct crq_yaml *value) {
    for (size_t i = 0; i < G_N_ELEMENTS(nests); i++) {
        if (strcmp(key->word, nests[i].name) == 0) {
            return read_nest(reading, key, value, nests[i].family);
        }
    }
    for (int i = 0; i < crq_settings_count; i++) {
        if (crq_same_name(key->word, crq_settings[i]->name)) {
            return read_settings(reading, key, value, CRQ_SETTINGS);
        }
    }
    return unknown_section(reading, key);
}

static bool read_section(
    struct reading *reading, const struct crq_yaml *key, const struct crq_yaml *value) {
    int question = find_question(key->word, false);
    if (strcmp(key->word, "craquelure") == 0) {
        return read_version(reading, key, value, CRQ_FORMAT);
    }
    if (strcmp(key->word, "engine") == 0) {
        return read_version(reading, key, value, CRQ_ENGINE);
    }
    if (strcmp(key->word, "history") == 0) {
        return read_history(reading, value);
    }
    if (strcmp(key->word, "picture") == 0) {
        return read_picture(reading, value);
    }
    if (question == CRQ_ASK_PALETTE && value->kind == CRQ_YAML_MAP) {
        g_autofree char *place = place_of(reading, value);
        crq_order_answer(reading->order, CRQ_ASK_PALETTE, "", place);
        reading->order->palette =
            crq_palette_from_yaml(value, reading->path, reading->error);
        return reading->order->palette != NULL;
    }
    return question >= 0 ? read_answer(reading, (enum crq_question)question, value)
                         : read_numbers(reading, key, value);
}

static bool read_work(struct reading *reading, const struct crq_yaml *yaml) {
    if (yaml->kind != CRQ_YAML_MAP) {
        return crq_fail(reading->error, CRQ_ERROR_WORK,
            "%s:%d:%d: not a work file: expected 'canvas: NAME' and other keys",
            reading->path, yaml->line, yaml->column);
    }
    for (guint i = 0; i < yaml->keys->len; i++) {
        if (!read_section(reading, yaml->keys->pdata[i], yaml->members->pdata[i])) {
            return false;
        }
    }
    return reading->order->answers[CRQ_ASK_CANVAS].text ||
           crq_fail(reading->error, CRQ_ERROR_WORK,
               "%s:%d:%d: the work does not say which 'canvas'", reading->path,
               yaml->line, yaml->column);
}

struct crq_order *crq_order_parse(
    const char *text, gsize length, const char *path, GError **error) {
    struct crq_yaml *yaml = crq_yaml_parse(text, length, CRQ_YAML_LONGEST, path, error);
    if (!yaml) {
        return NULL;
    }
    struct crq_order *order = crq_order_create();
    struct reading reading = {path, order, order->settings, error};
    bool good = read_work(&reading, yaml);
    crq_yaml_destroy(yaml);
    if (!good) {
        crq_order_destroy(reading.order);
        return NULL;
    }
    return reading.order;
}

struct crq_order *crq_order_read(const char *path, GError **error) {
    gsize length;
    g_autofree char *text = crq_text_read(path, CRQ_YAML_LONGEST, &length, error);
    return text ? crq_order_parse(text, length, path, error) : NULL;
}
