/* Pouring: liquid light runs in the cracks, ahead of the metal.
 *
 * A white head, a tail that cools from gold to ember, a halo that colours the broken
 * edges. It is emission of the surface, so it rides on the panes; it is out before the
 * canvas is whole. */
#include "mend/vein.h"

#include "base/dmath.h"
#include "form/noise_inline.h"
#include "mend/fire.h"

struct pouring {
    double light, tail, heat, halo;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct pouring, light), .preset = 1, .low = 0, .high = 6,
        .easy = {0.4, 2}, .unit = CRQ_UNIT_RATIO, .brief = "how brightly light runs"},
    {CRQ_REAL(struct pouring, tail), .preset = 0.05, .low = 0.002, .high = 0.5,
        .easy = {0.02, 0.12}, .unit = CRQ_UNIT_MOMENTS,
        .brief = "how long a place flares, as a part of mending"},
    {CRQ_REAL(struct pouring, heat), .preset = 0.3, .low = 0, .high = 2,
        .easy = {0.1, 0.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how much the metal glows until it has cooled"},
    {CRQ_REAL(struct pouring, halo), .preset = 0.0075, .low = 0.0005, .high = 0.05,
        .easy = {0.004, 0.015}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "how far it colours what lies beside"},
};

/* Hot metal cools by this, and is cold when the canvas settles; mended-time. */
#define COOLING 0.20f

struct flowing {
    const struct crq_easel *easel;
    const struct pouring *pouring;
    float mended, strength, reach;
    struct crq_fire fire;
    uint32_t noise;
};

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    struct crq_gauge gauge = {0.0026f, 0.0006f, 0.7f, 0.9f};
    return crq_vein_create(easel, &gauge);
}

/* How much of each fire a row of a tile burns with. */
struct flames {
    float white[CRQ_TILE], gold[CRQ_TILE], ember[CRQ_TILE];
};

static void burn_row(const struct flowing *f, const struct crq_tile *tile, int first,
    struct flames *to) {
    float mended = f->mended;
    float pixel = tile->pixel;
    float tailing = 1.0f / (float)f->pouring->tail;
    float spreading = 1.0f / (float)f->pouring->halo;
    float hot = (float)f->pouring->heat;
    uint32_t noise = f->noise;
    float strength = f->strength;
    for (int i = 0; i < CRQ_TILE; i++) {
        int p = first + i;
        float age = MAX(mended - tile->when[p], 0.0f);
        float core = crq_saturate(0.5f - tile->gap[p] / pixel);
        core *= MIN(2.0f * tile->half[p] / pixel, 1.0f);
        float run = tile->along[p] * 70.0f - 60.0f * mended;
        float ripple = 0.45f + 1.1f * crq_noise1_inline(run, noise + tile->strand[p]);
        float head = crq_exp2(-age * age * (1.0f / (0.011f * 0.011f)));
        float tail = crq_exp(-age * tailing);
        float cold = crq_saturate(age * (1.0f / (1.5f * COOLING)));
        float heat = hot * (1.0f - cold) * (1.0f - cold);
        float halo = crq_exp(-MAX(tile->gap[p], 0.0f) * spreading) - 0.0821f;
        halo = MAX(halo, 0.0f);
        to->white[i] = strength * 4.5f * head * (core + 0.3f * halo * halo);
        to->gold[i] = strength * (1.7f * tail + heat) * ripple * core;
        to->ember[i] = strength * ((0.2f + 0.6f * ripple) * tail + 0.25f * heat) * halo;
    }
}

CRQ_WIDE static void flow_tile(void *context, const struct crq_tile *tile) {
    const struct flowing *f = context;
    struct flames flames;
    for (int j = 0; j < tile->height; j++) {
        crq_rgba *row = crq_sheet_row(f->easel->light, tile->top + j) + tile->left;
        const crq_rgba *below =
            crq_sheet_row(f->easel->surface, tile->top + j) + tile->left;
        burn_row(f, tile, j * CRQ_TILE, &flames);
        for (int i = 0; i < tile->width; i++) {
            if (tile->gap[j * CRQ_TILE + i] < f->reach) {
                crq_rgba light = f->fire.white * crq_rgba_grey(flames.white[i]) +
                                 f->fire.gold * crq_rgba_grey(flames.gold[i]) +
                                 f->fire.ember * crq_rgba_grey(flames.ember[i]);
                row[i] += light * crq_rgba_grey(below[i][3]);
            }
        }
    }
}

/* Only what still glows is worth measuring to. */
static struct crq_ribbon *glowing(
    const struct crq_vein *vein, float mended, float tail, uint32_t *count) {
    struct crq_ribbon *filled = crq_vein_filled(vein, mended, 0.01f, 1.0f, count);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++) {
        if (mended - MAX(filled[i].a.when, filled[i].b.when) < tail) {
            filled[kept++] = filled[i];
        }
    }
    *count = kept;
    return filled;
}

static void work(const struct crq_easel *easel, const void *values) {
    struct flowing f = {
        .easel = easel, .pouring = values, .mended = (float)easel->instant.mended};
    f.strength =
        (float)f.pouring->light * (1.0f - crq_smoothstep(0.62f, 0.84f, f.mended));
    f.reach = 2.5f * (float)f.pouring->halo;
    f.fire = crq_fire_of_metal(easel);
    f.noise = crq_bits(crq_chance(easel->seed, "flow of light"), 0, 0);
    if (f.mended <= CRQ_LIGHT_FIRST || f.strength <= 0.0f) {
        return;
    }
    uint32_t count;
    struct crq_ribbon *filled = glowing(easel->kept, f.mended,
        MAX(5.0f * (float)f.pouring->tail, 1.5f * COOLING), &count);
    crq_ribbons(filled, count, f.reach, easel->light, easel->crew, flow_tile, &f);
    g_free(filled);
}

const struct crq_operation crq_op_mend_pouring = {
    .name = "pouring",
    .brief = "liquid light that runs in the cracks ahead of the metal",
    .family = CRQ_MEND,
    CRQ_VALUES(struct pouring, params),
    .roles = CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(SILENCE) |
             CRQ_ROLE_BIT(EMBER) | CRQ_ROLE_BIT(COLD),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = crq_vein_destroy,
    .work = work,
};
