/* Fresnel mirror of the sky, the moon's glitter, backlit crests, faces, foam. */
#include "paint/blood_moon_ocean/ink_water.h"

#include "paint/blood_moon_ocean/foam.h"

CRQ_PACKET crq_f8 plane(const struct crq_window *w, enum crq_seen plane, size_t at) {
    return crq_f8_load(w->plane[plane] + at);
}

/* What a band of waves does to slopes, where it is shown; the rest becomes variance. */
CRQ_PACKET void add_slopes(const struct crq_tiles *tiles,
    const struct crq_seen_water *s, crq_f8 shown, float smooth_within, crq_f8 *sx,
    crq_f8 *sz) {
    for (int k = 0; k < CRQ_LANES; k++) {
        if (shown[k] > 0.0f) {
            crq_f4 slope = crq_tiles_slope(
                tiles, s->from_x[k], s->from_z[k], s->depth[k] < smooth_within);
            (*sx)[k] += slope[0] * shown[k];
            (*sz)[k] += slope[1] * shown[k];
        }
    }
}

/* Water drawn up a flank runs in long threads along the slope. */
CRQ_PACKET void draw_up(
    const struct crq_seen_water *s, crq_f8 steep, uint32_t grain, crq_f8 *sx) {
    crq_f8 shown =
        steep * crq_f8_smoothstep(0.30f, 0.08f, s->footprint) * (1.0f - 0.6f * s->face);
    if (!crq_any_above(shown, 0.01f)) {
        return;
    }
    crq_f8 bend = crq_f8_noise2(s->from_x * 0.21f, s->from_z * 0.17f, grain);
    crq_f8 x = s->from_x + 1.1f * bend;
    crq_f8 broad = crq_f8_noise2(x * 1.1f, s->from_z * 0.13f, grain + 1u);
    crq_f8 fine = crq_f8_noise2(x * 3.7f, s->from_z * 0.31f + broad, grain + 2u);
    *sx += shown * (0.24f * broad + 0.13f * fine);
}

/* Tilts the normal by the two finest bands; what is too fine to be seen only
 * roughens. */
CRQ_PACKET void ripple(const struct crq_ink_water *w, struct crq_seen_water *s) {
    const struct crq_tiles *t = w->water->tiles;
    uint32_t grain = w->ocean->grain + 41u;
    crq_f8 sp = s->footprint;
    crq_f8 patch = crq_f8_noise2(s->from_x * 0.09f, s->from_z * 0.06f, grain);
    patch += 0.5f * crq_f8_noise2(s->from_x * 0.31f, s->from_z * 0.2f, grain + 1u);
    patch = 0.55f + 0.75f * crq_f8_smoothstep(-0.45f, 0.60f, patch);
    /* a flank drawn up by its swell is glassy, an even sea is rough */
    crq_f8 steep = crq_f8_smoothstep(0.92f, 0.66f, s->n.y);
    crq_f8 rough = patch * 1.15f * (1.0f - 0.62f * steep * (1.0f - 0.5f * patch));
    rough = crq_f8_mix(rough, crq_f8_all(0.26f), s->face);
    crq_f8 wavelets = 1.0f - crq_f8_smoothstep(0.09f, 0.40f, sp);
    crq_f8 ripples = 1.0f - crq_f8_smoothstep(0.018f, 0.080f, sp);
    crq_f8 sx = crq_f8_all(0.0f);
    crq_f8 sz = crq_f8_all(0.0f);
    add_slopes(&t[2], s, wavelets * rough, 45.0f, &sx, &sz);
    add_slopes(&t[3], s, ripples * rough, 22.0f, &sx, &sz);
    draw_up(s, steep, grain + 7u, &sx);
    crq_f8 short_waves = 1.0f - crq_f8_smoothstep(0.22f, 0.9f, sp);
    crq_f8 long_waves = 1.0f - crq_f8_smoothstep(4.0f, 14.0f, sp);
    s->variance = 0.0006f +
                  rough * rough *
                      (t[2].slope_variance * 0.30f * (1.0f - wavelets * wavelets) +
                          t[3].slope_variance * 0.22f * (1.0f - ripples * ripples)) +
                  t[1].slope_variance * 0.4f * (1.0f - short_waves * short_waves) +
                  t[0].slope_variance * 0.3f * (1.0f - long_waves * long_waves);
    struct crq_v8 n = s->n;
    struct crq_v8 tx =
        crq_v8_unit(crq_v8_make(1.0f - n.x * n.x, -n.x * n.y, -n.x * n.z));
    struct crq_v8 tz =
        crq_v8_unit(crq_v8_make(-n.z * n.x, -n.z * n.y, 1.0f - n.z * n.z));
    n = crq_v8_unit(crq_v8_add(crq_v8_add(n, tx, -sx), tz, -sz));
    /* never quite turned away */
    crq_f8 lift = crq_f8_max(0.03f - crq_v8_dot(n, s->v), crq_f8_all(0.0f));
    s->n = crq_v8_unit(crq_v8_add(n, s->v, lift));
    s->facing = crq_v8_dot(s->n, s->v);
}

