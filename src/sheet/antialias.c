/* Morphological antialiasing: find edges of brightness, follow each to both its ends,
 * blend by how far the ends are.
 *
 * Bands of rows are worked in place; the rows on both sides of every seam between bands
 * are kept beforehand, so that a band never reads what another has written. */
#include "sheet/antialias.h"

#include <glib.h>

enum { BAND = 32, REACH = 12 };
/* Edges of less contrast, in all and against the brighter side, are left alone. */
#define LEAST 0.022f
#define LEAST_SHARE 0.09f
/* How far single pixels that stand out are drawn to their surroundings. */
#define SUBPIXEL 0.55f

/* How far to step when the edge goes on and on. */
static const int strides[REACH] = {1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 6};

struct smoothing {
    struct crq_sheet *sheet;
    float *tone;     /* brightness as the eye sees it, 0..1 */
    crq_rgba *saved; /* two rows a band: the one above it, the one below */
};

static float tone_of(crq_rgba c) {
    float l = crq_luminance(c);
    l = l > 0.0f ? l : 0.0f;
    return sqrtf(l / (l + 0.6f));
}

static void tone_strip(void *context, int first, int last) {
    const struct smoothing *s = context;
    int width = s->sheet->width;
    for (int j = first; j < last; j++) {
        const crq_rgba *row = crq_sheet_row(s->sheet, j);
        float *tone = s->tone + (size_t)j * (size_t)width;
        for (int i = 0; i < width; i++) {
            tone[i] = tone_of(row[i]);
        }
    }
}

/* A pixel's own neighbourhood; steps along and across are offsets in the plane. */
struct edge {
    const float *at; /* tone of the pixel */
    ptrdiff_t along, across;
    int before, behind; /* room along the edge, pixels */
    float contrast;
};

/* Pixels to the end of the edge in one direction, and the tone by which it ends. */
static int follow(const struct edge *e, ptrdiff_t along, int room, float *end) {
    float middle = 0.5f * (e->at[0] + e->at[e->across]);
    float most = 0.25f * e->contrast;
    int way = 0;
    for (int k = 0; k < REACH && way + strides[k] <= room; k++) {
        way += strides[k];
        const float *p = e->at + along * way;
        *end = 0.5f * (p[0] + p[e->across]) - middle;
        if (*end >= most || *end <= -most) {
            break;
        }
    }
    return way;
}

/* What a straight edge between both ends covers of the pixel. */
static float straight_share(const struct edge *e) {
    float ends[2] = {0.0f, 0.0f};
    int before = follow(e, -e->along, e->before, &ends[0]);
    int behind = follow(e, e->along, e->behind, &ends[1]);
    bool first = before < behind;
    int near = first ? before : behind;
    bool darker = e->at[0] < 0.5f * (e->at[0] + e->at[e->across]);
    bool ends_darker = ends[first ? 0 : 1] < 0.0f;
    if (before + behind == 0 || darker == ends_darker) {
        return 0.0f;
    }
    return 0.5f - (float)near / (float)(before + behind);
}

static float magnitude(float x) {
    return x < 0.0f ? -x : x;
}

/* Where to look for the neighbour (offset in the plane), and its share. */
static float share_at(const struct smoothing *s, int i, int j, ptrdiff_t *neighbour) {
    ptrdiff_t w = s->sheet->width;
    const float *t = s->tone + (ptrdiff_t)j * w + i;
    float n = t[-w], o = t[w], a = t[-1], b = t[1], m = t[0];
    float high = MAX(MAX(MAX(n, o), MAX(a, b)), m);
    float low = MIN(MIN(MIN(n, o), MIN(a, b)), m);
    if (high - low < MAX(LEAST, LEAST_SHARE * high)) {
        return 0.0f;
    }
    float na = t[-w - 1], nb = t[-w + 1], oa = t[w - 1], ob = t[w + 1];
    float level = magnitude(na + oa - 2.0f * a) + magnitude(nb + ob - 2.0f * b) +
                  2.0f * magnitude(n + o - 2.0f * m);
    float upright = magnitude(na + nb - 2.0f * n) + magnitude(oa + ob - 2.0f * o) +
                    2.0f * magnitude(a + b - 2.0f * m);
    bool lies = level >= upright;
    float up = lies ? n - m : a - m;
    float down = lies ? o - m : b - m;
    bool first = magnitude(up) >= magnitude(down);
    ptrdiff_t across = lies ? w : 1;
    struct edge e = {.at = t,
        .along = lies ? 1 : w,
        .across = first ? -across : across,
        .before = lies ? i : j,
        .behind = lies ? s->sheet->width - 1 - i : s->sheet->height - 1 - j,
        .contrast = magnitude(first ? up : down)};
    *neighbour = e.across;
    float mean = (2.0f * (n + o + a + b) + na + nb + oa + ob) * (1.0f / 12.0f);
    float odd = crq_saturate(magnitude(mean - m) / (high - low));
    odd = odd * odd * (3.0f - 2.0f * odd);
    float share = straight_share(&e);
    return MAX(share, odd * odd * SUBPIXEL);
}

