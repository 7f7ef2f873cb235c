/* The massifs, far to near, the ledge last; they bob. */
#include "model/operation.h"
#include "paint/floating_mountains/cutout.h"

#include <string.h>

/* Cut-outs larger than this together are rendered anew for each frame, in bands. */
#define KEPT_LIMIT ((size_t)72 << 20)
enum { BAND = 128 };

struct kept {
    struct crq_cutout cutouts[CRQ_MASSIFS]; /* far to near */
    struct crq_cut *cells[CRQ_MASSIFS];     /* NULL: not kept */
    struct crq_air air;
    struct crq_sea sea;
};

/* Far to near; the ledge is nearer than all. Equal distances keep their order. */
static void sort_by_distance(const struct crq_mountains *m, int order[CRQ_MASSIFS]) {
    for (int i = 0; i < CRQ_MASSIFS; i++) {
        int k = i;
        float own = crq_length3(m->massifs[i].centre);
        for (; k > 0 && crq_length3(m->massifs[order[k - 1]].centre) < own; k--) {
            order[k] = order[k - 1];
        }
        order[k] = i;
    }
}

/* Cut-outs out of sight have no extent, or a negative one. */
static size_t area_of(const struct crq_cutout *c) {
    return c->width > 0 && c->height > 0 ? (size_t)c->width * (size_t)c->height : 0;
}

/* Everything that only bobs is rendered here, once for a whole sequence. Cloud before
 * the stone is that of moment 0: it drifts too little for the eye to miss it. */
static void *prepare(const struct crq_brush *brush, const void *values) {
    (void)values;
    const struct crq_mountains *m = brush->plan;
    const struct crq_sheet *sheet = brush->sheet;
    struct kept *kept = g_new0(struct kept, 1);
    kept->air = crq_air_from(brush);
    kept->sea = crq_sea_at(&kept->air, 0.0f, sheet->pixel);
    int order[CRQ_MASSIFS];
    sort_by_distance(m, order);
    size_t total = 0;
    for (int i = 0; i < CRQ_MASSIFS; i++) {
        kept->cutouts[i] =
            crq_cutout_of(m, order[i], sheet->width, sheet->height, sheet->pixel);
        total += area_of(&kept->cutouts[i]) * sizeof(struct crq_cut);
    }
    for (int i = 0; i < CRQ_MASSIFS && total <= KEPT_LIMIT; i++) {
        const struct crq_cutout *c = &kept->cutouts[i];
        if (area_of(c) > 0) {
            kept->cells[i] = g_new(struct crq_cut, area_of(c));
            crq_cutout_render(c, &kept->sea, sheet->pixel, brush->quality, brush->crew,
                0, c->height, kept->cells[i]);
        }
    }
    return kept;
}

static void discard(void *data) {
    struct kept *kept = data;
    for (int i = 0; i < CRQ_MASSIFS; i++) {
        g_free(kept->cells[i]);
    }
    g_free(kept);
}

/* A cut-out being laid onto the sheet: its rows [first, first + count) are at hand. */
struct laying {
    struct crq_sheet *sheet;
    const struct crq_cutout *cutout;
    const struct crq_cut *cells;
    int first, count; /* rows of the cut-out */
    int onto;         /* row of the sheet at which the strip context begins */
    int whole;        /* rows it has risen, and the fraction as filter weights */
    float weights[4];
};

/* Catmull and Rom's spline (1974): it moves pictures by parts of a pixel and keeps them
 * sharp. */
static void set_rise(struct laying *l, float rows) {
    float whole = crq_floor(rows);
    float f = rows - whole;
    l->whole = (int)whole;
    l->weights[0] = f * (f * (1.0f - 0.5f * f) - 0.5f);
    l->weights[1] = f * f * (1.5f * f - 2.5f) + 1.0f;
    l->weights[2] = f * (f * (2.0f - 1.5f * f) + 0.5f);
    l->weights[3] = f * f * (0.5f * f - 0.5f);
}

/* Premultiplied light and cover. */
static crq_rgba decode(const struct crq_cut *c) {
    crq_rgba root = {(float)c->red, (float)c->green, (float)c->blue, 0.0f};
    root = root * crq_rgba_grey(1.0f / 65535.0f);
    crq_rgba light = root * root * crq_rgba_grey(16.0f);
    light[3] = (float)c->cover * (1.0f / 65535.0f);
    return light;
}

/* Filters one pixel up or down by the rise and lays it over what is there. Overshoot of
 * the spline is cut off: light is never negative, cover never more than whole. */
