/* Faces: where they come through, and the planes on which they lie. */
#include "paint/blood_moon_ocean/ocean.h"

enum { CANDIDATES = 220 };

/* Few sizes, far apart: many small faces would look like barnacles. Half height in
 * units, how many, depth range, least slope, how flat the wave becomes, strength. */
static const struct tier {
    float size, near, far, lift, pull, strength[2];
    int count;
} tiers[] = {
    {0.136f, 26.0f, 36.0f, 0.168f, 0.90f, {0.95f, 1.10f}, 1},
    {0.098f, 25.0f, 44.0f, 0.164f, 0.90f, {1.00f, 1.15f}, 2},
    {0.072f, 24.0f, 56.0f, 0.156f, 0.86f, {1.00f, 1.15f}, 2},
    {0.050f, 24.0f, 64.0f, 0.134f, 0.76f, {0.95f, 1.1f}, 2},
    {0.033f, 40.0f, 110.0f, 0.110f, 0.65f, {0.90f, 1.05f}, 2},
};
enum { TIERS = sizeof tiers / sizeof tiers[0] };

static float magnitude(float x) {
    return x < 0.0f ? -x : x;
}

static void subtract(
    const struct crq_sea_point *a, const struct crq_sea_point *b, float out[3]) {
    out[0] = a->x - b->x;
    out[1] = a->y - b->y;
    out[2] = a->z - b->z;
}

