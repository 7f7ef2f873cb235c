/* Mending of the wound: what is open closes, what is filled stays filled, what has gone
 * comes home. Figures are printed as remarks. */
#include "mend/glyph.h"
#include "mend/vein.h"
#include "wound/mask.h"
#include "wound/pose.h"

#include "law/picture.h"

#include <math.h>
#include <stdio.h>

enum { STEPS = 24 };

/* A wound and its arrival, without a stage. */
struct bench {
    struct crq_work *work;
    struct crq_wound *wound;
    struct crq_arrival *arrival;
    struct crq_easel easel;
};

static struct bench lay_bench(const char *seed) {
    const struct crq_gallery *gallery = crq_gallery_find("blood-moon-ocean", NULL);
    struct bench b = {.work = law_work(gallery, seed, 320, 180)};
    b.wound = crq_wound_create(b.work, NULL);
    ck_assert_ptr_nonnull(b.wound);
    b.arrival = crq_arrival_create(b.work, b.wound);
    b.easel = (struct crq_easel){.work = b.work,
        .seed = b.work->seed,
        .crew = &law_crew,
        .wound = b.wound,
        .arrival = b.arrival};
    return b;
}

static void clear_bench(struct bench *b) {
    crq_arrival_destroy(b->arrival);
    crq_wound_destroy(b->wound);
    crq_work_destroy(b->work);
}

static double filled_length(const struct bench *b, double mended) {
    const struct crq_net *net = &b->wound->glass;
    double filled = 0.0;
    double all = 0.0;
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_crack *crack = &net->cracks[c];
        for (uint32_t i = crack->first; i + 1 < crack->first + crack->count; i++) {
            const struct crq_vertex *v = &net->vertices[i];
            double length = hypot((double)(v[1].x - v->x), (double)(v[1].y - v->y));
            float when = 0.5f * (b->arrival->vertex[i] + b->arrival->vertex[i + 1]);
            all += length;
            filled += (double)when <= mended ? length : 0.0;
        }
    }
    return filled / all;
}

START_TEST(light_fills_the_cracks_evenly) {
    static const char *const seeds[] = {"1", "7", "blood moon"};
    for (int s = 0; s < 3; s++) {
        struct bench b = lay_bench(seeds[s]);
        double last = 0.0;
        double most = 0.0;
        for (int i = 0; i <= STEPS; i++) {
            double filled = filled_length(&b, (double)i / STEPS);
            ck_assert(filled >= last);
            most = fmax(most, filled - last);
            last = filled;
        }
        printf("# seed %s: biggest step %.3f, filled at last %.4f\n", seeds[s], most,
            last);
        ck_assert(most < 0.12 && last == 1.0);
        clear_bench(&b);
    }
}
END_TEST

START_TEST(healing_is_nothing_at_first_and_everything_at_last) {
    struct bench b = lay_bench("7");
    float half = 0.0f;
    for (int j = 0; j < 40; j++) {
        for (int i = 0; i < 70; i++) {
            float x = (float)i * 0.0254f;
            float y = (float)j * 0.0253f;
            float last = 0.0f;
            ck_assert(crq_healed(b.arrival, x, y, 0.0f) == 0.0f);
            ck_assert(crq_healed(b.arrival, x, y, 1.0f) == 1.0f);
            for (int k = 0; k <= 50; k++) {
                float healed = crq_healed(b.arrival, x, y, (float)k * 0.02f);
                ck_assert(healed >= last);
                last = healed;
                half += k == 25 ? healed / 2800.0f : 0.0f;
            }
        }
    }
    printf("# half way %.3f of the canvas is healed\n", (double)half);
    for (uint32_t s = 0; s < b.wound->glass.shard_count; s++) {
        ck_assert(b.arrival->touched[s] <= b.arrival->shard[s]);
        ck_assert(b.arrival->shard[s] <= CRQ_LIGHT_LAST);
    }
    clear_bench(&b);
}
END_TEST

/* Coverage of the seams, 255 full. */
struct seamed {
    uint8_t *cover, *middle;
    int width;
};

static void cover_tile(void *context, const struct crq_tile *tile) {
    struct seamed *s = context;
    for (int j = 0; j < tile->height; j++) {
        for (int i = 0; i < tile->width; i++) {
            int p = j * CRQ_TILE + i;
            int q = (tile->top + j) * s->width + tile->left + i;
            if (tile->gap[p] < 0.001f && tile->half[p] > 0.0f) {
                s->cover[q] = tile->gap[p] < 0.75f * tile->pixel ? 255 : 0;
                float away = tile->gap[p] + tile->half[p];
                s->middle[q] = away < 0.7f * tile->pixel ? 255 : 0;
            }
        }
    }
}

static void seam(const struct bench *b, const struct crq_sheet *sheet, float mended,
    struct seamed *s) {
    struct crq_gauge gauge = {0.0046f, 0.0005f, 0.8f, 1.1f};
    struct crq_vein *vein = crq_vein_create(&b->easel, &gauge);
    uint32_t count;
    struct crq_ribbon *filled = crq_vein_filled(vein, mended, 0.06f, 1.0f, &count);
    size_t area = (size_t)sheet->width * (size_t)sheet->height;
    memset(s->cover, 0, area);
    memset(s->middle, 0, area);
    crq_ribbons(filled, count, 0.002f, sheet, &law_crew, cover_tile, s);
    g_free(filled);
    crq_vein_destroy(vein);
}

