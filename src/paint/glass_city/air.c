/* Sky and air. */
#include "paint/glass_city/air.h"

#include "form/noise.h"

/* Scale height of the ground haze, metres. */
#define HAZE_HEIGHT 62.0f
/* Radius of the ice halo, radians (22 degrees would leave the picture). */
#define HALO_RADIUS 0.318f
#define RICHNESS 1.3f

static crq_vec role(const struct crq_brush *brush, enum crq_role role, float gain) {
    const float *c = brush->palette->light[role];
    return crq_vec_make(c[0], c[1], c[2]) * gain;
}

/* A role for the sky: haze and film take colour away from it again. */
static crq_vec rich(const struct crq_brush *brush, enum crq_role which, float gain) {
    crq_vec c = role(brush, which, gain);
    float grey = crq_luminance(c);
    c = c * RICHNESS - crq_vec_make(grey, grey, grey) * (RICHNESS - 1.0f);
    for (int i = 0; i < 3; i++) {
        c[i] = c[i] > 0.0f ? c[i] : 0.0f;
    }
    return c;
}

struct crq_air crq_air_make(const struct crq_brush *brush) {
    const struct crq_city *city = brush->plan;
    const struct crq_city_sky *sky = crq_work_values(brush->work, "sky");
    const struct crq_city_towers *towers = crq_work_values(brush->work, "towers");
    float dim = 1.0f - 0.42f * city->dusk;
    /* the air clears towards noon */
    float dry = 0.35f + 0.65f * city->warmth;
    struct crq_air air = {
        .zenith = rich(brush, CRQ_ROLE_ZENITH, dim),
        .upper = rich(brush, CRQ_ROLE_UPPER, dim),
        .veil = rich(brush, CRQ_ROLE_VEIL, 1.0f - 0.15f * city->dusk),
        .warm = rich(brush, CRQ_ROLE_WARM, 1.0f - 0.15f * city->dusk),
        .cool = rich(brush, CRQ_ROLE_COOL, dim),
        .sun = role(brush, CRQ_ROLE_SUN, 1.0f),
        .haze = role(brush, CRQ_ROLE_HAZE, dim),
        .glass_cool = role(brush, CRQ_ROLE_GLASS_COOL, 1.0f),
        .glass_warm = role(brush, CRQ_ROLE_GLASS_WARM, 1.0f),
        .inner = role(brush, CRQ_ROLE_INNER, 1.0f),
        .ground = role(brush, CRQ_ROLE_GROUND, 1.0f),
        .shadow = role(brush, CRQ_ROLE_SHADOW, 1.0f),
        .to_sun = city->sun,
        .spectrum = brush->palette->spectrum,
        .low = 0.0006f * city->thin * dry * (float)sky->haze,
        .high = 0.00014f * (0.5f + 0.5f * city->thin) * dry * (float)sky->haze,
        .near = city->thin,
        .warmth = city->warmth,
        .dusk = city->dusk,
        .night = (float)towers->inner * (0.85f + 1.3f * city->dusk),
        .cirrus = (float)sky->cirrus,
        .halo = (float)sky->halo,
        .nacre = (float)sky->nacre,
        .noise = city->noise,
    };
    /* high sun is whiter than low sun */
    air.warm = crq_vec_mix(air.sun * 0.8f, air.warm, 0.35f + 0.65f * air.warmth);
    return air;
}

static float power16(float x) {
    x *= x;
    x *= x;
    x *= x;
    return x * x;
}

