/* The wound as a file: JSON to keep and feed back, SVG to look at or plot.
 *
 * JSON (format 1), lengths in short sides:
 *   {"craquelure-wound": 1, "across": .., "down": .., "epicentre": [x, y],
 *    "paint": net, "glass": net}
 *   net: {"nodes": [[x, y, born, "end|abutment|fork|crossing|border"], ..],
 *         "cracks": [{"parent": i, "generation": n, "stroke": i, "shard": [l, r],
 *                     "line": [[x, y, born, width, node], ..]}, ..],
 *         "corners": [[x, y], ..],
 *         "shards": [{"parent": i, "generation": n, "outline": [vertex, ..]}, ..]}
 * Vertices are counted through all lines in order, then through the corners. An index
 * of -1 is none. */
#ifndef CRQ_WOUND_GRAPH_H
#define CRQ_WOUND_GRAPH_H

#include "wound/wound.h"

/* A net of more vertices, cracks or shards is refused, and a file of more bytes. */
enum {
    CRQ_GRAPH_VERTICES = 600000,
    CRQ_GRAPH_CRACKS = 60000,
    CRQ_GRAPH_SHARDS = 20000,
    CRQ_GRAPH_LONGEST = 32 << 20
};

/* Both nets with every number as it is, so that loading gives the same numbers. False
 * with CRQ_ERROR_FILE. The file appears under its name only when whole; "-" is
 * standard output. */
bool crq_wound_save_json(
    const struct crq_wound *wound, const char *path, GError **error);

/* Both nets as polylines with round ends, in user units of a thousandth of a short
 * side; the glass net's shards as polygons below them. */
bool crq_wound_save_svg(
    const struct crq_wound *wound, const char *path, GError **error);

/* Reads what crq_wound_save_json wrote, checks all of it, and fits it to the work's
 * canvas. NULL with CRQ_ERROR_FILE, CRQ_ERROR_WORK ('path:line:column: ...') or
 * CRQ_ERROR_LIMIT. */
struct crq_wound *crq_wound_load(
    const char *path, const struct crq_work *work, GError **error);

/* Whether two segments of a net cross without a node; *crack and *other are set to
 * whose they are. Gives up when too many segments crowd one place to look at all. */
enum crq_tangle { CRQ_TANGLE_NONE, CRQ_TANGLE_CROSSING, CRQ_TANGLE_CROWDED };
enum crq_tangle crq_net_tangle(
    const struct crq_net *net, uint32_t *crack, uint32_t *other);

/* Areas, centroids and times of the shards, from their outlines. */
void crq_net_measure(struct crq_net *net);

extern const char *const crq_node_names[]; /* NULL-terminated, by enum crq_node_kind */

#endif
