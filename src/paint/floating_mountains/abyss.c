/* The abyss: a night below the day, with a slow vortex of light in it. */
#include "form/noise.h"
#include "form/rock_noise.h"
#include "paint/floating_mountains/air.h"
#include "paint/floating_mountains/spark.h"

/* Turns that an arm winds with each doubling of the radius. */
#define WINDING 0.1512f
enum { GRAINS = 15000 };

struct values {
    double vortex, stars;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct values, vortex), .preset = 1, .low = 0, .high = 4,
        .easy = {0.5, 1.5}, .unit = CRQ_UNIT_RATIO,
        .brief = "light of the vortex into which the starlight drains"},
    {CRQ_REAL(struct values, stars), .preset = 1, .low = 0, .high = 4, .easy = {0.5, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "brightness of the stars below"},
};

struct painting {
    const struct crq_brush *brush;
    const struct values *values;
    struct crq_air air;
    float turn; /* of the vortex: half a turn a loop, its two arms are equal */
};

/* The glow of the vortex; painted alone it would look like clip art, so it is dim and
 * the grains carry it. Noise lives in the unwound direction, doubled in angle: half a
 * turn brings it back. */
CRQ_PACKET crq_f8 nebula(const struct painting *p, struct crq_v8 d) {
    const struct crq_mountains *m = p->air.plan;
    crq_f8 t = m->vortex[1] / crq_f8_min(d.y, crq_f8_all(-0.02f));
    crq_f8 x = d.x * t - m->vortex[0];
    crq_f8 z = d.z * t - m->vortex[2];
    crq_f8 r = crq_f8_sqrt(x * x + z * z) * (1.0f / m->vortex_radius);
    crq_f8 octave = crq_f8_log2(r + 0.03f);
    crq_f8 scale = (1.0f / m->vortex_radius) / (r + 1e-3f);
    crq_f8 angle = octave * (WINDING * m->side) + p->turn;
    crq_f8 c = crq_f8_cos_turns(angle);
    crq_f8 s = crq_f8_sin_turns(angle);
    crq_f8 u = (x * c - z * s) * scale;
    crq_f8 v = (x * s + z * c) * scale;
    crq_f8 even = u * u - v * v;
    crq_f8 odd = 2.0f * u * v;
    crq_f8 n =
        crq_f8_lattice3(even * 0.9f + 3.0f, odd * 0.9f, octave * 0.7f, m->noise + 401);
    n += 0.55f * crq_f8_lattice2(x * 0.11f, z * 0.11f, m->noise + 402);
    n += 0.32f * crq_f8_lattice2(x * 0.27f, z * 0.27f, m->noise + 403);
    crq_f8 arms = 0.5f + 0.5f * even;
    crq_f8 glow = crq_f8_saturate(arms * arms * 0.42f + n * 0.55f + 0.08f) *
                  crq_f8_exp(r * r * -3.2f);
    glow = glow * glow * 0.36f * crq_f8_exp(r * -1.6f) + crq_f8_exp(r * -9.0f) * 0.60f +
           crq_f8_exp(r * r * -2.4f) * 0.010f;
    return glow * ((0.25f + 0.75f * m->crumble) * 0.42f * (float)p->values->vortex);
}

CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    const struct crq_air *a = &p->air;
    struct crq_sheet *sheet = p->brush->sheet;
    const crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    const float *depths = p->brush->palette->light[CRQ_ROLE_ABYSS];
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(sheet, j);
        uint8_t *things = sheet->thing + (size_t)j * (size_t)sheet->width;
        for (int i = 0; i < sheet->width; i += 8) {
            struct crq_v8 d =
                crq_view_ray(&a->plan->view, (lane + (float)i) * sheet->pixel,
                    crq_f8_all(((float)j + 0.5f) * sheet->pixel));
            if (!crq_i8_any(d.y <= 0.0f)) {
                continue;
            }
            crq_f8 glow = nebula(p, d);
            struct crq_v8 light = crq_v8_mix(
                crq_v8_all(a->halo), crq_v8_all(a->star), crq_f8_saturate(glow * 3.0f));
            struct crq_v8 c =
                crq_v8_add(crq_v8_all(depths), light, glow * a->starlight);
            struct crq_v8 haze = crq_fog_colour(a, d, crq_f8_all(0.85f));
            /* night deepens with the way down, from the haze of the far rim */
            c = crq_v8_add(
                c, crq_v8_all(a->haze), crq_f8_smoothstep(-0.50f, -0.10f, d.y) * 0.16f);
            c = crq_v8_mix(c, haze, crq_f8_smoothstep(-0.15f, -0.045f, d.y));
            for (int l = 0; l < 8 && i + l < sheet->width; l++) {
                if (d.y[l] <= 0.0f) {
                    row[i + l] = crq_rgba_make(c.x[l], c.y[l], c.z[l], 1.0f);
                    things[i + l] = CRQ_THING_ABYSS;
                }
            }
        }
    }
}

