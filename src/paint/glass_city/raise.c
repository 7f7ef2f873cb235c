/* Raising a tower: its glass, its lean, then its solids. */
#include "paint/glass_city/city.h"

static float draw(struct crq_chance chance, const struct crq_tower *t, uint32_t slot) {
    return crq_unit(chance, t->seed, slot);
}

static bool always_crystal(int kind) {
    return kind == CRQ_TOWER_SPIRE || kind == CRQ_TOWER_QUARTZ ||
           kind == CRQ_TOWER_OBELISK || kind == CRQ_TOWER_TERRACE;
}

/* Glass and facade of a tower, by its own draws. */
static void choose_glass(struct crq_chance chance, struct crq_tower *t) {
    /* near curtain walls would be offices */
    bool near = t->z > 0.0f && t->z < 460.0f;
    bool seamless =
        always_crystal(t->kind) || t->hero || near || draw(chance, t, 1) < 0.6f;
    bool broad = t->radius > 16.0f && t->kind != CRQ_TOWER_TERRACE;
    t->facade = !seamless                    ? (int)(draw(chance, t, 2) * 3.0f)
                : (near || t->hero) && broad ? CRQ_FACADE_CUT
                                             : CRQ_FACADE_SEAMLESS;
    t->crystal = seamless;
    t->index = seamless ? 1.24f + 0.24f * draw(chance, t, 3)
                        : 1.06f + 0.08f * draw(chance, t, 3);
    t->straight = seamless ? 0.10f + 0.16f * draw(chance, t, 8)
                           : 0.16f + 0.20f * draw(chance, t, 8);
    t->straight += t->facade == CRQ_FACADE_CUT ? 0.10f : 0.0f;
    t->film = 260.0f + 330.0f * draw(chance, t, 9);
    t->pane = 1.8f + 2.2f * draw(chance, t, 6);
    t->floor = 3.6f + 1.2f * draw(chance, t, 7);
    t->warm = 0.8f * crq_smoothstep(0.68f, 0.92f, draw(chance, t, 4));
    t->clear = 0.25f * draw(chance, t, 10);
    float lamp = draw(chance, t, 63);
    bool far = t->z < 0.0f || t->z > 280.0f;
    t->lamp = far && t->height < 110.0f && draw(chance, t, 62) < 0.17f
                  ? 0.9f + 2.6f * lamp * lamp * lamp
                  : 0.0f;
    if (t->kind == CRQ_TOWER_TERRACE) {
        t->straight = 0.24f;
        t->warm = 0.0f;
        t->clear = 0.6f;
        t->lamp = 0.0f;
        t->pane = 0.9f;
        t->floor = 1.8f;
    }
    if (t->hero) {
        t->index = 1.32f;
        t->warm = 0.0f;
        t->clear = 0.15f;
        t->straight += 0.05f;
        t->lamp = 1.0f;
    }
}

/* Crystals lean, as grown ones do. */
static void choose_lean(
    struct crq_chance chance, const struct crq_tower *t, struct crq_stand *stand) {
    stand->lean_x = t->lean_x;
    stand->lean_z = t->lean_z;
    bool grown =
        t->kind == CRQ_TOWER_QUARTZ || (t->kind == CRQ_TOWER_SPIRE && !t->hero);
    if (t->lean_x != 0.0f || !grown) {
        return;
    }
    float most = (t->hero ? 0.16f : 0.05f) * draw(chance, t, 61);
    float limit = t->radius * 1.2f / t->height;
    float lean = most < limit ? most : limit;
    float angle = draw(chance, t, 60);
    stand->lean_x = lean * crq_cos_turns(angle);
    stand->lean_z = lean * crq_sin_turns(angle);
}

int crq_city_raise(struct crq_city_site *site, struct crq_tower tower) {
    if (site->tower_count == site->tower_room) {
        site->tower_room = MAX(4096, site->tower_room * 2);
        site->towers = g_renew(struct crq_tower, site->towers, site->tower_room);
    }
    int number = site->tower_count++;
    site->towers[number] = tower;
    struct crq_tower *t = &site->towers[number];
    struct crq_stand stand = {t->x, t->z, t->turn, 0.0f, 0.0f};
    choose_glass(site->chance, t);
    choose_lean(site->chance, t, &stand);
    t->lean_x = stand.lean_x;
    t->lean_z = stand.lean_z;
    t->first = site->solid_count;
    crq_city_shape(site, t, &stand);
    t->count = site->solid_count - t->first;
    return number;
}

crq_vec crq_city_tip(const struct crq_city *city, const struct crq_tower *tower) {
    enum { SIDE = 9 };
    crq_vec tip = crq_vec_make(tower->x, 0.0f, tower->z);
    float x = tower->x + tower->lean_x * tower->height;
    float z = tower->z + tower->lean_z * tower->height;
    float step = 1.2f * tower->radius / SIDE;
    for (int k = 0; k < SIDE * SIDE; k++) {
        crq_vec above = crq_vec_make(x + step * (float)(k % SIDE - SIDE / 2), 4000.0f,
            z + step * (float)(k / SIDE - SIDE / 2));
        for (int i = tower->first; i < tower->first + tower->count; i++) {
            struct crq_span span;
            if (crq_convex_cross(
                    &city->solids[i], above, crq_vec_make(0, -1, 0), &span) &&
                above[1] - span.near > tip[1]) {
                tip = crq_vec_make(above[0], above[1] - span.near, above[2]);
            }
        }
    }
    return tip;
}
