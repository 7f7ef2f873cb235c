/* Roles and the reading of palettes. */
#include "colour/palette.h"

#include "base/text.h"
#include "colour/srgb.h"

#include <stdio.h>
#include <string.h>

static const char *const role_names[] = {
#define ROLE_NAME(NAME, name, brief) name,
    CRQ_ROLES(ROLE_NAME)
#undef ROLE_NAME
};

static const char *const role_briefs[] = {
#define ROLE_BRIEF(NAME, name, brief) brief,
    CRQ_ROLES(ROLE_BRIEF)
#undef ROLE_BRIEF
};

const char *crq_role_name(enum crq_role role) {
    return role_names[role];
}

const char *crq_role_brief(enum crq_role role) {
    return role_briefs[role];
}

int crq_role_find(const char *name) {
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        if (strcmp(name, role_names[i]) == 0) {
            return i;
        }
    }
    return -1;
}

bool crq_role_unknown(
    const char *name, enum crq_error code, const char *place, GError **error) {
    g_autofree char *hint = crq_suggestion(
        name, role_names, CRQ_ROLE_COUNT, " (see craquelure describe roles)");
    return crq_fail(error, code, "%sno role is called '%s'%s", place, name, hint);
}

bool crq_colour_read(const char *text, uint8_t rgb[3]) {
    bool good = text[0] == '#' && strlen(text) == 7;
    for (int i = 1; good && i < 7; i++) {
        good = g_ascii_isxdigit(text[i]);
    }
    for (int c = 0; good && c < 3; c++) {
        rgb[c] = (uint8_t)(g_ascii_xdigit_value(text[1 + 2 * c]) * 16 +
                           g_ascii_xdigit_value(text[2 + 2 * c]));
    }
    return good;
}

/* Where a complaint points. */
struct place {
    const char *path;
    int line;
};

static bool complain(const struct place *place, int column, GError **error,
    const char *what, const char *word) {
    return crq_fail(error, CRQ_ERROR_WORK, "%s:%d:%d: %s '%s'", place->path,
        place->line, column, what, word);
}

static bool set_scalar(float *scalar, const char *text, float low, float high,
    const struct place *place, GError **error) {
    double value;
    if (!crq_number(text, &value) || !(value >= (double)low && value <= (double)high)) {
        return crq_fail(error, CRQ_ERROR_WORK,
            "%s:%d:1: a scalar must lie in %g..%g, not '%s'", place->path, place->line,
            (double)low, (double)high, text);
    }
    *scalar = (float)value;
    return true;
}

/* `# key: text` lines carry what a .gpl has no place for. */
static bool read_comment(struct crq_palette *palette, const char *line,
    const struct place *place, GError **error) {
    const char *colon = strchr(line, ':');
    if (!colon) {
        return true;
    }
    g_autofree char *key = g_strstrip(g_strndup(line + 1, (gsize)(colon - line - 1)));
    g_autofree char *text = g_strstrip(g_strdup(colon + 1));
    if (strcmp(key, "author") == 0) {
        g_free(palette->author);
        palette->author = g_steal_pointer(&text);
    } else if (strcmp(key, "intent") == 0) {
        g_free(palette->intent);
        palette->intent = g_steal_pointer(&text);
    } else if (strcmp(key, "exposure") == 0) {
        return set_scalar(&palette->exposure, text, -4.0f, 4.0f, place, error);
    } else if (strcmp(key, "contrast") == 0) {
        return set_scalar(&palette->contrast, text, 0.5f, 2.0f, place, error);
    } else if (strcmp(key, "spectrum") == 0) {
        return set_scalar(&palette->spectrum, text, 0.0f, 1.5f, place, error);
    }
    return true;
}

void crq_palette_put(
    struct crq_palette *palette, enum crq_role role, const uint8_t rgb[3]) {
    palette->present |= UINT64_C(1) << role;
    for (int c = 0; c < 3; c++) {
        palette->srgb[role][c] = rgb[c];
        palette->light[role][c] = crq_srgb_decode((float)rgb[c] / 255.0f);
    }
}

