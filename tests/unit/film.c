/* The film: a curve that rises, keeps middle grey, and never leaves 0..1. */
#include "sheet/film.h"

#include "colour/srgb.h"
#include "harness.h"

#include <math.h>
#include <string.h>

static const struct crq_crew one = {1, 16};
static const struct crq_film bare = {.contrast = 1, .saturation = 1};
static const struct crq_film rich = {0.3, 1.1, 1.12, 0.1, 1, 0.4, 0.7};

enum { WIDE = 600, HIGH = 3 };

/* Greys from 2^-14 to 2^6, left to right. */
static struct crq_sheet *greys(void) {
    struct crq_sheet *sheet = crq_sheet_create(WIDE, HIGH, CRQ_PLANES_COLOUR, NULL);
    for (int j = 0; j < HIGH; j++) {
        for (int i = 0; i < WIDE; i++) {
            float v = (float)exp2(-14.0 + 20.0 * i / WIDE);
            crq_sheet_row(sheet, j)[i] = crq_rgba_make(v, v, v, 1);
        }
    }
    return sheet;
}

static struct crq_sheet *flat(int width, int height, crq_rgba colour) {
    struct crq_sheet *sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < width * height; i++) {
        sheet->pixels[i] = colour;
    }
    return sheet;
}

static struct crq_sheet *mottled(int width, int height) {
    struct crq_sheet *sheet = crq_sheet_create(width, height, CRQ_PLANES_COLOUR, NULL);
    for (int i = 0; i < width * height; i++) {
        float v = (float)(i * 7919 % 1009) / 250.0f;
        sheet->pixels[i] = crq_rgba_make(v, v * v * 0.1f, 4.0f - v, 1.0f);
    }
    return sheet;
}

START_TEST(the_curve_rises_within_its_range) {
    for (int contrast = 0; contrast < 3; contrast++) {
        struct crq_film film = bare;
        film.contrast = 0.3 + contrast;
        struct crq_sheet *sheet = greys();
        ck_assert(crq_film_develop(sheet, &film, &one, NULL));
        for (int i = 0; i < WIDE; i++) {
            float v = sheet->pixels[i][0];
            ck_assert(v >= 0.0f && v <= 1.0f);
            ck_assert(i == 0 || v >= sheet->pixels[i - 1][0]);
            ck_assert(fabsf(v - sheet->pixels[i][2]) < 1e-5f);
        }
        ck_assert(sheet->pixels[WIDE - 1][0] > 0.97f);
        ck_assert(sheet->pixels[0][0] < 0.08f);
        crq_sheet_destroy(sheet);
    }
}
END_TEST

START_TEST(middle_grey_stays_middle_grey_at_any_contrast) {
    for (int contrast = 0; contrast < 5; contrast++) {
        struct crq_film film = bare;
        film.contrast = 0.3 + 0.5 * contrast;
        struct crq_sheet *sheet = flat(16, 16, crq_rgba_make(0.18f, 0.18f, 0.18f, 1));
        ck_assert(crq_film_develop(sheet, &film, &one, NULL));
        float v = sheet->pixels[100][1];
        ck_assert_msg(
            fabsf(v - 0.18f) < 1e-4f, "contrast %g: %g", film.contrast, (double)v);
        crq_sheet_destroy(sheet);
    }
}
END_TEST

START_TEST(a_stop_of_exposure_is_twice_the_light) {
    struct crq_film film = bare;
    struct crq_sheet *twice = flat(16, 16, crq_rgba_make(0.4f, 0.2f, 0.1f, 1));
    ck_assert(crq_film_develop(twice, &film, &one, NULL));
    film.exposure = 1;
    struct crq_sheet *pushed = flat(16, 16, crq_rgba_make(0.2f, 0.1f, 0.05f, 1));
    ck_assert(crq_film_develop(pushed, &film, &one, NULL));
    for (int k = 0; k < 3; k++) {
        ck_assert(fabsf(twice->pixels[9][k] - pushed->pixels[9][k]) < 1e-5f);
    }
    crq_sheet_destroy(twice);
    crq_sheet_destroy(pushed);
}
END_TEST

START_TEST(no_light_whatever_gives_anything_but_a_number_in_range) {
    static const float lights[] = {0.0f, 1e-30f, 1e-6f, 1.0f, 1e4f, 1e9f};
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < 3; k++) {
            crq_rgba c = {0, 0, 0, 1};
            c[k] = lights[i];
            struct crq_sheet *sheet = flat(24, 16, c);
            ck_assert(crq_film_develop(sheet, &rich, &one, NULL));
            for (int c3 = 0; c3 < 3; c3++) {
                float v = sheet->pixels[77][c3];
                ck_assert_msg(v >= 0.0f && v <= 1.0f, "light %g gives %g",
                    (double)lights[i], (double)v);
            }
            ck_assert(sheet->pixels[77][3] == 1.0f);
            crq_sheet_destroy(sheet);
        }
    }
}
END_TEST

START_TEST(developing_depends_on_neither_threads_nor_strips) {
    struct crq_sheet *first = mottled(131, 70);
    ck_assert(crq_film_develop(first, &rich, &one, NULL));
    static const struct crq_crew crews[] = {{3, 1}, {2, 7}, {2, 64}};
    for (int i = 0; i < 3; i++) {
        struct crq_sheet *other = mottled(131, 70);
        ck_assert(crq_film_develop(other, &rich, &crews[i], NULL));
        ck_assert_int_eq(
            memcmp(first->pixels, other->pixels, 131 * 70 * sizeof(crq_rgba)), 0);
        crq_sheet_destroy(other);
    }
    crq_sheet_destroy(first);
}
END_TEST

