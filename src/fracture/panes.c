/* Panes: the damaged surface, shown through the shards of the glass net. */
#include "wound/easel.h"

static void work(const struct crq_easel *easel, const void *values) {
    (void)values;
    crq_sheet_copy(easel->view, easel->surface);
}

const struct crq_operation crq_op_fracture_panes = {
    .name = "panes",
    .brief = "shards that part, tilt and catch light",
    .family = CRQ_FRACTURE,
    .phase = CRQ_PANES,
    .work = work,
};
