/* A work that is broken again keeps every scar that it had, and its history reads
 * back. Figures are printed as remarks. */
#include "model/reader.h"
#include "model/writer.h"
#include "stage/stage.h"
#include "wound/seams.h"

#include "harness.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 256, HEIGHT = 144, AREA = WIDTH * HEIGHT, GENERATIONS = 3 };

static const char *const blows[] = {"a", "second", "third", "0x4"};
static const char *const places[] = {"0.6,0.44", "0.25,0.3", "0.4,0.7", "0.8,0.5"};
static const char *const metals[] = {"gold", "silver", "opal", "gold"};

/* The work after so many blows, the last of them yet to be healed. */
static struct crq_picture broken(int generation, const char *act) {
    struct crq_order *order = crq_order_create();
    struct crq_picture picture = {NULL};
    GError *error = NULL;
    crq_order_answer(order, CRQ_ASK_CANVAS, "blood-moon-ocean", NULL);
    crq_order_answer(order, CRQ_ASK_SEED, blows[0], NULL);
    crq_order_answer(order, CRQ_ASK_SIZE, "256x144", NULL);
    crq_order_answer(order, CRQ_ASK_QUALITY, "draft", NULL);
    crq_order_answer(order, CRQ_ASK_ACT, act, NULL);
    crq_order_answer(order, CRQ_ASK_T, "1", NULL);
    crq_order_answer(order, CRQ_ASK_MOMENT, "0.25", "here: ");
    for (int g = 0; g <= generation; g++) {
        if (g > 0) {
            struct crq_picture before = {NULL};
            ck_assert(crq_order_resolve(order, &before, &error));
            crq_order_heal(order, before.work);
            crq_picture_finish(&before);
            crq_order_answer(order, CRQ_ASK_BLOW, blows[g], NULL);
        }
        g_autofree char *place = g_strconcat("wound.epicentre=", places[g], NULL);
        g_autofree char *metal = g_strconcat("mending.metal=", metals[g], NULL);
        ck_assert(crq_order_set(order, place, NULL));
        ck_assert(crq_order_set(order, metal, NULL));
    }
    ck_assert_msg(
        crq_order_resolve(order, &picture, &error), "%s", error ? error->message : "");
    crq_order_destroy(order);
    return picture;
}

struct seen {
    crq_rgba *pixels;
    uint8_t *scars;
};

static struct seen look(int generation, const char *act, int threads) {
    struct crq_picture picture = broken(generation, act);
    struct crq_crew crew = {threads, 16};
    struct crq_stage *stage = crq_stage_create(picture.work, &crew, NULL);
    const struct crq_sheet *sheet = crq_stage_render(stage, &picture.instant, NULL);
    ck_assert_ptr_nonnull(sheet);
    const uint8_t *scars = crq_stage_scars(stage);
    struct seen seen = {g_memdup2(sheet->pixels, AREA * sizeof *sheet->pixels),
        scars ? g_memdup2(scars, AREA) : g_malloc0(AREA)};
    crq_stage_destroy(stage);
    crq_picture_finish(&picture);
    return seen;
}

static void forget(struct seen *seen) {
    g_free(seen->pixels);
    g_free(seen->scars);
}

START_TEST(three_generations_keep_all_scars) {
    struct seen before = look(0, "scarred", 2);
    for (int g = 1; g <= GENERATIONS; g++) {
        struct seen whole = look(g, "whole", 2);
        struct seen after = look(g, "scarred", 2);
        int kept = 0;
        int lost = 0;
        int more = 0;
        for (int i = 0; i < AREA; i++) {
            kept += before.scars[i] && after.scars[i];
            lost += before.scars[i] && !after.scars[i];
            more += !before.scars[i] && after.scars[i];
        }
        printf("# generation %d: %.4f of the frame stays scarred, %.4f more\n", g,
            (double)kept / AREA, (double)more / AREA);
        ck_assert_int_eq(lost, 0);
        ck_assert_int_gt(more, AREA / 200);
        /* what is to be broken is the picture that was healed, to the last bit */
        ck_assert_mem_eq(before.pixels, whole.pixels, AREA * sizeof(crq_rgba));
        ck_assert_mem_eq(before.scars, whole.scars, AREA);
        for (int i = 0; i < AREA; i++) {
            ck_assert(after.scars[i] || memcmp(&after.pixels[i], &before.pixels[i],
                                            sizeof(crq_rgba)) == 0);
        }
        forget(&before);
        forget(&whole);
        before = after;
    }
    forget(&before);
}
END_TEST

START_TEST(any_number_of_threads_breaks_it_alike) {
    struct seen one = look(2, "mending", 1);
    struct seen three = look(2, "mending", 3);
    ck_assert_mem_eq(one.pixels, three.pixels, AREA * sizeof(crq_rgba));
    ck_assert_mem_eq(one.scars, three.scars, AREA);
    forget(&one);
    forget(&three);
}
END_TEST

