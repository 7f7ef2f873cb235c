/* Wounds: growing them, and what breaking and mending cost beyond the whole picture,
 * beside the study of the wound and G'MIC's cracks on the same picture. */
#include "bench.h"

#include "stage/stage.h"

#include <math.h>
#include <string.h>

static double grow(const char *density, uint32_t *paint, uint32_t *glass) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    crq_work_resize(work, WIDTH, HEIGHT, NULL);
    crq_work_set(work, "wound.density", density, CRQ_ERROR_USAGE, NULL);
    double start = bench_cpu();
    struct crq_wound *wound = crq_wound_create(work, NULL);
    double took = bench_cpu() - start;
    *paint = wound->paint.crack_count;
    *glass = wound->glass.crack_count;
    crq_wound_destroy(wound);
    crq_work_destroy(work);
    return took;
}

static void measure_graph(const struct bench *bench) {
    double alone = G_MAXDOUBLE;
    double both = G_MAXDOUBLE;
    uint32_t paint = 0;
    uint32_t glass = 0;
    for (int round = 0; round < bench->rounds + 2; round++) {
        alone = fmin(alone, grow("0", &paint, &glass));
        both = fmin(both, grow("0.5", &paint, &glass));
    }
    g_autofree char *net = g_strdup_printf("%u cracks of glass", glass);
    g_autofree char *hairlines = g_strdup_printf("%u hairlines of paint", paint);
    bench_title("Growing a wound, CPU");
    bench_say(net, alone, "s", NULL, 0, "aim 0.040 s for about 350");
    bench_say(hairlines, both - alone, "s", NULL, 0, "aim 0.300 s for about 4000");
}

/* CPU at the step "wound", the last but printing. */
static void note(void *context, const char *step) {
    double *since = context;
    if (strcmp(step, "wound") == 0) {
        *since = bench_cpu();
    }
}

static double wound_at(struct crq_stage *stage, double broken, double mended) {
    struct crq_instant instant = {
        .moment = 0.3, .broken = broken, .fallen = mended > 0.0, .mended = mended};
    double since = 0.0;
    crq_stage_watch(stage, note, &since);
    crq_stage_render(stage, &instant, NULL);
    return bench_cpu() - since;
}

/* The study tells what each of its steps took; those of set-up and of writing are not
 * of a frame. */
static double read_study(const char *told) {
    g_auto(GStrv) lines = g_strsplit(told ? told : "", "\n", -1);
    double sum = 0.0;
    for (int i = 0; lines[i]; i++) {
        const char *step = g_strchug(lines[i]);
        const char *end = strstr(step, " ms cpu/frame");
        if (end && !g_str_has_prefix(step, "encode")) {
            const char *start = end;
            while (start > step && start[-1] != ' ') {
                start--;
            }
            sum += g_ascii_strtod(start, NULL) / 1e3;
        }
    }
    return sum;
}

static double run_study(const char *act, double t) {
    g_autofree char *peer = bench_peer("wound");
    g_autofree char *told = NULL;
    g_autofree char *when = g_strdup_printf("%g", t);
    if (!peer || !g_file_test("picture.png", G_FILE_TEST_EXISTS)) {
        return 0.0;
    }
    bench_run(
        (const char *const[]){peer, "picture.png", "study.png", "7", act, when, NULL},
        &told);
    return read_study(told);
}

static void measure_pass(const struct bench *bench, struct crq_stage *stage,
    const char *act, const double *times, int count) {
    bool mending = strcmp(act, "mend") == 0;
    for (int i = 0; i < count; i++) {
        double own = G_MAXDOUBLE;
        double study = G_MAXDOUBLE;
        for (int round = 0; round < bench->rounds; round++) {
            double took =
                wound_at(stage, mending ? 1.0 : times[i], mending ? times[i] : 0.0);
            own = fmin(own, took);
            study = fmin(study, run_study(act, times[i]));
        }
        g_autofree char *what = g_strdup_printf("%s at %.2f", act, times[i]);
        bench_say(what, own, "s", "its study", study, "aim 1.2 s");
    }
}

static void measure_gmic(const struct bench *bench) {
    struct bench_cost plain = {0};
    struct bench_cost cracks = {0};
    const char *words[] = {
        "gmic", "picture.png", "cracks", "30", "-o", "gmic.png", NULL};
    const char *nothing[] = {"gmic", "picture.png", "-o", "gmic.png", NULL};
    for (int round = 0; round < bench->rounds; round++) {
        bench_keep(&cracks, bench_run(words, NULL));
        bench_keep(&plain, bench_run(nothing, NULL));
    }
    if (cracks.good && plain.good) {
        bench_say("G'MIC's cracks", cracks.cpu - plain.cpu, "s", NULL, 0, "");
    } else {
        bench_say("G'MIC's cracks", 0, "s", "G'MIC", 0, "");
    }
}

void bench_wounds(const struct bench *bench) {
    static const double breaking[] = {0.2, 0.4, 0.6, 0.8, 1.0};
    static const double healing[] = {0.25, 0.5, 0.75, 1.0};
    measure_graph(bench);
    struct crq_work *work = crq_work_create("floating-mountains", "7", NULL);
    crq_work_resize(work, WIDTH, HEIGHT, NULL);
    crq_work_set_palette(work, "dawn-glass", NULL);
    struct crq_stage *stage = crq_stage_create(work, &bench_crew, NULL);
    wound_at(stage, 1.0, 0.0); /* what frames share is made before the clock runs */
    bench_title("Breaking and mending beyond the whole picture, 1920x1080, CPU");
    measure_pass(bench, stage, "fracture", breaking, G_N_ELEMENTS(breaking));
    measure_pass(bench, stage, "mend", healing, G_N_ELEMENTS(healing));
    measure_gmic(bench);
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}
