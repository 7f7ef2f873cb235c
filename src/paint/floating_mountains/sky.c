/* The sky: its hour, high thin cloud, an aurora, stars. */
#include "form/rock_noise.h"
#include "paint/floating_mountains/air.h"
#include "paint/floating_mountains/spark.h"

struct values {
    double stars, aurora;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct values, stars), .preset = 1, .low = 0, .high = 4, .easy = {0.5, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "brightness of the stars"},
    {CRQ_REAL(struct values, aurora), .preset = 0.4, .low = 0, .high = 4,
        .easy = {0, 1}, .unit = CRQ_UNIT_RATIO, .brief = "strength of the aurora"},
};

struct painting {
    const struct crq_brush *brush;
    const struct values *values;
    struct crq_air air;
};

/* Night, zenith, horizon; the glow about the sun; fog at the very edge. */
CRQ_PACKET struct crq_v8 gradient(const struct crq_air *a, struct crq_v8 d) {
    crq_f8 up = crq_f8_max(d.y, crq_f8_all(0.0f));
    crq_f8 cosine = crq_v8_dot3(d, a->plan->sun);
    crq_f8 sunward = crq_sunward(a, d);
    struct crq_v8 rim =
        crq_v8_mix(crq_v8_all(a->rim_far), crq_v8_all(a->rim_near), sunward);
    struct crq_v8 c =
        crq_v8_mix(crq_v8_all(a->night), crq_v8_all(a->zenith), crq_f8_exp(up * -4.2f));
    c = crq_v8_mix(
        c, rim, crq_f8_exp(-up * (15.0f - 1.5f * sunward) * (1.0f / a->plan->glow)));
    crq_f8 low = crq_f8_exp(up * -8.0f);
    c = crq_v8_add(
        c, crq_v8_all(a->horizon), crq_f8_exp((cosine - 1.0f) * 3.2f) * 0.30f * low);
    c = crq_v8_add(
        c, crq_v8_all(a->sun_disc), crq_f8_exp((cosine - 1.0f) * 30.0f) * 0.4f * low);
    struct crq_v8 fog = crq_fog_colour(a, d, crq_f8_all(0.85f));
    return crq_v8_mix(c, fog, crq_f8_exp(up * -26.0f));
}

/* Cirrus on a high plane, drawn out along the wind. */
CRQ_PACKET struct crq_v8 with_cirrus(const struct crq_air *a, struct crq_v8 d, crq_f8 u,
    crq_f8 v, crq_f8 warp, struct crq_v8 c) {
    uint32_t noise = a->plan->noise;
    crq_f8 x = u * 0.8f + warp * 0.6f;
    crq_f8 y = v * 2.1f + warp * 0.9f;
    crq_f8 n = crq_f8_lattice2(x, y, noise + 202);
    n += 0.50f * crq_f8_lattice2(x * 2.2f, y * 2.3f, noise + 203);
    n += 0.25f * crq_f8_lattice2(x * 4.7f, y * 5.1f, noise + 204);
    n += 0.13f * crq_f8_lattice2(x * 9.7f, y * 11.0f, noise + 205);
    crq_f8 cover = crq_f8_smoothstep(0.02f, 0.85f, n + 0.35f * warp) *
                   crq_f8_smoothstep(0.0f, 0.08f, d.y) * crq_f8_exp(d.y * -1.6f);
    crq_f8 cosine = crq_v8_dot3(d, a->plan->sun);
    crq_f8 lit = crq_f8_saturate(crq_f8_exp((cosine - 1.0f) * 2.2f) * 0.9f - 0.14f);
    struct crq_v8 shade =
        crq_v8_mix(crq_v8_all(a->zenith), crq_v8_all(a->haze), crq_f8_all(0.30f));
    struct crq_v8 light = crq_v8_scale(
        crq_v8_mix(crq_v8_all(a->horizon), crq_v8_all(a->sun_disc), crq_f8_all(0.16f)),
        crq_f8_all(0.8f));
    return crq_v8_mix(
        c, crq_v8_mix(shade, light, lit), cover * (0.42f * a->plan->cirrus));
}

