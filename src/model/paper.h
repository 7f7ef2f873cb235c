/* Sizes as people write them: pixels, paper, millimetres. */
#ifndef CRQ_MODEL_PAPER_H
#define CRQ_MODEL_PAPER_H

#include "base/error.h"

#include <stdint.h>

/* "3840x2160" into pixels; only the form is checked. */
bool crq_size_read(const char *text, int64_t *width, int64_t *height, GError **error);

/* A length with its unit, "3mm" "2cm" "0.125in" (bare numbers are millimetres), in
 * millimetres; 0..100000. */
bool crq_length_read(const char *text, double *millimetres, GError **error);

/* "A2", "A2-landscape", "A2-portrait", "letter", "420x594mm", "16x20in" in millimetres;
 * letter case does not matter; a name without a direction lies as `upright` says. */
bool crq_paper_read(
    const char *text, bool upright, double millimetres[2], GError **error);

/* Pixels of a sheet with `bleed` millimetres added on every side. */
void crq_paper_pixels(const double millimetres[2], double bleed, double dpi,
    int64_t *width, int64_t *height);

/* The known names, NULL-terminated. */
extern const char *const crq_paper_names[];

#endif
