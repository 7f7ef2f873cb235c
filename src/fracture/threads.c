/* Loose threads: what hangs from the frayed edge.
 *
 * A thread wanders, hangs a little heavier with every step, and now and then makes one
 * real loop. It keeps the hue of the picture it was drawn out of. */
#include "form/noise.h"
#include "fracture/strands.h"
#include "wound/pose.h"

struct threads {
    double amount;
    double length; /* factor */
};

enum { JOINTS = 36, USUAL = 300, MOST = 4000 };

struct ravelling {
    const struct crq_easel *easel;
    const struct threads *values;
    struct crq_chance chance;
    struct crq_strands *strands;
    uint32_t noise;
};

static float wave(float x, uint32_t seed) {
    return 2.0f * crq_noise1(x, seed) - 1.0f;
}

static int32_t shard_at(const struct crq_easel *easel, float x, float y) {
    for (uint32_t s = 0; s < easel->fields->count; s++) {
        if (crq_field_at(&easel->fields->shard[s], x, y) > 0.0f) {
            return (int32_t)s;
        }
    }
    return -1;
}

/* A point `part` of the way round the border, and the way out of the canvas there. */
static void on_border(
    const struct crq_net *net, float part, float at[2], float out[2]) {
    float a = net->across;
    float d = net->down;
    float s = part * 2.0f * (a + d);
    out[0] = out[1] = 0.0f;
    if (s < a || (s >= a + d && s < 2.0f * a + d)) {
        bool top = s < a;
        at[0] = top ? s : 2.0f * a + d - s;
        at[1] = top ? 0.0f : d;
        out[1] = top ? -1.0f : 1.0f;
    } else {
        bool right = s < a + d;
        at[0] = right ? a : 0.0f;
        at[1] = right ? s - a : 2.0f * (a + d) - s;
        out[0] = right ? 1.0f : -1.0f;
    }
}

static void spin(
    const struct ravelling *r, uint32_t i, float angle, float length, float radius) {
    float phase = 60.0f * crq_unit(r->chance, i, 10);
    bool looped = crq_unit(r->chance, i, 11) < 0.35f;
    float loop = looped ? crq_between(r->chance, i, 12, 0.35f, 0.75f) : 9.0f;
    float sense = crq_unit(r->chance, i, 13) < 0.5f ? -1.0f : 1.0f;
    float step = length / (float)(JOINTS - 1);
    float dx = crq_cos_turns(angle);
    float dy = crq_sin_turns(angle);
    float x = 0.0f;
    float y = 0.0f;
    for (int j = 0; j < JOINTS; j++) {
        float f = (float)j / (float)(JOINTS - 1);
        struct crq_strand_point p = {x, y, radius};
        g_array_append_val(r->strands->point, p);
        float q = (f - loop) * (1.0f / 0.075f);
        float bend = 5.5f * wave(4.0f * f + phase, r->noise) +
                     3.5f * wave(11.0f * f + phase, r->noise + 1) +
                     38.0f * sense * crq_exp(-q * q);
        float turn = bend / ((float)(JOINTS - 1) * (float)CRQ_TAU);
        float c = crq_cos_turns(turn);
        float s = crq_sin_turns(turn);
        float nx = dx * c - dy * s;
        float ny = dx * s + dy * c + 0.16f; /* its weight */
        float k = 1.0f / sqrtf(nx * nx + ny * ny + 1e-9f);
        dx = nx * k;
        dy = ny * k;
        x += step * dx;
        y += step * dy;
    }
}

static void draw_out(const struct ravelling *r, uint32_t i, float count) {
    const struct crq_net *net = &r->easel->wound->glass;
    float part = ((float)i + crq_unit(r->chance, i, 0)) / count;
    float at[2], out[2];
    on_border(net, MIN(part, 0.9999f), at, out);
    float in = crq_between(r->chance, i, 1, 0.012f, 0.1f);
    at[0] = crq_clamp(at[0] - out[0] * in, 0.03f, MAX(net->across - 0.03f, 0.031f));
    at[1] = crq_clamp(at[1] - out[1] * in, 0.03f, MAX(net->down - 0.03f, 0.031f));
    float likely = 0.5f + 1.4f * crq_noise2(2.1f * at[0], 2.1f * at[1], r->noise + 3);
    if (crq_unit(r->chance, i, 2) > crq_saturate(likely + 0.15f)) {
        return;
    }
    struct crq_strand strand = {
        .root = {at[0], at[1]},
        .shard = shard_at(r->easel, at[0], at[1]),
        .first = r->strands->point->len,
        .count = JOINTS,
        .starts = crq_between(r->chance, i, 3, 0.3f, 0.8f),
        .phase = crq_unit(r->chance, i, 4),
    };
    if (strand.shard < 0) {
        return;
    }
    strand.arrives = crq_front(r->easel->arrival, at[0], at[1]);
    float u = crq_unit(r->chance, i, 5);
    float length = (float)r->values->length * (0.6f * in + 0.02f + 0.15f * u * u * u);
    float angle =
        crq_atan2_turns(out[1], out[0]) + crq_between(r->chance, i, 6, -0.14f, 0.14f);
    spin(r, i, angle, length, crq_between(r->chance, i, 7, 0.0004f, 0.00075f));
    g_array_append_val(r->strands->strand, strand);
}

