/* Nodes, cracks and shards of a net's file, each checked as it is read. */
#include "wound/graph.h"
#include "wound/load.h"

#include <math.h>
#include <string.h>

static bool crq_load_key(const struct crq_loading *loading, const struct crq_yaml *map,
    const char *key, int64_t low, int64_t count, int32_t *value) {
    const struct crq_yaml *found = crq_load_member(loading, map, key, CRQ_YAML_WORD);
    return found && crq_load_index(loading, found, key, low, count, value);
}

static const struct crq_yaml *at(const struct crq_yaml *list, guint i) {
    return list->members->pdata[i];
}

static bool has_members(
    const struct crq_loading *loading, const struct crq_yaml *list, guint count) {
    if (list->kind != CRQ_YAML_LIST || list->members->len != count) {
        return crq_load_complain(loading, list, "a list of %u is wanted here", count);
    }
    return true;
}

static bool read_place(const struct crq_loading *loading, const struct crq_yaml *list,
    float *x, float *y) {
    return crq_load_real(
               loading, at(list, 0), "x", 0.0, (double)loading->net->across, x) &&
           crq_load_real(loading, at(list, 1), "y", 0.0, (double)loading->net->down, y);
}

static bool read_node(const struct crq_loading *loading, const struct crq_yaml *list,
    struct crq_node *node) {
    if (!has_members(loading, list, 4) ||
        !read_place(loading, list, &node->x, &node->y) ||
        !crq_load_real(loading, at(list, 2), "born", 0.0, 1.0, &node->born)) {
        return false;
    }
    const struct crq_yaml *kind = at(list, 3);
    for (node->kind = 0; crq_node_names[node->kind]; node->kind++) {
        if (kind->word && strcmp(kind->word, crq_node_names[node->kind]) == 0) {
            return true;
        }
    }
    return crq_load_complain(loading, kind, "there is no such kind of node");
}

static bool read_nodes(const struct crq_loading *loading, const struct crq_yaml *map) {
    const struct crq_yaml *list = crq_load_member(loading, map, "nodes", CRQ_YAML_LIST);
    if (!list) {
        return false;
    }
    struct crq_net *net = loading->net;
    net->node_count = list->members->len;
    net->nodes = g_new0(struct crq_node, net->node_count);
    for (uint32_t i = 0; i < net->node_count; i++) {
        if (!read_node(loading, at(list, i), &net->nodes[i])) {
            return false;
        }
    }
    return true;
}

/* A vertex that names a node must lie on it, or light would jump where it is followed.
 */
static bool read_vertex(const struct crq_loading *loading, const struct crq_yaml *list,
    struct crq_vertex *vertex) {
    const struct crq_net *net = loading->net;
    if (!has_members(loading, list, 5) ||
        !read_place(loading, list, &vertex->x, &vertex->y) ||
        !crq_load_real(loading, at(list, 2), "born", 0.0, 1.0, &vertex->born) ||
        !crq_load_real(loading, at(list, 3), "width", 0.0, 1.0, &vertex->width) ||
        !crq_load_index(
            loading, at(list, 4), "node", -1, net->node_count, &vertex->node)) {
        return false;
    }
    if (vertex->node < 0) {
        return true;
    }
    const struct crq_node *node = &net->nodes[vertex->node];
    if (fabsf(node->x - vertex->x) > 1e-4f || fabsf(node->y - vertex->y) > 1e-4f) {
        return crq_load_complain(loading, list, "node %d lies elsewhere", vertex->node);
    }
    return true;
}

