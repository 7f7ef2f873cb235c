/* What the layers of the blood-moon ocean share: the composition and the water.
 *
 * Two coordinate systems. *Units* measure the composed picture: x to the right of its
 * centre, y up from the horizon; a unit is a short side, or a little less in narrow
 * formats. *Metres* measure the scene: the eye stands at (0, camera.height, 0) and
 * looks along +z, without pitch (the lens is shifted instead), so verticals stay
 * vertical and the moon stays a circle: x_units = focal x / z, y_units = focal (y -
 * height) / z. */
#ifndef CRQ_PAINT_OCEAN_H
#define CRQ_PAINT_OCEAN_H

#include "form/face.h"
#include "form/waves.h"
#include "model/work.h"

/* --- numbers of the layers that the plan reads --- */

struct crq_ocean_moon {
    double radius; /* short sides; 0 lets the seed choose */
    double eclipse, relief, maria;
};

struct crq_ocean_sea {
    int32_t view; /* enum crq_ocean_view + 1; 0 lets the seed choose */
    double choppiness, height, swell, faces, foam, glitter;
};

struct crq_ocean_tendrils {
    double amount, length, thickness, hair, gloss;
};

/* --- the composition --- */

enum crq_ocean_view {
    CRQ_VIEW_GATE,    /* a wall of faces opposite the moon */
    CRQ_VIEW_DROWNED, /* a vast moon sinking between two walls */
    CRQ_VIEW_VALLEY,  /* walls on both sides, a river of light between */
    CRQ_VIEW_BEHIND,  /* one wave cuts the disc */
    CRQ_VIEW_CROWN,   /* tendrils stand round a high moon like lashes */
    CRQ_VIEWS
};

struct crq_ocean_camera {
    float focal;           /* units at one metre from a metre away */
    float height;          /* metres above calm water */
    float unit;            /* short sides */
    float centre, horizon; /* short sides from the left and from the top */
    float half;            /* half the width, units */
    float above, below;    /* sky and sea, units */
};

struct crq_disc {
    float x, y, radius;   /* units */
    float toward[3];      /* unit vector from the eye */
    float bright[2];      /* unit vector to the limb that the eclipse leaves lit */
    float band[2], slant; /* clouds that cross it and that lie over the horizon */
};

/* A great swell: a leaning wall of water that heaves but does not travel. */
enum { CRQ_RIDGE_TABLE = 256 };
struct crq_ridge {
    float x, z;        /* metres */
    float along[2];    /* from the viewer into the picture */
    float height;      /* metres */
    float front, back; /* widths of its two flanks */
    float width;       /* half its length along the crest */
    float lean, lip;
    float near, far; /* its reach in z */
    float phase;     /* of its heaving, turns */
    float coarse[CRQ_RIDGE_TABLE + 2], fine[CRQ_RIDGE_TABLE + 2]; /* along the crest */
};

/* A face: where it sits on the undisturbed sea, and how it comes through. */
struct crq_face {
    float x, z, size;         /* metres; size is half its height */
    float screen_x, screen_y; /* units, at moment 0 */
    float lift;               /* least slope of its plane, turns */
    float roll;               /* turns */
    float strength, pull;     /* of the relief, and of flattening the wave under it */
    int form;
};

enum {
    CRQ_RIDGES = 6,
    CRQ_FACES = 24,
    CRQ_FORMS = 10,
    CRQ_SHOOTS = 96,
    CRQ_ROOTS = 24,
};

/* How a tendril is to grow; its points follow from this and the moment. */
struct crq_shoot {
    float x;              /* of its root, units */
    float depth;          /* metres */
    float length, radius; /* units */
    float lean, bend, curl, sway;
    float fork; /* place on the parent where a branch leaves it */
    int parent; /* -1 for those that rise from the water */
    int strands;
    uint32_t index; /* for chance */
};

