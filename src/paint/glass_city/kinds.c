/* Kinds of towers: each is one to six convex solids. */
#include "paint/glass_city/city.h"

/* What a mason needs at hand for one tower. */
struct mason {
    struct crq_city_site *site;
    const struct crq_tower *tower;
    struct crq_stand stand;
    struct crq_convex *solid; /* in work */
};

static float draw(const struct mason *m, uint32_t slot) {
    return crq_unit(m->site->chance, m->tower->seed, slot);
}

static void begin(struct mason *m, float radius, float bottom, float top) {
    struct crq_city_site *site = m->site;
    if (site->solid_count == site->solid_room) {
        site->solid_room = MAX(4096, site->solid_room * 2);
        site->solids = g_renew(struct crq_convex, site->solids, site->solid_room);
    }
    m->solid = &site->solids[site->solid_count++];
    crq_convex_begin(m->solid, &m->stand, radius, bottom, top);
    m->solid->owner = site->tower_count - 1;
}

static void cut(struct mason *m, float x, float y, float z, float distance) {
    crq_convex_cut(m->solid, &m->stand, crq_vec_make(x, y, z), distance);
}

/* A plane whose outward direction in plan is `angle` turns, leaning in by `slope`. */
static void wall(struct mason *m, float angle, float slope, float distance) {
    cut(m, crq_cos_turns(angle), slope, crq_sin_turns(angle), distance);
}

/* Through three points, facing away from the axis. */
static void facet(struct mason *m, crq_vec a, crq_vec b, crq_vec c) {
    crq_vec n = crq_cross(b - a, c - a);
    crq_vec out = a + b + c;
    if (n[0] * out[0] + n[2] * out[2] < 0.0f) {
        n = -n;
    }
    cut(m, n[0], n[1], n[2], crq_dot(n, a));
}

static void box(struct mason *m, float a, float b, float chamfer) {
    cut(m, 1, 0, 0, a);
    cut(m, -1, 0, 0, a);
    cut(m, 0, 0, 1, b);
    cut(m, 0, 0, -1, b);
    for (int k = 0; k < 4; k++) {
        cut(m, k & 1 ? 1.0f : -1.0f, 0, k & 2 ? 1.0f : -1.0f,
            a + b - chamfer * 1.4142f);
    }
}

static void lid(struct mason *m, float top) {
    cut(m, 0, 1, 0, top);
}

static void oblique_lid(struct mason *m, float angle, float slope, float distance) {
    cut(m, slope * crq_cos_turns(angle), 1, slope * crq_sin_turns(angle), distance);
}

/* A needle on a roof. */
static void mast(struct mason *m, float bottom, float height, float radius) {
    float foot = bottom - 6.0f;
    begin(m, radius * 1.5f, foot, bottom + height);
    for (int k = 0; k < 4; k++) {
        float slope = radius / height;
        wall(m, 0.06f + 0.25f * (float)k, slope, radius + slope * bottom);
    }
    lid(m, bottom + height);
    cut(m, 0, -1, 0, -foot);
}

static void slab(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    begin(m, r * 1.2f, 0, h);
    box(m, r * 0.82f, r * (0.5f + 0.32f * draw(m, 11)),
        r * (0.06f + 0.3f * draw(m, 12)));
    float slope = 0.15f + 0.75f * draw(m, 13);
    float angle = draw(m, 14);
    oblique_lid(m, angle, slope, h - slope * r * 0.62f);
    lid(m, h);
    if (draw(m, 15) < 0.5f) {
        float second = angle + 0.3f + 0.4f * draw(m, 16);
        oblique_lid(m, second, slope * 1.6f, h - slope * r * 0.56f);
    }
}

/* Square foot, roof turned by half a right angle, eight leaning triangles between. */
static void antiprism(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    float a = r * 0.68f * 1.4142f;
    float b = r * (0.62f + 0.3f * draw(m, 11));
    crq_vec low[4];
    crq_vec high[4];
    for (int k = 0; k < 4; k++) {
        float turn = 0.25f * (float)k;
        low[k] = crq_vec_make(
            a * crq_cos_turns(turn + 0.125f), 0, a * crq_sin_turns(turn + 0.125f));
        high[k] = crq_vec_make(b * crq_cos_turns(turn), h, b * crq_sin_turns(turn));
    }
    begin(m, r * 1.1f, 0, h);
    for (int k = 0; k < 4; k++) {
        facet(m, low[k], low[(k + 1) & 3], high[(k + 1) & 3]);
        facet(m, high[k], high[(k + 1) & 3], low[k]);
    }
    float slope = 0.1f + 0.5f * draw(m, 13);
    oblique_lid(m, draw(m, 14), slope, h - slope * b * 0.6f);
    lid(m, h);
    if (draw(m, 15) < 0.3f) {
        mast(m, h * 0.97f, h * 0.22f, 1.3f);
    }
}

