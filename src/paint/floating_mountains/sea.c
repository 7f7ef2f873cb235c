/* Marching the sea of clouds and the mist above it. */
#include "paint/floating_mountains/sea.h"

#include "form/rock_noise.h"

#include <glib.h>

/* Extinction per world unit at full density. */
#define EXTINCTION 1.5f
/* Nothing is seen beyond this. */
#define HORIZON 420.0f
/* A ray ends when less than this comes through. */
#define FAINTEST 0.05f
/* The highest billow and the lowest rag, from the sea's level. */
#define HIGHEST 2.9f
#define LOWEST (-11.0f)
/* The most that billows add to the sheet, and how steep the sheet is. */
#define SWELL 1.42f
#define SLOPE 0.5f
/* A step through clear air is no longer than so many common ones; shorter within the
 * hole, whose walls are steep. */
#define LEAP 4.0f
#define HOLE_LEAP 1.35f
#define HOLE_TOP (CRQ_SEA_LEVEL - 2.0f)

struct crq_sea crq_sea_at(const struct crq_air *air, float moment, float pixel) {
    const struct crq_mountains *m = air->plan;
    struct crq_sea sea = {.air = air, .detail = pixel < 1.0f / 1400.0f ? 4 : 3};
    for (int i = 0; i < CRQ_DRIFTS; i++) {
        /* each octave goes round a circle of its own, in turn left and right: the sea
           comes back to where it was */
        float turn = (i & 1 ? moment : -moment) + m->drift_phase[i];
        float far = i < 2 ? 0.05f : 0.16f / (1.0f + 0.4f * (float)(i - 2));
        sea.drift[i][0] = m->drift_place[i][0] + far * crq_cos_turns(turn);
        sea.drift[i][1] = m->drift_place[i][1] + far * crq_sin_turns(turn);
    }
    return sea;
}

/* What belongs to a vertical: shared by a sample and its near light tap. */
struct column {
    crq_f8 x, z;     /* turned about the hole */
    crq_f8 cos, sin; /* of that turn */
    crq_f8 top, bottom;
};

/* Top and bottom of the sheet at a turned place, `far` from the middle of the hole. */
CRQ_PACKET void raise_sheet(const struct crq_sea *sea, crq_f8 far, struct column *k) {
    const struct crq_mountains *m = sea->air->plan;
    crq_f8 wide = crq_f8_lattice2(k->x * 0.065f + sea->drift[0][0],
        k->z * 0.065f + sea->drift[0][1], m->noise + 301);
    crq_f8 fold = crq_f8_lattice2(k->x * 0.17f + sea->drift[1][0],
        k->z * 0.17f + sea->drift[1][1], m->noise + 302);
    crq_f8 rim = far * (1.0f / m->hole_radius) + 0.24f * fold + m->hole_ragged * wide;
    crq_f8 open = 1.0f - crq_f8_smoothstep(0.70f, 1.22f, rim);
    crq_f8 lip = crq_f8_smoothstep(0.0f, 0.25f, open) * (1.0f - open);
    k->top = CRQ_SEA_LEVEL + 1.5f * wide + (0.35f - crq_f8_abs(fold)) - open * 11.0f +
             1.6f * lip;
    k->bottom = (CRQ_SEA_LEVEL - 2.6f) + 1.3f * fold - lip * 1.2f;
}

/* Distance from the middle of the hole, which is no circle. */
CRQ_PACKET crq_f8 from_hole(const struct crq_sea *sea, crq_f8 dx, crq_f8 dz) {
    crq_f8 ex = dx * sea->air->plan->hole_stretch;
    return crq_f8_sqrt(ex * ex + dz * dz);
}

