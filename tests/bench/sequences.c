/* Sequences: two jobs against one, late frames against early ones. */
#include "bench.h"

#include "model/operation.h"

#include <glib/gstdio.h>

static struct bench_cost make_frames(const struct bench *bench, const char *canvas,
    const char *size, const char *frames, const char *jobs) {
    g_mkdir("frames", 0777);
    const char *words[] = {bench->program, "frames", canvas, "--seed", "7", "--size",
        size, "--frames", frames, "--jobs", jobs, "--threads", jobs, "--quiet", "-o",
        "frames/####.png", NULL};
    struct bench_cost cost = bench_run(words, NULL);
    bench_run((const char *const[]){"rm", "-r", "frames", NULL}, NULL);
    return cost;
}

/* Wall time shows what is gained, where two cores are idle; CPU time what is done
 * twice, on any machine. */
static void measure_jobs(const struct bench *bench, const char *canvas) {
    struct bench_cost one = {0};
    struct bench_cost two = {0};
    for (int round = 0; round < bench->rounds; round++) {
        bench_keep(&one, make_frames(bench, canvas, "640x360", "0..23", "1"));
        bench_keep(&two, make_frames(bench, canvas, "640x360", "0..23", "2"));
    }
    g_autofree char *wall = g_strdup_printf("%s, one job, wall", canvas);
    g_autofree char *cpu = g_strdup_printf("%s, one job, CPU", canvas);
    bench_say(wall, one.wall, "s", "two jobs", two.wall, "aim 1.8 x");
    bench_say(cpu, one.cpu, "s", "two jobs", two.cpu, "aim 1.0 x");
}

/* Both end at one frame, where the canvas is broken. */
static void measure_length(const struct bench *bench, const char *canvas) {
    struct bench_cost few = make_frames(bench, canvas, "160x90", "496..500", "1");
    struct bench_cost many = make_frames(bench, canvas, "160x90", "0..500", "1");
    g_autofree char *memory = g_strdup_printf("%s, memory after frame 500", canvas);
    bench_say(memory, many.peak, "MB", "of the last 5 alone", few.peak, "aim 1.0 x");
}

void bench_sequences(const struct bench *bench) {
    bench_title("24 frames of 640x360: two jobs against one");
    for (int i = 0; i < crq_gallery_count; i++) {
        measure_jobs(bench, crq_galleries[i].canvas->name);
    }
    bench_title("A long sequence, 160x90");
    for (int i = 0; i < crq_gallery_count; i++) {
        measure_length(bench, crq_galleries[i].canvas->name);
    }
}
