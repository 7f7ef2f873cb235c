/* What the survey of a massif and its distance field share: the smooth shape, and the
 * relief that both have. Private to form/massif*.c. */
#ifndef CRQ_FORM_MASSIF_SHAPE_H
#define CRQ_FORM_MASSIF_SHAPE_H

#include "form/massif.h"
#include "form/rock_noise.h"

typedef float quad __attribute__((vector_size(16)));

/* Extent of all massifs along z, before and behind. */
#define CRQ_MASSIF_DEPTH 0.95f

/* Surveyed: distance, two warps, and how much relief slender parts may carry. */
struct crq_massif_field {
    int count[3];
    float origin[3], step;
    quad *shape;
    float *rough;
};

struct shape {
    crq_f8 distance, warp_x, warp_z, thin;
};

CRQ_PACKET crq_f8 across_beds(
    const struct crq_massif *m, struct crq_v8 q, crq_f8 warp_x, crq_f8 warp_z) {
    return q.y + q.x * m->dip_x + q.z * m->dip_z + warp_x * 0.05f + warp_z * 0.012f;
}

/* Hardness of the bed at `level`, 0..1, rounded towards the next from `shoulder`. */
CRQ_PACKET crq_f8 hardness(crq_f8 level, float shoulder, uint32_t seed) {
    crq_f8 bed = crq_f8_floor(level);
    crq_f8 next = crq_f8_smoothstep(shoulder, 1.0f, level - bed);
    return crq_f8_mix(
        crq_f8_hash_unit(bed, seed), crq_f8_hash_unit(bed + 1.0f, seed), next);
}

/* Broken faces and beds: what the rough field has, too. */
CRQ_PACKET crq_f8 large_relief(
    const struct crq_massif *m, struct crq_v8 q, const struct shape *s, crq_f8 beds) {
    crq_f8 x = (q.x + 0.12f * s->warp_x) * 4.7f + s->warp_z * 0.25f;
    crq_f8 z = (q.z + 0.12f * s->warp_z) * 4.7f;
    crq_f8 relief = m->facet * s->thin * crq_f8_facet(x, q.y * 2.7f, z, m->seed + 20);
    crq_f8 hard = hardness(beds * m->beds, 0.72f, m->seed + 5);
    crq_f8 amount = crq_f8_max(0.7f + 0.9f * s->warp_z, crq_f8_all(0.0f));
    return relief + m->bed_relief * amount * (hard - 0.5f);
}

#endif