CRQ_PACKET struct column column_at(const struct crq_sea *sea, crq_f8 x, crq_f8 z) {
    const struct crq_mountains *m = sea->air->plan;
    crq_f8 dx = x - m->hole[0];
    crq_f8 dz = z - m->hole[2];
    crq_f8 far = from_hole(sea, dx, dz);
    crq_f8 turn =
        crq_f8_exp(far * (-1.0f / (0.9f * m->hole_radius))) * (0.382f * m->side);
    struct column k = {.cos = crq_f8_cos_turns(turn), .sin = crq_f8_sin_turns(turn)};
    k.x = dx * k.cos - dz * k.sin;
    k.z = dx * k.sin + dz * k.cos;
    raise_sheet(sea, far, &k);
    return k;
}

/* The column a step away over ground; so near by it is turned alike. */
CRQ_PACKET struct column stepped(const struct column *k, float x, float z) {
    struct column next = *k;
    next.x += x * k->cos - z * k->sin;
    next.z += x * k->sin + z * k->cos;
    return next;
}

/* Folded noise is billowy on top; the two finest octaves are plain fray. */
CRQ_PACKET crq_f8 billow(const struct crq_sea *sea, const struct column *k, crq_f8 y,
    int octave, float frequency, float amount) {
    const float *drift = sea->drift[MIN(octave + 2, CRQ_DRIFTS - 1)];
    crq_f8 n = crq_f8_lattice3(k->x * frequency + drift[0], y * (frequency * 1.12f),
        k->z * frequency + drift[1], sea->air->plan->noise + 303 + (uint32_t)octave);
    return octave < 4 ? (0.335f - crq_f8_abs(n)) * amount : n * amount;
}

/* Depth below the surface from which cloud is as dense as it gets. */
#define SOLID 0.588f

/* 0..1, with as many octaves as the distance deserves. */
CRQ_PACKET crq_f8 density(
    const struct crq_sea *sea, const struct column *k, crq_f8 y, int detail) {
    static const float frequency[6] = {0.36f, 0.83f, 1.9f, 4.3f, 9.7f, 21.0f};
    static const float amount[6] = {1.9f, 0.95f, 0.46f, 0.26f, 0.13f, 0.07f};
    /* the most that the octaves from this one on can still add, and take away */
    static const float swell[7] = {SWELL, 0.78f, 0.46f, 0.31f, 0.22f, 0.09f, 0.0f};
    static const float wane[7] = {2.8f, 1.55f, 0.92f, 0.60f, 0.42f, 0.14f, 0.0f};
    crq_f8 body = crq_f8_min(k->top - y, (y - k->bottom) * 0.8f);
    for (int o = 0; o < detail + 2; o++) {
        if (!crq_i8_any((body > -swell[o]) & (body < SOLID + wane[o]))) {
            break;
        }
        body += billow(sea, k, y, o, frequency[o], amount[o]);
    }
    return crq_f8_saturate(body * (1.0f / SOLID));
}

/* How far a falling ray surely meets no billow: the sheet lies lower or higher than the
 * octaves can swell, and comes nearer by no more than SLOPE. */
CRQ_PACKET crq_f8 clear_way(const struct column *k, crq_f8 y, crq_f8 fall) {
    crq_f8 body = crq_f8_min(k->top - y, (y - k->bottom) * 0.8f);
    return (-SWELL - body) / (fall + SLOPE);
}

/* What one ray keeps from step to step. */
struct walk {
    struct crq_v8 ray, fog;
    crq_f8 phase;
    const struct crq_sea *sea;
};

