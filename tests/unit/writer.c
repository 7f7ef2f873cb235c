/* The canonical text of a work: read back, it gives the identical work. */
#include "model/writer.h"

#include "base/text.h"
#include "harness.h"
#include "model/reader.h"

#include <string.h>

static struct crq_work *work_of(const char *canvas, const char *seed) {
    struct crq_work *work = crq_work_create(canvas, seed, NULL);
    ck_assert_ptr_nonnull(work);
    ck_assert(crq_work_set_palette(work, "ember", NULL));
    return work;
}

static struct crq_picture read_back(const char *text) {
    GError *error = NULL;
    struct crq_picture picture;
    struct crq_order *order = crq_order_parse(text, strlen(text), "text", &error);
    ck_assert_msg(order && crq_order_resolve(order, &picture, &error), "%s",
        error ? error->message : "");
    crq_order_destroy(order);
    return picture;
}

static void expect_round_trip(const struct crq_work *work) {
    g_autofree char *text = crq_work_text(work);
    struct crq_picture picture = read_back(text);
    g_autofree char *again = crq_work_text(picture.work);
    ck_assert_str_eq(text, again);
    for (int i = 0; i < work->entry_count; i++) {
        const struct crq_entry *entry = &work->entries[i];
        ck_assert_mem_eq(
            entry->values, picture.work->entries[i].values, entry->operation->size);
    }
    ck_assert_mem_eq(work->palette->light, picture.work->palette->light,
        sizeof work->palette->light);
    ck_assert_uint_eq(work->seed, picture.work->seed);
    crq_picture_finish(&picture);
}

START_TEST(presets_read_back_to_the_identical_work) {
    for (int i = 0; i < crq_gallery_count; i++) {
        struct crq_work *work = work_of(crq_galleries[i].canvas->name, "7");
        expect_round_trip(work);
        crq_work_destroy(work);
    }
}
END_TEST

/* A legal value that needs all its digits, as text. */
static char *awkward(const struct crq_param *param, uint32_t index) {
    double high = crq_param_high(param);
    double part = (double)crq_unit(crq_chance(1, "awkward"), index, 0) * 0.999 + 0.0003;
    double x = param->low + (high - param->low) * part;
    if (param->kind == CRQ_KIND_CHOICE) {
        return g_strdup(param->choices[(int)x]);
    }
    if (param->kind == CRQ_KIND_SWITCH) {
        return g_strdup(part > 0.5 ? "on" : "off");
    }
    if (param->kind == CRQ_KIND_COUNT) {
        return g_strdup_printf("%d", (int)x);
    }
    g_autofree char *number = crq_number_text(x);
    return param->kind == CRQ_KIND_PAIR ? g_strconcat(number, ",", number, NULL)
                                        : g_strdup(number);
}

START_TEST(any_legal_numbers_read_back_to_the_identical_work) {
    for (int i = 0; i < crq_gallery_count; i++) {
        struct crq_work *work = work_of(crq_galleries[i].canvas->name, "blood moon");
        uint32_t index = 0;
        for (int j = 0; j < work->entry_count; j++) {
            const struct crq_operation *operation = work->entries[j].operation;
            for (int k = 0; k < operation->param_count; k++) {
                g_autofree char *value = awkward(&operation->params[k], index++);
                ck_assert(crq_param_set(&operation->params[k], work->entries[j].values,
                    value, CRQ_ERROR_USAGE, NULL));
            }
        }
        expect_round_trip(work);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(any_seed_survives_the_file) {
    static const char *const seeds[] = {"7", "0x2A", "blood moon", "\"", "\\", "'", "#",
        ": ", "- a", "null", "~", "a\nb", "\t", "\x01", "\x7f", "é", "🌕", "\u202e",
        "\U000e0041", "{a: 1}", "yes", " lead and trail "};
    for (gsize i = 0; i < G_N_ELEMENTS(seeds); i++) {
        struct crq_work *work = work_of("glass-city", seeds[i]);
        g_autofree char *text = crq_work_text(work);
        struct crq_picture picture = read_back(text);
        ck_assert_str_eq(picture.work->seed_text, seeds[i]);
        crq_picture_finish(&picture);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(a_receipt_reads_back_to_its_instant) {
    struct crq_work *work = work_of("glass-city", "7");
    const struct crq_timeline *timeline = crq_work_values(work, "timeline");
    for (int i = 0; i < 200; i++) {
        struct crq_instant instant = crq_instant_at(timeline, (double)i / 173.0);
        g_autofree char *receipt = crq_receipt_text(work, &instant, 16);
        struct crq_picture picture = read_back(receipt);
        ck_assert_int_eq(picture.instant.act, instant.act);
        ck_assert(picture.instant.moment == instant.moment);
        ck_assert(picture.instant.t == instant.t);
        ck_assert(picture.instant.broken == instant.broken);
        ck_assert(picture.instant.fallen == instant.fallen);
        ck_assert(picture.instant.mended == instant.mended);
        ck_assert_int_eq(picture.bits, 16);
        crq_picture_finish(&picture);
    }
    crq_work_destroy(work);
}
END_TEST

START_TEST(the_hash_tells_works_apart) {
    struct crq_work *one = work_of("glass-city", "7");
    struct crq_work *same = work_of("glass-city", "7");
    struct crq_work *other = work_of("glass-city", "8");
    g_autofree char *a = crq_work_hash(one);
    g_autofree char *b = crq_work_hash(same);
    g_autofree char *c = crq_work_hash(other);
    ck_assert_str_eq(a, b);
    ck_assert_str_ne(a, c);
    ck_assert_uint_eq(strlen(a), 64);
    crq_work_destroy(one);
    crq_work_destroy(same);
    crq_work_destroy(other);
}
END_TEST

RUN_TESTS(presets_read_back_to_the_identical_work,
    any_legal_numbers_read_back_to_the_identical_work, any_seed_survives_the_file,
    a_receipt_reads_back_to_its_instant, the_hash_tells_works_apart)
