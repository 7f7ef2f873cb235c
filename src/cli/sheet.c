/* craquelure sheet: a contact sheet. */
#include "cli/ask.h"
#include "cli/guard.h"
#include "cli/progress.h"
#include "model/writer.h"
#include "stage/contact.h"
#include "stage/name.h"

#include <stdio.h>
#include <string.h>

enum { USUAL_SIDE = 480 };

struct job {
    struct crq_contact contact;
    struct crq_order *order;
    struct crq_crew crew;
    struct crq_progress progress;
    char *path;
};

static void tell(void *teller, int done, int total) {
    struct job *job = teller;
    if (done == 1) {
        crq_progress_start(&job->progress, (guint)total);
    }
    crq_progress_frame(&job->progress, done - 1, job->path, "made", NULL);
}

static void say_farewell(void *context) {
    struct job *job = context;
    crq_progress_break(&job->progress, crq_guard_status(), "interrupted");
}

static bool write_sheet(void *context, GError **error) {
    struct job *job = context;
    return crq_contact_write(&job->contact, job->order, &job->crew, job->path, error);
}

static bool take_vary(const struct crq_asked *asked, struct job *job, GError **error) {
    for (guint i = 0; i < asked->vary->len; i++) {
        struct crq_vary *vary = crq_vary_read(asked->vary->pdata[i], error);
        if (!vary) {
            return false;
        }
        g_ptr_array_add(job->contact.vary, vary);
    }
    return true;
}

/* Seeds as asked for; the work's own when something else varies; else two dozen. */
static bool take_seeds(const struct crq_asked *asked, struct job *job, GError **error) {
    const char *own = job->order->answers[CRQ_ASK_SEED].text;
    if (asked->seeds) {
        job->contact.seeds = crq_contact_seeds(asked->seeds, error);
    } else if (asked->seed || asked->vary->len > 0) {
        job->contact.seeds = g_new0(char *, 2);
        job->contact.seeds[0] = g_strdup(own);
    } else {
        job->contact.seeds = crq_contact_seeds("0..23", error);
    }
    return job->contact.seeds != NULL;
}

static char *sheet_name(
    const struct crq_asked *asked, struct crq_order *order, GError **error) {
    struct crq_picture picture;
    if (!crq_order_resolve(order, &picture, error)) {
        return NULL;
    }
    g_autofree char *hash = crq_work_hash(picture.work);
    struct crq_naming naming = {
        picture.work, crq_act_name(picture.instant.act), hash, -1, 0};
    g_autofree char *pattern = crq_ask_pattern(asked, "{canvas}-sheet.png");
    char *name = crq_name_expand(pattern, &naming, error);
    crq_picture_finish(&picture);
    if (name && !crq_name_check(name, error)) {
        g_clear_pointer(&name, g_free);
    }
    return name;
}

static bool prepare(struct crq_asked *asked, struct job *job, GError **error) {
    if ((asked->word_count == 0) == (asked->from == NULL)) {
        return crq_fail(error, CRQ_ERROR_USAGE, "a sheet of which canvas or work?");
    }
    if (asked->bits) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--bits' is for pictures: a contact sheet has 8 bits a channel");
    }
    if (asked->seed && asked->seeds) {
        return crq_fail(
            error, CRQ_ERROR_USAGE, "'--seed' and '--seeds' exclude each other");
    }
    if (asked->seeds) {
        asked->seed = "0"; /* replaced before anything is rendered */
    }
    if (!crq_progress_begin(
            &job->progress, asked->progress, "pictures", asked->quiet, error) ||
        !take_vary(asked, job, error)) {
        return false;
    }
    job->order = crq_ask_order(asked, asked->words[0], error);
    if (!job->order || !take_seeds(asked, job, error)) {
        return false;
    }
    job->contact.across = asked->size ? 0 : USUAL_SIDE;
    job->contact.columns = asked->columns;
    job->contact.tell = tell;
    job->contact.teller = job;
    job->crew = crq_ask_crew(asked);
    job->path = sheet_name(asked, job->order, error);
    return job->path && crq_ask_can_show(job->path, error);
}

static bool run(struct crq_asked *asked, GError **error) {
    struct job job = {0};
    job.contact.vary = g_ptr_array_new_with_free_func((GDestroyNotify)crq_vary_destroy);
    g_autoptr(GError) failure = NULL;
    bool good = prepare(asked, &job, &failure);
    bool standard = good && strcmp(job.path, "-") == 0;
    good = good && crq_guard_run(write_sheet, say_farewell, &job,
                       standard ? NULL : job.path, &failure);
    crq_progress_end(&job.progress, good ? 0 : failure->code,
        good ? "the contact sheet is written" : failure->message);
    asked->told = job.progress.kind == CRQ_PROGRESS_JSON && job.progress.ended;
    if (good && !standard) {
        puts(job.path);
    }
    if (!good) {
        g_propagate_error(error, g_steal_pointer(&failure));
    }
    g_strfreev(job.contact.seeds);
    g_ptr_array_unref(job.contact.vary);
    crq_order_destroy(job.order);
    g_free(job.path);
    return good;
}

const struct crq_command crq_command_sheet = {
    .name = "sheet",
    .arguments = "WORK|CANVAS",
    .brief = "many small pictures on one sheet, to choose from",
    .about =
        "One picture for each seed, crossed with each value that --vary names; the\n"
        "label under a picture says how to make it again. --size is that of one\n"
        "picture; unless asked, the longer side has 480 pixels.",
    .examples =
        "craquelure sheet glass-city --seeds 0..23 -o seeds.png -- which seed?\n"
        "craquelure sheet work.yaml --vary wound.density=0.2,0.5,0.8 --act fracture -- "
        "how fine?\n"
        "craquelure sheet glass-city --seeds dusk,dawn --vary "
        "wound.style=dutch,earth,glass --act fracture -- both, crossed",
    .most = 1,
    .tables = {&crq_sheet_options, &crq_picture_options, &crq_output_options,
        &crq_progress_options, &crq_common_options},
    .run = run,
};
