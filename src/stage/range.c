/* Reading ranges. */
#include "stage/range.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

struct reading {
    const char *text; /* the whole, for complaints */
    int64_t total;
    GError **error;
};

static bool complain(const struct reading *reading, const char *part) {
    return crq_fail(reading->error, CRQ_ERROR_USAGE,
        "'%s' is no range: ranges are like 0..99, 0..99..5, 10-20, 1,5,8%s", part,
        reading->total > 0 ? ", -1 or 25%..50%" : "");
}

static bool read_percent(
    const struct reading *reading, const char *text, bool is_end, int64_t *number) {
    g_autofree char *digits = g_strndup(text, strlen(text) - 1);
    double percent;
    if (reading->total == 0 || !crq_number(digits, &percent) ||
        !(percent >= 0.0 && percent <= 100.0)) {
        return complain(reading, text);
    }
    double place = percent * (double)reading->total / 100.0;
    *number = (int64_t)(is_end ? ceil(place) - 1.0 : ceil(place));
    *number = CLAMP(*number, 0, reading->total - 1);
    return true;
}

/* One end of a range. */
static bool read_end(
    const struct reading *reading, const char *text, bool is_end, int64_t *number) {
    if (g_str_has_suffix(text, "%")) {
        return read_percent(reading, text, is_end, number);
    }
    if (!g_ascii_string_to_signed(
            text, 10, -G_MAXINT32, G_MAXINT64 / 2, number, NULL)) {
        return complain(reading, text);
    }
    int64_t asked = *number;
    if (reading->total > 0 && asked < 0) {
        *number += reading->total;
    }
    if (reading->total > 0 && (*number < 0 || *number >= reading->total)) {
        return crq_fail(reading->error, CRQ_ERROR_USAGE,
            "there is no frame %" G_GINT64_FORMAT
            ": the loop has frames 0..%" G_GINT64_FORMAT " (see --duration and --fps)",
            asked, reading->total - 1);
    }
    return asked >= 0 || reading->total > 0 || complain(reading, text);
}

static bool add(const struct reading *reading, int64_t first, int64_t last,
    int64_t step, GArray *numbers) {
    int64_t length = (first < last ? last - first : first - last) / step + 1;
    if (length + (int64_t)numbers->len > CRQ_RANGE_LIMIT) {
        return crq_fail(reading->error, CRQ_ERROR_LIMIT,
            "'%s' is more than %d numbers: part it", reading->text, CRQ_RANGE_LIMIT);
    }
    for (int64_t i = 0; i < length; i++) {
        int64_t number = first < last ? first + i * step : first - i * step;
        g_array_append_val(numbers, number);
    }
    return true;
}

/* "10-20" into its ends: the dash that follows a digit or a percent sign. */
static char *dash_of(const char *part) {
    const char *dash = part[0] ? strchr(part + 1, '-') : NULL;
    return (char *)dash;
}

static bool read_part(
    const struct reading *reading, const char *part, GArray *numbers) {
    g_auto(GStrv) ends = g_strsplit(part, "..", 3);
    int64_t first;
    int64_t last;
    int64_t step = 1;
    char *dash = ends[0] && !ends[1] ? dash_of(ends[0]) : NULL;
    if (dash) {
        *dash = '\0';
    }
    const char *end = dash ? dash + 1 : ends[0] ? ends[1] : NULL;
    if (!ends[0] || !read_end(reading, ends[0], false, &first)) {
        return ends[0] ? false : complain(reading, part);
    }
    last = first;
    if (end && !read_end(reading, end, true, &last)) {
        return false;
    }
    if (end && !dash && ends[2] &&
        !g_ascii_string_to_signed(ends[2], 10, 1, G_MAXINT32, &step, NULL)) {
        return complain(reading, part);
    }
    return add(reading, first, last, step, numbers);
}

GArray *crq_range_read(const char *text, int64_t total, GError **error) {
    struct reading reading = {text, total, error};
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
    bool good = parts[0] != NULL || complain(&reading, text);
    for (int i = 0; good && parts[i]; i++) {
        good = read_part(&reading, g_strstrip(parts[i]), numbers);
    }
    if (!good) {
        g_array_unref(numbers);
        return NULL;
    }
    return numbers;
}

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void crq_range_sort(GArray *numbers) {
    g_array_sort(numbers, compare);
    guint kept = 0;
    for (guint i = 0; i < numbers->len; i++) {
        int64_t number = g_array_index(numbers, int64_t, i);
        if (kept == 0 || g_array_index(numbers, int64_t, kept - 1) != number) {
            g_array_index(numbers, int64_t, kept++) = number;
        }
    }
    g_array_set_size(numbers, kept);
}
