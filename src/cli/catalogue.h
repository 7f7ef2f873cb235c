/* All operations of all canvases in one list, and the same as JSON. */
#ifndef CRQ_CLI_CATALOGUE_H
#define CRQ_CLI_CATALOGUE_H

#include "model/operation.h"

struct crq_item {
    const char *canvas; /* whose layer it is; NULL when every canvas has it */
    const struct crq_operation *operation;
    const struct crq_param *params; /* its rows, or one of them */
    int param_count;
};

struct crq_catalogue {
    GPtrArray *items; /* struct crq_item * */
};

/* What `name` names: a canvas, an operation, or 'operation.parameter'; all when it is
 * empty. NULL with CRQ_ERROR_USAGE and the nearest name. */
struct crq_catalogue *crq_catalogue_create(const char *name, GError **error);
void crq_catalogue_destroy(struct crq_catalogue *catalogue);

/* The operations of a family other than CRQ_PAINT. */
const struct crq_operation *const *crq_catalogue_family(
    enum crq_family family, int *count);

/* The preset as text, and the range ("0..1", "dutch, earth"); caller frees. */
char *crq_catalogue_preset(const struct crq_param *param);
char *crq_catalogue_range(const struct crq_param *param);

/* Prints the names of all palettes and what they are meant for. One that is invalid is
 * left out; false then, with what is wrong with the first of them. */
bool crq_catalogue_palettes(GError **error);

/* Prints a topic (NULL for all; params of `name` only unless empty) as JSON. */
bool crq_catalogue_json(const char *topic, const char *name, GError **error);

#endif
