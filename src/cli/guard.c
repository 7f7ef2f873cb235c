/* Signals. */
#include "cli/guard.h"

#include "base/whole.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t count;
static volatile sig_atomic_t last;

static void note(int number) {
    count = count + 1;
    last = number;
}

void crq_guard_listen(void) {
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

int crq_guard_count(void) {
    return count;
}

int crq_guard_status(void) {
    return count > 0 ? 128 + last : 0;
}

void crq_guard_end(const char *folder, GHashTable *names) {
    /* twice: a writer may just have opened its file */
    for (int i = 0; i < 2; i++) {
        crq_whole_sweep(folder, names);
    }
    _exit(crq_guard_status());
}

static void say_farewell(void *context) {
    (void)context;
    fputs("craquelure: interrupted\n", stderr);
}

static void end_with(const char *path) {
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    char *folder = g_path_get_dirname(path ? path : ".");
    if (path) {
        g_hash_table_add(names, g_path_get_basename(path));
    }
    crq_guard_end(folder, names);
}

struct task {
    bool (*work)(void *context, GError **error);
    void *context;
    GError **error;
    bool good;
    GAsyncQueue *done;
};

static void *perform(void *pointer) {
    struct task *task = pointer;
    task->good = task->work(task->context, task->error);
    g_async_queue_push(task->done, task);
    return NULL;
}

bool crq_guard_run(bool (*work)(void *context, GError **error),
    void (*farewell)(void *context), void *context, const char *path, GError **error) {
    struct task task = {work, context, error, false, g_async_queue_new()};
    crq_guard_listen();
    GThread *thread = g_thread_new("work", perform, &task);
    while (!g_async_queue_timeout_pop(task.done, G_USEC_PER_SEC / 20)) {
        if (crq_guard_count() > 0) {
            (farewell ? farewell : say_farewell)(context);
            end_with(path);
        }
    }
    g_thread_join(thread);
    g_async_queue_unref(task.done);
    return task.good;
}
