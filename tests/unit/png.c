/* PNG files: whole or absent, with their chunks, without dates. */
#include "sheet/png.h"

#include "harness.h"

#include <glib/gstdio.h>
#include <png.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Rows of a picture that is a function of place alone. */
static void rows(void *context, int first, int count, uint8_t *out) {
    const struct crq_png *png = context;
    int samples = png->width * 3 * (png->bits / 8);
    for (int y = first; y < first + count; y++) {
        for (int i = 0; i < samples; i++) {
            *out++ = (uint8_t)(y * 31 + i * 7 + (y * i >> 4));
        }
    }
}

static char *scratch(void) {
    return g_dir_make_tmp("craquelure-XXXXXX", NULL);
}

static int entries(const char *folder) {
    GDir *dir = g_dir_open(folder, 0, NULL);
    int count = 0;
    while (g_dir_read_name(dir)) {
        count++;
    }
    g_dir_close(dir);
    return count;
}

static void clear(char *folder) {
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(folder);
    g_free(folder);
}

/* Names of the chunks in order, IDAT once, with a blank after each. */
static char *chunks(const char *path) {
    g_autofree char *bytes = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &bytes, &length, NULL));
    GString *names = g_string_new(NULL);
    for (gsize at = 8; at + 12 <= length;) {
        const uint8_t *b = (const uint8_t *)bytes + at;
        gsize size = (gsize)b[0] << 24 | (gsize)b[1] << 16 | (gsize)b[2] << 8 | b[3];
        g_autofree char *name = g_strdup_printf("%.4s ", (const char *)b + 4);
        if (!g_str_has_suffix(names->str, name)) {
            g_string_append(names, name);
        }
        at += 12 + size;
    }
    return g_string_free(names, FALSE);
}

static void check_whole(const char *path) {
    g_autofree char *checker = g_find_program_in_path("pngcheck");
    if (checker) {
        const char *words[] = {checker, "-q", path, NULL};
        int status = 1;
        ck_assert(g_spawn_sync(
            NULL, (char **)words, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL));
        ck_assert_int_eq(status, 0);
    }
}

START_TEST(what_is_written_is_read_back) {
    g_autofree char *path = NULL;
    char *folder = scratch();
    path = g_build_filename(folder, "a.png", NULL);
    struct crq_png png = {131, 70, 8, 300, "seed: 7\ncanvas: glass-city\n"};
    GError *error = NULL;
    ck_assert(crq_png_write(path, &png, rows, &png, &error));
    assert_no_error(error);
    check_whole(path);
    png_image image = {.version = PNG_IMAGE_VERSION};
    ck_assert(png_image_begin_read_from_file(&image, path));
    image.format = PNG_FORMAT_RGB;
    ck_assert_uint_eq(image.width, 131);
    ck_assert_uint_eq(image.height, 70);
    uint8_t *read = g_malloc(131 * 70 * 3);
    uint8_t *right = g_malloc(131 * 70 * 3);
    ck_assert(png_image_finish_read(&image, NULL, read, 0, NULL));
    rows(&png, 0, 70, right);
    ck_assert_int_eq(memcmp(read, right, 131 * 70 * 3), 0);
    g_free(read);
    g_free(right);
    ck_assert_int_eq(entries(folder), 1);
    clear(folder);
}
END_TEST

START_TEST(a_picture_tells_its_colour_space_its_size_in_print_and_its_work) {
    char *folder = scratch();
    g_autofree char *path = g_build_filename(folder, "a.png", NULL);
    struct crq_png png = {9, 7, 16, 300, "seed: 7\n"};
    ck_assert(crq_png_write(path, &png, rows, &png, NULL));
    check_whole(path);
    g_autofree char *names = chunks(path);
    ck_assert_msg(strstr(names, "sRGB "), "%s", names);
    ck_assert_msg(strstr(names, "pHYs "), "%s", names);
    ck_assert_msg(strstr(names, "iTXt "), "%s", names);
    ck_assert_msg(!strstr(names, "tIME "), "%s", names);
    png.dpi = 0;
    png.receipt = NULL;
    ck_assert(crq_png_write(path, &png, rows, &png, NULL));
    g_autofree char *fewer = chunks(path);
    ck_assert_msg(!strstr(fewer, "pHYs ") && !strstr(fewer, "iTXt "), "%s", fewer);
    clear(folder);
}
END_TEST

START_TEST(two_runs_give_equal_files) {
    char *folder = scratch();
    g_autofree char *a = g_build_filename(folder, "a.png", NULL);
    g_autofree char *b = g_build_filename(folder, "b.png", NULL);
    struct crq_png png = {131, 70, 8, 0, "seed: 7\n"};
    ck_assert(crq_png_write(a, &png, rows, &png, NULL));
    g_usleep(1100000); /* a date of whole seconds would show */
    ck_assert(crq_png_write(b, &png, rows, &png, NULL));
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;
    gsize one;
    gsize two;
    ck_assert(g_file_get_contents(a, &first, &one, NULL));
    ck_assert(g_file_get_contents(b, &second, &two, NULL));
    ck_assert_uint_eq(one, two);
    ck_assert_int_eq(memcmp(first, second, one), 0);
    clear(folder);
}
END_TEST

START_TEST(the_smallest_and_a_very_wide_picture_are_whole) {
    char *folder = scratch();
    g_autofree char *path = g_build_filename(folder, "a.png", NULL);
    static const int sizes[][2] = {{1, 1}, {40000, 2}, {1, 3000}};
    for (int i = 0; i < 3; i++) {
        struct crq_png png = {sizes[i][0], sizes[i][1], 8, 72, NULL};
        ck_assert(crq_png_write(path, &png, rows, &png, NULL));
        check_whole(path);
    }
    clear(folder);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named) {
    struct crq_png png = {9, 7, 8, 0, NULL};
    GError *error = NULL;
    ck_assert(!crq_png_write("/no/such/folder/a.png", &png, rows, &png, &error));
    assert_refused(&error, CRQ_ERROR_FILE, "'/no/such/folder/a.png'", "No such", NULL);
    ck_assert(!crq_png_write("/dev/null/a.png", &png, rows, &png, &error));
    assert_refused(&error, CRQ_ERROR_FILE, "'/dev/null/a.png'", "Not a dir", NULL);
}
END_TEST

/* A limit on the size of files fails in the middle of writing as a full disk does. */
START_TEST(a_file_that_cannot_be_finished_leaves_the_old_one_as_it_was) {
    char *folder = scratch();
    g_autofree char *path = g_build_filename(folder, "a.png", NULL);
    ck_assert(g_file_set_contents(path, "the old one", -1, NULL));
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit old;
    getrlimit(RLIMIT_FSIZE, &old);
    struct rlimit tight = {20000, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
    struct crq_png png = {400, 400, 16, 0, NULL};
    GError *error = NULL;
    bool written = crq_png_write(path, &png, rows, &png, &error);
    setrlimit(RLIMIT_FSIZE, &old);
    ck_assert(!written);
    assert_refused(&error, CRQ_ERROR_FILE, path, "File too large", NULL);
    ck_assert_int_eq(entries(folder), 1);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_str_eq(text, "the old one");
    clear(folder);
}
END_TEST

RUN_TESTS(what_is_written_is_read_back,
    a_picture_tells_its_colour_space_its_size_in_print_and_its_work,
    two_runs_give_equal_files, the_smallest_and_a_very_wide_picture_are_whole,
    a_folder_that_is_not_there_is_named,
    a_file_that_cannot_be_finished_leaves_the_old_one_as_it_was)
