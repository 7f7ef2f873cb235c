/* craquelure palette mix, tweak: new palettes. */
#ifndef CRQ_CLI_RECOLOUR_H
#define CRQ_CLI_RECOLOUR_H

#include "cli/command.h"

/* Writes what is asked for to -o or standard output. False with CRQ_ERROR_USAGE, or the
 * errors of reading palettes and of writing. */
bool crq_recolour_mix(struct crq_asked *asked, GError **error);
bool crq_recolour_tweak(struct crq_asked *asked, GError **error);

#endif
