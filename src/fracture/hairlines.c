/* Hairlines: the craquelure of the paint, thousands of grooves between cupped flakes.
 *
 * A groove is dark; the paint along it has curled up a little, so that one of its lips
 * catches the light and the other is in its own shade. */
#include "fracture/etch.h"

struct hairlines {
    double depth;   /* how dark the grooves are */
    double width;   /* factor on the net's own widths */
    double cupping; /* how far the paint curls up beside them */
};

/* Reach of the curled lip, short sides. */
#define LIP 0.0045f

static void engrave(const struct crq_etching *etching, const struct crq_etched *t) {
    const struct crq_easel *easel = etching->easel;
    const struct hairlines *values = etching->values;
    const float *ink = easel->palette->light[CRQ_ROLE_CRACK];
    crq_rgba groove = {ink[0], ink[1], ink[2], 0.0f};
    float depth = (float)values->depth;
    float cupping = (float)values->cupping;
    float mended = (float)easel->instant.mended;
    float pixel = easel->surface->pixel;
    for (int j = 0; j < t->height; j++) {
        crq_rgba *row = crq_sheet_row(easel->surface, t->top + j) + t->left;
        float y = ((float)(t->top + j) + 0.5f) * pixel;
        for (int i = 0; i < t->width; i++) {
            int k = j * CRQ_ETCH_TILE + i;
            float d = t->away[k];
            if (d >= LIP && t->cover[k] <= 0.0f) {
                continue;
            }
            float x = ((float)(t->left + i) + 0.5f) * pixel;
            float healed =
                mended > 0.0f ? crq_healed(easel->arrival, x, y, mended) : 0.0f;
            float wound = 1.0f - healed;
            if (wound <= 0.0f) {
                continue;
            }
            crq_rgba c = row[i];
            float level = crq_luminance(c);
            /* the lip: shade on one side, on the other a thin lit edge */
            float thick = crq_saturate(t->wide[k] * (1.0f / 0.0016f));
            float curl =
                cupping * thick * wound * crq_smoothstep(0.0f, 0.2f, t->age[k]);
            float fade = crq_saturate(1.0f - d * (1.0f / LIP));
            float shade = -0.34f * t->side[k] * fade * fade * curl;
            float rim = (d - 0.5f * t->wide[k] - 0.0009f) * (1.0f / 0.0008f);
            float lit = t->side[k] < 0.0f ? -t->side[k] : 0.0f;
            lit *= 0.20f * curl * crq_exp(-rim * rim) * (0.12f + level);
            crq_rgba own = c * crq_rgba_grey(1.0f + shade) + crq_rgba_grey(lit);
            float dark = t->cover[k] * wound * depth;
            own = crq_rgba_mix(own,
                own * crq_rgba_grey(0.07f) +
                    groove * crq_rgba_grey(0.35f * (0.1f + level)),
                crq_saturate(0.95f * dark));
            own[3] = c[3];
            row[i] = own;
        }
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    return crq_plate_create(&easel->wound->paint);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct hairlines *hairlines = values;
    if (hairlines->width <= 0.0 || easel->instant.mended >= 1.0) {
        return;
    }
    struct crq_etching etching = {
        .plate = easel->kept,
        .broken = (float)easel->instant.broken,
        .reach = LIP,
        .width = (float)hairlines->width,
        .lamp = {-0.57f, -0.82f},
        .use = engrave,
        .easel = easel,
        .values = values,
    };
    crq_etch(&etching);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct hairlines, depth), .preset = 1, .low = 0, .high = 1,
        .easy = {0.5, 1}, .unit = CRQ_UNIT_RATIO, .brief = "how dark the grooves are"},
    {CRQ_REAL(struct hairlines, width), .preset = 1, .low = 0, .high = 4,
        .easy = {0.6, 1.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how wide the grooves are"},
    {CRQ_REAL(struct hairlines, cupping), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how far the paint curls up beside them"},
};

const struct crq_operation crq_op_fracture_hairlines = {
    .name = "hairlines",
    .brief = "the craquelure of the paint",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct hairlines, params),
    .roles = CRQ_ROLE_BIT(CRACK),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = crq_plate_destroy,
    .work = work,
};
