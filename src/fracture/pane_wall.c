/* Side walls of panes: the outline swept back through the thickness of the glass. */
#include "fracture/edge.h"

/* Towards the outside of the shard, canvas axes, unit length. */
static void outward(const struct crq_field *field, float u, float v, float to[2]) {
    float h = 1.2f * field->step;
    to[0] = crq_field_plane(field, field->distance, u - h, v) -
            crq_field_plane(field, field->distance, u + h, v);
    to[1] = crq_field_plane(field, field->distance, u, v - h) -
            crq_field_plane(field, field->distance, u, v + h);
    float k = 1.0f / sqrtf(to[0] * to[0] + to[1] * to[1] + 1e-20f);
    to[0] *= k;
    to[1] *= k;
}

static void to_world(const struct crq_pose *pose, const float out[2], float to[3]) {
    for (int i = 0; i < 3; i++) {
        to[i] = pose->turn[3 * i] * out[0] + pose->turn[3 * i + 1] * out[1];
    }
    crq_normalise(to);
}

/* Where a view point that is shifted by `k` of the pane's thickness hits the canvas. */
static void behind(
    const struct crq_pane *pane, const float at[4], float k, float to[2]) {
    crq_project(pane->pose->to_canvas, (double)(at[0] - k * pane->side[0]),
        (double)(at[1] - k * pane->side[1]), &to[0], &to[1]);
}

CRQ_WIDE crq_rgba crq_pane_wall(const struct crq_glass *glass,
    const struct crq_pane *pane, const float at[4], float kerf) {
    float end[2];
    behind(pane, at, 1.0f, end);
    float before = crq_field_at(pane->field, at[2], at[3]) - kerf;
    float best = before;
    float k = 0.0f;
    float hit[2] = {at[2], at[3]};
    /* the outline is swept back: the first slice that covers the point is seen */
    for (int s = 1; s <= 4 && best < 0.0f; s++) {
        float t = 0.25f * (float)s;
        float u = crq_mix(at[2], end[0], t);
        float v = crq_mix(at[3], end[1], t);
        float d = crq_field_at(pane->field, u, v) - kerf;
        if (d > best) {
            best = d;
            k = d > 0.0f ? t - 0.25f * d / (d - before + 1e-9f) : t;
            hit[0] = u;
            hit[1] = v;
        }
        before = d;
    }
    float cover = crq_saturate(best * pane->px + 0.5f);
    if (cover <= 0.0f) {
        return crq_rgba_grey(0.0f);
    }
    float out[2], edge[3];
    outward(pane->field, hit[0], hit[1], out);
    to_world(pane->pose, out, edge);
    crq_rgba c = crq_sheet_between(glass->easel->surface,
        hit[0] * glass->per_side - 0.5f, hit[1] * glass->per_side - 0.5f);
    cover *= crq_saturate(2.0f * c[3]);
    crq_rgba base = c * crq_rgba_grey(1.0f / MAX(c[3], 0.05f));
    float lit = crq_saturate(0.8f * crq_dot3(edge, glass->lamp) + 0.2f);
    float rim = crq_exp(-k * 9.0f) + 0.8f * crq_exp(-(1.0f - k) * 9.0f);
    float heart = crq_faces_heart(glass, at[0], at[1], edge) * (0.35f + 0.65f * k);
    crq_rgba wall =
        base * glass->wall * crq_rgba_grey(0.30f + 0.8f * lit) +
        glass->wall * crq_rgba_grey((0.02f + 0.3f * lit * lit) * (0.25f + 0.6f * rim)) +
        (base + crq_rgba_grey(0.06f)) * glass->heart * crq_rgba_grey(1.9f * heart);
    wall *= crq_rgba_grey(cover);
    wall[3] = cover;
    return wall;
}
