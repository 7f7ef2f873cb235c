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

/* Turns hue about grey, keeping luminance. */
static crq_rgba turn_hue(crq_rgba c, float cos, float sin) {
    float level = crq_luminance(c);
    crq_rgba chroma = c - crq_rgba_grey(level);
    float k = 0.577f * sin;
    crq_rgba turned = {level + chroma[0] * cos + (chroma[1] - chroma[2]) * k,
        level + chroma[1] * cos + (chroma[2] - chroma[0]) * k,
        level + chroma[2] * cos + (chroma[0] - chroma[1]) * k, c[3]};
    return turned;
}

static float length3(crq_rgba c) {
    return sqrtf(c[0] * c[0] + c[1] * c[1] + c[2] * c[2]);
}

/* Between a drained colour and its own: lightness first, then hue, then chroma. */
static crq_rgba restored(crq_rgba drained, crq_rgba own, float healed) {
    struct crq_returned back = crq_returned(healed);
    float level = crq_luminance(drained);
    float own_level = crq_luminance(own);
    crq_rgba chroma = drained - crq_rgba_grey(level);
    crq_rgba own_chroma = own - crq_rgba_grey(own_level);
    float strength = crq_mix(length3(chroma), length3(own_chroma), back.chroma);
    chroma = crq_rgba_mix(chroma, own_chroma, back.hue);
    float length = length3(chroma);
    chroma = chroma * crq_rgba_grey(length > 1e-6f ? strength / length : 0.0f);
    return crq_rgba_grey(crq_mix(level, own_level, back.lightness)) + chroma;
}

static crq_rgba drained(const struct draining *d, const struct mood *mood, crq_rgba c,
    float r, float wound) {
    float share = 0.02f + 0.36f * crq_exp(-r * (1.0f / 0.36f)) + 0.55f * mood->apart;
    float amount = (float)d->values->strength * mood->gone * crq_saturate(share);
    float level = crq_luminance(c);
    float red = crq_saturate(2.2f * (c[0] - MAX(c[1], c[2])));
    float pale = crq_saturate(2.2f * level);
    crq_rgba ash = {level * crq_mix(0.62f, 0.94f, pale),
        level * crq_mix(0.90f, 0.99f, pale), level * crq_mix(2.0f, 1.10f, pale), c[3]};
    float alpha = c[3];
    ash = crq_rgba_mix(c, ash, crq_saturate(amount * (0.92f - 0.42f * red)));
    c = wound < 1.0f ? restored(ash, c, 1.0f - wound) : ash;
    if (d->uneasy > 0.0f) {
        /* hardly red: the eye takes a red that turns for another thing */
        float turn = 1.0f - 0.75f * crq_saturate(1.6f * red);
        crq_rgba shaken = turn_hue(c, crq_mix(1.0f, mood->cos, turn), turn * mood->sin);
        c = crq_rgba_mix(c, shaken * crq_rgba_grey(1.0f + mood->gain), wound);
    }
    for (int k = 0; k < 3; k++) {
        c[k] = MAX(c[k], 0.0f);
    }
    c[3] = alpha;
    return c;
}

CRQ_WIDE static void drain_strip(void *context, int first, int last) {
    const struct draining *d = context;
    const struct crq_easel *easel = d->easel;
    struct crq_sheet *surface = easel->surface;
    int32_t *labels = g_new(int32_t, surface->width);
    float mended = (float)easel->instant.mended;
    for (int j = first; j < last; j++) {
        crq_label_row(easel, j, 0, surface->width, labels);
        crq_rgba *row = crq_sheet_row(surface, j);
        float y = ((float)j + 0.5f) * surface->pixel;
        float dy = y - easel->wound->epicentre[1];
        for (int i = 0; i < surface->width; i++) {
            if (labels[i] < 0) {
                continue;
            }
            float x = ((float)i + 0.5f) * surface->pixel;
            float dx = x - easel->wound->epicentre[0];
            float healed =
                mended > 0.0f ? crq_healed(easel->arrival, x, y, mended) : 0.0f;
            if (healed < 1.0f) {
                row[i] = drained(d, &d->moods[labels[i]], row[i],
                    sqrtf(dx * dx + dy * dy), 1.0f - healed);
            }
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
