/* Scars: what stays of the seams when the canvas is whole again.
 *
 * A thread of metal lies in a low ridge of skin; both glisten as the gallery's lamp
 * sways, and here and there a facet catches it. Only pixels of the exported mask are
 * ever touched, and nothing here emits. With no scar nothing is drawn at all. */
#include "mend/metal.h"
#include "mend/vein.h"

struct scars {
    double width, ridge, glint;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct scars, width), .preset = 0.0024, .low = 0, .high = 0.01,
        .easy = {0.0012, 0.004}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "half width of the thread on the widest crack"},
    {CRQ_REAL(struct scars, ridge), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how much the skin is raised along it"},
    {CRQ_REAL(struct scars, glint), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how brightly facets catch the lamp"},
};

/* Width of the raised skin beyond the thread, short sides. */
#define SKIN 0.0020f
/* A vein has closed this long after the light came. */
#define CLOSING 0.08f

struct healing {
    const struct crq_easel *easel;
    const struct scars *scars;
    struct crq_smith smith;
    float strength, mended;
    float reach; /* of ridge and smoothed rim beyond the thread, short sides */
};

static void *ready(const struct crq_easel *easel, const void *values) {
    const struct scars *scars = values;
    const struct crq_mending *mending = crq_work_values(easel->work, "mending");
    float usual = (float)scars->width * sqrtf((float)mending->scar);
    struct crq_gauge gauge = {0.75f * usual, 0.30f * usual, 0.75f, 0.9f};
    return crq_vein_create(easel, &gauge);
}

/* Light and shade of the ridge: it swells towards the thread. */
static float ridge_at(
    const struct healing *h, const struct crq_tile *tile, int p, const float lamp[3]) {
    float ux;
    float uy;
    crq_tile_side(tile, p, &ux, &uy);
    float facing = ux * lamp[0] + uy * lamp[1];
    float out = crq_saturate(tile->gap[p] * (1.0f / SKIN));
    float lift = 4.0f * out * (1.0f - out) * (1.0f - out);
    return 0.42f * (float)h->scars->ridge * lift * facing;
}

static void heal_pixel(
    const struct healing *h, const struct crq_tile *tile, int p, crq_rgba *pixel) {
    float x = ((float)(tile->left + p % CRQ_TILE) + 0.5f) * tile->pixel;
    float y = ((float)(tile->top + p / CRQ_TILE) + 0.5f) * tile->pixel;
    float cover = crq_saturate(0.5f - tile->gap[p] / tile->pixel);
    cover *= MIN(2.0f * tile->half[p] / tile->pixel, 1.0f);
    float closed = crq_smoothstep(0.0f, CLOSING, h->mended - tile->when[p]);
    struct crq_spot spot = {.x = x, .y = y};
    crq_smith_aim(&h->smith, &spot);
    float relief = 1.0f + closed * h->strength * ridge_at(h, tile, p, spot.lamp);
    float alpha = (*pixel)[3];
    for (int k = 0; k < 3; k++) {
        (*pixel)[k] = MIN((*pixel)[k] * relief, alpha);
    }
    float share = cover * closed * (0.45f + 0.5f * h->strength);
    if (share > 0.0f) {
        crq_smith_prepare(&h->smith, &spot, 1.0f);
        spot.glint *= (float)h->scars->glint;
        enum crq_metal metal = crq_smith_choose(&h->smith, tile->strand[p]);
        float out = crq_saturate(1.0f + tile->gap[p] / MAX(tile->half[p], 1e-6f));
        float ux;
        float uy;
        crq_tile_side(tile, p, &ux, &uy);
        spot.nx += 0.9f * ux * out;
        spot.ny += 0.9f * uy * out;
        crq_rgba thread = crq_smith_shade(&h->smith, metal, &spot);
        *pixel = crq_rgba_mix(*pixel, thread, share);
    }
}

CRQ_WIDE static void heal_tile(void *context, const struct crq_tile *tile) {
    const struct healing *h = context;
    for (int j = 0; j < tile->height; j++) {
        size_t start = (size_t)(tile->top + j) * (size_t)h->easel->surface->width +
                       (size_t)tile->left;
        for (int i = 0; i < tile->width; i++) {
            int p = j * CRQ_TILE + i;
            if (tile->gap[p] < h->reach && tile->half[p] > 0.0f) {
                h->easel->scars[start + (size_t)i] = 255;
                if (tile->when[p] < h->mended) {
                    heal_pixel(
                        h, tile, p, &h->easel->surface->pixels[start + (size_t)i]);
                }
            }
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct crq_mending *mending = crq_work_values(easel->work, "mending");
    struct healing h = {.easel = easel,
        .scars = values,
        .strength = (float)mending->scar,
        .mended = (float)easel->instant.mended,
        .reach = MAX(SKIN, 0.5f * easel->surface->pixel)};
    if (h.strength <= 0.0f) {
        return;
    }
    if (crq_smith_init(&h.smith, easel, NULL)) {
        const struct crq_vein *vein = easel->kept;
        crq_ribbons(vein->ribbons, vein->count, h.reach, easel->surface, easel->crew,
            heal_tile, &h);
    }
    crq_smith_finish(&h.smith);
}

const struct crq_operation crq_op_mend_scars = {
    .name = "scars",
    .brief = "glistening threads that stay in the healed canvas",
    .family = CRQ_MEND,
    .marks = true,
    CRQ_VALUES(struct scars, params),
    .roles = CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(BONE) | CRQ_ROLE_BIT(OPAL) |
             CRQ_ROLE_BIT(CRACK) | CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(COLD),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = crq_vein_destroy,
    .work = work,
};
