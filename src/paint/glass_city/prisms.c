/* Near prisms: falling crystals that refract the finished picture.
 *
 * With a sky round them they were blue-black books; what they show is the picture
 * itself, folded back into its frame, at several wavelengths. */
#include "paint/glass_city/air.h"

#include "form/noise.h"
#include "sheet/glow.h"

enum { MOST = 96, SIDE_SAMPLES = 3, WAVES = 3, BACKDROP_ROWS = 540, SIDES = 6 };
/* Sharpest at infinity: the circle of confusion of what is a metre away, short sides.
 */
#define CONFUSION 0.013f
/* How far behind the prisms the picture hangs, metres. */
#define BACKDROP 400.0f

struct prisms {
    int32_t count;
    double size, sparkle;
};

static const struct crq_param params[] = {
    {CRQ_COUNT(struct prisms, count), .preset = 24, .low = 0, .high = MOST,
        .easy = {10, 50}, .brief = "falling at once"},
    {CRQ_REAL(struct prisms, size), .preset = 1, .low = 0.1, .high = 4,
        .easy = {0.7, 1.6}, .unit = CRQ_UNIT_RATIO, .brief = "of a prism"},
    {CRQ_REAL(struct prisms, sparkle), .preset = 1, .low = 0, .high = 4,
        .easy = {0.4, 2}, .unit = CRQ_UNIT_RATIO, .brief = "sunlight in their facets"},
};

struct prism {
    struct crq_convex solid;
    float z;          /* depth, metres */
    float x, y;       /* in the picture, short sides */
    float high, wide; /* half its extent */
    float blur;       /* of what is nearer than the eye looks, short sides */
    float flash;      /* how far a facet sends the sun on, 0..1 */
};

struct painting {
    const struct crq_brush *brush;
    const struct crq_city *city;
    struct crq_air air;
    const struct crq_sheet *backdrop;
    struct prism prisms[MOST];
    int count;
    float sparkle;
};

/* A slender double pyramid of twice six faces, spinning about its long axis. */
static void cut(struct prism *prism, crq_vec centre, struct crq_chance chance,
    uint32_t i, float moment, float scale) {
    float length = (0.40f + 0.45f * crq_unit(chance, i, 3)) * scale;
    float radius = length * (0.20f + 0.10f * crq_unit(chance, i, 4));
    float ax = 0.4f * (crq_unit(chance, i, 5) - 0.5f);
    float az = 0.4f * (crq_unit(chance, i, 6) - 0.5f);
    crq_vec axis = crq_normalise(crq_vec_make(ax, 1.0f, az));
    crq_vec b = crq_normalise(crq_cross(axis, crq_vec_make(0.3f, 0.1f, 1.0f)));
    crq_vec e = crq_cross(axis, b);
    float high = 0.7f + 0.6f * crq_unit(chance, i, 8);
    float low = 0.5f + 0.3f * crq_unit(chance, i, 9);
    float spin = moment + crq_unit(chance, i, 7);
    struct crq_stand here = {0};
    crq_convex_begin(&prism->solid, &here, 1e6f, -1e6f, 1e6f);
    for (uint32_t k = 0; k < 2 * SIDES; k++) {
        uint32_t side = k % SIDES;
        float uneven = 0.03f * crq_unit(chance, i, 30 + side);
        float angle = spin + (float)side / SIDES + uneven;
        float slope = (k < SIDES ? high : -low) * radius / length;
        crq_vec n = crq_normalise(
            b * crq_cos_turns(angle) + e * crq_sin_turns(angle) + axis * slope);
        float off = radius * (0.8f + 0.2f * crq_unit(chance, i, 40 + k));
        crq_convex_cut(&prism->solid, &here, n, crq_dot(n, centre) + off);
    }
}

/* The first few fall close to the eye and keep away from the sun; the others fall in
 * the sector of the fans. */
