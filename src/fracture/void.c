/* The void: what the shards reveal.
 *
 * A dark with a little dust and starlight in it, and, very faintly, the same painting
 * again, layer below layer, folded as in a kaleidoscope. Everything soft is made on a
 * small sheet and enlarged, for most of it is hidden. */
#include "form/noise.h"
#include "sheet/glow.h"
#include "wound/pose.h"

struct void_ {
    double dust;         /* clouds of dust */
    double stars;        /* how bright */
    double kaleidoscope; /* how plainly the painting is seen again */
};

enum { SOFT_ROWS = 300, PICTURE_ROWS = 270, LAYERS = 3 };

/* The still part of the dark, on the small sheet. */
struct dust {
    float cloud, ember; /* 0..1 */
};

struct clouds {
    int width, height;
    float pixel; /* of it, short sides of the view */
    uint32_t seed;
    struct dust *dust;
};

struct depths {
    const struct crq_easel *easel;
    const struct clouds *clouds;
    const struct void_ *values;
    const struct crq_sheet *picture; /* the painting, small */
    struct crq_sheet *soft;
    float heart[2];
    float revealed; /* 0..1, how far there is anything to see */
    float folded;   /* strength of the kaleidoscope */
    float even;     /* so that a bright painting does not fill the dark */
    float fallen, turning;
    crq_rgba deep, dusty, warm;
    uint32_t seed;
};

static crq_rgba role(const struct crq_easel *easel, enum crq_role which, float scale) {
    const float *c = easel->palette->light[which];
    return crq_rgba_make(c[0] * scale, c[1] * scale, c[2] * scale, 0.0f);
}

/* Triangle wave: positions run back and forth over the canvas instead of leaving it. */
static float folded_into(float x, float extent) {
    float t = crq_fract(x / (2.0f * extent)) * 2.0f;
    return (t > 1.0f ? 2.0f - t : t) * extent;
}

/* One layer of the kaleidoscope: the angle folded into a wedge, rings of mirrors. */
static crq_rgba layer(const struct depths *d, int l, float angle, float r) {
    static const float wedges[LAYERS] = {7.0f, 5.0f, 9.0f};
    float wedge = 1.0f / wedges[l];
    float sense = l & 1 ? -1.0f : 1.0f;
    float a = angle + 0.08f * (float)l + sense * d->turning;
    a -= wedge * crq_floor(a / wedge);
    a = a > 0.5f * wedge ? wedge - a : a;
    /* falling through one layer after another: they come nearer, each at its own rate
     */
    float zoom =
        (0.8f + 0.9f * (float)l) / (1.0f + d->fallen * (0.5f + 0.35f * (float)l));
    float way = r * zoom + 0.06f * (float)l;
    const float *e = d->easel->wound->epicentre;
    const struct crq_net *net = &d->easel->wound->glass;
    float turn = a + 0.06f + 0.175f * (float)l;
    float x = e[0] + way * crq_cos_turns(turn) + 0.1f * (float)l;
    float y = e[1] + way * crq_sin_turns(turn) + 0.1f * (float)l;
    float per_side = 1.0f / d->picture->pixel;
    crq_rgba c =
        crq_sheet_between(d->picture, folded_into(x, net->across) * per_side - 0.5f,
            folded_into(y, net->down) * per_side - 0.5f);
    float ring = 9.0f * way + 0.37f * (float)l;
    float within = crq_fract(ring);
    float mirror = crq_hash_unit(crq_hash2((int32_t)crq_floor(ring), l, d->seed + 1));
    float side = MIN(a, 0.5f * wedge - a) * r * 700.0f;
    float edge = crq_saturate(side) * crq_saturate(14.0f * MIN(within, 1.0f - within));
    return c * crq_rgba_grey((0.35f + 0.65f * edge) * (0.5f + 0.8f * mirror));
}

static crq_rgba kaleidoscope(const struct depths *d, float x, float y, float r) {
    static const float weights[LAYERS] = {0.5f, 0.3f, 0.2f};
    float width = 0.25f + 0.5f * d->fallen;
    float strength = d->folded * crq_exp(-r / width);
    if (strength < 0.003f) {
        return crq_rgba_grey(0.0f);
    }
    float angle = crq_atan2_turns(y - d->heart[1], x - d->heart[0]);
    crq_rgba sum = crq_rgba_grey(0.0f);
    for (int l = 0; l < LAYERS; l++) {
        sum += layer(d, l, angle, r) * crq_rgba_grey(weights[l]);
    }
    /* squared, so that what is dim is lost, and richer in colour */
    float level = crq_luminance(sum);
    sum = crq_rgba_mix(crq_rgba_grey(level), sum, 1.5f);
    for (int k = 0; k < 3; k++) {
        sum[k] = MAX(sum[k], 0.0f);
    }
    return sum * crq_rgba_grey(MIN(1.6f, 2.6f * d->even * level) * d->even * strength);
}

