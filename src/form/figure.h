/* A small human figure as a distance field: a child in a dress, hands at the head.
 *
 * One unit tall, feet at the origin, y up, facing +x, wind from the front. */
#ifndef CRQ_FORM_FIGURE_H
#define CRQ_FORM_FIGURE_H

#include "form/packet.h"

/* What a figure is made of, as numbers that packets can carry. */
enum { CRQ_FIGURE_CLOTH, CRQ_FIGURE_SKIN, CRQ_FIGURE_HAIR, CRQ_FIGURE_MOUTH };

/* Where the open mouth is. */
#define CRQ_FIGURE_MOUTH_X 0.15f
#define CRQ_FIGURE_MOUTH_Y 0.835f

void crq_figure_distance(const struct crq_v8 *own, crq_f8 *distance, crq_f8 *matter);

#endif
