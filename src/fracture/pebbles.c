/* Pebbles of starlight: every flake that lets go falls, kindles and becomes one; star
 * dust falls with them.
 *
 * Their way is a closed form of time, so they climb back along it when the canvas
 * heals. */
#include "form/noise.h"
#include "fracture/flakes.h"
#include "wound/pose.h"

struct pebbles {
    double brightness;
    double size;   /* factor */
    double dust;   /* factor on the number of grains */
    double sparks; /* part of the pebbles that carry spikes */
};

enum { GRAINS = 2600, FACETS = 6 };
/* Grains draw their chances from here on, flakes below. */
#define FIRST_GRAIN 100000u

/* One of them at an instant, in the view. */
struct pebble {
    float x, y, radius;
    float tail[2]; /* where it was a little before */
    float flat, turn;
    float glow, spark, bright;
    crq_rgba own, star;
    uint32_t hash;
};

struct raining {
    const struct crq_easel *easel;
    const struct pebbles *values;
    const struct crq_poses *poses;
    GArray *pebbles;
    struct crq_chance chance;
    crq_rgba star, warm;
};

/* Drift and fall after `time`, short sides; the void lets things hang. */
static void way(const struct raining *r, uint32_t i, float time, float to[2]) {
    float g = crq_between(r->chance, i, 0, 0.5f, 0.95f);
    float vx = crq_between(r->chance, i, 1, -0.10f, 0.14f);
    float vy = crq_between(r->chance, i, 2, -0.14f, 0.06f);
    to[0] = vx * time;
    to[1] = vy * time + 0.5f * g * time * time;
}

static crq_rgba paint_at(const struct crq_easel *easel, float x, float y) {
    return crq_sheet_sample(easel->whole, x, y);
}

static void add(struct raining *r, uint32_t i, const float at[2], int32_t shard,
    float leaves, float radius) {
    float time = crq_flown(r->easel, leaves, at[0], at[1]);
    if (time <= 0.0f || shard < 0) {
        return;
    }
    const struct crq_pose *pose = &r->poses->pane[shard];
    struct pebble p = {.hash = crq_bits(r->chance, i, 9)};
    float start[2], moved[2], before[2];
    crq_project(pose->to_view, (double)at[0], (double)at[1], &start[0], &start[1]);
    way(r, i, time, moved);
    way(r, i, MAX(time - 0.09f, 0.0f), before);
    p.x = start[0] + moved[0];
    p.y = start[1] + moved[1];
    p.tail[0] = start[0] + before[0];
    p.tail[1] = start[1] + before[1];
    float kindle = crq_between(r->chance, i, 3, 0.04f, 0.35f);
    p.glow = crq_smoothstep(kindle, kindle + 0.12f, time);
    p.radius =
        radius * pose->scale * crq_mix(1.0f, 0.3f, crq_smoothstep(0.0f, 0.45f, time));
    float spin = crq_between(r->chance, i, 4, -2.4f, 2.4f);
    p.turn = spin * time + crq_unit(r->chance, i, 5);
    p.flat =
        0.35f + 0.65f * fabsf(crq_cos_turns(1.7f * p.turn + crq_unit(r->chance, i, 6)));
    float twinkle = crq_noise1(22.0f * time, p.hash);
    p.bright = (float)r->values->brightness * (0.45f + 1.1f * twinkle) *
               crq_smoothstep(0.0f, 0.06f, time);
    /* hardly ever a grain: a field of crosses is a cheap sky */
    float rare = i < FIRST_GRAIN ? 1.0f : 0.12f;
    bool spiked = crq_unit(r->chance, i, 7) < rare * (float)r->values->sparks;
    float long_arm = crq_unit(r->chance, i, 15);
    p.spark = spiked ? p.glow * (0.25f + long_arm * long_arm) : 0.0f;
    float heat = crq_unit(r->chance, i, 8);
    p.own = paint_at(r->easel, at[0], at[1]);
    float level = crq_luminance(p.own);
    p.star = crq_rgba_mix(crq_rgba_mix(r->star, r->warm, heat * heat),
        p.own * crq_rgba_grey(1.0f / (0.12f + level)), 0.3f);
    p.star[3] = 0.0f;
    g_array_append_val(r->pebbles, p);
}

