/* floating-mountains: what its layers share. */
#include "model/operation.h"

const struct crq_canvas crq_canvas_floating_mountains = {
    .name = "floating-mountains",
    .brief = "to be described",
};
