/* craquelure verify: are the frames there, whole, and of one work? */
#include "stage/verify.h"

#include "base/text.h"
#include "cli/ask.h"

#include <stdio.h>
#include <string.h>

static bool read_share(const char *text, double *share, GError **error) {
    g_autofree char *digits = g_strdup(text);
    if (g_str_has_suffix(digits, "%")) {
        digits[strlen(digits) - 1] = '\0';
    }
    if (!crq_number(digits, share) || !(*share > 0.0 && *share <= 100.0)) {
        return crq_fail(error, CRQ_ERROR_USAGE,
            "'--spot' is a share like 1%% up to 100%%, not '%s'", text);
    }
    *share /= 100.0;
    return true;
}

static bool take_all(
    const struct crq_asked *asked, struct crq_exam *exam, GError **error) {
    for (int i = 0; i < asked->word_count; i++) {
        const char *path = asked->words[i];
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            if (!crq_exam_take_folder(exam, path, error)) {
                return false;
            }
        } else if (g_file_test(path, G_FILE_TEST_EXISTS)) {
            crq_exam_take_file(exam, path);
        } else {
            return crq_fail(error, CRQ_ERROR_FILE,
                "cannot read '%s': No such file or directory", path);
        }
    }
    return true;
}

static bool report(const struct crq_asked *asked, const struct crq_exam *exam,
    int spots, GError **error) {
    for (guint i = 0; i < exam->problems->len; i++) {
        puts(exam->problems->pdata[i]);
    }
    if (exam->problems->len > 0) {
        return crq_fail(error, CRQ_ERROR_VERIFY,
            "verification failed: %u problem%s, %u picture%s looked at; first %s",
            exam->problems->len, crq_plural(exam->problems->len), exam->files->len,
            crq_plural(exam->files->len), (const char *)exam->problems->pdata[0]);
    }
    if (spots > 0) {
        crq_say(asked, "%d rendered again: every pixel is the same", spots);
    }
    crq_say(asked, "%u picture%s, all there, whole and of one work (%.12s)",
        exam->files->len, crq_plural(exam->files->len), exam->hash);
    return true;
}

static bool run(struct crq_asked *asked, GError **error) {
    double share = 0.0;
    int spots = 0;
    if (asked->spot && !read_share(asked->spot, &share, error)) {
        return false;
    }
    struct crq_crew crew = crq_ask_crew(asked);
    struct crq_exam exam;
    crq_exam_init(&exam);
    bool good = take_all(asked, &exam, error);
    if (good) {
        crq_exam_look(&exam, &crew);
        good = share <= 0.0 || crq_exam_spot(&exam, share, &crew, &spots, error);
    }
    good = good && report(asked, &exam, spots, error);
    crq_exam_finish(&exam);
    return good;
}

const struct crq_command crq_command_verify = {
    .name = "verify",
    .arguments = "DIR|FILE.png...",
    .brief = "prove that frames are there, whole and of one work",
    .about =
        "Every picture is decoded, its checksums are compared, and its receipt must\n"
        "tell of the same work. A folder is held against its manifests: frames that\n"
        "are missing, strange or twice are told. What is wrong is listed on standard\n"
        "output, one a line; the exit status is then 5.",
    .examples =
        "craquelure verify show -- before opening night\n"
        "craquelure verify show --spot 1% -- and render one in a hundred again\n"
        "craquelure verify a.png b.png -- two pictures of one work",
    .least = 1,
    .most = -1,
    .tables = {&crq_spot_options, &crq_threads_options, &crq_common_options},
    .run = run,
};
