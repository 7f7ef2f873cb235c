/* Shafts: the door's light, streaming out between the panes and over them.
 *
 * Volume light after Mitchell (Volumetric Light Scattering as a Post-Process; GPU Gems
 * 3, 2007): what of the source is not hidden is smeared away from it on a reduced
 * picture, in steps that double, so that six passes do the work of sixty-four samples.
 * They fade with the door, and with them the air grows still. */
#include "base/dmath.h"
#include "mend/fire.h"
#include "sheet/glow.h"
#include "wound/pose.h"

struct shafts {
    double light, reach, source;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct shafts, light), .preset = 1, .low = 0, .high = 6, .easy = {0.4, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how bright they are"},
    {CRQ_REAL(struct shafts, reach), .preset = 0.72, .low = 0.1, .high = 0.95,
        .easy = {0.5, 0.85}, .unit = CRQ_UNIT_RATIO,
        .brief = "how far they reach, as a part of the way to infinity"},
    {CRQ_REAL(struct shafts, source), .preset = 0.15, .low = 0.01, .high = 2,
        .easy = {0.08, 0.25}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "size of what they come from"},
};

enum { ROWS = 180, PASSES = 6 };

/* When the source kindles and when it is out, mended-time. */
#define KINDLED 0.16f
#define DYING 0.64f
#define DEAD 0.86f

struct beam {
    const struct crq_easel *easel;
    const struct shafts *shafts;
    const struct crq_sheet *soft;
    struct crq_sheet *next;
    float x, y;    /* of the source, in the view */
    float stretch; /* of this pass: how much nearer the second sample lies */
    float strength;
    crq_rgba colour;
};

/* Light that leaves towards the eye: the source, where panes leave it open. */
CRQ_WIDE static void kindle_strip(void *context, int first, int last) {
    const struct beam *b = context;
    float inverse = 1.0f / (float)b->shafts->source;
    for (int j = first; j < last; j++) {
        crq_rgba *to = crq_sheet_row(b->next, j);
        const crq_rgba *view = crq_sheet_row(b->soft, j);
        float y = (((float)j + 0.5f) * b->next->pixel - b->y) * inverse;
        for (int i = 0; i < b->next->width; i++) {
            float x = (((float)i + 0.5f) * b->next->pixel - b->x) * inverse;
            float open = 1.0f - crq_saturate(view[i][3]);
            to[i] = crq_rgba_grey(open * crq_exp(-(x * x + y * y)));
        }
    }
}

/* Half from here, half from nearer to the source. */
CRQ_WIDE static void smear_strip(void *context, int first, int last) {
    const struct beam *b = context;
    for (int j = first; j < last; j++) {
        crq_rgba *to = crq_sheet_row(b->next, j);
        const crq_rgba *here = crq_sheet_row(b->soft, j);
        float y = ((float)j + 0.5f) * b->soft->pixel - b->y;
        for (int i = 0; i < b->soft->width; i++) {
            float x = ((float)i + 0.5f) * b->soft->pixel - b->x;
            crq_rgba near =
                crq_sheet_sample(b->soft, b->x + x * b->stretch, b->y + y * b->stretch);
            to[i] = crq_rgba_grey(0.5f) * (here[i] + near);
        }
    }
}

/* Before the source itself they would be fog. */
static void clear_row(const struct beam *b, float y, int width, float *clear) {
    float pixel = b->easel->light->pixel;
    float inverse = 0.55f / (float)b->shafts->source;
    float left = b->x;
    float strength = b->strength;
    y = (y - b->y) * inverse;
    for (int i = 0; i < width; i++) {
        float x = (((float)i + 0.5f) * pixel - left) * inverse;
        clear[i] = strength * (1.0f - 0.92f * crq_exp(-(x * x + y * y)));
    }
}

CRQ_WIDE static void shine_strip(void *context, int first, int last) {
    const struct beam *b = context;
    struct crq_sheet *light = b->easel->light;
    float scale = (float)b->soft->height / (float)light->height;
    crq_rgba *soft = g_aligned_alloc((gsize)b->soft->width, sizeof *soft, 32);
    float *clear = g_new(float, light->width);
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(light, j);
        crq_soft_row(b->soft, ((float)j + 0.5f) * scale, soft);
        clear_row(b, ((float)j + 0.5f) * light->pixel, light->width, clear);
        for (int i = 0; i < light->width; i++) {
            float seen =
                crq_soft_at(soft, b->soft->width, ((float)i + 0.5f) * scale)[0];
            row[i] += b->colour * crq_rgba_grey(clear[i] * seen);
        }
    }
    g_free(clear);
    g_aligned_free(soft);
}

/* Each pass reaches twice as far as the one before; the last, as far as asked. */
static void smear(struct beam *b, struct crq_sheet *sheets[2]) {
    float reach = (float)b->shafts->reach;
    for (int k = 0; k < PASSES; k++) {
        b->soft = sheets[k % 2];
        b->next = sheets[1 - k % 2];
        b->stretch = 1.0f - reach * crq_exp2((float)(k - PASSES));
        crq_strips(b->easel->crew, b->soft->height, smear_strip, b);
    }
    b->soft = sheets[PASSES % 2];
}

static void shine(struct beam *b) {
    struct crq_sheet *view = crq_reduce(b->easel->view, ROWS, b->easel->crew, NULL);
    struct crq_sheet *next =
        view ? crq_sheet_create(view->width, view->height, CRQ_PLANES_COLOUR, NULL)
             : NULL;
    if (next) {
        struct crq_sheet *sheets[2] = {next, view};
        b->soft = view;
        b->next = next;
        crq_strips(b->easel->crew, view->height, kindle_strip, b);
        smear(b, sheets);
        crq_strips(b->easel->crew, b->easel->light->height, shine_strip, b);
    }
    crq_sheet_destroy(view);
    crq_sheet_destroy(next);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct shafts *shafts = values;
    float mended = (float)easel->instant.mended;
    float alive = crq_smoothstep(0.0f, KINDLED, mended) *
                  (1.0f - crq_smoothstep(DYING, DEAD, mended));
    if (alive <= 0.0f || shafts->light <= 0.0) {
        return;
    }
    struct crq_poses *poses = crq_poses_create(easel);
    struct crq_fire fire = crq_fire_of_signs(easel);
    struct beam beam = {.easel = easel,
        .shafts = shafts,
        .x = poses->heart[0],
        .y = poses->heart[1],
        .strength = 0.85f * (float)shafts->light * alive,
        .colour = fire.ember};
    crq_poses_destroy(poses);
    shine(&beam);
}

const struct crq_operation crq_op_mend_shafts = {
    .name = "shafts",
    .brief = "light of the door that streams between the panes",
    .family = CRQ_MEND,
    CRQ_VALUES(struct shafts, params),
    .roles = CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(EMBER) |
             CRQ_ROLE_BIT(SILENCE),
    .phase = CRQ_BEFORE,
    .work = work,
};
