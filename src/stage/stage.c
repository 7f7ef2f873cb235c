/* Paint, develop, break, mend, print. */
#include "stage/stage.h"

#include "sheet/film.h"
#include "sheet/glow.h"
#include "sheet/png.h"

struct crq_stage {
    const struct crq_work *work;
    struct crq_crew crew;
    struct crq_scene *scene, *own; /* own: to be destroyed with the stage */
    bool forgetful;
    struct crq_sheet *painted; /* linear light; developed in place for a frame */
    struct crq_sheet *surface, *view, *light;
    uint8_t *scars;
    struct crq_film film;
};

struct crq_stage *crq_stage_join(
    struct crq_scene *scene, const struct crq_crew *crew, GError **error) {
    const struct crq_work *work = scene->work;
    struct crq_stage *stage = g_new0(struct crq_stage, 1);
    stage->work = work;
    stage->crew = *crew;
    stage->scene = scene;
    stage->film = *(const struct crq_film *)crq_work_values(work, "film");
    stage->film.exposure += (double)work->palette->exposure;
    stage->film.contrast *= (double)work->palette->contrast;
    stage->painted =
        crq_sheet_create(work->width, work->height, CRQ_PLANES_DEPTH, error);
    if (!stage->painted) {
        crq_stage_destroy(stage);
        return NULL;
    }
    return stage;
}

struct crq_stage *crq_stage_create(
    const struct crq_work *work, const struct crq_crew *crew, GError **error) {
    struct crq_scene *scene = crq_scene_create(work, crew);
    struct crq_stage *stage = crq_stage_join(scene, crew, error);
    if (!stage) {
        crq_scene_destroy(scene);
        return NULL;
    }
    stage->own = scene;
    return stage;
}

static size_t area(const struct crq_stage *stage) {
    return (size_t)stage->work->width * (size_t)stage->work->height;
}

void crq_stage_destroy(struct crq_stage *stage) {
    if (!stage) {
        return;
    }
    crq_scene_destroy(stage->own);
    crq_sheet_destroy(stage->painted);
    crq_sheet_destroy(stage->surface);
    crq_sheet_destroy(stage->view);
    crq_sheet_destroy(stage->light);
    crq_pages_destroy(stage->scars, area(stage));
    g_free(stage);
}

void crq_stage_watch(struct crq_stage *stage,
    void (*watch)(void *context, const char *step), void *context) {
    stage->scene->watch = watch;
    stage->scene->watcher = context;
}

void crq_stage_forget(struct crq_stage *stage) {
    if (stage) {
        stage->forgetful = true;
    }
}

/* The still layers are copied where they are kept. */
const struct crq_sheet *crq_stage_paint(
    struct crq_stage *stage, double moment, GError **error) {
    struct crq_scene *scene = stage->scene;
    int first = 0;
    if (!crq_scene_prepare(scene, stage->painted, !stage->forgetful, error)) {
        return NULL;
    }
    if (scene->still) {
        crq_sheet_copy(stage->painted, scene->still);
        first = scene->still_count;
    } else {
        crq_sheet_clear(stage->painted);
    }
    crq_scene_paint(scene, &stage->crew, stage->painted, moment, first,
        stage->work->gallery->layer_count);
    if (stage->forgetful && stage->own) {
        crq_scene_forget(scene);
    }
    return stage->painted;
}

static bool take_sheet(
    const struct crq_stage *stage, struct crq_sheet **sheet, GError **error) {
    if (!*sheet) {
        *sheet = crq_sheet_create(
            stage->work->width, stage->work->height, CRQ_PLANES_COLOUR, error);
    }
    return *sheet != NULL;
}

/* What scars are laid on, old ones and new. */
static bool take_surface(struct crq_stage *stage, GError **error) {
    if (!stage->scars) {
        stage->scars = crq_pages_create(area(stage));
    }
    return take_sheet(stage, &stage->surface, error) &&
           (stage->scars ||
               crq_fail(error, CRQ_ERROR_LIMIT, "no memory for a mask of %dx%d pixels",
                   stage->work->width, stage->work->height));
}

static void work_phase(const struct crq_easel *easel, enum crq_phase phase,
    const struct crq_operation *const *operations, void *const *kept, int count) {
    for (int i = 0; i < count; i++) {
        if (operations[i]->work && operations[i]->phase == phase) {
            struct crq_easel own = *easel;
            own.kept = kept[i];
            operations[i]->work(
                &own, crq_work_values(easel->work, operations[i]->name));
        }
    }
}

