/* The wound: sound nets from any settings, the same ones every time. */
#include "wound/wound.h"

#include "harness.h"
#include "stage/stage.h"
#include "wound/graph.h"

#include <math.h>
#include <string.h>

static struct crq_work *take_work(const char *seed, int width, int height) {
    struct crq_work *work = crq_work_create("glass-city", seed, NULL);
    ck_assert(work && crq_work_resize(work, width, height, NULL));
    return work;
}

static void set(struct crq_work *work, const char *path, const char *text) {
    ck_assert(crq_work_set(work, path, text, CRQ_ERROR_USAGE, NULL));
}

static struct crq_wound *grow(
    const char *seed, int width, int height, const char *density, const char *force) {
    struct crq_work *work = take_work(seed, width, height);
    set(work, "wound.density", density);
    set(work, "wound.force", force);
    struct crq_wound *wound = crq_wound_create(work, NULL);
    ck_assert_ptr_nonnull(wound);
    crq_work_destroy(work);
    return wound;
}

static bool sound_vertex(
    const struct crq_net *net, const struct crq_vertex *v, float born) {
    const struct crq_node *node = v->node >= 0 ? &net->nodes[v->node] : NULL;
    return v->x >= 0.0f && v->x <= net->across && v->y >= 0.0f && v->y <= net->down &&
           v->born >= born && v->born <= 1.0f && v->width > 0.0f && v->width < 0.2f &&
           v->node < (int)net->node_count &&
           (!node || (node->x == v->x && node->y == v->y && node->born <= v->born));
}

static bool sound_crack(const struct crq_net *net, uint32_t index) {
    const struct crq_crack *crack = &net->cracks[index];
    const struct crq_vertex *v = &net->vertices[crack->first];
    if (crack->count < 2 || crack->first + crack->count > net->vertex_count ||
        crack->parent >= (int)index || crack->generation < 0 || crack->node[0] < 0 ||
        crack->node[1] < 0 || crack->node[0] != v[0].node ||
        crack->node[1] != v[crack->count - 1].node) {
        return false;
    }
    for (uint32_t i = 0; i < crack->count; i++) {
        if (!sound_vertex(net, &v[i], i > 0 ? v[i - 1].born : 0.0f)) {
            return false;
        }
    }
    return true;
}

/* What every net promises. */
static void check_net(const struct crq_net *net) {
    uint32_t sound = 0;
    for (uint32_t i = 0; i < net->crack_count; i++) {
        sound += sound_crack(net, i);
    }
    ck_assert_uint_eq(sound, net->crack_count);
    uint32_t crack = 0;
    uint32_t other = 0;
    ck_assert_int_eq(crq_net_tangle(net, &crack, &other), CRQ_TANGLE_NONE);
}

START_TEST(both_nets_are_sound) {
    static const char *const seeds[] = {"1", "2", "blood moon"};
    for (size_t i = 0; i < G_N_ELEMENTS(seeds); i++) {
        struct crq_wound *wound = grow(seeds[i], 960, 540, "0.3", "0.5");
        ck_assert_uint_gt(wound->paint.crack_count, 300);
        check_net(&wound->paint);
        check_net(&wound->glass);
        crq_wound_destroy(wound);
    }
}
END_TEST

START_TEST(every_style_grows_a_sound_net) {
    static const char *const styles[] = {
        "italian", "flemish", "dutch", "french", "earth", "glass"};
    for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
        struct crq_work *work = take_work("5", 640, 480);
        set(work, "wound.style", styles[i]);
        struct crq_wound *wound = crq_wound_create(work, NULL);
        ck_assert_uint_gt(wound->paint.crack_count, 100);
        check_net(&wound->paint);
        crq_wound_destroy(wound);
        crq_work_destroy(work);
    }
}
END_TEST

/* An open net has no outline: nothing equals nothing. */
static bool same_bytes(const void *a, const void *b, size_t size) {
    return size == 0 || memcmp(a, b, size) == 0;
}

static bool same_net(const struct crq_net *a, const struct crq_net *b) {
    return a->vertex_count == b->vertex_count && a->crack_count == b->crack_count &&
           a->outline_count == b->outline_count &&
           same_bytes(
               a->vertices, b->vertices, a->vertex_count * sizeof *a->vertices) &&
           same_bytes(a->cracks, b->cracks, a->crack_count * sizeof *a->cracks) &&
           same_bytes(a->outline, b->outline, a->outline_count * sizeof *a->outline);
}

START_TEST(the_same_seed_grows_the_same_wound_at_every_size) {
    struct crq_wound *small = grow("7", 320, 180, "0.2", "0.5");
    struct crq_wound *large = grow("7", 3840, 2160, "0.2", "0.5");
    ck_assert(same_net(&small->paint, &large->paint));
    ck_assert(same_net(&small->glass, &large->glass));
    crq_wound_destroy(small);
    crq_wound_destroy(large);
}
END_TEST

