/* Anatomy of the scream, as smooth bumps, ridges and hollows. */
#include "form/face.h"

#include "form/noise.h"
#include "form/relief.h"

struct crq_face_form crq_face_draw(struct crq_chance chance, uint32_t index) {
    struct crq_face_form f = {.part = CRQ_FACE_WHOLE};
    f.mouth_width = crq_between(chance, index, 0, 0.19f, 0.29f);
    f.mouth_height = crq_between(chance, index, 1, 0.25f, 0.43f);
    f.jaw = (f.mouth_height - 0.2f) * 0.9f + crq_between(chance, index, 2, 0.0f, 0.06f);
    f.socket = crq_between(chance, index, 3, 0.17f, 0.25f);
    f.brow = crq_between(chance, index, 4, 0.07f, 0.12f);
    f.nose = crq_between(chance, index, 5, 0.80f, 1.15f);
    f.gaunt = crq_between(chance, index, 6, 0.06f, 0.18f);
    f.asymmetry = crq_between(chance, index, 7, -1.0f, 1.0f);
    f.width = crq_between(chance, index, 8, 0.86f, 1.06f);
    f.lid = crq_between(chance, index, 9, 0.35f, 1.15f);
    f.anguish = crq_between(chance, index, 10, 0.4f, 1.0f);
    f.grain = crq_bits(chance, index, 11);
    return f;
}

/* A smooth ridge about x = 0. */
static float bump1(float x, float size) {
    x /= size;
    return crq_exp(-x * x);
}

/* A smooth mound about the origin. */
static float bump2(float x, float y, float width, float height) {
    x /= width;
    y /= height;
    return crq_exp(-(x * x + y * y));
}

/* Distance from (x, y) to the segment a b. */
static float to_segment(float x, float y, float ax, float ay, float bx, float by) {
    float dx = bx - ax;
    float dy = by - ay;
    float t = crq_saturate(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy));
    x -= ax + t * dx;
    y -= ay + t * dy;
    return sqrtf(x * x + y * y);
}

/* A place on the face: side folds left onto right, low follows the dropped jaw. */
struct place {
    float u, v, side, low;
    float mouth_v, mouth_height;
    float inside; /* 1 on the face, 0 at its outline */
    float edge;   /* squared distance from the centre, 1 near the outline */
};

/* Narrowing to temples, cheeks and chin; a dome with a soft rim. */
static float skull(struct place *p) {
    float w = 0.74f - 0.08f * crq_smoothstep(0.35f, 1.1f, p->low) -
              0.15f * crq_smoothstep(-0.05f, -0.75f, p->low) -
              0.16f * crq_smoothstep(-0.60f, -1.2f, p->low);
    float x = p->u / w * (p->u / w);
    float y = p->low / 1.22f * (p->low / 1.22f);
    p->edge = x * x * 0.35f + x * 0.65f + y * y * 0.55f + y * 0.45f;
    p->inside = crq_smoothstep(1.0f, 0.55f, p->edge);
    float within = crq_saturate(1.0f - p->edge / 1.22f);
    return 0.44f * crq_pow(within, 0.72f) * crq_smoothstep(0.0f, 0.22f, within);
}

/* Temples fall in, brows rise towards each other in anguish, folds answer them. */
static float forehead(const struct crq_face_form *f, const struct place *p) {
    float z = -0.07f * bump2(p->side - 0.66f, p->v - 0.42f, 0.14f, 0.2f) * p->inside;
    z += 0.03f * bump2(p->side - 0.28f, p->v - 0.72f, 0.25f, 0.2f);
    float off = p->side - 0.3f;
    float line = 0.335f + f->anguish * 0.20f * (0.40f - p->side) - 0.25f * off * off;
    float reach =
        crq_smoothstep(0.68f, 0.42f, p->side) * crq_smoothstep(-0.02f, 0.08f, p->side);
    z += f->brow * bump1(p->v - line, 0.075f) * reach;
    z -= 0.03f * bump2(p->u, p->v - 0.42f, 0.05f, 0.10f) * f->anguish;
    /* folds arched by the inner ends of the brows */
    float fold = p->v - 0.12f * f->anguish * (0.4f - p->side);
    float wander = 0.23f * crq_noise2(p->u * 2.0f, p->v * 3.0f, f->grain + 3);
    return z + 0.011f * f->anguish * crq_sin_turns(fold * 7.3f + wander) *
                   crq_smoothstep(0.44f, 0.56f, p->v) *
                   crq_smoothstep(0.92f, 0.72f, p->v) *
                   crq_smoothstep(0.55f, 0.25f, p->side);
}

/* A socket under a sad brow, and in it a lid drawn over the ball, its slit drooping
 * outwards. */
