/* A hole is filled with what its rim remembers, and nothing else is touched. */
#include "sheet/inpaint.h"

#include "harness.h"

#include <math.h>
#include <stdio.h>

enum { W = 96, H = 64 };

/* Smooth in both directions, with colours that differ. */
static crq_rgba slope(int x, int y) {
    float u = (float)x / W;
    float v = (float)y / H;
    return crq_rgba_make(u, v, 0.5f * (u + v), 1.0f);
}

static struct crq_sheet *paint(void) {
    struct crq_sheet *sheet = crq_sheet_create(W, H, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < W * H; i++) {
        sheet->pixels[i] = slope(i % W, i / W);
    }
    return sheet;
}

/* A crack from side to side, and a lost corner. */
static bool is_lost(int x, int y) {
    return abs(x - y - 10) < 3 || (x > W - 8 && y > H - 8);
}

static double mean_error(int sweeps) {
    struct crq_sheet *sheet = paint();
    uint8_t *hole = g_new0(uint8_t, W * H);
    for (int i = 0; i < W * H; i++) {
        hole[i] = is_lost(i % W, i / W) ? 255 : 0;
        sheet->pixels[i] = hole[i] ? crq_rgba_grey(7.0f) : sheet->pixels[i];
    }
    ck_assert(crq_inpaint(sheet, hole, sweeps, NULL));
    double sum = 0.0;
    int lost = 0;
    for (int i = 0; i < W * H; i++) {
        crq_rgba was = slope(i % W, i / W);
        crq_rgba off = sheet->pixels[i] - was;
        ck_assert(hole[i] || memcmp(&sheet->pixels[i], &was, sizeof was) == 0);
        for (int k = 0; k < 3; k++) {
            sum += fabs((double)off[k]) / 3.0;
        }
        lost += hole[i] != 0;
    }
    g_free(hole);
    crq_sheet_destroy(sheet);
    return sum / lost;
}

START_TEST(a_slope_is_recalled_and_the_rest_keeps_its_bits) {
    double guess = mean_error(0);
    double relaxed = mean_error(8);
    printf("# mean error of the guess %.4f, after 8 sweeps %.4f\n", guess, relaxed);
    ck_assert(guess < 0.02);
    ck_assert(relaxed < 0.9 * guess);
}
END_TEST

START_TEST(what_is_all_hole_becomes_black) {
    for (int side = 1; side < 6; side += 2) {
        struct crq_sheet *sheet = crq_sheet_create(side, side, CRQ_PLANES_COLOUR, NULL);
        uint8_t hole[25];
        memset(hole, 1, sizeof hole);
        for (int i = 0; i < side * side; i++) {
            sheet->pixels[i] = crq_rgba_grey(0.5f);
        }
        ck_assert(crq_inpaint(sheet, hole, 3, NULL));
        for (int i = 0; i < side * side; i++) {
            ck_assert(crq_luminance(sheet->pixels[i]) == 0.0f);
        }
        crq_sheet_destroy(sheet);
    }
}
END_TEST

RUN_TESTS(
    a_slope_is_recalled_and_the_rest_keeps_its_bits, what_is_all_hole_becomes_black)
