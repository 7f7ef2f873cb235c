/* Where the child stands: on firm ground near the tip of the ledge. */
#include "form/figure.h"
#include "paint/floating_mountains/mountains.h"

/* Yaw in turns: a quarter view, half turned from us towards the massif. */
#define TURNED 0.0557f
/* Columns in a row that must have ground before one is called firm. */
#define FIRM 5

/* Height of the ground under (x, z); false when there is none near the plateau. */
static bool find_ground(
    const struct crq_massif *ledge, float x, float z, float *ground) {
    float y = ledge->centre[1] + 0.5f * ledge->size;
    float lowest = ledge->centre[1] - 0.4f * ledge->size;
    for (int step = 0; step < 160 && y > lowest; step++) {
        struct crq_v8 at = {crq_f8_all(x), crq_f8_all(y), crq_f8_all(z)};
        struct crq_v8 own = crq_massif_inside(ledge, at);
        crq_f8 d;
        crq_massif_distance(ledge, &own, 3, &d);
        float gap = d[0] * ledge->size;
        if (gap < 0.0015f) {
            float level = ledge->centre[1] + ledge->plateau * ledge->size;
            *ground = y;
            return y - level < 0.10f && level - y < 0.10f;
        }
        y -= 0.8f * gap + 0.0005f;
    }
    return false;
}

/* Walks inwards from the tip until the ground has been firm for a few steps; where no
 * ground is found at all, the child stands on the plateau's own height. */
void crq_child_stand(struct crq_mountains *m) {
    const struct crq_massif *ledge = &m->massifs[CRQ_LEDGE];
    const struct crq_massif_column *tip = &ledge->columns[ledge->column_count - 1];
    bool perch = ledge->column_count == 8;
    float x = ledge->centre[0] + m->side * ledge->size * (perch ? 0.86f : 0.98f);
    float z = ledge->centre[2] + ledge->size * tip->z * m->side - 0.05f;
    m->child[0] = ledge->centre[0] + m->side * 0.5f * ledge->size;
    m->child[1] = ledge->centre[1] + ledge->plateau * ledge->size;
    m->child[2] = z;
    int firm = 0;
    for (int i = 0; i < 70 && firm < FIRM; i++) {
        float ground;
        bool found = find_ground(ledge, x, z, &ground);
        firm = found ? firm + 1 : 0;
        if (firm == FIRM) {
            m->child[0] = x;
            m->child[1] = ground - 0.006f;
        }
        x -= m->side * 0.02f;
    }
    m->child_height = perch ? 0.36f : 0.33f;
    float yaw = m->side > 0.0f ? -TURNED : 0.5f + TURNED;
    m->child_cos = crq_cos_turns(yaw);
    m->child_sin = crq_sin_turns(yaw);
    float reach = CRQ_FIGURE_MOUTH_X * m->child_height;
    m->mouth[0] = m->child[0] + reach * m->child_cos;
    m->mouth[1] = m->child[1] + CRQ_FIGURE_MOUTH_Y * m->child_height;
    m->mouth[2] = m->child[2] + reach * m->child_sin;
}
