/* craquelure frames: many moments of one work. */
#include "base/text.h"
#include "cli/ask.h"
#include "cli/guard.h"
#include "cli/progress.h"
#include "model/writer.h"
#include "stage/name.h"
#include "stage/range.h"
#include "stage/sequence.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A sequence under way. */
struct run {
    struct crq_asked *asked;
    struct crq_picture picture;
    struct crq_sequence_plan plan;
    GArray *frames;
    char *fps;     /* as a setting */
    char *pattern; /* of names */
    struct crq_sequence *sequence;
    struct crq_progress progress;
    bool *written; /* per frame: to be printed */
    bool *settled; /* per frame: made, kept or failed */
    guint printed; /* paths are printed in the order of frames */
    GError *first_failure;
    GError *unheard; /* standard output takes no more: told when all is done */
};

/* "20s", "1500ms", "2m", "20". */
static bool read_seconds(const char *text, double *seconds, GError **error) {
    static const struct {
        const char *unit;
        double factor;
    } units[] = {{"ms", 0.001}, {"s", 1.0}, {"min", 60.0}, {"m", 60.0}};
    g_autofree char *bare = g_strdup(text);
    double factor = 1.0;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (g_str_has_suffix(bare, units[i].unit)) {
            bare[strlen(bare) - strlen(units[i].unit)] = '\0';
            factor = units[i].factor;
            break;
        }
    }
    if (!crq_number(bare, seconds) || !(*seconds > 0.0 && *seconds <= 1e6)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--duration' is a time like 20s or 2min, not '%s'", text);
    }
    *seconds *= factor;
    return true;
}

/* Frames of the loop: rate times length. */
static bool count_total(struct run *run, GError **error) {
    const struct crq_picture *picture = &run->picture;
    const struct crq_timeline *timeline = crq_work_values(picture->work, "timeline");
    double seconds = crq_timeline_seconds(timeline);
    if (picture->act_asked && !picture->t_asked) {
        seconds = crq_timeline_act_seconds(timeline, picture->instant.act);
    }
    if (run->asked->duration && !read_seconds(run->asked->duration, &seconds, error)) {
        return false;
    }
    double frames = floor(seconds * timeline->fps + 0.5);
    if (!(frames >= 1.0)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "%g seconds at %g frames a second are no frame", seconds, timeline->fps);
    }
    if (frames > CRQ_RANGE_LIMIT && !run->asked->frames) {
        return crq_fail(error, CRQ_ERROR_LIMIT,
            "the loop has %.0f frames, and one run makes %d at most: ask for a part "
            "with --frames",
            frames, CRQ_RANGE_LIMIT);
    }
    run->plan.total = (int64_t)frames;
    return true;
}

static bool read_shard(struct run *run, GError **error) {
    const char *text = run->asked->shard;
    run->plan.shard = 1;
    run->plan.shards = 1;
    if (!text) {
        return true;
    }
    g_auto(GStrv) parts = g_strsplit(text, "/", 2);
    gint64 shard;
    gint64 shards;
    if (!parts[0] || !parts[1] ||
        !g_ascii_string_to_signed(parts[1], 10, 1, 100000, &shards, NULL) ||
        !g_ascii_string_to_signed(parts[0], 10, 1, shards, &shard, NULL)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--shard' is I/N with I in 1..N, such as 2/8, not '%s'", text);
    }
    run->plan.shard = (int)shard;
    run->plan.shards = (int)shards;
    guint kept = 0;
    for (guint i = (guint)shard - 1; i < run->frames->len; i += (guint)shards) {
        g_array_index(run->frames, int64_t, kept++) =
            g_array_index(run->frames, int64_t, i);
    }
    g_array_set_size(run->frames, kept);
    return true;
}

/* As many at once as the cores can work on and a half of the memory can hold. */
static int usual_jobs(const struct run *run) {
    double area = (double)run->picture.work->width * run->picture.work->height;
    double need = 150e6 + 64.0 * area;
    double have = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
    int most = (int)fmax(fmin(have / 2.0 / need, 64.0), 1.0);
    return CLAMP(MIN(run->plan.threads, most), 1, MAX((int)run->frames->len, 1));
}

