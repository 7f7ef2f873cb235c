/* Clouds before the moon: a wisped veil, torn banks lit at their edges, a dark mass
 * overhead, mist on the horizon. */
#include "paint/blood_moon_ocean/light.h"

struct clouds {
    double veil, banks, overhead;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct clouds, veil), .preset = 1, .low = 0, .high = 2,
        .easy = {0.5, 1.4}, .unit = CRQ_UNIT_RATIO, .brief = "high wisps"},
    {CRQ_REAL(struct clouds, banks), .preset = 1, .low = 0, .high = 2,
        .easy = {0.5, 1.4}, .unit = CRQ_UNIT_RATIO,
        .brief = "torn banks before the disc and over the horizon"},
    {CRQ_REAL(struct clouds, overhead), .preset = 1, .low = 0, .high = 2,
        .easy = {0.5, 1.3}, .unit = CRQ_UNIT_RATIO, .brief = "the dark mass above"},
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_ocean *ocean;
    const struct clouds *numbers;
    struct crq_ocean_hues hues;
    uint32_t grain;
    float cover; /* of the banks, by seed */
};

/* Densities 0..1 at a place of the sky; `lit` is light that reaches the banks. */
struct sky_water {
    crq_f8 veil, bank, lit, top;
};

/* Banks live in log elevation, so they flatten towards the horizon. */
CRQ_PACKET crq_f8 bank_density(
    const struct painting *p, crq_f8 x, crq_f8 y, crq_f8 wx, crq_f8 wy, int octaves) {
    const struct crq_disc *moon = &p->ocean->moon;
    crq_f8 e = crq_f8_max(y, crq_f8_all(0.0f)) + 0.10f;
    crq_f8 across = x * (0.69f + 0.125f / e);
    crq_f8 up = crq_f8_log2(e) * 2.1f;
    crq_f8 d = crq_f8_fbm2(
        across + 0.55f * wx, up * 1.25f + 0.50f * wy, p->grain + 3u, octaves, 0.54f);
    crq_f8 upper =
        (y - moon->band[0] - 0.10f * wx - 0.05f * moon->slant * (x - moon->x)) *
        (1.0f / 0.045f);
    crq_f8 lower = (y - moon->band[1] - 0.08f * wy) * 20.0f;
    d += 0.42f * crq_f8_exp(-upper * upper) + 0.30f * crq_f8_exp(-lower * lower);
    return d - 0.28f + p->cover +
           0.34f * crq_f8_smoothstep(0.35f, 0.95f, crq_f8_abs(x - moon->x)) *
               crq_f8_smoothstep(0.02f, 0.2f, y);
}

/* How much of each cloud lies before a place of the sky. */
CRQ_PACKET struct sky_water condense(const struct painting *p, crq_f8 x, crq_f8 y) {
    const struct crq_disc *moon = &p->ocean->moon;
    struct sky_water s;
    /* the veil lies on a plane overhead */
    crq_f8 e = crq_f8_max(y, crq_f8_all(-0.02f)) + 0.115f;
    crq_f8 ax = x / e * 0.55f;
    crq_f8 az = 0.42f / e;
    crq_f8 wx = crq_f8_fbm2(ax * 0.9f, az * 0.9f + 3.0f, p->grain, 4, 0.5f);
    crq_f8 wy = crq_f8_fbm2(ax * 0.9f + 11.0f, az * 0.9f, p->grain + 401u, 4, 0.5f);
    crq_f8 d = crq_f8_fbm2(ax * 1.15f + 1.1f * wx, az * 2.3f + 0.9f * wy + 0.3f * wx,
        p->grain + 802u, 6, 0.56f);
    s.veil = crq_f8_smoothstep(-0.28f, 0.62f, d + 0.12f * wy);
    crq_f8 wisp = crq_f8_fbm2(ax * 2.1f + 1.6f * wx + 0.8f * wy, az * 4.6f + 2.2f * wx,
        p->grain + 1207u, 5, 0.58f);
    wisp = crq_f8_max(1.0f - 2.6f * crq_f8_abs(wisp), crq_f8_all(0.0f));
    wisp = wisp * wisp * wisp * crq_f8_smoothstep(-0.25f, 0.35f, d + 0.3f * wx);
    s.veil = crq_f8_saturate((0.72f * s.veil + 0.55f * wisp) * (float)p->numbers->veil);
    /* one more sample towards the moon tells how much light comes through */
    crq_f8 dense = bank_density(p, x, y, wx, wy, 7);
    crq_f8 lx = moon->x - x;
    crq_f8 ly = moon->y - y;
    crq_f8 step = 0.035f / crq_f8_sqrt(lx * lx + ly * ly + 0.01f);
    crq_f8 behind = bank_density(p, x + lx * step, y + ly * step, wx, wy, 5);
    s.bank =
        crq_f8_smoothstep(0.02f, 0.34f, dense) * crq_f8_smoothstep(-0.02f, 0.04f, y);
    s.bank = crq_f8_saturate(s.bank * (float)p->numbers->banks);
    s.lit = crq_f8_saturate(0.5f + (dense - behind) * 2.6f) *
            crq_f8_exp(crq_f8_max(behind, crq_f8_all(0.0f)) * -3.2f);
    crq_f8 top = crq_f8_fbm2(
        x * 1.35f + 0.5f * wx, y * 2.6f + 0.5f * wy, p->grain + 1604u, 6, 0.55f);
    float shift = p->ocean->camera.above - 0.6f;
    top += (y - 0.36f - 0.7f * shift) * 1.8f + 0.30f * crq_f8_abs(x - moon->x);
    s.top = crq_f8_smoothstep(-0.15f, 0.55f, top) * (float)p->numbers->overhead;
    s.top = crq_f8_saturate(s.top);
    return s;
}

