/* Rubble: the pieces of the crown, and gravel that goes down with the fall. */
#include "form/rock_noise.h"
#include "paint/floating_mountains/air.h"

#include <glib.h>
#include <stdlib.h>

struct values {
    double gravel;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct values, gravel), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how much gravel falls with the starlight"},
};

/* Most gravel that any work asks for. */
enum { GRAVEL = 420 };

struct painting {
    const struct crq_brush *brush;
    struct crq_air air;
    float sway; /* rise of the massif at this moment */
    struct crq_block *blocks;
    int count;
};

/* A stone at this moment, ready for rays from the eye. */
struct facing {
    const struct crq_block *block;
    float eye[3];    /* in radii, turned */
    float turned[9]; /* rows: world to block */
    float centre[3];
};

/* Rotation by Rodrigues' formula; stones sway about where they hang. */
static struct facing face_eye(const struct painting *p, const struct crq_block *block) {
    struct facing f = {.block = block};
    float beat = crq_sin_turns((float)p->brush->moment + block->phase);
    float angle =
        block->turn + 0.04f * block->loose *
                          crq_sin_turns((float)p->brush->moment + 1.3f * block->phase);
    float c = crq_cos_turns(angle);
    float s = crq_sin_turns(angle);
    const float *n = block->axis;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            f.turned[3 * i + j] = n[i] * n[j] * (1.0f - c) + (i == j ? c : 0.0f);
        }
    }
    static const int next[3] = {1, 2, 0};
    for (int i = 0; i < 3; i++) {
        int j = next[i];
        int k = next[j];
        f.turned[3 * i + j] += n[k] * s;
        f.turned[3 * j + i] -= n[k] * s;
        f.centre[i] = block->centre[i];
    }
    f.centre[1] += 0.09f * block->loose * beat + p->sway;
    for (int i = 0; i < 3; i++) {
        f.eye[i] = -crq_dot3(&f.turned[3 * i], f.centre) / MAX(block->radius, 1e-6f);
    }
    return f;
}

CRQ_PACKET struct crq_v8 turn_in(const struct facing *f, struct crq_v8 d) {
    return (struct crq_v8){crq_v8_dot3(d, &f->turned[0]), crq_v8_dot3(d, &f->turned[3]),
        crq_v8_dot3(d, &f->turned[6])};
}

CRQ_PACKET struct crq_v8 turn_out(const struct facing *f, struct crq_v8 d) {
    const float *r = f->turned;
    return (struct crq_v8){d.x * r[0] + d.y * r[3] + d.z * r[6],
        d.x * r[1] + d.y * r[4] + d.z * r[7], d.x * r[2] + d.y * r[5] + d.z * r[8]};
}

/* Entry into the convex stone, and the face entered by. */
CRQ_PACKET crq_i8 strike(
    const struct facing *f, struct crq_v8 ahead, crq_f8 *t, struct crq_v8 *normal) {
    const struct crq_block *b = f->block;
    crq_f8 out = crq_f8_all(1e9f);
    *t = crq_f8_all(0.0f);
    *normal = crq_v8_grey(crq_f8_all(0.0f));
    for (int i = 0; i < b->face_count; i++) {
        const float *face = b->faces[i];
        crq_f8 slope = crq_v8_dot3(ahead, face);
        slope = crq_f8_pick(crq_f8_abs(slope) < 1e-9f, crq_f8_all(1e-9f), slope);
        crq_f8 at = (face[3] - crq_dot3(face, f->eye)) / slope;
        crq_i8 enters = (slope < 0.0f) & (at > *t);
        *t = crq_f8_pick(enters, at, *t);
        *normal = crq_v8_pick(enters, crq_v8_all(face), *normal);
        out = crq_f8_pick(slope > 0.0f, crq_f8_min(out, at), out);
    }
    return (*t > 0.0f) & (*t < out);
}

/* Broken stone: no face is quite flat. */
CRQ_PACKET struct crq_v8 roughen(
    const struct facing *f, struct crq_v8 p, struct crq_v8 n) {
    uint32_t seed = f->block->seed;
    crq_f8 chip = crq_f8_facet(p.x * 2.6f, p.y * 2.6f, p.z * 2.6f, seed);
    crq_f8 a = crq_f8_lattice3(p.x * 4.1f, p.y * 4.1f, p.z * 4.1f + chip, seed + 1);
    crq_f8 b =
        crq_f8_lattice3(p.y * 4.1f + 7.0f, p.z * 4.1f + chip, p.x * 4.1f, seed + 2);
    struct crq_v8 bump = {a, b, chip * 1.6f - a * 0.5f};
    return crq_v8_unit(crq_v8_add(n, bump, crq_f8_all(0.42f)));
}

