/* The manifest of a sequence: which frames there shall be, of which work, and the
 * checksums of those that are done. JSON beside the frames; one a shard. */
#ifndef CRQ_STAGE_MANIFEST_H
#define CRQ_STAGE_MANIFEST_H

#include "base/error.h"

#include <stdint.h>

struct crq_frame {
    int64_t number;
    char *file;   /* without folder */
    char *sha256; /* of the file; NULL until it is done */
};

struct crq_manifest {
    char *hash;    /* of the work */
    char *work;    /* its canonical text */
    int64_t total; /* frames of the whole loop */
    double fps;
    int shard, shards; /* 1 of 1 when not shared */
    GPtrArray *frames; /* struct crq_frame *, rising */
};

struct crq_manifest *crq_manifest_create(void);
void crq_manifest_destroy(struct crq_manifest *manifest); /* takes NULL */

/* Writes it atomically. False with CRQ_ERROR_FILE. */
bool crq_manifest_write(
    const struct crq_manifest *manifest, const char *path, GError **error);

/* NULL with CRQ_ERROR_FILE, or CRQ_ERROR_WORK when it is none. */
struct crq_manifest *crq_manifest_read(const char *path, GError **error);

/* Where the manifest of frames lies: beside them, called after what the names of two
 * of them, alike but for the number, begin with. Caller frees. */
char *crq_manifest_path(const char *one, const char *other, int shard, int shards);

/* Whether a file name (without folder) is that of a manifest. */
bool crq_manifest_is(const char *name);

#endif
