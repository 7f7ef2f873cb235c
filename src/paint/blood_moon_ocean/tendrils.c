/* Black glossy tendrils before the sky and in the sea. */
#include "form/noise.h"
#include "paint/blood_moon_ocean/skin.h"

#define AMOUNT(field, most, comfortable, words)                                        \
    {                                                                                  \
        CRQ_REAL(struct crq_ocean_tendrils, field),                                    \
            .preset = 1, .low = 0, .high = (most), .easy = {0.6, comfortable},         \
            .unit = CRQ_UNIT_RATIO, .brief = words                                     \
    }

static const struct crq_param params[] = {
    AMOUNT(amount, 2, 1.5, "how many rise"),
    AMOUNT(length, 2, 1.25, "how long they grow"),
    AMOUNT(thickness, 2.5, 1.3, "how thick they are at the root"),
    AMOUNT(hair, 2.5, 1.6, "threads that they unravel into"),
    AMOUNT(gloss, 3, 1.6, "light on their skin"),
};

static void *prepare(const struct crq_brush *brush, const void *values) {
    (void)values;
    struct crq_ocean_hues hues = crq_ocean_hues(brush->palette);
    return crq_mirror_create(brush->plan, &hues);
}

static void discard(void *kept) {
    crq_mirror_destroy(kept);
}

/* A point of a centre line in pixels. */
struct dot {
    float x, y, radius; /* pixels */
    float depth, thick; /* metres */
    float along;        /* metres from the root */
};

struct limb {
    const struct crq_tendril *tendril;
    int first, count;   /* dots */
    int x0, x1, y0, y1; /* pixels that it may touch */
};

struct painting {
    const struct crq_brush *brush;
    struct crq_skin skin;
    struct limb *limbs;
    struct dot *dots;
    int limb_count;
    crq_rgba *air; /* colour of thick air, a column each */
};

/* What of a limb is nearest at a pixel. */
struct hit {
    float key; /* the least wins */
    float depth, cover, across, along, thick, pixels, way[2];
};

/* Projects a centre line and notes which pixels it may touch. */
static void lay_limb(struct painting *p, const struct crq_tendrils *tendrils, int i) {
    const struct crq_ocean_camera *c = &p->skin.ocean->camera;
    const struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_tendril *tendril = &tendrils->tendrils[i];
    struct limb *limb = &p->limbs[i];
    *limb = (struct limb){.tendril = tendril,
        .first = tendril->first,
        .count = tendril->count,
        .x0 = sheet->width,
        .y0 = sheet->height};
    float along = 0.0f;
    for (int k = 0; k < tendril->count; k++) {
        const struct crq_tendril_point *t = &tendrils->points[tendril->first + k];
        float scale = c->focal * c->unit / (t->z * sheet->pixel);
        struct dot *d = &p->dots[tendril->first + k];
        if (k > 0) {
            float dx = t->x - t[-1].x;
            float dy = t->y - t[-1].y;
            along += sqrtf(dx * dx + dy * dy);
        }
        d->x = c->centre / sheet->pixel + t->x * scale;
        d->y = c->horizon / sheet->pixel - (t->y - c->height) * scale;
        d->radius = t->radius * scale;
        d->depth = t->z;
        d->thick = t->radius;
        d->along = along;
        float reach = d->radius + 1.5f;
        float right = (float)sheet->width;
        float bottom = (float)sheet->height;
        limb->x0 = MIN(limb->x0, (int)crq_clamp(d->x - reach, 0.0f, right));
        limb->x1 = MAX(limb->x1, (int)crq_clamp(d->x + reach + 1.0f, 0.0f, right));
        limb->y0 = MIN(limb->y0, (int)crq_clamp(d->y - reach, 0.0f, bottom));
        limb->y1 = MAX(limb->y1, (int)crq_clamp(d->y + reach + 1.0f, 0.0f, bottom));
    }
}

/* Share of a pixel that a band of half-width r covers at distance d from its middle:
 * below a pixel it fades, it is not widened. */
static float share(float d, float r) {
    float high = MIN(d + r, 0.5f);
    float low = MAX(d - r, -0.5f);
    return high > low ? high - low : 0.0f;
}

