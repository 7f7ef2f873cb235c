/* The one film: from linear light without bounds to what a screen or a print shows.
 *
 * Two steps, so that a wound can be laid between them: `develop` makes a display-linear
 * picture in 0..1 (bloom, local contrast, tone curve); `finish` adds light of the
 * wound, grain and dither and encodes to sRGB. */
#ifndef CRQ_SHEET_FILM_H
#define CRQ_SHEET_FILM_H

#include "base/crew.h"
#include "sheet/sheet.h"

struct crq_film {
    double exposure;   /* stops */
    double contrast;   /* slope at middle grey in log-log, 1 is the film's own */
    double saturation; /* 1 neutral */
    double bloom;      /* share of light that scatters, 0..1 */
    double clarity;    /* local contrast, 1 is full */
    double vignette;   /* 0 none, 1 strong */
    double grain;      /* 1 is fine film grain */
};

/* Develops in place; alpha is taken as 1. False with CRQ_ERROR_LIMIT. */
bool crq_film_develop(struct crq_sheet *sheet, const struct crq_film *film,
    const struct crq_crew *crew, GError **error);

/* Adds emitted light (linear, unbounded, with its own glow) to a developed picture:
 * out = 1 - (1 - picture)(1 - e), e a hue-keeping 1 - exp(-light). Never clips; where
 * no light falls the picture stays as it was, bit for bit. */
bool crq_film_kindle(struct crq_sheet *picture, const struct crq_sheet *light,
    const struct crq_crew *crew, GError **error);

/* Encodes rows [first, last) to sRGB, `bits` 8 or 16 (big-endian), RGB interleaved,
 * with grain and triangular dither drawn from (seed, x, y). */
void crq_film_finish(const struct crq_sheet *picture, const struct crq_film *film,
    uint64_t seed, int bits, int first, int last, uint8_t *out);

#endif
