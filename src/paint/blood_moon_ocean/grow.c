/* Tendrils: centre lines from curvature, branches, and the hair they unravel into. */
#include "paint/blood_moon_ocean/ocean.h"

#define TURNS(radians) ((radians)*0.159154943f)

/* Heading of a tendril that grows; s runs from 0 at the root to 1 at the tip. */
struct growing {
    float phase[3], unrest[2];
    float wind; /* where the tip begins to wind up */
    float moment;
};

/* What chance gives a tendril; the same at every moment. */
static struct growing draw(
    const struct crq_ocean *ocean, const struct crq_shoot *shoot, double moment) {
    struct crq_chance chance = crq_chance(ocean->seed, "tendril");
    struct growing g = {.moment = (float)moment};
    for (uint32_t k = 0; k < 3; k++) {
        g.phase[k] = crq_unit(chance, shoot->index, k);
    }
    g.unrest[0] = crq_between(chance, shoot->index, 3, 0.5f, 1.0f) * shoot->sway;
    g.unrest[1] = crq_between(chance, shoot->index, 4, 0.4f, 1.0f) * shoot->sway;
    g.wind = crq_between(chance, shoot->index, 5, 0.44f, 0.62f);
    return g;
}

/* Radians of turn per unit of s: bend, two waves that sway, a tip that winds up. */
static float curvature(
    const struct growing *g, const struct crq_shoot *shoot, float s) {
    float sway = TURNS(0.55f) * crq_sin_turns(g->moment + g->phase[1]);
    float k = shoot->bend * (1.0f - 0.55f * s);
    k += 1.3f * g->unrest[0] * s * crq_cos_turns(1.15f * s + g->phase[0] + sway);
    k += 0.9f * g->unrest[1] * s * crq_cos_turns(2.2f * s + g->phase[1] + g->moment);
    k += 0.35f * s * crq_sin_turns(g->moment + g->phase[2] + TURNS(3.0f) * s);
    float winding = crq_smoothstep(g->wind - 0.15f, g->wind + 0.2f, s);
    float breath = 1.0f + 0.06f * crq_sin_turns(g->moment + g->phase[0]);
    return k + shoot->curl * winding * breath / (1.055f - s);
}

/* Point and heading (turns) on a line at s. */
static struct crq_tendril_point at(
    const struct crq_tendril_point *line, float s, float *heading) {
    int i = (int)(s * (CRQ_SHOOT_POINTS - 4)) + 1;
    *heading = crq_atan2_turns(line[i + 1].y - line[i].y, line[i + 1].x - line[i].x);
    return line[i];
}

/* Heading is curvature summed along the length, so no step of it can kink. */
void crq_shoot_grow(const struct crq_ocean *ocean, const struct crq_shoot *shoot,
    double moment, struct crq_tendril_point *points) {
    enum { COUNT = CRQ_SHOOT_POINTS };
    struct growing g = draw(ocean, shoot, moment);
    struct crq_chance chance = crq_chance(ocean->seed, "tendril's depth");
    float metre = shoot->depth / ocean->camera.focal; /* metres a unit */
    float length = shoot->length * metre;
    float step = length / (COUNT - 1);
    float radius = shoot->radius * metre;
    float heading = 0.25f + TURNS(shoot->lean);
    struct crq_tendril_point p = {
        shoot->x * metre, -0.06f * length - 0.9f, shoot->depth, 0.0f};
    if (shoot->parent >= 0) {
        struct crq_tendril_point line[COUNT];
        float along;
        crq_shoot_grow(ocean, &ocean->shoots[shoot->parent], moment, line);
        p = at(line, shoot->fork, &along);
        heading = along + TURNS(shoot->lean);
        radius = p.radius * shoot->radius;
    }
    float deeper = crq_between(chance, shoot->index, 0, -0.25f, 0.25f) * length;
    float taper = crq_between(chance, shoot->index, 1, 0.74f, 0.94f);
    float wave = TURNS(3.0f);
    float z0 = crq_sin_turns(g.phase[2]);
    for (int i = 0; i < COUNT; i++) {
        float s = (float)i / (COUNT - 1);
        points[i] = p;
        points[i].z += deeper * s * s +
                       0.10f * length * s * (crq_sin_turns(wave * s + g.phase[2]) - z0);
        float bead = 1.0f + 0.04f * crq_sin_turns(4.1f * s + g.phase[0]);
        points[i].radius = radius * (0.97f * crq_pow(1.0f - s, taper) + 0.012f) * bead;
        if (shoot->parent < 0) {
            points[i].radius += radius * 0.55f * crq_exp(-s / 0.045f);
        }
        heading += TURNS(curvature(&g, shoot, s)) / (COUNT - 1);
        p.x += crq_cos_turns(heading) * step;
        p.y += crq_sin_turns(heading) * step;
    }
    if (shoot->parent < 0) { /* the first point lies deep under any wave */
        points[0].y -= 6.0f;
        points[0].radius = points[1].radius * 1.25f;
    }
}

/* A thread that leaves along the tangent and follows the parent's curvature: random
 * directions would look like a dead tree, curvature looks like ink or hair. */
