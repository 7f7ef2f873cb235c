/* The brush pass: turns a rendered picture into a painted one, in place.
 *
 * Strokes follow the picture's own edges (structure tensor of log luminance;
 * Kyprianidis and Doellinger 2008), carry a noise smeared along them (line integral
 * convolution, Cabral and Leedom 1993), drag colour a little across themselves and
 * catch light on their relief; beneath lies the weave of the canvas. Quiet places get
 * broad strokes, detailed ones fine strokes. All lengths are in short sides, and the
 * noise belongs to the canvas: in a sequence it stands still. Light is linear and
 * unbounded before and after; depth and thing planes are not touched. */
#ifndef CRQ_PAINT_BRUSH_H
#define CRQ_PAINT_BRUSH_H

#include "model/operation.h"

struct crq_brushwork {
    double strength; /* 0 leaves every pixel as it was */
    double size, relief, weave;
};

void crq_brushwork_paint(
    const struct crq_brush *brush, const void *values, const void *kept);

/* clang-format off */
#define CRQ_BRUSH_ROW(field, usual, least, most, from, to, words) \
    {CRQ_REAL(struct crq_brushwork, field), .preset = (usual), .low = (least), \
        .high = (most), .easy = {from, to}, .unit = CRQ_UNIT_RATIO, .brief = words}

/* Defines the layer `brush` of a canvas, to be painted last; `usual` is the preset of
 * its strength there. */
#define CRQ_BRUSH_LAYER(canvas, usual) \
    static const struct crq_param params[] = { \
        CRQ_BRUSH_ROW(strength, usual, 0, 2, 0, 1.2, "how much is brushwork"), \
        CRQ_BRUSH_ROW(size, 1, 0.25, 6, 0.6, 2, "size of the strokes"), \
        CRQ_BRUSH_ROW(relief, 1, 0, 3, 0.3, 1.6, "light on the ridges of the paint"), \
        CRQ_BRUSH_ROW(weave, 0.6, 0, 3, 0, 1.2, "weave of the canvas"), \
    }; \
    const struct crq_operation crq_op_##canvas##_brush = { \
        .name = "brush", \
        .brief = "brush strokes and canvas weave over the whole picture", \
        .family = CRQ_PAINT, \
        CRQ_VALUES(struct crq_brushwork, params), \
        .paint = crq_brushwork_paint, \
    }
/* clang-format on */

#endif
