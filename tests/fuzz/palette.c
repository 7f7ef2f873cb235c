/* Palettes: whatever the text, a palette or a clear refusal. */
#include "colour/recolour.h"
#include "fuzz/fuzz.h"

const int fuzz_rounds = 20000;

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    static const char text[] =
        "GIMP Palette\nName: Ember\nColumns: 6\n# author: one\n# intent: warm\n"
        "# exposure: 0.1\n# contrast: 1\n# spectrum: 1\n 14  11  22\tnight\n"
        "255 138  88\twarm\r\n  4   2   7 rock.light\n";
    static const char foreign[] = "RIFF\x10\x00\x00\x00PAL data\x04\x00\x03\x00";
    seeds[0] = (struct fuzz_seed){text, sizeof text - 1};
    seeds[1] = (struct fuzz_seed){foreign, sizeof foreign - 1};
    return MIN(most, 2);
}

/* What is read can be written, and read again to the same colours. */
static void check_again(const struct crq_palette *palette) {
    g_autofree char *text = crq_palette_text(palette);
    struct crq_palette *again = crq_palette_parse(text, "again.gpl", NULL);
    fuzz_demand(again != NULL, "what is written is a palette");
    fuzz_demand(again->present == palette->present, "with the same roles");
    fuzz_demand(memcmp(again->srgb, palette->srgb, sizeof again->srgb) == 0,
        "and the same colours");
    crq_palette_destroy(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    g_autofree char *text = g_strndup(size ? (const char *)bytes : "", size);
    GError *error = NULL;
    struct crq_palette *palette = crq_palette_parse(text, "fuzz.gpl", &error);
    if (!palette) {
        fuzz_demand_words(error);
        fuzz_demand(g_str_has_prefix(error->message, "fuzz.gpl:"), "it says where");
        g_clear_error(&error);
        return 0;
    }
    fuzz_demand(palette->contrast >= 0.5f && palette->contrast <= 2.0f &&
                    palette->spectrum >= 0.0f && palette->spectrum <= 1.5f &&
                    palette->exposure >= -4.0f && palette->exposure <= 4.0f,
        "scalars lie in their ranges");
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        for (int c = 0; c < 3; c++) {
            float v = palette->light[i][c];
            fuzz_demand(v >= 0.0f && v <= 1.0001f, "light lies in 0..1");
        }
    }
    check_again(palette);
    crq_palette_destroy(palette);
    return 0;
}
