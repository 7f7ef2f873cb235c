/* Drain: hues leave the canvas, shard by shard, and what stays flickers.
 *
 * Shadows go moon-blue, lights pale; reds hold out longest. Most shards keep their
 * colour: a canvas all grey is mud. */
#include "form/noise.h"
#include "fracture/label.h"

struct drain {
    double strength; /* how far hues go */
    double flicker;  /* how uneasy brightness and hue are */
};

/* One shard's state at an instant. */
struct mood {
    float gone;     /* 0..1 of what will drain here */
    float apart;    /* its own share, -0.5..0.5 */
    float gain;     /* of brightness */
    float cos, sin; /* of the turn of hue */
};

struct draining {
    const struct crq_easel *easel;
    const struct drain *values;
    struct mood *moods;
    float uneasy; /* 0..1 */
};

static struct mood mood_of(const struct draining *d, uint32_t i) {
    const struct crq_easel *easel = d->easel;
    const struct crq_shard *shard = &easel->wound->glass.shards[i];
    struct crq_chance chance = crq_chance(easel->seed, "drain");
    float when = crq_unit(chance, i, 0);
    float much = crq_unit(chance, i, 1);
    float dx = shard->x - easel->wound->epicentre[0];
    float dy = shard->y - easel->wound->epicentre[1];
    float r = crq_saturate(sqrtf(dx * dx + dy * dy));
    float broken = (float)easel->instant.broken;
    float clock = broken + 0.6f * (float)easel->instant.fallen;
    float start = 0.22f + 0.42f * when + 0.18f * r;
    float bright = crq_noise1(15.0f * clock, crq_bits(chance, i, 2)) - 0.5f;
    float hue = crq_noise1(9.0f * clock, crq_bits(chance, i, 3)) - 0.5f;
    float angle = 0.045f * d->uneasy * hue;
    return (struct mood){
        .gone = crq_smoothstep(start, start + 0.36f, broken),
        .apart = much - 0.52f,
        .gain = d->uneasy * (0.42f * bright + 0.03f),
        .cos = crq_cos_turns(angle),
        .sin = crq_sin_turns(angle),
    };
}

/* A run of pixels, channel by channel. */
struct tones {
    float r[CRQ_RUN], g[CRQ_RUN], b[CRQ_RUN];
};

static float luminance(float r, float g, float b) {
    return 0.2126f * r + 0.7152f * g + 0.0722f * b;
}

static float length3(float r, float g, float b) {
    return sqrtf(r * r + g * g + b * b);
}

static void load(const crq_rgba *row, int count, struct tones *to) {
    for (int k = 0; k < count; k++) {
        to->r[k] = row[k][0];
        to->g[k] = row[k][1];
        to->b[k] = row[k][2];
    }
}

static void store(
    const struct tones *from, const float *healed, int count, crq_rgba *row) {
    for (int k = 0; k < count; k++) {
        if (healed[k] < 1.0f) {
            row[k] = (crq_rgba){MAX(from->r[k], 0.0f), MAX(from->g[k], 0.0f),
                MAX(from->b[k], 0.0f), row[k][3]};
        }
    }
}

/* How near a colour is to pure red. */
static float redness(float r, float g, float b) {
    return crq_saturate(2.2f * (r - (g > b ? g : b)));
}

/* What is left of a run's colours; `away` from the epicentre. */
static void burn_out(const struct draining *d, const struct mood *mood,
    const float *away, int count, const struct tones *own, struct tones *ash) {
    float strength = (float)d->values->strength * mood->gone;
    float apart = 0.02f + 0.55f * mood->apart;
    for (int k = 0; k < count; k++) {
        float r = own->r[k];
        float g = own->g[k];
        float b = own->b[k];
        float share = apart + 0.36f * crq_exp(-away[k] * (1.0f / 0.36f));
        float level = luminance(r, g, b);
        float pale = crq_saturate(2.2f * level);
        float part = strength * crq_saturate(share);
        part = crq_saturate(part * (0.92f - 0.42f * redness(r, g, b)));
        ash->r[k] = crq_mix(r, level * crq_mix(0.62f, 0.94f, pale), part);
        ash->g[k] = crq_mix(g, level * crq_mix(0.90f, 0.99f, pale), part);
        ash->b[k] = crq_mix(b, level * crq_mix(2.0f, 1.10f, pale), part);
    }
}

/* Between a drained colour and its own: lightness first, then hue, then chroma. */
static void restore(
    const float *healed, int count, const struct tones *own, struct tones *c) {
    for (int k = 0; k < count; k++) {
        struct crq_returned back = crq_returned(healed[k]);
        float level = luminance(c->r[k], c->g[k], c->b[k]);
        float own_level = luminance(own->r[k], own->g[k], own->b[k]);
        float r = c->r[k] - level;
        float g = c->g[k] - level;
        float b = c->b[k] - level;
        float own_r = own->r[k] - own_level;
        float own_g = own->g[k] - own_level;
        float own_b = own->b[k] - own_level;
        float strength =
            crq_mix(length3(r, g, b), length3(own_r, own_g, own_b), back.chroma);
        r = crq_mix(r, own_r, back.hue);
        g = crq_mix(g, own_g, back.hue);
        b = crq_mix(b, own_b, back.hue);
        float length = length3(r, g, b);
        float gain = length > 1e-6f ? strength / length : 0.0f;
        level = crq_mix(level, own_level, back.lightness);
        c->r[k] = level + r * gain;
        c->g[k] = level + g * gain;
        c->b[k] = level + b * gain;
    }
}

