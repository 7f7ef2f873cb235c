/* The options, each declared once. */
#include "cli/command.h"

#define FIELD(field) offsetof(struct crq_asked, field)
#define TEXT(label, short_form, field, noun, phrase)                                   \
    {                                                                                  \
        .name = label, .letter = short_form, .kind = CRQ_OPTION_TEXT,                  \
        .offset = FIELD(field), .value = noun, .brief = phrase                         \
    }
#define WORDS(label, field, noun, phrase, all)                                         \
    {                                                                                  \
        .name = label, .kind = CRQ_OPTION_TEXT, .offset = FIELD(field), .value = noun, \
        .brief = phrase, .words = all                                                  \
    }
#define COUNT(label, short_form, field, most, phrase)                                  \
    {                                                                                  \
        .name = label, .letter = short_form, .kind = CRQ_OPTION_COUNT,                 \
        .offset = FIELD(field), .high = most, .value = "N", .brief = phrase            \
    }
#define SWITCH(label, short_form, field, phrase)                                       \
    {                                                                                  \
        .name = label, .letter = short_form, .kind = CRQ_OPTION_SWITCH,                \
        .offset = FIELD(field), .brief = phrase                                        \
    }
#define LIST(label, field, noun, phrase)                                               \
    {                                                                                  \
        .name = label, .kind = CRQ_OPTION_LIST, .offset = FIELD(field), .value = noun, \
        .brief = phrase                                                                \
    }
#define OUTPUT                                                                         \
    TEXT("output", 'o', output, "NAME",                                                \
        "where to; - is standard output; {seed} {blow} {canvas} {act} {palette} {w} "  \
        "{h} {hash}")
#define THREADS                                                                        \
    COUNT("threads", 'j', threads, 1024, "how many may work; all cores unless asked")
#define TABLE(words, array)                                                            \
    { .title = words, .rows = array, .count = (int)G_N_ELEMENTS(array) }

static const struct crq_option picture[] = {
    TEXT("seed", 's', seed, "SEED", "a number, 0xHEX or any text; else one is drawn"),
    WORDS("act", act, "ACT", "whole, fracture, void, mending or scarred",
        "whole fracture void mending scarred"),
    TEXT("t", 0, t, "0..1", "how far into the act"),
    TEXT("moment", 0, moment, "0..1", "how far into the whole loop"),
    TEXT("size", 0, size, "WxH", "in pixels"),
    WORDS("paper", paper, "NAME",
        "A0..A7, letter..., 420x594mm or 16x20in; NAME lies flat, NAME-portrait not",
        "A0 A1 A2 A3 A4 A5 A6 A7 letter legal tabloid postcard square"),
    TEXT("dpi", 0, dpi, "N", "print resolution; 300 with --paper"),
    TEXT("bleed", 0, bleed, "3mm", "added on every side of the paper"),
    TEXT("palette", 'p', palette, "NAME", "a palette by name, or a .gpl file"),
    LIST("set", sets, "layer.parameter=VALUE", "a number of the work; repeatable"),
    WORDS("quality", quality, "NAME", "draft, good or best", "draft good best"),
    WORDS("bits", bits, "8|16", "bits a channel", "8 16"),
    TEXT("graph", 0, graph, "FILE.json",
        "a wound that was exported, instead of a new one"),
    TEXT("from", 0, from, "FILE.png", "the work and the instant of this picture"),
};
const struct crq_options crq_picture_options = TABLE("The picture", picture);

static const struct crq_option output[] = {
    OUTPUT,
    THREADS,
};
const struct crq_options crq_output_options = TABLE("The run", output);

static const struct crq_option rehearsal[] = {
    SWITCH("dry-run", 'n', dry_run, "print the resolved work and make nothing"),
};
const struct crq_options crq_rehearsal_options = TABLE(NULL, rehearsal);

static const struct crq_option timing[] = {
    SWITCH("timings", 0, timings, "say how long each step took"),
};
const struct crq_options crq_timing_options = TABLE(NULL, timing);

static const struct crq_option sequence[] = {
    TEXT("frames", 'f', frames, "RANGES",
        "which: 0..99 0..99..5 10-20 1,5,8 -1 25%..50%; all unless asked"),
    TEXT("fps", 0, fps, "N", "frames a second; the timeline's unless asked"),
    TEXT("duration", 0, duration, "20s",
        "of the whole loop; the timeline's unless asked"),
    COUNT("jobs", 0, jobs, 1024, "frames made at once; threads are shared among them"),
    TEXT("shard", 0, shard, "I/N",
        "only every Nth frame, from the Ith: one machine's part"),
    SWITCH("resume", 0, resume, "keep the whole frames that the same work made"),
};
const struct crq_options crq_sequence_options = TABLE("The sequence", sequence);

static const struct crq_option sheet[] = {
    TEXT("seeds", 0, seeds, "RANGES", "a picture for each: 0..23, or words: a,b,c"),
    LIST("vary", vary, "layer.parameter=A,B,C",
        "a picture for each value, crossed with the seeds; repeatable"),
    COUNT("columns", 0, columns, 1000, "pictures a row"),
};
const struct crq_options crq_sheet_options = TABLE("The contact sheet", sheet);

static const struct crq_option json[] = {
    SWITCH("json", 0, json, "for programs"),
};
const struct crq_options crq_json_options = TABLE("The form", json);

static const struct crq_option spot[] = {
    TEXT("spot", 0, spot, "N%", "render a sample again and compare every pixel"),
};
const struct crq_options crq_spot_options = TABLE("The check", spot);

static const struct crq_option format[] = {
    WORDS("format", format, "KIND", "json, svg or png; else by the extension",
        "json svg png"),
    WORDS("mask", mask, "KIND", "what a PNG shows: cracks, shards or scars",
        "cracks shards scars"),
    WORDS("net", net, "KIND", "of which net: glass or paint", "glass paint"),
};
const struct crq_options crq_format_options = TABLE("The form", format);

static const struct crq_option recolour[] = {
    TEXT("share", 0, share, "0..1", "mix: how much of the second; half unless asked"),
    TEXT("hue", 0, hue, "TURNS", "tweak: turns every hue, -1..1"),
    TEXT("chroma", 0, chroma, "FACTOR", "tweak: strength of colour, 0..3"),
    TEXT("lightness", 0, lightness, "-1..1", "tweak: lighter or darker; 0.05 is seen"),
    LIST("role", roles, "ROLE=#rrggbb", "tweak: the colour of one role; repeatable"),
    TEXT("output", 'o', output, "FILE.gpl", "where to; standard output unless asked"),
};
const struct crq_options crq_recolour_options = TABLE("New palettes", recolour);

static const struct crq_option threads[] = {
    THREADS,
};
const struct crq_options crq_threads_options = TABLE("The run", threads);

static const struct crq_option progress[] = {
    WORDS("progress", progress, "KIND", "auto, bar, lines, json or none",
        "auto bar lines json none"),
};
const struct crq_options crq_progress_options = TABLE(NULL, progress);

static const struct crq_option common[] = {
    SWITCH("quiet", 'q', quiet, "no messages but errors"),
};
const struct crq_options crq_common_options = TABLE("Always", common);
