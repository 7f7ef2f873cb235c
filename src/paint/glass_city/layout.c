/* The lie of the city: hero, frames and a rhythm of single towers, then the crowd.
 *
 * Composed in screen space, built in world space: places are parts of the picture's
 * half-width at a depth, heights are tangents against the horizon. */
#include "paint/glass_city/layout.h"

/* The nearest place beside the avenue. */
static float beside_avenue(
    const struct crq_city *city, float x, float z, float radius) {
    if (crq_city_off_avenue(city, x, z, radius)) {
        return x;
    }
    float middle = crq_city_avenue(city, z);
    float away = city->avenue.width + radius + 4.0f;
    return x < middle ? middle - away : middle + away;
}

/* What may burn at the end of the avenue. */
static const int heroes[] = {CRQ_TOWER_SPIRE, CRQ_TOWER_SPIRE, CRQ_TOWER_SPIRE,
    CRQ_TOWER_QUARTZ, CRQ_TOWER_OBELISK, CRQ_TOWER_OBELISK};

static int choose_hero(const struct crq_layout *l) {
    float lot = crq_unit(l->single, 0, 4);
    return heroes[(int)(lot * (float)G_N_ELEMENTS(heroes))];
}

static void place_hero(struct crq_layout *l) {
    struct crq_city *city = l->city;
    bool gate = city->archetype == CRQ_CITY_GATE;
    float z = l->own->hero_z * (0.94f + 0.16f * crq_unit(l->single, 0, 0));
    float aside = gate ? 0.16f : 0.052f + 0.012f * crq_unit(l->single, 0, 1);
    float top = l->own->hero_top * (0.9f + 0.16f * crq_unit(l->single, 0, 2));
    float above = city->camera.above < 0.6f
                      ? city->camera.above
                      : 0.6f + 0.35f * (city->camera.above - 0.6f);
    float narrow = crq_saturate(city->camera.half / 0.58f);
    float lean = gate ? city->side * 0.10f : 0.0f;
    struct crq_tower hero = {.x = (city->sun_x - city->side * aside * narrow) * z,
        .z = z,
        .radius = l->own->hero_radius,
        .height = city->camera.eye[1] + z * top * above,
        .turn = crq_unit(l->single, 0, 3),
        .lean_x = lean,
        .kind = choose_hero(l),
        .seed = crq_layout_name(1, 0),
        .hero = true};
    if (hero.kind == CRQ_TOWER_QUARTZ || hero.kind == CRQ_TOWER_OBELISK) {
        hero.radius *= 0.74f; /* they do not taper */
    }
    city->hero = crq_city_raise(&l->site, hero);
    if (gate) {
        hero.x = (city->sun_x + city->side * aside * narrow) * z;
        hero.lean_x = -lean;
        hero.height *= 0.93f;
        hero.seed = crq_layout_name(1, 1);
        crq_city_raise(&l->site, hero);
    }
}

/* Crystals round the hero's foot, leaning away from it as in a druse. */
static void place_satellites(struct crq_layout *l) {
    const struct crq_city *city = l->city;
    struct crq_tower hero = l->site.towers[city->hero];
    int count = city->archetype == CRQ_CITY_ISLAND ? 7 : 4;
    for (int k = 0; k < count; k++) {
        uint32_t i = (uint32_t)k;
        float angle = ((float)k + 0.7f * crq_unit(l->single, i, 10)) / (float)count;
        float away = 34.0f + 16.0f * crq_unit(l->single, i, 11);
        float top = 0.03f + 0.24f * crq_unit(l->single, i, 12);
        float out = 0.03f + 0.16f * crq_unit(l->single, i, 15);
        struct crq_tower t = {
            .x = hero.x + away * crq_cos_turns(angle) - city->side * 12.0f,
            .z = hero.z + away * crq_sin_turns(angle),
            .radius = 11.0f + 12.0f * crq_unit(l->single, i, 13),
            .height = city->camera.eye[1] * 0.8f + hero.z * l->own->scale * top,
            .turn = crq_unit(l->single, i, 14),
            .lean_x = out * crq_cos_turns(angle),
            .lean_z = out * crq_sin_turns(angle),
            .kind = k % 3 == 2 ? CRQ_TOWER_SPIRE : CRQ_TOWER_QUARTZ,
            .seed = crq_layout_name(2, i),
            .hero = true};
        t.height = MIN(t.height, hero.height * 0.72f);
        t.height = MAX(t.height, 30.0f);
        crq_city_raise(&l->site, t);
    }
}

/* Single towers: place in half-widths (towards the sun is positive), depth, radius,
 * top as a tangent, kind. The first two are cut by the frame. */
