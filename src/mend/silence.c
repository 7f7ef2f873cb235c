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

struct hush {
    const struct crq_easel *easel;
    const struct silence *silence;
    float mended, unrest, seen;
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
    return crq_sin_turns(
        own + pace * (h->mended + 0.2f * (float)h->easel->instant.fallen));
}

static void hush_pixel(
    const struct hush *h, float x, float y, crq_rgba *paint, crq_rgba *light) {
    float since = h->mended - crq_front(h->easel->arrival, x, y);
    if (since > CRQ_FRONT_SPAN) {
        return;
    }
    float loud = 1.0f - crq_smoothstep(-AHEAD, CRQ_FRONT_SPAN, since);
    float gain = 1.0f + h->unrest * loud * grain_at(h, x, y);
    if (h->mended > 0.0f && since > -4.0f * AHEAD) {
        float ahead = since < 0.0f ? crq_exp(since * (1.0f / AHEAD)) : 0.0f;
        gain += (float)h->silence->rings * ahead * crq_cos_turns(since * (1.0f / RING));
        /* sharp before, fading behind: a shore, not a line */
        float behind =
            since < 0.0f ? bell(since * (2.0f / RIM)) : crq_exp(-since * (0.38f / RIM));
        float rim = (float)h->silence->rim * behind;
        gain -=
            0.45f * (float)h->silence->rim * bell((since + 2.0f * RIM) * (1.0f / RIM));
        float alpha = (*paint)[3];
        /* on dark paint the same pearl would be fog */
        rim *= 0.18f + 0.82f * crq_saturate(2.5f * crq_luminance(*paint));
        *paint += (h->pearl - *paint) * crq_rgba_grey(0.18f * rim * alpha);
        (*paint)[3] = alpha;
        *light += h->pearl * crq_rgba_grey(0.22f * rim * alpha);
    }
    float alpha = (*paint)[3];
    gain = MAX(gain, 0.0f);
    for (int k = 0; k < 3; k++) {
        (*paint)[k] = MIN((*paint)[k] * gain, alpha);
    }
}

CRQ_WIDE static void hush_strip(void *context, int first, int last) {
    const struct hush *h = context;
    const struct crq_sheet *surface = h->easel->surface;
    for (int j = first; j < last; j++) {
        crq_rgba *paint = crq_sheet_row(surface, j);
        crq_rgba *light = crq_sheet_row(h->easel->light, j);
        float y = ((float)j + 0.5f) * surface->pixel;
        for (int i = 0; i < surface->width; i++) {
            hush_pixel(h, ((float)i + 0.5f) * surface->pixel, y, &paint[i], &light[i]);
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const float *c = easel->palette->light[CRQ_ROLE_SILENCE];
    struct hush h = {.easel = easel,
        .silence = values,
        .mended = (float)easel->instant.mended,
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