/* A sequence passes through all instants, but for an act that is held. */
static bool can_play(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error) {
    if (asked->moment) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--moment' is for stills: a sequence plays all moments (see --frames)");
    }
    return !asked->t || picture->act_asked ||
           crq_fail(error, CRQ_ERROR_USAGE,
               "'--t' needs '--act': without it a sequence plays all acts");
}

static bool choose_frames(struct run *run, GError **error) {
    const char *ranges = run->asked->frames ? run->asked->frames : "0..-1";
    run->frames = crq_range_read(ranges, run->plan.total, error);
    if (!run->frames) {
        return false;
    }
    crq_range_sort(run->frames);
    return read_shard(run, error);
}

static bool choose_names(struct run *run, GError **error) {
    const char *output = run->asked->output;
    if (!run->asked->dry_run && (!output || strcmp(output, "-") == 0)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "where to? frames are files: say -o with a frame number, such as "
            "-o 'show/####.png'");
    }
    run->pattern = crq_ask_pattern(run->asked, "####.png");
    return true;
}

static bool make_plan(struct run *run, GError **error) {
    struct crq_asked *asked = run->asked;
    if (asked->fps) {
        run->fps = g_strconcat("timeline.fps=", asked->fps, NULL);
        g_ptr_array_add(asked->sets, run->fps);
    }
    if (!crq_ask_picture(asked, &run->picture, error) ||
        !can_play(asked, &run->picture, error) || !count_total(run, error) ||
        !choose_frames(run, error) || !choose_names(run, error)) {
        return false;
    }
    run->plan.picture = &run->picture;
    run->plan.pattern = run->pattern;
    run->plan.frames = (const int64_t *)(const void *)run->frames->data;
    run->plan.count = run->frames->len;
    run->plan.threads = crq_ask_crew(asked).threads;
    run->plan.jobs = asked->jobs > 0 ? asked->jobs : usual_jobs(run);
    run->plan.resume = asked->resume;
    return true;
}

static void print_paths(struct run *run) {
    while (run->printed < run->plan.count && run->settled[run->printed]) {
        if (run->written[run->printed]) {
            g_autofree char *path = crq_sequence_path(run->sequence, run->printed);
            puts(path);
        }
        run->printed++;
    }
    if (fflush(stdout) != 0 && !run->unheard) {
        crq_fail(&run->unheard, CRQ_ERROR_FILE, "cannot write to standard output: %s",
            g_strerror(errno));
    }
}

static void take_report(struct run *run, struct crq_report *report) {
    static const char *const outcomes[] = {"made", "kept", "failed"};
    g_autofree char *path = crq_sequence_path(run->sequence, report->index);
    run->settled[report->index] = true;
    run->written[report->index] = report->outcome == CRQ_FRAME_MADE;
    crq_progress_frame(&run->progress, run->plan.frames[report->index], path,
        outcomes[report->outcome], report->failure ? report->failure->message : NULL);
    if (report->failure && !run->first_failure) {
        run->first_failure = g_steal_pointer(&report->failure);
    }
    print_paths(run);
}

/* The first signal lets the frames in hand be finished, the second does not. */
static void heed_signals(struct run *run, int *heeded) {
    int count = crq_guard_count();
    if (count > 1) {
        crq_progress_break(&run->progress, crq_guard_status(),
            "stopped at once; the same command with --resume goes on");
        crq_guard_end(
            crq_sequence_folder(run->sequence), crq_sequence_names(run->sequence));
    }
    if (count > *heeded) {
        crq_sequence_stop(run->sequence);
        crq_progress_say(&run->progress,
            "finishing the frames in hand; interrupt again to stop at once");
    }
    *heeded = count;
}

static void follow(struct run *run) {
    int workers = run->plan.jobs;
    int heeded = 0;
    while (workers > 0) {
        struct crq_report *report =
            crq_sequence_report(run->sequence, G_USEC_PER_SEC / 20);
        heed_signals(run, &heeded);
        if (report && report->outcome == CRQ_WORKER_GONE) {
            workers--;
        } else if (report) {
            take_report(run, report);
        }
        crq_report_destroy(report);
    }
}

