/* What laws look at: small pictures of every canvas, and ways to compare them.
 *
 * All are drafts in the palette dawn-glass unless a law changes that; every sheet that
 * is returned has its planes and belongs to the caller. A failure to render fails the
 * test. */
#ifndef CRQ_TESTS_LAW_PICTURE_H
#define CRQ_TESTS_LAW_PICTURE_H

#include "harness.h"
#include "stage/stage.h"

/* One thread: the laws run side by side already. */
extern const struct crq_crew law_crew;

/* A work of presets. */
struct crq_work *law_work(
    const struct crq_gallery *gallery, const char *seed, int width, int height);

/* The instant at which an act shows best. */
struct crq_instant law_instant(const struct crq_work *work, enum crq_act act);

void law_set(struct crq_work *work, const char *path, const char *text);

/* The painted picture before the film. */
struct crq_sheet *law_paint(
    const struct crq_work *work, const struct crq_crew *crew, double moment);

/* The developed picture, in light; planes are those of the painted one. */
struct crq_sheet *law_render(const struct crq_work *work, const struct crq_crew *crew,
    const struct crq_instant *instant);

/* The picture as a PNG holds it, RGB of 8 bits; caller frees. */
uint8_t *law_encode(const struct crq_work *work, const struct crq_crew *crew,
    const struct crq_instant *instant);

bool law_same_pixels(const struct crq_sheet *a, const struct crq_sheet *b);
bool law_same_planes(const struct crq_sheet *a, const struct crq_sheet *b);

/* Likeness of two sheets of one size in decibels, of square-rooted light held to 0..1
 * (about as the eye sees); 99 when equal. */
double law_likeness(const struct crq_sheet *a, const struct crq_sheet *b);

/* Part of the pixels that show the same thing, 0..1. */
double law_same_things(const struct crq_sheet *a, const struct crq_sheet *b);

/* Half its size: light averaged, the thing of every second pixel. */
struct crq_sheet *law_halve(const struct crq_sheet *sheet);

/* Every number is one: painted light is finite and not negative, alpha is one, no
 * depth is not-a-number; a developed picture also stays within 0..1. */
void law_assert_sound(
    const struct crq_sheet *sheet, bool developed, const char *of_what);

/* Paints and renders the work at one instant; both must be sound. */
void law_check(const struct crq_work *work, enum crq_act act, const char *name);

/* A legal value of a row as text, a pair taking it twice; caller frees. */
char *law_value_text(const struct crq_param *param, double value);

#endif
