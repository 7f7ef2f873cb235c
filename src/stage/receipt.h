/* What a picture says of itself. */
#ifndef CRQ_STAGE_RECEIPT_H
#define CRQ_STAGE_RECEIPT_H

#include "model/order.h"

/* Hash of the work that a receipt tells of, comparable with crq_work_hash; caller
 * frees. NULL when the text is no receipt. */
char *crq_receipt_hash(const char *receipt);

/* Whether two receipts tell of the same picture; the version of the program, in the
 * first line, may differ. */
bool crq_receipt_same(const char *one, const char *other);

/* The program that wrote it ("craquelure 0.1.0"); caller frees. */
char *crq_receipt_program(const char *receipt);

/* Reads the receipt of a PNG file ("-" is standard input) as an order. NULL with
 * CRQ_ERROR_FILE, CRQ_ERROR_WORK. */
struct crq_order *crq_receipt_order(const char *path, GError **error);

/* The picture it tells of, resolved; `path` is named in complaints. */
bool crq_receipt_picture(
    const char *receipt, const char *path, struct crq_picture *picture, GError **error);

#endif
