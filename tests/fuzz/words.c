/* Words of a command line: ranges, names, sizes, papers. */
#include "fuzz/fuzz.h"
#include "model/paper.h"
#include "stage/name.h"
#include "stage/range.h"

#include <math.h>

const int fuzz_rounds = 50000;

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    static const char *const words[] = {"0..99..5,10-20,-1,25%..50%", "1,5,8",
        "show/{canvas}-{seed}-{act}-{palette}-{w}x{h}-{hash}-####.png", "a%05d%%.png",
        "3840x2160", "420x594mm", "A2-portrait", "0.125in"};
    int count = MIN(most, (int)G_N_ELEMENTS(words));
    for (int i = 0; i < count; i++) {
        seeds[i] = (struct fuzz_seed){words[i], strlen(words[i])};
    }
    return count;
}

static void judge(bool read, GError **error) {
    if (!read) {
        fuzz_demand_words(*error);
    }
    g_clear_error(error);
}

static void read_ranges(const char *text, int64_t total, GError **error) {
    GArray *numbers = crq_range_read(text, total, error);
    judge(numbers != NULL, error);
    for (guint i = 0; numbers && i < numbers->len; i++) {
        int64_t number = g_array_index(numbers, int64_t, i);
        fuzz_demand(number >= 0 && (total == 0 || number < total), "frames exist");
    }
    g_clear_pointer(&numbers, g_array_unref);
}

static void read_name(const char *text, GError **error) {
    static struct crq_work *work; /* lives as long as the process */
    if (!work) {
        work = crq_work_create("glass-city", "../blood moon\n", NULL);
        crq_work_set_palette(work, "ember", NULL);
    }
    struct crq_naming naming = {work, "whole", "0123456789abcdef", 7, 0};
    naming.padding = crq_name_padding(text, 100);
    g_autofree char *name = crq_name_expand(text, &naming, error);
    judge(name != NULL, error);
    int slashes = 0;
    for (const char *p = name; p && *p; p++) {
        slashes += *p == '/';
    }
    for (const char *p = text; name && *p; p++) {
        slashes -= *p == '/';
    }
    fuzz_demand(slashes == 0, "no token adds a folder");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    g_autofree char *text = g_strndup(size ? (const char *)bytes : "", size);
    GError *error = NULL;
    read_ranges(text, 900, &error);
    read_ranges(text, 0, &error);
    read_name(text, &error);
    int64_t pixels[2];
    double millimetres[2] = {0, 0};
    judge(crq_size_read(text, &pixels[0], &pixels[1], &error), &error);
    judge(crq_length_read(text, &millimetres[0], &error), &error);
    bool paper = crq_paper_read(text, false, millimetres, &error);
    judge(paper, &error);
    fuzz_demand(
        !paper || (millimetres[0] > 0 && isfinite(millimetres[0])), "paper has a size");
    return 0;
}
