/* Brushwork in a sequence: strokes stand on the canvas and turn without popping. */
#include "paint/shared/brush.h"

#include "harness.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 192, HEIGHT = 108, FRAMES = 48 };

static const struct crq_crew one = {1, 16};
static const struct crq_brushwork numbers = {
    .strength = 1.0, .size = 6.0, .relief = 1.0, .weave = 1.0};

/* Upright ripples of light: the gradient is level, so strokes stand; where the ripples
 * are faint, strokes lie. */
static struct crq_sheet *ripples(double height, double shift) {
    struct crq_sheet *sheet = crq_sheet_create(WIDTH, HEIGHT, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        double x = (double)(i % WIDTH) + shift;
        float light = (float)(0.2 * exp2(height * sin(x * CRQ_TAU / 16.0)));
        sheet->pixels[i] = crq_rgba_make(light, light, light, 1.0f);
    }
    return sheet;
}

/* What the brush adds to a picture, stops. */
static void brushed(double height, double shift, double *added) {
    struct crq_sheet *plain = ripples(height, shift);
    struct crq_sheet *painted = ripples(height, shift);
    struct crq_brush brush = {.seed = 7, .sheet = painted, .crew = &one};
    crq_brushwork_paint(&brush, &numbers, NULL);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        added[i] = log2((double)painted->pixels[i][0] / (double)plain->pixels[i][0]);
    }
    crq_sheet_destroy(plain);
    crq_sheet_destroy(painted);
}

/* The largest and the mean change from a to b. */
static double step(const double *a, const double *b, double *mean) {
    double most = 0.0;
    *mean = 0.0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        most = MAX(most, fabs(b[i] - a[i]));
        *mean += fabs(b[i] - a[i]) / (WIDTH * HEIGHT);
    }
    return most;
}

/* The strokes turn upright as the ripples grow: the picture's direction passes through
 * a place where there is none. */
START_TEST(a_stroke_neither_appears_nor_vanishes_at_once) {
    static double before[WIDTH * HEIGHT];
    static double after[WIDTH * HEIGHT];
    static const double none[WIDTH * HEIGHT];
    double share = 0.0;
    brushed(0.0, 0.0, before);
    for (int k = 1; k <= FRAMES; k++) {
        double strokes;
        double change;
        brushed(2.0 * k / FRAMES, 0.0, after);
        step(none, after, &strokes);
        step(before, after, &change);
        share = MAX(share, change / strokes);
        memcpy(before, after, sizeof before);
    }
    ck_assert_msg(share < 0.20, "a frame changes %.3f of the strokes", share);
}
END_TEST

/* Strokes that swam along with what moves would change as much as if thrown anew. */
START_TEST(strokes_stand_while_the_picture_moves) {
    static double before[WIDTH * HEIGHT];
    static double after[WIDTH * HEIGHT];
    static const double none[WIDTH * HEIGHT];
    double strokes;
    double change;
    brushed(0.5, 0.0, before);
    brushed(0.5, 1.0, after);
    step(none, before, &strokes);
    step(before, after, &change);
    ck_assert_msg(change < 0.35 * strokes, "%.4f stops of %.4f", change, strokes);
}
END_TEST

START_TEST(no_strength_leaves_every_pixel) {
    struct crq_sheet *sheet = ripples(0.5, 0.0);
    struct crq_sheet *same = ripples(0.5, 0.0);
    struct crq_brush brush = {.seed = 7, .sheet = sheet, .crew = &one};
    struct crq_brushwork off = numbers;
    off.strength = 0.0;
    crq_brushwork_paint(&brush, &off, NULL);
    ck_assert_int_eq(
        memcmp(sheet->pixels, same->pixels, sizeof(crq_rgba) * WIDTH * HEIGHT), 0);
    crq_sheet_destroy(sheet);
    crq_sheet_destroy(same);
}
END_TEST

RUN_TESTS(a_stroke_neither_appears_nor_vanishes_at_once,
    strokes_stand_while_the_picture_moves, no_strength_leaves_every_pixel)
