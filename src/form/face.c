/* Anatomy of the scream, as smooth bumps, ridges and hollows. */
#include "form/face.h"

#include "form/packet.h"
#include "form/relief.h"

/* Howls are tall, wails wide, some mouths have only begun to open. */
static void draw_mouth(
    struct crq_face_form *f, struct crq_chance chance, uint32_t index) {
    static const float kinds[][4] = {/* width, height: from, to */
        {0.17f, 0.24f, 0.32f, 0.46f}, {0.22f, 0.29f, 0.26f, 0.40f},
        {0.27f, 0.35f, 0.17f, 0.26f}, {0.17f, 0.24f, 0.13f, 0.20f}};
    const float *kind = kinds[(int)(crq_unit(chance, index, 12) * 4.0f)];
    f->mouth_width = crq_between(chance, index, 0, kind[0], kind[1]);
    f->mouth_height = crq_between(chance, index, 1, kind[2], kind[3]);
    f->mouth_slant = crq_between(chance, index, 13, -0.32f, 0.32f);
    f->jaw =
        (f->mouth_height - 0.2f) * 0.9f + crq_between(chance, index, 2, 0.0f, 0.06f);
}

struct crq_face_form crq_face_draw(struct crq_chance chance, uint32_t index) {
    struct crq_face_form f = {.mouth_width = 0.0f};
    draw_mouth(&f, chance, index);
    f.socket = crq_between(chance, index, 3, 0.13f, 0.25f);
    f.brow = crq_between(chance, index, 4, 0.06f, 0.14f);
    f.nose = crq_between(chance, index, 5, 0.65f, 1.20f);
    f.gaunt = crq_between(chance, index, 6, 0.02f, 0.20f);
    f.asymmetry = crq_between(chance, index, 7, -2.2f, 2.2f);
    f.width = crq_between(chance, index, 8, 0.80f, 1.10f);
    f.lid = crq_between(chance, index, 9, 0.35f, 1.35f);
    f.anguish = crq_between(chance, index, 10, 0.1f, 1.0f);
    f.grain = crq_bits(chance, index, 11);
    float side = crq_unit(chance, index, 14);
    f.sink[0] = crq_cos_turns(side);
    f.sink[1] = crq_sin_turns(side);
    f.emerged = crq_between(chance, index, 15, 0.22f, 1.25f);
    return f;
}

/* A smooth ridge about x = 0. */
CRQ_PACKET crq_f8 bump1(crq_f8 x, float size) {
    x *= 1.0f / size;
    return crq_f8_exp(-x * x);
}

/* A smooth mound about the origin. */
CRQ_PACKET crq_f8 bump2(crq_f8 x, crq_f8 y, float width, float height) {
    x *= 1.0f / width;
    y *= 1.0f / height;
    return crq_f8_exp(-(x * x + y * y));
}

/* Distance from (x, y) to the segment a b. */
CRQ_PACKET crq_f8 to_segment(
    crq_f8 x, crq_f8 y, float ax, float ay, float bx, float by) {
    float dx = bx - ax;
    float dy = by - ay;
    crq_f8 t =
        crq_f8_saturate(((x - ax) * dx + (y - ay) * dy) * (1.0f / (dx * dx + dy * dy)));
    x -= ax + t * dx;
    y -= ay + t * dy;
    return crq_f8_sqrt(x * x + y * y);
}

/* Eight places of a row on the face: side folds left onto right, low follows the
 * dropped jaw. */
struct place {
    crq_f8 u, v, side, low;
    float mouth_v, mouth_height;
    crq_f8 inside; /* 1 on the face, 0 at its outline */
    crq_f8 edge;   /* squared distance from the centre, 1 near the outline */
};

/* Narrowing to temples, cheeks and chin; a dome with a soft rim. */
CRQ_PACKET crq_f8 skull(struct place *p) {
    crq_f8 w = 0.74f - 0.08f * crq_f8_smoothstep(0.35f, 1.1f, p->low) -
               0.15f * crq_f8_smoothstep(-0.05f, -0.75f, p->low) -
               0.16f * crq_f8_smoothstep(-0.60f, -1.2f, p->low);
    crq_f8 x = p->u / w * (p->u / w);
    crq_f8 y = p->low * p->low * (1.0f / (1.22f * 1.22f));
    p->edge = x * x * 0.35f + x * 0.65f + y * y * 0.55f + y * 0.45f;
    p->inside = crq_f8_smoothstep(1.0f, 0.55f, p->edge);
    crq_f8 within = crq_f8_saturate(1.0f - p->edge * (1.0f / 1.22f));
    return 0.36f * crq_f8_pow(within, 0.85f) * crq_f8_smoothstep(0.0f, 0.22f, within);
}

