/* What rises out of the water at a moment: faces that breathe, collars of tendrils. */
#include "paint/blood_moon_ocean/ocean.h"

#include <math.h>

/* Rings that run from a tendril in a loop: whole, so that it closes. */
#define RIPPLES 26.0

struct breathing {
    struct crq_water *water;
    double moment;
};

/* Every mouth opens and closes a little, each in its own time. */
static void breathe(void *context, int first, int last) {
    struct breathing *b = context;
    const struct crq_ocean *ocean = b->water->ocean;
    for (int i = first; i < last; i++) {
        float open = 0.5f + 0.5f * crq_sin_turns((float)b->moment + 0.37f * (float)i);
        crq_relief_mix(&b->water->relief[i], &ocean->calm[i], &ocean->wide[i], open);
    }
}

/* The point of the undisturbed sea that the waves carry to (x, z). */
static struct crq_root invert(const struct crq_water *water, float x, float z) {
    struct crq_root root = {x, z, 0.0f};
    for (int i = 0; i < 6; i++) {
        struct crq_sea_point p = crq_water_point(water, root.x, root.z, 0.3f);
        root.x += x - p.x;
        root.z += z - p.z;
    }
    return root;
}

/* The collar belongs where the line crosses the water. */
static void add_root(
    struct crq_water *water, const struct crq_shoot *shoot, double moment) {
    struct crq_tendril_point line[CRQ_SHOOT_POINTS];
    crq_shoot_grow(water->ocean, shoot, moment, line);
    int i = 1;
    while (i < CRQ_SHOOT_POINTS - 1 && line[i].y < 0.3f) {
        i++;
    }
    /* found without the other roots, so that their order does not matter */
    struct crq_root root = invert(water, line[i].x, line[i].z);
    root.radius = line[i].radius * 1.15f;
    water->roots[water->root_count] = root;
}

void crq_water_raise(struct crq_water *water, double moment) {
    const struct crq_ocean *ocean = water->ocean;
    struct breathing breathing = {water, moment};
    breathe(&breathing, 0, MIN(ocean->face_count, CRQ_FORMS));
    for (int i = 0; i < ocean->face_count; i++) {
        water->frames[i] = crq_face_fit(water, &ocean->faces[i]);
    }
    struct crq_root found[CRQ_ROOTS];
    int count = 0;
    for (int i = 0; i < ocean->shoot_count && count < CRQ_ROOTS; i++) {
        const struct crq_shoot *shoot = &ocean->shoots[i];
        if (shoot->parent < 0 && shoot->depth < 95.0f && shoot->radius > 0.005f) {
            add_root(water, shoot, moment);
            found[count++] = water->roots[0];
        }
    }
    water->ripple = (float)(RIPPLES * moment - floor(RIPPLES * moment));
    memcpy(water->roots, found, (size_t)count * sizeof *found);
    water->root_count = count;
    water->frame_count = ocean->face_count;
}