/* Tests one pixel against the cone between two dots. */
static void test(struct hit *hit, const struct dot *a, const struct dot *b,
    float inverse2, float px, float py, bool strand) {
    float dx = b->x - a->x;
    float dy = b->y - a->y;
    float t = crq_saturate((px * dx + py * dy) * inverse2);
    float ex = px - t * dx;
    float ey = py - t * dy;
    float d = sqrtf(ex * ex + ey * ey);
    float r = crq_mix(a->radius, b->radius, t);
    if (d > r + 0.5f) {
        return;
    }
    float thick = crq_mix(a->thick, b->thick, t);
    float s = crq_saturate(d / (r > 0.3f ? r : 0.3f));
    float depth = crq_mix(a->depth, b->depth, t) - thick * sqrtf(1.0f - s * s);
    float key = strand ? d : depth + (d > r ? thick * (d - r) : 0.0f);
    if (key >= hit->key) {
        return;
    }
    float scale = sqrtf(inverse2);
    float side = px * dy - py * dx < 0.0f ? -1.0f : 1.0f;
    *hit = (struct hit){
        .key = key,
        .depth = depth,
        .cover = share(d, r),
        .across = -side * s,
        .along = crq_mix(a->along, b->along, t),
        .thick = thick,
        .pixels = r,
        .way = {dx * scale, -dy * scale},
    };
}

/* Tests the pixels near every piece of a limb within some rows. */
static void trace(const struct painting *p, const struct limb *limb, int y0, int y1,
    struct hit *hits) {
    int width = limb->x1 - limb->x0;
    for (int i = 0; i + 1 < limb->count; i++) {
        const struct dot *a = &p->dots[limb->first + i];
        const struct dot *b = a + 1;
        float dx = b->x - a->x;
        float dy = b->y - a->y;
        float length2 = dx * dx + dy * dy;
        if (length2 < 1e-10f) {
            continue;
        }
        float reach = MAX(a->radius, b->radius) + 0.6f;
        int left = MAX(limb->x0, (int)(MIN(a->x, b->x) - reach));
        int right = MIN(limb->x1, (int)(MAX(a->x, b->x) + reach) + 1);
        int top = MAX(y0, (int)(MIN(a->y, b->y) - reach));
        int bottom = MIN(y1, (int)(MAX(a->y, b->y) + reach) + 1);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                test(&hits[(size_t)(y - y0) * (size_t)width + (size_t)(x - limb->x0)],
                    a, b, 1.0f / length2, (float)x + 0.5f - a->x,
                    (float)y + 0.5f - a->y, limb->tendril->strand);
            }
        }
    }
}

/* Distance takes colour from a limb as from everything else; low mist a little more. */
static crq_rgba through_air(
    const struct painting *p, crq_rgba c, int x, float depth, float height) {
    float d = 0.8f * depth / CRQ_OCEAN_SIGHT;
    float low = crq_exp(-0.05f * MAX(height, 0.0f));
    float lost = 1.0f - crq_exp(-d * (0.35f + 0.65f * low) - 0.6f * d * d);
    c = crq_rgba_mix(c, p->air[x], lost);
    float mist = 0.10f * crq_exp(-MAX(height, 0.0f) / 1.6f) *
                 crq_smoothstep(30.0f, 70.0f, depth);
    return crq_rgba_mix(c, p->air[x], mist);
}

/* A thin bright edge where the water climbs it, a dim sheen of wetness above. */
static crq_rgba waterline(const struct painting *p, const struct hit *hit, float gap) {
    const struct crq_ocean_hues *h = &p->skin.hues;
    float near = MAX(gap - 0.1f, 0.0f) / hit->thick;
    float edge = crq_exp(-14.0f * near);
    float sheen = 0.25f * crq_exp(-2.0f * near);
    crq_rgba c = {0.0f, 0.0f, 0.0f, 0.0f};
    for (int k = 0; k < 3; k++) {
        c[k] = h->bone[k] * (0.030f * edge * (h->blood[k] + h->ember[k]) +
                                (0.06f * edge + 0.03f * sheen) * h->cold[k]);
    }
    return c;
}

