/* Inpainting beside OpenCV's Navier-Stokes, on the same picture and mask; both work on
 * the encoded values, and are judged by them. */
#include "bench.h"

#include "sheet/inpaint.h"
#include "sheet/png.h"
#include "stage/stage.h"
#include "wound/mask.h"

#include <math.h>

/* The cracks of the glass, some percent of the picture, as a mask with 255 for a hole:
 * on thousands of hairlines the peer takes minutes. */
static uint8_t *make_mask(void) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    struct crq_wound *wound = crq_wound_create(work, NULL);
    uint8_t *mask = g_malloc(AREA);
    crq_mask_cracks(&wound->glass, &bench_crew, 1.0f, 2.0f, WIDTH, HEIGHT, mask);
    for (int i = 0; i < AREA; i++) {
        mask[i] = mask[i] > 127 ? 255 : 0;
    }
    crq_wound_destroy(wound);
    crq_work_destroy(work);
    return mask;
}

static void save_mask(const uint8_t *mask) {
    g_autofree uint8_t *pixels = g_malloc((gsize)AREA * 3);
    for (int i = 0; i < 3 * AREA; i++) {
        pixels[i] = mask[i / 3];
    }
    bench_save("mask.png", pixels);
}

static void load(struct crq_sheet *sheet, const uint8_t *pixels) {
    for (int i = 0; i < AREA; i++) {
        const uint8_t *p = pixels + 3 * i;
        sheet->pixels[i] = crq_rgba_make((float)p[0], (float)p[1], (float)p[2], 255.0f);
    }
}

/* Peak signal to noise ratio within the mask, decibels. */
static double quality_of(
    const struct crq_sheet *sheet, const uint8_t *pixels, const uint8_t *mask) {
    double sum = 0.0;
    double count = 0.0;
    for (int i = 0; i < AREA; i++) {
        for (int c = 0; mask[i] && c < 3; c++) {
            double off = floor((double)sheet->pixels[i][c] + 0.5) - pixels[3 * i + c];
            sum += off * off;
            count += 1.0;
        }
    }
    return 10.0 * log10(255.0 * 255.0 * count / fmax(sum, 1.0));
}

/* The peer says "SECONDS DECIBELS" on standard error. */
static void run_peer(double *seconds, double *decibels) {
    g_autofree char *peer = bench_peer("opencv-inpaint");
    g_autofree char *told = NULL;
    char *rest = NULL;
    if (!peer ||
        !bench_run((const char *const[]){peer, "picture.png", "mask.png", NULL}, &told)
             .good) {
        *seconds = 0.0;
        *decibels = 0.0;
        return;
    }
    *seconds = fmin(*seconds, g_ascii_strtod(told, &rest));
    *decibels = g_ascii_strtod(rest, NULL);
}

static void measure(const struct bench *bench, const uint8_t *pixels) {
    enum { SWEEPS = 30 }; /* as inlays take */
    struct crq_sheet *sheet = crq_sheet_create(WIDTH, HEIGHT, CRQ_PLANES_COLOUR, NULL);
    g_autofree uint8_t *mask = make_mask();
    save_mask(mask);
    double own = G_MAXDOUBLE;
    double seconds = G_MAXDOUBLE;
    double decibels = 0.0;
    for (int round = 0; round < bench->rounds; round++) {
        load(sheet, pixels);
        double start = bench_cpu();
        crq_inpaint(sheet, mask, SWEEPS, NULL);
        own = fmin(own, bench_cpu() - start);
        run_peer(&seconds, &decibels);
    }
    bench_title("Inpainting the cracks of a 1920x1080 picture, CPU");
    bench_say("time", own, "s", "OpenCV's Navier-Stokes", seconds, "aim 0.025 x");
    bench_say("PSNR in the cracks", quality_of(sheet, pixels, mask), "dB",
        "OpenCV's Navier-Stokes", decibels, "aim 1.0 x");
    crq_sheet_destroy(sheet);
}

void bench_inpainting(const struct bench *bench) {
    struct crq_png_file picture;
    if (!crq_png_read("picture.png", true, &picture, NULL)) {
        bench_title("Inpainting: skipped, no canvas was measured");
        return;
    }
    measure(bench, picture.pixels);
    crq_png_finish(&picture);
}
