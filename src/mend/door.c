/* Door: in the void behind the wound, pulsing like a dying star, until it opens.
 *
 * Its signs glow dimly through the fall, ignite one after another when mending begins,
 * and the two leaves swing open: what spills out is not light but silence, a calm pearl
 * without flicker or grain. Panes that come home hide it. */
#include "mend/door.h"

#include "base/dmath.h"
#include "form/noise.h"
#include "mend/fire.h"
#include "mend/spark.h"
#include "sheet/glow.h"
#include "wound/pose.h"

struct door {
    double radius, pen, light, pulse, sparks;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct door, radius), .preset = 0.20, .low = 0.01, .high = 2,
        .easy = {0.12, 0.3}, .unit = CRQ_UNIT_SHORT_SIDES, .brief = "how large it is"},
    {CRQ_REAL(struct door, pen), .preset = 0.010, .low = 0.001, .high = 0.1,
        .easy = {0.006, 0.016}, .unit = CRQ_UNIT_RATIO,
        .brief = "half width of its lines, as a part of the radius"},
    {CRQ_REAL(struct door, light), .preset = 1, .low = 0, .high = 6, .easy = {0.4, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how brightly it burns"},
    {CRQ_REAL(struct door, pulse), .preset = 0.35, .low = 0, .high = 1,
        .easy = {0.1, 0.6}, .unit = CRQ_UNIT_RATIO, .brief = "how strongly it pulses"},
    {CRQ_REAL(struct door, sparks), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "sparks off its lines"},
};

/* The calendar, in mended-time. */
#define DRAWN 0.15f  /* all signs burn */
#define OPENS 0.24f  /* the leaves begin to move */
#define OPEN 0.46f   /* and stand open */
#define DYING 0.74f  /* it begins to go out */
#define DEAD 0.90f   /* it is out */
#define REACH 0.016f /* of the glow round its lines, short sides */
/* Rows of the picture that is seen through it: softened, as by distance. */
#define MEMORY_ROWS 240
#define SIDE_ON 0.09f /* an open leaf, seen almost from its edge */

struct standing {
    const struct crq_easel *easel;
    const struct door *door;
    float mended, dim, alive, burning, beat, ajar; /* ajar: 1 closed .. SIDE_ON open */
    float x, y, radius;                            /* in the view, short sides */
    struct crq_fire fire;
    const struct crq_sheet *memory; /* the whole picture, reduced */
    float centre[2];                /* the part of it that is seen */
};

static void *ready(const struct crq_easel *easel, const void *values) {
    const struct door *door = values;
    return crq_door_draw(easel->seed, (float)door->pen);
}

static void discard(void *kept) {
    if (kept) {
        g_array_free(kept, TRUE);
    }
}

static float through_veil(const struct standing *s, int x, int y) {
    return 1.0f - crq_saturate(crq_sheet_row(s->easel->view, y)[x][3]);
}

static crq_rgba glow(const struct standing *s, const struct crq_tile *tile, int p) {
    float age = s->mended - tile->when[p];
    float cover = crq_saturate(0.5f - tile->gap[p] / tile->pixel) *
                  MIN(2.0f * tile->half[p] / tile->pixel, 1.0f);
    float halo = crq_exp(-MAX(tile->gap[p], 0.0f) * (1.0f / 0.0045f)) - 0.028f;
    halo = MAX(halo, 0.0f);
    float lit = age > 0.0f ? 1.0f - crq_exp2(-age * (1.0f / 0.004f)) : 0.0f;
    float hot = age > 0.0f ? crq_exp2(-age * (1.0f / 0.02f)) : 0.0f;
    /* fire is never even: strokes burn in patches, fainter where the pen was quick */
    float patch =
        0.45f + 1.1f * crq_noise1(tile->along[p] * 55.0f + 7.0f * s->mended, 31u);
    float burn = s->alive * s->beat * lit * patch;
    crq_rgba e =
        s->fire.ember * crq_rgba_grey(s->dim * s->beat * (0.55f * cover + 0.1f * halo));
    e += s->fire.gold * crq_rgba_grey(burn * (1.7f + 1.6f * hot) * cover);
    e += s->fire.white * crq_rgba_grey(burn * (0.25f + 3.0f * hot) * cover);
    e += s->fire.ember * crq_rgba_grey(burn * (0.30f + 0.6f * hot) * halo);
    return e * crq_rgba_grey((float)s->door->light);
}

CRQ_WIDE static void glow_tile(void *context, const struct crq_tile *tile) {
    const struct standing *s = context;
    for (int j = 0; j < tile->height; j++) {
        crq_rgba *row = crq_sheet_row(s->easel->light, tile->top + j) + tile->left;
        for (int i = 0; i < tile->width; i++) {
            int p = j * CRQ_TILE + i;
            if (tile->gap[p] < REACH) {
                float seen = through_veil(s, tile->left + i, tile->top + j);
                if (seen > 0.0f) {
                    row[i] += glow(s, tile, p) * crq_rgba_grey(seen);
                }
            }
        }
    }
}

/* How much of what lies beyond shows at a place of the door: soft at the leaves. */
static float open_at(const struct standing *s, float x, float y) {
    float r = sqrtf(x * x + y * y);
    float chord = sqrtf(MAX(0.885f * 0.885f - y * y, 0.0f));
    float open = 1.0f - s->ajar;
    float gap = open * chord - fabsf(x);
    return crq_smoothstep(0.0f, 0.04f + 0.10f * open, gap) *
           crq_smoothstep(0.89f, 0.78f, r);
}

/* Beyond the door lies the whole canvas, small and far, as if under still water: rings
 * of calm run out over it from a light in its depth, and the walls of the way to it are
 * dark and golden. */
static crq_rgba beyond(const struct standing *s, float x, float y) {
    float r = sqrtf(x * x + y * y);
    float phase = 5.0f * r - 6.0f * s->mended;
    float swell = crq_smoothstep(0.08f, 0.45f, r);
    float wide = 0.46f * (1.0f + 0.35f * r * r) +
                 0.035f * swell * crq_sin_turns(phase + 0.25f) / (r + 0.15f);
    crq_rgba far =
        crq_sheet_sample(s->memory, s->centre[0] + wide * x, s->centre[1] + wide * y);
    float depth = crq_exp(-22.0f * r * r);
    float ring = 1.0f + 0.30f * swell * crq_sin_turns(phase);
    float wall = crq_smoothstep(0.52f, 0.86f, r);
    far = far * crq_rgba_grey(1.05f * ring * (1.0f - 0.88f * wall)) +
          s->fire.calm * crq_rgba_grey(0.9f * depth + 0.05f * ring);
    far += s->fire.gold * crq_rgba_grey(0.30f * wall * wall * ring + 0.35f * depth);
    /* through the last gaps only its fire is seen */
    float late = 0.9f * crq_smoothstep(0.52f, 0.70f, s->mended);
    crq_rgba fire = s->fire.gold * crq_rgba_grey(0.22f + 1.9f * depth) +
                    s->fire.white * crq_rgba_grey(0.7f * depth * depth);
    far = crq_rgba_mix(far, fire, late);
    far[3] = 0.0f;
    return far;
}

/* The face of the shut door: dark, and as if lit by its own signs. */
static float face_at(float r) {
    float inside = crq_smoothstep(1.06f, 0.98f, r);
    return inside * (0.02f + 0.04f * crq_exp(-3.0f * (r - 0.72f) * (r - 0.72f)));
}

CRQ_WIDE static void shine_strip(void *context, int first, int last) {
    const struct standing *s = context;
    float reach = 3.2f * s->radius;
    float pixel = s->easel->light->pixel;
    int width = s->easel->light->width;
    int left = (int)crq_clamp((s->x - reach) / pixel, 0.0f, (float)width);
    int right = (int)crq_clamp((s->x + reach) / pixel + 1.0f, 0.0f, (float)width);
    for (int j = first; j < last; j++) {
        float y = (((float)j + 0.5f) * pixel - s->y) / s->radius;
        crq_rgba *row = crq_sheet_row(s->easel->light, j);
        for (int i = left; i < right && fabsf(y) < 3.2f; i++) {
            float seen = through_veil(s, i, j);
            if (seen <= 0.0f) {
                continue;
            }
            float x = (((float)i + 0.5f) * pixel - s->x) / s->radius;
            float r = sqrtf(x * x + y * y);
            float pool = MAX(crq_exp(-2.1f * r) - 0.004f, 0.0f) * s->beat;
            crq_rgba e = s->fire.ember *
                         crq_rgba_grey(pool * (0.10f * s->dim + 0.20f * s->burning));
            e += s->fire.gold * crq_rgba_grey(face_at(r) * s->beat * s->burning);
            float open = s->alive * open_at(s, x, y);
            e += open > 0.0f ? beyond(s, x, y) * crq_rgba_grey(open) : crq_rgba_grey(0);
            e = e * crq_rgba_grey((float)s->door->light * seen);
            row[i] += e;
        }
    }
}

static float swing(const struct standing *s, float x, uint32_t leaf) {
    return leaf == CRQ_LEAF_LEFT    ? -0.885f + (x + 0.885f) * s->ajar
           : leaf == CRQ_LEAF_RIGHT ? 0.885f + (x - 0.885f) * s->ajar
                                    : x;
}

static void hang_end(
    const struct standing *s, struct crq_piece_end *end, uint32_t leaf) {
    end->x = s->x + s->radius * swing(s, end->x, leaf);
    end->y = s->y + s->radius * end->y;
    end->half *=
        s->radius * (leaf == CRQ_LEAF_FRAME ? 1.0f : crq_mix(0.5f, 1.0f, s->ajar));
    end->when = 0.01f + DRAWN * end->when;
    end->along *= s->radius;
}

static struct crq_ribbon *hang(const struct standing *s, const GArray *drawing) {
    const struct crq_ribbon *drawn =
        (const struct crq_ribbon *)(const void *)drawing->data;
    struct crq_ribbon *hung = g_memdup2(drawn, drawing->len * sizeof *drawn);
    for (guint i = 0; i < drawing->len; i++) {
        hang_end(s, &hung[i].a, hung[i].strand);
        hang_end(s, &hung[i].b, hung[i].strand);
        /* strands would flow into each other */
        hung[i].strand = 0;
    }
    return hung;
}

/* Two beats and a rest, slower the longer it has been dying; none once silence came. */
static float beat_at(const struct crq_easel *easel, float pulse) {
    float phase =
        4.0f * (float)easel->instant.fallen + 5.0f * (float)easel->instant.mended;
    float swell =
        0.6f * crq_sin_turns(phase) + 0.4f * crq_sin_turns(2.0f * phase + 0.1f);
    float calm = crq_smoothstep(OPENS, OPEN, (float)easel->instant.mended);
    return 1.0f + pulse * swell * (1.0f - calm);
}

static struct standing stand(const struct crq_easel *easel, const struct door *door) {
    float mended = (float)easel->instant.mended;
    struct crq_poses *poses = crq_poses_create(easel);
    struct standing s = {.easel = easel,
        .door = door,
        .mended = mended,
        .beat = beat_at(easel, (float)door->pulse),
        .x = poses->heart[0],
        .y = poses->heart[1],
        .radius = (float)door->radius * poses->heart_scale,
        .centre = {0.5f * easel->wound->glass.across, 0.5f * easel->wound->glass.down},
        .fire = crq_fire_of_signs(easel)};
    s.fire.calm = crq_rgba_mix(s.fire.calm, crq_rgba_make(1, 1, 1, 0), 0.45f);
    crq_poses_destroy(poses);
    s.alive = 1.0f - crq_smoothstep(DYING, DEAD, mended);
    s.burning = s.alive * crq_smoothstep(0.0f, DRAWN, mended);
    s.dim = s.alive * crq_smoothstep(0.0f, 0.9f, (float)easel->instant.fallen);
    s.ajar = crq_mix(1.0f, SIDE_ON, crq_smoothstep(OPENS, OPEN, mended));
    return s;
}

static void work(const struct crq_easel *easel, const void *values) {
    const GArray *drawing = easel->kept;
    struct standing s = stand(easel, values);
    if (s.alive <= 0.0f || s.dim <= 0.0f) {
        return;
    }
    struct crq_sheet *memory = crq_reduce(easel->soft, MEMORY_ROWS, easel->crew, NULL);
    s.memory = memory ? memory : easel->soft;
    struct crq_ribbon *hung = hang(&s, drawing);
    crq_ribbons(hung, drawing->len, REACH, easel->light, easel->crew, glow_tile, &s);
    crq_strips(easel->crew, easel->light->height, shine_strip, &s);
    struct crq_sparks sparks = {(float)s.door->sparks, s.mended,
        crq_bits(crq_chance(easel->seed, "sparks of the door"), 0, 0), s.fire.gold,
        easel->view};
    crq_sparks_fly(&sparks, hung, drawing->len, easel->light, easel->crew);
    crq_sheet_destroy(memory);
    g_free(hung);
}

const struct crq_operation crq_op_mend_door = {
    .name = "door",
    .brief = "the door of signs, and the silence behind it",
    .family = CRQ_MEND,
    CRQ_VALUES(struct door, params),
    .roles = CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(EMBER) |
             CRQ_ROLE_BIT(SILENCE),
    .phase = CRQ_BEFORE,
    .ready = ready,
    .discard = discard,
    .work = work,
};
