/* The seeded main: mutates the seeds by chance that is the same every run. */
#include "base/chance.h"
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>

enum { SEEDS = 32, GROWTH = 512 };

/* Bytes that parsers care about. */
static const char telling[] =
    "\0\t\n\r \"'#%&*,-.0129:<>?@[]{}|~!=\\_axnNeE\x7f\x80\xff";

static size_t mutate(uint8_t *bytes, size_t size, size_t room, struct crq_chance chance,
    uint32_t round) {
    uint32_t edits = 1 + crq_bits(chance, round, 0) % 6;
    for (uint32_t e = 1; e <= edits && size > 0; e++) {
        uint32_t draw[4];
        crq_bits4(chance, round, e, draw);
        size_t at = draw[0] % size;
        size_t length = 1 + draw[2] % MIN(size - at, 24);
        switch (draw[1] % 6) {
        case 0: /* a byte that matters */
            bytes[at] = (uint8_t)telling[draw[2] % (sizeof telling - 1)];
            break;
        case 1: /* any byte */
            bytes[at] = (uint8_t)draw[2];
            break;
        case 2: /* a piece is lost */
            memmove(bytes + at, bytes + at + length, size - at - length);
            size -= length;
            break;
        case 3: /* a piece is doubled */
            if (size + length <= room) {
                memmove(bytes + at + length, bytes + at, size - at);
                size += length;
            }
            break;
        case 4: /* the end is lost */
            size = at + 1;
            break;
        default: /* a digit turns */
            bytes[at] = (uint8_t)('0' + draw[2] % 10);
            break;
        }
    }
    return size;
}

int main(void) {
    struct fuzz_seed seeds[SEEDS];
    int count = fuzz_seeds(seeds, SEEDS);
    struct crq_chance chance = crq_chance(1, "fuzz");
    for (int i = 0; i < count; i++) {
        LLVMFuzzerTestOneInput((const uint8_t *)seeds[i].bytes, seeds[i].size);
    }
    const char *wanted = g_getenv("CRQ_FUZZ_ROUNDS");
    int rounds = wanted ? atoi(wanted) : fuzz_rounds;
    for (int round = 0; round < rounds; round++) {
        const struct fuzz_seed *seed = &seeds[round % count];
        size_t room = seed->size + GROWTH;
        /* exact storage, so that a sanitizer sees a read beyond the end */
        uint8_t *bytes = g_malloc(room);
        memcpy(bytes, seed->bytes, seed->size);
        size_t size = mutate(bytes, seed->size, room, chance, (uint32_t)round);
        uint8_t *tight = g_memdup2(bytes, size);
        LLVMFuzzerTestOneInput(tight, size);
        g_free(tight);
        g_free(bytes);
    }
    printf("ok 1 - %d texts from %d seeds keep every promise\n1..1\n", rounds, count);
    return EXIT_SUCCESS;
}
