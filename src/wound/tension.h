/* The tension in a drying or struck layer of paint, relieved by its cracks.
 *
 * A grid of symmetric tensors. A base tensor holds what pulls (grain of a panel, the
 * corners of a stretcher, the hoop round a blow); each crack takes away the tension
 * *across* itself, fading as exp(-distance / reach), and leaves the tension along it.
 * From this alone follow T joints, ladders between long cracks and an even spacing.
 * Cells remember the four nearest cracks, so the order of arrival does not matter. */
#ifndef CRQ_WOUND_TENSION_H
#define CRQ_WOUND_TENSION_H

#include "wound/net.h"
#include "wound/structure.h"
#include "wound/style.h"

struct crq_tension;
struct crq_seams;

struct crq_tensor {
    double xx, xy, yy;
};

struct crq_layer {
    const struct crq_style_row *style;
    double across, down;                   /* short sides */
    double unit;                           /* U, short sides */
    double x, y;                           /* the epicentre */
    const struct crq_structure *structure; /* the picture's own; NULL for none */
    const struct crq_seams *seams;         /* of earlier wounds; NULL for none */
    uint64_t seed;
};

struct crq_tension *crq_tension_create(const struct crq_layer *layer);
void crq_tension_destroy(struct crq_tension *tension);

struct crq_tensor crq_tension_at(const struct crq_tension *tension, double x, double y);

/* The place where tension most exceeds strength, and by what ratio. */
double crq_tension_peak(struct crq_tension *tension, uint32_t *cell);
void crq_tension_place(
    const struct crq_tension *tension, uint32_t cell, double *x, double *y);

/* Side of a cell. */
double crq_tension_step(const struct crq_tension *tension);

/* No crack shall start in this cell any more. */
void crq_tension_exhaust(struct crq_tension *tension, uint32_t cell);

/* Enters crack number `id` as a relief. */
void crq_tension_relieve(
    struct crq_tension *tension, int32_t id, const struct crq_point *line, uint32_t n);

/* Eigenvalues (greater first), and the unit eigenvector of the lesser: the way a crack
 * runs. */
struct crq_pull {
    double most, least;
    double x, y;
};
struct crq_pull crq_tensor_pull(struct crq_tensor tensor);

/* The tension at a place before any crack: grain and drift, garlands, the hoop round a
 * blow, outlines. */
struct crq_tensor crq_layer_pull(
    const struct crq_layer *layer, uint32_t seed, double x, double y);

/* Tension across the unit direction (x, y). */
static inline double crq_tensor_across(struct crq_tensor t, double x, double y) {
    return t.xx * y * y - 2.0 * t.xy * x * y + t.yy * x * x;
}

#endif
