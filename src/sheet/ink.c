/* Vector drawing by tiles: cairo gives coverage, we give linear light. */
#include "sheet/ink.h"

enum { TILE = 512 };

struct inking {
    struct crq_sheet *sheet;
    crq_rgba colour;
    enum crq_blend blend;
    void (*draw)(cairo_t *cr, const void *context);
    const void *context;
    int tiles_across;
};

static void lay_row(
    const struct inking *inking, crq_rgba *row, const uint8_t *coverage, int width) {
    float keep = inking->blend == CRQ_BLEND_OVER ? 1.0f : 0.0f;
    for (int i = 0; i < width; i++) {
        if (!coverage[i]) {
            continue;
        }
        float a = inking->colour[3] * (float)coverage[i] * (1.0f / 255.0f);
        crq_rgba light = inking->colour * crq_rgba_grey(a);
        light[3] = a * keep;
        row[i] = light + row[i] * crq_rgba_grey(1.0f - a * keep);
    }
}

static void ink_tile(const struct inking *inking, int left, int top) {
    struct crq_sheet *sheet = inking->sheet;
    int width = MIN(TILE, sheet->width - left);
    int height = MIN(TILE, sheet->height - top);
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    cairo_t *cr = cairo_create(mask);
    cairo_translate(cr, -left, -top);
    double scale = MIN(sheet->width, sheet->height);
    cairo_scale(cr, scale, scale);
    inking->draw(cr, inking->context);
    cairo_destroy(cr);
    cairo_surface_flush(mask);
    const uint8_t *coverage = cairo_image_surface_get_data(mask);
    int stride = cairo_image_surface_get_stride(mask);
    for (int j = 0; coverage && j < height; j++) {
        lay_row(inking, crq_sheet_row(sheet, top + j) + left,
            coverage + (size_t)j * (size_t)stride, width);
    }
    cairo_surface_destroy(mask);
}

static void ink_tiles(void *context, int first, int last) {
    const struct inking *inking = context;
    for (int i = first; i < last; i++) {
        ink_tile(
            inking, i % inking->tiles_across * TILE, i / inking->tiles_across * TILE);
    }
}

void crq_ink(struct crq_sheet *sheet, const struct crq_crew *crew, crq_rgba colour,
    enum crq_blend blend, void (*draw)(cairo_t *cr, const void *context),
    const void *context) {
    int across = (sheet->width + TILE - 1) / TILE;
    int down = (sheet->height + TILE - 1) / TILE;
    struct inking inking = {sheet, colour, blend, draw, context, across};
    struct crq_crew tile_crew = {crew->threads, 1};
    crq_strips(&tile_crew, across * down, ink_tiles, &inking);
}
