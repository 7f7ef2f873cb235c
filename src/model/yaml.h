/* YAML (and so JSON) as a small tree in which every value knows its place.
 *
 * Read through libyaml's events. Works need no more than plain maps, lists and words,
 * so what can be abused is refused: aliases and anchors (which blow up), tags, deep
 * nesting, several documents, files over a mebibyte, keys given twice. */
#ifndef CRQ_MODEL_YAML_H
#define CRQ_MODEL_YAML_H

#include "base/read.h"

enum crq_yaml_kind { CRQ_YAML_WORD, CRQ_YAML_LIST, CRQ_YAML_MAP };

struct crq_yaml {
    enum crq_yaml_kind kind;
    int line, column;   /* from 1 */
    char *word;         /* words only */
    bool bare;          /* a word without quotes: may mean null */
    GPtrArray *members; /* lists and maps: struct crq_yaml * */
    GPtrArray *keys;    /* maps: the key of each member, always a word */
};

/* Longest work in bytes, deepest nesting, most keys of one map. */
enum { CRQ_YAML_LONGEST = 1 << 20, CRQ_YAML_DEEPEST = 16, CRQ_YAML_KEYS = 1024 };

/* The tree of one document. `path` is named in complaints: path:line:column. NULL with
 * CRQ_ERROR_WORK; CRQ_ERROR_LIMIT when the text is longer than `longest` bytes. */
struct crq_yaml *crq_yaml_parse(
    const char *text, gsize length, gsize longest, const char *path, GError **error);
void crq_yaml_destroy(struct crq_yaml *yaml); /* takes NULL */

/* The member of a map under that key ('-' and '_' are one), or NULL. */
const struct crq_yaml *crq_yaml_member(const struct crq_yaml *map, const char *key);

/* True for a bare empty word, ~ or null. */
bool crq_yaml_is_null(const struct crq_yaml *yaml);

#endif
