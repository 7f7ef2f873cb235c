/* Labels through cairo's own text, as coverage. */
#include "sheet/label.h"

#include <cairo.h>
#include <glib.h>

static void blend(uint8_t *pixel, const uint8_t colour[3], int coverage) {
    for (int c = 0; c < 3; c++) {
        int sum = pixel[c] * (255 - coverage) + colour[c] * coverage;
        pixel[c] = (uint8_t)((sum + 127) / 255);
    }
}

static void lay(uint8_t *pixels, int width, int height, int left, int top,
    cairo_surface_t *mask, const uint8_t colour[3]) {
    const uint8_t *coverage = cairo_image_surface_get_data(mask);
    int stride = cairo_image_surface_get_stride(mask);
    int rows = cairo_image_surface_get_height(mask);
    int columns = cairo_image_surface_get_width(mask);
    for (int j = MAX(0, -top); j < rows && top + j < height; j++) {
        for (int i = MAX(0, -left); i < columns && left + i < width; i++) {
            size_t at = (size_t)(top + j) * (size_t)width + (size_t)(left + i);
            blend(pixels + 3 * at, colour, coverage[j * stride + i]);
        }
    }
}

void crq_label(uint8_t *pixels, int width, int height, int x, int y, int most,
    double size, const uint8_t colour[3], const char *text) {
    int tall = (int)(2.0 * size);
    if (most < 1 || most > 30000) {
        return;
    }
    cairo_surface_t *mask = cairo_image_surface_create(CAIRO_FORMAT_A8, most, tall);
    cairo_t *cr = cairo_create(mask);
    cairo_select_font_face(
        cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, size);
    cairo_move_to(cr, 0.0, 1.4 * size);
    cairo_show_text(cr, text);
    cairo_surface_flush(mask);
    if (cairo_status(cr) == CAIRO_STATUS_SUCCESS) {
        lay(pixels, width, height, x, y - (int)(1.4 * size), mask, colour);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(mask);
}
