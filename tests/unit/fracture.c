/* Breaking: fields, poses, packed light, and what must hold at home. */
#include "fracture/pack.h"
#include "harness.h"
#include "wound/pose.h"

#include <math.h>

/* An easel over a picture of our own, at an instant. */
struct bench {
    struct crq_work *work;
    struct crq_crew crew;
    struct crq_wound *wound;
    struct crq_arrival *arrival;
    struct crq_fields *fields;
    struct crq_easel easel;
};

static struct bench *set_up_as(
    double broken, double mended, const char *const *settings) {
    struct bench *b = g_new0(struct bench, 1);
    b->work = crq_work_create("glass-city", "7", NULL);
    crq_work_resize(b->work, 160, 90, NULL);
    crq_work_set_palette(b->work, "dawn-glass", NULL);
    for (int i = 0; settings && settings[i]; i += 2) {
        ck_assert(
            crq_work_set(b->work, settings[i], settings[i + 1], CRQ_ERROR_USAGE, NULL));
    }
    b->crew = (struct crq_crew){2, 8};
    b->wound = crq_wound_create(b->work, NULL);
    b->arrival = crq_arrival_create(b->work, b->wound);
    b->fields = crq_fields_create(&b->wound->glass, &b->crew);
    struct crq_sheet *whole = crq_sheet_create(160, 90, CRQ_PLANES_DEPTH, NULL);
    for (int i = 0; i < 160 * 90; i++) {
        float v = (float)(i * 37 % 101) / 101.0f;
        whole->pixels[i] = crq_rgba_make(v, 1.0f - v, 0.5f * v, 1.0f);
        whole->depth[i] = 1.0f + v;
    }
    b->easel = (struct crq_easel){
        .work = b->work,
        .seed = crq_wound_seed(b->work),
        .palette = b->work->palette,
        .crew = &b->crew,
        .wound = b->wound,
        .arrival = b->arrival,
        .fields = b->fields,
        .whole = whole,
        .soft = whole,
        .surface = crq_sheet_create(160, 90, CRQ_PLANES_COLOUR, NULL),
        .view = crq_sheet_create(160, 90, CRQ_PLANES_COLOUR, NULL),
        .light = crq_sheet_create(160, 90, CRQ_PLANES_COLOUR, NULL),
        .instant = {.broken = broken, .mended = mended, .fallen = mended > 0.0},
    };
    crq_sheet_copy(b->easel.surface, whole);
    return b;
}

static struct bench *set_up(double broken, double mended) {
    return set_up_as(broken, mended, NULL);
}

static void tear_down(struct bench *b) {
    crq_sheet_destroy((struct crq_sheet *)b->easel.whole);
    crq_sheet_destroy(b->easel.surface);
    crq_sheet_destroy(b->easel.view);
    crq_sheet_destroy(b->easel.light);
    crq_fields_destroy(b->fields);
    crq_arrival_destroy(b->arrival);
    crq_wound_destroy(b->wound);
    crq_work_destroy(b->work);
    g_free(b);
}

static void run(struct bench *b, enum crq_phase phase) {
    for (int i = 0; i < crq_fracture_count; i++) {
        const struct crq_operation *op = crq_fractures[i];
        const void *values = crq_work_values(b->work, op->name);
        if (!op->work || op->phase != phase) {
            continue;
        }
        void *kept = op->ready ? op->ready(&b->easel, values) : NULL;
        b->easel.kept = kept;
        op->work(&b->easel, values);
        if (kept) {
            op->discard(kept);
        }
    }
}

static bool same_colours(const struct crq_sheet *a, const struct crq_sheet *b) {
    size_t size = (size_t)a->width * (size_t)a->height * sizeof *a->pixels;
    return memcmp(a->pixels, b->pixels, size) == 0;
}

START_TEST(panes_at_home_show_the_surface_to_the_last_bit) {
    static const double ends[2][2] = {{0.02, 0.0}, {1.0, 1.0}};
    for (int i = 0; i < 2; i++) {
        struct bench *b = set_up(ends[i][0], ends[i][1]);
        run(b, CRQ_PANES);
        ck_assert(same_colours(b->easel.view, b->easel.whole));
        tear_down(b);
    }
}
END_TEST

