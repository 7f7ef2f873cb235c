/* Completion for shells, from the tables. */
#include "cli/command.h"
#include "cli/generate.h"
#include "model/operation.h"

#include <stdio.h>
#include <string.h>

/* Calls each(command, option) for every option of a command. */
static void each_option(const struct crq_command *command,
    void (*each)(const struct crq_command *command, const struct crq_option *option)) {
    for (int i = 0; i < CRQ_TABLES_MOST && command->tables[i]; i++) {
        for (int j = 0; j < command->tables[i]->count; j++) {
            each(command, &command->tables[i]->rows[j]);
        }
    }
}

static bool takes_work(const struct crq_command *command) {
    return strstr(command->arguments, "CANVAS") != NULL;
}

/* The verbs of a command: words of its arguments that are written small. */
static char *verbs(const struct crq_command *command) {
    GString *all = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit_set(command->arguments, " |[]", -1);
    for (int i = 0; words[i]; i++) {
        if (g_ascii_islower(words[i][0])) {
            g_string_append_printf(all, "%s%s", all->len ? " " : "", words[i]);
        }
    }
    return g_string_free(all, FALSE);
}

static char *canvases(void) {
    GString *all = g_string_new(NULL);
    for (int i = 0; i < crq_gallery_count; i++) {
        g_string_append_printf(
            all, "%s%s", i ? " " : "", crq_galleries[i].canvas->name);
    }
    return g_string_free(all, FALSE);
}

static bool is_palette(const struct crq_option *option) {
    return strcmp(option->name, "palette") == 0;
}

static void bash_option(
    const struct crq_command *command, const struct crq_option *option) {
    (void)command;
    printf(" --%s", option->name);
}

static void bash_values(
    const struct crq_command *command, const struct crq_option *option) {
    if (option->words) {
        printf("        %s:--%s) words='%s' ;;\n", command->name, option->name,
            option->words);
    } else if (is_palette(option)) {
        printf("        %s:--palette) words=$(craquelure palette list 2>/dev/null |"
               " cut -d' ' -f1) ;;\n",
            command->name);
    } else if (option->value) {
        printf("        %s:--%s) return ;;\n", command->name, option->name);
    }
}

void crq_generate_bash(void) {
    g_autofree char *names = canvases();
    puts("# bash completion for craquelure\n"
         "_craquelure() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    local command=${COMP_WORDS[1]} words=\n"
         "    if [ \"$COMP_CWORD\" = 1 ]; then");
    fputs("        words='", stdout);
    for (int i = 0; i < crq_command_count; i++) {
        printf("%s%s", i ? " " : "", crq_commands[i]->name);
    }
    puts("'\n    else\n        case $command:$before in");
    for (int i = 0; i < crq_command_count; i++) {
        each_option(crq_commands[i], bash_values);
    }
    puts("        *) case $command in");
    for (int i = 0; i < crq_command_count; i++) {
        g_autofree char *own = verbs(crq_commands[i]);
        printf("            %s) words='%s%s%s --help", crq_commands[i]->name, own,
            *own ? " " : "", takes_work(crq_commands[i]) ? names : "");
        each_option(crq_commands[i], bash_option);
        puts("' ;;");
    }
    puts("            esac ;;\n"
         "        esac\n"
         "    fi\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "}\n"
         "complete -o default -F _craquelure craquelure");
}

/* Within single quotes of zsh and fish, and of zsh's own brackets. */
static char *plain(const char *text) {
    return g_strdelimit(g_strdup(text), "'[]:", ' ');
}

static void zsh_option(
    const struct crq_command *command, const struct crq_option *option) {
    (void)command;
    g_autofree char *brief = plain(option->brief);
    bool list = option->kind == CRQ_OPTION_LIST;
    printf("            '%s--%s[%s]", list ? "*" : "", option->name, brief);
    if (option->words) {
        printf(":value:(%s)", option->words);
    } else if (is_palette(option)) {
        fputs(":palette:_craquelure_palettes", stdout);
    } else if (option->value) {
        fputs(":value:_files", stdout);
    }
    puts("' \\");
}

void crq_generate_zsh(void) {
    g_autofree char *names = canvases();
    puts("#compdef craquelure\n"
         "_craquelure_palettes() {\n"
         "    compadd -- ${(f)\"$(craquelure palette list 2>/dev/null |"
         " cut -d' ' -f1)\"}\n"
         "    _files -g '*.gpl'\n"
         "}\n"
         "_craquelure() {\n"
         "    if (( CURRENT == 2 )); then\n"
         "        local -a commands=(");
    for (int i = 0; i < crq_command_count; i++) {
        g_autofree char *brief = plain(crq_commands[i]->brief);
        printf("            '%s:%s'\n", crq_commands[i]->name, brief);
    }
    puts("        )\n"
         "        _describe command commands\n"
         "        return\n"
         "    fi\n"
         "    local command=$words[2]\n"
         "    shift words\n"
         "    (( CURRENT-- ))\n"
         "    case $command in");
    for (int i = 0; i < crq_command_count; i++) {
        g_autofree char *own = verbs(crq_commands[i]);
        printf("    %s)\n        _arguments -s \\\n", crq_commands[i]->name);
        each_option(crq_commands[i], zsh_option);
        printf("            '--help[how it is used]' \\\n"
               "            '*:word:{ compadd -- %s %s; _files }' ;;\n",
            own, takes_work(crq_commands[i]) ? names : "");
    }
    puts("    esac\n}\n_craquelure \"$@\"");
}

static void fish_option(
    const struct crq_command *command, const struct crq_option *option) {
    g_autofree char *brief = plain(option->brief);
    printf("complete -c craquelure -n '__fish_seen_subcommand_from %s' -l %s",
        command->name, option->name);
    if (option->letter) {
        printf(" -s %c", option->letter);
    }
    if (option->words) {
        printf(" -xa '%s'", option->words);
    } else if (is_palette(option)) {
        fputs(" -xa '(craquelure palette list | string split -f1 \" \")'", stdout);
    } else if (option->value) {
        fputs(" -r", stdout);
    }
    printf(" -d '%s'\n", brief);
}

void crq_generate_fish(void) {
    g_autofree char *names = canvases();
    puts("# fish completion for craquelure");
    for (int i = 0; i < crq_command_count; i++) {
        const struct crq_command *command = crq_commands[i];
        g_autofree char *own = verbs(command);
        g_autofree char *brief = plain(command->brief);
        printf("complete -c craquelure -n __fish_use_subcommand -a %s -d '%s'\n",
            command->name, brief);
        if (*own || takes_work(command)) {
            printf("complete -c craquelure -n '__fish_seen_subcommand_from %s'"
                   " -a '%s%s%s'\n",
                command->name, own, *own ? " " : "", takes_work(command) ? names : "");
        }
        each_option(command, fish_option);
    }
}
