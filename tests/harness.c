/* Running a list of tests with Check. */
#include "harness.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pictures are small, but sanitizers and valgrind slow them down by up to fifty. */
#define TIMEOUT 1500.0

int run_tests(const TTest *const *tests, int count) {
    Suite *suite = suite_create("craquelure");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, TIMEOUT);
    for (int i = 0; i < count; i++) {
        tcase_add_test(all, tests[i]);
    }
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

void assert_refused(GError **error, int code, ...) {
    ck_assert_msg(*error != NULL, "nothing was refused");
    const char *message = (*error)->message;
    ck_assert_msg((*error)->domain == CRQ_ERROR, "a foreign error: %s", message);
    ck_assert_msg(
        (*error)->code == code, "code %d, not %d: %s", (*error)->code, code, message);
    ck_assert_msg(
        !g_str_has_suffix(message, "."), "ends with a full stop: %s", message);
    ck_assert_msg(!strchr(message, '\n'), "more than one line: %s", message);
    va_list parts;
    va_start(parts, code);
    for (const char *part = va_arg(parts, const char *); part;
         part = va_arg(parts, const char *)) {
        ck_assert_msg(strstr(message, part), "'%s' is not in: %s", part, message);
    }
    va_end(parts);
    g_clear_error(error);
}

void assert_no_error(const GError *error) {
    ck_assert_msg(error == NULL, "%s", error ? error->message : "");
}

char *peer_path(const char *name) {
    const char *folder = g_getenv("CRQ_PEERS");
    char *path = folder ? g_build_filename(folder, name, NULL) : NULL;
    if (path && !g_file_test(path, G_FILE_TEST_EXISTS)) {
        g_clear_pointer(&path, g_free);
    }
    return path;
}

bool skip_without(const char *name) {
    g_autofree char *path = peer_path(name);
    if (!path) {
        printf("1..0 # SKIP %s is absent\n", name);
    }
    return !path;
}