CRQ_WIDE static void fill_soft(void *context, int first, int last) {
    const struct depths *d = context;
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(d->soft, j);
        const struct dust *dust = d->clouds->dust + (size_t)j * (size_t)d->soft->width;
        float y = ((float)j + 0.5f) * d->soft->pixel;
        for (int i = 0; i < d->soft->width; i++) {
            float x = ((float)i + 0.5f) * d->soft->pixel;
            float dx = x - d->heart[0];
            float dy = y - d->heart[1];
            float r = sqrtf(dx * dx + dy * dy);
            float ember = dust[i].ember * crq_exp(-r * (1.0f / 0.5f));
            float well = crq_exp(-r * r * (1.0f / 0.12f));
            crq_rgba c = d->deep +
                         d->dusty * crq_rgba_grey(dust[i].cloud + 1.2f * well) +
                         d->warm * crq_rgba_grey(ember);
            row[i] = (c + kaleidoscope(d, x, y, r)) * crq_rgba_grey(d->revealed);
        }
    }
}

static void gather_dust(void *context, int first, int last) {
    struct clouds *c = context;
    for (int j = first; j < last; j++) {
        struct dust *dust = c->dust + (size_t)j * (size_t)c->width;
        float y = ((float)j + 0.5f) * c->pixel;
        for (int i = 0; i < c->width; i++) {
            float x = ((float)i + 0.5f) * c->pixel;
            float n = crq_fbm2(1.6f * x + 3.0f, 1.6f * y, c->seed, 4.0f);
            float m = crq_fbm2(3.1f * x + 1.2f * n, 3.1f * y - n, c->seed + 7, 3.0f);
            dust[i] =
                (struct dust){crq_saturate(0.35f + 1.3f * n), crq_saturate(1.6f * m)};
        }
    }
}

static void *ready(const struct crq_easel *easel, const void *values) {
    (void)values;
    const struct crq_net *net = &easel->wound->glass;
    float fit = MIN(1.0f, 4.0f / MAX(net->across, net->down));
    float rows = crq_floor(SOFT_ROWS * fit);
    struct clouds *c = g_new0(struct clouds, 1);
    c->width = MAX(1, (int)(net->across * rows));
    c->height = MAX(1, (int)(net->down * rows));
    c->pixel = 1.0f / (float)MIN(c->width, c->height);
    c->seed = crq_bits(crq_chance(easel->seed, "void"), 0, 0);
    c->dust = g_new(struct dust, (gsize)c->width * (gsize)c->height);
    crq_strips(easel->crew, c->height, gather_dust, c);
    return c;
}

static void discard(void *kept) {
    struct clouds *c = kept;
    g_free(c->dust);
    g_free(c);
}

/* Far stars on two jittered lattices; added row by row in the lattice's order. */
static void sow_stars(const struct depths *d, int kind, int first, int last) {
    struct crq_sheet *view = d->easel->view;
    float cells = kind ? 95.0f : 42.0f;
    float pixel = view->pixel;
    float bright = (kind ? 0.3f : 0.8f) * (float)d->values->stars * d->revealed;
    crq_rgba colour = role(d->easel, CRQ_ROLE_STAR, 1.0f);
    /* a faded star of a small picture reaches over several cells */
    int spare = 1 + (int)(2.5f * MAX(0.0011f, 0.6f * pixel) * cells);
    int top = (int)((float)first * pixel * cells) - spare;
    int bottom = (int)((float)last * pixel * cells) + spare;
    int across = (int)((float)view->width * pixel * cells) + 1;
    for (int j = top; j <= bottom; j++) {
        for (int i = 0; i < across; i++) {
            uint32_t h = crq_hash3(i, j, kind, d->seed + 9);
            if (crq_hash_unit(h) > 0.34f) {
                continue;
            }
            float cx =
                ((float)i + 0.2f + 0.6f * crq_hash_unit(crq_hash(h + 1))) / cells;
            float cy =
                ((float)j + 0.2f + 0.6f * crq_hash_unit(crq_hash(h + 2))) / cells;
            float size = 0.0005f + 0.0006f * crq_hash_unit(crq_hash(h + 3));
            float b = crq_hash_unit(crq_hash(h + 4));
            /* below a pixel a star fades, it does not grow */
            float seen = MAX(size, 0.6f * pixel);
            b = b * b * b * bright * (size / seen) * (size / seen);
            float reach = 2.5f * seen;
            int x0 = MAX((int)((cx - reach) / pixel), 0);
            int x1 = MIN((int)((cx + reach) / pixel) + 1, view->width);
            int y0 = MAX((int)((cy - reach) / pixel), first);
            int y1 = MIN((int)((cy + reach) / pixel) + 1, last);
            for (int y = y0; y < y1; y++) {
                crq_rgba *row = crq_sheet_row(view, y);
                for (int x = x0; x < x1; x++) {
                    float px = (((float)x + 0.5f) * pixel - cx) / seen;
                    float py = (((float)y + 0.5f) * pixel - cy) / seen;
                    row[x] += colour * crq_rgba_grey(b * crq_exp(-px * px - py * py));
                }
            }
        }
    }
}

