/* Splatting of cracks. */
#include "fracture/etch.h"

/* Side of a bin, short sides. */
#define PITCH (1.0f / 32.0f)
/* Long segments are cut so that a bin's segments stay near it. */
#define LONGEST (1.0f / 48.0f)
/* No net takes more bins, however long its canvas. */
#define MOST_BINS 400000.0f

struct segment {
    float x, y, dx, dy;
    float born, ageing; /* at the start, and how much later at the end */
    float width, widening;
};

struct crq_plate {
    struct segment *segments; /* bin by bin */
    uint32_t *first;          /* of each bin; one more than there are bins */
    int across, down;
    float pitch;
    float first_born, last_born;
};

static int bin_of(const struct crq_plate *t, const struct segment *s) {
    int i =
        (int)crq_clamp((s->x + 0.5f * s->dx) / t->pitch, 0.0f, (float)(t->across - 1));
    int j =
        (int)crq_clamp((s->y + 0.5f * s->dy) / t->pitch, 0.0f, (float)(t->down - 1));
    return j * t->across + i;
}

static void cut_up(GArray *to, const struct crq_vertex *a, const struct crq_vertex *b) {
    float dx = b->x - a->x;
    float dy = b->y - a->y;
    int parts = 1 + (int)(sqrtf(dx * dx + dy * dy) / LONGEST);
    float k = 1.0f / (float)parts;
    for (int i = 0; i < parts; i++) {
        float t = (float)i * k;
        struct segment s = {.x = a->x + dx * t,
            .y = a->y + dy * t,
            .dx = dx * k,
            .dy = dy * k,
            .born = a->born + (b->born - a->born) * t,
            .ageing = (b->born - a->born) * k,
            .width = a->width + (b->width - a->width) * t,
            .widening = (b->width - a->width) * k};
        g_array_append_val(to, s);
    }
}

static GArray *all_segments(const struct crq_net *net) {
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct segment));
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_vertex *v = net->vertices + net->cracks[c].first;
        for (uint32_t i = 1; i < net->cracks[c].count; i++) {
            /* tips run one way only: the older end is the start */
            bool turned = v[i].born < v[i - 1].born;
            cut_up(all, turned ? &v[i] : &v[i - 1], turned ? &v[i - 1] : &v[i]);
        }
    }
    return all;
}

struct crq_plate *crq_plate_create(const struct crq_net *net) {
    struct crq_plate *t = g_new0(struct crq_plate, 1);
    GArray *all = all_segments(net);
    t->pitch = MAX(PITCH, sqrtf(net->across * net->down / MOST_BINS));
    t->across = 1 + (int)(net->across / t->pitch);
    t->down = 1 + (int)(net->down / t->pitch);
    int bins = t->across * t->down;
    t->first = g_new0(uint32_t, bins + 1);
    t->segments = g_new(struct segment, all->len);
    t->first_born = 2.0f;
    for (guint i = 0; i < all->len; i++) {
        const struct segment *s = &g_array_index(all, struct segment, i);
        t->first[bin_of(t, s) + 1]++;
        t->first_born = MIN(t->first_born, s->born);
        t->last_born = MAX(t->last_born, s->born + s->ageing);
    }
    for (int i = 0; i < bins; i++) {
        t->first[i + 1] += t->first[i];
    }
    uint32_t *next = g_memdup2(t->first, sizeof *next * (size_t)bins);
    for (guint i = 0; i < all->len; i++) {
        const struct segment *s = &g_array_index(all, struct segment, i);
        t->segments[next[bin_of(t, s)]++] = *s;
    }
    g_free(next);
    g_array_free(all, TRUE);
    return t;
}

void crq_plate_destroy(void *plate) {
    struct crq_plate *t = plate;
    if (t) {
        g_free(t->segments);
        g_free(t->first);
        g_free(t);
    }
}

float crq_plate_settles(const struct crq_plate *plate) {
    return plate->last_born + CRQ_ETCH_OPENS;
}

struct run {
    const struct crq_etching *etching;
    float pixel;
    int tiles_across;
};

/* The grown part of a segment; false when nothing of it is there yet. */
static bool grown(struct segment *s, float broken) {
    float age = broken - s->born;
    if (age <= 0.0f) {
        return false;
    }
    if (s->ageing > age) {
        float part = age / s->ageing;
        s->dx *= part;
        s->dy *= part;
        s->widening *= part;
        s->ageing = age;
    }
    return true;
}

/* Pixels of a row that are splatted together. */
enum { LANES = 8 };

/* A segment as it is now. */
struct stroke {
    struct segment segment;
    float shrink; /* 1 / length squared */
    float pixel, age;
    float wide, tip; /* at the start and at the end */
    float lamp[2];
};

static inline void splat_lanes(
    const struct stroke *stroke, struct crq_etched *etched, float py, int x, int at) {
    struct segment s = stroke->segment;
    float sharp = 1.0f / stroke->pixel;
    float *cover = etched->cover + at;
    float *away = etched->away + at;
    float *side = etched->side + at;
    float *width = etched->wide + at;
    float *ages = etched->age + at;
    for (int k = 0; k < LANES; k++) {
        float px = ((float)(etched->left + x + k) + 0.5f) * stroke->pixel - s.x;
        float t = crq_saturate((px * s.dx + py * s.dy) * stroke->shrink);
        float ex = px - s.dx * t;
        float ey = py - s.dy * t;
        float d = sqrtf(ex * ex + ey * ey);
        float w = stroke->wide + (stroke->tip - stroke->wide) * t;
        /* how much of a pixel's width lies within the line: honest when thinner */
        float in = crq_saturate((0.5f * w - d) * sharp + 0.5f);
        float out = crq_saturate((-0.5f * w - d) * sharp + 0.5f);
        float c = in - out;
        cover[k] = c > cover[k] ? c : cover[k];
        bool nearer = d < away[k];
        float per = 1.0f / (d + 1e-9f);
        float towards = (ex * stroke->lamp[0] + ey * stroke->lamp[1]) * per;
        side[k] = nearer ? towards : side[k];
        width[k] = nearer ? w : width[k];
        ages[k] = nearer ? stroke->age - s.ageing * t : ages[k];
        away[k] = nearer ? d : away[k];
    }
}