static bool judge(struct run *run, GError **error) {
    const struct crq_progress *progress = &run->progress;
    guint good = progress->made + progress->kept;
    bool all_tried = good + progress->failed == run->plan.count;
    if (run->first_failure && (!all_tried || good == 0) && crq_guard_count() == 0) {
        g_propagate_error(error, g_steal_pointer(&run->first_failure));
        return false;
    }
    if (!all_tried) {
        return crq_fail(error, (enum crq_error)crq_guard_status(),
            "interrupted: %u of %u frames are done; the same command with --resume "
            "goes on",
            good, run->plan.count);
    }
    return progress->failed == 0 ||
           crq_fail(error, CRQ_ERROR_SOME, "%u of %u frames failed", progress->failed,
               run->plan.count);
}

static bool play(struct run *run, GError **error) {
    run->sequence = crq_sequence_create(&run->plan, error);
    if (!run->sequence) {
        return false;
    }
    run->written = g_new0(bool, run->plan.count + 1);
    run->settled = g_new0(bool, run->plan.count + 1);
    crq_guard_listen();
    crq_progress_start(&run->progress, run->plan.count);
    if (!crq_sequence_start(run->sequence, error)) {
        return false;
    }
    follow(run);
    g_autoptr(GError) late = NULL;
    bool listed = crq_sequence_finish(run->sequence, &late);
    if (!judge(run, error)) {
        return false;
    }
    GError **failure = listed ? &run->unheard : &late;
    bool good = *failure == NULL;
    if (!good) {
        g_propagate_error(error, g_steal_pointer(failure));
    }
    return good;
}

static void finish(struct run *run) {
    crq_sequence_destroy(run->sequence);
    crq_picture_finish(&run->picture);
    g_clear_pointer(&run->frames, g_array_unref);
    g_clear_error(&run->first_failure);
    g_clear_error(&run->unheard);
    g_free(run->fps);
    g_free(run->pattern);
    g_free(run->written);
    g_free(run->settled);
}

static bool run(struct crq_asked *asked, GError **error) {
    struct run run = {.asked = asked};
    if (!crq_progress_begin(
            &run.progress, asked->progress, "frames", asked->quiet, error)) {
        return false;
    }
    g_autoptr(GError) failure = NULL;
    bool good = make_plan(&run, &failure);
    if (good && asked->dry_run) {
        g_autofree char *text = crq_work_text(run.picture.work);
        fputs(text, stdout);
        crq_say(asked, "%u of %" G_GINT64_FORMAT " frames, %d at once", run.plan.count,
            run.plan.total, run.plan.jobs);
    } else {
        good = good && play(&run, &failure);
        g_autofree char *words = g_strdup_printf("%u frame%s made, %u kept",
            run.progress.made, crq_plural(run.progress.made), run.progress.kept);
        crq_progress_end(
            &run.progress, good ? 0 : failure->code, good ? words : failure->message);
        asked->told = run.progress.kind == CRQ_PROGRESS_JSON;
    }
    if (!good) {
        g_propagate_error(error, g_steal_pointer(&failure));
    }
    finish(&run);
    return good;
}

const struct crq_command crq_command_frames = {
    .name = "frames",
    .arguments = "WORK|CANVAS",
    .brief = "make a sequence of frames",
    .about =
        "The loop has fps times seconds frames; without --act it plays all acts of "
        "the\n"
        "timeline, with --act that act alone, and with --act and --t the canvas lives\n"
        "on while the act is held. Frames are whole under their names or not there;\n"
        "manifest.json beside them says what there shall be (see craquelure verify).\n"
        "The first Ctrl-C finishes the frames in hand, the second stops at once.",
    .examples =
        "craquelure frames work.yaml --duration 20s -o 'show/####.png' -- the whole "
        "show in 20 seconds\n"
        "craquelure frames work.yaml -o 'show/####.png' --resume -- go on after a "
        "power cut\n"
        "craquelure frames work.yaml --shard 2/8 -o 'show/####.png' -- the second of "
        "eight machines\n"
        "craquelure frames glass-city --seed 7 --act fracture --t 0.8 --duration 12s "
        "-o "
        "'{canvas}-%05d.png' -- a broken canvas that goes on living\n"
        "craquelure frames work.yaml --frames 25%..50% --size 480x270 --quality draft "
        "-o 'try/####.png' -- a quick look at a part",
    .most = 1,
    .tables = {&crq_picture_options, &crq_sequence_options, &crq_progress_options,
        &crq_output_options, &crq_rehearsal_options, &crq_common_options},
    .run = run,
};
