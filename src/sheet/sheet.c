/* The only pixel memory. */
#include "sheet/sheet.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>

void *crq_pages_create(size_t size) {
    void *pages = mmap(
        NULL, MAX(size, 1), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) {
        return NULL;
    }
    /* a first touch in 4 KiB pages costs seven times as much */
    madvise(pages, size, MADV_HUGEPAGE);
    return pages;
}

void crq_pages_destroy(void *pages, size_t size) {
    if (pages) {
        munmap(pages, MAX(size, 1));
    }
}

static bool no_memory(const char *what, int width, int height, GError **error) {
    return crq_fail(error, CRQ_ERROR_LIMIT,
        "no memory for a %s of %dx%d pixels: choose a smaller size", what, width,
        height);
}

uint8_t *crq_bytes_create(int width, int height, size_t size, GError **error) {
    uint8_t *bytes = g_try_malloc0((gsize)width * (gsize)height * size);
    if (!bytes) {
        no_memory("picture", width, height, error);
    }
    return bytes;
}

static size_t area(const struct crq_sheet *sheet) {
    return (size_t)sheet->width * (size_t)sheet->height;
}

static bool take_planes(struct crq_sheet *sheet, enum crq_planes planes) {
    sheet->pixels = crq_pages_create(area(sheet) * sizeof *sheet->pixels);
    if (planes == CRQ_PLANES_DEPTH) {
        sheet->depth = crq_pages_create(area(sheet) * sizeof *sheet->depth);
        sheet->thing = crq_pages_create(area(sheet));
    }
    return sheet->pixels &&
           (planes == CRQ_PLANES_COLOUR || (sheet->depth && sheet->thing));
}

struct crq_sheet *crq_sheet_create(
    int width, int height, enum crq_planes planes, GError **error) {
    struct crq_sheet *sheet = g_new0(struct crq_sheet, 1);
    sheet->width = width;
    sheet->height = height;
    sheet->pixel = 1.0f / (float)MIN(width, height);
    if (!take_planes(sheet, planes)) {
        no_memory("sheet", width, height, error);
        crq_sheet_destroy(sheet);
        return NULL;
    }
    if (sheet->depth) {
        crq_sheet_clear(sheet);
    }
    return sheet;
}

void crq_sheet_destroy(struct crq_sheet *sheet) {
    if (!sheet) {
        return;
    }
    crq_pages_destroy(sheet->pixels, area(sheet) * sizeof *sheet->pixels);
    crq_pages_destroy(sheet->depth, area(sheet) * sizeof *sheet->depth);
    crq_pages_destroy(sheet->thing, area(sheet));
    g_free(sheet);
}

void crq_sheet_clear(struct crq_sheet *sheet) {
    memset(sheet->pixels, 0, area(sheet) * sizeof *sheet->pixels);
    if (!sheet->depth) {
        return;
    }
    memset(sheet->thing, CRQ_THING_NONE, area(sheet));
    for (size_t i = 0; i < area(sheet); i++) {
        sheet->depth[i] = INFINITY;
    }
}

void crq_sheet_copy(struct crq_sheet *to, const struct crq_sheet *from) {
    memcpy(to->pixels, from->pixels, area(from) * sizeof *from->pixels);
    if (to->depth && from->depth) {
        memcpy(to->depth, from->depth, area(from) * sizeof *from->depth);
        memcpy(to->thing, from->thing, area(from));
    }
}

crq_rgba crq_sheet_sample(const struct crq_sheet *sheet, float x, float y) {
    return crq_sheet_between(sheet, x / sheet->pixel - 0.5f, y / sheet->pixel - 0.5f);
}
