/* Optics of a pane: refraction by tilt and depth, a cut edge that splits light, a side
 * wall, narrow mirrored windows, a contact shadow. */
#include "fracture/glass.h"

#include "form/noise.h"
#include "fracture/edge.h"
#include "fracture/pack.h"

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

float crq_pane_kerf(const struct crq_pane *pane, float u, float v) {
    float n = crq_noise1(60.0f * u + 83.0f * v, pane->seed);
    return pane->gap * (0.6f + 0.8f * n);
}

static void cubic_weights(float t, float w[4]) {
    float t2 = t * t;
    float t3 = t2 * t;
    w[0] = -0.5f * t3 + t2 - 0.5f * t;
    w[1] = 1.5f * t3 - 2.5f * t2 + 1.0f;
    w[2] = -1.5f * t3 + 2.0f * t2 + 0.5f * t;
    w[3] = 0.5f * t3 - 0.5f * t2;
}

/* Catmull-Rom at a pixel position, so that a picture carried along stays sharp. */
static crq_rgba sharp(const struct crq_sheet *sheet, float fx, float fy) {
    fx = crq_clamp(fx, -1.0f, (float)sheet->width);
    fy = crq_clamp(fy, -1.0f, (float)sheet->height);
    int i = (int)crq_floor(fx);
    int j = (int)crq_floor(fy);
    float wx[4], wy[4];
    cubic_weights(fx - (float)i, wx);
    cubic_weights(fy - (float)j, wy);
    crq_rgba sum = crq_rgba_grey(0.0f);
    bool inner = i > 0 && j > 0 && i < sheet->width - 2 && j < sheet->height - 2;
    for (int y = 0; y < 4; y++) {
        crq_rgba row = crq_rgba_grey(0.0f);
        if (inner) {
            const crq_rgba *p = crq_sheet_row(sheet, j - 1 + y) + i - 1;
            row = p[0] * crq_rgba_grey(wx[0]) + p[1] * crq_rgba_grey(wx[1]) +
                  p[2] * crq_rgba_grey(wx[2]) + p[3] * crq_rgba_grey(wx[3]);
        } else {
            for (int x = 0; x < 4; x++) {
                row += crq_sheet_at(sheet, i - 1 + x, j - 1 + y) * crq_rgba_grey(wx[x]);
            }
        }
        sum += row * crq_rgba_grey(wy[y]);
    }
    for (int k = 0; k < 4; k++) {
        sum[k] = MAX(sum[k], 0.0f);
    }
    sum[3] = MIN(sum[3], 1.0f);
    return sum;
}

static crq_rgba glow_at(const struct crq_glass *glass, float fx, float fy) {
    const struct crq_sheet *sheet = glass->easel->whole;
    if (!glass->glow) {
        return crq_rgba_grey(0.0f);
    }
    fx = crq_clamp(fx, 0.0f, (float)sheet->width - 1.0f);
    fy = crq_clamp(fy, 0.0f, (float)sheet->height - 1.0f);
    int i = MIN((int)fx, MAX(sheet->width - 2, 0));
    int j = MIN((int)fy, MAX(sheet->height - 2, 0));
    int right = i + 1 < sheet->width ? 1 : 0;
    size_t below = j + 1 < sheet->height ? (size_t)sheet->width : 0;
    const uint32_t *p = glass->glow + (size_t)j * (size_t)sheet->width + i;
    const uint32_t *q = p + below;
    if (!(p[0] | p[right] | q[0] | q[right])) {
        return crq_rgba_grey(0.0f);
    }
    float u = fx - (float)i;
    crq_rgba upper =
        crq_rgba_mix(crq_unpack_light(p[0]), crq_unpack_light(p[right]), u);
    crq_rgba lower =
        crq_rgba_mix(crq_unpack_light(q[0]), crq_unpack_light(q[right]), u);
    return crq_rgba_mix(upper, lower, fy - (float)j);
}

/* Far things lie deeper under the glass and shift further when it tilts. */
static float bury(const struct crq_glass *glass, float u, float v) {
    const struct crq_sheet *whole = glass->easel->whole;
    int x = (int)crq_clamp(u * glass->per_side, 0.0f, (float)whole->width - 1.0f);
    int y = (int)crq_clamp(v * glass->per_side, 0.0f, (float)whole->height - 1.0f);
    float d = whole->depth[(size_t)y * (size_t)whole->width + (size_t)x];
    float far = 1.0f - glass->reference / (glass->reference + d);
    return 0.008f + 0.03f * (float)glass->panes->parallax * far;
}

static void towards_eye(const struct crq_glass *glass, const float at[4], float to[3]) {
    to[0] = glass->poses->eye[0] - at[0];
    to[1] = glass->poses->eye[1] - at[1];
    to[2] = -glass->poses->distance;
    crq_normalise(to);
}

