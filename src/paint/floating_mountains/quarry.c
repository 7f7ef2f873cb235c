/* Growing massifs: columns about a golden-angle ring, by style. */
#include "paint/floating_mountains/mountains.h"

#include "base/chance.h"

#include <glib.h>

/* Golden angle in turns: neighbours never line up. */
#define GOLDEN 0.381966f

struct dice {
    struct crq_chance chance;
    uint32_t index;
};

/* Slots are fixed per trait: another trait never shifts these draws. */
static float roll(const struct dice *dice, uint32_t slot, float low, float high) {
    return crq_between(dice->chance, dice->index, slot, low, high);
}

/* Slots of the columns begin here, eight to each. */
static uint32_t column_slot(int column, uint32_t slot) {
    return 32u + 8u * (uint32_t)column + slot;
}

/* What all columns share: beds, relief, how blunt the crown and how long the roots. */
static void give_character(struct crq_massif *m, const struct dice *dice, bool blunt) {
    m->seed = crq_bits(dice->chance, dice->index, 0) | 1u;
    float yaw = roll(dice, 1, -0.095f, 0.095f);
    yaw += crq_unit(dice->chance, dice->index, 2) < 0.5f ? 0.5f : 0.0f;
    m->yaw_cos = crq_cos_turns(yaw);
    m->yaw_sin = crq_sin_turns(yaw);
    m->plateau = CRQ_MASSIF_UNCUT;
    m->blend = roll(dice, 3, 0.05f, 0.09f);
    m->tone = roll(dice, 4, -0.10f, 0.10f);
    m->top_shape = blunt ? roll(dice, 5, 0.75f, 0.98f) : roll(dice, 5, 0.35f, 0.65f);
    m->root_shape = roll(dice, 6, 0.45f, 0.85f);
    m->dip_x = roll(dice, 7, -0.25f, 0.25f);
    m->dip_z = roll(dice, 8, -0.25f, 0.25f);
    m->beds = roll(dice, 9, 8.0f, 13.0f);
    m->bed_relief = roll(dice, 10, 0.022f, 0.045f);
    m->ledges = roll(dice, 10, 0.05f, 0.13f);
    m->gully = roll(dice, 11, 0.09f, 0.14f);
    m->facet = roll(dice, 12, 0.040f, 0.060f);
    m->reach = 1.22f;
    m->low = -1.35f;
    m->high = 1.30f;
}

/* The first column is the summit, the second its shoulder; the outer ones are the lower
 * the farther out they stand, above and below. */
static void grow_column(
    struct crq_massif *m, int k, const struct dice *dice, float stretch) {
    struct crq_massif_column *c = &m->columns[k];
    bool first = k == 0;
    float angle = (float)k * GOLDEN + roll(dice, column_slot(k, 0), -0.095f, 0.095f);
    float far = roll(dice, column_slot(k, 1), 0.0f, 1.0f);
    float ring = first   ? 0.02f
                 : k > 6 ? crq_mix(0.30f, 0.46f, far)
                         : crq_mix(0.14f, 0.40f, far);
    c->x = ring * crq_cos_turns(angle) * stretch;
    c->z = ring * crq_sin_turns(angle) * 0.85f;
    float up = roll(dice, column_slot(k, 2), 0.0f, 1.0f);
    float down = roll(dice, column_slot(k, 3), 0.0f, 1.0f);
    float girth = roll(dice, column_slot(k, 4), 0.0f, 1.0f);
    c->height = first    ? crq_mix(0.93f, 1.0f, up)
                : k == 1 ? crq_mix(0.62f, 0.82f, up)
                         : (1.0f - 1.5f * ring) * crq_mix(0.35f, 1.15f, up);
    c->root = first ? crq_mix(0.95f, 1.12f, down)
                    : (1.0f - 1.35f * ring) * crq_mix(0.28f, 0.78f, down);
    c->height = MAX(c->height, 0.10f);
    c->root = MAX(c->root, 0.15f);
    c->radius = first ? crq_mix(0.17f, 0.24f, girth)
                      : crq_mix(0.10f, 0.20f, girth) * (k > 6 ? 0.7f : 1.0f);
    c->bend_x = roll(dice, column_slot(k, 5), -0.12f, 0.12f);
    c->bend_z = roll(dice, column_slot(k, 6), -0.10f, 0.10f);
}

/* Few, close and thin. */
static void make_needles(struct crq_massif *m, const struct dice *dice) {
    m->column_count = 5;
    for (int k = 0; k < m->column_count; k++) {
        struct crq_massif_column *c = &m->columns[k];
        c->x *= 0.55f;
        c->z *= 0.60f;
        c->radius *= 0.70f;
        if (k > 0) {
            c->height = roll(dice, column_slot(k, 7), 0.35f, 0.85f);
            c->root *= 1.2f;
        }
    }
}

