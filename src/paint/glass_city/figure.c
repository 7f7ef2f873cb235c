/* The one human being, small against the light. */
#include "paint/glass_city/air.h"

#include "form/noise.h"

enum pose { STANDING, REACHING, UMBRELLA, POSES };

static const char *const poses[] = {"seed", "standing", "reaching", "umbrella", NULL};

struct figure {
    int32_t pose;
    double size;
};

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct figure, pose), .choices = poses, .easy = {0, POSES},
        .brief = "what the human being does"},
    {CRQ_REAL(struct figure, size), .preset = 1, .low = 0, .high = 4,
        .easy = {0.8, 1.5}, .unit = CRQ_UNIT_RATIO, .brief = "against its own size"},
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_city *city;
    struct crq_air air;
    crq_vec coat;
    enum pose pose;
    float x, y, height; /* feet and height in the picture, short sides */
    float depth;
    float side;   /* where the light comes from */
    float mirror; /* strength of the reflection */
};

/* Signed distance to a limb that tapers from ra at a to rb at b. */
static float limb(
    float x, float y, const float a[2], const float b[2], float ra, float rb) {
    float vx = b[0] - a[0];
    float vy = b[1] - a[1];
    float t = crq_saturate(((x - a[0]) * vx + (y - a[1]) * vy) / (vx * vx + vy * vy));
    float dx = x - a[0] - vx * t;
    float dy = y - a[1] - vy * t;
    return sqrtf(dx * dx + dy * dy) - crq_mix(ra, rb, t);
}

static float least(float a, float b) {
    return a < b ? a : b;
}

struct bone {
    float a[2], b[2], ra, rb;
};

/* Seen from behind, heights as parts of the whole: head, neck, trunk, coat, legs. */
static const struct bone body[] = {
    {{0.004f, 0.925f}, {0.000f, 0.950f}, 0.044f, 0.046f},
    {{0.000f, 0.84f}, {0.002f, 0.89f}, 0.030f, 0.026f},
    {{-0.070f, 0.790f}, {0.070f, 0.790f}, 0.036f, 0.036f},
    {{0.000f, 0.77f}, {0.000f, 0.58f}, 0.088f, 0.072f},
    {{0.000f, 0.60f}, {0.014f, 0.30f}, 0.074f, 0.118f},
    {{-0.040f, 0.30f}, {-0.052f, 0.02f}, 0.044f, 0.026f},
    {{0.042f, 0.30f}, {0.066f, 0.02f}, 0.044f, 0.026f},
    {{-0.052f, 0.012f}, {-0.078f, 0.008f}, 0.018f, 0.014f},
    {{0.066f, 0.012f}, {0.094f, 0.008f}, 0.018f, 0.014f},
    {{-0.094f, 0.780f}, {-0.128f, 0.610f}, 0.032f, 0.027f},
    {{-0.128f, 0.610f}, {-0.120f, 0.450f}, 0.026f, 0.019f},
};
static const struct bone arms[POSES][2] = {
    [STANDING] = {{{0.094f, 0.780f}, {0.130f, 0.610f}, 0.032f, 0.027f},
        {{0.130f, 0.610f}, {0.122f, 0.450f}, 0.026f, 0.019f}},
    [REACHING] = {{{0.092f, 0.790f}, {0.190f, 0.900f}, 0.032f, 0.025f},
        {{0.190f, 0.900f}, {0.255f, 1.050f}, 0.024f, 0.013f}},
    [UMBRELLA] = {{{0.092f, 0.775f}, {0.150f, 0.680f}, 0.032f, 0.026f},
        {{0.150f, 0.680f}, {0.092f, 0.790f}, 0.025f, 0.020f}},
};

static float bones(const struct bone *bone, int count, float x, float y) {
    float off = 1e9f;
    for (int i = 0; i < count; i++) {
        off = least(off, limb(x, y, bone[i].a, bone[i].b, bone[i].ra, bone[i].rb));
    }
    return off;
}

/* A clear umbrella: its rim, ribs and stick count, its skin hardly. */
static float umbrella(float x, float y, float *skin) {
    float cx = x - 0.06f;
    float cy = y - 0.86f;
    float r = sqrtf(cx * cx * 0.80f + cy * cy);
    float shell = (r > 0.33f ? r - 0.33f : 0.33f - r) - 0.008f;
    bool above = cy > 0.10f;
    *skin = above && r < 0.33f ? 1.0f : 0.0f;
    const float foot[2] = {0.088f, 0.70f};
    const float tip[2] = {0.058f, 1.23f};
    float stick = limb(x, y, foot, tip, 0.007f, 0.005f);
    float rim = cy < 0.10f ? sqrtf(shell * shell + (0.10f - cy) * (0.10f - cy)) : shell;
    return least(stick, rim);
}