/* Counted before they are read: a limit must refuse before memory does. */
static bool read_line(const struct crq_loading *loading, const struct crq_yaml *list,
    struct crq_crack *crack) {
    if (list->members->len < 2) {
        return crq_load_complain(loading, list, "a line has at least two vertices");
    }
    if (loading->vertices->len + list->members->len > CRQ_GRAPH_VERTICES) {
        return crq_load_exceed(loading, "vertices", CRQ_GRAPH_VERTICES);
    }
    crack->first = loading->vertices->len;
    crack->count = list->members->len;
    float born = 0.0f;
    for (guint i = 0; i < crack->count; i++) {
        struct crq_vertex vertex;
        if (!read_vertex(loading, at(list, i), &vertex)) {
            return false;
        }
        if (vertex.born < born) {
            return crq_load_complain(
                loading, at(list, i), "a crack cannot run back in time");
        }
        born = vertex.born;
        g_array_append_val(loading->vertices, vertex);
        if (i == 0 || i + 1 == crack->count) {
            crack->node[i > 0] = vertex.node;
        }
    }
    if (crack->node[0] < 0 || crack->node[1] < 0) {
        return crq_load_complain(loading, list, "a line must start and end at a node");
    }
    return true;
}

/* Parents come first, so that a family has no rings. */
static bool read_crack(const struct crq_loading *loading, const struct crq_yaml *map,
    uint32_t index, uint32_t shards, struct crq_crack *crack) {
    const struct crq_yaml *line = crq_load_member(loading, map, "line", CRQ_YAML_LIST);
    const struct crq_yaml *sides =
        line ? crq_load_member(loading, map, "shard", CRQ_YAML_LIST) : NULL;
    return sides && has_members(loading, sides, 2) &&
           crq_load_index(
               loading, at(sides, 0), "shard", -1, shards, &crack->shard[0]) &&
           crq_load_index(
               loading, at(sides, 1), "shard", -1, shards, &crack->shard[1]) &&
           crq_load_key(loading, map, "parent", -1, index, &crack->parent) &&
           crq_load_key(loading, map, "generation", 0, 10000, &crack->generation) &&
           crq_load_key(loading, map, "stroke", 0, CRQ_GRAPH_CRACKS, &crack->stroke) &&
           read_line(loading, line, crack);
}

static bool read_cracks(
    const struct crq_loading *loading, const struct crq_yaml *map, uint32_t shards) {
    const struct crq_yaml *list =
        crq_load_member(loading, map, "cracks", CRQ_YAML_LIST);
    if (!list) {
        return false;
    }
    if (list->members->len > CRQ_GRAPH_CRACKS) {
        return crq_load_exceed(loading, "cracks", CRQ_GRAPH_CRACKS);
    }
    struct crq_net *net = loading->net;
    net->crack_count = list->members->len;
    net->cracks = g_new0(struct crq_crack, net->crack_count);
    for (uint32_t i = 0; i < net->crack_count; i++) {
        if (!read_crack(loading, at(list, i), i, shards, &net->cracks[i])) {
            return false;
        }
    }
    return true;
}

static bool read_corners(
    const struct crq_loading *loading, const struct crq_yaml *map) {
    const struct crq_yaml *list =
        crq_load_member(loading, map, "corners", CRQ_YAML_LIST);
    for (guint i = 0; list && i < list->members->len; i++) {
        struct crq_vertex vertex = {.node = -1};
        if (loading->vertices->len >= CRQ_GRAPH_VERTICES) {
            return crq_load_exceed(loading, "vertices", CRQ_GRAPH_VERTICES);
        }
        if (!has_members(loading, at(list, i), 2) ||
            !read_place(loading, at(list, i), &vertex.x, &vertex.y)) {
            return false;
        }
        g_array_append_val(loading->vertices, vertex);
    }
    return list != NULL;
}

