/* Mirrors: gold, silver, opal, obsidian. */
#include "mend/metal.h"

#include "sheet/glow.h"

/* Rows of the softened picture that metal mirrors. */
#define MIRROR_ROWS 72
/* Size of hammer marks and of powder grains (maki-e), short sides. */
#define HAMMER (1.0f / 90.0f)
#define POWDER (1.0f / 620.0f)
/* Size of facets that flash. */
#define FACET (1.0f / 400.0f)
/* Opal's patches of one colour. */
#define PATCH (1.0f / 95.0f)

static crq_rgba role(const struct crq_palette *palette, enum crq_role name) {
    const float *c = palette->light[name];
    return crq_rgba_make(c[0], c[1], c[2], 1.0f);
}

/* Scaled so that its brightest channel is `peak`. */
static crq_rgba peaked(crq_rgba c, float peak) {
    float most = MAX(MAX(c[0], c[1]), MAX(c[2], 1e-3f));
    return c * crq_rgba_grey(peak / most);
}

static void choose_bodies(struct crq_smith *smith, const struct crq_palette *palette) {
    crq_rgba gold = peaked(role(palette, CRQ_ROLE_GOLD), 1.0f);
    crq_rgba bone = peaked(role(palette, CRQ_ROLE_BONE), 0.95f);
    crq_rgba milk = peaked(role(palette, CRQ_ROLE_OPAL), 0.80f);
    crq_rgba crack = role(palette, CRQ_ROLE_CRACK);
    crq_rgba grey = crq_rgba_grey(crq_luminance(gold));
    /* a palette's gold is seen by day; its reflectance is deeper */
    crq_rgba deep = grey + (gold - grey) * crq_rgba_grey(1.18f);
    for (int k = 0; k < 3; k++) {
        deep[k] = MAX(deep[k], 0.04f);
    }
    smith->body[CRQ_METAL_GOLD][0] = deep;
    smith->body[CRQ_METAL_GOLD][1] = deep * deep * crq_rgba_grey(0.5f);
    smith->body[CRQ_METAL_SILVER][0] = bone;
    smith->body[CRQ_METAL_SILVER][1] = bone * crq_rgba_grey(0.16f);
    smith->body[CRQ_METAL_OPAL][0] = milk;
    smith->body[CRQ_METAL_OPAL][1] = milk * crq_rgba_grey(0.5f);
    smith->body[CRQ_METAL_OBSIDIAN][0] = crack + crq_rgba_grey(0.055f);
    smith->body[CRQ_METAL_OBSIDIAN][1] = crack;
}

bool crq_smith_init(
    struct crq_smith *smith, const struct crq_easel *easel, GError **error) {
    const struct crq_mending *mending = crq_work_values(easel->work, "mending");
    float mended = (float)easel->instant.mended;
    float turn = (float)easel->instant.moment;
    float sway = 0.20f * crq_sin_turns(turn);
    float nod = 0.12f * crq_cos_turns(turn);
    float x = -0.50f + sway;
    float y = -0.60f + nod;
    float length = sqrtf(x * x + y * y + 0.36f);
    *smith = (struct crq_smith){
        .soft = crq_reduce(easel->soft, MIRROR_ROWS, easel->crew, error),
        .lamp_colour = role(easel->palette, CRQ_ROLE_SUN),
        .window_colour = role(easel->palette, CRQ_ROLE_COLD),
        .door = {easel->wound->epicentre[0], easel->wound->epicentre[1]},
        .burning = 0.8f * (1.0f - crq_smoothstep(0.62f, 0.86f, mended)),
        .gallery = {x / length, y / length, 0.6f / length},
        .spectrum = easel->palette->spectrum,
        .pixel = easel->whole->pixel,
        .chance = crq_chance(easel->seed, "metal of a seam"),
        .metal = mending->metal,
    };
    smith->lamp_colour = peaked(smith->lamp_colour, 1.0f);
    smith->window_colour = peaked(smith->window_colour, 0.8f);
    smith->noise = crq_bits(crq_chance(easel->seed, "grain of metal"), 0, 0);
    choose_bodies(smith, easel->palette);
    return smith->soft != NULL;
}

void crq_smith_finish(struct crq_smith *smith) {
    crq_sheet_destroy(smith->soft);
}

