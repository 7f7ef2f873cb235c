/* A sequence: many moments of one work, made by several workers at once.
 *
 * Every worker has a stage, and what frames share is made once for all of them; a frame
 * is a function of its number alone, so the bytes depend neither on workers nor on
 * order. Frames are written whole or not at all; the manifest says what there shall be
 * and what is done. */
#ifndef CRQ_STAGE_SEQUENCE_H
#define CRQ_STAGE_SEQUENCE_H

#include "model/order.h"
#include "stage/manifest.h"

struct crq_sequence_plan {
    const struct crq_picture *picture; /* its act, if asked for, is played or held */
    const char *pattern;               /* of file names */
    int64_t total;                     /* frames of the whole loop */
    const int64_t *frames;             /* to be made, rising; borrowed */
    guint count;
    int jobs, threads; /* workers, and threads they share */
    int shard, shards; /* 1 of 1 for all */
    bool resume;       /* keep frames that the same work made */
};

struct crq_sequence;

/* Checks names and folder. NULL with CRQ_ERROR_USAGE when two frames have one name,
 * CRQ_ERROR_FILE for the folder. The plan's picture must outlive it. */
struct crq_sequence *crq_sequence_create(
    const struct crq_sequence_plan *plan, GError **error);
void crq_sequence_destroy(struct crq_sequence *sequence); /* takes NULL; joins */

enum crq_outcome { CRQ_FRAME_MADE, CRQ_FRAME_KEPT, CRQ_FRAME_FAILED, CRQ_WORKER_GONE };

struct crq_report {
    enum crq_outcome outcome;
    guint index;     /* into plan->frames */
    GError *failure; /* of a failed frame; owned by the report */
};

/* Removes what an earlier run left half written, writes the manifest and starts the
 * workers. */
bool crq_sequence_start(struct crq_sequence *sequence, GError **error);

/* The next report, or NULL when none came within `microseconds`. Workers report their
 * end; when all have, nothing more comes. Free with crq_report_destroy. */
struct crq_report *crq_sequence_report(
    struct crq_sequence *sequence, guint64 microseconds);
void crq_report_destroy(struct crq_report *report); /* takes NULL */

/* No further frames are begun. */
void crq_sequence_stop(struct crq_sequence *sequence);

/* After all workers are gone: writes the manifest for what is done. */
bool crq_sequence_finish(struct crq_sequence *sequence, GError **error);

/* The file of a frame; caller frees. */
char *crq_sequence_path(const struct crq_sequence *sequence, guint index);
const char *crq_sequence_folder(const struct crq_sequence *sequence);

/* File names without folder that it may be writing; a set, borrowed. */
GHashTable *crq_sequence_names(const struct crq_sequence *sequence);

/* The instant of a frame: over the whole loop; over an act when one is asked for; with
 * the act held where t is asked for as well. */
struct crq_instant crq_sequence_instant(
    const struct crq_picture *picture, int64_t frame, int64_t total);

#endif