/* One ribbon with rays standing in it. */
CRQ_PACKET crq_f8 aurora_at(
    const struct crq_air *a, struct crq_v8 d, crq_f8 u, crq_f8 v, crq_f8 warp) {
    uint32_t noise = a->plan->noise;
    crq_f8 n =
        crq_f8_lattice2(u * 0.35f + warp * 0.35f, 1.7f + v * 0.12f, noise + 211) -
        0.12f;
    crq_f8 rays = crq_f8_lattice2(u * 4.5f + warp * 3.0f, v * 0.25f, noise + 212);
    return crq_f8_exp(n * n * -60.0f) * (rays * 0.35f + 0.65f) *
           crq_f8_smoothstep(0.10f, 0.34f, d.y) * 0.11f;
}

/* All pixels: the abyss is painted over the lower half. */
CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    const crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    const float *ribbon = p->brush->palette->light[CRQ_ROLE_AURORA];
    uint32_t noise = p->air.plan->noise;
    /* by day nobody sees it */
    float hour = p->air.plan->hour;
    float ribbons = (float)p->values->aurora * (0.3f + 1.9f * hour * hour);
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(sheet, j);
        uint8_t *things = sheet->thing + (size_t)j * (size_t)sheet->width;
        for (int i = 0; i < sheet->width; i += 8) {
            struct crq_v8 d =
                crq_view_ray(&p->air.plan->view, (lane + (float)i) * sheet->pixel,
                    crq_f8_all(((float)j + 0.5f) * sheet->pixel));
            struct crq_v8 c = gradient(&p->air, d);
            if (crq_i8_any(d.y > 0.0f)) {
                crq_f8 far = 1.0f / (crq_f8_max(d.y, crq_f8_all(0.0f)) + 0.09f);
                crq_f8 u = d.x * far;
                crq_f8 v = d.z * far;
                crq_f8 warp = crq_f8_lattice2(u * 0.55f + 3.1f, v * 0.55f, noise + 201);
                c = with_cirrus(&p->air, d, u, v, warp, c);
                crq_f8 glow = aurora_at(&p->air, d, u, v, warp);
                c = crq_v8_add(c, crq_v8_all(ribbon), glow * ribbons);
            }
            for (int l = 0; l < 8 && i + l < sheet->width; l++) {
                row[i + l] = crq_rgba_make(c.x[l], c.y[l], c.z[l], 1.0f);
                things[i + l] = CRQ_THING_SKY;
            }
        }
    }
}

/* Stars fade towards the horizon and twinkle; few are bright. */
static void add_stars(const struct painting *p, struct crq_sparks *list) {
    const struct crq_air *a = &p->air;
    const struct crq_view *view = &a->plan->view;
    struct crq_chance chance = crq_chance(a->plan->seed, "mountains: stars");
    float across = 2.0f * view->middle_x;
    int count = (int)(1500.0f * MIN(across, 4.0f));
    for (int i = 0; i < count; i++) {
        uint32_t u = (uint32_t)i;
        float x = crq_unit(chance, u, 0) * across;
        float y = crq_unit(chance, u, 1);
        y = y * y * view->middle_y;
        float rarity = crq_unit(chance, u, 2);
        float rise = view->ahead[1] + (view->middle_y - y) * view->scale * view->up[1];
        float seen = crq_smoothstep(0.06f, 0.36f, rise) * 0.55f;
        float bright = 0.0022f / (0.0022f + rarity * rarity) + 0.02f * (1.0f - rarity);
        int beat = 1 + (int)(3.0f * crq_unit(chance, u, 3));
        float warmth = crq_unit(chance, u, 4);
        float wave = crq_sin_turns((float)(p->brush->moment * beat) + warmth);
        float flux = (0.003f + 0.9f * bright) * seen * (0.75f + 0.25f * wave) * 7.0f;
        flux *= a->starlight * (float)p->values->stars;
        struct crq_spark spark = {
            .x = x, .y = y, .depth = INFINITY, .width = 0.60f + 0.5f * bright};
        for (int k = 0; k < 3; k++) {
            spark.flux[k] =
                flux * crq_mix(a->halo[k], a->star[k], 0.35f + 0.65f * warmth);
        }
        crq_sparks_add(list, &spark);
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting painting = {brush, values, crq_air_from(brush)};
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &painting);
    struct crq_sparks list = {0};
    add_stars(&painting, &list);
    crq_sparks_shine(&list, brush, INFINITY);
    crq_sparks_finish(&list);
}

const struct crq_operation crq_op_floating_mountains_sky = {
    .name = "sky",
    .brief = "the sky with its hour and its stars",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct values, params),
    .roles = CRQ_AIR_ROLES | CRQ_ROLE_BIT(AURORA) | CRQ_STONE_ROLES,
    .paint = paint,
};