static bool read_colour(struct crq_palette *palette, const char *line,
    const struct place *place, GError **error) {
    int rgb[3];
    int taken = 0;
    if (sscanf(line, "%3d %3d %3d %n", &rgb[0], &rgb[1], &rgb[2], &taken) < 3) {
        return complain(
            place, 1, error, "expected three numbers and a role, not", line);
    }
    for (int c = 0; c < 3; c++) {
        if (rgb[c] < 0 || rgb[c] > 255) {
            return complain(place, 1, error, "a channel must lie in 0..255 in", line);
        }
    }
    g_autofree char *name = g_strstrip(g_strdup(line + taken));
    int role = crq_role_find(name);
    if (!name[0]) {
        return complain(place, taken + 1, error,
            "a colour is named after its role (see craquelure describe roles), not",
            name);
    }
    if (role < 0) {
        g_autofree char *where =
            g_strdup_printf("%s:%d:%d: ", place->path, place->line, taken + 1);
        return crq_role_unknown(name, CRQ_ERROR_WORK, where, error);
    }
    if (palette->present & UINT64_C(1) << role) {
        return complain(place, taken + 1, error, "role named twice:", name);
    }
    crq_palette_put(palette, (enum crq_role)role,
        (const uint8_t[3]){(uint8_t)rgb[0], (uint8_t)rgb[1], (uint8_t)rgb[2]});
    return true;
}

static bool read_line(struct crq_palette *palette, const char *line,
    const struct place *place, GError **error) {
    if (line[0] == '#') {
        return read_comment(palette, line, place, error);
    }
    if (g_str_has_prefix(line, "Name:")) {
        g_free(palette->name);
        palette->name = g_strstrip(g_strdup(line + 5));
        return true;
    }
    if (line[0] == '\0' || g_str_has_prefix(line, "Columns:")) {
        return true;
    }
    return read_colour(palette, line, place, error);
}

struct crq_palette *crq_palette_parse(
    const char *text, const char *path, GError **error) {
    static const char mark[] = "\xef\xbb\xbf"; /* byte order, as some editors write */
    text += g_str_has_prefix(text, mark) ? strlen(mark) : 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    struct place place = {path, 1};
    if (!lines[0] || strcmp(g_strstrip(lines[0]), "GIMP Palette") != 0) {
        complain(&place, 1, error, "not a GIMP palette: expected", "GIMP Palette");
        return NULL;
    }
    struct crq_palette *palette = crq_palette_create();
    for (int i = 1; lines[i]; i++) {
        place.line = i + 1;
        if (!read_line(palette, g_strstrip(lines[i]), &place, error)) {
            crq_palette_destroy(palette);
            return NULL;
        }
    }
    return palette;
}

struct crq_palette *crq_palette_create(void) {
    struct crq_palette *palette = g_new0(struct crq_palette, 1);
    palette->contrast = 1.0f;
    palette->spectrum = 1.0f;
    return palette;
}

struct crq_palette *crq_palette_copy(const struct crq_palette *palette) {
    struct crq_palette *copy = g_memdup2(palette, sizeof *palette);
    copy->name = g_strdup(palette->name);
    copy->author = g_strdup(palette->author);
    copy->intent = g_strdup(palette->intent);
    return copy;
}

void crq_palette_destroy(struct crq_palette *palette) {
    if (!palette) {
        return;
    }
    g_free(palette->name);
    g_free(palette->author);
    g_free(palette->intent);
    g_free(palette);
}

bool crq_palette_has(
    const struct crq_palette *palette, uint64_t roles, GError **error) {
    uint64_t missing = roles & ~palette->present;
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        if (missing & UINT64_C(1) << i) {
            return crq_fail(error, CRQ_ERROR_WORK,
                "palette '%s' lacks the role '%s' (%s)", palette->name, role_names[i],
                role_briefs[i]);
        }
    }
    return true;
}
