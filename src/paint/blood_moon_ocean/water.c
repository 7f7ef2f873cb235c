/* The displaced surface: two bands of waves, great swells, faces, collars. */
#include "form/noise.h"
#include "form/packet.h"
#include "paint/blood_moon_ocean/ocean.h"

struct making {
    struct crq_water *water;
    double moment;
};

static void make_tiles(void *context, int first, int last) {
    struct making *m = context;
    for (int band = first; band < last; band++) {
        crq_tiles_make(&m->water->tiles[band], m->water->ocean->spectra[band],
            m->moment, m->water->ocean->chop);
    }
}

void crq_water_make(struct crq_water *water, const struct crq_ocean *ocean,
    double moment, int bands, const struct crq_crew *crew) {
    *water = (struct crq_water){.ocean = ocean, .bands = bands};
    struct making making = {water, moment};
    struct crq_crew each = {crew->threads, 1};
    crq_strips(&each, bands, make_tiles, &making);
    for (int i = 0; i < ocean->ridge_count; i++) {
        float turns = (float)moment + ocean->ridges[i].phase;
        water->heave[i] = 1.0f + 0.05f * crq_sin_turns(turns);
    }
}

void crq_water_finish(struct crq_water *water) {
    for (int band = 0; band < water->bands; band++) {
        crq_tiles_finish(&water->tiles[band]);
    }
    for (int i = 0; i < CRQ_FORMS; i++) {
        crq_relief_finish(&water->relief[i]);
    }
}

static float magnitude(float x) {
    return x < 0.0f ? -x : x;
}

/* Adds a wave, faded to `weight`. */
static void add(struct crq_sea_point *p, crq_f4 wave, float weight) {
    p->y += wave[0] * weight;
    p->x += wave[1] * weight;
    p->z += wave[2] * weight;
    p->jacobian += (wave[3] - 1.0f) * weight;
}

/* A crest that is nearly an edge, a concave front, a long back. */
static float profile(float p, float front, float back) {
    float q = p < 0.0f ? p / front : p / back;
    float q2 = q * q;
    float edge = sqrtf(q2 + 0.055f) - 0.2345f;
    return crq_exp(-edge * (0.55f + 0.75f * q2 / (q2 + 0.6f)) * 1.25f - 0.25f * q2);
}

static float along_crest(const float *table, float place) {
    int i = (int)place;
    return table[i] + (table[i + 1] - table[i]) * (place - (float)i);
}

/* Where a point lies on a great swell. */
struct on_ridge {
    float p, q; /* metres across its crest, away from the viewer, and along it */
    float fine; /* unevenness of the crest there */
    float rise; /* of the crest there, 1 is its whole height */
    float g;    /* height over its own, 0 where the swell does not reach */
};

static struct on_ridge find_on_ridge(const struct crq_ridge *r, float x, float z) {
    struct on_ridge on = {0};
    float ex = x - r->x;
    float ez = z - r->z;
    on.p = ex * r->along[0] + ez * r->along[1];
    on.q = -ex * r->along[1] + ez * r->along[0];
    float l = on.q / r->width;
    if (l * l > 6.0f || on.p < -3.5f * r->front || on.p > 4.0f * r->back) {
        return on;
    }
    float place = (l / 2.5f * 0.5f + 0.5f) * CRQ_RIDGE_TABLE;
    float coarse = along_crest(r->coarse, place);
    on.fine = along_crest(r->fine, place);
    on.p += (0.6f * coarse + 0.14f * on.fine) * r->front;
    /* a wall with an even crest; a Gaussian would be a mountain */
    float ends = l * l * (0.35f + 0.65f * l * l);
    float rise = crq_exp(-ends) * (0.86f + 0.15f * coarse + 0.10f * on.fine);
    on.rise = rise > 0.0f ? rise : 0.0f;
    on.g = profile(on.p, r->front, r->back) * on.rise;
    return on;
}

/* Folds in which water is drawn up the front, and the wind's tears in the crest, of
 * eight places. */
