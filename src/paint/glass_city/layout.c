/* The lie of the city: hero, frames, a rhythm of single towers, then the sprawl.
 *
 * Composed in screen space, built in world space: places are parts of the picture's
 * half-width at a depth, heights are tangents against the horizon. */
#include "paint/glass_city/city.h"

#include "form/noise.h"

/* The city covers this much, in metres, the eye at x = z = 0; a plot is `grain` times
 * PLOT wide. */
#define PLOT 52.0f
#define WIDE 8300.0f
#define DEEP 8800.0f
#define BEHIND 830.0f

struct layout {
    struct crq_city *city;
    const struct crq_city_towers *numbers;
    const struct crq_city_layout *own;
    struct crq_city_site site;
    struct crq_chance single, crowd;
    float plot; /* metres */
};

/* Everything that is drawn about a tower hangs on this. */
static uint32_t name(uint32_t group, uint32_t index) {
    return crq_hash(group * 0x9e3779b9u + index);
}

/* Fits a height that was chosen for a wide picture to one with more sky. */
static float stretch(const struct crq_city *city) {
    float above = city->camera.above / 0.42f;
    return above > 1.0f ? 1.0f + 0.6f * (above - 1.0f) : 1.0f;
}

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

static int choose_hero(const struct layout *l) {
    float lot = crq_unit(l->single, 0, 4);
    return heroes[(int)(lot * (float)G_N_ELEMENTS(heroes))];
}

static void place_hero(struct layout *l) {
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
        .seed = name(1, 0),
        .hero = true};
    if (hero.kind == CRQ_TOWER_QUARTZ || hero.kind == CRQ_TOWER_OBELISK) {
        hero.radius *= 0.74f; /* they do not taper */
    }
    city->hero = crq_city_raise(&l->site, hero);
    if (gate) {
        hero.x = (city->sun_x + city->side * aside * narrow) * z;
        hero.lean_x = -lean;
        hero.height *= 0.93f;
        hero.seed = name(1, 1);
        crq_city_raise(&l->site, hero);
    }
}

/* Crystals round the hero's foot, leaning away from it as in a druse. */
static void place_satellites(struct layout *l) {
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
            .seed = name(2, i),
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

static bool wanted(const struct layout *l, uint32_t i) {
    if (i < 2) {
        return (int)i < l->own->frames;
    }
    if (singles[i].z < l->own->open) {
        return i >= 4 && crq_unit(l->single, i, 20) < 0.25f;
    }
    return i < 4 || crq_unit(l->single, i, 20) > 0.18f;
}

static void place_single(struct layout *l, uint32_t i) {
    const struct crq_city *city = l->city;
    float wobble = i < 2 ? 0.0f : 0.17f;
    float z = singles[i].z * (0.85f + 0.35f * crq_unit(l->single, i, 21));
    float q = singles[i].q * (0.97f + 0.06f * crq_unit(l->single, i, 22));
    q = (q + wobble * (crq_unit(l->single, i, 23) - 0.5f)) * city->side;
    float x = beside_avenue(city, q * city->camera.half * z, z, singles[i].radius);
    float top = singles[i].top * (0.9f + 0.2f * crq_unit(l->single, i, 24));
    top *= stretch(city);
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
        .seed = name(3, i)};
    crq_city_raise(&l->site, t);
}

static bool free_of_singles(const struct layout *l, float x, float z, float radius) {
    for (int i = 0; i < l->city->composed; i++) {
        float dx = x - l->site.towers[i].x;
        float dz = z - l->site.towers[i].z;
        float both = radius + l->site.towers[i].radius + 6.0f;
        if (dx * dx + dz * dz < both * both) {
            return false;
        }
    }
    return true;
}

/* Where the picture wants sky, the city keeps below a V round its open middle; near
 * the eye and low in the frame it keeps below the eye. */
static float ceiling(const struct layout *l, float x, float z, uint32_t plot) {
    const struct crq_city *city = l->city;
    float q = x / z / city->camera.half * 0.587f;
    float middle = city->avenue.slope * 0.55f / city->camera.half * 0.587f;
    float aside = q > middle ? q - middle : middle - q;
    float wide = q > 0.0f ? q : -q;
    float gap = l->own->gap;
    float outer = crq_smoothstep(0.34f, 0.52f, wide);
    float open = 0.022f + 0.30f * crq_smoothstep(0.05f * gap, 0.60f * gap, aside);
    float near = l->own->near_low * (1.0f - crq_smoothstep(150.0f, 900.0f, z));
    near *= (1.0f - outer) * (0.75f + 0.4f * crq_unit(l->crowd, plot, 12));
    bool canyon = city->archetype == CRQ_CITY_CANYON;
    float rise = canyon ? 1.0f : crq_smoothstep(200.0f, 700.0f, z + 900.0f * outer);
    float top =
        open * l->own->scale * rise * (0.35f + 0.85f * crq_unit(l->crowd, plot, 6));
    return city->camera.eye[1] + z * (top * stretch(city) + near);
}