/* Light scattered towards us at a point of the cloud. */
CRQ_PACKET struct crq_v8 cloud_light(const struct walk *w, struct crq_v8 at,
    const struct column *k, crq_f8 dense, int detail, crq_f8 t) {
    const struct crq_air *air = w->sea->air;
    const float *sun = air->plan->sun;
    struct column near = stepped(k, 0.34f * sun[0], 0.34f * sun[2]);
    crq_f8 first = density(w->sea, &near, at.y + (0.34f * sun[1] + 0.06f), detail);
    const float *hole = air->plan->hole;
    struct column beyond = stepped(k, 1.7f * sun[0], 1.7f * sun[2]);
    crq_f8 far = from_hole(
        w->sea, at.x + (1.7f * sun[0] - hole[0]), at.z + (1.7f * sun[2] - hole[2]));
    raise_sheet(w->sea, far, &beyond);
    crq_f8 second = density(w->sea, &beyond, at.y + (1.7f * sun[1] + 0.1f), 0);
    crq_f8 thick = (first * 0.75f + second * 2.1f) * EXTINCTION;
    /* light that was scattered many times fades more slowly */
    crq_f8 sunlit = crq_f8_exp(-thick) * 0.85f + crq_f8_exp(thick * -0.22f) * 0.20f;
    sunlit *= crq_sun_reaches(air->plan, at, 3.5f);
    crq_f8 open = crq_f8_saturate(1.05f - (k->top - at.y) * 0.24f);
    open *= open;
    crq_f8 sunk = 1.0f - crq_f8_saturate((CRQ_SEA_LEVEL - 0.4f - at.y) * 0.13f);
    sunk = sunk * sunk * 0.97f + 0.03f;
    struct crq_v8 c =
        crq_v8_mix(crq_v8_all(air->cloud_shade), crq_v8_all(air->cloud_lit), open);
    c = crq_v8_scale(c, (0.34f + 0.48f * open) * sunk * (1.08f - 0.42f * dense));
    crq_f8 direct = w->phase * sunlit * (0.05f + 0.95f * sunk);
    c = crq_v8_add(c, crq_v8_all(air->cloud_sun), direct);
    crq_f8 fall = crq_lamps_near(air->plan, at, 0.8f) * (0.55f * air->starlight);
    /* the vortex shines on the walls of the hole from below */
    crq_f8 rise = crq_f8_exp((CRQ_SEA_LEVEL - 4.5f - at.y) * 0.55f);
    crq_f8 wall = crq_f8_saturate(1.6f - far * (1.0f / air->plan->hole_radius));
    fall += crq_f8_min(rise, crq_f8_all(1.5f)) * wall *
            (0.10f * air->starlight * (0.3f + 0.7f * air->plan->crumble));
    c = crq_v8_add(c, crq_v8_all(air->glint), fall);
    /* the sea ends in haze, however clear the air: no hard line at the horizon */
    crq_f8 last = t * (1.0f / 270.0f);
    last *= last;
    return crq_fogged(c, w->fog, crq_fog_depth(air, t, w->ray.y) + last * last);
}

/* Long steps through clear air, short ones within cloud; ends when little comes through
 * or at the limit. */
