/* Workers, and the frames dealt to them. */
#include "stage/sequence.h"

#include "base/read.h"
#include "base/whole.h"
#include "model/writer.h"
#include "sheet/png.h"
#include "stage/name.h"
#include "stage/receipt.h"
#include "stage/stage.h"

#include <errno.h>
#include <malloc.h>
#include <string.h>

struct crq_sequence {
    struct crq_sequence_plan plan;
    struct crq_manifest *manifest;
    GPtrArray *frames; /* those of the plan, within the manifest's */
    char *manifest_path, *manifest_file, *folder;
    GHashTable *names;       /* of all files that may be under way */
    struct crq_scene *scene; /* the workers' stages share it */
    GPtrArray *workers;      /* GThread * */
    GAsyncQueue *reports;
    gint next;    /* index of the frame dealt next */
    gint stopped; /* no further frames are dealt */
};

struct crq_instant crq_sequence_instant(
    const struct crq_picture *picture, int64_t frame, int64_t total) {
    const struct crq_timeline *timeline = crq_work_values(picture->work, "timeline");
    double part = (double)frame / (double)total;
    if (!picture->act_asked) {
        return crq_instant_at(timeline, part);
    }
    enum crq_act act = picture->instant.act;
    if (!picture->t_asked) {
        return crq_instant_in(timeline, act, part);
    }
    struct crq_instant held = picture->instant;
    held.moment = part;
    return held;
}

static char *name_of(const struct crq_sequence_plan *plan, const char *hash,
    int64_t frame, GError **error) {
    const struct crq_picture *picture = plan->picture;
    struct crq_naming naming = {
        .work = picture->work,
        .act = picture->act_asked ? crq_act_name(picture->instant.act) : "all",
        .hash = hash,
        .frame = frame,
        .padding = crq_name_padding(plan->pattern, plan->total - 1),
    };
    return crq_name_expand(plan->pattern, &naming, error);
}

/* Two names that differ in the number alone, for the manifest's own. */
static char *manifest_path(
    const struct crq_sequence_plan *plan, const char *hash, GError **error) {
    int64_t nines = 1;
    for (int i = crq_name_padding(plan->pattern, plan->total - 1); i > 0; i--) {
        nines *= 10;
    }
    g_autofree char *one = name_of(plan, hash, 0, error);
    g_autofree char *other = one ? name_of(plan, hash, nines - 1, error) : NULL;
    if (!other || !crq_name_check(one, error)) {
        return NULL;
    }
    return crq_manifest_path(one, other, plan->shard, plan->shards);
}

static bool enlist(struct crq_sequence *sequence, GError **error) {
    const struct crq_sequence_plan *plan = &sequence->plan;
    if (plan->count > 1 && !crq_name_has_frame(plan->pattern)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "%u frames need different names: put #### into '%s'", plan->count,
            plan->pattern);
    }
    for (guint i = 0; i < plan->count; i++) {
        char *path = name_of(plan, sequence->manifest->hash, plan->frames[i], error);
        if (!path) {
            return false;
        }
        struct crq_frame *frame = g_new0(struct crq_frame, 1);
        frame->number = plan->frames[i];
        frame->file = g_path_get_basename(path);
        g_ptr_array_add(sequence->manifest->frames, frame);
        g_ptr_array_add(sequence->frames, frame);
        g_hash_table_add(sequence->names, frame->file);
        g_free(path);
    }
    return true;
}

static int by_number(const void *a, const void *b) {
    const struct crq_frame *x = *(struct crq_frame *const *)a;
    const struct crq_frame *y = *(struct crq_frame *const *)b;
    return (x->number > y->number) - (x->number < y->number);
}

