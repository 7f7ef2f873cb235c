/* Symbols: signs that ignite one after another along the cracks.
 *
 * "Drawing with fractured light, the symbols ignite as I touch them." Each is written
 * by an unseen pen on the canvas itself when light reaches its joint, so panes carry it
 * and break it. It brands the paint a little, or it would vanish on bright canvases,
 * burns white at the pen's tip, cools, and sinks away as its place heals. */
#include "mend/fire.h"
#include "mend/glyph.h"
#include "mend/spark.h"

#include "base/dmath.h"
#include "form/noise.h"

struct symbols {
    int32_t count;
    double size, pen, light, brand, linger, sparks;
};

static const struct crq_param params[] = {
    {CRQ_COUNT(struct symbols, count), .preset = 22, .low = 0, .high = 400,
        .easy = {8, 40}, .brief = "how many signs are written"},
    {CRQ_REAL(struct symbols, size), .preset = 0.062, .low = 0.005, .high = 1,
        .easy = {0.035, 0.09}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "size of the usual sign"},
    {CRQ_REAL(struct symbols, pen), .preset = 0.034, .low = 0.005, .high = 0.2,
        .easy = {0.02, 0.06}, .unit = CRQ_UNIT_RATIO,
        .brief = "half width of the nib, as a part of the sign"},
    {CRQ_REAL(struct symbols, light), .preset = 1, .low = 0, .high = 6,
        .easy = {0.4, 2}, .unit = CRQ_UNIT_RATIO, .brief = "how brightly they burn"},
    {CRQ_REAL(struct symbols, brand), .preset = 0.55, .low = 0, .high = 1,
        .easy = {0.2, 0.9}, .unit = CRQ_UNIT_RATIO,
        .brief = "how much they darken the paint"},
    {CRQ_REAL(struct symbols, linger), .preset = 0.30, .low = 0.02, .high = 1,
        .easy = {0.12, 0.4}, .unit = CRQ_UNIT_MOMENTS,
        .brief = "how long they burn, as a part of mending"},
    {CRQ_REAL(struct symbols, sparks), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "sparks at the pen's tip"},
};

/* Drawing one takes this part of mending. */
#define PACE 0.075f
/* They are all out by then, whatever their numbers. */
#define OUT 0.93f
/* Reach of the scorched rim and the glow, short sides. */
#define REACH 0.012f

struct burning {
    const struct crq_easel *easel;
    const struct symbols *symbols;
    float mended;
    struct crq_fire fire;
};

struct kept {
    struct crq_ribbon *ribbons;
    uint32_t count;
};

static void discard(void *kept) {
    if (kept) {
        g_free(((struct kept *)kept)->ribbons);
        g_free(kept);
    }
}

struct site {
    float x, y, lit;
};

/* Is there room for a sign here? They keep two sizes apart, and off the door. */
static bool has_room(
    const struct crq_easel *easel, const GArray *sites, float size, float x, float y) {
    const struct crq_net *net = &easel->wound->glass;
    float margin = MIN(MIN(x, y), MIN(net->across - x, net->down - y));
    float dx = x - easel->wound->epicentre[0];
    float dy = y - easel->wound->epicentre[1];
    if (margin < 0.75f * size || dx * dx + dy * dy < 0.06f) {
        return false;
    }
    for (guint i = 0; i < sites->len; i++) {
        const struct site *site = &g_array_index(sites, struct site, i);
        dx = site->x - x;
        dy = site->y - y;
        if (dx * dx + dy * dy < 5.0f * size * size) {
            return false;
        }
    }
    return true;
}

/* Wells first, then ends of cracks as chance will have it. */
static GArray *choose_sites(const struct crq_easel *easel, const struct symbols *s) {
    const struct crq_net *net = &easel->wound->glass;
    struct crq_chance chance = crq_chance(easel->seed, "where symbols burn");
    GArray *sites = g_array_new(FALSE, FALSE, sizeof(struct site));
    for (int i = 0; i < easel->arrival->well_count && (int)sites->len < s->count; i++) {
        const struct crq_well *well = &easel->arrival->wells[i];
        struct site site = {well->x, well->y, well->lit};
        g_array_append_val(sites, site);
    }
    for (uint32_t k = 0; net->crack_count > 0 && k < 4 * (uint32_t)s->count; k++) {
        uint32_t c = crq_bits(chance, k, 0) % net->crack_count;
        const struct crq_crack *crack = &net->cracks[c];
        uint32_t v = crack->first + (k & 1 ? crack->count / 2 : crack->count - 1);
        struct site site = {
            net->vertices[v].x, net->vertices[v].y, easel->arrival->vertex[v]};
        if ((int)sites->len < s->count && crack->count > 1 &&
            has_room(easel, sites, (float)s->size, site.x, site.y)) {
            g_array_append_val(sites, site);
        }
    }
    return sites;
}

static void *ready(const struct crq_easel *easel, const void *values) {
    const struct symbols *s = values;
    GArray *sites = choose_sites(easel, s);
    GArray *ribbons = g_array_new(FALSE, FALSE, sizeof(struct crq_ribbon));
    struct crq_chance chance = crq_chance(easel->seed, "symbols");
    uint32_t first = crq_bits(chance, 0, 7);
    for (guint i = 0; i < sites->len; i++) {
        const struct site *site = &g_array_index(sites, struct site, i);
        /* 17 and the number of glyphs have no common divisor: none comes twice soon */
        uint32_t g = (first + 17u * i) % (uint32_t)crq_glyph_count;
        float size = (float)s->size * crq_between(chance, i, 0, 0.75f, 1.5f);
        float turn = 0.03f * crq_normal(chance, i, 1);
        GArray *way = crq_glyph_trace(crq_glyphs[g].strokes, 0.06f);
        struct crq_hand hand = {site->x, site->y, size, turn, size * (float)s->pen,
            MAX(site->lit - 0.4f * PACE, 0.01f), PACE, i, crq_bits(chance, i, 2)};
        crq_glyph_write(ribbons, way, &hand);
        g_array_free(way, TRUE);
    }
    struct kept *kept = g_new(struct kept, 1);
    kept->count = ribbons->len;
    kept->ribbons = (struct crq_ribbon *)(void *)g_array_free(ribbons, FALSE);
    g_array_free(sites, TRUE);
    return kept;
}