/* Temples fall in, brows rise towards each other in anguish, folds answer them. */
CRQ_PACKET crq_f8 forehead(const struct crq_face_form *f, const struct place *p) {
    crq_f8 z = -0.07f * bump2(p->side - 0.66f, p->v - 0.42f, 0.14f, 0.2f) * p->inside;
    z += 0.03f * bump2(p->side - 0.28f, p->v - 0.72f, 0.25f, 0.2f);
    crq_f8 off = p->side - 0.3f;
    crq_f8 line = 0.335f + f->anguish * 0.20f * (0.40f - p->side) - 0.25f * off * off;
    crq_f8 reach = crq_f8_smoothstep(0.68f, 0.42f, p->side) *
                   crq_f8_smoothstep(-0.02f, 0.08f, p->side);
    z += f->brow * bump1(p->v - line, 0.075f) * reach;
    z -= 0.03f * bump2(p->u, p->v - 0.42f, 0.05f, 0.10f) * f->anguish;
    /* folds arched by the inner ends of the brows */
    crq_f8 fold = p->v - 0.12f * f->anguish * (0.4f - p->side);
    crq_f8 wander = 0.23f * crq_f8_noise2(p->u * 2.0f, p->v * 3.0f, f->grain + 3);
    return z + 0.011f * f->anguish * crq_f8_sin_turns(fold * 7.3f + wander) *
                   crq_f8_smoothstep(0.44f, 0.56f, p->v) *
                   crq_f8_smoothstep(0.92f, 0.72f, p->v) *
                   crq_f8_smoothstep(0.55f, 0.25f, p->side);
}

/* A socket under a sad brow, and in it a lid drawn over the ball, its slit drooping
 * outwards. */
CRQ_PACKET crq_f8 eye(const struct crq_face_form *f, const struct place *p) {
    crq_f8 v = p->v - 0.125f - 0.12f * f->anguish * (0.30f - p->side);
    crq_f8 z = -f->socket * 1.05f * bump2(p->side - 0.285f, v - 0.01f, 0.175f, 0.115f);
    z -= 0.06f * bump2(p->side - 0.15f, v - 0.03f, 0.06f, 0.08f);
    crq_f8 across = (p->side - 0.295f) * (1.0f / 0.135f);
    crq_f8 down = v * (1.0f / 0.098f);
    crq_f8 r2 = across * across + down * down;
    crq_f8 ball = crq_f8_sqrt(crq_f8_max(1.0f - r2, crq_f8_all(0.0f)));
    z += 0.130f * f->lid * ball * crq_f8_smoothstep(1.0f, 0.75f, crq_f8_sqrt(r2));
    crq_f8 slit = v + 0.026f - 0.024f * across * across;
    crq_f8 beside = crq_f8_abs(p->side - 0.295f);
    z -=
        0.050f * f->lid * bump1(slit, 0.017f) * crq_f8_smoothstep(0.14f, 0.07f, beside);
    /* the fold above the lid, the bag below it */
    z += 0.030f * bump1(v - 0.105f, 0.026f) * crq_f8_smoothstep(0.22f, 0.1f, beside);
    return z + 0.030f * bump1(v + 0.13f + 0.1f * (p->side - 0.29f), 0.033f) *
                   crq_f8_smoothstep(0.2f, 0.1f, beside);
}

/* Bridge, tip, wings, and the nostrils cut under them. */
CRQ_PACKET crq_f8 nose(const struct crq_face_form *f, const struct place *p) {
    crq_f8 down = crq_f8_saturate((0.30f - p->v) * (1.0f / 0.42f));
    crq_f8 tall = 0.07f + (0.30f * f->nose - 0.07f) * down * (down * 0.6f + 0.4f);
    crq_f8 cut = crq_f8_smoothstep(-0.215f, -0.13f, p->v) *
                 crq_f8_smoothstep(0.42f, 0.22f, p->v);
    crq_f8 across = p->u / (0.075f + 0.03f * down);
    crq_f8 z = tall * crq_f8_exp(-across * across) * cut;
    z += 0.085f * f->nose * bump2(p->u, p->v + 0.10f, 0.085f, 0.075f);
    z += 0.075f * bump2(p->side - 0.105f, p->v + 0.135f, 0.055f, 0.055f);
    return z - 0.08f * bump2(p->side - 0.06f, p->v + 0.195f, 0.035f, 0.022f);
}

