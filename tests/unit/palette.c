/* Palettes: what is read, and how bad files are refused. */
#include "colour/palette.h"

#include "colour/oklab.h"
#include "colour/recolour.h"
#include "colour/srgb.h"
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void refuse(const char *text, const char *place, const char *words) {
    GError *error = NULL;
    ck_assert_ptr_null(crq_palette_parse(text, "bad.gpl", &error));
    assert_refused(&error, CRQ_ERROR_WORK, place, words, NULL);
}

START_TEST(a_palette_tells_name_author_intent_scalars_and_colours) {
    GError *error = NULL;
    struct crq_palette *palette =
        crq_palette_parse("GIMP Palette\nName: Test\nColumns: 4\n# author: A\n"
                          "# intent: for a wall: green\n# exposure: -0.5\n"
                          "# contrast: 1.2\n# spectrum: 0.7\n255 0 51\tzenith\n"
                          " 1   2   3 rock.light\n",
            "t.gpl", &error);
    assert_no_error(error);
    ck_assert_str_eq(palette->name, "Test");
    ck_assert_str_eq(palette->author, "A");
    ck_assert_str_eq(palette->intent, "for a wall: green");
    ck_assert(palette->exposure == -0.5f && palette->contrast == 1.2f &&
              palette->spectrum == 0.7f);
    ck_assert(palette->present == (CRQ_ROLE_BIT(ZENITH) | CRQ_ROLE_BIT(ROCK_LIGHT)));
    ck_assert_uint_eq(palette->srgb[CRQ_ROLE_ZENITH][2], 51);
    ck_assert(fabsf(palette->light[CRQ_ROLE_ZENITH][0] - 1.0f) < 1e-6f);
    ck_assert(palette->light[CRQ_ROLE_ZENITH][1] == 0.0f);
    ck_assert(fabsf(palette->light[CRQ_ROLE_ZENITH][2] - 0.033105f) < 1e-5f);
    crq_palette_destroy(palette);
}
END_TEST

START_TEST(lines_may_end_as_on_any_system) {
    GError *error = NULL;
    struct crq_palette *palette =
        crq_palette_parse("GIMP Palette\r\n0 0 0\tnight\r\n", "t.gpl", &error);
    assert_no_error(error);
    ck_assert(palette->present == CRQ_ROLE_BIT(NIGHT));
    crq_palette_destroy(palette);
}
END_TEST

START_TEST(bad_files_are_refused_with_line_and_column) {
    refuse("", "bad.gpl:1:1:", "GIMP Palette");
    refuse("JASC-PAL\n0100\n", "bad.gpl:1:1:", "GIMP Palette");
    refuse("GIMP Palette\n\n1 2\tnight\n", "bad.gpl:3:1:", "three numbers");
    refuse("GIMP Palette\n1 2 x\tnight\n", "bad.gpl:2:1:", "three numbers");
    refuse("GIMP Palette\n1 2 256\tnight\n", "bad.gpl:2:1:", "0..255");
    refuse("GIMP Palette\n-1 2 3\tnight\n", "bad.gpl:2:1:", "0..255");
    refuse("GIMP Palette\n1 2 3\tnigth\n", "bad.gpl:2:7:", "did you mean 'night'");
    refuse("GIMP Palette\n1 2 3\tnight\n1 2 3\tnight\n", "bad.gpl:3:7:", "twice");
    refuse("GIMP Palette\n1 2 3\n", "bad.gpl:2:", "role");
    refuse(
        "GIMP Palette\n1 2 3\tni\xff\033ght\n", "bad.gpl:2:7:", "ni\xef\xbf\xbd ght");
    refuse("GIMP Palette\n# exposure: 9\n", "bad.gpl:2:", "-4..4");
    refuse("GIMP Palette\n# spectrum: nan\n", "bad.gpl:2:", "0..1.5");
    refuse("GIMP Palette\n# contrast: much\n", "bad.gpl:2:", "0.5..2");
}
END_TEST

