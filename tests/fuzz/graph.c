/* Crack graphs that are fed back: sound, or refused. */
#include "wound/graph.h"
#include "fuzz/fuzz.h"
#include "wound/mask.h"

#include <glib/gstdio.h>

const int fuzz_rounds = 600;

static struct crq_work *take_work(void) {
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    crq_work_resize(work, 32, 18, NULL);
    crq_work_set(work, "wound.density", "0", CRQ_ERROR_USAGE, NULL);
    crq_work_set(work, "wound.force", "0", CRQ_ERROR_USAGE, NULL);
    return work;
}

static char *scratch_path(void) {
    static char *path; /* lives as long as the process */
    if (!path) {
        g_close(g_file_open_tmp("craquelure-XXXXXX.json", &path, NULL), NULL);
    }
    return path;
}

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    struct crq_work *work = take_work();
    struct crq_wound *wound = crq_wound_create(work, NULL);
    static char *bytes; /* lent to the fuzzer for the whole run */
    gsize size = 0;
    crq_wound_save_json(wound, scratch_path(), NULL);
    g_file_get_contents(scratch_path(), &bytes, &size, NULL);
    seeds[0] = (struct fuzz_seed){bytes, size};
    crq_wound_destroy(wound);
    crq_work_destroy(work);
    return MIN(most, 1);
}

/* A wound that was believed can be used: every index is good. */
static void use(const struct crq_wound *wound) {
    uint8_t mask[32 * 18];
    uint16_t labels[32 * 18];
    struct crq_crew crew = {1, 16};
    crq_mask_cracks(&wound->paint, &crew, 1.0f, 1.0f, 32, 18, mask);
    crq_mask_cracks(&wound->glass, &crew, 1.0f, 1.0f, 32, 18, mask);
    crq_mask_labels(&wound->glass, &crew, 32, 18, labels);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    GError *error = NULL;
    struct crq_work *work = take_work();
    fuzz_write(scratch_path(), bytes, size);
    struct crq_wound *wound = crq_wound_load(scratch_path(), work, &error);
    if (wound) {
        use(wound);
        crq_wound_destroy(wound);
    } else {
        fuzz_demand_words(error);
        g_clear_error(&error);
    }
    g_unlink(scratch_path());
    crq_work_destroy(work);
    return 0;
}
