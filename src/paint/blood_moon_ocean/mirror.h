/* What black water and black skin mirror: the sky as a small map, and the silhouettes
 * of the tendrils by distance. */
#ifndef CRQ_PAINT_OCEAN_MIRROR_H
#define CRQ_PAINT_OCEAN_MIRROR_H

#include "paint/blood_moon_ocean/light.h"

enum { CRQ_MIRROR_SIDE = 128, CRQ_MIRROR_LEVELS = 6 };
#define CRQ_MIRROR_RIM 1.02f

/* The upper half of all directions on a paraboloid (Heidrich and Seidel 1998: no
 * trigonometry), with blurred levels for rough surfaces. Besides the moon it holds one
 * cold opening in the clouds, high behind the viewer: flanks that face the viewer
 * mirror nothing else, and it alone makes the faces legible. */
struct crq_mirror {
    crq_rgba *level[CRQ_MIRROR_LEVELS];
};

struct crq_mirror *crq_mirror_create(
    const struct crq_ocean *ocean, const struct crq_ocean_hues *hues);
void crq_mirror_destroy(struct crq_mirror *mirror); /* takes NULL */

/* The direction of the cold opening. */
void crq_cold_direction(const struct crq_ocean *ocean, float direction[3]);

/* Bilinear sample of one level at a, b in -1..1. */
static inline crq_rgba crq_mirror_level(
    const struct crq_mirror *mirror, int level, float a, float b) {
    int side = CRQ_MIRROR_SIDE >> level;
    float half = 0.5f * (float)side;
    float last = (float)side - 1.0f;
    float x = crq_clamp(a * (half / CRQ_MIRROR_RIM) + half - 0.5f, 0.0f, last);
    float y = crq_clamp(b * (half / CRQ_MIRROR_RIM) + half - 0.5f, 0.0f, last);
    int i = (int)x < side - 1 ? (int)x : side - 2;
    int j = (int)y < side - 1 ? (int)y : side - 2;
    const crq_rgba *at = mirror->level[level] + j * side + i;
    crq_rgba upper = crq_rgba_mix(at[0], at[1], x - (float)i);
    crq_rgba lower = crq_rgba_mix(at[side], at[side + 1], x - (float)i);
    return crq_rgba_mix(upper, lower, y - (float)j);
}

/* Light from unit directions whose y is not negative; blur in levels. */
CRQ_PACKET struct crq_v8 crq_mirror_look(
    const struct crq_mirror *mirror, struct crq_v8 r, crq_f8 blur) {
    crq_f8 scale = 1.0f / (1.0f + r.y);
    crq_f8 a = r.x * scale;
    crq_f8 b = r.z * scale;
    blur = crq_f8_clamp(blur, 0.0f, (float)CRQ_MIRROR_LEVELS - 1.001f);
    struct crq_v8 out = {crq_f8_all(0), crq_f8_all(0), crq_f8_all(0)};
    for (int k = 0; k < CRQ_LANES; k++) {
        int level = (int)blur[k];
        crq_rgba c = crq_rgba_mix(crq_mirror_level(mirror, level, a[k], b[k]),
            crq_mirror_level(mirror, level + 1, a[k], b[k]), blur[k] - (float)level);
        out.x[k] = c[0];
        out.y[k] = c[1];
        out.z[k] = c[2];
    }
    return out;
}

enum { CRQ_SHADE_BINS = 6, CRQ_SHADE_LEVELS = 5 };

/* Silhouettes of the tendrils in bins of distance, blurred for rough water. */
struct crq_shades {
    const struct crq_ocean_camera *camera;
    float half, low, density; /* units; texels a unit */
    float depth[CRQ_SHADE_BINS];
    float reach[CRQ_SHADE_BINS][4]; /* x and y within which a bin covers anything */
    float *level[CRQ_SHADE_BINS][CRQ_SHADE_LEVELS]; /* NULL where a bin is empty */
    int width[CRQ_SHADE_LEVELS], height[CRQ_SHADE_LEVELS];
};

struct crq_shades *crq_shades_create(
    const struct crq_ocean *ocean, const struct crq_tendrils *tendrils);
void crq_shades_destroy(struct crq_shades *shades); /* takes NULL */

/* How much of bin `bin` covers points (x, y) of the picture, in units, where `wanted`;
 * `blur` in units. */
CRQ_PACKET crq_f8 crq_shades_at(const struct crq_shades *s, int bin, crq_f8 x, crq_f8 y,
    crq_f8 blur, crq_i8 wanted) {
    const float *reach = s->reach[bin];
    wanted &= (x > reach[0]) & (x < reach[1]) & (y > reach[2]) & (y < reach[3]);
    crq_f8 cover = crq_f8_all(0.0f);
    crq_f8 wide = blur * s->density;
    crq_i8 level = {0};
    crq_f8 scale = crq_f8_all(s->density);
    for (int l = 1; l < CRQ_SHADE_LEVELS; l++) {
        crq_i8 rougher = wide > (float)(1 << (l - 1));
        level -= rougher;
        scale = crq_f8_pick(rougher, crq_f8_all(s->density / (float)(1 << l)), scale);
    }
    x = (x + s->half) * scale - 0.5f;
    y = (y - s->low) * scale - 0.5f;
    for (int k = 0; k < CRQ_LANES; k++) {
        int l = level[k];
        if (!(wanted[k] && x[k] >= 0.0f && y[k] >= 0.0f &&
                x[k] < (float)s->width[l] - 1.0f &&
                y[k] < (float)s->height[l] - 1.0f)) {
            continue;
        }
        const float *at = s->level[bin][l] + (int)y[k] * s->width[l] + (int)x[k];
        float u = x[k] - (float)(int)x[k];
        float v = y[k] - (float)(int)y[k];
        float lower = at[0] + (at[1] - at[0]) * u;
        at += s->width[l];
        float upper = at[0] + (at[1] - at[0]) * u;
        cover[k] = lower + (upper - lower) * v;
    }
    return cover;
}

#endif
