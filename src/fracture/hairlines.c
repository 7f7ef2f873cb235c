/* Hairlines: the craquelure of the paint, thousands of grooves between cupped flakes.
 *
 * A groove is dark; the paint along it has curled up a little, so that one of its lips
 * catches the light and the other is in its own shade. */
#include "fracture/etch.h"

struct hairlines {
    double depth;   /* how dark the grooves are */
    double width;   /* factor on the net's own widths */
    double cupping; /* how far the paint curls up beside them */
};

/* Reach of the curled lip, short sides. */
#define LIP 0.0045f

/* What is cut into the paint, in planes: what shade does to a lip, light on its edge,
 * before the paint's own level, and how much of a groove is seen. */
enum { SHADE, LIT, DARK, PLANES };

/* Once all grooves have opened, nothing changes any more: their relief is kept when it
 * is asked for a second time. */
struct grooves {
    struct crq_plate *plate;
    GMutex lock;
    int asked;
    size_t area;
    float *planes; /* PLANES times the surface, or NULL */
};

struct carving {
    const struct crq_easel *easel;
    const float *planes;
    size_t area;
};

/* The lip: shade on one side, on the other a thin lit edge. */
static void curl_row(const struct crq_etched *t, int first,
    const struct hairlines *values, float relief[PLANES][CRQ_ETCH_TILE]) {
    float cupping = (float)values->cupping;
    float depth = 0.95f * (float)values->depth;
    for (int i = 0; i < CRQ_ETCH_TILE; i++) {
        int k = first + i;
        float d = t->away[k];
        float side = t->side[k];
        float thick = crq_saturate(t->wide[k] * (1.0f / 0.0016f));
        float curl = cupping * thick * crq_smoothstep(0.0f, 0.2f, t->age[k]);
        float fade = crq_saturate(1.0f - d * (1.0f / LIP));
        float rim = (d - 0.5f * t->wide[k] - 0.0009f) * (1.0f / 0.0008f);
        float facing = MAX(-side, 0.0f);
        float shade = 0.34f * side * fade * fade * curl;
        float lit = 0.20f * facing * curl * crq_exp(-rim * rim);
        bool near = d < LIP || t->cover[k] > 0.0f;
        relief[SHADE][i] = near ? shade : 0.0f;
        relief[LIT][i] = near ? lit : 0.0f;
        relief[DARK][i] = crq_saturate(depth * t->cover[k]);
    }
}

/* Cuts relief into `count` pixels of a row. */
static void engrave_row(const struct crq_easel *easel, int y, int first, int count,
    const float *shade, const float *lit, const float *dark) {
    const float *ink = easel->palette->light[CRQ_ROLE_CRACK];
    crq_rgba groove =
        crq_rgba_make(ink[0], ink[1], ink[2], 0.0f) * crq_rgba_grey(0.35f);
    float pixel = easel->surface->pixel;
    float healed[CRQ_ETCH_TILE];
    if (crq_healed_row(easel->arrival, ((float)y + 0.5f) * pixel, pixel, first, count,
            (float)easel->instant.mended, healed) >= 1.0f) {
        return;
    }
    crq_rgba *row = crq_sheet_row(easel->surface, y) + first;
    for (int i = 0; i < count; i++) {
        float wound = 1.0f - healed[i];
        if (wound <= 0.0f || (shade[i] == 0.0f && dark[i] == 0.0f)) {
            continue;
        }
        crq_rgba c = row[i];
        float level = crq_luminance(c);
        crq_rgba own = c * crq_rgba_grey(1.0f - shade[i] * wound) +
                       crq_rgba_grey(lit[i] * wound * (0.12f + level));
        own = crq_rgba_mix(own,
            own * crq_rgba_grey(0.07f) + groove * crq_rgba_grey(0.1f + level),
            dark[i] * wound);
        own[3] = c[3];
        row[i] = own;
    }
}

CRQ_WIDE static void engrave(
    const struct crq_etching *etching, const struct crq_etched *t) {
    float relief[PLANES][CRQ_ETCH_TILE];
    for (int j = 0; j < t->height; j++) {
        curl_row(t, j * CRQ_ETCH_TILE, etching->values, relief);
        engrave_row(etching->easel, t->top + j, t->left, t->width, relief[SHADE],
            relief[LIT], relief[DARK]);
    }
}

