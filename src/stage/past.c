/* Old wounds, healed once more with every frame. */
#include "stage/past.h"

#include "sheet/glow.h"

/* One wound that has healed. */
struct generation {
    struct crq_work then;
    struct crq_wound *wound; /* borrowed */
    struct crq_arrival *arrival;
    struct crq_fields *fields;
    void **kept; /* one per mend */
};

struct crq_past {
    struct crq_crew crew;
    GPtrArray *wounds;
    struct generation *generations;
    guint count;
};

static struct crq_easel easel_of(
    const struct crq_past *past, const struct generation *own) {
    return (struct crq_easel){
        .work = &own->then,
        .seed = crq_wound_seed(&own->then),
        .quality = own->then.quality,
        .palette = own->then.palette,
        .crew = &past->crew,
        .wound = own->wound,
        .arrival = own->arrival,
        .fields = own->fields,
    };
}

/* Only what marks is worth keeping ready: all else is over. */
static bool marks(int mend) {
    return crq_mends[mend]->marks && crq_mends[mend]->work;
}

static void recall(struct crq_past *past, const struct crq_work *work, guint index) {
    struct generation *own = &past->generations[index];
    own->then = crq_work_then(work, (int)index);
    own->wound = past->wounds->pdata[index];
    own->arrival = crq_arrival_create(&own->then, own->wound);
    own->fields = crq_fields_create(&own->wound->glass, &past->crew);
    own->kept = g_new0(void *, crq_mend_count);
    struct crq_easel easel = easel_of(past, own);
    for (int i = 0; i < crq_mend_count; i++) {
        if (marks(i) && crq_mends[i]->ready) {
            own->kept[i] = crq_mends[i]->ready(
                &easel, crq_work_values(&own->then, crq_mends[i]->name));
        }
    }
}

struct crq_past *crq_past_create(
    const struct crq_work *work, const struct crq_crew *crew) {
    struct crq_past *past = g_new0(struct crq_past, 1);
    past->crew = *crew;
    past->wounds = crq_wounds_healed(work);
    past->count = past->wounds->len;
    past->generations = g_new0(struct generation, past->count + 1);
    for (guint i = 0; i < past->count; i++) {
        recall(past, work, i);
    }
    return past;
}

void crq_past_destroy(struct crq_past *past) {
    if (!past) {
        return;
    }
    for (guint g = 0; g < past->count; g++) {
        struct generation *own = &past->generations[g];
        for (int i = 0; i < crq_mend_count; i++) {
            if (own->kept[i]) {
                crq_mends[i]->discard(own->kept[i]);
            }
        }
        g_free(own->kept);
        g_free(own->then.entries);
        crq_arrival_destroy(own->arrival);
        crq_fields_destroy(own->fields);
    }
    g_free(past->generations);
    g_ptr_array_unref(past->wounds);
    g_free(past);
}

void crq_past_lay(const struct crq_past *past, double moment, struct crq_sheet *picture,
    struct crq_sheet *surface, uint8_t *scars) {
    for (guint g = 0; g < past->count; g++) {
        const struct generation *own = &past->generations[g];
        struct crq_easel easel = easel_of(past, own);
        easel.instant = crq_instant_in(
            crq_work_values(&own->then, "timeline"), CRQ_ACT_SCARRED, 1.0);
        easel.instant.moment = moment;
        struct crq_sheet *soft = crq_reduce(picture, CRQ_SOFT_ROWS, &past->crew, NULL);
        easel.whole = picture;
        easel.soft = soft ? soft : picture;
        easel.surface = surface;
        easel.scars = scars;
        crq_sheet_copy(surface, picture);
        for (int i = 0; i < crq_mend_count; i++) {
            if (marks(i)) {
                struct crq_easel mine = easel;
                mine.kept = own->kept[i];
                crq_mends[i]->work(
                    &mine, crq_work_values(&own->then, crq_mends[i]->name));
            }
        }
        crq_sheet_copy(picture, surface);
        crq_sheet_destroy(soft);
    }
}