/* Between halo (0) and star (1). */
static void tint(
    const struct crq_air *a, struct crq_spark *spark, float flux, float t) {
    for (int k = 0; k < 3; k++) {
        spark->flux[k] = flux * crq_mix(a->halo[k], a->star[k], t);
    }
}

/* Whole beats a loop, so that the loop closes. */
static float twinkle(const struct painting *p, int beats, float phase) {
    return crq_sin_turns((float)(p->brush->moment * beats) + phase);
}

/* Stars on the floor of the night, drawn out along slow currents. */
static void add_stars(const struct painting *p, struct crq_sparks *list) {
    const struct crq_mountains *m = p->air.plan;
    struct crq_chance chance = crq_chance(m->seed, "mountains: stars below");
    float across = 2.0f * m->view.middle_x;
    int count = (int)(1500.0f * MIN(across, 4.0f));
    for (int i = 0; i < count; i++) {
        uint32_t u = (uint32_t)i;
        float x = crq_unit(chance, u, 0) * across;
        float y = m->view.middle_y * (1.0f + crq_unit(chance, u, 1));
        float rarity = crq_unit(chance, u, 2);
        float phase = crq_unit(chance, u, 3);
        int beats = 1 + (int)(3.0f * crq_unit(chance, u, 4));
        float current = crq_noise2(x * 3.0f, y * 9.0f, m->noise + 411) +
                        0.6f * crq_noise2(x * 7.0f, y * 19.0f, m->noise + 412);
        float bright = 0.0022f / (0.0022f + rarity * rarity) + 0.02f * (1.0f - rarity);
        float flux = (0.003f + 0.9f * bright) * 0.30f * 7.0f;
        flux *= crq_clamp(0.55f + 1.6f * current, 0.08f, 1.6f);
        flux *= (0.75f + 0.25f * twinkle(p, beats, phase)) * p->air.starlight;
        struct crq_spark spark = {
            .x = x, .y = y, .depth = INFINITY, .width = 0.60f + 0.5f * bright};
        tint(&p->air, &spark, flux * (float)p->values->stars, 0.35f + 0.65f * phase);
        if (m->view.ahead[1] + (m->view.middle_y - y) * m->view.scale < -0.10f) {
            crq_sparks_add(list, &spark);
        }
    }
}

/* Grains in pairs, half a turn apart, on the two arms. */
static void add_grains(const struct painting *p, struct crq_sparks *list) {
    const struct crq_mountains *m = p->air.plan;
    struct crq_chance chance = crq_chance(m->seed, "mountains: grains of the vortex");
    int count = (int)((float)GRAINS * (0.3f + 0.7f * m->crumble));
    for (int i = 0; i < count; i++) {
        uint32_t u = (uint32_t)(i / 2);
        float r = 0.02f + 0.98f * crq_pow(crq_unit(chance, u, 0), 0.75f);
        bool stray = crq_unit(chance, u, 1) < 0.22f;
        float off = stray ? crq_unit(chance, u, 2) : 0.0398f * crq_normal(chance, u, 3);
        float angle = (i & 1 ? 0.5f : 0.0f) + off - p->turn -
                      m->side * WINDING * crq_log2(r + 0.03f);
        float rank = crq_unit(chance, u, 4);
        float phase = crq_unit(chance, u, 5);
        float far = r * m->vortex_radius * 0.92f;
        float at[3] = {m->vortex[0] + far * crq_cos_turns(angle),
            m->vortex[1] + 1.2f * (1.0f - r) * (crq_unit(chance, u, 6) - 0.5f),
            m->vortex[2] + far * crq_sin_turns(angle)};
        struct crq_spark spark = {.depth = INFINITY, .width = 0.62f};
        float ahead;
        if (!crq_view_project(&m->view, at, &spark.x, &spark.y, &ahead)) {
            continue;
        }
        float rare = 1.0f - rank;
        float bright = 0.006f + 0.002f / (0.002f + rare * rare * 1.2f);
        float flux = bright * crq_exp(r * r * -1.6f) * 4.2f * p->air.starlight;
        flux *= 0.7f + 0.3f * twinkle(p, 1 + (int)(u % 3), phase);
        tint(&p->air, &spark, flux * (float)p->values->vortex, 0.3f + 0.7f * rank);
        crq_sparks_add(list, &spark);
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting painting = {brush, values, crq_air_from(brush), 0.0f};
    const struct crq_mountains *m = painting.air.plan;
    painting.turn = m->vortex_phase + m->side * 0.5f * (float)brush->moment;
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &painting);
    struct crq_sparks list = {0};
    add_stars(&painting, &list);
    add_grains(&painting, &list);
    crq_sparks_shine(&list, brush, INFINITY);
    crq_sparks_finish(&list);
}

const struct crq_operation crq_op_floating_mountains_abyss = {
    .name = "abyss",
    .brief = "the night below the clouds and the vortex in it",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct values, params),
    .roles = CRQ_AIR_ROLES | CRQ_ROLE_BIT(ABYSS) | CRQ_STONE_ROLES,
    .paint = paint,
};
