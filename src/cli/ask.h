/* From flags to an order, a picture and a file name. */
#ifndef CRQ_CLI_ASK_H
#define CRQ_CLI_ASK_H

#include "base/crew.h"
#include "cli/command.h"
#include "model/order.h"

/* What `word` names: a canvas, a work file, "-" for standard input; or, with --from, a
 * picture. The flags are laid over it; a seed is drawn, and told, when none is given.
 * NULL with an error. */
struct crq_order *crq_ask_order(
    const struct crq_asked *asked, const char *word, GError **error);

/* What the command line names, without its flags. NULL with an error. */
struct crq_order *crq_ask_source(const struct crq_asked *asked, GError **error);

/* Lays the flags over an order. */
bool crq_ask_overlay(
    const struct crq_asked *asked, struct crq_order *order, GError **error);

/* A seed drawn from the system's chance, and told; caller frees. NULL with
 * CRQ_ERROR_RENDER. */
char *crq_ask_drawn(const struct crq_asked *asked, GError **error);

/* The order, resolved. */
bool crq_ask_picture(
    const struct crq_asked *asked, struct crq_picture *picture, GError **error);

/* The pattern of a name: `own` unless -o asks for another; in a folder that -o names,
 * `own` within it. Caller frees. */
char *crq_ask_pattern(const struct crq_asked *asked, const char *own);

/* The name asked for with -o, or the one a still has by itself; checked. Caller
 * frees. */
char *crq_ask_still_name(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error);

/* Whether a PNG may go to `path`: false with CRQ_ERROR_USAGE for "-" when standard
 * output is a terminal. */
bool crq_ask_can_show(const char *path, GError **error);

/* Renders a picture and prints its name; with --dry-run, prints its work. */
bool crq_render_picture(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error);

/* The threads that may paint at once. */
struct crq_crew crq_ask_crew(const struct crq_asked *asked);

/* A message on standard error unless --quiet; an event with --progress json. */
void crq_say(const struct crq_asked *asked, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

#endif
