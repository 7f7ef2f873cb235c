/* Looking at frames. */
#include "stage/verify.h"

#include "base/read.h"
#include "model/writer.h"
#include "sheet/png.h"
#include "stage/manifest.h"
#include "stage/receipt.h"

#include <string.h>

void crq_exam_init(struct crq_exam *exam) {
    memset(exam, 0, sizeof *exam);
    exam->problems = g_ptr_array_new_with_free_func(g_free);
    exam->files = g_ptr_array_new_with_free_func(g_free);
    exam->expected = g_ptr_array_new_with_free_func(g_free);
}

void crq_exam_finish(struct crq_exam *exam) {
    g_clear_pointer(&exam->problems, g_ptr_array_unref);
    g_clear_pointer(&exam->files, g_ptr_array_unref);
    g_clear_pointer(&exam->expected, g_ptr_array_unref);
    g_clear_pointer(&exam->hash, g_free);
}

static void G_GNUC_PRINTF(2, 3) note(struct crq_exam *exam, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(exam->problems, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static void take(struct crq_exam *exam, char *path, const char *checksum) {
    g_ptr_array_add(exam->files, path);
    g_ptr_array_add(exam->expected, g_strdup(checksum));
}

void crq_exam_take_file(struct crq_exam *exam, const char *path) {
    take(exam, g_strdup(path), NULL);
}

/* What one folder holds. */
struct shelf {
    const char *folder;
    GPtrArray *pictures;  /* names, sorted */
    GPtrArray *manifests; /* names, sorted */
    GHashTable *listed;   /* names that a manifest lists */
    bool unread;          /* a manifest that cannot be read may list others */
    int shards;
    guint shards_seen;
};

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool open_shelf(struct shelf *shelf, GError **error) {
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) dir = g_dir_open(shelf->folder, 0, &cause);
    if (!dir) {
        return crq_fail(error, CRQ_ERROR_FILE, "cannot read '%s': %s", shelf->folder,
            cause->message);
    }
    const char *name;
    while ((name = g_dir_read_name(dir))) {
        if (name[0] != '.' && g_str_has_suffix(name, ".png")) {
            g_ptr_array_add(shelf->pictures, g_strdup(name));
        } else if (crq_manifest_is(name)) {
            g_ptr_array_add(shelf->manifests, g_strdup(name));
        }
    }
    g_ptr_array_sort(shelf->pictures, by_name);
    g_ptr_array_sort(shelf->manifests, by_name);
    return true;
}

static void take_manifest(
    struct crq_exam *exam, struct shelf *shelf, const char *path) {
    g_autoptr(GError) cause = NULL;
    struct crq_manifest *manifest = crq_manifest_read(path, &cause);
    if (!manifest) {
        note(exam, "%s", cause->message);
        shelf->unread = true;
        return;
    }
    if (exam->hash && strcmp(exam->hash, manifest->hash) != 0) {
        note(exam, "%s: it tells of another work", path);
    } else if (!exam->hash) {
        exam->hash = g_strdup(manifest->hash);
    }
    shelf->shards = MAX(shelf->shards, manifest->shards);
    shelf->shards_seen++;
    for (guint i = 0; i < manifest->frames->len; i++) {
        const struct crq_frame *frame = manifest->frames->pdata[i];
        char *file = g_build_filename(shelf->folder, frame->file, NULL);
        g_hash_table_add(shelf->listed, g_strdup(frame->file));
        if (g_file_test(file, G_FILE_TEST_EXISTS)) {
            take(exam, file, frame->sha256);
        } else {
            note(exam, "%s: missing", file);
            g_free(file);
        }
    }
    crq_manifest_destroy(manifest);
}

/* The number that a name ends in, or -1. */
static gint64 number_of(const char *name) {
    const char *dot = strrchr(name, '.');
    const char *start = dot;
    while (start && start > name && g_ascii_isdigit(start[-1])) {
        start--;
    }
    return start && start < dot ? g_ascii_strtoll(start, NULL, 10) : -1;
}

/* Without a manifest, only gaps can be seen. */
static void take_pictures(struct crq_exam *exam, const struct shelf *shelf) {
    gint64 before = -1;
    for (guint i = 0; i < shelf->pictures->len; i++) {
        const char *name = shelf->pictures->pdata[i];
        gint64 number = number_of(name);
        if (before >= 0 && number > before + 1) {
            gint64 missing = number - before - 1;
            note(exam, "%s: missing before '%s': %" G_GINT64_FORMAT " frame%s",
                shelf->folder, name, missing, missing == 1 ? "" : "s");
        }
        before = number;
        take(exam, g_build_filename(shelf->folder, name, NULL), NULL);
    }
}

static void take_shelf(struct crq_exam *exam, struct shelf *shelf) {
    for (guint i = 0; i < shelf->manifests->len; i++) {
        g_autofree char *path =
            g_build_filename(shelf->folder, shelf->manifests->pdata[i], NULL);
        take_manifest(exam, shelf, path);
    }
    if (shelf->manifests->len == 0) {
        take_pictures(exam, shelf);
        return;
    }
    if ((int)shelf->shards_seen < shelf->shards) {
        note(exam, "%s: manifests of %u shards, not of %d", shelf->folder,
            shelf->shards_seen, shelf->shards);
    }
    for (guint i = 0; i < shelf->pictures->len; i++) {
        const char *name = shelf->pictures->pdata[i];
        char *path = g_build_filename(shelf->folder, name, NULL);
        if (g_hash_table_contains(shelf->listed, name)) {
            g_free(path);
        } else if (shelf->unread) {
            take(exam, path, NULL);
        } else {
            note(exam, "%s: no manifest lists it", path);
            g_free(path);
        }
    }
}

bool crq_exam_take_folder(struct crq_exam *exam, const char *folder, GError **error) {
    struct shelf shelf = {.folder = folder};
    shelf.pictures = g_ptr_array_new_with_free_func(g_free);
    shelf.manifests = g_ptr_array_new_with_free_func(g_free);
    shelf.listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool good = open_shelf(&shelf, error);
    if (good) {
        take_shelf(exam, &shelf);
        if (shelf.pictures->len == 0 && g_hash_table_size(shelf.listed) == 0) {
            note(exam, "%s: no pictures", folder);
        }
    }
    g_ptr_array_unref(shelf.pictures);
    g_ptr_array_unref(shelf.manifests);
    g_hash_table_unref(shelf.listed);
    return good;
}

/* One file's findings. */
struct finding {
    char *problem, *receipt;
};

struct look {
    const struct crq_exam *exam;
    struct finding *findings;
};

/* Size and depth must be those that the receipt tells of. */
static char *compare_header(const struct crq_png_file *file, const char *path) {
    struct crq_picture picture;
    g_autoptr(GError) cause = NULL;
    if (!crq_receipt_picture(file->receipt, path, &picture, &cause)) {
        return g_strdup_printf("its receipt is not valid: %s", cause->message);
    }
    bool same = picture.work->width == file->width &&
                picture.work->height == file->height && picture.bits == file->bits;
    crq_picture_finish(&picture);
    return same ? NULL : g_strdup("its size is not the one in its receipt");
}

/* NULL, or what is wrong with a file; *receipt is its receipt, if it could be read. */
static char *find_problem(const char *path, const char *expected, char **receipt) {
    struct crq_png_file file;
    g_autoptr(GError) cause = NULL;
    g_autofree char *beginning = g_strdup_printf("cannot read '%s': ", path);
    if (g_file_test(path, G_FILE_TEST_EXISTS) &&
        !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        return g_strdup("it is no file"); /* a pipe would be waited for */
    }
    if (!crq_png_read(path, false, &file, &cause)) {
        bool named = g_str_has_prefix(cause->message, beginning);
        return g_strdup(cause->message + (named ? strlen(beginning) : 0));
    }
    g_autofree char *checksum = expected ? crq_file_checksum(path, NULL) : NULL;
    char *problem = !file.receipt ? g_strdup("it carries no receipt")
                    : expected && g_strcmp0(expected, checksum) != 0
                        ? g_strdup("its checksum is not the manifest's")
                        : compare_header(&file, path);
    *receipt = g_steal_pointer(&file.receipt);
    crq_png_finish(&file);
    return problem;
}

static void look_at(void *context, int first, int last) {
    const struct look *look = context;
    for (int i = first; i < last; i++) {
        struct finding *finding = &look->findings[i];
        finding->problem = find_problem(look->exam->files->pdata[i],
            look->exam->expected->pdata[i], &finding->receipt);
    }
}

/* Across files: one work, and no picture twice. */
static void judge(
    struct crq_exam *exam, const char *path, const char *receipt, GHashTable *seen) {
    g_autofree char *hash = crq_receipt_hash(receipt);
    const char *twin = g_hash_table_lookup(seen, strchr(receipt, '\n'));
    if (!hash) {
        note(exam, "%s: its receipt is none of this program", path);
    } else if (exam->hash && strcmp(hash, exam->hash) != 0) {
        note(exam, "%s: it is of another work", path);
    } else if (twin) {
        note(exam, "%s: the same picture as '%s'", path, twin);
    }
    if (hash && !exam->hash) {
        exam->hash = g_steal_pointer(&hash);
    }
    g_hash_table_insert(seen, strchr(receipt, '\n'), (char *)path);
}

void crq_exam_look(struct crq_exam *exam, const struct crq_crew *crew) {
    guint count = exam->files->len;
    struct look look = {exam, g_new0(struct finding, count + 1)};
    struct crq_crew hands = {crew->threads, 1};
    crq_strips(&hands, (int)count, look_at, &look);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < count; i++) {
        const char *path = exam->files->pdata[i];
        if (look.findings[i].problem) {
            note(exam, "%s: %s", path, look.findings[i].problem);
        } else if (strchr(look.findings[i].receipt, '\n')) {
            judge(exam, path, look.findings[i].receipt, seen);
        }
    }
    for (guint i = 0; i < count; i++) {
        g_free(look.findings[i].problem);
        g_free(look.findings[i].receipt);
    }
    g_free(look.findings);
}
