/* Splatting of strands. */
#include "fracture/strands.h"

#include "base/dmath.h"

struct crq_strands *crq_strands_create(void) {
    struct crq_strands *strands = g_new0(struct crq_strands, 1);
    strands->strand = g_array_new(FALSE, FALSE, sizeof(struct crq_strand));
    strands->point = g_array_new(FALSE, FALSE, sizeof(struct crq_strand_point));
    return strands;
}

void crq_strands_destroy(void *strands) {
    struct crq_strands *own = strands;
    if (own) {
        g_array_free(own->strand, TRUE);
        g_array_free(own->point, TRUE);
        g_free(own);
    }
}

/* Shadows fall away from the light, down and to the right. */
#define SHADOW_X 0.0042f
#define SHADOW_Y 0.0060f

struct casting {
    const struct crq_strand_show *show;
    uint32_t *first, *pieces; /* per tile, the pieces that touch it, in order */
    int across, down;
    float pixel;
};

static bool span(const struct casting *c, const struct crq_piece *p, int box[4]) {
    float reach = p->radius + MAX(p->taper, 0.0f) + 2.0f * c->pixel;
    float extra = c->show->shadow > 0.0f ? c->show->shadow + SHADOW_Y : 0.0f;
    float side = c->pixel * (float)CRQ_STRAND_TILE;
    float low_x = MIN(p->x, p->x + p->dx) - reach;
    float low_y = MIN(p->y, p->y + p->dy) - reach;
    float high_x = MAX(p->x, p->x + p->dx) + reach + extra;
    float high_y = MAX(p->y, p->y + p->dy) + reach + extra;
    if (!(high_x >= 0.0f && high_y >= 0.0f && low_x < side * (float)c->across &&
            low_y < side * (float)c->down)) {
        return false;
    }
    box[0] = (int)(MAX(low_x, 0.0f) / side);
    box[1] = (int)(MAX(low_y, 0.0f) / side);
    box[2] = (int)MIN(high_x / side, (float)(c->across - 1));
    box[3] = (int)MIN(high_y / side, (float)(c->down - 1));
    return true;
}

/* Counting sort of pieces into tiles: every tile's pieces stay in order. */
static void deal(struct casting *c) {
    GArray *pieces = c->show->pieces;
    int tiles = c->across * c->down;
    c->first = g_new0(uint32_t, tiles + 1);
    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < pieces->len; i++) {
            int box[4];
            if (!span(c, &g_array_index(pieces, struct crq_piece, i), box)) {
                continue;
            }
            for (int y = box[1]; y <= box[3]; y++) {
                for (int x = box[0]; x <= box[2]; x++) {
                    uint32_t *slot = &c->first[y * c->across + x];
                    if (pass == 0) {
                        slot[1]++;
                    } else {
                        c->pieces[(*slot)++] = i;
                    }
                }
            }
        }
        if (pass == 0) {
            for (int t = 0; t < tiles; t++) {
                c->first[t + 1] += c->first[t];
            }
            c->pieces = g_new(uint32_t, MAX(c->first[tiles], 1));
        }
    }
    /* each start has run on to the next tile's: shift them back */
    memmove(c->first + 1, c->first, (size_t)tiles * sizeof *c->first);
    c->first[0] = 0;
}

static void splat_body(const struct casting *c, struct crq_strand_tile *tile,
    const struct crq_piece *p, int32_t index) {
    float pixel = c->pixel;
    float widest = p->radius + MAX(p->taper, 0.0f);
    float reach = widest + pixel;
    float shrink = 1.0f / (p->dx * p->dx + p->dy * p->dy + 1e-16f);
    int x0 = MAX((int)((MIN(p->x, p->x + p->dx) - reach) / pixel) - tile->left, 0);
    int x1 = (int)((MAX(p->x, p->x + p->dx) + reach) / pixel) + 1 - tile->left;
    int y0 = MAX((int)((MIN(p->y, p->y + p->dy) - reach) / pixel) - tile->top, 0);
    int y1 = (int)((MAX(p->y, p->y + p->dy) + reach) / pixel) + 1 - tile->top;
    x1 = MIN(x1, tile->width);
    y1 = MIN(y1, tile->height);
    float sharp = 1.0f / pixel;
    for (int y = y0; y < y1; y++) {
        float py = ((float)(tile->top + y) + 0.5f) * pixel - p->y;
        int row = y * CRQ_STRAND_TILE;
        for (int x = x0; x < x1; x++) {
            float px = ((float)(tile->left + x) + 0.5f) * pixel - p->x;
            float t = crq_saturate((px * p->dx + py * p->dy) * shrink);
            float ex = px - p->dx * t;
            float ey = py - p->dy * t;
            float d = sqrtf(ex * ex + ey * ey);
            float r = p->radius + p->taper * t;
            float cover = crq_saturate((r - d) * sharp + 0.5f);
            cover *= crq_saturate(2.0f * r * sharp);
            float high = r * r - d * d;
            float lift = sqrtf(high > 0.0f ? high : 0.0f);
            int k = row + x;
            tile->cover[k] = cover > tile->cover[k] ? cover : tile->cover[k];
            bool higher = cover > 0.0f && lift > tile->lift[k];
            float turn = 1.0f / (r + 1e-7f);
            tile->nx[k] = higher ? ex * turn : tile->nx[k];
            tile->ny[k] = higher ? ey * turn : tile->ny[k];
            tile->piece[k] = higher ? index : tile->piece[k];
            tile->lift[k] = higher ? lift : tile->lift[k];
        }
    }
}