static float length3(const float v[3]) {
    return sqrtf(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

static void normalise(float v[3]) {
    float scale = 1.0f / (length3(v) + 1e-12f);
    for (int k = 0; k < 3; k++) {
        v[k] *= scale;
    }
}

static void cross(const float a[3], const float b[3], float out[3]) {
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

/* Raises the plane's upward direction to at least `lift` turns of slope. */
static void steepen(float up[3], float lift, float *stretch) {
    float sine = crq_sin_turns(lift);
    if (up[1] >= sine) {
        return;
    }
    float cosine = crq_cos_turns(lift);
    float level = sqrtf(up[0] * up[0] + up[2] * up[2]) + 1e-6f;
    up[0] *= cosine / level;
    up[2] *= cosine / level;
    up[1] = sine;
    *stretch = 1.0f / (cosine > 0.45f ? cosine : 0.45f);
}

/* Tangents over the size of the face: it lies on the swell as a whole. */
struct crq_face_frame crq_face_fit(
    const struct crq_water *water, const struct crq_face *face) {
    struct crq_face_frame f;
    float e = face->size * 0.9f;
    float d = face->size * 0.65f;
    /* a cell of two metres: the plane follows swells, not ripples */
    struct crq_sea_point middle = crq_water_point(water, face->x, face->z, 2.0f);
    struct crq_sea_point left = crq_water_point(water, face->x - e, face->z, 2.0f);
    struct crq_sea_point right = crq_water_point(water, face->x + e, face->z, 2.0f);
    struct crq_sea_point near = crq_water_point(water, face->x, face->z - d, 2.0f);
    struct crq_sea_point far = crq_water_point(water, face->x, face->z + d, 2.0f);
    subtract(&right, &left, f.across);
    subtract(&far, &near, f.up);
    normalise(f.across);
    /* on a flank that turns aside the head still looks out of the picture */
    f.across[0] = MAX(f.across[0], 0.3f);
    f.across[1] = crq_clamp(f.across[1], -0.24f * f.across[0], 0.24f * f.across[0]);
    f.across[2] = crq_clamp(f.across[2], -0.36f * f.across[0], 0.36f * f.across[0]);
    normalise(f.across);
    float stretch = length3(f.up) / (2.0f * d);
    normalise(f.up);
    steepen(f.up, face->lift, &stretch);
    cross(f.up, f.across, f.out);
    normalise(f.out);
    if (f.out[2] > 0.0f) {
        for (int k = 0; k < 3; k++) {
            f.out[k] = -f.out[k];
        }
    }
    f.origin[0] = face->x;
    f.origin[1] = middle.y;
    f.origin[2] = face->z;
    f.squeeze = 1.0f / (stretch > 0.05f ? stretch : 0.05f);
    f.cosine = crq_cos_turns(face->roll);
    f.sine = crq_sin_turns(face->roll);
    float reach = face->size * 2.7f;
    f.x0 = face->x - reach;
    f.x1 = face->x + reach;
    f.z0 = face->z - reach;
    f.z1 = face->z + reach;
    return f;
}

/* Does anything nearer rise above the line of sight to the face's lower half? */
static bool hidden(
    const struct crq_water *water, const struct crq_sea_point *middle, float size) {
    float eye = water->ocean->camera.height;
    for (int i = 1; i < 14; i++) {
        float part = 0.35f + 0.62f * (float)i / 14.0f;
        struct crq_sea_point p =
            crq_water_point(water, middle->x * part, middle->z * part, 2.0f);
        float sight = eye + (middle->y - size * 0.7f - eye) * part;
        if (p.y > sight + 0.15f * size && p.z < middle->z - size * 1.2f) {
            return true;
        }
    }
    return false;
}

/* Distance to the nearest face in sizes, on the sea; 0 where two would touch, there or
 * on the screen. */
static float clearance(
    const struct crq_ocean *ocean, const struct crq_face *face, bool close) {
    float least = 99.0f;
    for (int i = 0; i < ocean->face_count; i++) {
        const struct crq_face *other = &ocean->faces[i];
        float dx = face->x - other->x;
        float dz = face->z - other->z;
        float apart = (face->size + other->size) * (close ? 0.98f : 1.12f);
        float free = (sqrtf(dx * dx + 1.6f * dz * dz) - apart) / face->size;
        float focal = ocean->camera.focal;
        float tall = focal * (face->size / face->z + other->size / other->z);
        float sx = (face->screen_x - other->screen_x) / (0.86f * tall);
        float sy = (face->screen_y - other->screen_y) / (1.05f * tall);
        least = free < least ? free : least;
        least = sx * sx + sy * sy < 1.0f ? 0.0f : least;
    }
    return least < 0.0f ? 0.0f : least;
}

/* Would its brow fall over the crest? */
static bool topples(const struct crq_water *water, const struct crq_face *face) {
    struct crq_face_frame frame = crq_face_fit(water, face);
    float brow = frame.origin[1] + 0.55f * face->size * frame.up[1];
    for (int i = 1; i <= 6; i++) {
        float z = face->z + 0.35f * (float)i * face->size;
        if (crq_water_point(water, face->x, z, 2.0f).y >= brow) {
            return false;
        }
    }
    return true;
}

/* How well a candidate lies: on a flank that faces the viewer, level, near others,
 * not at the edge; negative infinity where it cannot be. */
static float judge(const struct crq_water *water, struct crq_face *face,
    const struct tier *tier, int rank) {
    const struct crq_ocean *ocean = water->ocean;
    const struct crq_ocean_camera *c = &ocean->camera;
    float s = face->size;
    struct crq_sea_point near = crq_water_point(water, face->x, face->z - 0.6f * s, 2);
    struct crq_sea_point far = crq_water_point(water, face->x, face->z + 0.6f * s, 2);
    struct crq_sea_point middle = crq_water_point(water, face->x, face->z, 2.0f);
    struct crq_sea_point crown = crq_water_point(water, face->x, face->z + 1.1f * s, 2);
    float depth = far.z - near.z;
    float slope = (far.y - near.y) / MAX(depth, 0.2f * s);
    face->screen_x = middle.x / middle.z * c->focal;
    face->screen_y = (middle.y - c->height) / middle.z * c->focal;
    float beside = magnitude(face->screen_x);
    float edge = MIN(c->half - 0.04f - 0.5f * tier->size, 1.1f);
    if (depth < 0.05f * s || beside > edge || crown.z < far.z || crown.y < middle.y ||
        face->screen_y < 1.1f * tier->size - c->below || hidden(water, &middle, s)) {
        return -INFINITY;
    }
    /* leaning out of the water no further than a head can be raised */
    float natural = crq_atan2_turns(far.y - near.y, depth);
    face->lift = MIN(tier->lift, MAX(natural, 0.0f) + 0.062f);
    float room = clearance(ocean, face, rank < 3);
    /* a wave lower than the head would let its brow fall over the crest */
    bool lies =
        rank < 4 && (face->lift < 0.76f * tier->lift ||
                        crown.y - middle.y < 0.42f * s || crown.y - far.y < 0.10f * s);
    if (room <= 0.0f || lies || topples(water, face)) {
        return -INFINITY;
    }
    struct crq_sea_point left = crq_water_point(water, face->x - 0.7f * s, face->z, 2);
    struct crq_sea_point right = crq_water_point(water, face->x + 0.7f * s, face->z, 2);
    float tilt = magnitude(right.y - left.y) / (1.4f * s);
    float peak = (2.0f * middle.y - left.y - right.y) / s;
    float from_moon = magnitude(face->screen_x - 0.55f * ocean->moon.x);
    float goes_on = crq_clamp((crown.y - far.y) / (0.5f * s), -0.5f, 0.8f);
    return MIN(slope, 1.3f) + 0.70f * goes_on + 0.30f * crq_exp(-room / 3.0f) -
           1.3f * tilt - 0.8f * crq_clamp(peak, 0.0f, 1.5f) -
           0.25f * crq_smoothstep(0.55f * c->half, 0.95f * c->half, beside) -
           0.15f * from_moon;
}

struct search {
    const struct crq_water *water;
    const struct tier *tier;
    struct crq_chance chance;
    int rank;
    uint32_t first; /* index of chance */
    struct crq_face candidates[CANDIDATES];
    float score[CANDIDATES];
};

static void judge_some(void *context, int first, int last) {
    struct search *s = context;
    const struct crq_ocean_camera *c = &s->water->ocean->camera;
    for (int i = first; i < last; i++) {
        uint32_t index = s->first + (uint32_t)i;
        struct crq_face *face = &s->candidates[i];
        float u = crq_unit(s->chance, index, 0);
        face->z = s->tier->near * crq_pow(s->tier->far / s->tier->near, u);
        float x = crq_between(s->chance, index, 1, -1.0f, 1.0f) * MIN(c->half, 1.1f);
        face->x = x / c->focal * face->z;
        float vary = crq_between(s->chance, index, 2, 0.85f, 1.15f);
        face->size = s->tier->size * face->z / c->focal * vary;
        float whim = crq_unit(s->chance, index, 3);
        s->score[i] = judge(s->water, face, s->tier, s->rank) + 0.15f * whim;
    }
}

/* The best of many; the first of equals. */
static int best_of(const struct search *s) {
    int best = 0;
    for (int i = 1; i < CANDIDATES; i++) {
        best = s->score[i] > s->score[best] ? i : best;
    }
    return s->score[best] > (s->rank < 2 ? 0.30f : 0.14f) ? best : -1;
}

/* Keeps the best candidate and gives it a person. */
static void settle(struct crq_ocean *ocean, const struct search *s, int best) {
    struct crq_chance chance = crq_chance(ocean->seed, "face");
    uint32_t index = (uint32_t)ocean->face_count;
    struct crq_face *face = &ocean->faces[ocean->face_count++];
    *face = s->candidates[best];
    face->pull = s->tier->pull;
    face->roll = crq_between(chance, index, 0, -0.085f, 0.085f);
    face->strength =
        crq_between(chance, index, 1, s->tier->strength[0], s->tier->strength[1]);
    face->form = (int)index % CRQ_FORMS;
}

struct carving {
    struct crq_ocean *ocean;
    struct crq_face_form forms[CRQ_FORMS];
};

static void carve(void *context, int first, int last) {
    struct carving *c = context;
    for (int i = first; i < last; i++) {
        crq_relief_make(&c->ocean->calm[i], &c->forms[i], 0.88f);
        crq_relief_make(&c->ocean->wide[i], &c->forms[i], 1.10f);
    }
}

/* The forms that are in use. All heads turn towards the moon; that made masks into
 * people. */
static void carve_forms(struct crq_ocean *ocean, const struct crq_crew *crew) {
    struct crq_chance chance = crq_chance(ocean->seed, "face form");
    struct carving carving = {.ocean = ocean};
    for (int i = 0; i < CRQ_FORMS; i++) {
        uint32_t index = (uint32_t)i;
        carving.forms[i] = crq_face_draw(chance, index);
        float turn = crq_between(chance, index, 20, -0.02f, 0.10f);
        carving.forms[i].yaw = turn * ocean->side;
        /* the two largest have come through whole */
        carving.forms[i].emerged += i < 2 ? 0.7f : 0.0f;
    }
    struct crq_crew each = {crew->threads, 1};
    crq_strips(&each, MIN(ocean->face_count, CRQ_FORMS), carve, &carving);
}

void crq_ocean_place_faces(
    struct crq_ocean *ocean, const struct crq_work *work, const struct crq_crew *crew) {
    const struct crq_ocean_sea *sea = crq_work_values(work, "sea");
    struct crq_water water;
    crq_water_make(&water, ocean, 0.0, 2, crew);
    g_autofree struct search *search = g_new0(struct search, 1);
    search->water = &water;
    search->chance = crq_chance(ocean->seed, "place of a face");
    struct crq_crew some = {crew->threads, 20};
    for (int rank = 0; rank < TIERS; rank++) {
        search->tier = &tiers[rank];
        search->rank = rank;
        int count = (int)((double)tiers[rank].count * sea->faces + 0.5);
        for (int k = 0; k < count && ocean->face_count < CRQ_FACES; k++) {
            search->first = (uint32_t)((rank * 64 + k) * CANDIDATES);
            crq_strips(&some, CANDIDATES, judge_some, search);
            int best = best_of(search);
            if (best >= 0) {
                settle(ocean, search, best);
            }
        }
    }
    crq_water_finish(&water);
    carve_forms(ocean, crew);
}
