/* From roles to fire. */
#include "mend/fire.h"

static crq_rgba peaked(crq_rgba c) {
    float most = MAX(MAX(c[0], c[1]), MAX(c[2], 1e-3f));
    c *= crq_rgba_grey(1.0f / most);
    c[3] = 0.0f;
    return c;
}

static crq_rgba role(const struct crq_easel *easel, enum crq_role name) {
    const float *c = easel->palette->light[name];
    return peaked(crq_rgba_make(c[0], c[1], c[2], 0.0f));
}

struct crq_fire crq_fire_of_signs(const struct crq_easel *easel) {
    crq_rgba gold = role(easel, CRQ_ROLE_GOLD);
    crq_rgba ember = role(easel, CRQ_ROLE_EMBER);
    struct crq_fire fire = {
        .white = role(easel, CRQ_ROLE_SUN),
        /* gold as it is seen by day is pale: what glows is its square */
        .gold = peaked(crq_rgba_mix(gold, gold * gold, 0.85f)),
        .calm = role(easel, CRQ_ROLE_SILENCE),
    };
    fire.ember = peaked(crq_rgba_mix(ember, fire.gold, 0.75f));
    return fire;
}

struct crq_fire crq_fire_of_metal(const struct crq_easel *easel) {
    const struct crq_mending *mending = crq_work_values(easel->work, "mending");
    struct crq_fire fire = crq_fire_of_signs(easel);
    if (mending->metal == CRQ_METAL_SILVER || mending->metal == CRQ_METAL_OPAL) {
        fire.gold = fire.calm;
        fire.ember = peaked(crq_rgba_mix(role(easel, CRQ_ROLE_COLD), fire.calm, 0.35f));
    }
    fire.white = crq_rgba_mix(fire.white, crq_rgba_make(1, 1, 1, 0), 0.5f);
    return fire;
}
