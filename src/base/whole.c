/* A hidden file, fsync, rename. */
#include "base/whole.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

bool crq_whole_begin(struct crq_whole *whole, const char *path, GError **error) {
    memset(whole, 0, sizeof *whole);
    if (strcmp(path, "-") == 0) {
        whole->file = stdout;
        return true;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *hidden = g_strdup_printf("%s/.%s.XXXXXX", folder, base);
    int descriptor = g_mkstemp_full(hidden, O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return crq_fail(
            error, CRQ_ERROR_FILE, "cannot write '%s': %s", path, g_strerror(errno));
    }
    whole->file = fdopen(descriptor, "wb");
    whole->path = g_strdup(path);
    whole->hidden = g_steal_pointer(&hidden);
    return true;
}

/* Flushes to the disk itself, so that a later power cut finds the whole file. Returns
 * what went wrong first. */
static const char *close_file(FILE *file, const char *words) {
    bool good = fflush(file) == 0 && (file == stdout || fsync(fileno(file)) == 0);
    words = words || good ? words : g_strerror(errno);
    bool closed = file == stdout || fclose(file) == 0;
    return words || closed ? words : g_strerror(errno);
}

bool crq_whole_end(struct crq_whole *whole, const char *words, GError **error) {
    words = close_file(whole->file, words);
    if (!whole->path) {
        return !words || crq_fail(error, CRQ_ERROR_FILE,
                             "cannot write to standard output: %s", words);
    }
    if (!words && g_rename(whole->hidden, whole->path) != 0) {
        words = g_strerror(errno);
    }
    if (words) {
        g_unlink(whole->hidden);
        crq_fail(error, CRQ_ERROR_FILE, "cannot write '%s': %s", whole->path, words);
    }
    g_free(whole->hidden);
    g_free(whole->path);
    return !words;
}

bool crq_whole_write(const char *path, const char *text, gsize length, GError **error) {
    struct crq_whole whole;
    if (!crq_whole_begin(&whole, path, error)) {
        return false;
    }
    bool good = fwrite(text, 1, length, whole.file) == length;
    return crq_whole_end(&whole, good ? NULL : g_strerror(errno), error);
}

/* Hidden names are ".", the final name, "." and six letters. */
void crq_whole_sweep(const char *folder, GHashTable *names) {
    enum { EXTRA = CRQ_WHOLE_EXTRA - 1 };
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *hidden;
    while (dir && (hidden = g_dir_read_name(dir))) {
        gsize length = strlen(hidden);
        if (hidden[0] != '.' || length <= EXTRA + 1 || hidden[length - EXTRA] != '.') {
            continue;
        }
        g_autofree char *name = g_strndup(hidden + 1, length - EXTRA - 1);
        if (g_hash_table_contains(names, name)) {
            g_autofree char *path = g_build_filename(folder, hidden, NULL);
            g_unlink(path);
        }
    }
}
