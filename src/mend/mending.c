/* Settings that every way of healing shares. */
#include "mend/mending.h"

static const char *const metals[] = {
    "gold", "silver", "opal", "obsidian", "mixed", NULL};

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct crq_mending, metal), .preset = CRQ_METAL_GOLD, .choices = metals,
        .brief = "what the seams are filled with"},
    {CRQ_REAL(struct crq_mending, scar), .preset = 0.35, .low = 0, .high = 1,
        .easy = {0.1, 0.7}, .unit = CRQ_UNIT_RATIO,
        .brief = "how much of the seams stays"},
};

const struct crq_operation crq_op_mend_mending = {
    .name = "mending",
    .brief = "how the canvas heals",
    .family = CRQ_SETTINGS,
    .marks = true,
    CRQ_VALUES(struct crq_mending, params),
};
