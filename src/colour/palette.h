/* Palettes: colours by role. Geometry never looks at them.
 *
 * A palette is a GIMP palette file (.gpl) whose colour names are roles. Comment lines
 * of the form `# key: text` carry its author, its intent, and three scalars
 * (exposure in stops, contrast and spectrum as factors). */
#ifndef CRQ_COLOUR_PALETTE_H
#define CRQ_COLOUR_PALETTE_H

#include "base/error.h"

#include <stdint.h>

/* X(NAME, "name", "what it colours"): the one list of roles. */
#define CRQ_ROLES(X)                                                                   \
    X(NIGHT, "night", "the darkest sky, straight up")                                  \
    X(ZENITH, "zenith", "high sky")                                                    \
    X(UPPER, "upper", "sky between zenith and veil")                                   \
    X(VEIL, "veil", "the colour between warm and cool that keeps amber from brown")    \
    X(HORIZON, "horizon", "sky at the horizon")                                        \
    X(WARM, "warm", "low sunlight and its haze")                                       \
    X(COOL, "cool", "sky light away from the sun")                                     \
    X(SUN, "sun", "the sun itself")                                                    \
    X(HAZE, "haze", "air between eye and distance")                                    \
    X(MIST, "mist", "mist over water")                                                 \
    X(ABYSS, "abyss", "depths: the night below, deep water")                           \
    X(GROUND, "ground", "streets and floors")                                          \
    X(SHADOW, "shadow", "where light does not reach")                                  \
    X(ROCK_LIGHT, "rock.light", "stone in light")                                      \
    X(ROCK_DARK, "rock.dark", "stone in shade")                                        \
    X(STRATA, "strata", "beds within stone")                                           \
    X(DUST, "dust", "pale ledges and drifting dust")                                   \
    X(CLOUD_LIGHT, "cloud.light", "lit cloud")                                         \
    X(CLOUD_SHADE, "cloud.shade", "shaded cloud")                                      \
    X(STAR, "star", "starlight")                                                       \
    X(HALO, "halo", "glow round starlight")                                            \
    X(AURORA, "aurora", "ribbons in the night sky")                                    \
    X(FIGURE, "figure", "the one human being")                                         \
    X(GLASS_COOL, "glass.cool", "glass in cool light")                                 \
    X(GLASS_WARM, "glass.warm", "glass in warm light")                                 \
    X(INNER, "inner", "light within buildings")                                        \
    X(INK, "ink", "tendrils")                                                          \
    X(WINE, "wine", "light scattered in dark water, dusk")                             \
    X(BLOOD, "blood", "the moon")                                                      \
    X(EMBER, "ember", "the moon's copper limb, glints")                                \
    X(COLD, "cold", "counter-light")                                                   \
    X(BONE, "bone", "foam")                                                            \
    X(CRACK, "crack", "the depth of a crack")                                          \
    X(GOLD, "gold", "metal of the seams")                                              \
    X(OPAL, "opal", "milk of opal seams")                                              \
    X(LACE, "lace", "thread of the frayed edge")                                       \
    X(VOID, "void", "what the shards reveal")                                          \
    X(SILENCE, "silence", "light of the mending front")

enum crq_role {
#define CRQ_ROLE_ENUM(NAME, name, brief) CRQ_ROLE_##NAME,
    CRQ_ROLES(CRQ_ROLE_ENUM)
#undef CRQ_ROLE_ENUM
        CRQ_ROLE_COUNT
};

/* Bit of a role in a set of roles. */
#define CRQ_ROLE_BIT(NAME) (UINT64_C(1) << CRQ_ROLE_##NAME)

struct crq_palette {
    char *name, *author, *intent;
    uint64_t present;                /* set of roles that the file names */
    uint8_t srgb[CRQ_ROLE_COUNT][3]; /* as in the file */
    float light[CRQ_ROLE_COUNT][3];  /* the same in linear light, Rec. 709 */
    float exposure;                  /* stops, 0 is neutral */
    float contrast;                  /* factor on the film's contrast */
    float spectrum;                  /* saturation of rainbow light, 0..1.5 */
};

const char *crq_role_name(enum crq_role role);
const char *crq_role_brief(enum crq_role role);
/* -1 when there is no such role. */
int crq_role_find(const char *name);

/* False with `code`: "PLACEno role is called 'NAME'", and the nearest. */
bool crq_role_unknown(
    const char *name, enum crq_error code, const char *place, GError **error);

/* Reads "#rrggbb". */
bool crq_colour_read(const char *text, uint8_t rgb[3]);

/* A palette without colours and with neutral scalars. */
struct crq_palette *crq_palette_create(void);
struct crq_palette *crq_palette_copy(const struct crq_palette *palette);

/* Gives a role its colour. */
void crq_palette_put(
    struct crq_palette *palette, enum crq_role role, const uint8_t rgb[3]);

/* Reads a palette from text; `path` is named in complaints (path:line:column). NULL
 * with CRQ_ERROR_WORK. Colours with names that are no roles are refused. */
struct crq_palette *crq_palette_parse(
    const char *text, const char *path, GError **error);

/* Reads a palette by file name, or by name from the palette folders. NULL with
 * CRQ_ERROR_USAGE for an unknown name (the nearest is suggested), CRQ_ERROR_WORK or
 * CRQ_ERROR_FILE. */
struct crq_palette *crq_palette_load(const char *name, GError **error);

/* Where palettes are looked for: CRAQUELURE_PALETTES, the source tree's own folder when
 * run from a build, the installed folder. Caller frees with g_strfreev. */
char **crq_palette_folders(void);

/* The names in these folders, sorted, each once. Caller frees with g_strfreev. */
char **crq_palette_names(void);

void crq_palette_destroy(struct crq_palette *palette); /* takes NULL */

/* False with CRQ_ERROR_WORK naming the first role of the set that is missing. */
bool crq_palette_has(const struct crq_palette *palette, uint64_t roles, GError **error);

#endif