static const struct crq_sheet *wounded(
    struct crq_stage *stage, const struct crq_instant *instant, GError **error) {
    const struct crq_scene *scene = stage->scene;
    if (!take_surface(stage, error) || !take_sheet(stage, &stage->view, error) ||
        !take_sheet(stage, &stage->light, error) ||
        !crq_scene_break(stage->scene, error)) {
        return NULL;
    }
    struct crq_easel easel = crq_scene_easel(scene, &stage->crew);
    easel.instant = *instant;
    easel.whole = stage->painted;
    easel.surface = stage->surface;
    easel.view = stage->view;
    easel.light = stage->light;
    easel.scars = stage->scars;
    crq_sheet_copy(stage->surface, stage->painted);
    crq_sheet_clear(stage->view);
    crq_sheet_clear(stage->light);
    struct crq_sheet *soft =
        crq_reduce(stage->painted, CRQ_SOFT_ROWS, &stage->crew, error);
    if (!soft) {
        return NULL;
    }
    easel.soft = soft;
    for (int phase = CRQ_ON_SURFACE; phase <= CRQ_BEFORE; phase++) {
        work_phase(&easel, (enum crq_phase)phase, crq_fractures, scene->kept_breaking,
            crq_fracture_count);
        work_phase(&easel, (enum crq_phase)phase, crq_mends, scene->kept_healing,
            crq_mend_count);
    }
    crq_sheet_destroy(soft);
    return crq_film_kindle(stage->view, stage->light, &stage->crew, error) ? stage->view
                                                                           : NULL;
}

/* The whole picture of a canvas that was broken before bears its scars. */
static bool lay_past(struct crq_stage *stage, double moment, GError **error) {
    if (stage->scars) {
        memset(stage->scars, 0, area(stage));
    }
    if (stage->work->history->len == 0) {
        return true;
    }
    crq_scene_step(stage->scene, "past");
    if (!take_surface(stage, error)) {
        return false;
    }
    crq_past_lay(crq_scene_past(stage->scene), moment, stage->painted, stage->surface,
        stage->scars);
    return true;
}

const struct crq_sheet *crq_stage_render(
    struct crq_stage *stage, const struct crq_instant *instant, GError **error) {
    if (!crq_stage_paint(stage, instant->moment, error)) {
        return NULL;
    }
    crq_scene_step(stage->scene, "film");
    if (!crq_film_develop(stage->painted, &stage->film, &stage->crew, error)) {
        return NULL;
    }
    if (!lay_past(stage, instant->moment, error)) {
        return NULL;
    }
    if (instant->broken <= 0.0) {
        return stage->painted;
    }
    crq_scene_step(stage->scene, "wound");
    return wounded(stage, instant, error);
}

const uint8_t *crq_stage_scars(const struct crq_stage *stage) {
    return stage->scars;
}

struct printing {
    const struct crq_sheet *picture;
    const struct crq_film *film;
    const struct crq_crew *crew;
    uint64_t seed;
    int bits, first;
    uint8_t *out;
};

static void print_strip(void *context, int first, int last) {
    const struct printing *p = context;
    size_t row = (size_t)p->picture->width * 3 * (size_t)(p->bits / 8);
    crq_film_finish(p->picture, p->film, p->seed, p->bits, p->first + first,
        p->first + last, p->out + (size_t)first * row);
}

static void print_rows(void *context, int first, int count, uint8_t *out) {
    struct printing p = *(const struct printing *)context;
    p.first = first;
    p.out = out;
    crq_strips(p.crew, count, print_strip, &p);
}

static struct printing printing_of(
    const struct crq_stage *stage, const struct crq_sheet *picture, int bits) {
    return (struct printing){.picture = picture,
        .film = &stage->film,
        .crew = &stage->crew,
        .seed = stage->work->seed,
        .bits = bits};
}

bool crq_stage_encode(struct crq_stage *stage, const struct crq_instant *instant,
    int bits, uint8_t *pixels, GError **error) {
    const struct crq_sheet *picture = crq_stage_render(stage, instant, error);
    if (!picture) {
        return false;
    }
    struct printing printing = printing_of(stage, picture, bits);
    print_rows(&printing, 0, picture->height, pixels);
    return true;
}

bool crq_stage_write(struct crq_stage *stage, const struct crq_instant *instant,
    const char *path, int bits, const char *receipt, GError **error) {
    const struct crq_sheet *picture = crq_stage_render(stage, instant, error);
    if (!picture) {
        return false;
    }
    struct printing printing = printing_of(stage, picture, bits);
    struct crq_png png = {
        picture->width, picture->height, bits, stage->work->dpi, receipt};
    crq_scene_step(stage->scene, "print");
    return crq_png_write(path, &png, print_rows, &printing, error);
}