START_TEST(a_history_reads_back_to_the_identical_work) {
    struct crq_picture picture = broken(3, "fracture");
    g_autofree char *text = crq_work_text(picture.work);
    struct crq_order *order = crq_order_parse(text, strlen(text), "text", NULL);
    struct crq_picture again = {NULL};
    ck_assert(order && crq_order_resolve(order, &again, NULL));
    g_autofree char *same = crq_work_text(again.work);
    ck_assert_str_eq(text, same);
    ck_assert_uint_eq(again.work->history->len, 3);
    ck_assert_uint_eq(again.work->blow, crq_seed_from_text("0x4"));
    const struct crq_healed *second = again.work->history->pdata[1];
    ck_assert_str_eq(second->seed_text, "second");
    ck_assert_ptr_nonnull(strstr(text, "      epicentre: [0.25, 0.3]\n"));
    crq_order_destroy(order);
    crq_picture_finish(&picture);
    crq_picture_finish(&again);
}
END_TEST

/* How much of the glass runs beside old seams, and how many hairlines cross one. */
static double beside(const struct crq_wound *wound, const struct crq_seams *seams) {
    const struct crq_net *net = &wound->glass;
    double sum = 0.0;
    double all = 0.0;
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_crack *crack = &net->cracks[c];
        g_autofree double *points = g_new(double, 2 * crack->count);
        for (uint32_t i = 0; i < crack->count; i++) {
            points[2 * i] = (double)net->vertices[crack->first + i].x;
            points[2 * i + 1] = (double)net->vertices[crack->first + i].y;
        }
        sum += crack->count * crq_seams_beside(seams, points, crack->count);
        all += crack->count;
    }
    return sum / all;
}

static int crossings(const struct crq_wound *wound, const struct crq_seams *seams) {
    const struct crq_net *net = &wound->paint;
    int count = 0;
    for (uint32_t c = 0; c < net->crack_count; c++) {
        /* the last step may end on the seam itself */
        for (uint32_t i = 1; i + 2 < net->cracks[c].count; i++) {
            const struct crq_vertex *v = &net->vertices[net->cracks[c].first + i];
            struct crq_meeting meeting;
            count += crq_traces_meet(&seams->traces, (double)v[0].x, (double)v[0].y,
                (double)v[1].x, (double)v[1].y, &meeting);
        }
    }
    return count;
}

START_TEST(new_cracks_respect_old_seams) {
    double with = 0.0;
    double without = 0.0;
    int crossed[2] = {0, 0};
    for (int g = 1; g <= GENERATIONS; g++) {
        struct crq_picture picture = broken(g, "whole");
        GPtrArray *old = crq_wounds_healed(picture.work);
        struct crq_seams *seams = crq_seams_create(
            (struct crq_wound *const *)(void *)old->pdata, old->len, 16.0 / 9.0, 1.0);
        struct crq_wound *minding = crq_wound_create(picture.work, NULL);
        g_ptr_array_set_size(picture.work->history, 0);
        struct crq_wound *heedless = crq_wound_create(picture.work, NULL);
        with += beside(minding, seams) / GENERATIONS;
        without += beside(heedless, seams) / GENERATIONS;
        crossed[0] += crossings(minding, seams);
        crossed[1] += crossings(heedless, seams);
        crq_wound_destroy(minding);
        crq_wound_destroy(heedless);
        crq_seams_destroy(seams);
        g_ptr_array_unref(old);
        crq_picture_finish(&picture);
    }
    printf("# beside old seams runs %.3f of the glass, of a heedless net %.3f\n", with,
        without);
    printf("# hairlines cross old seams %d times, heedless ones %d\n", crossed[0],
        crossed[1]);
    ck_assert(with < 0.9 * without);
    ck_assert(crossed[0] * 20 < crossed[1]);
}
END_TEST

static const struct {
    const char *text, *words;
    int code;
} wrong[] = {
    {"history: often\n", "expected a list of wounds under 'history'", 3},
    {"history: [7]\n", "expected 'seed: ...' in 'history'", 3},
    {"history: [{wound: {force: 1}}]\n", "expected 'seed: ...' in 'history'", 3},
    {"history: [{seed: ''}]\n", "a seed is", 3},
    {"history: [{seed: 1, moon: {radius: 1}}]\n", "no healed wound has 'moon'", 3},
    {"history: [{seed: 1, wound: {force: 3}}]\n", "'force' must lie in 0..1", 3},
    {"history: [{seed: 1, wound: {farce: 1}}]\n", "did you mean 'force'", 3},
    {"blow: [1, 2]\n", "expected one word for 'blow'", 3},
    {"history: [{seed: 1}, {seed: 2}, {seed: 3}, {seed: 4}, {seed: 5}, {seed: 6}, "
     "{seed: 7}, {seed: 8}, {seed: 9}, {seed: 10}, {seed: 11}, {seed: 12}, "
     "{seed: 13}]\n",
        "a canvas bears 12 healed wounds at most", 7},
};

START_TEST(what_is_no_history_is_refused) {
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *text =
            g_strconcat("canvas: glass-city\nseed: 7\n", wrong[i].text, NULL);
        GError *error = NULL;
        struct crq_picture picture = {NULL};
        struct crq_order *order = crq_order_parse(text, strlen(text), "w", &error);
        ck_assert(!order || !crq_order_resolve(order, &picture, &error));
        assert_refused(&error, wrong[i].code, "w:3:", wrong[i].words, NULL);
        crq_order_destroy(order);
    }
}
END_TEST

RUN_TESTS(three_generations_keep_all_scars, any_number_of_threads_breaks_it_alike,
    a_history_reads_back_to_the_identical_work, new_cracks_respect_old_seams,
    what_is_no_history_is_refused)
