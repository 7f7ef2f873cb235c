/* craquelure palette: list, show, check, mix, tweak. */
#include "base/text.h"
#include "cli/catalogue.h"
#include "cli/recolour.h"
#include "model/operation.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool list(struct crq_asked *asked, GError **error) {
    (void)asked;
    return crq_catalogue_palettes(error);
}

static void print_colour(const struct crq_palette *palette, int role, bool blocks) {
    const uint8_t *rgb = palette->srgb[role];
    if (!(palette->present & UINT64_C(1) << role)) {
        return;
    }
    if (blocks) {
        printf("\033[48;2;%d;%d;%dm      \033[0m ", rgb[0], rgb[1], rgb[2]);
    }
    printf("#%02x%02x%02x  %-12s %s\n", rgb[0], rgb[1], rgb[2],
        crq_role_name((enum crq_role)role), crq_role_brief((enum crq_role)role));
}

static bool show(struct crq_asked *asked, GError **error) {
    for (int i = 1; i < asked->word_count; i++) {
        struct crq_palette *palette = crq_palette_load(asked->words[i], error);
        if (!palette) {
            return false;
        }
        printf("%s%s\n", i > 1 ? "\n" : "", palette->name);
        if (palette->intent) {
            printf("%s\n", palette->intent);
        }
        if (palette->author) {
            printf("by %s\n", palette->author);
        }
        printf("exposure %g stops, contrast %g, spectrum %g\n\n",
            (double)palette->exposure, (double)palette->contrast,
            (double)palette->spectrum);
        for (int role = 0; role < CRQ_ROLE_COUNT; role++) {
            print_colour(palette, role, isatty(STDOUT_FILENO));
        }
        crq_palette_destroy(palette);
    }
    return true;
}

/* Roles that a canvas needs, whole, broken and mended. */
static uint64_t roles_of(const struct crq_gallery *gallery) {
    uint64_t roles = 0;
    for (int i = 0; i < gallery->layer_count; i++) {
        roles |= gallery->layers[i]->roles;
    }
    for (int i = 0; i < crq_settings_count; i++) {
        roles |= crq_settings[i]->roles;
    }
    for (int i = 0; i < crq_fracture_count; i++) {
        roles |= crq_fractures[i]->roles;
    }
    for (int i = 0; i < crq_mend_count; i++) {
        roles |= crq_mends[i]->roles;
    }
    return roles;
}

static uint64_t print_missing(const struct crq_palette *palette) {
    uint64_t needed = 0;
    for (int i = 0; i < crq_gallery_count; i++) {
        uint64_t missing = roles_of(&crq_galleries[i]) & ~palette->present;
        needed |= missing;
        printf("  %-22s %s", crq_galleries[i].canvas->name,
            missing ? "lacks" : "has all it needs");
        for (int role = 0; role < CRQ_ROLE_COUNT; role++) {
            if (missing & UINT64_C(1) << role) {
                printf(" %s", crq_role_name((enum crq_role)role));
            }
        }
        puts("");
    }
    return needed;
}

static double luminance(const struct crq_palette *palette, enum crq_role role) {
    const float *light = palette->light[role];
    return 0.2126 * (double)light[0] + 0.7152 * (double)light[1] +
           0.0722 * (double)light[2];
}

/* Pairs that must be told apart, and the least ratio of their luminances, with the
 * veiling light of WCAG 2 added to both. */
