/* The same wound: it only grows while breaking, only heals while mending, and a healed
 * canvas is the whole one but for its scars. */
#include "law/picture.h"
#include "wound/graph.h"
#include "wound/mask.h"

#include <glib/gstdio.h>
#include <string.h>

enum { WIDTH = 96, HEIGHT = 54 };

static const enum crq_style styles[] = {CRQ_STYLE_ITALIAN, CRQ_STYLE_FLEMISH,
    CRQ_STYLE_DUTCH, CRQ_STYLE_FRENCH, CRQ_STYLE_EARTH, CRQ_STYLE_GLASS,
    CRQ_STYLE_IMAGE};

static const char *const style_names[] = {
    "italian", "flemish", "dutch", "french", "earth", "glass", "image"};

static struct crq_wound *grow(const struct crq_work *work) {
    GError *error = NULL;
    struct crq_wound *wound = crq_wound_create(work, &error);
    assert_no_error(error);
    return wound;
}

/* At twelve times, each mask covers the one before. */
static void check_growth(const struct crq_net *net, const char *name) {
    uint8_t last[WIDTH * HEIGHT] = {0};
    uint8_t now[WIDTH * HEIGHT];
    size_t covered = 0;
    for (int i = 0; i <= 12; i++) {
        crq_mask_cracks(net, &law_crew, (float)i / 12.0f, 1.0f, WIDTH, HEIGHT, now);
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
            ck_assert_msg(now[p] >= last[p], "%s closes at broken %d/12", name, i);
            covered += i == 12 && now[p] > 0;
        }
        ck_assert_msg(i > 0 || memchr(now, 255, sizeof now) == NULL,
            "%s is open before anything broke", name);
        memcpy(last, now, sizeof now);
    }
    ck_assert_msg(covered > WIDTH, "%s covers %zu pixels", name, covered);
}

START_TEST(cracks_only_grow_while_breaking) {
    for (int s = 0; s < CRQ_STYLES; s++) {
        struct crq_work *work = law_work(&crq_galleries[0], "law", WIDTH, HEIGHT);
        ck_assert_int_eq(styles[s], s);
        law_set(work, "wound.style", style_names[s]);
        struct crq_wound *wound = grow(work);
        check_growth(&wound->paint, style_names[s]);
        check_growth(&wound->glass, "glass net");
        crq_wound_destroy(wound);
        crq_work_destroy(work);
    }
}
END_TEST

