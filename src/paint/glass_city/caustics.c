/* Spectra that fallen prisms throw on the streets. */
#include "paint/glass_city/air.h"

#include "form/noise.h"

#define CELL 46.0f

struct caustics {
    double strength, density;
};

static const struct crq_param params[] = {
    {CRQ_REAL(struct caustics, strength), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "brightness on the street"},
    {CRQ_REAL(struct caustics, density), .preset = 0.38, .low = 0, .high = 1,
        .easy = {0.15, 0.7}, .unit = CRQ_UNIT_RATIO, .brief = "share of plots lit"},
};

static bool is_floor(uint8_t thing) {
    return thing == CRQ_THING_WATER || thing == CRQ_THING_GROUND;
}

struct painting {
    const struct crq_brush *brush;
    const struct crq_city *city;
    struct crq_air air;
    const struct caustics *numbers;
};

/* One band of spectrum: an arc that wavers and breathes. */
static crq_vec band(const struct painting *p, int32_t cx, int32_t cz, crq_vec at) {
    uint32_t hash = crq_hash2(cx, cz, p->city->noise + 771);
    if (crq_hash_unit(hash) > (float)p->numbers->density) {
        return crq_vec_make(0, 0, 0);
    }
    float lot[8];
    for (uint32_t i = 0; i < 8; i++) {
        lot[i] = crq_hash_unit(crq_hash(hash + 0x9e37u * (i + 1)));
    }
    float dx = at[0] - ((float)cx + 0.2f + 0.6f * lot[0]) * CELL;
    float dz = at[2] - ((float)cz + 0.2f + 0.6f * lot[1]) * CELL;
    float turn = 0.25f + 0.3f * (lot[2] - 0.5f);
    float c = crq_cos_turns(turn);
    float s = crq_sin_turns(turn);
    float a = dx * c + dz * s;
    float b = dz * c - dx * s;
    float length = 9.0f + 16.0f * lot[3];
    /* a fan: it widens on its way */
    float width = (7.0f + 9.0f * lot[4]) * (1.0f + 0.35f * a / length);
    float moment = (float)p->brush->moment;
    float waver = crq_noise2(a * 0.15f + 0.2f * crq_sin_turns(moment + lot[5]),
        b * 0.15f + 0.2f * crq_cos_turns(moment + lot[5]), hash);
    b += a * a * 0.012f * (lot[5] - 0.5f) + waver * 1.4f;
    float q = b / width + 0.5f;
    if (q < -0.3f || q > 1.3f || a * a > 4.0f * length * length) {
        return crq_vec_make(0, 0, 0);
    }
    float swell = crq_sin_turns(moment + lot[6]);
    float grain = 0.5f + 0.7f * crq_noise2(a * 0.5f, b * 2.0f, hash + 9);
    float e = crq_exp(-2.0f * a * a / (length * length)) *
              (0.4f + 0.6f * swell * swell) * lot[7] * (0.3f + 0.7f * grain);
    return crq_air_slit(&p->air, q, 0.14f) * e;
}

static crq_vec light(const struct painting *p, crq_vec at, float away) {
    int32_t cx = (int32_t)crq_floor(at[0] / CELL);
    int32_t cz = (int32_t)crq_floor(at[2] / CELL);
    crq_vec sum = {0};
    for (int32_t z = cz - 1; z <= cz + 1; z++) {
        for (int32_t x = cx - 1; x <= cx + 1; x++) {
            sum += band(p, x, z, at);
        }
    }
    float reach = crq_smoothstep(20.0f, 160.0f, away) *
                  (1.0f - crq_smoothstep(700.0f, 1500.0f, away));
    return sum * p->air.sun * (0.42f * reach * (float)p->numbers->strength);
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    const struct crq_city_camera *camera = &p->city->camera;
    for (int j = first; j < last; j++) {
        for (int i = 0; i < sheet->width; i++) {
            size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
            if (!is_floor(sheet->thing[at]) || sheet->depth[at] > 1500.0f) {
                continue;
            }
            crq_vec d = crq_city_ray(camera, ((float)i + 0.5f) * sheet->pixel,
                ((float)j + 0.5f) * sheet->pixel);
            crq_vec point = camera->eye + d * sheet->depth[at];
            sheet->pixels[at] += light(p, point, sheet->depth[at]);
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    struct painting p = {.brush = brush,
        .city = brush->plan,
        .air = crq_air_make(brush),
        .numbers = values};
    if (p.numbers->strength > 0.0) {
        crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
    }
}

const struct crq_operation crq_op_glass_city_caustics = {
    .name = "caustics",
    .brief = "spectra that prisms throw on the streets",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct caustics, params),
    .roles = CRQ_AIR_ROLES,
    .paint = paint,
};
