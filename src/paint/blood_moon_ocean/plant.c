/* Tendrils: which rise where, and with what gesture. */
#include "paint/blood_moon_ocean/ocean.h"

/* One of the great tendrils of a view: x from the moon, towards its side. */
struct row {
    float x[2], depth, length[2], radius;
    float lean; /* radians, positive away from the moon's side */
};

enum { GREAT = 7 };
static const struct {
    int great, clumps;
    float breadth, tallest; /* of the clumps before the moon, units */
    struct row row[GREAT];
} stands[CRQ_VIEWS] = {
    [CRQ_VIEW_GATE] = {6, 3, 0.36f, 0.34f,
        {{{0.42f, 0.50f}, 24.5f, {1.10f, 1.30f}, 0.040f, -0.12f},
            {{0.22f, 0.34f}, 31.0f, {0.66f, 0.82f}, 0.022f, 0.35f},
            {{0.50f, 0.58f}, 36.0f, {0.50f, 0.70f}, 0.017f, -0.20f},
            {{-0.54f, -0.46f}, 43.0f, {0.80f, 1.0f}, 0.027f, -0.17f},
            {{-0.76f, -0.66f}, 48.0f, {0.60f, 0.76f}, 0.019f, 0.12f},
            {{-1.04f, -0.95f}, 40.0f, {0.90f, 1.1f}, 0.032f, -0.10f}}},
    [CRQ_VIEW_DROWNED] = {4, 4, 0.55f, 0.42f,
        {{{0.58f, 0.68f}, 25.0f, {1.0f, 1.2f}, 0.037f, -0.12f},
            {{-0.66f, -0.56f}, 34.0f, {0.80f, 1.0f}, 0.027f, -0.10f},
            {{0.18f, 0.32f}, 44.0f, {0.55f, 0.72f}, 0.019f, 0.20f},
            {{-0.28f, -0.14f}, 52.0f, {0.45f, 0.62f}, 0.014f, 0.15f}}},
    [CRQ_VIEW_VALLEY] = {5, 3, 0.30f, 0.34f,
        {{{0.41f, 0.49f}, 33.0f, {0.85f, 1.05f}, 0.031f, -0.12f},
            {{-0.43f, -0.35f}, 36.0f, {0.75f, 0.95f}, 0.026f, -0.17f},
            {{-0.75f, -0.65f}, 40.0f, {0.65f, 0.85f}, 0.024f, 0.10f},
            {{0.68f, 0.79f}, 42.0f, {0.65f, 0.85f}, 0.024f, -0.10f},
            {{0.15f, 0.23f}, 60.0f, {0.28f, 0.42f}, 0.012f, 0.20f}}},
    [CRQ_VIEW_BEHIND] = {4, 3, 0.45f, 0.34f,
        {{{-0.82f, -0.70f}, 24.5f, {1.05f, 1.25f}, 0.039f, -0.06f},
            {{-0.18f, -0.08f}, 42.0f, {0.80f, 1.0f}, 0.026f, 0.20f},
            {{0.20f, 0.31f}, 40.0f, {0.70f, 0.9f}, 0.022f, -0.20f},
            {{-0.52f, -0.40f}, 50.0f, {0.50f, 0.7f}, 0.017f, 0.10f}}},
    [CRQ_VIEW_CROWN] = {7, 3, 0.30f, 0.24f,
        {{{0.30f, 0.38f}, 31.0f, {0.80f, 0.98f}, 0.027f, 0.18f},
            {{-0.38f, -0.29f}, 33.0f, {0.78f, 0.96f}, 0.026f, -0.20f},
            {{0.52f, 0.60f}, 27.0f, {0.90f, 1.1f}, 0.033f, 0.10f},
            {{-0.61f, -0.53f}, 28.5f, {0.85f, 1.05f}, 0.031f, -0.12f},
            {{0.13f, 0.20f}, 52.0f, {0.48f, 0.60f}, 0.014f, 0.16f},
            {{-0.20f, -0.12f}, 50.0f, {0.46f, 0.60f}, 0.014f, -0.18f},
            {{0.76f, 0.86f}, 38.0f, {0.55f, 0.72f}, 0.020f, -0.05f}}},
};

