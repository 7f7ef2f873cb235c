/* Reading files piece by piece. */
#include "base/read.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { PIECE = 1 << 16 };

static bool no_reading(const char *path, const char *cause, GError **error) {
    return crq_fail(error, CRQ_ERROR_FILE, "cannot read '%s': %s", path, cause);
}

/* All of a stream, but no more than one byte beyond `longest`. */
static GString *gather(FILE *file, gsize longest) {
    GString *text = g_string_new(NULL);
    char piece[PIECE];
    gsize wanted;
    gsize taken;
    do {
        wanted = MIN(PIECE, longest + 1 - text->len);
        taken = fread(piece, 1, wanted, file);
        g_string_append_len(text, piece, (gssize)taken);
    } while (taken == wanted && text->len <= longest);
    return text;
}

char *crq_text_read(const char *path, gsize longest, gsize *length, GError **error) {
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rbe");
    if (!file) {
        no_reading(path, g_strerror(errno), error);
        return NULL;
    }
    errno = 0;
    GString *text = gather(file, longest);
    int cause = ferror(file) ? errno : 0;
    if (!standard) {
        fclose(file);
    }
    bool good = cause == 0 && text->len <= longest;
    if (cause) {
        no_reading(path, g_strerror(cause), error);
    } else if (!good) {
        crq_fail(error, CRQ_ERROR_LIMIT,
            "'%s' is longer than the %" G_GSIZE_FORMAT " bytes that are read", path,
            longest);
    }
    *length = text->len;
    return g_string_free(text, !good);
}

/* False when reading failed. */
static bool digest(FILE *file, GChecksum *checksum) {
    guchar piece[PIECE];
    gsize taken;
    while ((taken = fread(piece, 1, PIECE, file)) > 0) {
        g_checksum_update(checksum, piece, (gssize)taken);
    }
    return !ferror(file);
}

char *crq_file_checksum(const char *path, GError **error) {
    bool other = g_file_test(path, G_FILE_TEST_EXISTS) &&
                 !g_file_test(path, G_FILE_TEST_IS_REGULAR);
    FILE *file = other ? NULL : fopen(path, "rbe");
    if (!file) {
        no_reading(path, other ? "it is no plain file" : g_strerror(errno), error);
        return NULL;
    }
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    bool good = digest(file, checksum) || no_reading(path, g_strerror(errno), error);
    fclose(file);
    return good ? g_strdup(g_checksum_get_string(checksum)) : NULL;
}
