/* Times and widths of the paint net. */
#include "wound/age.h"

#include "base/dmath.h"
#include "form/noise.h"

struct aging {
    const struct crq_layer *layer;
    struct crq_weft *weft;
    const GArray *touches;
    uint32_t touch; /* the first of the strand in hand */
    struct crq_chance chance;
    double *width; /* of strands */
};

static const struct crq_contact *contact(const struct aging *aging, uint32_t i) {
    return &g_array_index(aging->touches, struct crq_touch, i).contact;
}

static uint32_t touches_end(const struct aging *aging, uint32_t strand) {
    uint32_t i = aging->touch;
    while (i < aging->touches->len &&
           g_array_index(aging->touches, struct crq_touch, i).strand == strand) {
        i++;
    }
    return i;
}

/* The paint gives way from its worst places on, a little sooner near the blow; what a
 * crack touches was there before it. */
static double begin(const struct aging *aging, uint32_t strand, uint32_t end) {
    const struct crq_layer *layer = aging->layer;
    const struct crq_point *p = crq_strand_points(crq_weft_at(aging->weft, strand));
    double rank = (strand + 0.5) / aging->weft->strands->len;
    double x = p->x - layer->x;
    double y = p->y - layer->y;
    double far = fmin(sqrt(x * x + y * y) / 1.5, 1.0);
    float odd = crq_unit(aging->chance, strand, 0);
    double start =
        0.33 * (double)crq_pow((float)rank, 0.8f) + 0.045 * far + 0.02 * (double)odd;
    for (uint32_t i = aging->touch; i < end; i++) {
        const struct crq_contact *c = contact(aging, i);
        bool fork = c->kind == CRQ_NODE_FORK;
        double host =
            fork ? crq_strand_points(crq_weft_at(aging->weft, c->host))[c->segment].born
                 : crq_weft_born(aging->weft, c->host, c->segment, c->along);
        start = fmax(start, host + (fork ? 0.0 : 0.002));
    }
    return start;
}

/* Steady along the crack, from its start; long ones are faster, or late ones would run
 * into the next act. */
static void time_strand(struct aging *aging, uint32_t strand, uint32_t end) {
    struct crq_strand *line = crq_weft_at(aging->weft, strand);
    struct crq_point *p = crq_strand_points(line);
    double length = crq_strand_length(line);
    double start = begin(aging, strand, end);
    double lasts = 0.012 + 0.11 * length / (length + 0.4);
    double so_far = 0.0;
    for (uint32_t i = 0; i < line->points->len; i++) {
        if (i > 0) {
            double x = p[i].x - p[i - 1].x;
            double y = p[i].y - p[i - 1].y;
            so_far += sqrt(x * x + y * y);
        }
        p[i].born = start + lasts * so_far / length;
        if (p[i].node >= 0) {
            struct crq_node *node =
                &g_array_index(aging->weft->nodes, struct crq_node, p[i].node);
            bool first = node->born <= 0.0f || (float)p[i].born < node->born;
            node->born = first ? (float)p[i].born : node->born;
        }
    }
}

/* Long cracks gape, and the older one of two that meet is the wider, nearly always. */
static double full_width(
    const struct aging *aging, uint32_t strand, double length, uint32_t end) {
    double unit = aging->layer->unit;
    double grown = 0.55 + 0.55 * (double)crq_pow((float)(length / (3.0 * unit)), 0.4f);
    float odd = crq_normal(aging->chance, strand, 1);
    float cap = crq_unit(aging->chance, strand, 2);
    double width = aging->layer->style->width * unit * fmin(grown, 1.7) *
                   (double)crq_exp(0.16f * odd);
    for (uint32_t i = aging->touch; i < end; i++) {
        double host = aging->width[contact(aging, i)->host];
        /* a fifth or so may still gape more than what they lean on */
        width = fmin(width, host * (0.70 + 0.42 * (double)cap));
    }
    return fmax(width, 0.38 * aging->layer->style->width * unit);
}

static double taper(double distance, double over) {
    return distance < over ? sqrt(fmax(distance, 0.0) / over) : 1.0;
}

static void widen_strand(struct aging *aging, uint32_t strand, uint32_t end) {
    struct crq_strand *line = crq_weft_at(aging->weft, strand);
    struct crq_point *p = crq_strand_points(line);
    uint32_t last = line->points->len - 1;
    double unit = aging->layer->unit;
    double length = crq_strand_length(line);
    double width = full_width(aging, strand, length, end);
    aging->width[strand] = width;
    const struct crq_node *nodes =
        (const struct crq_node *)(void *)aging->weft->nodes->data;
    bool free_start = nodes[p[0].node].kind == CRQ_NODE_END;
    bool free_end = nodes[p[last].node].kind == CRQ_NODE_END;
    uint32_t seed = crq_bits(aging->chance, strand, 3);
    double over = fmin(0.5 * unit, 0.6 * length);
    double so_far = 0.0;
    for (uint32_t i = 0; i <= last; i++) {
        if (i > 0) {
            double x = p[i].x - p[i - 1].x;
            double y = p[i].y - p[i - 1].y;
            so_far += sqrt(x * x + y * y);
        }
        double slow = (double)crq_noise1((float)(so_far / (0.6 * unit)), seed) - 0.5;
        double part = free_start ? taper(so_far, over) : 1.0;
        part *= free_end ? taper(length - so_far, over) : 1.0;
        p[i].width = width * (1.0 + 0.5 * slow) * fmax(part, 0.12);
    }
}

void crq_age(
    const struct crq_layer *layer, struct crq_weft *weft, const GArray *touches) {
    struct aging aging = {
        .layer = layer,
        .weft = weft,
        .touches = touches,
        .chance = crq_chance(layer->seed, "paint age"),
        .width = g_new0(double, weft->strands->len + 1),
    };
    for (uint32_t i = 0; i < weft->strands->len; i++) {
        uint32_t end = touches_end(&aging, i);
        time_strand(&aging, i, end);
        widen_strand(&aging, i, end);
        aging.touch = end;
    }
    g_free(aging.width);
}
