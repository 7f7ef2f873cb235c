/* Lace: the canvas's edge frays as old lace does.
 *
 * The canvas remains where its distance to a thread of the pattern is below a width
 * that falls from wide to a thread's own, from the edge inwards: pinholes open, grow,
 * threads stay, then wear through. How deep it goes is uneven: here a border of motifs,
 * there hardly a scallop. */
#include "form/noise.h"
#include "fracture/lacework.h"
#include "sheet/glow.h"
#include "wound/easel.h"

struct lace {
    double depth;   /* how deep it eats, repeats */
    double pattern; /* length of a repeat, short sides */
    double wear;    /* how many threads are worn through */
    int32_t edging; /* enum below */
};

enum { EDGING_BY_SEED };

static const char *const edgings[] = {
    "by-seed", "torchon", "leafy", "reticella", "plaited", NULL};

/* Corners of the pattern's path are rounded so, in repeats. */
#define ROUND 0.8f
/* Least width of a thread, and the width at which nothing is gone, repeats. */
#define THREAD 0.0095f
#define WHOLE 0.27f
/* Corners lie outside the pattern's path: the front starts that far out, repeats. */
#define HEADSTART 0.2f

struct fraying {
    const struct crq_easel *easel;
    const struct lace *values;
    const struct crq_lace_tile *tile;
    const struct crq_sheet *soft; /* the picture, small: threads keep its hues */
    float across, down;           /* repeats */
    float round;                  /* repeats */
    float shrink;                 /* so that a whole number of repeats goes round */
    float progress, mended;
    float per_repeat; /* pixels */
    crq_rgba ivory;
    uint32_t seed;
};

/* Where a point lies on a rounded rectangle's path: along it, and how deep inside. */
static void on_path(
    const struct fraying *f, float px, float py, float *along, float *depth) {
    float hx = 0.5f * f->across;
    float hy = 0.5f * f->down;
    float r = f->round;
    float x = px - hx;
    float y = py - hy;
    float qx = fabsf(x) - (hx - r);
    float qy = fabsf(y) - (hy - r);
    float lx = f->across - 2.0f * r;
    float ly = f->down - 2.0f * r;
    float quarter = 0.25f * (float)CRQ_TAU * r;
    float half = lx + ly + 2.0f * quarter;
    float s;
    if (qx > 0.0f && qy > 0.0f) {
        *depth = r - sqrtf(qx * qx + qy * qy);
        *depth = *depth < 0.0f ? 0.45f * *depth : *depth;
        float turn = 4.0f * crq_atan2_turns(qx, qy); /* 1 at the upright sides */
        bool after_level = (x > 0.0f) == (y < 0.0f);
        s = after_level ? lx + quarter * turn
                        : lx + quarter + ly + quarter * (1.0f - turn);
        s += x < 0.0f ? half : 0.0f;
    } else if (qy > qx) {
        *depth = r - qy;
        float run = crq_clamp(x + hx - r, 0.0f, lx);
        s = y < 0.0f ? run : half + (lx - run);
    } else {
        *depth = r - qx;
        float run = crq_clamp(y + hy - r, 0.0f, ly);
        s = x > 0.0f ? lx + quarter + run : half + lx + quarter + (ly - run);
    }
    *along = s * f->shrink;
}

/* How deep the edge is to be eaten here, repeats: deep in places, elsewhere only a
 * scallop. */
static float depth_at(const struct fraying *f, float x, float y) {
    float n = 0.55f + 1.1f * crq_noise2(1.9f * x, 1.9f * y, f->seed);
    float deep =
        0.42f * crq_smoothstep(0.0f, 0.5f, n) + 1.6f * crq_saturate(1.7f * n - 0.62f);
    /* the pattern would be mitred inside a corner: it stays shallow there */
    const struct crq_net *net = &f->easel->wound->glass;
    float cx = MIN(x, net->across - x) / (float)f->values->pattern;
    float cy = MIN(y, net->down - y) / (float)f->values->pattern;
    float corner = crq_exp(-0.35f * MAX(cx, cy));
    return (float)f->values->depth * MIN(deep, crq_mix(2.4f, 0.75f, corner));
}

/* That depth changes slowly: it is known at places so far apart along a row. */
#define PITCH 0.01f

static float depth_between(const float *depths, float x) {
    float at = x * (1.0f / PITCH);
    int k = (int)at;
    return crq_mix(depths[k], depths[k + 1], at - (float)k);
}

/* What it comes to at most. */
static float widest_left(float gone) {
    float rest = 1.0f - gone * gone * (3.0f - 2.0f * gone);
    return 1.16f * THREAD + (WHOLE - THREAD) * rest * rest * (0.4f + 0.6f * rest);
}

