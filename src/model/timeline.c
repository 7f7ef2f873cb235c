/* The five acts and their lengths. */
#include "model/timeline.h"

#include <math.h>
#include <string.h>

static const char *const names[CRQ_ACTS] = {
    "whole", "fracture", "void", "mending", "scarred"};

static const double best[CRQ_ACTS] = {0.0, 0.85, 0.5, 0.68, 1.0};

#define LENGTH(label, field, seconds, words)                                           \
    {                                                                                  \
        CRQ_REAL_AS(label, struct crq_timeline, field),                                \
            .preset = (seconds), .low = 0, .high = 3600, .easy = {1, 30},              \
            .unit = CRQ_UNIT_SECONDS, .brief = words                                   \
    }

static const struct crq_param params[] = {
    {CRQ_REAL(struct crq_timeline, fps), .preset = 30, .low = 1, .high = 240,
        .easy = {24, 60}, .unit = CRQ_UNIT_NONE, .brief = "frames a second"},
    LENGTH("whole", whole, 6, "how long the canvas stays whole"),
    LENGTH("fracture", fracture, 8, "how long it takes to break"),
    LENGTH("void", void_, 3, "how long the fall through the void lasts"),
    LENGTH("mending", mending, 9, "how long it takes to heal"),
    LENGTH("scarred", scarred, 4, "how long the scars are shown"),
};

const struct crq_operation crq_op_model_timeline = {
    .name = "timeline",
    .brief = "how long each act lasts",
    .family = CRQ_SETTINGS,
    CRQ_VALUES(struct crq_timeline, params),
};

const char *crq_act_name(enum crq_act act) {
    return names[act];
}

int crq_act_find(const char *name) {
    for (int i = 0; i < CRQ_ACTS; i++) {
        if (strcmp(name, names[i]) == 0) {
            return i;
        }
    }
    return -1;
}

double crq_act_best(enum crq_act act) {
    return best[act];
}

static void lengths(const struct crq_timeline *timeline, double seconds[CRQ_ACTS]) {
    seconds[CRQ_ACT_WHOLE] = timeline->whole;
    seconds[CRQ_ACT_FRACTURE] = timeline->fracture;
    seconds[CRQ_ACT_VOID] = timeline->void_;
    seconds[CRQ_ACT_MENDING] = timeline->mending;
    seconds[CRQ_ACT_SCARRED] = timeline->scarred;
}

double crq_timeline_seconds(const struct crq_timeline *timeline) {
    double seconds[CRQ_ACTS];
    lengths(timeline, seconds);
    double sum = 0.0;
    for (int i = 0; i < CRQ_ACTS; i++) {
        sum += seconds[i];
    }
    return sum;
}

double crq_timeline_act_seconds(const struct crq_timeline *timeline, enum crq_act act) {
    double seconds[CRQ_ACTS];
    lengths(timeline, seconds);
    return seconds[act];
}

static struct crq_instant instant(double moment, enum crq_act act, double t) {
    return (struct crq_instant){
        .moment = moment - floor(moment),
        .act = act,
        .t = t,
        .broken = act == CRQ_ACT_WHOLE      ? 0.0
                  : act == CRQ_ACT_FRACTURE ? t
                                            : 1.0,
        .fallen = act < CRQ_ACT_VOID    ? 0.0
                  : act == CRQ_ACT_VOID ? t
                                        : 1.0,
        .mended = act < CRQ_ACT_MENDING    ? 0.0
                  : act == CRQ_ACT_MENDING ? t
                                           : 1.0,
    };
}

struct crq_instant crq_instant_at(const struct crq_timeline *timeline, double moment) {
    double seconds[CRQ_ACTS];
    lengths(timeline, seconds);
    moment -= floor(moment);
    double left = moment * crq_timeline_seconds(timeline);
    for (int act = 0; act < CRQ_ACTS; act++) {
        if (left < seconds[act]) {
            return instant(moment, (enum crq_act)act, left / seconds[act]);
        }
        left -= seconds[act];
    }
    return instant(moment, CRQ_ACT_WHOLE, 0.0);
}

struct crq_instant crq_instant_in(
    const struct crq_timeline *timeline, enum crq_act act, double t) {
    double seconds[CRQ_ACTS];
    lengths(timeline, seconds);
    double before = t * seconds[act];
    for (int i = 0; i < (int)act; i++) {
        before += seconds[i];
    }
    double sum = crq_timeline_seconds(timeline);
    return instant(sum > 0.0 ? before / sum : 0.0, act, t);
}
