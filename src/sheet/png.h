/* PNG files: written whole or not at all, carrying their own receipt. */
#ifndef CRQ_SHEET_PNG_H
#define CRQ_SHEET_PNG_H

#include "base/error.h"

#include <stdint.h>

struct crq_png {
    int width, height;
    int bits;            /* 8 or 16 a channel, RGB */
    double dpi;          /* written as pHYs; 0 for none */
    const char *receipt; /* written as iTXt "craquelure"; NULL for none */
};

/* Fills `count` rows from `first` on; called in order. */
typedef void crq_png_rows(void *context, int first, int count, uint8_t *out);

/* Writes to `path`, whole or not at all (base/whole.h); "-" is standard output. False
 * with CRQ_ERROR_FILE. */
bool crq_png_write(const char *path, const struct crq_png *png, crq_png_rows *rows,
    void *context, GError **error);

/* A PNG file as it was read. */
struct crq_png_file {
    int width, height, bits;
    double dpi;      /* 0 when it says nothing */
    char *receipt;   /* NULL when it has none */
    uint8_t *pixels; /* RGB interleaved, 16 bits big-endian; NULL unless kept */
};

/* Reads and decodes a whole file ("-" is standard input), so that every checksum and
 * every row is proved; pixels are kept only of RGB files without interlacing. False
 * with CRQ_ERROR_FILE: "cannot read 'PATH': ", then what is wrong. */
bool crq_png_read(
    const char *path, bool keep, struct crq_png_file *file, GError **error);
void crq_png_finish(struct crq_png_file *file);

#endif
