/* The dying star: a small cold light at the heart of the wound, and its shafts.
 *
 * It hangs in the void behind the panes and shines through what they leave open. While
 * one falls it grows; when the door has opened it is gone. */
#include "form/noise_inline.h"
#include "sheet/glow.h"
#include "wound/pose.h"

struct star {
    double brightness;
    double size;   /* of the core, short sides */
    double shafts; /* how far light streaks from all that glows */
};

enum { SHAFT_ROWS = 135, STEPS = 32 };

struct shining {
    const struct crq_easel *easel;
    float heart[2];
    float power, core, spike, beams;
    crq_rgba colour, halo; /* of the core, and of the air around it */
    uint32_t seed;
    const struct crq_sheet *source;
    struct crq_sheet *shafts;
    float strength, stretch;
};

static float square(float x) {
    return x * x;
}

/* Light that reaches the eye past dust and broken edges: uneven all around, in shafts
 * that narrow to nothing. */
static float rays(const struct shining *s, float dx, float dy, float r) {
    float x = dx / (r + 1e-6f);
    float y = dy / (r + 1e-6f);
    float fine = crq_noise2_inline(14.0f * x, 14.0f * y, s->seed);
    if (fine <= 0.0f) {
        return 0.0f;
    }
    float broad = crq_noise2_inline(2.6f * x, 2.6f * y, s->seed + 1);
    float beam = crq_saturate(2.0f * fine) * crq_saturate(0.45f + 1.4f * broad);
    float q = r / s->core;
    float reach = 0.05f - 0.03f * broad;
    return s->beams * beam * crq_saturate(0.25f * q) * crq_exp(-q * reach);
}

/* A faint corona: dust bends every hue by its own angle. */
static crq_rgba corona(float q) {
    crq_rgba away =
        (crq_rgba_grey(q) - (crq_rgba){10.5f, 9.4f, 8.3f, 0.0f}) * crq_rgba_grey(0.75f);
    away *= away;
    return (crq_rgba){crq_exp(-away[0]), crq_exp(-away[1]), crq_exp(-away[2]), 0.0f} *
           crq_rgba_grey(0.05f);
}

/* Core, halo, four unequal spikes of a diffracted point and the rays between. */
static crq_rgba shine(const struct shining *s, float x, float y) {
    float dx = x - s->heart[0];
    float dy = y - s->heart[1];
    float r = sqrtf(dx * dx + dy * dy);
    float q = r / s->core;
    float core = 5.5f * crq_exp(-q * q) + 0.34f * crq_exp(-q * 0.62f);
    float halo = 0.13f * crq_exp(-q * 0.26f) + 0.022f * crq_exp(-q * 0.09f);
    float wide = 1.0f / (0.15f * s->core);
    float ax = dx < 0.0f ? -dx : dx;
    float ay = dy < 0.0f ? -dy : dy;
    float level = crq_exp(-ax / (1.4f * s->spike) - square(dy * wide));
    float upright = crq_exp(-ay / (2.1f * s->spike) - square(dx * wide));
    crq_rgba light = s->colour * crq_rgba_grey(core + 0.9f * (level + upright)) +
                     s->halo * crq_rgba_grey(halo + rays(s, dx, dy, r)) + corona(q);
    return light * crq_rgba_grey(s->power);
}

CRQ_WIDE static void light_strip(void *context, int first, int last) {
    const struct shining *s = context;
    const struct crq_sheet *view = s->easel->view;
    float pixel = view->pixel;
    float reach = 60.0f * s->core;
    int left = MAX((int)((s->heart[0] - reach) / pixel), 0);
    int right = MIN((int)((s->heart[0] + reach) / pixel) + 1, view->width);
    for (int j = first; j < last; j++) {
        float y = ((float)j + 0.5f) * pixel;
        if (fabsf(y - s->heart[1]) > reach) {
            continue;
        }
        const crq_rgba *hidden = crq_sheet_row(view, j);
        crq_rgba *light = crq_sheet_row(s->easel->light, j);
        for (int i = left; i < right; i++) {
            float open = 1.0f - hidden[i][3];
            if (open > 0.0f) {
                float x = ((float)i + 0.5f) * pixel;
                float edge = crq_saturate(4.0f - 4.0f * fabsf(x - s->heart[0]) / reach);
                light[i] += shine(s, x, y) * crq_rgba_grey(open * edge);
            }
        }
    }
}

/* Radial blur towards the heart (K. Mitchell: Volumetric Light Scattering as a
 * Post-Process, GPU Gems 3). */
CRQ_WIDE static void shaft_strip(void *context, int first, int last) {
    const struct shining *s = context;
    float ex = s->heart[0] / s->stretch;
    float ey = s->heart[1] / s->stretch;
    float rows = 1.0f / s->source->pixel;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(s->shafts, j);
        float y = ((float)j + 0.5f) * s->shafts->pixel;
        for (int i = 0; i < s->shafts->width; i++) {
            float x = ((float)i + 0.5f) * s->shafts->pixel;
            float start = crq_hash_unit(crq_hash2(i, j, 5));
            crq_rgba sum = crq_rgba_grey(0.0f);
            float weight = 1.0f;
            float whole = 0.0f;
            for (int k = 0; k < STEPS; k++) {
                float t = ((float)k + start) * (0.86f / STEPS);
                sum += crq_sheet_between(s->source, (x + (ex - x) * t) * rows - 0.5f,
                           (y + (ey - y) * t) * rows - 0.5f) *
                       crq_rgba_grey(weight);
                whole += weight;
                weight *= 0.96f;
            }
            float r = sqrtf(square(x - ex) + square(y - ey)) * s->stretch;
            row[i] = sum * crq_rgba_grey(s->strength * crq_exp(-r * 2.2f) / whole);
        }
    }
}

