/* Towers of glass and the water between them: traced once per sequence. */
#include "paint/glass_city/glass.h"

#include "form/noise.h"
#include "paint/glass_city/skyline.h"
#include "sheet/antialias.h"

#define RATIO(field, most, low_easy, high_easy, words)                                 \
    {                                                                                  \
        CRQ_REAL(struct crq_city_towers, field),                                       \
            .preset = 1, .low = 0, .high = (most), .easy = {low_easy, high_easy},      \
            .unit = CRQ_UNIT_RATIO, .brief = words                                     \
    }

static const struct crq_param params[] = {
    RATIO(density, 1.13, 0.6, 1.1, "how many plots are built on"),
    {CRQ_REAL(struct crq_city_towers, height), .preset = 1, .low = 0.2, .high = 3,
        .easy = {0.7, 1.4}, .unit = CRQ_UNIT_RATIO, .brief = "of the city"},
    {CRQ_REAL(struct crq_city_towers, crystals), .preset = 0.5, .low = 0, .high = 1,
        .easy = {0.15, 0.85}, .unit = CRQ_UNIT_RATIO,
        .brief = "share of grown crystals among buildings"},
    RATIO(iridescence, 3, 0, 1.8, "thin-film colour on the glass"),
    RATIO(dispersion, 2, 0.4, 1.4, "how far glass splits what is seen through it"),
    RATIO(inner, 4, 0.3, 2, "light within the towers"),
    RATIO(edges, 3, 0.5, 1.6, "light on bevelled edges"),
};

struct painting {
    const struct crq_brush *brush;
    struct crq_glass glass;
    struct crq_skyline skyline;
    int samples;
};

static struct crq_tint *mix_tints(
    const struct crq_city *city, const struct crq_air *air) {
    struct crq_tint *tints = g_new(struct crq_tint, city->tower_count);
    for (int i = 0; i < city->tower_count; i++) {
        const struct crq_tower *t = &city->towers[i];
        crq_vec c = crq_vec_mix(air->glass_cool, air->glass_warm, t->warm);
        c = crq_vec_mix(c, crq_vec_make(1, 1, 1), t->clear);
        if (t->z > 0.0f && !t->hero) {
            /* near frames are darker and colder */
            float near = 1.0f - crq_smoothstep(200.0f, 400.0f, t->z);
            c = crq_vec_mix(c, c * air->glass_cool, near);
        }
        tints[i].colour = c;
        for (int k = 0; k < 3; k++) {
            tints[i].depth[k] = crq_log2(c[k] > 1e-3f ? c[k] : 1e-3f);
        }
    }
    return tints;
}

static struct crq_glass glass_of(
    const struct crq_brush *brush, const struct crq_city_towers *numbers) {
    const struct crq_city *city = brush->plan;
    static const int segments[] = {3, 4, 7};
    static const float faint[] = {0.12f, 0.08f, 0.02f};
    struct crq_glass glass = {.city = city,
        .air = crq_air_make(brush),
        .pixel = city->camera.lens * brush->sheet->pixel,
        .film = (float)numbers->iridescence,
        .split = (float)numbers->dispersion,
        .edges = (float)numbers->edges,
        .waves = 1.0f,
        .faint = faint[brush->quality],
        .segments = segments[brush->quality]};
    glass.tints = mix_tints(city, &glass.air);
    glass.dome = crq_air_tabulate(&glass.air);
    /* after sunset the sky's own light is what shows glass */
    glass.overhead = crq_air_soft(&glass.air, crq_vec_make(0.0f, 0.9f, 0.436f)) *
                     (1.0f + 0.9f * city->dusk);
    /* rosier than the sky: dark amber would be brown */
    glass.ember = glass.air.sun * crq_vec_mix(glass.air.warm, glass.air.veil, 0.45f);
    return glass;
}

/* Positions of the samples: equal columns, golden-ratio rows, the same in every pixel,
 * so that edges stay straight and can be smoothed. */
