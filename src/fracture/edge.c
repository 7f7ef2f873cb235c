/* Broken edges: a prism ground along the rim. */
#include "fracture/edge.h"

#include "form/noise_inline.h"

/* Three lamps that make the cut edge glitter, towards them, unit length. */
const float CRQ_LAMPS[3][3] = {
    {-0.4582f, -0.6574f, -0.5976f},
    {0.8385f, 0.2620f, -0.4717f},
    {-0.1534f, 0.9411f, -0.3069f},
};

/* exp(-8): a lamp whose glint is fainter is left out. */
#define UNSEEN 0.000335f

/* Wavelengths through the cut edge, violet to red, and how they weigh. */
enum { WAVES = 5 };
static const crq_rgba WAVE[WAVES] = {
    {0.10f, 0.02f, 0.44f, 0.0f},
    {0.02f, 0.18f, 0.40f, 0.0f},
    {0.10f, 0.50f, 0.12f, 0.0f},
    {0.33f, 0.26f, 0.03f, 0.0f},
    {0.45f, 0.04f, 0.01f, 0.0f},
};

/* What the cut edge comes to at each of the spots, before the picture is looked at. */
struct cut {
    int count;
    float out[2][CRQ_SPOTS];  /* outwards on the canvas, unit */
    float edge[3][CRQ_SPOTS]; /* and in the world */
    float face[3][CRQ_SPOTS]; /* of the facet, unit */
    float grain[CRQ_SPOTS];   /* of the grinding, -1..1 */
    float ripple[CRQ_SPOTS];
    float chips[CRQ_SPOTS];    /* how unbroken the rim is */
    float offset[CRQ_SPOTS];   /* of what is seen through it, pixels */
    float glint[3][CRQ_SPOTS]; /* of the lamps, by channel */
    float lip[3][CRQ_SPOTS];   /* the lit rim */
    float crest[CRQ_SPOTS];
    float body[3][CRQ_SPOTS]; /* what the ground glass makes of light */
    float warm[CRQ_SPOTS];    /* light of the heart */
};

/* Towards the outside of the shard. */
static void face_outwards(
    const struct crq_pane *pane, const struct crq_spots *spots, struct cut *cut) {
    const struct crq_field *field = pane->field;
    float h = 1.2f * field->step;
    float moved[CRQ_SPOTS] = {0};
    float ahead[CRQ_SPOTS];
    for (int axis = 0; axis < 2; axis++) {
        const float *own = axis ? spots->v : spots->u;
        float *to = cut->out[axis];
        const float *u = axis ? spots->u : moved;
        const float *v = axis ? moved : spots->v;
        for (int k = 0; k < cut->count; k++) {
            moved[k] = own[k] - h;
        }
        crq_field_all(field, field->distance, cut->count, u, v, to);
        for (int k = 0; k < cut->count; k++) {
            moved[k] = own[k] + h;
        }
        crq_field_all(field, field->distance, cut->count, u, v, ahead);
        for (int k = 0; k < cut->count; k++) {
            to[k] -= ahead[k];
        }
    }
    const float *turn = pane->pose->turn;
    for (int k = 0; k < cut->count; k++) {
        float x = cut->out[0][k];
        float y = cut->out[1][k];
        float per = 1.0f / sqrtf(x * x + y * y + 1e-20f);
        x *= per;
        y *= per;
        float edge[3] = {turn[0] * x + turn[1] * y, turn[3] * x + turn[4] * y,
            turn[6] * x + turn[7] * y};
        crq_normalise(edge);
        cut->out[0][k] = x;
        cut->out[1][k] = y;
        for (int i = 0; i < 3; i++) {
            cut->edge[i][k] = edge[i];
        }
    }
}

/* The facet: tipped outwards, uneven as it was ground, and rippled where the crack ran
 * (Wallner lines). */
