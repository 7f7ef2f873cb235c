/* The wound as a file: JSON to keep and feed back, SVG to look at or plot. */
#ifndef CRQ_WOUND_GRAPH_H
#define CRQ_WOUND_GRAPH_H

#include "wound/wound.h"

/* Both nets with every number as it is, so that loading gives the same bytes. False
 * with CRQ_ERROR_FILE. The file appears under its name only when whole. */
bool crq_wound_save_json(
    const struct crq_wound *wound, const char *path, GError **error);

/* Both nets as strokes with round ends, in user units of short sides. */
bool crq_wound_save_svg(
    const struct crq_wound *wound, const char *path, GError **error);

/* Reads what crq_wound_save_json wrote, checks all of it, and fits it to the work's
 * canvas. NULL with CRQ_ERROR_FILE, CRQ_ERROR_WORK ('path:line:column: ...') or
 * CRQ_ERROR_LIMIT. */
struct crq_wound *crq_wound_load(
    const char *path, const struct crq_work *work, GError **error);

#endif