/* Width of what is left at a depth, repeats; threads wear through from the outside. */
static float width_left(
    const struct fraying *f, float along, float depth, float gone, float wound) {
    float fs = gone * gone * (3.0f - 2.0f * gone);
    float rest = 1.0f - fs;
    float thread = THREAD * (0.85f + 0.3f * crq_noise1(31.0f * along, f->seed + 3));
    float width = thread + (WHOLE - THREAD) * rest * rest * (0.4f + 0.6f * rest);
    float late = crq_smoothstep(0.35f, 1.0f, gone);
    if (late <= 0.0f) {
        return width;
    }
    float n = 0.6f * crq_noise2(2.3f * along, 2.7f * depth, f->seed + 1) +
              0.4f * crq_noise2(7.1f * along, 6.3f * depth, f->seed + 2);
    float outer = 0.22f * crq_smoothstep(0.9f, 0.0f, depth);
    float worn = crq_smoothstep(0.1f, 0.55f,
        n + (float)f->values->wear * (0.55f * f->progress * wound + outer) - 0.56f);
    return width * (1.0f - worn * late);
}

/* A round twisted thread, in the hues of the picture about it. */
static crq_rgba thread_colour(const struct fraying *f, crq_rgba own, float x, float y,
    const float at[2], float share) {
    float h = 0.006f;
    float dx = crq_lace_at(f->tile->distance, at[0] + h, at[1]) -
               crq_lace_at(f->tile->distance, at[0] - h, at[1]);
    float dy = crq_lace_at(f->tile->distance, at[0], at[1] + h) -
               crq_lace_at(f->tile->distance, at[0], at[1] - h);
    float k = share / sqrtf(dx * dx + dy * dy + 1e-12f);
    float nz = sqrtf(MAX(0.0f, 1.0f - share * share));
    float lit = crq_saturate(0.65f * nz - 0.5f * dx * k - 0.55f * dy * k);
    float along = crq_lace_at(f->tile->along, at[0], at[1]);
    float twist = 0.88f + 0.12f * crq_sin_turns(38.0f * along + 0.4f * dx * k);
    crq_rgba about = crq_sheet_sample(f->soft, x, y);
    float level = crq_luminance(about);
    crq_rgba c = own + about * crq_rgba_grey(0.9f);
    c = crq_rgba_mix(c, f->ivory * crq_rgba_grey(0.42f + 1.0f * level), 0.6f);
    c *= crq_rgba_grey((0.34f + 1.0f * lit) * twist);
    c[3] = 1.0f;
    return c;
}

static crq_rgba fray_pixel(
    const struct fraying *f, crq_rgba own, float x, float y, float deep) {
    float unit = 1.0f / (float)f->values->pattern;
    float at[2];
    on_path(f, x * unit, y * unit, &at[0], &at[1]);
    float depth = at[1];
    float all = deep * f->progress;
    if (depth > all) {
        return own;
    }
    float wound =
        f->mended > 0.0f ? 1.0f - crq_healed(f->easel->arrival, x, y, f->mended) : 1.0f;
    all *= wound;
    float front = all - HEADSTART * (1.0f - crq_saturate(5.0f * all));
    float gone = crq_saturate(front - depth);
    if (wound <= 0.0f || gone <= 0.0f) {
        return own;
    }
    /* cloth is never ruled: the pattern wavers a little */
    float w = 0.05f * crq_noise2(4.0f * x, 4.0f * y, f->seed + 5);
    at[0] += w;
    at[1] += 0.8f * w;
    float d = crq_lace_at(f->tile->distance, at[0], at[1]);
    if ((widest_left(gone) - d) * f->per_repeat + 0.5f <= 0.0f) {
        return crq_rgba_grey(0.0f);
    }
    float width = width_left(f, at[0], depth, gone, wound);
    float cover = crq_saturate((width - d) * f->per_repeat + 0.5f);
    cover *= crq_saturate(2.0f * width * f->per_repeat);
    float thin = crq_smoothstep(0.06f, 0.013f, width);
    float alpha = own[3];
    crq_rgba c = own;
    if (thin > 0.0f && cover > 0.0f) {
        float share = crq_saturate(d / (width + 1e-5f));
        c = crq_rgba_mix(c, thread_colour(f, own, x, y, at, share), 0.95f * thin);
    }
    /* the cloth darkens where it is about to go */
    float rim = crq_smoothstep(0.25f, 0.0f, 8.0f * (width - d)) * gone * (1.0f - thin);
    c *= crq_rgba_grey((1.0f - 0.45f * rim) * cover);
    c[3] = alpha * cover;
    return c;
}

