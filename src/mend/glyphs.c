/* The signs: planets and their metals, elements, principles, the work's processes. */
#include "mend/glyph.h"

const struct crq_glyph crq_glyphs[] = {
    {"gold", "the sun, perfection", "c 0 0 42 c 0 0 5"},
    {"silver", "the moon", "a 6 0 42 13 87 A 22 0 33 81 19"},
    {"quicksilver", "Mercury, spirit",
        "c 0 -4 20 a 0 -42 18 48 2 m 0 16 l 0 50 m -15 33 l 15 33"},
    {"copper", "Venus", "c 0 -18 25 m 0 7 l 0 50 m -19 28 l 19 28"},
    {"iron", "Mars", "c -8 10 28 m 12 -10 l 42 -40 m 19 -41 l 42 -40 l 41 -17"},
    {"tin", "Jupiter",
        "m -36 -24 q -34 -48 -14 -46 q 10 -42 4 -18 q -4 4 -36 16 l 38 16 "
        "m 20 -36 l 20 48"},
    {"lead", "Saturn",
        "m -10 -48 l -10 26 m -30 -32 l 12 -32 m -10 -2 q 8 -18 22 -6 q 32 8 14 26 "
        "q 6 36 14 44 q 24 50 32 40"},
    {"fire", "what rises", "m 0 -46 l 42 30 l -42 30 l 0 -46"},
    {"air", "what wanders", "m 0 -46 l 42 30 l -42 30 l 0 -46 m -40 0 l 40 0"},
    {"water", "what sinks", "m 0 46 l -42 -30 l 42 -30 l 0 46"},
    {"earth", "what stays", "m 0 46 l -42 -30 l 42 -30 l 0 46 m -40 0 l 40 0"},
    {"quintessence", "the fifth element",
        "m 0 -48 l 42 24 l -42 24 l 0 -48 m 0 48 l -42 -24 l 42 -24 l 0 48"},
    {"sulphur", "soul", "m 0 -48 l 32 6 l -32 6 l 0 -48 m 0 6 l 0 48 m -20 27 l 20 27"},
    {"salt", "body", "c 0 0 40 m -40 0 l 40 0"},
    {"antimony", "the wild spirit", "c 0 14 29 m 0 -15 l 0 -50 m -18 -34 l 18 -34"},
    {"arsenic", "the swan", "a 0 -20 20 95 25 A 0 20 20 75 145 c 28 -30 4 c -28 30 4"},
    {"bismuth", "wismut", "c 0 18 27 a 0 -34 26 45 5"},
    {"zinc", "philosopher's wool",
        "m -28 -42 l 28 -42 l -28 40 l 28 40 l 28 54 m -16 0 l 16 0"},
    {"platinum", "sun and moon", "a -12 0 32 10 90 A 6 0 24 82 18 c 24 0 19 c 24 0 4"},
    {"phosphorus", "bearer of light",
        "m 0 -48 l 30 2 l -30 2 l 0 -48 m 0 2 l 0 50 m -22 17 l 22 17 m -22 33 l 22 "
        "33"},
    {"stone", "the circle squared",
        "c 0 0 48 m 0 -48 l 42 24 l -42 24 l 0 -48 m -17 -8 l 17 -8 l 17 24 l -17 24 "
        "l -17 -8 c 0 8 13"},
    {"hours", "the glass that runs", "m -30 -42 l 30 -42 l -30 42 l 30 42 l -30 -42"},
    {"calcination", "Aries",
        "m 0 46 l 0 -10 q -2 -44 -24 -42 q -42 -36 -34 -14 "
        "m 0 -10 q 2 -44 24 -42 q 42 -36 34 -14"},
    {"congelation", "Taurus", "c 0 16 28 m -38 -46 q -26 -14 0 -12 q 26 -14 38 -46"},
    {"fixation", "Gemini",
        "m -16 -38 l -16 38 m 16 -38 l 16 38 m -38 -48 q 0 -26 38 -48 "
        "m -38 48 q 0 26 38 48"},
    {"dissolution", "Cancer",
        "c -22 -10 13 m -34 -16 q -10 -48 42 -28 c 22 12 13 m 34 18 q 10 50 -42 30"},
    {"digestion", "Leo",
        "c -20 8 15 m -10 -4 q -34 -44 2 -46 q 36 -44 18 -8 q 4 22 16 40 q 28 50 38 "
        "34"},
    {"distillation", "Virgo",
        "m -42 -34 q -32 -44 -30 -28 l -30 34 m -30 -28 q -16 -48 -10 -26 l -10 34 "
        "m -10 -26 q 4 -48 10 -26 l 10 26 q 12 46 34 46 m 10 -14 q 40 -26 36 0 "
        "q 30 28 -2 46"},
    {"sublimation", "Libra",
        "m -44 38 l 44 38 m -44 18 l -18 18 A 0 -6 30 35 115 l 44 18"},
    {"separation", "Scorpio",
        "m -42 -34 q -32 -44 -30 -28 l -30 34 m -30 -28 q -16 -48 -10 -26 l -10 34 "
        "m -10 -26 q 4 -48 10 -26 l 10 30 q 14 46 40 36 m 30 26 l 42 36 l 32 48"},
    {"incineration", "Sagittarius",
        "m -40 42 l 40 -40 m 6 -42 l 40 -40 l 38 -6 m -32 2 l 2 36"},
    {"fermentation", "Capricorn",
        "m -42 -36 q -28 -44 -24 -10 l -22 14 q -16 -44 4 -34 q 10 -20 8 20 "
        "q 6 48 -12 46 m 8 16 q 22 -6 36 10 q 40 30 22 32 q 10 30 8 16"},
    {"multiplication", "Aquarius",
        "m -44 -6 l -26 -22 l -10 -6 l 8 -22 l 24 -6 l 42 -22 "
        "m -44 22 l -26 6 l -10 22 l 8 6 l 24 22 l 42 6"},
    {"projection", "Pisces",
        "m -36 -46 q -8 0 -36 46 m 36 -46 q 8 0 36 46 m -42 0 l 42 0"},
    {"putrefaction", "the raven", "m -36 -36 l 36 36 m 36 -36 l -36 36 c 0 0 16"},
    {"water of life", "aqua vitae",
        "m 0 46 l -42 -30 l 42 -30 l 0 46 m -16 -12 q -8 -24 0 -12 q 8 0 16 -12"},
    {"retort", "the vessel with the beak",
        "c -12 14 28 m 4 -10 q 12 -40 42 -36 q 52 -30 46 -10"},
    {"crucible", "the vessel in the fire",
        "m -44 -32 l 44 -32 m -34 -32 l -15 40 l 15 40 l 34 -32 c 0 -4 7"},
    {"egg", "the vessel that hatches",
        "m 0 -48 q 24 -46 32 4 q 30 46 0 46 q -30 46 -32 4 q -24 -46 0 -48 c 0 12 8"},
    {"eye", "who watches the work",
        "m -48 0 q 0 -46 48 0 q 0 46 -48 0 c 0 0 14 c 0 0 4"},
    {"key", "what opens", "c 0 -32 17 m 0 -15 l 0 50 m 0 48 l 20 48 m 0 32 l 15 32"},
    {"ladder", "the work's degrees",
        "m -18 -48 l -18 48 m 18 -48 l 18 48 m -18 -30 l 18 -30 m -18 -10 l 18 -10 "
        "m -18 10 l 18 10 m -18 30 l 18 30"},
};

const int crq_glyph_count = (int)G_N_ELEMENTS(crq_glyphs);
