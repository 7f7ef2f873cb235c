/* Splinters: slivers of clear glass that leave the blow and tumble in front.
 *
 * Nothing is painted on them: they are seen by the light their rims catch, split into
 * hues, and by the glint of a face that turns past the lamp. */
#include "form/noise.h"
#include "fracture/flakes.h"
#include "wound/pose.h"

struct splinters {
    double amount;     /* factor on their number */
    double size;       /* factor */
    double brightness; /* of their rims */
};

enum { USUAL = 420, CORNERS = 3 };

/* One of them at an instant, in the view. */
struct splinter {
    float x[CORNERS], y[CORNERS]; /* clockwise as seen */
    float box[4];
    float rim[CORNERS]; /* light on each edge */
    float face;         /* glint of the whole */
    float thin;         /* 0..1: below a pixel it fades */
};

struct scattering {
    const struct crq_easel *easel;
    const struct crq_poses *poses;
    const struct splinters *values;
    struct crq_chance chance;
    GArray *splinters;
    crq_rgba star;
};

/* A long point and a short base, turned and foreshortened as it tumbles. */
static void shape(const struct scattering *s, uint32_t i, float time, float scale,
    struct splinter *out) {
    static const float lengths[CORNERS] = {1.0f, 0.55f, 0.6f};
    float u = crq_unit(s->chance, i, 3);
    float size = scale * (float)s->values->size * (0.005f + 0.019f * u * u);
    float spin = crq_between(s->chance, i, 4, -1.1f, 1.1f);
    float tumble = crq_between(s->chance, i, 5, -1.6f, 1.6f);
    float turn = crq_unit(s->chance, i, 6) + spin * time;
    float phase = crq_unit(s->chance, i, 7) + tumble * time;
    float flat = 0.12f + 0.88f * fabsf(crq_cos_turns(phase));
    float c = crq_cos_turns(turn);
    float d = crq_sin_turns(turn);
    for (uint32_t k = 0; k < CORNERS; k++) {
        float odd = crq_between(s->chance, i, 8 + k, -0.07f, 0.07f);
        float around = k == 0 ? odd : 0.5f + (k == 1 ? -0.09f : 0.09f) + odd;
        float x = size * lengths[k] * crq_cos_turns(around);
        float y = size * lengths[k] * crq_sin_turns(around) * flat;
        out->x[k] += x * c - y * d;
        out->y[k] += x * d + y * c;
    }
    float glint = crq_cos_turns(phase + 0.13f);
    glint *= glint;
    glint *= glint;
    out->face = glint * glint;
    out->thin = crq_saturate(size * flat * 0.4f / s->easel->view->pixel);
}

/* Corners clockwise; light on the edges by where they face. */
static void finish(struct splinter *p) {
    float area = (p->x[1] - p->x[0]) * (p->y[2] - p->y[0]) -
                 (p->x[2] - p->x[0]) * (p->y[1] - p->y[0]);
    if (area < 0.0f) {
        float x = p->x[1];
        float y = p->y[1];
        p->x[1] = p->x[2];
        p->y[1] = p->y[2];
        p->x[2] = x;
        p->y[2] = y;
    }
    p->box[0] = p->box[1] = INFINITY;
    p->box[2] = p->box[3] = -INFINITY;
    for (int k = 0; k < CORNERS; k++) {
        int next = (k + 1) % CORNERS;
        float ex = p->x[next] - p->x[k];
        float ey = p->y[next] - p->y[k];
        float length = sqrtf(ex * ex + ey * ey) + 1e-9f;
        float facing = (-0.57f * ey + 0.82f * ex) / length; /* the lamp: upper left */
        p->rim[k] = 0.18f + 0.82f * crq_saturate(facing);
        p->box[0] = MIN(p->box[0], p->x[k]);
        p->box[1] = MIN(p->box[1], p->y[k]);
        p->box[2] = MAX(p->box[2], p->x[k]);
        p->box[3] = MAX(p->box[3], p->y[k]);
    }
}

/* Away from the blow and down, in a closed form of time, so that it can come back. */
static void scatter(const struct scattering *s, uint32_t i) {
    const struct crq_wound *wound = s->easel->wound;
    const struct crq_net *net = &wound->glass;
    const struct crq_crack *crack =
        &net->cracks[crq_bits(s->chance, i, 0) % net->crack_count];
    const struct crq_vertex *v =
        &net->vertices[crack->first + crq_bits(s->chance, i, 1) % crack->count];
    float dx = v->x - wound->epicentre[0];
    float dy = v->y - wound->epicentre[1];
    float far = sqrtf(dx * dx + dy * dy);
    int32_t shard = MAX(crack->shard[0], crack->shard[1]);
    float leaves = MAX(0.3f, v->born) + 0.3f * crq_unit(s->chance, i, 11);
    float time = crq_flown(s->easel, leaves, v->x, v->y);
    if (shard < 0 || time <= 0.0f ||
        crq_unit(s->chance, i, 2) > crq_exp(-far * (1.0f / 0.2f))) {
        return;
    }
    const struct crq_pose *pose = &s->poses->pane[shard];
    float x, y;
    crq_project(pose->to_view, (double)v->x, (double)v->y, &x, &y);
    float out = crq_between(s->chance, i, 12, -0.04f, 0.20f) / (far + 0.06f);
    float g = crq_between(s->chance, i, 13, 0.02f, 0.34f);
    x += out * dx * time;
    y += out * dy * time + 0.5f * g * time * time;
    struct splinter p = {.x = {x, x, x}, .y = {y, y, y}};
    float nearer = crq_between(s->chance, i, 14, 0.8f, 1.5f);
    shape(s, i, time, nearer * crq_smoothstep(0.0f, 0.08f, time), &p);
    finish(&p);
    g_array_append_val(s->splinters, p);
}

