/* Counter-based chance on Random123's Philox. */
#include "base/chance.h"

#include <Random123/philox.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* FNV-1a, 64 bits: names are short and few, any good mixing does. */
static uint64_t name_hash(const char *name) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const char *c = name; *c; c++) {
        hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
    }
    return hash;
}

struct crq_chance crq_chance(uint64_t seed, const char *purpose) {
    uint64_t name = name_hash(purpose);
    return (struct crq_chance){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
        .purpose = {(uint32_t)name, (uint32_t)(name >> 32)},
    };
}

void crq_bits4(
    struct crq_chance chance, uint32_t index, uint32_t slot, uint32_t bits[4]) {
    philox4x32_ctr_t counter = {{index, slot, chance.purpose[0], chance.purpose[1]}};
    philox4x32_key_t key = {{chance.key[0], chance.key[1]}};
    philox4x32_ctr_t drawn = philox4x32(counter, key);
    memcpy(bits, drawn.v, sizeof drawn.v);
}

uint32_t crq_bits(struct crq_chance chance, uint32_t index, uint32_t slot) {
    uint32_t bits[4];
    crq_bits4(chance, index, slot, bits);
    return bits[0];
}

static float unit(uint32_t bits) {
    return (float)(bits >> 8) * (1.0f / 16777216.0f);
}

float crq_unit(struct crq_chance chance, uint32_t index, uint32_t slot) {
    return unit(crq_bits(chance, index, slot));
}

float crq_between(
    struct crq_chance chance, uint32_t index, uint32_t slot, float low, float high) {
    return low + (high - low) * crq_unit(chance, index, slot);
}

float crq_normal(struct crq_chance chance, uint32_t index, uint32_t slot) {
    uint32_t bits[4];
    crq_bits4(chance, index, slot, bits);
    float sum = unit(bits[0]) + unit(bits[1]) + unit(bits[2]) + unit(bits[3]);
    return (sum - 2.0f) * 1.7320508f;
}

static uint64_t text_hash(const char *text) {
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)text, (gssize)strlen(text));
    guint8 digest[32];
    gsize length = sizeof digest;
    g_checksum_get_digest(checksum, digest, &length);
    uint64_t seed = 0;
    for (int i = 0; i < 8; i++) {
        seed = seed << 8 | digest[i];
    }
    return seed;
}

uint64_t crq_seed_from_text(const char *text) {
    guint64 number = 0;
    bool hexadecimal = g_str_has_prefix(text, "0x") || g_str_has_prefix(text, "0X");
    if (hexadecimal &&
        g_ascii_string_to_unsigned(text + 2, 16, 0, G_MAXUINT64, &number, NULL)) {
        return number;
    }
    if (g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT64, &number, NULL)) {
        return number;
    }
    return text_hash(text);
}
