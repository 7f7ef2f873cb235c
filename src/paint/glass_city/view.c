/* Where one stands and at what hour: archetypes of the composition. */
#include "paint/glass_city/city.h"

static const char *const archetypes[] = {
    "seed", "river", "sprawl", "lagoon", "canyon", "gate", "island", "heights", NULL};
static const char *const hours[] = {"seed", "dawn", "morning", "high", "dusk", NULL};

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct crq_city_view, archetype), .choices = archetypes,
        .easy = {0, CRQ_CITY_ARCHETYPES}, .brief = "viewpoint and plan of the city"},
    {CRQ_CHOICE(struct crq_city_view, hour), .choices = hours,
        .easy = {0, CRQ_CITY_HOURS}, .brief = "time of day"},
    {CRQ_REAL(struct crq_city_view, lens), .preset = 1, .low = 0.3, .high = 3,
        .easy = {0.85, 1.2}, .unit = CRQ_UNIT_RATIO,
        .brief = "angle of view: less is a longer lens"},
};

/* The camera's part of an archetype. */
struct stance {
    float eye;          /* metres above the water */
    float horizon;      /* part of the height, from the top */
    float sun;          /* its height as a part of the sky above the horizon */
    float aside, range; /* of the sun, parts of the half-width */
    float avenue;       /* half-width, metres */
    float bend;         /* how far it swings in from the bottom */
    float thin;         /* air */
};

static const struct stance stances[CRQ_CITY_ARCHETYPES] = {
    [CRQ_CITY_RIVER] = {78, 0.615f, 0.34f, 0.28f, 0.20f, 46, 120, 1.0f},
    [CRQ_CITY_SPRAWL] = {175, 0.43f, 0.34f, 0.28f, 0.20f, 56, 120, 0.85f},
    [CRQ_CITY_LAGOON] = {30, 0.66f, 0.27f, 0.28f, 0.20f, 105, 120, 1.0f},
    [CRQ_CITY_CANYON] = {24, 0.66f, 0.30f, 0.10f, 0.14f, 52, 24, 1.0f},
    [CRQ_CITY_GATE] = {44, 0.64f, 0.30f, 0.06f, 0.10f, 74, 40, 0.9f},
    [CRQ_CITY_ISLAND] = {36, 0.60f, 0.30f, 0.26f, 0.16f, 330, 60, 0.85f},
    [CRQ_CITY_HEIGHTS] = {390, 0.25f, 0.36f, 0.26f, 0.22f, 80, 160, 0.75f},
};

static const struct crq_city_layout layouts[CRQ_CITY_ARCHETYPES] = {
    [CRQ_CITY_RIVER] = {0.80f, 640, 42, 1.0f, -0.20f, 1.0f, 0, 1.3f, -0.2f, 2, true},
    [CRQ_CITY_SPRAWL] = {0.72f, 640, 42, 0.62f, -0.30f, 1.0f, 0, 1.45f, -0.2f, 2, true},
    [CRQ_CITY_LAGOON] = {0.81f, 640, 42, 1.02f, -0.06f, 1.0f, 0, 1.3f, -0.15f, 2,
        false},
    [CRQ_CITY_CANYON] = {0.80f, 640, 34, 1.55f, 0.0f, 0.80f, 0, 1.8f, -1.0f, 2, false},
    [CRQ_CITY_GATE] = {0.80f, 560, 34, 0.80f, -0.10f, 1.1f, 0, 1.35f, -0.15f, 2, false},
    [CRQ_CITY_ISLAND] = {0.78f, 520, 40, 0.60f, -0.05f, 1.2f, 1250, 1.5f, -0.25f, 1,
        false},
    [CRQ_CITY_HEIGHTS] = {0.74f, 760, 58, 0.40f, -0.42f, 1.2f, 0, 2.6f, -0.12f, 1,
        true},
};

const struct crq_city_layout *crq_city_layout(enum crq_city_archetype archetype) {
    return &layouts[archetype];
}

/* Height of the sun against the archetype's own, warmth, dusk and odds of each hour;
 * the high sun stands behind the hero's crown. */
static const struct {
    float height, warmth, dusk, odds;
} hour_light[CRQ_CITY_HOURS] = {
    [CRQ_CITY_DAWN] = {0.6f, 1.0f, 0.12f, 0.28f},
    [CRQ_CITY_MORNING] = {1.0f, 0.92f, 0.0f, 0.30f},
    [CRQ_CITY_HIGH] = {0.0f, 0.42f, 0.0f, 0.20f},
    [CRQ_CITY_DUSK] = {0.16f, 1.0f, 1.0f, 0.22f},
};