static void grind(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, const float *widths, struct cut *cut) {
    float left = glass->easel->wound->epicentre[0];
    float top = glass->easel->wound->epicentre[1];
    float normal[3] = {
        pane->pose->normal[0], pane->pose->normal[1], pane->pose->normal[2]};
    uint32_t ground = glass->seed;
    uint32_t chipped = pane->seed;
    float amount = pane->deep;
    float bend =
        0.016f * crq_smoothstep(0.0f, 0.3f, pane->pose->open) * glass->per_side;
    int count = cut->count;
    for (int k = 0; k < count; k++) {
        float u = spots->u[k];
        float v = spots->v[k];
        float grain = crq_noise2_inline(u * 34.0f, v * 34.0f, ground);
        float chips = crq_noise2_inline(u * 11.0f, v * 11.0f, chipped);
        float part = MAX(spots->inside[k], 0.0f) / widths[k]; /* 0 rim .. 1 face */
        float run = sqrtf((u - left) * (u - left) + (v - top) * (v - top));
        float ripple = crq_sin_turns(run * 130.0f + 5.0f * grain + 0.6f * part) *
                       crq_saturate(0.5f + 1.6f * grain);
        float slope = 0.8f + 0.4f * grain + 0.05f * ripple;
        float n[3];
        for (int i = 0; i < 3; i++) {
            n[i] = normal[i] * (1.0f - 0.45f * amount) +
                   cut->edge[i][k] * (slope * amount);
        }
        crq_normalise(n);
        for (int i = 0; i < 3; i++) {
            cut->face[i][k] = n[i];
        }
        cut->grain[k] = grain;
        cut->ripple[k] = ripple;
        cut->chips[k] = crq_saturate(0.55f + 1.5f * chips);
        cut->offset[k] =
            bend * slope * (0.6f + 0.4f * crq_smoothstep(0.0f, 0.2f, part));
    }
}

/* How a lamp sparkles on a facet; too faint it is left out. */
static float sparkle(const float normal[3], const float half[3], float sharp) {
    float miss = sharp * (1.0f - crq_dot3(normal, half));
    float light = crq_exp(-miss) - UNSEEN;
    return miss < 8.0f ? light : 0.0f;
}

/* Every wavelength glints at another tilt. */
static void glitter(const struct crq_glass *glass, const struct crq_spots *spots,
    float spread, struct cut *cut) {
    float eye_x = glass->poses->eye[0];
    float eye_y = glass->poses->eye[1];
    float eye_z = -glass->poses->distance;
    for (int k = 0; k < cut->count; k++) {
        float eye[3] = {eye_x - spots->x[k], eye_y - spots->y[k], eye_z};
        crq_normalise(eye);
        float half[3][3];
        for (int i = 0; i < 3; i++) {
            for (int n = 0; n < 3; n++) {
                half[i][n] = CRQ_LAMPS[i][n] + eye[n];
            }
            crq_normalise(half[i]);
        }
        float sum[3] = {0.0f, 0.0f, 0.0f};
        for (int w = 0; w < WAVES; w++) {
            float l = (float)w / (float)(WAVES - 1) - 0.5f;
            float tipped[3];
            for (int i = 0; i < 3; i++) {
                tipped[i] = cut->face[i][k] + cut->edge[i][k] * (0.68f * l * spread);
            }
            crq_normalise(tipped);
            float light = sparkle(tipped, half[0], 38.0f) +
                          0.9f * sparkle(tipped, half[1], 70.0f) +
                          0.45f * sparkle(tipped, half[2], 70.0f);
            for (int i = 0; i < 3; i++) {
                sum[i] += WAVE[w][i] * 2.2f * light;
            }
        }
        for (int i = 0; i < 3; i++) {
            cut->glint[i][k] = sum[i];
        }
    }
}

/* The lit lip along the rim: a spectrum, red outside where the edge faces the lamp and
 * inside where it turns away; and the crest where the face begins. */
static void light_lip(const struct crq_glass *glass, const struct crq_spots *spots,
    const float *widths, float spread, struct cut *cut) {
    for (int k = 0; k < cut->count; k++) {
        float inside = MAX(spots->inside[k], 0.0f);
        float edge[3] = {cut->edge[0][k], cut->edge[1][k], cut->edge[2][k]};
        float facing = crq_dot3(edge, glass->lamp);
        float sense = facing < 0.0f ? 1.0f : -1.0f;
        float lit = 0.05f + 0.95f * crq_saturate(1.5f * facing - 0.35f);
        for (int i = 0; i < 3; i++) {
            float off = 0.0016f * spread * (1.0f + sense * (float)(1 - i));
            float q = (inside - off) * (1.0f / 0.0012f);
            cut->lip[i][k] = lit * crq_exp(-q * q);
        }
        float crest = (widths[k] - inside) * (1.0f / 0.0009f);
        cut->crest[k] = 0.3f * crq_exp(-crest * crest) * crq_saturate(facing + 0.45f);
        cut->warm[k] = crq_faces_heart(glass, spots->x[k], spots->y[k], edge);
    }
}

