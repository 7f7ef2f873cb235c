/* One massif rendered by itself: colour, coverage and depth within a rectangle.
 *
 * Massifs only bob, so a sequence renders each of them once and moves the cut-out. It
 * carries its own antialiasing, its fog, and what cloud lies before it. */
#ifndef CRQ_MOUNTAINS_CUTOUT_H
#define CRQ_MOUNTAINS_CUTOUT_H

#include "paint/floating_mountains/sea.h"

/* Colours are square roots of light / 16, depth is linear between near and far. */
struct crq_cut {
    uint16_t red, green, blue, cover, depth, thing;
};

struct crq_cutout {
    int index;                    /* of the massif */
    int left, top, width, height; /* pixels; top is even, left a multiple of four */
    float near, far;
};

/* The rectangle of a massif in a picture of that size, empty when it is out of sight.
 */
struct crq_cutout crq_cutout_of(
    const struct crq_mountains *m, int index, int width, int height, float pixel);

/* Renders rows [first, first + count) of the rectangle, both even, into `cells`
 * (count * width). The same whichever rows are asked for together. */
void crq_cutout_render(const struct crq_cutout *cutout, const struct crq_sea *sea,
    float pixel, enum crq_quality quality, const struct crq_crew *crew, int first,
    int count, struct crq_cut *cells);

#endif