static void splat(const struct run *run, struct crq_etched *etched, struct segment s) {
    const struct crq_etching *etching = run->etching;
    if (!grown(&s, etching->broken)) {
        return;
    }
    float age = etching->broken - s.born;
    float wide = s.width * etching->width * crq_etch_opening(age);
    float tip =
        (s.width + s.widening) * etching->width * crq_etch_opening(age - s.ageing);
    float pixel = run->pixel;
    float reach = MAX(etching->reach, 0.5f * MAX(wide, tip) + pixel);
    int left = etched->left;
    int top = etched->top;
    float low_x = (MIN(s.x, s.x + s.dx) - reach) / pixel - (float)left;
    float high_x = (MAX(s.x, s.x + s.dx) + reach) / pixel - (float)left;
    float low_y = (MIN(s.y, s.y + s.dy) - reach) / pixel - (float)top;
    float high_y = (MAX(s.y, s.y + s.dy) + reach) / pixel - (float)top;
    if (high_x < 0.0f || high_y < 0.0f || low_x > (float)etched->width ||
        low_y > (float)etched->height) {
        return;
    }
    /* whole lanes: what lies beyond reach means nothing anyway */
    int x0 = (int)MAX(low_x, 0.0f) / LANES * LANES;
    int y0 = (int)MAX(low_y, 0.0f);
    int x1 = (int)MIN(high_x + 1.0f, (float)etched->width);
    int y1 = (int)MIN(high_y + 1.0f, (float)etched->height);
    struct stroke stroke = {.segment = s,
        .shrink = 1.0f / (s.dx * s.dx + s.dy * s.dy + 1e-16f),
        .pixel = pixel,
        .age = age,
        .wide = wide,
        .tip = tip,
        .lamp = {etching->lamp[0], etching->lamp[1]}};
    for (int y = y0; y < y1; y++) {
        float py = ((float)(top + y) + 0.5f) * pixel - s.y;
        for (int x = x0; x < x1; x += LANES) {
            splat_lanes(&stroke, etched, py, x, y * CRQ_ETCH_TILE + x);
        }
    }
}

static bool etch_tile(const struct run *run, struct crq_etched *etched) {
    const struct crq_plate *t = run->etching->plate;
    float pad = run->etching->reach + LONGEST + 2.0f * run->pixel;
    float k = 1.0f / t->pitch;
    float x = (float)etched->left * run->pixel;
    float y = (float)etched->top * run->pixel;
    float w = (float)etched->width * run->pixel;
    float h = (float)etched->height * run->pixel;
    int i0 = (int)crq_clamp((x - pad) * k, 0.0f, (float)(t->across - 1));
    int j0 = (int)crq_clamp((y - pad) * k, 0.0f, (float)(t->down - 1));
    int i1 = (int)crq_clamp((x + w + pad) * k, 0.0f, (float)(t->across - 1));
    int j1 = (int)crq_clamp((y + h + pad) * k, 0.0f, (float)(t->down - 1));
    bool any = false;
    for (int j = j0; j <= j1; j++) {
        const uint32_t *first = t->first + (size_t)j * (size_t)t->across;
        for (uint32_t n = first[i0]; n < first[i1 + 1]; n++) {
            any = true;
            splat(run, etched, t->segments[n]);
        }
    }
    return any;
}

static bool is_healed(const struct run *run, const struct crq_etched *etched) {
    const struct crq_easel *easel = run->etching->easel;
    float left = (float)etched->left * run->pixel;
    float top = (float)etched->top * run->pixel;
    return crq_healed_within(easel->arrival, left, top,
        left + (float)etched->width * run->pixel,
        top + (float)etched->height * run->pixel, (float)easel->instant.mended);
}

CRQ_WIDE static void etch_tiles(void *context, int first, int last) {
    const struct run *run = context;
    const struct crq_sheet *surface = run->etching->easel->surface;
    struct crq_etched *etched = g_new(struct crq_etched, 1);
    for (int n = first; n < last; n++) {
        etched->left = n % run->tiles_across * CRQ_ETCH_TILE;
        etched->top = n / run->tiles_across * CRQ_ETCH_TILE;
        etched->width = MIN(CRQ_ETCH_TILE, surface->width - etched->left);
        etched->height = MIN(CRQ_ETCH_TILE, surface->height - etched->top);
        if (is_healed(run, etched)) {
            continue;
        }
        memset(etched->cover, 0, sizeof etched->cover);
        for (int k = 0; k < CRQ_ETCH_AREA; k++) {
            etched->away[k] = 1e9f;
        }
        if (etch_tile(run, etched)) {
            run->etching->use(run->etching, etched);
        }
    }
    g_free(etched);
}

void crq_etch(const struct crq_etching *etching) {
    if (etching->broken <= etching->plate->first_born) {
        return;
    }
    const struct crq_sheet *surface = etching->easel->surface;
    int across = (surface->width + CRQ_ETCH_TILE - 1) / CRQ_ETCH_TILE;
    int down = (surface->height + CRQ_ETCH_TILE - 1) / CRQ_ETCH_TILE;
    struct run run = {etching, surface->pixel, across};
    struct crq_crew crew = {etching->easel->crew->threads, 1};
    crq_strips(&crew, across * down, etch_tiles, &run);
}