/* Fire along a stroke: white under the pen, then gold, then embers that breathe, first
 * where the pen was quick, and at last a brand. */
static crq_rgba fire_at(const struct burning *b, const struct crq_tile *tile, int p,
    float age, float cool) {
    float along = tile->along[p];
    float hot = crq_exp2(-age * (1.0f / 0.012f));
    float patch = crq_noise1(along * 150.0f + (float)tile->strand[p], 31u);
    float breath = crq_noise1(along * 60.0f - 22.0f * b->mended, 37u + tile->strand[p]);
    float ash = crq_saturate(1.25f * cool - 0.55f * patch);
    float gold = (1.0f - ash) * (0.9f + 0.5f * patch) + 2.0f * hot;
    float ember = ash * (0.25f + 0.9f * MAX(breath, 0.0f)) + 0.3f;
    return b->fire.gold * crq_rgba_grey(1.25f * gold) +
           b->fire.white * crq_rgba_grey(0.3f * (1.0f - ash) + 4.0f * hot) +
           b->fire.ember * crq_rgba_grey(ember);
}

static void burn_pixel(const struct burning *b, const struct crq_tile *tile, int p,
    crq_rgba *paint, crq_rgba *light) {
    float age = b->mended - tile->when[p];
    if (age <= 0.0f) {
        return;
    }
    float cover = crq_saturate(0.5f - tile->gap[p] / tile->pixel) *
                  MIN(2.0f * tile->half[p] / tile->pixel, 1.0f);
    float gap = MAX(tile->gap[p], 0.0f);
    float linger = (float)b->symbols->linger;
    float alive = crq_smoothstep(0.0f, 0.01f, age) *
                  (1.0f - crq_smoothstep(0.45f * linger, linger, age)) *
                  (1.0f - crq_smoothstep(OUT - 0.1f, OUT, b->mended));
    float cool = crq_smoothstep(0.1f * linger, 0.8f * linger, age);
    float hot = crq_exp2(-age * (1.0f / 0.012f));
    float halo = crq_exp(-gap * (1.0f / 0.0042f));
    float scorch = crq_exp(-gap * (1.0f / 0.0028f));
    float dark = (float)b->symbols->brand * alive * scorch;
    float alpha = (*paint)[3];
    *paint *= crq_rgba_grey(1.0f - dark);
    (*paint)[3] = alpha;
    crq_rgba e = fire_at(b, tile, p, age, cool) * crq_rgba_grey(alive * cover);
    e += b->fire.ember *
         crq_rgba_grey(alive * (0.30f * (1.0f - 0.7f * cool) + 0.9f * hot) * halo);
    *light += e * crq_rgba_grey((float)b->symbols->light);
}

CRQ_WIDE static void burn_tile(void *context, const struct crq_tile *tile) {
    const struct burning *b = context;
    for (int j = 0; j < tile->height; j++) {
        crq_rgba *paint = crq_sheet_row(b->easel->surface, tile->top + j) + tile->left;
        crq_rgba *light = crq_sheet_row(b->easel->light, tile->top + j) + tile->left;
        for (int i = 0; i < tile->width; i++) {
            int p = j * CRQ_TILE + i;
            if (tile->gap[p] < REACH) {
                burn_pixel(b, tile, p, &paint[i], &light[i]);
            }
        }
    }
}

/* What is being drawn, or has not yet sunk away. */
static struct crq_ribbon *alight(
    const struct kept *kept, float mended, float linger, uint32_t *count) {
    struct crq_ribbon *out = g_new(struct crq_ribbon, kept->count + 1);
    *count = 0;
    for (uint32_t i = 0; i < kept->count; i++) {
        const struct crq_ribbon *r = &kept->ribbons[i];
        if (r->a.when < mended && mended < r->b.when + linger) {
            out[(*count)++] = *r;
        }
    }
    return out;
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct symbols *symbols = values;
    struct burning b = {.easel = easel,
        .symbols = symbols,
        .mended = (float)easel->instant.mended,
        .fire = crq_fire_of_signs(easel)};
    if (b.mended <= 0.0f || b.mended >= OUT) {
        return;
    }
    uint32_t count;
    struct crq_ribbon *burning =
        alight(easel->kept, b.mended, (float)symbols->linger, &count);
    crq_ribbons(burning, count, REACH, easel->light, easel->crew, burn_tile, &b);
    struct crq_sparks sparks = {(float)symbols->sparks, b.mended,
        crq_bits(crq_chance(easel->seed, "sparks of the pen"), 0, 0), b.fire.gold,
        NULL};
    const struct kept *kept = easel->kept;
    crq_sparks_fly(&sparks, kept->ribbons, kept->count, easel->light, easel->crew);
    g_free(burning);
}

const struct crq_operation crq_op_mend_symbols = {
    .name = "symbols",
    .brief = "signs that ignite along the cracks",
    .family = CRQ_MEND,
    CRQ_VALUES(struct symbols, params),
    .roles = CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(EMBER),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = discard,
    .work = work,
};
