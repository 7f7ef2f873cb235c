/* Silhouettes of the tendrils, for reflections in the water. */
#include "paint/blood_moon_ocean/mirror.h"

static const float nearest[CRQ_SHADE_BINS] = {0.0f, 29.5f, 38.0f, 46.0f, 62.0f, 95.0f};

/* Tendrils of like distance share a plane. */
static int bin_of(float depth) {
    int bin = CRQ_SHADE_BINS - 1;
    while (bin > 0 && depth < nearest[bin]) {
        bin--;
    }
    return bin;
}

/* Covers a disc of the finest level, with a soft edge of a texel. */
static void dab(struct crq_shades *s, float *map, float x, float y, float radius) {
    x = (x + s->half) * s->density;
    y = (y - s->low) * s->density;
    radius *= s->density;
    float reach = radius + 1.0f;
    int x0 = (int)crq_clamp(x - reach, 0.0f, (float)s->width[0]);
    int x1 = (int)crq_clamp(x + reach + 1.0f, 0.0f, (float)s->width[0]);
    int y0 = (int)crq_clamp(y - reach, 0.0f, (float)s->height[0]);
    int y1 = (int)crq_clamp(y + reach + 1.0f, 0.0f, (float)s->height[0]);
    for (int j = y0; j < y1; j++) {
        for (int i = x0; i < x1; i++) {
            float dx = (float)i + 0.5f - x;
            float dy = (float)j + 0.5f - y;
            float cover = crq_saturate(radius + 0.5f - sqrtf(dx * dx + dy * dy));
            float *texel = &map[j * s->width[0] + i];
            *texel = cover > *texel ? cover : *texel;
        }
    }
}

static void draw(struct crq_shades *s, int bin, const struct crq_tendril *tendril,
    const struct crq_tendril_point *points) {
    float *map = s->level[bin][0];
    float *bounds = s->reach[bin];
    const struct crq_ocean_camera *c = s->camera;
    for (int i = 1; i + 1 < tendril->count; i++) {
        const struct crq_tendril_point *p = &points[tendril->first + i];
        float scale = c->focal / p->z;
        float x = p->x * scale;
        float y = (p->y - c->height) * scale;
        /* the coarsest texel smears a dab, and so does its interpolation */
        float reach = p->radius * scale +
                      2.0f * (float)(1 << (CRQ_SHADE_LEVELS - 1)) / s->density;
        dab(s, map, x, y, p->radius * scale);
        bounds[0] = MIN(bounds[0], x - reach);
        bounds[1] = MAX(bounds[1], x + reach);
        bounds[2] = MIN(bounds[2], y - reach);
        bounds[3] = MAX(bounds[3], y + reach);
    }
}

/* The next level is half as large: it stands for rougher water. */
static void shrink(const struct crq_shades *s, int bin, int level) {
    const float *from = s->level[bin][level - 1];
    int wide = s->width[level - 1];
    for (int j = 0; j < s->height[level]; j++) {
        for (int i = 0; i < s->width[level]; i++) {
            const float *at = from + 2 * j * wide + 2 * i;
            s->level[bin][level][j * s->width[level] + i] =
                0.25f * (at[0] + at[1] + at[wide] + at[wide + 1]);
        }
    }
}

static void take_bin(struct crq_shades *s, int bin) {
    const float nothing[4] = {1e9f, -1e9f, 1e9f, -1e9f};
    memcpy(s->reach[bin], nothing, sizeof nothing);
    for (int l = 0; l < CRQ_SHADE_LEVELS; l++) {
        s->level[bin][l] = g_new0(float, (gsize)(s->width[l] * s->height[l]));
    }
}

struct crq_shades *crq_shades_create(
    const struct crq_ocean *ocean, const struct crq_tendrils *tendrils) {
    struct crq_shades *s = g_new0(struct crq_shades, 1);
    s->camera = &ocean->camera;
    s->density = 256.0f;
    s->half = MIN(ocean->camera.half, 1.4f);
    s->low = -0.35f;
    float tall = MIN(ocean->camera.above, 2.5f) - s->low;
    for (int l = 0; l < CRQ_SHADE_LEVELS; l++) {
        s->width[l] = MAX((int)(2.0f * s->half * s->density), 32) >> l;
        s->height[l] = MAX((int)(tall * s->density), 32) >> l;
    }
    float sum[CRQ_SHADE_BINS] = {0};
    int count[CRQ_SHADE_BINS] = {0};
    for (int i = 0; i < tendrils->count; i++) {
        const struct crq_tendril *tendril = &tendrils->tendrils[i];
        int bin = bin_of(tendril->depth);
        if (!s->level[bin][0]) {
            take_bin(s, bin);
        }
        draw(s, bin, tendril, tendrils->points);
        sum[bin] += tendril->depth;
        count[bin]++;
    }
    for (int bin = 0; bin < CRQ_SHADE_BINS; bin++) {
        s->depth[bin] = count[bin] ? sum[bin] / (float)count[bin] : 0.0f;
        for (int l = 1; count[bin] && l < CRQ_SHADE_LEVELS; l++) {
            shrink(s, bin, l);
        }
    }
    return s;
}

void crq_shades_destroy(struct crq_shades *shades) {
    if (shades) {
        for (int bin = 0; bin < CRQ_SHADE_BINS; bin++) {
            for (int l = 0; l < CRQ_SHADE_LEVELS; l++) {
                g_free(shades->level[bin][l]);
            }
        }
        g_free(shades);
    }
}
