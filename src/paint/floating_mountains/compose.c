/* Where everything stands: archetypes by seed, mirrored by a coin.
 *
 * Three values in every picture: the sea of clouds is the middle, the hole in it and
 * the ledge are the dark, the fall of starlight is the brightest. The massif hangs at a
 * third over the hole; the child stands in the opposite corner; the fall leads between
 * them. */
#include "paint/floating_mountains/mountains.h"

#include <glib.h>

#define DEGREES (1.0f / 360.0f)
/* Tangent of one short side of a wide picture, and how much more a narrow one sees. */
#define SCALE 0.76773f
#define WIDER 0.30f

/* Places are fractions of the stage as seen when the massif stands right. */
struct arrangement {
    float pitch;              /* degrees below the horizon */
    float x[2], y[2], far[2]; /* of the main massif: from, to */
    float size;
    enum crq_massif_style ledge;
    float ledge_x[2], ledge_y[2], ledge_far, ledge_size;
    float hole;      /* radius of the hole in the clouds */
    float companion; /* size of the nearest of the far massifs */
};

static const struct arrangement arrangements[] = {
    /* a prow from the edge of the picture */
    {4.2f, {0.61f, 0.66f}, {0.462f, 0.478f}, {26.0f, 27.5f}, 7.5f, CRQ_PROW,
        {0.03f, 0.075f}, {0.640f, 0.672f}, 7.6f, 2.3f, 17.0f, 1.0f},
    /* an island of the child's own */
    {5.2f, {0.575f, 0.625f}, {0.450f, 0.466f}, {26.0f, 27.5f}, 8.3f, CRQ_PERCH,
        {0.17f, 0.21f}, {0.655f, 0.700f}, 9.2f, 1.75f, 20.0f, 0.9f},
    /* a low prow under a high massif */
    {2.6f, {0.645f, 0.69f}, {0.407f, 0.423f}, {27.5f, 29.0f}, 7.0f, CRQ_PROW,
        {0.02f, 0.05f}, {0.720f, 0.760f}, 7.0f, 2.3f, 15.0f, 1.15f},
    /* the child nearer, the massif farther, a second one beside it */
    {3.6f, {0.625f, 0.665f}, {0.420f, 0.440f}, {30.0f, 31.5f}, 7.9f, CRQ_PERCH,
        {0.225f, 0.265f}, {0.735f, 0.765f}, 6.9f, 1.55f, 18.0f, 1.7f},
    /* from above: much cloud, a wide hole, little sky */
    {8.6f, {0.60f, 0.645f}, {0.425f, 0.445f}, {28.0f, 29.5f}, 8.3f, CRQ_PROW,
        {0.03f, 0.07f}, {0.660f, 0.690f}, 7.8f, 2.2f, 21.0f, 1.1f},
    /* from below: the massif towers, the child is low and small */
    {1.2f, {0.595f, 0.64f}, {0.425f, 0.445f}, {26.0f, 27.5f}, 8.2f, CRQ_PERCH,
        {0.16f, 0.22f}, {0.765f, 0.795f}, 8.4f, 1.6f, 15.0f, 1.3f},
    /* the child large and near, before the massif */
    {3.0f, {0.575f, 0.62f}, {0.415f, 0.435f}, {30.0f, 32.0f}, 8.4f, CRQ_PERCH,
        {0.23f, 0.28f}, {0.800f, 0.840f}, 4.7f, 1.10f, 19.0f, 0.8f},
    /* alone: all is small and far, the sea is wide */
    {5.4f, {0.66f, 0.72f}, {0.395f, 0.415f}, {38.0f, 41.0f}, 7.6f, CRQ_PERCH,
        {0.26f, 0.32f}, {0.600f, 0.640f}, 12.0f, 1.25f, 21.0f, 0.7f},
    /* a tower over a low horizon */
    {-0.4f, {0.60f, 0.66f}, {0.420f, 0.440f}, {25.0f, 26.0f}, 8.6f, CRQ_PROW,
        {0.03f, 0.07f}, {0.790f, 0.820f}, 6.6f, 2.0f, 16.0f, 1.5f},
};

static float draw(const struct crq_mountains *m, uint32_t slot, float low, float high) {
    struct crq_chance chance = crq_chance(m->seed, "mountains: composition");
    return crq_between(chance, 0, slot, low, high);
}

bool crq_view_project(
    const struct crq_view *v, const float place[3], float *x, float *y, float *ahead) {
    *ahead = crq_dot3(place, v->ahead);
    if (*ahead < 0.05f) {
        return false;
    }
    *x = v->middle_x + place[0] / (*ahead * v->scale);
    *y = v->middle_y - crq_dot3(place, v->up) / (*ahead * v->scale);
    return true;
}