CRQ_WIDE static void add_strip(void *context, int first, int last) {
    const struct shining *s = context;
    struct crq_sheet *light = s->easel->light;
    int width = s->shafts->width;
    float scale = light->pixel / (s->stretch * s->shafts->pixel);
    crq_rgba *soft = g_aligned_alloc((gsize)width, sizeof *soft, 32);
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(light, j);
        crq_soft_row(s->shafts, ((float)j + 0.5f) * scale, soft);
        for (int i = 0; i < light->width; i++) {
            row[i] += crq_soft_at(soft, width, ((float)i + 0.5f) * scale);
        }
    }
    g_aligned_free(soft);
}

static void streak(struct shining *s) {
    const struct crq_crew *crew = s->easel->crew;
    struct crq_sheet *source = crq_reduce(s->easel->light, SHAFT_ROWS, crew, NULL);
    s->shafts = source ? crq_sheet_create(
                             source->width, source->height, CRQ_PLANES_COLOUR, NULL)
                       : NULL;
    if (s->shafts) {
        s->source = source;
        s->stretch = 1.0f;
        crq_strips(crew, source->height, shaft_strip, s);
        crq_strips(crew, s->easel->light->height, add_strip, s);
    }
    crq_sheet_destroy(source);
    crq_sheet_destroy(s->shafts);
}

/* A role's hue at unit luminance, `strong` of the way from white. */
static crq_rgba hue(const struct crq_easel *easel, enum crq_role role, float strong) {
    const float *c = easel->palette->light[role];
    crq_rgba own = {c[0], c[1], c[2], 0.0f};
    own *= crq_rgba_grey(1.0f / (crq_luminance(own) + 1e-4f));
    own = crq_rgba_mix(crq_rgba_grey(1.0f), own, strong);
    for (int k = 0; k < 3; k++) {
        own[k] = MIN(own[k], 2.5f);
    }
    /* warm light that fades into the dark turns brown unless it is rosy */
    own[1] *= own[0] > own[2] ? crq_mix(1.0f, 0.8f, strong) : 1.0f;
    return own;
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct star *star = values;
    const struct crq_instant *instant = &easel->instant;
    float broken = (float)instant->broken;
    float fallen = crq_smoothstep(0.0f, 1.0f, (float)instant->fallen);
    float mended = (float)instant->mended;
    struct crq_poses *poses = crq_poses_create(easel);
    uint32_t seed = crq_bits(crq_chance(easel->seed, "star"), 0, 0);
    float pulse = 0.75f + 0.5f * crq_noise1(24.0f * (broken + fallen), seed);
    float size = (float)star->size * (1.0f + 2.6f * fallen) * poses->heart_scale;
    struct shining s = {
        .easel = easel,
        .heart = {poses->heart[0], poses->heart[1]},
        .power = (float)star->brightness * pulse * (1.0f + 0.5f * fallen) *
                 crq_smoothstep(0.45f, 0.95f, broken) *
                 (1.0f - crq_smoothstep(0.0f, 0.12f, mended)),
        .core = MAX(size, 1e-4f),
        .spike = 3.0f * MAX(size, 1e-4f),
        .beams = 0.26f - 0.17f * fallen, /* nothing is left about it to cast shadows */
        .colour = hue(easel, CRQ_ROLE_STAR, 0.35f),
        .halo = hue(easel, CRQ_ROLE_HALO, 0.9f),
        .seed = seed,
        .strength = (float)star->shafts * crq_smoothstep(0.3f, 0.9f, broken) *
                    (1.0f - crq_smoothstep(0.5f, 0.95f, mended)),
    };
    crq_poses_destroy(poses);
    if (s.power > 0.0f) {
        crq_strips(easel->crew, easel->view->height, light_strip, &s);
    }
    if (s.strength > 0.0f) {
        streak(&s);
    }
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct star, brightness), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO, .brief = "how bright the star is"},
    {CRQ_REAL(struct star, size), .preset = 0.0065, .low = 0.001, .high = 0.05,
        .easy = {0.004, 0.012}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "how large its core is"},
    {CRQ_REAL(struct star, shafts), .preset = 1, .low = 0, .high = 4, .easy = {0.3, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how far light streaks from all that glows"},
};

const struct crq_operation crq_op_fracture_star = {
    .name = "dying-star",
    .brief = "the small cold light at the heart of the wound",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct star, params),
    .roles = CRQ_ROLE_BIT(STAR) | CRQ_ROLE_BIT(HALO),
    .phase = CRQ_BEFORE,
    .work = work,
};
