/* Rays of the sun through gaps of the city, split a little by the glass in the air. */
#include "paint/glass_city/air.h"

#include "form/noise.h"

/* Rays are soft: they are made at this many pixels on the short side. */
enum { ROWS = 120, TAPS = 28 };
/* How far towards the sun a point gathers light, and how far red and blue differ. */
#define REACH 0.86f
#define SPLIT 0.030f

struct rays {
    double strength, split;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct rays, strength), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "brightness of the rays"},
    {CRQ_REAL(struct rays, split), .preset = 1, .low = 0, .high = 4, .easy = {0, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how far red and violet part"},
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_city *city;
    struct crq_air air;
    struct crq_sheet *bright, *shed; /* small: what shines; what it sheds */
    float strength, split;
    float sun_x, sun_y;
};

static float share_of(uint8_t thing) {
    bool sky = thing == CRQ_THING_SKY || thing == CRQ_THING_SUN;
    return sky ? 1.0f : thing == CRQ_THING_TOWER ? 0.25f : 0.0f;
}

/* Mean of what shines in the block of pixels that one small pixel stands for. */
static crq_vec shine_of(const struct painting *p, int i, int j) {
    const struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_sheet *small = p->bright;
    int x0 = (int)((int64_t)i * sheet->width / small->width);
    int x1 = (int)((int64_t)(i + 1) * sheet->width / small->width);
    int y0 = (int)((int64_t)j * sheet->height / small->height);
    int y1 = (int)((int64_t)(j + 1) * sheet->height / small->height);
    crq_vec sum = {0};
    for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++) {
            size_t at = (size_t)y * (size_t)sheet->width + (size_t)x;
            crq_vec c = sheet->pixels[at];
            float most = crq_brightest(c);
            float w = share_of(sheet->thing[at]) * crq_smoothstep(0.7f, 2.2f, most);
            sum += c * (w * (most > 7.0f ? 7.0f / most : 1.0f));
        }
    }
    return sum * (1.0f / (float)MAX((x1 - x0) * (y1 - y0), 1));
}

static void gather_strip(void *context, int first, int last) {
    const struct painting *p = context;
    for (int j = first; j < last; j++) {
        for (int i = 0; i < p->bright->width; i++) {
            crq_sheet_row(p->bright, j)[i] = shine_of(p, i, j);
        }
    }
}

/* Shafts wander a little round the sun. */
static float wander(const struct painting *p, float dx, float dy) {
    float sine = crq_sin_turns((float)p->brush->moment);
    float cosine = crq_cos_turns((float)p->brush->moment);
    float length = sqrtf(dx * dx + dy * dy) + 1e-6f;
    float n = crq_noise3(dx / length * 9.0f, dy / length * 9.0f + 0.3f * sine,
        0.3f * cosine, p->city->noise + 5);
    return 1.0f + 0.35f * n;
}

static crq_vec shed(const struct painting *p, float x, float y) {
    float dx = p->sun_x - x;
    float dy = p->sun_y - y;
    float per = 1.0f / p->bright->pixel;
    float fx = x * per - 0.5f;
    float fy = y * per - 0.5f;
    crq_vec sum = {0};
    float weights = 0.0f;
    for (int i = 0; i < TAPS; i++) {
        float a = ((float)i + 0.5f) / TAPS;
        float w = 1.0f - 0.75f * a;
        float step = a * REACH;
        float off = SPLIT * p->split * (1.0f - a);
        for (int k = 0; k < 3; k++) {
            float s = step + off * (float)(1 - k);
            sum[k] += w * crq_sheet_between(
                              p->bright, fx + dx * per * s, fy + dy * per * s)[k];
        }
        weights += w;
    }
    float far = sqrtf(dx * dx + dy * dy);
    return sum * (wander(p, dx, dy) * crq_exp(-far * 1.3f) / weights);
}

CRQ_WIDE static void shed_strip(void *context, int first, int last) {
    const struct painting *p = context;
    float pixel = p->shed->pixel;
    for (int j = first; j < last; j++) {
        for (int i = 0; i < p->shed->width; i++) {
            crq_sheet_row(p->shed, j)[i] =
                shed(p, ((float)i + 0.5f) * pixel, ((float)j + 0.5f) * pixel);
        }
    }
}

static void lay_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    float sx = (float)p->shed->width / (float)sheet->width * p->shed->pixel;
    float sy = (float)p->shed->height / (float)sheet->height * p->shed->pixel;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(sheet, j);
        const float *depth = sheet->depth + (size_t)j * (size_t)sheet->width;
        for (int i = 0; i < sheet->width; i++) {
            crq_vec c = crq_sheet_sample(
                p->shed, ((float)i + 0.5f) * sx, ((float)j + 0.5f) * sy);
            float far = 0.35f + 0.65f * crq_smoothstep(60.0f, 900.0f, depth[i]);
            c[3] = 0.0f;
            row[i] += c * (0.22f * p->strength * far);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct rays *rays = values;
    const struct crq_sheet *sheet = brush->sheet;
    int least = MIN(sheet->width, sheet->height);
    int rows = MIN(ROWS, least);
    int width = (int)((int64_t)sheet->width * rows / least);
    int height = (int)((int64_t)sheet->height * rows / least);
    struct painting p = {.brush = brush,
        .city = brush->plan,
        .strength = (float)rays->strength,
        .split = (float)rays->split};
    p.bright = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    p.shed = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    crq_vec far = p.city->camera.eye + p.city->sun * 1000.0f;
    if (p.bright && p.shed && rays->strength > 0.0 &&
        crq_city_project(&p.city->camera, far, &p.sun_x, &p.sun_y)) {
        crq_strips(brush->crew, height, gather_strip, &p);
        crq_strips(brush->crew, height, shed_strip, &p);
        crq_strips(brush->crew, sheet->height, lay_strip, &p);
    }
    crq_sheet_destroy(p.bright);
    crq_sheet_destroy(p.shed);
}

const struct crq_operation crq_op_glass_city_rays = {
    .name = "rays",
    .brief = "rays of the sun through gaps of the city",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct rays, params),
    .paint = paint,
};
