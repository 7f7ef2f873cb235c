/* What a pane of glass is at an instant: its tilt, its lamps, where it lies, where its
 * shadow falls. */
#include "fracture/glass.h"

#include "form/noise_inline.h"
#include "fracture/edge.h"

static crq_rgba role(const struct crq_easel *easel, enum crq_role which) {
    const float *c = easel->palette->light[which];
    return crq_rgba_make(c[0], c[1], c[2], 0.0f);
}

/* A role's hue as a tint of unit luminance, `strong` of the way from white. */
static crq_rgba tint(const struct crq_easel *easel, enum crq_role which, float strong) {
    crq_rgba c = role(easel, which);
    float y = crq_luminance(c) + 1e-4f;
    c = crq_rgba_mix(crq_rgba_grey(1.0f), c * crq_rgba_grey(1.0f / y), strong);
    for (int k = 0; k < 3; k++) {
        c[k] = MIN(c[k], 3.0f);
    }
    c[3] = 0.0f;
    return c;
}

static int compare_floats(const void *a, const void *b) {
    float p = *(const float *)a;
    float q = *(const float *)b;
    return p < q ? -1 : p > q;
}

/* Median of depths that are finite, over a fixed lattice of the picture. */
static float middling_depth(const struct crq_sheet *whole) {
    float depths[32 * 32];
    size_t count = 0;
    for (int k = 0; k < 32 * 32 && whole->depth; k++) {
        size_t x = (size_t)whole->width * (size_t)(2 * (k % 32) + 1) / 64;
        size_t y = (size_t)whole->height * (size_t)(2 * (k / 32) + 1) / 64;
        float d = whole->depth[y * (size_t)whole->width + x];
        if (d < INFINITY) {
            depths[count++] = d;
        }
    }
    qsort(depths, count, sizeof *depths, compare_floats);
    return count > 0 ? MAX(depths[count / 2], 1e-6f) : 1.0f;
}

/* The star of the void lights broken edges coldly; the door, warmly. */
static crq_rgba heart_light(const struct crq_easel *easel) {
    const struct crq_instant *i = &easel->instant;
    float mended = (float)i->mended;
    float cold = crq_smoothstep(0.35f, 0.8f, (float)i->broken) *
                 (1.0f - crq_smoothstep(0.0f, 0.14f, mended));
    cold *= 0.5f + 0.5f * (float)i->fallen;
    float warm = crq_smoothstep(0.0f, 0.16f, mended) *
                 (1.0f - crq_smoothstep(0.66f, 0.84f, mended));
    return tint(easel, CRQ_ROLE_STAR, 0.8f) * crq_rgba_grey(0.6f * cold) +
           tint(easel, CRQ_ROLE_GOLD, 0.9f) * crq_rgba_grey(0.8f * warm);
}

struct crq_glass crq_glass_make(const struct crq_easel *easel,
    const struct crq_poses *poses, const uint32_t *glow) {
    struct crq_glass glass = {
        .easel = easel,
        .panes = crq_work_values(easel->work, "panes"),
        .poses = poses,
        .glow = glow,
        .per_side = 1.0f / easel->whole->pixel,
        .reference = middling_depth(easel->whole),
        .wall = tint(easel, CRQ_ROLE_GLASS_COOL, 0.7f),
        .lip = tint(easel, CRQ_ROLE_STAR, 0.5f),
        .window = tint(easel, CRQ_ROLE_COOL, 0.35f),
        .second = tint(easel, CRQ_ROLE_WARM, 0.45f),
        .heart = heart_light(easel),
        .dark = role(easel, CRQ_ROLE_VOID) * crq_rgba_grey(0.5f),
        .seed = crq_bits(crq_chance(easel->seed, "glass"), 0, 0),
    };
    memcpy(glass.lamp, CRQ_LAMPS[0], sizeof glass.lamp);
    return glass;
}

/* Tilted panes are foreshortened: lengths in the view are longer on the canvas. */
static float slant(const struct crq_pose *pose) {
    return MAX(fabsf(pose->normal[2]), 0.3f) * pose->scale;
}

/* The back of the pane lies behind the face along its normal, and deeper things are
 * drawn towards the middle of the view. */
