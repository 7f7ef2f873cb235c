/* Files that are whole under their names or not there at all.
 *
 * A hidden file in the same folder is written, flushed to the disk itself and renamed.
 * A run that was killed leaves at most hidden files; crq_whole_sweep removes them. */
#ifndef CRQ_BASE_WHOLE_H
#define CRQ_BASE_WHOLE_H

#include "base/error.h"

#include <stdio.h>

/* By so many bytes a hidden name is longer. */
enum { CRQ_WHOLE_EXTRA = 8 };

struct crq_whole {
    FILE *file; /* write here */
    char *path; /* the final name; NULL for standard output */
    char *hidden;
};

/* "-" is standard output. False with CRQ_ERROR_FILE. */
bool crq_whole_begin(struct crq_whole *whole, const char *path, GError **error);

/* Brings the file under its name. With `words`, what went wrong while it was written,
 * it is dropped instead, and so it is when the disk refuses: false with CRQ_ERROR_FILE.
 */
bool crq_whole_end(struct crq_whole *whole, const char *words, GError **error);

/* All of a text. */
bool crq_whole_write(const char *path, const char *text, gsize length, GError **error);

/* Removes hidden files that an interrupted run left in `folder` for the file names
 * (without folder) in `names`, a set. */
void crq_whole_sweep(const char *folder, GHashTable *names);

#endif