/* Cover at (x, y) in heights, x to the light; `rim` rises towards the lit outline. */
static float cover(
    const struct painting *p, float x, float y, float blur, float *rim, float *skin) {
    float off = bones(body, (int)G_N_ELEMENTS(body), x, y);
    off = least(off, bones(arms[p->pose], 2, x, y));
    *skin = 0.0f;
    if (p->pose == UMBRELLA) {
        off = least(off, umbrella(x, y, skin));
    }
    float shifted = bones(body, (int)G_N_ELEMENTS(body), x + 0.022f, y + 0.010f);
    *rim = crq_smoothstep(-0.02f, 0.03f, shifted);
    return crq_saturate(0.5f - off / blur);
}

static void lay(const struct painting *p, size_t at, float x, float y, float strength) {
    struct crq_sheet *sheet = p->brush->sheet;
    float blur = sheet->pixel / p->height;
    float rim;
    float skin;
    float alpha = cover(p, x, y, blur > 0.004f ? blur : 0.004f, &rim, &skin);
    float glass = skin * (1.0f - alpha) * 0.16f * strength;
    alpha *= strength;
    if (alpha + glass <= 0.0f) {
        return;
    }
    crq_vec edge = p->air.sun * p->air.warm * (0.9f * (1.0f - 0.5f * p->air.dusk));
    crq_vec c = p->coat + edge * (rim * rim);
    crq_vec film = p->air.glass_cool * 0.8f;
    crq_vec out = sheet->pixels[at] * (1.0f - alpha - glass) + c * alpha + film * glass;
    out[3] = 1.0f;
    sheet->pixels[at] = out;
    if (alpha > 0.5f && strength == 1.0f) {
        sheet->thing[at] = CRQ_THING_FIGURE;
        sheet->depth[at] = p->depth;
    }
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    float h = p->height;
    for (int j = first; j < last; j++) {
        float y = (p->y - ((float)j + 0.5f) * sheet->pixel) / h;
        if (y > 1.35f || y < -1.35f) {
            continue;
        }
        /* the mirror ripples more the farther from the feet */
        float wave = p->city->figure.on_water ? 0.05f : 0.0f;
        float ripple = y < 0.0f ? wave * y * crq_sin_turns(y * 9.0f + 0.3f) : 0.0f;
        int from = (int)crq_clamp((p->x - 0.45f * h) / sheet->pixel, 0, 1e6f);
        int to = (int)crq_clamp((p->x + 0.45f * h) / sheet->pixel + 1.0f, 0, 1e6f);
        for (int i = from; i < MIN(to, sheet->width); i++) {
            size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
            float x = (((float)i + 0.5f) * sheet->pixel - p->x) / h * p->side;
            if (y >= 0.0f && sheet->depth[at] > p->depth * 0.98f) {
                lay(p, at, x, y, 1.0f);
            } else if (y < 0.0f && p->mirror > 0.0f) {
                lay(p, at, x + ripple, -y, p->mirror * (1.0f + 0.45f * y));
            }
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct figure *numbers = values;
    struct painting p = {
        .brush = brush, .city = brush->plan, .air = crq_air_make(brush)};
    struct crq_chance chance = crq_chance(brush->seed, "city figure");
    int own = (int)(crq_unit(chance, 0, 0) * (float)POSES);
    p.pose = (enum pose)(numbers->pose > 0 ? numbers->pose - 1 : own);
    const struct crq_city *city = p.city;
    if (numbers->size <= 0.0 ||
        !crq_city_project(&city->camera, city->figure.foot, &p.x, &p.y)) {
        return;
    }
    crq_vec r = city->figure.foot - city->camera.eye;
    p.depth = crq_length(r);
    p.height = city->figure.height * (float)numbers->size / (r[2] * city->camera.lens);
    p.side = city->figure.foot[0] < city->sun_x * r[2] ? 1.0f : -1.0f;
    p.mirror = city->figure.on_water ? 0.7f : 0.3f;
    const float *role = brush->palette->light[CRQ_ROLE_FIGURE];
    p.coat = crq_vec_make(role[0], role[1], role[2]) * 0.20f + p.air.shadow * 0.25f;
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
}

const struct crq_operation crq_op_glass_city_figure = {
    .name = "figure",
    .brief = "the one human being",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct figure, params),
    .roles = CRQ_AIR_ROLES | CRQ_ROLE_BIT(FIGURE),
    .still = true,
    .paint = paint,
};
