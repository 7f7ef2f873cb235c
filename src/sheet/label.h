/* Small quiet words beside pictures, in 8-bit RGB pictures. */
#ifndef CRQ_SHEET_LABEL_H
#define CRQ_SHEET_LABEL_H

#include <stdint.h>

/* Writes `text` (UTF-8) with its baseline at (x, y) in pixels, at most `most` pixels
 * wide (then it is cut off), in letters `size` pixels high. The fonts are those of the
 * machine: labels are no part of what is the same on all of them. */
void crq_label(uint8_t *pixels, int width, int height, int x, int y, int most,
    double size, const uint8_t colour[3], const char *text);

#endif
