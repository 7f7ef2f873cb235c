/* Brushwork over the whole picture. */
#include "paint/shared/brush.h"

CRQ_BRUSH_LAYER(blood_moon_ocean, 0.7);