/* How a tendril moves through the air: turn of its body, of its tip (radians over the
 * length, the tip's winds up towards the end), whether tip and body agree, unrest. */
static const struct gesture {
    float bend[2], curl[2], agree, sway;
} gestures[] = {
    {{1.1f, 1.6f}, {1.9f, 2.6f}, -1.0f, 1.0f}, /* an S with a wound tip */
    {{1.5f, 2.1f}, {1.3f, 1.9f}, -1.0f, 1.1f}, /* a swan's neck */
    {{1.1f, 1.6f}, {0.9f, 1.5f}, 1.0f, 1.0f},  /* an arch that falls */
    {{0.7f, 1.1f}, {1.2f, 2.0f}, 1.0f, 0.9f},  /* a crook */
    {{0.5f, 0.9f}, {2.3f, 3.1f}, -1.0f, 0.8f}, /* a coil */
    {{0.5f, 1.0f}, {0.5f, 1.1f}, -1.0f, 2.0f}, /* a whip */
    {{-0.6f, 0.2f}, {0.6f, 1.3f}, 1.0f, 2.4f}, /* a flame */
};
/* The great ones are calm: whips and flames would look like a dead tree's boughs. */
enum { GESTURES = sizeof gestures / sizeof gestures[0], CALM = 5 };

static float magnitude(float x) {
    return x < 0.0f ? -x : x;
}

static struct crq_shoot *add(struct crq_ocean *ocean) {
    struct crq_shoot *shoot = &ocean->shoots[ocean->shoot_count];
    *shoot = (struct crq_shoot){.parent = -1, .index = (uint32_t)ocean->shoot_count};
    ocean->shoot_count++;
    return shoot;
}

static bool room(const struct crq_ocean *ocean) {
    return ocean->shoot_count < CRQ_SHOOTS;
}

/* Gives it one of the first `kinds` gestures; `inward` is the sense in which its body
 * bends. */
static void gesture(
    struct crq_shoot *shoot, struct crq_chance chance, float inward, int kinds) {
    int kind = (int)(crq_unit(chance, shoot->index, 0) * (float)kinds);
    const struct gesture *g = &gestures[kind];
    shoot->bend = inward * crq_between(chance, shoot->index, 1, g->bend[0], g->bend[1]);
    shoot->curl = inward * g->agree *
                  crq_between(chance, shoot->index, 2, g->curl[0], g->curl[1]);
    shoot->sway = g->sway;
}

/* How much of the larger faces a tendril would hide, plus how far it leaves the
 * picture. */
static float hides(const struct crq_ocean *ocean, const struct crq_shoot *shoot) {
    struct crq_tendril_point line[CRQ_SHOOT_POINTS];
    const struct crq_ocean_camera *c = &ocean->camera;
    crq_shoot_grow(ocean, shoot, 0.0, line);
    float cost = 0.0f;
    for (int f = 0; f < ocean->face_count; f++) {
        const struct crq_face *face = &ocean->faces[f];
        float size = face->size * c->focal / face->z;
        if (face->z < shoot->depth || size < 0.03f) {
            continue;
        }
        for (int i = 0; i < CRQ_SHOOT_POINTS; i += 3) {
            float scale = c->focal / line[i].z;
            float dx = line[i].x * scale - face->screen_x;
            float dy = (line[i].y - c->height) * scale - face->screen_y;
            dx /= size * 0.75f + line[i].radius * scale;
            dy /= size * 1.1f;
            cost += dx * dx + dy * dy < 1.0f ? 0.25f * size : 0.0f;
        }
    }
    return cost;
}

/* Does it keep within the picture? */
static bool fits(const struct crq_ocean *ocean, const struct crq_shoot *shoot) {
    struct crq_tendril_point line[CRQ_SHOOT_POINTS];
    const struct crq_ocean_camera *c = &ocean->camera;
    crq_shoot_grow(ocean, shoot, 0.0, line);
    bool within = magnitude(shoot->x) < c->half - 0.08f;
    for (int i = 0; i < CRQ_SHOOT_POINTS; i++) {
        float scale = c->focal / line[i].z;
        float x = magnitude(line[i].x * scale);
        if ((line[i].y - c->height) * scale > c->above - 0.05f ||
            (within && i > CRQ_SHOOT_POINTS / 2 && x > c->half + 0.01f)) {
            return false;
        }
    }
    return true;
}

