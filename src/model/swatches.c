/* The colours of a work, in its own text. */
#include "model/swatches.h"

#include "base/text.h"
#include "model/writer.h"

#include <string.h>

static bool complain(
    const struct crq_yaml *yaml, const char *path, const char *words, GError **error) {
    return crq_fail(error, CRQ_ERROR_WORK, "%s:%d:%d: %s, not '%s'", path, yaml->line,
        yaml->column, words, yaml->word ? yaml->word : "...");
}

static bool read_scalar(const struct crq_yaml *yaml, const char *path, double low,
    double high, float *scalar, GError **error) {
    double x;
    if (yaml->kind != CRQ_YAML_WORD || !crq_number(yaml->word, &x) ||
        !(x >= low && x <= high)) {
        g_autofree char *words =
            g_strdup_printf("expected a number in %g..%g", low, high);
        return complain(yaml, path, words, error);
    }
    *scalar = (float)x;
    return true;
}

static bool read_colours(struct crq_palette *palette, const struct crq_yaml *map,
    const char *path, GError **error) {
    if (map->kind != CRQ_YAML_MAP) {
        return complain(map, path, "expected 'role: \"#rrggbb\"'", error);
    }
    for (guint i = 0; i < map->keys->len; i++) {
        const struct crq_yaml *key = map->keys->pdata[i];
        const struct crq_yaml *value = map->members->pdata[i];
        int role = crq_role_find(key->word);
        uint8_t rgb[3];
        if (role < 0) {
            g_autofree char *place =
                g_strdup_printf("%s:%d:%d: ", path, key->line, key->column);
            return crq_role_unknown(key->word, CRQ_ERROR_WORK, place, error);
        }
        if (value->kind != CRQ_YAML_WORD || !crq_colour_read(value->word, rgb)) {
            return complain(value, path, "a colour is written \"#rrggbb\"", error);
        }
        crq_palette_put(palette, (enum crq_role)role, rgb);
    }
    return true;
}

static bool read_member(struct crq_palette *palette, const struct crq_yaml *key,
    const struct crq_yaml *value, const char *path, GError **error) {
    if (strcmp(key->word, "name") == 0 && value->kind == CRQ_YAML_WORD) {
        g_free(palette->name);
        palette->name = g_strdup(value->word);
        return true;
    }
    if (strcmp(key->word, "exposure") == 0) {
        return read_scalar(value, path, -4.0, 4.0, &palette->exposure, error);
    }
    if (strcmp(key->word, "contrast") == 0) {
        return read_scalar(value, path, 0.5, 2.0, &palette->contrast, error);
    }
    if (strcmp(key->word, "spectrum") == 0) {
        return read_scalar(value, path, 0.0, 1.5, &palette->spectrum, error);
    }
    if (strcmp(key->word, "colours") == 0) {
        return read_colours(palette, value, path, error);
    }
    return complain(
        key, path, "a palette has name, exposure, contrast, spectrum, colours", error);
}

struct crq_palette *crq_palette_from_yaml(
    const struct crq_yaml *map, const char *path, GError **error) {
    struct crq_palette *palette = crq_palette_create();
    palette->name = g_strdup("own");
    for (guint i = 0; i < map->keys->len; i++) {
        if (!read_member(
                palette, map->keys->pdata[i], map->members->pdata[i], path, error)) {
            crq_palette_destroy(palette);
            return NULL;
        }
    }
    return palette;
}

/* The shortest text that reads back as this float. */
static void put_float(GString *text, const char *key, float number) {
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    for (int precision = 1; precision <= 9; precision++) {
        char format[8];
        g_snprintf(format, sizeof format, "%%.%dg", precision);
        g_ascii_formatd(digits, sizeof digits, format, (double)number);
        if ((float)g_ascii_strtod(digits, NULL) == number) {
            break;
        }
    }
    g_string_append_printf(text, "  %s: %s\n", key, digits);
}

void crq_palette_to_yaml(
    const struct crq_palette *palette, const char *name, GString *text) {
    g_string_append(text, "palette:\n  name: ");
    crq_quote(text, name);
    g_string_append_c(text, '\n');
    put_float(text, "exposure", palette->exposure);
    put_float(text, "contrast", palette->contrast);
    put_float(text, "spectrum", palette->spectrum);
    g_string_append(text, "  colours:\n");
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        if (palette->present & UINT64_C(1) << i) {
            const uint8_t *rgb = palette->srgb[i];
            g_string_append_printf(text, "    %s: \"#%02x%02x%02x\"\n",
                crq_role_name((enum crq_role)i), rgb[0], rgb[1], rgb[2]);
        }
    }
}
