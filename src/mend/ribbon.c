/* Sorting ribbons into tiles, and measuring from each pixel to the nearest. */
#include "mend/ribbon.h"

#include "base/dmath.h"

/* Within this the rims of two strands are drawn together, short sides. */
#define FILLET 0.0022f

struct laying {
    const struct crq_ribbon *ribbons;
    float reach, pixel;
    int width, height, across, down; /* pixels; tiles */
    uint32_t *first, *members;       /* ribbons of each tile, in their order */
    uint32_t *busy;                  /* tiles that have any */
    void (*shade)(void *context, const struct crq_tile *tile);
    void *context;
};

struct span {
    int left, right, top, bottom; /* tiles, the last ones included */
};

static int tile_of(const struct laying *laying, float at, int last) {
    float tile = at / (laying->pixel * (float)CRQ_TILE);
    return (int)crq_clamp(tile, -1.0f, (float)last + 1.0f);
}

static struct span span_of(const struct laying *laying, const struct crq_ribbon *r) {
    float grow = MAX(r->a.half, r->b.half) + laying->reach + laying->pixel;
    struct span span = {
        tile_of(laying, MIN(r->a.x, r->b.x) - grow, laying->across),
        tile_of(laying, MAX(r->a.x, r->b.x) + grow, laying->across),
        tile_of(laying, MIN(r->a.y, r->b.y) - grow, laying->down),
        tile_of(laying, MAX(r->a.y, r->b.y) + grow, laying->down),
    };
    bool outside =
        MAX(r->a.x, r->b.x) + grow < 0.0f || MAX(r->a.y, r->b.y) + grow < 0.0f;
    span.left = MAX(span.left, 0);
    span.top = MAX(span.top, 0);
    span.right = outside ? -1 : MIN(span.right, laying->across - 1);
    span.bottom = MIN(span.bottom, laying->down - 1);
    return span;
}

/* Counting sort: each tile's ribbons stay in their order. */
static void sort_ribbons(struct laying *laying, uint32_t count) {
    size_t tiles = (size_t)laying->across * (size_t)laying->down;
    laying->first = g_new0(uint32_t, tiles + 2);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < count; i++) {
            struct span s = span_of(laying, &laying->ribbons[i]);
            for (int y = s.top; y <= s.bottom; y++) {
                for (int x = s.left; x <= s.right; x++) {
                    size_t t = (size_t)y * (size_t)laying->across + (size_t)x;
                    if (pass == 0) {
                        laying->first[t + 2]++;
                    } else {
                        laying->members[laying->first[t + 1]++] = i;
                    }
                }
            }
        }
        for (size_t t = 2; pass == 0 && t < tiles + 2; t++) {
            laying->first[t] += laying->first[t - 1];
        }
        if (pass == 0) {
            laying->members = g_new(uint32_t, laying->first[tiles + 1] + 1);
        }
    }
}

/* Pixels of a row that are measured together. */
enum { LANES = 8 };

/* Distance to the middle line less the half width there; nearest wins. Strands flow
 * into each other (polynomial smooth minimum; I. Quilez). */
static inline void measure_lanes(
    struct crq_tile *tile, int p, float x, float y, const struct crq_ribbon *ribbon) {
    struct crq_ribbon r = *ribbon;
    float pixel = tile->pixel;
    float dx = r.b.x - r.a.x;
    float dy = r.b.y - r.a.y;
    float square = dx * dx + dy * dy;
    float inverse = square > 0.0f ? 1.0f / square : 0.0f;
    for (int k = 0; k < LANES; k++) {
        float px = (x + (float)k) * pixel - r.a.x;
        float t = crq_saturate((px * dx + y * dy) * inverse);
        float sx = px - t * dx;
        float sy = y - t * dy;
        float half = r.a.half + (r.b.half - r.a.half) * t;
        float gap = sqrtf(sx * sx + sy * sy) - half;
        float old = tile->gap[p + k];
        bool nearer = gap < old;
        float apart = nearer ? old - gap : gap - old;
        float near = MAX(FILLET - apart, 0.0f);
        near = tile->strand[p + k] != r.strand ? near : 0.0f;
        float when = r.a.when + (r.b.when - r.a.when) * t;
        float along = r.a.along + (r.b.along - r.a.along) * t;
        tile->gap[p + k] = (nearer ? gap : old) - near * near * (0.25f / FILLET);
        tile->half[p + k] = nearer ? half : tile->half[p + k];
        tile->when[p + k] = nearer ? when : tile->when[p + k];
        tile->along[p + k] = nearer ? along : tile->along[p + k];
        tile->side_x[p + k] = nearer ? sx : tile->side_x[p + k];
        tile->side_y[p + k] = nearer ? sy : tile->side_y[p + k];
        tile->strand[p + k] = nearer ? r.strand : tile->strand[p + k];
    }
}

