/* Brushwork over the whole picture. */
#include "paint/shared/brush.h"

CRQ_BRUSH_LAYER(floating_mountains, 0);
