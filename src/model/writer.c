/* Walking a work to write it down. */
#include "model/writer.h"

#include "base/text.h"
#include "model/reader.h"
#include "model/swatches.h"

#include <string.h>

const char *crq_quality_name(enum crq_quality quality) {
    static const char *const names[] = {"draft", "good", "best"};
    return names[quality];
}

void crq_quote(GString *text, const char *words) {
    g_string_append_c(text, '"');
    for (const char *p = words; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '"' || c == '\\') {
            g_string_append_printf(text, "\\%c", (char)c);
        } else if (g_unichar_isprint(c)) {
            g_string_append_unichar(text, c);
        } else if (c <= 0xffff) {
            g_string_append_printf(text, "\\u%04x", c);
        } else {
            g_string_append_printf(text, "\\U%08x", c);
        }
    }
    g_string_append_c(text, '"');
}

char *crq_palette_stem(const struct crq_work *work) {
    char *stem = g_path_get_basename(work->palette_name);
    char *dot = strrchr(stem, '.');
    if (dot && dot != stem) {
        *dot = '\0';
    }
    return stem;
}

static void write_value(
    GString *text, const struct crq_param *param, const void *values, int indent) {
    g_autofree char *label = crq_param_label(param);
    g_autofree char *value = crq_param_text(param, values);
    char *comma = param->kind == CRQ_KIND_PAIR ? strchr(value, ',') : NULL;
    g_string_append_printf(text, "%*s%s: ", indent, "", label);
    if (comma) {
        *comma = '\0';
        g_string_append_printf(text, "[%s, %s]\n", value, comma + 1);
    } else {
        g_string_append_printf(text, "%s\n", value);
    }
}

static void write_entry(GString *text, const struct crq_entry *entry, int indent) {
    const struct crq_operation *operation = entry->operation;
    g_string_append_printf(text, "%*s%s:%s\n", indent, "", operation->name,
        operation->param_count == 0 ? " {}" : "");
    for (int i = 0; i < operation->param_count; i++) {
        write_value(text, &operation->params[i], entry->values, indent + 2);
    }
}

/* All operations of a family, under `section`; settings stand alone. */
static void write_family(GString *text, const struct crq_work *work,
    enum crq_family family, const char *section) {
    bool begun = section == NULL;
    for (int i = 0; i < work->entry_count; i++) {
        if (work->entries[i].operation->family != family) {
            continue;
        }
        if (!begun) {
            g_string_append_printf(text, "%s:\n", section);
            begun = true;
        }
        write_entry(text, &work->entries[i], section ? 2 : 0);
    }
}

/* What it has healed from, oldest first. */
static void write_history(GString *text, const struct crq_work *work) {
    if (work->history->len > 0) {
        g_string_append(text, "history:\n");
    }
    for (guint i = 0; i < work->history->len; i++) {
        const struct crq_healed *healed = work->history->pdata[i];
        g_string_append(text, "  - seed: ");
        crq_quote(text, healed->seed_text);
        g_string_append_c(text, '\n');
        for (int k = 0; k < healed->entry_count; k++) {
            write_entry(text, &healed->entries[k], 4);
        }
    }
}

char *crq_work_text(const struct crq_work *work) {
    GString *text = g_string_new(NULL);
    g_autofree char *dpi = crq_number_text(work->dpi);
    g_autofree char *stem = crq_palette_stem(work);
    g_string_append_printf(text,
        "craquelure: %d\nengine: %d\ncanvas: %s\nseed: ", CRQ_FORMAT, CRQ_ENGINE,
        work->gallery->canvas->name);
    crq_quote(text, work->seed_text);
    if (strcmp(work->blow_text, work->seed_text) != 0) {
        g_string_append(text, "\nblow: ");
        crq_quote(text, work->blow_text);
    }
    g_string_append_printf(text, "\nsize: %dx%d\ndpi: %s\nquality: %s\n", work->width,
        work->height, dpi, crq_quality_name(work->quality));
    if (work->graph) {
        g_autofree char *name = g_path_get_basename(work->graph);
        g_string_append(text, "graph: ");
        crq_quote(text, name);
        g_string_append_printf(text, "\ngraph-sha256: %s\n", work->graph_sha256);
    }
    crq_palette_to_yaml(work->palette, stem, text);
    write_history(text, work);
    write_family(text, work, CRQ_SETTINGS, NULL);
    write_family(text, work, CRQ_PAINT, "layers");
    write_family(text, work, CRQ_FRACTURE, "fracture");
    write_family(text, work, CRQ_MEND, "healing");
    return g_string_free(text, FALSE);
}

char *crq_work_hash(const struct crq_work *work) {
    g_autofree char *text = crq_work_text(work);
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

char *crq_receipt_text(
    const struct crq_work *work, const struct crq_instant *instant, int bits) {
    g_autofree char *text = crq_work_text(work);
    g_autofree char *t = crq_number_text(instant->t);
    g_autofree char *moment = crq_number_text(instant->moment);
    return g_strdup_printf("# craquelure %s\n%s"
                           "picture:\n  act: %s\n  t: %s\n  moment: %s\n  bits: %d\n",
        CRQ_VERSION, text, crq_act_name(instant->act), t, moment, bits);
}
