/* How paint cracks, as numbers: one row a style.
 *
 * Lengths are in units of the style's own spacing U (twice the area over the length
 * of all cracks, about the side of an island). */
#ifndef CRQ_WOUND_STYLE_H
#define CRQ_WOUND_STYLE_H

#include "wound/wound.h"

struct crq_style_row {
    double spacing;  /* U against the usual */
    double reach;    /* how far a crack relieves the tension across it */
    double uneven;   /* how much that varies over the canvas */
    double axis;     /* direction of the greatest tension, turns */
    double spin;     /* how far chance turns the axis, turns either way */
    double grain;    /* how much greater it is than across */
    double drift;    /* wander of the axis, turns */
    double garland;  /* turn of the axis round the corners of a stretcher */
    double blow;     /* tension around the epicentre: 0 none, 1 shot glass */
    double brittle;  /* unevenness of the paint's strength */
    double until;    /* tension below which no crack starts */
    double arrest;   /* tension below which a tip stops */
    double hazard;   /* chance per U that a tip stops anyway */
    double rough;    /* wander of a tip */
    double turning;  /* how fast a tip follows the tension */
    double forks;    /* share of cracks that start as a three-armed star */
    double twigs;    /* late dead ends, for every crack */
    double crossing; /* chance that a tip jumps the crack it meets */
    double width;    /* of a crack 3 U long */
};

extern const struct crq_style_row crq_style_rows[CRQ_STYLES];

#endif
