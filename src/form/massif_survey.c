/* Surveying a massif: its smooth shape, once, on a grid. */
#include "form/massif_shape.h"

#include <glib.h>

/* Steps of the fine survey in one of the coarse survey that goes before it. */
#define COARSER 4.0f

void crq_massif_settle(struct crq_massif *massif, float crumble) {
    const struct crq_massif_column *best = &massif->columns[0];
    for (int i = 1; i < massif->column_count; i++) {
        if (massif->columns[i].height > best->height) {
            best = &massif->columns[i];
        }
    }
    massif->top = best->height;
    massif->peak_x = best->x + best->bend_x * best->height * best->height;
    massif->peak_z = best->z + best->bend_z * best->height * best->height;
    massif->crumble = crumble;
    massif->broken_from = massif->top * (1.02f - 0.62f * crumble);
}

/* Distance to one column, and its radius there. */
CRQ_PACKET crq_f8 column_distance(const struct crq_massif *m,
    const struct crq_massif_column *c, struct crq_v8 p, crq_f8 *radius) {
    crq_f8 bend = p.y * p.y;
    crq_f8 dx = p.x - c->x - bend * c->bend_x;
    crq_f8 dz = p.z - c->z - bend * c->bend_z;
    crq_f8 up = crq_f8_saturate(1.0f - p.y * (1.0f / c->height));
    crq_f8 down = crq_f8_saturate(1.0f + p.y * (1.0f / c->root));
    crq_f8 crown = up * (1.0f - m->top_shape) + crq_f8_sqrt(up) * m->top_shape;
    crq_f8 taper = m->root_shape + (1.0f - m->root_shape) * crq_f8_sqrt(down);
    *radius = c->radius * crown * down * taper;
    /* without the distance to the tips a needle of zero stands above each column */
    crq_f8 tip = crq_f8_max(p.y - c->height, -p.y - c->root);
    tip = crq_f8_max(tip, crq_f8_all(0.0f));
    return crq_f8_sqrt(dx * dx + dz * dz + tip * tip) - *radius;
}

/* Columns joined in a warped space, then cut by tall narrow gullies of two widths.
 * Slender parts carry less relief, or roots would end in stumps. */
CRQ_PACKET struct shape smooth_shape(const struct crq_massif *m, struct crq_v8 q) {
    struct shape s;
    s.warp_x = crq_f8_lattice3(q.x * 1.7f, q.y * 1.5f, q.z * 1.7f, m->seed + 1);
    s.warp_z =
        crq_f8_lattice3(q.x * 1.7f + 7.3f, q.y * 1.5f + 3.1f, q.z * 1.7f, m->seed + 2);
    struct crq_v8 p = {q.x + 0.12f * s.warp_x, q.y, q.z + 0.12f * s.warp_z};
    crq_f8 d = crq_f8_all(1e3f);
    crq_f8 girth = crq_f8_all(0.2f);
    for (int i = 0; i < m->column_count; i++) {
        crq_f8 radius;
        crq_f8 own = column_distance(m, &m->columns[i], p, &radius);
        crq_f8 h =
            crq_f8_max(m->blend - crq_f8_abs(d - own), crq_f8_all(0.0f)) / m->blend;
        girth = crq_f8_pick(own < d, radius, girth);
        d = crq_f8_min(d, own) - h * h * (0.25f * m->blend);
    }
    s.thin = crq_f8_saturate(0.12f + girth * 5.0f);
    crq_f8 wide =
        crq_f8_lattice3(p.x * 3.1f, p.y * 1.1f + 5.0f, p.z * 3.1f, m->seed + 3);
    crq_f8 narrow =
        crq_f8_lattice3(p.x * 7.9f + 2.0f, p.y * 2.2f, p.z * 7.9f, m->seed + 4);
    d -= m->gully * s.thin * (0.42f - crq_f8_abs(wide) * 1.3f);
    d -= 0.42f * m->gully * s.thin * (0.34f - crq_f8_abs(narrow) * 1.2f);
    /* the hardest beds carry cliffs with ledges on them */
    crq_f8 beds = across_beds(m, q, s.warp_x, s.warp_z);
    crq_f8 hard = hardness(beds * (0.33f * m->beds) + 0.4f, 0.55f, m->seed + 7);
    d -= m->ledges * crq_f8_saturate(girth * 3.6f - 0.12f) * (hard - 0.5f);
    s.distance = d;
    return s;
}

