/* The dying star: a small cold light at the heart of the wound, and its shafts.
 *
 * It hangs in the void behind the panes and shines through what they leave open. While
 * one falls it grows; when the door has opened it is gone. */
#include "form/noise.h"
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
    float power, core, spike;
    crq_rgba colour;
    const struct crq_sheet *source;
    struct crq_sheet *shafts;
    float strength, stretch;
};

static float square(float x) {
    return x * x;
}

/* Core, halo and four unequal spikes of a diffracted point. */
static float shine(const struct shining *s, float x, float y) {
    float dx = x - s->heart[0];
    float dy = y - s->heart[1];
    float r = sqrtf(dx * dx + dy * dy);
    float q = r / s->core;
    float core = 4.4f * crq_exp(-q * q);
    float halo = 0.16f * crq_exp(-q * 0.45f) + 0.025f * crq_exp(-q * 0.11f);
    float wide = 1.0f / (0.15f * s->core);
    float ax = dx < 0.0f ? -dx : dx;
    float ay = dy < 0.0f ? -dy : dy;
    float level = crq_exp(-ax / s->spike - square(dy * wide));
    float upright = crq_exp(-ay / (1.5f * s->spike) - square(dx * wide));
    return s->power * (core + halo + 0.9f * (level + upright));
}

static void light_strip(void *context, int first, int last) {
    const struct shining *s = context;
    const struct crq_sheet *view = s->easel->view;
    float pixel = view->pixel;
    float reach = 40.0f * s->core;
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
                light[i] += s->colour * crq_rgba_grey(open * edge * shine(s, x, y));
            }
        }
    }
}

/* Radial blur towards the heart (K. Mitchell: Volumetric Light Scattering as a
 * Post-Process, GPU Gems 3). */
static void shaft_strip(void *context, int first, int last) {
    const struct shining *s = context;
    float ex = s->heart[0] / s->stretch;
    float ey = s->heart[1] / s->stretch;
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
                sum += crq_sheet_sample(s->source, x + (ex - x) * t, y + (ey - y) * t) *
                       crq_rgba_grey(weight);
                whole += weight;
                weight *= 0.96f;
            }
            float r = sqrtf(square(x - ex) + square(y - ey)) * s->stretch;
            row[i] = sum * crq_rgba_grey(s->strength * crq_exp(-r * 2.2f) / whole);
        }
    }
}

static void add_strip(void *context, int first, int last) {
    const struct shining *s = context;
    struct crq_sheet *light = s->easel->light;
    float k = light->pixel / s->stretch;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(light, j);
        for (int i = 0; i < light->width; i++) {
            row[i] += crq_sheet_sample(
                s->shafts, ((float)i + 0.5f) * k, ((float)j + 0.5f) * k);
        }
    }
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

static void work(const struct crq_easel *easel, const void *values) {
    const struct star *star = values;
    const struct crq_instant *instant = &easel->instant;
    float broken = (float)instant->broken;
    float fallen = crq_smoothstep(0.0f, 1.0f, (float)instant->fallen);
    float mended = (float)instant->mended;
    struct crq_poses *poses = crq_poses_create(easel);
    const float *colour = easel->palette->light[CRQ_ROLE_STAR];
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
        .colour = {colour[0], colour[1], colour[2], 0.0f},
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
    .roles = CRQ_ROLE_BIT(STAR),
    .phase = CRQ_BEFORE,
    .work = work,
};
