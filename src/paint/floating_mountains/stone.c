/* Shading of stone: beds, stains, dust; sun, sky, light from below and from the fall.
 */
#include "paint/floating_mountains/stone.h"

#include "form/rock_noise.h"

CRQ_PACKET struct crq_v8 to_world(const struct crq_massif *m, struct crq_v8 own) {
    struct crq_v8 p = crq_massif_turn_out(m, own);
    return (struct crq_v8){p.x * m->size + m->centre[0], p.y * m->size + m->centre[1],
        p.z * m->size + m->centre[2]};
}

/* Gradient from four corners of a tetrahedron, e away. */
CRQ_PACKET struct crq_v8 normal_at(
    const struct crq_massif *m, struct crq_v8 p, crq_f8 e, int detail) {
    struct crq_v8 corners[4] = {{p.x + e, p.y - e, p.z - e},
        {p.x - e, p.y - e, p.z + e}, {p.x - e, p.y + e, p.z - e},
        {p.x + e, p.y + e, p.z + e}};
    crq_f8 d[4];
    for (int i = 0; i < 4; i++) {
        crq_massif_distance(m, &corners[i], detail, &d[i]);
    }
    struct crq_v8 n = {d[0] - d[1] - d[2] + d[3], d[2] + d[3] - d[0] - d[1],
        d[1] + d[3] - d[0] - d[2]};
    return crq_v8_unit(n);
}

/* Of the surveyed field: exposure is shared by neighbours. */
CRQ_PACKET struct crq_v8 wide_normal(const struct crq_massif *m, struct crq_v8 p) {
    const float e = 0.02f;
    struct crq_v8 corners[4] = {{p.x + e, p.y - e, p.z - e},
        {p.x - e, p.y - e, p.z + e}, {p.x - e, p.y + e, p.z - e},
        {p.x + e, p.y + e, p.z + e}};
    crq_f8 d[4];
    for (int i = 0; i < 4; i++) {
        crq_massif_rough(m, &corners[i], false, &d[i]);
    }
    struct crq_v8 n = {d[0] - d[1] - d[2] + d[3], d[2] + d[3] - d[0] - d[1],
        d[1] + d[3] - d[0] - d[2]};
    return crq_v8_unit(n);
}

/* Soft shadow by the nearest miss (Quilez 2010), on the surveyed field. */
CRQ_PACKET crq_f8 own_shadow(const struct crq_massif *m, struct crq_v8 own,
    struct crq_v8 sun, crq_f8 start, crq_i8 active) {
    crq_f8 from, to;
    crq_massif_bounds(m, &own, &sun, 0.0f, &from, &to);
    crq_f8 t = start;
    crq_f8 lit = crq_f8_all(1.0f);
    crq_i8 walking = active & (t < to);
    for (int step = 0; step < 24 && crq_i8_any(walking); step++) {
        struct crq_v8 q = crq_v8_add(own, sun, t);
        crq_f8 d;
        crq_massif_rough(m, &q, false, &d);
        /* the field is rougher than the stone: what lies on it is not in shadow yet */
        crq_f8 clear = (d + 0.012f) * 13.0f / t;
        lit = crq_f8_pick(walking, crq_f8_min(lit, clear), lit);
        walking &= lit > 0.01f;
        t += crq_f8_max(d * 1.2f, crq_f8_all(0.018f));
        walking &= t < to;
    }
    return crq_f8_saturate(lit);
}

/* Share of the sky that is open: how fast the stone falls back along the normal. */
CRQ_PACKET crq_f8 openness(
    const struct crq_massif *m, struct crq_v8 own, struct crq_v8 n, int detail) {
    static const float far[5] = {0.012f, 0.035f, 0.08f, 0.17f, 0.34f};
    static const float weight[5] = {0.9f, 0.9f, 0.9f, 0.8f, 0.6f};
    crq_f8 closed = crq_f8_all(0.0f);
    for (int i = 0; i < 5; i++) {
        struct crq_v8 q = crq_v8_add(own, n, crq_f8_all(far[i]));
        crq_f8 d;
        if (i == 1) {
            crq_massif_distance(m, &q, detail < 1 ? detail : 1, &d);
        } else {
            crq_massif_rough(m, &q, false, &d);
        }
        closed += weight[i] * crq_f8_saturate(1.0f - d * (1.0f / (0.62f * far[i])));
    }
    return crq_f8_saturate(1.0f - closed * (1.0f / 4.1f));
}

CRQ_PACKET crq_f8 step_of(const struct crq_hits *hits) {
    return crq_f8_max(hits->t * (0.75f * hits->footprint), crq_f8_all(0.0006f));
}