CRQ_PACKET void roughen(const struct on_ridge *on, int count, float x, uint32_t grain,
    float *fold, float *tear) {
    crq_f8 p = crq_f8_all(0.0f);
    crq_f8 q = crq_f8_all(0.0f);
    crq_f8 fine = crq_f8_all(0.0f);
    float most = 0.0f;
    for (int k = 0; k < count; k++) {
        p[k] = on[k].p;
        q[k] = on[k].q;
        fine[k] = on[k].fine;
        most = MAX(most, on[k].g);
    }
    crq_f8 f = crq_f8_all(0.0f);
    crq_f8 t = crq_f8_all(0.0f);
    if (most > 0.005f) {
        f = crq_f8_noise2(q * 0.55f + 0.4f * fine, p * 0.10f + x, grain + 12u);
        f += 0.4f * crq_f8_noise2(q * 1.5f + fine, p * 0.22f, grain + 13u);
    }
    if (most > 0.3f) {
        t = 0.050f * crq_f8_abs(crq_f8_noise2(q * 0.7f, p * 0.35f, grain + 14u));
        t += 0.030f * crq_f8_abs(crq_f8_noise2(q * 2.3f, p * 0.9f, grain + 15u));
        t -= 0.018f;
    }
    crq_f8_store(fold, f);
    crq_f8_store(tear, t);
}

/* A great swell: raised, leaned towards the viewer, folded and torn. */
static void add_ridge(struct crq_sea_point *at, const struct crq_ridge *r, float heave,
    const struct on_ridge *on, float fold, float tear) {
    float g = on->g;
    if (g <= 0.0f) {
        return;
    }
    float off = (on->p + 0.10f * r->front) / (0.55f * r->front);
    float lip = r->lip * crq_exp(-off * off) * crq_smoothstep(0.45f, 0.9f, on->rise);
    float lean = r->lean * r->height * g * g + lip;
    /* folds run to the crest */
    float front = g * (1.0f - g) * 4.0f * (on->p < 0.0f ? 1.0f : 0.3f);
    front = front > 0.02f ? front - 0.02f : 0.0f;
    float g4 = g * g * g * g;
    float top = g4 > 0.01f ? g4 - 0.01f : 0.0f;
    at->x -= r->along[0] * lean;
    at->z -= r->along[1] * lean;
    at->y += r->height * heave * g - 0.22f * lip +
             r->height * (0.016f * front * fold + tear * top);
    at->jacobian -= (on->p < 0.0f ? 1.15f : 0.70f) * g4 * g4 * r->lean + 0.24f * lip;
}

/* Water climbs a tendril, as wet things draw it up, and rings run from it. */
static void add_collar(struct crq_sea_point *at, const struct crq_root *root,
    float ripple, float x, float z, float cell) {
    float reach = 7.0f * root->radius;
    float ex = x - root->x;
    float ez = z - root->z;
    if (magnitude(ex) > reach || magnitude(ez) > reach) {
        return;
    }
    float d = sqrtf(ex * ex + ez * ez) / root->radius;
    float off = d > 0.95f ? d - 0.95f : 0.0f;
    float ring = crq_cos_turns((d - 1.2f) * 0.69f - ripple) * crq_exp(-0.40f * off) *
                 crq_smoothstep(0.9f, 1.7f, d) * crq_smoothstep(7.0f, 4.5f, d) *
                 crq_smoothstep(1.0f, 3.0f, root->radius / cell);
    at->y += root->radius * (0.70f * crq_exp(-1.7f * off) + 0.085f * ring);
}

/* The waves of the two long bands; `patch` tells calm from rough regions, a number for
 * each: a uniform spectrum looks made. `calm` 0..1 lowers the long ones. */
