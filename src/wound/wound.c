/* Settings of the wound, and the growing of both nets. */
#include "wound/wound.h"

#include "base/chance.h"
#include "wound/divide.h"
#include "wound/grow.h"
#include "wound/net.h"
#include "wound/seams.h"

#include <math.h>

static const char *const styles[] = {
    "italian", "flemish", "dutch", "french", "earth", "glass", "image", NULL};

static const struct crq_param params[] = {
    {CRQ_CHOICE(struct crq_wound_settings, style), .preset = CRQ_STYLE_DUTCH,
        .choices = styles, .brief = "how the paint cracks"},
    {CRQ_PAIR(struct crq_wound_settings, epicentre), .preset = 0.6, .preset_y = 0.44,
        .low = -1, .high = 2, .easy = {0.2, 0.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "where the blow lands, as a part of width and height"},
    {CRQ_REAL(struct crq_wound_settings, density), .preset = 0.5, .low = 0, .high = 1,
        .easy = {0.2, 0.8}, .unit = CRQ_UNIT_RATIO, .brief = "how fine the cracks are"},
    {CRQ_REAL(struct crq_wound_settings, force), .preset = 0.5, .low = 0, .high = 1,
        .easy = {0.2, 0.8}, .unit = CRQ_UNIT_RATIO,
        .brief = "how hard the blow is: radials and shards"},
};

const struct crq_operation crq_op_wound_wound = {
    .name = "wound",
    .brief = "how the canvas breaks",
    .family = CRQ_SETTINGS,
    .marks = true,
    CRQ_VALUES(struct crq_wound_settings, params),
};

/* U, the side of an island: lines per short side rise with density. Held so that a
 * panorama stays within reach of memory and patience. */
static double unit_of(const struct crq_style_row *style, double density, double area) {
    double unit = style->spacing * 0.015 / density;
    double finest = sqrt(area / 12000.0);
    return fmin(fmax(unit, finest), fmax(2.0, finest));
}

uint64_t crq_wound_seed(const struct crq_work *work) {
    struct crq_chance chance = crq_chance(work->blow, work->gallery->canvas->name);
    uint32_t bits[4];
    crq_bits4(chance, 0, 0, bits);
    return (uint64_t)bits[1] << 32 | bits[0];
}

static void grow_paint(const struct crq_work *work, const struct crq_sketch *sketch,
    const struct crq_seams *seams, struct crq_wound *wound) {
    const struct crq_wound_settings *settings = crq_work_values(work, "wound");
    struct crq_layer layer = {
        .style = &crq_style_rows[settings->style],
        .across = (double)wound->paint.across,
        .down = (double)wound->paint.down,
        .x = (double)wound->epicentre[0],
        .y = (double)wound->epicentre[1],
        .seams = seams,
        .seed = crq_wound_seed(work),
    };
    if (settings->density > 0.0) {
        layer.unit = unit_of(layer.style, settings->density, layer.across * layer.down);
        bool follows = settings->style == CRQ_STYLE_IMAGE && sketch;
        struct crq_structure *structure =
            follows ? crq_structure_create(sketch, layer.across, layer.down) : NULL;
        layer.structure = structure;
        crq_grow(&layer, &wound->paint);
        crq_structure_destroy(structure);
    }
}

/* The glass net is grown whatever the style: the canvas always has shards. */
static void break_glass(const struct crq_work *work, const struct crq_seams *seams,
    struct crq_wound *wound) {
    const struct crq_wound_settings *settings = crq_work_values(work, "wound");
    struct crq_blow blow = {
        .across = (double)wound->glass.across,
        .down = (double)wound->glass.down,
        .x = (double)wound->epicentre[0],
        .y = (double)wound->epicentre[1],
        .force = settings->force,
        .seams = seams,
        .seed = crq_wound_seed(work),
    };
    struct crq_planar plane;
    crq_planar_init(&plane, blow.across, blow.down);
    int32_t hub = crq_divide(&plane, &blow);
    crq_divide_net(&plane, &blow, hub, &wound->glass);
    crq_planar_finish(&plane);
}

static struct crq_seams *seams_of(const struct crq_work *work, const GPtrArray *old) {
    return crq_seams_create((struct crq_wound *const *)(void *)old->pdata, old->len,
        (double)crq_work_across(work), (double)crq_work_down(work));
}

/* A wound without its craquelure, which leaves no seams. */
static struct crq_wound *strike(
    const struct crq_work *work, const struct crq_seams *seams) {
    const struct crq_wound_settings *settings = crq_work_values(work, "wound");
    struct crq_wound *wound = g_new0(struct crq_wound, 1);
    wound->paint.across = wound->glass.across = crq_work_across(work);
    wound->paint.down = wound->glass.down = crq_work_down(work);
    wound->epicentre[0] = (float)settings->epicentre[0] * wound->paint.across;
    wound->epicentre[1] = (float)settings->epicentre[1] * wound->paint.down;
    break_glass(work, seams, wound);
    return wound;
}

static void destroy(void *wound) {
    crq_wound_destroy(wound);
}

GPtrArray *crq_wounds_healed(const struct crq_work *work) {
    GPtrArray *old = g_ptr_array_new_with_free_func(destroy);
    for (guint i = 0; i < work->history->len; i++) {
        struct crq_work then = crq_work_then(work, (int)i);
        struct crq_seams *seams = seams_of(work, old);
        g_ptr_array_add(old, strike(&then, seams));
        crq_seams_destroy(seams);
        g_free(then.entries);
    }
    return old;
}

struct crq_wound *crq_wound_create_over(
    const struct crq_work *work, const struct crq_sketch *sketch, GError **error) {
    (void)error;
    GPtrArray *old = crq_wounds_healed(work);
    struct crq_seams *seams = seams_of(work, old);
    struct crq_wound *wound = strike(work, seams);
    grow_paint(work, sketch, seams, wound);
    crq_seams_destroy(seams);
    g_ptr_array_unref(old);
    return wound;
}

struct crq_wound *crq_wound_create(const struct crq_work *work, GError **error) {
    return crq_wound_create_over(work, NULL, error);
}

void crq_wound_destroy(struct crq_wound *wound) {
    if (wound) {
        crq_net_finish(&wound->paint);
        crq_net_finish(&wound->glass);
        g_free(wound);
    }
}
