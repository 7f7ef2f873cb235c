/* Wording and recording of failures. */
#include "base/error.h"

#include <stdarg.h>

GQuark crq_error_quark(void) {
    return g_quark_from_static_string("craquelure");
}

bool crq_fail(GError **error, enum crq_error code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    GError *failure = g_error_new_valist(CRQ_ERROR, code, format, arguments);
    va_end(arguments);
    g_propagate_error(error, failure);
    return false;
}
