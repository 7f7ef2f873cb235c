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
    fx = crq_clamp(fx, 0.0f, (float)field->width - 1.001f);
    fy = crq_clamp(fy, 0.0f, (float)field->height - 1.001f);
    int i = (int)fx;
    int j = (int)fy;
    float u = fx - (float)i;
    float v = fy - (float)j;
    const float *p = plane + (size_t)j * (size_t)field->width + (size_t)i;
    const float *q = p + field->width;
    float upper = p[0] + (p[1] - p[0]) * u;
    float lower = q[0] + (q[1] - q[0]) * u;
    return upper + (lower - upper) * v;
}

/* Signed distance at (x, y); beyond the field a lower bound of how far off it is. */
static inline float crq_field_at(const struct crq_field *field, float x, float y) {
    float margin = CRQ_FIELD_MARGIN;
    float dx = MAX(field->box[0] - margin - x, x - field->box[2] - margin);
    float dy = MAX(field->box[1] - margin - y, y - field->box[3] - margin);
    float beyond = MAX(dx, dy);
    return beyond > 0.0f ? -margin - beyond
                         : crq_field_plane(field, field->distance, x, y);
}

#endif
