/* Light gets everywhere: from off the canvas, to islands, over a net of nothing. */
#include "wound/arrival.h"

#include "harness.h"

static struct crq_work *make_work(const char *epicentre) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    ck_assert(crq_work_resize(work, 320, 180, NULL));
    ck_assert(crq_work_set(work, "wound.epicentre", epicentre, CRQ_ERROR_USAGE, NULL));
    return work;
}

/* Every time lies in the calendar; light starts and ends where it should. */
static void expect_all_reached(
    const struct crq_work *work, const struct crq_wound *wound) {
    struct crq_arrival *arrival = crq_arrival_create(work, wound);
    for (uint32_t i = 0; i < wound->glass.vertex_count; i++) {
        ck_assert(arrival->vertex[i] >= CRQ_LIGHT_FIRST);
        ck_assert(arrival->vertex[i] <= CRQ_LIGHT_LAST);
    }
    for (uint32_t s = 0; s < wound->glass.shard_count; s++) {
        ck_assert(arrival->shard[s] <= CRQ_LIGHT_LAST);
    }
    for (int i = 0; i < arrival->columns * arrival->rows; i++) {
        ck_assert(arrival->front[i] >= 0.0f && arrival->front[i] <= CRQ_FRONT_LAST);
    }
    crq_arrival_destroy(arrival);
}

START_TEST(a_source_off_the_canvas_heals_all_of_it) {
    static const char *const places[] = {"0.5,0.5", "-1,2", "2,-1", "0,0", "1,1"};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        struct crq_work *work = make_work(places[i]);
        struct crq_wound *wound = crq_wound_create(work, NULL);
        expect_all_reached(work, wound);
        crq_wound_destroy(wound);
        crq_work_destroy(work);
    }
}
END_TEST

/* Two cracks far apart, that no third joins. */
START_TEST(islands_of_cracks_heal_too) {
    struct crq_vertex vertices[] = {
        {0.2f, 0.2f, 0.1f, 0.002f, -1},
        {0.4f, 0.2f, 0.2f, 0.002f, -1},
        {1.2f, 0.8f, 0.1f, 0.002f, -1},
        {1.4f, 0.8f, 0.2f, 0.002f, -1},
    };
    struct crq_crack cracks[] = {
        {.first = 0, .count = 2, .node = {-1, -1}, .parent = -1, .shard = {-1, -1}},
        {.first = 2, .count = 2, .node = {-1, -1}, .parent = -1, .shard = {-1, -1}},
    };
    struct crq_wound wound = {.epicentre = {0.2f, 0.2f},
        .paint = {.across = 16.0f / 9.0f, .down = 1.0f},
        .glass = {.across = 16.0f / 9.0f,
            .down = 1.0f,
            .vertices = vertices,
            .vertex_count = 4,
            .cracks = cracks,
            .crack_count = 2}};
    struct crq_work *work = make_work("0.5,0.5");
    expect_all_reached(work, &wound);
    struct crq_arrival *arrival = crq_arrival_create(work, &wound);
    ck_assert(arrival->vertex[0] < arrival->vertex[1]);
    ck_assert(arrival->vertex[3] > arrival->vertex[0]);
    crq_arrival_destroy(arrival);
    crq_work_destroy(work);
}
END_TEST

START_TEST(a_wound_of_nothing_heals) {
    struct crq_wound wound = {.epicentre = {0.2f, 0.2f},
        .paint = {.across = 16.0f / 9.0f, .down = 1.0f},
        .glass = {.across = 16.0f / 9.0f, .down = 1.0f}};
    struct crq_work *work = make_work("0.5,0.5");
    expect_all_reached(work, &wound);
    crq_work_destroy(work);
}
END_TEST

START_TEST(rows_of_pixels_heal_as_places_do_one_by_one) {
    enum { ROW = 320 };
    struct crq_work *work = make_work("0.6,0.4");
    struct crq_wound *wound = crq_wound_create(work, NULL);
    struct crq_arrival *arrival = crq_arrival_create(work, wound);
    float pixel = 1.0f / 180.0f;
    float when[ROW], healed[ROW];
    for (int j = -2; j < 183; j += 5) {
        float y = ((float)j + 0.5f) * pixel;
        float mended = (float)(j + 2) / 185.0f;
        crq_front_row(arrival, y, pixel, -3, ROW, when);
        float least = crq_healed_row(arrival, y, pixel, -3, ROW, mended, healed);
        float seen = 1.0f;
        for (int k = 0; k < ROW; k++) {
            float x = ((float)(k - 3) + 0.5f) * pixel;
            ck_assert(when[k] == crq_front(arrival, x, y));
            ck_assert(healed[k] == crq_healed(arrival, x, y, mended));
            seen = MIN(seen, healed[k]);
        }
        ck_assert(least == seen);
        bool all =
            crq_healed_within(arrival, 0.0f, y, (float)ROW * pixel, y + pixel, mended);
        ck_assert(!all || least == 1.0f);
    }
    crq_arrival_destroy(arrival);
    crq_wound_destroy(wound);
    crq_work_destroy(work);
}
END_TEST

RUN_TESTS(a_source_off_the_canvas_heals_all_of_it, islands_of_cracks_heal_too,
    a_wound_of_nothing_heals, rows_of_pixels_heal_as_places_do_one_by_one)
