/* Spray torn from the crests of the great swells: veils of spindrift and droplets. */
#include "form/noise.h"
#include "paint/blood_moon_ocean/light.h"

struct spray {
    double amount, wind;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct spray, amount), .preset = 1, .low = 0, .high = 3,
        .easy = {0.3, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "spray from the crests"},
    {CRQ_REAL(struct spray, wind), .preset = 1, .low = -3, .high = 3,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how far the wind carries it; negative turns the wind"},
};

enum { PLUMES = 60, PUFFS = 14, DROPS = 260, RIDGE_DROPS = PLUMES * PUFFS + DROPS };

/* One soft spot of water dust. */
struct puff {
    float x, y, wide, tall; /* pixels */
    float depth;            /* metres */
    float amount;
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_ocean *ocean;
    struct crq_ocean_hues hues;
    struct puff *puffs;
    int count;
};

/* Throws a puff of `age` 0..1 from the crest at q metres along it. */
static void throw_puff(struct painting *p, const struct crq_water *water, int ridge,
    float q, float age, float lively, float size, float amount, float wind) {
    const struct crq_ridge *r = &p->ocean->ridges[ridge];
    const struct crq_ocean_camera *c = &p->ocean->camera;
    float x = r->x - q * r->along[1];
    float z = r->z + q * r->along[0] - 0.05f * r->front;
    struct crq_sea_point at = crq_water_point(water, x, z, 0.3f);
    float along = q / r->width;
    float alive = crq_exp(-along * along * 1.6f) * crq_smoothstep(0.0f, 0.15f, age) *
                  crq_smoothstep(1.0f, 0.5f, age);
    at.y += age * (1.0f - 0.75f * age) * r->height * 0.30f * lively - 0.02f * r->height;
    at.x -= wind * p->ocean->side * age * r->height * 0.55f * (0.4f + lively);
    at.z += age * r->height * 0.25f * lively;
    if (at.z < 2.0f || alive <= 0.0f) {
        return;
    }
    float scale = c->focal * c->unit / (at.z * p->brush->sheet->pixel);
    float grown = size * (0.35f + 1.1f * age) * scale;
    float thin = grown < 0.45f ? grown / 0.45f : 1.0f;
    grown = grown < 0.45f ? 0.45f : grown;
    p->puffs[p->count++] = (struct puff){
        .x = c->centre / p->brush->sheet->pixel + at.x * scale,
        .y = c->horizon / p->brush->sheet->pixel - (at.y - c->height) * scale,
        .wide = grown * (size > 0.2f ? 1.9f : 1.0f),
        .tall = grown,
        .depth = at.z,
        .amount = amount * alive * thin * thin,
    };
}

/* Plumes where the crest is torn, each a train of puffs that grow and thin out. */
static void throw_ridge(struct painting *p, const struct crq_water *water, int ridge,
    const struct spray *numbers) {
    const struct crq_ridge *r = &p->ocean->ridges[ridge];
    struct crq_chance chance = crq_chance(p->brush->seed, "spray");
    float moment = (float)p->brush->moment;
    float amount = (float)numbers->amount;
    for (int i = 0; i < PLUMES; i++) {
        uint32_t index = (uint32_t)(ridge * 4096 + i);
        float q = crq_between(chance, index, 0, -1.4f, 1.4f) * r->width;
        float lively = crq_between(chance, index, 1, 0.2f, 1.3f);
        float phase = crq_unit(chance, index, 2);
        float torn = crq_noise2(q * 0.35f, r->x * 3.1f, p->ocean->grain + 61);
        if (torn < -0.05f) {
            continue;
        }
        for (int k = 0; k < PUFFS; k++) {
            float age = crq_fract(phase + moment + (float)k / PUFFS);
            float aside = crq_between(chance, index, 8u + (uint32_t)k, -0.5f, 0.5f);
            throw_puff(p, water, ridge, q + aside, age, lively * (0.8f + 0.4f * aside),
                0.26f + 0.05f * r->height, 0.056f * amount * crq_saturate(3.0f * torn),
                (float)numbers->wind);
        }
    }
    for (int i = 0; i < DROPS; i++) {
        uint32_t index = (uint32_t)(ridge * 4096 + 1024 + i);
        float q = crq_between(chance, index, 0, -1.5f, 1.5f) * r->width;
        float u = crq_unit(chance, index, 1);
        float age = crq_fract(crq_unit(chance, index, 2) + moment);
        float size = 0.012f + 0.03f * crq_unit(chance, index, 3) * u;
        float torn = crq_noise2(q * 0.35f, r->x * 3.1f, p->ocean->grain + 61);
        if (torn > -0.15f) {
            throw_puff(p, water, ridge, q, age, 0.3f + 2.2f * u * u, size,
                0.85f * amount, (float)numbers->wind);
        }
    }
}

