/* A city being laid out: what the composed towers and the crowd share. */
#ifndef CRQ_PAINT_GLASS_CITY_LAYOUT_H
#define CRQ_PAINT_GLASS_CITY_LAYOUT_H

#include "form/noise.h"
#include "paint/glass_city/city.h"

/* A plot is `grain` times this wide, metres. */
#define CRQ_LAYOUT_PLOT 52.0f

struct crq_layout {
    struct crq_city *city;
    const struct crq_city_towers *numbers;
    const struct crq_city_layout *own;
    struct crq_city_site site;
    struct crq_chance single, crowd;
    float plot; /* metres */
};

/* Everything that is drawn about a tower hangs on this. */
static inline uint32_t crq_layout_name(uint32_t group, uint32_t index) {
    return crq_hash(group * 0x9e3779b9u + index);
}

/* Fits a height that was chosen for a wide picture to one with more sky. */
static inline float crq_layout_stretch(const struct crq_city *city) {
    float above = city->camera.above / 0.42f;
    return above > 1.0f ? 1.0f + 0.6f * (above - 1.0f) : 1.0f;
}

/* crowd.c: a tower on every plot that the composition leaves free. */
void crq_layout_crowd(struct crq_layout *layout);

#endif
