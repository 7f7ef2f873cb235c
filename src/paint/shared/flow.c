/* Structure tensor of log luminance, smoothed, as a field of directions. */
#include "paint/shared/flow.h"

#include "form/noise.h"
#include "sheet/glow.h"

/* Smoothing of the tensor, short sides. */
#define SMOOTH 0.006f
/* Weight of the flow where the picture says nothing. */
#define DEFAULT_WEIGHT 0.030f

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
static void take_directions(struct crq_sheet *soft) {
    for (int j = 0; j < soft->height; j++) {
        crq_rgba *row = crq_sheet_row(soft, j);
        float y = ((float)j + 0.5f) * soft->pixel;
        for (int i = 0; i < soft->width; i++) {
            float x = ((float)i + 0.5f) * soft->pixel;
            float wander = 0.075f * crq_noise2(x * 3.1f, y * 5.3f, 5) +
                           0.040f * crq_noise2(x * 9.0f, y * 14.0f, 6);
            float c = crq_cos_turns(2.0f * wander) * DEFAULT_WEIGHT;
            float s = crq_sin_turns(2.0f * wander) * DEFAULT_WEIGHT;
            float energy = row[i][0] + row[i][2];
            c += row[i][2] - row[i][0];
            s -= 2.0f * row[i][1];
            row[i] = crq_rgba_make(c, s, crq_smoothstep(0.004f, 0.25f, energy), 1.0f);
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
