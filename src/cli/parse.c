/* From words to options. */
#include "base/text.h"
#include "cli/command.h"

#include <string.h>

static const struct crq_option *find(
    const struct crq_command *command, const char *name, char letter) {
    for (int i = 0; i < CRQ_TABLES_MOST && command->tables[i]; i++) {
        const struct crq_options *table = command->tables[i];
        for (int j = 0; j < table->count; j++) {
            const struct crq_option *option = &table->rows[j];
            if (name ? strcmp(option->name, name) == 0 : option->letter == letter) {
                return option;
            }
        }
    }
    return NULL;
}

static bool unknown(const struct crq_command *command, const char *dashes,
    const char *name, GError **error) {
    const char *known[64] = {"help"};
    int count = 1;
    for (int i = 0; i < CRQ_TABLES_MOST && command->tables[i]; i++) {
        for (int j = 0; j < command->tables[i]->count && count < 64; j++) {
            known[count++] = command->tables[i]->rows[j].name;
        }
    }
    const char *near = crq_nearest(name, known, count);
    g_autofree char *hint =
        near ? g_strdup_printf("; did you mean '--%s'?", near)
             : g_strdup_printf(" (see craquelure %s --help)", command->name);
    return crq_fail(error, CRQ_ERROR_USAGE, "'%s' has no option '%s%s'%s",
        command->name, dashes, name, hint);
}

static bool set_count(
    const struct crq_option *option, int *field, const char *text, GError **error) {
    gint64 number;
    if (!g_ascii_string_to_signed(text, 10, 1, option->high, &number, NULL)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--%s' takes a whole number in 1..%d, not '%s'", option->name,
            option->high, text);
    }
    *field = (int)number;
    return true;
}

static bool take(const struct crq_option *option, struct crq_asked *asked,
    const char *value, GError **error) {
    char *field = (char *)asked + option->offset;
    switch (option->kind) {
    case CRQ_OPTION_TEXT:
        memcpy(field, &value, sizeof value);
        return true;
    case CRQ_OPTION_COUNT:
        return set_count(option, (int *)(void *)field, value, error);
    case CRQ_OPTION_LIST: {
        GPtrArray *list;
        memcpy(&list, field, sizeof list);
        g_ptr_array_add(list, (void *)value);
        return true;
    }
    case CRQ_OPTION_SWITCH:
        memcpy(field, &(bool){true}, sizeof(bool));
        return true;
    }
    return false;
}

/* Words still to be read. */
struct queue {
    char **words;
    int count, next;
};

/* The next word as an option's value; NULL when there is none. */
static const char *take_word(
    struct queue *queue, const struct crq_option *option, GError **error) {
    const char *word = queue->next < queue->count ? queue->words[queue->next++] : NULL;
    if (!word || g_str_has_prefix(word, "--")) {
        crq_fail(error, CRQ_ERROR_USAGE, "'--%s' needs a value: %s", option->name,
            option->value);
        return NULL;
    }
    return word;
}

/* "--name", "--name=value", "-n", "-nvalue"; the value may be the next word. */
static bool take_option(const struct crq_command *command, struct queue *queue,
    struct crq_asked *asked, GError **error) {
    char *word = queue->words[queue->next++];
    bool spelled = word[1] == '-';
    char *equals = spelled ? strchr(word, '=') : NULL;
    g_autofree char *name =
        spelled ? (equals ? g_strndup(word + 2, (gsize)(equals - word - 2))
                          : g_strdup(word + 2))
                : g_strndup(word + 1, 1);
    const struct crq_option *option = find(command, spelled ? name : NULL, word[1]);
    if (!option) {
        return unknown(command, spelled ? "--" : "-", name, error);
    }
    const char *own = equals ? equals + 1 : !spelled && word[2] ? word + 2 : NULL;
    if (option->kind == CRQ_OPTION_SWITCH) {
        return own ? crq_fail(
                         error, CRQ_ERROR_USAGE, "'--%s' takes no value", option->name)
                   : take(option, asked, NULL, error);
    }
    const char *value = own ? own : take_word(queue, option, error);
    return value && take(option, asked, value, error);
}

static bool count_words(
    const struct crq_command *command, const struct crq_asked *asked, GError **error) {
    if (asked->word_count < command->least) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'%s' needs %s (see craquelure %s --help)", command->name,
            command->arguments, command->name);
    }
    if (command->most >= 0 && asked->word_count > command->most) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'%s' does not know what to do with '%s' (see craquelure %s --help)",
            command->name, asked->words[command->most], command->name);
    }
    return true;
}

bool crq_command_parse(const struct crq_command *command, int count, char **words,
    struct crq_asked *asked, bool *help, GError **error) {
    struct queue queue = {words, count, 0};
    bool only_words = false;
    memset(asked, 0, sizeof *asked);
    asked->words = g_new0(char *, count + 1);
    asked->sets = g_ptr_array_new();
    asked->vary = g_ptr_array_new();
    asked->roles = g_ptr_array_new();
    for (int i = 0; i < count && strcmp(words[i], "--") != 0; i++) {
        if (strcmp(words[i], "-h") == 0 || strcmp(words[i], "--help") == 0) {
            *help = true;
            return true;
        }
    }
    while (queue.next < count) {
        char *word = words[queue.next];
        if (only_words || word[0] != '-' || word[1] == '\0') {
            asked->words[asked->word_count++] = word;
            queue.next++;
        } else if (strcmp(word, "--") == 0) {
            only_words = true;
            queue.next++;
        } else if (!take_option(command, &queue, asked, error)) {
            return false;
        }
    }
    return count_words(command, asked, error);
}

void crq_asked_finish(struct crq_asked *asked) {
    g_free(asked->words);
    g_clear_pointer(&asked->sets, g_ptr_array_unref);
    g_clear_pointer(&asked->vary, g_ptr_array_unref);
    g_clear_pointer(&asked->roles, g_ptr_array_unref);
}
