/* craquelure wound: the crack graph as a file, a mask, or in figures. */
#include "base/text.h"
#include "cli/ask.h"
#include "cli/guard.h"
#include "model/writer.h"
#include "sheet/png.h"
#include "stage/name.h"
#include "stage/stage.h"
#include "wound/graph.h"
#include "wound/mask.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum form { JSON, SVG, PNG };
static const char *const forms[] = {"json", "svg", "png", NULL};
static const char *const masks[] = {"cracks", "shards", "scars", NULL};

struct job {
    const struct crq_asked *asked;
    const struct crq_picture *picture;
    enum form form;
    int mask;
    bool paint_net; /* else the glass net */
    char *path;
    uint8_t *grey; /* of a mask */
};

static bool choose(const char *option, const char *text, const char *const *names,
    int count, int *index, GError **error) {
    for (int i = 0; text && i < count; i++) {
        if (strcmp(names[i], text) == 0) {
            *index = i;
            return true;
        }
    }
    if (!text) {
        return true;
    }
    g_autofree char *all = g_strjoinv(", ", (char **)names);
    g_autofree char *hint = crq_suggestion(text, names, count, "");
    return crq_fail(error, CRQ_ERROR_USAGE, "'--%s' is one of %s, not '%s'%s", option,
        all, text, hint);
}

