/* What all tests in C share: a file lists its tests once, at its end, and becomes a
 * program that speaks TAP (https://testanything.org).
 *
 *     START_TEST(a_draw_does_not_depend_on_the_order_of_draws) {
 *         ck_assert_uint_eq(...);
 *     }
 *     END_TEST
 *
 *     RUN_TESTS(a_draw_does_not_depend_on_the_order_of_draws)
 *
 * Names of tests are sentences. A test that is written but not listed is a warning,
 * hence an error. Each test runs in a process of its own (CK_FORK=no for debuggers). */
#ifndef CRQ_TESTS_HARNESS_H
#define CRQ_TESTS_HARNESS_H

#include <check.h>
#include <glib.h>
#include <stdbool.h>

#define RUN_TESTS(...)                                                                 \
    int main(void) {                                                                   \
        const TTest *const tests[] = {__VA_ARGS__};                                    \
        return run_tests(tests, (int)G_N_ELEMENTS(tests));                             \
    }

/* The same for tests that look at a peer's folder: skipped where it is absent. */
#define RUN_TESTS_BESIDE(peer, ...)                                                    \
    int main(void) {                                                                   \
        const TTest *const tests[] = {__VA_ARGS__};                                    \
        return skip_without(peer) ? 0 : run_tests(tests, (int)G_N_ELEMENTS(tests));    \
    }

/* Runs the tests and prints TAP to standard output; the status to exit with. */
int run_tests(const TTest *const *tests, int count);

/* The call failed with `code`, a status of enum crq_error, and a message of the house
 * (lower case, no full stop) that holds every part; parts end with NULL. Clears the
 * error. */
void assert_refused(GError **error, int code, ...) G_GNUC_NULL_TERMINATED;

/* Fails with the message when there is an error. */
void assert_no_error(const GError *error);

/* The path of a file or folder among the peers (CRQ_PEERS); NULL when absent. */
char *peer_path(const char *name);

/* Whether it is absent; if so, tells that all tests are skipped. */
bool skip_without(const char *name);

#endif
