/* Progress, three ways. */
#include "cli/progress.h"

#include "base/json.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const gint64 BAR_EVERY = 100000;    /* microseconds */
static const gint64 LINES_EVERY = 5000000; /* microseconds */

bool crq_progress_begin(struct crq_progress *progress, const char *kind,
    const char *things, bool quiet, GError **error) {
    static const char *const kinds[] = {"none", "bar", "lines", "json", "auto", NULL};
    *progress = (struct crq_progress){.things = things};
    if (kind && !g_strv_contains(kinds, kind)) {
        g_autofree char *hint = crq_suggestion(kind, kinds, 5, "");
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--progress' is one of auto, bar, lines, json, none, not '%s'%s", kind,
            hint);
    }
    progress->kind = isatty(STDERR_FILENO) ? CRQ_PROGRESS_BAR : CRQ_PROGRESS_LINES;
    progress->kind = quiet ? CRQ_PROGRESS_NONE : progress->kind;
    for (int i = 0; kind && i < 4; i++) {
        if (strcmp(kind, kinds[i]) == 0) {
            progress->kind = (enum crq_progress_kind)i;
        }
    }
    return true;
}

static guint done(const struct crq_progress *progress) {
    return progress->made + progress->kept + progress->failed;
}

/* Frames a second of those that were made; those that were kept cost nothing. */
static double rate(const struct crq_progress *progress) {
    double seconds = (double)(g_get_monotonic_time() - progress->began) / 1e6;
    return seconds > 0.0 ? (double)(progress->made + progress->failed) / seconds : 0.0;
}

static double seconds_left(const struct crq_progress *progress) {
    double speed = rate(progress);
    return speed > 0.0 ? (double)(progress->total - done(progress)) / speed
                       : (double)NAN;
}

static char *time_left(const struct crq_progress *progress) {
    double left = seconds_left(progress);
    if (!(left >= 0.0)) {
        return g_strdup("");
    }
    int whole = (int)fmin(left + 0.5, 1e9);
    if (whole >= 3600) {
        return g_strdup_printf(
            "%d:%02d:%02d left", whole / 3600, whole / 60 % 60, whole % 60);
    }
    return g_strdup_printf("%d:%02d left", whole / 60, whole % 60);
}

static void draw_bar(const struct crq_progress *progress) {
    enum { WIDTH = 28 };
    guint full = progress->total ? done(progress) * WIDTH / progress->total : WIDTH;
    g_autofree char *left = time_left(progress);
    g_autofree char *bar = g_strnfill(WIDTH, '.');
    memset(bar, '#', full);
    fprintf(stderr, "\r\033[K[%s] %u/%u  %.2f %s/s  %s", bar, done(progress),
        progress->total, rate(progress), progress->things, left);
    fflush(stderr);
}

static void print_line(const struct crq_progress *progress) {
    g_autofree char *left = time_left(progress);
    fprintf(stderr, "craquelure: %u of %u %s, %.2f a second, %s\n", done(progress),
        progress->total, progress->things, rate(progress), left);
}

static void print_event(struct crq_json *json) {
    crq_json_close(json, '}');
    fprintf(stderr, "%s\n", json->text->str);
    fflush(stderr);
    g_string_free(json->text, TRUE);
}

static struct crq_json event(const char *name) {
    struct crq_json json = {.text = g_string_new(NULL)};
    crq_json_open(&json, NULL, '{');
    crq_json_text(&json, "event", name);
    return json;
}

void crq_progress_start(struct crq_progress *progress, guint total) {
    progress->total = total;
    progress->began = g_get_monotonic_time();
    progress->told = progress->began;
    if (progress->kind == CRQ_PROGRESS_BAR) {
        draw_bar(progress);
    }
    if (progress->kind == CRQ_PROGRESS_JSON) {
        struct crq_json json = event("start");
        crq_json_number(&json, "total", total);
        print_event(&json);
    }
}

void crq_progress_say(struct crq_progress *progress, const char *words) {
    if (progress->kind == CRQ_PROGRESS_JSON) {
        struct crq_json json = event("message");
        crq_json_text(&json, "message", words);
        print_event(&json);
        return;
    }
    bool bar = progress->kind == CRQ_PROGRESS_BAR && progress->began > 0;
    fprintf(stderr, "%scraquelure: %s\n", bar ? "\r\033[K" : "", words);
}

static void tell_frame(struct crq_progress *progress, int64_t frame, const char *path,
    const char *outcome, const char *failure) {
    struct crq_json json = event(outcome);
    crq_json_number(&json, "frame", (double)frame);
    crq_json_text(&json, "file", path);
    if (failure) {
        crq_json_text(&json, "message", failure);
    }
    crq_json_number(&json, "done", done(progress));
    crq_json_number(&json, "total", progress->total);
    crq_json_number(&json, "rate", floor(rate(progress) * 1000.0) / 1000.0);
    crq_json_number(&json, "left", ceil(seconds_left(progress)));
    print_event(&json);
}

void crq_progress_frame(struct crq_progress *progress, int64_t frame, const char *path,
    const char *outcome, const char *failure) {
    progress->made += strcmp(outcome, "made") == 0;
    progress->kept += strcmp(outcome, "kept") == 0;
    progress->failed += failure != NULL;
    gint64 now = g_get_monotonic_time();
    if (progress->kind == CRQ_PROGRESS_JSON) {
        tell_frame(progress, frame, path, outcome, failure);
        return;
    }
    if (failure) {
        crq_progress_say(progress, failure);
    }
    if (progress->kind == CRQ_PROGRESS_BAR && now - progress->told > BAR_EVERY) {
        draw_bar(progress);
        progress->told = now;
    }
    if (progress->kind == CRQ_PROGRESS_LINES && now - progress->told > LINES_EVERY) {
        print_line(progress);
        progress->told = now;
    }
}

void crq_progress_end(struct crq_progress *progress, int status, const char *words) {
    if (progress->ended || progress->kind == CRQ_PROGRESS_NONE) {
        return;
    }
    progress->ended = true;
    if (progress->kind == CRQ_PROGRESS_JSON) {
        struct crq_json json = event("end");
        crq_json_number(&json, "status", status);
        crq_json_number(&json, "made", progress->made);
        crq_json_number(&json, "kept", progress->kept);
        crq_json_number(&json, "failed", progress->failed);
        crq_json_number(&json, "total", progress->total);
        crq_json_text(&json, "message", words);
        print_event(&json);
        return;
    }
    if (progress->kind == CRQ_PROGRESS_BAR && progress->began > 0) {
        draw_bar(progress);
        fputc('\n', stderr);
    }
    if (status == 0) {
        crq_progress_say(progress, words);
    }
}

void crq_progress_break(struct crq_progress *progress, int status, const char *words) {
    crq_progress_end(progress, status, words);
    if (progress->kind != CRQ_PROGRESS_JSON) {
        crq_progress_say(progress, words);
    }
}
