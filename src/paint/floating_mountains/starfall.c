/* The fall of starlight: three layers on the same paths.
 *
 * Equal long lines alone look like optical fibre, equal dots alone like snow; a broad
 * veil, fine silk and pebbles whose brightness follows a power law read as light. */
#include "paint/floating_mountains/air.h"
#include "paint/floating_mountains/spark.h"

struct values {
    double light, veil, silk, pebbles;
};

#define SHARE(field, words)                                                            \
    {                                                                                  \
        CRQ_REAL(struct values, field), .preset = 1, .low = 0, .high = 4,              \
                                        .easy = {0.5, 1.5}, .unit = CRQ_UNIT_RATIO,    \
                                        .brief = words                                 \
    }

static const struct crq_param params[] = {
    SHARE(light, "brightness of the fall"),
    SHARE(veil, "share of the soft veil"),
    SHARE(silk, "share of the fine threads"),
    SHARE(pebbles, "share of the pebbles of light"),
};

/* What a grain falls in one step, about, in short sides. */
#define FINE 0.004f

enum layer { VEIL, SILK, PEBBLES };

static const int counts[] = {260, 4800, 3600};

struct painting {
    const struct crq_brush *brush;
    const struct values *values;
    struct crq_air air;
    struct crq_sparks list;
};

/* One trail: a window that slides down a path. */
struct trail {
    const struct crq_path *path;
    float offset[3]; /* sideways, in deviations */
    float spread;    /* of the offset, in world units */
    float head, length, ends, strength;
    float rank;  /* brightness of a pebble */
    float width; /* deviation in 1080ths of a short side, where the trail begins */
    enum layer layer;
};

/* A path by its share of the fall. */
static const struct crq_path *pick(const struct crq_fall *fall, float share) {
    float wanted = share * fall->reached[fall->count];
    int low = 0;
    int high = fall->count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        *(fall->reached[middle] <= wanted ? &low : &high) = middle;
    }
    return &fall->paths[low];
}

/* All that chance says about a trail; the moment only moves its window. */
static struct trail draw(const struct painting *p, enum layer layer, uint32_t i) {
    static const char *const purposes[] = {
        "mountains: veil", "mountains: silk", "mountains: pebbles"};
    struct crq_chance c = crq_chance(p->air.plan->seed, purposes[layer]);
    struct trail t = {.layer = layer};
    t.path = pick(&p->air.plan->fall, crq_unit(c, i, 0));
    t.offset[0] = 0.5f * crq_normal(c, i, 1);
    t.offset[1] = 0.5f * crq_normal(c, i, 2);
    t.offset[2] = 0.5f * crq_normal(c, i, 3);
    float a = crq_unit(c, i, 4);
    float b = crq_unit(c, i, 5);
    float fade = 0.15f + 0.85f * a * b;
    float size = crq_unit(c, i, 6);
    t.length = layer == PEBBLES ? 0.008f + 0.07f * crq_pow(size, 2.5f)
               : layer == SILK  ? 0.04f + 0.30f * crq_pow(size, 2.2f)
                                : crq_mix(0.15f, 0.40f, size);
    float start = crq_fract(crq_unit(c, i, 7) + (float)p->brush->moment);
    t.head = start * (1.0f + t.length);
    float rare = crq_unit(c, i, 8);
    t.rank = 0.0035f / (0.0035f + rare * rare) + 0.03f;
    float wide = crq_pow(crq_unit(c, i, 9), 1.6f);
    t.spread = 0.02f + (layer == PEBBLES ? 0.55f : 0.40f) * wide;
    /* own ends, or the vortex would end in a cut edge */
    t.ends = crq_mix(t.path->lands, 1.0f, crq_between(c, i, 10, 0.15f, 1.0f));
    /* most silk is soft: fine lines alone would look like wire */
    float soft = crq_unit(c, i, 11);
    t.width = layer == VEIL   ? crq_mix(4.0f, 9.0f, soft)
              : layer == SILK ? 0.46f + 2.6f * soft * soft
                              : 0.62f;
    float amount = layer == VEIL ? 4.1f : layer == SILK ? 0.26f : 0.60f;
    amount *= layer == PEBBLES ? 0.25f + 1.6f * t.rank : 1.0f;
    t.strength = fade * amount;
    return t;
}