static void *ready(const struct crq_easel *easel, const void *values) {
    struct ravelling r = {
        .easel = easel,
        .values = values,
        .chance = crq_chance(easel->seed, "thread"),
        .strands = crq_strands_create(),
    };
    r.noise = crq_bits(r.chance, 0, 30);
    const struct crq_net *net = &easel->wound->glass;
    float round = (net->across + net->down) * (1.0f / 2.8f);
    float count = MIN((float)(USUAL * r.values->amount) * round, (float)MOST);
    for (uint32_t i = 0; (float)i < count; i++) {
        draw_out(&r, i, count);
    }
    return r.strands;
}

static void hang(GArray *pieces, const struct crq_strands *strands,
    const struct crq_strand *strand, const struct crq_pose *pose, float grown,
    crq_rgba colour, float sway) {
    float x0, y0;
    crq_project(
        pose->to_view, (double)strand->root[0], (double)strand->root[1], &x0, &y0);
    float seen = grown * (float)(strand->count - 1);
    float last[2] = {x0, y0};
    for (uint32_t j = 1; j < strand->count && (float)(j - 1) < seen; j++) {
        const struct crq_strand_point *p =
            &g_array_index(strands->point, struct crq_strand_point, strand->first + j);
        float part = MIN(seen - (float)(j - 1), 1.0f);
        float x = crq_mix(p[-1].x, p[0].x, part);
        float y = crq_mix(p[-1].y, p[0].y, part);
        float swing = sway * (float)j / (float)strand->count;
        float here[2] = {
            x0 + (x - y * swing) * pose->scale, y0 + (y + x * swing) * pose->scale};
        struct crq_piece piece = {.x = last[0],
            .y = last[1],
            .dx = here[0] - last[0],
            .dy = here[1] - last[1],
            .radius = p->radius * pose->scale,
            .colour = colour};
        g_array_append_val(pieces, piece);
        memcpy(last, here, sizeof last);
    }
}

static void twist(const struct crq_strand_show *show, const struct crq_strand_tile *t) {
    const struct crq_easel *easel = show->easel;
    for (int j = 0; j < t->height; j++) {
        crq_rgba *row = crq_sheet_row(easel->view, t->top + j) + t->left;
        crq_rgba *light = crq_sheet_row(easel->light, t->top + j) + t->left;
        for (int i = 0; i < t->width; i++) {
            int k = j * CRQ_STRAND_TILE + i;
            if (t->cover[k] <= 0.0f || t->piece[k] < 0) {
                continue;
            }
            const struct crq_piece *p =
                &g_array_index(show->pieces, struct crq_piece, t->piece[k]);
            float lit = crq_saturate(0.7f - 0.4f * t->nx[k] - 0.5f * t->ny[k]);
            float alpha = row[i][3];
            row[i] = crq_rgba_mix(
                row[i], p->colour * crq_rgba_grey(0.35f + 0.8f * lit), t->cover[k]);
            row[i][3] = MAX(alpha, t->cover[k]);
            light[i] *= crq_rgba_grey(1.0f - t->cover[k]);
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct crq_strands *strands = easel->kept;
    const struct crq_instant *instant = &easel->instant;
    float mended = (float)instant->mended;
    if (mended >= 1.0f || strands->strand->len == 0) {
        return;
    }
    struct crq_poses *poses = crq_poses_create(easel);
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct crq_piece));
    const float *lace = easel->palette->light[CRQ_ROLE_LACE];
    crq_rgba ivory = {lace[0], lace[1], lace[2], 0.0f};
    float clock = (float)(instant->broken + instant->fallen + instant->mended);
    for (guint i = 0; i < strands->strand->len; i++) {
        const struct crq_strand *s =
            &g_array_index(strands->strand, struct crq_strand, i);
        float grown =
            crq_smoothstep(s->starts, s->starts + 0.3f, (float)instant->broken);
        grown *= 1.0f - crq_smoothstep(s->arrives, s->arrives + 0.16f, mended);
        if (grown <= 0.002f) {
            continue;
        }
        crq_rgba own = crq_sheet_sample(easel->whole, s->root[0], s->root[1]);
        float level = 0.1f + crq_luminance(own);
        crq_rgba colour = crq_rgba_mix(own, ivory * crq_rgba_grey(level), 0.55f);
        float sway = 0.16f * crq_sin_turns(1.7f * clock + s->phase);
        hang(pieces, strands, s, &poses->pane[s->shard], grown, colour, sway);
    }
    struct crq_strand_show show = {
        .easel = easel, .pieces = pieces, .use = twist, .values = values};
    crq_strands_show(&show);
    g_array_free(pieces, TRUE);
    crq_poses_destroy(poses);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct threads, amount), .preset = 1, .low = 0, .high = 4,
        .easy = {0.3, 2}, .unit = CRQ_UNIT_RATIO, .brief = "how many hang loose"},
    {CRQ_REAL(struct threads, length), .preset = 1, .low = 0, .high = 3,
        .easy = {0.5, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how long they are"},
};

const struct crq_operation crq_op_fracture_threads = {
    .name = "threads",
    .brief = "loose threads that hang from the lace",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct threads, params),
    .roles = CRQ_ROLE_BIT(LACE),
    .phase = CRQ_BEFORE,
    .ready = ready,
    .discard = crq_strands_destroy,
    .work = work,
};
