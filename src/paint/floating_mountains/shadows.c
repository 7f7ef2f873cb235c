/* The massifs seen from the sun, once per work: for shadows on clouds, air and stones.
 */
#include "paint/floating_mountains/air.h"

#include <glib.h>

/* The sun's picture is taken from this far towards it. */
#define STANDOFF 90.0f

/* Nearest stone of one massif along eight sunbeams. */
CRQ_PACKET crq_f8 shade_of(
    const struct crq_massif *massif, struct crq_v8 origin, struct crq_v8 ahead) {
    struct crq_v8 own = crq_massif_inside(massif, origin);
    struct crq_v8 way = crq_massif_turn_in(massif, ahead);
    way = crq_v8_scale(way, crq_f8_all(1.0f / massif->size));
    crq_f8 t, to;
    crq_massif_bounds(massif, &own, &way, 0.0f, &t, &to);
    crq_i8 walking = t < to;
    crq_f8 nearest = crq_f8_all(-1e4f);
    for (int step = 0; step < 48 && crq_i8_any(walking); step++) {
        struct crq_v8 q = crq_v8_add(own, way, t);
        crq_f8 d;
        crq_massif_rough(massif, &q, false, &d);
        crq_i8 hit = walking & (d < 0.008f);
        nearest = crq_f8_pick(hit, STANDOFF - t, nearest);
        walking &= ~hit;
        t += crq_f8_pick(walking, d * massif->size, crq_f8_all(0.0f));
        walking &= t < to;
    }
    return nearest;
}

CRQ_WIDE static void cast_rows(void *context, int first, int last) {
    struct crq_mountains *m = context;
    struct crq_shadows *s = &m->shadows;
    const crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    struct crq_v8 ahead = crq_v8_scale(crq_v8_all(m->sun), crq_f8_all(-1.0f));
    for (int j = first; j < last; j++) {
        float v = ((float)j + 0.5f) * (2.0f / CRQ_SHADOW_ALONG) - 1.0f;
        for (int i = 0; i < CRQ_SHADOW_ACROSS; i += 8) {
            crq_f8 u = (lane + (float)i) * (2.0f / CRQ_SHADOW_ACROSS) - 1.0f;
            struct crq_v8 origin = crq_v8_add(
                crq_v8_all(s->centre), crq_v8_all(m->sun), crq_f8_all(STANDOFF));
            origin =
                crq_v8_add(origin, crq_v8_all(s->across), u * CRQ_SHADOW_REACH_ACROSS);
            origin = crq_v8_add(
                origin, crq_v8_all(s->along), crq_f8_all(v * CRQ_SHADOW_REACH_ALONG));
            crq_f8 nearest = crq_f8_all(-1e4f);
            for (int k = 0; k < CRQ_LEDGE; k++) {
                nearest = crq_f8_max(nearest, shade_of(&m->massifs[k], origin, ahead));
            }
            for (int l = 0; l < 8; l++) {
                s->nearest[j * CRQ_SHADOW_ACROSS + i + l] = nearest[l];
            }
        }
    }
}

/* The ledge is left out: it would shade only itself, and does so by its own march. */
void crq_shadows_cast(struct crq_mountains *m, const struct crq_crew *crew) {
    struct crq_shadows *s = &m->shadows;
    s->centre[2] = 38.0f;
    s->across[0] = m->sun[2];
    s->across[2] = -m->sun[0];
    crq_unit3(s->across);
    s->along[0] = m->sun[1] * s->across[2];
    s->along[1] = m->sun[2] * s->across[0] - m->sun[0] * s->across[2];
    s->along[2] = -m->sun[1] * s->across[0];
    s->nearest = g_new(float, CRQ_SHADOW_ACROSS *CRQ_SHADOW_ALONG);
    struct crq_crew rows = {crew->threads, 8};
    crq_strips(&rows, CRQ_SHADOW_ALONG, cast_rows, m);
}
