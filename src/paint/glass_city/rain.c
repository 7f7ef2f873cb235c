/* Far prisms, falling like rain: streaks that split the light on their way. */
#include "paint/glass_city/fans.h"

#include "form/noise.h"

/* The fall goes from CEILING to FLOOR metres and starts again. */
#define CEILING 310.0f
#define FLOOR (-20.0f)
#define BAND 32 /* rows */

struct rain {
    double density, brightness, length;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct rain, density), .preset = 0.55, .low = 0, .high = 4,
        .easy = {0.2, 1}, .unit = CRQ_UNIT_RATIO, .brief = "how thick it falls"},
    {CRQ_REAL(struct rain, brightness), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO, .brief = "light in the drops"},
    {CRQ_REAL(struct rain, length), .preset = 1, .low = 0.1, .high = 6,
        .easy = {0.6, 2}, .unit = CRQ_UNIT_RATIO, .brief = "of the streaks"},
};

struct drop {
    float x, y;          /* head, short sides */
    float length, width; /* short sides */
    float slope;
    float depth;
    float light, tinted; /* brightness; how much it takes the fan's colour */
    crq_vec fan;
    crq_vec caught; /* light of the picture that it gathers */
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_city *city;
    struct crq_air air;
    const struct rain *numbers;
    struct crq_chance chance;
    struct drop *drops;
    int count;
};

/* Four draws of a drop at once: number `first` and the next three, each in 0..1. */
static void draw(const struct painting *p, uint32_t i, uint32_t first, float *lots) {
    uint32_t bits[4];
    crq_bits4(p->chance, i, first, bits);
    for (int k = 0; k < 4; k++) {
        lots[k] = (float)(bits[k] >> 8) * (1.0f / 16777216.0f);
    }
}

/* A bright twinkle once or a few times a loop. */
static float twinkle(const struct painting *p, const float *lots) {
    float turns = 1.0f + crq_floor(3.0f * lots[4]);
    float s = crq_sin_turns((float)p->brush->moment * turns + lots[5]);
    s *= s;
    s *= s;
    return s * s;
}

static bool place(const struct painting *p, const float *lots, struct drop *drop) {
    const struct crq_city_camera *camera = &p->city->camera;
    float near = crq_pow(lots[0], 0.6f);
    float z = 1.0f / crq_mix(1.0f / 60.0f, 1.0f / 1200.0f, near);
    float q = (lots[1] * 2.0f - 1.0f) * 1.08f * 0.5f * camera->across;
    float falls = 1.0f + crq_floor(2.0f * lots[2]);
    float way = crq_fract(lots[3] - (float)p->brush->moment * falls);
    float rise = CEILING - FLOOR + 2.0f * camera->eye[1] * 0.5f;
    float y = FLOOR + way * rise;
    drop->x = 0.5f * camera->across + q;
    drop->y = camera->horizon - (y - camera->eye[1]) / z / camera->lens;
    drop->depth = z;
    return y > 0.0f && drop->y > -0.1f && drop->y < camera->down + 0.1f;
}

static void light(const struct painting *p, const float *lots, struct drop *drop) {
    const struct crq_city_camera *camera = &p->city->camera;
    crq_vec d = crq_city_ray(camera, drop->x, drop->y);
    float tx = d[0] / d[2] - p->city->sun_x;
    float ty = d[1] / d[2] - p->city->sun_y;
    float curtain = crq_smoothstep(-0.18f, 0.26f,
        crq_fbm2(d[0] / d[2] * 6.0f, 40.0f / drop->depth, p->city->noise + 88, 3.0f));
    float glow = crq_exp(-(tx * tx + ty * ty) * 9.0f);
    float lot = lots[6];
    lot *= lot;
    float rank = 0.025f + 1.5f * lot * lot * lot;
    float flash = twinkle(p, lots);
    float own =
        (0.10f + 1.6f * glow) * rank * (0.25f + 1.5f * flash) * (0.12f + curtain);
    crq_vec fan =
        crq_fans_along(p->city, &p->air, p->brush->moment, camera->eye, d, 1e6f, 0.0f);
    float most = crq_brightest(fan);
    drop->fan = fan * (1.0f / (most + 1e-4f));
    drop->tinted = crq_saturate(most * 3.0f) * 0.7f;
    drop->light = (own * 3.6f + most * rank * 3.2f * (0.2f + flash)) *
                  (float)p->numbers->brightness;
}

/* A drop bends light from all about it, most from above: it takes the colour and some
 * of the brightness of the picture that it falls past, and pales in the air. */
static void immerse(const struct painting *p, struct drop *drop) {
    const struct crq_sheet *sheet = p->brush->sheet;
    crq_vec above = crq_sheet_sample(sheet, drop->x, drop->y - 0.05f);
    crq_vec below = crq_sheet_sample(sheet, drop->x, drop->y + 0.02f);
    crq_vec seen = crq_vec_cap(above * 0.65f + below * 0.35f, 3.0f);
    float most = crq_brightest(seen);
    drop->caught = seen * (1.0f / (most + 0.02f));
    crq_vec d = crq_city_ray(&p->city->camera, drop->x, drop->y);
    float clear = crq_air_clear(&p->air, p->city->camera.eye[1], d, drop->depth);
    drop->light *= (0.45f + 1.1f * most / (most + 0.5f)) * clear;
}

