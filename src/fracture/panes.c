/* Panes: the damaged surface, shown through the shards of the glass net.
 *
 * Drawn by tiles, near panes first, so that nothing is computed under what hides it;
 * each tile knows which panes it can see. */
#include "fracture/glass.h"
#include "fracture/pack.h"

enum { TILE = 32, AREA = TILE * TILE };
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
    float through[AREA]; /* what is still seen of things behind */
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

static void lay(struct tile *tile, int k, struct crq_sample s, float cover) {
    crq_rgba part = crq_rgba_grey(tile->through[k] * cover);
    tile->colour[k] += s.colour * part;
    tile->light[k] += s.light * part;
    tile->through[k] *= 1.0f - s.colour[3] * cover;
}

/* A pane at home, seen by a camera at rest, is the surface itself, to the last bit. */
static void copy_home(const struct showing *showing, struct tile *tile, int k,
    const struct crq_pane *pane, const float at[4], int x, int y) {
    float inside = crq_field_at(pane->field, at[2], at[3]);
    if (inside * pane->px < -1.0f || tile->through[k] != 1.0f) {
        return;
    }
    const struct crq_easel *easel = showing->glass.easel;
    size_t own = (size_t)y * (size_t)easel->whole->width + (size_t)x;
    struct crq_sample s = {easel->surface->pixels[own], crq_rgba_grey(0.0f)};
    if (showing->glass.glow) {
        s.light = crq_unpack_light(showing->glass.glow[own]);
    }
    lay(tile, k, s, 1.0f);
}

static void draw_edge(const struct showing *showing, struct tile *tile, int k,
    const struct crq_pane *pane, const float at[4]) {
    float d = crq_field_at(pane->field, at[2], at[3]);
    if (d > inner(pane)) {
        lay(tile, k, crq_pane_face(&showing->glass, pane, at, d), 1.0f);
    } else if (d > -pane->back) {
        float inside = d - crq_pane_kerf(pane, at[2], at[3]);
        float cover = crq_saturate(inside * pane->px + 1.5f - pane->open);
        if (cover > 0.0f) {
            lay(tile, k, crq_pane_face(&showing->glass, pane, at, inside), cover);
        }
        if (cover < 1.0f && pane->deep > 0.0f) {
            crq_rgba wall = crq_pane_wall(&showing->glass, pane, at);
            struct crq_sample s = {wall, crq_rgba_grey(0.0f)};
            lay(tile, k, s, 1.0f);
        }
    }
    if (d > -pane->far && tile->through[k] > SPENT && pane->dimming > 0.0f) {
        tile->through[k] *= crq_pane_shadow(pane, at);
    }
}

/* Draws one pane into the tile; false when nothing behind it shows any more. */
static bool draw_pane(const struct showing *showing, struct tile *tile,
    const struct crq_pane *pane, enum meeting meeting) {
    bool open = false;
    for (int j = 0; j < tile->height; j++) {
        for (int i = 0; i < tile->width; i++) {
            int k = j * TILE + i;
            if (tile->through[k] <= SPENT) {
                continue;
            }
            int x = tile->left + i;
            int y = tile->top + j;
            float at[4] = {
                ((float)x + 0.5f) * showing->pixel, ((float)y + 0.5f) * showing->pixel};
            crq_project(
                pane->pose->to_canvas, (double)at[0], (double)at[1], &at[2], &at[3]);
            if (pane->pose->home) {
                copy_home(showing, tile, k, pane, at, x, y);
            } else if (meeting == MEETS_INSIDE) {
                lay(tile, k, crq_pane_face(&showing->glass, pane, at, 1.0f), 1.0f);
            } else {
                draw_edge(showing, tile, k, pane, at);
            }
            open = open || tile->through[k] > SPENT;
        }
    }
    return open;
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

CRQ_WIDE static void show_tiles(void *context, int first, int last) {
    const struct showing *showing = context;
    const struct crq_sheet *view = showing->glass.easel->view;
    struct tile *tile = g_new(struct tile, 1);
    for (int n = first; n < last; n++) {
        tile->left = n % showing->tiles_across * TILE;
        tile->top = n / showing->tiles_across * TILE;
        tile->width = MIN(TILE, view->width - tile->left);
        tile->height = MIN(TILE, view->height - tile->top);
        float w = 0.5f * (float)tile->width * showing->pixel;
        float h = 0.5f * (float)tile->height * showing->pixel;
        tile->middle[0] = (float)tile->left * showing->pixel + w;
        tile->middle[1] = (float)tile->top * showing->pixel + h;
        tile->radius = sqrtf(w * w + h * h);
        for (int k = 0; k < AREA; k++) {
            tile->colour[k] = tile->light[k] = crq_rgba_grey(0.0f);
            tile->through[k] = 1.0f;
        }
        for (int i = 0; i < showing->pane_count; i++) {
            const struct crq_pane *pane = &showing->panes[i];
            enum meeting meeting = meet(showing, tile, pane);
            if (meeting != MEETS_NOT && !draw_pane(showing, tile, pane, meeting)) {
                break;
            }
        }
        put(showing, tile);
    }
    g_free(tile);
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
    struct crq_crew crew = {easel->crew->threads, 4};
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