void crq_view_place(
    const struct crq_view *v, float x, float y, float ahead, float p[3]) {
    float a = (x - 0.5f) * v->stage_x * v->scale;
    float b = (0.5f - y) * v->stage_y * v->scale;
    p[0] = a * ahead;
    p[1] = (v->ahead[1] + b * v->up[1]) * ahead;
    p[2] = (v->ahead[2] + b * v->up[2]) * ahead;
}

float crq_mountains_sway(const struct crq_mountains *m, int index, float moment) {
    return m->sway[index] * crq_sin_turns(moment + m->sway_phase[index]);
}

/* Narrow pictures see wider: the two halves of the composition must fit side by side.
 */
static void aim(struct crq_mountains *m, const struct crq_work *work, float pitch) {
    struct crq_view *v = &m->view;
    float across = crq_work_across(work);
    float down = crq_work_down(work);
    float narrow = 1.0f - crq_smoothstep(0.9f, 1.6f, across / down);
    v->scale = SCALE * (1.0f + WIDER * narrow);
    v->middle_x = 0.5f * across;
    v->middle_y = 0.5f * down;
    v->stage_x = MIN(across, 2.4f);
    v->stage_y = MIN(down, 1.42f);
    v->ahead[1] = -crq_sin_turns(pitch * DEGREES);
    v->ahead[2] = crq_cos_turns(pitch * DEGREES);
    v->up[1] = v->ahead[2];
    v->up[2] = -v->ahead[1];
}

/* The sun stands on the far side of the ledge, nearly across the view: side light gives
 * form. Hour, mist and high cloud are the weather of a seed. */
static void raise_sun(struct crq_mountains *m) {
    float azimuth = draw(m, 1, 64.0f, 98.0f) * DEGREES;
    m->hour = draw(m, 3, -0.25f, 1.40f);
    float mist = draw(m, 4, 0.0f, 1.0f);
    m->mist = crq_mix(0.6f, 1.8f, mist * mist);
    m->glow = draw(m, 5, 0.65f, 1.7f);
    m->cirrus = draw(m, 6, 0.2f, 1.8f);
    float height = crq_mix(22.0f, 9.0f, m->hour) * DEGREES;
    m->sun[0] = -m->side * crq_sin_turns(azimuth) * crq_cos_turns(height);
    m->sun[1] = crq_sin_turns(height);
    m->sun[2] = crq_cos_turns(azimuth) * crq_cos_turns(height);
}

static void stand(struct crq_mountains *m, int index, float x, float y, float ahead) {
    x = m->side > 0.0f ? x : 1.0f - x;
    crq_view_place(&m->view, x, y, ahead, m->massifs[index].centre);
}

static void settle_sway(struct crq_mountains *m, int index, float amount) {
    m->sway[index] = amount;
    m->sway_phase[index] = crq_fract(0.27f * (float)index);
}

static void place_main(struct crq_mountains *m, const struct arrangement *a) {
    struct crq_massif *main = &m->massifs[CRQ_MAIN];
    bool blunt = draw(m, 10, 0.0f, 1.0f) < 0.35f;
    crq_massif_grow(main, m->seed, CRQ_MAIN, blunt ? CRQ_BLUNT : CRQ_ALPINE, m->side);
    main->size = a->size;
    crq_massif_settle(main, m->crumble);
    float x = draw(m, 11, a->x[0], a->x[1]);
    float y = draw(m, 12, a->y[0], a->y[1]);
    float ahead = draw(m, 13, a->far[0], a->far[1]);
    /* the crown and what flies off it must stay in the picture */
    float tall = (main->top + 0.13f) * main->size;
    float summit = y - tall / (ahead * m->view.scale * m->view.stage_y);
    y += MAX(0.045f - summit, 0.0f);
    stand(m, CRQ_MAIN, x, y, ahead);
    settle_sway(m, CRQ_MAIN, 0.07f);
}

static float far_draw(
    const struct crq_mountains *m, uint32_t slot, float low, float high) {
    return crq_between(
        crq_chance(m->seed, "mountains: far massifs"), 0, slot, low, high);
}

/* Where a far massif stands on the stage, how far away, how large. */
struct far {
    float x, y, ahead, size;
};

