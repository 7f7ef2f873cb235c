/* craquelure render: one picture. */
#include "cli/ask.h"
#include "cli/guard.h"
#include "model/writer.h"
#include "stage/stage.h"

#include <stdio.h>
#include <string.h>

struct job {
    const struct crq_asked *asked;
    const struct crq_picture *picture;
    const char *path;
};

/* How long each step took, told when the next begins. */
struct watch {
    const char *step;
    gint64 since;
};

static void note(void *context, const char *step) {
    struct watch *watch = context;
    gint64 now = g_get_monotonic_time();
    if (watch->step) {
        fprintf(stderr, "craquelure: %-16s %8.1f ms\n", watch->step,
            (double)(now - watch->since) / 1000.0);
    }
    watch->step = step;
    watch->since = now;
}

static bool paint(void *context, GError **error) {
    const struct job *job = context;
    const struct crq_picture *picture = job->picture;
    struct crq_crew crew = crq_ask_crew(job->asked);
    struct crq_stage *stage = crq_stage_create(picture->work, &crew, error);
    g_autofree char *receipt =
        crq_receipt_text(picture->work, &picture->instant, picture->bits);
    struct watch watch = {NULL, 0};
    crq_stage_forget(stage);
    if (stage && job->asked->timings) {
        crq_stage_watch(stage, note, &watch);
    }
    bool good = stage && crq_stage_write(stage, &picture->instant, job->path,
                             picture->bits, receipt, error);
    note(&watch, NULL);
    crq_stage_destroy(stage);
    return good;
}

static bool render(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error) {
    g_autofree char *path = crq_ask_still_name(asked, picture, error);
    if (!path || !crq_ask_can_show(path, error)) {
        return false;
    }
    bool standard = strcmp(path, "-") == 0;
    struct job job = {asked, picture, path};
    bool good = crq_guard_run(paint, NULL, &job, standard ? NULL : path, error);
    if (good && !standard) {
        puts(path);
    }
    return good;
}

bool crq_render_picture(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error) {
    if (!asked->dry_run) {
        return render(asked, picture, error);
    }
    g_autofree char *text = crq_work_text(picture->work);
    fputs(text, stdout);
    return true;
}

static bool run(struct crq_asked *asked, GError **error) {
    struct crq_picture picture;
    if (!crq_ask_picture(asked, &picture, error)) {
        return false;
    }
    bool good = crq_render_picture(asked, &picture, error);
    crq_picture_finish(&picture);
    return good;
}

const struct crq_command crq_command_render = {
    .name = "render",
    .arguments = "WORK|CANVAS",
    .brief = "make one picture",
    .about =
        "WORK is a work file (YAML or JSON; - is standard input), CANVAS the name\n"
        "of a canvas. Flags go before the work file, the work file before presets.\n"
        "The name of what was written is printed on standard output; unless -o\n"
        "names it, it is canvas-seed[-act][-palette].png.",
    .examples =
        "craquelure render glass-city --seed \"blood moon\" -- writes "
        "glass-city-blood-moon.png\n"
        "craquelure render work.yaml --act fracture --t 0.8 --set wound.density=0.7 -- "
        "a work file, one number changed\n"
        "craquelure render work.yaml --paper A2 --dpi 300 --bleed 3mm --bits 16 -- for "
        "the printer\n"
        "craquelure render --from picture.png --size 3840x2160 -o big.png -- the same "
        "picture, larger\n"
        "craquelure render glass-city --seed 7 --dry-run > city.yaml -- every number, "
        "as a work file",
    .most = 1,
    .tables = {&crq_picture_options, &crq_output_options, &crq_rehearsal_options,
        &crq_timing_options, &crq_common_options},
    .run = run,
};