/* By small steps until it fits, but never to nothing. */
static void shorten(const struct crq_ocean *ocean, struct crq_shoot *shoot) {
    for (int i = 0; i < 14 && !fits(ocean, shoot); i++) {
        shoot->length *= 0.93f;
    }
}

/* Moves the root a little where that frees a face. Decided at moment 0: nothing may
 * jump in a loop. */
static void settle(const struct crq_ocean *ocean, struct crq_shoot *shoot) {
    static const float offsets[] = {0.0f, 0.05f, -0.05f, 0.10f, -0.10f, 0.15f, -0.15f};
    struct crq_shoot best = *shoot;
    float least = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(offsets); i++) {
        struct crq_shoot tried = *shoot;
        tried.x += offsets[i];
        shorten(ocean, &tried);
        float cost = hides(ocean, &tried) + 0.6f * magnitude(offsets[i]);
        if (cost < least) {
            least = cost;
            best = tried;
        }
    }
    *shoot = best;
}

/* Branches leave a great tendril in its middle and go their own way. */
static void branch(struct crq_ocean *ocean, int parent, int count) {
    struct crq_chance chance = crq_chance(ocean->seed, "branch");
    for (int k = 0; k < count && room(ocean); k++) {
        const struct crq_shoot *from = &ocean->shoots[parent];
        struct crq_shoot *shoot = add(ocean);
        uint32_t index = (uint32_t)(parent * 8 + k);
        float sense = crq_unit(chance, index, 0) < 0.5f ? -1.0f : 1.0f;
        shoot->parent = parent;
        shoot->depth = from->depth;
        shoot->fork = crq_between(chance, index, 1, 0.40f, 0.66f);
        shoot->length = from->length * (1.0f - shoot->fork) *
                        crq_between(chance, index, 2, 0.55f, 1.0f);
        shoot->radius = crq_between(chance, index, 3, 0.50f, 0.72f); /* of the parent */
        shoot->lean = sense * crq_between(chance, index, 4, 0.12f, 0.30f);
        shoot->bend = sense * crq_between(chance, index, 5, 0.3f, 0.9f);
        shoot->curl = sense * crq_between(chance, index, 6, 1.0f, 2.2f);
        shoot->sway = 0.8f;
        shoot->strands = from->strands / 3;
        shorten(ocean, shoot);
    }
}

/* The tendrils that carry the composition, one a row of the table. */
static void plant_great(
    struct crq_ocean *ocean, const struct crq_ocean_tendrils *numbers) {
    struct crq_chance chance = crq_chance(ocean->seed, "great tendril");
    struct crq_chance moves = crq_chance(ocean->seed, "gesture");
    float tall = 1.0f + 0.6f * (ocean->camera.above - 0.6f);
    int count = stands[ocean->view].great;
    for (int i = 0; i < count && room(ocean); i++) {
        const struct row *row = &stands[ocean->view].row[i];
        uint32_t index = (uint32_t)i;
        if ((double)crq_unit(chance, index, 5) >= numbers->amount) {
            continue;
        }
        struct crq_shoot *shoot = add(ocean);
        int own = ocean->shoot_count - 1;
        float from_moon = crq_between(chance, index, 0, row->x[0], row->x[1]);
        shoot->x = ocean->moon.x + ocean->side * from_moon * ocean->spread;
        shoot->depth = row->depth * crq_between(chance, index, 1, 0.94f, 1.06f);
        shoot->length = crq_between(chance, index, 2, row->length[0], row->length[1]) *
                        tall * (float)numbers->length;
        shoot->radius = row->radius * crq_between(chance, index, 3, 0.95f, 1.25f) *
                        (float)numbers->thickness;
        shoot->lean = -ocean->side * row->lean;
        float outward = shoot->x < ocean->moon.x ? -1.0f : 1.0f;
        float turned = crq_unit(chance, index, 4) < 0.68f ? 1.0f : -1.0f;
        gesture(shoot, moves, outward * turned, CALM);
        shoot->strands = (int)(36.0 * numbers->hair);
        settle(ocean, shoot);
        branch(ocean, own,
            row->radius > 0.016f ? (int)(crq_unit(chance, index, 6) * 1.7f) : 0);
    }
}

