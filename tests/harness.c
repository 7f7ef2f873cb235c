/* Running a list of tests with Check. */
#include "harness.h"

#include <stdlib.h>

/* Pictures are small, but sanitizers and valgrind slow them down by up to fifty. */
#define TIMEOUT 600.0

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