/* First and last pixel that lie within reach, of `limit` from `origin` on. */
static void pixel_span(const struct laying *laying, float low, float high, float grow,
    int origin, int limit, int *from, int *to) {
    float first = (low - grow) / laying->pixel - (float)origin;
    float last = (high + grow) / laying->pixel - (float)origin;
    *from = (int)crq_clamp(first, 0.0f, (float)limit);
    *to = (int)crq_clamp(last + 1.0f, 0.0f, (float)limit);
}

static void measure(
    const struct laying *laying, struct crq_tile *tile, const struct crq_ribbon *r) {
    float grow = MAX(r->a.half, r->b.half) + laying->reach;
    int left;
    int right;
    int top;
    int bottom;
    pixel_span(laying, MIN(r->a.x, r->b.x), MAX(r->a.x, r->b.x), grow, tile->left,
        tile->width, &left, &right);
    pixel_span(laying, MIN(r->a.y, r->b.y), MAX(r->a.y, r->b.y), grow, tile->top,
        tile->height, &top, &bottom);
    /* whole lanes: what lies beyond reach means nothing anyway */
    left = left / LANES * LANES;
    for (int row = top; row < bottom; row++) {
        float y = ((float)(tile->top + row) + 0.5f) * tile->pixel - r->a.y;
        for (int i = left; i < right; i += LANES) {
            measure_lanes(
                tile, row * CRQ_TILE + i, (float)(tile->left + i) + 0.5f, y, r);
        }
    }
}

CRQ_WIDE static void lay_tiles(void *context, int first, int last) {
    const struct laying *laying = context;
    struct crq_tile *tile = g_new0(struct crq_tile, 1);
    for (int b = first; b < last; b++) {
        uint32_t t = laying->busy[b];
        tile->left = (int)(t % (uint32_t)laying->across) * CRQ_TILE;
        tile->top = (int)(t / (uint32_t)laying->across) * CRQ_TILE;
        tile->width = MIN(CRQ_TILE, laying->width - tile->left);
        tile->height = MIN(CRQ_TILE, laying->height - tile->top);
        tile->pixel = laying->pixel;
        for (int p = 0; p < CRQ_TILE_AREA; p++) {
            tile->gap[p] = INFINITY;
            tile->strand[p] = 0;
        }
        for (uint32_t m = laying->first[t]; m < laying->first[t + 1]; m++) {
            measure(laying, tile, &laying->ribbons[laying->members[m]]);
        }
        laying->shade(laying->context, tile);
    }
    g_free(tile);
}

void crq_ribbons(const struct crq_ribbon *ribbons, uint32_t count, float reach,
    const struct crq_sheet *sheet, const struct crq_crew *crew,
    void (*shade)(void *context, const struct crq_tile *tile), void *context) {
    struct laying laying = {
        .ribbons = ribbons,
        .reach = reach,
        .pixel = sheet->pixel,
        .width = sheet->width,
        .height = sheet->height,
        .across = (sheet->width + CRQ_TILE - 1) / CRQ_TILE,
        .down = (sheet->height + CRQ_TILE - 1) / CRQ_TILE,
        .shade = shade,
        .context = context,
    };
    sort_ribbons(&laying, count);
    uint32_t tiles = (uint32_t)laying.across * (uint32_t)laying.down;
    laying.busy = g_new(uint32_t, tiles + 1);
    int busy = 0;
    for (uint32_t t = 0; t < tiles; t++) {
        if (laying.first[t + 1] > laying.first[t]) {
            laying.busy[busy++] = t;
        }
    }
    struct crq_crew own = {crew->threads, 4};
    crq_strips(&own, busy, lay_tiles, &laying);
    g_free(laying.first);
    g_free(laying.members);
    g_free(laying.busy);
}
