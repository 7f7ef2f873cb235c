/* The sea of clouds: a sheet of finite thickness, torn open over the abyss.
 *
 * A sheet and not a half-space, or the hole would have no depth. Its top and bottom are
 * low noise, its body billows of folded noise; all is turned about the hole, as water
 * is about a drain. Thin wreaths of mist hang above it at the height of the bellies. */
#ifndef CRQ_MOUNTAINS_SEA_H
#define CRQ_MOUNTAINS_SEA_H

#include "paint/floating_mountains/air.h"

struct crq_sea {
    const struct crq_air *air;
    float drift[CRQ_DRIFTS][2]; /* where each octave has drifted */
    int detail;                 /* octaves near the eye, 3 or 4 */
};

struct crq_sea crq_sea_at(const struct crq_air *air, float moment, float pixel);

/* What clouds and mist add along rays, up to `limit`: scattered light, what they let
 * through, and where they become visible and nearly opaque (1e6: never). */
struct crq_veil {
    struct crq_v8 light;
    crq_f8 through, begins, closes;
};

void crq_sea_march(const struct crq_sea *sea, const struct crq_v8 *ray,
    const crq_f8 *limit, const crq_f8 *jitter, struct crq_veil *veil);

#endif
