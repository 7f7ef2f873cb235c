/* Smoothing stairs out of a picture that had few samples a pixel. */
#ifndef CRQ_SHEET_ANTIALIAS_H
#define CRQ_SHEET_ANTIALIAS_H

#include "base/crew.h"
#include "sheet/sheet.h"

/* Morphological antialiasing in place: along every edge of brightness each pixel takes
 * the share of its neighbour that a straight edge would give it (FXAA; T. Lottes,
 * 2011). Light without bounds is averaged as the eye will see it. Depth and things
 * stay as they are; without memory the picture does. */
void crq_antialias(struct crq_sheet *sheet, const struct crq_crew *crew);

#endif