CRQ_KERNEL void crq_stone_exposure(const struct crq_mountains *m, int index,
    const struct crq_hits *hits, struct crq_exposure *exposure) {
    const struct crq_massif *massif = &m->massifs[index];
    struct crq_v8 n = wide_normal(massif, hits->own);
    struct crq_v8 sun = crq_massif_turn_in(massif, crq_v8_all(m->sun));
    crq_f8 start = 0.014f + hits->t * (2.0f * hits->footprint);
    struct crq_v8 lifted = crq_v8_add(hits->own, n, crq_f8_all(0.004f));
    crq_f8 lit = own_shadow(massif, lifted, sun, start, hits->active);
    /* its own shadow on the sun's map is stepped over */
    struct crq_v8 beyond = crq_v8_add(to_world(massif, hits->own), crq_v8_all(m->sun),
        crq_f8_all(1.6f * massif->size));
    exposure->sunlit =
        index == CRQ_LEDGE ? lit : lit * crq_sun_reaches(m, beyond, 1.5f);
    exposure->level = n.y;
    exposure->open = openness(massif, hits->own, n, hits->detail);
}

struct surface {
    struct crq_v8 own, world, normal, albedo;
    crq_f8 open;
};

/* Colour of the stone by bed, patch, stain and dust. */
CRQ_PACKET struct crq_v8 albedo_of(const struct crq_air *air,
    const struct crq_massif *m, struct crq_v8 q, crq_f8 up, crq_f8 ground) {
    crq_f8 across;
    crq_massif_bedding(m, &q, &across);
    crq_f8 patch = crq_f8_lattice3(q.x * 5.0f, q.y * 5.0f, q.z * 5.0f, m->seed + 40);
    crq_f8 grain = crq_f8_lattice3(q.x * 17.0f, q.y * 13.0f, q.z * 17.0f, m->seed + 41);
    crq_f8 level = across * m->beds + grain * 0.12f;
    crq_f8 bed = crq_f8_floor(level);
    crq_f8 band = crq_f8_mix(crq_f8_hash_unit(bed, m->seed + 7),
        crq_f8_hash_unit(bed + 1.0f, m->seed + 7),
        crq_f8_smoothstep(0.7f, 1.0f, level - bed));
    crq_f8 thin = crq_f8_floor(across * (m->beds * 4.3f) + grain * 0.3f);
    crq_f8 leaf = crq_f8_hash_unit(thin, m->seed + 8);
    crq_f8 tone = 0.40f + 0.50f * (band - 0.5f) + 0.16f * (leaf - 0.5f) +
                  0.18f * patch + 0.12f * grain + m->tone;
    struct crq_v8 c = crq_v8_mix(
        crq_v8_all(air->rock_dark), crq_v8_all(air->rock_light), crq_f8_saturate(tone));
    c = crq_v8_mix(
        c, crq_v8_all(air->strata), crq_f8_smoothstep(0.62f, 0.92f, band) * 0.75f);
    /* water has run down the cliffs */
    crq_f8 stain = crq_f8_lattice3(q.x * 19.0f, q.y * 1.6f, q.z * 19.0f, m->seed + 42);
    crq_f8 steep = 1.0f - crq_f8_smoothstep(0.2f, 0.6f, crq_f8_abs(up));
    c = crq_v8_scale(c, 1.0f - steep * crq_f8_smoothstep(0.05f, 0.5f, stain) * 0.38f);
    crq_f8 lying =
        0.45f * up + 0.55f * ground + patch * 0.10f + grain * 0.10f + q.y * 0.06f;
    return crq_v8_mix(
        c, crq_v8_all(air->dust), crq_f8_smoothstep(0.42f, 0.76f, lying) * 0.80f);
}

/* Sky dome and glow of the sunward horizon. */
CRQ_PACKET struct crq_v8 sky_on(const struct crq_air *air, const struct surface *s) {
    const float *sun = air->plan->sun;
    struct crq_v8 n = s->normal;
    struct crq_v8 light =
        crq_v8_scale(crq_v8_all(air->dome), (0.5f + 0.5f * n.y) * 1.75f);
    crq_f8 facing = (n.x * sun[0] + n.z * sun[2]) * 0.5f + 0.5f;
    crq_f8 away = 1.0f - facing;
    crq_f8 glow = facing * facing * facing * 0.30f + away * away * 0.03f;
    return crq_v8_add(light, crq_v8_all(air->horizon), glow);
}

/* Light thrown up by the clouds, and starlight out of the hole in them: undersides see
 * little else. A ledge is close above both. */