enum crq_metal crq_smith_choose(const struct crq_smith *smith, uint32_t strand) {
    if (smith->metal != CRQ_METAL_MIXED) {
        return (enum crq_metal)smith->metal;
    }
    float u = crq_unit(smith->chance, strand, 0);
    return u < 0.46f   ? CRQ_METAL_GOLD
           : u < 0.66f ? CRQ_METAL_SILVER
           : u < 0.90f ? CRQ_METAL_OPAL
                       : CRQ_METAL_OBSIDIAN;
}

void crq_smith_aim(const struct crq_smith *smith, struct crq_spot *spot) {
    float dx = smith->door[0] - spot->x;
    float dy = smith->door[1] - spot->y;
    float near = 1.0f / sqrtf(dx * dx + dy * dy + 0.04f);
    float x = crq_mix(smith->gallery[0], 0.8f * dx * near, smith->burning);
    float y = crq_mix(smith->gallery[1], 0.8f * dy * near, smith->burning);
    float z = crq_mix(smith->gallery[2], 0.6f, smith->burning);
    float inverse = 1.0f / sqrtf(x * x + y * y + z * z);
    spot->lamp[0] = x * inverse;
    spot->lamp[1] = y * inverse;
    spot->lamp[2] = z * inverse;
}

/* Grains tip the mirror each its own way; they fade where a pixel holds several. */
static void powder(const struct crq_smith *smith, struct crq_spot *spot, float rough) {
    float seen = crq_saturate(2.0f * POWDER / smith->pixel - 0.6f);
    int32_t i = (int32_t)crq_floor(spot->x * (1.0f / POWDER));
    int32_t j = (int32_t)crq_floor(spot->y * (1.0f / POWDER));
    uint32_t hash = crq_hash2(i, j, smith->noise);
    float u = (float)(int32_t)(hash & 0xffffu) * (1.0f / 65536.0f) - 0.5f;
    float v = (float)(int32_t)(hash >> 16) * (1.0f / 65536.0f) - 0.5f;
    spot->nx += 0.26f * rough * seen * u;
    spot->ny += 0.26f * rough * seen * v;
}

/* Flat facets of leaf that flash when the lamp stands right: here, or 0. */
static float facet(const struct crq_smith *smith, const struct crq_spot *spot) {
    int32_t i = (int32_t)crq_floor(spot->x * (1.0f / FACET));
    int32_t j = (int32_t)crq_floor(spot->y * (1.0f / FACET));
    uint32_t hash = crq_hash2(i, j, smith->noise + 11u);
    float u = (float)(int32_t)(hash & 0xffffu) * (2.4f / 65536.0f) - 1.2f;
    float v = (float)(int32_t)(hash >> 16) * (2.4f / 65536.0f) - 1.2f;
    /* the slope that mirrors the lamp to the eye */
    float up = 1.0f / (1.0f + spot->lamp[2]);
    u -= spot->lamp[0] * up;
    v -= spot->lamp[1] * up;
    return crq_exp2(-26.0f * (u * u + v * v)) * MIN(FACET / smith->pixel, 1.0f);
}

void crq_smith_prepare(
    const struct crq_smith *smith, struct crq_spot *spot, float rough) {
    float u = spot->x * (1.0f / HAMMER);
    float v = spot->y * (1.0f / HAMMER);
    spot->nx += 0.34f * rough * crq_noise2(u, v, smith->noise + 1u);
    spot->ny += 0.34f * rough * crq_noise2(u, v, smith->noise + 2u);
    powder(smith, spot, rough);
    crq_smith_aim(smith, spot);
    spot->glint = rough > 0.0f ? facet(smith, spot) : 0.0f;
    /* the mirror looks a little off to where its slope points */
    float x = spot->x + 0.10f * spot->nx;
    float y = spot->y + 0.10f * spot->ny;
    spot->place = crq_sheet_sample(smith->soft, x, y);
}

/* The colours of a thin film, by its phase in turns. */
static crq_rgba film_colour(float phase) {
    crq_rgba c = {0.5f + 0.5f * crq_cos_turns(phase),
        0.5f + 0.5f * crq_cos_turns(phase + 0.36f),
        0.5f + 0.5f * crq_cos_turns(phase + 0.69f), 1.0f};
    return c * c;
}

