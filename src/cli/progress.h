/* How far a sequence has come, on standard error: a bar on a terminal, a line every few
 * seconds elsewhere, or one JSON object a line with one final event. */
#ifndef CRQ_CLI_PROGRESS_H
#define CRQ_CLI_PROGRESS_H

#include "base/error.h"

enum crq_progress_kind {
    CRQ_PROGRESS_NONE,
    CRQ_PROGRESS_BAR,
    CRQ_PROGRESS_LINES,
    CRQ_PROGRESS_JSON,
};

struct crq_progress {
    enum crq_progress_kind kind;
    const char *things; /* what is counted: "frames" */
    guint total, made, kept, failed;
    gint64 began, told; /* microseconds */
    bool ended;
};

/* Reads the kind ("auto", "bar", "lines", "json", "none"; NULL is auto). False with
 * CRQ_ERROR_USAGE. */
bool crq_progress_begin(struct crq_progress *progress, const char *kind,
    const char *things, bool quiet, GError **error);

void crq_progress_start(struct crq_progress *progress, guint total);

/* One frame more; `path` and, when it failed, `failure`. */
void crq_progress_frame(struct crq_progress *progress, int64_t frame, const char *path,
    const char *outcome, const char *failure);

/* A message that does not spoil the bar. */
void crq_progress_say(struct crq_progress *progress, const char *words);

/* The last word; in JSON, the final event. */
void crq_progress_end(struct crq_progress *progress, int status, const char *words);

/* The last word of what a signal ends at once; told even when quiet. */
void crq_progress_break(struct crq_progress *progress, int status, const char *words);

#endif