/* What the ground glass makes of light that comes through: shade on the side away from
 * the lamp, cool as glass is, and hues that change from rim to face. */
static void tint(const struct crq_glass *glass, const struct crq_spots *spots,
    const float *widths, float spread, float amount, struct cut *cut) {
    crq_rgba wall = glass->wall * crq_rgba_grey(0.5f);
    static const float phases[3] = {0.0f, 0.30f, 0.62f};
    for (int i = 0; i < 3; i++) {
        float dark = wall[i];
        float phase = phases[i];
        float *body = cut->body[i];
        for (int k = 0; k < cut->count; k++) {
            float n[3] = {cut->face[0][k], cut->face[1][k], cut->face[2][k]};
            float lit = crq_saturate(crq_dot3(n, glass->lamp));
            float part = MAX(spots->inside[k], 0.0f) / widths[k];
            float across = 1.3f * (part + 0.7f * cut->grain[k]);
            float shade = crq_mix(dark, 1.32f, lit);
            shade *= 1.0f + 0.36f * spread * crq_cos_turns(across - phase);
            body[k] = crq_mix(1.0f, shade, amount);
        }
    }
}

/* Every wavelength sees another place. */
static crq_rgba disperse(const struct crq_sheet *surface, const struct cut *cut, int k,
    float spread, float x, float y) {
    crq_rgba seen = crq_rgba_grey(0.0f);
    for (int w = 0; w < WAVES; w++) {
        float l = (float)w / (float)(WAVES - 1) - 0.5f;
        float o = cut->offset[k] * (1.0f - 1.1f * spread * l);
        crq_rgba c =
            crq_sheet_between(surface, x - cut->out[0][k] * o, y - cut->out[1][k] * o);
        seen += WAVE[w] * c * crq_rgba_grey(1.0f / MAX(c[3], 0.2f));
    }
    return seen;
}

static crq_rgba channels(float of[3][CRQ_SPOTS], int k) {
    return (crq_rgba){of[0][k], of[1][k], of[2][k], 0.0f};
}

static struct crq_sample see_through(const struct crq_glass *glass,
    const struct crq_pane *pane, struct cut *cut, int k, float spread, float x,
    float y) {
    const struct crq_sheet *surface = glass->easel->surface;
    crq_rgba own = crq_sheet_between(surface, x, y);
    crq_rgba colour = disperse(surface, cut, k, spread, x, y) * channels(cut->body, k);
    /* the lip breaks off where the rim is chipped, and is dimmer over dark paint */
    float broken = cut->chips[k] * (0.4f + 1.2f * sqrtf(crq_luminance(own)));
    crq_rgba fringe = glass->lip * channels(cut->lip, k) * crq_rgba_grey(broken);
    crq_rgba glint = channels(cut->glint, k) +
                     glass->lip * crq_rgba_grey(cut->crest[k]) +
                     fringe * crq_rgba_grey(2.1f);
    float strong = pane->deep * (0.5f + 0.5f * cut->ripple[k] * cut->ripple[k] +
                                    0.4f * cut->grain[k]);
    float warm = cut->warm[k] * strong;
    colour += glint * crq_rgba_grey(0.42f * strong) +
              glass->heart * crq_rgba_grey(0.6f * warm);
    crq_rgba light = glint * glint * crq_rgba_grey(0.09f * strong) +
                     fringe * crq_rgba_grey(0.13f * strong) +
                     glass->heart * crq_rgba_grey(0.35f * warm * warm);
    colour *= crq_rgba_grey(own[3]);
    colour[3] = own[3];
    light *= crq_rgba_grey(own[3]);
    return (struct crq_sample){colour, light};
}

CRQ_WIDE void crq_pane_edges(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, const float *widths, float at[2][CRQ_SPOTS],
    struct crq_sample *samples) {
    struct cut cut;
    cut.count = spots->count;
    float spread = 0.5f * (float)glass->panes->dispersion;
    face_outwards(pane, spots, &cut);
    grind(glass, pane, spots, widths, &cut);
    glitter(glass, spots, spread, &cut);
    light_lip(glass, spots, widths, spread, &cut);
    tint(glass, spots, widths, spread, pane->deep, &cut);
    for (int k = 0; k < spots->count; k++) {
        samples[k] = see_through(glass, pane, &cut, k, spread, at[0][k], at[1][k]);
    }
}
