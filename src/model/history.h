/* History: the wounds that a work has healed from, oldest first.
 *
 * A healed wound is a value: the seed of its blow, and the numbers of those operations
 * that leave a mark (crq_operation.marks). From them its scars are laid anew each time
 * the work is shown, so a history is text in the work and nothing else. */
#ifndef CRQ_MODEL_HISTORY_H
#define CRQ_MODEL_HISTORY_H

#include "model/operation.h"

/* Each generation costs a wound's growing and a pass of scars. */
enum { CRQ_HISTORY_LIMIT = 12 };

struct crq_entry {
    const struct crq_operation *operation;
    void *values; /* operation->size bytes */
};

struct crq_healed {
    char *seed_text; /* of the blow */
    uint64_t seed;
    struct crq_entry *entries; /* of every operation that marks */
    int entry_count;
};

/* All numbers as they are preset. */
struct crq_healed *crq_healed_create(const char *seed);
void crq_healed_destroy(struct crq_healed *healed); /* takes NULL */

/* The entry of that name, or NULL. */
const struct crq_entry *crq_healed_find(
    const struct crq_healed *healed, const char *name);

/* Whether an operation's numbers belong to a healed wound. */
bool crq_operation_marks(const char *name);

struct crq_work;

/* The work as it was when the blow that healed `index`-th fell; it borrows all it has
 * from `work` but its entries, which the caller frees. */
struct crq_work crq_work_then(const struct crq_work *work, int index);

#endif
