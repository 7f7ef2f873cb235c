/* Rows are dealt once each, whatever the hands. */
#include "base/crew.h"

#include "harness.h"

struct tally {
    int hits[1000];
    int longest;
};

static void count(void *context, int first, int last) {
    struct tally *tally = context;
    for (int i = first; i < last; i++) {
        tally->hits[i]++;
    }
#pragma omp critical
    tally->longest = MAX(tally->longest, last - first);
}

START_TEST(every_row_is_dealt_exactly_once) {
    static const int rows[] = {0, 1, 2, 63, 64, 65, 1000};
    static const int strips[] = {1, 7, 64, 5000};
    for (int r = 0; r < 7; r++) {
        for (int s = 0; s < 4; s++) {
            for (int threads = 1; threads <= 3; threads++) {
                struct tally tally = {{0}, 0};
                struct crq_crew crew = {threads, strips[s]};
                crq_strips(&crew, rows[r], count, &tally);
                for (int i = 0; i < 1000; i++) {
                    ck_assert_int_eq(tally.hits[i], i < rows[r]);
                }
                ck_assert_int_le(tally.longest, strips[s]);
            }
        }
    }
}
END_TEST

RUN_TESTS(every_row_is_dealt_exactly_once)
