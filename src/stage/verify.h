/* Proof that frames are there, whole, and of one work. */
#ifndef CRQ_STAGE_VERIFY_H
#define CRQ_STAGE_VERIFY_H

#include "base/crew.h"
#include "base/error.h"

struct crq_exam {
    GPtrArray *problems; /* char *: "path: what is wrong" */
    GPtrArray *files;    /* char *: pictures looked at */
    char *hash;          /* of the one work; NULL until known */
    GPtrArray *expected; /* char *: checksum of each file, or NULL */
};

void crq_exam_init(struct crq_exam *exam);
void crq_exam_finish(struct crq_exam *exam);

/* Takes on what a folder should hold: what its manifests say, or, without any, all
 * pictures without gaps in their numbers. False with CRQ_ERROR_FILE when it cannot be
 * read; what is missing becomes a problem. */
bool crq_exam_take_folder(struct crq_exam *exam, const char *folder, GError **error);
void crq_exam_take_file(struct crq_exam *exam, const char *path);

/* Decodes every file, and compares receipts and checksums, several at a time. */
void crq_exam_look(struct crq_exam *exam, const struct crq_crew *crew);

/* Renders `share` (0..1) of the files again from their receipts, at least one, and
 * compares every pixel. False only when rendering itself fails. Returns how many in
 * *count. */
bool crq_exam_spot(struct crq_exam *exam, double share, const struct crq_crew *crew,
    int *count, GError **error);

#endif
