/* Cracks splatted by tiles: how much of each pixel they cover, and which way they lie.
 *
 * Only the part that has grown by now is drawn. Coverage is the greatest of all cracks
 * at a pixel, so it never falls while they grow; lines thinner than a pixel fade. */
#ifndef CRQ_FRACTURE_ETCH_H
#define CRQ_FRACTURE_ETCH_H

#include "wound/easel.h"

enum { CRQ_ETCH_TILE = 64, CRQ_ETCH_AREA = CRQ_ETCH_TILE * CRQ_ETCH_TILE };

struct crq_plate; /* the segments of a net, sorted into bins; kept between frames */

struct crq_plate *crq_plate_create(const struct crq_net *net);
void crq_plate_destroy(void *plate);

/* Broken time from which on all is grown and has opened as wide as it will. */
float crq_plate_settles(const struct crq_plate *plate);

/* What a tile of pixels knows of the cracks near it. Row-major, CRQ_ETCH_TILE wide;
 * where `away` is not below the reach that was asked for, the rest means nothing. */
struct crq_etched {
    int left, top, width, height;
    float cover[CRQ_ETCH_AREA]; /* 0..1 */
    float away[CRQ_ETCH_AREA];  /* from the nearest crack's middle, short sides */
    float side[CRQ_ETCH_AREA];  /* -1..1: towards the light from the crack, or away */
    float wide[CRQ_ETCH_AREA];  /* width of the nearest crack now, short sides */
    float age[CRQ_ETCH_AREA];   /* of the nearest crack there, broken time */
};

struct crq_etching {
    const struct crq_plate *plate;
    float broken; /* now */
    float reach;  /* how far from a crack the tile wants to know, short sides */
    float width;  /* factor on all widths */
    float lamp[2];
    /* called for every tile that a crack touches and that is not yet all healed; tiles
     * run on several threads */
    void (*use)(const struct crq_etching *etching, const struct crq_etched *etched);
    const struct crq_easel *easel;
    const void *values;
    const void *more;
};

/* Goes over the surface tile by tile. */
void crq_etch(const struct crq_etching *etching);

/* The age at which a crack has opened. */
#define CRQ_ETCH_OPENS 0.22f

/* How far a crack of this age has opened, 0..1: quickly visible, slowly wide. */
static inline float crq_etch_opening(float age) {
    return 0.35f * crq_smoothstep(0.0f, 0.02f, age) +
           0.65f * crq_smoothstep(0.0f, CRQ_ETCH_OPENS, age);
}

#endif
