/* Losses: the bare places that flakes leave.
 *
 * Where only paint has gone, the pale ground shows, with the weave of the canvas and
 * the shadow of the paint's edge; where the canvas went too, the void. */
#include "form/noise.h"
#include "fracture/flakes.h"

struct losing {
    const struct crq_easel *easel;
    const struct crq_flakes *flakes;
    const float *gone; /* per flake */
    crq_rgba ground;
    uint32_t seed;
};

/* Signed distance to the outline of a flake, positive inside. */
static float inside(const struct crq_flake *flake, float x, float y) {
    float nearest = 1e9f;
    bool in = false;
    for (int i = 0, j = flake->corners - 1; i < flake->corners; j = i++) {
        const float *a = flake->corner[j];
        const float *b = flake->corner[i];
        float dx = b[0] - a[0];
        float dy = b[1] - a[1];
        float px = x - a[0];
        float py = y - a[1];
        float t = crq_saturate((px * dx + py * dy) / (dx * dx + dy * dy + 1e-14f));
        float ex = px - dx * t;
        float ey = py - dy * t;
        nearest = MIN(nearest, ex * ex + ey * ey);
        if ((a[1] > y) != (b[1] > y) && px < dx * py / dy) {
            in = !in;
        }
    }
    return in ? sqrtf(nearest) : -sqrtf(nearest);
}

/* Chalk ground over linen: pale, dirty, the weave showing through. */
static crq_rgba bare(
    const struct losing *l, crq_rgba own, float x, float y, float d, float shade) {
    float warp = crq_sin_turns(310.0f * x + 0.2f * crq_noise1(40.0f * y, l->seed));
    float weft = crq_sin_turns(310.0f * y + 0.2f * crq_noise1(40.0f * x, l->seed + 1));
    float weave = 0.88f + 0.06f * warp + 0.06f * weft;
    float dirt = 0.8f + 0.35f * crq_noise2(60.0f * x, 60.0f * y, l->seed + 2);
    float level = 0.16f + 0.75f * crq_luminance(own);
    crq_rgba c =
        crq_rgba_mix(l->ground, own, 0.25f) * crq_rgba_grey(level * weave * dirt);
    /* the paint's edge stands proud of it on the side of the light */
    float depth = crq_saturate(1.0f - d / 0.0024f) * shade;
    return c * crq_rgba_grey(1.0f - 0.6f * depth);
}

static void lose(const struct losing *l, uint32_t index, int first, int last) {
    const struct crq_flake *flake = &l->flakes->flake[index];
    struct crq_sheet *surface = l->easel->surface;
    float pixel = surface->pixel;
    float reach = flake->radius + 2.0f * pixel;
    int y0 = MAX((int)((flake->y - reach) / pixel), first);
    int y1 = MIN((int)((flake->y + reach) / pixel) + 1, last);
    int x0 = MAX((int)((flake->x - reach) / pixel), 0);
    int x1 = MIN((int)((flake->x + reach) / pixel) + 1, surface->width);
    for (int j = y0; j < y1; j++) {
        crq_rgba *row = crq_sheet_row(surface, j);
        float y = ((float)j + 0.5f) * pixel;
        for (int i = x0; i < x1; i++) {
            float x = ((float)i + 0.5f) * pixel;
            float ragged = 0.0012f * crq_noise2(170.0f * x, 170.0f * y, l->seed + 4);
            float d = inside(flake, x - flake->x, y - flake->y) + ragged;
            float cover = crq_saturate(d / pixel + 0.5f) * l->gone[index];
            /* a lit rim of lifted paint just outside */
            float rim = crq_saturate(1.0f + d / 0.0016f) * (d < 0.0f ? 1.0f : 0.0f);
            float alpha = row[i][3];
            if (cover <= 0.0f && rim <= 0.0f) {
                continue;
            }
            crq_rgba c = row[i] * crq_rgba_grey(1.0f + 0.16f * rim * l->gone[index]);
            float toward = -0.57f * (x - flake->x) - 0.82f * (y - flake->y);
            float shade = crq_saturate(0.4f + 1.2f * toward / flake->radius);
            crq_rgba under = flake->through
                                 ? crq_rgba_grey(0.0f)
                                 : bare(l, row[i], x, y, MAX(d, 0.0f), shade);
            c = crq_rgba_mix(c, under * crq_rgba_grey(alpha), cover);
            c[3] = flake->through ? alpha * (1.0f - cover) : alpha;
            row[i] = c;
        }
    }
}

static void lose_strip(void *context, int first, int last) {
    const struct losing *l = context;
    for (uint32_t i = 0; i < l->flakes->count; i++) {
        if (l->gone[i] > 0.0f) {
            lose(l, i, first, last);
        }
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    return crq_flakes_create(easel);
}

static void work(const struct crq_easel *easel, const void *values) {
    (void)values; /* the flakes have read them */
    const struct crq_flakes *flakes = easel->kept;
    const float *bone = easel->palette->light[CRQ_ROLE_BONE];
    float *gone = g_new(float, MAX(flakes->count, 1));
    bool any = false;
    for (uint32_t i = 0; i < flakes->count; i++) {
        gone[i] = crq_flake_gone(easel, &flakes->flake[i]);
        any = any || gone[i] > 0.0f;
    }
    struct losing l = {easel, flakes, gone, {bone[0], bone[1], bone[2], 0.0f},
        crq_bits(crq_chance(easel->seed, "losses"), 0, 0)};
    if (any) {
        crq_strips(easel->crew, easel->surface->height, lose_strip, &l);
    }
    g_free(gone);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct crq_losses, amount), .preset = 1, .low = 0, .high = 3,
        .easy = {0.3, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how many flakes let go"},
    {CRQ_REAL(struct crq_losses, size), .preset = 1, .low = 0.2, .high = 2.5,
        .easy = {0.6, 1.5}, .unit = CRQ_UNIT_RATIO, .brief = "how large they are"},
};

const struct crq_operation crq_op_fracture_losses = {
    .name = "losses",
    .brief = "bare places where flakes have let go",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct crq_losses, params),
    .roles = CRQ_ROLE_BIT(BONE),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = crq_flakes_destroy,
    .work = work,
};
