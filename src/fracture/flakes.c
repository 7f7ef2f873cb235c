/* Where flakes let go, and their shapes. */
#include "fracture/flakes.h"

#include "form/noise.h"

/* Radius within which hardly any paint holds, and over which it still comes loose. */
#define CORE 0.17f
#define FIELD 0.42f

struct chipping {
    const struct crq_easel *easel;
    const struct crq_losses *losses;
    struct crq_chance chance;
    uint32_t seed;
    GArray *flakes;
};

static int32_t shard_at(
    const struct crq_easel *easel, float x, float y, float *inside) {
    for (uint32_t s = 0; s < easel->fields->count; s++) {
        const struct crq_field *field = &easel->fields->shard[s];
        const float *box = field->box;
        if (x < box[0] || y < box[1] || x > box[2] || y > box[3]) {
            continue;
        }
        float d = crq_field_at(field, x, y);
        if (d > 0.0f) {
            *inside = d;
            return (int32_t)s;
        }
    }
    return -1;
}

/* How likely paint lets go here: about the blow, and beside open cracks. */
static float weakness(const struct chipping *c, float x, float y, float inside) {
    float dx = x - c->easel->wound->epicentre[0];
    float dy = y - c->easel->wound->epicentre[1];
    float r = sqrtf(dx * dx + dy * dy);
    float n = crq_fbm2(3.1f * x, 3.1f * y, c->seed, 3.0f);
    float core = 0.7f * crq_exp(-(r / CORE) * (r / CORE));
    float beside = 0.5f * crq_exp(-inside / 0.012f) * crq_exp(-r / FIELD) *
                   crq_saturate(0.4f + 2.6f * n);
    float patch = 0.12f * crq_saturate(3.0f * n - 0.35f) * crq_exp(-inside / 0.03f);
    return (core + beside + patch) * (float)c->losses->amount;
}

/* A chip lies along a crack on one side of it: it follows the crack for a while and
 * comes back over unbroken paint by a few blunt corners. */
static void shape(const struct chipping *c, struct crq_flake *flake,
    const struct crq_crack *crack, uint32_t index) {
    const struct crq_net *net = &c->easel->wound->paint;
    const struct crq_vertex *v = net->vertices + crack->first;
    float size = crq_between(c->chance, index, 1, 0.008f, 0.026f);
    size *= (float)c->losses->size;
    float side = crq_unit(c->chance, index, 2) < 0.5f ? -1.0f : 1.0f;
    int n = 0;
    float run = 0.0f;
    for (uint32_t i = 0; i < crack->count && n < 6 && run < size; i++) {
        if (i > 0) {
            float dx = v[i].x - v[i - 1].x;
            float dy = v[i].y - v[i - 1].y;
            run += sqrtf(dx * dx + dy * dy);
        }
        flake->corner[n][0] = v[i].x;
        flake->corner[n][1] = v[i].y;
        n++;
    }
    float dx = flake->corner[n - 1][0] - v[0].x;
    float dy = flake->corner[n - 1][1] - v[0].y;
    float k = 1.0f / sqrtf(dx * dx + dy * dy + 1e-12f);
    float ux = dx * k;
    float uy = dy * k;
    for (uint32_t i = 0; i < 4; i++) {
        float along = run * (1.0f - ((float)i + 0.4f) / 3.6f);
        float bulge = sqrtf(
            MAX(0.0f, 1.0f - (0.5f * (float)i - 0.6f) * (0.5f * (float)i - 0.6f)));
        float out =
            side * run * bulge * crq_between(c->chance, index, 4 + i, 0.3f, 0.95f);
        flake->corner[n][0] = v[0].x + ux * along - uy * out;
        flake->corner[n][1] = v[0].y + uy * along + ux * out;
        n++;
    }
    flake->corners = n;
}

static void centre(struct crq_flake *flake) {
    float x = 0.0f;
    float y = 0.0f;
    for (int i = 0; i < flake->corners; i++) {
        x += flake->corner[i][0];
        y += flake->corner[i][1];
    }
    flake->x = x / (float)flake->corners;
    flake->y = y / (float)flake->corners;
    for (int i = 0; i < flake->corners; i++) {
        flake->corner[i][0] -= flake->x;
        flake->corner[i][1] -= flake->y;
        float r = sqrtf(flake->corner[i][0] * flake->corner[i][0] +
                        flake->corner[i][1] * flake->corner[i][1]);
        flake->radius = MAX(flake->radius, r);
    }
}

static void consider(const struct chipping *c, uint32_t index) {
    const struct crq_net *net = &c->easel->wound->paint;
    const struct crq_crack *crack = &net->cracks[index];
    if (crack->count < 3) {
        return;
    }
    struct crq_flake flake = {0};
    shape(c, &flake, crack, index);
    centre(&flake);
    float inside = 0.0f;
    flake.shard = shard_at(c->easel, flake.x, flake.y, &inside);
    if (flake.shard < 0 ||
        crq_unit(c->chance, index, 0) > weakness(c, flake.x, flake.y, inside)) {
        return;
    }
    float dx = flake.x - c->easel->wound->epicentre[0];
    float dy = flake.y - c->easel->wound->epicentre[1];
    float r = crq_saturate(sqrtf(dx * dx + dy * dy) / 0.9f);
    float late = crq_unit(c->chance, index, 3);
    float born = net->vertices[crack->first].born;
    flake.leaves =
        MAX(0.36f + 0.2f * r + 0.4f * late * (0.55f + 0.45f * r), born + 0.04f);
    flake.through = crq_unit(c->chance, index, 9) < 0.25f + 0.6f * (1.0f - r);
    g_array_append_val(c->flakes, flake);
}

struct crq_flakes *crq_flakes_create(const struct crq_easel *easel) {
    struct chipping c = {
        .easel = easel,
        .losses = crq_work_values(easel->work, "losses"),
        .chance = crq_chance(easel->seed, "flake"),
        .flakes = g_array_new(FALSE, FALSE, sizeof(struct crq_flake)),
    };
    c.seed = crq_bits(c.chance, 0, 20);
    for (uint32_t i = 0; i < easel->wound->paint.crack_count; i++) {
        consider(&c, i);
    }
    struct crq_flakes *flakes = g_new0(struct crq_flakes, 1);
    flakes->count = c.flakes->len;
    flakes->flake = (struct crq_flake *)(void *)g_array_free(c.flakes, FALSE);
    return flakes;
}

void crq_flakes_destroy(void *flakes) {
    struct crq_flakes *own = flakes;
    if (own) {
        g_free(own->flake);
        g_free(own);
    }
}

float crq_flake_gone(const struct crq_easel *easel, const struct crq_flake *flake) {
    float broken = (float)easel->instant.broken;
    float mended = (float)easel->instant.mended;
    float gone = crq_smoothstep(0.0f, 0.012f, broken - flake->leaves);
    float healed =
        mended > 0.0f ? crq_healed(easel->arrival, flake->x, flake->y, mended) : 0.0f;
    return gone * (1.0f - healed);
}

float crq_flown(const struct crq_easel *easel, float leaves, float x, float y) {
    float mended = (float)easel->instant.mended;
    float healed = mended > 0.0f ? crq_healed(easel->arrival, x, y, mended) : 0.0f;
    /* in the void things hang */
    float hanging = 0.25f * crq_smoothstep(0.0f, 1.0f, (float)easel->instant.fallen);
    float since = (float)easel->instant.broken - leaves;
    return since > 0.0f
               ? (since * 1.5f + hanging * crq_saturate(8.0f * since)) * (1.0f - healed)
               : 0.0f;
}