static void splat_shadow(
    const struct casting *c, struct crq_strand_tile *tile, const struct crq_piece *p) {
    float pixel = c->pixel;
    float soft = c->show->shadow;
    float sx = p->x + SHADOW_X;
    float sy = p->y + SHADOW_Y;
    float reach = p->radius + MAX(p->taper, 0.0f) + soft;
    float shrink = 1.0f / (p->dx * p->dx + p->dy * p->dy + 1e-16f);
    int x0 = MAX((int)((MIN(sx, sx + p->dx) - reach) / pixel) - tile->left, 0);
    int x1 = (int)((MAX(sx, sx + p->dx) + reach) / pixel) + 1 - tile->left;
    int y0 = MAX((int)((MIN(sy, sy + p->dy) - reach) / pixel) - tile->top, 0);
    int y1 = (int)((MAX(sy, sy + p->dy) + reach) / pixel) + 1 - tile->top;
    x1 = MIN(x1, tile->width);
    y1 = MIN(y1, tile->height);
    for (int y = y0; y < y1; y++) {
        float py = ((float)(tile->top + y) + 0.5f) * pixel - sy;
        float *shade = tile->shade + y * CRQ_STRAND_TILE;
        for (int x = x0; x < x1; x++) {
            float px = ((float)(tile->left + x) + 0.5f) * pixel - sx;
            float t = crq_saturate((px * p->dx + py * p->dy) * shrink);
            float ex = px - p->dx * t;
            float ey = py - p->dy * t;
            float d = sqrtf(ex * ex + ey * ey);
            float r = p->radius + p->taper * t;
            float q = crq_saturate(1.0f - (d - 0.3f * r) / (r + soft));
            q *= q * crq_saturate(r * (1.0f / 0.0016f));
            shade[x] = q > shade[x] ? q : shade[x];
        }
    }
}

CRQ_WIDE static void cast_tiles(void *context, int first, int last) {
    const struct casting *c = context;
    const struct crq_sheet *view = c->show->easel->view;
    GArray *pieces = c->show->pieces;
    struct crq_strand_tile *tile = g_new(struct crq_strand_tile, 1);
    for (int n = first; n < last; n++) {
        uint32_t from = c->first[n];
        uint32_t to = c->first[n + 1];
        if (from == to) {
            continue;
        }
        tile->left = n % c->across * CRQ_STRAND_TILE;
        tile->top = n / c->across * CRQ_STRAND_TILE;
        tile->width = MIN(CRQ_STRAND_TILE, view->width - tile->left);
        tile->height = MIN(CRQ_STRAND_TILE, view->height - tile->top);
        memset(tile->cover, 0, sizeof tile->cover);
        memset(tile->shade, 0, sizeof tile->shade);
        for (int k = 0; k < CRQ_STRAND_AREA; k++) {
            tile->lift[k] = -1.0f;
            tile->piece[k] = -1;
        }
        for (uint32_t i = from; i < to; i++) {
            const struct crq_piece *p =
                &g_array_index(pieces, struct crq_piece, c->pieces[i]);
            splat_body(c, tile, p, (int32_t)c->pieces[i]);
            if (c->show->shadow > 0.0f) {
                splat_shadow(c, tile, p);
            }
        }
        c->show->use(c->show, tile);
    }
    g_free(tile);
}

void crq_strands_show(const struct crq_strand_show *show) {
    const struct crq_sheet *view = show->easel->view;
    if (show->pieces->len == 0) {
        return;
    }
    struct casting casting = {
        .show = show,
        .across = (view->width + CRQ_STRAND_TILE - 1) / CRQ_STRAND_TILE,
        .down = (view->height + CRQ_STRAND_TILE - 1) / CRQ_STRAND_TILE,
        .pixel = view->pixel,
    };
    deal(&casting);
    struct crq_crew crew = {show->easel->crew->threads, 1};
    crq_strips(&crew, casting.across * casting.down, cast_tiles, &casting);
    g_free(casting.first);
    g_free(casting.pieces);
}