static const struct {
    float q, z, radius, top;
    int kind;
} singles[] = {
    {-0.995f, 200, 34, 1.6f, CRQ_TOWER_ANTIPRISM},
    {0.98f, 240, 32, 1.2f, CRQ_TOWER_OBELISK},
    {-0.81f, 330, 30, 0.62f, CRQ_TOWER_SPIRE},
    {0.80f, 420, 26, 0.44f, CRQ_TOWER_QUARTZ},
    {-0.64f, 520, 26, 0.30f, CRQ_TOWER_SPIRE},
    {0.63f, 760, 34, 0.27f, CRQ_TOWER_CROWNED},
    {-0.46f, 820, 30, 0.20f, CRQ_TOWER_SPIRE},
    {0.53f, 1250, 40, 0.22f, CRQ_TOWER_BLADE},
    {-0.20f, 1150, 34, 0.165f, CRQ_TOWER_BUNDLE},
    {0.05f, 1500, 44, 0.15f, CRQ_TOWER_OBELISK},
};

static bool wanted(const struct crq_layout *l, uint32_t i) {
    if (i < 2) {
        return (int)i < l->own->frames;
    }
    if (singles[i].z < l->own->open) {
        return i >= 4 && crq_unit(l->single, i, 20) < 0.25f;
    }
    return i < 4 || crq_unit(l->single, i, 20) > 0.18f;
}

static void place_single(struct crq_layout *l, uint32_t i) {
    const struct crq_city *city = l->city;
    float wobble = i < 2 ? 0.0f : 0.17f;
    float z = singles[i].z * (0.85f + 0.35f * crq_unit(l->single, i, 21));
    float q = singles[i].q * (0.97f + 0.06f * crq_unit(l->single, i, 22));
    q = (q + wobble * (crq_unit(l->single, i, 23) - 0.5f)) * city->side;
    float x = beside_avenue(city, q * city->camera.half * z, z, singles[i].radius);
    float top = singles[i].top * (0.9f + 0.2f * crq_unit(l->single, i, 24));
    top *= crq_layout_stretch(city);
    if (i >= 2) {
        top *= l->own->scale * (0.75f + 0.55f * crq_unit(l->single, i, 25));
    }
    int kind = singles[i].kind;
    if (crq_unit(l->single, i, 26) < 0.6f) {
        kind = (int)(crq_unit(l->single, i, 27) * (float)CRQ_TOWER_TERRACE);
    }
    struct crq_tower t = {.x = x,
        .z = z,
        .radius = singles[i].radius,
        .height = city->camera.eye[1] + z * top * (float)l->numbers->height,
        .turn = crq_unit(l->single, i, 28),
        .kind = kind,
        .seed = crq_layout_name(3, i)};
    crq_city_raise(&l->site, t);
}

/* One human being: on the water, or on a terrace when the water is far below. */
static void place_figure(struct crq_layout *l) {
    struct crq_city *city = l->city;
    const struct crq_city_camera *camera = &city->camera;
    float below = (camera->down * camera->lens - camera->above);
    if (!l->own->terrace) {
        float z =
            camera->eye[1] / (below * (0.62f + 0.1f * crq_unit(l->single, 0, 50)));
        /* beside the sun's path, clear of the hero's mirror */
        float off = city->archetype == CRQ_CITY_ISLAND ? 0.11f : 0.04f;
        float x =
            (city->sun_x + city->side * off * crq_saturate(camera->half / 0.58f)) * z;
        city->figure.foot = crq_vec_make(x, 0.0f, z);
        city->figure.height = camera->eye[1] < 20.0f ? 1.9f : 3.8f;
        city->figure.on_water = true;
        return;
    }
    float z = 30.0f + 4.0f * crq_unit(l->single, 0, 50);
    float side = crq_unit(l->single, 0, 53) < 0.7f ? -city->side : city->side;
    float q = side * (0.42f + 0.22f * crq_unit(l->single, 0, 51));
    float top = camera->eye[1] - z * below * 0.70f;
    struct crq_tower ledge = {.x = q * camera->half * z,
        .z = z - 3.0f,
        .radius = 4.6f,
        .height = top,
        .turn = 0.04f * (crq_unit(l->single, 0, 52) - 0.5f),
        .kind = CRQ_TOWER_TERRACE,
        .seed = crq_layout_name(9, 0)};
    crq_city_raise(&l->site, ledge);
    city->figure.foot = crq_vec_make(ledge.x, top, z - 1.6f);
    city->figure.height = 1.8f;
}

void crq_city_build(struct crq_city *city, const struct crq_city_towers *numbers) {
    struct crq_layout l = {.city = city,
        .numbers = numbers,
        .own = crq_city_layout(city->archetype),
        .single = crq_chance(city->seed, "city singles"),
        .crowd = crq_chance(city->seed, "city crowd")};
    l.plot = CRQ_LAYOUT_PLOT * l.own->grain;
    l.site.chance = crq_chance(city->seed, "city tower");
    place_hero(&l);
    place_satellites(&l);
    for (uint32_t i = 0; i < G_N_ELEMENTS(singles); i++) {
        if (wanted(&l, i)) {
            place_single(&l, i);
        }
    }
    place_figure(&l);
    city->composed = l.site.tower_count;
    crq_layout_crowd(&l);
    city->towers = l.site.towers;
    city->tower_count = l.site.tower_count;
    city->solids = l.site.solids;
    city->solid_count = l.site.solid_count;
    city->grove = crq_grove_create(city->solids, city->solid_count, 1.6f * l.plot);
}