/* The moon's image in slope space. Needed is the slope that mirrors the disc; the disc
 * is an ellipse there. Calm water shows its crisp edge, rough water a Gaussian; a
 * Gaussian alone looks like melted lava, the edge alone like foil. */
CRQ_PACKET crq_f8 glitter(
    const struct crq_ink_water *w, const struct crq_seen_water *s) {
    const float *l = w->ocean->moon.toward;
    float half = 0.5f * w->ocean->moon.radius / w->ocean->camera.focal;
    crq_f8 hx = s->v.x + l[0];
    crq_f8 hz = s->v.z + l[2];
    crq_f8 high = crq_f8_max(s->v.y + l[1], crq_f8_all(1e-3f));
    crq_f8 up = 1.0f / crq_f8_max(s->n.y, crq_f8_all(0.05f));
    crq_f8 dx = s->n.x * up - hx / high;
    crq_f8 dz = s->n.z * up - hz / high;
    crq_f8 mx = half / crq_f8_max(high * 0.5f, crq_f8_all(0.05f));
    crq_f8 mz = crq_f8_all(half);
    crq_f8 sigma = crq_f8_sqrt(s->variance);
    crq_f8 q = crq_f8_sqrt(dx * dx / (mx * mx) + dz * dz / (mz * mz));
    crq_f8 soft = crq_f8_clamp(1.6f * sigma / crq_f8_sqrt(mx * mz), 0.06f, 1.0f);
    crq_f8 t = crq_f8_saturate((1.0f + soft - q) / (2.0f * soft));
    crq_f8 disc =
        t * t * (3.0f - 2.0f * t) * (0.75f + 0.25f * crq_f8_saturate(1.0f - q));
    crq_f8 vx = s->variance + mx * mx;
    crq_f8 vz = s->variance + mz * mz;
    crq_f8 lobe = crq_f8_exp(-0.5f * (dx * dx / vx + dz * dz / vz)) *
                  crq_f8_sqrt(mx * mx * mz * mz / (vx * vz));
    lobe = crq_f8_mix(disc, lobe, crq_f8_smoothstep(0.25f, 0.9f, soft));
    lobe *= crq_f8_saturate(s->n.y * 10.0f);
    if (!crq_any_above(s->face, 0.0f)) {
        return lobe * (float)w->numbers->glitter;
    }
    /* wet skin: a wider lobe on faces */
    vx += 0.030f;
    vz += 0.030f;
    crq_f8 skin = crq_f8_exp(-0.5f * (dx * dx / vx + dz * dz / vz)) *
                  crq_f8_sqrt(mx * mx * mz * mz / (vx * vz));
    return (lobe + 0.5f * s->face * skin) * (float)w->numbers->glitter;
}

/* Tendrils hide the sky from a mirrored ray. */
CRQ_PACKET crq_f8 unhidden(const struct crq_ink_water *w,
    const struct crq_seen_water *s, struct crq_v8 r, crq_f8 sigma) {
    const struct crq_ocean_camera *c = &w->ocean->camera;
    crq_f8 left = crq_f8_all(1.0f);
    crq_f8 x = s->x * s->depth * (1.0f / c->focal);
    crq_f8 away = crq_f8_max(r.z, crq_f8_all(0.02f));
    for (int bin = 0; bin < CRQ_SHADE_BINS; bin++) {
        float depth = w->shades->depth[bin];
        if (!w->shades->level[bin][0]) {
            continue;
        }
        crq_f8 gap = depth - s->depth;
        crq_f8 run = gap / away;
        float scale = c->focal / depth;
        crq_f8 px = (x + r.x * run) * scale;
        crq_f8 py = (s->height + r.y * run - c->height) * scale;
        crq_f8 blur = 0.004f + sigma * 0.6f * gap * scale;
        crq_i8 before = (gap > 0.12f) & (r.z > 0.05f);
        left *= 1.0f - crq_shades_at(w->shades, bin, px, py, blur, before);
    }
    return left;
}