static struct crq_sea_point waves(const struct crq_water *water, float x, float z,
    float cell, const float patch[2], float calm) {
    struct crq_sea_point at = {x, 0.0f, z, 1.0f};
    float shown = 1.0f - crq_smoothstep(4.0f, 14.0f, cell);
    if (shown > 0.0f) {
        /* lower in the foreground: no swell may stand before the faces */
        shown *= 0.40f + 0.60f * crq_smoothstep(12.0f, 38.0f, z);
        shown *= 1.0f - calm;
        add(&at, crq_tiles_surface(&water->tiles[0], x, z),
            shown * (0.80f + 0.40f * patch[0]));
    }
    shown = 1.0f - crq_smoothstep(0.45f, 1.8f, cell);
    if (shown > 0.0f && water->bands > 1) {
        add(&at, crq_tiles_surface(&water->tiles[1], x, z),
            shown * (0.80f + 0.42f * patch[1]));
    }
    return at;
}

/* The great swells at some places of a row; those that do not reach it stay nothing. */
struct swells {
    struct on_ridge on[CRQ_RIDGES][CRQ_LANES];
    float calm[CRQ_LANES]; /* what they leave of the long waves they stand in */
};

/* Long waves are lower on a great swell: it must not be torn down in a loop, nor the
 * faces in its flank. */
static void find_swells(const struct crq_water *water, const float *x, int count,
    float z, struct swells *swells) {
    const struct crq_ocean *ocean = water->ocean;
    memset(swells, 0, sizeof *swells);
    for (int i = 0; i < ocean->ridge_count; i++) {
        const struct crq_ridge *ridge = &ocean->ridges[i];
        for (int k = 0; k < count && z > ridge->near && z < ridge->far; k++) {
            swells->on[i][k] = find_on_ridge(ridge, x[k], z);
            float calm = 0.70f * crq_smoothstep(0.02f, 0.40f, swells->on[i][k].g);
            swells->calm[k] = MAX(swells->calm[k], calm);
        }
    }
}

/* Adds them. */
CRQ_PACKET void add_swells(const struct crq_water *water, const struct swells *swells,
    int count, float z, struct crq_sea_point *at) {
    const struct crq_ocean *ocean = water->ocean;
    for (int i = 0; i < ocean->ridge_count; i++) {
        const struct crq_ridge *ridge = &ocean->ridges[i];
        if (z <= ridge->near || z >= ridge->far) {
            continue;
        }
        float fold[CRQ_LANES];
        float tear[CRQ_LANES];
        roughen(swells->on[i], count, ridge->x, ocean->grain, fold, tear);
        for (int k = 0; k < count; k++) {
            add_ridge(
                &at[k], ridge, water->heave[i], &swells->on[i][k], fold[k], tear[k]);
        }
    }
}

/* The surface over at most eight places of a row. */
CRQ_PACKET void surface(const struct crq_water *water, const float *x, int count,
    float z, float cell, struct crq_sea_point *at) {
    uint32_t grain = water->ocean->grain;
    crq_f8 x8 = crq_f8_all(0.0f);
    memcpy(&x8, x, (size_t)count * sizeof *x);
    crq_f8 z8 = crq_f8_all(z);
    crq_f8 broad = crq_f8_noise2(x8 * 0.0061f, z8 * 0.0043f, grain + 5u);
    crq_f8 small = crq_f8_noise2(x8 * 0.021f + 9.0f, z8 * 0.017f, grain + 6u);
    struct swells swells;
    find_swells(water, x, count, z, &swells);
    for (int k = 0; k < count; k++) {
        float patch[2] = {broad[k], small[k]};
        at[k] = waves(water, x[k], z, cell, patch, swells.calm[k]);
    }
    add_swells(water, &swells, count, z, at);
    /* no wave may break over the eye */
    float near = crq_smoothstep(19.0f, 6.0f, z);
    for (int k = 0; k < count; k++) {
        for (int i = 0; i < water->root_count; i++) {
            add_collar(&at[k], &water->roots[i], water->ripple, x[k], z, cell);
        }
        at[k].x += (x[k] - at[k].x) * 0.75f * near;
        at[k].z += (z - at[k].z) * 0.75f * near;
        at[k].y -= 0.75f * near * at[k].y;
    }
}

CRQ_WIDE struct crq_sea_point crq_water_point(
    const struct crq_water *water, float x, float z, float cell) {
    struct crq_sea_point at;
    surface(water, &x, 1, z, cell, &at);
    return at;
}