CRQ_WIDE static void show_strip(void *context, int first, int last) {
    const struct depths *d = context;
    struct crq_sheet *view = d->easel->view;
    int width = d->soft->width;
    float scale = view->pixel / d->soft->pixel;
    crq_rgba *soft = g_aligned_alloc((gsize)width, sizeof *soft, 32);
    for (int j = first; j < last; j++) {
        crq_rgba *row = crq_sheet_row(view, j);
        crq_soft_row(d->soft, ((float)j + 0.5f) * scale, soft);
        for (int i = 0; i < view->width; i++) {
            row[i] = crq_soft_at(soft, width, ((float)i + 0.5f) * scale);
        }
    }
    g_aligned_free(soft);
    if (d->values->stars > 0.0) {
        sow_stars(d, 0, first, last);
        sow_stars(d, 1, first, last);
    }
}

/* Bright pictures are held back: the void is to stay dark. */
static float evenness(const struct crq_sheet *picture) {
    size_t area = (size_t)picture->width * (size_t)picture->height;
    double sum = 0.0;
    for (size_t i = 0; i < area; i++) {
        sum += (double)crq_luminance(picture->pixels[i]);
    }
    return MIN(0.11f / (0.03f + (float)(sum / (double)area)), 1.1f);
}

static void set_colours(struct depths *d) {
    float dust = (float)d->values->dust;
    d->deep = role(d->easel, CRQ_ROLE_VOID, 0.5f);
    d->dusty = role(d->easel, CRQ_ROLE_VOID, 1.0f) * crq_rgba_grey(0.6f * dust) +
               role(d->easel, CRQ_ROLE_HALO, 0.006f * dust);
    d->warm = role(d->easel, CRQ_ROLE_WINE, 0.06f * dust);
}

static void work(const struct crq_easel *easel, const void *values) {
    if (easel->instant.mended >= 1.0) {
        return;
    }
    struct crq_sheet *picture =
        crq_reduce(easel->soft, PICTURE_ROWS, easel->crew, NULL);
    const struct clouds *clouds = easel->kept;
    struct crq_sheet *soft =
        crq_sheet_create(clouds->width, clouds->height, CRQ_PLANES_COLOUR, NULL);
    struct crq_poses *poses = crq_poses_create(easel);
    if (picture && soft) {
        float broken = (float)easel->instant.broken;
        float fallen = crq_smoothstep(0.0f, 1.0f, (float)easel->instant.fallen);
        float healing = 1.0f - crq_smoothstep(0.0f, 0.5f, (float)easel->instant.mended);
        const struct void_ *own = values;
        struct depths d = {
            .easel = easel,
            .clouds = clouds,
            .values = own,
            .picture = picture,
            .soft = soft,
            .heart = {poses->heart[0], poses->heart[1]},
            .revealed = crq_smoothstep(0.0f, 0.12f, broken),
            .folded = (float)own->kaleidoscope * crq_smoothstep(0.38f, 0.95f, broken) *
                      (0.42f + 0.9f * fallen) * healing,
            .fallen = fallen,
            .turning = 0.08f * broken + 0.16f * (float)easel->instant.fallen +
                       0.1f * (float)easel->instant.mended,
            .seed = clouds->seed,
        };
        d.even = evenness(picture);
        set_colours(&d);
        crq_strips(easel->crew, soft->height, fill_soft, &d);
        crq_strips(easel->crew, easel->view->height, show_strip, &d);
    }
    crq_poses_destroy(poses);
    crq_sheet_destroy(picture);
    crq_sheet_destroy(soft);
}

static const struct crq_param params[] = {
    {CRQ_REAL(struct void_, dust), .preset = 1, .low = 0, .high = 4, .easy = {0.3, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how much dust hangs in the dark"},
    {CRQ_REAL(struct void_, stars), .preset = 1, .low = 0, .high = 4, .easy = {0.3, 2},
        .unit = CRQ_UNIT_RATIO, .brief = "how bright the far stars are"},
    {CRQ_REAL(struct void_, kaleidoscope), .preset = 1, .low = 0, .high = 4,
        .easy = {0.3, 2}, .unit = CRQ_UNIT_RATIO,
        .brief = "how plainly the painting is seen again, folded, in the depth"},
};

const struct crq_operation crq_op_fracture_void = {
    .name = "void",
    .brief = "the dark that the shards reveal",
    .family = CRQ_FRACTURE,
    CRQ_VALUES(struct void_, params),
    .roles = CRQ_ROLE_BIT(VOID) | CRQ_ROLE_BIT(HALO) | CRQ_ROLE_BIT(WINE) |
             CRQ_ROLE_BIT(STAR),
    .phase = CRQ_BEHIND,
    .ready = ready,
    .discard = discard,
    .work = work,
};