/* Sky, cold opening and moon in the water. */
CRQ_PACKET struct crq_v8 reflection(
    const struct crq_ink_water *w, const struct crq_seen_water *s) {
    const struct crq_ocean_hues *h = &w->hues;
    crq_f8 sigma = crq_f8_sqrt(s->variance);
    struct crq_v8 r = crq_v8_scale(s->n, 2.0f * s->facing);
    r = crq_v8_add(r, s->v, crq_f8_all(-1.0f));
    struct crq_v8 ray = r;
    ray.y = crq_f8_abs(r.y) + 0.3f * sigma + 0.004f;
    crq_f8 left = unhidden(w, s, ray, sigma) * (1.0f - 0.85f * s->foot);
    /* rays that point down meet the next wave */
    crq_f8 open = crq_f8_smoothstep(-0.10f, 0.16f, r.y + 0.6f * sigma);
    r.y = crq_f8_abs(r.y) + 0.9f * sigma + 0.01f;
    r = crq_v8_unit(r);
    struct crq_v8 c = crq_mirror_look(w->mirror, r, 0.6f + 4.0f * crq_f8_sqrt(sigma));
    c = crq_v8_scale(c, open);
    crq_f8 glint = 6.5f * glitter(w, s) * open;
    c = crq_v8_light(c, h->blood, 0.58f * glint);
    c = crq_v8_light(c, h->ember, 0.48f * glint);
    c = crq_v8_scale(c, left);
    c = crq_v8_light(c, h->ink, 0.5f * (1.0f - left));
    return crq_v8_light(c, h->abyss, 0.35f * (1.0f - open));
}

/* The upper part of a swell before the moon glows like dark glass, in veins where the
 * water is thin. */
CRQ_PACKET crq_f8 glow(const struct crq_ink_water *w, const struct crq_seen_water *s,
    crq_f8 away, crq_f8 back) {
    crq_f8 back2 = back * back;
    crq_f8 back4 = back2 * back2;
    crq_f8 lit = crq_f8_smoothstep(1.2f, 7.0f, s->height) * away * back4 * back4 *
                 (0.45f + 1.1f * (1.0f - s->facing)) * (1.0f - 0.85f * s->cavity);
    if (!crq_any_above(lit, 0.004f)) {
        return lit;
    }
    crq_f8 vein =
        crq_f8_noise2(s->from_x * 0.45f, s->from_z * 0.16f, w->ocean->grain + 48u);
    vein += 0.6f * crq_f8_noise2(s->from_x * 1.3f + vein, s->from_z * 0.4f,
                       w->ocean->grain + 49u);
    return lit * crq_f8_saturate(0.62f + 0.9f * vein);
}

/* Deep water, and crests through which the moon shines: only where they are thin,
 * backlit and seen at a grazing angle. */
CRQ_PACKET struct crq_v8 body(
    const struct crq_ink_water *w, const struct crq_seen_water *s, crq_f8 graze) {
    const struct crq_ocean_hues *h = &w->hues;
    const float *toward = w->ocean->moon.toward;
    float level = sqrtf(toward[0] * toward[0] + 0.0225f + toward[2] * toward[2]);
    float l[3] = {toward[0] / level, 0.15f / level, toward[2] / level};
    struct crq_v8 light = crq_v8_all(l);
    crq_f8 back = crq_f8_saturate(-crq_v8_dot(s->v, light));
    crq_f8 away = crq_f8_saturate(0.62f - 0.62f * crq_v8_dot(s->n, light));
    crq_f8 thin = away * crq_f8_sqrt(away) * crq_f8_smoothstep(0.6f, 4.6f, s->height);
    thin *= crq_f8_smoothstep(0.90f, 0.45f, s->jacobian) * graze * graze * 1.6f;
    crq_f8 lit = glow(w, s, away, back);
    struct crq_v8 c =
        crq_v8_scale(crq_v8_all(h->abyss), 0.30f + 0.25f * crq_f8_saturate(s->n.y));
    c = crq_v8_light(c, h->wine, 0.70f * thin * back * back + 0.32f * lit);
    c = crq_v8_light(
        c, h->blood, 0.60f * thin * thin * back * back * back + 0.32f * lit * lit);
    return crq_v8_light(c, h->ember, 0.25f * thin * thin * thin * back * back * back);
}

