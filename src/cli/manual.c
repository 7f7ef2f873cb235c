/* The manual page, from the tables. */
#include "cli/command.h"
#include "cli/generate.h"
#include "model/operation.h"

#include <stdio.h>
#include <string.h>

/* Text for roff: a leading '.' or "'" and every '-' and '\' are escaped. */
static void put(const char *text) {
    for (const char *p = text; *p; p++) {
        bool starts = p == text || p[-1] == '\n';
        if (starts && (*p == '.' || *p == '\'')) {
            fputs("\\&", stdout);
        }
        if (*p == '-') {
            fputs("\\-", stdout);
        } else if (*p == '\\') {
            fputs("\\e", stdout);
        } else {
            putchar(*p);
        }
    }
}

static void put_option(const struct crq_option *option) {
    fputs(".TP\n", stdout);
    if (option->letter) {
        printf("\\fB\\-%c\\fR, ", option->letter);
    }
    fputs("\\fB\\-\\-", stdout);
    put(option->name);
    fputs("\\fR", stdout);
    if (option->value) {
        fputs(" \\fI", stdout);
        put(option->value);
        fputs("\\fR", stdout);
    }
    putchar('\n');
    put(option->brief);
    puts(".");
}

static void put_examples(const char *examples) {
    g_auto(GStrv) lines = g_strsplit(examples, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        char *dashes = strstr(lines[i], " -- ");
        if (dashes) {
            *dashes = '\0';
            fputs(".TP\n\\fB", stdout);
            put(lines[i]);
            fputs("\\fR\n", stdout);
            put(dashes + 4);
            puts(".");
        }
    }
}

static void put_command(const struct crq_command *command) {
    fputs(".SH \"craquelure ", stdout);
    put(command->name);
    fputs("\"\n.B craquelure ", stdout);
    put(command->name);
    fputs("\n.I \"", stdout);
    put(command->arguments);
    fputs("\"\n.PP\n", stdout);
    put(command->brief);
    puts(".");
    if (command->about) {
        puts(".PP");
        put(command->about);
        putchar('\n');
    }
    for (int i = 0; i < CRQ_TABLES_MOST && command->tables[i]; i++) {
        for (int j = 0; j < command->tables[i]->count; j++) {
            put_option(&command->tables[i]->rows[j]);
        }
    }
    puts(".SS Examples");
    put_examples(command->examples);
}

static void put_canvases(void) {
    puts(".SH CANVASES");
    for (int i = 0; i < crq_gallery_count; i++) {
        fputs(".TP\n\\fB", stdout);
        put(crq_galleries[i].canvas->name);
        fputs("\\fR\n", stdout);
        put(crq_galleries[i].canvas->brief);
        puts(".");
    }
}

static void put_end(void) {
    puts(
        ".SH FILES\n"
        ".TP\n\\fI*.yaml\\fR\n"
        "A work: canvas, seed, size, palette, and the numbers of layers, wound, "
        "mending,\n"
        "timeline and film. \\fBcraquelure render WORK \\-\\-dry\\-run\\fR prints one "
        "with\n"
        "every number.\n"
        ".TP\n\\fImanifest.json\\fR\n"
        "Beside frames: which there shall be, of which work, with checksums.\n"
        ".SH ENVIRONMENT\n"
        ".TP\n\\fBCRAQUELURE_PALETTES\\fR\n"
        "A folder where palettes are looked for first.\n"
        ".TP\n\\fBOMP_WAIT_POLICY\\fR, \\fBGOMP_SPINCOUNT\\fR\n"
        "How idle threads wait (see libgomp); they sleep (passive) unless asked.\n"
        ".SH \"EXIT STATUS\"\n"
        "0 done; 1 could not render; 2 asked wrongly; 3 a work or palette is invalid;\n"
        "4 cannot read or write; 5 verification failed; 6 finished, but some frames\n"
        "failed; 7 a limit refused it; 130 and 143 interrupted, to be resumed.");
}

void crq_generate_manual(void) {
    puts(".TH CRAQUELURE 1 \"\" \"craquelure " CRQ_VERSION "\" \"User Commands\"\n"
         ".SH NAME\n"
         "craquelure \\- paints, breaks and mends: pictures from a seed\n"
         ".SH SYNOPSIS\n"
         ".B craquelure\n.I command\n[\\fIword\\fR]... [\\fIoption\\fR]...\n"
         ".SH DESCRIPTION\n"
         "From a seed \\fBcraquelure\\fR builds layered canvases; a fracture pass "
         "unravels\n"
         "them; a mending pass pours light and silence into the cracks. Standard "
         "output\n"
         "carries data or the names of what was written, standard error messages and\n"
         "progress. The same work gives the same bytes on any machine.");
    put_canvases();
    for (int i = 0; i < crq_command_count; i++) {
        put_command(crq_commands[i]);
    }
    put_end();
}