/* Frames that earlier runs of the same work made stay in the manifest. */
static void remember(struct crq_sequence *sequence) {
    struct crq_manifest *manifest = sequence->manifest;
    struct crq_manifest *earlier = crq_manifest_read(sequence->manifest_path, NULL);
    bool same = earlier && strcmp(earlier->hash, manifest->hash) == 0 &&
                earlier->total == manifest->total;
    for (guint i = 0; same && i < earlier->frames->len; i++) {
        struct crq_frame *frame = earlier->frames->pdata[i];
        if (!g_hash_table_contains(sequence->names, frame->file)) {
            struct crq_frame *copy = g_memdup2(frame, sizeof *frame);
            copy->file = g_strdup(frame->file);
            copy->sha256 = g_strdup(frame->sha256);
            g_ptr_array_add(manifest->frames, copy);
        }
    }
    g_ptr_array_sort(manifest->frames, by_number);
    crq_manifest_destroy(earlier);
}

static struct crq_manifest *make_manifest(const struct crq_sequence_plan *plan) {
    const struct crq_work *work = plan->picture->work;
    const struct crq_timeline *timeline = crq_work_values(work, "timeline");
    struct crq_manifest *manifest = crq_manifest_create();
    manifest->hash = crq_work_hash(work);
    manifest->work = crq_work_text(work);
    manifest->total = plan->total;
    manifest->fps = timeline->fps;
    manifest->shard = plan->shard;
    manifest->shards = plan->shards;
    return manifest;
}

struct crq_sequence *crq_sequence_create(
    const struct crq_sequence_plan *plan, GError **error) {
    struct crq_sequence *sequence = g_new0(struct crq_sequence, 1);
    sequence->plan = *plan;
    struct crq_crew all = {MAX(plan->threads, 1), CRQ_STRIP};
    sequence->scene = crq_scene_create(plan->picture->work, &all);
    sequence->names = g_hash_table_new(g_str_hash, g_str_equal);
    sequence->frames = g_ptr_array_new();
    sequence->workers = g_ptr_array_new();
    sequence->reports = g_async_queue_new_full((GDestroyNotify)crq_report_destroy);
    sequence->manifest = make_manifest(plan);
    sequence->manifest_path = manifest_path(plan, sequence->manifest->hash, error);
    if (!sequence->manifest_path || !enlist(sequence, error)) {
        crq_sequence_destroy(sequence);
        return NULL;
    }
    sequence->folder = g_path_get_dirname(sequence->manifest_path);
    sequence->manifest_file = g_path_get_basename(sequence->manifest_path);
    g_hash_table_add(sequence->names, sequence->manifest_file);
    remember(sequence);
    return sequence;
}

void crq_sequence_destroy(struct crq_sequence *sequence) {
    if (!sequence) {
        return;
    }
    crq_sequence_stop(sequence);
    for (guint i = 0; i < sequence->workers->len; i++) {
        g_thread_join(sequence->workers->pdata[i]);
    }
    g_ptr_array_unref(sequence->workers);
    crq_scene_destroy(sequence->scene);
    g_ptr_array_unref(sequence->frames);
    g_async_queue_unref(sequence->reports);
    g_hash_table_unref(sequence->names);
    crq_manifest_destroy(sequence->manifest);
    g_free(sequence->manifest_path);
    g_free(sequence->manifest_file);
    g_free(sequence->folder);
    g_free(sequence);
}

void crq_report_destroy(struct crq_report *report) {
    if (report) {
        g_clear_error(&report->failure);
        g_free(report);
    }
}

void crq_sequence_stop(struct crq_sequence *sequence) {
    g_atomic_int_set(&sequence->stopped, 1);
}

static void tell(struct crq_sequence *sequence, enum crq_outcome outcome, guint index,
    GError *failure) {
    struct crq_report *report = g_new0(struct crq_report, 1);
    report->outcome = outcome;
    report->index = index;
    report->failure = failure;
    g_async_queue_push(sequence->reports, report);
}

/* Only what this very work made at this very instant counts, and only when every byte
 * of it is proved. */
static bool is_done(const char *path, const char *receipt) {
    struct crq_png_file file;
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
        !crq_png_read(path, false, &file, NULL)) {
        return false;
    }
    bool same = file.receipt && crq_receipt_same(receipt, file.receipt);
    crq_png_finish(&file);
    return same;
}

