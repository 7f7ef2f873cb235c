/* The program: craquelure render CANVAS [--option value]... */
#include "stage/stage.h"

#include <stdio.h>
#include <string.h>

/* First form of the command line. */
struct asked {
    const char *seed, *palette, *act, *output, *quality;
    double t, moment;
    int width, height, threads, bits;
};

static bool option(struct asked *asked, struct crq_work *work, const char *name,
    const char *value, GError **error) {
    if (strcmp(name, "--act") == 0) {
        asked->act = value;
    } else if (strcmp(name, "--t") == 0) {
        asked->t = g_ascii_strtod(value, NULL);
    } else if (strcmp(name, "--moment") == 0) {
        asked->moment = g_ascii_strtod(value, NULL);
    } else if (strcmp(name, "--threads") == 0) {
        asked->threads = atoi(value);
    } else if (strcmp(name, "--bits") == 0) {
        asked->bits = atoi(value);
    } else if (strcmp(name, "-o") == 0) {
        asked->output = value;
    } else if (strcmp(name, "--quality") == 0) {
        work->quality = value[0] == 'd'   ? CRQ_DRAFT
                        : value[0] == 'b' ? CRQ_BEST
                                          : CRQ_GOOD;
    } else if (strcmp(name, "--palette") == 0) {
        return crq_work_set_palette(work, value, error);
    } else if (strcmp(name, "--size") == 0) {
        int width = 0;
        int height = 0;
        sscanf(value, "%dx%d", &width, &height);
        return crq_work_resize(work, width, height, error);
    } else if (strcmp(name, "--set") == 0) {
        g_auto(GStrv) pair = g_strsplit(value, "=", 2);
        return crq_work_set(
            work, pair[0], pair[1] ? pair[1] : "", CRQ_ERROR_USAGE, error);
    } else if (strcmp(name, "--seed") != 0) {
        return crq_fail(error, CRQ_ERROR_USAGE, "unknown option '%s'", name);
    }
    return true;
}

static bool render(int count, char **words, GError **error) {
    struct asked asked = {.seed = "42",
        .output = "a.png",
        .t = -1,
        .moment = -1,
        .threads = 2,
        .bits = 8};
    for (int i = 1; i + 1 < count; i += 2) {
        if (strcmp(words[i], "--seed") == 0) {
            asked.seed = words[i + 1];
        }
    }
    struct crq_work *work = crq_work_create(words[0], asked.seed, error);
    bool done = work && crq_work_set_palette(work, "dawn-glass", error);
    for (int i = 1; done && i + 1 < count; i += 2) {
        done = option(&asked, work, words[i], words[i + 1], error);
    }
    struct crq_crew crew = {asked.threads, 16};
    struct crq_stage *stage = done ? crq_stage_create(work, &crew, error) : NULL;
    if (stage) {
        const struct crq_timeline *timeline = crq_work_values(work, "timeline");
        int act = asked.act ? crq_act_find(asked.act) : 0;
        act = MAX(act, 0);
        struct crq_instant instant =
            asked.moment >= 0
                ? crq_instant_at(timeline, asked.moment)
                : crq_instant_in(timeline, (enum crq_act)act,
                      asked.t >= 0 ? asked.t : crq_act_best((enum crq_act)act));
        done = crq_stage_write(stage, &instant, asked.output, asked.bits, NULL, error);
        crq_stage_destroy(stage);
    }
    crq_work_destroy(work);
    return done && stage != NULL;
}

int main(int argc, char **argv) {
    if (argc < 3 || strcmp(argv[1], "render") != 0) {
        fprintf(stderr, "usage: craquelure render CANVAS [--option value]...\n");
        return CRQ_ERROR_USAGE;
    }
    GError *error = NULL;
    if (!render(argc - 2, argv + 2, &error)) {
        fprintf(stderr, "craquelure: %s\n", error->message);
        return error->code;
    }
    return 0;
}