/* Two rings of leaning planes: triangles and kites appear by themselves. */
static void spire(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    int sides = 5 + (int)(2.0f * draw(m, 11));
    begin(m, r * 1.15f, 0, h);
    for (int k = 0; k < sides; k++) {
        uint32_t slot = (uint32_t)k * 8;
        float angle = ((float)k + 0.4f * (draw(m, 200 + slot) - 0.5f)) / (float)sides;
        float foot = r * (0.74f + 0.2f * draw(m, 201 + slot));
        float apex = h * (1.35f + 0.9f * draw(m, 202 + slot));
        wall(m, angle, foot / apex, foot);
        angle += (0.5f + 0.35f * (draw(m, 203 + slot) - 0.5f)) / (float)sides;
        foot = r * (0.92f + 0.28f * draw(m, 204 + slot));
        apex = h * (1.0f + 0.16f * draw(m, 205 + slot));
        wall(m, angle, foot / apex, foot);
    }
    oblique_lid(m, draw(m, 24), 2.2f + 1.6f * draw(m, 23), h * 0.97f);
    lid(m, h);
}

/* A quartz: six nearly upright sides, six planes to a point. */
static void quartz(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    begin(m, r * 1.15f, 0, h);
    for (int k = 0; k < 6; k++) {
        uint32_t slot = (uint32_t)k * 8;
        float angle = ((float)k + 0.3f * (draw(m, 200 + slot) - 0.5f)) / 6.0f;
        float foot = r * (0.72f + 0.26f * draw(m, 201 + slot));
        wall(m, angle, 0.01f + 0.02f * draw(m, 202 + slot), foot);
        float steep = (18.0f + 20.0f * draw(m, 203 + slot)) / 360.0f;
        float c = crq_cos_turns(steep);
        float s = crq_sin_turns(steep);
        float top = s * h * (0.9f + 0.1f * draw(m, 204 + slot));
        cut(m, crq_cos_turns(angle) * c, s, crq_sin_turns(angle) * c, top);
    }
    lid(m, h);
}

static void blade(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    float a = r * 0.9f;
    begin(m, r, 0, h);
    cut(m, 0, 0, 1, r * 0.34f);
    cut(m, 0, 0, -1, r * 0.34f);
    for (int k = -1; k <= 1; k++) {
        float angle = 0.11f * (float)k;
        float out = k == 0 ? a : a * 0.9f;
        wall(m, angle, 0, out);
        wall(m, angle + 0.5f, 0, out);
    }
    float slope = 0.5f + 1.4f * draw(m, 13);
    float way = draw(m, 14) < 0.5f ? 1.0f : -1.0f;
    cut(m, way * slope, 1, 0.1f, h - slope * a * 0.7f);
    lid(m, h);
}

static void setback(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    float bottom = 0.0f;
    for (uint32_t k = 0; k < 3; k++) {
        float top =
            k == 2 ? h : h * (0.45f + 0.28f * (float)k + 0.08f * draw(m, 30 + k));
        begin(m, r * 1.25f, bottom, top);
        box(m, r * 0.8f, r * 0.72f, r * 0.12f);
        if (k == 2) {
            oblique_lid(m, draw(m, 14), 0.5f, top - 0.3f * r);
        }
        lid(m, top);
        cut(m, 0, -1, 0, -bottom);
        bottom = top;
        r *= 0.78f;
    }
    if (draw(m, 15) < 0.5f) {
        mast(m, h, h * 0.2f, 1.2f);
    }
}

/* Storeys of antiprisms, each turned on: a twisted tower in flat panes. */
static void twist(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    enum { STOREYS = 6, SIDES = 4 };
    float turn = (draw(m, 14) < 0.5f ? -1.0f : 1.0f) * (0.035f + 0.03f * draw(m, 13));
    float taper = 0.25f + 0.25f * draw(m, 12);
    for (int k = 0; k < STOREYS; k++) {
        float y[2] = {h * (float)k / STOREYS, h * (float)(k + 1) / STOREYS};
        begin(m, r * 1.05f, y[0], y[1]);
        crq_vec p[2][SIDES];
        for (int e = 0; e < 2; e++) {
            float wide = r * (1.0f - taper * (float)(k + e) / STOREYS);
            for (int i = 0; i < SIDES; i++) {
                float angle = (float)i / SIDES + turn * (float)(k + e);
                p[e][i] = crq_vec_make(
                    wide * crq_cos_turns(angle), y[e], wide * crq_sin_turns(angle));
            }
        }
        for (int i = 0; i < SIDES; i++) {
            int next = (i + 1) % SIDES;
            /* of the two ways to fold a twisted wall, the convex one */
            int a = turn > 0.0f ? i : next;
            int b = turn > 0.0f ? next : i;
            facet(m, p[0][i], p[0][next], p[1][a]);
            facet(m, p[1][i], p[1][next], p[0][b]);
        }
        lid(m, y[1]);
        cut(m, 0, -1, 0, -y[0]);
    }
}

