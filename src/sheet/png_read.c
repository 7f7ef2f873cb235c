/* Reading PNG through libpng: whole and proved, or not at all. */
#include "sheet/png.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <string.h>

/* A picture of more pixels is not kept in memory. */
static const guint64 KEPT_MOST = G_GUINT64_CONSTANT(400000000);

struct reading {
    FILE *source;
    struct crq_png_file *file;
    bool keep;
    uint8_t *row; /* scratch, when nothing is kept */
    png_structp reader;
    png_infop header;
};

static void fail(png_structp reader, png_const_charp message) {
    char **words = png_get_error_ptr(reader);
    if (!*words) {
        *words = g_strdup(message);
    }
    png_longjmp(reader, 1);
}

static void ignore_warning(png_structp reader, png_const_charp message) {
    (void)reader;
    (void)message;
}

static void take_texts(const struct reading *reading) {
    png_textp texts;
    int count = 0;
    png_get_text(reading->reader, reading->header, &texts, &count);
    for (int i = 0; i < count; i++) {
        if (strcmp(texts[i].key, "craquelure") == 0 && !reading->file->receipt) {
            reading->file->receipt = g_strdup(texts[i].text);
        }
    }
}

static void take_header(struct reading *reading) {
    struct crq_png_file *file = reading->file;
    file->width = (int)png_get_image_width(reading->reader, reading->header);
    file->height = (int)png_get_image_height(reading->reader, reading->header);
    file->bits = (int)png_get_bit_depth(reading->reader, reading->header);
    png_uint_32 across = 0;
    png_uint_32 down = 0;
    int unit = PNG_RESOLUTION_UNKNOWN;
    png_get_pHYs(reading->reader, reading->header, &across, &down, &unit);
    file->dpi = unit == PNG_RESOLUTION_METER ? (double)across * 0.0254 : 0.0;
}

static void make_room(struct reading *reading) {
    png_structp reader = reading->reader;
    size_t row = png_get_rowbytes(reader, reading->header);
    bool plain =
        png_get_color_type(reader, reading->header) == PNG_COLOR_TYPE_RGB &&
        png_get_interlace_type(reader, reading->header) == PNG_INTERLACE_NONE &&
        reading->file->bits >= 8;
    if (!reading->keep) {
        reading->row = g_try_malloc(row);
        if (!reading->row) {
            png_error(reader, "out of memory");
        }
        return;
    }
    if (!plain ||
        (guint64)reading->file->width * (guint64)reading->file->height > KEPT_MOST) {
        png_error(reader, "no picture of this program");
    }
    reading->file->pixels = g_try_malloc(row * (size_t)reading->file->height);
    if (!reading->file->pixels) {
        png_error(reader, "out of memory");
    }
}

static void read_rows(struct reading *reading) {
    png_structp reader = reading->reader;
    int passes = png_set_interlace_handling(reader);
    png_read_update_info(reader, reading->header);
    make_room(reading);
    size_t row = png_get_rowbytes(reader, reading->header);
    for (int pass = 0; pass < passes; pass++) {
        for (int y = 0; y < reading->file->height; y++) {
            png_read_row(reader,
                reading->keep ? reading->file->pixels + (size_t)y * row : reading->row,
                NULL);
        }
    }
}

/* NULL, or what is wrong. */
static char *read_stream(struct reading *reading) {
    char *words = NULL;
    reading->reader =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, &words, fail, ignore_warning);
    reading->header = png_create_info_struct(reading->reader);
    if (setjmp(png_jmpbuf(reading->reader)) == 0) {
        png_init_io(reading->reader, reading->source);
        png_set_user_limits(reading->reader, 0x7fffffff, 0x7fffffff);
        png_set_crc_action(reading->reader, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
        png_set_benign_errors(reading->reader, 0);
        png_read_info(reading->reader, reading->header);
        take_header(reading);
        read_rows(reading);
        png_read_end(reading->reader, reading->header);
        take_texts(reading);
        if (fgetc(reading->source) != EOF) {
            png_error(reading->reader, "something follows its end");
        }
        clearerr(reading->source);
    }
    png_destroy_read_struct(&reading->reader, &reading->header, NULL);
    if (words && feof(reading->source)) {
        g_free(words);
        words = g_strdup("it ends too early");
    }
    return words;
}

/* A folder can be opened but not read: libpng would not say why. */
static FILE *open_source(const char *path) {
    if (strcmp(path, "-") == 0) {
        return stdin;
    }
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        errno = EISDIR;
        return NULL;
    }
    return fopen(path, "rbe");
}

bool crq_png_read(
    const char *path, bool keep, struct crq_png_file *file, GError **error) {
    struct reading reading = {.file = file, .keep = keep};
    memset(file, 0, sizeof *file);
    reading.source = open_source(path);
    if (!reading.source) {
        return crq_fail(
            error, CRQ_ERROR_FILE, "cannot read '%s': %s", path, g_strerror(errno));
    }
    g_autofree char *words = read_stream(&reading);
    if (reading.source != stdin) {
        fclose(reading.source);
    }
    g_free(reading.row);
    if (words) {
        crq_png_finish(file);
        return crq_fail(error, CRQ_ERROR_FILE,
            "cannot read '%s': it is no whole PNG: %s", path, words);
    }
    return true;
}

void crq_png_finish(struct crq_png_file *file) {
    g_clear_pointer(&file->receipt, g_free);
    g_clear_pointer(&file->pixels, g_free);
}
