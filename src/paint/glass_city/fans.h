/* Light of the beams: sheets of light that leave a crown and split into a spectrum. */
#ifndef CRQ_PAINT_GLASS_CITY_FANS_H
#define CRQ_PAINT_GLASS_CITY_FANS_H

#include "paint/glass_city/air.h"

/* Light that reaches the eye from all beams along a ray, up to `limit` metres; behind
 * that a share `leak` still shows, for what hides them is glass. */
crq_vec crq_fans_along(const struct crq_city *city, const struct crq_air *air,
    double moment, crq_vec o, crq_vec d, float limit, float leak);

/* Light that they lay on a surface at p. */
crq_vec crq_fans_at(
    const struct crq_city *city, const struct crq_air *air, double moment, crq_vec p);

#endif
