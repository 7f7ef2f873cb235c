/* From flags to an order, a picture and a file name. */
#include "cli/ask.h"

#include "cli/progress.h"
#include "model/reader.h"
#include "model/writer.h"
#include "stage/name.h"
#include "stage/receipt.h"

#include <stdarg.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

void crq_say(const struct crq_asked *asked, const char *format, ...) {
    if (asked->quiet) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *words = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    bool json = g_strcmp0(asked->progress, "json") == 0;
    struct crq_progress progress = {
        .kind = json ? CRQ_PROGRESS_JSON : CRQ_PROGRESS_LINES};
    crq_progress_say(&progress, words);
}

static bool is_canvas(const char *word) {
    return crq_gallery_find(word, NULL) != NULL;
}

static bool is_file(const char *word) {
    return strchr(word, '/') || strchr(word, '.') || strcmp(word, "-") == 0 ||
           g_file_test(word, G_FILE_TEST_EXISTS);
}

static struct crq_order *order_from_word(const char *word, GError **error) {
    if (!is_canvas(word) && is_file(word)) {
        return g_str_has_suffix(word, ".png") ? crq_receipt_order(word, error)
                                              : crq_order_read(word, error);
    }
    if (!crq_gallery_find(word, error)) {
        return NULL;
    }
    struct crq_order *order = crq_order_create();
    crq_order_answer(order, CRQ_ASK_CANVAS, word, NULL);
    return order;
}

bool crq_ask_overlay(
    const struct crq_asked *asked, struct crq_order *order, GError **error) {
    const struct {
        enum crq_question question;
        const char *text;
    } flags[] = {
        {CRQ_ASK_SEED, asked->seed},
        {CRQ_ASK_SIZE, asked->size},
        {CRQ_ASK_PAPER, asked->paper},
        {CRQ_ASK_DPI, asked->dpi},
        {CRQ_ASK_BLEED, asked->bleed},
        {CRQ_ASK_PALETTE, asked->palette},
        {CRQ_ASK_QUALITY, asked->quality},
        {CRQ_ASK_GRAPH, asked->graph},
        {CRQ_ASK_ACT, asked->act},
        {CRQ_ASK_T, asked->t},
        {CRQ_ASK_MOMENT, asked->moment},
        {CRQ_ASK_BITS, asked->bits},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
        if (flags[i].text) {
            crq_order_answer(order, flags[i].question, flags[i].text, NULL);
        }
    }
    for (guint i = 0; i < asked->sets->len; i++) {
        if (!crq_order_set(order, asked->sets->pdata[i], error)) {
            return false;
        }
    }
    return true;
}

/* The only chance that is not a function of the seed: the seed itself. */
char *crq_ask_drawn(const struct crq_asked *asked, GError **error) {
    uint32_t bits;
    if (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits) {
        crq_fail(error, CRQ_ERROR_RENDER, "no seed could be drawn: say --seed");
        return NULL;
    }
    crq_say(asked, "seed %u", bits);
    return g_strdup_printf("%u", bits);
}

static bool draw_seed(
    const struct crq_asked *asked, struct crq_order *order, GError **error) {
    if (asked->resume) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--resume' needs the '--seed' of the run that it goes on with");
    }
    g_autofree char *text = crq_ask_drawn(asked, error);
    if (text) {
        crq_order_answer(order, CRQ_ASK_SEED, text, NULL);
    }
    return text != NULL;
}

struct crq_order *crq_ask_order(
    const struct crq_asked *asked, const char *word, GError **error) {
    struct crq_order *order = asked->from ? crq_receipt_order(asked->from, error)
                                          : order_from_word(word, error);
    if (!order) {
        return NULL;
    }
    if (!crq_ask_overlay(asked, order, error) ||
        (!order->answers[CRQ_ASK_SEED].text && !draw_seed(asked, order, error))) {
        crq_order_destroy(order);
        return NULL;
    }
    return order;
}

static bool names_one(const struct crq_asked *asked, GError **error) {
    return (asked->word_count == 0) != (asked->from == NULL) ||
           crq_fail(error, CRQ_ERROR_USAGE,
               asked->from
                   ? "a work and '--from' exclude each other"
                   : "which canvas or work? (see craquelure describe canvases)");
}

struct crq_order *crq_ask_source(const struct crq_asked *asked, GError **error) {
    if (!names_one(asked, error)) {
        return NULL;
    }
    return asked->from ? crq_receipt_order(asked->from, error)
                       : order_from_word(asked->words[0], error);
}

bool crq_ask_picture(
    const struct crq_asked *asked, struct crq_picture *picture, GError **error) {
    if (!names_one(asked, error)) {
        return false;
    }
    struct crq_order *order = crq_ask_order(asked, asked->words[0], error);
    bool good = order && crq_order_resolve(order, picture, error);
    crq_order_destroy(order);
    return good;
}

static char *own_pattern(const struct crq_picture *picture) {
    bool again = picture->work->history->len > 0;
    return g_strconcat("{canvas}-{seed}", again ? "-again-{blow}" : "",
        picture->act_asked ? "-{act}" : "", picture->palette_asked ? "-{palette}" : "",
        ".png", NULL);
}

char *crq_ask_pattern(const struct crq_asked *asked, const char *own) {
    if (asked->output && g_file_test(asked->output, G_FILE_TEST_IS_DIR)) {
        return g_build_filename(asked->output, own, NULL);
    }
    return g_strdup(asked->output ? asked->output : own);
}

char *crq_ask_still_name(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error) {
    g_autofree char *own = own_pattern(picture);
    g_autofree char *pattern = crq_ask_pattern(asked, own);
    g_autofree char *hash = crq_work_hash(picture->work);
    struct crq_naming naming = {
        picture->work, crq_act_name(picture->instant.act), hash, -1, 0};
    char *name = crq_name_expand(pattern, &naming, error);
    if (name && !crq_name_check(name, error)) {
        g_clear_pointer(&name, g_free);
    }
    return name;
}

bool crq_ask_can_show(const char *path, GError **error) {
    return strcmp(path, "-") != 0 || !isatty(STDOUT_FILENO) ||
           crq_fail(error, CRQ_ERROR_USAGE,
               "a terminal shows no PNG: send standard output to a file or a program");
}

struct crq_crew crq_ask_crew(const struct crq_asked *asked) {
    int threads = asked->threads > 0 ? asked->threads : (int)g_get_num_processors();
    return (struct crq_crew){threads, CRQ_STRIP};
}
