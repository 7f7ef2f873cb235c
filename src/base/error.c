/* Wording and recording of failures. */
#include "base/error.h"

#include <stdarg.h>

GQuark crq_error_quark(void) {
    return g_quark_from_static_string("craquelure");
}

/* Words from outside may hold anything; what is printed is one line of valid text. */
static void make_printable(GError *failure) {
    char *message = g_utf8_make_valid(failure->message, -1);
    for (char *c = message; *c; c++) {
        *c = g_ascii_iscntrl(*c) ? ' ' : *c;
    }
    g_free(failure->message);
    failure->message = message;
}

bool crq_fail(GError **error, enum crq_error code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    GError *failure = g_error_new_valist(CRQ_ERROR, code, format, arguments);
    va_end(arguments);
    make_printable(failure);
    g_propagate_error(error, failure);
    return false;
}
