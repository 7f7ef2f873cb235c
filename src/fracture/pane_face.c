/* Faces of panes: refraction by tilt and depth, a cut edge that splits light, narrow
 * mirrored windows.
 *
 * What needs no picture is computed for all spots side by side; then each looks up what
 * it shows. */
#include "form/noise_inline.h"
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

/* The spots that lie on the cut edge, and what is seen there. */
struct rims {
    struct crq_spots spots; /* `pixel` says which of the pane's */
    float widths[CRQ_SPOTS], at[2][CRQ_SPOTS];
    struct crq_sample samples[CRQ_SPOTS];
};

/* How wide the cut edge is at each of the spots; 0 where it has none. */
static void bevel(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, float *widths) {
    float born[CRQ_SPOTS];
    crq_field_all(
        pane->field, pane->field->born, spots->count, spots->u, spots->v, born);
    uint32_t seed = glass->seed + 1;
    float usual = pane->bevel;
    int count = spots->count;
    for (int k = 0; k < count; k++) {
        float grain = crq_noise2_inline(spots->u[k] * 26.0f, spots->v[k] * 26.0f, seed);
        float width = usual * (0.85f + 0.45f * grain);
        width = spots->inside[k] < width && width > 0.0004f ? width : 0.0f;
        /* the canvas's own border is no broken edge */
        widths[k] = born[k] > 1.5f ? 0.0f : width;
    }
}

static void find_rims(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, const struct optics *o, struct rims *rims) {
    struct crq_spots *to = &rims->spots;
    to->count = 0;
    for (int k = 0; k < spots->count && pane->bevel > 0.0004f; k++) {
        if (spots->inside[k] < pane->bevel * 1.3f) {
            crq_spots_add(to, spots, k);
            to->pixel[to->count - 1] = k;
        }
    }
    bevel(glass, pane, to, rims->widths);
    int count = to->count;
    to->count = 0;
    for (int k = 0; k < count; k++) {
        if (rims->widths[k] > 0.0f) {
            int n = to->count;
            crq_spots_add(to, to, k);
            rims->widths[n] = rims->widths[k];
            rims->at[0][n] = o->at[0][to->pixel[n]];
            rims->at[1][n] = o->at[1][to->pixel[n]];
        }
    }
}

/* The picture, lit as the pane is tilted. */
static struct crq_sample picture_at(
    const struct crq_glass *glass, const struct crq_pane *pane, float x, float y) {
    crq_rgba c = sharp(glass->easel->surface, x, y);
    float a = c[3];
    c *= crq_rgba_grey(pane->shade);
    c[3] = a;
    return (struct crq_sample){c, crq_rgba_grey(0.0f)};
}

/* What lies on the glass, what the depth takes, what the heart and the surface send. */
static void finish(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct optics *o, int k, struct crq_sample *s) {
    float a = s->colour[3];
    if (pane->deep > 0.0f) {
        float level = 0.22f + 1.1f * sqrtf(MAX(crq_luminance(s->colour), 0.0f));
        float cool = 0.3f * o->broad[k] * level + o->hard[k] * (0.12f + 1.7f * level);
        float other = o->other[k] * (0.08f + 1.3f * level);
        s->colour += glass->window * crq_rgba_grey(cool * a) +
                     glass->second * crq_rgba_grey(other * a);
    }
    float left = o->left[k];
    s->colour = s->colour * crq_rgba_grey(left) +
                glass->dark * crq_rgba_grey((1.0f - left) * a);
    s->colour += s->colour * glass->heart * crq_rgba_grey(o->spill[k]);
    s->colour[3] = a;
    s->light += glow_at(glass, o->at[0][k], o->at[1][k]);
}

CRQ_WIDE void crq_pane_faces(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, struct crq_sample *samples) {
    struct optics optics;
    struct rims rims;
    look_through(glass, pane, spots, &optics);
    mirror(glass, pane, spots, &optics);
    sink(glass, pane, spots, &optics);
    find_rims(glass, pane, spots, &optics, &rims);
    if (rims.spots.count > 0) {
        crq_pane_edges(glass, pane, &rims.spots, rims.widths, rims.at, rims.samples);
    }
    int rim = 0;
    for (int k = 0; k < spots->count; k++) {
        bool cut = rim < rims.spots.count && rims.spots.pixel[rim] == k;
        samples[k] = cut ? rims.samples[rim++]
                         : picture_at(glass, pane, optics.at[0][k], optics.at[1][k]);
        finish(glass, pane, &optics, k, &samples[k]);
    }
}
