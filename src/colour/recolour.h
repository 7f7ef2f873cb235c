/* New palettes from old ones. Colours move in OKLab, so that what is halfway looks
 * halfway; where no screen could show one, it loses colour and keeps lightness and hue.
 */
#ifndef CRQ_COLOUR_RECOLOUR_H
#define CRQ_COLOUR_RECOLOUR_H

#include "colour/palette.h"

/* `share` (0..1) of the second in the first: colours and scalars. A role that one of
 * them lacks is as in the other. Caller destroys. */
struct crq_palette *crq_palette_mix(
    const struct crq_palette *first, const struct crq_palette *second, float share);

struct crq_tweak {
    float hue;       /* turns, added */
    float chroma;    /* factor on the strength of colour; 1 leaves it */
    float lightness; /* added to 0 black .. 1 white */
};

/* Moves every colour. */
void crq_palette_tweak(struct crq_palette *palette, const struct crq_tweak *tweak);

/* The palette as a GIMP palette, as crq_palette_parse reads it; caller frees. */
char *crq_palette_text(const struct crq_palette *palette);

#endif
