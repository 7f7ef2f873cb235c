/* Chance without state: a draw is a pure function of (seed, purpose, index, slot).
 *
 * Counter-based generator Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random
 * Numbers: As Easy as 1, 2, 3; SC 2011), so draws can be made in any order, by any
 * thread, and a new draw never shifts another. A purpose names what is drawn ("tower
 * height"); the index says for which object, the slot tells draws of one object apart.
 * One draw per statement: C leaves the order of arguments open. */
#ifndef CRQ_BASE_CHANCE_H
#define CRQ_BASE_CHANCE_H

#include <stdint.h>

struct crq_chance {
    uint32_t key[2];     /* the seed */
    uint32_t purpose[2]; /* hash of the purpose's name */
};

struct crq_chance crq_chance(uint64_t seed, const char *purpose);

/* 128 random bits for one (index, slot). */
void crq_bits4(
    struct crq_chance chance, uint32_t index, uint32_t slot, uint32_t bits[4]);

uint32_t crq_bits(struct crq_chance chance, uint32_t index, uint32_t slot);

/* Uniform in [0, 1), a multiple of 2^-24. */
float crq_unit(struct crq_chance chance, uint32_t index, uint32_t slot);

/* Uniform in [low, high). */
float crq_between(
    struct crq_chance chance, uint32_t index, uint32_t slot, float low, float high);

/* About normal: mean 0, deviation 1, never beyond 3.47 (sum of four uniforms). */
float crq_normal(struct crq_chance chance, uint32_t index, uint32_t slot);

/* A seed from what a user typed: a number ("42"), hexadecimal ("0x2A"), or any text
 * (the first eight bytes of its SHA-256). Never fails. */
uint64_t crq_seed_from_text(const char *text);

#endif
