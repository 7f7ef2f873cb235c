/* craquelure: paints, breaks and mends.
 *
 * A *work* says what is painted: a canvas, a seed, and every number that matters. A
 * *stage* plays a work at an instant, into a cairo surface or a PNG file.
 *
 *     GError *error = NULL;
 *     struct craquelure_work *work = craquelure_work_create("glass-city", "7", &error);
 *     craquelure_work_set(work, "size", "1920x1080", &error);
 *     craquelure_work_set(work, "wound.density", "0.7", &error);
 *     struct craquelure_stage *stage = craquelure_stage_create(work, 0, &error);
 *     craquelure_stage_turn_to_act(stage, "fracture", 0.8, &error);
 *     craquelure_stage_write(stage, "city.png", &error);
 *     craquelure_stage_destroy(stage);
 *     craquelure_work_destroy(work);
 *
 * Errors. Functions that can fail return NULL or false and set a GError (NULL is
 * allowed) of the domain CRAQUELURE_ERROR, with a sentence fit for a user: one line, no
 * full stop. The codes that a function may set stand in its comment. Other pointers
 * must not be NULL.
 *
 * Ownership. What a function named ..._create or ..._read returns is destroyed by the
 * function named ..._destroy of its type, which takes NULL. Strings that are returned
 * as char * are freed with g_free; strings that are passed in are copied. Text is
 * UTF-8, numbers are written with '.' whatever the locale.
 *
 * Threads. The library keeps no state of its own; different works and stages may be
 * used on different threads at once, one and the same on one thread at a time. Loops
 * are shared out by OpenMP, whose idle threads spin for a while: where several programs
 * share the cores, set OMP_WAIT_POLICY=passive before yours starts.
 *
 * Same bytes. A work at an instant gives the same pixels on any machine, with any
 * number of threads, in any order. */
#ifndef CRAQUELURE_H
#define CRAQUELURE_H

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

#if defined(__GNUC__)
#define CRAQUELURE_PUBLIC __attribute__((visibility("default")))
#else
#define CRAQUELURE_PUBLIC
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define CRAQUELURE_ERROR (craquelure_error_quark())

/* The numbers are also the program's exit statuses. */
enum craquelure_error {
    CRAQUELURE_ERROR_RENDER = 1, /* could not render */
    CRAQUELURE_ERROR_USAGE = 2,  /* unknown name, or a value out of range */
    CRAQUELURE_ERROR_WORK = 3,   /* a work or palette is invalid: file:line:column */
    CRAQUELURE_ERROR_FILE = 4,   /* cannot read or write */
    CRAQUELURE_ERROR_LIMIT = 7   /* too large */
};

/* The domain of all errors, "craquelure". */
CRAQUELURE_PUBLIC GQuark craquelure_error_quark(void);

struct craquelure_work;  /* what is painted, resolved */
struct craquelure_stage; /* what plays a work; keeps memory for a few pictures of it */

/* --- works --- */

/* A work of presets: 1920x1080 pixels, its canvas's own palette. `canvas` is
 * "glass-city", "floating-mountains" or "blood-moon-ocean"; `seed` a number, 0xHEX or
 * any text of 1..1000 bytes. USAGE for others. */
CRAQUELURE_PUBLIC struct craquelure_work *craquelure_work_create(
    const char *canvas, const char *seed, GError **error);

/* A work file (YAML or JSON; "-" is standard input), or a PNG (by its extension) that
 * carries its receipt. The file must say a seed: the library draws none. FILE when it
 * cannot be read, WORK when it is invalid, LIMIT when it is too long or asks for too
 * much. */
CRAQUELURE_PUBLIC struct craquelure_work *craquelure_work_read(
    const char *path, GError **error);

CRAQUELURE_PUBLIC void craquelure_work_destroy(struct craquelure_work *work);

/* Sets one thing, as the program's options do: "seed", "size", "paper", "dpi", "bleed",
 * "palette", "quality", "graph"; the instant and depth of its picture, "act", "t",
 * "moment", "bits"; or "layer.parameter". On failure the work is as it was. Stages made
 * before do not change. USAGE for unknown names and illegal values, WORK or FILE for a
 * palette or graph, LIMIT for too many pixels. */
CRAQUELURE_PUBLIC bool craquelure_work_set(
    struct craquelure_work *work, const char *name, const char *value, GError **error);

/* The resolved work as a work file: every number, in a fixed order. Reading it gives
 * the same work. */
CRAQUELURE_PUBLIC char *craquelure_work_text(const struct craquelure_work *work);

/* SHA-256 of that text, in hexadecimal: two works with one hash look the same. */
CRAQUELURE_PUBLIC char *craquelure_work_hash(const struct craquelure_work *work);

/* Size of its pictures in pixels. */
CRAQUELURE_PUBLIC int craquelure_work_width(const struct craquelure_work *work);
CRAQUELURE_PUBLIC int craquelure_work_height(const struct craquelure_work *work);

/* --- stages --- */

/* A stage for the work as it is now; the work may be destroyed afterwards. `threads` 0
 * is all cores. It stands at the instant that the work asks for. LIMIT when memory
 * lacks, FILE or WORK when a palette or graph has changed since. */
CRAQUELURE_PUBLIC struct craquelure_stage *craquelure_stage_create(
    const struct craquelure_work *work, int threads, GError **error);

CRAQUELURE_PUBLIC void craquelure_stage_destroy(struct craquelure_stage *stage);

/* Length of the loop in seconds. */
CRAQUELURE_PUBLIC double craquelure_stage_seconds(const struct craquelure_stage *stage);

/* Turns to a moment of the loop, 0..1; others are wrapped into it, 0 and 1 are the same
 * picture. What is no finite number is 0. */
CRAQUELURE_PUBLIC void craquelure_stage_turn_to_moment(
    struct craquelure_stage *stage, double moment);

/* Turns to t (0..1) of an act: "whole", "fracture", "void", "mending", "scarred". USAGE
 * for others; the stage then stands where it stood. */
CRAQUELURE_PUBLIC bool craquelure_stage_turn_to_act(
    struct craquelure_stage *stage, const char *act, double t, GError **error);

/* Paints onto an image surface (CAIRO_FORMAT_RGB24 or ARGB32) of the work's size: 8
 * bits a channel, sRGB, opaque. The surface stays the caller's. USAGE for other
 * surfaces, RENDER, LIMIT, FILE or WORK when the picture or its wound cannot be made.
 */
CRAQUELURE_PUBLIC bool craquelure_stage_paint(
    struct craquelure_stage *stage, cairo_surface_t *surface, GError **error);

/* Writes a PNG of the work's bits with its receipt; it appears under its name only when
 * it is whole. FILE when it cannot be written, else as for painting. */
CRAQUELURE_PUBLIC bool craquelure_stage_write(
    struct craquelure_stage *stage, const char *path, GError **error);

#ifdef __cplusplus
}
#endif

#endif
