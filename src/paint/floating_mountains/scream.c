/* The silent scream: pressure fronts in the air that bend what lies behind them.
 *
 * Refraction reads as air; rings of brightness alone look like a decal, even rings like
 * a sign for sound. So fronts lean towards the crown, differ in strength, are bent and
 * torn by uneven air, disperse slightly, and die before anything answers. */
#include "base/dmath.h"
#include "form/noise.h"
#include "paint/floating_mountains/air.h"

#include <glib.h>

struct values {
    double strength, reach;
    int32_t fronts;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct values, strength), .preset = 1, .low = 0, .high = 4,
        .easy = {0.5, 1.5}, .unit = CRQ_UNIT_RATIO,
        .brief = "how far the fronts bend what lies behind"},
    {CRQ_REAL(struct values, reach), .preset = 0.36, .low = 0.01, .high = 2,
        .easy = {0.25, 0.5}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "where the scream is swallowed"},
    {CRQ_COUNT(struct values, fronts), .preset = 8, .low = 1, .high = 60,
        .easy = {5, 12}, .brief = "fronts on their way at once"},
};

/* How much more blue is bent than red. */
static const float dispersion[3] = {0.93f, 1.0f, 1.08f};

/* Square roots of light / BRIGHTEST: large pictures need the memory. */
struct kept {
    uint16_t root[3];
};

#define BRIGHTEST 64.0f

struct painting {
    const struct crq_brush *brush;
    const struct values *values;
    float mouth[2], depth; /* short sides; distance from the eye */
    float lean[2];         /* unit vector towards the crown on the picture */
    float strength;
    uint32_t noise;
    int left, top, width, height; /* of what may bend, in pixels */
    struct kept *behind;          /* a copy of it */
    float star[3];
};

/* Fronts set out so often a loop; each has a strength of its own. */
enum { BEATS = 3 };
static const float strengths[BEATS] = {1.0f, 0.45f, 0.72f};

struct front {
    float slope, crest, amount;
};

/* How much of a front is left in a direction: the air tears each into arcs. Noise about
 * the direction has no seam. */
static float torn_at(const struct painting *p, float u, float ux, float uy, int front) {
    uint32_t seed = p->noise + 31u * (uint32_t)front;
    float near = 0.9f + 0.6f * u;
    float wide = crq_noise2(ux * near + 1.5f * u, uy * near, seed);
    float fine = crq_noise2(ux * 3.1f, uy * 3.1f + 2.0f * u, seed + 7u);
    return crq_smoothstep(-0.80f, 0.34f, wide + 0.35f * fine - 0.20f * u);
}

/* The fronts at a place `u` reaches out (0..1) at an angle: a bump in the air's
 * density, which bends by its slope. The air is uneven, so they are neither round nor
 * equally far from one another. */
static struct front front_at(const struct painting *p, float u, float ux, float uy) {
    float ahead = ux * p->lean[0] + uy * p->lean[1];
    float lobe = crq_smoothstep(-0.45f, 0.95f, ahead);
    lobe = 0.08f + 0.92f * lobe * lobe;
    float life = crq_smoothstep(0.05f, 0.16f, u) * crq_exp(-2.1f * u) *
                 (1.0f - crq_smoothstep(0.42f, 0.98f, u));
    if (life * lobe < 0.004f) {
        return (struct front){0.0f, 0.0f, 0.0f};
    }
    float uneven = crq_noise2(ux * u * 2.6f, uy * u * 2.6f, p->noise + 3u) +
                   0.4f * crq_noise2(ux * u * 7.0f, uy * u * 7.0f, p->noise + 5u);
    float phase = (float)p->values->fronts * crq_pow(u, 0.80f) + 0.9f * u * uneven -
                  (float)BEATS * (float)p->brush->moment;
    float whole = crq_floor(phase);
    int front = ((int)whole % BEATS + BEATS) % BEATS;
    float off = phase - whole - 0.5f;
    float crest = crq_exp(-55.0f * off * off);
    return (struct front){off * crest * 17.0f, crest,
        2.2f * life * lobe * strengths[front] * torn_at(p, u, ux, uy, front) *
            p->strength};
}

static struct kept keep(crq_rgba light) {
    struct kept kept;
    for (int k = 0; k < 3; k++) {
        float share = crq_saturate(light[k] * (1.0f / BRIGHTEST));
        kept.root[k] = (uint16_t)(sqrtf(share) * 65535.0f + 0.5f);
    }
    return kept;
}

/* Light back from its root. */
static float light_of(const struct kept *kept, int channel) {
    float root = (float)kept->root[channel] * (1.0f / 65535.0f);
    return root * root * BRIGHTEST;
}

/* Bilinear in the copy: each channel is bent by its own amount. */
static float channel_at(const struct painting *p, float x, float y, int channel) {
    float fx = crq_clamp(x - 0.5f - (float)p->left, 0.0f, (float)p->width - 1.001f);
    float fy = crq_clamp(y - 0.5f - (float)p->top, 0.0f, (float)p->height - 1.001f);
    int i = (int)fx;
    int j = (int)fy;
    const struct kept *row = p->behind + (size_t)j * (size_t)p->width + i;
    int right = i + 1 < p->width ? 1 : 0;
    int below = j + 1 < p->height ? p->width : 0;
    float upper = crq_mix(
        light_of(&row[0], channel), light_of(&row[right], channel), fx - (float)i);
    float lower = crq_mix(light_of(&row[below], channel),
        light_of(&row[below + right], channel), fx - (float)i);
    return crq_mix(upper, lower, fy - (float)j);
}

