/* Settings of the wound, and the growing of both nets. */
#include "wound/wound.h"

static const char *const styles[] = {
    "italian", "flemish", "dutch", "french", "earth", "glass", NULL};

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct crq_wound_settings, style), .preset = CRQ_STYLE_DUTCH,
        .choices = styles, .brief = "how the paint cracks"},
    {CRQ_PAIR(struct crq_wound_settings, epicentre), .preset = 0.6, .preset_y = 0.44,
        .low = -1, .high = 2, .easy = {0.2, 0.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "where the blow lands, as a part of width and height"},
    {CRQ_REAL(struct crq_wound_settings, density), .preset = 0.5, .low = 0, .high = 1,
        .easy = {0.2, 0.8}, .unit = CRQ_UNIT_RATIO, .brief = "how fine the cracks are"},
    {CRQ_REAL(struct crq_wound_settings, force), .preset = 0.5, .low = 0, .high = 1,
        .easy = {0.2, 0.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how hard the blow is: radials and shards"},
};

const struct crq_operation crq_op_wound_wound = {
    .name = "wound",
    .brief = "how the canvas breaks",
    .family = CRQ_SETTINGS,
    CRQ_VALUES(struct crq_wound_settings, params),
};

struct crq_wound *crq_wound_create(const struct crq_work *work, GError **error) {
    (void)error;
    const struct crq_wound_settings *settings = crq_work_values(work, "wound");
    struct crq_wound *wound = g_new0(struct crq_wound, 1);
    wound->epicentre[0] = (float)settings->epicentre[0] * crq_work_across(work);
    wound->epicentre[1] = (float)settings->epicentre[1] * crq_work_down(work);
    return wound;
}

void crq_wound_destroy(struct crq_wound *wound) {
    g_free(wound);
}
