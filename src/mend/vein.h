/* Veins: the glass net as ribbons that light fills. */
#ifndef CRQ_MEND_VEIN_H
#define CRQ_MEND_VEIN_H

#include "mend/ribbon.h"
#include "wound/easel.h"

struct crq_vein {
    struct crq_ribbon *ribbons; /* at their full width, in the order of the net */
    uint32_t count;
};

/* How wide veins get: half width = usual * (share of the widest crack) and the rest. */
struct crq_gauge {
    float usual;  /* half width on a crack of the net's widest, short sides */
    float least;  /* added everywhere, short sides */
    float uneven; /* 0 even, 1 from a third to one and a half */
    float pool;   /* half width of the pools at joints, in `usual` */
};

/* Strands are cracks; pools come last, with strands of their own from the crack count
 * on. NULL never; destroy takes NULL. */
struct crq_vein *crq_vein_create(
    const struct crq_easel *easel, const struct crq_gauge *gauge);
void crq_vein_destroy(void *vein);

/* The filled part at a mended-time: ribbons end where light has come, and have swollen
 * from nothing to `scale` of their width `swelling` after it came. Caller frees. */
struct crq_ribbon *crq_vein_filled(const struct crq_vein *vein, float mended,
    float swelling, float scale, uint32_t *count);

#endif