START_TEST(a_mended_canvas_bears_no_trace_of_breaking) {
    struct bench *b = set_up(1.0, 1.0);
    for (int phase = CRQ_ON_SURFACE; phase <= CRQ_BEFORE; phase++) {
        run(b, (enum crq_phase)phase);
    }
    ck_assert(same_colours(b->easel.view, b->easel.whole));
    for (int i = 0; i < 160 * 90; i++) {
        ck_assert(b->easel.light->pixels[i][0] == 0.0f);
    }
    tear_down(b);
}
END_TEST

START_TEST(what_is_gone_from_the_surface_stays_gone_while_it_breaks) {
    struct crq_sheet *before = NULL;
    for (int step = 1; step <= 8; step++) {
        struct bench *b = set_up(step / 8.0, 0.0);
        run(b, CRQ_ON_SURFACE);
        for (int i = 0; before && i < 160 * 90; i++) {
            float left = b->easel.surface->pixels[i][3];
            ck_assert(left <= before->pixels[i][3] + 0.02f);
        }
        crq_sheet_destroy(before);
        before = b->easel.surface;
        b->easel.surface = NULL;
        tear_down(b);
    }
    crq_sheet_destroy(before);
}
END_TEST

static void check_finite(const struct crq_sheet *sheet, float most) {
    for (int i = 0; i < 160 * 90; i++) {
        for (int k = 0; k < 3; k++) {
            float c = sheet->pixels[i][k];
            ck_assert_msg(c >= 0.0f && c <= most, "%g at %d", (double)c, i);
        }
    }
}

START_TEST(a_picture_is_drawn_whatever_the_blow) {
    static const char *const blows[][9] = {
        {"wound.epicentre", "-1,-1", "wound.density", "1", "wound.force", "0"},
        {"wound.epicentre", "2,0.5", "wound.density", "0", "wound.force", "1"},
        {"wound.epicentre", "0,0", "wound.density", "0.01", "wound.force", "1"},
        {"wound.style", "glass", "panes.parting", "2", "panes.tilt", "1.5"},
    };
    static const double moments[][2] = {{0.5, 0.0}, {1.0, 0.0}, {1.0, 0.4}};
    for (size_t i = 0; i < G_N_ELEMENTS(blows); i++) {
        struct bench *b = set_up_as(1.0, 0.0, blows[i]);
        /* a picture of nothing but sky */
        for (int p = 0; i == 1 && p < 160 * 90; p++) {
            b->easel.whole->depth[p] = INFINITY;
        }
        for (size_t k = 0; k < G_N_ELEMENTS(moments); k++) {
            b->easel.instant.broken = moments[k][0];
            b->easel.instant.mended = moments[k][1];
            b->easel.instant.fallen = moments[k][1] > 0.0;
            crq_sheet_copy(b->easel.surface, b->easel.whole);
            crq_sheet_clear(b->easel.view);
            crq_sheet_clear(b->easel.light);
            for (int phase = CRQ_ON_SURFACE; phase <= CRQ_BEFORE; phase++) {
                run(b, (enum crq_phase)phase);
            }
            check_finite(b->easel.view, 1.0f);
            check_finite(b->easel.light, 1e6f);
            ck_assert(!same_colours(b->easel.view, b->easel.whole));
        }
        tear_down(b);
    }
}
END_TEST

START_TEST(a_moment_after_the_start_hardly_anything_has_changed) {
    struct bench *b = set_up(0.004, 0.0);
    for (int phase = CRQ_ON_SURFACE; phase <= CRQ_BEFORE; phase++) {
        run(b, (enum crq_phase)phase);
    }
    double sum = 0.0;
    for (int i = 0; i < 160 * 90; i++) {
        sum +=
            fabs((double)(b->easel.view->pixels[i][1] - b->easel.whole->pixels[i][1]));
    }
    ck_assert_double_lt(sum / (160 * 90), 0.01);
    tear_down(b);
}
END_TEST

START_TEST(a_field_is_positive_inside_its_shard_alone) {
    struct bench *b = set_up(1.0, 0.0);
    int held = 0;
    for (int k = 0; k < 400; k++) {
        float x = b->wound->glass.across * ((float)(k % 20) + 0.47f) / 20.0f;
        float y = b->wound->glass.down * ((float)(k / 20) + 0.51f) / 20.0f;
        int inside = 0;
        for (uint32_t s = 0; s < b->fields->count; s++) {
            inside += crq_field_at(&b->fields->shard[s], x, y) > 0.0f;
        }
        ck_assert_int_le(inside, 2); /* two at most, within a cell of their edge */
        held += inside == 1;
    }
    ck_assert_int_gt(held, 380);
    tear_down(b);
}
END_TEST

