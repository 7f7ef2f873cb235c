/* Names of files, from patterns. */
#include "stage/name.h"

#include "harness.h"

static struct crq_work *work_of(const char *seed) {
    struct crq_work *work = crq_work_create("glass-city", seed, NULL);
    ck_assert(crq_work_resize(work, 640, 360, NULL));
    ck_assert(crq_work_set_palette(work, "dawn-glass", NULL));
    return work;
}

static void expect(
    const char *pattern, const char *seed, int64_t frame, const char *answer) {
    struct crq_work *work = work_of(seed);
    struct crq_naming naming = {
        work, "void", "0123456789abcdef", frame, crq_name_padding(pattern, frame)};
    GError *error = NULL;
    g_autofree char *name = crq_name_expand(pattern, &naming, &error);
    ck_assert_str_eq(name ? name : error->message, answer);
    g_clear_error(&error);
    crq_work_destroy(work);
}

START_TEST(frames_are_padded_to_five_digits_at_least) {
    expect("f####.png", "7", 12, "f00012.png");
    expect("f#.png", "7", 12, "f00012.png");
    expect("f#######.png", "7", 12, "f0000012.png");
    expect("f%05d.png", "7", 12, "f00012.png");
    expect("f%d.png", "7", 12, "f00012.png");
    expect("f%08d.png", "7", 12, "f00000012.png");
    expect("{frame}.png", "7", 12, "00012.png");
    expect("#.png", "7", 1234567, "1234567.png");
}
END_TEST

START_TEST(padding_is_fixed_for_a_run) {
    ck_assert_int_eq(crq_name_padding("#.png", 9), 5);
    ck_assert_int_eq(crq_name_padding("#.png", 99999), 5);
    ck_assert_int_eq(crq_name_padding("#.png", 100000), 6);
    ck_assert_int_eq(crq_name_padding("########.png", 9), 8);
}
END_TEST

START_TEST(tokens_tell_of_the_work) {
    expect("{canvas}-{seed}-{act}-{palette}-{w}x{h}-{hash}.png", "blood moon", -1,
        "glass-city-blood-moon-void-dawn-glass-640x360-0123456789ab.png");
    expect("{seed}/####.png", "a/../b", 3, "a-b/00003.png");
    expect("100%%.png", "7", -1, "100%.png");
    expect("c#/####.png", "7", 3, "c#/00003.png");
}
END_TEST

START_TEST(unknown_tokens_are_refused_with_the_nearest) {
    expect("{sed}.png", "7", -1, "a name has no token '{sed}'; did you mean '{seed}'?");
    expect("{seed.png", "7", -1, "a '}' is missing after '{seed.png'");
    expect("{frame}.png", "7", -1, "a still has no frame for '{frame}'");
    expect("a####.png", "7", -1, "a still has no frame for '####'");
    expect("%05d.png", "7", -1, "a still has no frame for '%05d'");
    expect("poster#3.png", "7", -1, "poster#3.png");
}
END_TEST

START_TEST(patterns_tell_frames_apart_or_not) {
    ck_assert(crq_name_has_frame("####.png"));
    ck_assert(crq_name_has_frame("a/%05d.png"));
    ck_assert(crq_name_has_frame("{frame}.png"));
    ck_assert(!crq_name_has_frame("c#/a.png"));
    ck_assert(!crq_name_has_frame("100%%d.png"));
    ck_assert(!crq_name_has_frame("{seed}.png"));
}
END_TEST

START_TEST(any_seed_becomes_a_harmless_part_of_a_name) {
    static const char *const cases[][2] = {{"blood moon", "blood-moon"},
        {"../../etc/passwd", "etc-passwd"}, {"", "seed"}, {"///", "seed"},
        {"0x2A", "0x2A"}, {"a\nb\tc", "a-b-c"}, {".hidden", "hidden"},
        {"\xff\xfe", "seed"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *part = crq_name_part(cases[i][0]);
        ck_assert_str_eq(part, cases[i][1]);
    }
}
END_TEST

START_TEST(only_png_into_a_folder_that_is_there) {
    static const struct {
        const char *path;
        int code;
    } cases[] = {{"x.jpg", CRQ_ERROR_USAGE}, {"x", CRQ_ERROR_USAGE},
        {"/nowhere/x.png", CRQ_ERROR_FILE}, {"/dev/null/x.png", CRQ_ERROR_FILE}};
    ck_assert(crq_name_check("x.png", NULL));
    ck_assert(crq_name_check("x.PNG", NULL));
    ck_assert(crq_name_check("-", NULL));
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        ck_assert(!crq_name_check(cases[i].path, &error));
        ck_assert_int_eq(error->code, cases[i].code);
        g_error_free(error);
    }
}
END_TEST

RUN_TESTS(frames_are_padded_to_five_digits_at_least, padding_is_fixed_for_a_run,
    tokens_tell_of_the_work, unknown_tokens_are_refused_with_the_nearest,
    patterns_tell_frames_apart_or_not, any_seed_becomes_a_harmless_part_of_a_name,
    only_png_into_a_folder_that_is_there)