static void grow_strand(const struct crq_ocean *ocean, const struct crq_shoot *shoot,
    const struct crq_tendril_point *line, uint32_t index, float moment,
    struct crq_tendril_point *points) {
    enum { COUNT = CRQ_STRAND_POINTS };
    struct crq_chance chance = crq_chance(ocean->seed, "strand");
    float metre = shoot->depth / ocean->camera.focal;
    float u = crq_unit(chance, index, 0);
    float from = 0.45f + 0.54f * crq_pow(u, 0.42f);
    float heading;
    float later;
    struct crq_tendril_point p = at(line, from, &heading);
    struct crq_tendril_point next =
        at(line, from + 1.01f / (CRQ_SHOOT_POINTS - 4), &later);
    float dx = next.x - p.x;
    float dy = next.y - p.y;
    float turned = later - heading;
    turned -= crq_floor(turned + 0.5f);
    float bent = turned * (float)CRQ_TAU / (sqrtf(dx * dx + dy * dy) + 1e-6f);
    float side = crq_unit(chance, index, 1) < 0.5f ? -1.0f : 1.0f;
    float aside = side * p.radius * crq_between(chance, index, 2, 0.3f, 0.92f);
    p.x -= crq_sin_turns(heading) * aside;
    p.y += crq_cos_turns(heading) * aside;
    p.z -= 0.2f * p.radius;
    float great = shoot->radius > 0.012f ? 1.0f : 0.5f;
    float length = metre * great * crq_between(chance, index, 3, 0.04f, 0.23f) *
                   (0.10f + 1.05f * from * from);
    float radius =
        metre * (0.4f + 0.6f * great) * crq_between(chance, index, 4, 0.0005f, 0.0016f);
    heading += side * crq_between(chance, index, 5, 0.0f, 0.010f);
    float follow = crq_between(chance, index, 6, 0.35f, 1.15f);
    float bend = crq_clamp(bent * length * follow, -3.2f, 3.2f);
    float curl = crq_between(chance, index, 7, -0.25f, 1.4f) * (bent > 0.0f ? 1 : -1);
    float phase = crq_unit(chance, index, 8);
    float drift = TURNS(0.4f) * crq_sin_turns(moment + crq_unit(chance, index, 9));
    float unrest = crq_between(chance, index, 10, 0.5f, 1.9f);
    for (int i = 0; i < COUNT; i++) {
        float s = (float)i / (COUNT - 1);
        points[i] = p;
        points[i].radius = radius * (1.0f - 0.84f * s);
        float k =
            bend + 1.6f * unrest * s * s * crq_cos_turns(1.1f * s + phase + drift);
        k += 0.8f * curl * crq_smoothstep(0.45f, 0.95f, s) / (1.10f - s);
        heading += TURNS(k) / (COUNT - 1);
        p.x += crq_cos_turns(heading) * length / (COUNT - 1);
        p.y += crq_sin_turns(heading) * length / (COUNT - 1);
    }
}

static void add(struct crq_tendrils *t, const struct crq_shoot *shoot, int own,
    int count, bool strand, uint32_t grain) {
    t->tendrils[t->count++] = (struct crq_tendril){.first = t->point_count,
        .count = count,
        .depth = shoot->depth,
        .shoot = own,
        .strand = strand,
        .grain = grain};
    t->point_count += count;
}

/* Far to near; equals in order of growth, whatever the library's sort does. */
static int by_depth(const void *a, const void *b) {
    const struct crq_tendril *s = a;
    const struct crq_tendril *t = b;
    if (s->depth != t->depth) {
        return s->depth > t->depth ? -1 : 1;
    }
    return s->first < t->first ? -1 : s->first > t->first;
}

void crq_tendrils_grow(
    struct crq_tendrils *t, const struct crq_ocean *ocean, double moment) {
    int strands = 0;
    for (int i = 0; i < ocean->shoot_count; i++) {
        strands += ocean->shoots[i].strands;
    }
    *t = (struct crq_tendrils){0};
    t->points = g_new(struct crq_tendril_point,
        ocean->shoot_count * CRQ_SHOOT_POINTS + strands * CRQ_STRAND_POINTS + 1);
    t->tendrils = g_new(struct crq_tendril, ocean->shoot_count + strands + 1);
    for (int i = 0; i < ocean->shoot_count; i++) {
        const struct crq_shoot *shoot = &ocean->shoots[i];
        struct crq_tendril_point *line = t->points + t->point_count;
        crq_shoot_grow(ocean, shoot, moment, line);
        add(t, shoot, i, CRQ_SHOOT_POINTS, false, shoot->index);
        for (int k = 0; k < shoot->strands; k++) {
            uint32_t index = shoot->index * 512u + (uint32_t)k;
            grow_strand(
                ocean, shoot, line, index, (float)moment, t->points + t->point_count);
            add(t, shoot, i, CRQ_STRAND_POINTS, true, index);
        }
    }
    qsort(t->tendrils, (size_t)t->count, sizeof *t->tendrils, by_depth);
}

void crq_tendrils_finish(struct crq_tendrils *tendrils) {
    g_free(tendrils->points);
    g_free(tendrils->tendrils);
    *tendrils = (struct crq_tendrils){0};
}