/* Cheekbones over hollow cheeks, and the folds from nose to mouth. */
CRQ_PACKET crq_f8 cheek(const struct crq_face_form *f, const struct place *p) {
    crq_f8 lift = p->v + 0.03f - 0.12f * (p->side - 0.46f);
    crq_f8 z = 0.085f * bump2(p->side - 0.46f, lift, 0.17f, 0.10f) * p->inside;
    z -= f->gaunt * bump2(p->side - 0.43f, p->low + 0.46f, 0.13f, 0.24f);
    float v = p->mouth_v;
    crq_f8 fold = to_segment(p->side, p->v, 0.14f, -0.12f, 0.33f, v + 0.12f);
    z -= 0.035f * bump1(fold, 0.055f);
    fold = to_segment(p->side, p->v, 0.20f, -0.10f, 0.42f, v + 0.1f);
    return z + 0.03f * bump1(fold, 0.09f);
}

/* Chin, the dent above it, the corner of the jaw. */
CRQ_PACKET crq_f8 chin(const struct place *p) {
    return 0.11f * bump2(p->u, p->low + 1.02f, 0.15f, 0.10f) -
           0.05f * bump2(p->u, p->low + 0.88f, 0.2f, 0.05f) +
           0.03f * bump2(p->side - 0.40f, p->low + 0.80f, 0.12f, 0.16f);
}

/* Carves the mouth into z: uneven lips, a throat with steep walls, and threads of water
 * that still hang across it. */
CRQ_PACKET crq_f8 mouth(
    const struct crq_face_form *f, const struct place *p, float open, crq_f8 z) {
    crq_f8 v = p->v - p->mouth_v - f->mouth_slant * p->u;
    crq_f8 y = v * (1.0f / p->mouth_height);
    crq_f8 width = f->mouth_width * (1.0f - 0.15f * y) * (1.0f - 0.12f * open);
    crq_f8 x = p->u / width;
    crq_f8 r = crq_f8_sqrt(x * x * (1.0f + 0.15f * y) + y * y);
    crq_f8 torn = crq_f8_noise2(p->u * 2.7f, p->v * 2.7f, f->grain + 17);
    r *= 1.0f + 0.24f * torn;
    crq_f8 narrow = crq_f8_min(width, crq_f8_all(p->mouth_height));
    crq_f8 across = p->u / (width * 2.0f);
    crq_f8 down = v * (1.0f / (p->mouth_height * 1.5f));
    z -= 0.05f * crq_f8_exp(-(across * across + down * down));
    /* the lower lip is drawn down, the upper one is nearly lost: a ring would be a
     * mask's */
    crq_f8 lip =
        (0.046f + 0.06f * torn) * (0.75f + 0.85f * crq_f8_smoothstep(0.2f, -0.5f, y));
    z += lip * bump1((r - 1.20f) * narrow, 0.055f);
    crq_f8 thread = 1.0f - crq_f8_abs(crq_f8_noise2(
                               p->u * 9.0f + torn, p->v * 0.8f, f->grain + 18));
    thread *= thread * thread;
    thread *= thread * thread;
    crq_f8 throat = crq_f8_smoothstep(1.10f, 0.48f, r);
    return z - throat * (0.50f + 0.1f * throat) * (1.0f - 0.42f * thread);
}

CRQ_PACKET crq_f8 height(
    const struct crq_face_form *f, crq_f8 u, crq_f8 v, float open) {
    crq_f8 du = 0.034f * crq_f8_noise2(u * 1.3f + 3.1f, v * 1.3f, f->grain);
    crq_f8 dv = 0.034f * crq_f8_noise2(u * 1.3f, v * 1.3f + 7.7f, f->grain + 9);
    u += du + f->asymmetry * 0.04f * v;
    v += dv + f->asymmetry * 0.04f * u;
    struct place p = {.u = u * (1.0f / f->width), .v = v};
    p.side = crq_f8_abs(p.u);
    float jaw = f->jaw * open + 0.02f;
    crq_f8 below = -0.2f - (-0.2f - v) * (0.95f / (0.95f + jaw));
    p.low = crq_f8_pick(v < -0.2f, below, v);
    p.mouth_v = -0.60f - jaw * 0.45f;
    p.mouth_height = f->mouth_height * open + 0.02f;
    crq_f8 z = skull(&p);
    z += forehead(f, &p) + eye(f, &p) + nose(f, &p) + cheek(f, &p);
    z = mouth(f, &p, open, z) + chin(&p);
    return z * crq_f8_smoothstep(1.5f, 0.95f, p.edge);
}

CRQ_WIDE void crq_face_row(
    const struct crq_face_form *form, float v, float open, float *row) {
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    for (int i = 0; i < CRQ_RELIEF_WIDTH; i += CRQ_LANES) {
        crq_f8 u =
            (lane + (float)i) * (2.0f * CRQ_RELIEF_U / CRQ_RELIEF_WIDTH) - CRQ_RELIEF_U;
        crq_f8_store(row + i, height(form, u, crq_f8_all(v), open));
    }
}