static bool place(
    struct painting *p, uint32_t i, struct crq_chance chance, float scale) {
    const struct crq_city_camera *camera = &p->city->camera;
    float moment = (float)p->brush->moment;
    float lot = crq_unit(chance, i, 0);
    bool close = i < 4;
    float z = close ? 12.0f + 16.0f * lot : 40.0f + 150.0f * lot * lot;
    float q = 2.0f * crq_unit(chance, i, 1) - 1.0f;
    float fall = crq_fract(crq_unit(chance, i, 2) - moment);
    float tx = q * camera->half;
    if (!close) {
        tx = p->city->sun_x -
             p->city->side * camera->half * (0.14f + 1.05f * crq_unit(chance, i, 1));
    }
    float below = camera->down * camera->lens - camera->above;
    float ty = crq_mix(-below - 0.06f, camera->above + 0.06f, fall);
    float near_sun = tx - p->city->sun_x;
    crq_vec centre = crq_vec_make(tx * z, camera->eye[1] + ty * z, z);
    if ((close && near_sun * near_sun < 0.14f * camera->half * camera->half) ||
        centre[1] < 1.0f) {
        return false;
    }
    struct prism *prism = &p->prisms[p->count];
    cut(prism, centre, chance, i, moment, scale);
    prism->z = z;
    prism->high = 1.1f * scale / z / camera->lens;
    prism->wide = 0.5f * prism->high;
    prism->blur = CONFUSION / z;
    /* six sides pass the sun in one turn */
    float turn = crq_cos_turns(SIDES * (moment + crq_unit(chance, i, 7)));
    prism->flash = 0.35f + 0.65f * (0.5f + 0.5f * turn) * (0.5f + 0.5f * turn);
    /* it comes and goes unseen, also what it throws ahead of it */
    prism->flash *= crq_smoothstep(0.0f, 0.1f, fall) *
                    (1.0f - crq_smoothstep(0.75f, 1.0f, fall)) *
                    crq_smoothstep(1.0f, 4.0f, centre[1]);
    return crq_city_project(camera, centre, &prism->x, &prism->y);
}

static int farther_first(const void *a, const void *b) {
    const struct prism *x = a;
    const struct prism *y = b;
    return x->z < y->z ? 1 : x->z > y->z ? -1 : x->x < y->x ? 1 : x->x > y->x ? -1 : 0;
}

static float fold(float x, float size) {
    float k = x / size;
    k = crq_clamp(k, -1e4f, 1e4f);
    k -= 2.0f * crq_floor(k * 0.5f);
    return (k > 1.0f ? 2.0f - k : k) * size;
}

/* The picture along d from o, folded back into its frame. */
static crq_vec world(const struct painting *p, crq_vec o, crq_vec d) {
    const struct crq_city_camera *camera = &p->city->camera;
    float forth = (d[2] < 0.0f ? -d[2] : d[2]) + 0.12f;
    float t = (BACKDROP - o[2]) / forth;
    float x = (o[0] + d[0] * t) / BACKDROP / camera->lens + 0.5f * camera->across;
    float y =
        camera->horizon - (o[1] + d[1] * t - camera->eye[1]) / BACKDROP / camera->lens;
    float sx = (float)p->backdrop->width * p->backdrop->pixel;
    float sy = (float)p->backdrop->height * p->backdrop->pixel;
    x = fold(x / camera->across, 1.0f) * sx;
    y = fold(y / camera->down, 1.0f) * sy;
    return crq_vec_cap(crq_sheet_sample(p->backdrop, x, y), 1.6f);
}

static crq_vec sun_in(const struct painting *p, crq_vec d, float gain, float narrow) {
    float off = 1.0f - crq_dot(d, p->city->sun);
    return p->air.sun * (gain * p->sparkle * crq_exp(-off * narrow));
}

/* One wavelength through the body, with up to three inner reflections. */
static crq_vec through(const struct painting *p, const struct crq_convex *solid,
    crq_vec o, crq_vec d, float index) {
    for (int bounce = 0; bounce < 4; bounce++) {
        struct crq_span span;
        if (!crq_convex_cross(solid, o, d, &span)) {
            break;
        }
        crq_vec at = o + d * span.far;
        crq_vec n = crq_convex_normal(solid, span.far_face);
        crq_vec out;
        if (crq_refract(d, -n, index, &out)) {
            return world(p, at, out) + sun_in(p, out, 8.0f, 170.0f);
        }
        d = crq_reflect(d, n);
        o = at - n * 1e-3f;
    }
    return crq_air_dome(&p->air, d);
}

/* Ground edges catch the light of the sun's side of the sky. */
static float edge(const struct crq_convex *solid, crq_vec at, int face, float blur) {
    float nearest = 1e9f;
    for (int i = 0; i < solid->planes; i++) {
        crq_vec n = crq_convex_normal(solid, i);
        float room = solid->d[i] - crq_dot(n, at);
        nearest = i != face && room < nearest ? room : nearest;
    }
    /* as wide as the samples lie apart, or they would show one by one */
    const float own = 0.006f;
    float width = own > blur ? own : blur;
    return own / width * (1.0f - crq_smoothstep(0.0f, width, nearest));
}

