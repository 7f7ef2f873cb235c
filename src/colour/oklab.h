/* OKLab: lightness and two axes of colour in which equal steps look about equal
 * (Ottosson: A perceptual color space for image processing, 2020). */
#ifndef CRQ_COLOUR_OKLAB_H
#define CRQ_COLOUR_OKLAB_H

#include "base/dmath.h"

struct crq_oklab {
    float l, a, b; /* l 0 black .. 1 white */
};

static inline float crq_cube_root(float x) {
    return x > 0.0f ? crq_pow(x, 1.0f / 3.0f) : 0.0f;
}

/* From linear light, Rec. 709. */
static inline struct crq_oklab crq_oklab_of(const float rgb[3]) {
    float r = rgb[0];
    float g = rgb[1];
    float b = rgb[2];
    float l = crq_cube_root(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
    float m = crq_cube_root(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
    float s = crq_cube_root(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
    return (struct crq_oklab){
        0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
        1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
        0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s,
    };
}

/* Linear light, Rec. 709; outside 0..1 for colours that no screen shows. */
static inline void crq_oklab_light(struct crq_oklab lab, float rgb[3]) {
    float l = lab.l + 0.3963377774f * lab.a + 0.2158037573f * lab.b;
    float m = lab.l - 0.1055613458f * lab.a - 0.0638541728f * lab.b;
    float s = lab.l - 0.0894841775f * lab.a - 1.2914855480f * lab.b;
    l = l * l * l;
    m = m * m * m;
    s = s * s * s;
    rgb[0] = 4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s;
    rgb[1] = -1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s;
    rgb[2] = -0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s;
}

#endif
