/* Foam: lace of round holes in a white sheet, where the surface is compressed. */
#ifndef CRQ_PAINT_OCEAN_FOAM_H
#define CRQ_PAINT_OCEAN_FOAM_H

#include "paint/blood_moon_ocean/ink_water.h"

/* Most water has no foam and no face: what those alone need is skipped there. */
CRQ_PACKET bool crq_any_above(crq_f8 x, float least) {
    bool any = false;
    for (int k = 0; k < CRQ_LANES; k++) {
        any |= x[k] > least;
    }
    return any;
}

/* Distance to the nearest of scattered points, one a cell (Worley 1996). */
CRQ_PACKET crq_f8 crq_holes(crq_f8 x, crq_f8 y, uint32_t seed) {
    crq_i8 i = crq_f8_whole(x);
    crq_i8 j = crq_f8_whole(y);
    x -= __builtin_convertvector(i, crq_f8);
    y -= __builtin_convertvector(j, crq_f8);
    crq_f8 nearest = crq_f8_all(9.0f);
    for (int b = -1; b <= 1; b++) {
        crq_u8 row = crq_u8_hash((crq_u8)(j + b) * 0x85ebca77u ^ seed);
        for (int a = -1; a <= 1; a++) {
            crq_u8 h = crq_u8_hash(((crq_u8)(i + a) * 0x9e3779b1u) ^ row);
            crq_f8 u = __builtin_convertvector((crq_i8)(h & 0xffffu), crq_f8);
            crq_f8 v = __builtin_convertvector((crq_i8)(h >> 16), crq_f8);
            crq_f8 dx = (float)a + 0.08f + u * (0.84f / 65536.0f) - x;
            crq_f8 dy = (float)b + 0.08f + v * (0.84f / 65536.0f) - y;
            nearest = crq_f8_min(nearest, dx * dx + dy * dy);
        }
    }
    return crq_f8_sqrt(nearest);
}

/* Cover of one scale of lace with holes of radius `hole`. */
CRQ_PACKET crq_f8 crq_lace(crq_f8 distance, crq_f8 hole) {
    crq_f8 t = crq_f8_saturate((distance - hole + 0.16f) * 3.85f);
    return t * t * (3.0f - 2.0f * t);
}

/* What stands in the water close by: a thin ring of foam at each tendril, broken rings
 * further out, and the mirror image of its foot, which reaches towards the viewer and
 * joins what the silhouettes (mirror.h) show of the rest. */
CRQ_PACKET void crq_near_roots(
    const struct crq_ink_water *w, struct crq_seen_water *s) {
    s->collar = crq_f8_all(0.0f);
    s->foot = crq_f8_all(0.0f);
    for (int k = 0; k < w->water->root_count; k++) {
        const struct crq_root *root = &w->water->roots[k];
        crq_f8 dx = (s->from_x - root->x) * (1.0f / root->radius);
        crq_f8 dz = (s->from_z - root->z) * (1.0f / root->radius);
        crq_f8 d2 = dx * dx + dz * dz;
        if (!crq_any_above(-d2, -100.0f)) {
            continue; /* most water is far from most roots */
        }
        crq_f8 d = crq_f8_sqrt(d2);
        crq_f8 inner = d - 1.15f;
        crq_f8 outer = d - 2.2f;
        crq_f8 ring = crq_f8_exp(inner * inner * -14.0f) +
                      0.45f * crq_f8_exp(outer * outer * -9.0f);
        s->collar = crq_f8_max(s->collar, ring);
        crq_f8 aside = crq_f8_abs(dx + 2.2f * s->n.x);
        crq_f8 foot = crq_f8_smoothstep(1.3f, 0.7f, aside) *
                      crq_f8_smoothstep(-9.0f, -2.0f, dz) *
                      crq_f8_smoothstep(0.4f, -0.4f, dz);
        s->foot = crq_f8_max(s->foot, foot);
    }
}

/* Where foam gathers: crests, and rings round tendrils. */
CRQ_PACKET crq_f8 crq_foam_density(
    const struct crq_ink_water *w, const struct crq_seen_water *s) {
    uint32_t grain = w->ocean->grain + 50u;
    crq_f8 gathered = crq_f8_smoothstep(0.74f, 0.05f, s->jacobian);
    /* water parts round a head */
    crq_f8 shore = (s->face - 0.16f) * 6.0f;
    gathered =
        crq_f8_max(gathered, 0.34f * crq_f8_pick(s->face > 0.01f,
                                         crq_f8_exp(-shore * shore), crq_f8_all(0.0f)));
    gathered = crq_f8_max(gathered, 0.80f * s->collar);
    crq_f8 near = crq_f8_smoothstep(300.0f, 160.0f, s->depth);
    if (!crq_any_above(gathered * near, 0.0f)) {
        return crq_f8_all(0.0f);
    }
    crq_f8 patch = crq_f8_fbm2(s->from_x * 0.11f, s->from_z * 0.16f, grain, 4, 0.55f);
    crq_f8 density = gathered * 1.15f + 0.30f * patch - 0.10f;
    density = crq_f8_saturate(density) * crq_f8_smoothstep(0.0f, 0.05f, gathered);
    return density * (float)w->numbers->foam * near;
}

