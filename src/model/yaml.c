/* From libyaml's events to a tree. */
#include "model/yaml.h"

#include "base/text.h"

#include <string.h>
#include <yaml.h>

struct reading {
    yaml_parser_t parser;
    yaml_event_t event;
    const char *path;
    const char *text;
    gsize length;
    GError **error;
};

static bool complain(
    struct reading *reading, yaml_mark_t mark, const char *words, const char *about) {
    return crq_fail(reading->error, CRQ_ERROR_WORK, "%s:%zu:%zu: %s%s%s%s",
        reading->path, mark.line + 1, mark.column + 1, words, about ? " '" : "",
        about ? about : "", about ? "'" : "");
}

/* Line and column of a byte: libyaml gives no mark for characters it cannot read. */
static yaml_mark_t mark_of(const struct reading *reading, gsize offset) {
    yaml_mark_t mark = {.index = offset};
    for (gsize i = 0; i < offset && i < reading->length; i++) {
        bool ends = reading->text[i] == '\n';
        mark.line += ends;
        mark.column = ends ? 0 : mark.column + 1;
    }
    return mark;
}

static bool complain_of_syntax(struct reading *reading) {
    const yaml_parser_t *parser = &reading->parser;
    if (parser->error == YAML_READER_ERROR) {
        return complain(reading, mark_of(reading, parser->problem_offset),
            "this is no readable text", NULL);
    }
    if (parser->error == YAML_MEMORY_ERROR) {
        return crq_fail(reading->error, CRQ_ERROR_LIMIT, "out of memory");
    }
    gsize at = parser->problem_mark.index;
    if (at < reading->length && reading->text[at] == '\t') {
        return complain(
            reading, parser->problem_mark, "tabs may not indent: use spaces", NULL);
    }
    return complain(reading, parser->problem_mark, parser->problem, NULL);
}

static bool next(struct reading *reading) {
    yaml_event_delete(&reading->event);
    return yaml_parser_parse(&reading->parser, &reading->event) ||
           complain_of_syntax(reading);
}

static struct crq_yaml *plant(enum crq_yaml_kind kind, yaml_mark_t mark) {
    struct crq_yaml *yaml = g_new0(struct crq_yaml, 1);
    GDestroyNotify destroy = (GDestroyNotify)crq_yaml_destroy;
    yaml->kind = kind;
    yaml->line = (int)mark.line + 1;
    yaml->column = (int)mark.column + 1;
    if (kind != CRQ_YAML_WORD) {
        yaml->members = g_ptr_array_new_with_free_func(destroy);
    }
    if (kind == CRQ_YAML_MAP) {
        yaml->keys = g_ptr_array_new_with_free_func(destroy);
    }
    return yaml;
}

void crq_yaml_destroy(struct crq_yaml *yaml) {
    if (!yaml) {
        return;
    }
    g_free(yaml->word);
    g_clear_pointer(&yaml->members, g_ptr_array_unref);
    g_clear_pointer(&yaml->keys, g_ptr_array_unref);
    g_free(yaml);
}

const struct crq_yaml *crq_yaml_member(const struct crq_yaml *map, const char *key) {
    for (guint i = 0; map->keys && i < map->keys->len; i++) {
        const struct crq_yaml *own = map->keys->pdata[i];
        if (crq_same_name(own->word, key)) {
            return map->members->pdata[i];
        }
    }
    return NULL;
}

bool crq_yaml_is_null(const struct crq_yaml *yaml) {
    static const char *const nulls[] = {"", "~", "null", NULL};
    return yaml->kind == CRQ_YAML_WORD && yaml->bare &&
           g_strv_contains(nulls, yaml->word);
}

static struct crq_yaml *read_value(struct reading *reading, int depth);

static bool read_word(struct reading *reading, struct crq_yaml *yaml) {
    const yaml_event_t *event = &reading->event;
    if (event->data.scalar.length != strlen((const char *)event->data.scalar.value)) {
        return complain(reading, event->start_mark, "a word holds a zero byte", NULL);
    }
    yaml->word = g_strdup((const char *)event->data.scalar.value);
    yaml->bare = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return true;
}

static bool read_list(struct reading *reading, struct crq_yaml *yaml, int depth) {
    while (next(reading)) {
        if (reading->event.type == YAML_SEQUENCE_END_EVENT) {
            return true;
        }
        struct crq_yaml *member = read_value(reading, depth);
        if (!member) {
            return false;
        }
        g_ptr_array_add(yaml->members, member);
    }
    return false;
}