struct crq_ocean {
    struct crq_ocean_camera camera;
    enum crq_ocean_view view;
    float side;   /* -1 or 1: mirrors the composition */
    float spread; /* how far things stand apart, 1 at 16:9 */
    uint64_t seed;
    uint32_t grain; /* seed of noises */
    struct crq_disc moon;
    float chop;
    struct crq_spectrum *spectra[CRQ_BANDS];
    struct crq_ridge ridges[CRQ_RIDGES];
    int ridge_count;
    struct crq_relief calm[CRQ_FORMS], wide[CRQ_FORMS]; /* mouths less and more open */
    struct crq_face faces[CRQ_FACES];
    int face_count;
    struct crq_shoot shoots[CRQ_SHOOTS];
    int shoot_count;
};

/* Parts of the plan, each in its file, called in this order. */
void crq_ocean_compose(struct crq_ocean *ocean, const struct crq_work *work);
void crq_ocean_place_faces(
    struct crq_ocean *ocean, const struct crq_work *work, const struct crq_crew *crew);
void crq_ocean_plant(struct crq_ocean *ocean, const struct crq_work *work);

/* --- the water at a moment --- */

/* The plane on which a face lies, fitted to the moving water. */
struct crq_face_frame {
    float origin[3], across[3], up[3], out[3];
    float squeeze;        /* metres of the plane per metre of depth */
    float cosine, sine;   /* of its roll */
    float x0, x1, z0, z1; /* reach on the undisturbed sea */
};

struct crq_root {
    float x, z, radius; /* metres, on the undisturbed sea */
};

struct crq_water {
    const struct crq_ocean *ocean;
    struct crq_tiles tiles[CRQ_BANDS];
    int bands; /* made of them */
    float heave[CRQ_RIDGES];
    struct crq_relief relief[CRQ_FORMS];
    struct crq_face_frame frames[CRQ_FACES];
    int frame_count;
    struct crq_root roots[CRQ_ROOTS];
    int root_count;
    float ripple; /* phase of the rings that run from the roots, turns */
};

struct crq_sea_point {
    float x, y, z;
    float jacobian; /* below 1 where the surface is compressed */
};

struct crq_sea_vertex {
    struct crq_sea_point point;
    float face;   /* 0 open water .. 1 face */
    float cavity; /* 0 .. 1 deep in a mouth */
};

/* The first `bands` bands at a moment, without faces and roots. */
void crq_water_make(struct crq_water *water, const struct crq_ocean *ocean,
    double moment, int bands, const struct crq_crew *crew);
void crq_water_finish(struct crq_water *water);

/* Lets the faces and the collars round the tendrils' roots rise. */
void crq_water_raise(struct crq_water *water, double moment);

/* The surface over (x, z) of the undisturbed sea; waves shorter than about two cells
 * are left out. */
struct crq_sea_point crq_water_point(
    const struct crq_water *water, float x, float z, float cell);

/* The surface with its faces over `count` places of a row. */
void crq_water_row(const struct crq_water *water, const float *x, int count, float z,
    float cell, struct crq_sea_vertex *vertices);

/* Fits the plane of a face to the water. */
struct crq_face_frame crq_face_fit(
    const struct crq_water *water, const struct crq_face *face);

/* --- tendrils at a moment --- */

struct crq_tendril_point {
    float x, y, z, radius; /* metres */
};

struct crq_tendril {
    int first, count; /* points */
    float depth;      /* of its root */
    int shoot;        /* index of the shoot, strands have their parent's */
    bool strand;
    uint32_t grain;
};

struct crq_tendrils {
    struct crq_tendril_point *points;
    struct crq_tendril *tendrils; /* far to near */
    int point_count, count;
};

enum { CRQ_SHOOT_POINTS = 180, CRQ_STRAND_POINTS = 40 };

/* The centre line of one shoot. */
void crq_shoot_grow(const struct crq_ocean *ocean, const struct crq_shoot *shoot,
    double moment, struct crq_tendril_point *points);

/* All of them; finish with crq_tendrils_finish. */
void crq_tendrils_grow(
    struct crq_tendrils *tendrils, const struct crq_ocean *ocean, double moment);
void crq_tendrils_finish(struct crq_tendrils *tendrils);

/* --- small helpers --- */

static inline float crq_ocean_x(
    const struct crq_ocean_camera *c, float i, float pixel) {
    return (i * pixel - c->centre) / c->unit;
}

static inline float crq_ocean_y(
    const struct crq_ocean_camera *c, float j, float pixel) {
    return (c->horizon - j * pixel) / c->unit;
}

#endif
