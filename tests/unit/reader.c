/* Work files: what is read, and where each complaint points. */
#include "model/reader.h"

#include "harness.h"
#include "model/writer.h"

#include <string.h>

#define HEAD "canvas: glass-city\nseed: 7\n"

/* Reads and resolves; NULL when all is well, else the complaint. */
static char *complaint(const char *text, int *code) {
    GError *error = NULL;
    struct crq_picture picture = {NULL};
    struct crq_order *order = crq_order_parse(text, strlen(text), "w", &error);
    bool good = order && crq_order_resolve(order, &picture, &error);
    char *words = good ? NULL : g_strdup(error->message);
    *code = good ? 0 : error->code;
    g_clear_error(&error);
    crq_picture_finish(&picture);
    crq_order_destroy(order);
    return words;
}

static const struct {
    const char *text, *start; /* of the complaint */
    int code;
} wrong[] = {
    {"", "w:1:1: the file is empty", 3},
    {" \n \n", "w:1:1: the file is empty", 3},
    {"hello", "w:1:1: not a work file", 3},
    {"- a\n- b\n", "w:1:1: not a work file", 3},
    {"{{{{", "w:1:2: a key must be a word", 3},
    {"seed: 7\n", "w:1:1: the work does not say which 'canvas'", 3},
    {"canvas: a\001b\n", "w:1:10: this is no readable text", 3},
    {"canvas: glas-city\nseed: 1\n",
        "w:1:9: no canvas is called 'glas-city'; did you mean 'glass-city'?", 3},
    {HEAD "seed: 8\n", "w:3:1: given twice: 'seed'", 3},
    {HEAD "wound:\n\tdensity: 1\n", "w:4:1: tabs may not indent", 3},
    {HEAD "wound: &a {density: 1}\n", "w:3:8: anchors ('&')", 3},
    {HEAD "wound: *a\n", "w:3:8: aliases ('*')", 3},
    {HEAD "wound: !!map {}\n", "w:3:8: tags ('!')", 3},
    {HEAD "---\na: b\n", "w:3:1: a second document", 3},
    {HEAD "wound: {density: 1\n", "w:4:1: ", 3},
    {HEAD "palete: ember\n", "w:3:1: a work has no 'palete'; did you mean 'palette'?",
        3},
    {HEAD "wound: {densty: 1}\n",
        "w:3:9: 'wound' has no parameter called 'densty'; did you mean 'density'?", 3},
    {HEAD "layers: {skj: {}}\n",
        "w:3:10: canvas 'glass-city' has no layer or settings "
        "called 'skj'; did you mean 'sky'?",
        3},
    {HEAD "layers: {wound: {density: 1}}\n",
        "w:3:10: 'wound' belongs to 'settings', not to 'layers'", 3},
    {HEAD "layers: [sky]\n", "w:3:9: expected 'name: {...}' under 'layers'", 3},
    {HEAD "wound: 3\n", "w:3:8: expected 'parameter: value' under 'wound'", 3},
    {HEAD "wound: {density: 2}\n", "w:3:18: 'density' must lie in 0..1, not 2", 3},
    {HEAD "wound: {density: nan}\n", "w:3:18: 'density' must lie in 0..1, not nan", 3},
    {HEAD "wound: {density: abc}\n", "w:3:18: 'density' takes a number", 3},
    {HEAD "wound: {density: {a: 1}}\n", "w:3:18: expected a number", 3},
    {HEAD "wound: {epicentre: [0.1]}\n", "w:3:20: 'epicentre' takes two numbers", 3},
    {HEAD "wound: {epicentre: [1, 2, 3]}\n", "w:3:20: 'epicentre' takes two", 3},
    {HEAD "wound: {style: duch}\n", "w:3:16: 'style' is one of", 3},
    {HEAD "timeline: {whole: 6x}\n", "w:3:19: 'whole' takes a number", 3},
    {HEAD "film: {exposure: 1e999}\n", "w:3:18: 'exposure' must lie in -8..8 stops", 3},
    {HEAD "size: 0x0\n", "w:3:7: a picture needs at least 1x1 pixels", 3},
    {HEAD "size: 12\n", "w:3:7: a size is written WIDTHxHEIGHT", 3},
    {HEAD "size: 1000000x1000000\n", "w:3:7: 1000000x1000000 pixels are over", 7},
    {HEAD "size: 9x9\npaper: A4\n", "w:4:8: 'size' and 'paper' exclude each other", 3},
    {HEAD "paper: A44\n", "w:3:8: no paper is called 'A44'; did you mean 'A4'?", 3},
    {HEAD "bleed: 3mm\n", "w:3:8: 'bleed' needs 'paper'", 3},
    {HEAD "dpi: -3\n", "w:3:6: 'dpi' must lie in 0..10000", 3},
    {HEAD "quality: bst\n", "w:3:10: 'quality' is one of", 3},
    {HEAD "palette: embr\n", "w:3:10: no palette is called 'embr'; did you mean", 3},
    {HEAD "palette: {colours: {night: red}}\n", "w:3:28: a colour is written", 3},
    {HEAD "palette: {colours: {nigt: \"#000000\"}}\n",
        "w:3:21: no role is called 'nigt'; did you mean 'night'?", 3},
    {HEAD "picture: {act: breaking}\n", "w:3:16: 'act' is one of", 3},
    {HEAD "picture: {when: 3}\n", "w:3:11: 'picture' has no 'when'", 3},
    {"canvas: glass-city\nseed: \"\"\n", "w:2:7: a seed is", 3},
    {"canvas: glass-city\nseed:\n", "w:2:6: expected one word for 'seed'", 3},
    {"craquelure: 2\n" HEAD, "w:1:13: this program knows format 1, not '2'", 3},
    {"engine: 99\n" HEAD, "w:1:9: this program knows engine", 3},
};