/* Grains come from anywhere along the broken heart, never from a flake. */
static void add_grain(struct raining *r, uint32_t n) {
    const struct crq_wound *wound = r->easel->wound;
    const struct crq_net *net = &wound->glass;
    uint32_t i = FIRST_GRAIN + n;
    uint32_t v = crq_bits(r->chance, i, 10) % MAX(net->vertex_count, 1);
    float x = net->vertices[v].x;
    float y = net->vertices[v].y;
    float dx = x - wound->epicentre[0];
    float dy = y - wound->epicentre[1];
    float far = sqrtf(dx * dx + dy * dy);
    if (crq_unit(r->chance, i, 11) > crq_exp(-far / 0.33f)) {
        return;
    }
    float late = crq_unit(r->chance, i, 12);
    float leaves = MAX(0.34f + 0.6f * late, net->vertices[v].born + 0.02f);
    float u = crq_unit(r->chance, i, 13);
    int32_t shard = (int32_t)(crq_bits(r->chance, i, 14) % MAX(net->shard_count, 1));
    for (uint32_t s = 0; s < net->shard_count; s++) {
        const float *box = r->easel->fields->shard[s].box;
        if (x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3]) {
            shard = (int32_t)s;
            break;
        }
    }
    float at[2] = {x, y};
    add(r, i, at, shard, leaves, 0.0006f + 0.0012f * u * u);
}

/* A stone cut in facets, each with a tilt of its own. */
static void draw_stone(
    const struct raining *r, const struct pebble *p, int first, int last) {
    struct crq_sheet *view = r->easel->view;
    float pixel = view->pixel;
    float reach = p->radius + pixel;
    float c = crq_cos_turns(p->turn);
    float s = crq_sin_turns(p->turn);
    int y0 = MAX((int)((p->y - reach) / pixel), first);
    int y1 = MIN((int)((p->y + reach) / pixel) + 1, last);
    int x0 = MAX((int)((p->x - reach) / pixel), 0);
    int x1 = MIN((int)((p->x + reach) / pixel) + 1, view->width);
    for (int j = y0; j < y1; j++) {
        crq_rgba *row = crq_sheet_row(view, j);
        crq_rgba *light = crq_sheet_row(r->easel->light, j);
        for (int i = x0; i < x1; i++) {
            float dx = ((float)i + 0.5f) * pixel - p->x;
            float dy = ((float)j + 0.5f) * pixel - p->y;
            float x = dx * c + dy * s;
            float y = (dy * c - dx * s) / p->flat;
            float turn = (crq_atan2_turns(y, x) + 0.5f) * (float)FACETS;
            int facet = (int)turn;
            float a = crq_hash_unit(crq_hash2(facet, 1, p->hash));
            float b = crq_hash_unit(crq_hash2(facet, 2, p->hash));
            float bow = (crq_fract(turn) - 0.5f);
            float rim = p->radius * (0.55f + 0.45f * a) * (1.0f - 0.5f * bow * bow);
            float d = sqrtf(x * x + y * y);
            float cover = crq_saturate((rim - d) / pixel + 0.5f);
            if (cover <= 0.0f) {
                continue;
            }
            float lit = 0.15f + 0.9f * b * b;
            float shine = b > 0.72f ? 1.0f : 0.0f;
            float edge = crq_saturate(1.0f - (rim - d) / (0.3f * rim));
            crq_rgba stone = crq_rgba_mix(p->own, p->star, 0.55f * p->glow) *
                             crq_rgba_grey(lit + 0.5f * edge * edge);
            row[i] = crq_rgba_mix(row[i], stone, cover);
            row[i][3] = 1.0f;
            float glow = p->glow * p->bright * (0.08f + 0.9f * shine + 0.25f * edge);
            light[i] = light[i] * crq_rgba_grey(1.0f - cover) +
                       p->star * crq_rgba_grey(glow * cover);
        }
    }
}

