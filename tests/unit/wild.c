/* Palettes of many programs and makers, collected from the wild. */
#include "base/error.h"
#include "colour/palette.h"

#include "harness.h"

/* Files from the wild carry other names than roles, or are no GIMP palettes at all:
 * each must be refused with path, line and column, in words that can be printed. */
START_TEST(palettes_from_the_wild_are_refused_in_clear_words) {
    g_autofree char *folder = peer_path("palettes-wild");
    g_autoptr(GDir) wild = g_dir_open(folder, 0, NULL);
    int count = 0;
    for (const char *name; (name = g_dir_read_name(wild)); count++) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        GError *error = NULL;
        struct crq_palette *palette = crq_palette_load(path, &error);
        ck_assert_msg(palette == NULL, "%s has no roles, yet it was taken", name);
        ck_assert_msg(
            g_utf8_validate(error->message, -1, NULL), "unprintable words on %s", name);
        g_autofree char *place = g_strconcat(name, ":", NULL);
        assert_refused(&error, CRQ_ERROR_WORK, place, NULL);
    }
    ck_assert_int_gt(count, 0);
}
END_TEST

RUN_TESTS_BESIDE("palettes-wild", palettes_from_the_wild_are_refused_in_clear_words)
