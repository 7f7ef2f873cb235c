/* glass-city: what its layers share. */
#include "model/operation.h"

const struct crq_canvas crq_canvas_glass_city = {
    .name = "glass-city",
    .brief = "to be described",
};
