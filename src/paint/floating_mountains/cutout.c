/* Rendering massifs: a ray a pixel, eight more where something ends. */
#include "paint/floating_mountains/cutout.h"

#include "form/rock_noise.h"
#include "paint/floating_mountains/stone.h"

#include <glib.h>

/* Light that a cell can hold. */
#define BRIGHTEST 16.0f
/* Contrast between neighbours, in l / (l + 0.35), from which a pixel is sampled again.
 */
#define CONTRAST 0.085f

struct sample {
    float colour[3];
    float t; /* INFINITY: nothing there */
    float sunlit, open;
    bool child;
};

/* What a strip works with. Rows of the picture, two more on either side of its own. */
struct bake {
    const struct crq_cutout *cutout;
    const struct crq_sea *sea;
    const struct crq_massif *massif;
    float pixel, angle; /* of a pixel: side in short sides, extent per unit of t */
    int detail, first_row;
    enum crq_quality quality;
    struct crq_cut *cells;
    int top, rows;           /* of the samples */
    struct sample *samples;  /* rows * width */
    struct crq_rgba4 *veils; /* light and transmittance, one for 2 x 2 pixels */
};

struct crq_rgba4 {
    float light[3], through;
};

/* Octaves of relief that a pixel at the massif's nearest side can show. */
static int detail_of(const struct crq_massif *m, float angle) {
    float near = crq_length3(m->centre) - m->size;
    float footprint = MAX(near, 1.0f) * angle / m->size;
    int detail = -1;
    for (float f = 15.7f; f * footprint * 2.3f < 1.0f && detail < CRQ_MASSIF_DETAIL - 1;
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

CRQ_PACKET struct crq_v8 ray_at(const struct bake *b, crq_f8 px, crq_f8 py) {
    return crq_view_ray(&b->sea->air->plan->view, px * b->pixel, py * b->pixel);
}

/* Hits of eight rays, with and without the child before the stone. */
struct probe {
    struct crq_v8 ray, child_colour;
    struct crq_hits hits;
    crq_f8 t;
    crq_i8 child;
};

CRQ_PACKET struct probe probe_rays(const struct bake *b, crq_f8 px, crq_f8 py) {
    const struct crq_massif *m = b->massif;
    struct probe p = {.ray = ray_at(b, px, py)};
    struct crq_v8 eye = crq_massif_inside(m, crq_v8_grey(crq_f8_all(0.0f)));
    struct crq_v8 ahead =
        crq_v8_scale(crq_massif_turn_in(m, p.ray), crq_f8_all(1.0f / m->size));
    crq_f8 from, to;
    crq_massif_bounds(m, &eye, &ahead, &from, &to);
    p.hits.active = from < to;
    p.hits.footprint = b->angle / m->size;
    p.hits.detail = b->detail;
    crq_f8 t = from;
    if (crq_i8_any(p.hits.active)) {
        crq_massif_march(m, &eye, &ahead, 0.6f * p.hits.footprint, b->detail, &to, &t,
            &p.hits.active);
    }
    p.hits.t = t;
    p.t = crq_f8_pick(p.hits.active, t, crq_f8_all(INFINITY));
    p.child = crq_i8_mask(false);
    if (b->cutout->index == CRQ_LEDGE) {
        crq_child_trace(b->sea->air, &p.ray, b->angle, &p.t, &p.child_colour, &p.child);
        p.hits.active &= ~p.child;
    }
    p.hits.own = crq_v8_add(eye, ahead, p.hits.t);
    return p;
}

/* Colour with fog; lanes that hit nothing are black. */
CRQ_PACKET struct crq_v8 shade_probe(
    const struct bake *b, const struct probe *p, crq_f8 sunlit, crq_f8 open) {
    const struct crq_air *air = b->sea->air;
    struct crq_v8 c = crq_v8_grey(crq_f8_all(0.0f));
    if (crq_i8_any(p->hits.active)) {
        crq_stone_shade(air, b->cutout->index, &p->hits, &sunlit, &open, &c);
    }
    c = crq_v8_pick(p->child, p->child_colour, c);
    crq_i8 any = p->hits.active | p->child;
    crq_f8 t = crq_f8_pick(any, p->t, crq_f8_all(1.0f));
    crq_f8 shaft = crq_f8_all(0.85f);
    if (b->cutout->near > 30.0f) {
        shaft = crq_shafts(air, p->ray, t, crq_f8_all(0.5f), 6);
    }
    struct crq_v8 fog = crq_fog_colour(air, p->ray, shaft);
    c = crq_fogged(c, fog, crq_fog_depth(air, t, p->ray.y));
    return crq_v8_pick(any, c, crq_v8_grey(crq_f8_all(0.0f)));
}

CRQ_KERNEL static void sample_packet(const struct bake *b, int x, int y) {
    const crq_f8 lane_x = {0.5f, 1.5f, 2.5f, 3.5f, 0.5f, 1.5f, 2.5f, 3.5f};
    const crq_f8 lane_y = {0.5f, 0.5f, 0.5f, 0.5f, 1.5f, 1.5f, 1.5f, 1.5f};
    struct probe p =
        probe_rays(b, lane_x + (float)(b->cutout->left + x), lane_y + (float)y);
    crq_f8 sunlit = crq_f8_all(0.0f);
    crq_f8 open = crq_f8_all(1.0f);
    if (crq_i8_any(p.hits.active)) {
        crq_stone_exposure(
            b->sea->air->plan, b->cutout->index, &p.hits, &sunlit, &open);
    }
    struct crq_v8 c = shade_probe(b, &p, sunlit, open);
    for (int l = 0; l < 8; l++) {
        b->samples[(y - b->top + l / 4) * b->cutout->width + x + l % 4] =
            (struct sample){.colour = {c.x[l], c.y[l], c.z[l]},
                .t = p.t[l],
                .sunlit = sunlit[l],
                .open = open[l],
                .child = p.child[l] != 0};
    }
}

/* Cloud and mist before the stone: a ray for each 2 x 2 pixels, eight at once. */
CRQ_KERNEL static void veil_packet(const struct bake *b, int x, int y) {
    const crq_f8 lane = {1.0f, 3.0f, 5.0f, 7.0f, 9.0f, 11.0f, 13.0f, 15.0f};
    crq_f8 limit;
    crq_i8 there = crq_i8_mask(false);
    for (int l = 0; l < 8; l++) {
        float t = 0.0f;
        for (int k = 0; k < 4; k++) {
            int i = MIN(x + 2 * l + k % 2, b->cutout->width - 1);
            float own = b->samples[(y - b->top + k / 2) * b->cutout->width + i].t;
            t = own < INFINITY && own > t ? own : t;
        }
        limit[l] = MAX(t, 0.02f);
        there[l] = t > 0.0f ? -1 : 0;
    }
    struct crq_veil v = {.through = crq_f8_all(1.0f)};
    if (crq_i8_any(there)) {
        crq_f8 px = lane + (float)(b->cutout->left + x);
        crq_f8 py = crq_f8_all((float)y + 1.0f);
        struct crq_v8 ray = ray_at(b, px, py);
        crq_f8 jitter = crq_f8_dither(px * 0.5f, py * 0.5f);
        crq_sea_march(b->sea, &ray, &limit, &jitter, &v);
    }
    int cells = (b->cutout->width + 1) / 2;
    for (int l = 0; l < 8 && x / 2 + l < cells; l++) {
        b->veils[(y - b->top) / 2 * cells + x / 2 + l] = (struct crq_rgba4){
            {v.light.x[l], v.light.y[l], v.light.z[l]}, v.through[l]};
    }
}

static const struct sample *sample_at(const struct bake *b, int x, int y) {
    x = CLAMP(x, 0, b->cutout->width - 1);
    y = CLAMP(y - b->top, 0, b->rows - 1);
    return &b->samples[y * b->cutout->width + x];
}

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

static const struct crq_rgba4 *veil_at(const struct bake *b, int x, int y) {
    return &b->veils[(y - b->top) / 2 * ((b->cutout->width + 1) / 2) + x / 2];
}

struct sum {
    float colour[3], t;
    int hits, child, rays;
};

static void add_sample(struct sum *sum, const struct sample *s) {
    sum->rays++;
    if (s->t < INFINITY) {
        for (int k = 0; k < 3; k++) {
            sum->colour[k] += s->colour[k];
        }
        sum->t += s->t;
        sum->hits++;
        sum->child += s->child;
    }
}

static uint16_t encode_light(float v) {
    float root = sqrtf(crq_clamp(v, 0.0f, BRIGHTEST) * (1.0f / BRIGHTEST));
    return (uint16_t)(root * 65535.0f + 0.5f);
}

static void keep(const struct bake *b, int x, int y, const struct sum *sum) {
    struct crq_cut *cell =
        &b->cells[(size_t)(y - b->first_row) * (size_t)b->cutout->width + (size_t)x];
    *cell = (struct crq_cut){0};
    if (sum->hits == 0) {
        return;
    }
    const struct crq_rgba4 *veil = veil_at(b, x, y);
    float cover = (float)sum->hits / (float)sum->rays;
    float share = 1.0f / (float)sum->rays;
    float c[3];
    for (int k = 0; k < 3; k++) {
        c[k] = sum->colour[k] * share * veil->through + veil->light[k] * cover;
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

/* Exposure of a finer ray: that of the nearest sample in depth about its pixel. */
static const struct sample *lender(const struct bake *b, int x, int y, float t) {
    const struct sample *best = sample_at(b, x, y);
    float least = INFINITY;
    for (int k = 0; k < 9; k++) {
        const struct sample *s = sample_at(b, x + k % 3 - 1, y + k / 3 - 1);
        float off = s->t < INFINITY ? fabsf(s->t - t) + (k == 4 ? 0.0f : 1e-4f) : 1e9f;
        if (off < least && !s->child) {
            least = off;
            best = s;
        }
    }
    return best;
}

/* Eight rays in one pixel, no two in a row or a column. */
CRQ_KERNEL static void refine(const struct bake *b, int x, int y, struct sum *sum) {
    const crq_f8 lane_x = {
        0.0625f, 0.3125f, 0.5625f, 0.8125f, 0.1875f, 0.4375f, 0.6875f, 0.9375f};
    const crq_f8 lane_y = {
        0.4375f, 0.9375f, 0.1875f, 0.6875f, 0.8125f, 0.3125f, 0.5625f, 0.0625f};
    struct probe p =
        probe_rays(b, lane_x + (float)(b->cutout->left + x), lane_y + (float)y);
    crq_f8 sunlit, open;
    for (int l = 0; l < 8; l++) {
        const struct sample *s = lender(b, x, y, p.t[l]);
        sunlit[l] = s->sunlit;
        open[l] = s->open;
    }
    struct crq_v8 c = shade_probe(b, &p, sunlit, open);
    for (int l = 0; l < 8; l++) {
        struct sample s = {
            .colour = {c.x[l], c.y[l], c.z[l]}, .t = p.t[l], .child = p.child[l] != 0};
        add_sample(sum, &s);
    }
}

/* Four rays in each of two pixels. */
CRQ_KERNEL static void refine_pair(
    const struct bake *b, const int at[2][2], struct sum sums[2]) {
    const crq_f8 off_x = {
        0.125f, 0.625f, 0.375f, 0.875f, 0.125f, 0.625f, 0.375f, 0.875f};
    const crq_f8 off_y = {
        0.375f, 0.125f, 0.875f, 0.625f, 0.375f, 0.125f, 0.875f, 0.625f};
    crq_f8 px, py, sunlit, open;
    for (int l = 0; l < 8; l++) {
        const struct sample *s = sample_at(b, at[l / 4][0], at[l / 4][1]);
        px[l] = (float)(b->cutout->left + at[l / 4][0]);
        py[l] = (float)at[l / 4][1];
        sunlit[l] = s->sunlit;
        open[l] = s->open;
    }
    struct probe p = probe_rays(b, px + off_x, py + off_y);
    struct crq_v8 c = shade_probe(b, &p, sunlit, open);
    for (int l = 0; l < 8; l++) {
        struct sample s = {
            .colour = {c.x[l], c.y[l], c.z[l]}, .t = p.t[l], .child = p.child[l] != 0};
        add_sample(&sums[l / 4], &s);
    }
}

static void resolve_row(const struct bake *b, int y) {
    int waiting[2][2];
    int count = 0;
    for (int x = 0; x < b->cutout->width; x++) {
        enum edge edge = b->quality == CRQ_DRAFT ? SMOOTH : edge_at(b, x, y);
        struct sum sum = {.rays = 0};
        if (edge == OUTLINE) {
            refine(b, x, y, &sum);
            keep(b, x, y, &sum);
        } else if (edge == CREASE) {
            waiting[count][0] = x;
            waiting[count][1] = y;
            count++;
        } else {
            add_sample(&sum, sample_at(b, x, y));
            keep(b, x, y, &sum);
        }
        if (count == 2 || (count == 1 && x == b->cutout->width - 1)) {
            struct sum sums[2] = {{.rays = 0}, {.rays = 0}};
            if (count == 1) {
                waiting[1][0] = waiting[0][0];
                waiting[1][1] = waiting[0][1];
            }
            refine_pair(b, (const int(*)[2])waiting, sums);
            for (int k = 0; k < count; k++) {
                keep(b, waiting[k][0], waiting[k][1], &sums[k]);
            }
            count = 0;
        }
    }
}

static void bake_strip(void *context, int first, int last) {
    struct bake b = *(const struct bake *)context;
    int begin = b.first_row + first;
    int end = b.first_row + last;
    b.top = begin - 2;
    b.rows = end - begin + 4;
    size_t width = (size_t)b.cutout->width;
    b.samples = g_new(struct sample, width * (size_t)b.rows);
    b.veils = g_new(struct crq_rgba4, (width + 1) / 2 * (size_t)(b.rows / 2));
    for (int y = b.top; y < b.top + b.rows; y += 2) {
        for (int x = 0; x < b.cutout->width; x += 4) {
            sample_packet(&b, x, y);
        }
        for (int x = 0; x < b.cutout->width; x += 16) {
            veil_packet(&b, x, y);
        }
    }
    for (int y = begin; y < end; y++) {
        resolve_row(&b, y);
    }
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
    struct crq_crew strips = {crew->threads, 32};
    crq_strips(&strips, count, bake_strip, &bake);
}