static float eye(const struct crq_face_form *f, const struct place *p) {
    float v = p->v - 0.125f - 0.12f * f->anguish * (0.30f - p->side);
    float z = -f->socket * 1.05f * bump2(p->side - 0.285f, v - 0.01f, 0.175f, 0.115f);
    z -= 0.06f * bump2(p->side - 0.15f, v - 0.03f, 0.06f, 0.08f);
    float across = (p->side - 0.295f) / 0.135f;
    float r = sqrtf(across * across + v / 0.098f * (v / 0.098f));
    float ball = r < 1.0f ? sqrtf(1.0f - r * r) : 0.0f;
    z += 0.130f * f->lid * ball * crq_smoothstep(1.0f, 0.75f, r);
    float slit = v + 0.026f - 0.024f * across * across;
    float beside = p->side > 0.295f ? p->side - 0.295f : 0.295f - p->side;
    z -= 0.050f * f->lid * bump1(slit, 0.017f) * crq_smoothstep(0.14f, 0.07f, beside);
    /* the fold above the lid, the bag below it */
    z += 0.030f * bump1(v - 0.105f, 0.026f) * crq_smoothstep(0.22f, 0.1f, beside);
    return z + 0.030f * bump1(v + 0.13f + 0.1f * (p->side - 0.29f), 0.033f) *
                   crq_smoothstep(0.2f, 0.1f, beside);
}

/* Bridge, tip, wings, and the nostrils cut under them. */
static float nose(const struct crq_face_form *f, const struct place *p) {
    float down = crq_saturate((0.30f - p->v) / 0.42f);
    float tall = crq_mix(0.07f, 0.30f * f->nose, down * down * 0.6f + down * 0.4f);
    float cut =
        crq_smoothstep(-0.215f, -0.13f, p->v) * crq_smoothstep(0.42f, 0.22f, p->v);
    float z = tall * bump1(p->u, crq_mix(0.075f, 0.105f, down)) * cut;
    z += 0.085f * f->nose * bump2(p->u, p->v + 0.10f, 0.085f, 0.075f);
    z += 0.075f * bump2(p->side - 0.105f, p->v + 0.135f, 0.055f, 0.055f);
    return z - 0.08f * bump2(p->side - 0.06f, p->v + 0.195f, 0.035f, 0.022f);
}

/* Cheekbones over hollow cheeks, and the folds from nose to mouth. */
static float cheek(const struct crq_face_form *f, const struct place *p) {
    float lift = p->v + 0.03f - 0.12f * (p->side - 0.46f);
    float z = 0.085f * bump2(p->side - 0.46f, lift, 0.17f, 0.10f) * p->inside;
    z -= f->gaunt * bump2(p->side - 0.43f, p->low + 0.46f, 0.13f, 0.24f);
    float v = p->mouth_v;
    float fold = to_segment(p->side, p->v, 0.14f, -0.12f, 0.33f, v + 0.12f);
    z -= 0.035f * bump1(fold, 0.055f);
    fold = to_segment(p->side, p->v, 0.20f, -0.10f, 0.42f, v + 0.1f);
    return z + 0.03f * bump1(fold, 0.09f);
}

/* Chin, the dent above it, the corner of the jaw. */
static float chin(const struct place *p) {
    return 0.11f * bump2(p->u, p->low + 1.02f, 0.15f, 0.10f) -
           0.05f * bump2(p->u, p->low + 0.88f, 0.2f, 0.05f) +
           0.03f * bump2(p->side - 0.40f, p->low + 0.80f, 0.12f, 0.16f);
}

/* Carves the mouth into z: lips, a throat with steep walls. */
static float mouth(
    const struct crq_face_form *f, const struct place *p, float open, float z) {
    float y = (p->v - p->mouth_v) / p->mouth_height;
    float width = f->mouth_width * (1.0f - 0.15f * y) * (1.0f - 0.12f * open);
    float x = p->u / width;
    float r = sqrtf(x * x * (1.0f + 0.15f * y) + y * y);
    float narrow = width < p->mouth_height ? width : p->mouth_height;
    z -= 0.05f * bump2(p->u, p->v - p->mouth_v, width * 2.0f, p->mouth_height * 1.5f);
    z += 0.07f * bump1((r - 1.17f) * narrow, 0.042f) * (y < 0.0f ? 1.3f : 1.0f);
    float throat = crq_smoothstep(1.04f, 0.62f, r);
    return crq_mix(z, z - 0.50f - 0.1f * throat, throat);
}

float crq_face_height(const struct crq_face_form *f, float u, float v, float open) {
    float du = crq_noise2(u * 1.3f + 3.1f, v * 1.3f, f->grain) * 0.034f;
    float dv = crq_noise2(u * 1.3f, v * 1.3f + 7.7f, f->grain + 9) * 0.034f;
    u += du + f->asymmetry * 0.04f * v;
    v += dv + f->asymmetry * 0.04f * u;
    struct place p = {.u = u / f->width, .v = v, .low = v};
    p.side = p.u < 0.0f ? -p.u : p.u;
    float jaw = f->jaw * open + 0.02f;
    if (v < -0.2f) {
        p.low = -0.2f - (-0.2f - v) / (0.95f + jaw) * 0.95f;
    }
    p.mouth_v = -0.60f - jaw * 0.45f;
    p.mouth_height = f->mouth_height * open + 0.02f;
    float z = skull(&p);
    z += forehead(f, &p) + eye(f, &p) + nose(f, &p) + cheek(f, &p);
    z = mouth(f, &p, open, z) + chin(&p);
    return z * crq_smoothstep(1.5f, 0.95f, p.edge);
}
