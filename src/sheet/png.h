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

/* Writes to `path` by way of a hidden file in the same folder, fsync and rename; "-"
 * is standard output. No dates are written. False with CRQ_ERROR_FILE; then nothing is
 * left under either name. */
bool crq_png_write(const char *path, const struct crq_png *png, crq_png_rows *rows,
    void *context, GError **error);

#endif