/* Moves a point along a direction. */
static void step(struct crq_sea_point *p, const float direction[3], float s) {
    p->x += direction[0] * s;
    p->y += direction[1] * s;
    p->z += direction[2] * s;
}

/* The positive part, without a crease at zero. */
static float smooth_positive(float a, float soft) {
    float h = crq_saturate(0.5f + 0.5f * a / soft);
    return a * h + soft * h * (1.0f - h);
}

/* Draws the wave outwards to the plane of a face, never inwards (a trench would ring
 * it), then adds the relief. */
static void press(
    const struct crq_water *water, int i, float x, float z, struct crq_sea_vertex *v) {
    const struct crq_face *face = &water->ocean->faces[i];
    const struct crq_face_frame *f = &water->frames[i];
    float a = (x - face->x) / face->size;
    float b = (z - face->z) / (face->size * f->squeeze);
    float u = a * f->cosine + b * f->sine;
    float w = -a * f->sine + b * f->cosine;
    float r = sqrtf(u / 0.80f * (u / 0.80f) + w / 1.28f * (w / 1.28f));
    if (r > 2.05f) {
        return;
    }
    r += 0.09f * crq_noise2(u * 1.7f + face->x, w * 1.7f, water->ocean->grain + 21);
    float near = 1.0f - crq_smoothstep(0.70f, 1.9f, r);
    const struct crq_relief *relief = &water->relief[face->form];
    float rise = crq_relief_at(relief->height, u, w) * face->strength;
    float away[3] = {f->origin[0] - v->point.x, f->origin[1] - v->point.y,
        f->origin[2] - v->point.z};
    for (int k = 0; k < 3; k++) {
        away[k] += face->size * (a * f->across[k] + b * f->up[k]);
    }
    /* a plane too far from the water would fold it */
    float far = sqrtf(away[0] * away[0] + away[1] * away[1] + away[2] * away[2]);
    float held = face->pull * crq_smoothstep(1.5f, 0.6f, far / face->size);
    float off = away[0] * f->out[0] + away[1] * f->out[1] + away[2] * f->out[2];
    step(&v->point, away, held * near);
    step(&v->point, f->out,
        held * near * (smooth_positive(off, face->size * 0.35f) - off));
    float shown = 1.0f - crq_smoothstep(1.05f, 1.75f, r);
    step(&v->point, f->out, face->size * rise * shown * (rise < 0.0f ? 0.75f : 1.0f));
    /* short waves that the plane took away run on over brow and cheek */
    if (water->bands > 1) {
        float wave = crq_tiles_surface(&water->tiles[1], x, z)[0];
        step(&v->point, f->out, 0.7f * held * near * crq_clamp(wave, -0.3f, 0.3f));
    }
    v->point.jacobian = crq_mix(v->point.jacobian, 1.0f, 0.55f * near);
    float skin = 1.0f - crq_smoothstep(0.62f, 1.40f, r);
    if (skin > v->face) {
        float cavity = crq_relief_at(relief->cavity, u, w);
        v->face = skin;
        v->cavity = crq_saturate(cavity * 1.15f - 0.08f) * shown;
    }
}

static void press_faces(
    const struct crq_water *water, float x, float z, struct crq_sea_vertex *v) {
    for (int i = 0; i < water->frame_count; i++) {
        const struct crq_face_frame *f = &water->frames[i];
        if (z > f->z0 && z < f->z1 && x > f->x0 && x < f->x1) {
            press(water, i, x, z, v);
        }
    }
}

CRQ_WIDE void crq_water_row(const struct crq_water *water, const float *x, int count,
    float z, float cell, struct crq_sea_vertex *vertices) {
    for (int first = 0; first < count; first += CRQ_LANES) {
        int some = MIN(CRQ_LANES, count - first);
        struct crq_sea_point at[CRQ_LANES];
        surface(water, x + first, some, z, cell, at);
        for (int k = 0; k < some; k++) {
            vertices[first + k] = (struct crq_sea_vertex){.point = at[k]};
            press_faces(water, x[first + k], z, &vertices[first + k]);
        }
    }
}