/* A row whose crossings were miscounted would be a slit across the pane. */
START_TEST(a_field_changes_no_faster_than_one_moves) {
    const struct crq_crew crew = {2, 8};
    for (int seed = 213; seed <= 222; seed++) {
        g_autofree char *name = g_strdup_printf("%d", seed);
        struct crq_work *work = crq_work_create("floating-mountains", name, NULL);
        crq_work_resize(work, 960, 540, NULL);
        crq_work_set(
            work, "wound.density", "0", CRQ_ERROR_USAGE, NULL); /* glass alone */
        struct crq_wound *wound = crq_wound_create(work, NULL);
        struct crq_fields *fields = crq_fields_create(&wound->glass, &crew);
        for (uint32_t s = 0; s < fields->count; s++) {
            const struct crq_field *f = &fields->shard[s];
            for (int i = f->width; i < f->width * f->height; i++) {
                float step = fabsf(f->distance[i] - f->distance[i - f->width]);
                ck_assert(step < 1.01f * f->step);
            }
        }
        crq_fields_destroy(fields);
        crq_wound_destroy(wound);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(a_pose_maps_to_the_view_and_back) {
    struct bench *b = set_up(1.0, 0.0);
    struct crq_poses *poses = crq_poses_create(&b->easel);
    for (uint32_t i = 0; i < poses->count; i++) {
        const struct crq_shard *s = &b->wound->glass.shards[i];
        float x, y, u, v;
        crq_project(poses->pane[i].to_view, (double)s->x, (double)s->y, &x, &y);
        crq_project(poses->pane[i].to_canvas, (double)x, (double)y, &u, &v);
        ck_assert(fabsf(u - s->x) < 1e-4f && fabsf(v - s->y) < 1e-4f);
    }
    crq_poses_destroy(poses);
    tear_down(b);
}
END_TEST

START_TEST(settled_grooves_are_kept_as_they_were_cut) {
    struct bench *b = set_up(1.0, 0.3);
    const struct crq_operation *hairlines = crq_fractures[0];
    for (int i = 0; i < crq_fracture_count; i++) {
        bool own = strcmp(crq_fractures[i]->name, "hairlines") == 0;
        hairlines = own ? crq_fractures[i] : hairlines;
    }
    const void *values = crq_work_values(b->work, hairlines->name);
    struct crq_sheet *first = crq_sheet_create(160, 90, CRQ_PLANES_COLOUR, NULL);
    void *kept = hairlines->ready(&b->easel, values);
    b->easel.kept = kept;
    hairlines->work(&b->easel, values);
    crq_sheet_copy(first, b->easel.surface);
    ck_assert(!same_colours(first, b->easel.whole));
    for (int again = 0; again < 2; again++) {
        crq_sheet_copy(b->easel.surface, b->easel.whole);
        hairlines->work(&b->easel, values);
        ck_assert(same_colours(first, b->easel.surface));
    }
    hairlines->discard(kept);
    crq_sheet_destroy(first);
    tear_down(b);
}
END_TEST

START_TEST(packed_light_keeps_its_value_and_darkness_stays_dark) {
    ck_assert_uint_eq(crq_pack_light(crq_rgba_grey(0.0f)), 0);
    for (float level = 1e-7f; level < 3e4f; level *= 1.37f) {
        crq_rgba c = crq_rgba_make(level, 0.5f * level, 0.1f * level, 0.0f);
        crq_rgba back = crq_unpack_light(crq_pack_light(c));
        for (int k = 0; k < 3; k++) {
            ck_assert(fabsf(back[k] - c[k]) <= level / 250.0f + 4e-5f);
        }
    }
}
END_TEST

RUN_TESTS(panes_at_home_show_the_surface_to_the_last_bit,
    a_mended_canvas_bears_no_trace_of_breaking,
    what_is_gone_from_the_surface_stays_gone_while_it_breaks,
    a_picture_is_drawn_whatever_the_blow,
    a_moment_after_the_start_hardly_anything_has_changed,
    a_field_is_positive_inside_its_shard_alone,
    a_field_changes_no_faster_than_one_moves, a_pose_maps_to_the_view_and_back,
    settled_grooves_are_kept_as_they_were_cut,
    packed_light_keeps_its_value_and_darkness_stays_dark)