/* Lace of that density; the pattern sticks to the water and fades with footprint. */
CRQ_PACKET crq_f8 crq_foam_cover(
    const struct crq_ink_water *w, const struct crq_seen_water *s, crq_f8 density) {
    uint32_t grain = w->ocean->grain + 51u;
    crq_f8 x = s->from_x;
    crq_f8 z = s->from_z;
    crq_f8 wx = crq_f8_fbm2(x * 0.6f, z * 0.6f, grain, 3, 0.5f);
    crq_f8 wz = crq_f8_fbm2(x * 0.6f + 7.0f, z * 0.6f, grain + 301u, 3, 0.5f);
    crq_f8 fine = crq_f8_fbm2(x * 5.0f, z * 3.4f, grain + 604u, 4, 0.62f);
    crq_f8 a = x * 1.60f + 0.8f * wx;
    crq_f8 b = z * 0.95f + 0.8f * wz;
    crq_f8 large = crq_holes(a + 0.10f * fine, b, grain + 2u);
    crq_f8 middle = crq_holes(a * 2.6f + 0.5f * wz, b * 2.6f + 0.1f * fine, grain + 3u);
    crq_f8 small = crq_holes(a * 6.5f + wz, b * 6.5f + 0.3f * fine, grain + 4u);
    crq_f8 shown = crq_f8_smoothstep(0.22f, 0.06f, s->footprint);
    crq_f8 shown_small = crq_f8_smoothstep(0.07f, 0.02f, s->footprint);
    crq_f8 hole = 0.66f - 0.44f * crq_f8_saturate(density);
    crq_f8 sheet = crq_f8_smoothstep(0.30f, 0.95f, density + 0.45f * wx + 0.22f * fine);
    crq_f8 tiny = 1.0f - shown_small * 0.75f * (1.0f - crq_lace(small, hole));
    crq_f8 lace = (0.05f + 0.95f * crq_lace(large + 0.10f * fine, hole)) *
                  (0.15f + 0.85f * crq_lace(middle + 0.10f * fine, hole)) * tiny;
    crq_f8 cover = sheet * crq_f8_mix(crq_f8_all(0.35f), lace, shown);
    crq_f8 thick = crq_f8_smoothstep(0.95f, 1.50f, density + 0.55f * fine + 0.25f * wx);
    thick *= tiny * (0.45f + 0.55f * crq_f8_smoothstep(-0.2f, 0.3f, fine + 0.6f * wz));
    return crq_f8_saturate(crq_f8_max(cover, thick));
}

/* Old foam drawn into long threads by the wind; very thin. */
CRQ_PACKET crq_f8 crq_foam_streaks(
    const struct crq_ink_water *w, const struct crq_seen_water *s) {
    uint32_t grain = w->ocean->grain + 91u;
    crq_f8 x = s->from_x;
    crq_f8 z = s->from_z;
    crq_f8 open = crq_f8_smoothstep(1.2f, 0.75f, s->jacobian) *
                  crq_f8_smoothstep(0.5f, 0.12f, s->footprint) * (1.0f - s->face) *
                  (float)w->numbers->foam;
    if (!crq_any_above(open, 0.0f)) {
        return open;
    }
    open *= crq_f8_smoothstep(
        -0.05f, 0.40f, crq_f8_fbm2(x * 0.05f + 5.0f, z * 0.04f, grain + 800u, 3, 0.5f));
    if (!crq_any_above(open, 0.0f)) {
        return open;
    }
    crq_f8 bend = crq_f8_fbm2(x * 0.07f, z * 0.05f, grain, 3, 0.5f);
    crq_f8 line = crq_f8_fbm2(
        x * 0.42f + 2.2f * bend, z * 0.16f + 1.2f * bend, grain + 301u, 5, 0.6f);
    crq_f8 thread = crq_f8_saturate(1.0f - crq_f8_abs(line) * 9.0f);
    return thread * thread * open;
}

#endif
