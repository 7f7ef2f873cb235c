/* Mending proves itself: what is open closes, what is filled stays filled, and at the
 * end nothing differs from the whole but the scars. Figures are printed as remarks. */
#include "mend/mending.h"
#include "mend/glyph.h"
#include "mend/vein.h"
#include "stage/stage.h"
#include "wound/mask.h"

#include "harness.h"

#include <math.h>
#include <stdio.h>

enum { WIDTH = 320, HEIGHT = 180, AREA = WIDTH * HEIGHT, STEPS = 24 };

static const struct crq_crew crew = {2, 16};

/* The canvas that is quickest to paint: the wound is the same on all. */
static struct crq_work *make_work(const char *seed, const char *scar) {
    struct crq_work *work = crq_work_create("blood-moon-ocean", seed, NULL);
    ck_assert(crq_work_set_palette(work, "dawn-glass", NULL));
    ck_assert(crq_work_resize(work, WIDTH, HEIGHT, NULL));
    ck_assert(crq_work_set(work, "mending.scar", scar, CRQ_ERROR_USAGE, NULL));
    work->quality = CRQ_DRAFT;
    return work;
}

static const crq_rgba *picture(
    struct crq_stage *stage, const struct crq_work *work, enum crq_act act, double t) {
    const struct crq_timeline *timeline = crq_work_values(work, "timeline");
    struct crq_instant instant = crq_instant_in(timeline, act, t);
    instant.moment = 0.25; /* the canvas itself stands still */
    const struct crq_sheet *sheet = crq_stage_render(stage, &instant, NULL);
    ck_assert_ptr_nonnull(sheet);
    return sheet->pixels;
}

/* A wound and its arrival, without a stage. */
struct bench {
    struct crq_work *work;
    struct crq_wound *wound;
    struct crq_arrival *arrival;
    struct crq_easel easel;
};

