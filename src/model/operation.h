/* Operations: painters, ways of breaking, ways of healing, and tables of settings.
 *
 * One file each: a struct of numbers, a table of rows, a few functions, one exported
 * constant named crq_op_<folder>_<file>. The build declares them in one list
 * (src/meson.build); the registry is generated from it. */
#ifndef CRQ_MODEL_OPERATION_H
#define CRQ_MODEL_OPERATION_H

#include "base/chance.h"
#include "base/crew.h"
#include "colour/palette.h"
#include "model/param.h"
#include "sheet/sheet.h"

struct crq_work;
struct crq_easel;

enum crq_quality { CRQ_DRAFT, CRQ_GOOD, CRQ_BEST };

/* What a painter works with. Nothing else may decide a pixel. */
struct crq_brush {
    const struct crq_work *work; /* other operations' numbers: crq_work_values */
    uint64_t seed;
    double moment;            /* 0..1, wrapped; 0 and 1 are the same picture */
    enum crq_quality quality; /* samples and rates, never composition */
    const struct crq_palette *palette;
    const struct crq_crew *crew;
    struct crq_sheet *sheet; /* with depth and thing planes; painted far to near */
    const void *plan;        /* the canvas's plan */
};

/* When an operation on the wound has its turn. */
enum crq_phase {
    CRQ_ON_SURFACE, /* flat damage and repair, on the canvas itself */
    CRQ_BEHIND,     /* what the shards reveal */
    CRQ_PANES,      /* the surface shown through moving panes (exactly one operation) */
    CRQ_BEFORE,     /* what floats before the canvas */
};

enum crq_family { CRQ_SETTINGS, CRQ_PAINT, CRQ_FRACTURE, CRQ_MEND };

struct crq_operation {
    const char *name;  /* kebab-case noun; unique within a work */
    const char *brief; /* one phrase, lower case, no full stop */
    enum crq_family family;
    bool marks;  /* what it does stays in the healed canvas: a work that is broken again
                    keeps its numbers in its history */
    size_t size; /* of the struct of numbers; 0 for none */
    const struct crq_param *params;
    int param_count;
    uint64_t roles; /* set of palette roles that it reads */

    /* Painters. A still layer does not look at the moment: leading still layers are
     * painted once per sequence. `prepare` (may be NULL) makes what the layer keeps
     * between the frames of a sequence; it sees a brush whose moment is 0 and must not
     * paint. `paint` lays light onto brush->sheet and keeps its planes true; NULL for a
     * layer whose numbers speak to the canvas's plan alone. */
    bool still;
    void *(*prepare)(const struct crq_brush *brush, const void *values);
    void (*discard)(void *kept);
    void (*paint)(const struct crq_brush *brush, const void *values, const void *kept);

    /* Ways of breaking and of healing. `ready` (may be NULL) makes what the operation
     * keeps between the frames of a sequence (easel->kept when it works, freed by
     * `discard`); its easel has no sheets and no instant. */
    enum crq_phase phase;
    void *(*ready)(const struct crq_easel *easel, const void *values);
    void (*work)(const struct crq_easel *easel, const void *values);
};

#define CRQ_VALUES(type, rows)                                                         \
    .size = sizeof(type), .params = (rows), .param_count = (int)G_N_ELEMENTS(rows)

/* A painted picture: its layers, far to near, and the plan they share. */
struct crq_canvas {
    const char *name;
    const char *brief;
    const char *palette; /* the one it is shown in unless asked; NULL: dawn-glass */
    /* Composition decided once per work from seed, aspect and numbers: camera, what
     * stands where. Never looks at the palette, the size in pixels or the moment.
     * NULL allowed. */
    void *(*plan)(const struct crq_work *work, const struct crq_crew *crew);
    void (*discard)(void *plan);
};

/* --- the registry, generated from the build's list --- */

struct crq_gallery {
    const struct crq_canvas *canvas;
    const struct crq_operation *const *layers; /* far to near */
    int layer_count;
};

extern const struct crq_gallery crq_galleries[];
extern const int crq_gallery_count;
extern const struct crq_operation *const crq_settings[]; /* wound, mending, ... */
extern const int crq_settings_count;
extern const struct crq_operation *const crq_fractures[];
extern const int crq_fracture_count;
extern const struct crq_operation *const crq_mends[];
extern const int crq_mend_count;

/* NULL with CRQ_ERROR_USAGE (the nearest name suggested) when there is none. */
const struct crq_gallery *crq_gallery_find(const char *name, GError **error);

#endif
