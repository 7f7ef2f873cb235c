/* The wound as a file: back to the same numbers, and nothing false believed. */
#include "wound/graph.h"

#include "harness.h"

#include <glib/gstdio.h>
#include <string.h>

static struct crq_work *take_work(int width, int height) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    ck_assert(work && crq_work_resize(work, width, height, NULL));
    ck_assert(crq_work_set(work, "wound.density", "0.1", CRQ_ERROR_USAGE, NULL));
    return work;
}

/* A file of its own for each test; caller frees the name and removes it. */
static char *take_file(const char *text) {
    char *path = NULL;
    int descriptor = g_file_open_tmp("wound-XXXXXX.json", &path, NULL);
    ck_assert_int_ge(descriptor, 0);
    g_close(descriptor, NULL);
    ck_assert(g_file_set_contents(path, text ? text : "", -1, NULL));
    return path;
}

static void check_same(const struct crq_net *a, const struct crq_net *b) {
    ck_assert_uint_eq(a->vertex_count, b->vertex_count);
    ck_assert_uint_eq(a->crack_count, b->crack_count);
    ck_assert_uint_eq(a->node_count, b->node_count);
    ck_assert_uint_eq(a->outline_count, b->outline_count);
    ck_assert_uint_eq(a->shard_count, b->shard_count);
    ck_assert(!memcmp(a->vertices, b->vertices, a->vertex_count * sizeof *a->vertices));
    ck_assert(!memcmp(a->cracks, b->cracks, a->crack_count * sizeof *a->cracks));
    ck_assert(!memcmp(a->nodes, b->nodes, a->node_count * sizeof *a->nodes));
    ck_assert(!memcmp(a->outline, b->outline, a->outline_count * sizeof *a->outline));
    for (uint32_t i = 0; i < a->shard_count; i++) {
        ck_assert(a->shards[i].area == b->shards[i].area);
        ck_assert(a->shards[i].born == b->shards[i].born);
        ck_assert_int_eq(a->shards[i].parent, b->shards[i].parent);
    }
}

START_TEST(what_is_saved_loads_as_it_was) {
    struct crq_work *work = take_work(640, 360);
    struct crq_wound *wound = crq_wound_create(work, NULL);
    g_autofree char *path = take_file(NULL);
    ck_assert(crq_wound_save_json(wound, path, NULL));
    g_autoptr(GError) error = NULL;
    struct crq_wound *back = crq_wound_load(path, work, &error);
    ck_assert_msg(back, "%s", error ? error->message : "");
    check_same(&wound->paint, &back->paint);
    check_same(&wound->glass, &back->glass);
    ck_assert(wound->epicentre[0] == back->epicentre[0]);
    g_unlink(path);
    crq_wound_destroy(back);
    crq_wound_destroy(wound);
    crq_work_destroy(work);
}
END_TEST

START_TEST(a_wound_is_fitted_to_a_canvas_of_another_shape) {
    struct crq_work *wide = take_work(640, 360);
    struct crq_work *tall = take_work(360, 640);
    struct crq_wound *wound = crq_wound_create(wide, NULL);
    g_autofree char *path = take_file(NULL);
    ck_assert(crq_wound_save_json(wound, path, NULL));
    struct crq_wound *back = crq_wound_load(path, tall, NULL);
    ck_assert_ptr_nonnull(back);
    double sum = 0.0;
    for (uint32_t i = 0; i < back->glass.shard_count; i++) {
        sum += back->glass.shards[i].area;
    }
    ck_assert_double_eq_tol(sum, 640.0 / 360.0, 1e-5);
    g_unlink(path);
    crq_wound_destroy(back);
    crq_wound_destroy(wound);
    crq_work_destroy(wide);
    crq_work_destroy(tall);
}
END_TEST

/* A small net with two cracks and no shards; %s stands for what a test spoils. */
#define HEAD                                                                           \
    "{\"craquelure-wound\": 1, \"across\": 1, \"down\": 1, \"epicentre\": [0.5, "      \
    "0.5],\n"
#define NONE "{\"nodes\": [], \"cracks\": [], \"corners\": [], \"shards\": []}"
#define NODES                                                                          \
    "\"nodes\": [[0,0.5,0,\"border\"],[1,0.5,0,\"border\"],[0.5,0,0,\"border\"],"      \
    "[0.5,1,0,\"border\"]]"
#define CRACK(line)                                                                    \
    "{\"parent\": -1, \"generation\": 0, \"stroke\": 0, \"shard\": [-1, -1], "         \
    "\"line\": [" line "]}"
