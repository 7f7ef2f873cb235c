/* The sea: waves from a spectrum, great swells, faces in their flanks. */
#include "paint/blood_moon_ocean/ink_water.h"

static const char *const views[] = {
    "seed", "gate", "drowned-moon", "valley", "behind-the-wave", "crown", NULL};

#define AMOUNT(field, most, comfortable, words)                                        \
    {                                                                                  \
        CRQ_REAL(struct crq_ocean_sea, field), .preset = 1, .low = 0, .high = (most),  \
                                               .easy = {0.6, comfortable},             \
                                               .unit = CRQ_UNIT_RATIO, .brief = words  \
    }

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct crq_ocean_sea, view), .choices = views,
        .brief = "composition; seed lets the seed choose"},
    AMOUNT(choppiness, 1.6, 1.25, "how sharp the crests are drawn together"),
    AMOUNT(height, 2, 1.3, "height of the waves"),
    AMOUNT(swell, 1.5, 1.15, "height of the great swells that bear the faces"),
    AMOUNT(faces, 2, 1.4, "how many faces come through"),
    AMOUNT(foam, 3, 1.5, "foam on crests and round tendrils"),
    AMOUNT(glitter, 4, 1.4, "the moon's path on the water"),
};

static void *prepare(const struct crq_brush *brush, const void *values) {
    (void)values;
    struct crq_ocean_hues hues = crq_ocean_hues(brush->palette);
    return crq_mirror_create(brush->plan, &hues);
}

static void discard(void *kept) {
    crq_mirror_destroy(kept);
}

/* Pixels of a tile; with 2 x 2 samples its planes stay in the second-level cache. */
enum { TILE_WIDTH = 64, TILE_HEIGHT = 32, COLOURS = 3 };

struct painting {
    const struct crq_brush *brush;
    const struct crq_mesh *mesh;
    struct crq_ink_water ink;
    int finer; /* samples along a side of a pixel */
    int tiles_across;
};

/* Lays the mean of a pixel's samples; bright ones count a little less, or glints would
 * look like broken glass. */
static void resolve(const struct painting *p, const struct crq_window *w,
    float *const colour[COLOURS], int px, int py, int i, int j) {
    crq_rgba sum = crq_rgba_grey(0.0f);
    float nearness = 0.0f;
    float face = 0.0f;
    int hits = 0;
    float weights = 0.0f;
    for (int b = 0; b < p->finer; b++) {
        for (int a = 0; a < p->finer; a++) {
            size_t at = (size_t)(j * p->finer + b) * (size_t)w->width +
                        (size_t)(i * p->finer + a);
            float near = w->plane[CRQ_SEEN_NEARNESS][at];
            if (near > 0.0f) {
                crq_rgba c = {colour[0][at], colour[1][at], colour[2][at], 1.0f};
                float weight = 1.0f / (1.0f + 0.7f * crq_luminance(c));
                sum += c * crq_rgba_grey(weight);
                weights += weight;
                nearness = MAX(nearness, near);
                face += w->plane[CRQ_SEEN_FACE][at];
                hits++;
            }
        }
    }
    if (hits == 0) {
        return;
    }
    struct crq_sheet *sheet = p->brush->sheet;
    int all = p->finer * p->finer;
    crq_rgba mean = sum * crq_rgba_grey(1.0f / weights);
    mean[3] = 1.0f;
    crq_rgba *pixel = crq_sheet_row(sheet, py + j) + px + i;
    *pixel = crq_rgba_mix(*pixel, mean, (float)hits / (float)all);
    if (2 * hits >= all) {
        size_t at = (size_t)(py + j) * (size_t)sheet->width + (size_t)(px + i);
        sheet->depth[at] = 1.0f / nearness;
        sheet->thing[at] = face > 0.6f * (float)hits ? CRQ_THING_FACE : CRQ_THING_WATER;
    }
}

