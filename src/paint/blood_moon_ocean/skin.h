/* The skin of the tendrils: wet ink, a cold highlight, a rim that the moon lights. */
#ifndef CRQ_PAINT_OCEAN_SKIN_H
#define CRQ_PAINT_OCEAN_SKIN_H

#include "paint/blood_moon_ocean/mirror.h"

struct crq_skin {
    const struct crq_ocean *ocean;
    const struct crq_mirror *mirror;
    struct crq_ocean_hues hues;
    float cold[3]; /* direction of the cold opening */
    float gloss;
};

/* A place on a tendril, as seen. */
struct crq_skin_place {
    float x, y;   /* on the picture, units */
    float across; /* -1 left edge .. 1 right edge of the way it grows */
    float along;  /* metres from the root */
    float radius; /* metres */
    float way[2]; /* unit direction of growth on the picture, y up */
    float pixels; /* its radius in pixels */
    uint32_t grain;
};

crq_rgba crq_skin_shade(const struct crq_skin *skin, const struct crq_skin_place *at);

#endif
