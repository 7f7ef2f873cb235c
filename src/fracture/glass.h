/* What one pane of glass shows at one point: picture, bevel, side wall, shadow. */
#ifndef CRQ_FRACTURE_GLASS_H
#define CRQ_FRACTURE_GLASS_H

#include "wound/pose.h"

/* All that the optics of a frame share. */
struct crq_glass {
    const struct crq_easel *easel;
    const struct crq_panes *panes;
    const struct crq_poses *poses;
    const uint32_t *glow;    /* the surface's light, packed (see pack.h), or NULL */
    float per_side;          /* pixels per short side */
    float reference;         /* a middling depth of the picture */
    float lamp[3];           /* towards the light, unit */
    crq_rgba wall, lip;      /* tints of the cut edge */
    crq_rgba window, second; /* what is mirrored */
    crq_rgba heart;          /* light that falls from the epicentre on broken edges */
    crq_rgba dark;           /* what far panes sink into */
    uint32_t seed;
};

struct crq_glass crq_glass_make(
    const struct crq_easel *easel, const struct crq_poses *poses, const uint32_t *glow);

/* What a pane holds still while a tile of it is drawn. */
struct crq_pane {
    const struct crq_pose *pose;
    const struct crq_field *field;
    float open;      /* 0..1, early: edges part at once */
    float gap;       /* half the width of the lost kerf, canvas short sides */
    float bevel;     /* short sides */
    float body[2];   /* refraction of the whole pane */
    float shade;     /* how lit the face is */
    float side[2];   /* where the back of the pane is seen, view short sides */
    float deep;      /* how much the edges are cut, 0..1 */
    float umbra[2];  /* offset of its shadow, view short sides */
    float soft;      /* of the shadow's rim, canvas short sides */
    float dimming;   /* of its shadow */
    float far;       /* beyond its outline no shadow falls, canvas short sides */
    float back;      /* nor is its wall seen so far beyond */
    float px, scale; /* pixels, and view short sides, per canvas short side */
    uint32_t seed;
};

struct crq_pane crq_pane_make(const struct crq_glass *glass, uint32_t shard);

/* Pixels of a tile that one pane is asked about, as arrays: what is asked of all of
 * them is computed side by side. */
enum { CRQ_SPOTS = 256 };

struct crq_spots {
    int count;
    int pixel[CRQ_SPOTS];             /* which of the tile */
    float x[CRQ_SPOTS], y[CRQ_SPOTS]; /* in the view, short sides */
    float u[CRQ_SPOTS], v[CRQ_SPOTS]; /* on the canvas */
    float inside[CRQ_SPOTS];          /* of the cut edge, canvas short sides */
    float cover[CRQ_SPOTS];           /* 0..1 */
    float kerf[CRQ_SPOTS];            /* half of it: broken edges are not straight */
};

static inline void crq_spots_add(
    struct crq_spots *to, const struct crq_spots *from, int k) {
    int n = to->count++;
    to->pixel[n] = from->pixel[k];
    to->x[n] = from->x[k];
    to->y[n] = from->y[k];
    to->u[n] = from->u[k];
    to->v[n] = from->v[k];
    to->inside[n] = from->inside[k];
    to->cover[n] = from->cover[k];
}

/* One sample: premultiplied colour and its emission. */
struct crq_sample {
    crq_rgba colour, light;
};

/* Where on its canvas the pane is seen at (x, y). */
void crq_pane_locate(const struct crq_pane *pane, struct crq_spots *spots);

/* How far (u, v) lies inside the pane's outline. */
void crq_pane_measure(const struct crq_pane *pane, struct crq_spots *spots);

/* Cuts the kerf away: from distances to the outline to those to the cut edge, and how
 * much of each pixel the face covers. */
void crq_pane_cut(const struct crq_pane *pane, struct crq_spots *spots);

/* The face at each of the spots. */
void crq_pane_faces(const struct crq_glass *glass, const struct crq_pane *pane,
    const struct crq_spots *spots, struct crq_sample *samples);

/* The side wall seen at the view point, where the face is not; transparent where there
 * is none. */
crq_rgba crq_pane_wall(const struct crq_glass *glass, const struct crq_pane *pane,
    const float at[4], float kerf);

/* How much of what lies behind the pane's shadow takes at each of the spots, as their
 * cover; moves the spots to what casts it. */
void crq_pane_shade(const struct crq_pane *pane, struct crq_spots *spots);

#endif
