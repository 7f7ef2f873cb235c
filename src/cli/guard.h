/* Work that may be interrupted: it runs on its own thread, while the program's first
 * thread listens for Ctrl-C and SIGTERM. */
#ifndef CRQ_CLI_GUARD_H
#define CRQ_CLI_GUARD_H

#include "base/error.h"

/* From now on signals are counted instead of ending the program. */
void crq_guard_listen(void);

/* How many came, and the last one's exit status (130, 143; 0 when none came). */
int crq_guard_count(void);
int crq_guard_status(void);

/* Runs work(context, error) and returns what it does. When a signal comes first,
 * farewell(context) tells of it (NULL: on standard error), what is being written to
 * `path` (NULL for nothing) is removed and the program ends. */
bool crq_guard_run(bool (*work)(void *context, GError **error),
    void (*farewell)(void *context), void *context, const char *path, GError **error);

/* Ends the program at once with the signal's status, after removing hidden files of
 * the names in `names` from `folder`. */
_Noreturn void crq_guard_end(const char *folder, GHashTable *names);

#endif