crq_vec crq_air_dome(const struct crq_air *air, crq_vec d) {
    float mu = crq_dot(d, air->to_sun);
    float rise = d[1] > 0.0f ? d[1] : 0.0f;
    float facing = 0.5f + 0.5f * mu;
    float near = power16(facing) * power16(facing);
    float wide = facing * facing;
    wide *= wide;
    wide = wide * wide * wide; /* 12th power */
    /* at dusk the ember is a band, not a dome; at noon there is none */
    float band = near * air->warmth * crq_exp(-air->dusk * rise * 9.0f);
    crq_vec horizon =
        crq_vec_mix(air->cool * 0.5f, air->veil * 0.8f, wide * air->warmth);
    horizon = horizon * (1.4f - 0.4f * air->warmth);
    horizon = crq_vec_mix(horizon, air->warm * 1.3f, band);
    float day = 1.0f - air->warmth;
    crq_vec upper =
        air->upper * (0.46f + 0.30f * (1.0f - near * air->warmth) + 0.35f * day);
    crq_vec flushed = crq_vec_mix(air->upper, air->veil, 0.55f) * 0.8f;
    upper = crq_vec_mix(
        upper, flushed, wide * wide * 0.7f * air->warmth * (1.0f - 0.6f * air->dusk));
    float climb = 1.0f - crq_exp(-rise * (6.0f + 5.0f * air->dusk));
    float top = 1.0f - crq_exp(-rise * 3.1f);
    crq_vec c = crq_vec_mix(horizon, upper, climb);
    c = crq_vec_mix(c, air->zenith * 0.55f, top * top);
    float off = 1.0f - mu;
    float glare = 1.0f - 0.55f * air->dusk;
    crq_vec rim =
        crq_vec_mix(air->sun, air->warm, 0.9f) * (0.5f * glare * crq_exp(-off * 38.0f));
    crq_vec core = crq_vec_mix(air->sun, air->warm, 0.55f) *
                   (1.5f * glare * crq_exp(-off * 170.0f));
    return c + rim + core;
}

/* Rows by the root of the height, columns by the root of the angle off the sun: both
 * finest where the dome changes most. */
enum { TABLE_ROWS = 48, TABLE_COLUMNS = 256 };

/* Any unit direction of that height and that cosine to the sun, if there is one. */
static crq_vec direction(const struct crq_air *air, float y, float off) {
    crq_vec sun = air->to_sun;
    crq_vec level = crq_normalise(crq_vec_make(sun[0], 0.0f, sun[2]));
    crq_vec side = crq_vec_make(level[2], 0.0f, -level[0]);
    float flat = sqrtf(y < 1.0f ? 1.0f - y * y : 0.0f) + 1e-6f;
    float toward = sqrtf(sun[0] * sun[0] + sun[2] * sun[2]) + 1e-6f;
    float c = crq_clamp((1.0f - off - y * sun[1]) / (flat * toward), -1.0f, 1.0f);
    crq_vec d = level * (c * flat) + side * (sqrtf(1.0f - c * c) * flat);
    d[1] = y;
    return d;
}

crq_vec *crq_air_tabulate(struct crq_air *air) {
    crq_vec *table = g_new(crq_vec, TABLE_ROWS * TABLE_COLUMNS);
    for (int j = 0; j < TABLE_ROWS; j++) {
        for (int i = 0; i < TABLE_COLUMNS; i++) {
            float y = (float)j / (TABLE_ROWS - 1);
            float off = (float)i / (TABLE_COLUMNS - 1);
            crq_vec d = direction(air, y * y, 2.0f * off * off);
            table[j * TABLE_COLUMNS + i] = crq_air_dome(air, d);
        }
    }
    air->table = table;
    return table;
}

crq_vec crq_air_soft(const struct crq_air *air, crq_vec d) {
    if (!air->table) {
        return crq_air_dome(air, d);
    }
    float off = 0.5f - 0.5f * crq_dot(d, air->to_sun);
    float x = sqrtf(crq_saturate(off)) * (TABLE_COLUMNS - 1.001f);
    float y = sqrtf(crq_saturate(d[1])) * (TABLE_ROWS - 1.001f);
    int i = (int)x;
    int j = (int)y;
    const crq_vec *at = air->table + j * TABLE_COLUMNS + i;
    crq_vec low = crq_vec_mix(at[0], at[1], x - (float)i);
    crq_vec high = crq_vec_mix(at[TABLE_COLUMNS], at[TABLE_COLUMNS + 1], x - (float)i);
    return crq_vec_mix(low, high, y - (float)j);
}

/* Thin cirrus on a high plane: warped, stretched streaks that scatter forward, with
 * the colours of a thin film close to the sun (nacreous cloud). */
