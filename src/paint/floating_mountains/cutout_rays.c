/* Marching and shading the rays of a cut-out. */
#include "paint/floating_mountains/cutout_rays.h"

#include "form/rock_noise.h"
#include "paint/floating_mountains/stone.h"

#include <glib.h>

/* Through a place in pixels. */
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

/* Between `start`, a distance known to be free, and `end`. */
CRQ_PACKET struct probe probe_rays(
    const struct bake *b, crq_f8 px, crq_f8 py, crq_f8 start, crq_f8 end) {
    const struct crq_massif *m = b->massif;
    struct probe p = {.ray = ray_at(b, px, py)};
    struct crq_v8 eye = crq_massif_inside(m, crq_v8_grey(crq_f8_all(0.0f)));
    struct crq_v8 ahead =
        crq_v8_scale(crq_massif_turn_in(m, p.ray), crq_f8_all(1.0f / m->size));
    crq_f8 from, to;
    crq_massif_bounds(m, &eye, &ahead, 0.0f, &from, &to);
    from = crq_f8_max(from, start);
    to = crq_f8_min(to, end);
    p.hits.active = from < to;
    p.hits.footprint = b->angle / m->size;
    p.hits.detail = b->detail;
    crq_f8 t = from;
    if (crq_i8_any(p.hits.active)) {
        crq_massif_march(m, &eye, &ahead, 0.7f * p.hits.footprint, b->detail - 1, &to,
            &t, &p.hits.active);
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
    const struct bake *b, const struct probe *p, const struct crq_exposure *exposure) {
    const struct crq_air *air = b->sea->air;
    struct crq_v8 c = crq_v8_grey(crq_f8_all(0.0f));
    if (crq_i8_any(p->hits.active)) {
        crq_stone_shade(air, b->cutout->index, &p->hits, exposure, &c);
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

/* Rays of a block of 8 x 8 pixels start where a cone about all of them ends. */
CRQ_KERNEL void crq_cutout_clear(const struct bake *b, int x, int y) {
    const crq_f8 lane = {4.0f, 12.0f, 20.0f, 28.0f, 36.0f, 44.0f, 52.0f, 60.0f};
    const struct crq_massif *m = b->massif;
    struct crq_v8 ray =
        ray_at(b, lane + (float)(b->cutout->left + x), crq_f8_all((float)y + 4.0f));
    struct crq_v8 eye = crq_massif_inside(m, crq_v8_grey(crq_f8_all(0.0f)));
    struct crq_v8 ahead =
        crq_v8_scale(crq_massif_turn_in(m, ray), crq_f8_all(1.0f / m->size));
    crq_f8 t;
    crq_massif_clear(m, &eye, &ahead, 5.7f * b->angle / m->size, &t);
    for (int l = 0; l < 8 && x / 8 + l < b->clear_width; l++) {
        b->clear[x / 8 + l] = t[l];
    }
}

CRQ_KERNEL void crq_cutout_sample(const struct bake *b, int x, int y) {
    const crq_f8 lane_x = {0.5f, 1.5f, 2.5f, 3.5f, 0.5f, 1.5f, 2.5f, 3.5f};
    const crq_f8 lane_y = {0.5f, 0.5f, 0.5f, 0.5f, 1.5f, 1.5f, 1.5f, 1.5f};
    float start = b->clear[x / 8];
    if (!(start < INFINITY) && b->cutout->index != CRQ_LEDGE) {
        for (int l = 0; l < 8; l++) {
            b->samples[(y - b->top + l / 4) * b->cutout->width + x + l % 4] =
                (struct sample){.t = INFINITY};
        }
        return;
    }
    struct probe p = probe_rays(b, lane_x + (float)(b->cutout->left + x),
        lane_y + (float)y, crq_f8_all(MIN(start, 1e8f)), crq_f8_all(INFINITY));
    struct crq_exposure e = {.open = crq_f8_all(1.0f)};
    if (crq_i8_any(p.hits.active)) {
        crq_stone_exposure(b->sea->air->plan, b->cutout->index, &p.hits, &e);
    }
    struct crq_v8 c = shade_probe(b, &p, &e);
    for (int l = 0; l < 8; l++) {
        b->samples[(y - b->top + l / 4) * b->cutout->width + x + l % 4] =
            (struct sample){.colour = {c.x[l], c.y[l], c.z[l]},
                .t = p.t[l],
                .sunlit = e.sunlit[l],
                .open = e.open[l],
                .level = e.level[l],
                .child = p.child[l] != 0};
    }
}

/* Cloud and mist before the stone: a ray for each 2 x 2 pixels, eight at once. */
CRQ_KERNEL void crq_cutout_veil(const struct bake *b, int x, int y) {
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
        b->veils[(y - b->top) / 2 * cells + x / 2 + l] =
            (struct crq_rgba4){{v.light.x[l], v.light.y[l], v.light.z[l]},
                there[l] ? v.through[l] : -1.0f};
    }
}

/* Colours are premultiplied by cover: rays that hit nothing add none. */
void crq_cutout_add(struct sum *sum, const struct sample *s) {
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

/* The sample about a pixel that is nearest in depth and of the same thing: a finer ray
 * borrows its light. It may be one that hit nothing. */
static const struct sample *lender(
    const struct bake *b, int x, int y, float t, bool child) {
    const struct sample *best = sample_at(b, x, y);
    float least = INFINITY;
    for (int k = 0; k < 9; k++) {
        const struct sample *s = sample_at(b, x + k % 3 - 1, y + k / 3 - 1);
        float off = fabsf(s->t - t) + (k == 4 ? 0.0f : 1e-4f);
        if (s->t < INFINITY && s->child == child && off < least) {
            least = off;
            best = s;
        }
    }
    return best;
}

/* The stretch in which the rays about a pixel met stone: finer rays are not followed
 * beyond it. */
static void find_stretch(const struct bake *b, int x, int y, float *from, float *to) {
    float nearest = INFINITY;
    float farthest = 0.0f;
    for (int k = 0; k < 9; k++) {
        float t = sample_at(b, x + k % 3 - 1, y + k / 3 - 1)->t;
        nearest = MIN(nearest, t);
        farthest = t < INFINITY ? MAX(farthest, t) : farthest;
    }
    bool met = nearest < INFINITY;
    *from = met ? nearest - 0.04f * b->massif->size : 0.0f;
    *to = met ? farthest + 0.12f * b->massif->size : INFINITY;
}

/* Eight rays in one pixel, no two in a row or a column. */
CRQ_KERNEL void crq_cutout_refine(const struct bake *b, int x, int y, struct sum *sum) {
    const crq_f8 lane_x = {
        0.0625f, 0.3125f, 0.5625f, 0.8125f, 0.1875f, 0.4375f, 0.6875f, 0.9375f};
    const crq_f8 lane_y = {
        0.4375f, 0.9375f, 0.1875f, 0.6875f, 0.8125f, 0.3125f, 0.5625f, 0.0625f};
    float from, to;
    find_stretch(b, x, y, &from, &to);
    struct probe p = probe_rays(b, lane_x + (float)(b->cutout->left + x),
        lane_y + (float)y, crq_f8_all(from), crq_f8_all(to));
    crq_i8 any = p.hits.active | p.child;
    struct sample own[8];
    struct crq_exposure e;
    bool found = true;
    for (int l = 0; l < 8; l++) {
        const struct sample *s = lender(b, x, y, p.t[l], p.child[l] != 0);
        own[l] = *s;
        own[l].t = p.t[l];
        own[l].child = p.child[l] != 0;
        e.sunlit[l] = s->sunlit;
        e.open[l] = s->open;
        e.level[l] = s->level;
        found = found && (!any[l] || s->t < INFINITY);
    }
    if (!found) {
        /* thinner than a pixel: nobody to borrow from */
        struct crq_v8 c = shade_probe(b, &p, &e);
        for (int l = 0; l < 8; l++) {
            own[l].colour[0] = c.x[l];
            own[l].colour[1] = c.y[l];
            own[l].colour[2] = c.z[l];
        }
    }
    for (int l = 0; l < 8; l++) {
        crq_cutout_add(sum, &own[l]);
    }
}

/* Two rays in each of four pixels, beside the one that went through the middle. */
CRQ_KERNEL void crq_cutout_refine_four(const struct bake *b,
    const int at[CRQ_TOGETHER][2], struct sum sums[CRQ_TOGETHER]) {
    const crq_f8 off_x = {0.2f, 0.8f, 0.2f, 0.8f, 0.2f, 0.8f, 0.2f, 0.8f};
    const crq_f8 off_y = {0.3f, 0.7f, 0.3f, 0.7f, 0.3f, 0.7f, 0.3f, 0.7f};
    crq_f8 px, py, start;
    struct crq_exposure e;
    for (int l = 0; l < 8; l++) {
        const int *own = at[l / 2];
        const struct sample *s = sample_at(b, own[0], own[1]);
        px[l] = (float)(b->cutout->left + own[0]);
        py[l] = (float)own[1];
        e.sunlit[l] = s->sunlit;
        e.open[l] = s->open;
        e.level[l] = s->level;
        start[l] = s->t - 0.03f * b->massif->size;
    }
    struct probe p =
        probe_rays(b, px + off_x, py + off_y, start, start + 0.18f * b->massif->size);
    struct crq_v8 c = shade_probe(b, &p, &e);
    for (int l = 0; l < 8; l++) {
        struct sample s = {
            .colour = {c.x[l], c.y[l], c.z[l]}, .t = p.t[l], .child = p.child[l] != 0};
        crq_cutout_add(&sums[l / 2], &s);
    }
    for (int k = 0; k < CRQ_TOGETHER; k++) {
        crq_cutout_add(&sums[k], sample_at(b, at[k][0], at[k][1]));
    }
}
