/* Lace: the canvas's edge frays as old lace does.
 *
 * The canvas remains where its distance to a thread of the pattern is below a width
 * that falls from wide to a thread's own, from the edge inwards: pinholes open, grow,
 * threads stay, then wear through. How deep it goes is uneven: here a border of motifs,
 * there hardly a scallop. */
#include "form/noise_inline.h"
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

/* Pixels of a row that are frayed together, and what is left of the cloth there. */
enum { RUN = 64 };

struct fringe {
    int count;
    float y;
    float x[RUN];                 /* short sides */
    float along[RUN], depth[RUN]; /* on the pattern's path, repeats */
    float across[RUN];            /* the pattern, repeats: its depth, wavering */
    float deep[RUN];              /* how deep it is to be eaten in the end, repeats */
    float wound[RUN];             /* 1 - healed */
    float gone[RUN];              /* 0 whole .. 1 threads alone */
    float away[RUN];              /* from the nearest thread, repeats */
    float width[RUN];             /* of what is left about it, repeats */
};

/* Where points lie on a rounded rectangle's path: along it, and how deep inside. */
static void on_path(const struct fraying *f, struct fringe *t) {
    float unit = 1.0f / (float)f->values->pattern;
    float hx = 0.5f * f->across;
    float hy = 0.5f * f->down;
    float r = f->round;
    float lx = f->across - 2.0f * r;
    float ly = f->down - 2.0f * r;
    float quarter = 0.25f * (float)CRQ_TAU * r;
    float half = lx + ly + 2.0f * quarter;
    float shrink = f->shrink;
    float y = t->y * unit - hy;
    float qy = fabsf(y) - (hy - r);
    float run_y = crq_clamp(y + hy - r, 0.0f, ly);
    int count = t->count;
    for (int k = 0; k < count; k++) {
        float x = t->x[k] * unit - hx;
        float qx = fabsf(x) - (hx - r);
        float corner = r - sqrtf(qx * qx + qy * qy);
        corner = corner < 0.0f ? 0.45f * corner : corner;
        float turn = 4.0f * crq_atan2_turns(qx, qy); /* 1 at the upright sides */
        bool after_level = (x > 0.0f) == (y < 0.0f);
        float round = after_level ? lx + quarter * turn
                                  : lx + quarter + ly + quarter * (1.0f - turn);
        round += x < 0.0f ? half : 0.0f;
        float run_x = crq_clamp(x + hx - r, 0.0f, lx);
        float level = y < 0.0f ? run_x : half + (lx - run_x);
        float upright =
            x > 0.0f ? lx + quarter + run_y : half + lx + quarter + (ly - run_y);
        bool cornered = qx > 0.0f && qy > 0.0f;
        float along = qy > qx ? level : upright;
        t->along[k] = (cornered ? round : along) * shrink;
        t->depth[k] = cornered ? corner : r - MAX(qx, qy);
    }
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

static void deepen(const float *depths, struct fringe *t) {
    for (int k = 0; k < t->count; k++) {
        float at = t->x[k] * (1.0f / PITCH);
        int i = (int)at;
        t->deep[k] = crq_mix(depths[i], depths[i + 1], at - (float)i);
    }
}

/* How far the front has passed; false when it has passed no one. */
static bool eat(const struct fraying *f, struct fringe *t) {
    float most = 0.0f;
    for (int k = 0; k < t->count; k++) {
        float all = t->deep[k] * f->progress;
        bool within = t->depth[k] <= all;
        all *= t->wound[k];
        float front = all - HEADSTART * (1.0f - crq_saturate(5.0f * all));
        float gone = crq_saturate(front - t->depth[k]);
        t->gone[k] = within && t->wound[k] > 0.0f ? gone : 0.0f;
        most = MAX(most, t->gone[k]);
    }
    return most > 0.0f;
}

/* Distance to the pattern's threads. Cloth is never ruled: it wavers a little. */
static void lay_pattern(const struct fraying *f, struct fringe *t) {
    uint32_t seed = f->seed + 5;
    int count = t->count;
    for (int k = 0; k < count; k++) {
        float w = 0.05f * crq_noise2_inline(4.0f * t->x[k], 4.0f * t->y, seed);
        t->along[k] += w;
        t->across[k] = t->depth[k] + 0.8f * w;
    }
    for (int k = 0; k < count; k++) {
        t->away[k] = crq_lace_at(f->tile->distance, t->along[k], t->across[k]);
    }
}

/* Width of what is left, repeats; threads wear through from the outside. */
static void wear(const struct fraying *f, struct fringe *t) {
    uint32_t seed = f->seed;
    float worn_by = (float)f->values->wear;
    float progress = 0.55f * f->progress;
    int count = t->count;
    for (int k = 0; k < count; k++) {
        float along = t->along[k];
        float depth = t->depth[k];
        float gone = t->gone[k];
        float rest = 1.0f - gone * gone * (3.0f - 2.0f * gone);
        float thread =
            THREAD * (0.85f + 0.3f * crq_noise1_inline(31.0f * along, seed + 3));
        float width =
            thread + (WHOLE - THREAD) * rest * rest * rest * (0.25f + 0.75f * rest);
        float n = 0.6f * crq_noise2_inline(2.3f * along, 2.7f * depth, seed + 1) +
                  0.4f * crq_noise2_inline(7.1f * along, 6.3f * depth, seed + 2);
        float outer = 0.22f * crq_smoothstep(0.9f, 0.0f, depth);
        float worn = crq_smoothstep(
            0.1f, 0.55f, n + worn_by * (progress * t->wound[k] + outer) - 0.56f);
        t->width[k] = width * (1.0f - worn * crq_smoothstep(0.35f, 1.0f, gone));
    }
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
    crq_rgba about = crq_sheet_between(
        f->soft, x / f->soft->pixel - 0.5f, y / f->soft->pixel - 0.5f);
    float level = crq_luminance(about);
    crq_rgba c = own + about * crq_rgba_grey(0.9f);
    c = crq_rgba_mix(c, f->ivory * crq_rgba_grey(0.42f + 1.0f * level), 0.6f);
    c *= crq_rgba_grey((0.34f + 1.0f * lit) * twist);
    c[3] = 1.0f;
    return c;
}

static crq_rgba fray_pixel(
    const struct fraying *f, crq_rgba own, const struct fringe *t, int k) {
    float width = t->width[k];
    float d = t->away[k];
    float cover = crq_saturate((width - d) * f->per_repeat + 0.5f);
    cover *= crq_saturate(2.0f * width * f->per_repeat);
    if (cover <= 0.0f) {
        return crq_rgba_grey(0.0f);
    }
    float thin = crq_smoothstep(0.06f, 0.013f, width);
    float alpha = own[3];
    crq_rgba c = own;
    if (thin > 0.0f) {
        float at[2] = {t->along[k], t->across[k]};
        float share = crq_saturate(d / (width + 1e-5f));
        c = crq_rgba_mix(
            c, thread_colour(f, own, t->x[k], t->y, at, share), 0.95f * thin);
    }
    /* the cloth darkens where it is about to go */
    float rim = crq_smoothstep(0.25f, 0.0f, 8.0f * (width - d)) * t->gone[k];
    c *= crq_rgba_grey((1.0f - 0.45f * rim * (1.0f - thin)) * cover);
    c[3] = alpha * cover;
    return c;
}

static void fray_run(const struct fraying *f, const float *depths, struct fringe *t,
    int first, crq_rgba *row) {
    float pixel = f->easel->surface->pixel;
    for (int k = 0; k < t->count; k++) {
        t->x[k] = ((float)(first + k) + 0.5f) * pixel;
    }
    crq_healed_row(
        f->easel->arrival, t->y, pixel, first, t->count, f->mended, t->wound);
    for (int k = 0; k < t->count; k++) {
        t->wound[k] = 1.0f - t->wound[k];
    }
    on_path(f, t);
    deepen(depths, t);
    if (!eat(f, t)) {
        return;
    }
    lay_pattern(f, t);
    wear(f, t);
    for (int k = 0; k < t->count; k++) {
        if (t->gone[k] > 0.0f) {
            row[first + k] = fray_pixel(f, row[first + k], t, k);
        }
    }
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

/* Where the run from pixel `i` on ends: at the next whole place, `count` of them. */
static int run_from(const struct fraying *f, const float *depths, int count, float y,
    int i, bool *whole) {
    float pixel = f->easel->surface->pixel;
    int width = f->easel->surface->width;
    int k = MIN((int)(((float)i + 0.5f) * pixel / PITCH), count - 2);
    float end = PITCH * (float)(k + 1);
    *whole = is_whole(
        f, PITCH * (float)k - pixel, end + pixel, y, MAX(depths[k], depths[k + 1]));
    int next = k + 2 < count ? MIN((int)(end / pixel), width) : width;
    return MAX(next, i + 1);
}

CRQ_WIDE static void fray_strip(void *context, int first, int last) {
    const struct fraying *f = context;
    struct crq_sheet *surface = f->easel->surface;
    int width = surface->width;
    int count = (int)((float)width * surface->pixel / PITCH) + 2;
    float *depths = g_new(float, count);
    struct fringe fringe;
    for (int j = first; j < last; j++) {
        fringe.y = ((float)j + 0.5f) * surface->pixel;
        for (int k = 0; k < count; k++) {
            depths[k] = depth_at(f, PITCH * (float)k, fringe.y);
        }
        for (int i = 0; i < width;) {
            bool whole;
            int end = run_from(f, depths, count, fringe.y, i, &whole);
            if (!whole) {
                fringe.count = MIN(RUN, width - i);
                fray_run(f, depths, &fringe, i, crq_sheet_row(surface, j));
                end = i + fringe.count;
            }
            i = end;
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