static void lay_pixel(
    const struct laying *l, const struct crq_cut *const rows[4], int x, size_t at) {
    crq_rgba c = crq_rgba_grey(0.0f);
    int cover = 0;
    for (int k = 0; k < 4; k++) {
        if (rows[k] && rows[k][x].cover) {
            c += decode(&rows[k][x]) * crq_rgba_grey(l->weights[k]);
            cover |= rows[k][x].cover;
        }
    }
    if (!cover) {
        return;
    }
    for (int k = 0; k < 4; k++) {
        c[k] = MAX(c[k], 0.0f);
    }
    c[3] = MIN(c[3], 1.0f);
    struct crq_sheet *sheet = l->sheet;
    sheet->pixels[at] = crq_rgba_over(c, sheet->pixels[at]);
    const struct crq_cut *own = l->weights[2] > l->weights[1] ? rows[2] : rows[1];
    if (c[3] > 0.5f && own && own[x].cover) {
        float share = (float)own[x].depth * (1.0f / 65535.0f);
        sheet->depth[at] = crq_mix(l->cutout->near, l->cutout->far, share);
        sheet->thing[at] = (uint8_t)own[x].thing;
    }
}

CRQ_WIDE static void lay_strip(void *context, int first, int last) {
    const struct laying *l = context;
    const struct crq_cutout *c = l->cutout;
    for (int j = l->onto + first; j < l->onto + last; j++) {
        const struct crq_cut *rows[4];
        for (int k = 0; k < 4; k++) {
            int row = j + l->whole + k - 1 - c->top - l->first;
            bool there = row >= 0 && row < l->count;
            rows[k] = there ? l->cells + (size_t)row * (size_t)c->width : NULL;
        }
        int width = MIN(c->width, l->sheet->width - c->left);
        for (int i = 0; i < width; i++) {
            size_t at = (size_t)j * (size_t)l->sheet->width + (size_t)(c->left + i);
            lay_pixel(l, rows, i, at);
        }
    }
}

/* Lays the rows [from, to) of the sheet. */
static void lay(const struct crq_brush *brush, struct laying *l, int from, int to) {
    l->onto = MAX(from, 0);
    int end = MIN(to, brush->sheet->height);
    if (end > l->onto) {
        crq_strips(brush->crew, end - l->onto, lay_strip, l);
    }
}

/* Renders a cut-out band by band: rows at hand overlap by what the filter reaches. */
static void lay_bands(
    const struct crq_brush *brush, const struct crq_sea *sea, struct laying *l) {
    const struct crq_cutout *c = l->cutout;
    struct crq_cut *cells = g_new(struct crq_cut, (size_t)c->width * (BAND + 4));
    l->cells = cells;
    for (int band = 0; band < c->height + 2; band += BAND) {
        l->first = MAX(band - 2, 0);
        l->count = MIN(band + BAND + 2, c->height) - l->first;
        if (l->count > 0) {
            crq_cutout_render(c, sea, brush->sheet->pixel, brush->quality, brush->crew,
                l->first, l->count, cells);
        }
        int from = c->top + band - l->whole;
        int begin = band == 0 ? from - 2 : from;
        lay(brush, l, begin, from + BAND);
    }
    g_free(cells);
}

/* Depths are the cut-out's own: bobbing moves nothing towards the eye. */
static void paint(const struct crq_brush *brush, const void *values, const void *data) {
    const struct crq_land *land = values;
    const struct kept *kept = data;
    const struct crq_mountains *m = brush->plan;
    for (int i = 0; i < CRQ_MASSIFS; i++) {
        const struct crq_cutout *c = &kept->cutouts[i];
        if (area_of(c) == 0) {
            continue;
        }
        const float *centre = m->massifs[c->index].centre;
        float rise = crq_mountains_sway(m, c->index, (float)brush->moment);
        float scale = crq_dot3(centre, m->view.ahead) * m->view.scale;
        struct laying l = {
            .sheet = brush->sheet,
            .cutout = c,
            .cells = kept->cells[i],
            .count = c->height,
        };
        set_rise(&l, (float)land->sway * rise / (scale * brush->sheet->pixel));
        if (l.cells) {
            lay(brush, &l, c->top - l.whole - 3, c->top + c->height - l.whole + 3);
        } else {
            lay_bands(brush, &kept->sea, &l);
        }
    }
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct crq_land, crumble), .preset = 0.8, .low = 0, .high = 1,
        .easy = {0.3, 0.85}, .unit = CRQ_UNIT_RATIO,
        .brief = "how far the peaks have crumbled into starlight"},
    {CRQ_REAL(struct crq_land, sway), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how far the massifs bob"},
};

const struct crq_operation crq_op_floating_mountains_land = {
    .name = "land",
    .brief = "massifs that hang over the clouds, and the ledge with the child",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct crq_land, params),
    .roles = CRQ_AIR_ROLES | CRQ_STONE_ROLES,
    .prepare = prepare,
    .discard = discard,
    .paint = paint,
};
