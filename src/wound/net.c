/* Strands, joints, and their weaving into one net. */
#include "wound/net.h"

#include <math.h>

void crq_weft_init(struct crq_weft *weft) {
    weft->strands = g_array_new(FALSE, FALSE, sizeof(struct crq_strand));
    weft->joints = g_array_new(FALSE, FALSE, sizeof(struct crq_joint));
    weft->nodes = g_array_new(FALSE, FALSE, sizeof(struct crq_node));
}

void crq_weft_finish(struct crq_weft *weft) {
    for (uint32_t i = 0; i < weft->strands->len; i++) {
        g_array_free(crq_weft_at(weft, i)->points, TRUE);
    }
    g_array_free(weft->strands, TRUE);
    g_array_free(weft->joints, TRUE);
    g_array_free(weft->nodes, TRUE);
}

uint32_t crq_weft_strand(struct crq_weft *weft) {
    struct crq_strand strand = {
        .points = g_array_new(FALSE, FALSE, sizeof(struct crq_point)),
        .parent = -1,
        .stroke = (int32_t)weft->strands->len,
        .shard = {-1, -1},
    };
    g_array_append_val(weft->strands, strand);
    return weft->strands->len - 1;
}

int32_t crq_weft_node(
    struct crq_weft *weft, double x, double y, double born, enum crq_node_kind kind) {
    struct crq_node node = {(float)x, (float)y, (float)born, (int32_t)kind};
    g_array_append_val(weft->nodes, node);
    return (int32_t)weft->nodes->len - 1;
}

double crq_strand_length(const struct crq_strand *strand) {
    const struct crq_point *p = crq_strand_points(strand);
    double length = 0.0;
    for (uint32_t i = 1; i < strand->points->len; i++) {
        double x = p[i].x - p[i - 1].x;
        double y = p[i].y - p[i - 1].y;
        length += sqrt(x * x + y * y);
    }
    return length;
}

double crq_weft_born(
    const struct crq_weft *weft, uint32_t host, uint32_t segment, double along) {
    const struct crq_point *p = crq_strand_points(crq_weft_at(weft, host)) + segment;
    return p[0].born + (p[1].born - p[0].born) * along;
}

/* Last places first, so that letting one in does not move those still to come. */
static int by_place(const void *a, const void *b) {
    const struct crq_joint *p = a;
    const struct crq_joint *q = b;
    if (p->strand != q->strand) {
        return p->strand < q->strand ? -1 : 1;
    }
    if (p->segment != q->segment) {
        return p->segment > q->segment ? -1 : 1;
    }
    if (p->along != q->along) {
        return p->along > q->along ? -1 : 1;
    }
    return p->point.node < q->point.node ? -1 : p->point.node > q->point.node;
}

/* The host's own time and width hold at the joint; the node keeps the first arrival. */
static void let_in(struct crq_weft *weft, const struct crq_joint *joint) {
    GArray *points = crq_weft_at(weft, joint->strand)->points;
    struct crq_point *p = &g_array_index(points, struct crq_point, joint->segment);
    struct crq_point point = joint->point;
    point.born = p[0].born + (p[1].born - p[0].born) * joint->along;
    point.width = p[0].width + (p[1].width - p[0].width) * joint->along;
    g_array_insert_val(points, joint->segment + 1, point);
    struct crq_node *node =
        &g_array_index(weft->nodes, struct crq_node, joint->point.node);
    node->born = fminf(node->born, (float)point.born);
}

/* From double to single precision, once and for all: what is shared stays shared, for
 * equal doubles round alike. */
static void copy_crack(
    const struct crq_strand *strand, struct crq_net *net, uint32_t index) {
    const struct crq_point *p = crq_strand_points(strand);
    uint32_t count = strand->points->len;
    for (uint32_t i = 0; i < count; i++) {
        net->vertices[net->vertex_count + i] = (struct crq_vertex){(float)p[i].x,
            (float)p[i].y, (float)p[i].born, (float)p[i].width, p[i].node};
    }
    net->cracks[index] = (struct crq_crack){
        .first = net->vertex_count,
        .count = count,
        .node = {p[0].node, p[count - 1].node},
        .parent = strand->parent,
        .generation = strand->generation,
        .stroke = strand->stroke,
        .shard = {strand->shard[0], strand->shard[1]},
    };
    net->vertex_count += count;
}

void crq_weft_weave(struct crq_weft *weft, struct crq_net *net) {
    g_array_sort(weft->joints, by_place);
    for (uint32_t i = 0; i < weft->joints->len; i++) {
        let_in(weft, &g_array_index(weft->joints, struct crq_joint, i));
    }
    g_array_set_size(weft->joints, 0);
    size_t total = 0;
    for (uint32_t i = 0; i < weft->strands->len; i++) {
        total += crq_weft_at(weft, i)->points->len;
    }
    net->vertices = g_new0(struct crq_vertex, total);
    net->cracks = g_new0(struct crq_crack, weft->strands->len);
    net->crack_count = weft->strands->len;
    for (uint32_t i = 0; i < weft->strands->len; i++) {
        copy_crack(crq_weft_at(weft, i), net, i);
    }
    net->node_count = weft->nodes->len;
    net->nodes = g_memdup2(weft->nodes->data, weft->nodes->len * sizeof *net->nodes);
}

void crq_net_finish(struct crq_net *net) {
    g_free(net->vertices);
    g_free(net->cracks);
    g_free(net->nodes);
    g_free(net->outline);
    g_free(net->shards);
    *net = (struct crq_net){0};
}