CRQ_PACKET struct crq_v8 below_on(
    const struct crq_air *air, const struct surface *s, bool ledge) {
    const struct crq_mountains *m = air->plan;
    crq_f8 down = 0.5f - 0.5f * s->normal.y;
    crq_f8 low = crq_f8_exp((s->world.y - CRQ_SEA_LEVEL) * -0.13f);
    /* the sky that lights the clouds fails before they do */
    float bounce = (ledge ? 4.8f : 1.3f) * (1.0f + 0.45f * m->hour);
    struct crq_v8 light = crq_v8_scale(crq_v8_all(air->bounce), down * low * bounce);
    float scale = 1.0f / (m->hole_radius * m->hole_radius);
    crq_f8 dx = s->world.x - m->hole[0];
    crq_f8 dz = s->world.z - m->hole[2];
    crq_f8 near = 1.0f / (0.5f + (dx * dx + dz * dz) * scale);
    float strength =
        (ledge ? 0.42f : 0.22f) * air->starlight * (0.3f + 0.7f * m->crumble);
    return crq_v8_add(light, crq_v8_all(air->glint), down * near * strength);
}

/* The lamps of the fall, wrapped a little around the form. */
CRQ_PACKET crq_f8 lamps_on(const struct crq_mountains *m, const struct surface *s) {
    crq_f8 sum = crq_f8_all(0.0f);
    for (int i = 0; i < CRQ_LAMPS; i++) {
        const struct crq_lamp *lamp = &m->lamps[i];
        struct crq_v8 to = {lamp->place[0] - s->world.x, lamp->place[1] - s->world.y,
            lamp->place[2] - s->world.z};
        crq_f8 square = crq_v8_dot(to, to);
        crq_f8 facing = crq_v8_dot(s->normal, to) / crq_f8_sqrt(square + 0.02f);
        facing = crq_f8_saturate(facing * 0.8f + 0.2f);
        sum += lamp->strength * facing / (square + 0.35f);
    }
    return sum * s->open * 2.6f;
}

/* Sun, ambient and fall on one albedo; crevices lose ambient light twice over. */
CRQ_PACKET struct crq_v8 light_surface(
    const struct crq_air *air, const struct surface *s, crq_f8 sunlit, bool ledge) {
    crq_f8 facing = crq_f8_saturate(crq_v8_dot3(s->normal, air->plan->sun));
    crq_f8 open = s->open * (0.35f + 0.65f * s->open);
    struct crq_v8 light = crq_v8_scale(crq_v8_all(air->sunlight), facing * sunlit);
    light = crq_v8_add(light, sky_on(air, s), open);
    light = crq_v8_add(light, below_on(air, s, ledge), 0.25f + 0.75f * s->open);
    crq_f8 fall = lamps_on(air->plan, s) * air->starlight;
    light = crq_v8_add(light, crq_v8_all(air->glint), fall);
    return crq_v8_times(light, s->albedo);
}

/* Light within the stone shows in the joints of the breaking crown. */
CRQ_PACKET struct crq_v8 glow_of_joints(const struct crq_air *air,
    const struct crq_massif *m, struct crq_v8 own, struct crq_v8 c) {
    crq_f8 broken = crq_massif_broken(m, own.y);
    crq_i8 here = broken > -0.05f;
    if (m->crumble <= 0.01f || !crq_i8_any(here)) {
        return c;
    }
    crq_f8 wall, cell;
    crq_massif_cells(m, &own, &wall, &cell);
    crq_f8 near = crq_f8_exp(wall * -19.0f) * crq_f8_saturate(broken * 1.3f + 0.05f);
    near = crq_f8_pick(here, near, crq_f8_all(0.0f)) * (1.1f * m->crumble);
    near *= air->starlight;
    c = crq_v8_add(c, crq_v8_all(air->halo), near * 0.30f);
    return crq_v8_add(c, crq_v8_all(air->star), near * near * near * 2.2f);
}

CRQ_KERNEL void crq_stone_shade(const struct crq_air *air, int index,
    const struct crq_hits *hits, const struct crq_exposure *exposure,
    struct crq_v8 *colour) {
    const struct crq_massif *m = &air->plan->massifs[index];
    struct crq_v8 n = normal_at(m, hits->own, step_of(hits), hits->detail);
    struct surface s = {
        .own = hits->own,
        .world = to_world(m, hits->own),
        .normal = crq_massif_turn_out(m, n),
        .albedo = albedo_of(air, m, hits->own, n.y, exposure->level),
        .open = exposure->open,
    };
    *colour = light_surface(air, &s, exposure->sunlit, index == CRQ_LEDGE);
    *colour = glow_of_joints(air, m, hits->own, *colour);
}