#define ACROSS CRACK("[0,0.5,0,0.001,0],[1,0.5,0.1,0.001,1]")

static void refuse(const char *text, int code, const char *words) {
    struct crq_work *work = take_work(64, 64);
    g_autofree char *path = take_file(text);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(crq_wound_load(path, work, &error));
    ck_assert_int_eq(error->code, code);
    ck_assert_msg(
        strstr(error->message, words), "'%s' is not in '%s'", words, error->message);
    g_unlink(path);
    crq_work_destroy(work);
}

static void accept(const char *text) {
    struct crq_work *work = take_work(64, 64);
    g_autofree char *path = take_file(text);
    g_autoptr(GError) error = NULL;
    struct crq_wound *wound = crq_wound_load(path, work, &error);
    ck_assert_msg(wound, "%s", error ? error->message : "");
    crq_wound_destroy(wound);
    g_unlink(path);
    crq_work_destroy(work);
}

#define NET(cracks)                                                                    \
    HEAD "\"paint\": {" NODES ", \"cracks\": [" cracks                                 \
         "], \"corners\": [], \"shards\": []},\n\"glass\": " NONE "}"

START_TEST(a_small_file_by_hand_is_taken) {
    accept(NET(ACROSS));
    accept(HEAD "\"paint\": " NONE ", \"glass\": " NONE "}");
}
END_TEST

START_TEST(false_numbers_are_refused_with_their_place) {
    refuse(NET(CRACK("[0,nan,0,0.001,0],[1,0.5,0.1,0.001,1]")), CRQ_ERROR_WORK,
        ":2:186: y must lie in 0..1, not nan");
    refuse(NET(CRACK("[0,0.5,0,-1,0],[1,0.5,0.1,0.001,1]")), CRQ_ERROR_WORK, "width");
    refuse(NET(CRACK("[0,0.5,0,0.001,9],[1,0.5,0.1,0.001,1]")), CRQ_ERROR_WORK,
        "there is no node 9");
    refuse(NET(CRACK("[0,0.6,0,0.001,0],[1,0.5,0.1,0.001,1]")), CRQ_ERROR_WORK,
        "node 0 lies elsewhere");
    refuse(NET(CRACK("[0,0.5,0.3,0.001,0],[1,0.5,0.1,0.001,1]")), CRQ_ERROR_WORK,
        "back in time");
    refuse(NET(CRACK("[0,0.5,0,0.001,0]")), CRQ_ERROR_WORK, "two vertices");
    refuse(NET(CRACK("7")), CRQ_ERROR_WORK, "");
}
END_TEST

#define OWN(parent, shard)                                                             \
    "{\"parent\": " parent ", \"generation\": 0, \"stroke\": 0, \"shard\": " shard     \
    ", \"line\": [[0,0.5,0,0.001,0],[1,0.5,0.1,0.001,1]]}"

START_TEST(names_of_what_is_not_there_are_refused) {
    refuse(NET(OWN("7", "[-1, -1]")), CRQ_ERROR_WORK, "7");
    refuse(NET(OWN("0", "[-1, -1]")), CRQ_ERROR_WORK, "0");
    refuse(NET(OWN("-2", "[-1, -1]")), CRQ_ERROR_WORK, "-2");
    refuse(NET(OWN("-1", "[5, -1]")), CRQ_ERROR_WORK, "5");
    refuse(HEAD "\"paint\": " NONE ", \"glass\": {\"nodes\": [], \"cracks\": [], "
                "\"corners\": [[0,0],[1,0],[1,1],[0,1]], \"shards\": [{\"parent\": -1, "
                "\"generation\": 0, \"outline\": [0,1,2,8]}]}}",
        CRQ_ERROR_WORK, "8");
}
END_TEST

START_TEST(a_canvas_without_a_size_or_a_place_is_refused) {
    static const char *const heads[] = {
        "\"across\": 0, \"down\": 1, \"epicentre\": [0.5, 0.5]",
        "\"across\": 1, \"down\": -1, \"epicentre\": [0.5, 0.5]",
        "\"across\": inf, \"down\": 1, \"epicentre\": [0.5, 0.5]",
        "\"across\": 1e300, \"down\": 1, \"epicentre\": [0.5, 0.5]",
        "\"across\": 1, \"down\": 1, \"epicentre\": [nan, 0.5]",
        "\"across\": 1, \"down\": 1, \"epicentre\": [0.5, 1e30]",
        "\"across\": 1, \"down\": 1, \"epicentre\": [0.5]",
        "\"across\": 1, \"down\": 1",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *text = g_strdup_printf(
            "{\"craquelure-wound\": 1, %s,\n\"paint\": " NONE ", \"glass\": " NONE "}",
            heads[i]);
        refuse(text, CRQ_ERROR_WORK, ":1:");
    }
}
END_TEST