START_TEST(another_seed_grows_another_wound) {
    struct crq_wound *one = grow("7", 320, 180, "0.2", "0.5");
    struct crq_wound *two = grow("8", 320, 180, "0.2", "0.5");
    ck_assert(!same_net(&one->paint, &two->paint));
    ck_assert(!same_net(&one->glass, &two->glass));
    crq_wound_destroy(one);
    crq_wound_destroy(two);
}
END_TEST

static struct crq_wound *follow(const char *palette, int width, int height) {
    struct crq_work *work = crq_work_create("blood-moon-ocean", "7", NULL);
    ck_assert(crq_work_resize(work, width, height, NULL));
    ck_assert(crq_work_set_palette(work, palette, NULL));
    set(work, "wound.style", "image");
    set(work, "wound.density", "0.2");
    const struct crq_crew crew = {2, 16};
    struct crq_wound *wound = crq_stage_wound(work, &crew, NULL);
    ck_assert_ptr_nonnull(wound);
    crq_work_destroy(work);
    return wound;
}

START_TEST(cracks_follow_the_picture_whatever_its_size_and_palette) {
    struct crq_wound *small = follow("ember", 160, 90);
    struct crq_wound *large = follow("ember", 1600, 900);
    struct crq_wound *recoloured = follow("bone-and-gold", 160, 90);
    struct crq_wound *blind = grow("7", 160, 90, "0.2", "0.5");
    check_net(&small->paint);
    ck_assert(same_net(&small->paint, &large->paint));
    ck_assert(same_net(&small->paint, &recoloured->paint));
    ck_assert(!same_net(&small->paint, &blind->paint));
    crq_wound_destroy(small);
    crq_wound_destroy(large);
    crq_wound_destroy(recoloured);
    crq_wound_destroy(blind);
}
END_TEST

static double sum_of_areas(const struct crq_net *net) {
    double sum = 0.0;
    for (uint32_t i = 0; i < net->shard_count; i++) {
        ck_assert_double_gt(net->shards[i].area, 0.0);
        sum += net->shards[i].area;
    }
    return sum;
}

START_TEST(shards_share_out_the_canvas) {
    static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {1, 1}, {3000, 200}};
    static const char *const forces[] = {"0", "0.5", "1"};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(forces); k++) {
            struct crq_wound *wound =
                grow("3", sizes[i][0], sizes[i][1], "0", forces[k]);
            const struct crq_net *net = &wound->glass;
            double canvas = (double)net->across * (double)net->down;
            ck_assert_double_le(fabs(sum_of_areas(net) - canvas), 1e-6 * canvas);
            crq_wound_destroy(wound);
        }
    }
}
END_TEST

START_TEST(a_usual_blow_makes_120_to_160_shards_and_a_harder_one_more) {
    for (int seed = 1; seed <= 6; seed++) {
        g_autofree char *text = g_strdup_printf("%d", seed);
        struct crq_wound *soft = grow(text, 1920, 1080, "0", "0.1");
        struct crq_wound *usual = grow(text, 1920, 1080, "0", "0.5");
        struct crq_wound *hard = grow(text, 1920, 1080, "0", "0.9");
        ck_assert_uint_ge(usual->glass.shard_count, 120);
        ck_assert_uint_le(usual->glass.shard_count, 160);
        ck_assert_uint_lt(soft->glass.shard_count, usual->glass.shard_count);
        ck_assert_uint_gt(hard->glass.shard_count, usual->glass.shard_count);
        crq_wound_destroy(soft);
        crq_wound_destroy(usual);
        crq_wound_destroy(hard);
    }
}
END_TEST

/* Whether a shard's outline runs along a crack from its first vertex to its second. */
static bool borders(
    const struct crq_net *net, int32_t shard, const float from[2], const float to[2]) {
    const struct crq_shard *s = &net->shards[shard];
    for (uint32_t i = 0; i < s->count; i++) {
        const struct crq_vertex *p = &net->vertices[net->outline[s->first + i]];
        const struct crq_vertex *q =
            &net->vertices[net->outline[s->first + (i + 1) % s->count]];
        if (p->x == from[0] && p->y == from[1] && q->x == to[0] && q->y == to[1]) {
            return true;
        }
    }
    return false;
}

START_TEST(every_link_of_the_glass_net_lies_between_its_two_shards) {
    struct crq_wound *wound = grow("11", 1920, 1080, "0", "0.5");
    const struct crq_net *net = &wound->glass;
    for (uint32_t i = 0; i < net->crack_count; i++) {
        const struct crq_crack *crack = &net->cracks[i];
        ck_assert(crack->shard[0] >= 0 && crack->shard[1] >= 0);
        ck_assert_int_ne(crack->shard[0], crack->shard[1]);
        bool beside = true;
        for (uint32_t k = 0; k + 1 < crack->count; k++) {
            const struct crq_vertex *v = &net->vertices[crack->first + k];
            const float from[2] = {v[0].x, v[0].y};
            const float to[2] = {v[1].x, v[1].y};
            beside = beside && borders(net, crack->shard[1], from, to) &&
                     borders(net, crack->shard[0], to, from);
        }
        ck_assert(beside);
    }
    crq_wound_destroy(wound);
}
END_TEST

