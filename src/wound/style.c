/* The styles. Directions, spacing and manner after Bucklow (The description of
 * craquelure patterns, Studies in Conservation 42, 1997); the numbers were fitted to
 * measured networks of old paintings. */
#include "wound/style.h"

/* clang-format off */
const struct crq_style_row crq_style_rows[CRQ_STYLES] = {
    /* across the grain of an upright panel, small islands among large */
    [CRQ_STYLE_ITALIAN] = {
        .spacing = 0.9, .reach = 0.60, .uneven = 0.31, .axis = 0.25, .spin = 0.01,
        .grain = 0.46, .drift = 0.03,
        .brittle = 0.85, .until = 0.5, .arrest = 0.08, .hazard = 0.25, .rough = 1.15,
        .turning = 1.2,
        .forks = 0.5, .twigs = 0.40, .crossing = 0.03, .width = 0.026,
    },
    /* along the grain, ordered and smooth */
    [CRQ_STYLE_FLEMISH] = {
        .spacing = 0.9, .reach = 0.60, .uneven = 0.25, .axis = 0.0, .spin = 0.01,
        .grain = 0.50, .drift = 0.02,
        .brittle = 0.75, .until = 0.48, .arrest = 0.08, .hazard = 0.22, .rough = 1.0,
        .turning = 1.2,
        .forks = 0.5, .twigs = 0.41, .crossing = 0.03, .width = 0.023,
    },
    /* a connected, nearly square net on canvas */
    [CRQ_STYLE_DUTCH] = {
        .spacing = 1.0, .reach = 0.62, .uneven = 0.32, .axis = 0.02, .spin = 0.02,
        .grain = 0.32, .drift = 0.012, .garland = 0.025,
        .brittle = 0.85, .until = 0.5, .arrest = 0.08, .hazard = 0.20, .rough = 1.0,
        .turning = 1.2,
        .forks = 0.5, .twigs = 0.35, .crossing = 0.04, .width = 0.025,
    },
    /* large and curved, with no grain to speak of */
    [CRQ_STYLE_FRENCH] = {
        .spacing = 1.6, .reach = 0.62, .uneven = 0.32, .axis = 0.06, .spin = 0.25,
        .grain = 0.36, .drift = 0.04, .garland = 0.05,
        .brittle = 0.85, .until = 0.5, .arrest = 0.08, .hazard = 0.28, .rough = 1.1,
        .turning = 1.2,
        .forks = 0.5, .twigs = 0.35, .crossing = 0.03, .width = 0.026,
    },
    /* mud: even pull, wide gaps, many stars, few loose ends */
    [CRQ_STYLE_EARTH] = {
        .spacing = 1.8, .reach = 0.62, .uneven = 0.40, .axis = 0.0, .spin = 0.25,
        .grain = 0.28, .drift = 0.03,
        .brittle = 0.85, .until = 0.5, .arrest = 0.06, .hazard = 0.12, .rough = 1.1,
        .turning = 1.2,
        .forks = 0.9, .twigs = 0.25, .crossing = 0.02, .width = 0.045,
    },
    /* even by itself: the picture gives the direction */
    [CRQ_STYLE_IMAGE] = {
        .spacing = 1.0, .reach = 0.62, .uneven = 0.32, .axis = 0.0, .spin = 0.05,
        .grain = 0.26, .drift = 0.03,
        .brittle = 0.80, .until = 0.5, .arrest = 0.08, .hazard = 0.20, .rough = 1.0,
        .turning = 1.3,
        .forks = 0.5, .twigs = 0.34, .crossing = 0.03, .width = 0.025,
    },
    /* shot: a star, then rings; read off bullet holes in panes */
    [CRQ_STYLE_GLASS] = {
        .spacing = 1.2, .reach = 0.60, .uneven = 0.10, .blow = 1.0,
        .brittle = 0.35, .until = 0.34, .arrest = 0.05, .hazard = 0.06, .rough = 0.28,
        .turning = 0.8,
        .twigs = 0.05, .crossing = 0.02, .width = 0.016,
    },
};
/* clang-format on */
