/* The crowd: a tower and its druse on every plot, under the composition's ceiling. */
#include "paint/glass_city/layout.h"

/* The city covers this much, in metres, the eye at x = z = 0. */
#define WIDE 8300.0f
#define DEEP 8800.0f
#define BEHIND 830.0f

static bool free_of_singles(
    const struct crq_layout *l, float x, float z, float radius) {
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
static float ceiling(const struct crq_layout *l, float x, float z, uint32_t plot) {
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
    return city->camera.eye[1] + z * (top * crq_layout_stretch(city) + near);
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
static int choose_kind(const struct crq_layout *l, float x, float z, uint32_t plot) {
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

static float wild_height(const struct crq_layout *l, float x, float z, uint32_t plot) {
    float n = 0.5f + 0.5f * crq_noise2(x / 420.0f, z / 420.0f, l->city->noise + 5);
    float h = 45.0f + 300.0f * n * n * (0.35f + 0.9f * crq_unit(l->crowd, plot, 4));
    return crq_unit(l->crowd, plot, 5) < 0.06f ? h * 1.5f : h;
}

/* Small crystals at the foot of a tower: a druse, not a lattice. */
static void sow(struct crq_layout *l, const struct crq_tower *main, uint32_t plot) {
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
            .seed = crq_layout_name(5 + (uint32_t)k, plot)};
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
static bool glade(const struct crq_layout *l, float x, float z) {
    float wide = 6.0f * l->plot;
    return crq_noise2(x / wide, z / (1.6f * wide), l->city->noise + 8) < l->own->glade;
}

/* A canyon has one row of walls on either side: through them one sees the sky, not more
 * walls. */
static bool behind_walls(const struct crq_layout *l, float x, float z) {
    const struct crq_city *city = l->city;
    if (city->archetype != CRQ_CITY_CANYON || z < 0.0f || z > 1100.0f) {
        return false;
    }
    return crq_city_off_avenue(city, x, z, 1.35f * l->plot);
}

/* Plots count from the eye, so that one keeps its number whatever lies round it. */
static void build_plot(struct crq_layout *l, int gx, int gz) {
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
    if (near_eye(city, x, z) || glade(l, x, z) || behind_walls(l, x, z) ||
        !crq_city_off_avenue(city, x, z, r) || !free_of_singles(l, x, z, r) ||
        (z > 0.0f && z < l->own->open)) {
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
        .seed = crq_layout_name(4, plot)};
    crq_city_raise(&l->site, t);
    sow(l, &t, plot);
}

void crq_layout_crowd(struct crq_layout *l) {
    int across = (int)(0.5f * WIDE / l->plot);
    int behind = (int)(BEHIND / l->plot);
    int deep = (int)((DEEP - BEHIND) / l->plot);
    for (int gz = -behind; gz < deep; gz++) {
        for (int gx = -across; gx < across; gx++) {
            build_plot(l, gx, gz);
        }
    }
}