static void print_hints(const struct crq_palette *palette) {
    static const struct {
        enum crq_role light, dark;
        double least;
        const char *words;
    } pairs[] = {
        {CRQ_ROLE_STAR, CRQ_ROLE_NIGHT, 4.0, "stars sink into the night"},
        {CRQ_ROLE_SUN, CRQ_ROLE_HORIZON, 1.1, "the sun sinks into the horizon"},
        {CRQ_ROLE_ROCK_LIGHT, CRQ_ROLE_ROCK_DARK, 1.5, "stone looks flat"},
        {CRQ_ROLE_CLOUD_LIGHT, CRQ_ROLE_CLOUD_SHADE, 1.5, "clouds look flat"},
        {CRQ_ROLE_BLOOD, CRQ_ROLE_NIGHT, 1.2, "the moon sinks into the night"},
        {CRQ_ROLE_BONE, CRQ_ROLE_INK, 3.0, "foam and tendrils look alike"},
        {CRQ_ROLE_GOLD, CRQ_ROLE_CRACK, 4.0, "seams hardly glow in their cracks"},
        {CRQ_ROLE_SILENCE, CRQ_ROLE_VOID, 4.0, "the silence hardly lights the void"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        uint64_t both = UINT64_C(1) << pairs[i].light | UINT64_C(1) << pairs[i].dark;
        double ratio = (luminance(palette, pairs[i].light) + 0.05) /
                       (luminance(palette, pairs[i].dark) + 0.05);
        if ((palette->present & both) == both && ratio < pairs[i].least) {
            printf("  hint: %s: '%s' against '%s' has contrast %.2f, below %.1f\n",
                pairs[i].words, crq_role_name(pairs[i].light),
                crq_role_name(pairs[i].dark), ratio, pairs[i].least);
        }
    }
}

static bool check(struct crq_asked *asked, GError **error) {
    int bad = 0;
    const char *first = NULL;
    for (int i = 1; i < asked->word_count; i++) {
        struct crq_palette *palette = crq_palette_load(asked->words[i], error);
        if (!palette) {
            return false;
        }
        printf("%s\n", palette->name);
        if (print_missing(palette) != 0) {
            bad++;
            first = first ? first : asked->words[i];
        }
        print_hints(palette);
        crq_palette_destroy(palette);
    }
    return bad == 0 || crq_fail(error, CRQ_ERROR_WORK,
                           "palette '%s' lacks roles that a canvas needs", first);
}

enum verb { LIST, SHOW, CHECK, MIX, TWEAK, VERBS };

static const struct {
    const char *name;
    bool (*run)(struct crq_asked *asked, GError **error);
} verbs[VERBS] = {
    [LIST] = {"list", list},
    [SHOW] = {"show", show},
    [CHECK] = {"check", check},
    [MIX] = {"mix", crq_recolour_mix},
    [TWEAK] = {"tweak", crq_recolour_tweak},
};

static bool no_verb(const char *word, GError **error) {
    const char *names[VERBS];
    for (int i = 0; i < VERBS; i++) {
        names[i] = verbs[i].name;
    }
    g_autofree char *hint =
        crq_suggestion(word, names, VERBS, ": it has list, show, check, mix, tweak");
    return crq_fail(error, CRQ_ERROR_USAGE, "'palette' has no verb '%s'%s", word, hint);
}

/* What a verb would not heed is refused. */
static bool suits(const struct crq_asked *asked, enum verb verb, GError **error) {
    bool tweaks =
        asked->hue || asked->chroma || asked->lightness || asked->roles->len > 0;
    if ((asked->share && verb != MIX) || (tweaks && verb != TWEAK) ||
        (asked->output && verb < MIX)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'palette %s' has no such option (see craquelure palette --help)",
            verbs[verb].name);
    }
    if (verb == LIST && asked->word_count > 1) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'palette list' does not know what to do with '%s'", asked->words[1]);
    }
    return verb == LIST || asked->word_count > 1 ||
           crq_fail(error, CRQ_ERROR_USAGE,
               "'palette %s' needs a palette: a name or a .gpl file", verbs[verb].name);
}

static bool run(struct crq_asked *asked, GError **error) {
    for (int i = 0; i < VERBS; i++) {
        if (strcmp(asked->words[0], verbs[i].name) == 0) {
            return suits(asked, (enum verb)i, error) && verbs[i].run(asked, error);
        }
    }
    return no_verb(asked->words[0], error);
}

const struct crq_command crq_command_palette = {
    .name = "palette",
    .arguments = "list | show NAME... | check NAME... | mix NAME NAME | tweak NAME",
    .brief = "list, show, check, mix and tweak palettes",
    .about =
        "A palette gives a colour to each role; the same palette serves every canvas.\n"
        "It is a GIMP palette whose colour names are roles; they are looked for in\n"
        "$CRAQUELURE_PALETTES and where the program is installed. NAME may be a\n"
        ".gpl file. New palettes move colours as the eye does, and go to standard\n"
        "output unless -o names a file.",
    .examples = "craquelure palette list -- names and what they are meant for\n"
                "craquelure palette show ember -- its colours by role\n"
                "craquelure palette check mine.gpl -- what it lacks, what looks alike\n"
                "craquelure palette mix ember opal --share 0.3 -o dusk.gpl -- a third "
                "of opal in ember\n"
                "craquelure palette tweak ember --chroma 0.8 --role gold=#c9a227 "
                "-o wall.gpl -- calmer, the gold as on the frames",
    .least = 1,
    .most = -1,
    .tables = {&crq_recolour_options, &crq_common_options},
    .run = run,
};