/* A full disk stays full: the other frames would only cost time. */
static bool is_hopeless(const GError *failure) {
    return failure->code == CRQ_ERROR_LIMIT ||
           g_str_has_suffix(failure->message, g_strerror(ENOSPC)) ||
           g_str_has_suffix(failure->message, g_strerror(EDQUOT));
}

static struct crq_stage *take_stage(
    const struct crq_sequence *sequence, GError **error) {
    const struct crq_sequence_plan *plan = &sequence->plan;
    struct crq_crew part = {MAX(plan->threads / plan->jobs, 1), CRQ_STRIP};
    return crq_stage_join(sequence->scene, &part, error);
}

static void make_frame(
    struct crq_sequence *sequence, struct crq_stage **stage, guint index) {
    const struct crq_picture *picture = sequence->plan.picture;
    struct crq_frame *frame = sequence->frames->pdata[index];
    struct crq_instant instant =
        crq_sequence_instant(picture, frame->number, sequence->plan.total);
    g_autofree char *receipt = crq_receipt_text(picture->work, &instant, picture->bits);
    g_autofree char *path = g_build_filename(sequence->folder, frame->file, NULL);
    GError *failure = NULL;
    if (sequence->plan.resume && is_done(path, receipt)) {
        frame->sha256 = crq_file_checksum(path, NULL);
        tell(sequence, CRQ_FRAME_KEPT, index, NULL);
        return;
    }
    if (!*stage) {
        *stage = take_stage(sequence, &failure);
    }
    if (*stage &&
        crq_stage_write(*stage, &instant, path, picture->bits, receipt, &failure)) {
        frame->sha256 = crq_file_checksum(path, NULL);
        tell(sequence, CRQ_FRAME_MADE, index, NULL);
        return;
    }
    if (is_hopeless(failure)) {
        crq_sequence_stop(sequence);
    }
    tell(sequence, CRQ_FRAME_FAILED, index, failure);
}

/* What a frame let go of lies between what frames share, and the heap would grow
 * through a night: it goes back to the system. */
static void give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

static void *work(void *pointer) {
    struct crq_sequence *sequence = pointer;
    struct crq_stage *stage = NULL;
    while (!g_atomic_int_get(&sequence->stopped)) {
        guint index = (guint)g_atomic_int_add(&sequence->next, 1);
        if (index >= sequence->plan.count) {
            break;
        }
        make_frame(sequence, &stage, index);
        give_back();
    }
    crq_stage_destroy(stage);
    tell(sequence, CRQ_WORKER_GONE, 0, NULL);
    return NULL;
}

bool crq_sequence_start(struct crq_sequence *sequence, GError **error) {
    crq_whole_sweep(sequence->folder, sequence->names);
    if (!crq_manifest_write(sequence->manifest, sequence->manifest_path, error)) {
        return false;
    }
    for (int i = 0; i < sequence->plan.jobs; i++) {
        g_ptr_array_add(sequence->workers, g_thread_new("frames", work, sequence));
    }
    return true;
}

struct crq_report *crq_sequence_report(
    struct crq_sequence *sequence, guint64 microseconds) {
    return g_async_queue_timeout_pop(sequence->reports, microseconds);
}

bool crq_sequence_finish(struct crq_sequence *sequence, GError **error) {
    return crq_manifest_write(sequence->manifest, sequence->manifest_path, error);
}

const char *crq_sequence_folder(const struct crq_sequence *sequence) {
    return sequence->folder;
}

char *crq_sequence_path(const struct crq_sequence *sequence, guint index) {
    const struct crq_frame *frame = sequence->frames->pdata[index];
    bool here = strcmp(sequence->folder, ".") == 0;
    return here ? g_strdup(frame->file)
                : g_build_filename(sequence->folder, frame->file, NULL);
}

GHashTable *crq_sequence_names(const struct crq_sequence *sequence) {
    return sequence->names;
}
