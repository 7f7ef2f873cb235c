/* The structure of a picture, as cracks feel it: where outlines run, and how clearly.
 *
 * A structure tensor (Bigun and Granlund 1987; over several channels, Di Zenzo 1986)
 * of what lies where and how far away, smoothed. Light and colour are left out: no
 * palette may move a crack. */
#ifndef CRQ_WOUND_STRUCTURE_H
#define CRQ_WOUND_STRUCTURE_H

#include "wound/wound.h"

struct crq_structure;

/* At a place: the unit vector across the nearest outlines, how clear they are (0..1),
 * and how strong (0..1). */
struct crq_outline {
    double x, y;
    double clear, strong;
};

struct crq_structure *crq_structure_create(
    const struct crq_sketch *sketch, double across, double down);
void crq_structure_destroy(struct crq_structure *structure); /* takes NULL */

struct crq_outline crq_structure_at(
    const struct crq_structure *structure, double x, double y);

#endif