/* Rises and falls sharply within [low, high]: the frame of a mirrored window. */
static float window(float low, float high, float x) {
    return crq_smoothstep(low, low + 0.012f, x) *
           (1.0f - crq_smoothstep(high, high + 0.012f, x));
}

/* Hard narrow bands, the same room for all panes, on a face bulged a little. */
static crq_rgba mirrored(const struct crq_glass *glass, const struct crq_pane *pane,
    const float at[4], const float eye[3], float level) {
    const struct crq_pose *pose = pane->pose;
    float n[3] = {pose->normal[0] + 1.5f * (at[2] - pose->pivot[0]),
        pose->normal[1] + 1.5f * (at[3] - pose->pivot[1]), pose->normal[2]};
    crq_normalise(n);
    float k = 2.0f * crq_dot3(n, eye);
    float rx = k * n[0] - eye[0];
    float ry = k * n[1] - eye[1];
    float a = -0.75f * ry - 0.55f * rx;
    float b = 0.85f * rx - 0.2f * ry;
    float broad =
        crq_smoothstep(0.16f, 0.36f, a) * (1.0f - crq_smoothstep(0.55f, 0.75f, a));
    float hard = window(0.285f, 0.36f, a) + 0.7f * window(0.39f, 0.408f, a);
    float other = window(0.26f, 0.36f, b);
    float graze = 1.0f - crq_saturate(crq_dot3(pose->normal, eye));
    float mirror = 0.026f + 0.5f * graze * graze * graze * graze;
    mirror *= (float)glass->panes->gloss * pane->deep;
    float cool = 0.3f * broad * level + hard * (0.12f + 1.7f * level);
    return (glass->window * crq_rgba_grey(cool) +
               glass->second * crq_rgba_grey(other * (0.08f + 1.3f * level))) *
           crq_rgba_grey(mirror);
}

CRQ_WIDE struct crq_sample crq_pane_face(const struct crq_glass *glass,
    const struct crq_pane *pane, const float at[4], float inside) {
    float deep = bury(glass, at[2], at[3]);
    float pixel[2] = {(at[2] + pane->body[0] * deep) * glass->per_side - 0.5f,
        (at[3] + pane->body[1] * deep) * glass->per_side - 0.5f};
    float eye[3];
    towards_eye(glass, at, eye);
    float width = pane->bevel;
    struct crq_sample s;
    /* the canvas's own border is no broken edge */
    if (inside < width * 1.3f &&
        crq_field_plane(pane->field, pane->field->born, at[2], at[3]) > 1.5f) {
        width = 0.0f;
    }
    if (inside < width * 1.3f && width > 0.0004f) {
        width *=
            0.85f + 0.45f * crq_noise2(at[2] * 26.0f, at[3] * 26.0f, glass->seed + 1);
    }
    if (inside < width && width > 0.0004f) {
        s = crq_pane_edge(glass, pane, at, MAX(inside, 0.0f), width, pixel, eye);
    } else {
        s.colour = sharp(glass->easel->surface, pixel[0], pixel[1]);
        float a = s.colour[3];
        s.colour *= crq_rgba_grey(pane->shade);
        s.colour[3] = a;
        s.light = crq_rgba_grey(0.0f);
    }
    float a = s.colour[3];
    if (pane->deep > 0.0f) {
        float level = 0.22f + 1.1f * sqrtf(MAX(crq_luminance(s.colour), 0.0f));
        s.colour += mirrored(glass, pane, at, eye, level) * crq_rgba_grey(a);
    }
    const struct crq_pose *pose = pane->pose;
    float z = pose->centre[2] + (at[2] - pose->pivot[0]) * pose->turn[6] +
              (at[3] - pose->pivot[1]) * pose->turn[7];
    if (z > 0.02f) {
        float left = crq_exp(-1.1f * (z - 0.02f));
        s.colour = s.colour * crq_rgba_grey(left) +
                   glass->dark * crq_rgba_grey((1.0f - left) * a);
    }
    /* the star, or the door, also lights the paint about it */
    float x = glass->poses->heart[0] - at[0];
    float y = glass->poses->heart[1] - at[1];
    float spill = 1.0f / (1.0f + 30.0f * (x * x + y * y));
    s.colour += s.colour * glass->heart * crq_rgba_grey(1.5f * spill * spill);
    s.colour[3] = a;
    s.light += glow_at(glass, pixel[0], pixel[1]);
    return s;
}

CRQ_WIDE float crq_pane_shadow(const struct crq_pane *pane, const float at[4]) {
    float u, v;
    crq_project(pane->pose->to_canvas, (double)(at[0] - pane->umbra[0]),
        (double)(at[1] - pane->umbra[1]), &u, &v);
    float d = crq_field_at(pane->field, u, v);
    return 1.0f - pane->dimming * crq_smoothstep(-pane->soft, pane->soft, d);
}
