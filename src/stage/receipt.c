/* Reading receipts. They are written by crq_receipt_text: a comment, the canonical
 * work, and a section `picture`. */
#include "stage/receipt.h"

#include "model/reader.h"
#include "sheet/png.h"

#include <string.h>

char *crq_receipt_hash(const char *receipt) {
    const char *work = strchr(receipt, '\n');
    const char *end = work ? strstr(work, "\npicture:\n") : NULL;
    if (!end) {
        return NULL;
    }
    return g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)work + 1, (gsize)(end - work));
}

bool crq_receipt_same(const char *one, const char *other) {
    const char *a = strchr(one, '\n');
    const char *b = strchr(other, '\n');
    return a && b && strcmp(a, b) == 0;
}

char *crq_receipt_program(const char *receipt) {
    const char *end = strchr(receipt, '\n');
    bool comment = g_str_has_prefix(receipt, "# ") && end;
    return comment ? g_strndup(receipt + 2, (gsize)(end - receipt - 2))
                   : g_strdup("unknown");
}

struct crq_order *crq_receipt_order(const char *path, GError **error) {
    struct crq_png_file file;
    if (!crq_png_read(path, false, &file, error)) {
        return NULL;
    }
    struct crq_order *order = NULL;
    if (file.receipt) {
        order = crq_order_parse(file.receipt, strlen(file.receipt), path, error);
    } else {
        crq_fail(
            error, CRQ_ERROR_WORK, "%s:1:1: this picture carries no receipt", path);
    }
    crq_png_finish(&file);
    return order;
}

bool crq_receipt_picture(const char *receipt, const char *path,
    struct crq_picture *picture, GError **error) {
    struct crq_order *order = crq_order_parse(receipt, strlen(receipt), path, error);
    if (order && !order->answers[CRQ_ASK_SEED].text) {
        crq_fail(error, CRQ_ERROR_WORK, "%s:1:1: the receipt has no seed", path);
        g_clear_pointer(&order, crq_order_destroy);
    }
    bool good = order && crq_order_resolve(order, picture, error);
    crq_order_destroy(order);
    return good;
}
