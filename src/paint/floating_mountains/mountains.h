/* The plan of the floating mountains: one world, seen through one camera.
 *
 * World lengths are free units: the main massif stands about 26 away, the child is a
 * third high, the top of the clouds lies 8.2 below the eye. The eye is the origin, y is
 * up, z ahead. What stands where is chosen on the picture plane and built in the world,
 * so a picture is the same at every size. Nothing here looks at the palette; what moves
 * is a function of the moment and of the plan. */
#ifndef CRQ_MOUNTAINS_H
#define CRQ_MOUNTAINS_H

#include "base/chance.h"
#include "form/massif.h"
#include "model/work.h"

enum {
    CRQ_FAR_MASSIFS = 9,
    CRQ_FRAGMENTS = 4,
    CRQ_MASSIFS = 1 + CRQ_FAR_MASSIFS + CRQ_FRAGMENTS + 1, /* main first, ledge last */
    CRQ_MAIN = 0,
    CRQ_LEDGE = CRQ_MASSIFS - 1,
    CRQ_LAMPS = 10,
    CRQ_DRIFTS = 6,
};

/* Heights in the world. */
#define CRQ_SEA_LEVEL (-8.2f)
#define CRQ_MIST_LEVEL (-3.4f)
#define CRQ_ABYSS_LEVEL (CRQ_SEA_LEVEL - 17.0f)

/* Numbers of the layer `land`, which owns the canvas's decay. */
struct crq_land {
    double crumble, sway;
};

struct crq_view {
    float ahead[3], up[3];    /* right is x */
    float scale;              /* tangent of one short side */
    float middle_x, middle_y; /* of the picture, in short sides */
    float stage_x, stage_y;   /* extent used by the composition, in short sides */
};

/* Grid of depths seen from the sun; see shade.h. */
struct crq_shadows {
    float across[3], along[3], centre[3];
    float *nearest;
};

struct crq_lamp {
    float place[3], strength;
};

/* One stream of starlight, from its spring on the rock down into the vortex. */
struct crq_path {
    float (*points)[3];
    int count;
    float enters, lands; /* where on it, 0..1, it goes below the clouds, and arrives */
    float weight;        /* how much of the fall it carries */
};

struct crq_fall {
    struct crq_path *paths;
    int count;
    float *reached; /* running sum of the weights, count + 1 */
};

/* A convex stone: its faces as planes about its centre. */
enum { CRQ_BLOCK_FACES = 14 };

struct crq_block {
    float centre[3], radius;
    float faces[CRQ_BLOCK_FACES][4]; /* outward unit normal, and distance in radii */
    int face_count;
    float axis[3], turn; /* how it has turned, in turns */
    float loose;         /* 0 in its socket .. 1 long gone: how far it sways */
    float phase;         /* of its swaying */
    uint32_t seed;
};

struct crq_mountains {
    uint64_t seed;
    uint32_t noise; /* seed of all lattice noise but the stones' own */
    float side;     /* 1: the massif stands right, -1: left */
    int archetype;
    float hour;   /* 0 full evening sun, 1 nightfall; may go a little beyond both */
    float mist;   /* density of the air, 1 is usual */
    float glow;   /* height of the light over the horizon, 1 is usual */
    float cirrus; /* amount of high cloud, 1 is usual */
    struct crq_view view;
    float sun[3]; /* towards it */
    struct crq_massif massifs[CRQ_MASSIFS];
    float sway[CRQ_MASSIFS], sway_phase[CRQ_MASSIFS]; /* bobbing */
    float crumble;
    float hole[3], hole_radius, hole_stretch, hole_ragged;
    float vortex[3], vortex_radius, vortex_phase;
    float drift_phase[CRQ_DRIFTS], drift_place[CRQ_DRIFTS][2];
    float child[3], child_height, child_cos, child_sin, mouth[3];
    struct crq_lamp lamps[CRQ_LAMPS]; /* light of the fall */
    struct crq_shadows shadows;
    struct crq_fall fall;
    struct crq_block *blocks;
    int block_count;
};

/* --- made in this order by the canvas --- */

/* Camera, hour, and where everything stands; massifs grown but not surveyed. */
void crq_mountains_compose(struct crq_mountains *m, const struct crq_work *work);

enum crq_massif_style {
    CRQ_ALPINE,
    CRQ_BLUNT,
    CRQ_NEEDLES,
    CRQ_TABLE,
    CRQ_SPLINTER, /* a small fragment */
    CRQ_PROW,     /* a ledge out of the edge of the picture */
    CRQ_PERCH,    /* a ledge that floats by itself */
};

/* Grows massif `index` of the seed: everything but its place and size. */
void crq_massif_grow(struct crq_massif *massif, uint64_t seed, uint32_t index,
    enum crq_massif_style style, float side);

/* Stands the child on the surveyed ledge. */
void crq_child_stand(struct crq_mountains *m);

void crq_shadows_cast(struct crq_mountains *m, const struct crq_crew *crew);
void crq_fall_run(struct crq_mountains *m, const struct crq_crew *crew);
/* Weighs the paths that were run, then hangs the lamps; `peak` is the summit. */
void crq_fall_gather(struct crq_mountains *m);
void crq_fall_light(struct crq_mountains *m, const float peak[3]);
void crq_fall_finish(struct crq_fall *fall);
void crq_crown_break(struct crq_mountains *m);

/* A splinter with random faces; everything else is the caller's. */
void crq_splinter_cut(
    struct crq_block *block, struct crq_chance chance, uint32_t index);

/* --- looking --- */

/* Direction of unit length through a point of the picture in short sides. */
CRQ_PACKET struct crq_v8 crq_view_ray(const struct crq_view *v, crq_f8 x, crq_f8 y) {
    crq_f8 a = (x - v->middle_x) * v->scale;
    crq_f8 b = (v->middle_y - y) * v->scale;
    struct crq_v8 d = {a, v->ahead[1] + b * v->up[1], v->ahead[2] + b * v->up[2]};
    return crq_v8_unit(d);
}

/* Where a point of the world is seen, in short sides; false when behind the eye. */
bool crq_view_project(
    const struct crq_view *v, const float place[3], float *x, float *y, float *ahead);

/* The point of the world seen at a place of the stage (0..1, 0..1), `ahead` away. */
void crq_view_place(
    const struct crq_view *v, float x, float y, float ahead, float p[3]);

/* How far massif `index` has risen at a moment. */
float crq_mountains_sway(const struct crq_mountains *m, int index, float moment);

static inline float crq_length3(const float a[3]) {
    return sqrtf(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
}

static inline float crq_dot3(const float a[3], const float b[3]) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline void crq_unit3(float a[3]) {
    float s = 1.0f / sqrtf(crq_dot3(a, a) + 1e-20f);
    a[0] *= s;
    a[1] *= s;
    a[2] *= s;
}

#endif