/* Widths stay about half a thousandth of a short side: wider streaks are confetti. */
static void size(const struct painting *p, const float *lots, struct drop *drop) {
    float lens = p->city->camera.lens;
    float own = 0.05f / drop->depth / lens;
    float width = crq_clamp(own, 0.00078f, 0.0012f);
    float pixel = p->brush->sheet->pixel * 0.42f;
    drop->light *= own < width ? 0.35f + 0.65f * own / width : 1.0f;
    if (width < pixel) {
        drop->light *= width / pixel;
        width = pixel;
    }
    drop->width = width;
    drop->length = (2.4f + 7.2f * lots[7]) / (drop->depth + 30.0f) / lens *
                   (float)p->numbers->length;
    drop->slope = 0.05f * (lots[8] - 0.5f) + 0.026f * (drop->x - 0.9f);
}

static void gather(struct painting *p) {
    float wide = p->city->camera.across < 8.0f ? p->city->camera.across : 8.0f;
    int most = (int)(24000.0f * wide * (float)p->numbers->density);
    p->drops = g_new(struct drop, MAX(most, 1));
    for (int i = 0; i < most; i++) {
        struct drop drop;
        float lots[12];
        draw(p, (uint32_t)i, 0, lots);
        if (!place(p, lots, &drop)) {
            continue;
        }
        draw(p, (uint32_t)i, 4, lots + 4);
        draw(p, (uint32_t)i, 8, lots + 8);
        light(p, lots, &drop);
        immerse(p, &drop);
        size(p, lots, &drop);
        if (drop.light > 2e-3f) {
            p->drops[p->count++] = drop;
        }
    }
}

/* Head white, tail red to violet, or the colour of the fan it falls through. */
static crq_vec colour_at(const struct painting *p, const struct drop *drop, float a) {
    crq_vec c = crq_air_slit(&p->air, 0.12f + 0.85f * a, 0.12f);
    c = crq_vec_mix(c, drop->fan, drop->tinted);
    c = crq_vec_mix(c, drop->caught, 0.35f);
    return crq_vec_mix(c, crq_vec_make(1, 1, 1), 0.6f * crq_exp(-a * 9.0f));
}

static void draw_drop(
    const struct painting *p, const struct drop *drop, int first, int last) {
    struct crq_sheet *sheet = p->brush->sheet;
    float pixel = sheet->pixel;
    int top = MAX((int)crq_floor((drop->y - drop->length) / pixel), first);
    int bottom = MIN((int)crq_floor(drop->y / pixel) + 2, last);
    for (int j = top; j < bottom; j++) {
        float a = (drop->y - ((float)j + 0.5f) * pixel) / drop->length;
        if (a < -0.02f || a > 1.0f) {
            continue;
        }
        float x = drop->x + drop->slope * a * drop->length;
        float fade = crq_smoothstep(-0.02f, 0.06f, a) * (1.0f - a) * (1.0f - 0.5f * a);
        crq_vec c = colour_at(p, drop, a) * p->air.sun * (fade * drop->light);
        int left = MAX((int)crq_floor((x - 2.5f * drop->width) / pixel), 0);
        int right =
            MIN((int)crq_floor((x + 2.5f * drop->width) / pixel) + 1, sheet->width);
        for (int i = left; i < right; i++) {
            size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
            float q = (((float)i + 0.5f) * pixel - x) / drop->width;
            if (sheet->depth[at] > drop->depth) {
                sheet->pixels[at] += c * crq_exp(-1.4f * q * q);
            }
        }
    }
}

/* Bands of rows, every band takes all drops in order: the sum in a pixel never depends
 * on who paints it. */
static void paint_bands(void *context, int first, int last) {
    const struct painting *p = context;
    int height = p->brush->sheet->height;
    for (int band = first; band < last; band++) {
        int top = band * BAND;
        int bottom = MIN(top + BAND, height);
        float y0 = (float)top * p->brush->sheet->pixel;
        float y1 = (float)(bottom + 2) * p->brush->sheet->pixel;
        for (int i = 0; i < p->count; i++) {
            const struct drop *drop = &p->drops[i];
            if (drop->y + 3.0f * p->brush->sheet->pixel > y0 &&
                drop->y - drop->length < y1) {
                draw_drop(p, drop, top, bottom);
            }
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting p = {.brush = brush,
        .city = brush->plan,
        .air = crq_air_make(brush),
        .numbers = values,
        .chance = crq_chance(brush->seed, "city rain")};
    gather(&p);
    struct crq_crew crew = {brush->crew->threads, 1};
    crq_strips(&crew, (brush->sheet->height + BAND - 1) / BAND, paint_bands, &p);
    g_free(p.drops);
}

const struct crq_operation crq_op_glass_city_rain = {
    .name = "rain",
    .brief = "far prisms falling like rain",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct rain, params),
    .roles = CRQ_AIR_ROLES,
    .paint = paint,
};