/* Moonlight caught by dust: strongest before the disc. */
static crq_rgba colour_at(const struct painting *p, float column) {
    const struct crq_ocean_hues *h = &p->hues;
    const struct crq_disc *moon = &p->ocean->moon;
    float x = crq_ocean_x(&p->ocean->camera, column, p->brush->sheet->pixel);
    float d = (x - moon->x) / moon->radius;
    float lit = 0.10f + 0.75f * crq_exp(-0.8f * d * d);
    crq_rgba c = {0.0f, 0.0f, 0.0f, 0.0f};
    for (int k = 0; k < 3; k++) {
        c[k] = lit * (0.4f * h->blood[k] + 0.35f * h->ember[k] + 0.30f * h->mist[k]) *
                   (0.5f + 0.5f * h->bone[k]) +
               0.11f * h->cold[k];
    }
    return c;
}

/* Lays a puff as a soft spot: it adds its light and takes a little of what is behind.
 */
static void splat(
    const struct painting *p, const struct puff *puff, int first, int last) {
    struct crq_sheet *sheet = p->brush->sheet;
    float right = (float)sheet->width;
    int x0 = (int)crq_clamp(puff->x - 2.2f * puff->wide, 0.0f, right);
    int x1 = (int)crq_clamp(puff->x + 2.2f * puff->wide + 1.0f, 0.0f, right);
    int y0 = (int)crq_clamp(puff->y - 2.2f * puff->tall, (float)first, (float)last);
    int y1 =
        (int)crq_clamp(puff->y + 2.2f * puff->tall + 1.0f, (float)first, (float)last);
    crq_rgba c = colour_at(p, puff->x);
    for (int j = y0; j < y1; j++) {
        float dy = ((float)j + 0.5f - puff->y) / puff->tall;
        const float *depth = sheet->depth + (size_t)j * (size_t)sheet->width;
        crq_rgba *row = crq_sheet_row(sheet, j);
        for (int i = x0; i < x1; i++) {
            float dx = ((float)i + 0.5f - puff->x) / puff->wide;
            float before = crq_smoothstep(-1.2f, 0.4f, depth[i] - puff->depth);
            float e = puff->amount * before * crq_exp(-dx * dx - dy * dy);
            row[i] += (c - row[i] * crq_rgba_grey(0.5f)) * crq_rgba_grey(e);
            row[i][3] = 1.0f;
        }
    }
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    for (int i = 0; i < p->count; i++) {
        const struct puff *puff = &p->puffs[i];
        if (puff->y + 3.0f * puff->tall + 2.0f >= (float)first &&
            puff->y - 3.0f * puff->tall - 2.0f <= (float)last) {
            splat(p, puff, first, last);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct spray *numbers = values;
    struct painting p = {
        .brush = brush,
        .ocean = brush->plan,
        .hues = crq_ocean_hues(brush->palette),
    };
    if (numbers->amount <= 0.0) {
        return;
    }
    p.puffs = g_new(struct puff, p.ocean->ridge_count * RIDGE_DROPS);
    struct crq_water water;
    crq_water_make(&water, p.ocean, brush->moment, 2, brush->crew);
    for (int i = 0; i < p.ocean->ridge_count; i++) {
        throw_ridge(&p, &water, i, numbers);
    }
    crq_water_finish(&water);
    struct crq_crew some = {brush->crew->threads, 32};
    crq_strips(&some, brush->sheet->height, paint_strip, &p);
    g_free(p.puffs);
}

const struct crq_operation crq_op_blood_moon_ocean_spray = {
    .name = "spray",
    .brief = "spindrift and droplets from the crests",
    .family = CRQ_PAINT,
    .roles = CRQ_OCEAN_AIR | CRQ_ROLE_BIT(COLD) | CRQ_ROLE_BIT(BONE),
    CRQ_VALUES(struct spray, params),
    .paint = paint,
};