static bool read_shard(const struct crq_loading *loading, const struct crq_yaml *map,
    uint32_t index, struct crq_shard *shard) {
    const struct crq_yaml *list =
        crq_load_member(loading, map, "outline", CRQ_YAML_LIST);
    if (!list || !crq_load_key(loading, map, "parent", -1, index, &shard->parent) ||
        !crq_load_key(loading, map, "generation", 0, 10000, &shard->generation)) {
        return false;
    }
    if (list->members->len < 3) {
        return crq_load_complain(
            loading, list, "an outline has at least three vertices");
    }
    if (loading->outline->len + list->members->len > 2 * CRQ_GRAPH_VERTICES) {
        return crq_load_exceed(loading, "corners of shards", 2 * CRQ_GRAPH_VERTICES);
    }
    shard->first = loading->outline->len;
    shard->count = list->members->len;
    for (guint i = 0; i < shard->count; i++) {
        int32_t vertex = 0;
        if (!crq_load_index(
                loading, at(list, i), "vertex", 0, loading->vertices->len, &vertex)) {
            return false;
        }
        uint32_t corner = (uint32_t)vertex;
        g_array_append_val(loading->outline, corner);
    }
    return true;
}

/* The shards must be turned the right way and share out the canvas. */
static bool weigh_shards(
    const struct crq_loading *loading, const struct crq_yaml *list) {
    struct crq_net *net = loading->net;
    double sum = 0.0;
    crq_net_measure(net);
    for (uint32_t i = 0; i < net->shard_count; i++) {
        sum += net->shards[i].area;
        if (net->shards[i].area < 0.0) {
            return crq_load_complain(
                loading, at(list, i), "this shard's outline is turned");
        }
    }
    double area = (double)net->across * (double)net->down;
    if (net->shard_count > 0 && fabs(sum - area) > 1e-5 * area) {
        return crq_load_complain(loading, list,
            "the shards' areas sum to %g, the canvas is %g square short sides", sum,
            area);
    }
    return true;
}

static bool read_shards(
    const struct crq_loading *loading, const struct crq_yaml *list) {
    struct crq_net *net = loading->net;
    net->shard_count = list->members->len;
    net->shards = g_new0(struct crq_shard, net->shard_count);
    for (uint32_t i = 0; i < net->shard_count; i++) {
        if (!read_shard(loading, at(list, i), i, &net->shards[i])) {
            return false;
        }
    }
    return true;
}

/* The last check, for it needs all vertices: it costs a look at what is near each. */
static bool untangle(const struct crq_loading *loading, const struct crq_yaml *map) {
    const struct crq_yaml *list = crq_yaml_member(map, "cracks");
    uint32_t crack = 0;
    uint32_t other = 0;
    switch (crq_net_tangle(loading->net, &crack, &other)) {
    case CRQ_TANGLE_CROSSING:
        return crq_load_complain(loading, at(list, crack),
            "crack %u crosses crack %u without a node", crack, other);
    case CRQ_TANGLE_CROWDED:
        return crq_fail(loading->error, CRQ_ERROR_LIMIT,
            "'%s' crowds too many cracks into one place", loading->path);
    default:
        return true;
    }
}

/* Vertices are read into arrays that the net takes over, whether good or not. */
bool crq_load_net(struct crq_loading *loading, const struct crq_yaml *map) {
    struct crq_net *net = loading->net;
    const struct crq_yaml *shards =
        crq_load_member(loading, map, "shards", CRQ_YAML_LIST);
    if (!shards) {
        return false;
    }
    if (shards->members->len > CRQ_GRAPH_SHARDS) {
        return crq_load_exceed(loading, "shards", CRQ_GRAPH_SHARDS);
    }
    loading->vertices = g_array_new(FALSE, FALSE, sizeof(struct crq_vertex));
    loading->outline = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = read_nodes(loading, map) &&
                read_cracks(loading, map, shards->members->len) &&
                read_corners(loading, map) && read_shards(loading, shards);
    net->vertex_count = loading->vertices->len;
    net->vertices = (void *)g_array_free(loading->vertices, FALSE);
    net->outline_count = loading->outline->len;
    net->outline = (void *)g_array_free(loading->outline, FALSE);
    return good && weigh_shards(loading, shards) && untangle(loading, map);
}
