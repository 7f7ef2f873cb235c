/* New palettes, from the command line. */
#include "cli/recolour.h"

#include "base/text.h"
#include "base/whole.h"
#include "colour/recolour.h"
#include "stage/name.h"

#include <stdio.h>
#include <string.h>

static bool read_amount(const char *option, const char *text, double low, double high,
    float *amount, GError **error) {
    double x;
    if (!text) {
        return true;
    }
    if (!crq_number(text, &x) || !(x >= low && x <= high)) {
        return crq_fail(error, CRQ_ERROR_USAGE, "'--%s' must lie in %g..%g, not '%s'",
            option, low, high, text);
    }
    *amount = (float)x;
    return true;
}

/* "gold=#c9a227" */
static bool put_role(struct crq_palette *palette, const char *text, GError **error) {
    const char *equals = strchr(text, '=');
    g_autofree char *name =
        g_strndup(text, equals ? (gsize)(equals - text) : strlen(text));
    uint8_t rgb[3];
    int role = crq_role_find(name);
    if (role < 0) {
        return crq_role_unknown(name, CRQ_ERROR_USAGE, "", error);
    }
    if (!equals || !crq_colour_read(equals + 1, rgb)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--role' is ROLE=#rrggbb, such as gold=#c9a227, not '%s'", text);
    }
    crq_palette_put(palette, (enum crq_role)role, rgb);
    return true;
}

/* Takes the palette. */
static bool write(
    const struct crq_asked *asked, struct crq_palette *palette, GError **error) {
    const char *path = asked->output ? asked->output : "-";
    bool standard = strcmp(path, "-") == 0;
    g_autofree char *text = crq_palette_text(palette);
    crq_palette_destroy(palette);
    if (!standard && !g_str_has_suffix(path, ".gpl")) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'%s' does not end in .gpl: palettes are written as GIMP palettes", path);
    }
    if (!crq_name_check_folder(path, error) ||
        !crq_whole_write(path, text, strlen(text), error)) {
        return false;
    }
    if (!standard) {
        puts(path);
    }
    return true;
}

bool crq_recolour_mix(struct crq_asked *asked, GError **error) {
    float share = 0.5f;
    if (asked->word_count != 3) {
        return crq_fail(error, CRQ_ERROR_USAGE, "'palette mix' needs two palettes");
    }
    if (!read_amount("share", asked->share, 0.0, 1.0, &share, error)) {
        return false;
    }
    struct crq_palette *first = crq_palette_load(asked->words[1], error);
    struct crq_palette *second =
        first ? crq_palette_load(asked->words[2], error) : NULL;
    bool good = second && write(asked, crq_palette_mix(first, second, share), error);
    crq_palette_destroy(first);
    crq_palette_destroy(second);
    return good;
}

bool crq_recolour_tweak(struct crq_asked *asked, GError **error) {
    struct crq_tweak tweak = {.chroma = 1.0f};
    if (asked->word_count != 2) {
        return crq_fail(error, CRQ_ERROR_USAGE, "'palette tweak' needs one palette");
    }
    if (!read_amount("hue", asked->hue, -1.0, 1.0, &tweak.hue, error) ||
        !read_amount("chroma", asked->chroma, 0.0, 3.0, &tweak.chroma, error) ||
        !read_amount(
            "lightness", asked->lightness, -1.0, 1.0, &tweak.lightness, error)) {
        return false;
    }
    struct crq_palette *palette = crq_palette_load(asked->words[1], error);
    bool good = palette != NULL;
    if (good) {
        crq_palette_tweak(palette, &tweak);
    }
    for (guint i = 0; good && i < asked->roles->len; i++) {
        good = put_role(palette, asked->roles->pdata[i], error);
    }
    if (!good) {
        crq_palette_destroy(palette);
        return false;
    }
    return write(asked, palette, error);
}
