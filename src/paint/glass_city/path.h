/* A path of light in work, and one strike of it on a tower. */
#ifndef CRQ_PAINT_GLASS_CITY_PATH_H
#define CRQ_PAINT_GLASS_CITY_PATH_H

#include "paint/glass_city/facade.h"
#include "paint/glass_city/glass.h"

struct crq_path {
    const struct crq_glass *g;
    struct crq_glass_memory *memory;
    crq_vec o, d;
    crq_vec spread; /* derivative of d by wavelength */
    crq_vec light, through;
    crq_vec weight; /* colour of the wavelength */
    float u, stratum;
    float glare; /* light that the sun's surroundings may reach through glass */
    float way;   /* metres so far */
    int strike;  /* towers and mirrors so far */
    bool split, done;
};

struct crq_strike {
    const struct crq_convex *solid;
    const struct crq_tower *tower;
    const struct crq_tint *tint;
    struct crq_grove_hit hit;
    struct crq_facade_point face;
    crq_vec p, n;
    float facing, mirrored; /* cosine; Fresnel reflectance */
};

static inline void crq_path_shine(struct crq_path *path, crq_vec light) {
    path->light += path->through * light;
}

/* Lays something opaque of that cover over what follows. */
static inline void crq_path_veil(struct crq_path *path, crq_vec light, float cover) {
    crq_path_shine(path, light * cover);
    path->through *= 1.0f - cover;
}

/* skin.c: what the face itself sends back; what it lets in stays in path->through. */
void crq_path_meet_skin(struct crq_path *path, struct crq_strike *strike);

/* body.c: into the body, along it with up to two inner reflections, and out. */
void crq_path_pass_body(struct crq_path *path, const struct crq_strike *strike);

#endif
