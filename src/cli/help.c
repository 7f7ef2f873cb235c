/* Help, from the tables. */
#include "cli/command.h"
#include "cli/generate.h"

#include <stdio.h>
#include <string.h>

/* "command -- what it does" lines as two aligned columns. */
static void print_examples(const char *examples) {
    g_auto(GStrv) lines = g_strsplit(examples, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        char *dashes = strstr(lines[i], " -- ");
        if (dashes) {
            *dashes = '\0';
            printf("  %s\n      %s\n", lines[i], dashes + 4);
        }
    }
}

static void print_option(const struct crq_option *option) {
    g_autofree char *name = g_strdup_printf("%s--%s%s%s", option->letter ? "" : "    ",
        option->name, option->value ? " " : "", option->value ? option->value : "");
    char letter[8] = "";
    if (option->letter) {
        g_snprintf(letter, sizeof letter, "-%c, ", option->letter);
    }
    g_autofree char *both = g_strconcat(letter, name, NULL);
    if (strlen(both) > 24) {
        printf("  %s\n  %-24s  %s\n", both, "", option->brief);
    } else {
        printf("  %-24s  %s\n", both, option->brief);
    }
}

void crq_help_command(const struct crq_command *command) {
    printf("craquelure %s: %s\n\n", command->name, command->brief);
    print_examples(command->examples);
    printf("\nUsage: craquelure %s %s [options]\n", command->name, command->arguments);
    if (command->about) {
        printf("\n%s\n", command->about);
    }
    for (int i = 0; i < CRQ_TABLES_MOST && command->tables[i]; i++) {
        const struct crq_options *table = command->tables[i];
        if (table->title) {
            printf("\n%s\n", table->title);
        }
        for (int j = 0; j < table->count; j++) {
            print_option(&table->rows[j]);
        }
    }
}

void crq_help_program(void) {
    puts("craquelure paints, breaks and mends: pictures from a seed, as PNG\n");
    print_examples(
        "craquelure render glass-city --seed 7 -- a still; its name is printed\n"
        "craquelure render blood-moon-ocean --seed \"blood moon\" --act mending "
        "--palette ember -o moon.png -- half healed, in another palette\n"
        "craquelure render work.yaml --paper A2 --dpi 300 --bleed 3mm -- for "
        "the printer\n"
        "craquelure frames work.yaml --duration 20s --jobs 2 -o 'show/####.png' "
        "-- a loop for a screen\n"
        "craquelure verify show -- is every frame there, whole, of one work?\n"
        "craquelure sheet glass-city --seeds 0..23 -o seeds.png -- choose a seed");
    puts("\nCommands");
    for (int i = 0; i < crq_command_count; i++) {
        printf("  %-10s %s\n", crq_commands[i]->name, crq_commands[i]->brief);
    }
    puts("\ncraquelure COMMAND --help says more; craquelure describe lists all there is"
         " to set.\n"
         "Exit status: 0 done, 1 could not render, 2 asked wrongly, 3 work or palette"
         " invalid,\n4 cannot read or write, 5 verification failed, 6 some frames "
         "failed,"
         " 7 over a limit,\n130 and 143 interrupted (frames --resume goes on).");
}

/* Topics that packages are built with; no command has these names. */
static bool generate(const char *topic) {
    static const struct {
        const char *topic;
        void (*generate)(void);
    } topics[] = {{"man", crq_generate_manual}, {"bash", crq_generate_bash},
        {"zsh", crq_generate_zsh}, {"fish", crq_generate_fish}};
    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++) {
        if (strcmp(topics[i].topic, topic) == 0) {
            topics[i].generate();
            return true;
        }
    }
    return false;
}

static bool run(struct crq_asked *asked, GError **error) {
    if (asked->word_count == 0) {
        crq_help_program();
        return true;
    }
    if (generate(asked->words[0])) {
        return true;
    }
    const struct crq_command *command = crq_command_find(asked->words[0], error);
    if (command) {
        crq_help_command(command);
    }
    return command != NULL;
}

const struct crq_command crq_command_help = {
    .name = "help",
    .arguments = "[COMMAND|man|bash|zsh|fish]",
    .brief = "say how a command is used",
    .about = "Also the manual page and completion for shells, from the same tables.",
    .examples = "craquelure help frames -- examples, options\n"
                "craquelure help man | man -l - -- the whole manual\n"
                "source <(craquelure help bash) -- completion in this shell",
    .most = 1,
    .run = run,
};
