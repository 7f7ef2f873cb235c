/* Following a ray through a city of glass. */
#ifndef CRQ_PAINT_GLASS_CITY_GLASS_H
#define CRQ_PAINT_GLASS_CITY_GLASS_H

#include "paint/glass_city/air.h"

/* Colour of a tower's glass. */
struct crq_tint {
    crq_vec colour;
    crq_vec depth; /* log2 of the colour: light falls as 2^(depth * way) */
};

/* What all rays of one painting share; read-only. */
struct crq_glass {
    const struct crq_city *city;
    struct crq_air air;
    struct crq_tint *tints;   /* one a tower */
    crq_vec *dome;            /* table of the air */
    crq_vec overhead, ember;  /* light within glass: of the sky, of the sun */
    float pixel;              /* angle of a pixel, radians */
    float film, split, edges; /* iridescence, dispersion, bevels: 1 is usual */
    float waves;              /* of the water */
    float faint;              /* paths carrying less light than this end */
    int segments;             /* most solids and mirrors on one path */
};

/* What the samples of one pixel may share while they strike the same face: both change
 * slowly over a face and cost half of a path. */
struct crq_glass_memory {
    int solid, face;
    crq_vec mirrored;
    float sunlit;
    bool has_mirrored, has_sunlit;
};

struct crq_glass_sample {
    crq_vec light;
    float depth; /* metres along the ray, INFINITY for the sky */
    int thing;
};

/* What a ray from the eye meets first: the hit, or water when hit.solid is -1 and
 * `water` is within sight; neither for the sky. */
struct crq_glass_sight {
    crq_vec d;
    float water; /* metres along the ray */
    struct crq_grove_hit hit;
};
struct crq_glass_sight crq_glass_look(const struct crq_glass *glass, crq_vec d);

/* True when the sight is of the open sky. */
bool crq_glass_sees_sky(const struct crq_glass_sight *sight);

/* The light of one sight: wavelength u in 0..1, one of `samples` equally spaced ones
 * (1: white light). `memory` starts with .solid = -2. */
struct crq_glass_sample crq_glass_follow(const struct crq_glass *glass,
    const struct crq_glass_sight *sight, float u, int samples,
    struct crq_glass_memory *memory);

/* street.c: the water at p. Fills its wavy normal and its own light (without what it
 * mirrors); returns the share that it mirrors. */
float crq_street_at(const struct crq_glass *glass, crq_vec p, crq_vec d, float away,
    crq_vec *normal, crq_vec *light);

/* glance.c: the city once reflected, simplified. */
crq_vec crq_glass_glance(const struct crq_glass *glass, crq_vec o, crq_vec d);

#endif