static bool read_key(struct reading *reading, struct crq_yaml *yaml) {
    yaml_mark_t mark = reading->event.start_mark;
    if (reading->event.type != YAML_SCALAR_EVENT) {
        return complain(reading, mark, "a key must be a word", NULL);
    }
    if (yaml->keys->len >= CRQ_YAML_KEYS) {
        return complain(reading, mark, "more keys than any work has", NULL);
    }
    struct crq_yaml *key = plant(CRQ_YAML_WORD, mark);
    if (!read_word(reading, key)) {
        crq_yaml_destroy(key);
        return false;
    }
    if (crq_yaml_member(yaml, key->word)) {
        complain(reading, mark, "given twice:", key->word);
        crq_yaml_destroy(key);
        return false;
    }
    g_ptr_array_add(yaml->keys, key);
    return true;
}

static bool read_map(struct reading *reading, struct crq_yaml *yaml, int depth) {
    while (next(reading)) {
        if (reading->event.type == YAML_MAPPING_END_EVENT) {
            return true;
        }
        if (!read_key(reading, yaml) || !next(reading)) {
            return false;
        }
        struct crq_yaml *member = read_value(reading, depth);
        if (!member) {
            return false;
        }
        g_ptr_array_add(yaml->members, member);
    }
    return false;
}

/* What an event carries that works have no use for; NULL for nothing. */
static const char *refused(const yaml_event_t *event) {
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    bool map = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *anchor = list  ? event->data.sequence_start.anchor
                                : map ? event->data.mapping_start.anchor
                                      : event->data.scalar.anchor;
    const yaml_char_t *tag = list  ? event->data.sequence_start.tag
                             : map ? event->data.mapping_start.tag
                                   : event->data.scalar.tag;
    return anchor ? "anchors ('&') are not used in works"
           : tag  ? "tags ('!') are not used in works"
                  : NULL;
}

/* The value whose first event is at hand; its last event is when it returns. */
static struct crq_yaml *read_value(struct reading *reading, int depth) {
    yaml_mark_t mark = reading->event.start_mark;
    if (reading->event.type == YAML_ALIAS_EVENT) {
        complain(reading, mark, "aliases ('*') are not used in works", NULL);
        return NULL;
    }
    const char *words = refused(&reading->event);
    if (words || depth >= CRQ_YAML_DEEPEST) {
        complain(reading, mark, words ? words : "nested deeper than any work is", NULL);
        return NULL;
    }
    bool list = reading->event.type == YAML_SEQUENCE_START_EVENT;
    bool map = reading->event.type == YAML_MAPPING_START_EVENT;
    struct crq_yaml *yaml = plant(list  ? CRQ_YAML_LIST
                                  : map ? CRQ_YAML_MAP
                                        : CRQ_YAML_WORD,
        mark);
    bool good = list  ? read_list(reading, yaml, depth + 1)
                : map ? read_map(reading, yaml, depth + 1)
                      : read_word(reading, yaml);
    if (!good) {
        crq_yaml_destroy(yaml);
        return NULL;
    }
    return yaml;
}

static struct crq_yaml *read_document(struct reading *reading) {
    if (!next(reading) || !next(reading)) { /* start of stream, of document */
        return NULL;
    }
    if (reading->event.type != YAML_DOCUMENT_START_EVENT) {
        complain(reading, (yaml_mark_t){0}, "the file is empty", NULL);
        return NULL;
    }
    struct crq_yaml *yaml = next(reading) ? read_value(reading, 0) : NULL;
    bool good = yaml && next(reading) && next(reading);
    if (good && reading->event.type != YAML_STREAM_END_EVENT) {
        good = complain(reading, reading->event.start_mark,
            "a second document: a file holds one work", NULL);
    }
    if (!good) {
        crq_yaml_destroy(yaml);
        return NULL;
    }
    return yaml;
}

struct crq_yaml *crq_yaml_parse(
    const char *text, gsize length, gsize longest, const char *path, GError **error) {
    struct reading reading = {
        .path = path, .text = text, .length = length, .error = error};
    if (length > longest) {
        crq_fail(error, CRQ_ERROR_LIMIT,
            "'%s' is longer than the %" G_GSIZE_FORMAT " bytes that are read", path,
            longest);
        return NULL;
    }
    if (!yaml_parser_initialize(&reading.parser)) {
        crq_fail(error, CRQ_ERROR_LIMIT, "out of memory");
        return NULL;
    }
    yaml_parser_set_input_string(&reading.parser, (const unsigned char *)text, length);
    struct crq_yaml *yaml = read_document(&reading);
    yaml_event_delete(&reading.event);
    yaml_parser_delete(&reading.parser);
    return yaml;
}