START_TEST(an_unknown_palette_is_named_and_a_missing_file_too) {
    GError *error = NULL;
    ck_assert_ptr_null(crq_palette_load("no-such-palette", &error));
    assert_refused(&error, CRQ_ERROR_USAGE, "'no-such-palette'", NULL);
    ck_assert_ptr_null(crq_palette_load("embre", &error));
    assert_refused(&error, CRQ_ERROR_USAGE, "did you mean 'ember'", NULL);
    ck_assert_ptr_null(crq_palette_load("/nowhere/at-all.gpl", &error));
    assert_refused(&error, CRQ_ERROR_FILE, "/nowhere/at-all.gpl", "No such", NULL);
    ck_assert_ptr_null(crq_palette_load("/", &error));
    assert_refused(&error, CRQ_ERROR_FILE, "/", NULL);
}
END_TEST

START_TEST(a_missing_role_is_named_with_what_it_colours) {
    GError *error = NULL;
    struct crq_palette *palette =
        crq_palette_parse("GIMP Palette\nName: Half\n0 0 0\tnight\n", "t.gpl", &error);
    ck_assert(crq_palette_has(palette, CRQ_ROLE_BIT(NIGHT), &error));
    ck_assert(!crq_palette_has(palette, CRQ_ROLE_BIT(BLOOD), &error));
    assert_refused(&error, CRQ_ERROR_WORK, "'Half'", "'blood'", "the moon", NULL);
    crq_palette_destroy(palette);
}
END_TEST

START_TEST(roles_are_found_by_the_names_they_tell) {
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        ck_assert_int_eq(crq_role_find(crq_role_name((enum crq_role)i)), i);
        ck_assert_uint_gt(strlen(crq_role_brief((enum crq_role)i)), 3);
    }
    ck_assert_int_eq(crq_role_find("nobody"), -1);
    ck_assert_int_lt(CRQ_ROLE_COUNT, 64);
}
END_TEST

