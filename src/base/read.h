/* Reading files, within limits: what comes from outside may be anything, or endless. */
#ifndef CRQ_BASE_READ_H
#define CRQ_BASE_READ_H

#include "base/error.h"

/* Reads a whole file of at most `longest` bytes; "-" is standard input. A zero byte
 * follows the last of *length. NULL with CRQ_ERROR_FILE or CRQ_ERROR_LIMIT; caller
 * frees. */
char *crq_text_read(const char *path, gsize longest, gsize *length, GError **error);

/* SHA-256 of a file in hexadecimal. NULL with CRQ_ERROR_FILE, also for what is no plain
 * file; caller frees. */
char *crq_file_checksum(const char *path, GError **error);

#endif
