/* A parameter is declared once: a row says all there is to say about a number. */
#ifndef CRQ_MODEL_PARAM_H
#define CRQ_MODEL_PARAM_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum crq_kind {
    CRQ_KIND_REAL,   /* double */
    CRQ_KIND_COUNT,  /* int32_t */
    CRQ_KIND_SWITCH, /* bool */
    CRQ_KIND_CHOICE, /* int32_t, an index into .choices */
    CRQ_KIND_PAIR,   /* double[2], both within low..high */
};

/* The only units. */
#define CRQ_UNIT_RATIO "ratio" /* a plain amount; 0 none, 1 the usual full */
#define CRQ_UNIT_SHORT_SIDES "short sides"
#define CRQ_UNIT_TURNS "turns"
#define CRQ_UNIT_MOMENTS "moments"
#define CRQ_UNIT_COUNT "count"
#define CRQ_UNIT_SECONDS "seconds"
#define CRQ_UNIT_STOPS "stops"
#define CRQ_UNIT_NONE "none"

struct crq_param {
    const char *name; /* the field's name; users write '-' or '_' */
    enum crq_kind kind;
    size_t offset;
    double preset, preset_y;    /* preset_y for pairs only */
    double low, high;           /* what is legal */
    double easy[2];             /* what is comfortable: variation draws from here */
    const char *const *choices; /* NULL-terminated, for choices only */
    const char *unit;
    const char *brief; /* one phrase, lower case, no full stop */
};

/* Row openers; the compiler refuses a field of another type. */
/* clang-format off */
#define CRQ_FIELD_AS(label, word, type, field, ctype) \
    .name = (label), .kind = (word), .offset = offsetof(type, field) + \
        0 * sizeof(_Generic(&((type *)0)->field, ctype: 1))
#define CRQ_FIELD(word, type, field, ctype) \
    CRQ_FIELD_AS(#field, word, type, field, ctype)
#define CRQ_REAL(type, field) CRQ_FIELD(CRQ_KIND_REAL, type, field, double *)
/* for words that are keywords of C */
#define CRQ_REAL_AS(label, type, field) \
    CRQ_FIELD_AS(label, CRQ_KIND_REAL, type, field, double *)
#define CRQ_COUNT(type, field) CRQ_FIELD(CRQ_KIND_COUNT, type, field, int32_t *), \
    .unit = CRQ_UNIT_COUNT
#define CRQ_SWITCH(type, field) CRQ_FIELD(CRQ_KIND_SWITCH, type, field, bool *), \
    .high = 1, .easy = {0, 1}, .unit = CRQ_UNIT_NONE
#define CRQ_CHOICE(type, field) CRQ_FIELD(CRQ_KIND_CHOICE, type, field, int32_t *), \
    .unit = CRQ_UNIT_NONE
#define CRQ_PAIR(type, field) CRQ_FIELD(CRQ_KIND_PAIR, type, field, double (*)[2])
/* clang-format on */

/* Highest legal value; for choices, the last index. */
double crq_param_high(const struct crq_param *param);

/* Fills the struct at `values` with the presets of the rows. */
void crq_params_preset(const struct crq_param *params, int count, void *values);

/* Sets one parameter from text ("0.8", "on", "dutch", "0.62,0.4", "6s"); false with
 * `code` when the text is no such value or lies out of range; `values` is then as
 * before. */
bool crq_param_set(const struct crq_param *param, void *values, const char *text,
    enum crq_error code, GError **error);

/* The value as crq_param_set would read it back; caller frees. */
char *crq_param_text(const struct crq_param *param, const void *values);

/* The row of that name, or NULL. */
const struct crq_param *crq_param_find(
    const struct crq_param *params, int count, const char *name);

/* The name as users see it, with '-'; caller frees. */
char *crq_param_label(const struct crq_param *param);

#endif
