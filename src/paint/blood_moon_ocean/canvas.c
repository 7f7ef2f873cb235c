/* blood-moon-ocean: the composition, and what its layers share. */
#include "paint/blood_moon_ocean/ocean.h"

/* All that is decided once: nothing here looks at palette, pixels or moment. */
static void *plan(const struct crq_work *work, const struct crq_crew *crew) {
    const struct crq_ocean_sea *sea = crq_work_values(work, "sea");
    struct crq_ocean *ocean = g_new0(struct crq_ocean, 1);
    ocean->seed = work->seed;
    struct crq_chance chance = crq_chance(work->seed, "ocean");
    ocean->grain = crq_bits(chance, 0, 0);
    ocean->side = crq_unit(chance, 0, 1) < 0.5f ? -1.0f : 1.0f;
    ocean->chop = 1.15f * (float)sea->choppiness;
    crq_ocean_compose(ocean, work);
    float weather = crq_between(chance, 0, 2, 0.55f, 1.45f);
    struct crq_sea_state state = {
        .level = 0.0160f * weather * (float)(sea->height * sea->height),
        .direction = -0.25f + ocean->side * crq_between(chance, 0, 3, 0.04f, 0.095f),
        .spread = 3.2f,
        .loop = 16.0f,
    };
    for (int band = 0; band < CRQ_BANDS; band++) {
        ocean->spectra[band] = crq_spectrum_create(&state, work->seed, band);
    }
    crq_ocean_place_faces(ocean, work, crew);
    crq_ocean_plant(ocean, work);
    return ocean;
}

static void discard(void *plan) {
    struct crq_ocean *ocean = plan;
    for (int band = 0; band < CRQ_BANDS; band++) {
        crq_spectrum_destroy(ocean->spectra[band]);
    }
    for (int i = 0; i < CRQ_FORMS; i++) {
        crq_relief_finish(&ocean->calm[i]);
        crq_relief_finish(&ocean->wide[i]);
    }
    g_free(ocean);
}

const struct crq_canvas crq_canvas_blood_moon_ocean = {
    .name = "blood-moon-ocean",
    .brief = "a sea of screaming faces and black tendrils under a red moon",
    .plan = plan,
    .discard = discard,
};
