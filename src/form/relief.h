/* Between the anatomy (face.c) and its pressing through the membrane (relief.c). */
#ifndef CRQ_FORM_RELIEF_H
#define CRQ_FORM_RELIEF_H

#include "form/face.h"

/* Heights of the unturned face along the row of the grid at v: CRQ_RELIEF_WIDTH. */
void crq_face_row(const struct crq_face_form *form, float v, float open, float *row);

#endif
