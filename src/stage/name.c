/* File names. */
#include "stage/name.h"

#include "base/text.h"
#include "base/whole.h"
#include "model/writer.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static const char *const tokens[] = {
    "seed", "canvas", "act", "palette", "frame", "w", "h", "hash", "blow"};

/* Length of a frame token at `at` ("####", "%05d", "%d", "{frame}"), else 0; `digits`
 * receives the padding that it asks for. Runs of '#' count in the last part only. */
static gsize frame_token(const char *pattern, const char *at, int *digits) {
    const char *slash = strrchr(pattern, '/');
    *digits = 0;
    if (*at == '#' && (!slash || at > slash)) {
        gsize length = strspn(at, "#");
        *digits = (int)MIN(length, 20);
        return length;
    }
    if (*at == '%') {
        gsize length = strspn(at + 1, "0123456789");
        if (at[1 + length] == 'd' && length <= 2) {
            *digits = (int)MIN(g_ascii_strtoull(at + 1, NULL, 10), 20);
            return length + 2;
        }
    }
    return g_str_has_prefix(at, "{frame}") ? strlen("{frame}") : 0;
}

bool crq_name_has_frame(const char *pattern) {
    int digits;
    for (const char *at = pattern; *at; at++) {
        if (g_str_has_prefix(at, "%%")) {
            at++;
        } else if (frame_token(pattern, at, &digits)) {
            return true;
        }
    }
    return false;
}

int crq_name_padding(const char *pattern, int64_t last) {
    int padding = CRQ_NAME_PADDING;
    for (int64_t rest = last / 100000; rest > 0; rest /= 10) {
        padding++;
    }
    for (const char *at = pattern; *at;) {
        int digits;
        gsize length = frame_token(pattern, at, &digits);
        padding = MAX(padding, digits);
        at += MAX(length, 1);
    }
    return padding;
}

char *crq_name_part(const char *words) {
    enum { LONGEST = 40 };
    GString *part = g_string_new(NULL);
    g_autofree char *valid = g_utf8_make_valid(words, -1);
    int letters = 0;
    for (const char *p = valid; *p && letters < LONGEST; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool after = part->len > 0 && !strchr("-.", part->str[part->len - 1]);
        if (g_unichar_isalnum(c) || c == '_' || (c == '.' && after)) {
            g_string_append_unichar(part, c);
            letters++;
        } else if (part->len > 0 && part->str[part->len - 1] != '-') {
            g_string_append_c(part, '-');
            letters++;
        }
    }
    while (part->len > 0 && strchr("-.", part->str[part->len - 1])) {
        g_string_truncate(part, part->len - 1);
    }
    if (part->len == 0) {
        g_string_append(part, "seed");
    }
    return g_string_free(part, FALSE);
}

static char *value_of(int token, const struct crq_naming *naming) {
    const struct crq_work *work = naming->work;
    g_autofree char *stem = crq_palette_stem(work);
    switch (token) {
    case 0:
        return crq_name_part(work->seed_text);
    case 1:
        return g_strdup(work->gallery->canvas->name);
    case 2:
        return g_strdup(naming->act);
    case 3:
        return crq_name_part(stem);
    case 5:
        return g_strdup_printf("%d", work->width);
    case 6:
        return g_strdup_printf("%d", work->height);
    case 8:
        return crq_name_part(work->blow_text);
    default:
        return g_strndup(naming->hash, 12);
    }
}

static bool unknown_token(const char *word, GError **error) {
    const char *near = crq_nearest(word, tokens, G_N_ELEMENTS(tokens));
    g_autofree char *hint = near ? g_strdup_printf("; did you mean '{%s}'?", near)
                                 : g_strdup(" (see craquelure render --help)");
    return crq_fail(error, CRQ_ERROR_USAGE, "a name has no token '{%s}'%s", word, hint);
}

/* "{word}" at `at`: appends its value and moves past it. */
static bool expand_braces(
    GString *name, const char **at, const struct crq_naming *naming, GError **error) {
    const char *end = strchr(*at, '}');
    if (!end) {
        return crq_fail(error, CRQ_ERROR_USAGE, "a '}' is missing after '%s'", *at);
    }
    g_autofree char *word = g_strndup(*at + 1, (gsize)(end - *at - 1));
    for (int i = 0; i < (int)G_N_ELEMENTS(tokens); i++) {
        if (strcmp(tokens[i], word) == 0) {
            g_autofree char *value = value_of(i, naming);
            g_string_append(name, value);
            *at = end + 1;
            return true;
        }
    }
    return unknown_token(word, error);
}

char *crq_name_expand(
    const char *pattern, const struct crq_naming *naming, GError **error) {
    GString *name = g_string_new(NULL);
    for (const char *at = pattern; *at;) {
        int digits;
        gsize length = frame_token(pattern, at, &digits);
        bool still = naming->frame < 0;
        if (length > 1 && still) { /* a single '#' is a letter there */
            crq_fail(error, CRQ_ERROR_USAGE, "a still has no frame for '%.*s'",
                (int)length, at);
            g_string_free(name, TRUE);
            return NULL;
        }
        if (length > 0 && !still) {
            g_string_append_printf(
                name, "%0*" G_GINT64_FORMAT, naming->padding, naming->frame);
            at += length;
        } else if (g_str_has_prefix(at, "%%")) {
            g_string_append_c(name, '%');
            at += 2;
        } else if (*at != '{') {
            g_string_append_c(name, *at++);
        } else if (!expand_braces(name, &at, naming, error)) {
            g_string_free(name, TRUE);
            return NULL;
        }
    }
    return g_string_free(name, FALSE);
}

bool crq_name_check(const char *path, GError **error) {
    if (strcmp(path, "-") == 0) {
        return true;
    }
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(base, '.');
    if (!dot || g_ascii_strcasecmp(dot, ".png") != 0) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'%s' does not end in .png: pictures are written as PNG", path);
    }
    return crq_name_check_folder(path, error);
}

bool crq_name_check_folder(const char *path, GError **error) {
    if (strcmp(path, "-") == 0) {
        return true;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    if (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
        return crq_fail(error, CRQ_ERROR_FILE,
            "cannot write '%s': the folder '%s' does not exist", path, folder);
    }
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        return crq_fail(error, CRQ_ERROR_FILE, "cannot write '%s': '%s' is no folder",
            path, folder);
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        return crq_fail(
            error, CRQ_ERROR_FILE, "cannot write '%s': it is a folder", path);
    }
    const char *slash = strrchr(path, '/');
    if (strlen(slash ? slash + 1 : path) > NAME_MAX - CRQ_WHOLE_EXTRA) {
        return crq_fail(error, CRQ_ERROR_FILE,
            "cannot write '%s': the name has more than %d bytes", path,
            NAME_MAX - CRQ_WHOLE_EXTRA);
    }
    if (access(folder, W_OK) != 0) {
        return crq_fail(
            error, CRQ_ERROR_FILE, "cannot write '%s': %s", path, g_strerror(errno));
    }
    return true;
}
