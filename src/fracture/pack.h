/* Light in four bytes: three mantissas of nine bits and a shared exponent.
 *
 * A second full sheet of light would cost too much memory while panes carry it along
 * (the idea of EXT_texture_shared_exponent; G. Ward's RGBE). Relative error 1/512. */
#ifndef CRQ_FRACTURE_PACK_H
#define CRQ_FRACTURE_PACK_H

#include "base/dmath.h"
#include "sheet/sheet.h"

static inline uint32_t crq_pack_light(crq_rgba c) {
    float peak = MAX(c[0], MAX(c[1], c[2]));
    if (!(peak > 3.1e-5f)) { /* 2^-15: below it the exponent would be negative */
        return 0;
    }
    /* exponent e so that peak < 2^(e - 15) */
    uint32_t e = (crq_float_bits(MIN(peak, 60000.0f) * 1.002f) >> 23) - 127 + 16;
    float scale = crq_bits_float((uint32_t)(127 + 24 - (int)e) << 23);
    uint32_t r = (uint32_t)(crq_clamp(c[0] * scale, 0.0f, 511.0f) + 0.5f);
    uint32_t g = (uint32_t)(crq_clamp(c[1] * scale, 0.0f, 511.0f) + 0.5f);
    uint32_t b = (uint32_t)(crq_clamp(c[2] * scale, 0.0f, 511.0f) + 0.5f);
    return e << 27 | b << 18 | g << 9 | r;
}

static inline crq_rgba crq_unpack_light(uint32_t packed) {
    float scale = crq_bits_float((103u + (packed >> 27)) << 23);
    crq_rgba c = {(float)(int32_t)(packed & 511u), (float)(int32_t)(packed >> 9 & 511u),
        (float)(int32_t)(packed >> 18 & 511u), 0.0f};
    return packed ? c * crq_rgba_grey(scale) : crq_rgba_grey(0.0f);
}

#endif