static const int built[] = {CRQ_TOWER_SLAB, CRQ_TOWER_ANTIPRISM, CRQ_TOWER_ANTIPRISM,
    CRQ_TOWER_BLADE, CRQ_TOWER_SETBACK, CRQ_TOWER_BUNDLE, CRQ_TOWER_LENS,
    CRQ_TOWER_CROWNED};
static const int grown[] = {CRQ_TOWER_SPIRE, CRQ_TOWER_SPIRE, CRQ_TOWER_QUARTZ,
    CRQ_TOWER_QUARTZ, CRQ_TOWER_OBELISK};

/* The walls of a canyon are plain, or they are a thicket. */
static const int walls[] = {CRQ_TOWER_SLAB, CRQ_TOWER_SLAB, CRQ_TOWER_SLAB,
    CRQ_TOWER_OBELISK, CRQ_TOWER_ANTIPRISM, CRQ_TOWER_QUARTZ};

/* Districts: crystals grow together, buildings stand together. */
static int choose_kind(const struct layout *l, float x, float z, uint32_t plot) {
    float district = crq_noise2(x / 300.0f, z / 300.0f, l->city->noise + 6);
    float lot = crq_unit(l->crowd, plot, 7);
    if (l->city->archetype == CRQ_CITY_CANYON && z < 900.0f) {
        return walls[(int)(lot * (float)G_N_ELEMENTS(walls))];
    }
    /* near by, big plain crystals are calmer than buildings */
    bool near = z > 0.0f && z < 1000.0f;
    float share = (float)l->numbers->crystals * (near ? 1.9f : 1.0f);
    if (crq_unit(l->crowd, plot, 14) + 0.35f * district < share) {
        return grown[(int)(lot * (float)G_N_ELEMENTS(grown))];
    }
    return built[(int)(lot * (float)G_N_ELEMENTS(built))];
}

static float wild_height(const struct layout *l, float x, float z, uint32_t plot) {
    float n = 0.5f + 0.5f * crq_noise2(x / 420.0f, z / 420.0f, l->city->noise + 5);
    float h = 45.0f + 300.0f * n * n * (0.35f + 0.9f * crq_unit(l->crowd, plot, 4));
    return crq_unit(l->crowd, plot, 5) < 0.06f ? h * 1.5f : h;
}

/* Small crystals at the foot of a tower: a druse, not a lattice. */
static void sow(struct layout *l, const struct crq_tower *main, uint32_t plot) {
    int count = main->z < 1500.0f ? 2 : main->z < 3000.0f ? 1 : 0;
    if (l->city->archetype == CRQ_CITY_CANYON && main->z < 500.0f) {
        count = 0; /* a street has walls, not thickets */
    }
    for (int k = 0; k < count; k++) {
        uint32_t slot = 40 + (uint32_t)k * 8;
        float angle = crq_unit(l->crowd, plot, slot);
        float lot = crq_unit(l->crowd, plot, slot + 1);
        float r = 5.0f + 8.0f * lot * crq_unit(l->crowd, plot, slot + 7);
        float away = main->radius * 1.12f + r;
        float x = main->x + away * crq_cos_turns(angle);
        float z = main->z + away * crq_sin_turns(angle);
        if (!crq_city_off_avenue(l->city, x, z, r) ||
            !free_of_singles(l, x, z, r - 6.0f)) {
            continue;
        }
        float h = main->height * (0.25f + 0.5f * crq_unit(l->crowd, plot, slot + 2));
        float most = 30.0f + 80.0f * crq_unit(l->crowd, plot, slot + 3);
        h = MIN(h, most);
        bool crystal = crq_unit(l->crowd, plot, slot + 5) < 0.8f;
        struct crq_tower t = {.x = x,
            .z = z,
            .radius = r,
            .height = MAX(h, 12.0f),
            .turn = crq_unit(l->crowd, plot, slot + 4),
            .kind = crystal ? CRQ_TOWER_QUARTZ : CRQ_TOWER_SLAB,
            .seed = name(5 + (uint32_t)k, plot)};
        crq_city_raise(&l->site, t);
    }
}

static bool near_eye(const struct crq_city *city, float x, float z) {
    float clear = city->archetype == CRQ_CITY_CANYON ? 44.0f : 150.0f;
    return x * x + z * z < clear * clear;
}

