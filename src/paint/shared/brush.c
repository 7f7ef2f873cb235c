/* Strokes: noise along the flow, displaced resampling, relief, weave. */
#include "paint/shared/brush.h"

#include "form/packet.h"
#include "paint/shared/flow.h"

/* A hair of the finest brush, short sides. */
#define HAIR (1.0f / 1080.0f)
/* Periods of the weave a short side. */
#define THREADS 330.0f

enum { BAND = 128, STRIP = 16, STEPS = 7, ARMS = 2 };

/* Breadth in hairs of the brushes that are mixed: for detail, and for quiet places. */
static const float breadths[2] = {1.1f, 3.6f};

struct work {
    const struct crq_brushwork *numbers;
    struct crq_sheet *sheet;
    const struct crq_sheet *flow;
    float flow_x, flow_y; /* flow pixels a short side */
    uint32_t grain;
    crq_rgba *rows;  /* the picture before, rows [top, bottom) */
    int top, bottom; /* of the copy */
    int first;       /* row of the sheet at which the band begins */
};

/* Value noise of one cell, smooth across cells: its bumps are the hairs. */
CRQ_PACKET crq_f8 hairs(crq_f8 x, crq_f8 y, uint32_t grain) {
    crq_i8 i = crq_f8_whole(x);
    crq_i8 j = crq_f8_whole(y);
    crq_f8 u = x - __builtin_convertvector(i, crq_f8);
    crq_f8 v = y - __builtin_convertvector(j, crq_f8);
    u = u * u * (3.0f - 2.0f * u);
    v = v * v * (3.0f - 2.0f * v);
    crq_u8 upper = (crq_u8)j * 0x85ebca77u ^ grain;
    crq_u8 lower = (crq_u8)(j + 1) * 0x85ebca77u ^ grain;
    crq_u8 left = (crq_u8)i * 0x9e3779b1u;
    crq_u8 right = left + 0x9e3779b1u;
    crq_u8 corner[4] = {left + upper, right + upper, left + lower, right + lower};
    crq_f8 value[4];
    for (int k = 0; k < 4; k++) {
        crq_u8 h = corner[k];
        h ^= h >> 16;
        h *= 0x7feb352du;
        h ^= h >> 15;
        h *= 0x846ca68bu;
        value[k] = __builtin_convertvector((crq_i8)(h >> 9), crq_f8);
    }
    crq_f8 a = crq_f8_mix(value[0], value[1], u);
    crq_f8 b = crq_f8_mix(value[2], value[3], u);
    return crq_f8_mix(a, b, v) * (1.0f / 4194304.0f) - 1.0f;
}

struct strokes {
    crq_f8 x, y, detail, sure; /* as in crq_flow_place */
};

/* Looks up the flow for eight places. */
CRQ_PACKET struct strokes follow(const struct work *w, crq_f8 x, crq_f8 y) {
    struct strokes s = {crq_f8_all(0), crq_f8_all(0), crq_f8_all(0), crq_f8_all(0)};
    for (int k = 0; k < CRQ_LANES; k++) {
        struct crq_flow_place place =
            crq_flow_at(w->flow, w->flow_x, w->flow_y, x[k], y[k]);
        s.x[k] = place.x;
        s.y[k] = place.y;
        s.detail[k] = place.detail;
        s.sure[k] = place.sure;
    }
    return s;
}

/* Noise smeared along the flow, about -1..1. The direction is looked up again half
 * way along each arm, so strokes bend with the picture. */
CRQ_PACKET crq_f8 smear(
    const struct work *w, crq_f8 x, crq_f8 y, struct strokes at, float breadth) {
    float cell = 1.0f / (HAIR * breadth * (float)w->numbers->size);
    float step = 1.15f / cell; /* longer ones would beat with the cells */
    uint32_t grain = w->grain + (uint32_t)(breadth * 16.0f);
    crq_f8 sum = hairs(x * cell, y * cell, grain);
    float total = 1.0f;
    for (int arm = 0; arm < ARMS; arm++) {
        crq_f8 dx = arm ? -at.x : at.x;
        crq_f8 dy = arm ? -at.y : at.y;
        crq_f8 px = x;
        crq_f8 py = y;
        for (int i = 1; i <= STEPS; i++) {
            px += dx * step;
            py += dy * step;
            float weight = 1.0f - (float)i / (STEPS + 1);
            sum += weight * hairs(px * cell, py * cell, grain);
            total += arm ? 0.0f : 2.0f * weight;
            if (i == STEPS / 2 + 1) {
                struct strokes on = follow(w, px, py);
                crq_i8 back = on.x * dx + on.y * dy < 0.0f;
                dx = crq_f8_pick(back, -on.x, on.x);
                dy = crq_f8_pick(back, -on.y, on.y);
            }
        }
    }
    return sum * (1.9f / total);
}

