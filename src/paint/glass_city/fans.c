/* Where beams leave and how they look. */
#include "paint/glass_city/fans.h"

#include "form/noise.h"

static uint32_t seed_of(const struct crq_city *city, uint32_t index) {
    return crq_hash(city->noise + 0x51ed27u * (index + 1));
}

/* Turned about its run until it faces the eye, then tilted a little. */
static void add(struct crq_city *city, crq_vec origin, crq_vec along, float tilt,
    struct crq_beam beam) {
    if (city->beam_count >= CRQ_CITY_BEAMS) {
        return;
    }
    beam.origin = origin;
    beam.along = crq_normalise(along);
    crq_vec to_eye = crq_normalise(city->camera.eye - origin);
    crq_vec across = crq_normalise(crq_cross(beam.along, to_eye));
    crq_vec normal = crq_normalise(crq_cross(beam.along, across));
    normal = normal * crq_cos_turns(tilt) + across * crq_sin_turns(tilt);
    beam.normal = crq_normalise(normal);
    across = crq_normalise(crq_cross(beam.normal, beam.along));
    /* red is the less deviated side: the upper one */
    beam.across = across[1] > 0.0f ? -across : across;
    beam.seed = seed_of(city, (uint32_t)city->beam_count);
    city->beams[city->beam_count++] = beam;
}

/* A little below the tip, where there is glass to shine. */
static crq_vec crown_of(const struct crq_city *city, const struct crq_tower *tower) {
    crq_vec tip = crq_city_tip(city, tower);
    tip[1] -= 0.055f * tower->height;
    return tip;
}

struct aim {
    struct crq_city *city;
    struct crq_chance chance;
    crq_vec crown; /* the hero's burning tip */
    float away;    /* the side without the sun */
    float height;  /* of the hero */
    float strength, spread;
};

static float draw(const struct aim *a, uint32_t index, uint32_t slot) {
    return crq_unit(a->chance, index, slot);
}

/* Sideways at an angle below level, towards the eye by `forth`. */
static crq_vec course(float side, float below, float forth) {
    return crq_vec_make(side * crq_cos_turns(below), -crq_sin_turns(below), -forth);
}

static void sweep(struct aim *a) {
    for (uint32_t k = 0; k < 3; k++) {
        float n = (float)k;
        crq_vec o = a->crown + crq_vec_make(0, -n * 0.10f * a->height, -6.0f * n);
        float below = 0.06f + 0.03f * draw(a, 0, 1) + 0.04f * n + 0.02f * draw(a, k, 2);
        struct crq_beam beam = {.width = 14.0f - 3.0f * n,
            .spread = (0.10f + 0.04f * draw(a, k, 3)) * a->spread,
            .strength = (k == 0 ? 1.35f : 0.6f) * a->strength,
            .reach = k == 0 ? 430.0f : 330.0f};
        crq_vec along = course(a->away, below, 0.55f + 0.1f * n);
        add(a->city, o, along, 0.04f * (draw(a, k, 4) - 0.5f), beam);
    }
}

static void comb(struct aim *a) {
    float step = 0.030f + 0.012f * draw(a, 0, 1);
    for (uint32_t k = 0; k < 5; k++) {
        float n = (float)k;
        crq_vec o = a->crown + crq_vec_make(0, -n * 0.035f * a->height, -4.0f * n);
        float below = 0.045f + step * n + 0.010f * draw(a, k, 2);
        struct crq_beam beam = {.width = 9.0f - n,
            .spread = (0.055f + 0.02f * draw(a, k, 3)) * a->spread,
            .strength = (1.25f - 0.2f * n + 0.4f * draw(a, k, 5)) * a->strength,
            .reach = 300.0f + 160.0f * draw(a, k, 6)};
        crq_vec along = course(a->away, below, 0.30f + 0.22f * n);
        add(a->city, o, along, 0.04f * (draw(a, k, 4) - 0.5f), beam);
    }
}

/* Crowns that stand out against sky or haze, well apart from those already lit. */
static bool fit_to_shine(const struct crq_city *city, const struct crq_tower *t) {
    if (t->hero || t->z < 330.0f || t->z > 1700.0f || t->height < 120.0f) {
        return false;
    }
    float x = t->x / t->z;
    float y = (t->height - city->camera.eye[1]) / t->z;
    if (x * x > 0.85f * city->camera.half * city->camera.half || y < 0.02f ||
        y > 0.8f * city->camera.above) {
        return false;
    }
    for (int i = 0; i < city->beam_count; i++) {
        crq_vec o = city->beams[i].origin;
        float apart = o[0] / o[2] - x;
        if (apart * apart < 0.07f * 0.07f) {
            return false;
        }
    }
    return true;
}