/* A point of the trail, scattered about its path; the fall widens on its way. */
static void place(
    const struct painting *p, const struct trail *t, float along, float at[3]) {
    const struct crq_mountains *m = p->air.plan;
    float k = along * (float)(t->path->count - 1);
    int i = (int)crq_clamp(k, 0.0f, (float)(t->path->count - 2));
    float f = crq_saturate(k - (float)i);
    float far = t->spread * (0.40f + 0.6f * along + 3.2f * along * along);
    const float *a = t->path->points[i];
    const float *b = t->path->points[i + 1];
    for (int c = 0; c < 3; c++) {
        float share = c == 1 ? 0.6f : 1.0f;
        at[c] = crq_mix(a[c], b[c], f) + t->offset[c] * far * share;
    }
    /* it bobs with the massif and lets go below it */
    const struct crq_land *land = crq_work_values(p->brush->work, "land");
    float rise = crq_mountains_sway(m, CRQ_MAIN, (float)p->brush->moment);
    float held =
        crq_smoothstep(CRQ_SEA_LEVEL - 4.0f, m->massifs[CRQ_MAIN].centre[1], at[1]);
    at[1] += rise * held * (float)land->sway;
}

/* Trails end on their own, or the drain would be cut off like a rope. */
static float end_of(const struct trail *t, float along) {
    float fade = 0.06f + 0.5f * (t->ends - t->path->lands);
    return 1.0f - crq_smoothstep(t->ends - fade, t->ends, along);
}

/* Strength at `along` the path; `part` runs from the tail (0) to the head (1). Below
 * the clouds little by little only pebbles are left. */
static float strength_at(const struct trail *t, float along, float part) {
    const struct crq_path *path = t->path;
    float sinking = path->lands - path->enters;
    float from[3] = {
        path->enters, path->enters + 0.1f * sinking, path->enters + 0.7f * sinking};
    float to[3] = {path->lands + 0.04f, path->lands + 0.12f, path->lands + 0.45f};
    static const float share[3] = {0.96f, 0.93f, 0.90f};
    float s =
        t->layer == PEBBLES ? part * part * part : part * part * (0.35f + 0.65f * part);
    s *= t->layer == VEIL ? 2.4f * (1.0f - part) + 0.1f : 1.0f;
    s *= crq_smoothstep(0.0f, 0.03f, along) * t->strength * end_of(t, along);
    float dead = crq_smoothstep(from[t->layer], to[t->layer], along);
    return s * (1.0f - share[t->layer] * dead);
}

static void tint(const struct painting *p, float t, float scale, float out[3]) {
    for (int k = 0; k < 3; k++) {
        out[k] = scale * crq_mix(p->air.halo[k], p->air.star[k], t);
    }
}

/* The pebble itself, a point of light before its tail. */
static void add_head(struct painting *p, const struct trail *t, float light) {
    float at[3], ahead;
    place(p, t, t->head, at);
    struct crq_spark spark = {.width = 0.62f + 0.55f * t->rank};
    if (!crq_view_project(&p->air.plan->view, at, &spark.x, &spark.y, &ahead)) {
        return;
    }
    spark.depth = crq_length3(at);
    float flux = t->rank * 27.0f * light * crq_smoothstep(0.0f, 0.02f, t->head);
    flux *= end_of(t, t->head);
    tint(p, 1.0f, flux * crq_pow(26.0f / ahead, 1.1f), spark.flux);
    crq_sparks_add(&p->list, &spark);
}

/* Straight pieces along the path, each from the last point to the next in sight. */
static void add_trail(struct painting *p, const struct trail *t, float light) {
    if (t->path->count < 9) {
        return;
    }
    /* a piece is no shorter than a pixel */
    float rate = MIN(t->layer == VEIL ? 0.14f : 0.5f, FINE / p->brush->sheet->pixel);
    int pieces = (int)(t->length * (float)t->path->count * rate) + 2;
    struct crq_thread thread = {.width = 0.0f};
    bool joined = false;
    for (int k = 0; k <= pieces; k++) {
        float part = (float)k / (float)pieces;
        float along = t->head - t->length * (1.0f - part);
        float at[3], ahead;
        if (along < 0.0f || along > 1.0f) {
            joined = false;
            continue;
        }
        place(p, t, along, at);
        thread.x[0] = thread.x[1];
        thread.y[0] = thread.y[1];
        thread.depth[0] = thread.depth[1];
        thread.strength[0] = thread.strength[1];
        if (!crq_view_project(
                &p->air.plan->view, at, &thread.x[1], &thread.y[1], &ahead)) {
            joined = false;
            continue;
        }
        thread.depth[1] = crq_length3(at);
        thread.strength[1] =
            strength_at(t, along, part) * light * crq_pow(26.0f / ahead, 0.8f);
        thread.width = t->width + (t->layer == VEIL ? 17.0f * along : 0.0f);
        tint(p, t->layer == VEIL ? 0.15f : 0.25f + 0.65f * part * part, 1.0f,
            thread.colour);
        if (joined) {
            crq_threads_add(&p->list, &thread);
        }
        joined = true;
    }
}