CRQ_PACKET void march_cloud(
    const struct walk *w, crq_f8 limit, crq_f8 jitter, struct crq_veil *v) {
    crq_f8 slope = 1.0f / crq_f8_min(w->ray.y, crq_f8_all(-0.004f));
    crq_f8 t = (CRQ_SEA_LEVEL + HIGHEST) * slope;
    crq_f8 to = crq_f8_min(
        crq_f8_min(limit, crq_f8_all(HORIZON)), (CRQ_SEA_LEVEL + LOWEST) * slope);
    crq_i8 walking = (w->ray.y < -0.004f) & (t < to);
    crq_f8 fine = crq_f8_all(1.0f);
    crq_f8 last = crq_f8_all(0.0f);
    crq_f8 back = 0.92f - 0.40f * crq_f8_fract(jitter * 7.31f + 0.37f);
    t += crq_f8_max(crq_f8_all(0.30f), t * 0.018f) * jitter;
    for (int step = 0; step < 170; step++) {
        walking &= (t < to) & (v->through > FAINTEST);
        if (!crq_i8_any(walking)) {
            break;
        }
        struct crq_v8 at = crq_v8_scale(w->ray, t);
        int detail = t[0] < 32.0f ? w->sea->detail : t[0] < 75.0f ? 2 : 1;
        struct column k = column_at(w->sea, at.x, at.z);
        crq_f8 dense = density(w->sea, &k, at.y, detail);
        crq_f8 stride = crq_f8_max(crq_f8_all(0.26f), t * 0.0145f);
        stride = crq_f8_pick(t > 70.0f, stride * 1.5f, stride);
        stride = crq_f8_pick(t > 180.0f, stride * 1.8f, stride);
        crq_i8 inside = walking & (dense > 0.004f);
        /* on entering, step back and go on in short steps: edges stay crisp */
        crq_i8 enters = inside & (fine > 0.9f) & (last > 0.0f);
        t = crq_f8_pick(enters, t - last * back, t);
        inside &= ~enters;
        crq_f8 wider = crq_f8_min(fine * 1.25f, crq_f8_all(1.0f));
        fine = crq_f8_pick(walking & ~inside & ~enters, wider, fine);
        fine = crq_f8_pick(enters, crq_f8_all(0.38f), fine);
        stride *= fine;
        stride = crq_f8_pick(v->through < 0.3f, stride * 1.5f, stride);
        crq_f8 leap =
            crq_f8_pick(k.top < HOLE_TOP, crq_f8_all(HOLE_LEAP), crq_f8_all(LEAP));
        crq_f8 way = crq_f8_min(clear_way(&k, at.y, -w->ray.y), stride * leap);
        stride = crq_f8_pick(inside, stride, crq_f8_max(way, stride * 0.9f));
        stride = crq_f8_pick(enters, crq_f8_all(0.0f), stride);
        if (crq_i8_any(inside)) {
            struct crq_v8 c = cloud_light(w, at, &k, dense, detail > 1 ? 1 : 0, t);
            crq_f8 opaque = 1.0f - crq_f8_exp(dense * stride * -EXTINCTION);
            opaque = crq_f8_pick(inside, opaque, crq_f8_all(0.0f));
            v->light = crq_v8_add(v->light, c, v->through * opaque);
            crq_f8 left = v->through * (1.0f - opaque);
            v->begins = crq_f8_pick((v->through > 0.9f) & (left <= 0.9f), t, v->begins);
            v->closes =
                crq_f8_pick((v->through > 0.15f) & (left <= 0.15f), t, v->closes);
            v->through = left;
        }
        t += crq_f8_pick(walking, stride, crq_f8_all(0.0f));
        last = stride;
    }
    /* what was left undone would have looked like what was done */
    crq_i8 closed = v->through <= FAINTEST;
    crq_f8 rest = 1.0f / (1.0f - crq_f8_min(v->through, crq_f8_all(0.5f)));
    v->light = crq_v8_scale(v->light, crq_f8_pick(closed, rest, crq_f8_all(1.0f)));
    v->through = crq_f8_pick(closed, crq_f8_all(0.0f), v->through);
}

/* Wreaths in a thin waving slab. */
CRQ_PACKET crq_f8 mist_density(
    const struct crq_sea *sea, struct crq_v8 at, int detail) {
    const float(*drift)[2] = sea->drift;
    uint32_t noise = sea->air->plan->noise + 600;
    crq_f8 wave = crq_f8_lattice2(
        at.x * 0.055f + drift[1][0], at.z * 0.085f + drift[1][1], noise + 1);
    crq_f8 off = (at.y - CRQ_MIST_LEVEL - 1.5f * wave) * (1.0f / 1.05f);
    crq_f8 slab = crq_f8_max(1.0f - off * off, crq_f8_all(0.0f));
    if (!crq_i8_any(slab > 0.0f)) {
        return slab;
    }
    crq_f8 body = crq_f8_lattice3(at.x * 0.13f + 0.5f * drift[2][0], at.y * 0.55f,
        at.z * 0.19f + 0.5f * drift[2][1], noise + 3);
    body += 0.55f * crq_f8_lattice3(at.x * 0.37f + drift[3][0], at.y * 1.3f,
                        at.z * 0.46f + drift[3][1], noise + 4);
    if (detail > 0) {
        body += 0.30f * crq_f8_lattice3(at.x * 0.95f + drift[4][0], at.y * 2.6f,
                            at.z * 1.1f + drift[4][1], noise + 5);
    }
    return crq_f8_saturate((body - 0.10f) * 1.5f) * slab;
}

