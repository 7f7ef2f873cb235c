/* The bridge to cairo: its anti-aliased coverage, laid down in linear light. */
#ifndef CRQ_SHEET_INK_H
#define CRQ_SHEET_INK_H

#include "base/crew.h"
#include "sheet/sheet.h"

#include <cairo.h>

enum crq_blend {
    CRQ_BLEND_OVER, /* paint that covers */
    CRQ_BLEND_ADD,  /* light that adds */
};

/* Calls draw(cr, context) for every tile of the sheet with user space in short sides;
 * what it draws counts as coverage only (its own colours are ignored, its alpha is
 * kept), and `colour` (linear, not premultiplied, may exceed 1) is laid through it.
 * `draw` may run on several threads at once and must only read its context. Tiles are
 * fixed, so the bytes depend neither on threads nor on strips, and sheets may exceed
 * cairo's own limit of 32,767 pixels. */
void crq_ink(struct crq_sheet *sheet, const struct crq_crew *crew, crq_rgba colour,
    enum crq_blend blend, void (*draw)(cairo_t *cr, const void *context),
    const void *context);

#endif
