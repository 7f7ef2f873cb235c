/* Small things done with words. */
#ifndef CRQ_BASE_TEXT_H
#define CRQ_BASE_TEXT_H

#include <stdbool.h>

/* Edit distance with swaps of neighbours counted once (Damerau 1964, optimal string
 * alignment), letter case ignored. */
int crq_distance(const char *a, const char *b);

/* The nearest of `count` candidates, or the first one that the word is a part of, at a
 * dash or dot ("ocean" of "blood-moon-ocean"); NULL when none may be meant. */
const char *crq_nearest(const char *word, const char *const *candidates, int count);

/* "; did you mean 'NAME'?" for the nearest candidate, else `otherwise`; for the end of
 * a complaint. Caller frees. */
char *crq_suggestion(
    const char *word, const char *const *candidates, int count, const char *otherwise);

/* Reads a whole finite or non-finite number in the C locale; false when there is
 * anything else in the text. */
bool crq_number(const char *text, double *number);

/* The shortest text that reads back as exactly this number; caller frees. */
char *crq_number_text(double number);

/* What makes a noun out of so many: "" for 1, else "s". */
const char *crq_plural(unsigned count);

/* Names compare equal whether written with '-' or '_'. */
bool crq_same_name(const char *a, const char *b);

#endif
