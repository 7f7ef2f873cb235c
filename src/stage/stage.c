/* Paint, develop, break, mend, print. */
#include "stage/stage.h"

#include "sheet/film.h"
#include "sheet/png.h"
#include "stage/past.h"

struct crq_stage {
    const struct crq_work *work;
    struct crq_crew crew;
    void *plan;
    void **kept; /* one per layer */
    bool prepared, forgetful;
    struct crq_sheet *still; /* leading still layers, painted once; NULL until asked */
    int still_count;
    struct crq_sheet *painted; /* linear light; developed in place for a frame */
    struct crq_wound *wound;   /* grown when first needed */
    struct crq_arrival *arrival;
    struct crq_fields *fields;
    void **kept_breaking, **kept_healing; /* one per fracture, one per mend */
    struct crq_sheet *surface, *view, *light;
    struct crq_past *past; /* NULL for a canvas that was never broken before */
    uint8_t *scars;
    struct crq_film film;
    void (*watch)(void *context, const char *step);
    void *watcher;
    struct crq_stage *lead; /* whose plan, layers and wound are borrowed, or NULL */
    GMutex lock;            /* of a lead, while it makes what others borrow */
};

struct crq_stage *crq_stage_create(
    const struct crq_work *work, const struct crq_crew *crew, GError **error) {
    struct crq_stage *stage = g_new0(struct crq_stage, 1);
    g_mutex_init(&stage->lock);
    stage->work = work;
    stage->crew = *crew;
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

struct crq_stage *crq_stage_join(
    struct crq_stage *lead, const struct crq_crew *crew, GError **error) {
    struct crq_stage *stage = crq_stage_create(lead->work, crew, error);
    if (stage) {
        stage->lead = lead;
    }
    return stage;
}

static size_t area(const struct crq_stage *stage) {
    return (size_t)stage->work->width * (size_t)stage->work->height;
}

static void discard_all(
    void **kept, const struct crq_operation *const *operations, int count) {
    for (int i = 0; kept && i < count; i++) {
        if (kept[i]) {
            operations[i]->discard(kept[i]);
        }
    }
    g_free(kept);
}

/* What painters need; it is made again when another frame is painted. */
static void discard_layers(struct crq_stage *stage) {
    const struct crq_gallery *gallery = stage->work->gallery;
    discard_all(stage->kept, gallery->layers, gallery->layer_count);
    if (stage->plan) {
        gallery->canvas->discard(stage->plan);
    }
    stage->kept = NULL;
    stage->plan = NULL;
    stage->still_count = 0;
    stage->prepared = false;
}

static void destroy_own(struct crq_stage *stage) {
    discard_layers(stage);
    crq_sheet_destroy(stage->still);
    discard_all(stage->kept_breaking, crq_fractures, crq_fracture_count);
    discard_all(stage->kept_healing, crq_mends, crq_mend_count);
    crq_past_destroy(stage->past);
    crq_arrival_destroy(stage->arrival);
    crq_fields_destroy(stage->fields);
    crq_wound_destroy(stage->wound);
}

void crq_stage_destroy(struct crq_stage *stage) {
    if (!stage) {
        return;
    }
    if (!stage->lead) {
        destroy_own(stage);
    }
    crq_sheet_destroy(stage->painted);
    crq_sheet_destroy(stage->surface);
    crq_sheet_destroy(stage->view);
    crq_sheet_destroy(stage->light);
    crq_pages_destroy(stage->scars, area(stage));
    g_mutex_clear(&stage->lock);
    g_free(stage);
}

static const void *values_of(
    const struct crq_stage *stage, const struct crq_operation *operation) {
    return crq_work_values(stage->work, operation->name);
}

static struct crq_brush brush(const struct crq_stage *stage, double moment) {
    return (struct crq_brush){
        .work = stage->work,
        .seed = stage->work->seed,
        .moment = moment,
        .quality = stage->work->quality,
        .palette = stage->work->palette,
        .crew = &stage->crew,
        .sheet = stage->painted,
        .plan = stage->plan,
    };
}

void crq_stage_watch(struct crq_stage *stage,
    void (*watch)(void *context, const char *step), void *context) {
    stage->watch = watch;
    stage->watcher = context;
}

void crq_stage_forget(struct crq_stage *stage) {
    if (stage) {
        stage->forgetful = true;
    }
}

static void begin(const struct crq_stage *stage, const char *step) {
    if (stage->watch) {
        stage->watch(stage->watcher, step);
    }
}

static void prepare(struct crq_stage *stage) {
    begin(stage, "plan");
    const struct crq_gallery *gallery = stage->work->gallery;
    if (gallery->canvas->plan) {
        stage->plan = gallery->canvas->plan(stage->work, &stage->crew);
    }
    stage->kept = g_new0(void *, gallery->layer_count);
    struct crq_brush first = brush(stage, 0.0);
    for (int i = 0; i < gallery->layer_count; i++) {
        const struct crq_operation *layer = gallery->layers[i];
        if (layer->prepare) {
            stage->kept[i] = layer->prepare(&first, values_of(stage, layer));
        }
        if (layer->still && stage->still_count == i) {
            stage->still_count = i + 1;
        }
    }
    stage->prepared = true;
}

static void paint_layers(struct crq_stage *stage, double moment, int first, int last) {
    const struct crq_gallery *gallery = stage->work->gallery;
    struct crq_brush own = brush(stage, moment);
    for (int i = first; i < last; i++) {
        begin(stage, gallery->layers[i]->name);
        if (gallery->layers[i]->paint) {
            gallery->layers[i]->paint(
                &own, values_of(stage, gallery->layers[i]), stage->kept[i]);
        }
    }
}

/* The lead's own sheet gets the still layers and nothing else. */
static void borrow_layers(struct crq_stage *stage) {
    struct crq_stage *lead = stage->lead;
    g_mutex_lock(&lead->lock);
    if (!lead->prepared) {
        prepare(lead);
        paint_layers(lead, 0.0, 0, lead->still_count);
    }
    g_mutex_unlock(&lead->lock);
    stage->plan = lead->plan;
    stage->kept = lead->kept;
    stage->still_count = lead->still_count;
    stage->still = lead->painted;
    stage->prepared = true;
}

/* The still layers are painted once and copied from the second frame on. */
static bool paint_still(struct crq_stage *stage, GError **error) {
    if (stage->still) {
        crq_sheet_copy(stage->painted, stage->still);
        return true;
    }
    crq_sheet_clear(stage->painted);
    paint_layers(stage, 0.0, 0, stage->still_count);
    if (stage->still_count == 0 || stage->forgetful) {
        return true;
    }
    stage->still = crq_sheet_create(
        stage->work->width, stage->work->height, CRQ_PLANES_DEPTH, error);
    if (stage->still) {
        crq_sheet_copy(stage->still, stage->painted);
    }
    return stage->still != NULL;
}

const struct crq_sheet *crq_stage_paint(
    struct crq_stage *stage, double moment, GError **error) {
    if (!stage->prepared) {
        (stage->lead ? borrow_layers : prepare)(stage);
    }
    if (!paint_still(stage, error)) {
        return NULL;
    }
    paint_layers(stage, moment, stage->still_count, stage->work->gallery->layer_count);
    if (stage->forgetful) {
        discard_layers(stage);
    }
    return stage->painted;
}

static void **ready_all(const struct crq_easel *easel,
    const struct crq_operation *const *operations, int count) {
    void **kept = g_new0(void *, count);
    for (int i = 0; i < count; i++) {
        if (operations[i]->ready) {
            kept[i] = operations[i]->ready(
                easel, crq_work_values(easel->work, operations[i]->name));
        }
    }
    return kept;
}

static struct crq_easel easel_of(const struct crq_stage *stage) {
    return (struct crq_easel){
        .work = stage->work,
        .seed = crq_wound_seed(stage->work),
        .quality = stage->work->quality,
        .palette = stage->work->palette,
        .crew = &stage->crew,
        .wound = stage->wound,
        .arrival = stage->arrival,
        .fields = stage->fields,
    };
}

static bool grow(struct crq_stage *stage, GError **error) {
    stage->wound = crq_stage_wound(stage->work, &stage->crew, error);
    if (!stage->wound) {
        return false;
    }
    stage->arrival = crq_arrival_create(stage->work, stage->wound);
    stage->fields = crq_fields_create(&stage->wound->glass, &stage->crew);
    struct crq_easel easel = easel_of(stage);
    stage->kept_breaking = ready_all(&easel, crq_fractures, crq_fracture_count);
    stage->kept_healing = ready_all(&easel, crq_mends, crq_mend_count);
    return true;
}

static bool borrow_wound(struct crq_stage *stage, GError **error) {
    struct crq_stage *lead = stage->lead;
    g_mutex_lock(&lead->lock);
    bool good = lead->wound || grow(lead, error);
    g_mutex_unlock(&lead->lock);
    stage->arrival = lead->arrival;
    stage->fields = lead->fields;
    stage->kept_breaking = lead->kept_breaking;
    stage->kept_healing = lead->kept_healing;
    stage->wound = lead->wound;
    return good;
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

static bool take_easel(struct crq_stage *stage, GError **error) {
    return stage->wound ||
           (take_surface(stage, error) && take_sheet(stage, &stage->view, error) &&
               take_sheet(stage, &stage->light, error) &&
               (stage->lead ? borrow_wound : grow)(stage, error));
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
    if (!take_easel(stage, error)) {
        return NULL;
    }
    struct crq_easel easel = easel_of(stage);
    easel.instant = *instant;
    easel.whole = stage->painted;
    easel.surface = stage->surface;
    easel.view = stage->view;
    easel.light = stage->light;
    easel.scars = stage->scars;
    crq_sheet_copy(stage->surface, stage->painted);
    crq_sheet_clear(stage->view);
    crq_sheet_clear(stage->light);
    for (int phase = CRQ_ON_SURFACE; phase <= CRQ_BEFORE; phase++) {
        work_phase(&easel, (enum crq_phase)phase, crq_fractures, stage->kept_breaking,
            crq_fracture_count);
        work_phase(&easel, (enum crq_phase)phase, crq_mends, stage->kept_healing,
            crq_mend_count);
    }
    return crq_film_kindle(stage->view, stage->light, &stage->crew, error) ? stage->view
                                                                           : NULL;
}

static struct crq_past *borrow_past(struct crq_stage *lead) {
    g_mutex_lock(&lead->lock);
    if (!lead->past) {
        lead->past = crq_past_create(lead->work, &lead->crew);
    }
    g_mutex_unlock(&lead->lock);
    return lead->past;
}

/* The whole picture of a canvas that was broken before bears its scars. */
static bool lay_past(struct crq_stage *stage, double moment, GError **error) {
    if (stage->scars) {
        memset(stage->scars, 0, area(stage));
    }
    if (stage->work->history->len == 0) {
        return true;
    }
    begin(stage, "past");
    if (!take_surface(stage, error)) {
        return false;
    }
    if (!stage->past) {
        stage->past = stage->lead ? borrow_past(stage->lead)
                                  : crq_past_create(stage->work, &stage->crew);
    }
    crq_past_lay(stage->past, moment, stage->painted, stage->surface, stage->scars);
    return true;
}

const struct crq_sheet *crq_stage_render(
    struct crq_stage *stage, const struct crq_instant *instant, GError **error) {
    if (!crq_stage_paint(stage, instant->moment, error)) {
        return NULL;
    }
    begin(stage, "film");
    if (!crq_film_develop(stage->painted, &stage->film, &stage->crew, error)) {
        return NULL;
    }
    if (!lay_past(stage, instant->moment, error)) {
        return NULL;
    }
    begin(stage, instant->broken > 0.0 ? "wound" : "print");
    return instant->broken > 0.0 ? wounded(stage, instant, error) : stage->painted;
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
    begin(stage, "print");
    return crq_png_write(path, &png, print_rows, &printing, error);
}
