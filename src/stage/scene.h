/* The scene: what the frames of a work share, made once by whoever needs it first.
 *
 * Plan and layers of the canvas, its still picture, the wound and what operations keep
 * for it. Stages on several threads play on one scene: makers wait for each other, and
 * what is made is never changed, so reading needs no lock. */
#ifndef CRQ_STAGE_SCENE_H
#define CRQ_STAGE_SCENE_H

#include "stage/past.h"

struct crq_scene {
    const struct crq_work *work;
    struct crq_crew crew; /* of the makers */
    GMutex lock;
    void (*watch)(void *context, const char *step); /* or NULL */
    void *watcher;

    bool prepared;
    void *plan;
    void **kept;             /* one per layer */
    int still_count;         /* leading layers that never change */
    struct crq_sheet *still; /* what they paint, or NULL */

    struct crq_wound *wound; /* NULL until the canvas breaks */
    struct crq_arrival *arrival;
    struct crq_fields *fields;
    void **kept_breaking, **kept_healing; /* one per fracture, one per mend */
    struct crq_past *past; /* NULL for a canvas that was never broken before */
};

/* The work must outlive it. */
struct crq_scene *crq_scene_create(
    const struct crq_work *work, const struct crq_crew *crew);
void crq_scene_destroy(struct crq_scene *scene); /* takes NULL */

/* Says that a step begins to who watches. */
void crq_scene_step(const struct crq_scene *scene, const char *step);

/* Makes plan and layers for sheets like `sheet`, and with `keep` the still picture.
 * False with CRQ_ERROR_LIMIT. */
bool crq_scene_prepare(
    struct crq_scene *scene, struct crq_sheet *sheet, bool keep, GError **error);

/* Lays the layers [first, last) onto a sheet. */
void crq_scene_paint(const struct crq_scene *scene, const struct crq_crew *crew,
    struct crq_sheet *sheet, double moment, int first, int last);

/* Drops plan and layers; they are made again when asked for. Not with other stages at
 * work. */
void crq_scene_forget(struct crq_scene *scene);

/* Makes the wound. False with the errors of crq_stage_wound. */
bool crq_scene_break(struct crq_scene *scene, GError **error);

/* An easel of the scene, without sheets and instant. */
struct crq_easel crq_scene_easel(
    const struct crq_scene *scene, const struct crq_crew *crew);

/* The scars it came with, or NULL. */
const struct crq_past *crq_scene_past(struct crq_scene *scene);

#endif