/* Whether nothing is eaten between two such places: they lie deeper than the front. The
 * path runs no deeper inside than the canvas's border is away, and within a corner's
 * rounding by the nearer side alone. */
static bool is_whole(const struct fraying *f, float x0, float x1, float y, float deep) {
    float unit = 1.0f / (float)f->values->pattern;
    float x = MIN(x0 * unit, f->across - x1 * unit);
    float level = MIN(y * unit, f->down - y * unit);
    float depth = x > f->round || level > f->round ? MIN(x, level) : 0.0f;
    return depth > deep * f->progress;
}

CRQ_WIDE static void fray_strip(void *context, int first, int last) {
    const struct fraying *f = context;
    struct crq_sheet *surface = f->easel->surface;
    float pixel = surface->pixel;
    int count = (int)((float)surface->width * pixel / PITCH) + 2;
    float *depths = g_new(float, count);
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(surface, j);
        float y = ((float)j + 0.5f) * pixel;
        for (int k = 0; k < count; k++) {
            depths[k] = depth_at(f, PITCH * (float)k, y);
        }
        int i = 0;
        for (int k = 0; k + 1 < count; k++) {
            float end = PITCH * (float)(k + 1);
            int next = MIN((int)(end / pixel), surface->width);
            next = k + 2 < count ? next : surface->width;
            if (is_whole(f, PITCH * (float)k - pixel, end + pixel, y,
                    MAX(depths[k], depths[k + 1]))) {
                i = MAX(i, next);
            }
            for (; i < next; i++) {
                float x = ((float)i + 0.5f) * pixel;
                row[i] = fray_pixel(f, row[i], x, y, depth_between(depths, x));
            }
        }
    }
    g_free(depths);
}

static void *ready(const struct crq_easel *easel, const void *values) {
    const struct lace *lace = values;
    uint32_t drawn = crq_bits(crq_chance(easel->seed, "edging"), 0, 0) % CRQ_EDGINGS;
    struct crq_lace_tile *tile = g_new(struct crq_lace_tile, 1);
    crq_lace_draw(tile, lace->edging == EDGING_BY_SEED ? (int)drawn : lace->edging - 1);
    return tile;
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct lace *lace = values;
    float t = crq_smoothstep(0.05f, 1.0f, (float)easel->instant.broken);
    if (lace->depth <= 0.0 || t <= 0.0f || easel->instant.mended >= 1.0) {
        return;
    }
    struct crq_sheet *soft = crq_reduce(easel->soft, 48, easel->crew, NULL);
    if (!soft) {
        return;
    }
    const float *ivory = easel->palette->light[CRQ_ROLE_LACE];
    float unit = 1.0f / (float)lace->pattern;
    struct fraying f = {
        .easel = easel,
        .values = lace,
        .tile = easel->kept,
        .soft = soft,
        .across = easel->wound->glass.across * unit,
        .down = easel->wound->glass.down * unit,
        .progress = crq_pow(t, 1.15f) * 1.12f,
        .mended = (float)easel->instant.mended,
        .per_repeat = (float)lace->pattern / easel->surface->pixel,
        .ivory = {ivory[0], ivory[1], ivory[2], 0.0f},
        .seed = crq_bits(crq_chance(easel->seed, "lace"), 0, 0),
    };
    f.round = MIN(ROUND, 0.45f * MIN(f.across, f.down));
    float length =
        2.0f * (f.across + f.down - 4.0f * f.round) + (float)CRQ_TAU * f.round;
    f.shrink = MAX(crq_floor(length + 0.5f), 1.0f) / length;
    crq_strips(easel->crew, easel->surface->height, fray_strip, &f);
    crq_sheet_destroy(soft);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct lace, depth), .preset = 1, .low = 0, .high = 1.2,
        .easy = {0.4, 1.1}, .unit = CRQ_UNIT_RATIO, .brief = "how deep the edge frays"},
    {CRQ_REAL(struct lace, pattern), .preset = 0.125, .low = 0.02, .high = 0.4,
        .easy = {0.08, 0.18}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "length of one repeat of the pattern"},
    {CRQ_REAL(struct lace, wear), .preset = 1, .low = 0, .high = 2, .easy = {0.3, 1.5},
        .unit = CRQ_UNIT_RATIO, .brief = "how many threads are worn through"},
    {CRQ_CHOICE(struct lace, edging), .preset = EDGING_BY_SEED, .choices = edgings,
        .brief = "which lace it becomes"},
};

const struct crq_operation crq_op_fracture_lace = {
    .name = "lace",
    .brief = "the canvas's edge, frayed to old lace",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct lace, params),
    .roles = CRQ_ROLE_BIT(LACE),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = g_free,
    .work = work,
};
