/* The child: round cones, smoothly joined. */
#include "form/figure.h"

/* A cone between two spheres. */
struct limb {
    float a[3], b[3];
    float radius_a, radius_b;
};

/* A child is six heads high. Weight on the hind leg: she leans into the wind. */
static const struct limb legs[] = {
    {{-0.02f, 0.40f, 0.03f}, {-0.01f, 0.24f, 0.04f}, 0.040f, 0.030f},
    {{-0.01f, 0.24f, 0.04f}, {-0.045f, 0.03f, 0.05f}, 0.030f, 0.019f},
    {{-0.045f, 0.022f, 0.05f}, {0.035f, 0.012f, 0.06f}, 0.022f, 0.014f},
    {{0.00f, 0.40f, -0.03f}, {0.03f, 0.24f, -0.035f}, 0.040f, 0.030f},
    {{0.03f, 0.24f, -0.035f}, {0.055f, 0.03f, -0.055f}, 0.030f, 0.019f},
    {{0.055f, 0.022f, -0.055f}, {0.13f, 0.012f, -0.065f}, 0.022f, 0.014f},
};

static const struct limb bodice = {
    {0.005f, 0.52f, 0.0f}, {0.035f, 0.685f, 0.0f}, 0.060f, 0.062f};
static const struct limb skirt = {
    {-0.03f, 0.285f, 0.0f}, {0.005f, 0.54f, 0.0f}, 0.128f, 0.056f};
static const struct limb hems[] = {
    {{-0.09f, 0.31f, 0.03f}, {-0.27f, 0.335f, 0.05f}, 0.066f, 0.010f},
    {{-0.08f, 0.27f, -0.04f}, {-0.21f, 0.255f, -0.07f}, 0.055f, 0.010f},
};
static const struct limb shoulders = {
    {0.035f, 0.695f, -0.072f}, {0.035f, 0.695f, 0.072f}, 0.036f, 0.036f};

/* Elbows far out: from behind, too, the arms must not melt into the head. */
static const struct limb sleeves[] = {
    {{0.035f, 0.69f, 0.08f}, {0.065f, 0.665f, 0.215f}, 0.031f, 0.024f},
    {{0.065f, 0.665f, 0.215f}, {0.105f, 0.80f, 0.105f}, 0.024f, 0.017f},
    {{0.035f, 0.69f, -0.08f}, {0.065f, 0.645f, -0.215f}, 0.031f, 0.024f},
    {{0.065f, 0.645f, -0.215f}, {0.105f, 0.80f, -0.105f}, 0.024f, 0.017f},
};

static const struct limb hands[] = {
    {{0.105f, 0.805f, 0.102f}, {0.100f, 0.868f, 0.084f}, 0.018f, 0.014f},
    {{0.105f, 0.805f, -0.102f}, {0.100f, 0.868f, -0.084f}, 0.018f, 0.014f},
};

static const struct limb head = {
    {0.062f, 0.895f, 0.0f}, {0.084f, 0.845f, 0.0f}, 0.073f, 0.058f};
static const struct limb neck = {
    {0.04f, 0.70f, 0.0f}, {0.058f, 0.80f, 0.0f}, 0.029f, 0.027f};
static const struct limb mouth = {
    {0.137f, 0.842f, 0.0f}, {0.155f, 0.828f, 0.0f}, 0.022f, 0.026f};
static const struct limb cap = {
    {0.042f, 0.908f, 0.0f}, {0.026f, 0.865f, 0.0f}, 0.076f, 0.068f};

/* Hair streams behind her in three locks. */
static const struct limb locks[] = {
    {{-0.01f, 0.92f, 0.02f}, {-0.13f, 0.95f, 0.04f}, 0.052f, 0.026f},
    {{-0.13f, 0.95f, 0.04f}, {-0.30f, 0.925f, 0.08f}, 0.026f, 0.003f},
    {{-0.01f, 0.89f, -0.02f}, {-0.14f, 0.885f, -0.045f}, 0.052f, 0.024f},
    {{-0.14f, 0.885f, -0.045f}, {-0.33f, 0.84f, -0.06f}, 0.024f, 0.003f},
    {{0.00f, 0.86f, 0.02f}, {-0.10f, 0.815f, 0.03f}, 0.048f, 0.022f},
    {{-0.10f, 0.815f, 0.03f}, {-0.22f, 0.72f, 0.06f}, 0.022f, 0.003f},
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
    crq_f8 low = crq_f8_saturate(1.6f - p.y * 2.6f);
    crq_f8 folds =
        crq_f8_sin_turns(p.x * 3.66f + p.z * 6.9f + p.y * 1.1f) * 0.011f * low;
    crq_f8 d = limb_distance(p, &skirt) + folds;
    for (int i = 0; i < 2; i++) {
        d = join(d, limb_distance(p, &hems[i]) + folds, 0.07f);
    }
    d = crq_f8_max(d, 0.235f - p.y - p.x * 0.25f - folds);
    d = join(d, limb_distance(p, &bodice), 0.05f);
    d = join(d, limb_distance(p, &shoulders), 0.04f);
    return join(d, nearest_limb(p, sleeves, 4), 0.025f);
}

CRQ_PACKET crq_f8 hair_distance(struct crq_v8 p) {
    crq_f8 strands = crq_f8_sin_turns(p.z * 14.0f + p.y * 9.0f + p.x * 1.7f) * 0.004f;
    crq_f8 d = limb_distance(p, &cap);
    for (int i = 0; i < 6; i++) {
        d = join(d, limb_distance(p, &locks[i]) + strands, 0.02f);
    }
    return d;
}

CRQ_PACKET void take_nearer(crq_f8 d, float kind, crq_f8 *nearest, crq_f8 *matter) {
    crq_i8 nearer = d < *nearest;
    *nearest = crq_f8_pick(nearer, d, *nearest);
    *matter = crq_f8_pick(nearer, crq_f8_all(kind), *matter);
}

CRQ_KERNEL void crq_figure_distance(
    const struct crq_v8 *own, crq_f8 *distance, crq_f8 *matter) {
    struct crq_v8 p = *own;
    *distance = nearest_limb(p, legs, 6);
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
