/* A resolved work as text: canonical, so that it can be compared and hashed.
 *
 * Every number is there, in a fixed order and in the shortest form that reads back
 * exactly; the palette is spelled out. Reading it gives the identical work. */
#ifndef CRQ_MODEL_WRITER_H
#define CRQ_MODEL_WRITER_H

#include "model/order.h"

/* Caller frees. */
char *crq_work_text(const struct crq_work *work);

/* SHA-256 of that text (which names the engine), in hexadecimal; caller frees. */
char *crq_work_hash(const struct crq_work *work);

/* The text of a work with the picture that is made of it: what a PNG carries. Its first
 * line is a comment naming the program. Caller frees. */
char *crq_receipt_text(
    const struct crq_work *work, const struct crq_instant *instant, int bits);

/* A palette's short name: of a file, the name without folder and extension. Caller
 * frees. */
char *crq_palette_stem(const struct crq_work *work);

/* Appends words in double quotes, escaped for YAML. */
void crq_quote(GString *text, const char *words);

const char *crq_quality_name(enum crq_quality quality);

#endif
