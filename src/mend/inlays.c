/* Losses: shards that never come back, and what fills their place.
 *
 * A few small shards crumble away while the canvas breaks. When the light has closed
 * their border the gap is filled from there inwards: with gold leaf, or with a memory,
 * smooth and a little paler, of what its rim remembers. Both stay in the scars. */
#include "mend/metal.h"
#include "sheet/inpaint.h"
#include "wound/field.h"

enum fill { FILL_LEAF, FILL_MEMORY, FILL_BOTH };

struct inlays {
    int32_t count;
    int32_t fill;
    double largest, nearest;
};

static const char *const fills[] = {"leaf", "memory", "both", NULL};

static const struct crq_param params[] = {
    {CRQ_COUNT(struct inlays, count), .preset = 4, .low = 0, .high = 60,
        .easy = {0, 10}, .brief = "how many shards are lost"},
    {CRQ_CHOICE(struct inlays, fill), .preset = FILL_BOTH, .choices = fills,
        .brief = "what fills their place"},
    {CRQ_REAL(struct inlays, largest), .preset = 0.07, .low = 0.01, .high = 1,
        .easy = {0.04, 0.12}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "side of the largest shard that may be lost"},
    {CRQ_REAL(struct inlays, nearest), .preset = 0.62, .low = 0, .high = 4,
        .easy = {0.3, 1}, .unit = CRQ_UNIT_SHORT_SIDES,
        .brief = "how near to the epicentre they lie"},
};

/* Broken-time in which a lost shard crumbles. */
#define CRUMBLES 0.42f
#define GONE 0.78f
/* How fast the fill grows from the rim, short sides in all of mending. */
#define GROWTH 0.30f
/* How much of a fill stays when the canvas is healed. */
#define KEPT 0.80f

struct filling {
    const struct crq_easel *easel;
    struct crq_smith smith;
    float mended, broken, scar;
    uint32_t noise;
};

static void discard(void *kept) {
    if (kept) {
        g_array_free(kept, TRUE);
    }
}

/* Small shards, not too far out, as chance ranks them. */
static void *ready(const struct crq_easel *easel, const void *values) {
    const struct inlays *inlays = values;
    const struct crq_net *net = &easel->wound->glass;
    struct crq_chance chance = crq_chance(easel->seed, "lost shards");
    GArray *shards = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t k = 0; net->shard_count > 0 && k < 40 * (uint32_t)inlays->count;
         k++) {
        uint32_t s = crq_bits(chance, k, 0) % net->shard_count;
        float dx = net->shards[s].x - easel->wound->epicentre[0];
        float dy = net->shards[s].y - easel->wound->epicentre[1];
        bool again = false;
        for (guint i = 0; i < shards->len; i++) {
            again = again || g_array_index(shards, uint32_t, i) == s;
        }
        if (!again && (int)shards->len < inlays->count &&
            net->shards[s].area < inlays->largest * inlays->largest &&
            (double)(dx * dx + dy * dy) < inlays->nearest * inlays->nearest) {
            g_array_append_val(shards, s);
        }
    }
    return shards;
}

/* How much of the shard is still there: it goes grain by grain. */
static float left_at(const struct filling *f, float x, float y) {
    float n = 0.5f + 0.5f * crq_fbm2(46.0f * x, 46.0f * y, f->noise, 4.0f);
    float clock = (f->broken - CRUMBLES) / (GONE - CRUMBLES) * 1.25f - 0.12f;
    return 1.0f - crq_smoothstep(n - 0.05f, n + 0.05f, clock);
}

/* Leaf lies in creases, and shows its overlaps. */
static crq_rgba leaf(const struct filling *f, uint32_t shard, float x, float y) {
    struct crq_spot spot = {.x = x, .y = y};
    float fold = crq_noise2(31.0f * x + 7.0f * y, 19.0f * y, f->noise + 3u);
    float crease = crq_noise2(70.0f * x, 70.0f * y, f->noise + 4u);
    spot.nx = 0.45f * fold + 0.25f * crease;
    spot.ny = 0.45f * crq_noise2(27.0f * y, 23.0f * x, f->noise + 5u) - 0.2f * crease;
    crq_smith_prepare(&f->smith, &spot, 0.5f);
    return crq_smith_shade(&f->smith, crq_smith_choose(&f->smith, shard), &spot);
}

struct box {
    int left, top, right, bottom; /* pixels, the last ones not included */
};

static struct box box_of(const struct crq_easel *easel, uint32_t shard, float grow) {
    const float *box = easel->fields->shard[shard].box;
    const struct crq_sheet *sheet = easel->surface;
    float width = (float)sheet->width;
    float height = (float)sheet->height;
    return (struct box){
        (int)crq_clamp((box[0] - grow) / sheet->pixel, 0.0f, width),
        (int)crq_clamp((box[1] - grow) / sheet->pixel, 0.0f, height),
        (int)crq_clamp((box[2] + grow) / sheet->pixel + 1.0f, 0.0f, width),
        (int)crq_clamp((box[3] + grow) / sheet->pixel + 1.0f, 0.0f, height),
    };
}

/* The whole picture about a shard, its inside invented from its rim. NULL on failure
 * or when there is nothing to see. */
