/* Making convex solids plane by plane. */
#include "form/convex.h"

#include <math.h>

void crq_convex_begin(struct crq_convex *solid, const struct crq_stand *stand,
    float radius, float bottom, float top) {
    memset(solid, 0, sizeof *solid);
    for (int i = 0; i < CRQ_CONVEX_PLANES; i++) {
        solid->d[i] = 1.0f; /* 0 . p <= 1 */
    }
    float lean =
        sqrtf(stand->lean_x * stand->lean_x + stand->lean_z * stand->lean_z) * top;
    solid->cosine = crq_cos_turns(stand->turn);
    solid->sine = crq_sin_turns(stand->turn);
    solid->x = stand->x;
    solid->z = stand->z;
    solid->radius = radius + lean;
    solid->bottom = bottom;
    solid->top = top;
}

void crq_convex_cut(struct crq_convex *solid, const struct crq_stand *stand,
    crq_vec normal, float distance) {
    if (solid->planes >= CRQ_CONVEX_PLANES) {
        return;
    }
    float c = solid->cosine;
    float s = solid->sine;
    crq_vec n = crq_vec_make(
        normal[0] * c - normal[2] * s, normal[1], normal[0] * s + normal[2] * c);
    /* level planes stay level: a leaning tower still ends where it should */
    if (n[0] * n[0] + n[2] * n[2] > 1e-6f * n[1] * n[1]) {
        n[1] -= n[0] * stand->lean_x + n[2] * stand->lean_z;
    }
    float scale = 1.0f / crq_length(n);
    n = n * scale;
    int i = solid->planes++;
    solid->nx[i] = n[0];
    solid->ny[i] = n[1];
    solid->nz[i] = n[2];
    solid->d[i] = distance * scale + n[0] * stand->x + n[2] * stand->z;
}
