/* Commands and options as tables: parsing, help, manual and completion walk them. */
#ifndef CRQ_CLI_COMMAND_H
#define CRQ_CLI_COMMAND_H

#include "base/error.h"

#include <stddef.h>

/* What was typed. One struct for all commands; each takes some of the options. */
struct crq_asked {
    char **words; /* what is no option, NULL-terminated */
    int word_count;
    /* the picture */
    const char *seed, *palette, *quality, *size, *paper, *dpi, *bleed;
    const char *act, *t, *moment, *bits, *from, *graph;
    GPtrArray *sets;
    /* the run */
    const char *output, *progress;
    int threads;
    bool dry_run, timings, json, quiet;
    /* sequences */
    const char *frames, *fps, *duration, *shard, *spot;
    int jobs;
    bool resume;
    /* contact sheets */
    const char *seeds;
    GPtrArray *vary;
    int columns;
    /* wounds */
    const char *format, *mask, *net;

    /* palettes */
    const char *share, *hue, *chroma, *lightness;
    GPtrArray *roles;

    bool told; /* the failure has been told already: say no more */
};

enum crq_option_kind {
    CRQ_OPTION_TEXT,   /* const char *, taken as typed */
    CRQ_OPTION_LIST,   /* GPtrArray *, may be repeated */
    CRQ_OPTION_COUNT,  /* int, 1..high */
    CRQ_OPTION_SWITCH, /* bool, takes no value */
};

struct crq_option {
    const char *name; /* without dashes */
    char letter;      /* short form, or 0 */
    enum crq_option_kind kind;
    size_t offset; /* in struct crq_asked */
    int high;
    const char *value; /* how help names the value */
    const char *brief; /* one phrase, lower case, no full stop */
    const char *words; /* values that completion offers, parted by spaces; or NULL */
};

struct crq_options {
    const char *title; /* NULL: goes on with the table before it */
    const struct crq_option *rows;
    int count;
};

extern const struct crq_options crq_picture_options, crq_output_options,
    crq_rehearsal_options, crq_timing_options, crq_progress_options,
    crq_sequence_options, crq_sheet_options, crq_common_options, crq_json_options,
    crq_spot_options, crq_format_options, crq_threads_options, crq_recolour_options;

enum { CRQ_TABLES_MOST = 8 };

struct crq_command {
    const char *name;
    const char *arguments; /* as help writes them */
    const char *brief;     /* one phrase, lower case, no full stop */
    const char *about;     /* paragraphs */
    const char *examples;  /* lines "command line -- what it does" */
    int least, most;       /* how many words it takes; most -1 for any number */
    const struct crq_options *tables[CRQ_TABLES_MOST];
    bool (*run)(struct crq_asked *asked, GError **error);
};

extern const struct crq_command crq_command_render, crq_command_frames,
    crq_command_verify, crq_command_sheet, crq_command_palette, crq_command_describe,
    crq_command_info, crq_command_wound, crq_command_again, crq_command_help;
extern const struct crq_command *const crq_commands[];
extern const int crq_command_count;

/* NULL with CRQ_ERROR_USAGE and the nearest name. */
const struct crq_command *crq_command_find(const char *name, GError **error);

/* Reads options and words that follow the command's name. Sets *help when -h or --help
 * is among them. False with CRQ_ERROR_USAGE. */
bool crq_command_parse(const struct crq_command *command, int count, char **words,
    struct crq_asked *asked, bool *help, GError **error);
void crq_asked_finish(struct crq_asked *asked);

/* Help, on standard output. */
void crq_help_program(void);
void crq_help_command(const struct crq_command *command);

#endif
