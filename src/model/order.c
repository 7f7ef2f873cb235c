/* Orders and their answers. */
#include "model/order.h"

#include <string.h>

static const char *const keys[] = {
#define KEY(NAME, key, picture) key,
    CRQ_QUESTIONS(KEY)
#undef KEY
};

static const bool of_picture[] = {
#define OF_PICTURE(NAME, key, picture) picture,
    CRQ_QUESTIONS(OF_PICTURE)
#undef OF_PICTURE
};

const char *crq_question_key(enum crq_question question) {
    return keys[question];
}

bool crq_question_is_picture(enum crq_question question) {
    return of_picture[question];
}

static void setting_destroy(void *pointer) {
    struct crq_setting *setting = pointer;
    g_free(setting->path);
    g_free(setting->key_place);
    g_free(setting->answer.text);
    g_free(setting->answer.place);
    g_free(setting);
}

static void remembered_destroy(void *pointer) {
    struct crq_remembered *remembered = pointer;
    g_free(remembered->seed.text);
    g_free(remembered->seed.place);
    g_ptr_array_unref(remembered->settings);
    g_free(remembered);
}

static struct crq_answer copy_answer(const struct crq_answer *answer) {
    return (struct crq_answer){g_strdup(answer->text), g_strdup(answer->place)};
}

static void copy_settings(GPtrArray *to, const GPtrArray *from) {
    for (guint i = 0; i < from->len; i++) {
        const struct crq_setting *setting = from->pdata[i];
        struct crq_setting *twin = g_new0(struct crq_setting, 1);
        twin->path = g_strdup(setting->path);
        twin->key_place = g_strdup(setting->key_place);
        twin->answer = copy_answer(&setting->answer);
        twin->family = setting->family;
        g_ptr_array_add(to, twin);
    }
}

struct crq_order *crq_order_create(void) {
    struct crq_order *order = g_new0(struct crq_order, 1);
    order->settings = g_ptr_array_new_with_free_func(setting_destroy);
    order->history = g_ptr_array_new_with_free_func(remembered_destroy);
    return order;
}

struct crq_order *crq_order_copy(const struct crq_order *order) {
    struct crq_order *copy = crq_order_create();
    for (int i = 0; i < CRQ_QUESTIONS_COUNT; i++) {
        copy->answers[i] = copy_answer(&order->answers[i]);
    }
    copy_settings(copy->settings, order->settings);
    for (guint i = 0; i < order->history->len; i++) {
        const struct crq_remembered *past = order->history->pdata[i];
        struct crq_remembered *twin =
            crq_order_remember(copy, past->seed.text, past->seed.place);
        copy_settings(twin->settings, past->settings);
    }
    copy->palette = order->palette ? crq_palette_copy(order->palette) : NULL;
    return copy;
}

static void forget(struct crq_order *order, enum crq_question question) {
    g_clear_pointer(&order->answers[question].text, g_free);
    g_clear_pointer(&order->answers[question].place, g_free);
}

void crq_order_destroy(struct crq_order *order) {
    if (!order) {
        return;
    }
    for (int i = 0; i < CRQ_QUESTIONS_COUNT; i++) {
        forget(order, (enum crq_question)i);
    }
    g_ptr_array_unref(order->settings);
    g_ptr_array_unref(order->history);
    crq_palette_destroy(order->palette);
    g_free(order);
}

/* A flag also puts aside answers of the file that would speak against it. */
static void put_aside(struct crq_order *order, enum crq_question question) {
    static const enum crq_question rivals[][2] = {
        {CRQ_ASK_SIZE, CRQ_ASK_PAPER},
        {CRQ_ASK_SIZE, CRQ_ASK_BLEED},
        {CRQ_ASK_PAPER, CRQ_ASK_SIZE},
        {CRQ_ASK_GRAPH, CRQ_ASK_GRAPH_SHA256},
        {CRQ_ASK_ACT, CRQ_ASK_T},
        {CRQ_ASK_ACT, CRQ_ASK_MOMENT},
        {CRQ_ASK_T, CRQ_ASK_MOMENT},
        {CRQ_ASK_MOMENT, CRQ_ASK_T},
        {CRQ_ASK_MOMENT, CRQ_ASK_ACT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rivals); i++) {
        if (rivals[i][0] == question && order->answers[rivals[i][1]].place) {
            forget(order, rivals[i][1]);
        }
    }
    if (question == CRQ_ASK_PALETTE) {
        g_clear_pointer(&order->palette, crq_palette_destroy);
    }
}

void crq_order_answer(struct crq_order *order, enum crq_question question,
    const char *text, const char *place) {
    forget(order, question);
    order->answers[question].text = g_strdup(text);
    order->answers[question].place = g_strdup(place);
    if (!place) {
        put_aside(order, question);
    }
}

bool crq_order_set(struct crq_order *order, const char *assignment, GError **error) {
    const char *equals = strchr(assignment, '=');
    if (!equals) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "expected 'layer.parameter=value', not '%s'", assignment);
    }
    struct crq_setting *setting = g_new0(struct crq_setting, 1);
    setting->path = g_strndup(assignment, (gsize)(equals - assignment));
    setting->answer.text = g_strdup(equals + 1);
    setting->family = -1;
    g_ptr_array_add(order->settings, setting);
    return true;
}

struct crq_remembered *crq_order_remember(
    struct crq_order *order, const char *seed, const char *place) {
    struct crq_remembered *remembered = g_new0(struct crq_remembered, 1);
    remembered->seed = (struct crq_answer){g_strdup(seed), g_strdup(place)};
    remembered->settings = g_ptr_array_new_with_free_func(setting_destroy);
    g_ptr_array_add(order->history, remembered);
    return remembered;
}

static void remember_entry(struct crq_remembered *past, const struct crq_entry *entry) {
    const struct crq_operation *operation = entry->operation;
    for (int i = 0; i < operation->param_count; i++) {
        const struct crq_param *param = &operation->params[i];
        struct crq_setting *setting = g_new0(struct crq_setting, 1);
        setting->path = g_strdup_printf("%s.%s", operation->name, param->name);
        setting->answer.text = crq_param_text(param, entry->values);
        setting->family = (int)operation->family;
        g_ptr_array_add(past->settings, setting);
    }
}

void crq_order_heal(struct crq_order *order, const struct crq_work *work) {
    struct crq_remembered *past = crq_order_remember(order, work->blow_text, NULL);
    for (int i = 0; i < work->entry_count; i++) {
        if (work->entries[i].operation->marks) {
            remember_entry(past, &work->entries[i]);
        }
    }
}
