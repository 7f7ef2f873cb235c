/* The pieces of the broken crown.
 *
 * A cell of the fracture field that is gone from the stone flies as exactly the piece
 * that is missing: the planes half way to its neighbours bound it. How far it has flown
 * depends on how long it has been gone, so with `crumble` running back every piece
 * returns to its own socket. */
#include "paint/floating_mountains/mountains.h"

#include "form/noise.h"
#include "form/rock_noise.h"

#include <glib.h>
#include <stdlib.h>

/* More than any crown has. */
enum { BLOCK_LIMIT = 2600, NEIGHBOURS = 27 };

/* Pieces begin to shed splinters when they have been gone for this long. */
#define SHEDDING 0.12f

struct breaking {
    struct crq_mountains *plan;
    const struct crq_massif *massif;
    struct crq_chance chance;
};

/* The same hash as in crq_f8_voronoi, one cell at a time. */
static uint32_t cell_hash(const struct crq_massif *m, int x, int y, int z) {
    uint32_t h = ((uint32_t)x * CRQ_PRIME_X + m->seed + 77) ^
                 ((uint32_t)y * CRQ_PRIME_Y) ^ ((uint32_t)z * CRQ_PRIME_Z);
    h *= 0x9e3779b1u;
    h ^= h >> 15;
    h *= 0x85ebca6bu;
    return h ^ h >> 13;
}

/* The number that decides when the cell goes: as in crq_f8_voronoi. */
static float cell_number(uint32_t hash) {
    uint32_t h = (hash ^ 0x51ed27u) * 0x9e3779b1u;
    h ^= h >> 15;
    h *= 0x85ebca6bu;
    h ^= h >> 13;
    return (float)(h >> 8) * (1.0f / 16777216.0f);
}

/* Where the cell's site lies, in cells. */
static void find_site(const struct crq_massif *m, int x, int y, int z, float site[3]) {
    uint32_t h = cell_hash(m, x, y, z);
    site[0] = (float)x + 0.05f + (float)(h & 1023) * (0.9f / 1023.0f);
    site[1] = (float)y + 0.05f + (float)(h >> 10 & 1023) * (0.9f / 1023.0f);
    site[2] = (float)z + 0.05f + (float)(h >> 20 & 1023) * (0.9f / 1023.0f);
}

/* Undoes the warp of the cells; four rounds are plenty for so gentle a warp. */
static struct crq_v8 unwarp(const struct crq_massif *m, const float site[3]) {
    crq_f8 x = crq_f8_all(0.0f);
    crq_f8 y = crq_f8_all(0.0f);
    struct crq_v8 q = {.z = crq_f8_all(site[2] / CRQ_MASSIF_CELLS)};
    for (int round = 0; round < 5; round++) {
        q.x = (site[0] - x) * (1.0f / CRQ_MASSIF_CELLS);
        q.y = (site[1] - y) * (1.0f / (0.8f * CRQ_MASSIF_CELLS));
        crq_massif_warp(m, &q, &x, &y);
    }
    return q;
}

static void turn_out(const struct crq_massif *m, float v[3]) {
    float x = v[0] * m->yaw_cos - v[2] * m->yaw_sin;
    v[2] = v[2] * m->yaw_cos + v[0] * m->yaw_sin;
    v[0] = x;
}

/* Planes to the nearest neighbours, nearest first; distances in radii. */
static void cut_faces(const struct crq_massif *m, struct crq_block *block, int x, int y,
    int z, float scale) {
    float from[3];
    float to[NEIGHBOURS][3];
    float far[NEIGHBOURS];
    find_site(m, x, y, z, from);
    for (int n = 0; n < NEIGHBOURS; n++) {
        find_site(m, x + n % 3 - 1, y + n / 3 % 3 - 1, z + n / 9 - 1, to[n]);
        for (int a = 0; a < 3; a++) {
            to[n][a] = (to[n][a] - from[a]) / (a == 1 ? 0.8f : 1.0f);
        }
        far[n] = n == NEIGHBOURS / 2 ? INFINITY : crq_length3(to[n]);
    }
    for (block->face_count = 0; block->face_count < CRQ_BLOCK_FACES;
         block->face_count++) {
        int best = 0;
        for (int n = 1; n < NEIGHBOURS; n++) {
            best = far[n] < far[best] ? n : best;
        }
        float *face = block->faces[block->face_count];
        for (int a = 0; a < 3; a++) {
            face[a] = to[best][a] / far[best];
        }
        turn_out(m, face);
        face[3] = 0.5f * 0.94f * far[best] * scale;
        far[best] = INFINITY;
    }
}