/* Broad and low. */
static void make_table(struct crq_massif *m) {
    for (int k = 0; k < m->column_count; k++) {
        struct crq_massif_column *c = &m->columns[k];
        c->x *= 1.35f;
        c->height *= 0.62f;
        c->root *= 0.72f;
        c->radius *= 1.15f;
    }
    m->reach = 1.45f;
}

/* Four columns that have grown together: a stone, not a landscape. */
static void make_splinter(struct crq_massif *m) {
    m->column_count = 4;
    m->gully *= 0.7f;
    for (int k = 0; k < m->column_count; k++) {
        struct crq_massif_column *c = &m->columns[k];
        c->x *= 0.55f;
        c->z *= 0.55f;
        c->radius *= 1.35f;
        c->height *= k > 0 ? 0.9f : 0.72f;
    }
}

/* What both ledges share; they face the massif, so the turn is a mirror. */
static void make_ledge(struct crq_massif *m, float side) {
    m->plateau = 0.10f;
    m->beds = 7.5f;
    m->bed_relief = 0.05f;
    m->gully = 0.068f;
    m->ledges = 0.04f;
    m->facet = 0.085f;
    m->blend = 0.10f;
    m->dip_x = 0.05f;
    m->top_shape = 0.95f;
    m->yaw_cos = side;
    m->yaw_sin = 0.0f;
    m->reach = 1.75f;
    m->high = 0.40f;
}

/* A wall that narrows to a prow: long roots where it leaves the picture. */
static void make_prow(struct crq_massif *m, const struct dice *dice, float side) {
    make_ledge(m, side);
    m->column_count = 9;
    m->root_shape = 0.9f;
    m->low = -2.6f;
    for (int k = 0; k < m->column_count; k++) {
        struct crq_massif_column *c = &m->columns[k];
        float u = (float)k / (float)(m->column_count - 1);
        c->x = -1.25f + 2.25f * u;
        c->z = side * (0.10f * crq_sin_turns(u * 0.8f) +
                          roll(dice, column_slot(k, 5), -0.06f, 0.06f));
        c->radius = crq_mix(0.55f, 0.13f, crq_pow(u, 0.8f)) *
                    roll(dice, column_slot(k, 6), 0.9f, 1.1f);
        c->root = crq_mix(2.6f, 0.26f, crq_pow(u, 0.62f)) *
                  roll(dice, column_slot(k, 7), 0.85f, 1.12f);
        c->height = 0.50f;
        c->bend_x = c->bend_z = 0.0f;
    }
}

/* An island of its own: roots longest under the middle. */
static void make_perch(struct crq_massif *m, const struct dice *dice, float side) {
    make_ledge(m, side);
    m->column_count = 8;
    m->root_shape = 0.5f;
    m->low = -1.75f;
    for (int k = 0; k < m->column_count; k++) {
        struct crq_massif_column *c = &m->columns[k];
        float u = (float)k / (float)(m->column_count - 1);
        float off = u - 0.38f;
        c->x = -0.62f + 1.50f * u;
        c->z = side * (0.10f * crq_sin_turns(u * 0.8f) +
                          roll(dice, column_slot(k, 5), -0.06f, 0.06f));
        c->radius = (0.20f + 0.20f * crq_sin_turns(u * 0.43f + 0.056f)) *
                    roll(dice, column_slot(k, 6), 0.85f, 1.1f);
        c->root = (0.35f + 1.05f * crq_exp(-11.0f * off * off)) *
                  roll(dice, column_slot(k, 7), 0.8f, 1.1f);
        c->height = 0.50f;
        c->bend_x = c->bend_z = 0.0f;
    }
}

void crq_massif_grow(struct crq_massif *m, uint64_t seed, uint32_t index,
    enum crq_massif_style style, float side) {
    struct dice dice = {crq_chance(seed, "mountains: massif"), index};
    *m = (struct crq_massif){.size = 1.0f};
    give_character(m, &dice, style == CRQ_BLUNT);
    m->column_count = 9 + (int)roll(&dice, 13, 0.0f, 3.999f);
    float stretch = roll(&dice, 14, 1.15f, 1.7f);
    for (int k = 0; k < m->column_count; k++) {
        grow_column(m, k, &dice, stretch);
    }
    switch (style) {
    case CRQ_NEEDLES:
        make_needles(m, &dice);
        break;
    case CRQ_TABLE:
        make_table(m);
        break;
    case CRQ_SPLINTER:
        make_splinter(m);
        break;
    case CRQ_PROW:
        make_prow(m, &dice, side);
        break;
    case CRQ_PERCH:
        make_perch(m, &dice, side);
        break;
    default:
        break;
    }
}