/* The form that an extension names, or -1. */
static int form_of(const char *output) {
    const char *dot = output ? strrchr(output, '.') : NULL;
    for (int i = 0; dot && forms[i]; i++) {
        if (g_ascii_strcasecmp(dot + 1, forms[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static bool has_no_form(const char *output) {
    return output && strcmp(output, "-") != 0 &&
           !g_file_test(output, G_FILE_TEST_IS_DIR);
}

static bool choose_form(struct job *job, GError **error) {
    const struct crq_asked *asked = job->asked;
    int named = form_of(asked->output);
    int form = named;
    if (!choose("format", asked->format, forms, 3, &form, error)) {
        return false;
    }
    if (named >= 0 && named != form) {
        return crq_fail(error, CRQ_ERROR_USAGE, "'%s' does not end in .%s",
            asked->output, forms[form]);
    }
    if (form < 0 && has_no_form(asked->output)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'%s' ends neither in .json nor in .svg nor in .png", asked->output);
    }
    job->form = form < 0 ? (asked->mask ? PNG : JSON) : (enum form)form;
    return true;
}

static bool choose_mask(struct job *job, GError **error) {
    static const char *const nets[] = {"glass", "paint", NULL};
    int net = 0;
    if (!choose("mask", job->asked->mask, masks, 3, &job->mask, error) ||
        !choose("net", job->asked->net, nets, 2, &net, error)) {
        return false;
    }
    job->paint_net = net == 1;
    return !job->asked->mask || job->form == PNG ||
           crq_fail(error, CRQ_ERROR_USAGE, "a mask is a PNG, not %s",
               job->form == JSON ? "JSON" : "SVG");
}

static void copy_rows(void *context, int first, int count, uint8_t *out) {
    const struct job *job = context;
    size_t width = (size_t)job->picture->work->width;
    const uint8_t *grey = job->grey + (size_t)first * width;
    for (size_t i = 0; i < (size_t)count * width; i++) {
        memset(out + 3 * i, grey[i], 3);
    }
}

/* The canvas is rendered at its instant to see where it differs from the whole. */
static bool take_scars(
    struct job *job, const struct crq_crew *crew, size_t area, GError **error) {
    struct crq_stage *stage = crq_stage_create(job->picture->work, crew, error);
    bool good = stage && crq_stage_render(stage, &job->picture->instant, error) != NULL;
    const uint8_t *scars = good ? crq_stage_scars(stage) : NULL;
    if (scars) {
        memcpy(job->grey, scars, area);
    }
    crq_stage_destroy(stage);
    return good;
}

static bool write_mask(struct job *job, const struct crq_wound *wound, GError **error) {
    const struct crq_work *work = job->picture->work;
    const struct crq_net *net = job->paint_net ? &wound->paint : &wound->glass;
    size_t area = (size_t)work->width * (size_t)work->height;
    struct crq_crew crew = crq_ask_crew(job->asked);
    double broken = job->picture->act_asked ? job->picture->instant.broken : 1.0;
    bool good = true;
    job->grey = crq_bytes_create(work->width, work->height, 1, error);
    if (!job->grey) {
        return false;
    }
    if (job->mask == 0) {
        crq_mask_cracks(
            net, &crew, (float)broken, 1.0f, work->width, work->height, job->grey);
    } else if (job->mask == 1) {
        crq_mask_shards(net, &crew, work->width, work->height, job->grey);
    } else {
        good = take_scars(job, &crew, area, error);
    }
    struct crq_png png = {work->width, work->height, 8, work->dpi, NULL};
    good = good && crq_png_write(job->path, &png, copy_rows, job, error);
    g_free(job->grey);
    return good;
}

static bool write_graph(void *context, GError **error) {
    struct job *job = context;
    struct crq_crew crew = crq_ask_crew(job->asked);
    struct crq_wound *wound = crq_stage_wound(job->picture->work, &crew, error);
    bool good = wound != NULL;
    if (good) {
        good = job->form == JSON  ? crq_wound_save_json(wound, job->path, error)
               : job->form == SVG ? crq_wound_save_svg(wound, job->path, error)
                                  : write_mask(job, wound, error);
    }
    crq_wound_destroy(wound);
    return good;
}

static bool name_file(struct job *job, GError **error) {
    g_autofree char *own =
        g_strdup_printf("{canvas}-{seed}-wound.%s", forms[job->form]);
    g_autofree char *hash = crq_work_hash(job->picture->work);
    struct crq_naming naming = {
        job->picture->work, crq_act_name(job->picture->instant.act), hash, -1, 0};
    g_autofree char *pattern = crq_ask_pattern(job->asked, own);
    job->path = crq_name_expand(pattern, &naming, error);
    return job->path && crq_name_check_folder(job->path, error) &&
           (job->form != PNG || crq_ask_can_show(job->path, error));
}

static bool export(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error) {
    struct job job = {.asked = asked, .picture = picture};
    if (asked->bits) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--bits' is for pictures: a graph has none, a mask has 8 a pixel");
    }
    bool good =
        choose_form(&job, error) && choose_mask(&job, error) && name_file(&job, error);
    bool standard = good && strcmp(job.path, "-") == 0;
    good = good &&
           crq_guard_run(write_graph, NULL, &job, standard ? NULL : job.path, error);
    if (good && !standard) {
        puts(job.path);
    }
    g_free(job.path);
    return good;
}

static void print_net(const char *name, const struct crq_net *net) {
    double length = 0.0;
    for (uint32_t i = 0; i < net->crack_count; i++) {
        const struct crq_vertex *v = net->vertices + net->cracks[i].first;
        for (uint32_t j = 1; j < net->cracks[i].count; j++) {
            double dx = (double)(v[j].x - v[j - 1].x);
            double dy = (double)(v[j].y - v[j - 1].y);
            length += sqrt(dx * dx + dy * dy);
        }
    }
    printf("%s: %u cracks, %.1f short sides long in all, %u vertices, %u nodes,"
           " %u shards\n",
        name, net->crack_count, length, net->vertex_count, net->node_count,
        net->shard_count);
    for (int kind = 0; crq_node_names[kind]; kind++) {
        uint32_t count = 0;
        for (uint32_t i = 0; i < net->node_count; i++) {
            count += net->nodes[i].kind == kind;
        }
        printf("  %-10s %u\n", crq_node_names[kind], count);
    }
}

static bool show(
    const struct crq_asked *asked, const struct crq_picture *picture, GError **error) {
    struct crq_crew crew = crq_ask_crew(asked);
    struct crq_wound *wound = crq_stage_wound(picture->work, &crew, error);
    if (!wound) {
        return false;
    }
    printf("epicentre: %.4g, %.4g short sides\n", (double)wound->epicentre[0],
        (double)wound->epicentre[1]);
    print_net("paint", &wound->paint);
    print_net("glass", &wound->glass);
    crq_wound_destroy(wound);
    return true;
}

static bool run(struct crq_asked *asked, GError **error) {
    static const char *const verbs[] = {"export", "show"};
    int verb = -1;
    for (int i = 0; i < 2; i++) {
        verb = strcmp(asked->words[0], verbs[i]) == 0 ? i : verb;
    }
    if (verb < 0) {
        g_autofree char *hint =
            crq_suggestion(asked->words[0], verbs, 2, ": it has export, show");
        return crq_fail(error, CRQ_ERROR_USAGE, "'wound' has no verb '%s'%s",
            asked->words[0], hint);
    }
    asked->words++;
    asked->word_count--;
    struct crq_picture picture;
    bool good = crq_ask_picture(asked, &picture, error);
    asked->words--;
    asked->word_count++;
    if (!good) {
        return false;
    }
    good = (verb == 0 ? export : show)(asked, &picture, error);
    crq_picture_finish(&picture);
    return good;
}

const struct crq_command crq_command_wound = {
    .name = "wound",
    .arguments = "export|show WORK|CANVAS",
    .brief = "the crack graph as JSON or SVG, masks as PNG",
    .about =
        "The graph is what fracture opens and mending closes. JSON keeps every "
        "number;\n"
        "SVG is for looking and plotting; masks are grey pictures of the work's size:\n"
        "cracks (of one net), shards, or scars (where a healed canvas differs).",
    .examples =
        "craquelure wound export glass-city --seed 7 -o wound.svg -- for a plotter\n"
        "craquelure wound export work.yaml -o wound.json -- nodes, cracks, shards\n"
        "craquelure wound export work.yaml --mask cracks --act fracture --t 0.5 -o "
        "half.png -- where it is open at half time\n"
        "craquelure render blood-moon-ocean --graph wound.json --act fracture -- the "
        "same wound in another canvas\n"
        "craquelure wound show glass-city --seed 7 -- in figures",
    .least = 1,
    .most = 2,
    .tables = {&crq_format_options, &crq_picture_options, &crq_output_options,
        &crq_common_options},
    .run = run,
};
