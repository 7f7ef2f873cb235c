/* Widths along the cracks, and how far they are filled. */
#include "mend/vein.h"

#include "base/dmath.h"
#include "form/noise.h"

struct growing {
    const struct crq_easel *easel;
    const struct crq_gauge *gauge;
    GArray *ribbons;
    float widest; /* of the net's vertices */
    uint32_t noise;
};

static float share_of(const struct growing *g, const struct crq_vertex *v) {
    return g->widest > 0.0f ? v->width / g->widest : 1.0f;
}

/* Metal runs unevenly: it stands in beads and thins to a thread between them. */
static float half_at(
    const struct growing *g, const struct crq_vertex *v, uint32_t crack, float along) {
    uint32_t seed = g->noise + crack * 7u;
    float beads = crq_noise1(along * 26.0f, seed) + crq_noise1(along * 7.0f, seed + 3u);
    float bead = crq_mix(1.0f, 0.22f + 0.78f * beads, g->gauge->uneven);
    float share = share_of(g, v);
    return (g->gauge->usual * share * sqrtf(sqrtf(share)) + g->gauge->least) * bead;
}

static bool is_free(const struct crq_net *net, int32_t node) {
    return node >= 0 && (uint32_t)node < net->node_count &&
           net->nodes[node].kind == CRQ_NODE_END;
}

static void grow_crack(struct growing *g, uint32_t index) {
    const struct crq_net *net = &g->easel->wound->glass;
    const struct crq_crack *crack = &net->cracks[index];
    struct crq_piece_end last = {0.0f, 0.0f, 0.0f, 0.0f, 0.0f};
    for (uint32_t i = 0; i < crack->count; i++) {
        const struct crq_vertex *v = &net->vertices[crack->first + i];
        float dx = v->x - last.x;
        float dy = v->y - last.y;
        float along = i > 0 ? last.along + sqrtf(dx * dx + dy * dy) : 0.0f;
        struct crq_piece_end end = {v->x, v->y, half_at(g, v, index, along),
            g->easel->arrival->vertex[crack->first + i], along};
        bool tip = (i == 0 && is_free(net, crack->node[0])) ||
                   (i + 1 == crack->count && is_free(net, crack->node[1]));
        end.half = tip ? 0.0f : end.half;
        if (i > 0) {
            struct crq_ribbon ribbon = {last, end, index};
            g_array_append_val(g->ribbons, ribbon);
        }
        last = end;
    }
}

/* Metal stands wider where cracks meet: a disc at each end that meets another crack. */
static void grow_pools(struct growing *g, uint32_t index) {
    const struct crq_net *net = &g->easel->wound->glass;
    const struct crq_crack *crack = &net->cracks[index];
    for (int side = 0; side < 2 && crack->count > 1; side++) {
        uint32_t i = side ? crack->first + crack->count - 1 : crack->first;
        const struct crq_vertex *v = &net->vertices[i];
        uint32_t strand = net->crack_count + 2 * index + (uint32_t)side;
        float size = 0.5f + crq_hash_unit(crq_hash(g->noise + strand));
        float half =
            g->gauge->usual * g->gauge->pool * size * (0.10f + 0.90f * share_of(g, v));
        if (is_free(net, crack->node[side]) || half <= 0.0f) {
            continue;
        }
        struct crq_piece_end end = {v->x, v->y, half, g->easel->arrival->vertex[i], 0};
        struct crq_ribbon ribbon = {end, end, strand};
        g_array_append_val(g->ribbons, ribbon);
    }
}

struct crq_vein *crq_vein_create(
    const struct crq_easel *easel, const struct crq_gauge *gauge) {
    const struct crq_net *net = &easel->wound->glass;
    struct growing growing = {easel, gauge,
        g_array_new(FALSE, FALSE, sizeof(struct crq_ribbon)), 0.0f,
        crq_bits(crq_chance(easel->seed, "beads of metal"), 0, 0)};
    for (uint32_t i = 0; i < net->vertex_count; i++) {
        growing.widest = MAX(growing.widest, net->vertices[i].width);
    }
    for (uint32_t c = 0; c < net->crack_count; c++) {
        grow_crack(&growing, c);
    }
    for (uint32_t c = 0; c < net->crack_count; c++) {
        grow_pools(&growing, c);
    }
    struct crq_vein *vein = g_new(struct crq_vein, 1);
    vein->count = growing.ribbons->len;
    vein->ribbons = (struct crq_ribbon *)(void *)g_array_free(growing.ribbons, FALSE);
    return vein;
}

void crq_vein_destroy(void *vein) {
    if (vein) {
        g_free(((struct crq_vein *)vein)->ribbons);
        g_free(vein);
    }
}

static struct crq_piece_end between(
    struct crq_piece_end a, struct crq_piece_end b, float t) {
    return (struct crq_piece_end){crq_mix(a.x, b.x, t), crq_mix(a.y, b.y, t),
        crq_mix(a.half, b.half, t), crq_mix(a.when, b.when, t),
        crq_mix(a.along, b.along, t)};
}

/* Keeps the part of a ribbon that light has reached; false when there is none. */
static bool cut(struct crq_ribbon *r, float mended) {
    if (r->a.when >= mended && r->b.when >= mended) {
        return false;
    }
    if (r->a.when < mended && r->b.when < mended) {
        return true;
    }
    float t = (mended - r->a.when) / (r->b.when - r->a.when);
    struct crq_piece_end tip = between(r->a, r->b, crq_saturate(t));
    if (r->a.when < mended) {
        r->b = tip;
    } else {
        r->a = tip;
    }
    return true;
}

struct crq_ribbon *crq_vein_filled(const struct crq_vein *vein, float mended,
    float swelling, float scale, uint32_t *count) {
    struct crq_ribbon *filled = g_new(struct crq_ribbon, vein->count + 1);
    *count = 0;
    for (uint32_t i = 0; i < vein->count; i++) {
        struct crq_ribbon r = vein->ribbons[i];
        if (cut(&r, mended)) {
            r.a.half *= scale * crq_smoothstep(0.0f, swelling, mended - r.a.when);
            r.b.half *= scale * crq_smoothstep(0.0f, swelling, mended - r.b.when);
            filled[(*count)++] = r;
        }
    }
    return filled;
}
