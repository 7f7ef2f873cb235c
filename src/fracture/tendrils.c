/* Tendrils: oily black arms that root on the cracks and feel their way over the panes.
 *
 * Each arm's curvature rises towards its tip, so it ends in a spiral; side arms sit on
 * earlier ones. They travel with the pane they are rooted on and shrink back into the
 * crack when light comes. */
#include "form/noise.h"
#include "fracture/strands.h"
#include "wound/pose.h"

struct tendrils {
    double amount; /* how many */
    double reach;  /* factor on their length */
    double girth;  /* factor on their thickness */
};

enum { JOINTS = 44, MOST_ARMS = 12, MOST = 1400 };

struct sprouting {
    const struct crq_easel *easel;
    const struct tendrils *values;
    struct crq_chance chance;
    struct crq_strands *strands;
    uint32_t noise;
};

static float wave(float x, uint32_t seed) {
    return 2.0f * crq_noise1(x, seed) - 1.0f;
}

/* What a stem gives to the arms that grow from it. */
struct arm {
    float x, y, angle, length, girth, late, curl;
    bool main;
};

static void grow_arm(const struct sprouting *s, const struct arm *arm, uint32_t index) {
    float phase = 50.0f * crq_unit(s->chance, index, 20);
    float angle = arm->angle; /* radians */
    float x = arm->x;
    float y = arm->y;
    float step = arm->length / (float)(JOINTS - 1);
    for (int j = 0; j < JOINTS; j++) {
        float f = (float)j / (float)(JOINTS - 1);
        float bulge = 1.0f + 0.38f * wave(6.0f * f + phase, s->noise);
        float root = arm->main ? 0.25f + 0.75f * crq_smoothstep(0.0f, 0.1f, f) : 1.0f;
        struct crq_strand_point p = {
            x, y, arm->girth * crq_pow(1.0f - f, 0.85f) * bulge * root + 0.0002f};
        g_array_append_val(s->strands->point, p);
        float bend = arm->curl * (0.1f + 0.62f / (1.075f - f)) +
                     4.2f * wave(2.1f * f + phase, s->noise + 1) * (1.0f - 0.6f * f) +
                     0.8f * wave(7.0f * f + phase, s->noise + 2);
        angle += bend * 1.35f / (float)(JOINTS - 1);
        x += step * crq_cos_turns(angle / (float)CRQ_TAU);
        y += step * crq_sin_turns(angle / (float)CRQ_TAU);
    }
}

static void add_arm(const struct sprouting *s, const struct crq_strand *base,
    const struct arm *arm, uint32_t index) {
    struct crq_strand strand = *base;
    strand.first = s->strands->point->len;
    strand.count = JOINTS;
    strand.starts += arm->late;
    grow_arm(s, arm, index);
    g_array_append_val(s->strands->strand, strand);
}

/* A side arm on one of the arms that are there, leaving at an acute angle. */
static struct arm side_arm(const struct sprouting *s, const struct arm *arms,
    uint32_t first_strand, uint32_t b, uint32_t index) {
    uint32_t parent = b < 4 ? 0 : crq_bits(s->chance, index, 30) % b;
    const struct arm *p = &arms[parent];
    const struct crq_strand *strand =
        &g_array_index(s->strands->strand, struct crq_strand, first_strand + parent);
    uint32_t j = 1 + (uint32_t)((float)(JOINTS - 3) *
                                crq_between(s->chance, index, 31, 0.08f, 0.85f));
    const struct crq_strand_point *at =
        &g_array_index(s->strands->point, struct crq_strand_point, strand->first + j);
    float f = (float)j / (float)JOINTS;
    float side = crq_unit(s->chance, index, 32) < 0.5f ? -1.0f : 1.0f;
    float turn = crq_atan2_turns(at[1].y - at[0].y, at[1].x - at[0].x);
    return (struct arm){
        .x = at->x,
        .y = at->y,
        .angle = turn * (float)CRQ_TAU +
                 side * crq_between(s->chance, index, 33, 0.35f, 1.1f),
        .length = p->length * crq_between(s->chance, index, 34, 0.25f, 0.62f) *
                  (1.0f - 0.5f * f),
        .girth = p->girth * crq_pow(1.0f - f, 0.7f) *
                 crq_between(s->chance, index, 35, 0.35f, 0.7f),
        .late = p->late + 0.16f * f + 0.02f,
        .curl = side * crq_between(s->chance, index, 36, 0.7f, 1.6f),
    };
}