static char *graph_text(const struct crq_wound *wound) {
    GError *error = NULL;
    g_autofree char *folder = g_dir_make_tmp("craquelure-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "wound.json", NULL);
    char *text = NULL;
    crq_wound_save_json(wound, path, &error);
    assert_no_error(error);
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    g_unlink(path);
    g_rmdir(folder);
    return text;
}

START_TEST(a_wound_depends_on_neither_pixels_nor_palette_nor_layers) {
    struct crq_work *work = law_work(&crq_galleries[0], "law", WIDTH, HEIGHT);
    struct crq_wound *wound = grow(work);
    g_autofree char *own = graph_text(wound);
    crq_wound_destroy(wound);
    ck_assert(crq_work_resize(work, WIDTH * 5, HEIGHT * 5, NULL));
    ck_assert(crq_work_set_palette(work, "ember", NULL));
    law_set(work, "film.exposure", "1");
    law_set(work, "mending.scar", "0.9");
    wound = grow(work);
    g_autofree char *other = graph_text(wound);
    ck_assert_str_eq(own, other);
    crq_wound_destroy(wound);
    crq_work_destroy(work);
}
END_TEST

static void check_unlike(int gallery, int other_gallery, const char *other_seed) {
    struct crq_work *works[] = {
        law_work(&crq_galleries[gallery], "law", WIDTH, HEIGHT),
        law_work(&crq_galleries[other_gallery], other_seed, WIDTH, HEIGHT),
    };
    char *graphs[2];
    for (int i = 0; i < 2; i++) {
        struct crq_wound *wound = grow(works[i]);
        graphs[i] = graph_text(wound);
        crq_wound_destroy(wound);
        crq_work_destroy(works[i]);
    }
    ck_assert_str_ne(graphs[0], graphs[1]);
    g_free(graphs[0]);
    g_free(graphs[1]);
}

START_TEST(canvases_of_one_seed_break_each_in_its_own_way) {
    for (int g = 1; g < crq_gallery_count; g++) {
        check_unlike(g - 1, g, "law");
    }
}
END_TEST

START_TEST(a_wound_fed_back_is_the_same_wound) {
    struct crq_work *work = law_work(&crq_galleries[0], "law", WIDTH, HEIGHT);
    struct crq_wound *wound = grow(work);
    g_autofree char *own = graph_text(wound);
    g_autofree char *folder = g_dir_make_tmp("craquelure-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "wound.json", NULL);
    GError *error = NULL;
    ck_assert(g_file_set_contents(path, own, -1, NULL));
    struct crq_wound *back = crq_wound_load(path, work, &error);
    assert_no_error(error);
    g_autofree char *again = graph_text(back);
    ck_assert_str_eq(own, again);
    g_unlink(path);
    g_rmdir(folder);
    crq_wound_destroy(back);
    crq_wound_destroy(wound);
    crq_work_destroy(work);
}
END_TEST

START_TEST(another_seed_is_another_wound) {
    check_unlike(0, 0, "other");
}
END_TEST

/* The wounded picture at `act` and `t`, and the unbroken one of the same moment. */
struct pair {
    struct crq_sheet *whole, *wounded;
    uint8_t scars[WIDTH * HEIGHT];
};

static struct pair render_pair(
    const struct crq_work *work, enum crq_act act, double t) {
    GError *error = NULL;
    struct pair pair;
    struct crq_instant instant =
        crq_instant_in(crq_work_values(work, "timeline"), act, t);
    struct crq_stage *stage = crq_stage_create(work, &law_crew, &error);
    const struct crq_sheet *wounded = crq_stage_render(stage, &instant, &error);
    assert_no_error(error);
    pair.wounded = crq_sheet_create(WIDTH, HEIGHT, CRQ_PLANES_COLOUR, NULL);
    crq_sheet_copy(pair.wounded, wounded);
    const uint8_t *scars = crq_stage_scars(stage);
    ck_assert_ptr_nonnull(scars);
    memcpy(pair.scars, scars, sizeof pair.scars);
    crq_stage_destroy(stage);
    instant.act = CRQ_ACT_WHOLE;
    instant.broken = instant.fallen = instant.mended = 0.0;
    pair.whole = law_render(work, &law_crew, &instant);
    return pair;
}

static void finish_pair(struct pair *pair) {
    crq_sheet_destroy(pair->whole);
    crq_sheet_destroy(pair->wounded);
}

START_TEST(without_scars_the_mended_picture_is_the_whole_one) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        law_set(work, "mending.scar", "0");
        static const double times[] = {0.0, 0.5, 1.0};
        for (int i = 0; i < 3; i++) {
            struct pair pair = render_pair(work, CRQ_ACT_SCARRED, times[i]);
            ck_assert_msg(law_same_pixels(pair.whole, pair.wounded),
                "%s: mended is not whole at t %g", work->gallery->canvas->name,
                times[i]);
            ck_assert_ptr_null(memchr(pair.scars, 255, sizeof pair.scars));
            finish_pair(&pair);
        }
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(with_scars_it_differs_within_their_mask_alone) {
    static const char *const scars[] = {"0.1", "0.35", "1"};
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        for (int s = 0; s < 3; s++) {
            law_set(work, "mending.scar", scars[s]);
            struct pair pair = render_pair(work, CRQ_ACT_SCARRED, 1.0);
            int scarred = 0;
            int seen = 0;
            for (int i = 0; i < WIDTH * HEIGHT; i++) {
                bool differs = memcmp(&pair.whole->pixels[i], &pair.wounded->pixels[i],
                                   sizeof(crq_rgba)) != 0;
                ck_assert_msg(!differs || pair.scars[i] == 255,
                    "%s, scar %s: %d,%d differs outside the mask",
                    work->gallery->canvas->name, scars[s], i % WIDTH, i / WIDTH);
                scarred += pair.scars[i] == 255;
                seen += differs;
            }
            ck_assert_msg(seen > 20, "scar %s: %d pixels are scarred", scars[s], seen);
            ck_assert_msg(scarred < WIDTH * HEIGHT * 9 / 10,
                "scar %s: the mask is nearly everything", scars[s]);
            finish_pair(&pair);
        }
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(a_broken_picture_differs_and_goes_on_differing_more) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        double last = 99.0;
        static const double times[] = {0.15, 0.5, 1.0};
        for (int i = 0; i < 3; i++) {
            struct pair pair = render_pair(work, CRQ_ACT_FRACTURE, times[i]);
            double like = law_likeness(pair.whole, pair.wounded);
            ck_assert_msg(like < last, "%s: %.1f dB at t %g after %.1f",
                work->gallery->canvas->name, like, times[i], last);
            last = like;
            finish_pair(&pair);
        }
        ck_assert_msg(last < 20.0, "broken is %.1f dB from whole", last);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(mending_brings_the_picture_back) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        struct pair broken = render_pair(work, CRQ_ACT_MENDING, 0.1);
        struct pair healed = render_pair(work, CRQ_ACT_MENDING, 0.95);
        double before = law_likeness(broken.whole, broken.wounded);
        double after = law_likeness(healed.whole, healed.wounded);
        ck_assert_msg(after > before + 3.0, "%s: from %.1f dB to %.1f dB",
            work->gallery->canvas->name, before, after);
        finish_pair(&broken);
        finish_pair(&healed);
        crq_work_destroy(work);
    }
}
END_TEST

RUN_TESTS(cracks_only_grow_while_breaking,
    a_wound_depends_on_neither_pixels_nor_palette_nor_layers,
    canvases_of_one_seed_break_each_in_its_own_way, a_wound_fed_back_is_the_same_wound,
    another_seed_is_another_wound, without_scars_the_mended_picture_is_the_whole_one,
    with_scars_it_differs_within_their_mask_alone,
    a_broken_picture_differs_and_goes_on_differing_more,
    mending_brings_the_picture_back)