/* Light that only relief catches: a cold key from behind the viewer, and on faces a
 * wet highlight and darkness in mouths and sockets. */
CRQ_PACKET struct crq_v8 model(
    const struct crq_ink_water *w, const struct crq_seen_water *s, struct crq_v8 c) {
    const struct crq_ocean_hues *h = &w->hues;
    float cold[3];
    crq_cold_direction(w->ocean, cold);
    struct crq_v8 key = crq_v8_all(cold);
    crq_f8 lit = crq_f8_saturate(crq_v8_dot(s->n, key));
    c = crq_v8_light(c, h->cold, 0.016f * lit * lit);
    crq_f8 wet = crq_f8_saturate(
        crq_v8_dot(s->n, crq_v8_unit(crq_v8_add(key, s->v, crq_f8_all(1.0f)))));
    crq_f8 sigma = crq_f8_sqrt(s->variance);
    crq_f8 shine = crq_f8_exp2(crq_f8_log2(wet) * (40.0f / (1.0f + 20.0f * sigma)));
    c = crq_v8_light(c, h->cold, 0.020f * shine);
    if (crq_any_above(s->face, 0.0f)) {
        crq_f8 broad = crq_f8_pow(wet, 10.0f);
        crq_f8 sharp = crq_f8_pow(wet, 48.0f);
        c = crq_v8_light(c, h->cold, s->face * (0.030f * broad + 0.075f * sharp));
    }
    return crq_v8_scale(c, 1.0f - 0.90f * s->cavity);
}

/* Foam takes the colour of the light: warm towards the moon, cold from behind. */
CRQ_PACKET struct crq_v8 with_foam(
    const struct crq_ink_water *w, const struct crq_seen_water *s, struct crq_v8 c) {
    const struct crq_ocean_hues *h = &w->hues;
    crq_f8 cover = 0.30f * crq_foam_streaks(w, s);
    crq_f8 density = crq_foam_density(w, s);
    if (crq_any_above(density, 0.02f)) {
        cover = crq_f8_max(cover, crq_foam_cover(w, s, density) * 0.42f *
                                      (1.0f - 0.45f * s->face) *
                                      crq_f8_smoothstep(0.02f, 0.10f, density));
    }
    /* no foam clings under an overhang, nor does light reach it there */
    cover *= crq_f8_smoothstep(-0.15f, 0.45f, s->n.y);
    if (!crq_any_above(cover, 0.002f)) {
        return c;
    }
    const float *l = w->ocean->moon.toward;
    crq_f8 warm =
        crq_f8_saturate(0.62f * (s->n.x * l[0] + s->n.z * l[2]) + 0.3f * s->n.y);
    warm = (0.06f + 0.34f * warm) * (1.0f - 0.85f * s->cavity);
    /* light comes through the lace of a crest that stands before the moon */
    crq_f8 through = crq_f8_saturate(-(s->v.x * l[0] + s->v.z * l[2]));
    through *= through * through;
    through *= through;
    warm += 0.24f * through * through * crq_f8_smoothstep(1.5f, 6.0f, s->height);
    float cold[3];
    crq_cold_direction(w->ocean, cold);
    crq_f8 key = crq_f8_saturate(crq_v8_dot(s->n, crq_v8_all(cold)));
    /* mostly the grey of the air: foam in moonlight alone would look like moss */
    struct crq_v8 foam = crq_v8_scale(crq_v8_all(h->mist), 1.1f * warm);
    foam = crq_v8_light(foam, h->blood, 0.12f * warm);
    foam = crq_v8_light(foam, h->ember, 0.18f * warm);
    foam =
        crq_v8_light(foam, h->cold, (0.24f + 0.24f * key) * (1.0f - 0.85f * s->cavity));
    /* and greyer than that: the moon alone is red */
    crq_f8 grey = 0.30f * foam.x + 0.55f * foam.y + 0.15f * foam.z;
    foam = crq_v8_mix(foam, crq_v8_grey(grey), crq_f8_all(0.75f));
    foam = crq_v8_make(foam.x * h->bone[0], foam.y * h->bone[1], foam.z * h->bone[2]);
    return crq_v8_mix(c, foam, cover);
}

