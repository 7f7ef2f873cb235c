/* Walking the rows: presets, reading, printing. */
#include "model/param.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

double crq_param_high(const struct crq_param *param) {
    if (param->kind != CRQ_KIND_CHOICE) {
        return param->high;
    }
    return (double)g_strv_length((char **)param->choices) - 1.0;
}

static void store(const struct crq_param *param, void *values, double x, double y) {
    char *field = (char *)values + param->offset;
    switch (param->kind) {
    case CRQ_KIND_REAL:
        memcpy(field, &x, sizeof x);
        break;
    case CRQ_KIND_COUNT:
    case CRQ_KIND_CHOICE:
        memcpy(field, &(int32_t){(int32_t)x}, sizeof(int32_t));
        break;
    case CRQ_KIND_SWITCH:
        memcpy(field, &(bool){x != 0.0}, sizeof(bool));
        break;
    case CRQ_KIND_PAIR:
        memcpy(field, &(double[2]){x, y}, sizeof(double[2]));
        break;
    }
}

void crq_params_preset(const struct crq_param *params, int count, void *values) {
    for (int i = 0; i < count; i++) {
        store(&params[i], values, params[i].preset, params[i].preset_y);
    }
}

const struct crq_param *crq_param_find(
    const struct crq_param *params, int count, const char *name) {
    for (int i = 0; i < count; i++) {
        if (crq_same_name(params[i].name, name)) {
            return &params[i];
        }
    }
    return NULL;
}

char *crq_param_label(const struct crq_param *param) {
    return g_strdelimit(g_strdup(param->name), "_", '-');
}

/* Numbers in seconds and turns may carry their sign. */
static bool read_number(
    const struct crq_param *param, const char *text, double *number) {
    g_autofree char *bare = g_strstrip(g_strdup(text));
    size_t length = strlen(bare);
    bool seconds = g_strcmp0(param->unit, CRQ_UNIT_SECONDS) == 0;
    if (seconds && length > 1 && bare[length - 1] == 's') {
        bare[length - 1] = '\0';
    }
    return crq_number(bare, number);
}

static bool out_of_range(const struct crq_param *param, const char *text,
    enum crq_error code, GError **error) {
    g_autofree char *label = crq_param_label(param);
    g_autofree char *low = crq_number_text(param->low);
    g_autofree char *high = crq_number_text(param->high);
    static const char *const unspoken[] = {
        CRQ_UNIT_NONE, CRQ_UNIT_RATIO, CRQ_UNIT_COUNT, NULL};
    bool unitless = g_strv_contains(unspoken, param->unit);
    return crq_fail(error, code, "'%s' must lie in %s..%s%s%s, not %s", label, low,
        high, unitless ? "" : " ", unitless ? "" : param->unit, text);
}

static bool within(const struct crq_param *param, double x) {
    /* written positively: not-a-number fails */
    return x >= param->low && x <= param->high;
}

static bool set_number(const struct crq_param *param, void *values, const char *text,
    enum crq_error code, GError **error) {
    double x;
    bool number = read_number(param, text, &x);
    bool whole = param->kind != CRQ_KIND_COUNT || x == floor(x);
    if (!number || (within(param, x) && !whole)) {
        g_autofree char *label = crq_param_label(param);
        return crq_fail(error, code, "'%s' takes a %snumber, not '%s'", label,
            param->kind == CRQ_KIND_COUNT ? "whole " : "", text);
    }
    if (!within(param, x)) {
        return out_of_range(param, text, code, error);
    }
    store(param, values, x, 0.0);
    return true;
}

static bool set_pair(const struct crq_param *param, void *values, const char *text,
    enum crq_error code, GError **error) {
    g_auto(GStrv) parts = g_strsplit(text, ",", 3);
    double x;
    double y;
    if (g_strv_length(parts) != 2 || !read_number(param, parts[0], &x) ||
        !read_number(param, parts[1], &y)) {
        g_autofree char *label = crq_param_label(param);
        return crq_fail(
            error, code, "'%s' takes two numbers 'x,y', not '%s'", label, text);
    }
    if (!within(param, x) || !within(param, y)) {
        return out_of_range(param, text, code, error);
    }
    store(param, values, x, y);
    return true;
}

static bool set_switch(const struct crq_param *param, void *values, const char *text,
    enum crq_error code, GError **error) {
    static const char *const yes[] = {"on", "true", "yes", "1", NULL};
    static const char *const no[] = {"off", "false", "no", "0", NULL};
    bool on = g_strv_contains(yes, text);
    if (!on && !g_strv_contains(no, text)) {
        g_autofree char *label = crq_param_label(param);
        return crq_fail(error, code, "'%s' is on or off, not '%s'", label, text);
    }
    store(param, values, on, 0.0);
    return true;
}

static bool set_choice(const struct crq_param *param, void *values, const char *text,
    enum crq_error code, GError **error) {
    int count = (int)crq_param_high(param) + 1;
    for (int i = 0; i < count; i++) {
        if (crq_same_name(param->choices[i], text)) {
            store(param, values, i, 0.0);
            return true;
        }
    }
    g_autofree char *label = crq_param_label(param);
    g_autofree char *all = g_strjoinv(", ", (char **)param->choices);
    g_autofree char *hint = crq_suggestion(text, param->choices, count, "");
    return crq_fail(
        error, code, "'%s' is one of %s, not '%s'%s", label, all, text, hint);
}

bool crq_param_set(const struct crq_param *param, void *values, const char *text,
    enum crq_error code, GError **error) {
    switch (param->kind) {
    case CRQ_KIND_SWITCH:
        return set_switch(param, values, text, code, error);
    case CRQ_KIND_CHOICE:
        return set_choice(param, values, text, code, error);
    case CRQ_KIND_PAIR:
        return set_pair(param, values, text, code, error);
    default:
        return set_number(param, values, text, code, error);
    }
}

char *crq_param_text(const struct crq_param *param, const void *values) {
    const char *field = (const char *)values + param->offset;
    double pair[2];
    int32_t whole;
    bool on;
    switch (param->kind) {
    case CRQ_KIND_REAL:
        memcpy(pair, field, sizeof(double));
        return crq_number_text(pair[0]);
    case CRQ_KIND_COUNT:
        memcpy(&whole, field, sizeof whole);
        return g_strdup_printf("%d", whole);
    case CRQ_KIND_CHOICE:
        memcpy(&whole, field, sizeof whole);
        return g_strdup(param->choices[whole]);
    case CRQ_KIND_SWITCH:
        memcpy(&on, field, sizeof on);
        return g_strdup(on ? "on" : "off");
    default:
        memcpy(pair, field, sizeof pair);
        break;
    }
    g_autofree char *x = crq_number_text(pair[0]);
    g_autofree char *y = crq_number_text(pair[1]);
    return g_strconcat(x, ",", y, NULL);
}