static bool look(const struct painting *p, const struct prism *prism, crq_vec d,
    float phase, crq_vec *light) {
    const struct crq_sheet *sheet = p->brush->sheet;
    float open = sheet->pixel + 2.0f * prism->blur;
    float blur = 0.5f * open * prism->z * p->city->camera.lens;
    struct crq_span span;
    crq_vec eye = p->city->camera.eye;
    if (!crq_convex_cross(&prism->solid, eye, d, &span)) {
        return false;
    }
    crq_vec at = eye + d * span.near;
    crq_vec n = crq_convex_normal(&prism->solid, span.near_face);
    float mirrored = crq_schlick(0.05f, -crq_dot(d, n));
    crq_vec r = crq_reflect(d, n);
    crq_vec c = (world(p, at, r) + sun_in(p, r, 14.0f, 170.0f)) * mirrored;
    for (int k = 0; k < WAVES; k++) {
        float u = ((float)k + phase) / WAVES;
        float index = 1.42f + 0.26f * u;
        crq_vec inside = d;
        crq_refract(d, n, 1.0f / index, &inside);
        crq_vec seen = through(p, &prism->solid, at - n * 1e-3f, inside, index);
        c += seen * crq_air_wavelength(&p->air, u, WAVES) *
             ((1.0f - mirrored) * 0.92f / WAVES);
    }
    /* ground edges split the light: another colour at every height */
    float ground = edge(&prism->solid, at, span.near_face, blur);
    crq_vec tint = crq_air_wavelength(&p->air, at[1] * 0.9f, WAVES);
    float lit = 0.10f + 0.5f * crq_exp(-(1.0f - crq_dot(d, p->city->sun)) * 16.0f);
    c += p->air.sun * tint * (lit * ground * p->sparkle);
    *light = crq_vec_cap(c, 1.6f);
    return true;
}

static void draw_pixel(
    const struct painting *p, const struct prism *prism, int i, int j) {
    struct crq_sheet *sheet = p->brush->sheet;
    crq_vec sum = {0};
    int covered = 0;
    float open = sheet->pixel + 2.0f * prism->blur;
    for (int s = 0; s < SIDE_SAMPLES * SIDE_SAMPLES; s++) {
        float ox = ((float)(s % SIDE_SAMPLES) + 0.5f) / SIDE_SAMPLES;
        float oy = ((float)(s / SIDE_SAMPLES) + 0.5f) / SIDE_SAMPLES;
        float x = ((float)i + 0.5f) * sheet->pixel + (ox - 0.5f) * open;
        float y = ((float)j + 0.5f) * sheet->pixel + (oy - 0.5f) * open;
        crq_vec d = crq_city_ray(&p->city->camera, x, y);
        crq_vec light;
        if (look(p, prism, d, ox, &light)) {
            sum += light;
            covered++;
        }
    }
    if (covered == 0) {
        return;
    }
    size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
    float share = 1.0f / (SIDE_SAMPLES * SIDE_SAMPLES);
    float alpha = (float)covered * share;
    crq_vec under = sheet->pixels[at];
    /* a little of what lies behind comes straight through */
    crq_vec c = under * (1.0f - 0.82f * alpha) + sum * (0.82f * share);
    c[3] = 1.0f;
    sheet->pixels[at] = c;
    if (alpha > 0.5f) {
        sheet->thing[at] = CRQ_THING_LIGHT;
        sheet->depth[at] = prism->z;
    }
}

/* The spectrum that a prism throws: a small fan away from the sun and down. */
struct throw {
    float x, y, way_x, way_y; /* start and direction, short sides */
    float reach, width, light;
};

static struct throw throw_of(const struct painting *p, const struct prism *prism) {
    const struct crq_city_camera *camera = &p->city->camera;
    float dx = prism->x - 0.5f * camera->across - p->city->sun_x / camera->lens;
    float dy = prism->y - camera->horizon + p->city->sun_y / camera->lens;
    float far = sqrtf(dx * dx + dy * dy) + 1e-3f;
    float way_x = dx / far;
    float way_y = dy / far + 0.45f;
    float length = sqrtf(way_x * way_x + way_y * way_y) + 1e-3f;
    return (struct throw){.x = prism->x,
        .y = prism->y,
        .way_x = way_x / length,
        .way_y = way_y / length,
        .reach = 7.0f * prism->high < 0.3f ? 7.0f * prism->high : 0.3f,
        .width = 0.22f * prism->high,
        .light =
            (0.16f + 0.5f * crq_exp(-far * far * 2.5f)) * prism->flash * p->sparkle};
}

