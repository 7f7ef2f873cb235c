/* The sea of clouds; large pictures march it at half rate. */
#include "form/rock_noise.h"
#include "model/operation.h"
#include "paint/floating_mountains/sea.h"

#include <glib.h>

/* Rows beside a strip's own that its filters reach, in cells. */
enum { BESIDE = 2 };

struct cell {
    float light[3], through, begins;
};

struct painting {
    int block; /* a ray is cast for so many pixels squared */
    struct crq_sheet *sheet;
    struct crq_air air;
    struct crq_sea sea;
};

/* A strip's own cells: rows [top, top + rows), all columns and one more. */
struct patch {
    int top, rows, columns;
    struct cell *raw, *smooth;
};

/* One row of cells against everything behind; stone is laid over the clouds later, with
 * the cloud before it. */
CRQ_KERNEL static void march_row(
    const struct painting *p, const struct patch *patch, int row) {
    const crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    float y = (float)row + 0.5f;
    crq_f8 limit = crq_f8_all(1e9f);
    for (int i = 0; i < patch->columns; i += 8) {
        crq_f8 x = lane + (float)i;
        struct crq_v8 ray = crq_view_ray(&p->sea.air->plan->view,
            x * (p->sheet->pixel * (float)p->block),
            crq_f8_all(y * p->sheet->pixel * (float)p->block));
        crq_f8 jitter = crq_f8_dither(x, crq_f8_all(y));
        struct crq_veil v;
        crq_sea_march(&p->sea, &ray, &limit, &jitter, &v);
        for (int l = 0; l < 8 && i + l < patch->columns; l++) {
            patch->raw[(row - patch->top) * patch->columns + i + l] = (struct cell){
                {v.light.x[l], v.light.y[l], v.light.z[l]}, v.through[l], v.begins[l]};
        }
    }
}

/* A box of 3 x 3: exactly what the dither of the rays averages out over. */
static void smooth_cell(const struct patch *p, int x, int y) {
    struct cell sum = {{0.0f, 0.0f, 0.0f}, 0.0f, 0.0f};
    for (int k = 0; k < 9; k++) {
        int i = CLAMP(x + k % 3 - 1, 0, p->columns - 1);
        int j = CLAMP(y + k / 3 - 1, 0, p->rows - 1);
        const struct cell *c = &p->raw[j * p->columns + i];
        for (int a = 0; a < 3; a++) {
            sum.light[a] += c->light[a] * (1.0f / 9.0f);
        }
        sum.through += c->through * (1.0f / 9.0f);
    }
    sum.begins = p->raw[y * p->columns + x].begins;
    p->smooth[y * p->columns + x] = sum;
}

static crq_rgba as_light(const struct cell *c) {
    return crq_rgba_make(c->light[0], c->light[1], c->light[2], 1.0f - c->through);
}

/* Cells back to pixels by bilinear mixing; where cloud hides most, it is what is there.
 */
static void compose_row(const struct painting *p, const struct patch *patch, int j) {
    struct crq_sheet *sheet = p->sheet;
    float fy = ((float)j + 0.5f) * (1.0f / (float)p->block) - 0.5f - (float)patch->top;
    int y = CLAMP((int)crq_floor(fy), 0, patch->rows - 2);
    float v = crq_saturate(fy - (float)y);
    for (int i = 0; i < sheet->width; i++) {
        float fx = ((float)i + 0.5f) * (1.0f / (float)p->block) - 0.5f;
        int x = CLAMP((int)crq_floor(fx), 0, patch->columns - 2);
        float u = crq_saturate(fx - (float)x);
        const struct cell *c = &patch->smooth[y * patch->columns + x];
        crq_rgba near = crq_rgba_mix(as_light(&c[0]), as_light(&c[1]), u);
        c += patch->columns;
        crq_rgba far = crq_rgba_mix(as_light(&c[0]), as_light(&c[1]), u);
        crq_rgba light = crq_rgba_mix(near, far, v);
        size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
        sheet->pixels[at] = crq_rgba_over(light, sheet->pixels[at]);
        sheet->pixels[at][3] = 1.0f;
        if (light[3] > 0.5f) {
            const struct cell *own =
                &patch->smooth[(v > 0.5f ? y + 1 : y) * patch->columns +
                               (u > 0.5f ? x + 1 : x)];
            if (own->begins < 1e5f) {
                sheet->depth[at] = own->begins;
                sheet->thing[at] = CRQ_THING_CLOUD;
            }
        }
    }
}

/* Highest row, in cells, that a ray to the clouds can pass. */
static int horizon_row(const struct painting *p) {
    const struct crq_view *v = &p->air.plan->view;
    float level = v->middle_y + v->ahead[1] / (v->ahead[2] * v->scale);
    return (int)crq_clamp(level / (p->sheet->pixel * (float)p->block), -1e6f, 1e6f) -
           BESIDE;
}

/* Each strip marches a few cells of its neighbours again: no strip waits for another.
 */
static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    int horizon = horizon_row(p);
    if (last <= horizon * p->block) {
        return;
    }
    struct patch patch = {.top = first / p->block - BESIDE,
        .rows = (last - first + p->block - 1) / p->block + 2 * BESIDE,
        .columns = p->sheet->width / p->block + 2};
    size_t count = (size_t)patch.rows * (size_t)patch.columns;
    patch.raw = g_new(struct cell, count);
    patch.smooth = g_new(struct cell, count);
    for (int row = 0; row < patch.rows; row++) {
        march_row(p, &patch, patch.top + row);
    }
    for (int y = 0; y < patch.rows; y++) {
        for (int x = 0; x < patch.columns; x++) {
            smooth_cell(&patch, x, y);
        }
    }
    for (int j = first; j < last; j++) {
        compose_row(p, &patch, j);
    }
    g_free(patch.raw);
    g_free(patch.smooth);
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)values;
    (void)kept;
    struct painting painting = {.sheet = brush->sheet, .air = crq_air_from(brush)};
    /* small pictures have no detail to give away */
    bool small = brush->sheet->pixel > 1.0f / 600.0f;
    painting.block = small && brush->quality != CRQ_DRAFT ? 1 : 2;
    painting.sea = crq_sea_at(&painting.air, (float)brush->moment, brush->sheet->pixel);
    struct crq_crew strips = {brush->crew->threads, 96};
    crq_strips(&strips, brush->sheet->height, paint_strip, &painting);
}

const struct crq_operation crq_op_floating_mountains_clouds = {
    .name = "clouds",
    .brief = "a sea of clouds, torn open over the abyss",
    .family = CRQ_PAINT,
    .roles = CRQ_AIR_ROLES | CRQ_STONE_ROLES,
    .paint = paint,
};
