/* Panes: the damaged surface, shown through the shards of the glass net.
 *
 * Drawn by tiles, near panes first, so that nothing is computed under what hides it;
 * each tile knows which panes it can see. */
#include "fracture/glass.h"
#include "fracture/pack.h"

enum { TILE = 16, AREA = CRQ_SPOTS };
G_STATIC_ASSERT(TILE *TILE == AREA);
/* Light that still comes through counts as none below this. */
#define SPENT (1.0f / 1024.0f)

struct showing {
    struct crq_glass glass;
    const struct crq_pane *panes; /* near first */
    int pane_count, tiles_across;
    float pixel;
};

/* A tile in the making. */
struct tile {
    int left, top, width, height;
    float middle[2], radius; /* view short sides */
    crq_rgba colour[AREA], light[AREA];
    float through[AREA];    /* what is still seen of things behind */
    struct crq_spots open;  /* where that is more than nothing */
    struct crq_spots parts; /* of a pane: its face, or its shadow */
    struct crq_spots rim;   /* of a pane */
    struct crq_sample samples[AREA];
};

enum meeting { MEETS_NOT, MEETS_EDGE, MEETS_INSIDE };

/* So far from its outline a pane is face alone: neither kerf nor cut edge. */
static float inner(const struct crq_pane *pane) {
    return pane->bevel * 1.4f + 2.0f * pane->gap + 2.0f / pane->px;
}

/* Does a pane reach into the tile, or cover it with its inner face alone? */
static enum meeting meet(const struct showing *showing, const struct tile *tile,
    const struct crq_pane *pane) {
    const float *box = pane->pose->box;
    /* how far beyond its outline the pane still matters: wall and shadow */
    float beyond = MAX(pane->far, pane->back);
    float pad = tile->radius + 1.5f * pane->scale * beyond;
    const float *m = tile->middle;
    if (m[0] < box[0] - pad || m[1] < box[1] - pad || m[0] > box[2] + pad ||
        m[1] > box[3] + pad) {
        return MEETS_NOT;
    }
    const double *map = pane->pose->to_canvas;
    float u, v;
    crq_project(map, (double)m[0], (double)m[1], &u, &v);
    float reach = 0.0f;
    for (int k = 0; k < 4; k++) {
        int x = tile->left + (k & 1 ? tile->width : 0);
        int y = tile->top + (k & 2 ? tile->height : 0);
        float cu, cv;
        crq_project(map, (double)((float)x * showing->pixel),
            (double)((float)y * showing->pixel), &cu, &cv);
        float d = (cu - u) * (cu - u) + (cv - v) * (cv - v);
        reach = MAX(reach, d);
    }
    reach = sqrtf(reach);
    float d = crq_field_at(pane->field, u, v);
    if (d > reach + inner(pane)) {
        return MEETS_INSIDE;
    }
    return d < -reach - beyond ? MEETS_NOT : MEETS_EDGE;
}

static void lay(struct tile *tile, int pixel, struct crq_sample s, float cover) {
    crq_rgba part = crq_rgba_grey(tile->through[pixel] * cover);
    tile->colour[pixel] += s.colour * part;
    tile->light[pixel] += s.light * part;
    tile->through[pixel] *= 1.0f - s.colour[3] * cover;
}

/* A pane at home, seen by a camera at rest, is the surface itself, to the last bit. */
static void copy_home(
    const struct showing *showing, struct tile *tile, const struct crq_pane *pane) {
    const struct crq_easel *easel = showing->glass.easel;
    struct crq_spots *open = &tile->open;
    crq_pane_measure(pane, open);
    for (int k = 0; k < open->count; k++) {
        int pixel = open->pixel[k];
        if (open->inside[k] * pane->px < -1.0f || tile->through[pixel] != 1.0f) {
            continue;
        }
        size_t own = (size_t)(tile->top + pixel / TILE) * (size_t)easel->whole->width +
                     (size_t)(tile->left + pixel % TILE);
        struct crq_sample s = {easel->surface->pixels[own], crq_rgba_grey(0.0f)};
        if (showing->glass.glow) {
            s.light = crq_unpack_light(showing->glass.glow[own]);
        }
        lay(tile, pixel, s, 1.0f);
    }
}

static void lay_faces(const struct showing *showing, struct tile *tile,
    const struct crq_pane *pane, const struct crq_spots *spots) {
    crq_pane_faces(&showing->glass, pane, spots, tile->samples);
    for (int k = 0; k < spots->count; k++) {
        lay(tile, spots->pixel[k], tile->samples[k], spots->cover[k]);
    }
}

/* Where the face leaves a pixel open, the wall behind its edge is seen. */
static void lay_walls(const struct showing *showing, struct tile *tile,
    const struct crq_pane *pane, const struct crq_spots *rim) {
    for (int k = 0; k < rim->count && pane->deep > 0.0f; k++) {
        if (rim->cover[k] < 1.0f) {
            float at[4] = {rim->x[k], rim->y[k], rim->u[k], rim->v[k]};
            struct crq_sample s = {
                crq_pane_wall(&showing->glass, pane, at, rim->kerf[k]),
                crq_rgba_grey(0.0f)};
            lay(tile, rim->pixel[k], s, 1.0f);
        }
    }
}

