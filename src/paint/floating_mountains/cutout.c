/* Rendering massifs: a ray a pixel, eight more where something ends. */
#include "paint/floating_mountains/cutout_rays.h"

#include <glib.h>

/* Light that a cell can hold. */
#define BRIGHTEST 16.0f
/* Contrast between neighbours, in l / (l + 0.35), from which a pixel is sampled again.
 */
#define CONTRAST 0.10f

/* Octaves of relief that a pixel at the massif's nearest side can show. */
static int detail_of(const struct crq_massif *m, float angle) {
    float near = crq_length3(m->centre) - m->size;
    float footprint = MAX(near, 1.0f) * angle / m->size;
    int detail = -1;
    for (float f = 15.7f; f * footprint * 3.2f < 1.0f && detail < CRQ_MASSIF_DETAIL - 1;
         f *= 2.07f) {
        detail++;
    }
    return detail;
}

static struct crq_cutout whole_picture(int index, int width, int height) {
    return (struct crq_cutout){
        .index = index, .width = (width + 3) & ~3, .height = (height + 1) & ~1};
}

static float held(float x, float high) {
    return crq_clamp(x, 0.0f, high);
}

struct crq_cutout crq_cutout_of(
    const struct crq_mountains *m, int index, int width, int height, float pixel) {
    const struct crq_massif *massif = &m->massifs[index];
    struct crq_cutout c = whole_picture(index, width, height);
    float distance = crq_length3(massif->centre);
    c.near = distance - 3.0f * massif->size;
    c.far = distance + 3.0f * massif->size;
    float low[2] = {1e9f, 1e9f};
    float high[2] = {-1e9f, -1e9f};
    for (int corner = 0; corner < 8; corner++) {
        float x = corner & 1 ? massif->reach : -massif->reach;
        float z = corner & 4 ? 0.95f : -0.95f;
        float p[3] = {massif->centre[0] +
                          massif->size * (x * massif->yaw_cos - z * massif->yaw_sin),
            massif->centre[1] +
                massif->size * (corner & 2 ? massif->high : massif->low),
            massif->centre[2] +
                massif->size * (z * massif->yaw_cos + x * massif->yaw_sin)};
        float at[2], ahead;
        if (!crq_view_project(&m->view, p, &at[0], &at[1], &ahead) || ahead < 0.3f) {
            return c;
        }
        for (int a = 0; a < 2; a++) {
            low[a] = MIN(low[a], at[a] / pixel);
            high[a] = MAX(high[a], at[a] / pixel);
        }
    }
    float margin = 3.0f + m->sway[index] / (distance * m->view.scale * pixel);
    c.left = (int)held(low[0] - 2.0f, (float)width) & ~3;
    c.top = (int)held(low[1] - margin, (float)height) & ~1;
    c.width = ((int)held(high[0] + 4.0f, (float)width) - c.left + 3) & ~3;
    c.height = ((int)held(high[1] + margin, (float)height) - c.top + 1) & ~1;
    return c;
}

/* Contrast as the film will see it. */
static float tone_of(const struct sample *s) {
    float l = 0.2126f * s->colour[0] + 0.7152f * s->colour[1] + 0.0722f * s->colour[2];
    return l / (l + 0.35f);
}

enum edge { SMOOTH, CREASE, OUTLINE };

