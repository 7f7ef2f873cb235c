/* Between the anatomy (face.c) and its pressing through the membrane (relief.c). */
#ifndef CRQ_FORM_RELIEF_H
#define CRQ_FORM_RELIEF_H

#include "form/face.h"

/* Height of the unturned face at (u, v). */
float crq_face_height(const struct crq_face_form *form, float u, float v, float open);

#endif