START_TEST(the_finish_of_strips_is_the_finish_of_the_whole) {
    static const int steps[] = {1, 7, 64};
    struct crq_sheet *sheet = mottled(131, 70);
    ck_assert(crq_film_develop(sheet, &rich, &one, NULL));
    for (int bits = 8; bits <= 16; bits += 8) {
        size_t row = (size_t)(131 * 3 * bits / 8);
        uint8_t *whole = g_malloc(row * 70);
        uint8_t *parts = g_malloc(row * 70);
        crq_film_finish(sheet, &rich, 7, bits, 0, 70, whole);
        for (int s = 0; s < 3; s++) {
            for (int y = 0; y < 70; y += steps[s]) {
                crq_film_finish(sheet, &rich, 7, bits, y, MIN(y + steps[s], 70),
                    parts + (size_t)y * row);
            }
            ck_assert_int_eq(memcmp(whole, parts, row * 70), 0);
        }
        g_free(whole);
        g_free(parts);
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(dither_keeps_the_mean_and_needs_no_more_than_a_step) {
    uint8_t out[128 * 128 * 3];
    for (int level = 0; level <= 40; level++) {
        float v = (float)level / 40.0f;
        struct crq_sheet *sheet = flat(128, 128, crq_rgba_grey(crq_srgb_decode(v)));
        crq_film_finish(sheet, &bare, 3, 8, 0, 128, out);
        double sum = 0.0;
        for (int i = 0; i < 128 * 128 * 3; i++) {
            ck_assert(fabs(out[i] - 255.0 * (double)v) < 1.51);
            sum += out[i];
        }
        double mean = sum / (128 * 128 * 3);
        if (level > 0 && level < 40) { /* at the ends dither is cut off */
            ck_assert_double_lt(fabs(mean - 255.0 * (double)v), 0.03);
        }
        crq_sheet_destroy(sheet);
    }
}
END_TEST

START_TEST(grain_belongs_to_seed_and_strength) {
    uint8_t a[64 * 64 * 3];
    uint8_t b[64 * 64 * 3];
    struct crq_sheet *sheet = flat(64, 64, crq_rgba_grey(0.2f));
    crq_film_finish(sheet, &rich, 7, 8, 0, 64, a);
    crq_film_finish(sheet, &rich, 8, 8, 0, 64, b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
    crq_film_finish(sheet, &bare, 7, 8, 0, 64, b);
    ck_assert_int_ne(memcmp(a, b, sizeof a), 0);
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(sixteen_bits_show_the_same_picture_as_eight) {
    struct crq_sheet *sheet = mottled(64, 64);
    ck_assert(crq_film_develop(sheet, &rich, &one, NULL));
    uint8_t eight[64 * 64 * 3];
    uint8_t sixteen[64 * 64 * 6];
    crq_film_finish(sheet, &rich, 7, 8, 0, 64, eight);
    crq_film_finish(sheet, &rich, 7, 16, 0, 64, sixteen);
    for (int i = 0; i < 64 * 64 * 3; i++) {
        int wide = sixteen[2 * i] << 8 | sixteen[2 * i + 1];
        ck_assert(fabs(wide / 257.0 - eight[i]) < 1.6);
    }
    crq_sheet_destroy(sheet);
}
END_TEST

START_TEST(kindling_without_light_leaves_every_bit) {
    struct crq_sheet *picture = mottled(131, 70);
    ck_assert(crq_film_develop(picture, &rich, &one, NULL));
    struct crq_sheet *before = crq_sheet_create(131, 70, CRQ_PLANES_COLOUR, NULL);
    struct crq_sheet *dark = crq_sheet_create(131, 70, CRQ_PLANES_COLOUR, NULL);
    crq_sheet_copy(before, picture);
    ck_assert(crq_film_kindle(picture, dark, &one, NULL));
    ck_assert_int_eq(
        memcmp(before->pixels, picture->pixels, 131 * 70 * sizeof(crq_rgba)), 0);
    crq_sheet_destroy(picture);
    crq_sheet_destroy(before);
    crq_sheet_destroy(dark);
}
END_TEST

START_TEST(kindled_light_brightens_and_never_clips) {
    struct crq_sheet *picture = flat(64, 64, crq_rgba_make(0.3f, 0.3f, 0.3f, 1));
    struct crq_sheet *light = crq_sheet_create(64, 64, CRQ_PLANES_COLOUR, NULL);
    crq_sheet_row(light, 32)[32] = crq_rgba_make(50, 20, 1, 0);
    ck_assert(crq_film_kindle(picture, light, &one, NULL));
    for (int i = 0; i < 64 * 64; i++) {
        for (int k = 0; k < 3; k++) {
            float v = picture->pixels[i][k];
            ck_assert(v >= 0.3f - 1e-6f && v <= 1.0f);
        }
    }
    ck_assert(crq_sheet_at(picture, 32, 32)[0] > 0.95f);
    crq_sheet_destroy(picture);
    crq_sheet_destroy(light);
}
END_TEST

RUN_TESTS(the_curve_rises_within_its_range,
    middle_grey_stays_middle_grey_at_any_contrast,
    a_stop_of_exposure_is_twice_the_light,
    no_light_whatever_gives_anything_but_a_number_in_range,
    developing_depends_on_neither_threads_nor_strips,
    the_finish_of_strips_is_the_finish_of_the_whole,
    dither_keeps_the_mean_and_needs_no_more_than_a_step,
    grain_belongs_to_seed_and_strength, sixteen_bits_show_the_same_picture_as_eight,
    kindling_without_light_leaves_every_bit, kindled_light_brightens_and_never_clips)