START_TEST(a_file_cut_short_anywhere_is_refused) {
    const char *text = NET(ACROSS);
    for (size_t length = 0; length < strlen(text); length += 3) {
        g_autofree char *part = g_strndup(text, length);
        refuse(part, CRQ_ERROR_WORK, "");
    }
}
END_TEST

START_TEST(cracks_that_cross_without_a_node_are_refused) {
    refuse(NET(ACROSS "," CRACK("[0.5,0,0,0.001,2],[0.5,1,0.1,0.001,3]")),
        CRQ_ERROR_WORK, "crack 1 crosses crack 0");
}
END_TEST

START_TEST(shards_that_do_not_fill_the_canvas_are_refused) {
    refuse(HEAD "\"paint\": " NONE ", \"glass\": {\"nodes\": [], \"cracks\": [], "
                "\"corners\": [[0,0],[1,0],[0,1]], \"shards\": [{\"parent\": -1, "
                "\"generation\": 0, \"outline\": [0,1,2]}]}}",
        CRQ_ERROR_WORK, "sum to 0.5");
}
END_TEST

START_TEST(broken_files_are_refused) {
    g_autofree char *half = g_strndup(NET(ACROSS), strlen(NET(ACROSS)) / 2);
    refuse(half, CRQ_ERROR_WORK, "");
    refuse("", CRQ_ERROR_WORK, "");
    refuse("[1, 2]", CRQ_ERROR_WORK, "a map with 'craquelure-wound'");
    refuse("{\"craquelure-wound\": 9}", CRQ_ERROR_WORK, "format '9'");
    refuse(HEAD "\"paint\": " NONE "}", CRQ_ERROR_WORK, "'glass' is missing");
    refuse("\xff\xfe\x01", CRQ_ERROR_WORK, "");
}
END_TEST

START_TEST(a_file_that_is_not_there_is_named) {
    struct crq_work *work = take_work(64, 64);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(crq_wound_load("/nowhere/wound.json", work, &error));
    ck_assert_int_eq(error->code, CRQ_ERROR_FILE);
    ck_assert(strstr(error->message, "/nowhere/wound.json"));
    crq_work_destroy(work);
}
END_TEST

START_TEST(a_pile_of_cracks_in_one_place_is_refused_before_long) {
    g_autoptr(GString) text = g_string_new(
        HEAD "\"paint\": {\"nodes\": ["
             "[0.5,0.5,0,\"end\"],[0.5,0.500001,0,\"end\"]], \"cracks\": [");
    for (int i = 0; i < 40000; i++) {
        g_string_append_printf(
            text, "%s" CRACK("[0.5,0.5,0,0,0],[0.5,0.500001,0,0,1]"), i > 0 ? "," : "");
    }
    g_string_append(text, "], \"corners\": [], \"shards\": []}, \"glass\": " NONE "}");
    refuse(text->str, CRQ_ERROR_LIMIT, "crowds too many cracks into one place");
}
END_TEST

START_TEST(a_million_edges_are_too_many) {
    g_autoptr(GString) text = g_string_new(HEAD "\"paint\": {" NODES ", \"cracks\": [");
    g_string_append(text, "{\"parent\": -1, \"generation\": 0, \"stroke\": 0, "
                          "\"shard\": [-1,-1], \"line\": [");
    for (int i = 0; i < 1000000; i++) {
        g_string_append(text, i > 0 ? ",[0,0,0,0,0]" : "[0,0,0,0,0]");
    }
    g_string_append(
        text, "]}], \"corners\": [], \"shards\": []}, \"glass\": " NONE "}");
    refuse(text->str, CRQ_ERROR_LIMIT, "more than 600000 vertices");
}
END_TEST

RUN_TESTS(what_is_saved_loads_as_it_was, a_wound_is_fitted_to_a_canvas_of_another_shape,
    a_small_file_by_hand_is_taken, false_numbers_are_refused_with_their_place,
    names_of_what_is_not_there_are_refused,
    a_canvas_without_a_size_or_a_place_is_refused, a_file_cut_short_anywhere_is_refused,
    cracks_that_cross_without_a_node_are_refused,
    shards_that_do_not_fill_the_canvas_are_refused, broken_files_are_refused,
    a_file_that_is_not_there_is_named,
    a_pile_of_cracks_in_one_place_is_refused_before_long, a_million_edges_are_too_many)