static void sprout(const struct sprouting *s, uint32_t vertex, const float along[2],
    int32_t shard, float ring) {
    const struct crq_wound *wound = s->easel->wound;
    const struct crq_vertex *v = &wound->glass.vertices[vertex];
    uint32_t index = vertex * 16;
    float dx = v->x - wound->epicentre[0];
    float dy = v->y - wound->epicentre[1];
    float r = sqrtf(dx * dx + dy * dy) + 1e-6f;
    float nx = -along[1];
    float ny = along[0];
    float out = nx * dx + ny * dy < 0.0f ? -1.0f : 1.0f;
    bool big = crq_unit(s->chance, index, 1) < 0.5f * ring + 0.12f;
    float reach = (float)s->values->reach;
    float girth = (float)s->values->girth;
    float turn = crq_atan2_turns(out * ny + 0.8f * dy / r, out * nx + 0.8f * dx / r);
    float side = crq_unit(s->chance, index, 2) < 0.5f ? -1.0f : 1.0f;
    struct arm arms[MOST_ARMS];
    arms[0] = (struct arm){
        .angle = turn * (float)CRQ_TAU + crq_between(s->chance, index, 3, -0.5f, 0.5f),
        .length = reach * (big ? crq_between(s->chance, index, 4, 0.22f, 0.52f)
                               : crq_between(s->chance, index, 4, 0.05f, 0.14f)),
        .girth = girth * (big ? crq_between(s->chance, index, 5, 0.0042f, 0.0086f)
                              : crq_between(s->chance, index, 5, 0.0016f, 0.003f)),
        .curl = side * crq_between(s->chance, index, 6, 0.55f, 1.15f),
        .main = true,
    };
    struct crq_strand base = {
        .root = {v->x, v->y},
        .shard = shard,
        .starts = v->born + 0.1f + 0.26f * crq_unit(s->chance, index, 7),
        .arrives = s->easel->arrival->vertex[vertex],
        .phase = crq_unit(s->chance, index, 8),
    };
    uint32_t want = big ? 5 + crq_bits(s->chance, index, 9) % 6
                        : 2 + crq_bits(s->chance, index, 9) % 2;
    uint32_t first = s->strands->strand->len;
    for (uint32_t b = 0; b < MIN(want, (uint32_t)MOST_ARMS); b++) {
        if (b > 0) {
            arms[b] = side_arm(s, arms, first, b, index + b);
        }
        add_arm(s, &base, &arms[b], index + b);
    }
}

