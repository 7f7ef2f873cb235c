/* Brackets, commas and escapes. */
#include "base/json.h"

#include "base/text.h"

#include <math.h>

static void quote(GString *text, const char *words) {
    g_autofree char *valid = g_utf8_make_valid(words, -1);
    g_string_append_c(text, '"');
    for (const char *p = valid; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') {
            g_string_append_printf(text, "\\%c", c);
        } else if (c == '\n') {
            g_string_append(text, "\\n");
        } else if (c < 0x20 || c == 0x7f) {
            g_string_append_printf(text, "\\u%04x", c);
        } else {
            g_string_append_c(text, (char)c);
        }
    }
    g_string_append_c(text, '"');
}

static void begin(struct crq_json *json, const char *key) {
    if (json->filled) {
        g_string_append_c(json->text, ',');
    }
    if (json->depth > 0 && json->depth <= json->broken) {
        g_string_append_printf(json->text, "\n%*s", 2 * json->depth, "");
    } else if (json->filled) {
        g_string_append_c(json->text, ' ');
    }
    if (key) {
        quote(json->text, key);
        g_string_append(json->text, ": ");
    }
    json->filled = true;
}

void crq_json_open(struct crq_json *json, const char *key, char bracket) {
    begin(json, key);
    g_string_append_c(json->text, bracket);
    json->depth++;
    json->filled = false;
}

void crq_json_close(struct crq_json *json, char bracket) {
    bool empty = !json->filled;
    json->depth--;
    if (!empty && json->depth < json->broken) {
        g_string_append_printf(json->text, "\n%*s", 2 * json->depth, "");
    }
    g_string_append_c(json->text, bracket);
    json->filled = true;
}

void crq_json_text(struct crq_json *json, const char *key, const char *text) {
    begin(json, key);
    if (text) {
        quote(json->text, text);
    } else {
        g_string_append(json->text, "null");
    }
}

void crq_json_number(struct crq_json *json, const char *key, double number) {
    g_autofree char *digits = crq_number_text(number);
    begin(json, key);
    g_string_append(json->text, isfinite(number) ? digits : "null");
}

void crq_json_switch(struct crq_json *json, const char *key, bool on) {
    begin(json, key);
    g_string_append(json->text, on ? "true" : "false");
}