/* Halo, tail and, for some, unequal spikes. */
static void draw_glow(
    const struct raining *r, const struct pebble *p, int first, int last) {
    struct crq_sheet *light = r->easel->light;
    float pixel = light->pixel;
    float core = MAX(0.6f * p->radius, 0.0009f);
    /* below a pixel light is kept, not size */
    float seen = MAX(core, 0.55f * pixel);
    float gain = p->bright * p->glow * (core / seen) * (core / seen);
    float arm = (0.006f + 1.6f * p->radius) * p->spark;
    float tx = p->tail[0] - p->x;
    float ty = p->tail[1] - p->y;
    float length = tx * tx + ty * ty;
    float reach = MAX(3.0f * seen, 3.2f * arm) + pixel;
    float left = MIN(p->x, p->tail[0]) - reach;
    float right = MAX(p->x, p->tail[0]) + reach;
    float top = MIN(p->y, p->tail[1]) - reach;
    float bottom = MAX(p->y, p->tail[1]) + reach;
    int y0 = MAX((int)(top / pixel), first);
    int y1 = MIN((int)(bottom / pixel) + 1, last);
    int x0 = MAX((int)(left / pixel), 0);
    int x1 = MIN((int)(right / pixel) + 1, light->width);
    float thin = MAX(0.0006f, 0.4f * pixel);
    float thread = MAX(0.35f * p->radius, 0.5f * pixel);
    for (int j = y0; j < y1; j++) {
        crq_rgba *row = crq_sheet_row(light, j);
        for (int i = x0; i < x1; i++) {
            float dx = ((float)i + 0.5f) * pixel - p->x;
            float dy = ((float)j + 0.5f) * pixel - p->y;
            float q = (dx * dx + dy * dy) / (seen * seen);
            float a = q < 9.0f ? 0.5f * crq_exp(-q) : 0.0f;
            if (arm > 0.0f) {
                float ax = fabsf(dx);
                float ay = fabsf(dy);
                a += 0.8f * (crq_exp(-ax / arm - dy * dy / (thin * thin)) +
                                crq_exp(-ay / (1.4f * arm) - dx * dx / (thin * thin)));
            }
            if (length > 1e-9f) {
                float t = crq_saturate((dx * tx + dy * ty) / length);
                float ex = dx - tx * t;
                float ey = dy - ty * t;
                float far = (ex * ex + ey * ey) / (thread * thread);
                float fade = 1.0f - t;
                a += far < 6.0f ? 0.14f * fade * fade * crq_exp(-far) : 0.0f;
            }
            row[i] += p->star * crq_rgba_grey(gain * a);
        }
    }
}

static void rain_strip(void *context, int first, int last) {
    const struct raining *r = context;
    for (guint i = 0; i < r->pebbles->len; i++) {
        const struct pebble *p = &g_array_index(r->pebbles, struct pebble, i);
        if (p->radius > 0.6f * r->easel->view->pixel) {
            draw_stone(r, p, first, last);
        }
        if (p->glow > 0.0f) {
            draw_glow(r, p, first, last);
        }
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    return crq_flakes_create(easel);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct pebbles *pebbles = values;
    if (easel->instant.mended >= 1.0 || pebbles->brightness <= 0.0) {
        return;
    }
    const struct crq_flakes *flakes = easel->kept;
    const float *star = easel->palette->light[CRQ_ROLE_STAR];
    const float *warm = easel->palette->light[CRQ_ROLE_SUN];
    struct raining r = {
        .easel = easel,
        .values = pebbles,
        .poses = crq_poses_create(easel),
        .pebbles = g_array_new(FALSE, FALSE, sizeof(struct pebble)),
        .chance = crq_chance(easel->seed, "pebble"),
        .star = {star[0], star[1], star[2], 0.0f},
        .warm = {warm[0], warm[1], warm[2], 0.0f},
    };
    for (uint32_t i = 0; i < flakes->count; i++) {
        const struct crq_flake *f = &flakes->flake[i];
        float at[2] = {f->x, f->y};
        float radius = (float)pebbles->size * 0.75f * f->radius;
        add(&r, i, at, f->shard, f->leaves, radius);
    }
    uint32_t grains = (uint32_t)(GRAINS * pebbles->dust);
    for (uint32_t n = 0; n < grains && r.poses->count > 0; n++) {
        add_grain(&r, n);
    }
    crq_strips(easel->crew, easel->view->height, rain_strip, &r);
    g_array_free(r.pebbles, TRUE);
    crq_poses_destroy((struct crq_poses *)r.poses);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct pebbles, brightness), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how bright they glow"},
    {CRQ_REAL(struct pebbles, size), .preset = 1, .low = 0.1, .high = 3,
        .easy = {0.5, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how large the stones are"},
    {CRQ_REAL(struct pebbles, dust), .preset = 1, .low = 0, .high = 4, .easy = {0.3, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how much star dust falls with them"},
    {CRQ_REAL(struct pebbles, sparks), .preset = 0.1, .low = 0, .high = 1,
        .easy = {0.02, 0.25}, .unit = CRQ_UNIT_RATIO,
        .brief = "part of them that sparkle with spikes"},
};

const struct crq_operation crq_op_fracture_pebbles = {
    .name = "pebbles",
    .brief = "flakes that fall as pebbles of starlight",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct pebbles, params),
    .roles = CRQ_ROLE_BIT(STAR) | CRQ_ROLE_BIT(SUN),
    .phase = CRQ_BEFORE,
    .ready = ready,
    .discard = crq_flakes_destroy,
    .work = work,
};