static void draw_row(const struct scattering *s, const struct splinter *p, int j) {
    const struct crq_easel *easel = s->easel;
    float pixel = easel->view->pixel;
    float width = MAX(0.0009f, 0.8f * pixel);
    float bright = (float)s->values->brightness * p->thin * MIN(1.0f, 0.0016f / width);
    crq_rgba *row = crq_sheet_row(easel->view, j);
    crq_rgba *light = crq_sheet_row(easel->light, j);
    float y = ((float)j + 0.5f) * pixel;
    int left = MAX((int)(p->box[0] / pixel) - 1, 0);
    int right = MIN((int)(p->box[2] / pixel) + 2, easel->view->width);
    for (int i = left; i < right; i++) {
        float x = ((float)i + 0.5f) * pixel;
        float inside = INFINITY;
        crq_rgba rims = crq_rgba_grey(0.0f);
        for (int k = 0; k < CORNERS; k++) {
            int next = (k + 1) % CORNERS;
            float ex = p->x[next] - p->x[k];
            float ey = p->y[next] - p->y[k];
            float d = (ex * (y - p->y[k]) - ey * (x - p->x[k])) /
                      sqrtf(ex * ex + ey * ey + 1e-12f);
            inside = MIN(inside, d);
            crq_rgba q =
                (crq_rgba_grey(d / width) - (crq_rgba){0.6f, 1.3f, 2.0f, 0.0f});
            q *= q;
            rims += (crq_rgba){crq_exp(-q[0]), crq_exp(-q[1]), crq_exp(-q[2]), 0.0f} *
                    crq_rgba_grey(p->rim[k]);
        }
        float cover = crq_saturate(inside / pixel + 0.5f) * p->thin;
        if (cover > 0.0f) {
            float alpha = row[i][3];
            row[i] *= crq_rgba_grey(1.0f - 0.22f * cover * (1.0f - p->face));
            row[i][3] = alpha;
            light[i] += s->star * (rims * crq_rgba_grey(0.55f * bright * cover) +
                                      crq_rgba_grey(0.16f * bright * cover * p->face));
        }
    }
}

static void draw_strip(void *context, int first, int last) {
    const struct scattering *s = context;
    float pixel = s->easel->view->pixel;
    for (guint n = 0; n < s->splinters->len; n++) {
        const struct splinter *p = &g_array_index(s->splinters, struct splinter, n);
        int top = MAX((int)(p->box[1] / pixel) - 1, first);
        int bottom = MIN((int)(p->box[3] / pixel) + 2, last);
        for (int j = top; j < bottom; j++) {
            draw_row(s, p, j);
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct splinters *splinters = values;
    if (easel->instant.mended >= 1.0 || easel->wound->glass.crack_count == 0) {
        return;
    }
    const float *star = easel->palette->light[CRQ_ROLE_STAR];
    struct crq_poses *poses = crq_poses_create(easel);
    struct scattering s = {
        .easel = easel,
        .poses = poses,
        .values = splinters,
        .chance = crq_chance(easel->seed, "splinter"),
        .splinters = g_array_new(FALSE, FALSE, sizeof(struct splinter)),
        .star = {star[0], star[1], star[2], 0.0f},
    };
    uint32_t count = (uint32_t)(USUAL * splinters->amount);
    for (uint32_t i = 0; i < count; i++) {
        scatter(&s, i);
    }
    crq_strips(easel->crew, easel->view->height, draw_strip, &s);
    g_array_free(s.splinters, TRUE);
    crq_poses_destroy(poses);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct splinters, amount), .preset = 1, .low = 0, .high = 4,
        .easy = {0.3, 2}, .unit = CRQ_UNIT_RATIO, .brief = "how many there are"},
    {CRQ_REAL(struct splinters, size), .preset = 1, .low = 0.1, .high = 3,
        .easy = {0.6, 1.5}, .unit = CRQ_UNIT_RATIO, .brief = "how large they are"},
    {CRQ_REAL(struct splinters, brightness), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how bright their rims are"},
};

const struct crq_operation crq_op_fracture_splinters = {
    .name = "splinters",
    .brief = "slivers of clear glass that tumble in front",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct splinters, params),
    .roles = CRQ_ROLE_BIT(STAR),
    .phase = CRQ_BEFORE,
    .work = work,
};
