/* Manifests that lie about in a folder: read, or refused. */
#include "stage/manifest.h"
#include "fuzz/fuzz.h"

#include <glib/gstdio.h>

const int fuzz_rounds = 3000;

static char *scratch_path(void) {
    static char *path; /* lives as long as the process */
    if (!path) {
        g_close(g_file_open_tmp("craquelure-XXXXXX.json", &path, NULL), NULL);
    }
    return path;
}

static void add(struct crq_manifest *manifest, int64_t number, const char *sum) {
    struct crq_frame *frame = g_new0(struct crq_frame, 1);
    frame->number = number;
    frame->file = g_strdup_printf("%05d.png", (int)number);
    frame->sha256 = g_strdup(sum);
    g_ptr_array_add(manifest->frames, frame);
}

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    struct crq_manifest *manifest = crq_manifest_create();
    manifest->hash = g_strdup("0123456789abcdef");
    manifest->work = g_strdup("craquelure: 1\ncanvas: glass-city\nseed: \"7\"\n");
    manifest->total = 900;
    manifest->fps = 29.97;
    add(manifest, 0, "89ab");
    add(manifest, 899, NULL);
    crq_manifest_write(manifest, scratch_path(), NULL);
    crq_manifest_destroy(manifest);
    static char *text; /* lent to the fuzzer for the whole run */
    gsize size;
    g_file_get_contents(scratch_path(), &text, &size, NULL);
    seeds[0] = (struct fuzz_seed){text, size};
    return MIN(most, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    GError *error = NULL;
    fuzz_write(scratch_path(), bytes, size);
    struct crq_manifest *manifest = crq_manifest_read(scratch_path(), &error);
    g_unlink(scratch_path());
    if (!manifest) {
        fuzz_demand_words(error);
        g_clear_error(&error);
        return 0;
    }
    fuzz_demand(manifest->total >= 0 && manifest->shards >= 0, "numbers are counts");
    for (guint i = 0; i < manifest->frames->len; i++) {
        const struct crq_frame *frame = manifest->frames->pdata[i];
        fuzz_demand(frame->file && !strchr(frame->file, '/'),
            "no frame lies in another folder");
    }
    crq_manifest_destroy(manifest);
    return 0;
}