/* Strokes narrower than a pixel fade out. */
static float seen(const struct work *w, float breadth) {
    float wide = HAIR * breadth * (float)w->numbers->size / w->sheet->pixel;
    return crq_saturate(1.6f * wide - 0.15f);
}

CRQ_PACKET bool any(crq_f8 weight) {
    float sum = 0.0f;
    for (int k = 0; k < CRQ_LANES; k++) {
        sum += weight[k];
    }
    return sum > 0.01f;
}

/* One row of the stroke field and its directions; y in pixels. */
CRQ_PACKET void stroke_row(const struct work *w, int y, float *noise, float *way_x,
    float *way_y, float *width) {
    float fine_seen = seen(w, breadths[0]);
    float broad_seen = seen(w, breadths[1]);
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    crq_f8 py = crq_f8_all(((float)y + 0.5f) * w->sheet->pixel);
    for (int i = 0; i < w->sheet->width; i += CRQ_LANES) {
        crq_f8 px = (lane + (float)i) * w->sheet->pixel;
        struct strokes s = follow(w, px, py);
        crq_f8 fine = crq_f8_smoothstep(0.10f, 0.60f, s.detail);
        crq_f8 broad = 1.0f - fine;
        crq_f8 n = crq_f8_all(0.0f);
        if (fine_seen > 0.0f && any(fine)) {
            n = fine * fine_seen * smear(w, px, py, s, breadths[0]);
        }
        if (broad_seen > 0.0f && any(broad)) {
            n += broad * broad_seen * smear(w, px, py, s, breadths[1]);
        }
        /* where a sequence turns the flow about, strokes fade before they turn */
        crq_f8_store(noise + i, n * crq_f8_smoothstep(0.05f, 0.60f, s.sure));
        crq_f8_store(way_x + i, s.x);
        crq_f8_store(way_y + i, s.y);
        crq_f8_store(width + i,
            crq_f8_mix(crq_f8_all(breadths[1]), crq_f8_all(breadths[0]), s.detail));
    }
}

/* Bilinear sample of the picture before, x and y in pixels. */
static inline crq_rgba before(const struct work *w, float x, float y) {
    x = crq_clamp(x - 0.5f, 0.0f, (float)(w->sheet->width - 1));
    y = crq_clamp(y - 0.5f, (float)w->top, (float)(w->bottom - 1));
    int i = (int)x;
    int j = (int)y;
    int right = i + 1 < w->sheet->width ? 1 : 0;
    const crq_rgba *at =
        w->rows + (size_t)(j - w->top) * (size_t)w->sheet->width + (size_t)i;
    const crq_rgba *under = j + 1 < w->bottom ? at + w->sheet->width : at;
    crq_rgba upper = crq_rgba_mix(at[0], at[right], x - (float)i);
    crq_rgba lower = crq_rgba_mix(under[0], under[right], x - (float)i);
    return crq_rgba_mix(upper, lower, y - (float)j);
}

/* Plain weave: threads over and under, fading where they are finer than two pixels. */
static inline float weave(const struct work *w, float x, float y) {
    float shown = crq_smoothstep(2.0f, 5.0f, 1.0f / (THREADS * w->sheet->pixel));
    if (shown <= 0.0f) {
        return 0.0f;
    }
    float u = x * w->sheet->pixel * THREADS;
    float v = y * w->sheet->pixel * THREADS;
    return shown * (crq_sin_turns(u) * crq_sin_turns(v * 0.5f) +
                       crq_sin_turns(v + 0.25f) * crq_sin_turns(u * 0.5f + 0.25f));
}

/* A pixel: a short average along the stroke, dragged across it, lit on its relief. */
static inline crq_rgba stroke(const struct work *w, float x, float y, float n,
    float slope, float way_x, float way_y, float width) {
    float strength = (float)w->numbers->strength;
    float hair = HAIR * (float)w->numbers->size / w->sheet->pixel * width; /* pixels */
    float drag = 0.95f * hair * strength * n;
    float reach = 0.6f * hair * strength;
    crq_rgba sum = crq_rgba_grey(0.0f);
    for (int k = -2; k <= 2; k++) {
        float t = (float)k * reach;
        float weight = 3.0f - (float)(k < 0 ? -k : k);
        sum += before(w, x + way_x * t - way_y * drag, y + way_y * t + way_x * drag) *
               crq_rgba_grey(weight / 9.0f);
    }
    float relief = strength * (float)w->numbers->relief;
    float light = 1.0f + relief * (0.15f * crq_clamp(slope, -1.3f, 1.3f) + 0.05f * n) +
                  0.035f * strength * (float)w->numbers->weave * weave(w, x, y);
    sum = sum * crq_rgba_grey(light > 0.2f ? light : 0.2f);
    sum[3] = 1.0f; /* pictures are opaque when the brush comes */
    return sum;
}

