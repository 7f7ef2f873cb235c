/* The one error domain. A code is also the exit status of the program. */
#ifndef CRQ_BASE_ERROR_H
#define CRQ_BASE_ERROR_H

#include <glib.h>
#include <stdbool.h>

#define CRQ_ERROR (crq_error_quark())

enum crq_error {
    CRQ_ERROR_RENDER = 1, /* could not render */
    CRQ_ERROR_USAGE = 2,  /* asked wrongly: flags, ranges, names */
    CRQ_ERROR_WORK = 3,   /* a work or palette is invalid: file:line:column */
    CRQ_ERROR_FILE = 4,   /* cannot read or write: path and cause */
    CRQ_ERROR_VERIFY = 5, /* verification failed */
    CRQ_ERROR_SOME = 6,   /* finished, but some frames failed */
    CRQ_ERROR_LIMIT = 7,  /* a limit refused it: which, and how to raise it */
};

GQuark crq_error_quark(void);

/* Sets *error (NULL allowed) and returns false, so that `return crq_fail(...)` reads
 * as what it does. Messages: lower case, no full stop, names in single quotes. */
bool crq_fail(GError **error, enum crq_error code, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

#endif