/* As stone is lit, but simply: a block is a few pixels wide. */
CRQ_PACKET struct crq_v8 shade(const struct painting *p, const struct facing *f,
    struct crq_v8 ray, crq_f8 t, struct crq_v8 own, struct crq_v8 normal) {
    const struct crq_air *a = &p->air;
    struct crq_v8 at = crq_v8_scale(ray, t);
    struct crq_v8 n = turn_out(f, roughen(f, own, normal));
    uint32_t seed = f->block->seed + 5;
    crq_f8 patch =
        0.45f * crq_f8_lattice3(own.x * 1.1f, own.y * 1.1f, own.z * 1.1f, seed) +
        0.35f * crq_f8_lattice3(own.x * 5.0f, own.y * 5.0f, own.z * 5.0f, seed + 1);
    struct crq_v8 albedo = crq_v8_mix(crq_v8_all(a->rock_dark),
        crq_v8_all(a->rock_light), crq_f8_saturate(0.34f + 0.4f * patch));
    struct crq_v8 beyond = crq_v8_add(at, crq_v8_all(a->plan->sun), crq_f8_all(0.4f));
    crq_f8 facing = crq_f8_saturate(crq_v8_dot3(n, a->plan->sun)) *
                    crq_sun_reaches(a->plan, beyond, 1.2f);
    struct crq_v8 light = crq_v8_scale(crq_v8_all(a->sunlight), facing);
    /* close packed stones take each other's sky */
    float open = crq_mix(0.45f, 1.0f, f->block->loose);
    light = crq_v8_add(light, crq_v8_all(a->dome), (0.62f + 0.5f * n.y) * open);
    light = crq_v8_add(light, crq_v8_all(a->horizon), crq_f8_all(0.10f * open));
    light = crq_v8_add(light, crq_v8_all(a->bounce), (0.25f - 0.25f * n.y) * open);
    crq_f8 fall = crq_f8_min(crq_lamps_near(a->plan, at, 0.5f), crq_f8_all(1.0f));
    light = crq_v8_add(light, crq_v8_all(a->glint), fall * (0.75f * a->starlight));
    struct crq_v8 fog = crq_fog_colour(a, ray, crq_f8_all(0.85f));
    return crq_fogged(crq_v8_times(light, albedo), fog, crq_fog_depth(a, t, ray.y));
}

/* Eight rays in a pixel, each shaded: edges between faces are smooth, too. */
CRQ_KERNEL static void paint_pixel(
    const struct painting *p, const struct facing *f, int x, int y) {
    const crq_f8 lane_x = {
        0.0625f, 0.3125f, 0.5625f, 0.8125f, 0.1875f, 0.4375f, 0.6875f, 0.9375f};
    const crq_f8 lane_y = {
        0.4375f, 0.9375f, 0.1875f, 0.6875f, 0.8125f, 0.3125f, 0.5625f, 0.0625f};
    struct crq_sheet *sheet = p->brush->sheet;
    struct crq_v8 ray = crq_view_ray(&p->air.plan->view,
        (lane_x + (float)x) * sheet->pixel, (lane_y + (float)y) * sheet->pixel);
    struct crq_v8 ahead = turn_in(f, ray);
    crq_f8 s;
    struct crq_v8 normal;
    crq_i8 hit = strike(f, ahead, &s, &normal);
    crq_f8 t = s * f->block->radius;
    size_t at = (size_t)y * (size_t)sheet->width + (size_t)x;
    hit &= t < sheet->depth[at] + 0.02f;
    if (!crq_i8_any(hit)) {
        return;
    }
    struct crq_v8 eye = {
        crq_f8_all(f->eye[0]), crq_f8_all(f->eye[1]), crq_f8_all(f->eye[2])};
    struct crq_v8 c = shade(p, f, ray, t, crq_v8_add(eye, ahead, s), normal);
    crq_rgba sum = crq_rgba_grey(0.0f);
    float nearest = INFINITY;
    for (int l = 0; l < 8; l++) {
        if (hit[l]) {
            sum += crq_rgba_make(c.x[l], c.y[l], c.z[l], 1.0f);
            nearest = MIN(nearest, t[l]);
        }
    }
    sum *= crq_rgba_grey(0.125f);
    sheet->pixels[at] = crq_rgba_over(sum, sheet->pixels[at]);
    if (sum[3] > 0.5f) {
        sheet->depth[at] = nearest;
        sheet->thing[at] = CRQ_THING_ROCK;
    }
}