static void random_direction(
    struct crq_chance chance, uint32_t index, uint32_t slot, float out[3]) {
    out[0] = crq_between(chance, index, slot, -1.0f, 1.0f);
    out[1] = crq_between(chance, index, slot + 1, -1.0f, 1.0f);
    out[2] = crq_between(chance, index, slot + 2, -1.0f, 1.0f);
    crq_unit3(out);
}

void crq_splinter_cut(
    struct crq_block *block, struct crq_chance chance, uint32_t index) {
    float slab[3];
    random_direction(chance, index, 100, slab);
    float flat = crq_between(chance, index, 103, 0.5f, 0.95f);
    block->face_count = 10;
    for (int f = 0; f < block->face_count; f++) {
        uint32_t slot = 104u + 4u * (uint32_t)f;
        float *face = block->faces[f];
        random_direction(chance, index, slot, face);
        if (f & 1) {
            /* nearly opposite the last: faces at random might leave the stone open */
            for (int a = 0; a < 3; a++) {
                face[a] = 0.25f * face[a] - block->faces[f - 1][a];
            }
            crq_unit3(face);
        }
        face[3] = crq_between(chance, index, slot + 3, 0.42f, 0.85f) *
                  crq_mix(1.0f, flat, fabsf(crq_dot3(face, slab)));
    }
    random_direction(chance, index, 144, block->axis);
    block->phase = crq_unit(chance, index, 147);
    block->seed = crq_bits(chance, index, 148) | 1u;
}

/* How far a piece has flown: away from the axis, and in a plume that rises, drifts to
 * the shadow side and sinks. */
static void fly(const struct breaking *b, struct crq_block *block, float gone,
    const float peak[2], uint32_t index) {
    float size = b->massif->size;
    float out[2] = {block->centre[0] - peak[0], block->centre[2] - peak[1]};
    float far = sqrtf(out[0] * out[0] + out[1] * out[1]) + 0.05f;
    float plume = gone * sqrtf(gone) * crq_between(b->chance, index, 0, 0.25f, 1.25f);
    float push = 0.17f * gone + 0.03f * MIN(1.0f, 6.0f * gone);
    float stray[3];
    random_direction(b->chance, index, 1, stray);
    float wander = 0.16f * gone * crq_unit(b->chance, index, 4);
    block->centre[0] += size * (out[0] / far * push + stray[0] * wander +
                                   b->plan->side * 0.60f * plume);
    block->centre[1] +=
        size * (stray[1] * wander + 0.30f * plume - 0.36f * plume * plume);
    block->centre[2] +=
        size * (out[1] / far * push + stray[2] * wander - 0.22f * plume);
}

/* NULL when the crown has more pieces than anybody could see. */
static struct crq_block *take_block(struct crq_mountains *m) {
    return m->block_count < BLOCK_LIMIT ? &m->blocks[m->block_count++] : NULL;
}

/* Splinters grow from nothing as their piece begins to shed them. */
static void shed(const struct breaking *b, const struct crq_block *piece, float gone,
    uint32_t index) {
    int count = 1 + (int)(11.0f * gone * crq_unit(b->chance, index, 10));
    float grown = crq_smoothstep(SHEDDING, SHEDDING + 0.12f, gone);
    for (int k = 0; k < count; k++) {
        struct crq_block *splinter = take_block(b->plan);
        if (!splinter) {
            return;
        }
        uint32_t own = crq_hash(index + 0x9e3779b9u * (uint32_t)k);
        *splinter = *piece;
        crq_splinter_cut(splinter, b->chance, own);
        float share = crq_unit(b->chance, own, 20);
        float spread = piece->radius * (0.5f + 1.5f * gone);
        splinter->radius = piece->radius * grown * (0.10f + 0.42f * share * share);
        for (uint32_t a = 0; a < 3; a++) {
            splinter->centre[a] += spread * crq_between(b->chance, own, 21 + a, -1, 1);
        }
    }
}

