/* Masks only grow, and show every shard. */
#include "wound/mask.h"

#include "harness.h"

#include <string.h>

enum { WIDTH = 240, HEIGHT = 135, AREA = WIDTH * HEIGHT };

static const struct crq_crew crew = {2, 32};

static struct crq_wound *grow(void) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    ck_assert(crq_work_resize(work, WIDTH, HEIGHT, NULL));
    ck_assert(crq_work_set(work, "wound.density", "0.3", CRQ_ERROR_USAGE, NULL));
    struct crq_wound *wound = crq_wound_create(work, NULL);
    crq_work_destroy(work);
    return wound;
}

static void check_growth(const struct crq_net *net, float least) {
    uint8_t *before = g_new0(uint8_t, AREA);
    uint8_t *mask = g_new0(uint8_t, AREA);
    for (int step = 0; step <= 60; step++) {
        crq_mask_cracks(net, &crew, (float)step / 60.0f, least, WIDTH, HEIGHT, mask);
        int shrunk = 0;
        for (int i = 0; i < AREA; i++) {
            shrunk += mask[i] < before[i];
        }
        ck_assert_int_eq(shrunk, 0);
        memcpy(before, mask, AREA);
    }
    g_free(before);
    g_free(mask);
}

START_TEST(a_mask_never_shrinks_at_any_pixel) {
    struct crq_wound *wound = grow();
    check_growth(&wound->paint, 0.0f);
    check_growth(&wound->paint, 1.0f);
    check_growth(&wound->glass, 0.0f);
    check_growth(&wound->glass, 1.5f);
    crq_wound_destroy(wound);
}
END_TEST

START_TEST(nothing_is_cracked_before_and_much_after) {
    struct crq_wound *wound = grow();
    uint8_t *mask = g_new0(uint8_t, AREA);
    crq_mask_cracks(&wound->glass, &crew, 0.0f, 1.0f, WIDTH, HEIGHT, mask);
    int early = 0;
    for (int i = 0; i < AREA; i++) {
        early += mask[i] > 0;
    }
    ck_assert_int_eq(early, 0);
    crq_mask_cracks(&wound->glass, &crew, 1.0f, 1.0f, WIDTH, HEIGHT, mask);
    int open = 0;
    for (int i = 0; i < AREA; i++) {
        open += mask[i] > 127;
    }
    ck_assert_int_gt(open, AREA / 50);
    ck_assert_int_lt(open, AREA / 4);
    g_free(mask);
    crq_wound_destroy(wound);
}
END_TEST

START_TEST(strips_and_threads_do_not_matter) {
    struct crq_wound *wound = grow();
    const struct crq_crew alone = {1, 7};
    uint8_t *one = g_new0(uint8_t, AREA);
    uint8_t *two = g_new0(uint8_t, AREA);
    crq_mask_cracks(&wound->paint, &crew, 0.4f, 0.0f, WIDTH, HEIGHT, one);
    crq_mask_cracks(&wound->paint, &alone, 0.4f, 0.0f, WIDTH, HEIGHT, two);
    ck_assert_mem_eq(one, two, AREA);
    crq_mask_shards(&wound->glass, &crew, WIDTH, HEIGHT, one);
    crq_mask_shards(&wound->glass, &alone, WIDTH, HEIGHT, two);
    ck_assert_mem_eq(one, two, AREA);
    g_free(one);
    g_free(two);
    crq_wound_destroy(wound);
}
END_TEST

START_TEST(every_pixel_has_its_shard_in_proportion_to_the_areas) {
    struct crq_wound *wound = grow();
    const struct crq_net *net = &wound->glass;
    uint16_t *labels = g_new0(uint16_t, AREA);
    uint32_t *counts = g_new0(uint32_t, net->shard_count);
    uint8_t *greys = g_new0(uint8_t, AREA);
    uint8_t *grey_of = g_new0(uint8_t, net->shard_count);
    crq_mask_labels(net, &crew, WIDTH, HEIGHT, labels);
    crq_mask_shards(net, &crew, WIDTH, HEIGHT, greys);
    int missing = 0;
    for (int i = 0; i < AREA; i++) {
        uint8_t *grey = &grey_of[labels[i] < net->shard_count ? labels[i] : 0];
        ck_assert(greys[i] > 0 && (*grey == 0 || *grey == greys[i]));
        *grey = greys[i];
        missing += labels[i] >= net->shard_count;
        counts[labels[i] < net->shard_count ? labels[i] : 0]++;
    }
    ck_assert_int_eq(missing, 0);
    double pixel = (double)net->across * (double)net->down / AREA;
    for (uint32_t i = 0; i < net->shard_count; i++) {
        double border = 4.0 * pixel * net->shards[i].count + 30.0 * pixel;
        ck_assert_double_eq_tol(counts[i] * pixel, net->shards[i].area, border);
    }
    g_free(greys);
    g_free(grey_of);
    g_free(labels);
    g_free(counts);
    crq_wound_destroy(wound);
}
END_TEST

RUN_TESTS(a_mask_never_shrinks_at_any_pixel, nothing_is_cracked_before_and_much_after,
    strips_and_threads_do_not_matter,
    every_pixel_has_its_shard_in_proportion_to_the_areas)