struct survey {
    const struct crq_massif *massif;
    struct crq_massif_field *field;
    const struct crq_massif_field *coarse; /* NULL: every point is asked for */
    float near;                            /* what is no farther is surveyed finely */
};

/* Shape and rough distance at eight points. */
CRQ_PACKET struct shape survey_points(
    const struct crq_massif *m, struct crq_v8 q, crq_f8 *rough) {
    struct shape s = smooth_shape(m, q);
    crq_f8 beds = across_beds(m, q, s.warp_x, s.warp_z);
    *rough = s.distance - large_relief(m, q, &s, beds);
    if (m->plateau < CRQ_MASSIF_UNCUT) {
        *rough = crq_f8_max(*rough, q.y - m->plateau);
    }
    return s;
}

/* Eight points along x at once. Where the coarse survey found neither stone nor air
 * near, it is good enough. */
CRQ_WIDE static void survey_slices(void *context, int first, int last) {
    const struct survey *survey = context;
    struct crq_massif_field *f = survey->field;
    const crq_f8 lane = {0, 1, 2, 3, 4, 5, 6, 7};
    int rows = f->count[1];
    for (int n = first * rows; n < last * rows; n++) {
        size_t row = (size_t)n * (size_t)f->count[0];
        for (int i = 0; i < f->count[0]; i += 8) {
            struct crq_v8 q = {f->origin[0] + (lane + (float)i) * f->step,
                crq_f8_all(f->origin[1] + (float)(n % rows) * f->step),
                crq_f8_all(f->origin[2] + (float)(n / rows) * f->step)};
            crq_f8 rough = crq_f8_all(0.0f);
            if (survey->coarse) {
                rough = look_up_rough(survey->coarse, q);
            }
            struct shape s;
            if (crq_i8_any(crq_f8_abs(rough) <= survey->near)) {
                s = survey_points(survey->massif, q, &rough);
            } else {
                s = look_up(survey->coarse, q);
            }
            for (int l = 0; l < 8; l++) {
                quad shape = {s.distance[l], s.warp_x[l], s.warp_z[l], s.thin[l]};
                f->shape[row + (size_t)(i + l)] = shape;
                f->rough[row + (size_t)(i + l)] = rough[l];
            }
        }
    }
}

/* Owned by the caller. */
static struct crq_massif_field *create_field(
    const struct crq_massif *massif, float step) {
    struct crq_massif_field *f = g_new0(struct crq_massif_field, 1);
    float low[3] = {-massif->reach, massif->low, -CRQ_MASSIF_DEPTH};
    float high[3] = {massif->reach, massif->high, CRQ_MASSIF_DEPTH};
    for (int a = 0; a < 3; a++) {
        f->origin[a] = low[a];
        f->count[a] = (int)((high[a] - low[a]) / step) + 2;
    }
    f->count[0] = (f->count[0] + 7) & ~7;
    f->step = step;
    size_t points = (size_t)f->count[0] * (size_t)f->count[1] * (size_t)f->count[2];
    f->shape = g_aligned_alloc(points, sizeof *f->shape, 64);
    f->rough = g_new(float, points);
    return f;
}

static void destroy_field(struct crq_massif_field *field) {
    if (field) {
        g_aligned_free(field->shape);
        g_free(field->rough);
        g_free(field);
    }
}

/* Coarsely first: most of the grid is air, or deep in the stone. */
void crq_massif_survey(
    struct crq_massif *massif, float step, const struct crq_crew *crew) {
    float wide = COARSER * step;
    struct crq_massif_field *coarse = create_field(massif, wide);
    struct survey survey = {.massif = massif, .field = coarse};
    struct crq_crew slices = {crew->threads, 4};
    crq_strips(&slices, coarse->count[2], survey_slices, &survey);
    massif->field = create_field(massif, step);
    survey.field = massif->field;
    survey.coarse = coarse;
    survey.near = LARGE + FINE + 0.87f * wide;
    crq_strips(&slices, massif->field->count[2], survey_slices, &survey);
    destroy_field(coarse);
}

void crq_massif_finish(struct crq_massif *massif) {
    destroy_field(massif->field);
    massif->field = NULL;
}
