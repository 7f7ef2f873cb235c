/* Composition: five views, mirrored by a coin, then camera, moon and great swells. */
#include "form/noise.h"
#include "paint/blood_moon_ocean/ocean.h"

/* Ranges, drawn once per seed. Lengths as in ocean.h; x counts to the moon's side. */
struct ridge_row {
    float x[2], z[2], turn[2], height[2], width[2];
    float front, back, lean;
};

struct view_row {
    float radius[2], x[2], y[2]; /* of the moon */
    float eye, below;
    int ridges;
    struct ridge_row ridge[4];
};

#define FAR_SWELL                                                                      \
    {                                                                                  \
        {-0.24f, 0.0f}, {95.0f, 120.0f}, {-0.03f, 0.03f}, {4.2f, 5.8f},                \
            {30.0f, 45.0f}, 7.0f, 16.0f, 0.40f                                         \
    }

static const struct view_row views[CRQ_VIEWS] = {
    [CRQ_VIEW_GATE] = {{0.235f, 0.285f}, {0.14f, 0.26f}, {0.20f, 0.28f}, 5.2f, 0.415f,
        4,
        {{{-0.71f, -0.58f}, {30.0f, 34.0f}, {-0.048f, -0.024f}, {7.6f, 9.0f},
             {13.0f, 17.0f}, 5.4f, 9.5f, 0.42f},
            {{0.30f, 0.46f}, {44.0f, 52.0f}, {0.01f, 0.048f}, {4.6f, 6.0f},
                {11.0f, 15.0f}, 4.4f, 10.0f, 0.45f},
            {{0.62f, 0.90f}, {18.0f, 20.0f}, {-0.015f, 0.04f}, {0.9f, 1.4f},
                {7.0f, 9.0f}, 3.0f, 6.0f, 0.40f},
            FAR_SWELL}},
    [CRQ_VIEW_DROWNED] = {{0.36f, 0.43f}, {0.02f, 0.20f}, {0.11f, 0.19f}, 4.7f, 0.365f,
        3,
        {{{-0.72f, -0.58f}, {27.0f, 30.0f}, {-0.048f, -0.024f}, {6.2f, 7.4f},
             {10.0f, 12.5f}, 4.8f, 8.5f, 0.43f},
            {{0.48f, 0.62f}, {36.0f, 42.0f}, {0.015f, 0.048f}, {4.8f, 6.2f},
                {10.0f, 13.0f}, 4.4f, 9.0f, 0.42f},
            FAR_SWELL}},
    [CRQ_VIEW_VALLEY] = {{0.20f, 0.24f}, {-0.04f, 0.06f}, {0.25f, 0.31f}, 5.4f, 0.415f,
        3,
        {{{-0.80f, -0.68f}, {28.5f, 32.0f}, {-0.067f, -0.044f}, {7.8f, 9.4f},
             {11.0f, 13.0f}, 5.4f, 9.5f, 0.41f},
            {{0.66f, 0.78f}, {34.0f, 39.0f}, {0.044f, 0.067f}, {7.2f, 8.8f},
                {12.0f, 15.0f}, 5.4f, 9.5f, 0.41f},
            {{-0.12f, 0.12f}, {80.0f, 95.0f}, {-0.01f, 0.01f}, {4.0f, 5.0f},
                {18.0f, 26.0f}, 6.0f, 14.0f, 0.40f}}},
    [CRQ_VIEW_BEHIND] = {{0.26f, 0.32f}, {0.18f, 0.30f}, {0.21f, 0.27f}, 4.4f, 0.38f, 3,
        {{{0.34f, 0.47f}, {28.5f, 32.0f}, {0.02f, 0.042f}, {7.6f, 9.0f}, {12.5f, 15.5f},
             5.8f, 10.0f, 0.42f},
            {{-0.56f, -0.44f}, {46.0f, 54.0f}, {-0.048f, -0.016f}, {5.0f, 6.2f},
                {11.0f, 14.0f}, 4.6f, 10.0f, 0.42f},
            FAR_SWELL}},
    [CRQ_VIEW_CROWN] = {{0.215f, 0.265f}, {-0.10f, 0.10f}, {0.29f, 0.34f}, 5.0f, 0.40f,
        4,
        {{{-0.16f, 0.10f}, {40.0f, 46.0f}, {-0.02f, 0.02f}, {4.8f, 5.8f},
             {15.0f, 19.0f}, 4.8f, 10.0f, 0.44f},
            {{-0.82f, -0.70f}, {26.0f, 29.0f}, {-0.06f, -0.04f}, {4.6f, 6.0f},
                {8.0f, 10.0f}, 4.4f, 8.5f, 0.42f},
            {{0.70f, 0.84f}, {29.0f, 33.0f}, {0.04f, 0.06f}, {4.4f, 6.0f},
                {9.0f, 11.0f}, 4.4f, 8.5f, 0.42f},
            FAR_SWELL}},
};

/* A number from a range of the tables. */
static float draw(
    struct crq_chance chance, uint32_t index, uint32_t slot, const float range[2]) {
    return crq_between(chance, index, slot, range[0], range[1]);
}

