/* Golden pictures and works: small ones, compared exactly.
 *
 * Usage: golden FOLDER OUTPUT [bless]. FOLDER holds canvas-act.png and canvas.yaml;
 * when a picture differs, OUTPUT gets canvas-act.png with three panels: expected,
 * difference (eight times), actual. With `bless` the files of FOLDER are made anew.
 * Speaks TAP; what has not been blessed yet is skipped. */
#include "model/writer.h"
#include "sheet/png.h"
#include "stage/stage.h"

#include <glib/gstdio.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 128, HEIGHT = 72, ROW = WIDTH * 3, SIZE = ROW * HEIGHT, PANELS = 3 };

static const enum crq_act acts[] = {CRQ_ACT_WHOLE, CRQ_ACT_FRACTURE, CRQ_ACT_MENDING};

struct run {
    const char *folder, *output;
    bool bless;
    int count, failures;
};

static void tell(struct run *run, bool good, const char *name, const char *remark) {
    run->count++;
    run->failures += !good;
    printf("%sok %d - %s%s\n", good ? "" : "not ", run->count, name, remark);
}

struct panels {
    const uint8_t *side[PANELS];
    int count;
};

static void put_rows(void *context, int first, int count, uint8_t *out) {
    const struct panels *panels = context;
    for (int y = first; y < first + count; y++) {
        for (int p = 0; p < panels->count; p++) {
            memcpy(out, panels->side[p] + y * ROW, ROW);
            out += ROW;
        }
    }
}

static bool write_panels(const char *path, struct panels *panels) {
    struct crq_png png = {WIDTH * panels->count, HEIGHT, 8, 0, NULL};
    return crq_png_write(path, &png, put_rows, panels, NULL);
}

static bool read_picture(const char *path, uint8_t bytes[SIZE]) {
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path)) {
        return false;
    }
    image.format = PNG_FORMAT_RGB;
    bool fits = image.width == WIDTH && image.height == HEIGHT;
    bool read = fits && png_image_finish_read(&image, NULL, bytes, 0, NULL);
    png_image_free(&image);
    return read;
}

/* Writes the triptych; a remark with the greatest difference. */
static char *compare(const struct run *run, const char *name, const uint8_t *expected,
    const uint8_t *actual) {
    g_autofree uint8_t *difference = g_malloc(SIZE);
    int most = 0;
    int count = 0;
    for (int i = 0; i < SIZE; i++) {
        int d = abs(expected[i] - actual[i]);
        most = MAX(most, d);
        count += d > 0;
        difference[i] = (uint8_t)MIN(8 * d, 255);
    }
    g_autofree char *file = g_strconcat(name, ".png", NULL);
    g_autofree char *path = g_build_filename(run->output, file, NULL);
    struct panels panels = {{expected, difference, actual}, PANELS};
    g_mkdir_with_parents(run->output, 0777);
    write_panels(path, &panels);
    return g_strdup_printf(
        "\n# %d samples differ, by %d at most: see %s", count, most, path);
}

static void check_picture(struct run *run, const struct crq_work *work,
    enum crq_act act, struct crq_stage *stage) {
    g_autofree char *name =
        g_strdup_printf("%s-%s", work->gallery->canvas->name, crq_act_name(act));
    g_autofree char *path = g_strdup_printf("%s/%s.png", run->folder, name);
    struct crq_instant instant =
        crq_instant_in(crq_work_values(work, "timeline"), act, crq_act_best(act));
    g_autofree uint8_t *actual = g_malloc(SIZE);
    g_autofree uint8_t *expected = g_malloc(SIZE);
    if (!crq_stage_encode(stage, &instant, 8, actual, NULL)) {
        tell(run, false, name, "\n# cannot be rendered");
    } else if (run->bless) {
        struct panels panels = {{actual}, 1};
        tell(run, write_panels(path, &panels), name, " is blessed");
    } else if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        tell(run, true, name, " # SKIP not blessed yet");
    } else if (!read_picture(path, expected)) {
        tell(run, false, name, "\n# the golden picture cannot be read");
    } else {
        bool same = memcmp(expected, actual, SIZE) == 0;
        g_autofree char *remark =
            same ? g_strdup("") : compare(run, name, expected, actual);
        tell(run, same, name, remark);
    }
}

static void check_text(struct run *run, const struct crq_work *work) {
    g_autofree char *name = g_strdup_printf("%s resolved", work->gallery->canvas->name);
    g_autofree char *path =
        g_strdup_printf("%s/%s.yaml", run->folder, work->gallery->canvas->name);
    g_autofree char *actual = crq_work_text(work);
    g_autofree char *expected = NULL;
    if (run->bless) {
        tell(run, g_file_set_contents(path, actual, -1, NULL), name, " is blessed");
    } else if (!g_file_get_contents(path, &expected, NULL, NULL)) {
        tell(run, true, name, " # SKIP not blessed yet");
    } else {
        g_autofree char *remark =
            g_strdup_printf("\n# craquelure render %s --seed golden --size 128x72 "
                            "--quality draft --palette dawn-glass --dry-run differs "
                            "from %s",
                work->gallery->canvas->name, path);
        bool same = strcmp(expected, actual) == 0;
        tell(run, same, name, same ? "" : remark);
    }
}

static void check_gallery(struct run *run, const struct crq_gallery *gallery) {
    struct crq_work *work = crq_work_create(gallery->canvas->name, "golden", NULL);
    struct crq_crew crew = {2, 16};
    work->quality = CRQ_DRAFT;
    crq_work_resize(work, WIDTH, HEIGHT, NULL);
    struct crq_stage *stage = crq_work_set_palette(work, "dawn-glass", NULL)
                                  ? crq_stage_create(work, &crew, NULL)
                                  : NULL;
    if (stage) {
        check_text(run, work);
        for (int i = 0; i < 3; i++) {
            check_picture(run, work, acts[i], stage);
        }
    } else {
        tell(run, false, gallery->canvas->name, "\n# has no stage");
    }
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: golden FOLDER OUTPUT [bless]\n");
        return EXIT_FAILURE;
    }
    struct run run = {
        argv[1], argv[2], argc > 3 && strcmp(argv[3], "bless") == 0, 0, 0};
    for (int g = 0; g < crq_gallery_count; g++) {
        check_gallery(&run, &crq_galleries[g]);
    }
    printf("1..%d\n", run.count);
    return run.failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