static struct crq_sheet *remember(
    const struct filling *f, uint32_t shard, const struct box *box) {
    int width = box->right - box->left;
    int height = box->bottom - box->top;
    struct crq_sheet *memory = width > 0 && height > 0 ? crq_sheet_create(width, height,
                                                             CRQ_PLANES_COLOUR, NULL)
                                                       : NULL;
    uint8_t *hole = memory ? g_new0(uint8_t, (gsize)width * (gsize)height) : NULL;
    const struct crq_field *field = &f->easel->fields->shard[shard];
    float pixel = f->easel->whole->pixel;
    for (int j = 0; memory && j < height; j++) {
        for (int i = 0; i < width; i++) {
            float x = ((float)(box->left + i) + 0.5f) * pixel;
            float y = ((float)(box->top + j) + 0.5f) * pixel;
            hole[j * width + i] = crq_field_at(field, x, y) > -1.5f * pixel;
            crq_sheet_row(memory, j)[i] =
                crq_sheet_row(f->easel->whole, box->top + j)[box->left + i];
        }
    }
    if (memory && !crq_inpaint(memory, hole, 30, NULL)) {
        crq_sheet_destroy(memory);
        memory = NULL;
    }
    g_free(hole);
    return memory;
}

static crq_rgba recalled(
    const struct crq_sheet *memory, const struct box *box, int x, int y) {
    crq_rgba c = crq_sheet_row(memory, y - box->top)[x - box->left];
    crq_rgba pale = crq_rgba_grey(0.02f + 0.95f * crq_luminance(c));
    c = crq_rgba_mix(c, pale, 0.30f);
    c[3] = 1.0f;
    return c;
}

/* How much of the fill lies here: it grows inwards, and most of it stays. */
static float filled_at(const struct filling *f, uint32_t shard, float depth) {
    float age = f->mended - f->easel->arrival->shard[shard] - 0.02f;
    float grown = crq_smoothstep(0.0f, 0.010f, age * GROWTH - depth);
    float kept = f->scar > 0.0f ? KEPT * sqrtf(f->scar) : 0.0f;
    return grown * crq_mix(1.0f, kept, crq_smoothstep(0.86f, 1.0f, f->mended));
}

static void fill_shard(const struct filling *f, uint32_t shard, bool remembered) {
    const struct crq_easel *easel = f->easel;
    struct box box = box_of(easel, shard, 0.02f);
    struct crq_sheet *memory =
        remembered && f->mended > 0.0f ? remember(f, shard, &box) : NULL;
    for (int j = box.top; j < box.bottom; j++) {
        crq_rgba *row = crq_sheet_row(easel->surface, j);
        for (int i = box.left; i < box.right; i++) {
            float x = ((float)i + 0.5f) * easel->surface->pixel;
            float y = ((float)j + 0.5f) * easel->surface->pixel;
            float depth = crq_field_at(&easel->fields->shard[shard], x, y);
            if (depth <= 0.0f) {
                continue;
            }
            float share = filled_at(f, shard, depth);
            /* the whole lies beneath again once the fill has covered the gap */
            float back = crq_smoothstep(0.80f, 0.86f, f->mended);
            row[i] *= crq_rgba_grey(crq_mix(left_at(f, x, y), 1.0f, back));
            if (share > 0.0f) {
                crq_rgba fill =
                    memory ? recalled(memory, &box, i, j) : leaf(f, shard, x, y);
                row[i] = crq_rgba_mix(row[i], fill, share);
            }
            if (f->scar > 0.0f) {
                easel->scars[(size_t)j * (size_t)easel->surface->width + (size_t)i] =
                    255;
            }
        }
    }
    crq_sheet_destroy(memory);
}

static void work(const struct crq_easel *easel, const void *values) {
    const struct inlays *inlays = values;
    const struct crq_mending *mending = crq_work_values(easel->work, "mending");
    const GArray *shards = easel->kept;
    struct filling f = {.easel = easel,
        .mended = (float)easel->instant.mended,
        .broken = (float)easel->instant.broken,
        .scar = (float)mending->scar,
        .noise = crq_bits(crq_chance(easel->seed, "crumbling shard"), 0, 0)};
    bool nothing = f.broken <= CRUMBLES || (f.mended >= 1.0f && f.scar <= 0.0f);
    if (nothing || shards->len == 0 || !crq_smith_init(&f.smith, easel, NULL)) {
        return;
    }
    for (guint i = 0; i < shards->len; i++) {
        bool remembered =
            inlays->fill == FILL_MEMORY || (inlays->fill == FILL_BOTH && i % 2 == 1);
        fill_shard(&f, g_array_index(shards, uint32_t, i), remembered);
    }
    crq_smith_finish(&f.smith);
}

const struct crq_operation crq_op_mend_inlays = {
    .name = "inlays",
    .brief = "shards that never come back, filled with leaf or memory",
    .family = CRQ_MEND,
    .marks = true,
    CRQ_VALUES(struct inlays, params),
    .roles = CRQ_ROLE_BIT(GOLD) | CRQ_ROLE_BIT(BONE) | CRQ_ROLE_BIT(OPAL) |
             CRQ_ROLE_BIT(CRACK) | CRQ_ROLE_BIT(SUN) | CRQ_ROLE_BIT(COLD),
    .phase = CRQ_ON_SURFACE,
    .ready = ready,
    .discard = discard,
    .work = work,
};
