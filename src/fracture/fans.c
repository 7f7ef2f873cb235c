/* Fans: light that a broken edge spreads into a wedge of spectrum across the panes.
 *
 * It lies on what is seen, as light from a prism lies on a wall: it brightens paint and
 * hardly shows in the air. */
#include "form/noise.h"
#include "wound/pose.h"

struct fans {
    double brightness;
    double share; /* of the panes that throw one */
    double reach; /* factor on their length */
};

/* One of them in the view. */
struct fan {
    float apex[2], way[2]; /* way: unit */
    float length, slope;   /* half the width gained per length */
    float strong;
    float box[4]; /* left, top, right, bottom */
};

struct spreading {
    const struct crq_easel *easel;
    const struct crq_poses *poses;
    const struct fans *values;
    struct crq_chance chance;
    GArray *fans;
};

/* Hues across a wedge, u in 0 (red) .. 1 (violet), as rich as the palette's light. */
static crq_rgba spectrum(float u, float rich) {
    static const float middle[3] = {0.20f, 0.47f, 0.76f};
    crq_rgba c = crq_rgba_grey(0.0f);
    for (int k = 0; k < 3; k++) {
        float q = (u - middle[k]) * (1.0f / 0.19f);
        c[k] = crq_exp(-q * q);
    }
    float violet = (u - 0.96f) * (1.0f / 0.12f);
    c[0] += 0.3f * crq_exp(-violet * violet);
    float level = crq_luminance(c);
    for (int k = 0; k < 3; k++) {
        c[k] = MAX(crq_mix(level, c[k], rich), 0.0f);
    }
    return c;
}

static void set_box(struct fan *fan) {
    float end[2] = {fan->apex[0] + fan->way[0] * fan->length,
        fan->apex[1] + fan->way[1] * fan->length};
    float wide = fan->slope * fan->length + 0.004f;
    for (int i = 0; i < 2; i++) {
        fan->box[i] = MIN(fan->apex[i], end[i]) - wide;
        fan->box[i + 2] = MAX(fan->apex[i], end[i]) + wide;
    }
}

/* A pane throws its fan from one corner of its outline, away from the lamp. */
static void throw_fan(const struct spreading *s, uint32_t shard) {
    const struct crq_net *net = &s->easel->wound->glass;
    const struct crq_pose *pose = &s->poses->pane[shard];
    const struct crq_shard *own = &net->shards[shard];
    float healing = 1.0f - crq_smoothstep(0.0f, 0.6f, (float)s->easel->instant.mended);
    if (crq_unit(s->chance, shard, 0) > (float)s->values->share || pose->open <= 0.0f ||
        own->count == 0) {
        return;
    }
    uint32_t corner = crq_bits(s->chance, shard, 1) % own->count;
    const struct crq_vertex *v = &net->vertices[net->outline[own->first + corner]];
    float turn = crq_between(s->chance, shard, 2, 0.02f, 0.24f);
    float length = crq_between(s->chance, shard, 3, 0.10f, 0.42f);
    struct fan fan = {
        .length =
            length * (float)s->values->reach * crq_smoothstep(0.0f, 0.4f, pose->open),
        .slope = crq_between(s->chance, shard, 4, 0.05f, 0.15f),
        .way = {crq_cos_turns(turn), crq_sin_turns(turn)},
        .strong = (float)s->values->brightness * healing *
                  crq_between(s->chance, shard, 5, 0.5f, 1.2f),
    };
    crq_project(pose->to_view, (double)v->x, (double)v->y, &fan.apex[0], &fan.apex[1]);
    if (fan.length > 0.0f && fan.strong > 0.0f) {
        set_box(&fan);
        g_array_append_val(s->fans, fan);
    }
}

/* How strongly the fan lights a point, and where across its wedge that is. */
static float reaches(const struct fan *fan, float x, float y, float *across) {
    float dx = x - fan->apex[0];
    float dy = y - fan->apex[1];
    float along = dx * fan->way[0] + dy * fan->way[1];
    if (along <= 0.0f || along >= fan->length) {
        return 0.0f;
    }
    float aside = dy * fan->way[0] - dx * fan->way[1];
    float q = aside / (fan->slope * along + 0.002f);
    if (q <= -1.0f || q >= 1.0f) {
        return 0.0f;
    }
    float part = along / fan->length;
    *across = 0.5f + 0.5f * q;
    return fan->strong * (1.0f - q * q) * (1.0f - part) * (1.0f - part) *
           crq_saturate(12.0f * part);
}

static void light_row(const struct spreading *s, const struct fan *fan, int j) {
    const struct crq_easel *easel = s->easel;
    float pixel = easel->view->pixel;
    crq_rgba *row = crq_sheet_row(easel->view, j);
    crq_rgba *light = crq_sheet_row(easel->light, j);
    float y = ((float)j + 0.5f) * pixel;
    int left = MAX((int)(fan->box[0] / pixel), 0);
    int right = MIN((int)(fan->box[2] / pixel) + 1, easel->view->width);
    for (int i = left; i < right; i++) {
        float across = 0.0f;
        float k = reaches(fan, ((float)i + 0.5f) * pixel, y, &across);
        if (k <= 0.0f) {
            continue;
        }
        crq_rgba hue = spectrum(across, easel->palette->spectrum) * crq_rgba_grey(k);
        float alpha = row[i][3];
        row[i] *= crq_rgba_grey(1.0f) + hue * crq_rgba_grey(1.5f);
        for (int n = 0; n < 3; n++) {
            row[i][n] = MIN(row[i][n], 1.0f);
        }
        row[i][3] = alpha;
        light[i] += hue * crq_rgba_grey(0.035f);
    }
}

static void light_strip(void *context, int first, int last) {
    const struct spreading *s = context;
    float pixel = s->easel->view->pixel;
    for (guint n = 0; n < s->fans->len; n++) {
        const struct fan *fan = &g_array_index(s->fans, struct fan, n);
        int top = MAX((int)(fan->box[1] / pixel), first);
        int bottom = MIN((int)(fan->box[3] / pixel) + 1, last);
        for (int j = top; j < bottom; j++) {
            light_row(s, fan, j);
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct fans *fans = values;
    if (easel->instant.mended >= 1.0 || fans->brightness <= 0.0) {
        return;
    }
    struct crq_poses *poses = crq_poses_create(easel);
    struct spreading s = {
        .easel = easel,
        .poses = poses,
        .values = fans,
        .chance = crq_chance(easel->seed, "fan"),
        .fans = g_array_new(FALSE, FALSE, sizeof(struct fan)),
    };
    for (uint32_t i = 0; i < poses->count; i++) {
        throw_fan(&s, i);
    }
    crq_strips(easel->crew, easel->view->height, light_strip, &s);
    g_array_free(s.fans, TRUE);
    crq_poses_destroy(poses);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct fans, brightness), .preset = 1, .low = 0, .high = 4,
        .easy = {0.3, 1.8}, .unit = CRQ_UNIT_RATIO, .brief = "how bright they are"},
    {CRQ_REAL(struct fans, share), .preset = 0.22, .low = 0, .high = 1,
        .easy = {0.08, 0.4}, .unit = CRQ_UNIT_RATIO,
        .brief = "part of the panes that throw one"},
    {CRQ_REAL(struct fans, reach), .preset = 1, .low = 0.1, .high = 3,
        .easy = {0.5, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how far they reach"},
};

const struct crq_operation crq_op_fracture_fans = {
    .name = "fans",
    .brief = "wedges of spectrum that broken edges throw",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct fans, params),
    .phase = CRQ_BEFORE,
    .work = work,
};
