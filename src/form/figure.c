/* The child: round cones, smoothly joined. */
#include "form/figure.h"

/* A cone between two spheres. */
struct limb {
    float a[3], b[3];
    float radius_a, radius_b;
};

static const struct limb legs[] = {
    {{-0.03f, 0.02f, 0.055f}, {0.00f, 0.36f, 0.04f}, 0.030f, 0.045f},
    {{0.06f, 0.02f, -0.055f}, {0.01f, 0.36f, -0.04f}, 0.030f, 0.045f},
    {{-0.03f, 0.015f, 0.055f}, {0.045f, 0.01f, 0.06f}, 0.024f, 0.018f},
    {{0.06f, 0.015f, -0.055f}, {0.135f, 0.01f, -0.06f}, 0.024f, 0.018f},
};

static const struct limb dress = {
    {-0.035f, 0.26f, 0.0f}, {0.045f, 0.66f, 0.0f}, 0.135f, 0.068f};
static const struct limb hem = {
    {-0.10f, 0.27f, 0.02f}, {-0.24f, 0.265f, 0.03f}, 0.06f, 0.015f};
static const struct limb shoulders = {
    {0.045f, 0.67f, -0.075f}, {0.045f, 0.67f, 0.075f}, 0.045f, 0.045f};

/* Elbows far out: from behind, too, the arms must not melt into the head. */
static const struct limb sleeves[] = {
    {{0.045f, 0.665f, 0.09f}, {0.085f, 0.615f, 0.245f}, 0.034f, 0.028f},
    {{0.085f, 0.615f, 0.245f}, {0.125f, 0.765f, 0.130f}, 0.028f, 0.022f},
    {{0.045f, 0.665f, -0.09f}, {0.085f, 0.615f, -0.245f}, 0.034f, 0.028f},
    {{0.085f, 0.615f, -0.245f}, {0.125f, 0.765f, -0.130f}, 0.028f, 0.022f},
};

static const struct limb hands[] = {
    {{0.125f, 0.765f, 0.128f}, {0.128f, 0.815f, 0.112f}, 0.022f, 0.018f},
    {{0.125f, 0.765f, -0.128f}, {0.128f, 0.815f, -0.112f}, 0.022f, 0.018f},
};

static const struct limb head = {
    {0.075f, 0.865f, 0.0f}, {0.095f, 0.815f, 0.0f}, 0.096f, 0.083f};
static const struct limb neck = {
    {0.05f, 0.70f, 0.0f}, {0.07f, 0.78f, 0.0f}, 0.035f, 0.035f};
static const struct limb mouth = {
    {0.17f, 0.815f, 0.0f}, {0.20f, 0.80f, 0.0f}, 0.030f, 0.034f};
static const struct limb cap = {
    {0.045f, 0.885f, 0.0f}, {0.035f, 0.84f, 0.0f}, 0.100f, 0.092f};

static const struct limb locks[] = {
    {{-0.03f, 0.87f, 0.02f}, {-0.21f, 0.875f, 0.045f}, 0.062f, 0.012f},
    {{-0.02f, 0.82f, -0.03f}, {-0.17f, 0.79f, -0.02f}, 0.055f, 0.010f},
};

CRQ_PACKET crq_f8 limb_distance(struct crq_v8 p, const struct limb *l) {
    float d[3] = {l->b[0] - l->a[0], l->b[1] - l->a[1], l->b[2] - l->a[2]};
    float scale = 1.0f / (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    struct crq_v8 q = {p.x - l->a[0], p.y - l->a[1], p.z - l->a[2]};
    crq_f8 h = crq_f8_saturate(crq_v8_dot3(q, d) * scale);
    q.x -= h * d[0];
    q.y -= h * d[1];
    q.z -= h * d[2];
    return crq_f8_sqrt(crq_v8_dot(q, q)) -
           (l->radius_a + h * (l->radius_b - l->radius_a));
}

CRQ_PACKET crq_f8 join(crq_f8 a, crq_f8 b, float blend) {
    crq_f8 h = crq_f8_max(blend - crq_f8_abs(a - b), crq_f8_all(0.0f)) * (1.0f / blend);
    return crq_f8_min(a, b) - h * h * (0.25f * blend);
}

CRQ_PACKET crq_f8 nearest_limb(struct crq_v8 p, const struct limb *limbs, int count) {
    crq_f8 d = limb_distance(p, &limbs[0]);
    for (int i = 1; i < count; i++) {
        d = crq_f8_min(d, limb_distance(p, &limbs[i]));
    }
    return d;
}

CRQ_PACKET crq_f8 cloth_distance(struct crq_v8 p) {
    crq_f8 folds = crq_f8_sin_turns(p.x * 3.66f + p.z * 4.93f + p.y * 1.43f) * 0.006f;
    crq_f8 d = limb_distance(p, &dress) + folds;
    d = crq_f8_max(d, 0.22f - p.y + p.x * 0.25f);
    d = join(d, limb_distance(p, &hem) + folds, 0.08f);
    d = join(d, limb_distance(p, &shoulders), 0.05f);
    return join(d, nearest_limb(p, sleeves, 4), 0.03f);
}

CRQ_PACKET crq_f8 hair_distance(struct crq_v8 p) {
    crq_f8 strands = crq_f8_sin_turns(p.z * 9.55f + p.y * 3.98f) * 0.005f;
    crq_f8 d = limb_distance(p, &cap);
    d = join(d, limb_distance(p, &locks[0]) + strands, 0.05f);
    return join(d, limb_distance(p, &locks[1]) + strands, 0.04f);
}

CRQ_PACKET void take_nearer(crq_f8 d, float kind, crq_f8 *nearest, crq_f8 *matter) {
    crq_i8 nearer = d < *nearest;
    *nearest = crq_f8_pick(nearer, d, *nearest);
    *matter = crq_f8_pick(nearer, crq_f8_all(kind), *matter);
}

CRQ_KERNEL void crq_figure_distance(
    const struct crq_v8 *own, crq_f8 *distance, crq_f8 *matter) {
    struct crq_v8 p = *own;
    *distance = nearest_limb(p, legs, 4);
    *matter = crq_f8_all((float)CRQ_FIGURE_SKIN);
    take_nearer(cloth_distance(p), (float)CRQ_FIGURE_CLOTH, distance, matter);
    crq_f8 open = limb_distance(p, &mouth);
    crq_f8 face = join(limb_distance(p, &head), limb_distance(p, &neck), 0.03f);
    face = crq_f8_min(crq_f8_max(face, -open), nearest_limb(p, hands, 2));
    crq_i8 bare = face < *distance;
    take_nearer(face, (float)CRQ_FIGURE_SKIN, distance, matter);
    *matter = crq_f8_pick(
        bare & (open < 0.012f), crq_f8_all((float)CRQ_FIGURE_MOUTH), *matter);
    take_nearer(hair_distance(p), (float)CRQ_FIGURE_HAIR, distance, matter);
    *distance *= 0.8f;
}