/* Mirror over body by Fresnel (Schlick 1994, damped where rough), then the rest. */
CRQ_PACKET struct crq_v8 shade(
    const struct crq_ink_water *w, struct crq_seen_water *s) {
    ripple(w, s);
    crq_near_roots(w, s);
    crq_f8 graze = 1.0f - crq_f8_saturate(s->facing);
    crq_f8 graze2 = graze * graze;
    crq_f8 least = 0.055f + 0.03f * s->face; /* ink, not water: 0.02 is too clear */
    crq_f8 mirrored = least + (1.0f - least) * graze2 * graze2 * graze /
                                  (1.0f + 6.0f * crq_f8_sqrt(s->variance));
    struct crq_v8 c = crq_v8_mix(body(w, s, graze), reflection(w, s), mirrored);
    c = model(w, s, c);
    c = with_foam(w, s, c);
    return crq_through_air(&w->hues, &w->ocean->moon, c, s->x, s->depth, s->height);
}

/* Reads eight samples from (i, j) on; samples without sea get harmless values. */
CRQ_PACKET struct crq_seen_water look(
    const struct crq_ink_water *w, const struct crq_window *window, int i, int j) {
    const struct crq_ocean_camera *c = &w->ocean->camera;
    size_t at = (size_t)j * (size_t)window->width + (size_t)i;
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    struct crq_seen_water s;
    s.x = window->x + (lane + (float)i) * window->size;
    s.y = crq_f8_all(window->y - ((float)j + 0.5f) * window->size);
    crq_f8 nearness = plane(window, CRQ_SEEN_NEARNESS, at);
    s.depth = 1.0f / crq_f8_max(nearness, crq_f8_all(1e-5f));
    s.n = crq_v8_make(plane(window, CRQ_SEEN_NX, at), plane(window, CRQ_SEEN_NY, at),
        plane(window, CRQ_SEEN_NZ, at));
    s.n = crq_v8_unit(s.n);
    s.v = crq_v8_unit(crq_v8_make(-s.x, -s.y, crq_f8_all(-c->focal)));
    s.from_x = plane(window, CRQ_SEEN_X, at);
    s.from_z = plane(window, CRQ_SEEN_Z, at);
    s.height = plane(window, CRQ_SEEN_HEIGHT, at);
    s.jacobian = plane(window, CRQ_SEEN_JACOBIAN, at);
    s.face = plane(window, CRQ_SEEN_FACE, at);
    s.cavity = plane(window, CRQ_SEEN_CAVITY, at);
    crq_f8 across = s.depth * (w->sample / c->focal);
    s.footprint = across / crq_f8_sqrt(crq_f8_clamp(crq_v8_dot(s.n, s.v), 0.03f, 1.0f));
    return s;
}

CRQ_WIDE void crq_ink_water_window(const struct crq_ink_water *w,
    const struct crq_window *window, float *red, float *green, float *blue) {
    for (int j = 0; j < window->height; j++) {
        for (int i = 0; i < window->width; i += CRQ_LANES) {
            size_t at = (size_t)j * (size_t)window->width + (size_t)i;
            const float *nearness = window->plane[CRQ_SEEN_NEARNESS] + at;
            float any = 0.0f;
            for (int k = 0; k < CRQ_LANES; k++) {
                any += nearness[k];
            }
            if (any > 0.0f) {
                struct crq_seen_water s = look(w, window, i, j);
                struct crq_v8 c = shade(w, &s);
                crq_f8_store(red + at, c.x);
                crq_f8_store(green + at, c.y);
                crq_f8_store(blue + at, c.z);
            }
        }
    }
}