/* Keeps in `to` where more than nothing is seen through, as far as places go. */
static void keep_open(const struct tile *tile, const struct crq_spots *open,
    float least, struct crq_spots *to) {
    int count = open->count;
    int n = 0;
    for (int k = 0; k < count; k++) {
        bool kept = tile->through[open->pixel[k]] > SPENT && open->inside[k] > least;
        to->pixel[n] = open->pixel[k];
        to->x[n] = open->x[k];
        to->y[n] = open->y[k];
        n += kept ? 1 : 0;
    }
    to->count = n;
}

static void lay_shadow(struct tile *tile, const struct crq_pane *pane) {
    struct crq_spots *under = &tile->parts;
    keep_open(tile, &tile->open, -pane->far, under);
    crq_pane_shade(pane, under);
    for (int k = 0; k < under->count; k++) {
        tile->through[under->pixel[k]] *= 1.0f - under->cover[k];
    }
}

/* Face within the cut edge, cut edge with face or wall, nothing beyond. */
static void lay_parts(
    const struct showing *showing, struct tile *tile, const struct crq_pane *pane) {
    struct crq_spots *open = &tile->open;
    struct crq_spots *face = &tile->parts;
    struct crq_spots *rim = &tile->rim;
    face->count = rim->count = 0;
    float deep = inner(pane);
    for (int k = 0; k < open->count; k++) {
        if (open->inside[k] > deep) {
            crq_spots_add(face, open, k);
            face->cover[face->count - 1] = 1.0f;
        } else if (open->inside[k] > -pane->back) {
            crq_spots_add(rim, open, k);
        }
    }
    crq_pane_cut(pane, rim);
    for (int k = 0; k < rim->count; k++) {
        if (rim->cover[k] > 0.0f) {
            crq_spots_add(face, rim, k);
        }
    }
    lay_faces(showing, tile, pane, face);
    lay_walls(showing, tile, pane, rim);
}

static void draw_pane(const struct showing *showing, struct tile *tile,
    const struct crq_pane *pane, enum meeting meeting) {
    crq_pane_locate(pane, &tile->open);
    if (pane->pose->home) {
        copy_home(showing, tile, pane);
        keep_open(tile, &tile->open, -INFINITY, &tile->open);
        return;
    }
    crq_pane_measure(pane, &tile->open);
    if (meeting == MEETS_INSIDE) {
        for (int k = 0; k < tile->open.count; k++) {
            tile->open.cover[k] = 1.0f;
        }
        lay_faces(showing, tile, pane, &tile->open);
    } else {
        lay_parts(showing, tile, pane);
    }
    if (pane->dimming > 0.0f) {
        lay_shadow(tile, pane);
    }
    keep_open(tile, &tile->open, -INFINITY, &tile->open);
}

/* What is left shows the void; the view's alpha keeps how much is hidden. */
static void put(const struct showing *showing, const struct tile *tile) {
    const struct crq_easel *easel = showing->glass.easel;
    for (int j = 0; j < tile->height; j++) {
        crq_rgba *view = crq_sheet_row(easel->view, tile->top + j) + tile->left;
        crq_rgba *light = crq_sheet_row(easel->light, tile->top + j) + tile->left;
        for (int i = 0; i < tile->width; i++) {
            int k = j * TILE + i;
            float left = tile->through[k] > SPENT ? tile->through[k] : 0.0f;
            crq_rgba c = tile->colour[k];
            c = left > 0.0f ? c + view[i] * crq_rgba_grey(left) : c;
            for (int n = 0; n < 3; n++) {
                c[n] = MIN(c[n], 1.0f); /* gloss may exceed what a screen shows */
            }
            c[3] = 1.0f - left;
            view[i] = c;
            light[i] = tile->light[k];
        }
    }
}

static void clear(const struct showing *showing, struct tile *tile, int index) {
    const struct crq_sheet *view = showing->glass.easel->view;
    tile->left = index % showing->tiles_across * TILE;
    tile->top = index / showing->tiles_across * TILE;
    tile->width = MIN(TILE, view->width - tile->left);
    tile->height = MIN(TILE, view->height - tile->top);
    float w = 0.5f * (float)tile->width * showing->pixel;
    float h = 0.5f * (float)tile->height * showing->pixel;
    tile->middle[0] = (float)tile->left * showing->pixel + w;
    tile->middle[1] = (float)tile->top * showing->pixel + h;
    tile->radius = sqrtf(w * w + h * h);
    tile->open.count = 0;
    for (int k = 0; k < AREA; k++) {
        tile->colour[k] = tile->light[k] = crq_rgba_grey(0.0f);
        tile->through[k] = 1.0f;
        if (k % TILE < tile->width && k / TILE < tile->height) {
            int n = tile->open.count++;
            tile->open.pixel[n] = k;
            tile->open.x[n] = ((float)(tile->left + k % TILE) + 0.5f) * showing->pixel;
            tile->open.y[n] = ((float)(tile->top + k / TILE) + 0.5f) * showing->pixel;
        }
    }
}

