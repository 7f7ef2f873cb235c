/* Metal: what light does on the stuff of the seams.
 *
 * A bead has no colour of its own but mirrors what is around it: the picture
 * (softened), a hard lamp, a cool strip of window, a dark floor. Only that contrast
 * reads as metal. The lamp stands at the door while it burns, then hangs over the
 * gallery and sways with the moment, so that scars glisten. */
#ifndef CRQ_MEND_METAL_H
#define CRQ_MEND_METAL_H

#include "form/noise.h"
#include "mend/mending.h"

struct crq_smith {
    struct crq_sheet *soft;            /* the whole picture, softened; owned */
    crq_rgba body[CRQ_METAL_MIXED][2]; /* reflectance facing, and of the deep */
    crq_rgba lamp_colour, window_colour;
    float door[2];    /* where it burns, short sides */
    float burning;    /* 0 the gallery's lamp, 1 the door's */
    float gallery[3]; /* unit direction to the gallery's lamp */
    float spectrum;   /* saturation of opal */
    float pixel;      /* short sides */
    uint32_t noise;
    struct crq_chance chance;
    int32_t metal;
};

/* A spot of metal. */
struct crq_spot {
    float x, y;     /* short sides */
    float nx, ny;   /* slope of the surface there, rising the other way */
    crq_rgba place; /* what the picture shows around it */
    float lamp[3];  /* unit direction to the lamp */
    float glint;    /* 0..1: a facet flashes here */
};

/* False with CRQ_ERROR_LIMIT. */
bool crq_smith_init(
    struct crq_smith *smith, const struct crq_easel *easel, GError **error);
void crq_smith_finish(struct crq_smith *smith);

/* Which metal a strand is of: mixed seams choose for each. */
enum crq_metal crq_smith_choose(const struct crq_smith *smith, uint32_t strand);

/* Fills a spot's lamp alone, where no metal lies but its shadow falls. */
void crq_smith_aim(const struct crq_smith *smith, struct crq_spot *spot);

/* Fills a spot's place, lamp and glint, and lays hammer marks and powder grain on its
 * slope; `rough` 0 is polished, 1 the usual. */
void crq_smith_prepare(
    const struct crq_smith *smith, struct crq_spot *spot, float rough);

/* Display-linear colour, alpha 1. */
crq_rgba crq_smith_shade(
    const struct crq_smith *smith, enum crq_metal metal, const struct crq_spot *spot);

#endif