/* Narrow formats see less width and more sky and sea; wide ones spread apart. */
static void set_camera(
    struct crq_ocean *ocean, const struct crq_work *work, const struct view_row *row) {
    struct crq_ocean_camera *c = &ocean->camera;
    float across = crq_work_across(work);
    float down = crq_work_down(work);
    c->focal = 1.32f;
    c->height = row->eye;
    c->unit = crq_clamp(across * 0.5f / 0.66f, 0.76f, 1.0f);
    c->half = across * 0.5f / c->unit;
    float tall = down / c->unit;
    c->below = row->below + 0.30f * (tall - 1.0f);
    c->above = tall - c->below;
    c->centre = across * 0.5f;
    c->horizon = c->above * c->unit;
    ocean->spread = crq_clamp(c->half / 0.889f, 0.70f, 1.3f);
}

/* The disc's place, the limb that stays lit, the clouds that will cross it. */
static void set_moon(
    struct crq_ocean *ocean, const struct crq_work *work, const struct view_row *row) {
    const struct crq_ocean_moon *numbers = crq_work_values(work, "moon");
    struct crq_chance chance = crq_chance(ocean->seed, "moon");
    const struct crq_ocean_camera *c = &ocean->camera;
    struct crq_disc *moon = &ocean->moon;
    float drawn = draw(chance, 0, 0, row->radius);
    float asked = (float)numbers->radius / c->unit;
    moon->radius = asked > 0.0f ? asked : MIN(drawn, 0.55f * c->half);
    moon->x = ocean->side * draw(chance, 0, 1, row->x) * ocean->spread;
    moon->y = draw(chance, 0, 2, row->y) + 0.30f * (c->above - 1.0f + row->below);
    float length = sqrtf(moon->x * moon->x + moon->y * moon->y + c->focal * c->focal);
    moon->toward[0] = moon->x / length;
    moon->toward[1] = moon->y / length;
    moon->toward[2] = c->focal / length;
    /* the lit limb looks down and outward, or glitter and disc would disagree */
    float turn = crq_between(chance, 0, 3, -0.44f, -0.30f);
    moon->bright[0] = ocean->side * crq_cos_turns(turn);
    moon->bright[1] = crq_sin_turns(turn);
    moon->band[0] = moon->y + moon->radius * crq_between(chance, 0, 4, -0.25f, 0.45f);
    moon->band[1] = crq_between(chance, 0, 5, 0.06f, 0.12f);
    moon->slant = crq_between(chance, 0, 6, -2.0f, 2.0f);
}

/* One great swell, with the unevenness of its crest in two tables. */
static void raise_ridge(
    struct crq_ocean *ocean, const struct ridge_row *row, int i, float swell) {
    struct crq_chance chance = crq_chance(ocean->seed, "great swell");
    struct crq_ridge *r = &ocean->ridges[i];
    uint32_t index = (uint32_t)i;
    r->z = draw(chance, index, 0, row->z);
    float at = draw(chance, index, 1, row->x) * ocean->side * ocean->spread;
    r->x = at * r->z / ocean->camera.focal;
    float turn = draw(chance, index, 2, row->turn) * ocean->side;
    r->along[0] = crq_sin_turns(turn);
    r->along[1] = crq_cos_turns(turn);
    r->height = draw(chance, index, 3, row->height) * swell;
    r->width = draw(chance, index, 4, row->width);
    r->phase = crq_unit(chance, index, 5);
    r->front = row->front;
    r->back = row->back;
    r->lean = row->lean;
    r->lip = r->height * 0.30f;
    float aside = r->along[0] < 0.0f ? -r->along[0] : r->along[0];
    r->near = r->z - 2.5f * r->width * aside - 4.6f * r->front;
    r->far = r->z + 2.5f * r->width * aside + 4.2f * r->back + r->front;
    for (int k = 0; k < CRQ_RIDGE_TABLE + 2; k++) {
        float q = ((float)k / CRQ_RIDGE_TABLE * 2.0f - 1.0f) * 2.5f * r->width;
        r->coarse[k] = 0.72f * crq_noise2(q * 0.09f, r->x, ocean->grain + 8);
        r->fine[k] = 0.72f * crq_noise2(q * 0.27f, r->z, ocean->grain + 9);
    }
}

void crq_ocean_compose(struct crq_ocean *ocean, const struct crq_work *work) {
    const struct crq_ocean_sea *sea = crq_work_values(work, "sea");
    struct crq_chance chance = crq_chance(ocean->seed, "view");
    int drawn = (int)(crq_unit(chance, 0, 0) * (float)CRQ_VIEWS);
    ocean->view = (enum crq_ocean_view)(sea->view > 0 ? sea->view - 1 : drawn);
    const struct view_row *row = &views[ocean->view];
    set_camera(ocean, work, row);
    set_moon(ocean, work, row);
    for (int i = 0; i < row->ridges; i++) {
        raise_ridge(ocean, &row->ridge[i], i, (float)sea->swell);
    }
    ocean->ridge_count = row->ridges;
}
