/* Flakes: chips of paint that let go where cracks meet.
 *
 * One flake leaves a loss on the surface and falls as a pebble of starlight; both are
 * told from here, so that each hole has its pebble. */
#ifndef CRQ_FRACTURE_FLAKES_H
#define CRQ_FRACTURE_FLAKES_H

#include "wound/easel.h"

enum { CRQ_FLAKE_CORNERS = 12 };

struct crq_flake {
    float x, y, radius;                 /* centre on the canvas, and reach about it */
    float corner[CRQ_FLAKE_CORNERS][2]; /* relative to the centre */
    int corners;
    int32_t shard;
    float leaves; /* broken time */
    bool
        through; /* the canvas goes with it: the void shows; else only the paint goes */
};

struct crq_flakes {
    struct crq_flake *flake;
    uint32_t count;
};

/* The numbers of the `losses` operation. */
struct crq_losses {
    double amount; /* how many chips let go */
    double size;   /* factor */
};

/* Never fails. Caller destroys. */
struct crq_flakes *crq_flakes_create(const struct crq_easel *easel);
void crq_flakes_destroy(void *flakes); /* takes NULL */

/* How far a flake has let go, 0..1: 0 before it leaves, and 0 once it is healed. */
float crq_flake_gone(const struct crq_easel *easel, const struct crq_flake *flake);

/* Time of flight of what let go of the canvas at (x, y) when broken was `leaves`; runs
 * back to nothing while it heals. */
float crq_flown(const struct crq_easel *easel, float leaves, float x, float y);

#endif
