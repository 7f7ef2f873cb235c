/* Ranges of frames and seeds: "0..99", "0..99..5", "10-20", "1,5,8", "-1" for the last,
 * "25%..50%". */
#ifndef CRQ_STAGE_RANGE_H
#define CRQ_STAGE_RANGE_H

#include "base/error.h"

#include <stdint.h>

/* No list is longer. */
enum { CRQ_RANGE_LIMIT = 1000000 };

/* The numbers in the order written; int64_t, caller unrefs. With `total` > 0 they must
 * lie in 0..total-1, negative ones count from the end, and 25%..50% is the second
 * quarter (its end not included); with 0 there is no end to count from. NULL with
 * CRQ_ERROR_USAGE or CRQ_ERROR_LIMIT. */
GArray *crq_range_read(const char *text, int64_t total, GError **error);

/* Sorts and leaves each number once. */
void crq_range_sort(GArray *numbers);

#endif
