/* Making what frames share. */
#include "stage/scene.h"

#include "stage/stage.h"

struct crq_scene *crq_scene_create(
    const struct crq_work *work, const struct crq_crew *crew) {
    struct crq_scene *scene = g_new0(struct crq_scene, 1);
    scene->work = work;
    scene->crew = *crew;
    g_mutex_init(&scene->lock);
    return scene;
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

void crq_scene_forget(struct crq_scene *scene) {
    const struct crq_gallery *gallery = scene->work->gallery;
    discard_all(scene->kept, gallery->layers, gallery->layer_count);
    if (scene->plan) {
        gallery->canvas->discard(scene->plan);
    }
    scene->kept = NULL;
    scene->plan = NULL;
    scene->still_count = 0;
    scene->prepared = false;
}

void crq_scene_destroy(struct crq_scene *scene) {
    if (!scene) {
        return;
    }
    crq_scene_forget(scene);
    crq_sheet_destroy(scene->still);
    discard_all(scene->kept_breaking, crq_fractures, crq_fracture_count);
    discard_all(scene->kept_healing, crq_mends, crq_mend_count);
    crq_past_destroy(scene->past);
    crq_arrival_destroy(scene->arrival);
    crq_fields_destroy(scene->fields);
    crq_wound_destroy(scene->wound);
    g_mutex_clear(&scene->lock);
    g_free(scene);
}

void crq_scene_step(const struct crq_scene *scene, const char *step) {
    if (scene->watch) {
        scene->watch(scene->watcher, step);
    }
}

static const void *values_of(
    const struct crq_scene *scene, const struct crq_operation *operation) {
    return crq_work_values(scene->work, operation->name);
}

static struct crq_brush brush(const struct crq_scene *scene,
    const struct crq_crew *crew, struct crq_sheet *sheet, double moment) {
    return (struct crq_brush){
        .work = scene->work,
        .seed = scene->work->seed,
        .moment = moment,
        .quality = scene->work->quality,
        .palette = scene->work->palette,
        .crew = crew,
        .sheet = sheet,
        .plan = scene->plan,
    };
}

static void make_layers(struct crq_scene *scene, struct crq_sheet *sheet) {
    const struct crq_gallery *gallery = scene->work->gallery;
    crq_scene_step(scene, "plan");
    if (gallery->canvas->plan) {
        scene->plan = gallery->canvas->plan(scene->work, &scene->crew);
    }
    scene->kept = g_new0(void *, gallery->layer_count);
    struct crq_brush first = brush(scene, &scene->crew, sheet, 0.0);
    for (int i = 0; i < gallery->layer_count; i++) {
        const struct crq_operation *layer = gallery->layers[i];
        if (layer->prepare) {
            scene->kept[i] = layer->prepare(&first, values_of(scene, layer));
        }
        if (layer->still && scene->still_count == i) {
            scene->still_count = i + 1;
        }
    }
    scene->prepared = true;
}

void crq_scene_paint(const struct crq_scene *scene, const struct crq_crew *crew,
    struct crq_sheet *sheet, double moment, int first, int last) {
    const struct crq_gallery *gallery = scene->work->gallery;
    struct crq_brush own = brush(scene, crew, sheet, moment);
    for (int i = first; i < last; i++) {
        crq_scene_step(scene, gallery->layers[i]->name);
        if (gallery->layers[i]->paint) {
            gallery->layers[i]->paint(
                &own, values_of(scene, gallery->layers[i]), scene->kept[i]);
        }
    }
}

static bool make_still(struct crq_scene *scene, GError **error) {
    scene->still = crq_sheet_create(
        scene->work->width, scene->work->height, CRQ_PLANES_DEPTH, error);
    if (scene->still) {
        crq_scene_paint(scene, &scene->crew, scene->still, 0.0, 0, scene->still_count);
    }
    return scene->still != NULL;
}

bool crq_scene_prepare(
    struct crq_scene *scene, struct crq_sheet *sheet, bool keep, GError **error) {
    g_mutex_lock(&scene->lock);
    if (!scene->prepared) {
        make_layers(scene, sheet);
    }
    bool wanted = keep && scene->still_count > 0 && !scene->still;
    bool good = !wanted || make_still(scene, error);
    g_mutex_unlock(&scene->lock);
    return good;
}

struct crq_easel crq_scene_easel(
    const struct crq_scene *scene, const struct crq_crew *crew) {
    return (struct crq_easel){
        .work = scene->work,
        .seed = crq_wound_seed(scene->work),
        .quality = scene->work->quality,
        .palette = scene->work->palette,
        .crew = crew,
        .wound = scene->wound,
        .arrival = scene->arrival,
        .fields = scene->fields,
    };
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

static void make_wound(struct crq_scene *scene, GError **error) {
    scene->wound = crq_stage_wound(scene->work, &scene->crew, error);
    if (!scene->wound) {
        return;
    }
    scene->arrival = crq_arrival_create(scene->work, scene->wound);
    scene->fields = crq_fields_create(&scene->wound->glass, &scene->crew);
    struct crq_easel easel = crq_scene_easel(scene, &scene->crew);
    scene->kept_breaking = ready_all(&easel, crq_fractures, crq_fracture_count);
    scene->kept_healing = ready_all(&easel, crq_mends, crq_mend_count);
}

bool crq_scene_break(struct crq_scene *scene, GError **error) {
    g_mutex_lock(&scene->lock);
    if (!scene->wound) {
        make_wound(scene, error);
    }
    bool good = scene->wound != NULL;
    g_mutex_unlock(&scene->lock);
    return good;
}

const struct crq_past *crq_scene_past(struct crq_scene *scene) {
    g_mutex_lock(&scene->lock);
    if (!scene->past && scene->work->history->len > 0) {
        scene->past = crq_past_create(scene->work, &scene->crew);
    }
    g_mutex_unlock(&scene->lock);
    return scene->past;
}