/* Makes a block of a cell that is gone and was stone. */
static void break_cell(
    const struct breaking *b, int x, int y, int z, const float peak[2]) {
    const struct crq_massif *m = b->massif;
    float site[3];
    find_site(m, x, y, z, site);
    struct crq_v8 q = unwarp(m, site);
    float broken = crq_massif_broken(m, q.y)[0];
    uint32_t hash = cell_hash(m, x, y, z);
    float gone = broken * 1.25f - 0.12f - cell_number(hash);
    crq_f8 stone;
    crq_massif_rough(m, &q, true, &stone);
    if (broken <= 0.0f || gone <= 0.0f || stone[0] > 0.012f) {
        return;
    }
    struct crq_block *block = take_block(b->plan);
    if (!block) {
        return;
    }
    uint32_t index = crq_hash(hash);
    float own[3] = {q.x[0], q.y[0], q.z[0]};
    turn_out(m, own);
    for (int a = 0; a < 3; a++) {
        block->centre[a] = m->centre[a] + own[a] * m->size;
    }
    float wear = 1.0f - 0.72f * crq_smoothstep(0.05f, 0.9f, gone) *
                            sqrtf(crq_unit(b->chance, index, 5));
    float cell = m->size / CRQ_MASSIF_CELLS;
    block->radius = cell * 0.92f * wear;
    cut_faces(m, block, x, y, z, 1.0f / 0.92f);
    random_direction(b->chance, index, 6, block->axis);
    block->turn = gone * 0.41f * crq_between(b->chance, index, 9, -1.0f, 1.0f);
    block->loose = MIN(1.0f, 2.0f * gone);
    block->phase = crq_unit(b->chance, index, 11);
    block->seed = hash | 1u;
    fly(b, block, gone, peak, index);
    if (gone > SHEDDING) {
        struct crq_block piece = *block;
        float dust = crq_smoothstep(0.14f, 0.5f, gone);
        /* most of what is long gone has gone to splinters altogether */
        if (crq_unit(b->chance, index, 12) < 0.85f) {
            block->radius *= 1.0f - dust;
        }
        shed(b, &piece, gone, index);
    }
}

/* Far to near; equals by their hash, so that the order is one everywhere. */
static int compare_distance(const void *a, const void *b) {
    const struct crq_block *one = a;
    const struct crq_block *two = b;
    float near = crq_length3(one->centre);
    float far = crq_length3(two->centre);
    if (near != far) {
        return near < far ? 1 : -1;
    }
    return one->seed < two->seed ? -1 : one->seed > two->seed;
}

void crq_crown_break(struct crq_mountains *plan) {
    const struct crq_massif *m = &plan->massifs[CRQ_MAIN];
    if (m->crumble <= 0.01f) {
        return;
    }
    struct breaking b = {plan, m, crq_chance(plan->seed, "mountains: crown")};
    float peak[3] = {m->peak_x, 0.0f, m->peak_z};
    turn_out(m, peak);
    float axis[2] = {
        m->centre[0] + peak[0] * m->size, m->centre[2] + peak[2] * m->size};
    int wide = (int)(0.80f * CRQ_MASSIF_CELLS);
    int low = (int)crq_floor(m->broken_from * 0.8f * CRQ_MASSIF_CELLS) - 1;
    int high = (int)(m->top * 0.8f * CRQ_MASSIF_CELLS) + 2;
    plan->blocks = g_new0(struct crq_block, BLOCK_LIMIT);
    for (int y = low; y <= high; y++) {
        for (int z = -wide; z <= wide; z++) {
            for (int x = -wide; x <= wide; x++) {
                break_cell(&b, x, y, z, axis);
            }
        }
    }
    qsort(plan->blocks, (size_t)plan->block_count, sizeof *plan->blocks,
        compare_distance);
}
