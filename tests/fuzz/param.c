/* 'layer.parameter=value': set to a legal number, or refused and left alone. */
#include "fuzz/fuzz.h"
#include "model/work.h"

const int fuzz_rounds = 20000;

int fuzz_seeds(struct fuzz_seed *seeds, int most) {
    static const char *const texts[] = {"film.exposure=0.5", "wound.epicentre=0.6,0.44",
        "wound.style=dutch", "timeline.void=3s", "mending.scar=1e-3", "film.grain=nan",
        "mending.metal=gold", "timeline.fps=60"};
    int count = MIN(most, (int)G_N_ELEMENTS(texts));
    for (int i = 0; i < count; i++) {
        seeds[i] = (struct fuzz_seed){texts[i], strlen(texts[i])};
    }
    return count;
}

static void demand_legal(const struct crq_operation *operation, const void *values) {
    for (int p = 0; p < operation->param_count; p++) {
        const struct crq_param *param = &operation->params[p];
        const char *field = (const char *)values + param->offset;
        double x = 0.0;
        int32_t whole = 0;
        if (param->kind == CRQ_KIND_REAL || param->kind == CRQ_KIND_PAIR) {
            memcpy(&x, field, sizeof x);
        } else if (param->kind != CRQ_KIND_SWITCH) {
            memcpy(&whole, field, sizeof whole);
            x = whole;
        }
        bool legal = x >= param->low && x <= crq_param_high(param);
        fuzz_demand(legal || param->kind == CRQ_KIND_SWITCH, "numbers stay legal");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    g_autofree char *text = g_strndup(size ? (const char *)bytes : "", size);
    g_auto(GStrv) pair = g_strsplit(text, "=", 2);
    if (g_strv_length(pair) < 2) {
        return 0;
    }
    struct crq_work *work = crq_work_create("glass-city", "7", NULL);
    GError *error = NULL;
    if (!crq_work_set(work, pair[0], pair[1], CRQ_ERROR_USAGE, &error)) {
        fuzz_demand_words(error);
        g_clear_error(&error);
    }
    for (int i = 0; i < work->entry_count; i++) {
        demand_legal(work->entries[i].operation, work->entries[i].values);
    }
    crq_work_destroy(work);
    return 0;
}
