/* The moon in eclipse: maria, highlands, craters and rays, lit along one limb. */
#include "paint/blood_moon_ocean/light.h"

static const struct crq_param params[] = {
    {CRQ_REAL(struct crq_ocean_moon, radius), .preset = 0, .low = 0, .high = 0.8,
        .easy = {0.18, 0.42}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "radius of the disc; 0 lets the seed choose"},
    {CRQ_REAL(struct crq_ocean_moon, eclipse), .preset = 1, .low = 0, .high = 2,
        .easy = {0.5, 1.3}, .unit = CRQ_UNIT_RATIO,
        .brief = "how deep the shadow lies on the disc"},
    {CRQ_REAL(struct crq_ocean_moon, relief), .preset = 1, .low = 0, .high = 4,
        .easy = {0.5, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "craters and rough ground"},
    {CRQ_REAL(struct crq_ocean_moon, maria), .preset = 1, .low = 0, .high = 1.5,
        .easy = {0.6, 1.2}, .unit = CRQ_UNIT_RATIO, .brief = "darkness of the seas"},
};

enum { MAP = 1024, CRATERS = 1500, BASINS = 9, RAYS = 2 };

struct crater {
    float n[3];
    float radius, depth; /* of the moon's radius */
    bool young;          /* with bright ejecta */
};

struct basin {
    float n[3];
    float radius;
};

/* Craters are stamped once into maps over the disc. */
struct ground {
    float *height, *ejecta; /* MAP * MAP, over -1..1 */
    struct basin basins[BASINS];
    float rays[RAYS][3];
};

/* A point of the near side, given its turn and distance from the centre of the disc. */
static void on_sphere(float n[3], float turn, float from_centre) {
    n[0] = from_centre * crq_cos_turns(turn);
    n[1] = from_centre * crq_sin_turns(turn);
    n[2] = sqrtf(1.0f - from_centre * from_centre);
}

/* Sizes fall by a power law; few are young enough to shine. */
static struct crater draw_crater(struct crq_chance chance, uint32_t i) {
    struct crater c;
    float z = crq_between(chance, i, 0, 0.0f, 1.0f);
    on_sphere(c.n, crq_unit(chance, i, 1), sqrtf(1.0f - z * z));
    float u = crq_unit(chance, i, 2);
    c.radius = 0.0055f * crq_pow(1.0f - 0.997f * u, -0.52f);
    c.radius = MIN(c.radius, 0.075f);
    c.depth = crq_between(chance, i, 3, 0.45f, 1.0f);
    c.young = crq_unit(chance, i, 4) < 0.16f;
    return c;
}

/* Distance from the middle of a crater in its radii at eight places of a row; warped:
 * clean rings would look like bubbles. */
CRQ_PACKET crq_f8 from_crater(
    const struct crater *c, crq_f8 x, crq_f8 y, uint32_t grain) {
    crq_f8 dx = x - c->n[0];
    crq_f8 dy = y - c->n[1];
    crq_f8 r2 = crq_f8_min(x * x + y * y, crq_f8_all(0.9999f));
    crq_f8 dz = crq_f8_sqrt(1.0f - r2) - c->n[2];
    float scale = 1.0f / c->radius;
    crq_f8 q = scale * crq_f8_sqrt(dx * dx + dy * dy + dz * dz);
    return q * (1.0f + 0.14f * crq_f8_noise2(
                                   x * (0.9f * scale), y * (0.9f * scale), grain));
}

/* Bowl, rim and apron. */
CRQ_WIDE static void stamp(
    struct ground *ground, const struct crater *c, uint32_t grain) {
    float reach = c->radius * 3.0f;
    int x0 = (int)((c->n[0] - reach + 1.0f) * 0.5f * MAP);
    int x1 = (int)((c->n[0] + reach + 1.0f) * 0.5f * MAP) + 1;
    int y0 = (int)((c->n[1] - reach + 1.0f) * 0.5f * MAP);
    int y1 = (int)((c->n[1] + reach + 1.0f) * 0.5f * MAP) + 1;
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    x0 = MAX(x0, 0) / CRQ_LANES * CRQ_LANES;
    for (int j = MAX(y0, 0); j < MIN(y1, MAP); j++) {
        crq_f8 y = crq_f8_all(((float)j + 0.5f) * (2.0f / MAP) - 1.0f);
        for (int i = x0; i < MIN(x1, MAP); i += CRQ_LANES) {
            crq_f8 x = (lane + (float)i) * (2.0f / MAP) - 1.0f;
            crq_f8 q = from_crater(c, x, y, grain + 61);
            crq_f8 bowl = crq_f8_pick(q < 1.0f, -0.75f + q * q * q * q,
                0.25f * crq_f8_exp((1.0f - q) * 3.2f));
            bowl = crq_f8_pick(q > 3.0f, crq_f8_all(0.0f), bowl);
            float *height = ground->height + j * MAP + i;
            crq_f8_store(
                height, crq_f8_load(height) + bowl * (c->radius * c->depth * 0.5f));
            if (c->young) {
                crq_f8 ray = crq_f8_pick(
                    q > 3.0f, crq_f8_all(0.0f), 0.5f * crq_f8_exp(-1.1f * q));
                float *ejecta = ground->ejecta + j * MAP + i;
                crq_f8_store(ejecta, crq_f8_load(ejecta) + ray);
            }
        }
    }
}

/* Basins gather on one side, ray craters on the other, as on the true moon. */
static void lay_basins(struct ground *ground, uint64_t seed) {
    struct crq_chance chance = crq_chance(seed, "maria");
    float middle = crq_unit(chance, 0, 0);
    for (uint32_t i = 0; i < BASINS; i++) {
        float turn = middle + crq_between(chance, i, 1, -0.22f, 0.22f);
        on_sphere(ground->basins[i].n, turn, crq_between(chance, i, 2, 0.05f, 0.74f));
        ground->basins[i].radius = i < 3 ? crq_between(chance, i, 3, 0.26f, 0.44f)
                                         : crq_between(chance, i, 3, 0.10f, 0.26f);
    }
    for (uint32_t i = 0; i < RAYS; i++) {
        float turn = middle + 0.5f + crq_between(chance, i, 4, -0.15f, 0.15f);
        on_sphere(ground->rays[i], turn, crq_between(chance, i, 5, 0.35f, 0.72f));
    }
}

static void *prepare(const struct crq_brush *brush, const void *values) {
    (void)values;
    const struct crq_ocean *ocean = brush->plan;
    struct ground *ground = g_new0(struct ground, 1);
    ground->height = g_new0(float, (size_t)MAP *MAP);
    ground->ejecta = g_new0(float, (size_t)MAP *MAP);
    struct crq_chance chance = crq_chance(brush->seed, "crater");
    float pixels = ocean->moon.radius * ocean->camera.unit / brush->sheet->pixel;
    for (uint32_t i = 0; i < CRATERS; i++) {
        struct crater crater = draw_crater(chance, i);
        /* craters of a small picture fade before they would be lost between pixels */
        crater.depth *= crq_smoothstep(0.2f, 0.5f, crater.radius * pixels);
        if (crater.depth > 0.0f) {
            stamp(ground, &crater, ocean->grain);
        }
    }
    lay_basins(ground, brush->seed);
    return ground;
}

static void discard(void *kept) {
    struct ground *ground = kept;
    g_free(ground->height);
    g_free(ground->ejecta);
    g_free(ground);
}

struct painting {
    const struct crq_brush *brush;
    const struct crq_ocean *ocean;
    const struct crq_ocean_moon *numbers;
    const struct ground *ground;
    struct crq_ocean_hues hues;
    float depth; /* of the eclipse */
    float cell;  /* over which slopes are taken: a texel or a pixel */
};

/* Bilinear sample of a map over the disc. */
static inline float sample(const float *map, float x, float y) {
    x = crq_clamp((x + 1.0f) * 0.5f * MAP - 0.5f, 0.0f, MAP - 1.001f);
    y = crq_clamp((y + 1.0f) * 0.5f * MAP - 0.5f, 0.0f, MAP - 1.001f);
    int i = (int)x;
    int j = (int)y;
    const float *at = map + j * MAP + i;
    float upper = at[0] + (at[1] - at[0]) * (x - (float)i);
    float lower = at[MAP] + (at[MAP + 1] - at[MAP]) * (x - (float)i);
    return upper + (lower - upper) * (y - (float)j);
}

CRQ_PACKET crq_f8 from_point(struct crq_v8 n, const float p[3]) {
    crq_f8 x = n.x - p[0];
    crq_f8 y = n.y - p[1];
    crq_f8 z = n.z - p[2];
    return crq_f8_sqrt(x * x + y * y + z * z);
}

/* Dark plains in basins whose shores are torn, joined by low ground. */
CRQ_PACKET crq_f8 maria(const struct ground *ground, struct crq_v8 n, crq_f8 torn) {
    crq_f8 dry = crq_f8_all(1.0f);
    for (int i = 0; i < BASINS; i++) {
        crq_f8 d =
            from_point(n, ground->basins[i].n) * (1.0f / ground->basins[i].radius);
        crq_f8 within = crq_f8_smoothstep(1.32f, 0.52f, d + torn);
        dry *= 1.0f - 0.92f * within;
    }
    return 1.0f - dry;
}

/* Bright spokes round the youngest craters. */
CRQ_PACKET crq_f8 rays(
    const struct ground *ground, struct crq_v8 n, crq_f8 fine, uint32_t grain) {
    crq_f8 sum = crq_f8_all(0.0f);
    for (int i = 0; i < RAYS; i++) {
        crq_f8 l = from_point(n, ground->rays[i]);
        crq_f8 a = (n.x - ground->rays[i][0]) / (l + 1e-4f);
        crq_f8 b = (n.y - ground->rays[i][1]) / (l + 1e-4f);
        crq_f8 spoke = crq_f8_noise2(a * 6.5f + 3.0f * (float)i, b * 6.5f, grain + 20u);
        spoke += 0.6f * crq_f8_noise2(a * 15.0f, b * 15.0f, grain + 22u);
        spoke = crq_f8_saturate(spoke * 0.9f - 0.10f) *
                crq_f8_saturate(0.6f + 1.2f * fine) * crq_f8_exp(l * -2.9f) *
                crq_f8_smoothstep(0.02f, 0.10f, l);
        sum += (0.46f * spoke + 0.7f * crq_f8_exp(l * l * -1100.0f)) / (float)(1 + i);
    }
    return sum;
}

/* Slope of the craters towards the light, and bright ejecta. */
CRQ_PACKET void craters(
    const struct painting *p, crq_f8 u, crq_f8 v, crq_f8 *slope, crq_f8 *ejecta) {
    const float *height = p->ground->height;
    float e = p->cell;
    float lx = -p->ocean->moon.bright[0];
    float ly = -p->ocean->moon.bright[1];
    for (int k = 0; k < CRQ_LANES; k++) {
        float dx = sample(height, u[k] + e, v[k]) - sample(height, u[k] - e, v[k]);
        float dy = sample(height, u[k], v[k] + e) - sample(height, u[k], v[k] - e);
        (*slope)[k] = (dx * lx + dy * ly) / (2.0f * e);
        (*ejecta)[k] = sample(p->ground->ejecta, u[k], v[k]);
    }
}

/* Reflectance at n; `rim` is 0 in the middle of the disc and 1 at the limb. */
CRQ_PACKET crq_f8 albedo(
    const struct painting *p, struct crq_v8 n, crq_f8 rim, crq_f8 *broad) {
    uint32_t grain = p->ocean->grain + 77u;
    crq_f8 wx = crq_f8_fbm3(n.x * 2.1f, n.y * 2.1f, n.z * 2.1f, grain, 5, 0.58f);
    crq_f8 wy =
        crq_f8_fbm3(n.x * 2.1f + 9.0f, n.y * 2.1f, n.z * 2.1f, grain + 501u, 5, 0.58f);
    crq_f8 fine = crq_f8_fbm3(
        n.x * 8.5f + wx, n.y * 8.5f + wy, n.z * 8.5f, grain + 1005u, 5, 0.66f);
    crq_f8 grit =
        crq_f8_fbm3(n.x * 46.0f, n.y * 46.0f, n.z * 46.0f, grain + 1508u, 3, 0.6f);
    crq_f8 sea = maria(p->ground, n, 0.52f * wx + 0.40f * wy + 0.26f * fine);
    sea = crq_f8_saturate(sea * (0.86f + 0.34f * wy + 0.30f * fine)) *
          (float)p->numbers->maria;
    float lx = -0.25f * p->ocean->moon.bright[0];
    float ly = -0.25f * p->ocean->moon.bright[1];
    crq_f8 rough = crq_f8_fbm3(
        n.x * 17.0f + lx, n.y * 17.0f + ly, n.z * 17.0f, grain + 2030u, 4, 0.6f);
    rough -= crq_f8_fbm3(
        n.x * 17.0f - lx, n.y * 17.0f - ly, n.z * 17.0f, grain + 2030u, 4, 0.6f);
    crq_f8 slope;
    crq_f8 ejecta;
    craters(p, n.x, n.y, &slope, &ejecta);
    float relief = (float)p->numbers->relief;
    crq_f8 land = 1.0f - 0.6f * sea;
    crq_f8 a = 0.82f - 0.50f * sea + 0.20f * fine * land + 0.12f * grit * land;
    a += 0.20f * ejecta * land + 0.42f * rays(p->ground, n, fine, grain) * land;
    a += relief * (0.24f * slope + 0.34f * rough * land) * (0.45f + 0.55f * rim);
    *broad = wx;
    return crq_f8_max(a, crq_f8_all(0.07f));
}

/* Copper limb, blood, deep umbra, and a thin fringe of ozone. */
CRQ_PACKET struct crq_v8 disc(const struct painting *p, crq_f8 u, crq_f8 v) {
    const struct crq_ocean_hues *h = &p->hues;
    crq_f8 r = crq_f8_sqrt(u * u + v * v);
    crq_f8 in = crq_f8_pick(r > 0.9999f, 0.9999f / r, crq_f8_all(1.0f));
    u *= in;
    v *= in;
    crq_f8 w = crq_f8_sqrt(crq_f8_max(1.0f - u * u - v * v, crq_f8_all(1e-4f)));
    crq_f8 broad;
    crq_f8 a = albedo(p, crq_v8_make(u, v, w), 1.0f - w, &broad);
    crq_f8 g =
        0.5f + 0.5f * (u * p->ocean->moon.bright[0] + v * p->ocean->moon.bright[1]);
    g = 1.0f - (1.0f - g - 0.04f * broad) * p->depth;
    crq_f8 lit = crq_f8_smoothstep(0.50f, 1.06f, g);
    crq_f8 dim = 0.14f + 0.50f * crq_f8_smoothstep(0.04f, 0.82f, g);
    struct crq_v8 c = crq_v8_scale(crq_v8_all(h->blood), dim);
    c = crq_v8_light(c, h->ember, 0.055f * dim);
    c = crq_v8_light(c, h->mist, 0.10f * dim);
    struct crq_v8 hot = crq_v8_scale(crq_v8_all(h->ember), crq_f8_all(0.74f));
    c = crq_v8_mix(c, hot, lit * lit * 0.86f);
    c = crq_v8_scale(c, (a * a * 1.9f + 0.03f) * (0.40f + 0.60f * crq_f8_pow(w, 0.4f)));
    crq_f8 thin = 1.0f - w;
    crq_f8 thin2 = thin * thin;
    c = crq_v8_light(c, h->ember, 1.2f * thin2 * thin2 * thin * lit);
    crq_f8 fringe = crq_f8_smoothstep(0.86f, 1.06f, g) * thin * crq_f8_sqrt(thin);
    return crq_v8_light(c, h->cold, 1.5f * fringe * a);
}

CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    const struct crq_ocean_camera *camera = &p->ocean->camera;
    const struct crq_disc *moon = &p->ocean->moon;
    struct crq_sheet *sheet = p->brush->sheet;
    float footprint = sheet->pixel / (camera->unit * moon->radius);
    for (int j = first; j < last; j++) {
        crq_f8 y = crq_f8_all(crq_ocean_y(camera, (float)j + 0.5f, sheet->pixel));
        crq_rgba *row = crq_sheet_row(sheet, j);
        uint8_t *thing = sheet->thing + (size_t)j * (size_t)sheet->width;
        for (int i = 0; i < sheet->width; i += CRQ_LANES) {
            crq_f8 x = crq_columns(camera, i, sheet->pixel);
            crq_f8 cover = crq_moon_cover(crq_moon_distance(moon, x, y), footprint);
            float any = 0.0f;
            for (int k = 0; k < CRQ_LANES; k++) {
                any += cover[k];
            }
            if (any <= 0.0f) {
                continue;
            }
            struct crq_v8 c = disc(p, (x - moon->x) * (1.0f / moon->radius),
                (y - moon->y) * (1.0f / moon->radius));
            struct crq_v8 glow = crq_sky_glow(&p->hues, moon, x, y);
            c = crq_v8_add(c, glow, crq_f8_all(0.05f));
            int count = MIN(CRQ_LANES, sheet->width - i);
            crq_lay(row + i, count, c, cover);
            for (int k = 0; k < count; k++) {
                thing[i + k] = cover[k] > 0.5f ? CRQ_THING_MOON : thing[i + k];
            }
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    const struct crq_ocean *ocean = brush->plan;
    float footprint = brush->sheet->pixel / (ocean->camera.unit * ocean->moon.radius);
    struct painting p = {
        .brush = brush,
        .ocean = ocean,
        .numbers = values,
        .ground = kept,
        .hues = crq_ocean_hues(brush->palette),
        .depth = crq_between(crq_chance(brush->seed, "eclipse"), 0, 0, 0.95f, 1.30f) *
                 (float)((const struct crq_ocean_moon *)values)->eclipse,
        .cell = crq_clamp(footprint, 2.0f / MAP, 0.25f),
    };
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
}

const struct crq_operation crq_op_blood_moon_ocean_moon = {
    .name = "moon",
    .brief = "the eclipsed moon",
    .family = CRQ_PAINT,
    .roles = CRQ_OCEAN_AIR | CRQ_ROLE_BIT(COLD),
    .still = true,
    CRQ_VALUES(struct crq_ocean_moon, params),
    .prepare = prepare,
    .discard = discard,
    .paint = paint,
};
