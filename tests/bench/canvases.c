/* Canvases: a first frame beside the canvas's study, further frames, memory, and what
 * is lost against the best quality. */
#include "bench.h"

#include "stage/stage.h"

#include <math.h>
#include <string.h>

/* What further frames cost has been looked at late in a sequence, and early. */
struct takes {
    double first, early, late;
};

/* Seconds since `start`, once the frame is there. */
static double take(
    struct crq_stage *stage, double moment, double start, uint8_t *pixels) {
    struct crq_instant whole = {.moment = moment};
    crq_stage_encode(stage, &whole, 8, pixels, NULL);
    return bench_cpu() - start;
}

static struct crq_work *work_of(const char *canvas, enum crq_quality quality) {
    struct crq_work *work = crq_work_create(canvas, "7", NULL);
    crq_work_resize(work, WIDTH, HEIGHT, NULL);
    crq_work_set_palette(work, "dawn-glass", NULL);
    work->quality = quality;
    return work;
}

/* `pixels` holds the first frame afterwards. */
static void play(const char *canvas, enum crq_quality quality, int further,
    struct takes *takes, uint8_t *pixels) {
    struct crq_work *work = work_of(canvas, quality);
    double start = bench_cpu();
    struct crq_stage *stage = crq_stage_create(work, &bench_crew, NULL);
    takes->first = fmin(takes->first, take(stage, 0.0, start, pixels));
    g_autofree uint8_t *other = g_malloc((gsize)AREA * 3);
    for (int i = 0; i < further; i++) {
        takes->early =
            fmin(takes->early, take(stage, (5.0 + i) / 900.0, bench_cpu(), other));
        takes->late =
            fmin(takes->late, take(stage, (500.0 + i) / 900.0, bench_cpu(), other));
    }
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}

static struct bench_cost run_study(const char *canvas) {
    g_autofree char *peer = bench_peer(canvas);
    return peer ? bench_run((const char *const[]){peer, NULL}, NULL)
                : (struct bench_cost){0};
}

static void measure_memory(const struct bench *bench, const char *canvas) {
    const char *words[] = {bench->program, "render", canvas, "--seed", "7", "--act",
        "fracture", "--size", "1920x1080", "--quiet", "-o", "memory.png", NULL};
    struct bench_cost cost = bench_run(words, NULL);
    bench_say("peak memory, broken", cost.peak, "MB", "64 bytes a pixel + 150 MB",
        64.0 * AREA / 1e6 + 150.0, "aim below 1 x");
}

static void measure_canvas(const struct bench *bench, const char *canvas,
    const char *first_aim, const char *further_aim) {
    struct takes good = {G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE};
    struct takes best = good;
    struct bench_cost study = {0};
    g_autofree uint8_t *pixels = g_malloc((gsize)AREA * 3);
    g_autofree uint8_t *finest = g_malloc((gsize)AREA * 3);
    for (int round = 0; round < bench->rounds; round++) {
        play(canvas, CRQ_GOOD, 2, &good, pixels);
        bench_keep(&study, run_study(canvas));
    }
    play(canvas, CRQ_BEST, 0, &best, finest);
    bench_title(canvas);
    bench_say("first frame, CPU", good.first, "s", "its study", study.cpu, first_aim);
    bench_say("frame 5, CPU", good.early, "s", NULL, 0, further_aim);
    bench_say("frame 500, CPU", good.late, "s", "frame 5", good.early, "aim 1.0 x");
    bench_say("best quality, CPU", best.first, "s", "good", good.first, "");
    bench_say("SSIM of good and best", bench_likeness(pixels, finest), "", NULL, 0, "");
    measure_memory(bench, canvas);
    bench_save("picture.png", pixels);
}

void bench_canvases(const struct bench *bench) {
    static const struct {
        const char *canvas, *first, *further;
    } aims[] = {
        {"glass-city", "aim 10 s", "aim 1.5 s"},
        {"floating-mountains", "aim 2.5 s", "aim 1.5 s"},
        {"blood-moon-ocean", "aim 4.5 s", "aim 3 s"},
    };
    for (int i = 0; i < crq_gallery_count; i++) {
        const char *canvas = crq_galleries[i].canvas->name;
        const char *first = "";
        const char *further = "";
        for (size_t j = 0; j < G_N_ELEMENTS(aims); j++) {
            if (strcmp(aims[j].canvas, canvas) == 0) {
                first = aims[j].first;
                further = aims[j].further;
            }
        }
        measure_canvas(bench, canvas, first, further);
    }
}
