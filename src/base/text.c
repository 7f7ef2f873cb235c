/* Nearest names and exact numbers. */
#include "base/text.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { LONGEST = 64 };

static bool same_letter(char a, char b) {
    return g_ascii_tolower(a) == g_ascii_tolower(b);
}

int crq_distance(const char *a, const char *b) {
    int rows[3][LONGEST + 1];
    int la = (int)MIN(strlen(a), LONGEST);
    int lb = (int)MIN(strlen(b), LONGEST);
    for (int j = 0; j <= lb; j++) {
        rows[0][j] = j;
    }
    for (int i = 1; i <= la; i++) {
        int *row = rows[i % 3];
        const int *above = rows[(i - 1) % 3];
        row[0] = i;
        for (int j = 1; j <= lb; j++) {
            bool same = same_letter(a[i - 1], b[j - 1]);
            row[j] = MIN(MIN(above[j], row[j - 1]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                same_letter(a[i - 2], b[j - 1])) {
                row[j] = MIN(row[j], rows[(i - 2) % 3][j - 2] + 1);
            }
        }
    }
    return rows[la % 3][lb];
}

static bool has_part(const char *name, const char *word) {
    g_auto(GStrv) parts = g_strsplit_set(name, "-_.", -1);
    for (int i = 0; parts[i]; i++) {
        if (g_ascii_strcasecmp(parts[i], word) == 0) {
            return true;
        }
    }
    return false;
}

const char *crq_nearest(const char *word, const char *const *candidates, int count) {
    const char *best = NULL;
    int length = (int)strlen(word);
    int least = MAX(length / 3, length > 3 ? 2 : 1) + 1;
    for (int i = 0; i < count; i++) {
        int distance = crq_distance(word, candidates[i]);
        if (distance < least) {
            least = distance;
            best = candidates[i];
        }
    }
    for (int i = 0; !best && i < count; i++) {
        best = has_part(candidates[i], word) ? candidates[i] : NULL;
    }
    return best;
}

char *crq_suggestion(
    const char *word, const char *const *candidates, int count, const char *otherwise) {
    const char *near = crq_nearest(word, candidates, count);
    return near ? g_strdup_printf("; did you mean '%s'?", near) : g_strdup(otherwise);
}

bool crq_number(const char *text, double *number) {
    char *end = NULL;
    *number = g_ascii_strtod(text, &end);
    return end != text && *end == '\0' && !g_ascii_isspace(*text);
}

char *crq_number_text(double number) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    for (int digits = 1; digits <= 17; digits++) {
        char format[8];
        g_snprintf(format, sizeof format, "%%.%dg", digits);
        g_ascii_formatd(text, sizeof text, format, number);
        bool plain = !strstr(text, "e+") || digits > 15; /* 30, not 3e+01 */
        if (plain && g_ascii_strtod(text, NULL) == number) {
            break;
        }
    }
    return g_strdup(text);
}

const char *crq_plural(unsigned count) {
    return count == 1 ? "" : "s";
}

bool crq_same_name(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        char x = *a == '_' ? '-' : *a;
        char y = *b == '_' ? '-' : *b;
        if (x != y) {
            return false;
        }
    }
    return *a == *b;
}
