/* Developing and writing a frame, beside cairo's own PNG writer on the same pixels. */
#include "bench.h"

#include "sheet/film.h"
#include "sheet/png.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>

static const struct crq_film film = {0, 1, 1.12, 0.1, 1, 0.4, 0.7};

/* A sky with enough detail that compression has work to do. */
static void fill(struct crq_sheet *sheet) {
    for (int i = 0; i < AREA; i++) {
        float v = (float)(i % WIDTH) / WIDTH + (float)(i / WIDTH % 97) * 0.01f;
        sheet->pixels[i] = crq_rgba_make(v, 0.5f * v * v, 1.2f - v, 1.0f);
    }
}

static void print_rows(void *context, int first, int count, uint8_t *out) {
    crq_film_finish(context, &film, 7, 8, first, first + count, out);
}

static double write_by_cairo(cairo_surface_t *surface, const uint8_t *bytes) {
    uint32_t *pixels = (uint32_t *)(void *)cairo_image_surface_get_data(surface);
    for (int i = 0; i < AREA; i++) {
        const uint8_t *p = bytes + 3 * i;
        pixels[i] = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
    }
    cairo_surface_mark_dirty(surface);
    double start = bench_cpu();
    cairo_surface_write_to_png(surface, "cairo.png");
    return bench_cpu() - start;
}

void bench_printing(const struct bench *bench) {
    struct crq_sheet *sheet = crq_sheet_create(WIDTH, HEIGHT, CRQ_PLANES_COLOUR, NULL);
    struct crq_png png = {WIDTH, HEIGHT, 8, 0, NULL};
    g_autofree uint8_t *bytes = g_malloc((gsize)AREA * 3);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    double own = G_MAXDOUBLE;
    double develop = G_MAXDOUBLE;
    double peer = G_MAXDOUBLE;
    for (int round = 0; round < bench->rounds + 2; round++) {
        fill(sheet);
        double start = bench_cpu();
        crq_film_develop(sheet, &film, &bench_crew, NULL);
        double middle = bench_cpu();
        crq_png_write("own.png", &png, print_rows, sheet, NULL);
        own = fmin(own, bench_cpu() - start);
        develop = fmin(develop, middle - start);
        crq_film_finish(sheet, &film, 7, 8, 0, HEIGHT, bytes);
        peer = fmin(peer, write_by_cairo(surface, bytes));
    }
    bench_title("A 1920x1080 frame without its painters, CPU");
    bench_say("develop", develop, "s", NULL, 0, "");
    bench_say("develop and write", own, "s", "cairo's PNG alone", peer, "aim 0.35 s");
    GStatBuf own_file;
    GStatBuf peer_file;
    if (g_stat("own.png", &own_file) == 0 && g_stat("cairo.png", &peer_file) == 0) {
        bench_say("size of the file", (double)own_file.st_size / 1e6, "MB", "cairo's",
            (double)peer_file.st_size / 1e6, "aim 1.15 x");
    }
    cairo_surface_destroy(surface);
    crq_sheet_destroy(sheet);
}
