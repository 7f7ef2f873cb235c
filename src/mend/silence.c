/* Silence: the calm that spreads from the filled cracks.
 *
 * Before its front the surface is unquiet: grain that flickers, rings as on struck
 * water. At the front lies a rim of pearl with a dark lip, so that it shows on bright
 * paint too; behind it all is still. */
#include "form/noise.h"
#include "mend/mending.h"

struct silence {
    double unrest, rings, rim;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct silence, unrest), .preset = 0.10, .low = 0, .high = 1,
        .easy = {0, 0.25}, .unit = CRQ_UNIT_RATIO,
        .brief = "flickering grain of what is not yet healed"},
    {CRQ_REAL(struct silence, rings), .preset = 0.12, .low = 0, .high = 1,
        .easy = {0, 0.3}, .unit = CRQ_UNIT_RATIO,
        .brief = "rings that run ahead of the front"},
    {CRQ_REAL(struct silence, rim), .preset = 0.5, .low = 0, .high = 3,
        .easy = {0.2, 1}, .unit = CRQ_UNIT_RATIO, .brief = "pearl on the front"},
};

/* Size of a grain, short sides. */
#define GRAIN (1.0f / 480.0f)
/* Mended-time between two rings, and from the front to where they are gone. */
#define RING 0.011f
#define AHEAD 0.030f
/* Half width of the rim, and how far behind it nothing is left, mended-time. */
#define RIM 0.0055f
/* Less pearl than this is none: far behind the front it would be denormal, and slow. */
#define UNSEEN 1e-5f

struct hush {
    const struct crq_easel *easel;
    const struct silence *silence;
    float mended, unrest;
    float clock; /* of the flicker */
    crq_rgba pearl;
    uint32_t noise;
};

static float bell(float x) {
    return crq_exp2(-x * x);
}

/* Each grain flickers at its own pace; all of them swell with one slow breath. */
static float grain_at(const struct hush *h, float x, float y) {
    int32_t i = (int32_t)crq_floor(x * (1.0f / GRAIN));
    int32_t j = (int32_t)crq_floor(y * (1.0f / GRAIN));
    uint32_t hash = crq_hash2(i, j, h->noise);
    float own = crq_hash_unit(hash);
    float pace = 9.0f + 14.0f * crq_hash_unit(hash * 0x9e3779b1u);
    return crq_sin_turns(own + pace * h->clock);
}

/* Pixels of a row that are worked on together. */
enum { BLOCK = 64 };

struct block {
    int first, count;
    float y;
    float since[BLOCK]; /* silence arrived, mended-time */
    float gain[BLOCK];  /* of the paint */
    float rim[BLOCK];   /* pearl */
};

static void flicker(const struct hush *h, struct block *b) {
    float pixel = h->easel->surface->pixel;
    for (int k = 0; k < BLOCK; k++) {
        float x = ((float)(b->first + k) + 0.5f) * pixel;
        float loud = 1.0f - crq_smoothstep(-AHEAD, CRQ_FRONT_SPAN, b->since[k]);
        b->gain[k] = 1.0f + h->unrest * loud * grain_at(h, x, b->y);
    }
}

/* Rings ahead of the front; the rim is sharp before, fading behind: a shore, not a
 * line. */
static void ring(const struct hush *h, struct block *b) {
    float rings = (float)h->silence->rings;
    float pearl = (float)h->silence->rim;
    for (int k = 0; k < BLOCK; k++) {
        float since = b->since[k];
        float before = MIN(since, 0.0f);
        float ahead = crq_exp(before * (1.0f / AHEAD));
        ahead *= rings * crq_cos_turns(since * (1.0f / RING));
        float shore = bell(before * (2.0f / RIM));
        float behind = since < 0.0f ? shore : crq_exp(-since * (0.38f / RIM));
        float lip = 0.45f * pearl * bell((since + 2.0f * RIM) * (1.0f / RIM));
        bool near = since > -4.0f * AHEAD;
        b->gain[k] += near ? (since < 0.0f ? ahead : 0.0f) - lip : 0.0f;
        b->rim[k] = near ? pearl * behind : 0.0f;
    }
}