/* Whether what a bent ray finds lies behind the child: the ledge must not smear. */
static bool behind_child(const struct painting *p, float x, float y) {
    const struct crq_sheet *sheet = p->brush->sheet;
    int i = (int)crq_clamp(x, 0.0f, (float)sheet->width - 1.0f);
    int j = (int)crq_clamp(y, 0.0f, (float)sheet->height - 1.0f);
    return sheet->depth[(size_t)j * (size_t)sheet->width + (size_t)i] > p->depth + 0.9f;
}

/* Fronts shift what is seen along their direction, and as every lens does gather a
 * little of its light. */
static void bend_pixel(const struct painting *p, int i, int j) {
    const struct crq_sheet *sheet = p->brush->sheet;
    float dx = ((float)i + 0.5f) * sheet->pixel - p->mouth[0];
    float dy = ((float)j + 0.5f) * sheet->pixel - p->mouth[1];
    float r = sqrtf(dx * dx + dy * dy) + 1e-4f;
    float ux = dx / r;
    float uy = dy / r;
    float ahead = ux * p->lean[0] + uy * p->lean[1];
    float u = r / (1.0f + 0.20f * ahead) / (float)p->values->reach;
    size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
    float far = MIN(sheet->depth[at], 1e6f);
    if (u >= 1.1f || far < p->depth + 0.9f) {
        return;
    }
    struct front f = front_at(p, u, ux, uy);
    f.amount *= crq_smoothstep(p->depth + 0.9f, p->depth + 2.5f, far);
    if (f.amount < 0.002f) {
        return;
    }
    float shift = f.amount * f.slope * 0.030f / sheet->pixel;
    float gain = MAX(1.0f + f.amount * (0.46f * f.crest - 0.30f * f.slope), 0.0f);
    crq_rgba *pixel = &sheet->pixels[at];
    for (int k = 0; k < 3; k++) {
        float x = (float)i + 0.5f - ux * shift * dispersion[k];
        float y = (float)j + 0.5f - uy * shift * dispersion[k];
        float light = behind_child(p, x, y) ? channel_at(p, x, y, k) : (*pixel)[k];
        (*pixel)[k] = light * gain + f.amount * f.crest * 0.016f * p->star[k];
    }
}

static void bend_strip(void *context, int first, int last) {
    const struct painting *p = context;
    for (int j = p->top + first; j < p->top + last; j++) {
        for (int i = p->left; i < p->left + p->width; i++) {
            bend_pixel(p, i, j);
        }
    }
}

/* The rectangle that the farthest front can reach, clipped to the picture. */
static void frame(struct painting *p) {
    const struct crq_sheet *sheet = p->brush->sheet;
    float reach = 1.45f * (float)p->values->reach;
    float wide = (float)sheet->width;
    float high = (float)sheet->height;
    p->left = (int)crq_clamp((p->mouth[0] - reach) / sheet->pixel, 0.0f, wide);
    p->top = (int)crq_clamp((p->mouth[1] - reach) / sheet->pixel, 0.0f, high);
    p->width =
        (int)crq_clamp((p->mouth[0] + reach) / sheet->pixel, 0.0f, wide) - p->left;
    p->height =
        (int)crq_clamp((p->mouth[1] + reach) / sheet->pixel, 0.0f, high) - p->top;
}

/* A whole crown: nothing to scream at. */
static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct crq_mountains *m = brush->plan;
    const struct crq_air air = crq_air_from(brush);
    struct painting p = {.brush = brush, .values = values, .noise = m->noise + 700};
    float ahead, crown[2];
    const float *centre = m->massifs[CRQ_MAIN].centre;
    float top[3] = {centre[0], centre[1] + 0.6f * m->massifs[CRQ_MAIN].size, centre[2]};
    p.strength = crq_smoothstep(0.0f, 0.35f, m->crumble) * (float)p.values->strength;
    if (p.strength <= 0.0f ||
        !crq_view_project(&m->view, m->mouth, &p.mouth[0], &p.mouth[1], &ahead) ||
        !crq_view_project(&m->view, top, &crown[0], &crown[1], &ahead)) {
        return;
    }
    p.depth = crq_length3(m->mouth);
    float lean[3] = {crown[0] - p.mouth[0], crown[1] - p.mouth[1], 0.0f};
    crq_unit3(lean);
    p.lean[0] = lean[0];
    p.lean[1] = lean[1];
    for (int k = 0; k < 3; k++) {
        p.star[k] = air.star[k];
    }
    frame(&p);
    if (p.width <= 0 || p.height <= 0) {
        return;
    }
    p.behind = g_new(struct kept, (size_t)p.width * (size_t)p.height);
    for (int j = 0; j < p.height; j++) {
        const crq_rgba *row = crq_sheet_row(brush->sheet, p.top + j) + p.left;
        for (int i = 0; i < p.width; i++) {
            p.behind[(size_t)j * (size_t)p.width + (size_t)i] = keep(row[i]);
        }
    }
    crq_strips(brush->crew, p.height, bend_strip, &p);
    g_free(p.behind);
}

const struct crq_operation crq_op_floating_mountains_scream = {
    .name = "scream",
    .brief = "the child's scream: seen, not heard",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct values, params),
    .roles = CRQ_AIR_ROLES | CRQ_STONE_ROLES,
    .paint = paint,
};
