/* JSON out, into a string: manifests, descriptions and progress.
 *
 * Own because numbers must read as they were declared (0.35, where general writers
 * print 0.34999999999999998), and because it is needed in every build. */
#ifndef CRQ_BASE_JSON_H
#define CRQ_BASE_JSON_H

#include <glib.h>
#include <stdbool.h>

struct crq_json {
    GString *text;
    int depth;
    int broken;  /* members down to this depth stand on lines of their own */
    bool filled; /* the innermost list or map has a member already */
};

/* `key` is NULL within lists and at the top. Brackets: '{' or '['. */
void crq_json_open(struct crq_json *json, const char *key, char bracket);
void crq_json_close(struct crq_json *json, char bracket);
/* NULL text becomes null; what is no UTF-8 is replaced. */
void crq_json_text(struct crq_json *json, const char *key, const char *text);
void crq_json_number(struct crq_json *json, const char *key, double number);
void crq_json_switch(struct crq_json *json, const char *key, bool on);

#endif