START_TEST(open_cracks_close_and_never_open_again) {
    enum { W = 960, H = 540 };
    struct bench b = lay_bench("7");
    struct crq_sheet *sheet = crq_sheet_create(W, H, CRQ_PLANES_COLOUR, NULL);
    uint8_t *cracks = g_malloc(W * H);
    struct seamed s = {g_malloc(W * H), g_malloc(W * H), W};
    crq_mask_cracks(&b.wound->glass, &law_crew, 1.0f, 1.0f, W, H, cracks);
    double last = 0.0;
    for (int k = 0; k <= 10; k++) {
        seam(&b, sheet, (float)k / 10.0f, &s);
        int open = 0;
        int all = 0;
        for (int i = 0; i < W * H; i++) {
            all += cracks[i] > 127;
            open += cracks[i] > 127 && !s.cover[i];
        }
        double cover = 1.0 - (double)open / all;
        printf("# mended %.1f: open %.5f of the frame, seam cover %.4f\n", k / 10.0,
            (double)open / (W * H), cover);
        ck_assert(cover >= last);
        last = cover;
    }
    ck_assert(last >= 0.999);
    int far = 0;
    int all = 0;
    for (int y = 2; y < H - 2; y++) {
        for (int x = 2; x < W - 2; x++) {
            bool near = false;
            for (int d = 0; d < 9; d++) {
                near = near || cracks[(y + d / 3 - 1) * W + x + d % 3 - 1] > 0;
            }
            all += s.middle[y * W + x] > 0;
            far += s.middle[y * W + x] > 0 && !near;
        }
    }
    printf("# %.4f of the seams' middle lies within 1.5 pixels of its crack\n",
        1.0 - (double)far / all);
    ck_assert(far < all / 100);
    g_free(s.cover);
    g_free(s.middle);
    g_free(cracks);
    crq_sheet_destroy(sheet);
    clear_bench(&b);
}
END_TEST

/* How far the panes are from home, short sides: the mean over their area. */
static double away(const struct bench *b, double t, float *open) {
    struct crq_easel easel = b->easel;
    easel.instant =
        crq_instant_in(crq_work_values(b->work, "timeline"), CRQ_ACT_MENDING, t);
    struct crq_poses *poses = crq_poses_create(&easel);
    double sum = 0.0;
    double area = 0.0;
    for (uint32_t i = 0; i < poses->count; i++) {
        const struct crq_pose *pose = &poses->pane[i];
        ck_assert(pose->open <= open[i]);
        open[i] = pose->open;
        double dx = (double)(pose->centre[0] - pose->pivot[0]);
        double dy = (double)(pose->centre[1] - pose->pivot[1]);
        double weight = b->wound->glass.shards[i].area;
        sum += weight *
               sqrt(dx * dx + dy * dy + (double)(pose->centre[2] * pose->centre[2]));
        area += weight;
    }
    ck_assert(t < 1.0 || poses->home);
    crq_poses_destroy(poses);
    return sum / area;
}

START_TEST(panes_come_home_and_never_go_out_again) {
    static const char *const seeds[] = {"1", "7", "blood moon"};
    for (int s = 0; s < 3; s++) {
        struct bench b = lay_bench(seeds[s]);
        float *open = g_new(float, b.wound->glass.shard_count);
        for (uint32_t i = 0; i < b.wound->glass.shard_count; i++) {
            open[i] = 1.0f;
        }
        double last = 1.0;
        for (int k = 0; k <= STEPS; k++) {
            double now = away(&b, (double)k / STEPS, open);
            if (k % 6 == 0) {
                printf("# seed %s, mended %.2f: %.5f from home\n", seeds[s],
                    (double)k / STEPS, now);
            }
            ck_assert(now <= last);
            last = now;
        }
        ck_assert(last < 1e-6);
        g_free(open);
        clear_bench(&b);
    }
}
END_TEST

START_TEST(every_glyph_is_a_drawing_within_its_box) {
    ck_assert_int_ge(crq_glyph_count, 24);
    for (int g = 0; g < crq_glyph_count; g++) {
        GArray *way = crq_glyph_trace(crq_glyphs[g].strokes, 0.05f);
        ck_assert_msg(way != NULL, "'%s' is no glyph", crq_glyphs[g].name);
        ck_assert_uint_gt(way->len, 3);
        for (guint i = 0; i < way->len; i++) {
            const struct crq_pen_point *p =
                &g_array_index(way, struct crq_pen_point, i);
            ck_assert_msg(fabsf(p->x) < 0.57f && fabsf(p->y) < 0.57f,
                "'%s' leaves its box", crq_glyphs[g].name);
        }
        g_array_free(way, TRUE);
    }
    ck_assert_ptr_null(crq_glyph_trace("m 0 0 z 1", 0.05f));
}
END_TEST

RUN_TESTS(light_fills_the_cracks_evenly,
    healing_is_nothing_at_first_and_everything_at_last,
    open_cracks_close_and_never_open_again, panes_come_home_and_never_go_out_again,
    every_glyph_is_a_drawing_within_its_box)
