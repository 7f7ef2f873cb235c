/* Craquelure against old paintings: an analyser measures masks of grown networks by 28
 * rows, each with a band that real networks keep to (at most two may stray).
 *
 *     craquelure ANALYSER SEEDS HEIGHT...
 *
 * prints TAP: one test a style and height, with the figures as comments. */
#include "sheet/png.h"
#include "wound/mask.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Densities that give islands of about 0.085 short sides: enough of them, and large
 * enough to be measured at the smallest size. */
static const struct {
    const char *style, *density;
} styles[] = {
    {"italian", "0.16"},
    {"flemish", "0.16"},
    {"dutch", "0.176"},
    {"french", "0.28"},
    {"earth", "0.32"},
};

static const char *const figures[] = {"parent_wider_share", "width_cv",
    "link_len_mean_U", "orient_R4", "O_share", "T_of_3way", "turning_rad_per_U"};

enum { FIGURES = G_N_ELEMENTS(figures) };

struct tally {
    int seeds, outside, worst;
    double sums[FIGURES];
};

struct picture {
    const uint8_t *mask;
    int width;
};

static void mask_rows(void *context, int first, int count, uint8_t *out) {
    const struct picture *picture = context;
    size_t start = (size_t)first * (size_t)picture->width;
    size_t length = (size_t)count * (size_t)picture->width;
    for (size_t i = 0; i < length; i++) {
        memset(out + 3 * i, picture->mask[start + i], 3);
    }
}

static bool draw(const char *path, size_t style, int seed, int height, GError **error) {
    g_autofree char *text = g_strdup_printf("%d", seed);
    int width = height * 16 / 9;
    struct crq_work *work = crq_work_create("glass-city", text, error);
    bool good = work && crq_work_resize(work, width, height, error) &&
                crq_work_set(
                    work, "wound.style", styles[style].style, CRQ_ERROR_USAGE, error) &&
                crq_work_set(work, "wound.density", styles[style].density,
                    CRQ_ERROR_USAGE, error);
    struct crq_wound *wound = good ? crq_wound_create(work, error) : NULL;
    if (wound) {
        uint8_t *mask = g_new0(uint8_t, (size_t)width * (size_t)height);
        const struct crq_crew crew = {1, 64};
        crq_mask_cracks(&wound->paint, &crew, 1.0f, 1.0f, width, height, mask);
        struct picture picture = {mask, width};
        const struct crq_png png = {.width = width, .height = height, .bits = 8};
        good = crq_png_write(path, &png, mask_rows, &picture, error);
        g_free(mask);
    }
    crq_wound_destroy(wound);
    crq_work_destroy(work);
    return wound && good;
}

static void read_row(const char *row, struct tally *tally, int *outside) {
    g_auto(GStrv) words = g_strsplit(row, " ", 3);
    if (g_str_has_prefix(row, "band ") && words[2]) {
        *outside += strncmp(words[2], "ok", 2) != 0;
    }
    for (int i = 0; words[0] && words[1] && i < FIGURES; i++) {
        if (strcmp(words[0], figures[i]) == 0) {
            tally->sums[i] += g_ascii_strtod(words[1], NULL);
        }
    }
}

static bool measure(
    const char *analyser, const char *path, struct tally *tally, GError **error) {
    const char *arguments[] = {analyser, "-t", "60", "-k", path, NULL};
    g_autofree char *rows = NULL;
    if (!g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL,
            &rows, NULL, NULL, error)) {
        return false;
    }
    g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);
    int outside = 0;
    for (int i = 0; lines[i]; i++) {
        read_row(lines[i], tally, &outside);
    }
    tally->seeds++;
    tally->outside += outside;
    tally->worst = outside > tally->worst ? outside : tally->worst;
    return true;
}

static bool check(
    const char *analyser, size_t style, int seeds, int height, GError **error) {
    g_autofree char *folder = g_dir_make_tmp("craquelure-XXXXXX", error);
    g_autofree char *path = folder ? g_build_filename(folder, "mask.png", NULL) : NULL;
    struct tally tally = {0};
    bool good = folder;
    for (int seed = 1; good && seed <= seeds; seed++) {
        good = draw(path, style, seed, height, error) &&
               measure(analyser, path, &tally, error);
    }
    if (folder) {
        g_unlink(path);
        g_rmdir(folder);
    }
    double mean = tally.seeds ? (double)tally.outside / tally.seeds : 28.0;
    printf("# %s %dp: rows outside: worst %d, mean %.2f", styles[style].style, height,
        tally.worst, mean);
    for (int i = 0; tally.seeds && i < FIGURES; i++) {
        printf("; %s %.3f", figures[i], tally.sums[i] / tally.seeds);
    }
    printf("\n");
    return good && tally.worst <= 2 && mean <= 1.0;
}

int main(int count, char **words) {
    if (count < 4) {
        fprintf(stderr, "usage: craquelure ANALYSER SEEDS HEIGHT...\n");
        return 2;
    }
    if (!g_file_test(words[1], G_FILE_TEST_IS_EXECUTABLE)) {
        puts("1..0 # SKIP the analyser of cracks is absent");
        return 0;
    }
    int number = 0;
    int failed = 0;
    printf("1..%zu\n", G_N_ELEMENTS(styles) * (size_t)(count - 3));
    for (int i = 3; i < count; i++) {
        for (size_t style = 0; style < G_N_ELEMENTS(styles); style++) {
            g_autoptr(GError) error = NULL;
            bool good = check(words[1], style, atoi(words[2]), atoi(words[i]), &error);
            failed += !good;
            printf("%s %d - %s at %s rows resembles old paint%s%s\n",
                good ? "ok" : "not ok", ++number, styles[style].style, words[i],
                error ? ": " : "", error ? error->message : "");
            fflush(stdout);
        }
    }
    return failed ? 1 : 0;
}
