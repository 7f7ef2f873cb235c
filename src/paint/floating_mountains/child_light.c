/* The child in its light. */
#include "form/figure.h"
#include "paint/floating_mountains/stone.h"

/* The world in the child's own length, turned to face as it does. */
CRQ_PACKET struct crq_v8 to_child(const struct crq_mountains *m, struct crq_v8 world) {
    float s = 1.0f / m->child_height;
    crq_f8 x = (world.x - m->child[0]) * s;
    crq_f8 z = (world.z - m->child[2]) * s;
    return (struct crq_v8){x * m->child_cos + z * m->child_sin,
        (world.y - m->child[1]) * s, z * m->child_cos - x * m->child_sin};
}

CRQ_PACKET struct crq_v8 turn_to_child(const struct crq_mountains *m, struct crq_v8 d) {
    return (struct crq_v8){d.x * m->child_cos + d.z * m->child_sin, d.y,
        d.z * m->child_cos - d.x * m->child_sin};
}

CRQ_PACKET crq_f8 figure_at(struct crq_v8 own) {
    crq_f8 d, matter;
    crq_figure_distance(&own, &d, &matter);
    return d;
}

CRQ_PACKET struct crq_v8 normal_at(struct crq_v8 p) {
    const float e = 0.006f;
    crq_f8 a = figure_at((struct crq_v8){p.x + e, p.y - e, p.z - e});
    crq_f8 b = figure_at((struct crq_v8){p.x - e, p.y - e, p.z + e});
    crq_f8 c = figure_at((struct crq_v8){p.x - e, p.y + e, p.z - e});
    crq_f8 d = figure_at((struct crq_v8){p.x + e, p.y + e, p.z + e});
    return crq_v8_unit((struct crq_v8){a - b - c + d, c + d - a - b, b + d - a - c});
}

CRQ_PACKET struct crq_v8 colour_of(const struct crq_air *air, crq_f8 matter) {
    struct crq_v8 c = crq_v8_all(air->cloth);
    c = crq_v8_pick(matter > 0.5f, crq_v8_all(air->skin), c);
    c = crq_v8_pick(matter > 1.5f, crq_v8_all(air->hair), c);
    return crq_v8_pick(
        matter > 2.5f, crq_v8_scale(crq_v8_all(air->hair), crq_f8_all(0.3f)), c);
}

/* Sun with the child's own shadow, sky, and the glow of the horizon: so small a figure
 * is read by its silhouette and by one strong colour. */
CRQ_PACKET struct crq_v8 light_child(const struct crq_air *air, struct crq_v8 p) {
    crq_f8 d, matter;
    crq_figure_distance(&p, &d, &matter);
    struct crq_v8 n = normal_at(p);
    struct crq_v8 sun = turn_to_child(air->plan, crq_v8_all(air->plan->sun));
    crq_f8 lit = crq_f8_all(1.0f);
    crq_f8 t = crq_f8_all(0.03f);
    struct crq_v8 lifted = crq_v8_add(p, n, crq_f8_all(0.018f));
    for (int step = 0; step < 14; step++) {
        d = figure_at(crq_v8_add(lifted, sun, t));
        lit = crq_f8_min(lit, d * 10.0f / t);
        t += crq_f8_clamp(d, 0.018f, 0.15f);
    }
    crq_f8 open = crq_f8_all(0.0f);
    for (int i = 1; i <= 3; i++) {
        float far = 0.036f * (float)i;
        d = figure_at(crq_v8_add(p, n, crq_f8_all(far)));
        open += crq_f8_saturate(d * (1.0f / far)) * (1.0f / 3.0f);
    }
    crq_f8 facing = crq_f8_saturate(crq_v8_dot(n, sun)) * crq_f8_saturate(lit);
    struct crq_v8 light = crq_v8_scale(crq_v8_all(air->sunlight), facing);
    light = crq_v8_add(light, crq_v8_all(air->dome), (0.6f + 0.4f * n.y) * open);
    light = crq_v8_add(light, crq_v8_all(air->horizon), open * 0.16f);
    return crq_v8_times(light, colour_of(air, matter));
}

CRQ_KERNEL void crq_child_trace(const struct crq_air *air, const struct crq_v8 *ray,
    float pixel, crq_f8 *t, struct crq_v8 *colour, crq_i8 *hit) {
    const struct crq_mountains *m = air->plan;
    float middle[3] = {m->child[0], m->child[1] + 0.5f * m->child_height, m->child[2]};
    float radius = 0.66f * m->child_height;
    crq_f8 along = crq_v8_dot3(*ray, middle);
    crq_f8 off = along * along - crq_dot3(middle, middle) + radius * radius;
    *hit = crq_i8_mask(false);
    crq_f8 half = crq_f8_sqrt(crq_f8_max(off, crq_f8_all(0.0f)));
    crq_f8 s = along - half;
    crq_f8 to = crq_f8_min(along + half, *t);
    crq_i8 walking = (off > 0.0f) & (s < to);
    if (!crq_i8_any(walking)) {
        return;
    }
    for (int step = 0; step < 48 && crq_i8_any(walking); step++) {
        crq_f8 d = figure_at(to_child(m, crq_v8_scale(*ray, s))) * m->child_height;
        crq_i8 here = walking & (d < s * (0.35f * pixel));
        *hit |= here;
        walking &= ~here;
        s += crq_f8_pick(walking, d, crq_f8_all(0.0f));
        walking &= s < to;
    }
    if (crq_i8_any(*hit)) {
        *t = crq_f8_pick(*hit, s, *t);
        *colour = light_child(air, to_child(m, crq_v8_scale(*ray, s)));
    }
}
