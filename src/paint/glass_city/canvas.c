/* glass-city: a sprawl of glass in rainbow light. */
#include "paint/glass_city/city.h"

static void *plan(const struct crq_work *work, const struct crq_crew *crew) {
    (void)crew;
    struct crq_city *city = g_new0(struct crq_city, 1);
    crq_city_look(city, work);
    crq_city_build(city, crq_work_values(work, "towers"));
    crq_city_aim_beams(city, crq_work_values(work, "beams"));
    return city;
}

static void discard(void *plan) {
    struct crq_city *city = plan;
    crq_grove_destroy(city->grove);
    g_free(city->solids);
    g_free(city->towers);
    g_free(city);
}

const struct crq_canvas crq_canvas_glass_city = {
    .name = "glass-city",
    .brief = "a city of glass where sunlight falls as prisms",
    .plan = plan,
    .discard = discard,
};
