/* Names of files, with tokens: #### and %05d and {frame} for the frame, {seed} {blow}
 * {canvas} {act} {palette} {w} {h} {hash} for the rest; %% is a percent sign. */
#ifndef CRQ_STAGE_NAME_H
#define CRQ_STAGE_NAME_H

#include "model/order.h"

/* Frame numbers are never narrower. */
enum { CRQ_NAME_PADDING = 5 };

struct crq_naming {
    const struct crq_work *work;
    const char *act;  /* for {act} */
    const char *hash; /* of the work, for {hash} */
    int64_t frame;    /* -1 for a still: a token for it is then an error, but a
                         single '#' is a letter */
    int padding;      /* digits of a frame number, from crq_name_padding */
};

/* Whether the pattern tells frames apart. */
bool crq_name_has_frame(const char *pattern);

/* Digits for all frames up to `last`: at least five, and what the pattern asks for. */
int crq_name_padding(const char *pattern, int64_t last);

/* The name; caller frees. NULL with CRQ_ERROR_USAGE for an unknown token. */
char *crq_name_expand(
    const char *pattern, const struct crq_naming *naming, GError **error);

/* Words as a part of a file name: letters and digits, '-' between; caller frees. */
char *crq_name_part(const char *words);

/* CRQ_ERROR_USAGE unless the name ends in .png; CRQ_ERROR_FILE when its folder is not
 * there or cannot be written to. "-" is good. */
bool crq_name_check(const char *path, GError **error);

/* The same for any extension. */
bool crq_name_check_folder(const char *path, GError **error);

#endif
