/* A work: a picture resolved until nothing is implicit. Hashable, printable as text. */
#ifndef CRQ_MODEL_WORK_H
#define CRQ_MODEL_WORK_H

#include "model/history.h"
#include "model/timeline.h"

/* Rises when pixels change on purpose. */
enum { CRQ_ENGINE = 1 };

/* Limits, so that a slip of the finger is refused before memory is. */
enum { CRQ_SIDE_LIMIT = 200000 };
#define CRQ_AREA_LIMIT (INT64_C(400) * 1000 * 1000)

struct crq_work {
    const struct crq_gallery *gallery;
    char *seed_text; /* as typed */
    uint64_t seed;
    int width, height; /* pixels */
    double dpi;        /* print resolution; 0 when unknown */
    enum crq_quality quality;
    struct crq_palette *palette;
    char *palette_name;        /* as asked for */
    char *graph;               /* file of a wound to take instead of growing one */
    char *graph_sha256;        /* its checksum; both NULL for a wound that is grown */
    struct crq_entry *entries; /* settings, layers, fractures, mends, in this order */
    int entry_count;
    char *blow_text; /* seed of the wound: as the work's own unless broken again */
    uint64_t blow;
    GPtrArray *history; /* struct crq_healed *, oldest first */
};

/* A work of presets only. NULL with CRQ_ERROR_USAGE for an unknown canvas. */
struct crq_work *crq_work_create(const char *canvas, const char *seed, GError **error);
void crq_work_destroy(struct crq_work *work); /* takes NULL */

/* The blow that breaks it gets a seed of its own: the painting stays as it is. */
void crq_work_set_blow(struct crq_work *work, const char *seed);

/* Numbers of the operation of that name. The name must be one of the work's own. */
const void *crq_work_values(const struct crq_work *work, const char *operation);

/* Sets 'operation.parameter' from text; errors carry `code`. */
bool crq_work_set(struct crq_work *work, const char *path, const char *text,
    enum crq_error code, GError **error);

/* The operation of that name, or NULL with `code` and the nearest name. */
const struct crq_operation *crq_work_operation(
    const struct crq_work *work, const char *name, enum crq_error code, GError **error);

/* Whether it has 'operation.parameter'. */
bool crq_work_knows(const struct crq_work *work, const char *path);

/* CRQ_ERROR_USAGE for less than one pixel, CRQ_ERROR_LIMIT for too many. */
bool crq_work_resize(
    struct crq_work *work, int64_t width, int64_t height, GError **error);

bool crq_work_set_palette(struct crq_work *work, const char *name, GError **error);

/* Width over height. */
static inline double crq_work_aspect(const struct crq_work *work) {
    return (double)work->width / (double)work->height;
}

/* Extent in short sides: one of them is 1. */
static inline float crq_work_across(const struct crq_work *work) {
    return work->width > work->height ? (float)work->width / (float)work->height : 1.0f;
}

static inline float crq_work_down(const struct crq_work *work) {
    return work->height > work->width ? (float)work->height / (float)work->width : 1.0f;
}

/* The set of roles that any of its operations reads. */
uint64_t crq_work_roles(const struct crq_work *work);

#endif