static crq_vec place(const struct painting *p, int i, int j, int s) {
    const struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_city *city = p->brush->plan;
    float x = ((float)s + 0.5f) / (float)p->samples;
    float y = crq_fract((float)s * 0.7548777f + 0.5f);
    x = ((float)i + x) * sheet->pixel;
    y = ((float)j + y) * sheet->pixel;
    return crq_city_ray(&city->camera, x, y);
}

enum { MOST_SAMPLES = 6 };

/* How many of the sights are worth following, and with how many wavelengths. All on
 * one face need fewer than those that straddle an edge; what lies deep in haze needs
 * one. */
static int worth(
    const struct painting *p, const struct crq_glass_sight *sights, int count) {
    const struct crq_city *city = p->brush->plan;
    const struct crq_grove_hit *first = &sights[0].hit;
    for (int s = 0; s < count; s++) {
        const struct crq_grove_hit *hit = &sights[s].hit;
        if (hit->solid != first->solid || hit->near_face != first->near_face ||
            crq_glass_sees_sky(&sights[s])) {
            return count;
        }
    }
    if (count < 3) {
        return count;
    }
    float way = first->solid >= 0 ? first->near : sights[0].water;
    float clear = crq_air_clear(&p->glass.air, city->camera.eye[1], sights[0].d, way);
    return clear < 0.3f ? 1 : count - 1;
}

/* Samples are averaged as the eye will see them, not as light adds up: against the sun
 * one bright sample of three would turn a whole edge white, in steps. Each counts less
 * the brighter it is; the brightest channel hardly depends on the wavelength. */
static float say_of(crq_vec c) {
    return 1.0f / (1.0f + 0.6f * crq_brightest(c));
}

static void paint_pixel(const struct painting *p, int i, int j) {
    struct crq_sheet *sheet = p->brush->sheet;
    size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
    struct crq_glass_sight sights[MOST_SAMPLES];
    int count = 0;
    for (int s = 0; s < p->samples; s++) {
        crq_vec d = place(p, i, j, s);
        if (!crq_skyline_clear(&p->skyline, d)) {
            sights[count] = crq_glass_look(&p->glass, d);
            count += !crq_glass_sees_sky(&sights[count]);
        }
    }
    if (count == 0) {
        return;
    }
    struct crq_glass_memory memory = {.solid = -2};
    float open = (float)(p->samples - count) / (float)count;
    crq_vec sky = sheet->pixels[at];
    crq_vec sum = {0};
    float weights = 0.0f;
    int followed = count == p->samples ? worth(p, sights, count) : count;
    for (int s = 0; s < followed; s++) {
        float u = ((float)s + 0.5f) / (float)followed;
        struct crq_glass_sample sample =
            crq_glass_follow(&p->glass, &sights[s], u, followed, &memory);
        float say = say_of(sample.light);
        sum += sample.light * say;
        weights += say;
        if (sample.depth < sheet->depth[at]) {
            sheet->depth[at] = sample.depth;
            sheet->thing[at] = (uint8_t)sample.thing;
        }
    }
    float say = open * (float)followed * say_of(sky);
    crq_vec c = (sky * say + sum) * (1.0f / (say + weights));
    c[3] = 1.0f;
    sheet->pixels[at] = c;
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    for (int j = first; j < last; j++) {
        for (int i = 0; i < p->brush->sheet->width; i++) {
            paint_pixel(p, i, j);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    static const int samples[] = {1, 3, 6};
    struct painting p = {.brush = brush,
        .glass = glass_of(brush, values),
        .samples = samples[brush->quality]};
    crq_skyline_trace(&p.skyline, brush->plan);
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
    crq_antialias(brush->sheet, brush->crew);
    g_free(p.glass.tints);
    g_free(p.glass.dome);
}

const struct crq_operation crq_op_glass_city_towers = {
    .name = "towers",
    .brief = "towers of glass and the water between them",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct crq_city_towers, params),
    .roles = CRQ_AIR_ROLES,
    .still = true,
    .paint = paint,
};
