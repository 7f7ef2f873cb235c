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

/* What a row of a tile is to become. */
struct relief {
    float shade[CRQ_ETCH_TILE]; /* gain of the paint on a lip */
    float lit[CRQ_ETCH_TILE];   /* light on its edge, before the paint's own level */
    float dark[CRQ_ETCH_TILE];  /* how much of the groove is seen */
};

/* The lip: shade on one side, on the other a thin lit edge. */
static void curl_row(const struct crq_etched *t, int first, const float *healed,
    const struct hairlines *values, struct relief *to) {
    float cupping = (float)values->cupping;
    float depth = 0.95f * (float)values->depth;
    for (int i = 0; i < CRQ_ETCH_TILE; i++) {
        int k = first + i;
        float d = t->away[k];
        float side = t->side[k];
        float wound = 1.0f - healed[i];
        float thick = crq_saturate(t->wide[k] * (1.0f / 0.0016f));
        float curl = cupping * thick * wound * crq_smoothstep(0.0f, 0.2f, t->age[k]);
        float fade = crq_saturate(1.0f - d * (1.0f / LIP));
        float rim = (d - 0.5f * t->wide[k] - 0.0009f) * (1.0f / 0.0008f);
        float facing = MAX(-side, 0.0f);
        to->shade[i] = 1.0f - 0.34f * side * fade * fade * curl;
        to->lit[i] = 0.20f * facing * curl * crq_exp(-rim * rim);
        to->dark[i] = crq_saturate(depth * t->cover[k] * wound);
    }
}

CRQ_WIDE static void engrave(
    const struct crq_etching *etching, const struct crq_etched *t) {
    const struct crq_easel *easel = etching->easel;
    const float *ink = easel->palette->light[CRQ_ROLE_CRACK];
    crq_rgba groove =
        crq_rgba_make(ink[0], ink[1], ink[2], 0.0f) * crq_rgba_grey(0.35f);
    float mended = (float)easel->instant.mended;
    float pixel = easel->surface->pixel;
    struct relief relief;
    float healed[CRQ_ETCH_TILE] = {0};
    for (int j = 0; j < t->height; j++) {
        crq_rgba *row = crq_sheet_row(easel->surface, t->top + j) + t->left;
        float y = ((float)(t->top + j) + 0.5f) * pixel;
        int first = j * CRQ_ETCH_TILE;
        crq_healed_row(easel->arrival, y, pixel, t->left, t->width, mended, healed);
        curl_row(t, first, healed, etching->values, &relief);
        for (int i = 0; i < t->width; i++) {
            if (healed[i] >= 1.0f ||
                (t->away[first + i] >= LIP && t->cover[first + i] <= 0.0f)) {
                continue;
            }
            crq_rgba c = row[i];
            float level = crq_luminance(c);
            crq_rgba own = c * crq_rgba_grey(relief.shade[i]) +
                           crq_rgba_grey(relief.lit[i] * (0.12f + level));
            own = crq_rgba_mix(own,
                own * crq_rgba_grey(0.07f) + groove * crq_rgba_grey(0.1f + level),
                relief.dark[i]);
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
