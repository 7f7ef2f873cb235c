/* Glyphs: the signs of the alchemists as pen strokes.
 *
 * A glyph is a line of text, in hundredths of a box that reaches from -50 to 50, y
 * down: m x y            lift the pen and set it down l x y            a straight
 * stroke q cx cy x y      a bend (quadratic Bezier) a cx cy r b e    lift the pen; an
 * arc from b to e, in hundredths of a turn (0 right, 25 down, 50 left, 75 up) A cx cy r
 * b e    an arc that goes on from where the pen is c cx cy r        lift the pen; a
 * circle, begun at the top */
#ifndef CRQ_MEND_GLYPH_H
#define CRQ_MEND_GLYPH_H

#include "mend/ribbon.h"

struct crq_glyph {
    const char *name, *meaning;
    const char *strokes;
};

extern const struct crq_glyph crq_glyphs[];
extern const int crq_glyph_count;

/* A point of the pen's way; lengths in boxes. */
struct crq_pen_point {
    float x, y;
    float along; /* drawn length up to here, lifted moves not counted */
    bool lifted; /* the pen came here through the air */
};

/* The pen's way in steps no longer than `step` boxes; caller frees the array of struct
 * crq_pen_point. NULL when the text is no glyph. */
GArray *crq_glyph_trace(const char *strokes, float step);

/* How a glyph is written on the canvas. */
struct crq_hand {
    float x, y, size; /* middle, and length of a box, short sides */
    float turn;       /* turns clockwise */
    float pen;        /* half width of the nib, short sides */
    float lit, pace;  /* mended-time of the first touch, and of drawing all of it */
    uint32_t strand, seed;
};

/* Appends the pen's way to an array of struct crq_ribbon, as a hand would draw it: a
 * broad nib, a slight tremor. */
void crq_glyph_write(GArray *ribbons, const GArray *way, const struct crq_hand *hand);

#endif
