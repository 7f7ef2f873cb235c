/* An entry point as libFuzzer wants it, and what the seeded main needs to do without:
 * texts to start from. Build one alone with
 *     clang -fsanitize=fuzzer,address ... tests/fuzz/work.c
 * or run the test: it mutates the texts a fixed number of times, the same every run. */
#ifndef CRQ_TESTS_FUZZ_FUZZ_H
#define CRQ_TESTS_FUZZ_FUZZ_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Texts to start from; those of no length are left out. */
struct fuzz_seed {
    const char *bytes;
    size_t size;
};

/* Fills at most `most` seeds and returns how many. */
int fuzz_seeds(struct fuzz_seed *seeds, int most);

/* How often the seeded main mutates. */
extern const int fuzz_rounds;

/* A plain file: nothing here must survive a power cut. */
static inline void fuzz_write(const char *path, const uint8_t *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    if (file) {
        fwrite(bytes, 1, size, file);
        fclose(file);
    }
}

/* Ends the process with words when a promise is broken. */
static inline void fuzz_demand(bool kept, const char *promise) {
    if (!kept) {
        g_error("broken promise: %s", promise);
    }
}

/* A failure has a code that is an exit status, and a message of one printable line. */
static inline void fuzz_demand_words(const GError *error) {
    fuzz_demand(error != NULL, "a failure has an error");
    fuzz_demand(error->code >= 1 && error->code <= 7, "a code is an exit status");
    fuzz_demand(*error->message && g_utf8_validate(error->message, -1, NULL),
        "a message can be printed");
    fuzz_demand(!strchr(error->message, '\n'), "a message is one line");
}

#endif
