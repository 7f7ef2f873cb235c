/* Seams: metal poured into the cracks of the glass, after kintsugi and maki-e.
 *
 * A bead stands as wide as its crack asks, on the canvas itself, so that each pane
 * carries half of it and the halves meet at home. Its relief comes from the distance
 * to the vectors. While the canvas settles the metal sinks in and leaves the scars. */
#include "mend/metal.h"
#include "mend/vein.h"

struct seams {
    double width, relief, uneven, rough, scatter;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct seams, width), .preset = 0.0046, .low = 0, .high = 0.03,
        .easy = {0.002, 0.006}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "half width on the widest crack"},
    {CRQ_REAL(struct seams, relief), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how high the metal stands"},
    {CRQ_REAL(struct seams, uneven), .preset = 0.8, .low = 0, .high = 1,
        .easy = {0.4, 1}, .unit = CRQ_UNIT_RATIO, .brief = "how much the width wavers"},
    {CRQ_REAL(struct seams, rough), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "hammer marks and grain of the powder"},
    {CRQ_REAL(struct seams, scatter), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "powder strewn beside the seam"},
};

/* How long after the light the metal stands at its full width. */
#define SWELLING 0.06f
/* Reach of shadow and strewn powder beyond the rim, short sides. */
#define REACH 0.006f

struct casting {
    const struct crq_easel *easel;
    const struct seams *seams;
    struct crq_smith smith;
    float presence; /* 1 until the metal sinks in, 0 at the end */
};

static void *ready(const struct crq_easel *easel, const void *values) {
    const struct seams *seams = values;
    struct crq_gauge gauge = {
        (float)seams->width, 0.11f * (float)seams->width, (float)seams->uneven, 1.1f};
    return crq_vein_create(easel, &gauge);
}

/* Flat on top, steep at the rim. */
static float slope_at(float r) {
    float square = r * r;
    return 0.45f * r + 1.7f * square * square;
}

/* The bead's colour, averaged across the part of it that the pixel sees. */
static crq_rgba bead(const struct casting *c, const struct crq_tile *tile, int p,
    enum crq_metal metal, struct crq_spot spot) {
    float half = MAX(tile->half[p], 1e-6f);
    float distance = MAX(tile->gap[p] + half, 0.0f);
    float ux;
    float uy;
    crq_tile_side(tile, p, &ux, &uy);
    float nx = spot.nx;
    float ny = spot.ny;
    crq_rgba sum = crq_rgba_grey(0.0f);
    for (int k = -1; k <= 1; k++) {
        float r = (distance + 0.33f * (float)k * tile->pixel) / half;
        float sign = r < 0.0f ? -1.0f : 1.0f;
        r = MIN(sign * r, 1.0f);
        float slope = sign * (float)c->seams->relief * slope_at(r);
        spot.nx = nx + ux * slope;
        spot.ny = ny + uy * slope;
        sum += crq_smith_shade(&c->smith, metal, &spot);
    }
    return sum * crq_rgba_grey(1.0f / 3.0f);
}

/* Grains beside the seam, rarer the farther out. */
static float strewn(
    const struct casting *c, const struct crq_tile *tile, int p, float x, float y) {
    const float grain = 1.0f / 900.0f;
    float gap = tile->gap[p];
    float share = 0.16f * (float)c->seams->scatter * crq_exp(-gap * (1.0f / 0.0016f));
    int32_t i = (int32_t)crq_floor(x * (1.0f / grain));
    int32_t j = (int32_t)crq_floor(y * (1.0f / grain));
    float chance = crq_hash_unit(crq_hash2(i, j, c->smith.noise + 9u));
    float seen = crq_saturate(grain / tile->pixel);
    float thick = crq_saturate(tile->half[p] * (1.0f / 0.0014f));
    return chance < share ? 0.85f * seen * thick : share * (1.0f - seen) * thick;
}

/* Metal shades the canvas on the far side of the lamp. */
static float shadow(
    const struct casting *c, const struct crq_tile *tile, int p, const float lamp[3]) {
    float ux;
    float uy;
    crq_tile_side(tile, p, &ux, &uy);
    float away = -(ux * lamp[0] + uy * lamp[1]);
    float length = 0.0006f + 0.7f * tile->half[p];
    float gap = MAX(tile->gap[p], 0.0f);
    return 0.62f * (float)MIN(c->seams->relief, 1.0) *
           crq_saturate(0.35f + 0.65f * away) * crq_exp(-gap / length);
}

static void cast_pixel(
    const struct casting *c, const struct crq_tile *tile, int p, crq_rgba *pixel) {
    float x = ((float)(tile->left + p % CRQ_TILE) + 0.5f) * tile->pixel;
    float y = ((float)(tile->top + p / CRQ_TILE) + 0.5f) * tile->pixel;
    float cover = crq_saturate(0.5f - tile->gap[p] / tile->pixel);
    cover *= MIN(2.0f * tile->half[p] / tile->pixel, 1.0f);
    float grains = tile->gap[p] > 0.0f ? strewn(c, tile, p, x, y) : 0.0f;
    struct crq_spot spot = {.x = x, .y = y};
    crq_smith_aim(&c->smith, &spot);
    float dark = (1.0f - cover) * shadow(c, tile, p, spot.lamp) *
                 MIN(2.0f * tile->half[p] / tile->pixel, 1.0f);
    float alpha = (*pixel)[3];
    *pixel *= crq_rgba_grey(1.0f - dark * c->presence);
    (*pixel)[3] = alpha;
    float share = MAX(cover, grains * (1.0f - cover)) * c->presence;
    if (share > 0.0f) {
        crq_smith_prepare(&c->smith, &spot, (float)c->seams->rough);
        crq_rgba metal =
            bead(c, tile, p, crq_smith_choose(&c->smith, tile->strand[p]), spot);
        *pixel = crq_rgba_mix(*pixel, metal, share);
    }
}

CRQ_WIDE static void cast_tile(void *context, const struct crq_tile *tile) {
    const struct casting *c = context;
    for (int j = 0; j < tile->height; j++) {
        crq_rgba *row = crq_sheet_row(c->easel->surface, tile->top + j) + tile->left;
        for (int i = 0; i < tile->width; i++) {
            int p = j * CRQ_TILE + i;
            if (tile->gap[p] < REACH && tile->half[p] > 0.0f) {
                cast_pixel(c, tile, p, &row[i]);
            }
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    float mended = (float)easel->instant.mended;
    struct casting c = {.easel = easel, .seams = values};
    float sunk = crq_smoothstep(0.84f, 1.0f, mended);
    c.presence = 1.0f - crq_smoothstep(0.92f, 1.0f, mended);
    if (mended <= CRQ_LIGHT_FIRST || c.presence <= 0.0f) {
        return;
    }
    if (crq_smith_init(&c.smith, easel, NULL)) {
        uint32_t count;
        struct crq_ribbon *filled =
            crq_vein_filled(easel->kept, mended, SWELLING, 1.0f - 0.75f * sunk, &count);
        crq_ribbons(filled, count, REACH, easel->surface, easel->crew, cast_tile, &c);
        g_free(filled);
    }
    crq_smith_finish(&c.smith);
}

const struct crq_operation crq_op_mend_seams = {
    .name = "seams",
    .brief = "metal poured into the cracks of the glass",
    .family = CRQ_MEND,
    CRQ_VALUES(struct seams, params),
    .roles = CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(BONE) | CRQ_ROLE_BIT(OPAL) |
             CRQ_ROLE_BIT(CRACK) | CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(COLD),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = crq_vein_destroy,
    .work = work,
};