/* A great one, and lesser ones about it that may once have been part of it. */
static void place_company(
    const struct crq_mountains *m, struct far company[4], bool beyond, float size) {
    struct far *great = &company[0];
    great->x = beyond ? far_draw(m, 1, 0.87f, 0.95f) : far_draw(m, 1, 0.15f, 0.41f);
    great->y = far_draw(m, 2, 0.285f, 0.365f);
    great->ahead = far_draw(m, 3, 62.0f, 100.0f);
    great->size = size * far_draw(m, 4, 8.5f, 12.0f) * (beyond ? 0.8f : 1.0f);
    float turn = far_draw(m, 5, 0.0f, 1.0f);
    for (uint32_t k = 1; k < 4; k++) {
        float angle = turn + 0.381966f * (float)k;
        float off = far_draw(m, 10 * k, 0.85f, 1.45f) * great->size / great->ahead;
        company[k] = (struct far){
            .x = great->x + 0.62f * off * crq_cos_turns(angle),
            .y = great->y + 0.02f + 0.70f * off * crq_sin_turns(angle),
            .ahead = great->ahead * far_draw(m, 10 * k + 1, 0.85f, 1.4f),
            .size = great->size * far_draw(m, 10 * k + 2, 0.16f, 0.46f),
        };
    }
}

/* A row that goes away over the sea and closes up as it does. */
static void place_row(
    const struct crq_mountains *m, struct far row[4], float from, float to) {
    for (uint32_t k = 0; k < 4; k++) {
        float t = (float)k / 3.0f;
        float gone = t * (1.6f - 0.6f * t);
        row[k] = (struct far){
            .x = crq_mix(from, to, gone) + far_draw(m, 50 + 4 * k, -0.015f, 0.015f),
            .y =
                crq_mix(0.335f, 0.418f, gone) + far_draw(m, 51 + 4 * k, -0.03f, 0.012f),
            .ahead = crq_mix(105.0f, 215.0f, t),
            .size = 8.0f * far_draw(m, 52 + 4 * k, 0.45f, 1.2f),
        };
    }
}

/* Groups, and rest between them: a company on one side, a row on the other, and in half
 * of all pictures one that the edge cuts off. */
static void lay_out_far(const struct crq_mountains *m, const struct arrangement *a,
    struct far far[CRQ_FAR_MASSIFS]) {
    bool beyond = far_draw(m, 0, 0.0f, 1.0f) < 0.25f;
    place_company(m, &far[1], beyond, a->companion);
    if (beyond) {
        place_row(m, &far[5], far_draw(m, 6, 0.06f, 0.22f), 0.43f);
    } else {
        place_row(m, &far[5], far_draw(m, 6, 0.84f, 0.93f), 0.50f);
    }
    bool framed = far_draw(m, 7, 0.0f, 1.0f) < 0.5f;
    far[0] = framed && !beyond ? (struct far){1.01f, 0.355f, 60.0f, 9.5f}
             : framed          ? (struct far){-0.01f, 0.345f, 85.0f, 9.0f}
                               : (struct far){0.47f, 0.412f, 190.0f, 6.0f};
}

static void place_far(struct crq_mountains *m, const struct arrangement *a) {
    static const enum crq_massif_style styles[] = {
        CRQ_ALPINE, CRQ_NEEDLES, CRQ_BLUNT, CRQ_TABLE, CRQ_NEEDLES};
    struct crq_chance chance = crq_chance(m->seed, "mountains: far massifs");
    struct far far[CRQ_FAR_MASSIFS];
    lay_out_far(m, a, far);
    int first = (int)draw(m, 20, 0.0f, 3.999f);
    /* places were found under the first archetype's pitch */
    float lift = (a->pitch - 4.2f) * DEGREES * 6.2832f / m->view.scale;
    for (int i = 0; i < CRQ_FAR_MASSIFS; i++) {
        int index = 1 + i;
        struct crq_massif *massif = &m->massifs[index];
        /* a company is of one kind */
        int kind = i >= 1 && i <= 4 ? first : first + i;
        crq_massif_grow(massif, m->seed, (uint32_t)index, styles[kind % 5], m->side);
        massif->size = far[i].size;
        float broken = crq_unit(chance, (uint32_t)i, 4) < 0.55f ? 0.6f : 0.18f;
        crq_massif_settle(massif, broken * m->crumble);
        stand(m, index, far[i].x, far[i].y - lift, far[i].ahead);
        settle_sway(m, index, 0.07f);
    }
}

