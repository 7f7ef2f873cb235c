/* Work files: whatever the bytes, a work or a clear refusal; what is read can be
 * written and read again to the same. */
#include "fuzz/fuzz.h"
#include "model/reader.h"
#include "model/writer.h"

const int fuzz_rounds = 4000;

static char *written(void) {
    struct crq_work *work = crq_work_create("glass-city", "blood moon", NULL);
    crq_work_set_palette(work, "ember", NULL);
    char *text = crq_work_text(work);
    crq_work_destroy(work);
    return text;
}

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    static const char *const texts[] = {
        "craquelure: 1\ncanvas: blood-moon-ocean\nseed: blood moon\nsize: 3840x2160\n"
        "palette: ember\nlayers:\n  sea: {choppiness: 0.8}\n  moon: {radius: 0.24}\n"
        "wound:   {style: dutch, epicentre: [0.62, 0.4], density: 0.5}\n"
        "mending: {metal: gold, scar: 0.35}\n"
        "timeline: {fps: 30, whole: 6s, fracture: 8s, void: 3s, mending: 9s}\n",
        "{\"craquelure\": 1, \"canvas\": \"glass-city\", \"seed\": 7, \"paper\": "
        "\"A6\","
        " \"bleed\": \"3mm\", \"dpi\": 300, \"picture\": {\"act\": \"scarred\","
        " \"t\": 0.5, \"bits\": 16}}",
        "canvas: glass-city\nseed: 7\nblow: third\nhistory:\n  - seed: first\n"
        "    wound: {force: 0.7}\n  - {seed: 0x2, mending: {metal: opal}, scars: ~}\n",
        "canvas: &a glass-city\nseed: *a\nfilm: !!map {exposure: ~}\n--- second\n",
    };
    int count = 0;
    for (; count < (int)G_N_ELEMENTS(texts) && count < most; count++) {
        seeds[count] = (struct fuzz_seed){texts[count], strlen(texts[count])};
    }
    static char *own; /* lives as long as the process */
    own = own ? own : written();
    seeds[count++] = (struct fuzz_seed){own, strlen(own)};
    return count;
}

static void check_again(const struct crq_work *work) {
    g_autofree char *text = crq_work_text(work);
    struct crq_order *order = crq_order_parse(text, strlen(text), "again.yaml", NULL);
    fuzz_demand(order != NULL, "what is written is a work");
    struct crq_picture picture;
    GError *error = NULL;
    bool resolved = crq_order_resolve(order, &picture, &error);
    fuzz_demand(resolved, error ? error->message : "and resolves");
    g_autofree char *again = crq_work_text(picture.work);
    fuzz_demand(strcmp(text, again) == 0, "to the same work");
    crq_picture_finish(&picture);
    crq_order_destroy(order);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    GError *error = NULL;
    struct crq_order *order =
        crq_order_parse(size ? (const char *)bytes : "", size, "fuzz.yaml", &error);
    if (!order) {
        fuzz_demand_words(error);
        g_clear_error(&error);
        return 0;
    }
    if (!order->answers[CRQ_ASK_SEED].text) {
        crq_order_answer(order, CRQ_ASK_SEED, "7", NULL);
    }
    struct crq_picture picture;
    if (crq_order_resolve(order, &picture, &error)) {
        check_again(picture.work);
        crq_picture_finish(&picture);
    } else {
        fuzz_demand_words(error);
        g_clear_error(&error);
    }
    crq_order_destroy(order);
    return 0;
}
