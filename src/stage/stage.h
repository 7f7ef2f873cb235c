/* The stage: a resolved work, played at an instant. */
#ifndef CRQ_STAGE_STAGE_H
#define CRQ_STAGE_STAGE_H

#include "stage/scene.h"

struct crq_stage;

/* A stage with a scene of its own. The work must outlive it and must not change
 * meanwhile. One stage renders one frame at a time; several stages may work
 * at once on several threads. NULL with CRQ_ERROR_LIMIT or CRQ_ERROR_RENDER. */
struct crq_stage *crq_stage_create(
    const struct crq_work *work, const struct crq_crew *crew, GError **error);
void crq_stage_destroy(struct crq_stage *stage); /* takes NULL */

/* A stage on a scene that others play on as well. The scene must outlive it. */
struct crq_stage *crq_stage_join(
    struct crq_scene *scene, const struct crq_crew *crew, GError **error);

/* From now on plan and layers are not kept for further frames: a quarter less memory
 * for who wants but one. Takes NULL. */
void crq_stage_forget(struct crq_stage *stage);

/* Renders an instant; the developed picture is borrowed until the next call. */
const struct crq_sheet *crq_stage_render(
    struct crq_stage *stage, const struct crq_instant *instant, GError **error);

/* The painted picture before the film, borrowed until the next call: what laws and
 * masks look at. */
const struct crq_sheet *crq_stage_paint(
    struct crq_stage *stage, double moment, GError **error);

/* Calls watch(context, step) as each step begins: "plan", a layer's name, "film",
 * "past", "wound", "print". */
void crq_stage_watch(struct crq_stage *stage,
    void (*watch)(void *context, const char *step), void *context);

/* Renders into `pixels`: RGB interleaved, sRGB, rows without gaps, 16 bits
 * big-endian. */
bool crq_stage_encode(struct crq_stage *stage, const struct crq_instant *instant,
    int bits, uint8_t *pixels, GError **error);

/* The mask of the last picture: 255 where a healed canvas may differ from the whole, or
 * bears the scars of an earlier wound. Borrowed; NULL before anything was broken. */
const uint8_t *crq_stage_scars(const struct crq_stage *stage);

/* Grows the wound of a work; the style `image` first paints a small sketch. NULL with
 * the errors of crq_stage_create and crq_wound_create. */
struct crq_wound *crq_stage_wound(
    const struct crq_work *work, const struct crq_crew *crew, GError **error);

/* Renders and writes one PNG. */
bool crq_stage_write(struct crq_stage *stage, const struct crq_instant *instant,
    const char *path, int bits, const char *receipt, GError **error);

#endif