/* Mist before the clouds; nearer than 20 it would only smear the abyss. */
CRQ_PACKET void march_mist(
    const struct walk *w, crq_f8 limit, crq_f8 jitter, struct crq_veil *v) {
    enum { STEPS = 14 };
    const struct crq_air *air = w->sea->air;
    crq_f8 slope = 1.0f / crq_f8_min(w->ray.y, crq_f8_all(-0.006f));
    crq_f8 from = crq_f8_max((CRQ_MIST_LEVEL + 2.6f) * slope, crq_f8_all(20.0f));
    crq_f8 to = crq_f8_min((CRQ_MIST_LEVEL - 2.6f) * slope, crq_f8_all(110.0f));
    to = crq_f8_min(to, limit);
    crq_i8 crossing = (w->ray.y < -0.006f) & (from < to);
    if (!crq_i8_any(crossing)) {
        return;
    }
    crq_f8 stride = (to - from) * (1.0f / STEPS);
    struct crq_v8 ambient = crq_v8_scale(crq_v8_all(air->cloud_lit), crq_f8_all(0.72f));
    for (int i = 0; i < STEPS; i++) {
        crq_f8 t = from + ((float)i + jitter) * stride;
        struct crq_v8 at = crq_v8_scale(w->ray, t);
        crq_f8 dense = mist_density(w->sea, at, crq_i8_any(t < 55.0f));
        crq_i8 inside = crossing & (dense > 0.003f);
        if (!crq_i8_any(inside)) {
            continue;
        }
        crq_f8 sunlit = crq_sun_reaches(air->plan, at, 2.0f);
        struct crq_v8 c = crq_v8_add(
            ambient, crq_v8_all(air->cloud_sun), (w->phase * 0.9f + 0.05f) * sunlit);
        crq_f8 fall = crq_lamps_near(air->plan, at, 0.8f) * (0.22f * air->starlight);
        c = crq_v8_add(c, crq_v8_all(air->glint), fall);
        c = crq_fogged(c, w->fog, crq_fog_depth(air, t, w->ray.y));
        crq_f8 fade = crq_f8_saturate((t - 21.0f) * 0.09f) *
                      crq_f8_saturate((110.0f - t) * 0.03f) * 0.26f;
        crq_f8 way = crq_f8_min(stride, crq_f8_all(1.6f));
        crq_f8 opaque = 1.0f - crq_f8_exp(-dense * way * fade);
        opaque = crq_f8_pick(inside, opaque, crq_f8_all(0.0f));
        v->light = crq_v8_add(v->light, c, v->through * opaque);
        v->through *= 1.0f - opaque;
    }
}

CRQ_KERNEL void crq_sea_march(const struct crq_sea *sea, const struct crq_v8 *ray,
    const crq_f8 *limit, const crq_f8 *jitter, struct crq_veil *veil) {
    veil->light = crq_v8_grey(crq_f8_all(0.0f));
    veil->through = crq_f8_all(1.0f);
    veil->begins = veil->closes = crq_f8_all(1e6f);
    if (!crq_i8_any(ray->y < -0.004f)) {
        return;
    }
    crq_f8 cosine = crq_v8_dot3(*ray, sea->air->plan->sun);
    crq_f8 far = crq_f8_min(*limit, crq_f8_all(120.0f));
    crq_f8 shaft = crq_shafts(sea->air, *ray, far, *jitter, 7);
    struct walk walk = {
        .ray = *ray,
        .fog = crq_fog_colour(sea->air, *ray, shaft),
        .phase = crq_scatter(cosine, 0.66f) * 0.34f +
                 crq_scatter(cosine, -0.1f) * 0.20f + 0.03f,
        .sea = sea,
    };
    march_mist(&walk, *limit, *jitter, veil);
    march_cloud(&walk, *limit, *jitter, veil);
}