/* Shades one pixel and lays it over the picture, unless water is nearer. */
static void lay(const struct painting *p, const struct limb *limb, int x, int y,
    const struct hit *hit) {
    struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_ocean_camera *c = &p->skin.ocean->camera;
    size_t at = (size_t)y * (size_t)sheet->width + (size_t)x;
    float gap = sheet->depth[at] - hit->depth;
    float cover = MIN(hit->cover, 1.0f) * crq_smoothstep(-0.12f, 0.18f, gap);
    if (cover <= 0.0f) {
        return;
    }
    struct crq_skin_place place = {
        .x = crq_ocean_x(c, (float)x + 0.5f, sheet->pixel),
        .y = crq_ocean_y(c, (float)y + 0.5f, sheet->pixel),
        /* too thin for a round surface: no edge is seen */
        .across = hit->across * crq_smoothstep(0.5f, 1.6f, hit->pixels),
        .along = hit->along,
        .radius = hit->thick,
        .way = {hit->way[0], hit->way[1]},
        .pixels = limb->tendril->strand ? 0.0f : hit->pixels,
        .grain = limb->tendril->grain,
    };
    crq_rgba own = crq_skin_shade(&p->skin, &place);
    float height = c->height + place.y * hit->depth / c->focal;
    own = through_air(p, own, x, hit->depth, height);
    if (!limb->tendril->strand) {
        own += waterline(p, hit, gap);
    }
    own[3] = 1.0f;
    sheet->pixels[at] = crq_rgba_mix(sheet->pixels[at], own, cover);
    if (cover > 0.5f) {
        sheet->depth[at] = hit->depth;
        sheet->thing[at] = CRQ_THING_TENDRIL;
    }
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    for (int i = 0; i < p->limb_count; i++) {
        const struct limb *limb = &p->limbs[i];
        int y0 = MAX(first, limb->y0);
        int y1 = MIN(last, limb->y1);
        int width = limb->x1 - limb->x0;
        if (y0 >= y1 || width <= 0) {
            continue;
        }
        size_t area = (size_t)width * (size_t)(y1 - y0);
        g_autofree struct hit *hits = g_new(struct hit, area);
        for (size_t k = 0; k < area; k++) {
            hits[k].key = 1e9f;
        }
        trace(p, limb, y0, y1, hits);
        for (int y = y0; y < y1; y++) {
            for (int x = limb->x0; x < limb->x1; x++) {
                const struct hit *hit =
                    &hits[(size_t)(y - y0) * (size_t)width + (size_t)(x - limb->x0)];
                if (hit->key < 1e8f) {
                    lay(p, limb, x, y, hit);
                }
            }
        }
    }
}

/* Thick air changes only along the horizon, so a row of it serves all. */
static crq_rgba *air_colours(const struct crq_brush *brush,
    const struct crq_ocean *ocean, const struct crq_ocean_hues *hues) {
    const struct crq_sheet *sheet = brush->sheet;
    int width = sheet->width;
    crq_rgba *air = g_aligned_alloc((gsize)width, sizeof *air, 32);
    for (int i = 0; i < width; i += CRQ_LANES) {
        crq_f8 x = crq_columns(&ocean->camera, i, sheet->pixel);
        struct crq_v8 c = crq_air_colour(hues, &ocean->moon, x);
        for (int k = 0; k < CRQ_LANES && i + k < width; k++) {
            air[i + k] = crq_rgba_make(c.x[k], c.y[k], c.z[k], 1.0f);
        }
    }
    return air;
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    const struct crq_ocean_tendrils *numbers = values;
    const struct crq_ocean *ocean = brush->plan;
    struct crq_tendrils tendrils;
    crq_tendrils_grow(&tendrils, ocean, brush->moment);
    struct painting p = {
        .brush = brush,
        .skin = {.ocean = ocean,
            .mirror = kept,
            .hues = crq_ocean_hues(brush->palette),
            .gloss = (float)numbers->gloss},
        .limbs = g_new(struct limb, tendrils.count + 1),
        .dots = g_new(struct dot, tendrils.point_count + 1),
        .limb_count = tendrils.count,
    };
    crq_cold_direction(ocean, p.skin.cold);
    p.air = air_colours(brush, ocean, &p.skin.hues);
    for (int i = 0; i < tendrils.count; i++) {
        lay_limb(&p, &tendrils, i);
    }
    struct crq_crew some = {brush->crew->threads, 32};
    crq_strips(&some, brush->sheet->height, paint_strip, &p);
    g_aligned_free(p.air);
    g_free(p.limbs);
    g_free(p.dots);
    crq_tendrils_finish(&tendrils);
}

const struct crq_operation crq_op_blood_moon_ocean_tendrils = {
    .name = "tendrils",
    .brief = "black glossy tendrils that unravel into hair",
    .family = CRQ_PAINT,
    .roles =
        CRQ_OCEAN_AIR | CRQ_ROLE_BIT(INK) | CRQ_ROLE_BIT(COLD) | CRQ_ROLE_BIT(BONE),
    CRQ_VALUES(struct crq_ocean_tendrils, params),
    .prepare = prepare,
    .discard = discard,
    .paint = paint,
};