/* As the eye will see it: each side counts less the brighter it is. */
static crq_rgba blend(crq_rgba a, crq_rgba b, float share) {
    float wa = (1.0f - share) / (1.0f + 0.6f * MAX(MAX(a[0], a[1]), a[2]));
    float wb = share / (1.0f + 0.6f * MAX(MAX(b[0], b[1]), b[2]));
    return (a * crq_rgba_grey(wa) + b * crq_rgba_grey(wb)) *
           crq_rgba_grey(1.0f / (wa + wb));
}

/* Works one row; `above`, `own` and `below` are rows as they were. */
static void smooth_row(const struct smoothing *s, int j, const crq_rgba *above,
    const crq_rgba *own, const crq_rgba *below) {
    crq_rgba *row = crq_sheet_row(s->sheet, j);
    for (int i = 1; i + 1 < s->sheet->width; i++) {
        ptrdiff_t to = 0;
        float share = share_at(s, i, j, &to);
        if (share > 0.0f) {
            const crq_rgba *side = to == 1    ? own + i + 1
                                   : to == -1 ? own + i - 1
                                   : to > 0   ? below + i
                                              : above + i;
            row[i] = blend(own[i], *side, share);
        }
    }
}

static void smooth_bands(void *context, int first, int last) {
    const struct smoothing *s = context;
    size_t width = (size_t)s->sheet->width;
    int height = s->sheet->height;
    crq_rgba *kept = g_aligned_alloc(2 * width, sizeof *kept, 16);
    for (int band = first; band < last; band++) {
        int top = band * BAND;
        int bottom = MIN(top + BAND, height);
        const crq_rgba *seam = s->saved + 2 * (size_t)band * width;
        const crq_rgba *above = seam;
        for (int j = top; j < bottom; j++) {
            crq_rgba *own = kept + (size_t)(j & 1) * width;
            memcpy(own, crq_sheet_row(s->sheet, j), width * sizeof *own);
            const crq_rgba *below =
                j + 1 < bottom ? crq_sheet_row(s->sheet, j + 1) : seam + width;
            if (j > 0 && j + 1 < height) {
                smooth_row(s, j, above, own, below);
            }
            above = own;
        }
    }
    g_aligned_free(kept);
}

static void save_seams(const struct smoothing *s, int bands) {
    size_t width = (size_t)s->sheet->width;
    for (int band = 0; band < bands; band++) {
        int above = MAX(band * BAND - 1, 0);
        int below = MIN((band + 1) * BAND, s->sheet->height - 1);
        crq_rgba *seam = s->saved + 2 * (size_t)band * width;
        memcpy(seam, crq_sheet_row(s->sheet, above), width * sizeof *seam);
        memcpy(seam + width, crq_sheet_row(s->sheet, below), width * sizeof *seam);
    }
}

void crq_antialias(struct crq_sheet *sheet, const struct crq_crew *crew) {
    size_t width = (size_t)sheet->width;
    size_t tones = width * (size_t)sheet->height * sizeof(float);
    int bands = (sheet->height + BAND - 1) / BAND;
    struct smoothing s = {.sheet = sheet, .tone = crq_pages_create(tones)};
    s.saved = g_aligned_alloc(2 * (size_t)bands * width, sizeof *s.saved, 16);
    if (s.tone) {
        crq_strips(crew, sheet->height, tone_strip, &s);
        save_seams(&s, bands);
        struct crq_crew by_band = {crew->threads, 1};
        crq_strips(&by_band, bands, smooth_bands, &s);
    }
    g_aligned_free(s.saved);
    crq_pages_destroy(s.tone, tones);
}
