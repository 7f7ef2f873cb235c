/* Rendering a sample again. */
#include "base/chance.h"
#include "model/writer.h"
#include "sheet/png.h"
#include "stage/receipt.h"
#include "stage/stage.h"
#include "stage/verify.h"

#include <math.h>
#include <string.h>

/* The stage of one work serves all its frames. */
struct spotter {
    const struct crq_crew *crew;
    struct crq_picture picture; /* whose work the stage plays */
    struct crq_stage *stage;
    char *hash;
};

static void leave(struct spotter *spotter) {
    g_clear_pointer(&spotter->stage, crq_stage_destroy);
    g_clear_pointer(&spotter->hash, g_free);
    crq_picture_finish(&spotter->picture);
}

/* Makes the stage play the work of a receipt; *instant is what it tells of. */
static bool enter(struct spotter *spotter, const char *receipt, const char *path,
    struct crq_instant *instant, GError **error) {
    struct crq_picture picture;
    if (!crq_receipt_picture(receipt, path, &picture, error)) {
        return false;
    }
    *instant = picture.instant;
    g_autofree char *hash = crq_work_hash(picture.work);
    if (spotter->stage && strcmp(hash, spotter->hash) == 0) {
        crq_picture_finish(&picture);
        return true;
    }
    leave(spotter);
    spotter->picture = picture;
    spotter->hash = g_steal_pointer(&hash);
    spotter->stage = crq_stage_create(picture.work, spotter->crew, error);
    return spotter->stage != NULL;
}

/* How many pixels differ, or -1 when it could not be rendered. */
static gint64 compare(struct spotter *spotter, const struct crq_png_file *file,
    const char *path, GError **error) {
    struct crq_instant instant;
    if (!enter(spotter, file->receipt, path, &instant, error)) {
        return -1;
    }
    const struct crq_work *work = spotter->picture.work;
    size_t area = (size_t)work->width * (size_t)work->height;
    if (work->width != file->width || work->height != file->height) {
        return (gint64)area;
    }
    size_t size = 3 * (size_t)(file->bits / 8);
    g_autofree uint8_t *pixels =
        crq_bytes_create(work->width, work->height, size, error);
    if (!pixels ||
        !crq_stage_encode(spotter->stage, &instant, file->bits, pixels, error)) {
        return -1;
    }
    gint64 different = 0;
    for (size_t i = 0; i < area; i++) {
        different += memcmp(pixels + i * size, file->pixels + i * size, size) != 0;
    }
    return different;
}

static bool spot(
    struct crq_exam *exam, struct spotter *spotter, const char *path, GError **error) {
    struct crq_png_file file;
    /* what cannot be read has been told of already */
    if (!crq_png_read(path, true, &file, NULL)) {
        return true;
    }
    gint64 different = file.receipt ? compare(spotter, &file, path, error) : 0;
    crq_png_finish(&file);
    if (different > 0) {
        g_ptr_array_add(exam->problems,
            g_strdup_printf("%s: rendered again, %" G_GINT64_FORMAT " pixels differ",
                path, different));
    }
    return different >= 0;
}

bool crq_exam_spot(struct crq_exam *exam, double share, const struct crq_crew *crew,
    int *count, GError **error) {
    struct spotter spotter = {.crew = crew};
    struct crq_chance chance = crq_chance(1, "spot");
    int files = (int)exam->files->len;
    int wanted = MIN((int)ceil(share * files), files);
    bool good = true;
    *count = wanted;
    /* one of every stretch of files / wanted, so that the sample is spread */
    for (int i = 0; good && i < wanted; i++) {
        double within = (double)crq_unit(chance, (uint32_t)i, 0);
        int index = (int)(((double)i + within) * files / wanted);
        good = spot(exam, &spotter, exam->files->pdata[MIN(index, files - 1)], error);
    }
    leave(&spotter);
    return good;
}
