/* Work files: YAML with few words.
 *
 * Every key is known or refused, with the nearest name; every complaint says
 * path:line:column. What a receipt holds is a work file, too. */
#ifndef CRQ_MODEL_READER_H
#define CRQ_MODEL_READER_H

#include "model/order.h"

/* The only format there is. */
enum { CRQ_FORMAT = 1 };

/* An order from the text of a work; `path` is named in complaints, and palette files
 * are looked for beside it. NULL with CRQ_ERROR_WORK or CRQ_ERROR_LIMIT. */
struct crq_order *crq_order_parse(
    const char *text, gsize length, const char *path, GError **error);

/* The same from a file; "-" is standard input. NULL with CRQ_ERROR_FILE as well. */
struct crq_order *crq_order_read(const char *path, GError **error);

#endif