static void lay_pearl(
    const struct hush *h, const struct block *b, crq_rgba *paint, crq_rgba *light) {
    for (int k = 0; k < b->count; k++) {
        if (b->rim[k] < UNSEEN) {
            continue;
        }
        float alpha = paint[k][3];
        /* on dark paint the same pearl would be fog */
        float rim = b->rim[k] * alpha *
                    (0.18f + 0.82f * crq_saturate(2.5f * crq_luminance(paint[k])));
        paint[k] += (h->pearl - paint[k]) * crq_rgba_grey(0.18f * rim);
        paint[k][3] = alpha;
        light[k] += h->pearl * crq_rgba_grey(0.22f * rim);
    }
}

/* Paint behind the front is left alone. */
static void quiver(const struct block *b, crq_rgba *paint) {
    for (int k = 0; k < b->count; k++) {
        float alpha = paint[k][3];
        float gain = b->since[k] > CRQ_FRONT_SPAN ? 1.0f : MAX(b->gain[k], 0.0f);
        crq_rgba c = paint[k] * crq_rgba_grey(gain);
        for (int n = 0; n < 3; n++) {
            c[n] = MIN(c[n], alpha);
        }
        c[3] = alpha;
        paint[k] = c;
    }
}

static void hush_block(
    const struct hush *h, struct block *b, crq_rgba *paint, crq_rgba *light) {
    crq_front_row(h->easel->arrival, b->y, h->easel->surface->pixel, b->first, b->count,
        b->since);
    float latest = -INFINITY;
    float earliest = INFINITY;
    for (int k = 0; k < b->count; k++) {
        b->since[k] = h->mended - b->since[k];
        latest = MAX(latest, b->since[k]);
        earliest = MIN(earliest, b->since[k]);
    }
    if (earliest > CRQ_FRONT_SPAN) {
        return;
    }
    flicker(h, b);
    if (h->mended > 0.0f && latest > -4.0f * AHEAD) {
        ring(h, b);
        lay_pearl(h, b, paint, light);
    }
    quiver(b, paint);
}

CRQ_WIDE static void hush_strip(void *context, int first, int last) {
    const struct hush *h = context;
    const struct crq_sheet *surface = h->easel->surface;
    struct block block = {0};
    for (int j = first; j < last; j++) {
        block.y = ((float)j + 0.5f) * surface->pixel;
        for (int i = 0; i < surface->width; i += BLOCK) {
            block.first = i;
            block.count = MIN(BLOCK, surface->width - i);
            hush_block(h, &block, crq_sheet_row(surface, j) + i,
                crq_sheet_row(h->easel->light, j) + i);
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const float *c = easel->palette->light[CRQ_ROLE_SILENCE];
    struct hush h = {.easel = easel,
        .silence = values,
        .mended = (float)easel->instant.mended,
        .clock = (float)(easel->instant.mended + 0.2 * easel->instant.fallen),
        .pearl = crq_rgba_make(
            0.3f + 0.7f * c[0], 0.3f + 0.7f * c[1], 0.3f + 0.7f * c[2], 0.0f),
        .noise = crq_bits(crq_chance(easel->seed, "unrest"), 0, 0)};
    /* grains smaller than a pixel are not seen */
    h.unrest = (float)h.silence->unrest *
               crq_smoothstep(0.0f, 1.0f, (float)easel->instant.fallen) *
               MIN(GRAIN / easel->surface->pixel, 1.0f);
    if (easel->instant.fallen > 0.0 && h.mended < CRQ_FRONT_LAST + CRQ_FRONT_SPAN) {
        crq_strips(easel->crew, easel->surface->height, hush_strip, &h);
    }
}

const struct crq_operation crq_op_mend_silence = {
    .name = "silence",
    .brief = "the front of calm that spreads from the seams",
    .family = CRQ_MEND,
    CRQ_VALUES(struct silence, params),
    .roles = CRQ_ROLE_BIT(SILENCE),
    .phase = CRQ_ON_SURFACE,
    .work = work,
};
