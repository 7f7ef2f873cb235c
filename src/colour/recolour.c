/* Mixing, tweaking and writing palettes. */
#include "colour/recolour.h"

#include "colour/oklab.h"
#include "colour/srgb.h"

static bool has(const struct crq_palette *palette, int role) {
    return (palette->present & UINT64_C(1) << role) != 0;
}

static bool is_shown(struct crq_oklab lab) {
    const float least = -1e-4f;
    float rgb[3];
    crq_oklab_light(lab, rgb);
    return rgb[0] >= least && rgb[1] >= least && rgb[2] >= least &&
           rgb[0] <= 1.0f - least && rgb[1] <= 1.0f - least && rgb[2] <= 1.0f - least;
}

static struct crq_oklab fade(struct crq_oklab lab, float chroma) {
    return (struct crq_oklab){lab.l, lab.a * chroma, lab.b * chroma};
}

/* As much of the colour as a screen can show, found by halving. */
static struct crq_oklab fit(struct crq_oklab lab) {
    float low = 0.0f;
    float high = 1.0f;
    lab.l = crq_saturate(lab.l);
    if (is_shown(lab)) {
        return lab;
    }
    for (int i = 0; i < 16; i++) {
        float middle = 0.5f * (low + high);
        if (is_shown(fade(lab, middle))) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return fade(lab, low);
}

static void put(struct crq_palette *palette, int role, struct crq_oklab lab) {
    float light[3];
    uint8_t rgb[3];
    crq_oklab_light(fit(lab), light);
    for (int c = 0; c < 3; c++) {
        rgb[c] = (uint8_t)(crq_srgb_encode(crq_saturate(light[c])) * 255.0f + 0.5f);
    }
    crq_palette_put(palette, (enum crq_role)role, rgb);
}

struct crq_palette *crq_palette_mix(
    const struct crq_palette *first, const struct crq_palette *second, float share) {
    struct crq_palette *mixed = crq_palette_create();
    mixed->name = g_strdup_printf("%s and %s", first->name, second->name);
    mixed->intent =
        g_strdup_printf("%.3g of %s in %s", (double)share, second->name, first->name);
    mixed->exposure = crq_mix(first->exposure, second->exposure, share);
    mixed->contrast = crq_mix(first->contrast, second->contrast, share);
    mixed->spectrum = crq_mix(first->spectrum, second->spectrum, share);
    for (int role = 0; role < CRQ_ROLE_COUNT; role++) {
        const struct crq_palette *a = has(first, role) ? first : second;
        const struct crq_palette *b = has(second, role) ? second : first;
        if (has(a, role)) {
            struct crq_oklab x = crq_oklab_of(a->light[role]);
            struct crq_oklab y = crq_oklab_of(b->light[role]);
            put(mixed, role,
                (struct crq_oklab){crq_mix(x.l, y.l, share), crq_mix(x.a, y.a, share),
                    crq_mix(x.b, y.b, share)});
        }
    }
    return mixed;
}

void crq_palette_tweak(struct crq_palette *palette, const struct crq_tweak *tweak) {
    float cosine = crq_cos_turns(tweak->hue) * tweak->chroma;
    float sine = crq_sin_turns(tweak->hue) * tweak->chroma;
    for (int role = 0; role < CRQ_ROLE_COUNT; role++) {
        if (has(palette, role)) {
            struct crq_oklab x = crq_oklab_of(palette->light[role]);
            put(palette, role,
                (struct crq_oklab){x.l + tweak->lightness, x.a * cosine - x.b * sine,
                    x.a * sine + x.b * cosine});
        }
    }
}

char *crq_palette_text(const struct crq_palette *palette) {
    GString *text = g_string_new("GIMP Palette\n");
    const char *name = palette->name ? palette->name : "unnamed";
    g_string_append_printf(text, "Name: %s\nColumns: 6\n", name);
    if (palette->author) {
        g_string_append_printf(text, "# author: %s\n", palette->author);
    }
    if (palette->intent) {
        g_string_append_printf(text, "# intent: %s\n", palette->intent);
    }
    g_string_append_printf(text, "# exposure: %.6g\n# contrast: %.6g\n",
        (double)palette->exposure, (double)palette->contrast);
    g_string_append_printf(text, "# spectrum: %.6g\n", (double)palette->spectrum);
    for (int role = 0; role < CRQ_ROLE_COUNT; role++) {
        const uint8_t *rgb = palette->srgb[role];
        if (has(palette, role)) {
            g_string_append_printf(text, "%3d %3d %3d\t%s\n", rgb[0], rgb[1], rgb[2],
                crq_role_name((enum crq_role)role));
        }
    }
    return g_string_free(text, FALSE);
}