START_TEST(shards_form_a_family_tree) {
    struct crq_wound *wound = grow("4", 1920, 1080, "0", "0.5");
    const struct crq_net *net = &wound->glass;
    ck_assert_int_eq(net->shards[0].parent, -1);
    for (uint32_t i = 1; i < net->shard_count; i++) {
        int32_t parent = net->shards[i].parent;
        ck_assert(parent >= 0 && parent < (int)i);
        ck_assert_int_gt(net->shards[i].generation, net->shards[parent].generation);
        ck_assert(net->shards[i].born >= 0.2f && net->shards[i].born <= 0.6f);
    }
    crq_wound_destroy(wound);
}
END_TEST

START_TEST(density_zero_is_no_craquelure_and_more_is_finer) {
    struct crq_wound *none = grow("6", 640, 360, "0", "0.5");
    struct crq_wound *coarse = grow("6", 640, 360, "0.2", "0.5");
    struct crq_wound *fine = grow("6", 640, 360, "0.5", "0.5");
    ck_assert_uint_eq(none->paint.crack_count, 0);
    ck_assert_uint_gt(fine->paint.crack_count, 3 * coarse->paint.crack_count);
    crq_wound_destroy(none);
    crq_wound_destroy(coarse);
    crq_wound_destroy(fine);
}
END_TEST

START_TEST(older_cracks_are_wider_in_most_joints) {
    struct crq_wound *wound = grow("9", 1920, 1080, "0.3", "0.5");
    const struct crq_net *net = &wound->paint;
    int wider = 0;
    int joints = 0;
    for (uint32_t i = 0; i < net->crack_count; i++) {
        int32_t parent = net->cracks[i].parent;
        if (parent >= 0) {
            const struct crq_crack *old = &net->cracks[parent];
            const struct crq_crack *young = &net->cracks[i];
            wider += net->vertices[old->first + old->count / 2].width >
                     net->vertices[young->first + young->count / 2].width;
            joints++;
        }
    }
    ck_assert_int_gt(wider * 100, joints * 60);
    ck_assert_int_lt(wider * 100, joints * 95);
    crq_wound_destroy(wound);
}
END_TEST

/* What measured glass shows: a crack stops at an older one, and hardly any crosses. */
START_TEST(cracks_of_glass_end_on_older_ones) {
    int ended = 0;
    int crossed = 0;
    for (int seed = 1; seed <= 6; seed++) {
        g_autofree char *text = g_strdup_printf("%d", seed);
        struct crq_wound *wound = grow(text, 1920, 1080, "0", "0.5");
        for (uint32_t i = 0; i < wound->glass.node_count; i++) {
            ended += wound->glass.nodes[i].kind == CRQ_NODE_ABUTMENT;
            crossed += wound->glass.nodes[i].kind == CRQ_NODE_CROSSING;
        }
        crq_wound_destroy(wound);
    }
    ck_assert_int_gt(ended, 600);
    ck_assert_int_lt(crossed * 100, ended * 5);
}
END_TEST

START_TEST(no_setting_and_no_shape_hangs_or_breaks) {
    static const int sizes[][2] = {{1, 1}, {40000, 10}, {10, 40000}};
    static const char *const places[] = {"-1,-1", "2,0.5", "0,0", "0.5,0.5"};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(places); k++) {
            struct crq_work *work = take_work("2", sizes[i][0], sizes[i][1]);
            set(work, "wound.epicentre", places[k]);
            set(work, "wound.density", k == 0 ? "1" : k == 1 ? "0.01" : "0");
            set(work, "wound.force", k % 2 ? "1" : "0");
            set(work, "wound.style", k == 1 ? "glass" : "dutch");
            struct crq_wound *wound = crq_wound_create(work, NULL);
            check_net(&wound->paint);
            check_net(&wound->glass);
            crq_wound_destroy(wound);
            crq_work_destroy(work);
        }
    }
}
END_TEST

RUN_TESTS(both_nets_are_sound, every_style_grows_a_sound_net,
    the_same_seed_grows_the_same_wound_at_every_size, another_seed_grows_another_wound,
    cracks_follow_the_picture_whatever_its_size_and_palette,
    shards_share_out_the_canvas,
    a_usual_blow_makes_120_to_160_shards_and_a_harder_one_more,
    every_link_of_the_glass_net_lies_between_its_two_shards, shards_form_a_family_tree,
    density_zero_is_no_craquelure_and_more_is_finer,
    older_cracks_are_wider_in_most_joints, cracks_of_glass_end_on_older_ones,
    no_setting_and_no_shape_hangs_or_breaks)
