/* A picture in memory: linear light, high dynamic range, and what lies where.
 *
 * A pixel is four floats: red, green, blue (Rec. 709 primaries, linear light,
 * premultiplied) and alpha. Row-major, width * height, no padding. Positions given to
 * painters are in *short sides*: pixel (i, j) has its centre at
 * ((i + 0.5) * sheet->pixel, (j + 0.5) * sheet->pixel), x to the right, y down. */
#ifndef CRQ_SHEET_SHEET_H
#define CRQ_SHEET_SHEET_H

#include "base/dmath.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

typedef float crq_rgba __attribute__((vector_size(16)));

/* What a pixel shows; written by painters, read by the fracture pass and by audits. */
enum crq_thing {
    CRQ_THING_NONE,
    CRQ_THING_SKY,
    CRQ_THING_SUN,
    CRQ_THING_MOON,
    CRQ_THING_CLOUD,
    CRQ_THING_ABYSS,
    CRQ_THING_GROUND, /* streets, ledges */
    CRQ_THING_WATER,
    CRQ_THING_TOWER,
    CRQ_THING_ROCK,
    CRQ_THING_FACE,
    CRQ_THING_TENDRIL,
    CRQ_THING_FIGURE,
    CRQ_THING_LIGHT, /* starlight, prisms, beams */
    CRQ_THINGS
};

struct crq_sheet {
    int width, height; /* pixels */
    float pixel;       /* side of a pixel in short sides: 1 / min(width, height) */
    crq_rgba *pixels;
    float *depth;   /* distance from the eye in the canvas's own length, sky INFINITY;
                       NULL unless asked for */
    uint8_t *thing; /* enum crq_thing; NULL unless asked for */
};

enum crq_planes { CRQ_PLANES_COLOUR, CRQ_PLANES_DEPTH };

/* A sheet of transparent black (depth INFINITY, thing NONE). Memory is page-backed and
 * huge pages are advised. NULL with CRQ_ERROR_LIMIT when it cannot be had. */
struct crq_sheet *crq_sheet_create(
    int width, int height, enum crq_planes planes, GError **error);
void crq_sheet_destroy(struct crq_sheet *sheet); /* takes NULL */
void crq_sheet_clear(struct crq_sheet *sheet);

/* Copies all planes that both have; the sizes must be equal. */
void crq_sheet_copy(struct crq_sheet *to, const struct crq_sheet *from);

/* A long-lived block of zeroed memory with huge pages advised; NULL when out of it. */
void *crq_pages_create(size_t size);
void crq_pages_destroy(void *pages, size_t size); /* takes NULL */

/* Zeroed room for an encoded picture of `size` bytes a pixel. NULL with CRQ_ERROR_LIMIT
 * when it cannot be had; freed with g_free. */
uint8_t *crq_bytes_create(int width, int height, size_t size, GError **error);

static inline crq_rgba crq_rgba_make(float r, float g, float b, float a) {
    return (crq_rgba){r, g, b, a};
}

static inline crq_rgba crq_rgba_grey(float v) {
    return (crq_rgba){v, v, v, v};
}

/* Porter-Duff over, premultiplied. */
static inline crq_rgba crq_rgba_over(crq_rgba top, crq_rgba below) {
    return top + below * crq_rgba_grey(1.0f - top[3]);
}

static inline crq_rgba crq_rgba_mix(crq_rgba a, crq_rgba b, float t) {
    return a + (b - a) * crq_rgba_grey(t);
}

/* Luminance of linear Rec. 709 light. */
static inline float crq_luminance(crq_rgba c) {
    return 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
}

static inline crq_rgba *crq_sheet_row(const struct crq_sheet *sheet, int y) {
    return sheet->pixels + (size_t)y * (size_t)sheet->width;
}

/* Nearest pixel, positions outside are held to the border. */
static inline crq_rgba crq_sheet_at(const struct crq_sheet *sheet, int x, int y) {
    x = x < 0 ? 0 : x >= sheet->width ? sheet->width - 1 : x;
    y = y < 0 ? 0 : y >= sheet->height ? sheet->height - 1 : y;
    return sheet->pixels[(size_t)y * (size_t)sheet->width + (size_t)x];
}

/* Bilinear sample at (fx, fy) in pixels, (0, 0) the first pixel's centre, held to the
 * border; inline, for loops that ask for many. */
static inline crq_rgba crq_sheet_between(
    const struct crq_sheet *sheet, float fx, float fy) {
    fx = crq_clamp(fx, -1.0f, (float)sheet->width);
    fy = crq_clamp(fy, -1.0f, (float)sheet->height);
    int i = (int)crq_floor(fx);
    int j = (int)crq_floor(fy);
    float u = fx - (float)i;
    float v = fy - (float)j;
    if (i >= 0 && j >= 0 && i + 1 < sheet->width && j + 1 < sheet->height) {
        const crq_rgba *p = crq_sheet_row(sheet, j) + i;
        const crq_rgba *q = p + sheet->width;
        return crq_rgba_mix(
            crq_rgba_mix(p[0], p[1], u), crq_rgba_mix(q[0], q[1], u), v);
    }
    crq_rgba upper =
        crq_rgba_mix(crq_sheet_at(sheet, i, j), crq_sheet_at(sheet, i + 1, j), u);
    crq_rgba lower = crq_rgba_mix(
        crq_sheet_at(sheet, i, j + 1), crq_sheet_at(sheet, i + 1, j + 1), u);
    return crq_rgba_mix(upper, lower, v);
}

/* Bilinear sample at (x, y) in short sides, held to the border. */
crq_rgba crq_sheet_sample(const struct crq_sheet *sheet, float x, float y);

#endif