/* Strokes some rows of the band. The row above is made again for its slope, so
 * that strips need nothing of each other. */
CRQ_WIDE static void paint_strip(void *context, int first, int last) {
    const struct work *w = context;
    int width = w->sheet->width;
    int stride = (width + CRQ_LANES) / CRQ_LANES * CRQ_LANES;
    g_autofree float *field = g_new(float, (gsize)stride * 5);
    float *above = field;
    float *noise = field + stride;
    float *way_x = field + 2 * (size_t)stride;
    float *way_y = field + 3 * (size_t)stride;
    float *wide = field + 4 * (size_t)stride;
    stroke_row(w, w->first + first - 1, above, way_x, way_y, wide);
    float per_hair = HAIR * (float)w->numbers->size / w->sheet->pixel;
    for (int j = first; j < last; j++) {
        int y = w->first + j;
        stroke_row(w, y, noise, way_x, way_y, wide);
        crq_rgba *row = crq_sheet_row(w->sheet, y);
        for (int i = 0; i < width; i++) {
            float gx = noise[i] - noise[i > 0 ? i - 1 : 0];
            float gy = noise[i] - above[i];
            float slope =
                -(0.6f * gx + 0.8f * gy) * crq_clamp(per_hair * wide[i], 0.5f, 6.0f);
            row[i] = stroke(w, (float)i + 0.5f, (float)y + 0.5f, noise[i], slope,
                way_x[i], way_y[i], wide[i]);
        }
        float *spare = above;
        above = noise;
        noise = spare;
    }
}

/* Copies rows that the band will read, those above it from what was kept of them. */
static void take_rows(struct work *w, int reach, int first, int last) {
    int width = w->sheet->width;
    int top = MAX(first - reach, 0);
    int bottom = MIN(last + reach, w->sheet->height);
    size_t row = (size_t)width * sizeof *w->rows;
    int kept = first > 0 ? first - top : 0;
    if (kept > 0) {
        memmove(w->rows, w->rows + (size_t)(top - w->top) * (size_t)width,
            (size_t)kept * row);
    }
    memcpy(w->rows + (size_t)kept * (size_t)width, crq_sheet_row(w->sheet, top + kept),
        (size_t)(bottom - top - kept) * row);
    w->top = top;
    w->bottom = bottom;
    w->first = first;
}

/* In bands, so that only a few rows of the picture are held twice. */
static void paint_bands(struct work *w, const struct crq_crew *crew) {
    struct crq_sheet *sheet = w->sheet;
    float widest = HAIR * breadths[1] * (float)w->numbers->size / sheet->pixel;
    int reach = (int)((2.0f + 1.5f) * widest * (float)w->numbers->strength) + 3;
    struct crq_crew some = {crew->threads, STRIP};
    int band = MAX(BAND, 2 * reach);
    size_t rows = (size_t)band + 2 * (size_t)reach;
    w->rows = g_aligned_alloc(rows * (gsize)sheet->width, sizeof *w->rows, 32);
    for (int first = 0; first < sheet->height; first += band) {
        int last = MIN(first + band, sheet->height);
        take_rows(w, reach, first, last);
        crq_strips(&some, last - first, paint_strip, w);
    }
    g_aligned_free(w->rows);
}

void crq_brushwork_paint(
    const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct crq_brushwork *numbers = values;
    struct crq_sheet *flow =
        numbers->strength > 0.0 ? crq_flow_create(brush->sheet, brush->crew) : NULL;
    if (!flow) {
        return;
    }
    const struct crq_sheet *sheet = brush->sheet;
    struct work work = {
        .numbers = numbers,
        .sheet = brush->sheet,
        .flow = flow,
        .flow_x = (float)flow->width / ((float)sheet->width * sheet->pixel),
        .flow_y = (float)flow->height / ((float)sheet->height * sheet->pixel),
        .grain = crq_bits(crq_chance(brush->seed, "brush"), 0, 0),
    };
    paint_bands(&work, brush->crew);
    crq_sheet_destroy(flow);
}