/* IEC 61966-2-1 in double precision. */
static double decode(double v) {
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

START_TEST(srgb_agrees_with_its_standard_and_survives_a_round_trip) {
    for (int i = 0; i <= 255; i++) {
        float v = (float)i / 255.0f;
        float light = crq_srgb_decode(v);
        ck_assert_double_lt(fabs((double)light - decode((double)v)), 1e-6);
        ck_assert_int_eq((int)(crq_srgb_encode(light) * 255.0f + 0.5f), i);
    }
    ck_assert(crq_srgb_encode(0.0f) == 0.0f);
    ck_assert(fabsf(crq_srgb_encode(1.0f) - 1.0f) < 1e-6f);
}
END_TEST

static void assert_same_colours(
    const struct crq_palette *a, const struct crq_palette *b) {
    ck_assert(a->present == b->present);
    ck_assert_mem_eq(a->srgb, b->srgb, sizeof a->srgb);
}

START_TEST(a_mix_begins_with_the_first_and_ends_with_the_second) {
    g_auto(GStrv) names = crq_palette_names();
    struct crq_palette *opal = crq_palette_load("opal", NULL);
    for (int i = 0; names[i]; i++) {
        struct crq_palette *other = crq_palette_load(names[i], NULL);
        struct crq_palette *begin = crq_palette_mix(other, opal, 0.0f);
        struct crq_palette *end = crq_palette_mix(other, opal, 1.0f);
        assert_same_colours(begin, other);
        assert_same_colours(end, opal);
        crq_palette_destroy(begin);
        crq_palette_destroy(end);
        crq_palette_destroy(other);
    }
    crq_palette_destroy(opal);
}
END_TEST

static struct crq_palette *palette_of(const char *colours) {
    g_autofree char *text = g_strconcat("GIMP Palette\n", colours, NULL);
    return crq_palette_parse(text, "palette", NULL);
}

START_TEST(what_one_palette_lacks_a_mix_takes_from_the_other) {
    struct crq_palette *a = palette_of("0 0 0 night\n255 255 255 star\n");
    struct crq_palette *b = palette_of("255 255 255 night\n9 8 7 sun\n");
    struct crq_palette *half = crq_palette_mix(a, b, 0.5f);
    ck_assert(half->present == (a->present | b->present));
    ck_assert_uint_eq(half->srgb[CRQ_ROLE_SUN][1], 8);
    /* halfway to the eye is an eighth of the light */
    ck_assert(fabsf(half->light[CRQ_ROLE_NIGHT][0] - 0.125f) < 0.002f);
    ck_assert_uint_eq(half->srgb[CRQ_ROLE_NIGHT][0], half->srgb[CRQ_ROLE_NIGHT][2]);
    crq_palette_destroy(half);
    crq_palette_destroy(a);
    crq_palette_destroy(b);
}
END_TEST

START_TEST(tweaks_move_what_they_name_and_come_back) {
    struct crq_palette *ember = crq_palette_load("ember", NULL);
    struct crq_palette *tweaked = crq_palette_copy(ember);
    crq_palette_tweak(tweaked, &(struct crq_tweak){.chroma = 1.0f});
    assert_same_colours(tweaked, ember);
    crq_palette_tweak(tweaked, &(struct crq_tweak){.chroma = 0.0f});
    for (int role = 0; role < CRQ_ROLE_COUNT; role++) {
        float before = crq_oklab_of(ember->light[role]).l;
        ck_assert(fabsf(crq_oklab_of(tweaked->light[role]).l - before) < 0.005f);
        ck_assert_int_le(
            abs(tweaked->srgb[role][0] - tweaked->srgb[role][2]), 1); /* grey */
    }
    crq_palette_tweak(tweaked, &(struct crq_tweak){.chroma = 1.0f, .lightness = 1.0f});
    ck_assert_uint_eq(tweaked->srgb[CRQ_ROLE_NIGHT][1], 255);
    crq_palette_destroy(tweaked);
    crq_palette_destroy(ember);
}
END_TEST

START_TEST(a_colour_beyond_the_screen_keeps_its_hue) {
    struct crq_palette *palette = palette_of("200 40 60 blood\n");
    struct crq_oklab before = crq_oklab_of(palette->light[CRQ_ROLE_BLOOD]);
    crq_palette_tweak(palette, &(struct crq_tweak){.chroma = 3.0f});
    struct crq_oklab after = crq_oklab_of(palette->light[CRQ_ROLE_BLOOD]);
    ck_assert(after.a > before.a);
    ck_assert(fabsf(crq_atan2_turns(after.b, after.a) -
                    crq_atan2_turns(before.b, before.a)) < 0.003f);
    ck_assert(fabsf(after.l - before.l) < 0.005f);
    crq_palette_destroy(palette);
}
END_TEST

START_TEST(what_is_written_is_read_again) {
    g_auto(GStrv) names = crq_palette_names();
    for (int i = 0; names[i]; i++) {
        struct crq_palette *palette = crq_palette_load(names[i], NULL);
        g_autofree char *text = crq_palette_text(palette);
        struct crq_palette *again = crq_palette_parse(text, "again", NULL);
        assert_same_colours(palette, again);
        ck_assert_str_eq(palette->name, again->name);
        ck_assert_str_eq(palette->intent, again->intent);
        ck_assert(palette->exposure == again->exposure &&
                  palette->contrast == again->contrast &&
                  palette->spectrum == again->spectrum);
        crq_palette_destroy(again);
        crq_palette_destroy(palette);
    }
}
END_TEST

RUN_TESTS(a_palette_tells_name_author_intent_scalars_and_colours,
    lines_may_end_as_on_any_system, bad_files_are_refused_with_line_and_column,
    an_unknown_palette_is_named_and_a_missing_file_too,
    a_missing_role_is_named_with_what_it_colours,
    roles_are_found_by_the_names_they_tell,
    srgb_agrees_with_its_standard_and_survives_a_round_trip,
    a_mix_begins_with_the_first_and_ends_with_the_second,
    what_one_palette_lacks_a_mix_takes_from_the_other,
    tweaks_move_what_they_name_and_come_back, a_colour_beyond_the_screen_keeps_its_hue,
    what_is_written_is_read_again)