CRQ_WIDE static void show_tiles(void *context, int first, int last) {
    const struct showing *showing = context;
    struct tile *tile = g_aligned_alloc(1, sizeof *tile, 32);
    memset(tile, 0, sizeof *tile);
    for (int n = first; n < last; n++) {
        clear(showing, tile, n);
        for (int i = 0; i < showing->pane_count && tile->open.count > 0; i++) {
            const struct crq_pane *pane = &showing->panes[i];
            enum meeting meeting = meet(showing, tile, pane);
            if (meeting != MEETS_NOT) {
                draw_pane(showing, tile, pane, meeting);
            }
        }
        put(showing, tile);
    }
    g_aligned_free(tile);
}

/* All at home: the view is the surface, laid over the void. */
static void show_home(const struct crq_easel *easel) {
    for (int y = 0; y < easel->view->height; y++) {
        const crq_rgba *from = crq_sheet_row(easel->surface, y);
        crq_rgba *to = crq_sheet_row(easel->view, y);
        for (int x = 0; x < easel->view->width; x++) {
            to[x] = from[x][3] == 1.0f ? from[x] : crq_rgba_over(from[x], to[x]);
            to[x][3] = from[x][3];
        }
    }
}

struct packing {
    const struct crq_sheet *light;
    uint32_t *to;
};

CRQ_WIDE static void pack_strip(void *context, int first, int last) {
    const struct packing *packing = context;
    for (int y = first; y < last; y++) {
        const crq_rgba *from = crq_sheet_row(packing->light, y);
        uint32_t *to = packing->to + (size_t)y * (size_t)packing->light->width;
        for (int x = 0; x < packing->light->width; x++) {
            to[x] = crq_pack_light(from[x]);
        }
    }
}

static void show(const struct crq_easel *easel, const struct crq_poses *poses,
    const uint32_t *glow) {
    struct showing showing = {
        .glass = crq_glass_make(easel, poses, glow),
        .pane_count = (int)poses->count,
        .tiles_across = (easel->view->width + TILE - 1) / TILE,
        .pixel = easel->view->pixel,
    };
    struct crq_pane *panes = g_new(struct crq_pane, poses->count);
    for (uint32_t i = 0; i < poses->count; i++) {
        panes[i] = crq_pane_make(&showing.glass, poses->near_first[i]);
    }
    showing.panes = panes;
    struct crq_crew crew = {easel->crew->threads, 16};
    int tiles_down = (easel->view->height + TILE - 1) / TILE;
    crq_strips(&crew, showing.tiles_across * tiles_down, show_tiles, &showing);
    g_free(panes);
}

static void work(const struct crq_easel *easel, const void *values) {
    (void)values; /* poses and glass read them, for others need poses too */
    struct crq_poses *poses = crq_poses_create(easel);
    if (poses->home) {
        show_home(easel);
        crq_poses_destroy(poses);
        return;
    }
    size_t size = (size_t)easel->view->width * (size_t)easel->view->height * 4;
    struct packing packing = {easel->light, crq_pages_create(size)};
    if (packing.to) {
        crq_strips(easel->crew, easel->view->height, pack_strip, &packing);
    }
    show(easel, poses, packing.to);
    crq_pages_destroy(packing.to, size);
    crq_poses_destroy(poses);
}

#define AMOUNT(field, usual, most, words)                                              \
    {                                                                                  \
        CRQ_REAL(struct crq_panes, field),                                             \
            .preset = (usual), .low = 0, .high = (most),                               \
            .easy = {0.4 * (usual), MIN(1.6 * (usual), (most))},                       \
            .unit = CRQ_UNIT_RATIO, .brief = words                                     \
    }

static const struct crq_param params[] = {
    AMOUNT(parting, 1, 2, "how far shards go"),
    AMOUNT(tilt, 1, 1.5, "how much they turn"),
    AMOUNT(retreat, 0.115, 0.5, "how far the camera steps back"),
    {CRQ_REAL(struct crq_panes, thickness), .preset = 0.008, .low = 0, .high = 0.03,
        .easy = {0.004, 0.014}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "how thick the glass is"},
    {CRQ_REAL(struct crq_panes, bevel), .preset = 0.0095, .low = 0, .high = 0.03,
        .easy = {0.005, 0.014}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "how wide the cut edge is"},
    AMOUNT(dispersion, 1, 3, "how far the cut edge splits light"),
    AMOUNT(gloss, 1, 3, "how strongly faces mirror"),
    AMOUNT(parallax, 1, 3, "how far the picture's depths shift"),
    AMOUNT(shadow, 0.55, 1, "how dark panes shade what is behind"),
};

const struct crq_operation crq_op_fracture_panes = {
    .name = "panes",
    .brief = "shards that part, tilt and catch light",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct crq_panes, params),
    .roles = CRQ_ROLE_BIT(GLASS_COOL) | CRQ_ROLE_BIT(STAR) | CRQ_ROLE_BIT(COOL) |
             CRQ_ROLE_BIT(WARM) | CRQ_ROLE_BIT(VOID) | CRQ_ROLE_BIT(GOLD),
    .phase = CRQ_PANES,
    .work = work,
};