static void slant(struct aim *a) {
    float below = 0.12f + 0.06f * draw(a, 0, 1);
    crq_vec along = course(a->away, below, 0.45f);
    struct crq_beam first = {.width = 13.0f,
        .spread = 0.085f * a->spread,
        .strength = 1.4f * a->strength,
        .reach = 380.0f};
    add(a->city, a->crown, along, 0.01f, first);
    for (int i = 0; i < a->city->tower_count && a->city->beam_count < 7; i++) {
        const struct crq_tower *t = &a->city->towers[i];
        if (!fit_to_shine(a->city, t)) {
            continue;
        }
        uint32_t n = t->seed;
        struct crq_beam beam = {.width = 5.0f + 5.0f * draw(a, n, 2),
            .spread = (0.05f + 0.05f * draw(a, n, 3)) * a->spread,
            .strength = (0.25f + 0.5f * draw(a, n, 4)) * a->strength,
            .reach = 180.0f + 220.0f * draw(a, n, 5)};
        crq_vec o = crown_of(a->city, t);
        add(a->city, o, along, 0.02f * (draw(a, n, 6) - 0.5f), beam);
    }
}

static void crown(struct aim *a) {
    for (uint32_t k = 0; k < 6; k++) {
        float n = (float)(k / 2);
        float side = k & 1 ? -a->away : a->away;
        crq_vec o = a->crown + crq_vec_make(0, -n * 0.05f * a->height, -5.0f * n);
        float below = 0.045f + 0.05f * n + 0.02f * draw(a, k, 2);
        struct crq_beam beam = {.width = 10.0f - 2.0f * n,
            .spread = (0.07f + 0.03f * draw(a, k, 3)) * a->spread,
            .strength = (k & 1 ? 0.45f : 1.3f - 0.3f * n) * a->strength,
            .reach = 280.0f + 120.0f * draw(a, k, 5)};
        add(a->city, o, course(side, below, 0.5f), 0.03f * (draw(a, k, 4) - 0.5f),
            beam);
    }
}

/* Steep veils over the open water and streets, like far rain showers. */
static void shower(struct aim *a) {
    crq_vec along = course(a->away, 0.17f + 0.03f * draw(a, 0, 1), 0.25f);
    struct crq_beam first = {.width = 14.0f,
        .spread = 0.07f * a->spread,
        .strength = 1.5f * a->strength,
        .reach = 420.0f};
    add(a->city, a->crown, along, 0.0f, first);
    for (uint32_t k = 0; k < 7; k++) {
        float z = 420.0f + 900.0f * draw(a, k, 2);
        float q = a->away * (-0.25f + 1.15f * ((float)k + draw(a, k, 3)) / 7.0f);
        float x = q * a->city->camera.half * z;
        float y = a->city->camera.eye[1] +
                  z * a->city->camera.above * (1.05f + 0.3f * draw(a, k, 4));
        struct crq_beam beam = {.width = 12.0f + 12.0f * draw(a, k, 5),
            .spread = (0.03f + 0.03f * draw(a, k, 6)) * a->spread,
            .strength = (0.09f + 0.15f * draw(a, k, 7)) * a->strength,
            .reach = 300.0f + 0.55f * z};
        add(a->city, crq_vec_make(x, y, z), along, 0.02f * (draw(a, k, 8) - 0.5f),
            beam);
    }
}

/* Small fans on the composed towers and on one in forty of the crowd. */
static void scatter(struct aim *a) {
    struct crq_city *city = a->city;
    for (int i = 0; i < city->tower_count && city->beam_count < 20; i++) {
        const struct crq_tower *t = &city->towers[i];
        uint32_t n = t->seed;
        bool chosen = i < city->composed || draw(a, n, 12) < 0.025f;
        if (!chosen || t->z < 240.0f || !fit_to_shine(city, t)) {
            continue;
        }
        float side = t->x < city->sun_x * t->z ? -1.0f : 1.0f;
        struct crq_beam beam = {.width = 3.0f + 5.0f * draw(a, n, 13),
            .spread = (0.07f + 0.10f * draw(a, n, 14)) * a->spread,
            .strength = (0.16f + 0.30f * draw(a, n, 15)) * a->strength,
            .reach = 90.0f + 240.0f * draw(a, n, 16)};
        crq_vec along =
            course(side, 0.10f + 0.10f * draw(a, n, 17), 0.4f + 0.5f * draw(a, n, 18));
        crq_vec o = crown_of(city, t);
        add(city, o, along, 0.06f * (draw(a, n, 19) - 0.5f), beam);
    }
}

static void (*const programs[CRQ_CITY_PROGRAMS])(struct aim *a) = {
    [CRQ_CITY_SWEEP] = sweep,
    [CRQ_CITY_COMB] = comb,
    [CRQ_CITY_SLANT] = slant,
    [CRQ_CITY_CROWN] = crown,
    [CRQ_CITY_SHOWER] = shower,
};

