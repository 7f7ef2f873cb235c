/* craquelure info: what a picture says of itself. */
#include "base/json.h"
#include "cli/ask.h"
#include "model/writer.h"
#include "model/yaml.h"
#include "sheet/png.h"
#include "stage/receipt.h"

#include <stdio.h>
#include <string.h>

static const double MM = 25.4;

static void print_wound(
    const char *seed, const void *wound_values, const void *mending_values) {
    static const char *const names[] = {"wound", "mending"};
    const void *const values[] = {wound_values, mending_values};
    printf("\"%s\"", seed);
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < crq_settings_count; i++) {
            const struct crq_operation *operation = crq_settings[i];
            for (int p = 0;
                 strcmp(operation->name, names[k]) == 0 && p < operation->param_count;
                 p++) {
                g_autofree char *label = crq_param_label(&operation->params[p]);
                g_autofree char *text =
                    crq_param_text(&operation->params[p], values[k]);
                printf(", %s %s", label, text);
            }
        }
    }
    putchar('\n');
}

/* Every wound that it has healed from, and the present one. */
static void print_history(const struct crq_work *work) {
    for (guint i = 0; i < work->history->len; i++) {
        const struct crq_healed *healed = work->history->pdata[i];
        printf("healed   ");
        print_wound(healed->seed_text, crq_healed_find(healed, "wound")->values,
            crq_healed_find(healed, "mending")->values);
    }
    if (work->history->len > 0) {
        printf("broken   ");
        print_wound(work->blow_text, crq_work_values(work, "wound"),
            crq_work_values(work, "mending"));
    }
}

static void print_facts(const char *path, const struct crq_png_file *file,
    const struct crq_picture *picture) {
    const struct crq_work *work = picture->work;
    const struct crq_instant *instant = &picture->instant;
    g_autofree char *program = crq_receipt_program(file->receipt);
    g_autofree char *hash = crq_receipt_hash(file->receipt);
    printf("file     %s\n", path);
    printf("canvas   %s (%s)\n", work->gallery->canvas->name,
        work->gallery->canvas->brief);
    printf("seed     %s\n", work->seed_text);
    printf("palette  %s\n", work->palette_name);
    printf("instant  %s, %.4g of the act; moment %.6g\n", crq_act_name(instant->act),
        instant->t, instant->moment);
    printf(
        "size     %dx%d, %d bits a channel\n", file->width, file->height, file->bits);
    if (file->dpi > 0.0) {
        printf("print    %.0f dpi: %.0f x %.0f mm\n", file->dpi,
            file->width / file->dpi * MM, file->height / file->dpi * MM);
    }
    printf("quality  %s\n", crq_quality_name(work->quality));
    printf("made by  %s, engine %d\n", program, CRQ_ENGINE);
    printf("work     %s\n", hash ? hash : "unknown");
    print_history(work);
    printf("repeat   craquelure render --from '%s'\n", path);
}

/* A tree as JSON: bare words that are numbers stay numbers. */
static void put_tree(
    struct crq_json *json, const char *key, const struct crq_yaml *yaml) {
    if (yaml->kind == CRQ_YAML_WORD) {
        char *end = NULL;
        double number = g_ascii_strtod(yaml->word, &end);
        if (yaml->bare && *yaml->word && !*end) {
            crq_json_number(json, key, number);
        } else {
            crq_json_text(json, key, yaml->word);
        }
        return;
    }
    bool map = yaml->kind == CRQ_YAML_MAP;
    crq_json_open(json, key, map ? '{' : '[');
    for (guint i = 0; i < yaml->members->len; i++) {
        const struct crq_yaml *name = map ? yaml->keys->pdata[i] : NULL;
        put_tree(json, name ? name->word : NULL, yaml->members->pdata[i]);
    }
    crq_json_close(json, map ? '}' : ']');
}

static bool print_json(
    const char *path, const struct crq_png_file *file, GError **error) {
    struct crq_yaml *yaml = crq_yaml_parse(
        file->receipt, strlen(file->receipt), CRQ_YAML_LONGEST, path, error);
    if (!yaml) {
        return false;
    }
    g_autofree char *program = crq_receipt_program(file->receipt);
    g_autofree char *hash = crq_receipt_hash(file->receipt);
    struct crq_json json = {.text = g_string_new(NULL), .broken = 2};
    crq_json_open(&json, NULL, '{');
    crq_json_text(&json, "file", path);
    crq_json_number(&json, "width", file->width);
    crq_json_number(&json, "height", file->height);
    crq_json_number(&json, "bits", file->bits);
    crq_json_number(&json, "dpi", file->dpi);
    crq_json_text(&json, "program", program);
    crq_json_text(&json, "hash", hash);
    put_tree(&json, "work", yaml);
    crq_json_close(&json, '}');
    puts(json.text->str);
    g_string_free(json.text, TRUE);
    crq_yaml_destroy(yaml);
    return true;
}

static bool print_text(
    const char *path, const struct crq_png_file *file, GError **error) {
    struct crq_picture picture;
    if (!crq_receipt_picture(file->receipt, path, &picture, error)) {
        return false;
    }
    print_facts(path, file, &picture);
    crq_picture_finish(&picture);
    return true;
}

static bool run(struct crq_asked *asked, GError **error) {
    const char *path = asked->words[0];
    struct crq_png_file file;
    if (!crq_png_read(path, false, &file, error)) {
        return false;
    }
    bool good = file.receipt ? (asked->json ? print_json(path, &file, error)
                                            : print_text(path, &file, error))
                             : crq_fail(error, CRQ_ERROR_WORK,
                                   "%s:1:1: this picture carries no receipt", path);
    crq_png_finish(&file);
    return good;
}

const struct crq_command crq_command_info = {
    .name = "info",
    .arguments = "FILE.png",
    .brief = "say what a picture is: work, seed, instant, size in print",
    .about =
        "Every picture carries its receipt: the resolved work and the instant. With\n"
        "render --from it is made again, the same to the byte.",
    .examples = "craquelure info moon.png -- in words\n"
                "craquelure info moon.png --json -- every number, for programs",
    .least = 1,
    .most = 1,
    .tables = {&crq_json_options, &crq_common_options},
    .run = run,
};
