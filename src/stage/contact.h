/* Contact sheets: many small pictures of one order on one sheet, with labels. */
#ifndef CRQ_STAGE_CONTACT_H
#define CRQ_STAGE_CONTACT_H

#include "base/crew.h"
#include "model/order.h"

/* One number that takes several values. */
struct crq_vary {
    char *path;    /* "wound.density" */
    char **values; /* NULL-terminated */
};

struct crq_contact {
    char **seeds;    /* NULL-terminated; one picture for each, crossed with: */
    GPtrArray *vary; /* struct crq_vary * */
    int columns;     /* 0: chosen */
    int across;      /* longer side of a picture in pixels; 0: as the order's size */
    void (*tell)(void *teller, int done, int total); /* after each; may be NULL */
    void *teller;
};

/* "0..23", "3,5,8" or words: "dusk,dawn". NULL with CRQ_ERROR_USAGE; g_strfreev. */
char **crq_contact_seeds(const char *text, GError **error);

/* "wound.density=0.2,0.5"; values that hold commas are parted by ';'. NULL with
 * CRQ_ERROR_USAGE. */
struct crq_vary *crq_vary_read(const char *text, GError **error);
void crq_vary_destroy(struct crq_vary *vary); /* takes NULL */

/* Renders every picture and writes the sheet to `path`. The order is changed on the
 * way. False with the first error. */
bool crq_contact_write(const struct crq_contact *contact, struct crq_order *order,
    const struct crq_crew *crew, const char *path, GError **error);

#endif
