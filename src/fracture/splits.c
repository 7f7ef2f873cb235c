/* Splits: cracks in the glass while it still holds.
 *
 * Light is caught inside an unopened crack, so it shows bright, with a dark side; its
 * running tip flashes. As the panes part, the line goes and the gap takes its place. */
#include "form/noise.h"
#include "fracture/etch.h"
#include "fracture/label.h"
#include "wound/pose.h"

struct splits {
    double brightness; /* of the line */
    double width;      /* factor on the net's own widths */
    double flash;      /* at the running tip */
};

#define HALO 0.006f

/* What the tiles share besides the easel. */
struct state {
    float *held; /* per shard: 1 while its edges have not parted */
    uint32_t seed;
};

static void catch_light(const struct crq_etching *etching, const struct crq_etched *t) {
    const struct crq_easel *easel = etching->easel;
    const struct splits *values = etching->values;
    const struct state *state = etching->more;
    const float *star = easel->palette->light[CRQ_ROLE_STAR];
    crq_rgba caught = {star[0], star[1], star[2], 0.0f};
    float mended = (float)easel->instant.mended;
    float pixel = easel->surface->pixel;
    int32_t labels[CRQ_ETCH_TILE];
    for (int j = 0; j < t->height; j++) {
        crq_label_row(easel, t->top + j, t->left, t->width, labels);
        crq_rgba *row = crq_sheet_row(easel->surface, t->top + j) + t->left;
        crq_rgba *light = crq_sheet_row(easel->light, t->top + j) + t->left;
        float y = ((float)(t->top + j) + 0.5f) * pixel;
        for (int i = 0; i < t->width; i++) {
            int k = j * CRQ_ETCH_TILE + i;
            if ((t->away[k] >= HALO && t->cover[k] <= 0.0f) || labels[i] < 0) {
                continue;
            }
            float x = ((float)(t->left + i) + 0.5f) * pixel;
            float wound =
                mended > 0.0f ? 1.0f - crq_healed(easel->arrival, x, y, mended) : 1.0f;
            float held = state->held[labels[i]] * wound;
            if (held <= 0.0f) {
                continue;
            }
            /* a crack's face waves: here it catches light, there it shows its dark */
            float n = crq_noise2(38.0f * x, 38.0f * y, state->seed);
            float turned = crq_noise2(6.5f * x, 6.5f * y, state->seed + 1);
            float gleam = (0.5f + 0.5f * n) * (t->side[k] < 0.0f ? 1.0f : 0.3f) *
                          crq_saturate(0.65f + 1.7f * turned);
            gleam *= (float)values->brightness *
                     MIN(0.34f + 1.1f * sqrtf(MAX(crq_luminance(row[i]), 0.0f)), 1.1f);
            crq_rgba hue = {1.0f + 0.9f * turned, 1.0f, 1.0f - 0.9f * turned, 0.0f};
            float near = crq_saturate(1.0f - t->away[k] * (1.0f / HALO));
            float shade = 0.24f * near * near * near *
                          crq_smoothstep(0.0f, 0.05f, t->age[k]) *
                          (t->side[k] > 0.0f ? 1.0f : 0.2f);
            float alpha = row[i][3];
            crq_rgba c = row[i] * crq_rgba_grey(1.0f - shade * held);
            float cover = t->cover[k] * held;
            c = crq_rgba_mix(c,
                c * crq_rgba_grey(0.3f) + caught * hue * crq_rgba_grey(gleam * alpha),
                cover);
            c[3] = alpha;
            row[i] = c;
            float tip = crq_exp(-t->age[k] * (1.0f / 0.012f)) * (float)values->flash;
            light[i] += caught * crq_rgba_grey(1.4f * tip * cover);
        }
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    return crq_plate_create(&easel->wound->glass);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct splits *splits = values;
    if (splits->width <= 0.0 || easel->instant.mended >= 1.0) {
        return;
    }
    struct crq_poses *poses = crq_poses_create(easel);
    struct state state = {g_new(float, MAX(poses->count, 1)),
        crq_bits(crq_chance(easel->seed, "splits"), 0, 0)};
    float most = 0.0f;
    for (uint32_t i = 0; i < poses->count; i++) {
        state.held[i] = 1.0f - crq_saturate(14.0f * poses->pane[i].open);
        most = MAX(most, state.held[i]);
    }
    struct crq_etching etching = {
        .plate = easel->kept,
        .broken = (float)easel->instant.broken,
        .reach = HALO,
        .width = (float)splits->width,
        .lamp = {-0.57f, -0.82f},
        .use = catch_light,
        .easel = easel,
        .values = values,
        .more = &state,
    };
    if (most > 0.0f) {
        crq_etch(&etching);
    }
    g_free(state.held);
    crq_poses_destroy(poses);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct splits, brightness), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how bright the lines are"},
    {CRQ_REAL(struct splits, width), .preset = 1, .low = 0, .high = 4, .easy = {0.5, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how wide the lines are"},
    {CRQ_REAL(struct splits, flash), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how the running tips flash"},
};

const struct crq_operation crq_op_fracture_splits = {
    .name = "splits",
    .brief = "bright cracks in the glass before it parts",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct splits, params),
    .roles = CRQ_ROLE_BIT(STAR),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = crq_plate_destroy,
    .work = work,
};
