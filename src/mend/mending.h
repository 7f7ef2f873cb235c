/* The numbers of the `mending` settings. */
#ifndef CRQ_MEND_MENDING_H
#define CRQ_MEND_MENDING_H

#include "wound/easel.h"

enum crq_metal {
    CRQ_METAL_GOLD,
    CRQ_METAL_SILVER,
    CRQ_METAL_OPAL,
    CRQ_METAL_OBSIDIAN,
    CRQ_METAL_MIXED
};

struct crq_mending {
    int32_t metal; /* enum crq_metal */
    double scar;   /* 0: the mended picture is the whole one, pixel for pixel */
};

#endif
