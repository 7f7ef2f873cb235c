/* Fire: the colours that signs, door and running light burn in. */
#ifndef CRQ_MEND_FIRE_H
#define CRQ_MEND_FIRE_H

#include "mend/mending.h"

/* Emission; the brightest channel of each is 1, alpha 0. */
struct crq_fire {
    crq_rgba white; /* the hottest: a pen's tip, the head of a stream */
    crq_rgba gold;  /* what burns */
    crq_rgba ember; /* what it throws on its surroundings */
    crq_rgba calm;  /* the light of silence */
};

/* The door's and the signs' own: golden whatever the metal. */
struct crq_fire crq_fire_of_signs(const struct crq_easel *easel);

/* Of the light that runs before a metal: silver and opal burn coldly. */
struct crq_fire crq_fire_of_metal(const struct crq_easel *easel);

#endif