static crq_vec thrown_at(
    const struct painting *p, const struct throw *t, float x, float y) {
    float along = (x - t->x) * t->way_x + (y - t->y) * t->way_y;
    float aside = (y - t->y) * t->way_x - (x - t->x) * t->way_y;
    float a = along / t->reach;
    if (a < 0.0f || a > 1.0f) {
        return crq_vec_make(0, 0, 0);
    }
    /* red is the less deviated side: the upper one */
    float q = (t->way_x > 0.0f ? aside : -aside) / (t->width * (1.0f + 4.5f * a));
    if (q < -0.75f || q > 0.75f) {
        return crq_vec_make(0, 0, 0);
    }
    float fade =
        crq_smoothstep(0.0f, 0.12f, a) * (1.0f - a) * (1.0f - a) / (1.0f + 2.0f * a);
    return crq_air_slit(&p->air, q * 0.9f + 0.5f, 0.10f + 0.16f * (1.0f - a)) *
           (t->light * fade);
}

/* Lays what one prism throws onto what lies behind it. */
static void throw_light(
    const struct painting *p, const struct prism *prism, int first, int last) {
    struct crq_sheet *sheet = p->brush->sheet;
    float pixel = sheet->pixel;
    struct throw t = throw_of(p, prism);
    float r = t.reach * 1.2f;
    int top = MAX((int)crq_clamp((t.y - r) / pixel, -1, 1e6f), first);
    int bottom = MIN((int)crq_clamp((t.y + r) / pixel, -1, 1e6f) + 1, last);
    int left = MAX((int)crq_clamp((t.x - r) / pixel, -1, 1e6f), 0);
    int right = MIN((int)crq_clamp((t.x + r) / pixel, -1, 1e6f) + 1, sheet->width);
    for (int j = top; j < bottom; j++) {
        for (int i = left; i < right; i++) {
            size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
            crq_vec c =
                thrown_at(p, &t, ((float)i + 0.5f) * pixel, ((float)j + 0.5f) * pixel);
            if (sheet->depth[at] > prism->z) {
                sheet->pixels[at] += c * p->air.sun;
            }
        }
    }
}

static void paint_strip(void *context, int first, int last) {
    const struct painting *p = context;
    struct crq_sheet *sheet = p->brush->sheet;
    float pixel = sheet->pixel;
    for (int k = 0; k < p->count; k++) {
        throw_light(p, &p->prisms[k], first, last);
    }
    for (int k = 0; k < p->count; k++) {
        const struct prism *prism = &p->prisms[k];
        float r = prism->high + prism->blur + pixel;
        float w = prism->wide + prism->blur + pixel;
        int top = MAX((int)crq_clamp((prism->y - r) / pixel, -1, 1e6f), first);
        int bottom = MIN((int)crq_clamp((prism->y + r) / pixel, -1, 1e6f) + 1, last);
        int left = MAX((int)crq_clamp((prism->x - w) / pixel, -1, 1e6f), 0);
        int right =
            MIN((int)crq_clamp((prism->x + w) / pixel, -1, 1e6f) + 1, sheet->width);
        for (int j = top; j < bottom; j++) {
            for (int i = left; i < right; i++) {
                size_t at = (size_t)j * (size_t)sheet->width + (size_t)i;
                if (sheet->depth[at] > prism->z) {
                    draw_pixel(p, prism, i, j);
                }
            }
        }
    }
}

static void paint(const struct crq_brush *brush, const void *values, const void *kept) {
    (void)kept;
    const struct prisms *numbers = values;
    struct painting p = {.brush = brush,
        .city = brush->plan,
        .air = crq_air_make(brush),
        .sparkle = (float)numbers->sparkle};
    struct crq_chance chance = crq_chance(brush->seed, "city prisms");
    for (int i = 0; i < numbers->count; i++) {
        p.count += place(&p, (uint32_t)i, chance, (float)numbers->size);
    }
    qsort(p.prisms, (size_t)p.count, sizeof *p.prisms, farther_first);
    struct crq_sheet *backdrop =
        crq_reduce(brush->sheet, BACKDROP_ROWS, brush->crew, NULL);
    if (backdrop && p.count > 0) {
        p.backdrop = backdrop;
        crq_strips(brush->crew, brush->sheet->height, paint_strip, &p);
    }
    crq_sheet_destroy(backdrop);
}

const struct crq_operation crq_op_glass_city_prisms = {
    .name = "prisms",
    .brief = "near prisms that refract the picture",
    .family = CRQ_PAINT,
    CRQ_VALUES(struct prisms, params),
    .roles = CRQ_AIR_ROLES,
    .paint = paint,
};
