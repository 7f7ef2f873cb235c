/* Palettes spelled out inside a work, so that a receipt needs no other file. */
#ifndef CRQ_MODEL_SWATCHES_H
#define CRQ_MODEL_SWATCHES_H

#include "colour/palette.h"
#include "model/yaml.h"

/* Reads {name, exposure, contrast, spectrum, colours: {role: "#rrggbb"}}. NULL with
 * CRQ_ERROR_WORK. */
struct crq_palette *crq_palette_from_yaml(
    const struct crq_yaml *map, const char *path, GError **error);

/* Appends the same under `palette:`. */
void crq_palette_to_yaml(
    const struct crq_palette *palette, const char *name, GString *text);

#endif