static void set_side(const struct crq_glass *glass, struct crq_pane *pane) {
    const struct crq_pose *pose = pane->pose;
    float thick = (float)glass->panes->thickness * pane->deep;
    float pull = thick / glass->poses->distance;
    for (int i = 0; i < 2; i++) {
        float to_eye = glass->poses->eye[i] - pose->centre[i];
        pane->side[i] = pose->scale * (to_eye * pull - pose->normal[i] * thick);
    }
    float seen = sqrtf(pane->side[0] * pane->side[0] + pane->side[1] * pane->side[1]);
    pane->back = 1.3f * seen / slant(pose) + 3.0f / pane->px;
}

static void set_shadow(const struct crq_glass *glass, struct crq_pane *pane) {
    const struct crq_pose *pose = pane->pose;
    float lift =
        0.004f + 0.045f * pose->open * (0.4f + MIN(fabsf(pose->centre[2]), 1.0f));
    lift = MIN(lift, 0.036f);
    pane->umbra[0] = -glass->lamp[0] * lift * 0.8f;
    pane->umbra[1] = -glass->lamp[1] * lift * 0.8f;
    pane->soft = 0.004f + 0.55f * lift;
    pane->far = pane->soft + 0.8f * lift / slant(pose);
    pane->dimming = (float)glass->panes->shadow * crq_saturate(8.0f * pose->open);
}

struct crq_pane crq_pane_make(const struct crq_glass *glass, uint32_t shard) {
    const struct crq_pose *pose = &glass->poses->pane[shard];
    float k = pose->open;
    struct crq_pane pane = {
        .pose = pose,
        .field = &glass->easel->fields->shard[shard],
        .open = crq_saturate(9.0f * k),
        .deep = crq_saturate(5.0f * k),
        .scale = pose->scale,
        .px = pose->scale * glass->per_side,
        .seed = crq_hash(glass->seed + shard),
    };
    pane.gap = 0.0007f * pane.open + 0.0012f * crq_saturate(2.0f * k);
    pane.bevel = (float)glass->panes->bevel * crq_smoothstep(0.0f, 0.25f, k);
    float tilted = crq_saturate(4.0f * k);
    float facing = crq_dot3(pose->normal, glass->lamp) / -glass->lamp[2];
    float lit = crq_clamp(facing, 0.5f, 1.5f);
    pane.shade = crq_mix(1.0f, lit, 0.85f * tilted);
    float bend = crq_saturate(3.0f * k);
    pane.body[0] = pose->normal[0] * bend;
    pane.body[1] = pose->normal[1] * bend;
    set_side(glass, &pane);
    set_shadow(glass, &pane);
    return pane;
}

CRQ_WIDE void crq_pane_locate(const struct crq_pane *pane, struct crq_spots *spots) {
    double map[9];
    memcpy(map, pane->pose->to_canvas, sizeof map);
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        crq_project(
            map, (double)spots->x[k], (double)spots->y[k], &spots->u[k], &spots->v[k]);
    }
}

void crq_pane_measure(const struct crq_pane *pane, struct crq_spots *spots) {
    crq_field_measure(pane->field, spots->count, spots->u, spots->v, spots->inside);
}

CRQ_WIDE void crq_pane_cut(const struct crq_pane *pane, struct crq_spots *spots) {
    float gap = pane->gap;
    float px = pane->px;
    float open = pane->open;
    uint32_t seed = pane->seed;
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        float n = crq_noise1_inline(60.0f * spots->u[k] + 83.0f * spots->v[k], seed);
        float kerf = gap * (0.6f + 0.8f * n);
        float inside = spots->inside[k] - kerf;
        spots->kerf[k] = kerf;
        spots->inside[k] = inside;
        spots->cover[k] = crq_saturate(inside * px + 1.5f - open);
    }
}

CRQ_WIDE void crq_pane_shade(const struct crq_pane *pane, struct crq_spots *spots) {
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        spots->x[k] -= pane->umbra[0];
        spots->y[k] -= pane->umbra[1];
    }
    crq_pane_locate(pane, spots);
    crq_pane_measure(pane, spots);
    float soft = pane->soft;
    float dimming = pane->dimming;
    for (int k = 0; k < count; k++) {
        float shade = crq_smoothstep(-soft, soft, spots->inside[k]);
        spots->cover[k] = dimming * shade;
    }
}