/* Dust of light between the pieces of the crown. */
static void add_dust(struct painting *p, float light) {
    const struct crq_mountains *m = p->air.plan;
    const struct crq_massif *massif = &m->massifs[CRQ_MAIN];
    struct crq_chance c = crq_chance(m->seed, "mountains: dust of the crown");
    float moment = (float)p->brush->moment;
    int count = (int)(2600.0f * m->crumble);
    for (int i = 0; i < count; i++) {
        uint32_t u = (uint32_t)i;
        float out = crq_pow(crq_unit(c, u, 0), 1.5f) * (0.25f + 0.75f * m->crumble);
        float angle = crq_unit(c, u, 1);
        float far = (0.02f + 0.30f * out) * crq_between(c, u, 2, 0.6f, 1.4f);
        float low = 0.30f * crq_unit(c, u, 3) * (1.0f - out);
        float high = massif->top - low + out * crq_between(c, u, 4, -0.10f, 0.32f);
        float rare = crq_unit(c, u, 5);
        float phase = crq_unit(c, u, 6);
        float other = crq_unit(c, u, 7);
        float own[3] = {massif->peak_x + far * crq_cos_turns(angle), high,
            massif->peak_z + far * crq_sin_turns(angle)};
        float x = own[0] * massif->yaw_cos - own[2] * massif->yaw_sin;
        float z = own[2] * massif->yaw_cos + own[0] * massif->yaw_sin;
        float at[3] = {massif->centre[0] + massif->size * (x + m->side * out * 0.42f) +
                           0.10f * crq_sin_turns(moment + phase),
            massif->centre[1] + massif->size * high +
                0.12f * crq_sin_turns(moment + other),
            massif->centre[2] + massif->size * (z - 0.2f * out)};
        float bright = 0.012f + 0.0022f / (0.0022f + rare * rare);
        bright *=
            (1.0f - 0.7f * out) * (0.6f + 0.4f * crq_sin_turns(2.0f * moment + phase));
        struct crq_spark spark = {.width = 0.55f + 0.6f * bright};
        float ahead;
        if (crq_view_project(&m->view, at, &spark.x, &spark.y, &ahead)) {
            spark.depth = crq_length3(at);
            tint(p, 0.5f + 0.5f * rare, bright * 20.0f * light, spark.flux);
            crq_sparks_add(&p->list, &spark);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting p = {brush, values, crq_air_from(brush), {0}};
    const struct crq_mountains *m = p.air.plan;
    const double shares[] = {p.values->veil, p.values->silk, p.values->pebbles};
    if (m->crumble <= 0.01f || m->fall.reached[m->fall.count] <= 0.0f) {
        return;
    }
    for (int layer = VEIL; layer <= PEBBLES; layer++) {
        int count = (int)((float)counts[layer] * m->crumble);
        float light = (float)(p.values->light * shares[layer]) * p.air.starlight;
        for (int i = 0; i < count; i++) {
            struct trail t = draw(&p, (enum layer)layer, (uint32_t)i);
            add_trail(&p, &t, light);
            if (layer == PEBBLES && t.head < 1.0f && t.path->count > 8) {
                add_head(&p, &t, light);
            }
        }
    }
    add_dust(&p, (float)p.values->light * p.air.starlight);
    crq_sparks_shine(&p.list, brush, 0.5f);
    crq_sparks_finish(&p.list);
}

const struct crq_operation crq_op_floating_mountains_starfall = {
    .name = "starfall",
    .brief = "starlight that falls from the broken crown into the abyss",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct values, params),
    .roles = CRQ_AIR_ROLES | CRQ_STONE_ROLES,
    .paint = paint,
};
