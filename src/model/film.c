/* Settings of the film. */
#include "sheet/film.h"

#include "model/operation.h"

#define AMOUNT(field, usual, most, words)                                              \
    {                                                                                  \
        CRQ_REAL(struct crq_film, field), .preset = (usual), .low = 0, .high = (most), \
                                          .easy = {0, 1}, .unit = CRQ_UNIT_RATIO,      \
                                          .brief = words                               \
    }

static const struct crq_param params[] = {
    {CRQ_REAL(struct crq_film, exposure), .preset = 0, .low = -8, .high = 8,
        .easy = {-1, 1}, .unit = CRQ_UNIT_STOPS, .brief = "lighter or darker"},
    {CRQ_REAL(struct crq_film, contrast), .preset = 1, .low = 0.3, .high = 3,
        .easy = {0.8, 1.25}, .unit = CRQ_UNIT_RATIO,
        .brief = "slope of the tone curve"},
    {CRQ_REAL(struct crq_film, saturation), .preset = 1.12, .low = 0, .high = 2,
        .easy = {0.8, 1.3}, .unit = CRQ_UNIT_RATIO, .brief = "strength of colour"},
    AMOUNT(bloom, 0.1, 1, "share of light that scatters in the lens"),
    AMOUNT(clarity, 1, 3, "local contrast"),
    AMOUNT(vignette, 0.4, 4, "darkening towards the corners"),
    AMOUNT(grain, 0.7, 4, "grain of the film"),
};

const struct crq_operation crq_op_model_film = {
    .name = "film",
    .brief = "how light becomes a picture",
    .family = CRQ_SETTINGS,
    CRQ_VALUES(struct crq_film, params),
};
