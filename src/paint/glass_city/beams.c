/* The event: sunlight split by crowns into fans of spectrum, and where they land. */
#include "paint/glass_city/fans.h"

static const char *const programs[] = {
    "seed", "sweep", "comb", "slant", "crown", "shower", NULL};

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct crq_city_beams, program), .choices = programs,
        .easy = {0, CRQ_CITY_PROGRAMS}, .brief = "how the fans are arranged"},
    {CRQ_REAL(struct crq_city_beams, strength), .preset = 1, .low = 0, .high = 4,
        .easy = {0.5, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "brightness of the fans"},
    {CRQ_REAL(struct crq_city_beams, spread), .preset = 1, .low = 0.2, .high = 4,
        .easy = {0.6, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "how fast they widen into colour"},
    {CRQ_REAL(struct crq_city_beams, landing), .preset = 1, .low = 0, .high = 4,
        .easy = {0.5, 1.6}, .unit = CRQ_UNIT_RATIO,
        .brief = "light they lay on towers and streets"},
};

static bool is_floor(uint8_t thing) {
    return thing == CRQ_THING_WATER || thing == CRQ_THING_GROUND;
}

struct painting {
    const struct crq_brush *brush;
    const struct crq_city *city;
    struct crq_air air;
    float landing;
};

static crq_vec light(const struct painting *p, crq_vec d, float depth, uint8_t thing) {
    crq_vec eye = p->city->camera.eye;
    double moment = p->brush->moment;
    float limit = depth < 1e6f ? depth : 1e6f;
    crq_vec c = crq_fans_along(p->city, &p->air, moment, eye, d, limit, 0.14f);
    if (limit > 3000.0f || p->landing <= 0.0f) {
        return c;
    }
    crq_vec at = eye + d * limit;
    float share = is_floor(thing) ? 0.8f : 0.38f;
    c += crq_fans_at(p->city, &p->air, moment, at) * (share * p->landing);
    if (is_floor(thing)) {
        /* the fans in the mirror, as far as towers let them be seen */
        crq_vec up = crq_vec_make(d[0], -d[1], d[2]);
        struct crq_grove_hit hit;
        at[1] += 0.02f;
        crq_grove_cast(p->city->grove, at, up, 3000.0f, &hit);
        limit = hit.solid >= 0 ? hit.near : 1e6f;
        crq_vec seen = crq_fans_along(p->city, &p->air, moment, at, up, limit, 0.14f);
        c += seen * (0.8f * crq_schlick(0.16f, -d[1]));
    }
    return c;
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    for (int j = first; j < last; j++) {
        size_t row = (size_t)j * (size_t)sheet->width;
        float y = ((float)j + 0.5f) * sheet->pixel;
        for (int i = 0; i < sheet->width; i++) {
            size_t at = row + (size_t)i;
            float x = ((float)i + 0.5f) * sheet->pixel;
            crq_vec d = crq_city_ray(&p->city->camera, x, y);
            crq_vec fan = light(p, d, sheet->depth[at], sheet->thing[at]);
            /* light scattered out of the way lets colour show before a bright sky */
            float most = crq_brightest(fan);
            float dimmed = 1.0f - 0.55f * most / (most + 0.4f);
            crq_vec keep = {dimmed, dimmed, dimmed, 1.0f};
            sheet->pixels[at] = sheet->pixels[at] * keep + fan;
        }
    }
}

/* The crown's own flash, where the main fans leave. */
static void ignite(const struct painting *p) {
    struct crq_sheet *sheet = p->brush->sheet;
    float x;
    float y;
    if (p->city->beam_count == 0 ||
        !crq_city_project(&p->city->camera, p->city->beams[0].origin, &x, &y)) {
        return;
    }
    const float size = 0.030f;
    int reach = (int)(size * 3.0f / sheet->pixel);
    int ci = (int)crq_clamp(x / sheet->pixel, -1e6f, 1e6f);
    int cj = (int)crq_clamp(y / sheet->pixel, -1e6f, 1e6f);
    float pulse = 1.0f + 0.12f * crq_sin_turns((float)p->brush->moment * 3.0f);
    for (int j = MAX(cj - reach, 0); j <= MIN(cj + reach, sheet->height - 1); j++) {
        for (int i = MAX(ci - reach, 0); i <= MIN(ci + reach, sheet->width - 1); i++) {
            float dx = (((float)i + 0.5f) * sheet->pixel - x) / size;
            float dy = (((float)j + 0.5f) * sheet->pixel - y) / size;
            float far = dx * dx + dy * dy;
            float e = 1.7f * pulse * p->city->beams[0].strength *
                      (0.06f / (far + 0.03f) - 0.0066f);
            e *= crq_smoothstep(9.0f, 1.0f, far);
            crq_sheet_row(sheet, j)[i] += p->air.sun * (e > 0.0f ? e : 0.0f);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct crq_city_beams *numbers = values;
    if (numbers->strength <= 0.0) {
        return;
    }
    struct painting p = {
        brush, brush->plan, crq_air_make(brush), (float)numbers->landing};
    crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
    ignite(&p);
}

const struct crq_operation crq_op_glass_city_beams = {
    .name = "beams",
    .brief = "sunlight split into fans of spectrum",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct crq_city_beams, params),
    .roles = CRQ_AIR_ROLES,
    .paint = paint,
};
