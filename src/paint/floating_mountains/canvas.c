/* floating-mountains: peaks crumble into starlight above a sea of clouds. */
#include "paint/floating_mountains/mountains.h"

#include <glib.h>

/* Grid steps of the surveys: the nearer, the finer. */
static float survey_step(int index) {
    if (index == CRQ_MAIN) {
        return 0.030f;
    }
    return index == CRQ_LEDGE ? 0.040f : 0.055f;
}

/* Order matters: the child stands on surveyed ground, shadows and fall meet surveyed
 * stone, and the crown breaks last. */
static void *plan(const struct crq_work *work, const struct crq_crew *crew) {
    struct crq_mountains *m = g_new0(struct crq_mountains, 1);
    const struct crq_land *land = crq_work_values(work, "land");
    m->crumble = (float)land->crumble;
    crq_mountains_compose(m, work);
    for (int i = 0; i < CRQ_MASSIFS; i++) {
        crq_massif_survey(&m->massifs[i], survey_step(i), crew);
    }
    crq_child_stand(m);
    crq_shadows_cast(m, crew);
    crq_fall_run(m, crew);
    crq_crown_break(m);
    return m;
}

static void discard(void *plan) {
    struct crq_mountains *m = plan;
    for (int i = 0; i < CRQ_MASSIFS; i++) {
        crq_massif_finish(&m->massifs[i]);
    }
    g_free(m->shadows.nearest);
    crq_fall_finish(&m->fall);
    g_free(m->blocks);
    g_free(m);
}

const struct crq_canvas crq_canvas_floating_mountains = {
    .name = "floating-mountains",
    .brief = "peaks crumble into starlight; a child screams without a sound",
    .plan = plan,
    .discard = discard,
};
