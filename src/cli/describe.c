/* craquelure describe: all there is to set, from the tables. */
#include "cli/ask.h"
#include "cli/catalogue.h"

#include <stdio.h>
#include <string.h>

static void print_param(
    const struct crq_operation *operation, const struct crq_param *param) {
    g_autofree char *label = crq_param_label(param);
    g_autofree char *path = g_strdup_printf("%s.%s", operation->name, label);
    g_autofree char *preset = crq_catalogue_preset(param);
    g_autofree char *range = crq_catalogue_range(param);
    printf("  %-26s %-10s %-22s %s\n", path, preset, range, param->brief);
}

static void print_item(const struct crq_item *item) {
    printf("%s%s%s: %s\n", item->canvas ? item->canvas : "", item->canvas ? ", " : "",
        item->operation->name, item->operation->brief);
    for (int i = 0; i < item->param_count; i++) {
        print_param(item->operation, &item->params[i]);
    }
}

static void print_canvases(void) {
    for (int i = 0; i < crq_gallery_count; i++) {
        const struct crq_canvas *canvas = crq_galleries[i].canvas;
        printf("%-22s %s\n", canvas->name, canvas->brief);
    }
}

static void print_layers(void) {
    for (int i = 0; i < crq_gallery_count; i++) {
        printf("%s%s, far to near\n", i ? "\n" : "", crq_galleries[i].canvas->name);
        for (int j = 0; j < crq_galleries[i].layer_count; j++) {
            const struct crq_operation *layer = crq_galleries[i].layers[j];
            printf("  %-20s %s\n", layer->name, layer->brief);
        }
    }
    static const struct {
        const char *title;
        enum crq_family family;
    } groups[] = {{"settings", CRQ_SETTINGS}, {"ways of breaking", CRQ_FRACTURE},
        {"ways of healing", CRQ_MEND}};
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        printf("\n%s, for every canvas\n", groups[i].title);
        int count;
        const struct crq_operation *const *operations =
            crq_catalogue_family(groups[i].family, &count);
        for (int j = 0; j < count; j++) {
            printf("  %-20s %s\n", operations[j]->name, operations[j]->brief);
        }
    }
}

static void print_roles(void) {
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        printf("%-12s %s\n", crq_role_name((enum crq_role)i),
            crq_role_brief((enum crq_role)i));
    }
}

/* The params of everything that `name` names. */
static bool print_named(const char *name, GError **error) {
    struct crq_catalogue *catalogue = crq_catalogue_create(name, error);
    if (!catalogue) {
        return false;
    }
    for (guint i = 0; i < catalogue->items->len; i++) {
        fputs(i ? "\n" : "", stdout);
        print_item(catalogue->items->pdata[i]);
    }
    crq_catalogue_destroy(catalogue);
    return true;
}

static void print_all(void) {
    puts("Canvases");
    print_canvases();
    puts("");
    print_layers();
    puts("\nSay 'craquelure describe params NAME' for the numbers of a layer, of "
         "settings"
         "\nor of a whole canvas; also: describe palettes, describe roles.");
}

static bool print_topic(const char *topic, const char *name, GError **error) {
    if (!topic) {
        print_all();
    } else if (strcmp(topic, "canvases") == 0) {
        print_canvases();
    } else if (strcmp(topic, "layers") == 0) {
        print_layers();
    } else if (strcmp(topic, "roles") == 0) {
        print_roles();
    } else if (strcmp(topic, "palettes") == 0) {
        return crq_catalogue_palettes(error);
    } else {
        return print_named(strcmp(topic, "params") == 0 ? name : topic, error);
    }
    return true;
}

static bool run(struct crq_asked *asked, GError **error) {
    const char *topic = asked->word_count > 0 ? asked->words[0] : NULL;
    const char *name = asked->word_count > 1 ? asked->words[1] : "";
    if (asked->word_count > 1 && strcmp(topic, "params") != 0) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'describe %s' does not know what to do with '%s'", topic, name);
    }
    return (asked->json ? crq_catalogue_json : print_topic)(topic, name, error);
}

const struct crq_command crq_command_describe = {
    .name = "describe",
    .arguments = "[canvases|layers|params [NAME]|palettes|roles|NAME]",
    .brief = "list all there is to set, with presets and ranges",
    .about =
        "NAME is a canvas, a layer, settings such as 'wound', a way of breaking or\n"
        "healing, or one number such as 'film.exposure'. Numbers are set with\n"
        "--set layer.parameter=VALUE or in a work.",
    .examples = "craquelure describe -- an overview\n"
                "craquelure describe params wound -- names, presets, ranges\n"
                "craquelure describe --json -- everything, for programs",
    .most = 2,
    .tables = {&crq_json_options, &crq_common_options},
    .run = run,
};
