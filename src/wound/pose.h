/* Where every pane is, and how the camera sees it.
 *
 * World: canvas at z = 0, x right, y down, z away from the eye, short sides. The eye is
 * before the canvas's middle. A pane turns about its own pivot, so a canvas point
 * reaches the view by a projective map. Everything here follows from the wound, the
 * seed, the `panes` numbers and the instant alone. */
#ifndef CRQ_WOUND_POSE_H
#define CRQ_WOUND_POSE_H

#include "wound/easel.h"

/* The numbers of the `panes` operation. */
struct crq_panes {
    double parting;    /* how far shards go */
    double tilt;       /* how much they turn */
    double retreat;    /* how far the camera steps back */
    double thickness;  /* of the glass, short sides */
    double bevel;      /* width of the cut edge, short sides */
    double dispersion; /* of light in the bevel */
    double gloss;      /* of reflections */
    double parallax;   /* how far the picture's depths shift against each other */
    double shadow;     /* that a pane casts on what is behind it */
};

struct crq_pose {
    double to_view[9];   /* canvas (x, y, 1) to view, row-major, homogeneous */
    double to_canvas[9]; /* its inverse */
    float turn[9];       /* canvas axes to world, row-major */
    float centre[3];     /* where the pivot is */
    float pivot[2];      /* on the canvas */
    float normal[3];     /* of the face, towards the eye: z < 0 */
    float box[4];        /* of the outline in the view: left, top, right, bottom */
    float scale;         /* view lengths per canvas length at the pivot */
    float open;          /* 0 home .. 1 as far as breaking takes it */
    bool home;           /* exactly at home, and the camera at rest */
};

struct crq_poses {
    struct crq_pose *pane; /* one per shard of the glass net */
    uint32_t *near_first;  /* painter's order: fixed, so that nothing ever pops */
    uint32_t count;
    float eye[2];
    float distance; /* of the eye from the canvas at rest */
    float retreat;  /* what the camera has stepped back */
    float heart[2]; /* where the epicentre, on the canvas's plane, is seen */
    float heart_scale;
    bool home; /* all panes are home */
};

/* Never fails. Caller destroys. */
struct crq_poses *crq_poses_create(const struct crq_easel *easel);
void crq_poses_destroy(struct crq_poses *poses); /* takes NULL */

/* A homogeneous map applied to a point; returns the length scale 1 / w. */
static inline double crq_project(
    const double map[9], double x, double y, float *to_x, float *to_y) {
    double w = 1.0 / (map[6] * x + map[7] * y + map[8]);
    *to_x = (float)((map[0] * x + map[1] * y + map[2]) * w);
    *to_y = (float)((map[3] * x + map[4] * y + map[5]) * w);
    return w;
}

#endif
