/* Wounds of the past, as values. */
#include "model/history.h"

#include "base/text.h"
#include "model/work.h"

/* Operations that mark, among the settings and the ways of healing. */
static int marking(const struct crq_operation **found) {
    int count = 0;
    for (int i = 0; i < crq_settings_count + crq_mend_count; i++) {
        const struct crq_operation *operation = i < crq_settings_count
                                                    ? crq_settings[i]
                                                    : crq_mends[i - crq_settings_count];
        if (operation->marks) {
            found[count++] = operation;
        }
    }
    return count;
}

struct crq_healed *crq_healed_create(const char *seed) {
    struct crq_healed *healed = g_new0(struct crq_healed, 1);
    g_autofree const struct crq_operation **found =
        g_new0(const struct crq_operation *, crq_settings_count + crq_mend_count + 1);
    healed->seed_text = g_strdup(seed);
    healed->seed = crq_seed_from_text(seed);
    healed->entry_count = marking(found);
    healed->entries = g_new0(struct crq_entry, healed->entry_count + 1);
    for (int i = 0; i < healed->entry_count; i++) {
        void *values = g_malloc0(MAX(found[i]->size, 1));
        crq_params_preset(found[i]->params, found[i]->param_count, values);
        healed->entries[i] = (struct crq_entry){found[i], values};
    }
    return healed;
}

void crq_healed_destroy(struct crq_healed *healed) {
    if (!healed) {
        return;
    }
    for (int i = 0; i < healed->entry_count; i++) {
        g_free(healed->entries[i].values);
    }
    g_free(healed->entries);
    g_free(healed->seed_text);
    g_free(healed);
}

const struct crq_entry *crq_healed_find(
    const struct crq_healed *healed, const char *name) {
    for (int i = 0; i < healed->entry_count; i++) {
        if (crq_same_name(healed->entries[i].operation->name, name)) {
            return &healed->entries[i];
        }
    }
    return NULL;
}

bool crq_operation_marks(const char *name) {
    g_autofree const struct crq_operation **found =
        g_new0(const struct crq_operation *, crq_settings_count + crq_mend_count + 1);
    int count = marking(found);
    for (int i = 0; i < count; i++) {
        if (crq_same_name(found[i]->name, name)) {
            return true;
        }
    }
    return false;
}

struct crq_work crq_work_then(const struct crq_work *work, int index) {
    const struct crq_healed *healed = work->history->pdata[index];
    struct crq_work then = *work;
    then.blow = healed->seed;
    then.blow_text = healed->seed_text;
    then.graph = then.graph_sha256 = NULL;
    then.entries =
        g_memdup2(work->entries, (gsize)work->entry_count * sizeof *work->entries);
    for (int i = 0; i < then.entry_count; i++) {
        const struct crq_entry *own =
            crq_healed_find(healed, then.entries[i].operation->name);
        then.entries[i] = own ? *own : then.entries[i];
    }
    return then;
}