/* A tapering shaft under a small pyramid. */
static void obelisk(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    float slope = r * (0.3f + 0.25f * draw(m, 12)) / h;
    int sides = draw(m, 11) < 0.5f && !m->tower->hero ? 4 : 6;
    float tip = 0.9f + 0.9f * draw(m, 13);
    begin(m, r * 1.1f, 0, h);
    for (int k = 0; k < sides; k++) {
        float angle = (float)k / (float)sides;
        wall(m, angle, slope, r * 0.78f);
        wall(m, angle, 1.0f / tip, h / tip);
    }
    lid(m, h);
}

/* Tubes of one honeycomb that end at different heights. */
static void bundle(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    struct crq_stand home = m->stand;
    for (uint32_t k = 0; k < 4; k++) {
        float angle = home.turn + (float)k / 3.0f;
        float away = k == 0 ? 0.0f : r * 0.62f;
        float top = k == 0 ? h : h * (0.42f + 0.48f * draw(m, 30 + k));
        m->stand.x = home.x + away * crq_cos_turns(angle);
        m->stand.z = home.z + away * crq_sin_turns(angle);
        begin(m, r * 0.62f, 0, top);
        for (int i = 0; i < 6; i++) {
            wall(m, (float)i / 6.0f, 0, r * 0.5f);
        }
        oblique_lid(m, draw(m, 40 + k), 0.9f, top - r * 0.3f);
        lid(m, top);
    }
    m->stand = home;
}

/* Two bows of glass that meet in sharp edges. */
static void lens(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    begin(m, r * 1.05f, 0, h);
    for (int k = -2; k <= 2; k++) {
        float angle = 0.25f + 0.062f * (float)k;
        float out = r * (0.36f - 0.035f * (float)(k * k));
        wall(m, angle, 0.0f, out);
        wall(m, angle + 0.5f, 0.0f, out);
    }
    float slope = 0.4f + 0.9f * draw(m, 13);
    cut(m, draw(m, 14) < 0.5f ? slope : -slope, 1, 0, h - slope * r * 0.5f);
    lid(m, h);
}

/* A shaft that ends in a crystal between four lesser ones. */
static void crowned(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    float neck = h * (0.70f + 0.1f * draw(m, 12));
    begin(m, r * 1.1f, 0, neck);
    box(m, r * 0.66f, r * 0.66f, r * 0.22f);
    lid(m, neck);
    struct crq_stand home = m->stand;
    for (uint32_t k = 0; k < 5; k++) {
        float angle = home.turn + 0.125f + 0.25f * (float)k;
        float away = k == 4 ? 0.0f : r * 0.5f;
        float wide = k == 4 ? r * 0.42f : r * 0.17f;
        float top = k == 4 ? h : neck + (h - neck) * (0.3f + 0.35f * draw(m, 30 + k));
        m->stand.x = home.x + away * crq_cos_turns(angle);
        m->stand.z = home.z + away * crq_sin_turns(angle);
        begin(m, wide * 1.5f, neck * 0.98f, top);
        for (int i = 0; i < 6; i++) {
            wall(m, (float)i / 6.0f, 0.03f, wide + 0.03f * neck);
            float steep = k == 4 ? 0.36f : 0.2f;
            wall(m, (float)i / 6.0f, steep, steep * top);
        }
        lid(m, top);
        cut(m, 0, -1, 0, -neck * 0.98f);
        m->stand = home;
    }
}

/* A crystal cut level for one who looks out. */
static void terrace(struct mason *m) {
    float r = m->tower->radius;
    float h = m->tower->height;
    begin(m, r * 1.3f + 0.05f * h, 0, h);
    for (int k = 0; k < 6; k++) {
        uint32_t slot = (uint32_t)k * 8;
        float angle = ((float)k + 0.35f * (draw(m, 200 + slot) - 0.5f)) / 6.0f;
        float slope = 0.015f + 0.035f * draw(m, 201 + slot);
        wall(m, angle, slope, r * (0.86f + 0.2f * draw(m, 202 + slot)) + slope * h);
        /* a ground rim */
        float rim = r * (0.80f + 0.2f * draw(m, 202 + slot)) + h;
        wall(m, angle, 1.0f, rim);
    }
    lid(m, h);
}

static void (*const build[CRQ_TOWER_KINDS])(struct mason *m) = {
    [CRQ_TOWER_SLAB] = slab,
    [CRQ_TOWER_ANTIPRISM] = antiprism,
    [CRQ_TOWER_SPIRE] = spire,
    [CRQ_TOWER_QUARTZ] = quartz,
    [CRQ_TOWER_BLADE] = blade,
    [CRQ_TOWER_SETBACK] = setback,
    [CRQ_TOWER_TWIST] = twist,
    [CRQ_TOWER_OBELISK] = obelisk,
    [CRQ_TOWER_BUNDLE] = bundle,
    [CRQ_TOWER_LENS] = lens,
    [CRQ_TOWER_CROWNED] = crowned,
    [CRQ_TOWER_TERRACE] = terrace,
};

void crq_city_shape(struct crq_city_site *site, const struct crq_tower *tower,
    const struct crq_stand *stand) {
    struct mason m = {.site = site, .tower = tower, .stand = *stand};
    build[tower->kind](&m);
}
