/* Paper of ISO 216, and North American sheets, in millimetres. */
#include "model/paper.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

const char *const crq_paper_names[] = {"A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7",
    "letter", "legal", "tabloid", "postcard", "square", NULL};

static const double sheets[][2] = {{841, 1189}, {594, 841}, {420, 594}, {297, 420},
    {210, 297}, {148, 210}, {105, 148}, {74, 105}, {215.9, 279.4}, {215.9, 355.6},
    {279.4, 431.8}, {100, 148}, {300, 300}};

enum { PAPERS = G_N_ELEMENTS(sheets) };

bool crq_size_read(const char *text, int64_t *width, int64_t *height, GError **error) {
    g_auto(GStrv) sides = g_strsplit(text, "x", 2);
    gint64 *numbers[2] = {width, height};
    for (int i = 0; i < 2; i++) {
        if (!sides[0] || !sides[1] ||
            !g_ascii_string_to_signed(
                sides[i], 10, G_MININT64, G_MAXINT64, numbers[i], NULL)) {
            return crq_fail(error, CRQ_ERROR_USAGE,
                "a size is written WIDTHxHEIGHT in pixels, not '%s'", text);
        }
    }
    return true;
}

bool crq_length_read(const char *text, double *millimetres, GError **error) {
    static const char *const units[] = {"mm", "cm", "in"};
    static const double factors[] = {1.0, 10.0, 25.4};
    g_autofree char *bare = g_strstrip(g_strdup(text));
    double factor = 1.0;
    for (int i = 0; i < 3; i++) {
        if (g_str_has_suffix(bare, units[i])) {
            bare[strlen(bare) - 2] = '\0';
            factor = factors[i];
            break;
        }
    }
    double number;
    if (!crq_number(g_strchomp(bare), &number) ||
        !(number >= 0.0 && number * factor <= 100000.0)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "a length is written like 3mm, 0.5cm or 0.125in, not '%s'", text);
    }
    *millimetres = number * factor;
    return true;
}

/* "420x594mm", "16x20in", "42cmx594mm": the first takes the second's unit. */
static bool read_measures(const char *text, double millimetres[2]) {
    const char *cross = strchr(text, 'x');
    size_t length = strlen(text);
    if (!cross || !g_ascii_isdigit(*text) || !g_ascii_isalpha(text[length - 1])) {
        return false;
    }
    bool own_unit = g_ascii_isalpha(cross[-1]);
    g_autofree char *across = g_strndup(text, (gsize)(cross - text));
    g_autofree char *first =
        g_strconcat(across, own_unit ? "" : text + length - 2, NULL);
    return crq_length_read(first, &millimetres[0], NULL) &&
           crq_length_read(cross + 1, &millimetres[1], NULL) && millimetres[0] > 0 &&
           millimetres[1] > 0;
}

static bool no_paper(const char *text, GError **error) {
    g_autofree char *hint = crq_suggestion(text, crq_paper_names, PAPERS, "");
    g_autofree char *all = g_strjoinv(", ", (char **)crq_paper_names);
    return crq_fail(error, CRQ_ERROR_USAGE,
        "no paper is called '%s'%s (known: %s, each with "
        "-portrait or -landscape; or 420x594mm, 16x20in)",
        text, hint, all);
}

bool crq_paper_read(
    const char *text, bool upright, double millimetres[2], GError **error) {
    if (read_measures(text, millimetres)) {
        return true;
    }
    g_autofree char *name = g_strdup(text);
    char *dash = strrchr(name, '-');
    bool portrait = dash && g_ascii_strcasecmp(dash, "-portrait") == 0;
    bool landscape = dash && g_ascii_strcasecmp(dash, "-landscape") == 0;
    if (portrait || landscape) {
        upright = portrait;
        *dash = '\0';
    }
    for (int i = 0; i < PAPERS; i++) {
        if (g_ascii_strcasecmp(name, crq_paper_names[i]) == 0) {
            millimetres[0] = sheets[i][upright ? 0 : 1];
            millimetres[1] = sheets[i][upright ? 1 : 0];
            return true;
        }
    }
    return no_paper(text, error);
}

static int64_t pixels(double millimetres, double dpi) {
    return (int64_t)floor(fmin(millimetres / 25.4 * dpi, 1e9) + 0.5);
}

void crq_paper_pixels(const double millimetres[2], double bleed, double dpi,
    int64_t *width, int64_t *height) {
    *width = pixels(millimetres[0] + 2.0 * bleed, dpi);
    *height = pixels(millimetres[1] + 2.0 * bleed, dpi);
}