/* Play of colour: patches each of one hue that flash when the mirror turns. */
static crq_rgba opal_fire(
    const struct crq_smith *smith, const struct crq_spot *spot, float rx, float ry) {
    float u = spot->x * (1.0f / PATCH);
    float v = spot->y * (1.0f / PATCH);
    float warp = crq_noise2(0.7f * u, 0.7f * v, smith->noise + 5u);
    float patch = crq_noise2(u + warp, v - warp, smith->noise + 6u);
    float phase = 1.7f * patch + 0.35f * rx + 0.25f * ry + 0.4f * warp;
    float flash = crq_smoothstep(-0.15f, 0.45f, patch + 0.3f * rx - 0.2f * ry);
    crq_rgba hue = film_colour(phase);
    crq_rgba grey = crq_rgba_grey(crq_luminance(hue));
    hue = grey + (hue - grey) * crq_rgba_grey(1.3f * smith->spectrum);
    return hue * crq_rgba_grey(0.16f + 0.95f * flash);
}

crq_rgba crq_smith_shade(
    const struct crq_smith *smith, enum crq_metal metal, const struct crq_spot *spot) {
    float nz = 1.0f / sqrtf(1.0f + spot->nx * spot->nx + spot->ny * spot->ny);
    float nx = spot->nx * nz;
    float ny = spot->ny * nz;
    float rx = 2.0f * nz * nx;
    float ry = 2.0f * nz * ny;
    float rz = 2.0f * nz * nz - 1.0f;
    float facing = rx * spot->lamp[0] + ry * spot->lamp[1] + rz * spot->lamp[2];
    float sharp = crq_exp2(-70.0f * (1.0f - facing));
    float broad = crq_exp2(-6.0f * (1.0f - facing));
    /* a window low on the other side, a floor that gives nothing back */
    float window = crq_exp2(-60.0f * (rx - 0.52f) * (rx - 0.52f));
    float sky = crq_smoothstep(0.75f, -0.55f, ry + 0.25f * rx);
    crq_rgba around = spot->place * crq_rgba_grey(0.05f + 0.80f * sky) +
                      crq_rgba_grey(0.012f + 0.12f * sky);
    around += smith->window_colour * crq_rgba_grey(0.16f * window);
    around += smith->lamp_colour * crq_rgba_grey(4.6f * sharp + 1.05f * broad);
    around += smith->lamp_colour * crq_rgba_grey(2.2f * spot->glint);
    float graze = 1.0f - nz;
    graze = graze * graze * graze;
    crq_rgba facing_body = smith->body[metal][0];
    crq_rgba body =
        facing_body + (crq_rgba_grey(1.0f) - facing_body) * crq_rgba_grey(graze);
    crq_rgba c = body * around + smith->body[metal][1] * crq_rgba_grey(0.12f);
    if (metal == CRQ_METAL_SILVER) {
        /* silver keeps little of the lamp's hue */
        crq_rgba grey = crq_rgba_grey(1.12f * crq_luminance(c));
        c = crq_rgba_mix(c, grey * crq_rgba_make(0.96f, 1.0f, 1.05f, 1.0f), 0.75f);
    } else if (metal == CRQ_METAL_OPAL) {
        crq_rgba milk = smith->body[metal][0] *
                        (crq_rgba_grey(0.46f) + spot->place * crq_rgba_grey(0.42f)) *
                        crq_rgba_grey(0.45f + 0.55f * sky);
        crq_rgba gloss =
            smith->lamp_colour * crq_rgba_grey(1.2f * sharp + 0.10f * broad);
        c = milk + gloss +
            opal_fire(smith, spot, rx, ry) *
                (spot->place * crq_rgba_grey(0.6f) + crq_rgba_grey(0.4f));
    } else if (metal == CRQ_METAL_OBSIDIAN) {
        /* black glass: nothing but reflections, and gold dust caught in it */
        c += smith->lamp_colour * crq_rgba_grey(1.5f * sharp);
        c += smith->window_colour * crq_rgba_grey(0.75f * window);
        /* the sheen of rainbow obsidian, on the flank that looks away from the lamp */
        float sheen =
            crq_smoothstep(0.75f, -0.1f, facing) * (0.25f + 0.75f * (1.0f - nz));
        crq_rgba hue = film_colour(0.9f * rx + 0.6f * ry + 9.0f * spot->x);
        c += hue * crq_rgba_grey(0.30f * smith->spectrum * sheen);
        c += spot->place * crq_rgba_grey(0.25f * sky * sky);
        c += smith->body[CRQ_METAL_GOLD][0] * crq_rgba_grey(1.6f * spot->glint);
    }
    for (int k = 0; k < 3; k++) {
        c[k] = c[k] / (1.0f + 0.30f * c[k]);
        c[k] = crq_saturate(c[k]);
    }
    c[3] = 1.0f;
    return c;
}
