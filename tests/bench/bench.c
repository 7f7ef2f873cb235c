/* The bench. Usage: bench PROGRAM ROUNDS [SUBJECT]... in a folder that may be filled.
 */
#include "bench.h"

#include "sheet/png.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const struct crq_crew bench_crew = {2, 16};

static double clock_seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bench_cpu(void) {
    return clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_wall(void) {
    return clock_seconds(CLOCK_MONOTONIC);
}

void bench_title(const char *title) {
    printf("\n%s\n", title);
    fflush(stdout);
}

void bench_say(const char *what, double own, const char *unit, const char *against,
    double other, const char *goal) {
    char ratio[96] = "";
    if (against && other > 0.0) {
        g_snprintf(ratio, sizeof ratio, "%6.2f x %s (%.3f %s)", own / other, against,
            other, unit);
    } else if (against) {
        g_snprintf(ratio, sizeof ratio, "  skipped: %s is absent", against);
    }
    printf("  %-40s %9.3f %-2s  %-46s %s\n", what, own, unit, ratio, goal);
    fflush(stdout);
}

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static _Noreturn void become(const char *const *words, int voice) {
    int silence = open("/dev/null", O_RDWR);
    dup2(silence, STDIN_FILENO);
    dup2(silence, STDOUT_FILENO);
    dup2(voice >= 0 ? voice : silence, STDERR_FILENO);
    execvp(words[0], (char *const *)words);
    _exit(127);
}

struct bench_cost bench_run(const char *const *words, char **told) {
    int pipes[2] = {-1, -1};
    if (told && !g_unix_open_pipe(pipes, FD_CLOEXEC, NULL)) {
        return (struct bench_cost){0};
    }
    double start = bench_wall();
    pid_t child = fork();
    if (child == 0) {
        become(words, pipes[1]);
    }
    if (told) {
        close(pipes[1]);
        GIOChannel *channel = g_io_channel_unix_new(pipes[0]);
        g_io_channel_read_to_end(channel, told, NULL, NULL);
        g_io_channel_shutdown(channel, FALSE, NULL);
        g_io_channel_unref(channel);
    }
    int status = 1;
    struct rusage usage = {0};
    bool ended = child > 0 && wait4(child, &status, 0, &usage) == child;
    return (struct bench_cost){
        .cpu = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
        .wall = bench_wall() - start,
        .peak = (double)usage.ru_maxrss * 1024.0 / 1e6,
        .good = ended && status == 0,
    };
}

void bench_keep(struct bench_cost *least, struct bench_cost cost) {
    if (!cost.good) {
        return;
    }
    bool first = !least->good;
    least->cpu = first ? cost.cpu : fmin(least->cpu, cost.cpu);
    least->wall = first ? cost.wall : fmin(least->wall, cost.wall);
    least->peak = MAX(least->peak, cost.peak);
    least->good = true;
}

char *bench_peer(const char *name) {
    g_autofree char *path = g_strconcat("./", name, NULL);
    return access(path, X_OK) == 0 ? g_steal_pointer(&path) : NULL;
}

static void copy_rows(void *context, int first, int count, uint8_t *out) {
    const uint8_t *pixels = context;
    memcpy(out, pixels + (size_t)first * WIDTH * 3, (size_t)count * WIDTH * 3);
}

void bench_save(const char *path, const uint8_t *pixels) {
    struct crq_png png = {WIDTH, HEIGHT, 8, 0.0, NULL};
    crq_png_write(path, &png, copy_rows, (void *)pixels, NULL);
}

static double window_likeness(const uint8_t *one, const uint8_t *other) {
    enum { SIDE = 8, COUNT = SIDE * SIDE };
    double a = 0.0;
    double b = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;
    for (int i = 0; i < COUNT; i++) {
        size_t at = 3 * ((size_t)(i / SIDE) * WIDTH + (size_t)(i % SIDE));
        double x = 0.299 * one[at] + 0.587 * one[at + 1] + 0.114 * one[at + 2];
        double y = 0.299 * other[at] + 0.587 * other[at + 1] + 0.114 * other[at + 2];
        a += x / COUNT;
        b += y / COUNT;
        aa += x * x / COUNT;
        bb += y * y / COUNT;
        ab += x * y / COUNT;
    }
    const double c1 = 2.55 * 2.55;
    const double c2 = 7.65 * 7.65;
    return (2.0 * a * b + c1) * (2.0 * (ab - a * b) + c2) /
           ((a * a + b * b + c1) * (aa - a * a + bb - b * b + c2));
}

double bench_likeness(const uint8_t *one, const uint8_t *other) {
    enum { STEP = 4 };
    double sum = 0.0;
    int windows = 0;
    for (int y = 0; y + 8 <= HEIGHT; y += STEP) {
        for (int x = 0; x + 8 <= WIDTH; x += STEP) {
            size_t at = 3 * ((size_t)y * WIDTH + (size_t)x);
            sum += window_likeness(one + at, other + at);
            windows++;
        }
    }
    return sum / windows;
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*measure)(const struct bench *bench);
    } subjects[] = {{"printing", bench_printing}, {"sequences", bench_sequences},
        {"canvases", bench_canvases}, {"wounds", bench_wounds},
        {"inpainting", bench_inpainting}};
    if (argc < 3) {
        return EXIT_FAILURE;
    }
    struct bench bench = {argv[1], MAX(atoi(argv[2]), 1)};
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
        if (argc == 3 ||
            g_strv_contains((const char *const *)argv + 3, subjects[i].name)) {
            subjects[i].measure(&bench);
        }
    }
    return EXIT_SUCCESS;
}