/* `c` seen through the clouds. */
CRQ_PACKET struct crq_v8 cover(const struct painting *p, struct crq_v8 c, crq_f8 x,
    crq_f8 y, float pixel, struct sky_water *s) {
    const struct crq_ocean_hues *h = &p->hues;
    const struct crq_disc *moon = &p->ocean->moon;
    *s = condense(p, x, y);
    struct crq_v8 base = crq_sky_base(h, y);
    struct crq_v8 glow = crq_sky_glow(h, moon, x, y);
    crq_f8 d = crq_moon_distance(moon, x, y);
    crq_f8 disc = crq_moon_cover(d, pixel / moon->radius);
    crq_f8 near = crq_f8_exp(crq_f8_max(d - 1.0f, crq_f8_all(0.0f)) * -0.9f);
    crq_f8 open = 1.0f - s->veil;
    /* before the disc the veil dims and reddens; elsewhere it catches light */
    c = crq_v8_scale(c, 1.0f - disc * (1.0f - crq_f8_exp(s->veil * -0.45f)));
    crq_f8 caught = (1.0f - disc) * (0.35f + 0.8f * near) + disc * 0.16f;
    c = crq_v8_add(c, glow, s->veil * caught);
    c = crq_v8_light(c, h->wine, 0.10f * s->veil * (1.0f - disc));
    c = crq_v8_light(c, h->cold,
        (1.0f - disc) * 0.05f * open * open * crq_f8_smoothstep(1.1f, 3.0f, d) *
            crq_f8_smoothstep(0.05f, 0.3f, y));
    /* banks: a dark body, thin edges lit from behind */
    crq_f8 thin = s->bank * (1.0f - s->bank) * 4.0f;
    struct crq_v8 body = crq_v8_scale(base, crq_f8_all(0.55f));
    body = crq_v8_add(body, glow, 0.10f + 0.71f * s->lit * (0.25f + 0.75f * near));
    body = crq_v8_light(body, h->mist, 0.04f * s->lit);
    c = crq_v8_mix(c, body, s->bank * (0.86f - 0.18f * disc));
    c = crq_v8_add(c, glow, thin * s->lit * (0.20f + 0.45f * disc));
    struct crq_v8 mass = crq_v8_scale(base, crq_f8_all(0.40f));
    mass = crq_v8_add(mass, glow, crq_f8_all(0.08f));
    c = crq_v8_mix(c, mass, s->top * 0.80f);
    c = crq_v8_add(c, glow, s->top * (1.0f - s->top) * 0.56f);
    crq_f8 e = crq_f8_max(y, crq_f8_all(0.0f));
    crq_f8 mist = 0.82f * crq_f8_exp(e * -29.0f) + 0.14f * crq_f8_exp(e * -6.7f);
    mist = crq_f8_saturate(mist * (0.75f + 0.5f * s->veil));
    return crq_v8_mix(c, crq_air_colour(h, moon, x), mist);
}

CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    const struct crq_ocean_camera *camera = &p->ocean->camera;
    struct crq_sheet *sheet = p->brush->sheet;
    for (int j = first; j < last; j++) {
        float height = crq_ocean_y(camera, (float)j + 0.5f, sheet->pixel);
        crq_rgba *row = crq_sheet_row(sheet, j);
        uint8_t *thing = sheet->thing + (size_t)j * (size_t)sheet->width;
        /* waves hide what lies well below the horizon */
        for (int i = 0; height > -0.12f && i < sheet->width; i += CRQ_LANES) {
            int count = MIN(CRQ_LANES, sheet->width - i);
            struct crq_v8 c = {crq_f8_all(0), crq_f8_all(0), crq_f8_all(0)};
            for (int k = 0; k < count; k++) {
                c.x[k] = row[i + k][0];
                c.y[k] = row[i + k][1];
                c.z[k] = row[i + k][2];
            }
            struct sky_water s;
            c = cover(p, c, crq_columns(camera, i, sheet->pixel), crq_f8_all(height),
                sheet->pixel / camera->unit, &s);
            crq_lay(row + i, count, c, crq_f8_all(1.0f));
            for (int k = 0; k < count; k++) {
                bool dense = s.bank[k] > 0.6f || s.top[k] > 0.75f;
                thing[i + k] = dense ? CRQ_THING_CLOUD : thing[i + k];
            }
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct crq_ocean *ocean = brush->plan;
    struct painting p = {
        .brush = brush,
        .ocean = ocean,
        .numbers = values,
        .hues = crq_ocean_hues(brush->palette),
        .grain = ocean->grain + 311u,
        .cover =
            crq_between(crq_chance(brush->seed, "cloud cover"), 0, 0, -0.14f, 0.12f),
    };
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
}

const struct crq_operation crq_op_blood_moon_ocean_clouds = {
    .name = "clouds",
    .brief = "torn clouds before the moon",
    .family = CRQ_PAINT,
    .roles = CRQ_OCEAN_AIR | CRQ_ROLE_BIT(COLD),
    .still = true,
    CRQ_VALUES(struct clouds, params),
    .paint = paint,
};
