/* How far from its own outline: a signed distance field for every shard.
 *
 * Kept per shard, not per pixel: the cost depends on the wound, never on the size of
 * the picture, and a shard's edge is as sharp as the picture asks for, because a
 * bilinear distance field draws straight lines exactly. */
#ifndef CRQ_WOUND_FIELD_H
#define CRQ_WOUND_FIELD_H

#include "base/crew.h"
#include "base/dmath.h"
#include "wound/wound.h"

/* How far beyond the outline a field reaches, short sides. */
#define CRQ_FIELD_MARGIN 0.05f
/* `born` of edges that are no crack: the canvas's own border. */
#define CRQ_FIELD_NEVER 9.0f

struct crq_field {
    float left, top; /* of the first cell's centre, short sides */
    float step;      /* between cells */
    int width, height;
    float *distance; /* to the outline, positive inside, at most 0.15; short sides */
    float *born;     /* when the nearest crack of the outline was there; broken time */
    float box[4];    /* of the outline: left, top, right, bottom */
};

struct crq_fields {
    struct crq_field *shard;
    uint32_t count;
};

/* Fields of a closed net. Never fails. Caller destroys. */
struct crq_fields *crq_fields_create(
    const struct crq_net *net, const struct crq_crew *crew);
void crq_fields_destroy(struct crq_fields *fields); /* takes NULL */

/* Bilinear value of one of a field's planes at (x, y), held to the border. */
static inline float crq_field_plane(
    const struct crq_field *field, const float *plane, float x, float y) {
    float fx = (x - field->left) / field->step;
    float fy = (y - field->top) / field->step;
    /* the cell is clamped, not the place: gcc vectorises only so */
    int i = CLAMP((int)fx, 0, field->width - 2);
    int j = CLAMP((int)fy, 0, field->height - 2);
    float u = crq_saturate(fx - (float)i);
    float v = crq_saturate(fy - (float)j);
    int above = j * field->width + i;
    int below = above + field->width;
    float upper = plane[above] + (plane[above + 1] - plane[above]) * u;
    float lower = plane[below] + (plane[below + 1] - plane[below]) * u;
    return upper + (lower - upper) * v;
}

/* Signed distance at (x, y); beyond the field a lower bound of how far off it is: even
 * past a corner of its box distance grows by 1 / sqrt 2 of the way. */
static inline float crq_field_at(const struct crq_field *field, float x, float y) {
    float margin = CRQ_FIELD_MARGIN;
    float dx = MAX(field->box[0] - margin - x, x - field->box[2] - margin);
    float dy = MAX(field->box[1] - margin - y, y - field->box[3] - margin);
    float beyond = MAX(MAX(dx, dy), 0.0f);
    return crq_field_plane(field, field->distance, x, y) - 0.7f * beyond;
}

/* One of a field's planes at `count` places. */
void crq_field_all(const struct crq_field *field, const float *plane, int count,
    const float *x, const float *y, float *restrict values);

/* Signed distance at `count` places. */
void crq_field_measure(const struct crq_field *field, int count, const float *x,
    const float *y, float *restrict distance);

#endif