/* Blocks are sorted far to near, so each is laid over what it hides. */
static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    const struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_view *view = &p->air.plan->view;
    for (int i = 0; i < p->count; i++) {
        struct facing f = face_eye(p, &p->blocks[i]);
        float x, y, ahead;
        if (!crq_view_project(view, f.centre, &x, &y, &ahead) ||
            f.block->radius < 0.0005f) {
            continue;
        }
        /* faces lie within a radius; corners a little beyond it */
        float reach = 1.3f * f.block->radius / (ahead * view->scale) + sheet->pixel;
        int top = (int)crq_clamp((y - reach) / sheet->pixel, (float)first, (float)last);
        int bottom =
            (int)crq_clamp((y + reach) / sheet->pixel + 1.0f, 0.0f, (float)last);
        int left =
            (int)crq_clamp((x - reach) / sheet->pixel, 0.0f, (float)sheet->width);
        int right = (int)crq_clamp(
            (x + reach) / sheet->pixel + 1.0f, 0.0f, (float)sheet->width);
        for (int j = top; j < bottom; j++) {
            for (int k = left; k < right; k++) {
                paint_pixel(p, &f, k, j);
            }
        }
    }
}

/* Gravel slides down the paths of the starlight, ever smaller, and is made of light at
 * the end. */
static void add_gravel(struct painting *p, int count) {
    const struct crq_mountains *m = p->air.plan;
    struct crq_chance chance = crq_chance(m->seed, "mountains: gravel");
    for (int i = 0; i < count; i++) {
        uint32_t u = (uint32_t)i;
        struct crq_block *b = &p->blocks[p->count];
        float share = crq_unit(chance, u, 0) * m->fall.reached[m->fall.count];
        int k = 0;
        while (k < m->fall.count - 1 && m->fall.reached[k + 1] <= share) {
            k++;
        }
        const struct crq_path *path = &m->fall.paths[k];
        float along = crq_fract(crq_unit(chance, u, 1) + (float)p->brush->moment);
        float step = along * 0.62f * (float)(path->count - 2);
        int at = (int)step;
        if (path->count < 9) {
            continue;
        }
        crq_splinter_cut(b, chance, u);
        float size = crq_unit(chance, u, 2);
        float small = 0.0016f + 0.011f * size * size * size * size;
        for (uint32_t a = 0; a < 3; a++) {
            b->centre[a] = crq_mix(path->points[at][a], path->points[at + 1][a],
                               step - (float)at) +
                           crq_between(chance, u, 3 + a, -0.4f, 0.4f);
        }
        float life = crq_smoothstep(0.0f, 0.05f, along) *
                     (1.0f - crq_smoothstep(0.45f, 1.0f, along));
        b->radius = small * m->massifs[CRQ_MAIN].size * life;
        b->turn =
            crq_unit(chance, u, 6) +
            (float)((int)(3.0f * crq_unit(chance, u, 7)) - 1) * (float)p->brush->moment;
        b->loose = 0.0f;
        p->count++;
    }
}

static void paint(const struct crq_brush *brush, const void *data, const void *kept) {
    (void)kept;
    const struct values *values = data;
    struct painting p = {.brush = brush, .air = crq_air_from(brush)};
    const struct crq_mountains *m = brush->plan;
    if (m->crumble <= 0.01f) {
        return;
    }
    const struct crq_land *land = crq_work_values(brush->work, "land");
    p.sway = crq_mountains_sway(m, CRQ_MAIN, (float)brush->moment) * (float)land->sway;
    int gravel = (int)((float)values->gravel * m->crumble * GRAVEL);
    p.blocks = g_new0(struct crq_block, m->block_count + gravel);
    for (p.count = 0; p.count < m->block_count; p.count++) {
        p.blocks[p.count] = m->blocks[p.count];
    }
    if (m->fall.reached[m->fall.count] > 0.0f) {
        add_gravel(&p, gravel);
    }
    struct crq_crew strips = {brush->crew->threads, 32};
    crq_strips(&strips, brush->sheet->height, paint_strip, &p);
    g_free(p.blocks);
}

const struct crq_operation crq_op_floating_mountains_rubble = {
    .name = "rubble",
    .brief = "pieces of the broken crown, and gravel that falls with the light",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct values, params),
    .roles = CRQ_AIR_ROLES | CRQ_STONE_ROLES,
    .paint = paint,
};
