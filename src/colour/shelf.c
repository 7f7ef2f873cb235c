/* Where palettes stand, and finding one by name. */
#include "base/read.h"
#include "base/text.h"
#include "colour/palette.h"

#include <string.h>

char **crq_palette_folders(void) {
    GStrvBuilder *builder = g_strv_builder_new();
    const char *own = g_getenv("CRAQUELURE_PALETTES");
    if (own) {
        g_strv_builder_add(builder, own);
    }
    g_strv_builder_add(builder, CRQ_SOURCE_PALETTES);
    g_strv_builder_add(builder, CRQ_INSTALLED_PALETTES);
    char **folders = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return folders;
}

static int compare(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void take_names(GPtrArray *names, const char *folder) {
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *file;
    while (dir && (file = g_dir_read_name(dir))) {
        if (g_str_has_suffix(file, ".gpl") && file[0] != '.') {
            g_ptr_array_add(names, g_strndup(file, strlen(file) - 4));
        }
    }
}

char **crq_palette_names(void) {
    g_auto(GStrv) folders = crq_palette_folders();
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; folders[i]; i++) {
        take_names(names, folders[i]);
    }
    g_ptr_array_sort(names, compare);
    for (guint i = names->len; i-- > 1;) {
        if (strcmp(names->pdata[i], names->pdata[i - 1]) == 0) {
            g_ptr_array_remove_index(names, i);
        }
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* The file of a palette given by path or by name; NULL when there is none. */
static char *find_file(const char *name) {
    if (g_str_has_suffix(name, ".gpl") || strchr(name, '/') ||
        (strchr(name, '.') && g_file_test(name, G_FILE_TEST_IS_REGULAR))) {
        return g_strdup(name);
    }
    g_auto(GStrv) folders = crq_palette_folders();
    g_autofree char *file = g_strconcat(name, ".gpl", NULL);
    for (int i = 0; folders[i]; i++) {
        char *path = g_build_filename(folders[i], file, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            return path;
        }
        g_free(path);
    }
    return NULL;
}

static bool no_palette(const char *name, GError **error) {
    g_auto(GStrv) names = crq_palette_names();
    g_autofree char *hint = crq_suggestion(name, (const char *const *)names,
        (int)g_strv_length(names), " (see craquelure palette list)");
    return crq_fail(error, CRQ_ERROR_USAGE, "no palette is called '%s'%s", name, hint);
}

struct crq_palette *crq_palette_load(const char *name, GError **error) {
    g_autofree char *path = find_file(name);
    if (!path) {
        no_palette(name, error);
        return NULL;
    }
    enum { LONGEST = 1 << 20 };
    gsize length;
    g_autofree char *text = crq_text_read(path, LONGEST, &length, error);
    struct crq_palette *palette = text ? crq_palette_parse(text, path, error) : NULL;
    if (palette && !palette->name) {
        palette->name = g_path_get_basename(path);
    }
    return palette;
}