void crq_city_aim_beams(struct crq_city *city, const struct crq_city_beams *numbers) {
    const struct crq_tower *hero = &city->towers[city->hero];
    struct aim a = {.city = city,
        .chance = crq_chance(city->seed, "city beams"),
        .height = hero->height,
        .strength = 1.2f * (float)numbers->strength,
        .spread = (float)numbers->spread};
    a.crown = crown_of(city, hero);
    a.away = hero->x < city->sun_x * hero->z ? -1.0f : 1.0f;
    int own = (int)(draw(&a, 0, 0) * (float)CRQ_CITY_PROGRAMS);
    programs[numbers->program > 0 ? numbers->program - 1 : own](&a);
    scatter(&a);
}

/* Streaks along the fan, and clouds that the light passes; both drift in a circle. */
static float pattern(const struct crq_beam *b, double moment, float al, float ac) {
    float sine = crq_sin_turns((float)moment);
    float cosine = crq_cos_turns((float)moment);
    float angle = ac / (b->width / b->spread + (al > 0.0f ? al : 0.0f));
    float n1 = 0.5f + 0.7f * crq_noise2(angle * 95.0f + 50.0f, sine * 0.35f, b->seed);
    float n2 = 0.5f + 0.7f * crq_noise2(angle * 330.0f, cosine * 0.35f, b->seed + 1);
    float streak = 0.42f + 0.70f * crq_smoothstep(0.12f, 0.88f, n1);
    float cloud = 0.5f + 0.7f * crq_fbm2(al * 0.010f + 0.25f * sine,
                                    ac * 0.018f + 0.25f * cosine, b->seed + 2, 3.0f);
    return streak * (0.60f + 0.6f * n2) * (0.45f + 0.95f * cloud);
}

/* Colour where (al, ac) lies in the sheet, without its pattern; strength in lane 3. */
static bool in_sheet(const struct crq_air *air, const struct crq_beam *b, float al,
    float ac, crq_vec *colour) {
    if (al < -b->width || al > b->reach * 3.0f) {
        return false;
    }
    float run = al > 0.0f ? al : 0.0f;
    float width = b->width + run * b->spread;
    float q = ac / width + 0.5f;
    if (q < -0.25f || q > 1.25f) {
        return false;
    }
    float slit = 0.33f * b->width / width + 0.12f;
    *colour = crq_air_slit(air, q * 0.94f + 0.03f, slit) *
              (b->strength * crq_exp(-run / b->reach) * sqrtf(b->width / width));
    return true;
}

crq_vec crq_fans_along(const struct crq_city *city, const struct crq_air *air,
    double moment, crq_vec o, crq_vec d, float limit, float leak) {
    crq_vec sum = {0};
    for (int i = 0; i < city->beam_count; i++) {
        const struct crq_beam *b = &city->beams[i];
        float facing = crq_dot(d, b->normal);
        float steep = facing < 0.0f ? -facing : facing;
        if (steep < 0.02f) {
            continue;
        }
        float t = crq_dot(b->origin - o, b->normal) / facing;
        crq_vec p = o + d * t;
        if (!(t > 30.0f) || p[1] < 0.0f) {
            continue;
        }
        crq_vec r = p - b->origin;
        float al = crq_dot(r, b->along);
        float ac = crq_dot(r, b->across);
        float shown = leak + (1.0f - leak) * crq_smoothstep(0.94f, 1.03f, limit / t);
        crq_vec colour;
        if (shown <= 0.0f || !in_sheet(air, b, al, ac, &colour)) {
            continue;
        }
        /* seen edge-on the sheet is deeper */
        float depth = steep < 0.5f ? 0.35f + 1.3f * steep : 1.0f;
        float clear = crq_air_clear(air, o[1], d, t * 0.6f);
        sum += colour * (shown * clear / depth * pattern(b, moment, al, ac) *
                            crq_smoothstep(-b->width, b->width, al));
    }
    return sum * air->sun;
}

crq_vec crq_fans_at(
    const struct crq_city *city, const struct crq_air *air, double moment, crq_vec p) {
    crq_vec sum = {0};
    for (int i = 0; i < city->beam_count; i++) {
        const struct crq_beam *b = &city->beams[i];
        crq_vec r = p - b->origin;
        float off = crq_dot(r, b->normal);
        float thick = 0.35f * b->width + 3.0f;
        float al = crq_dot(r, b->along);
        float ac = crq_dot(r, b->across);
        crq_vec colour;
        if (off * off > 6.25f * thick * thick || al < 5.0f ||
            !in_sheet(air, b, al, ac, &colour)) {
            continue;
        }
        float fall = crq_exp(-off * off / (thick * thick));
        sum += colour * (fall * pattern(b, moment, al, ac));
    }
    return sum * air->sun;
}
