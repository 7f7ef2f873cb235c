/* The mirrored sky. */
#include "paint/blood_moon_ocean/mirror.h"

void crq_cold_direction(const struct crq_ocean *ocean, float direction[3]) {
    /* unit length: 0.75, 0.85, 0.30 */
    direction[0] = -0.6395f * (ocean->moon.x > 0.0f ? 1.0f : -1.0f);
    direction[1] = 0.7248f;
    direction[2] = -0.2558f;
}

/* The sky of the picture, mirrored: glow and disc, without clouds. */
CRQ_PACKET struct crq_v8 front(
    const struct crq_ocean *ocean, const struct crq_ocean_hues *h, crq_f8 x, crq_f8 y) {
    struct crq_v8 c = crq_sky_base(h, y);
    c = crq_v8_add(c, crq_sky_glow(h, &ocean->moon, x, y), crq_f8_all(0.85f));
    crq_f8 d = crq_moon_distance(&ocean->moon, x, y);
    struct crq_v8 disc = crq_v8_scale(crq_v8_all(h->blood), crq_f8_all(0.42f));
    disc = crq_v8_light(disc, h->ember, crq_f8_all(0.12f));
    c = crq_v8_mix(c, disc, crq_moon_cover(d, 0.1f));
    crq_f8 e = crq_f8_max(y, crq_f8_all(0.0f));
    return crq_v8_mix(
        c, crq_air_colour(h, &ocean->moon, x), 0.85f * crq_f8_exp(e * -27.0f));
}

/* The rest is stage light: a warm lobe round the moon, torn wine, the cold opening. */
CRQ_PACKET struct crq_v8 dome(const struct crq_ocean *ocean,
    const struct crq_ocean_hues *h, struct crq_v8 d, crq_f8 a, crq_f8 b) {
    uint32_t grain = ocean->grain + 700u;
    crq_f8 large = crq_f8_fbm2(a * 2.6f + 4.0f, b * 2.6f, grain, 5, 0.55f);
    crq_f8 small =
        crq_f8_fbm2(a * 5.0f + large, b * 5.0f + 3.0f, grain + 501u, 4, 0.55f);
    crq_f8 to_moon = crq_v8_dot(d, crq_v8_all(ocean->moon.toward)) - 1.0f;
    struct crq_v8 c = crq_v8_all(h->night);
    c = crq_v8_light(c, h->cold, crq_f8_all(0.10f));
    c = crq_v8_light(c, h->blood,
        0.55f * crq_f8_exp(to_moon * 2.2f) *
            (0.55f + 0.9f * crq_f8_smoothstep(-0.3f, 0.5f, large)));
    c = crq_v8_light(c, h->wine,
        0.6f * crq_f8_smoothstep(-0.25f, 0.5f, small) *
            crq_f8_smoothstep(-0.9f, 0.3f, d.z));
    float cold[3];
    crq_cold_direction(ocean, cold);
    crq_f8 k = crq_v8_dot(d, crq_v8_all(cold)) - 1.0f;
    /* torn into openings with edges: water without something sharp to mirror looks
     * like stone */
    crq_f8 torn =
        0.14f + 1.05f * crq_f8_smoothstep(-0.22f, 0.30f, large + 0.6f * small);
    crq_f8 open = (1.9f * crq_f8_exp(k * 8.0f) + 0.55f * crq_f8_exp(k * 2.2f)) * torn;
    return crq_v8_light(
        c, h->cold, open + 0.22f * crq_f8_smoothstep(0.1f, 0.5f, -large));
}

/* The sharp level: stage light everywhere, the sky of the picture ahead. */
CRQ_WIDE static void paint_level(struct crq_mirror *mirror,
    const struct crq_ocean *ocean, const struct crq_ocean_hues *hues) {
    float scale = 2.0f * CRQ_MIRROR_RIM / CRQ_MIRROR_SIDE;
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    for (int j = 0; j < CRQ_MIRROR_SIDE; j++) {
        for (int i = 0; i < CRQ_MIRROR_SIDE; i += CRQ_LANES) {
            crq_f8 a = (lane + (float)i) * scale - CRQ_MIRROR_RIM;
            crq_f8 b = crq_f8_all(((float)j + 0.5f) * scale - CRQ_MIRROR_RIM);
            crq_f8 r2 = a * a + b * b;
            crq_f8 in =
                crq_f8_pick(r2 > 1.0f, 1.0f / crq_f8_sqrt(r2), crq_f8_all(1.0f));
            a *= in;
            b *= in;
            r2 = a * a + b * b;
            crq_f8 y = (1.0f - r2) / (1.0f + r2);
            struct crq_v8 d = {2.0f * a / (1.0f + r2), y, 2.0f * b / (1.0f + r2)};
            crq_f8 z = crq_f8_max(crq_f8_abs(d.z), crq_f8_all(0.18f));
            crq_f8 px = ocean->camera.focal * d.x / z;
            crq_f8 py = ocean->camera.focal * d.y / z;
            crq_f8 ahead =
                crq_f8_smoothstep(1.5f, 0.5f, py) * crq_f8_smoothstep(0.0f, 0.3f, d.z);
            struct crq_v8 sky = front(ocean, hues, crq_f8_clamp(px, -3.0f, 3.0f),
                crq_f8_clamp(py, 0.0f, 1.6f));
            struct crq_v8 c = crq_v8_mix(dome(ocean, hues, d, a, b), sky, ahead);
            for (int k = 0; k < CRQ_LANES; k++) {
                mirror->level[0][j * CRQ_MIRROR_SIDE + i + k] =
                    crq_rgba_make(c.x[k], c.y[k], c.z[k], 1.0f);
            }
        }
    }
}

/* Half the size with a 4 x 4 tent: no box would show in a calm mirror. */
static void blur_level(crq_rgba *to, const crq_rgba *from, int side) {
    static const float weight[4] = {0.125f, 0.375f, 0.375f, 0.125f};
    for (int j = 0; j < side; j++) {
        for (int i = 0; i < side; i++) {
            crq_rgba sum = crq_rgba_grey(0.0f);
            for (int b = 0; b < 4; b++) {
                for (int a = 0; a < 4; a++) {
                    int x = CLAMP(2 * i + a - 1, 0, 2 * side - 1);
                    int y = CLAMP(2 * j + b - 1, 0, 2 * side - 1);
                    sum +=
                        from[y * 2 * side + x] * crq_rgba_grey(weight[a] * weight[b]);
                }
            }
            to[j * side + i] = sum;
        }
    }
}

struct crq_mirror *crq_mirror_create(
    const struct crq_ocean *ocean, const struct crq_ocean_hues *hues) {
    struct crq_mirror *mirror = g_new0(struct crq_mirror, 1);
    for (int l = 0; l < CRQ_MIRROR_LEVELS; l++) {
        int side = CRQ_MIRROR_SIDE >> l;
        mirror->level[l] =
            g_aligned_alloc((gsize)(side * side), sizeof **mirror->level, 32);
    }
    paint_level(mirror, ocean, hues);
    for (int l = 1; l < CRQ_MIRROR_LEVELS; l++) {
        blur_level(mirror->level[l], mirror->level[l - 1], CRQ_MIRROR_SIDE >> l);
    }
    return mirror;
}

void crq_mirror_destroy(struct crq_mirror *mirror) {
    if (mirror) {
        for (int l = 0; l < CRQ_MIRROR_LEVELS; l++) {
            g_aligned_free(mirror->level[l]);
        }
        g_free(mirror);
    }
}
