/* A screaming face as a bas-relief, pressed through a membrane.
 *
 * Analytic anatomy (skull, brow raised in anguish, sockets, nose, cheekbones, a jaw
 * dropped by the scream) carved on a grid, turned about the vertical axis, then hung
 * with a skirt: outside the features the sheet follows a wide blur of the face, as wet
 * cloth would. Water runs down all of it in rills, and one side may have sunk back.
 * Face coordinates: u to the right -1.25..1.25, v up -1.75..1.75, height
 * towards the viewer, all in half faces. */
#ifndef CRQ_FORM_FACE_H
#define CRQ_FORM_FACE_H

#include "base/chance.h"

enum { CRQ_RELIEF_WIDTH = 160, CRQ_RELIEF_HEIGHT = 224 };
#define CRQ_RELIEF_U 1.25f
#define CRQ_RELIEF_V 1.75f

/* One person. */
struct crq_face_form {
    float mouth_width, mouth_height, mouth_slant, jaw;
    float socket, brow, nose, gaunt, lid, anguish;
    float width, asymmetry;
    float yaw;      /* turns, positive to the right of the picture */
    float sink[2];  /* unit vector to the side that has sunk into the water */
    float emerged;  /* how far towards that side features stand out, half faces */
    uint32_t grain; /* seed of its irregularities */
};

struct crq_relief {
    float *height; /* CRQ_RELIEF_WIDTH * CRQ_RELIEF_HEIGHT */
    float *cavity; /* 0 open .. 1 deep in mouth, socket or fold */
};

struct crq_face_form crq_face_draw(struct crq_chance chance, uint32_t index);

/* `open` scales the scream, 1 is the form's own. */
void crq_relief_make(
    struct crq_relief *relief, const struct crq_face_form *form, float open);
void crq_relief_finish(struct crq_relief *relief);

/* to = a + (b - a) t; `to` is made like the others. */
void crq_relief_mix(struct crq_relief *to, const struct crq_relief *a,
    const struct crq_relief *b, float t);

/* Cubic B-spline sample of a map, held to its border. */
float crq_relief_at(const float *map, float u, float v);

#endif