/* Whether it may be seen: within the frame, or near enough to be mirrored by what is.
 */
static bool in_sight(const struct crq_city *city, float x, float z) {
    float half = 0.55f * city->camera.across * city->camera.lens;
    float wide = x < 0.0f ? -x : x;
    return wide < 700.0f + (z > 0.0f ? half * z : 0.0f);
}

/* Glades of open water, where the eye rests. */
static bool glade(const struct layout *l, float x, float z) {
    float wide = 6.0f * l->plot;
    return crq_noise2(x / wide, z / (1.6f * wide), l->city->noise + 8) < l->own->glade;
}

/* Plots count from the eye, so that one keeps its number whatever lies round it. */
static void build_plot(struct layout *l, int gx, int gz) {
    const struct crq_city *city = l->city;
    uint32_t plot = crq_hash2(gx, gz, 71);
    float west = (float)gx * l->plot;
    float south = (float)gz * l->plot;
    if (!in_sight(city, west, south) ||
        crq_unit(l->crowd, plot, 0) > 0.88f * (float)l->numbers->density) {
        return;
    }
    float r = (14.0f + 11.0f * crq_unit(l->crowd, plot, 1)) * l->own->grain;
    float loose = l->plot * 0.5f - r;
    float u = 2.0f * crq_unit(l->crowd, plot, 2) - 1.0f;
    float v = 2.0f * crq_unit(l->crowd, plot, 3) - 1.0f;
    float x = west + 0.5f * l->plot + loose * u;
    float z = south + 0.5f * l->plot + loose * v;
    if (near_eye(city, x, z) || glade(l, x, z) || !crq_city_off_avenue(city, x, z, r) ||
        !free_of_singles(l, x, z, r) || (z > 0.0f && z < l->own->open)) {
        return;
    }
    float h = wild_height(l, x, z, plot) * (float)l->numbers->height;
    h *= city->archetype == CRQ_CITY_CANYON ? 1.8f : 1.0f;
    if (z > 30.0f) {
        float most = ceiling(l, x, z, plot);
        h = MIN(h, most);
    }
    h = h < 18.0f ? 12.0f + 12.0f * crq_unit(l->crowd, plot, 8) : h;
    int kind = choose_kind(l, x, z, plot);
    if (h < 75.0f && z > 0.0f && z < 1500.0f) {
        /* a low broad box is a shed, a low broad pyramid a tent */
        kind = crq_unit(l->crowd, plot, 13) < 0.7f ? CRQ_TOWER_QUARTZ : CRQ_TOWER_SPIRE;
    }
    if (kind == CRQ_TOWER_SPIRE || kind == CRQ_TOWER_QUARTZ) {
        r = MIN(r, 4.0f + h * 0.2f);
    }
    float turn = crq_unit(l->crowd, plot, 10);
    bool aligned =
        city->archetype == CRQ_CITY_CANYON || crq_unit(l->crowd, plot, 9) < 0.55f;
    struct crq_tower t = {.x = x,
        .z = z,
        .radius = r,
        .height = h,
        .turn = aligned ? 0.02f * (turn - 0.5f) : turn,
        .kind = kind,
        .seed = name(4, plot)};
    crq_city_raise(&l->site, t);
    sow(l, &t, plot);
}

/* One human being: on the water, or on a terrace when the water is far below. */
static void place_figure(struct layout *l) {
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
        .z = z - 6.5f,
        .radius = 7.5f,
        .height = top,
        .turn = 0.04f * (crq_unit(l->single, 0, 52) - 0.5f),
        .kind = CRQ_TOWER_TERRACE,
        .seed = name(9, 0)};
    crq_city_raise(&l->site, ledge);
    city->figure.foot = crq_vec_make(ledge.x, top, z - 2.4f);
    city->figure.height = 1.8f;
}

void crq_city_build(struct crq_city *city, const struct crq_city_towers *numbers) {
    struct layout l = {.city = city,
        .numbers = numbers,
        .own = crq_city_layout(city->archetype),
        .single = crq_chance(city->seed, "city singles"),
        .crowd = crq_chance(city->seed, "city crowd")};
    l.plot = PLOT * l.own->grain;
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
    int across = (int)(0.5f * WIDE / l.plot);
    for (int gz = -(int)(BEHIND / l.plot); gz < (int)((DEEP - BEHIND) / l.plot); gz++) {
        for (int gx = -across; gx < across; gx++) {
            build_plot(&l, gx, gz);
        }
    }
    city->towers = l.site.towers;
    city->tower_count = l.site.tower_count;
    city->solids = l.site.solids;
    city->solid_count = l.site.solid_count;
    city->grove = crq_grove_create(city->solids, city->solid_count, 1.6f * l.plot);
}
