/* Sparks as short bright ribbons along their flight. */
#include "mend/spark.h"

#include "base/dmath.h"
#include "form/noise.h"

/* Lifetime, as a part of mending; flight in short sides per lifetime. */
#define LIFE 0.05f
#define THROW 0.045f
#define FALL 0.050f
#define REACH 0.0035f

struct shower {
    const struct crq_sparks *sparks;
    struct crq_sheet *light;
};

/* Place of spark k of a ribbon at an age (0..1 of its life). */
static struct crq_piece_end fly(const struct crq_ribbon *r, uint32_t hash, float age) {
    float turn = crq_hash_unit(hash);
    float speed = crq_hash_unit(crq_hash(hash + 1u));
    float out = THROW * (0.2f + speed * speed) * age * (1.6f - 0.6f * age);
    float fall = FALL * (0.3f + crq_hash_unit(crq_hash(hash + 2u))) * age * age;
    float half =
        (0.0003f + 0.0005f * crq_hash_unit(crq_hash(hash + 3u))) * (1.0f - 0.7f * age);
    return (struct crq_piece_end){r->b.x + out * crq_cos_turns(turn),
        r->b.y + out * crq_sin_turns(turn) + fall, half, age, 0.0f};
}

static void throw_sparks(const struct crq_sparks *sparks, const struct crq_ribbon *r,
    uint32_t index, GArray *trails) {
    uint32_t hash = crq_hash2((int32_t)index, (int32_t)r->strand, sparks->noise);
    float length = (r->b.along - r->a.along) * 420.0f * sparks->amount;
    float wanted = length + crq_hash_unit(hash);
    int count = (int)CLAMP(wanted, 0.0f, 8.0f);
    for (int k = 0; k < count; k++) {
        uint32_t own = crq_hash(hash + 16u * (uint32_t)k + 5u);
        float life = LIFE * (0.35f + 0.65f * crq_hash_unit(own));
        float age = (sparks->mended - r->b.when) / life;
        if (age <= 0.0f || age >= 1.0f) {
            continue;
        }
        struct crq_ribbon trail = {
            fly(r, own, age), fly(r, own, MAX(age - 0.10f, 0.0f)), own};
        trail.a.along = 1.0f;
        trail.b.half *= 0.4f;
        g_array_append_val(trails, trail);
    }
}

CRQ_WIDE static void glow_tile(void *context, const struct crq_tile *tile) {
    const struct shower *s = context;
    for (int j = 0; j < tile->height; j++) {
        crq_rgba *row = crq_sheet_row(s->light, tile->top + j) + tile->left;
        for (int i = 0; i < tile->width; i++) {
            int p = j * CRQ_TILE + i;
            if (tile->gap[p] >= REACH) {
                continue;
            }
            float cover = crq_saturate(0.5f - tile->gap[p] / tile->pixel) *
                          MIN(2.0f * tile->half[p] / tile->pixel, 1.0f);
            float halo = crq_exp(-MAX(tile->gap[p], 0.0f) * (1.0f / 0.0009f));
            float fade = 1.0f - tile->when[p];
            float bright = fade * (3.5f * cover * tile->along[p] + 0.30f * halo);
            if (s->sparks->veil) {
                bright *= 1.0f - crq_sheet_row(
                                     s->sparks->veil, tile->top + j)[tile->left + i][3];
            }
            row[i] += s->sparks->colour * crq_rgba_grey(bright);
        }
    }
}

void crq_sparks_fly(const struct crq_sparks *sparks, const struct crq_ribbon *ribbons,
    uint32_t count, struct crq_sheet *light, const struct crq_crew *crew) {
    GArray *trails = g_array_new(FALSE, FALSE, sizeof(struct crq_ribbon));
    for (uint32_t i = 0; i < count; i++) {
        float age = sparks->mended - ribbons[i].b.when;
        if (age > 0.0f && age < LIFE) {
            throw_sparks(sparks, &ribbons[i], i, trails);
        }
    }
    struct shower shower = {sparks, light};
    crq_ribbons((const struct crq_ribbon *)(const void *)trails->data, trails->len,
        REACH, light, crew, glow_tile, &shower);
    g_array_free(trails, TRUE);
}
