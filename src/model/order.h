/* An order: what is asked for, by a work file and by flags, before it is resolved.
 *
 * Every answer remembers where it was given, so that a complaint points there. Flags
 * are put in after the file and replace what it said. */
#ifndef CRQ_MODEL_ORDER_H
#define CRQ_MODEL_ORDER_H

#include "model/work.h"

/* X(NAME, "key", picture): picture is 1 for keys of the `picture` section. */
#define CRQ_QUESTIONS(X)                                                               \
    X(CANVAS, "canvas", 0)                                                             \
    X(SEED, "seed", 0)                                                                 \
    X(BLOW, "blow", 0)                                                                 \
    X(SIZE, "size", 0)                                                                 \
    X(PAPER, "paper", 0)                                                               \
    X(DPI, "dpi", 0)                                                                   \
    X(BLEED, "bleed", 0)                                                               \
    X(PALETTE, "palette", 0)                                                           \
    X(QUALITY, "quality", 0)                                                           \
    X(GRAPH, "graph", 0)                                                               \
    X(GRAPH_SHA256, "graph-sha256", 0)                                                 \
    X(ACT, "act", 1)                                                                   \
    X(T, "t", 1)                                                                       \
    X(MOMENT, "moment", 1)                                                             \
    X(BITS, "bits", 1)

enum crq_question {
#define CRQ_QUESTION_ENUM(NAME, key, picture) CRQ_ASK_##NAME,
    CRQ_QUESTIONS(CRQ_QUESTION_ENUM)
#undef CRQ_QUESTION_ENUM
        CRQ_QUESTIONS_COUNT
};

struct crq_answer {
    char *text;  /* NULL when not given */
    char *place; /* "path:line:column: ", NULL for a flag */
};

/* A number of an operation, asked for as 'operation.parameter'; or, without a text, the
 * bare name of an operation that a file speaks of. */
struct crq_setting {
    char *path;
    char *key_place; /* of the parameter's name; NULL for a flag */
    struct crq_answer answer;
    int family; /* the section it stood in: enum crq_family; -1 for a flag */
};

/* A wound of the work's history: the seed of its blow, and its numbers. */
struct crq_remembered {
    struct crq_answer seed;
    GPtrArray *settings; /* struct crq_setting * */
};

struct crq_order {
    struct crq_answer answers[CRQ_QUESTIONS_COUNT];
    GPtrArray *settings;         /* struct crq_setting *, in the order given */
    GPtrArray *history;          /* struct crq_remembered *, oldest first */
    struct crq_palette *palette; /* spelled out in the file; NULL for a name */
};

/* What comes of it: a work, and the picture of it that is wanted. */
struct crq_picture {
    struct crq_work *work;
    struct crq_instant instant;
    int bits; /* 8 or 16 */
    bool act_asked, t_asked, moment_asked, palette_asked;
};

struct crq_order *crq_order_create(void);
struct crq_order *crq_order_copy(const struct crq_order *order);
void crq_order_destroy(struct crq_order *order); /* takes NULL */

const char *crq_question_key(enum crq_question question);
bool crq_question_is_picture(enum crq_question question);

/* Answers a question anew; `place` NULL for a flag. A size given by a flag puts aside
 * the paper of the file, and the other way round. */
void crq_order_answer(struct crq_order *order, enum crq_question question,
    const char *text, const char *place);

/* Adds a wound to the history, as yet without numbers; owned by the order. */
struct crq_remembered *crq_order_remember(
    struct crq_order *order, const char *seed, const char *place);

/* Puts the wound of a resolved work at the end of the history. */
void crq_order_heal(struct crq_order *order, const struct crq_work *work);

/* Adds 'operation.parameter=value' of a flag. False with CRQ_ERROR_USAGE when it has
 * no '='. */
bool crq_order_set(struct crq_order *order, const char *assignment, GError **error);

/* Resolves everything; the seed must have been answered. False with CRQ_ERROR_WORK for
 * what the file said, CRQ_ERROR_USAGE for flags, CRQ_ERROR_LIMIT, CRQ_ERROR_FILE. */
bool crq_order_resolve(
    const struct crq_order *order, struct crq_picture *picture, GError **error);
void crq_picture_finish(struct crq_picture *picture);

#endif