START_TEST(every_complaint_says_where) {
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        int code;
        g_autofree char *words = complaint(wrong[i].text, &code);
        ck_assert_msg(words && g_str_has_prefix(words, wrong[i].start),
            "case %d gave \"%s\", not \"%s\"", (int)i, words ? words : "nothing",
            wrong[i].start);
        ck_assert_int_eq(code, wrong[i].code);
    }
}
END_TEST

START_TEST(deep_long_and_crowded_files_are_refused_at_once) {
    int code;
    g_autofree char *deep = g_strnfill(10000, '[');
    g_autofree char *words = complaint(deep, &code);
    ck_assert_str_eq(words, "w:1:17: nested deeper than any work is");
    g_autofree char *tail = g_strnfill(1 << 20, '#');
    g_autofree char *large = g_strconcat(HEAD, tail, NULL);
    g_autofree char *longest = complaint(large, &code);
    ck_assert_int_eq(code, CRQ_ERROR_LIMIT);
    GString *crowd = g_string_new(NULL);
    for (int i = 0; i < 70000; i++) {
        g_string_append_printf(crowd, "k%d: 1\n", i);
    }
    g_autofree char *crowded = complaint(crowd->str, &code);
    ck_assert_str_eq(crowded, "w:1025:1: more keys than any work has");
    g_string_free(crowd, TRUE);
}
END_TEST

static struct crq_picture read_picture(const char *text) {
    GError *error = NULL;
    struct crq_picture picture;
    struct crq_order *order = crq_order_parse(text, strlen(text), "w", &error);
    ck_assert_msg(order && crq_order_resolve(order, &picture, &error), "%s",
        error ? error->message : "");
    crq_order_destroy(order);
    return picture;
}

START_TEST(json_is_read_too) {
    struct crq_picture picture =
        read_picture("{\"canvas\": \"glass-city\", \"seed\": \"blood moon\", \"size\": "
                     "\"640x360\",\n"
                     "\"wound\": {\"epicentre\": [0.62, 0.4], \"style\": \"earth\"},\n"
                     "\"timeline\": {\"whole\": \"6s\", \"void\": 3}}");
    g_autofree char *text = crq_work_text(picture.work);
    ck_assert_ptr_nonnull(strstr(text, "seed: \"blood moon\"\nsize: 640x360\n"));
    ck_assert_ptr_nonnull(strstr(text, "  style: earth\n  epicentre: [0.62, 0.4]\n"));
    crq_picture_finish(&picture);
}
END_TEST

START_TEST(flags_go_before_the_file_and_the_file_before_presets) {
    const char *text = HEAD "size: 640x360\npalette: ember\nwound: {density: 0.25}\n"
                            "picture: {act: mending, t: 0.5, moment: 0.5}\n";
    struct crq_order *order = crq_order_parse(text, strlen(text), "w", NULL);
    crq_order_answer(order, CRQ_ASK_PAPER, "A6-landscape", NULL);
    crq_order_answer(order, CRQ_ASK_DPI, "100", NULL);
    crq_order_answer(order, CRQ_ASK_ACT, "void", NULL);
    ck_assert(crq_order_set(order, "wound.force=0.75", NULL));
    struct crq_picture picture;
    ck_assert(crq_order_resolve(order, &picture, NULL));
    ck_assert_int_eq(picture.work->width, 583);
    ck_assert_int_eq(picture.work->height, 413);
    ck_assert_str_eq(picture.work->palette_name, "ember");
    ck_assert_int_eq(picture.instant.act, CRQ_ACT_VOID);
    ck_assert_double_eq(picture.instant.t, crq_act_best(CRQ_ACT_VOID));
    g_autofree char *resolved = crq_work_text(picture.work);
    ck_assert_ptr_nonnull(strstr(resolved, "  density: 0.25\n  force: 0.75\n"));
    crq_picture_finish(&picture);
    crq_order_destroy(order);
}
END_TEST

RUN_TESTS(every_complaint_says_where, deep_long_and_crowded_files_are_refused_at_once,
    json_is_read_too, flags_go_before_the_file_and_the_file_before_presets)
