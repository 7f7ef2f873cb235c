/* Pictures that come from anywhere: read whole with a receipt, or refused. */
#include "stage/receipt.h"
#include "fuzz/fuzz.h"
#include "model/writer.h"
#include "sheet/png.h"

#include <glib/gstdio.h>

const int fuzz_rounds = 3000;

static char *scratch_path(void) {
    static char *path; /* lives as long as the process */
    if (!path) {
        g_close(g_file_open_tmp("craquelure-XXXXXX.png", &path, NULL), NULL);
    }
    return path;
}

static void rows(void *context, int first, int count, uint8_t *out) {
    const struct crq_png *png = context;
    memset(out, first, (size_t)(count * png->width * 3));
}

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    struct crq_work *work = crq_work_create("glass-city", "blood moon", NULL);
    crq_work_resize(work, 5, 3, NULL);
    crq_work_set_palette(work, "ember", NULL);
    struct crq_instant instant =
        crq_instant_in(crq_work_values(work, "timeline"), CRQ_ACT_MENDING, 0.5);
    g_autofree char *receipt = crq_receipt_text(work, &instant, 8);
    struct crq_png png = {5, 3, 8, 300, receipt};
    static char *bytes; /* lent to the fuzzer for the whole run */
    gsize size;
    crq_png_write(scratch_path(), &png, rows, &png, NULL);
    g_file_get_contents(scratch_path(), &bytes, &size, NULL);
    seeds[0] = (struct fuzz_seed){bytes, size};
    crq_work_destroy(work);
    return MIN(most, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    GError *error = NULL;
    struct crq_png_file file = {0};
    const char *path = scratch_path();
    fuzz_write(path, bytes, size);
    if (!crq_png_read(path, true, &file, &error)) {
        fuzz_demand_words(error);
        g_clear_error(&error);
        g_unlink(path);
        return 0;
    }
    struct crq_picture picture;
    if (file.receipt && crq_receipt_picture(file.receipt, path, &picture, &error)) {
        crq_picture_finish(&picture);
    } else if (file.receipt) {
        fuzz_demand_words(error);
        g_clear_error(&error);
    }
    crq_png_finish(&file);
    g_unlink(path);
    return 0;
}
