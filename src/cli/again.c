/* craquelure again: a mended work, broken by another blow. */
#include "base/chance.h"
#include "base/text.h"
#include "cli/ask.h"
#include "wound/wound.h"

#include <math.h>

/* Where the next blow lands: as far from the earlier ones as chance will have it, and
 * not too near to the edge. */
static void choose_epicentre(const struct crq_work *before, const char *seed,
    const GPtrArray *history, double place[2]) {
    enum { CANDIDATES = 32 };
    struct crq_chance chance =
        crq_chance(crq_seed_from_text(seed), "where the next blow lands");
    double most = -1.0;
    for (uint32_t i = 0; i < CANDIDATES; i++) {
        double x = (double)crq_between(chance, i, 0, 0.2f, 0.8f);
        double y = (double)crq_between(chance, i, 1, 0.22f, 0.78f);
        double score = HUGE_VAL;
        for (guint k = 0; k <= history->len; k++) {
            const struct crq_wound_settings *old =
                k < history->len ? crq_healed_find(history->pdata[k], "wound")->values
                                 : crq_work_values(before, "wound");
            double dx = (x - old->epicentre[0]) * (double)crq_work_across(before);
            double dy = (y - old->epicentre[1]) * (double)crq_work_down(before);
            score = fmin(score, dx * dx + dy * dy);
        }
        score *= (double)crq_between(chance, i, 2, 0.4f, 1.0f);
        if (score > most) {
            most = score;
            place[0] = floor(x * 1000.0) / 1000.0;
            place[1] = floor(y * 1000.0) / 1000.0;
        }
    }
}

/* The present wound becomes the past, and another blow is asked for. */
static bool strike(const struct crq_asked *asked, struct crq_order *order,
    const struct crq_work *before, GError **error) {
    g_autofree char *seed =
        asked->seed ? g_strdup(asked->seed) : crq_ask_drawn(asked, error);
    if (!seed) {
        return false;
    }
    double place[2] = {0.5, 0.5};
    choose_epicentre(before, seed, before->history, place);
    g_autofree char *x = crq_number_text(place[0]);
    g_autofree char *y = crq_number_text(place[1]);
    g_autofree char *epicentre = g_strdup_printf("wound.epicentre=%s,%s", x, y);
    crq_order_heal(order, before);
    crq_order_answer(order, CRQ_ASK_BLOW, seed, NULL);
    if (!asked->act && !asked->moment) {
        crq_order_answer(order, CRQ_ASK_ACT, "fracture", NULL);
    }
    struct crq_asked flags = *asked;
    flags.seed = NULL; /* it is the blow's, not the painting's */
    return crq_order_set(order, epicentre, error) &&
           crq_ask_overlay(&flags, order, error);
}

static bool break_again(const struct crq_asked *asked, struct crq_order *order,
    struct crq_picture *picture, GError **error) {
    struct crq_picture before;
    if (!order->answers[CRQ_ASK_SEED].text) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "only what was painted can be broken again: name a picture, or a work "
            "that has a seed");
    }
    if (!crq_order_resolve(order, &before, error)) {
        return false;
    }
    bool good = before.work->graph
                    ? crq_fail(error, CRQ_ERROR_USAGE,
                          "a wound that was taken from a file ('%s') leaves no scars "
                          "to break again",
                          before.work->graph)
                    : strike(asked, order, before.work, error) &&
                          crq_order_resolve(order, picture, error);
    crq_picture_finish(&before);
    return good;
}

static bool run(struct crq_asked *asked, GError **error) {
    struct crq_order *order = crq_ask_source(asked, error);
    struct crq_picture picture;
    bool good = order && break_again(asked, order, &picture, error);
    crq_order_destroy(order);
    if (good) {
        good = crq_render_picture(asked, &picture, error);
        crq_picture_finish(&picture);
    }
    return good;
}

const struct crq_command crq_command_again = {
    .name = "again",
    .arguments = "FILE.png|WORK",
    .brief = "break a mended work anew; its old scars stay",
    .about =
        "The painting stays what it was, and bears the scars of every wound that it\n"
        "has healed from; new cracks turn aside from them, or end there. --seed is\n"
        "the seed of the new blow. It lands away from the earlier ones, unless\n"
        "--set wound.epicentre says where; all other flags are those of render. The\n"
        "history is in the picture's receipt: info tells it, render --from repeats it.",
    .examples =
        "craquelure again moon.png --seed second -- the same moon, broken again\n"
        "craquelure again moon.png --act mending --set mending.metal=silver -- healed "
        "with silver this time\n"
        "craquelure again work.yaml --seed 2 --dry-run > twice.yaml -- its history, as "
        "a work file",
    .most = 1,
    .tables = {&crq_picture_options, &crq_output_options, &crq_rehearsal_options,
        &crq_timing_options, &crq_common_options},
    .run = run,
};