static crq_vec cirrus(
    const struct crq_air *air, crq_vec d, float off, float octaves, float *cover) {
    float k = 1.0f / (d[1] + 0.10f);
    float x = d[0] * k;
    float z = d[2] * k;
    float warp = crq_fbm2(x * 0.8f + 3.1f, z * 0.8f, air->noise + 31, 2.0f);
    float n =
        0.5f + 0.62f * crq_fbm2(x * 0.9f + warp * 1.5f + z * 0.35f,
                           z * 2.8f + warp * 1.1f - x * 0.7f, air->noise + 41, octaves);
    *cover = 0.55f * air->cirrus * crq_smoothstep(0.44f, 0.85f, n) *
             crq_smoothstep(0.0f, 0.16f, d[1]);
    crq_vec lit = air->cool * 0.38f + air->warm * (1.5f * crq_exp(-off * 14.0f)) +
                  air->sun * (1.5f * crq_exp(-off * 50.0f));
    float phase = n * 7.0f + off * 9.0f;
    crq_vec film = {1.0f + 0.5f * crq_cos_turns(phase),
        1.0f + 0.5f * crq_cos_turns(phase - 0.33f),
        1.0f + 0.5f * crq_cos_turns(phase - 0.66f), 0.0f};
    float strength = 0.4f * air->nacre * air->spectrum * crq_exp(-off * 9.0f);
    return lit * crq_vec_mix(crq_vec_make(1, 1, 1), film, strength);
}

/* An ice halo with parhelia: hexagonal prisms in the air. */
static crq_vec halo(const struct crq_air *air, crq_vec d, float off) {
    float angle = sqrtf(off > 0.0f ? 2.0f * off : 0.0f) * (1.0f + off * 0.1667f);
    float level = d[1] - air->to_sun[1];
    crq_vec c = {0};
    for (int i = 0; i < 3; i++) {
        float x = angle - HALO_RADIUS * (1.0f + 0.018f * (float)i);
        c[i] = crq_smoothstep(-0.006f, 0.006f, x) *
               crq_exp(-(x > 0.0f ? x : 0.0f) * 17.0f);
    }
    float ring = angle - HALO_RADIUS * 1.018f;
    float dogs = crq_exp(-level * level * 500.0f) *
                 crq_exp(-(ring > 0.0f ? ring : -ring) * 30.0f);
    return air->sun * c *
           (air->halo * (0.06f + 0.24f * dogs) * (1.0f - 0.6f * air->dusk));
}

crq_vec crq_air_sky(const struct crq_air *air, crq_vec d, float octaves) {
    crq_vec c = octaves >= 5.0f ? crq_air_dome(air, d) : crq_air_soft(air, d);
    float off = 1.0f - crq_dot(d, air->to_sun);
    if (octaves > 0.0f && d[1] > 0.002f && air->cirrus > 0.0f) {
        float cover;
        crq_vec cloud = cirrus(air, d, off, octaves, &cover);
        c = crq_vec_mix(c, cloud, crq_saturate(cover));
    }
    if (air->halo > 0.0f && off < 0.2f) {
        c += halo(air, d, off);
    }
    if (off > 0.02f || octaves < 3.0f) {
        return c; /* seen through glass or in it the disc would be ragged flecks */
    }
    float disc = 3.0f * crq_exp(-off * 900.0f) + 12.0f * crq_exp(-off * 5000.0f) +
                 140.0f * crq_exp(-off * 30000.0f);
    return c + air->sun * (disc * (1.0f - 0.5f * air->dusk));
}

float crq_air_clear(const struct crq_air *air, float y, crq_vec d, float length) {
    float k = crq_clamp(d[1] * length / HAZE_HEIGHT, -60.0f, 60.0f);
    /* the mean of exp(-height) over the way */
    float mean = k > 1e-3f || k < -1e-3f ? (1.0f - crq_exp(-k)) / k : 1.0f - 0.5f * k;
    float start = y > 0.0f ? y : 0.0f;
    float depth = air->low * crq_exp(-start / HAZE_HEIGHT) * mean + air->high;
    return crq_exp(-depth * length);
}

crq_vec crq_air_glow(const struct crq_air *air, crq_vec d, float length) {
    crq_vec level = crq_normalise(crq_vec_make(d[0], 0.03f, d[2]));
    float off = 1.0f - crq_dot(d, air->to_sun);
    /* seen from above it lies in shade before dark water: gold there would be brown */
    float down = crq_smoothstep(0.03f, 0.28f, -d[1]);
    /* blue while thin, golden only when deep: golden thin haze is brown soup */
    float gold = 0.55f * crq_exp(-off * 40.0f) * (1.0f - 0.6f * down);
    crq_vec thin = air->haze * 0.55f + air->upper * (0.10f * down) +
                   crq_vec_mix(air->warm, air->veil, 0.35f) * gold;
    float deep = crq_smoothstep(250.0f, 3400.0f, length * air->near);
    deep *= 1.0f - 0.6f * down;
    return crq_vec_mix(thin, crq_air_soft(air, level), deep);
}