/* Clumps before the moon and its path: evenly spaced ones would read as reeds. */
static void plant_clumps(
    struct crq_ocean *ocean, const struct crq_ocean_tendrils *numbers) {
    struct crq_chance chance = crq_chance(ocean->seed, "clump");
    struct crq_chance moves = crq_chance(ocean->seed, "gesture of a clump");
    int clumps = stands[ocean->view].clumps;
    for (int k = 0; k < clumps; k++) {
        uint32_t index = (uint32_t)k;
        float part = ((float)k + crq_between(chance, index, 0, 0.15f, 0.85f)) /
                         (float)clumps * 2.0f -
                     1.0f;
        float x = ocean->moon.x + part * stands[ocean->view].breadth * ocean->spread;
        float depth = crq_between(chance, index, 1, 54.0f, 105.0f);
        float tall =
            stands[ocean->view].tallest * crq_between(chance, index, 2, 0.5f, 1.0f);
        int members =
            (int)((2.0 + 3.0 * (double)crq_unit(chance, index, 3)) * numbers->amount);
        for (int m = 0; m < members && room(ocean); m++) {
            struct crq_shoot *shoot = add(ocean);
            uint32_t own = 100u + index * 16u + (uint32_t)m;
            float aside = m ? 0.034f * crq_normal(chance, own, 0) : 0.0f;
            float sense = crq_unit(chance, own, 1) < 0.5f ? -1.0f : 1.0f;
            sense = m && aside > 0.0f ? -1.0f : m ? 1.0f : sense;
            float part_of = m ? crq_between(chance, own, 2, 0.30f, 0.78f) : 1.0f;
            shoot->x = x + aside;
            shoot->depth = depth * (1.0f + 0.05f * crq_normal(chance, own, 3));
            shoot->length = tall * part_of * (float)numbers->length;
            shoot->radius = shoot->length *
                            crq_between(chance, own, 4, 0.022f, 0.036f) *
                            (float)numbers->thickness;
            shoot->lean = -aside * 5.0f + crq_between(chance, own, 5, -0.15f, 0.15f);
            gesture(shoot, moves, sense, GESTURES);
            shoot->sway *= 1.6f;
            shoot->strands = (int)(9.0 * numbers->hair);
            shorten(ocean, shoot);
        }
    }
}

/* Far ones at the horizon and threads near the great ones. */
static void plant_small(
    struct crq_ocean *ocean, const struct crq_ocean_tendrils *numbers) {
    struct crq_chance chance = crq_chance(ocean->seed, "small tendril");
    struct crq_chance moves = crq_chance(ocean->seed, "gesture of a small one");
    int count = (int)(20.0 * numbers->amount);
    for (int i = 0; i < count && room(ocean); i++) {
        struct crq_shoot *shoot = add(ocean);
        uint32_t index = (uint32_t)i;
        bool far = i % 2 == 0;
        float sense = crq_unit(chance, index, 0) < 0.5f ? -1.0f : 1.0f;
        shoot->x = crq_between(chance, index, 1, -1.0f, 1.0f) * ocean->camera.half;
        shoot->depth = far ? crq_between(chance, index, 2, 90.0f, 260.0f)
                           : crq_between(chance, index, 2, 30.0f, 60.0f);
        shoot->length = far ? crq_between(chance, index, 3, 0.05f, 0.16f)
                            : crq_between(chance, index, 3, 0.10f, 0.36f);
        shoot->radius = far ? shoot->length * 0.036f
                            : crq_between(chance, index, 4, 0.0014f, 0.0036f);
        shoot->radius *= (float)numbers->thickness;
        shoot->lean = crq_between(chance, index, 5, -0.4f, 0.4f);
        gesture(shoot, moves, sense, GESTURES);
        shoot->bend *= 0.7f;
        shoot->sway *= 1.6f;
    }
}

void crq_ocean_plant(struct crq_ocean *ocean, const struct crq_work *work) {
    const struct crq_ocean_tendrils *numbers = crq_work_values(work, "tendrils");
    plant_great(ocean, numbers);
    plant_clumps(ocean, numbers);
    plant_small(ocean, numbers);
}
