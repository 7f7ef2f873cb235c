/* Structure tensor of log luminance, smoothed, as a field of directions. */
#include "paint/shared/flow.h"

#include "form/packet.h"
#include "sheet/glow.h"

/* Smoothing of the tensor, short sides. */
#define SMOOTH 0.006f
/* Weight of the flow where the picture says nothing. */
#define DEFAULT_WEIGHT 0.016f

/* Log light, so that edges in the dark count as much as edges in the light. */
static void take_log(struct crq_sheet *soft) {
    size_t area = (size_t)soft->width * (size_t)soft->height;
    for (size_t i = 0; i < area; i++) {
        soft->pixels[i][3] = crq_log2(crq_luminance(soft->pixels[i]) + 0.004f);
    }
}

/* Squares and product of the gradient, in channels 0..2; per 1/540 short side, so that
 * small pictures weigh alike. */
static void take_tensor(struct crq_sheet *soft) {
    float unit = 1.0f / (soft->pixel * (float)CRQ_SOFT_ROWS);
    for (int j = 0; j < soft->height; j++) {
        for (int i = 0; i < soft->width; i++) {
            float gx =
                crq_sheet_at(soft, i + 1, j)[3] - crq_sheet_at(soft, i - 1, j)[3];
            float gy =
                crq_sheet_at(soft, i, j + 1)[3] - crq_sheet_at(soft, i, j - 1)[3];
            gx *= unit;
            gy *= unit;
            crq_rgba *at = &crq_sheet_row(soft, j)[i];
            (*at)[0] = gx * gx;
            (*at)[1] = gx * gy;
            (*at)[2] = gy * gy;
        }
    }
}

/* The stroke runs across the strongest gradient: its double angle is that of the
 * gradient, reversed. */
CRQ_WIDE static void take_directions(struct crq_sheet *soft) {
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    for (int j = 0; j < soft->height; j++) {
        crq_rgba *row = crq_sheet_row(soft, j);
        crq_f8 y = crq_f8_all(((float)j + 0.5f) * soft->pixel);
        for (int i = 0; i < soft->width; i += CRQ_LANES) {
            crq_f8 x = (lane + (float)i) * soft->pixel;
            crq_f8 wander = 0.075f * crq_f8_noise2(x * 3.1f, y * 5.3f, 5) +
                            0.040f * crq_f8_noise2(x * 9.0f, y * 14.0f, 6);
            crq_f8 c = crq_f8_cos_turns(2.0f * wander) * DEFAULT_WEIGHT;
            crq_f8 s = crq_f8_sin_turns(2.0f * wander) * DEFAULT_WEIGHT;
            for (int k = 0; k < CRQ_LANES && i + k < soft->width; k++) {
                crq_rgba *at = &row[i + k];
                float energy = (*at)[0] + (*at)[2];
                *at =
                    crq_rgba_make(c[k] + ((*at)[2] - (*at)[0]), s[k] - 2.0f * (*at)[1],
                        crq_smoothstep(0.003f, 0.12f, energy), energy + DEFAULT_WEIGHT);
            }
        }
    }
}

struct crq_sheet *crq_flow_create(
    const struct crq_sheet *sheet, const struct crq_crew *crew) {
    struct crq_sheet *soft = crq_reduce(sheet, CRQ_SOFT_ROWS, crew, NULL);
    if (!soft) {
        return NULL;
    }
    take_log(soft);
    take_tensor(soft);
    for (int channel = 0; channel < 3; channel++) {
        crq_blur_channel(soft, channel, SMOOTH);
    }
    take_directions(soft);
    return soft;
}
