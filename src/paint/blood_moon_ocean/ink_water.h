/* Shading of the water: black ink that mirrors a red moon. */
#ifndef CRQ_PAINT_OCEAN_INK_WATER_H
#define CRQ_PAINT_OCEAN_INK_WATER_H

#include "paint/blood_moon_ocean/mesh.h"
#include "paint/blood_moon_ocean/mirror.h"

struct crq_ink_water {
    const struct crq_ocean *ocean;
    const struct crq_water *water;
    const struct crq_mirror *mirror;
    const struct crq_shades *shades;
    const struct crq_ocean_sea *numbers;
    struct crq_ocean_hues hues;
    float sample; /* size of a sample, units */
};

/* What is seen of the water in eight samples. */
struct crq_seen_water {
    crq_f8 x, y;     /* on the picture, units */
    crq_f8 depth;    /* metres */
    struct crq_v8 n; /* normal with ripples */
    struct crq_v8 v; /* to the eye */
    crq_f8 from_x, from_z, height, jacobian, face, cavity;
    crq_f8 footprint; /* metres: mean extent of the sample on the water */
    crq_f8 variance;  /* of slopes too small to see */
    crq_f8 facing;    /* cosine between n and v */
    crq_f8 collar;    /* 1 where foam rings a tendril */
    crq_f8 foot;      /* 1 where the water mirrors the foot of one */
};

/* Shades a whole window: colours as planes of width * height floats. */
void crq_ink_water_window(const struct crq_ink_water *water,
    const struct crq_window *window, float *red, float *green, float *blue);

#endif
