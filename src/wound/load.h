/* Between the loading of a wound's file and that of its nets. */
#ifndef CRQ_WOUND_LOAD_H
#define CRQ_WOUND_LOAD_H

#include "model/yaml.h"
#include "wound/wound.h"

struct crq_loading {
    const char *path;
    GError **error;
    struct crq_net *net;
    GArray *vertices; /* of struct crq_vertex */
    GArray *outline;  /* of uint32_t */
};

/* Both set the error and return false. */
bool crq_load_complain(const struct crq_loading *loading, const struct crq_yaml *at,
    const char *format, ...) G_GNUC_PRINTF(3, 4);
bool crq_load_exceed(const struct crq_loading *loading, const char *what, int limit);

/* The member of a map under that key, of that kind; NULL with the error set. */
const struct crq_yaml *crq_load_member(const struct crq_loading *loading,
    const struct crq_yaml *map, const char *key, enum crq_yaml_kind kind);

/* A number within low..high. */
bool crq_load_real(const struct crq_loading *loading, const struct crq_yaml *yaml,
    const char *what, double low, double high, float *value);

/* An index from `low` up to below `count`. */
bool crq_load_index(const struct crq_loading *loading, const struct crq_yaml *yaml,
    const char *what, int64_t low, int64_t count, int32_t *value);

/* Reads and checks loading->net, whose extent is set; what was read stays in it even
 * when it fails. */
bool crq_load_net(struct crq_loading *loading, const struct crq_yaml *map);

#endif
