/* The program: a table of commands. */
#include "base/text.h"
#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const struct crq_command *const crq_commands[] = {
    &crq_command_render,
    &crq_command_frames,
    &crq_command_verify,
    &crq_command_sheet,
    &crq_command_palette,
    &crq_command_describe,
    &crq_command_info,
    &crq_command_wound,
    &crq_command_again,
    &crq_command_help,
};
const int crq_command_count = (int)G_N_ELEMENTS(crq_commands);

const struct crq_command *crq_command_find(const char *name, GError **error) {
    const char *names[G_N_ELEMENTS(crq_commands)];
    for (int i = 0; i < crq_command_count; i++) {
        names[i] = crq_commands[i]->name;
        if (strcmp(names[i], name) == 0) {
            return crq_commands[i];
        }
    }
    g_autofree char *hint =
        crq_suggestion(name, names, crq_command_count, " (see craquelure -h)");
    crq_fail(error, CRQ_ERROR_USAGE, "no command is called '%s'%s", name, hint);
    return NULL;
}

/* Idle threads that spin take the cores from other frames and other programs. libgomp
 * reads its environment before main begins, so the program starts itself once more. */
static void wait_passively(char **argv) {
    bool chosen = g_getenv("OMP_WAIT_POLICY") || g_getenv("GOMP_SPINCOUNT");
    if (!chosen && g_setenv("OMP_WAIT_POLICY", "passive", TRUE)) {
        execv("/proc/self/exe", argv);
    }
}

/* A stream that came closed would be the number of the first file that is opened, and
 * what is printed would land in it. Reading on is harmless, writing fails as it should.
 */
static void hold_streams(void) {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) < 0) {
            open("/dev/null", O_RDONLY);
        }
    }
}

/* What was printed must have arrived. */
static bool flush(GError **error) {
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return true;
    }
    return crq_fail(error, CRQ_ERROR_FILE, "cannot write to standard output: %s",
        g_strerror(errno));
}

static bool run(int count, char **words, bool *told, GError **error) {
    const struct crq_command *command = crq_command_find(words[0], error);
    if (!command) {
        return false;
    }
    struct crq_asked asked;
    bool help = false;
    bool done = crq_command_parse(command, count - 1, words + 1, &asked, &help, error);
    if (done && help) {
        crq_help_command(command);
    } else if (done) {
        done = command->run(&asked, error);
    }
    *told = asked.told;
    crq_asked_finish(&asked);
    return done;
}

static bool begin(int argc, char **argv, bool *told, GError **error) {
    if (argc < 2) {
        return crq_fail(
            error, CRQ_ERROR_USAGE, "a command is needed (see craquelure -h)");
    }
    if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
        crq_help_program();
        return true;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("craquelure " CRQ_VERSION);
        return true;
    }
    return run(argc - 1, argv + 1, told, error);
}

int main(int argc, char **argv) {
    wait_passively(argv);
    hold_streams();
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_IGN);
    g_autoptr(GError) error = NULL;
    bool told = false;
    bool done = begin(argc, argv, &told, &error) && flush(&error);
    if (!done && !told) {
        fprintf(stderr, "craquelure: %s\n", error->message);
    }
    return done ? 0 : error->code;
}
