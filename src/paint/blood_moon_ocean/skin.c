/* Shading of a round, wet, black limb. */
#include "paint/blood_moon_ocean/skin.h"

#include "form/noise.h"

static float dot(const float a[3], const float b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void normalise(float v[3]) {
    float scale = 1.0f / (sqrtf(dot(v, v)) + 1e-20f);
    for (int k = 0; k < 3; k++) {
        v[k] *= scale;
    }
}

/* Height of the skin: sinews that wind round it, low swellings, faint rings; anything
 * finer looks like bark. */
static float sinews(float along, float round, uint32_t grain) {
    float wander = 0.17f * crq_noise2(along * 0.25f, round * 0.8f, grain + 3);
    float h = 0.050f * crq_sin_turns(0.6366f * round + 0.127f * along + wander);
    h += 0.044f * crq_noise2(along * 0.40f, round * 1.8f, grain);
    h += 0.009f * crq_noise2(along * 2.2f, round * 3.0f, grain + 1);
    float beat = 0.127f * crq_sin_turns(0.318f * round) +
                 0.22f * crq_noise2(along * 0.5f, 1.0f, grain + 4);
    return h + 0.008f * crq_sin_turns(0.732f * along + beat);
}

/* Leans the normal with the slopes of the skin, where they are large enough to see. */
static void tilt(float n[3], const struct crq_skin_place *at, float s, float w) {
    float shown = crq_saturate((at->pixels - 2.0f) / 6.0f);
    if (shown <= 0.0f) {
        return;
    }
    float l = at->along / at->radius;
    float round = s * (1.0f + 0.25f * s * s) * 1.3f;
    float e = 0.03f;
    float here = sinews(l, round, at->grain);
    float up = (sinews(l + e, round, at->grain) - here) / e * shown * 0.85f;
    float around = (sinews(l, round + e, at->grain) - here) / e * shown * 0.45f;
    float side[2] = {at->way[1], -at->way[0]};
    n[0] -= at->way[0] * up + side[0] * w * around;
    n[1] -= at->way[1] * up + side[1] * w * around;
    n[2] -= s * around;
    normalise(n);
}

static crq_rgba hue(const float c[3], float s) {
    return (crq_rgba){c[0] * s, c[1] * s, c[2] * s, 0.0f};
}

/* What the skin mirrors; from below it is dim, for there is only water. */
static crq_rgba mirrored(const struct crq_skin *skin, const float r[3]) {
    float y = r[1] < 0.0f ? -0.5f * r[1] : r[1];
    float length = sqrtf(r[0] * r[0] + y * y + r[2] * r[2]) + 1e-12f;
    float scale = 1.0f / (length + y);
    float dim =
        r[1] < 0.0f ? 0.25f + 0.75f * crq_smoothstep(-0.25f, 0.12f, r[1]) : 1.0f;
    int level = r[1] < 0.0f ? 3 : 1;
    return crq_mirror_level(skin->mirror, level, r[0] * scale, r[2] * scale) *
           crq_rgba_grey(dim);
}

crq_rgba crq_skin_shade(const struct crq_skin *skin, const struct crq_skin_place *at) {
    const struct crq_disc *moon = &skin->ocean->moon;
    const struct crq_ocean_hues *h = &skin->hues;
    float s = crq_clamp(at->across, -0.998f, 0.998f);
    float w = sqrtf(1.0f - s * s);
    float n[3] = {at->way[1] * s, -at->way[0] * s, -w};
    float v[3] = {-at->x, -at->y, -skin->ocean->camera.focal};
    normalise(v);
    tilt(n, at, s, w);
    float facing = dot(n, v);
    facing = facing > 0.02f ? facing : 0.02f;
    float graze = 1.0f - crq_saturate(facing);
    float g2 = graze * graze;
    float fresnel = 0.05f + 0.95f * g2 * g2 * graze;
    float r[3];
    for (int k = 0; k < 3; k++) {
        r[k] = 2.0f * facing * n[k] - v[k];
    }
    crq_rgba c = hue(h->ink, 0.35f) + mirrored(skin, r) * crq_rgba_grey(fresnel);
    float half[3] = {skin->cold[0] + v[0], skin->cold[1] + v[1], skin->cold[2] + v[2]};
    normalise(half);
    float wet = crq_saturate(dot(n, half));
    c += hue(h->cold,
        skin->gloss * (0.85f * crq_pow(wet, 150.0f) + 0.12f * crq_pow(wet, 28.0f) +
                          0.007f * crq_pow(wet, 6.0f)));
    /* the edge that looks at the disc catches its light */
    float dx = moon->x - at->x;
    float dy = moon->y - at->y;
    float distance = sqrtf(dx * dx + dy * dy);
    float to_moon[3] = {dx, dy, 0.25f};
    normalise(to_moon);
    float rim = crq_pow(graze, 2.6f) * crq_saturate(dot(n, to_moon) + 0.15f);
    float beyond = distance / moon->radius - 1.0f;
    rim *= 1.9f * skin->gloss * crq_exp(-0.7f * (beyond > 0.0f ? beyond : 0.0f));
    return c + hue(h->blood, 0.5f * rim) + hue(h->ember, 0.5f * rim);
}