static enum edge edge_at(const struct bake *b, int x, int y) {
    static const int around[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    const struct sample *s = sample_at(b, x, y);
    enum edge edge = SMOOTH;
    for (int k = 0; k < 4; k++) {
        const struct sample *n = sample_at(b, x + around[k][0], y + around[k][1]);
        if (n->t > s->t * 1.05f + 0.02f || s->t > n->t * 1.05f + 0.02f ||
            n->child != s->child) {
            return OUTLINE;
        }
        if (s->t < INFINITY && fabsf(tone_of(n) - tone_of(s)) > CONTRAST) {
            edge = CREASE;
        }
    }
    return edge;
}

/* The veil about a pixel: a box of 3 x 3 of its own, which averages out their dither,
 * leaning to the pixel's side of the cell, or its edges would be stairs. */
static struct crq_rgba4 veil_at(const struct bake *b, int x, int y) {
    int columns = (b->cutout->width + 1) / 2;
    struct crq_rgba4 sum = {{0.0f, 0.0f, 0.0f}, 0.0f};
    float weight = 0.0f;
    float lean_x = x & 1 ? 0.25f : -0.25f;
    float lean_y = (y - b->top) & 1 ? 0.25f : -0.25f;
    for (int k = 0; k < 9; k++) {
        int i = CLAMP(x / 2 + k % 3 - 1, 0, columns - 1);
        int j = CLAMP((y - b->top) / 2 + k / 3 - 1, 0, b->rows / 2 - 1);
        const struct crq_rgba4 *v = &b->veils[j * columns + i];
        if (v->through >= 0.0f) {
            float own = (1.0f + lean_x * (float)(k % 3 - 1)) *
                        (1.0f + lean_y * (float)(k / 3 - 1));
            for (int a = 0; a < 3; a++) {
                sum.light[a] += own * v->light[a];
            }
            sum.through += own * v->through;
            weight += own;
        }
    }
    float share = weight > 0.0f ? 1.0f / weight : 0.0f;
    for (int a = 0; a < 3; a++) {
        sum.light[a] *= share;
    }
    sum.through = weight > 0.0f ? sum.through * share : 1.0f;
    return sum;
}

static uint16_t encode_light(float v) {
    float root = sqrtf(crq_clamp(v, 0.0f, BRIGHTEST) * (1.0f / BRIGHTEST));
    return (uint16_t)(root * 65535.0f + 0.5f);
}

/* Mean of a pixel's rays, with the veil before it, packed. */
static void keep(const struct bake *b, int x, int y, const struct sum *sum) {
    struct crq_cut *cell =
        &b->cells[(size_t)(y - b->first_row) * (size_t)b->cutout->width + (size_t)x];
    *cell = (struct crq_cut){0};
    if (sum->hits == 0) {
        return;
    }
    struct crq_rgba4 veil = veil_at(b, x, y);
    float cover = (float)sum->hits / (float)sum->rays;
    float share = 1.0f / (float)sum->rays;
    float c[3];
    for (int k = 0; k < 3; k++) {
        c[k] = sum->colour[k] * share * veil.through + veil.light[k] * cover;
    }
    float span = b->cutout->far - b->cutout->near;
    float depth = (sum->t / (float)sum->hits - b->cutout->near) / span;
    *cell = (struct crq_cut){
        .red = encode_light(c[0]),
        .green = encode_light(c[1]),
        .blue = encode_light(c[2]),
        .cover = (uint16_t)(cover * 65535.0f + 0.5f),
        .depth = (uint16_t)(crq_saturate(depth) * 65535.0f + 0.5f),
        .thing = 2 * sum->child > sum->hits      ? CRQ_THING_FIGURE
                 : b->cutout->index == CRQ_LEDGE ? CRQ_THING_GROUND
                                                 : CRQ_THING_ROCK,
    };
}

/* Refines the pixels that wait; the last one stands in for those that are missing. */
static void resolve_creases(
    const struct bake *b, int waiting[CRQ_TOGETHER][2], int count) {
    struct sum sums[CRQ_TOGETHER] = {{.rays = 0}};
    for (int k = count; k < CRQ_TOGETHER; k++) {
        waiting[k][0] = waiting[count - 1][0];
        waiting[k][1] = waiting[count - 1][1];
    }
    crq_cutout_refine_four(b, (const int(*)[2])waiting, sums);
    for (int k = 0; k < count; k++) {
        keep(b, waiting[k][0], waiting[k][1], &sums[k]);
    }
}

/* Outlines are refined at once; creases wait for others to fill a packet. */
static void resolve_row(const struct bake *b, int y) {
    int waiting[CRQ_TOGETHER][2];
    int count = 0;
    for (int x = 0; x < b->cutout->width; x++) {
        enum edge edge = b->quality == CRQ_DRAFT ? SMOOTH : edge_at(b, x, y);
        struct sum sum = {.rays = 0};
        if (edge == OUTLINE) {
            crq_cutout_refine(b, x, y, &sum);
            keep(b, x, y, &sum);
        } else if (edge == CREASE) {
            waiting[count][0] = x;
            waiting[count][1] = y;
            count++;
        } else {
            crq_cutout_add(&sum, sample_at(b, x, y));
            keep(b, x, y, &sum);
        }
        if (count == CRQ_TOGETHER || (count > 0 && x == b->cutout->width - 1)) {
            resolve_creases(b, waiting, count);
            count = 0;
        }
    }
}

/* A strip samples two rows more on either side: edges are found from neighbours. */
static void bake_strip(void *context, int first, int last) {
    struct bake b = *(const struct bake *)context;
    int begin = b.first_row + first;
    int end = b.first_row + last;
    b.top = begin - 2;
    b.rows = end - begin + 4;
    size_t width = (size_t)b.cutout->width;
    b.samples = g_new(struct sample, width * (size_t)b.rows);
    b.veils = g_new(struct crq_rgba4, (width + 1) / 2 * (size_t)(b.rows / 2));
    b.clear_width = (b.cutout->width + 7) / 8;
    b.clear = g_new(float, b.clear_width);
    for (int y = b.top; y < b.top + b.rows; y += 2) {
        /* blocks lie at multiples of eight rows, wherever the strip begins */
        if (y == b.top || y % 8 == 0) {
            for (int x = 0; x < b.cutout->width; x += 64) {
                crq_cutout_clear(&b, x, y - ((y % 8) + 8) % 8);
            }
        }
        for (int x = 0; x < b.cutout->width; x += 4) {
            crq_cutout_sample(&b, x, y);
        }
        for (int x = 0; x < b.cutout->width; x += 16) {
            crq_cutout_veil(&b, x, y);
        }
    }
    for (int y = begin; y < end; y++) {
        resolve_row(&b, y);
    }
    g_free(b.clear);
    g_free(b.samples);
    g_free(b.veils);
}

void crq_cutout_render(const struct crq_cutout *cutout, const struct crq_sea *sea,
    float pixel, enum crq_quality quality, const struct crq_crew *crew, int first,
    int count, struct crq_cut *cells) {
    const struct crq_mountains *m = sea->air->plan;
    float angle = m->view.scale * pixel;
    struct bake bake = {
        .cutout = cutout,
        .sea = sea,
        .massif = &m->massifs[cutout->index],
        .pixel = pixel,
        .angle = angle,
        .detail = detail_of(&m->massifs[cutout->index], angle),
        .first_row = cutout->top + first,
        .quality = quality,
        .cells = cells,
    };
    struct crq_crew strips = {crew->threads, CLAMP(count / 16 & ~7, 32, 64)};
    crq_strips(&strips, count, bake_strip, &bake);
}