/* Turns hue about grey, keeping luminance. Hardly that of reds: the eye takes a red
 * that turns for another thing. */
static void shake(const struct mood *mood, const float *healed, int count,
    const struct tones *own, struct tones *c) {
    for (int k = 0; k < count; k++) {
        float wound = 1.0f - healed[k];
        float red = redness(own->r[k], own->g[k], own->b[k]);
        float turn = 1.0f - 0.75f * crq_saturate(1.6f * red);
        float cos = crq_mix(1.0f, mood->cos, turn);
        float sin = 0.577f * turn * mood->sin;
        float level = luminance(c->r[k], c->g[k], c->b[k]);
        float r = c->r[k] - level;
        float g = c->g[k] - level;
        float b = c->b[k] - level;
        float gain = 1.0f + mood->gain;
        float turned_r = (level + r * cos + (g - b) * sin) * gain;
        float turned_g = (level + g * cos + (b - r) * sin) * gain;
        float turned_b = (level + b * cos + (r - g) * sin) * gain;
        c->r[k] = crq_mix(c->r[k], turned_r, wound);
        c->g[k] = crq_mix(c->g[k], turned_g, wound);
        c->b[k] = crq_mix(c->b[k], turned_b, wound);
    }
}

static void drain_run(
    const struct draining *d, const struct mood *mood, int row, int first, int count) {
    const struct crq_easel *easel = d->easel;
    float pixel = easel->surface->pixel;
    float mended = (float)easel->instant.mended;
    float y = ((float)row + 0.5f) * pixel;
    float healed[CRQ_RUN];
    if (crq_healed_row(easel->arrival, y, pixel, first, count, mended, healed) >=
        1.0f) {
        return;
    }
    float away[CRQ_RUN];
    float left = easel->wound->epicentre[0];
    float dy = y - easel->wound->epicentre[1];
    for (int k = 0; k < count; k++) {
        float dx = ((float)(first + k) + 0.5f) * pixel - left;
        away[k] = sqrtf(dx * dx + dy * dy);
    }
    struct tones own, tones;
    crq_rgba *paint = crq_sheet_row(easel->surface, row) + first;
    load(paint, count, &own);
    burn_out(d, mood, away, count, &own, &tones);
    if (mended > 0.0f) {
        restore(healed, count, &own, &tones);
    }
    if (d->uneasy > 0.0f) {
        shake(mood, healed, count, &own, &tones);
    }
    store(&tones, healed, count, paint);
}

CRQ_WIDE static void drain_strip(void *context, int first, int last) {
    const struct draining *d = context;
    int width = d->easel->surface->width;
    int32_t *labels = g_new(int32_t, width);
    for (int j = first; j < last; j++) {
        crq_label_row(d->easel, j, 0, width, labels);
        for (int i = 0; i < width;) {
            int count = crq_label_run(labels + i, width - i);
            if (labels[i] >= 0) {
                drain_run(d, &d->moods[labels[i]], j, i, count);
            }
            i += count;
        }
    }
    g_free(labels);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct drain *drain = values;
    float broken = (float)easel->instant.broken;
    float mended = (float)easel->instant.mended;
    struct draining d = {
        .easel = easel,
        .values = drain,
        .uneasy = (float)drain->flicker * crq_smoothstep(0.15f, 0.5f, broken) *
                  (1.0f - crq_smoothstep(0.02f, 0.2f, mended)),
    };
    bool still = drain->strength <= 0.0 && d.uneasy <= 0.0f;
    if (still || broken <= 0.15f || mended >= 1.0f) {
        return;
    }
    uint32_t count = easel->wound->glass.shard_count;
    d.moods = g_new(struct mood, count);
    for (uint32_t i = 0; i < count; i++) {
        d.moods[i] = mood_of(&d, i);
    }
    crq_strips(easel->crew, easel->surface->height, drain_strip, &d);
    g_free(d.moods);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct drain, strength), .preset = 1, .low = 0, .high = 2,
        .easy = {0.3, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how far hues drain"},
    {CRQ_REAL(struct drain, flicker), .preset = 1, .low = 0, .high = 2,
        .easy = {0.3, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how uneasy brightness and hue of the shards are"},
};

const struct crq_operation crq_op_fracture_drain = {
    .name = "drain",
    .brief = "hues that leave the shards and flicker",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct drain, params),
    .phase = CRQ_ON_SURFACE,
    .work = work,
};
