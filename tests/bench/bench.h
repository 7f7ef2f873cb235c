/* What things cost, as ratios to what one would compare with: all measured in one run,
 * interleaved, in seconds of CPU, the least of several rounds. A table for people;
 * nothing here fails on time. */
#ifndef CRQ_BENCH_H
#define CRQ_BENCH_H

#include "base/crew.h"
#include "sheet/sheet.h"

#include <glib.h>
#include <stdbool.h>

enum { WIDTH = 1920, HEIGHT = 1080, AREA = WIDTH * HEIGHT };

struct bench {
    const char *program; /* craquelure */
    int rounds;
};

extern const struct crq_crew bench_crew;

double bench_cpu(void);  /* seconds of this process, on all threads */
double bench_wall(void); /* seconds */

/* A number in its unit, what it is compared with (0 when that is absent: then the line
 * says so), and what is aimed at. */
void bench_title(const char *title);
void bench_say(const char *what, double own, const char *unit, const char *against,
    double other, const char *goal);

/* What a child cost, with all that it waited for; good is false when it failed. */
struct bench_cost {
    double cpu, wall; /* seconds */
    double peak;      /* MB resident at most */
    bool good;
};

/* Runs a program silently; `told` receives its standard error when not NULL (to be
 * freed). */
struct bench_cost bench_run(const char *const *words, char **told);

/* Keeps the cheapest of several runs. */
void bench_keep(struct bench_cost *least, struct bench_cost cost);

/* A peer that the script has built: a program of that name in the current folder. NULL
 * when it is absent; caller frees. */
char *bench_peer(const char *name);

/* 8-bit RGB, WIDTH x HEIGHT, to a file in the current folder. */
void bench_save(const char *path, const uint8_t *pixels);

/* Structural similarity of two 8-bit RGB pictures (Wang, Bovik, Sheikh, Simoncelli,
 * 2004) on luma, over windows of 8 x 8. */
double bench_likeness(const uint8_t *one, const uint8_t *other);

/* The subjects. A picture of WIDTH x HEIGHT in picture.png is what wounds and
 * inpainting work on; bench_canvases leaves it there. */
void bench_printing(const struct bench *bench);
void bench_sequences(const struct bench *bench);
void bench_canvases(const struct bench *bench);
void bench_wounds(const struct bench *bench);
void bench_inpainting(const struct bench *bench);

#endif