static int draw_hour(struct crq_chance chance) {
    float lot = crq_unit(chance, 0, 20);
    int hour = 0;
    while (hour + 1 < CRQ_CITY_HOURS && lot >= hour_light[hour].odds) {
        lot -= hour_light[hour++].odds;
    }
    return hour;
}

static int choose(int32_t asked, struct crq_chance chance, uint32_t slot, int count) {
    int own = (int)(crq_unit(chance, 0, slot) * (float)count);
    return asked > 0 ? asked - 1 : own;
}

static void set_camera(struct crq_city *city, const struct crq_work *work, double lens,
    const struct stance *stance) {
    struct crq_city_camera *camera = &city->camera;
    camera->across = crq_work_across(work);
    camera->down = crq_work_down(work);
    /* a tall picture needs a wider lens, or there is no city left at its sides */
    float tall = crq_saturate((camera->down - 1.0f) / 0.78f);
    float square = crq_saturate((1.78f - camera->across) / 0.78f);
    camera->lens = 0.66f * (1.0f + 0.18f * square + 0.12f * tall) * (float)lens;
    camera->horizon = stance->horizon * camera->down;
    camera->eye = crq_vec_make(0.0f, stance->eye, 0.0f);
    float half = 0.5f * camera->across * camera->lens;
    camera->half = half < 0.75f ? half : 0.75f;
    camera->above = camera->horizon * camera->lens;
}

static void set_sun(
    struct crq_city *city, const struct stance *stance, struct crq_chance chance) {
    float aside = stance->aside + stance->range * crq_unit(chance, 1, 0);
    float lift = 0.9f + 0.3f * crq_unit(chance, 1, 1);
    float above = city->camera.above < 0.5f ? city->camera.above : 0.5f;
    city->warmth = hour_light[city->hour].warmth;
    city->dusk = hour_light[city->hour].dusk;
    city->sun_x = city->side * aside * city->camera.half;
    city->sun_y = stance->sun * lift * hour_light[city->hour].height * above;
    if (city->hour == CRQ_CITY_HIGH) {
        city->sun_y = layouts[city->archetype].hero_top * (0.72f + 0.1f * lift) *
                      (city->camera.above < 0.6f ? city->camera.above : 0.6f);
    }
    city->sun = crq_normalise(crq_vec_make(city->sun_x, city->sun_y, 1.0f));
}

static void lay_avenue(
    struct crq_city *city, const struct stance *stance, struct crq_chance chance) {
    float bend = stance->bend * (1.0f + 0.33f * crq_unit(chance, 2, 0));
    city->avenue.slope = city->sun_x * 0.97f;
    city->avenue.bend = city->side * bend * crq_saturate(city->camera.half / 0.58f);
    city->avenue.sway = 1150.0f + 400.0f * crq_unit(chance, 2, 1);
    city->avenue.phase = crq_unit(chance, 2, 2);
    city->avenue.width = stance->avenue;
    /* from above, water out to the horizon would be a white notch under the sun */
    city->avenue.end = stance->eye > 100.0f ? 4200.0f : 1e9f;
}

void crq_city_look(struct crq_city *city, const struct crq_work *work) {
    const struct crq_city_view *view = crq_work_values(work, "view");
    struct crq_chance chance = crq_chance(work->seed, "city view");
    city->seed = work->seed;
    city->noise = crq_bits(chance, 0, 9);
    city->archetype = (enum crq_city_archetype)choose(
        view->archetype, chance, 0, CRQ_CITY_ARCHETYPES);
    city->hour =
        (enum crq_city_hour)(view->hour > 0 ? view->hour - 1 : draw_hour(chance));
    city->side = crq_unit(chance, 0, 2) < 0.5f ? -1.0f : 1.0f;
    const struct stance *stance = &stances[city->archetype];
    city->thin = stance->thin;
    set_camera(city, work, view->lens, stance);
    set_sun(city, stance, chance);
    lay_avenue(city, stance, chance);
}

const struct crq_operation crq_op_glass_city_view = {
    .name = "view",
    .brief = "where one stands, and at what hour",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct crq_city_view, params),
    .still = true,
};
