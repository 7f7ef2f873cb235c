/* blood-moon-ocean: what its layers share. */
#include "model/operation.h"

const struct crq_canvas crq_canvas_blood_moon_ocean = {
    .name = "blood-moon-ocean",
    .brief = "to be described",
};
