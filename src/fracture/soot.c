/* Soot: dust that breathes out of the main cracks and settles beside them. */
#include "form/noise.h"
#include "fracture/label.h"

/* None is left this many times its reach from a crack. */
#define REACHES 3.2f
/* nor is less than this worth its grain */
#define UNSEEN 0.001f

struct soot {
    double strength;
    double reach; /* how far it settles, short sides */
};

struct settling {
    const struct crq_easel *easel;
    float strength, reach;
};

/* Grain is broad and never changes: it is kept on a lattice of its own. */
#define GRAIN_STEP (1.0f / 256.0f)

/* How much settles on a run of pixels of one shard; false when none does. */
static bool settled(
    const struct settling *s, int shard, float y, int first, int count, float *soot) {
    const struct crq_easel *easel = s->easel;
    const struct crq_field *field = &easel->fields->shard[shard];
    const struct crq_field *grain = easel->kept;
    float pixel = easel->surface->pixel;
    float broken = (float)easel->instant.broken;
    float farthest = REACHES * s->reach;
    float places[2][CRQ_RUN], away[CRQ_RUN];
    float nearest = INFINITY;
    for (int k = 0; k < count; k++) {
        places[0][k] = ((float)(first + k) + 0.5f) * pixel;
        places[1][k] = y;
    }
    crq_field_all(field, field->distance, count, places[0], places[1], away);
    for (int k = 0; k < count; k++) {
        nearest = MIN(nearest, away[k]);
    }
    if (nearest > farthest) {
        return false;
    }
    float healed[CRQ_RUN], born[CRQ_RUN], own[CRQ_RUN];
    if (crq_healed_row(easel->arrival, y, pixel, first, count,
            (float)easel->instant.mended, healed) >= 1.0f) {
        return false;
    }
    crq_field_all(field, field->born, count, places[0], places[1], born);
    crq_field_all(grain, grain->distance, count, places[0], places[1], own);
    for (int k = 0; k < count; k++) {
        float much = s->strength * crq_smoothstep(0.0f, 0.3f, broken - born[k]);
        much *= crq_exp(-MAX(away[k], 0.0f) / s->reach) * (1.0f - away[k] / farthest);
        much = much < UNSEEN ? 0.0f : much;
        soot[k] = much * own[k] * (1.0f - healed[k]);
    }
    return true;
}

CRQ_WIDE static void settle_strip(void *context, int first, int last) {
    const struct settling *s = context;
    struct crq_sheet *surface = s->easel->surface;
    int32_t *labels = g_new(int32_t, surface->width);
    for (int j = first; j < last; j++) {
        crq_label_row(s->easel, j, 0, surface->width, labels);
        crq_rgba *row = crq_sheet_row(surface, j);
        float y = ((float)j + 0.5f) * surface->pixel;
        for (int i = 0; i < surface->width;) {
            int count = crq_label_run(labels + i, surface->width - i);
            float soot[CRQ_RUN];
            if (labels[i] >= 0 && settled(s, labels[i], y, i, count, soot)) {
                for (int k = 0; k < count; k++) {
                    float left = 1.0f - 0.62f * MIN(soot[k], 1.0f);
                    row[i + k] *= (crq_rgba){left, left, left, 1.0f};
                }
            }
            i += count;
        }
    }
    g_free(labels);
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    const struct crq_net *net = &easel->wound->glass;
    uint32_t seed = crq_bits(crq_chance(easel->seed, "soot"), 0, 0);
    struct crq_field *grain = g_new0(struct crq_field, 1);
    grain->step = GRAIN_STEP;
    grain->width = (int)(net->across / grain->step) + 2;
    grain->height = (int)(net->down / grain->step) + 2;
    size_t cells = (size_t)grain->width * (size_t)grain->height;
    grain->distance = g_new(float, cells);
    float *value = grain->distance;
    for (int j = 0; j < grain->height; j++) {
        for (int i = 0; i < grain->width; i++) {
            float x = 14.0f * grain->step * (float)i;
            float y = 14.0f * grain->step * (float)j;
            *value++ = crq_saturate(0.5f + 0.9f * crq_fbm2(x, y, seed, 2.0f));
        }
    }
    return grain;
}

static void discard(void *kept) {
    struct crq_field *grain = kept;
    g_free(grain->distance);
    g_free(grain);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct soot *soot = values;
    struct settling s = {
        .easel = easel,
        .strength = (float)soot->strength *
                    crq_smoothstep(0.3f, 0.95f, (float)easel->instant.broken),
        .reach = (float)soot->reach,
    };
    if (s.strength > 0.0f && easel->instant.mended < 1.0) {
        crq_strips(easel->crew, easel->surface->height, settle_strip, &s);
    }
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct soot, strength), .preset = 1, .low = 0, .high = 1.6,
        .easy = {0.3, 1.4}, .unit = CRQ_UNIT_RATIO, .brief = "how dark it is"},
    {CRQ_REAL(struct soot, reach), .preset = 0.0085, .low = 0.001, .high = 0.05,
        .easy = {0.004, 0.02}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "how far from a crack it settles"},
};

const struct crq_operation crq_op_fracture_soot = {
    .name = "soot",
    .brief = "dust that settles along the main cracks",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct soot, params),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = discard,
    .work = work,
};