CRQ_WIDE static void carve(
    const struct crq_etching *etching, const struct crq_etched *t) {
    const struct grooves *grooves = etching->more;
    float relief[PLANES][CRQ_ETCH_TILE];
    for (int j = 0; j < t->height; j++) {
        curl_row(t, j * CRQ_ETCH_TILE, etching->values, relief);
        size_t first = (size_t)(t->top + j) * (size_t)etching->easel->surface->width +
                       (size_t)t->left;
        for (int plane = 0; plane < PLANES; plane++) {
            memcpy(grooves->planes + (size_t)plane * grooves->area + first,
                relief[plane], (size_t)t->width * sizeof(float));
        }
    }
}

CRQ_WIDE static void engrave_kept(void *context, int first, int last) {
    const struct carving *c = context;
    int width = c->easel->surface->width;
    for (int y = first; y < last; y++) {
        for (int x = 0; x < width; x += CRQ_ETCH_TILE) {
            const float *shade = c->planes + (size_t)y * (size_t)width + (size_t)x;
            engrave_row(c->easel, y, x, MIN(CRQ_ETCH_TILE, width - x), shade,
                shade + c->area, shade + 2 * c->area);
        }
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    struct grooves *grooves = g_new0(struct grooves, 1);
    grooves->plate = crq_plate_create(&easel->wound->paint);
    g_mutex_init(&grooves->lock);
    return grooves;
}

static void discard(void *kept) {
    struct grooves *grooves = kept;
    crq_pages_destroy(grooves->planes, PLANES * grooves->area * sizeof(float));
    crq_plate_destroy(grooves->plate);
    g_mutex_clear(&grooves->lock);
    g_free(grooves);
}

static struct crq_etching etching_of(
    const struct crq_easel *easel, const struct hairlines *values) {
    const struct grooves *grooves = easel->kept;
    return (struct crq_etching){
        .plate = grooves->plate,
        .broken = (float)easel->instant.broken,
        .reach = LIP,
        .width = (float)values->width,
        .lamp = {-0.57f, -0.82f},
        .use = engrave,
        .easel = easel,
        .values = values,
        .more = grooves,
    };
}

/* The relief of all grooves wide open, or NULL when it is not worth keeping yet. What
 * is kept is what engraving would compute again. */
static float *settled(const struct crq_easel *easel, const struct hairlines *values) {
    struct grooves *grooves = (struct grooves *)easel->kept;
    float last = MIN(crq_plate_settles(grooves->plate), 1.0f);
    if ((float)easel->instant.broken < last) {
        return NULL;
    }
    g_mutex_lock(&grooves->lock);
    if (grooves->asked++ == 1) {
        const struct crq_sheet *surface = easel->surface;
        grooves->area = (size_t)surface->width * (size_t)surface->height;
        grooves->planes = crq_pages_create(PLANES * grooves->area * sizeof(float));
        struct crq_easel whole = *easel;
        struct crq_etching etching = etching_of(&whole, values);
        whole.instant.mended = 0.0;
        etching.use = carve;
        if (grooves->planes) {
            crq_etch(&etching);
        }
    }
    float *planes = grooves->planes;
    g_mutex_unlock(&grooves->lock);
    return planes;
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct hairlines *hairlines = values;
    const struct grooves *grooves = easel->kept;
    if (hairlines->width <= 0.0 || easel->instant.mended >= 1.0) {
        return;
    }
    float *planes = settled(easel, hairlines);
    if (planes) {
        struct carving carving = {easel, planes, grooves->area};
        crq_strips(easel->crew, easel->surface->height, engrave_kept, &carving);
    } else {
        struct crq_etching etching = etching_of(easel, hairlines);
        crq_etch(&etching);
    }
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct hairlines, depth), .preset = 1, .low = 0, .high = 1,
        .easy = {0.5, 1}, .unit = CRQ_UNIT_RATIO, .brief = "how dark the grooves are"},
    {CRQ_REAL(struct hairlines, width), .preset = 1, .low = 0, .high = 4,
        .easy = {0.6, 1.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how wide the grooves are"},
    {CRQ_REAL(struct hairlines, cupping), .preset = 1, .low = 0, .high = 3,
        .easy = {0.4, 1.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how far the paint curls up beside them"},
};

const struct crq_operation crq_op_fracture_hairlines = {
    .name = "hairlines",
    .brief = "the craquelure of the paint",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct hairlines, params),
    .roles = CRQ_ROLE_BIT(CRACK),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = discard,
    .work = work,
};