/* Draws, shades and resolves one tile; no other tile reads or writes its pixels. */
static void paint_tile(const struct painting *p, int tile) {
    struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_ocean_camera *camera = &p->ink.ocean->camera;
    int px = tile % p->tiles_across * TILE_WIDTH;
    int py = tile / p->tiles_across * TILE_HEIGHT;
    struct crq_window w = {
        .x = crq_ocean_x(camera, (float)px, sheet->pixel),
        .y = crq_ocean_y(camera, (float)py, sheet->pixel),
        .size = p->ink.sample,
        .width = TILE_WIDTH * p->finer,
        .height = TILE_HEIGHT * p->finer,
    };
    size_t area = (size_t)w.width * (size_t)w.height;
    g_autofree float *planes = g_new(float, (CRQ_SEEN_PLANES + COLOURS) * area);
    for (int k = 0; k < CRQ_SEEN_PLANES; k++) {
        w.plane[k] = planes + (size_t)k * area;
    }
    memset(planes, 0, CRQ_SEEN_PLANES * area * sizeof *planes);
    if (!crq_mesh_draw(p->mesh, &w)) {
        return;
    }
    float *colour[COLOURS];
    for (int k = 0; k < COLOURS; k++) {
        colour[k] = planes + (size_t)(CRQ_SEEN_PLANES + k) * area;
    }
    crq_ink_water_window(&p->ink, &w, colour[0], colour[1], colour[2]);
    for (int j = 0; j < TILE_HEIGHT && py + j < sheet->height; j++) {
        for (int i = 0; i < TILE_WIDTH && px + i < sheet->width; i++) {
            resolve(p, &w, colour, px, py, i, j);
        }
    }
}

static void paint_tiles(void *context, int first, int last) {
    for (int tile = first; tile < last; tile++) {
        paint_tile(context, tile);
    }
}

static void paint_water(const struct crq_brush *brush, const struct crq_mesh *mesh,
    struct crq_ink_water ink) {
    static const int finer[] = {[CRQ_DRAFT] = 1, [CRQ_GOOD] = 2, [CRQ_BEST] = 3};
    struct painting p = {
        .brush = brush,
        .mesh = mesh,
        .ink = ink,
        .finer = finer[brush->quality],
        .tiles_across = (brush->sheet->width + TILE_WIDTH - 1) / TILE_WIDTH,
    };
    p.ink.sample = brush->sheet->pixel / (ink.ocean->camera.unit * (float)p.finer);
    int down = (brush->sheet->height + TILE_HEIGHT - 1) / TILE_HEIGHT;
    struct crq_crew each = {brush->crew->threads, 1};
    crq_strips(&each, p.tiles_across * down, paint_tiles, &p);
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    const struct crq_ocean *ocean = brush->plan;
    struct crq_water water;
    struct crq_mesh mesh;
    struct crq_tendrils tendrils;
    crq_water_make(&water, ocean, brush->moment, CRQ_BANDS, brush->crew);
    crq_water_raise(&water, brush->moment);
    crq_tendrils_grow(&tendrils, ocean, brush->moment);
    float pixel = brush->sheet->pixel / ocean->camera.unit;
    float pixels = brush->quality == CRQ_DRAFT ? 3.0f : 2.0f;
    crq_mesh_make(&mesh, &water, MAX(pixels * pixel, 1.0f / 640.0f), brush->crew);
    struct crq_ink_water ink = {
        .ocean = ocean,
        .water = &water,
        .mirror = kept,
        .shades = crq_shades_create(ocean, &tendrils),
        .numbers = values,
        .hues = crq_ocean_hues(brush->palette),
    };
    paint_water(brush, &mesh, ink);
    crq_shades_destroy((struct crq_shades *)ink.shades);
    crq_tendrils_finish(&tendrils);
    crq_mesh_finish(&mesh);
    crq_water_finish(&water);
}

const struct crq_operation crq_op_blood_moon_ocean_sea = {
    .name = "sea",
    .brief = "a sea whose waves heave with faces",
    .family = CRQ_PAINT,
    .roles = CRQ_OCEAN_AIR | CRQ_ROLE_BIT(INK) | CRQ_ROLE_BIT(ABYSS) |
             CRQ_ROLE_BIT(COLD) | CRQ_ROLE_BIT(BONE),
    CRQ_VALUES(struct crq_ocean_sea, params),
    .prepare = prepare,
    .discard = discard,
    .paint = paint,
};
