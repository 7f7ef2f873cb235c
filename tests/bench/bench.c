/* What things cost, as ratios to what one would compare with, measured in one run and
 * interleaved. Prints a table; never fails on time. Usage: bench PROGRAM [PEER...],
 * a peer being "canvas=program" that paints one 1920x1080 picture. */
#include "sheet/film.h"
#include "sheet/png.h"
#include "stage/stage.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { WIDTH = 1920, HEIGHT = 1080, AREA = WIDTH * HEIGHT, ROUNDS = 5 };

static const struct crq_crew crew = {2, 16};
static const struct crq_film film = {0, 1, 1.12, 0.1, 1, 0.4, 0.7};

static double clock_seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double cpu(void) {
    return clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static double wall(void) {
    return clock_seconds(CLOCK_MONOTONIC);
}

static void say(const char *what, double own, const char *unit, const char *against,
    double other, const char *goal) {
    printf("%-34s %9.3f %-3s", what, own, unit);
    if (other > 0.0) {
        printf("  %6.2f x %s (%.3f %s)", own / other, against, other, unit);
    }
    printf("  %s\n", goal);
    fflush(stdout);
}

/* A sky with enough detail that compression has work to do. */
static void fill(struct crq_sheet *sheet) {
    for (int i = 0; i < AREA; i++) {
        float v = (float)(i % WIDTH) / WIDTH + (float)(i / WIDTH % 97) * 0.01f;
        sheet->pixels[i] = crq_rgba_make(v, 0.5f * v * v, 1.2f - v, 1.0f);
    }
}

struct printing {
    const struct crq_sheet *sheet;
};

static void print_rows(void *context, int first, int count, uint8_t *out) {
    const struct printing *printing = context;
    crq_film_finish(printing->sheet, &film, 7, 8, first, first + count, out);
}

static void measure_printing(void) {
    struct crq_sheet *sheet = crq_sheet_create(WIDTH, HEIGHT, CRQ_PLANES_COLOUR, NULL);
    struct printing printing = {sheet};
    struct crq_png png = {WIDTH, HEIGHT, 8, 0, NULL};
    g_autofree uint8_t *bytes = g_malloc((gsize)AREA * 3);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    double own = 1e9;
    double develop = 1e9;
    double peer = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        fill(sheet);
        double start = cpu();
        crq_film_develop(sheet, &film, &crew, NULL);
        double middle = cpu();
        crq_png_write("bench-own.png", &png, print_rows, &printing, NULL);
        own = MIN(own, cpu() - start);
        develop = MIN(develop, middle - start);
        crq_film_finish(sheet, &film, 7, 8, 0, HEIGHT, bytes);
        uint32_t *pixels = (uint32_t *)(void *)cairo_image_surface_get_data(surface);
        for (int i = 0; i < AREA; i++) {
            const uint8_t *p = bytes + 3 * i;
            pixels[i] = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
        }
        cairo_surface_mark_dirty(surface);
        start = cpu();
        cairo_surface_write_to_png(surface, "bench-cairo.png");
        peer = MIN(peer, cpu() - start);
    }
    say("develop, CPU", develop, "s", "", 0, "");
    say("develop and write, CPU", own, "s", "cairo's PNG alone", peer, "goal 0.35 s");
    g_unlink("bench-own.png");
    g_unlink("bench-cairo.png");
    cairo_surface_destroy(surface);
    crq_sheet_destroy(sheet);
}

static double run_seconds(const char *const *words) {
    double start = wall();
    int status = 0;
    g_spawn_sync(NULL, (char **)words, NULL,
        G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
        NULL, NULL, NULL, NULL, &status, NULL);
    return status == 0 ? wall() - start : 0.0;
}

static void measure_jobs(const char *program) {
    double seconds[2];
    static const char *const jobs[] = {"1", "2"};
    for (int i = 0; i < 2; i++) {
        g_autofree char *folder = g_dir_make_tmp("craquelure-XXXXXX", NULL);
        g_autofree char *pattern = g_build_filename(folder, "####.png", NULL);
        const char *words[] = {program, "frames", "blood-moon-ocean", "--seed", "7",
            "--size", "640x360", "--frames", "0..47", "--jobs", jobs[i], "--threads",
            jobs[i], "-o", pattern, NULL};
        seconds[i] = run_seconds(words);
        const char *remove[] = {"rm", "-r", folder, NULL};
        run_seconds(remove);
    }
    say("48 frames, one job", seconds[0], "s", "two jobs", seconds[1], "goal 1.8 x");
}

static long peak_kilobytes(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* First frame, frames 5 and 500 of one stage, and its peak memory. */
static void measure_canvas(const struct crq_gallery *gallery, const char *peer) {
    const char *name = gallery->canvas->name;
    struct crq_work *work = crq_work_create(name, "7", NULL);
    crq_work_resize(work, WIDTH, HEIGHT, NULL);
    crq_work_set_palette(work, "dawn-glass", NULL);
    struct crq_stage *stage = crq_stage_create(work, &crew, NULL);
    g_autofree uint8_t *bytes = g_malloc((gsize)AREA * 3);
    static const double moments[] = {0.0, 5.0 / 900.0, 500.0 / 900.0};
    double took[3];
    for (int i = 0; i < 3; i++) {
        struct crq_instant whole = {.moment = moments[i]};
        double start = cpu();
        crq_stage_encode(stage, &whole, 8, bytes, NULL);
        took[i] = cpu() - start;
    }
    double other = peer ? run_seconds((const char *const[]){peer, NULL}) : 0.0;
    g_autofree char *first = g_strdup_printf("%s, first frame, CPU", name);
    g_autofree char *more = g_strdup_printf("%s, frame 500, CPU", name);
    g_autofree char *memory = g_strdup_printf("%s, peak memory so far", name);
    say(first, took[0], "s", "its study, wall", other, "");
    say(more, took[2], "s", "frame 5", took[1], "goal 1.0 x");
    double allowed = 64.0 * AREA / 1e6 + 150.0;
    say(memory, (double)peak_kilobytes() / 1e3, "MB", "what is allowed", allowed,
        "goal 1.0 x");
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}

static void measure_wound(void) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    double start = cpu();
    struct crq_wound *wound = crq_wound_create(work, NULL);
    say("growing a wound, CPU", cpu() - start, "s", "", 0, "");
    crq_wound_destroy(wound);
    crq_work_destroy(work);
}

int main(int argc, char **argv) {
    measure_printing();
    measure_wound();
    if (argc > 1) {
        measure_jobs(argv[1]);
    }
    for (int g = 0; g < crq_gallery_count; g++) {
        const char *peer = NULL;
        for (int i = 2; i < argc; i++) {
            size_t length = strlen(crq_galleries[g].canvas->name);
            if (strncmp(argv[i], crq_galleries[g].canvas->name, length) == 0) {
                peer = argv[i] + length + 1;
            }
        }
        measure_canvas(&crq_galleries[g], peer);
    }
    return EXIT_SUCCESS;
}