static void visit(
    const struct sprouting *s, const struct crq_crack *crack, uint32_t k) {
    const struct crq_wound *wound = s->easel->wound;
    const struct crq_vertex *v = &wound->glass.vertices[crack->first + k];
    float dx = v->x - wound->epicentre[0];
    float dy = v->y - wound->epicentre[1];
    float r = sqrtf(dx * dx + dy * dy);
    if (r < 0.13f || s->strands->strand->len > MOST) {
        return;
    }
    float q = (r - 0.27f) / 0.19f;
    float ring = crq_exp(-q * q);
    float tx = v[1].x - v[-1].x;
    float ty = v[1].y - v[-1].y;
    float length = sqrtf(tx * tx + ty * ty) + 1e-9f;
    /* likelihood by length of crack, so that it does not hang on how finely it is cut
     */
    float chance = (2.6f * ring + 0.45f * crq_exp(-r / 0.9f)) * 0.5f * length;
    uint32_t vertex = crack->first + k;
    if (crq_unit(s->chance, vertex * 16, 0) > chance * (float)s->values->amount) {
        return;
    }
    int32_t shard = crack->shard[crq_bits(s->chance, vertex * 16, 10) & 1];
    shard = shard < 0 ? MAX(crack->shard[0], crack->shard[1]) : shard;
    if (shard >= 0) {
        float along[2] = {tx / length, ty / length};
        sprout(s, vertex, along, shard, ring);
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    struct sprouting s = {
        .easel = easel,
        .values = values,
        .chance = crq_chance(easel->seed, "tendril"),
        .strands = crq_strands_create(),
    };
    s.noise = crq_bits(s.chance, 0, 50);
    const struct crq_net *net = &easel->wound->glass;
    for (uint32_t c = 0; c < net->crack_count; c++) {
        for (uint32_t k = 1; k + 1 < net->cracks[c].count; k++) {
            visit(&s, &net->cracks[c], k);
        }
    }
    return s.strands;
}

/* The grown part of an arm in the view, swaying a little. */
static void trace(GArray *pieces, const struct crq_strands *strands,
    const struct crq_strand *strand, const struct crq_pose *pose, float grown,
    float sway) {
    float x0, y0;
    crq_project(
        pose->to_view, (double)strand->root[0], (double)strand->root[1], &x0, &y0);
    float seen = grown * (float)(strand->count - 1);
    float thin = crq_pow(grown, 0.45f);
    float last[3] = {x0, y0, 0.0f};
    for (uint32_t j = 0; (float)j < seen + 1.0f && j < strand->count; j++) {
        const struct crq_strand_point *p =
            &g_array_index(strands->point, struct crq_strand_point, strand->first + j);
        float at = MIN((float)j, seen);
        float part = (float)j > seen ? 1.0f - ((float)j - seen) : 1.0f;
        float x = j > 0 ? crq_mix(p[-1].x, p[0].x, part) : p[0].x;
        float y = j > 0 ? crq_mix(p[-1].y, p[0].y, part) : p[0].y;
        float far = sqrtf(x * x + y * y);
        float swing = sway * far * crq_sin_turns(strand->phase + 1.4f * far);
        float c = crq_cos_turns(swing);
        float s = crq_sin_turns(swing);
        float tip = at / MAX(seen, 1e-3f);
        float r =
            (p->radius * thin * (1.0f - tip * tip * tip) + 0.00015f) * pose->scale;
        float here[3] = {
            x0 + (x * c - y * s) * pose->scale, y0 + (x * s + y * c) * pose->scale, r};
        if (j > 0) {
            struct crq_piece piece = {
                .x = last[0],
                .y = last[1],
                .dx = here[0] - last[0],
                .dy = here[1] - last[1],
                .radius = last[2],
                .taper = here[2] - last[2],
                .along = at / (float)(strand->count - 1),
            };
            g_array_append_val(pieces, piece);
        }
        memcpy(last, here, sizeof last);
    }
}

/* Oil: black, with broken wet glints, a thin-film rim, and a cold edge that keeps it
 * apart from dark pictures. */
static void oil(const struct crq_strand_show *show, const struct crq_strand_tile *t) {
    const struct crq_easel *easel = show->easel;
    const float *ink = easel->palette->light[CRQ_ROLE_INK];
    const float *cold = easel->palette->light[CRQ_ROLE_COLD];
    crq_rgba black = {ink[0], ink[1], ink[2], 0.0f};
    crq_rgba rim = {cold[0], cold[1], cold[2], 0.0f};
    float pixel = easel->view->pixel;
    for (int j = 0; j < t->height; j++) {
        crq_rgba *row = crq_sheet_row(easel->view, t->top + j) + t->left;
        crq_rgba *light = crq_sheet_row(easel->light, t->top + j) + t->left;
        float y = ((float)(t->top + j) + 0.5f) * pixel;
        for (int i = 0; i < t->width; i++) {
            int k = j * CRQ_STRAND_TILE + i;
            float alpha = row[i][3];
            float x = ((float)(t->left + i) + 0.5f) * pixel;
            if (t->shade[k] > 0.0f) {
                float smoke =
                    0.55f + 1.3f * crq_fbm2(19.0f * x, 19.0f * y, show->seed, 2.0f);
                float q = crq_saturate(0.6f * t->shade[k] * smoke);
                row[i] *= crq_rgba_grey(1.0f - q);
                light[i] *= crq_rgba_grey(1.0f - 0.7f * q);
            }
            if (t->cover[k] > 0.0f) {
                float nx = crq_clamp(t->nx[k], -1.0f, 1.0f);
                float ny = crq_clamp(t->ny[k], -1.0f, 1.0f);
                float nz = sqrtf(MAX(1.0f - nx * nx - ny * ny, 0.02f));
                float wet =
                    -0.46f * nx - 0.66f * ny + 1.6f * nz; /* towards the half way */
                float glint = crq_exp(-46.0f * (1.0f - wet * (1.0f / 1.79f)));
                float broken = crq_saturate(
                    2.4f * crq_noise2(70.0f * x, 70.0f * y, show->seed + 1) - 0.25f);
                float graze = (1.0f - nz) * (1.0f - nz);
                float big = crq_saturate(t->lift[k] / (2.0f * pixel) + 0.3f);
                float away = crq_saturate(0.25f - 0.5f * nx - 0.7f * ny);
                float film = crq_cos_turns(2.3f * nz + 90.0f * t->lift[k]);
                crq_rgba sheen = {0.5f + 0.5f * film, 0.5f, 0.5f - 0.5f * film, 0.0f};
                crq_rgba c = black * crq_rgba_grey(0.25f) +
                             sheen * crq_rgba_grey(0.03f * graze * big) +
                             rim * crq_rgba_grey(0.5f * glint * broken * big +
                                                 0.34f * graze * away);
                row[i] = crq_rgba_mix(row[i], c, 0.97f * t->cover[k]);
                light[i] *= crq_rgba_grey(1.0f - 0.95f * t->cover[k]);
            }
            row[i][3] = MAX(alpha, t->cover[k]);
        }
    }
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct crq_strands *strands = easel->kept;
    const struct crq_instant *instant = &easel->instant;
    float mended = (float)instant->mended;
    float clock = (float)(instant->broken + instant->fallen);
    float calm = 1.0f - crq_smoothstep(0.03f, 0.25f, mended);
    if (mended >= 1.0f || strands->strand->len == 0) {
        return;
    }
    struct crq_poses *poses = crq_poses_create(easel);
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct crq_piece));
    for (guint i = 0; i < strands->strand->len; i++) {
        const struct crq_strand *strand =
            &g_array_index(strands->strand, struct crq_strand, i);
        float grown = crq_smoothstep(
            strand->starts, strand->starts + 0.42f, (float)instant->broken);
        float back =
            crq_smoothstep(strand->arrives - 0.07f, strand->arrives + 0.06f, mended);
        grown *= 1.0f - back;
        if (grown > 0.002f) {
            float sway = 0.14f * calm * crq_sin_turns(2.7f * clock + strand->phase);
            trace(pieces, strands, strand, &poses->pane[strand->shard], grown, sway);
        }
    }
    struct crq_strand_show show = {
        .easel = easel,
        .pieces = pieces,
        .shadow = 0.0115f,
        .use = oil,
        .values = values,
        .seed = crq_bits(crq_chance(easel->seed, "oil"), 0, 0),
    };
    crq_strands_show(&show);
    g_array_free(pieces, TRUE);
    crq_poses_destroy(poses);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct tendrils, amount), .preset = 1, .low = 0, .high = 4,
        .easy = {0.2, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how many there are"},
    {CRQ_REAL(struct tendrils, reach), .preset = 1, .low = 0.1, .high = 2.5,
        .easy = {0.5, 1.5}, .unit = CRQ_UNIT_RATIO, .brief = "how far they reach"},
    {CRQ_REAL(struct tendrils, girth), .preset = 1, .low = 0.1, .high = 3,
        .easy = {0.6, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "how thick they are"},
};

const struct crq_operation crq_op_fracture_tendrils = {
    .name = "roots",
    .brief = "black tendrils that root on the cracks",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct tendrils, params),
    .roles = CRQ_ROLE_BIT(INK) | CRQ_ROLE_BIT(COLD),
    .phase = CRQ_BEFORE,
    .ready = ready,
    .discard = crq_strands_destroy,
    .work = work,
};