/* Small ones near by: three that keep together, and one that has strayed. */
static void place_fragments(struct crq_mountains *m) {
    struct crq_chance chance = crq_chance(m->seed, "mountains: fragments");
    bool outside = crq_unit(chance, 9, 0) < 0.5f;
    float x = outside ? crq_between(chance, 9, 1, 0.80f, 0.88f)
                      : crq_between(chance, 9, 1, 0.41f, 0.48f);
    float y = crq_between(chance, 9, 2, 0.33f, 0.52f);
    static const float shares[CRQ_FRAGMENTS] = {1.0f, 0.55f, 0.36f, 0.8f};
    for (int i = 0; i < CRQ_FRAGMENTS; i++) {
        int index = 1 + CRQ_FAR_MASSIFS + i;
        uint32_t u = (uint32_t)i;
        struct crq_massif *massif = &m->massifs[index];
        crq_massif_grow(massif, m->seed, (uint32_t)index, CRQ_SPLINTER, m->side);
        massif->size = 0.95f * shares[i] * crq_between(chance, u, 0, 0.8f, 1.2f);
        float ahead = crq_between(chance, u, 3, 20.0f, 25.0f);
        float dx = i == 0 ? 0.0f : crq_between(chance, u, 1, -0.055f, 0.055f);
        float dy = i == 0 ? 0.0f : crq_between(chance, u, 2, -0.085f, 0.085f);
        bool stray = i == CRQ_FRAGMENTS - 1;
        crq_massif_settle(massif, 0.0f);
        if (stray) {
            stand(m, index, outside ? 0.36f + dx : 0.92f + dx, 0.24f + dy, 34.0f);
        } else {
            stand(m, index, x + dx, y + dy, ahead);
        }
        settle_sway(m, index, 0.10f);
    }
}

static void place_ledge(struct crq_mountains *m, const struct arrangement *a) {
    struct crq_massif *ledge = &m->massifs[CRQ_LEDGE];
    crq_massif_grow(ledge, m->seed, CRQ_LEDGE, a->ledge, m->side);
    ledge->size = a->ledge_size;
    crq_massif_settle(ledge, 0.0f);
    float x = draw(m, 30, a->ledge_x[0], a->ledge_x[1]);
    float y = draw(m, 31, a->ledge_y[0], a->ledge_y[1]);
    stand(m, CRQ_LEDGE, x, y, a->ledge_far);
    settle_sway(m, CRQ_LEDGE, 0.012f);
}

/* The hole lies under the massif, the vortex in the night below and behind it. */
static void open_abyss(struct crq_mountains *m, const struct arrangement *a) {
    const float *centre = m->massifs[CRQ_MAIN].centre;
    m->hole[0] = centre[0] + m->side * 1.0f;
    m->hole[1] = CRQ_SEA_LEVEL;
    m->hole[2] = centre[2] + 2.5f;
    m->hole_radius = a->hole;
    /* narrow pictures look farther down: the hole must reach nearer, but no wider */
    float longer = 1.0f + 0.40f * (m->view.scale / SCALE - 1.0f) / WIDER;
    m->hole_radius *= longer;
    m->hole_stretch = draw(m, 40, 0.95f, 1.35f) * longer;
    m->hole_ragged = draw(m, 41, 0.22f, 0.46f);
    /* seen through the nearer half of the hole, and not below the stage */
    const struct crq_view *v = &m->view;
    float slope = 0.300f * v->stage_y * v->scale;
    float rise = v->ahead[1] - slope * v->up[1];
    float ahead = v->ahead[2] - slope * v->up[2];
    float deepest = CRQ_SEA_LEVEL / (m->hole[2] - 0.55f * m->hole_radius);
    m->vortex[1] = CRQ_ABYSS_LEVEL;
    m->vortex[2] = CRQ_ABYSS_LEVEL / MAX(rise / ahead, deepest);
    m->vortex[0] = centre[0] / centre[2] * m->vortex[2] * 0.94f;
    m->vortex_radius = 30.0f;
    m->vortex_phase = draw(m, 42, 0.0f, 1.0f);
}

static void set_drift(struct crq_mountains *m) {
    for (uint32_t i = 0; i < CRQ_DRIFTS; i++) {
        m->drift_phase[i] = draw(m, 50 + 3 * i, 0.0f, 1.0f);
        m->drift_place[i][0] = draw(m, 51 + 3 * i, -50.0f, 50.0f);
        m->drift_place[i][1] = draw(m, 52 + 3 * i, -50.0f, 50.0f);
    }
}

void crq_mountains_compose(struct crq_mountains *m, const struct crq_work *work) {
    m->seed = work->seed;
    m->noise = crq_bits(crq_chance(m->seed, "mountains: noise"), 0, 0);
    m->side = draw(m, 0, 0.0f, 1.0f) < 0.5f ? -1.0f : 1.0f;
    m->archetype = (int)draw(m, 2, 0.0f, (float)G_N_ELEMENTS(arrangements) - 0.001f);
    const struct arrangement *a = &arrangements[m->archetype];
    aim(m, work, a->pitch);
    raise_sun(m);
    place_main(m, a);
    place_far(m, a);
    place_fragments(m);
    place_ledge(m, a);
    open_abyss(m, a);
    set_drift(m);
}
