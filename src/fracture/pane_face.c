/* Faces of panes: refraction by tilt and depth, a cut edge that splits light, narrow
 * mirrored windows.
 *
 * What needs no picture is computed for all spots side by side; then each looks up what
 * it shows. */
#include "form/noise.h"
#include "fracture/edge.h"
#include "fracture/pack.h"

/* What the optics of the spots come to. */
struct optics {
    float at[2][CRQ_SPOTS]; /* where they look through, pixels of the surface */
    float broad[CRQ_SPOTS]; /* mirrored: a sheen, */
    float hard[CRQ_SPOTS];  /* a window, */
    float other[CRQ_SPOTS]; /* and another */
    float left[CRQ_SPOTS];  /* of what is sunk into the depth */
    float spill[CRQ_SPOTS]; /* light of the heart */
};

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
static void look_through(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, struct optics *o) {
    const float *depth = glass->easel->whole->depth;
    int width = glass->easel->whole->width;
    float right = (float)width - 1.0f;
    float bottom = (float)glass->easel->whole->height - 1.0f;
    float per_side = glass->per_side;
    float reference = glass->reference;
    float parallax = 0.03f * (float)glass->panes->parallax;
    float bend_x = pane->body[0];
    float bend_y = pane->body[1];
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        float u = spots->u[k];
        float v = spots->v[k];
        int x = (int)crq_clamp(u * per_side, 0.0f, right);
        int y = (int)crq_clamp(v * per_side, 0.0f, bottom);
        float far = 1.0f - reference / (reference + depth[y * width + x]);
        float deep = 0.008f + parallax * far;
        o->at[0][k] = (u + bend_x * deep) * per_side - 0.5f;
        o->at[1][k] = (v + bend_y * deep) * per_side - 0.5f;
    }
}

/* Rises and falls sharply within [low, high]: the frame of a mirrored window. */
static float window(float low, float high, float x) {
    return crq_smoothstep(low, low + 0.012f, x) *
           (1.0f - crq_smoothstep(high, high + 0.012f, x));
}

/* Hard narrow bands, the same room for all panes, on a face bulged a little. */
static void mirror(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, struct optics *o) {
    struct crq_pose pose = *pane->pose;
    float eye_x = glass->poses->eye[0];
    float eye_y = glass->poses->eye[1];
    float eye_z = -glass->poses->distance;
    float gloss = (float)glass->panes->gloss * pane->deep;
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        float eye[3] = {eye_x - spots->x[k], eye_y - spots->y[k], eye_z};
        crq_normalise(eye);
        float n[3] = {pose.normal[0] + 1.5f * (spots->u[k] - pose.pivot[0]),
            pose.normal[1] + 1.5f * (spots->v[k] - pose.pivot[1]), pose.normal[2]};
        crq_normalise(n);
        float twice = 2.0f * crq_dot3(n, eye);
        float rx = twice * n[0] - eye[0];
        float ry = twice * n[1] - eye[1];
        float a = -0.75f * ry - 0.55f * rx;
        float b = 0.85f * rx - 0.2f * ry;
        float graze = 1.0f - crq_saturate(crq_dot3(pose.normal, eye));
        float strong = (0.026f + 0.5f * graze * graze * graze * graze) * gloss;
        o->broad[k] = strong * crq_smoothstep(0.16f, 0.36f, a) *
                      (1.0f - crq_smoothstep(0.55f, 0.75f, a));
        o->hard[k] =
            strong * (window(0.285f, 0.36f, a) + 0.7f * window(0.39f, 0.408f, a));
        o->other[k] = strong * window(0.26f, 0.36f, b);
    }
}

/* The dark that far panes sink into; and the star, or the door, which also lights the
 * paint about it. */
static void sink(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, struct optics *o) {
    struct crq_pose pose = *pane->pose;
    float heart_x = glass->poses->heart[0];
    float heart_y = glass->poses->heart[1];
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        float z = pose.centre[2] + (spots->u[k] - pose.pivot[0]) * pose.turn[6] +
                  (spots->v[k] - pose.pivot[1]) * pose.turn[7];
        o->left[k] = crq_exp(-1.1f * MAX(z - 0.02f, 0.0f));
        float x = heart_x - spots->x[k];
        float y = heart_y - spots->y[k];
        float spill = 1.0f / (1.0f + 30.0f * (x * x + y * y));
        o->spill[k] = 1.5f * spill * spill;
    }
}

/* How wide the cut edge is at a spot; 0 where it has none. */
static float bevel_at(const struct crq_glass *glass, const struct crq_pane *pane,
    float u, float v, float inside) {
    float width = pane->bevel;
    /* the canvas's own border is no broken edge */
    if (inside >= width * 1.3f || width <= 0.0004f ||
        crq_field_plane(pane->field, pane->field->born, u, v) > 1.5f) {
        return 0.0f;
    }
    width *= 0.85f + 0.45f * crq_noise2(u * 26.0f, v * 26.0f, glass->seed + 1);
    return inside < width && width > 0.0004f ? width : 0.0f;
}

static struct crq_sample show(const struct crq_glass *glass,
    const struct crq_pane *pane, const struct crq_spots *spots, const struct optics *o,
    int k) {
    struct crq_sample s;
    float pixel[2] = {o->at[0][k], o->at[1][k]};
    float inside = spots->inside[k];
    float width = bevel_at(glass, pane, spots->u[k], spots->v[k], inside);
    if (width > 0.0f) {
        float at[4] = {spots->x[k], spots->y[k], spots->u[k], spots->v[k]};
        s = crq_pane_edge(glass, pane, at, MAX(inside, 0.0f), width, pixel);
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
        float cool = 0.3f * o->broad[k] * level + o->hard[k] * (0.12f + 1.7f * level);
        s.colour +=
            glass->window * crq_rgba_grey(cool * a) +
            glass->second * crq_rgba_grey(o->other[k] * (0.08f + 1.3f * level) * a);
    }
    float left = o->left[k];
    s.colour =
        s.colour * crq_rgba_grey(left) + glass->dark * crq_rgba_grey((1.0f - left) * a);
    s.colour += s.colour * glass->heart * crq_rgba_grey(o->spill[k]);
    s.colour[3] = a;
    s.light += glow_at(glass, pixel[0], pixel[1]);
    return s;
}

CRQ_WIDE void crq_pane_faces(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, struct crq_sample *samples) {
    struct optics optics;
    look_through(glass, pane, spots, &optics);
    mirror(glass, pane, spots, &optics);
    sink(glass, pane, spots, &optics);
    for (int k = 0; k < spots->count; k++) {
        samples[k] = show(glass, pane, spots, &optics, k);
    }
}