static struct bench lay_bench(const char *seed) {
    struct bench b = {.work = make_work(seed, "0.35")};
    b.wound = crq_wound_create(b.work, NULL);
    ck_assert_ptr_nonnull(b.wound);
    b.arrival = crq_arrival_create(b.work, b.wound);
    b.easel = (struct crq_easel){.work = b.work,
        .seed = b.work->seed,
        .crew = &crew,
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
    crq_ribbons(filled, count, 0.002f, sheet, &crew, cover_tile, s);
    g_free(filled);
    crq_vein_destroy(vein);
}

START_TEST(open_cracks_close_and_never_open_again) {
    enum { W = 960, H = 540 };
    struct bench b = lay_bench("7");
    struct crq_sheet *sheet = crq_sheet_create(W, H, CRQ_PLANES_COLOUR, NULL);
    uint8_t *cracks = g_malloc(W * H);
    struct seamed s = {g_malloc(W * H), g_malloc(W * H), W};
    crq_mask_cracks(&b.wound->glass, &crew, 1.0f, 1.0f, W, H, cracks);
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

static double psnr_outside(
    const crq_rgba *a, const crq_rgba *b, const uint8_t *mask, double *worst) {
    double sum = 0.0;
    double count = 0.0;
    *worst = 0.0;
    for (int i = 0; i < AREA; i++) {
        for (int k = 0; k < 3 && !mask[i]; k++) {
            double d = (double)(a[i][k] - b[i][k]);
            *worst = fmax(*worst, fabs(d));
            sum += d * d;
            count += 1.0;
        }
    }
    return sum > 0.0 ? 10.0 * log10(count / sum) : 999.0;
}

/* Mean structural similarity of luminance outside the mask (Wang, Bovik, Sheikh,
 * Simoncelli: IEEE Trans. Image Processing 13, 2004), over squares of 8 pixels. */
static double ssim_outside(const crq_rgba *a, const crq_rgba *b, const uint8_t *mask) {
    const double c1 = 0.0001;
    const double c2 = 0.0009;
    double sum = 0.0;
    double squares = 0.0;
    for (int y = 0; y + 8 <= HEIGHT; y += 4) {
        for (int x = 0; x + 8 <= WIDTH; x += 4) {
            double n = 0.0, ma = 0.0, mb = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
            for (int k = 0; k < 64; k++) {
                int p = (y + k / 8) * WIDTH + x + k % 8;
                double u = (double)crq_luminance(a[p]);
                double v = (double)crq_luminance(b[p]);
                double w = mask[p] ? 0.0 : 1.0;
                n += w;
                ma += w * u;
                mb += w * v;
                aa += w * u * u;
                bb += w * v * v;
                ab += w * u * v;
            }
            if (n >= 16.0) {
                ma /= n;
                mb /= n;
                sum += (2.0 * ma * mb + c1) * (2.0 * (ab / n - ma * mb) + c2) /
                       ((ma * ma + mb * mb + c1) *
                           (aa / n - ma * ma + bb / n - mb * mb + c2));
                squares += 1.0;
            }
        }
    }
    return sum / squares;
}

/* The scars and the metal that stands on them while they heal: its grains and its shade
 * reach .006 short sides from the seam, some one pixel here. Caller frees. */
static uint8_t *with_metal(const uint8_t *scars) {
    uint8_t *mask = g_memdup2(scars, AREA);
    for (int i = WIDTH + 1; i < AREA - WIDTH - 1; i++) {
        for (int k = 0; k < 9 && !mask[i]; k++) {
            mask[i] = scars[i + (k / 3 - 1) * WIDTH + k % 3 - 1];
        }
    }
    return mask;
}

/* What burns while the canvas heals is no part of the canvas. */
static void put_out_lights(struct crq_work *work) {
    static const char *const lights[] = {"door.light", "shafts.light", "symbols.light",
        "symbols.brand", "pouring.light", "silence.rim", "silence.rings"};
    for (size_t i = 0; i < G_N_ELEMENTS(lights); i++) {
        ck_assert(crq_work_set(work, lights[i], "0", CRQ_ERROR_USAGE, NULL));
    }
}

START_TEST(outside_the_scars_the_canvas_only_heals) {
    struct crq_work *work = make_work("7", "0.35");
    put_out_lights(work);
    struct crq_stage *stage = crq_stage_create(work, &crew, NULL);
    crq_rgba *whole =
        g_memdup2(picture(stage, work, CRQ_ACT_WHOLE, 0.0), AREA * sizeof(crq_rgba));
    double last[2] = {0.0, 0.0};
    double worst = 0.0;
    for (int k = 0; k <= 20; k++) {
        const crq_rgba *now = picture(stage, work, CRQ_ACT_MENDING, k / 20.0);
        const uint8_t *scars = crq_stage_scars(stage);
        g_autofree uint8_t *metal = with_metal(scars);
        double psnr = psnr_outside(now, whole, scars, &worst);
        double ssim = ssim_outside(now, whole, metal);
        printf("# mended %.2f: outside the scars PSNR %.2f dB, SSIM %.4f; outside the "
               "metal too %.4f\n",
            k / 20.0, psnr, ssim_outside(now, whole, scars), ssim);
        ck_assert(psnr >= last[0] && ssim >= last[1]);
        last[0] = psnr;
        last[1] = ssim;
    }
    ck_assert(worst == 0.0);
    g_free(whole);
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}
END_TEST

START_TEST(with_all_lights_nothing_stays_different) {
    struct crq_work *work = make_work("7", "0.35");
    struct crq_stage *stage = crq_stage_create(work, &crew, NULL);
    crq_rgba *whole =
        g_memdup2(picture(stage, work, CRQ_ACT_WHOLE, 0.0), AREA * sizeof(crq_rgba));
    double worst = 0.0;
    for (int k = 0; k <= 5; k++) {
        const crq_rgba *now = picture(stage, work, CRQ_ACT_MENDING, k / 5.0);
        double psnr = psnr_outside(now, whole, crq_stage_scars(stage), &worst);
        printf("# mended %.1f, all lights: PSNR outside the scars %.2f dB\n", k / 5.0,
            psnr);
    }
    ck_assert(worst == 0.0);
    g_free(whole);
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}
END_TEST

START_TEST(scars_are_seen_and_stay_in_their_mask) {
    struct crq_work *work = make_work("7", "0.35");
    struct crq_stage *stage = crq_stage_create(work, &crew, NULL);
    crq_rgba *whole =
        g_memdup2(picture(stage, work, CRQ_ACT_WHOLE, 0.0), AREA * sizeof(crq_rgba));
    const crq_rgba *scarred = picture(stage, work, CRQ_ACT_SCARRED, 0.5);
    const uint8_t *mask = crq_stage_scars(stage);
    double sum = 0.0;
    int inside = 0;
    for (int i = 0; i < AREA; i++) {
        for (int k = 0; k < 3 && mask[i]; k++) {
            sum += (double)fabsf(scarred[i][k] - whole[i][k]);
        }
        inside += mask[i] > 0;
    }
    printf("# scars: %.3f of the frame, mean difference %.4f inside\n",
        (double)inside / AREA, sum / (3.0 * inside));
    fflush(stdout);
    ck_assert(sum / (3.0 * inside) > 0.005);
    double worst;
    psnr_outside(scarred, whole, mask, &worst);
    ck_assert(worst == 0.0);
    g_free(whole);
    crq_stage_destroy(stage);
    crq_work_destroy(work);
}
END_TEST

START_TEST(without_scars_the_mended_picture_is_the_whole_one) {
    static const char *const metals[] = {"gold", "silver", "opal", "obsidian", "mixed"};
    for (int m = 0; m < 5; m++) {
        struct crq_work *work = make_work("3", "0");
        ck_assert(
            crq_work_set(work, "mending.metal", metals[m], CRQ_ERROR_USAGE, NULL));
        struct crq_stage *stage = crq_stage_create(work, &crew, NULL);
        crq_rgba *whole = g_memdup2(
            picture(stage, work, CRQ_ACT_WHOLE, 0.0), AREA * sizeof(crq_rgba));
        const crq_rgba *mended = picture(stage, work, CRQ_ACT_MENDING, 1.0);
        ck_assert_mem_eq(whole, mended, AREA * sizeof(crq_rgba));
        g_free(whole);
        crq_stage_destroy(stage);
        crq_work_destroy(work);
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
    open_cracks_close_and_never_open_again, outside_the_scars_the_canvas_only_heals,
    with_all_lights_nothing_stays_different, scars_are_seen_and_stay_in_their_mask,
    without_scars_the_mended_picture_is_the_whole_one,
    every_glyph_is_a_drawing_within_its_box)
