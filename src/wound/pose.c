/* Poses: each shard's own way out, and its way home. */
#include "wound/pose.h"

#include "form/noise.h"

/* Breaking takes hold of panes from here on; those far out follow. */
#define FIRST_PARTING 0.30f
#define LAST_PARTING 0.64f
/* What turns the whole canvas a little towards the light, radians. */
#define YAW 0.085
#define PITCH (-0.05)
/* Nothing comes nearer to the eye than this part of its distance. */
#define NEAREST 0.35f

/* What a shard does of its own; all of it in world lengths and radians. */
struct nature {
    float radius;  /* from the epicentre */
    float ray[2];  /* unit, away from the epicentre */
    float near;    /* 1 where the blow landed */
    float push[3]; /* how far it goes */
    float spin[3]; /* rotation vector */
    float fall;    /* what it sags */
    float start;   /* broken time at which it lets go */
    float drift;   /* further out in the void */
    float orbit;   /* turns about the epicentre in the void */
};

static float smoother(float low, float high, float x) {
    float t = crq_saturate((x - low) / (high - low));
    return MIN(t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f), 1.0f);
}

static float bell(float x, float width) {
    float q = x / width;
    return crq_exp(-q * q);
}

/* The blow is no circle: how far it reaches, by direction. */
static float lobe(const float ray[2], uint32_t seed) {
    float n = crq_noise2(ray[0] * 1.7f + 9.0f, ray[1] * 1.7f, seed);
    return MAX(0.155f + 0.085f * n, 0.06f);
}

static float border_distance(const struct crq_net *net, const struct crq_shard *s) {
    float x = MIN(s->x, net->across - s->x);
    float y = MIN(s->y, net->down - s->y);
    return MIN(x, y);
}

/* Shards near the blow sink or rise; the others part a little and tilt. */
static void push_and_spin(struct nature *n, const struct crq_panes *panes,
    const float u[6], float small, float rim) {
    float mid = crq_exp(-n->radius / 0.42f);
    float out = 0.115f * n->near * (0.35f + 1.1f * u[0]) +
                0.045f * mid * (0.6f + 0.8f * u[2]) + 0.008f * u[0] * small;
    float deep = u[3] < 0.45f ? crq_mix(1.1f, 0.25f, u[3] / 0.45f)
                              : crq_mix(-0.1f, -0.6f, (u[3] - 0.45f) / 0.55f);
    float part = (float)panes->parting;
    n->push[0] = part * (n->ray[0] * out + 0.012f * (u[1] - 0.5f) * small);
    n->push[1] = part * (n->ray[1] * out + 0.012f * (u[4] - 0.5f) * small);
    n->push[2] =
        part * (n->near * deep * small + mid * crq_mix(0.14f, -0.13f, u[3]) +
                   0.035f * (u[3] - 0.5f) + rim * crq_mix(-0.01f, 0.07f, u[1]));
    n->fall = part * (n->near * small * crq_mix(0.02f, 0.3f, u[2] * u[2]) +
                         0.012f * mid * u[0]);
    float lean = n->near * crq_mix(0.25f, 1.0f, u[1]) * small +
                 mid * crq_mix(0.08f, 0.52f, u[2]) + 0.05f * u[1];
    lean *= n->push[2] < 0.0f ? 1.0f : -0.6f;
    float free = 0.35f * n->near + 0.16f * mid + 0.05f;
    float roll = 1.1f * n->near * small + 0.16f * mid + 0.025f;
    float tilt = (float)panes->tilt;
    n->spin[0] = tilt * (-n->ray[1] * lean + (u[2] - 0.5f) * free);
    n->spin[1] = tilt * (n->ray[0] * lean + (u[0] - 0.5f) * free);
    n->spin[2] = tilt * (u[1] - 0.5f) * roll;
}

static struct nature nature_of(
    const struct crq_easel *easel, const struct crq_panes *panes, uint32_t i) {
    const struct crq_wound *wound = easel->wound;
    const struct crq_shard *shard = &wound->glass.shards[i];
    struct crq_chance chance = crq_chance(easel->seed, "pane");
    float u[6];
    for (uint32_t k = 0; k < 6; k++) {
        u[k] = crq_unit(chance, i, k);
    }
    struct nature n = {0};
    float dx = shard->x - wound->epicentre[0];
    float dy = shard->y - wound->epicentre[1];
    n.radius = sqrtf(dx * dx + dy * dy);
    n.ray[0] = n.radius > 1e-6f ? dx / n.radius : 1.0f;
    n.ray[1] = n.radius > 1e-6f ? dy / n.radius : 0.0f;
    n.near = bell(n.radius, lobe(n.ray, crq_bits(chance, 0, 9)));
    float small = crq_clamp(0.045f / sqrtf((float)shard->area + 1e-6f), 0.3f, 1.25f);
    float rim = crq_smoothstep(0.16f, 0.0f, border_distance(&wound->glass, shard));
    push_and_spin(&n, panes, u, small, rim);
    float reach = crq_saturate(n.radius / 1.1f);
    n.start = crq_mix(FIRST_PARTING, LAST_PARTING, reach) + 0.05f * u[0];
    float part = (float)panes->parting;
    n.drift = part * (0.10f + 0.16f * crq_exp(-n.radius / 0.5f)) * (0.6f + 0.8f * u[5]);
    n.orbit = part * (0.012f + 0.085f * crq_exp(-n.radius / 0.34f));
    return n;
}

/* Away from 0 at `start`, at full stretch when the canvas is all broken. */
static float parting(float start, float broken) {
    float x = crq_saturate((broken - start) / (1.0f - start));
    return MIN(crq_pow(x, 1.35f) * (1.6f - 0.6f * x), 1.0f);
}

/* As soon as the door burns it draws the panes in: what circled in the void gathers to
 * where it broke off, and gaps grow narrow enough for light to be seen running in them.
 * The nearest hang back, or they would hide the door. */
static float gathering(const struct crq_easel *easel, const struct nature *n, float u) {
    float from = 0.01f + 0.06f * u;
    float to = from + 0.26f;
    return smoother(from, to, (float)easel->instant.mended) * (1.0f - 0.9f * n->near);
}

/* A pane comes home only after light has closed its border; the further, the slower,
 * and home it is before the last scars settle. */
static float homecoming(
    const struct crq_easel *easel, const struct nature *n, uint32_t i, float u) {
    float way = fabsf(n->push[0]) + fabsf(n->push[1]) + fabsf(n->push[2]) + n->fall;
    float far = crq_saturate(1.5f * way + 0.2f * fabsf(n->spin[0]));
    float from = easel->arrival->shard[i] + 0.02f * u;
    float to = MIN(from + 0.14f + 0.12f * far, 0.92f);
    from = MIN(from, to - 0.12f);
    return smoother(from, to, (float)easel->instant.mended);
}

static void identity(float m[9]) {
    memset(m, 0, 9 * sizeof *m);
    m[0] = m[4] = m[8] = 1.0f;
}

/* Rotation about `v` by its length in radians (Rodrigues). */
static void rotation(const float v[3], float m[9]) {
    float angle = sqrtf(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    identity(m);
    if (angle < 1e-9f) {
        return;
    }
    float x = v[0] / angle;
    float y = v[1] / angle;
    float z = v[2] / angle;
    float c = crq_cos_turns(angle / (float)CRQ_TAU);
    float s = crq_sin_turns(angle / (float)CRQ_TAU);
    float t = 1.0f - c;
    m[0] = t * x * x + c;
    m[1] = t * x * y - s * z;
    m[2] = t * x * z + s * y;
    m[3] = t * x * y + s * z;
    m[4] = t * y * y + c;
    m[5] = t * y * z - s * x;
    m[6] = t * x * z - s * y;
    m[7] = t * y * z + s * x;
    m[8] = t * z * z + c;
}

static void multiply(const float a[9], const float b[9], float c[9]) {
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            c[3 * i + j] =
                a[3 * i] * b[j] + a[3 * i + 1] * b[3 + j] + a[3 * i + 2] * b[6 + j];
        }
    }
}

static void apply(const float m[9], const float v[3], float to[3]) {
    for (int i = 0; i < 3; i++) {
        to[i] = m[3 * i] * v[0] + m[3 * i + 1] * v[1] + m[3 * i + 2] * v[2];
    }
}

static void invert(const double h[9], double to[9]) {
    double a = h[4] * h[8] - h[5] * h[7];
    double b = h[5] * h[6] - h[3] * h[8];
    double c = h[3] * h[7] - h[4] * h[6];
    double d = h[0] * a + h[1] * b + h[2] * c;
    double k = 1.0 / (fabs(d) > 1e-12 ? d : 1e-12);
    double own[9] = {a, h[2] * h[7] - h[1] * h[8], h[1] * h[5] - h[2] * h[4], b,
        h[0] * h[8] - h[2] * h[6], h[2] * h[3] - h[0] * h[5], c,
        h[1] * h[6] - h[0] * h[7], h[0] * h[4] - h[1] * h[3]};
    for (int i = 0; i < 9; i++) {
        to[i] = own[i] * k;
    }
}

/* What every pane shares at this instant. */
struct scene {
    const struct crq_easel *easel;
    const struct crq_panes *panes;
    struct crq_poses *poses;
    float whole[9];  /* turn of the whole canvas */
    float middle[2]; /* what it turns about */
    float fallen;    /* eased */
    float gone;      /* 0 when panes are asked to do nothing */
    bool rest;       /* the camera has not moved */
    float breath;    /* time of the slow breathing of parted panes */
};

static void set_maps(const struct scene *scene, struct crq_pose *pose) {
    const struct crq_poses *p = scene->poses;
    double d = (double)p->distance;
    double r[9], o[3];
    for (int i = 0; i < 9; i++) {
        r[i] = (double)pose->turn[i];
    }
    for (int i = 0; i < 3; i++) {
        o[i] = (double)pose->centre[i] - r[3 * i] * (double)pose->pivot[0] -
               r[3 * i + 1] * (double)pose->pivot[1];
    }
    double w = o[2] + d + (double)p->retreat;
    for (int i = 0; i < 2; i++) {
        double eye = (double)p->eye[i];
        pose->to_view[3 * i] = d * r[3 * i] + eye * r[6];
        pose->to_view[3 * i + 1] = d * r[3 * i + 1] + eye * r[7];
        pose->to_view[3 * i + 2] = d * (o[i] - eye) + eye * w;
    }
    pose->to_view[6] = r[6];
    pose->to_view[7] = r[7];
    pose->to_view[8] = w;
    invert(pose->to_view, pose->to_canvas);
    pose->scale = (float)(d / (d + (double)p->retreat + (double)pose->centre[2]));
}

static void set_box(const struct scene *scene, struct crq_pose *pose, uint32_t i) {
    const struct crq_net *net = &scene->easel->wound->glass;
    const struct crq_shard *shard = &net->shards[i];
    float *box = pose->box;
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (uint32_t k = 0; k < shard->count; k++) {
        const struct crq_vertex *v = &net->vertices[net->outline[shard->first + k]];
        float x, y;
        crq_project(pose->to_view, (double)v->x, (double)v->y, &x, &y);
        box[0] = MIN(box[0], x);
        box[1] = MIN(box[1], y);
        box[2] = MAX(box[2], x);
        box[3] = MAX(box[3], y);
    }
}

/* Where its own way, the void's circling and its breath have brought the pivot. */
static void displace(const struct scene *scene, const struct nature *n, uint32_t i,
    float open, float away, float to[3]) {
    const float *e = scene->easel->wound->epicentre;
    struct crq_chance chance = crq_chance(scene->easel->seed, "breath");
    float drift = scene->fallen * away;
    float angle = n->orbit * drift;
    float c = crq_cos_turns(angle);
    float s = crq_sin_turns(angle);
    float x = to[0] - e[0];
    float y = to[1] - e[1];
    to[0] = e[0] + x * c - y * s + n->ray[0] * n->drift * drift + n->push[0] * open;
    to[1] = e[1] + x * s + y * c + n->ray[1] * n->drift * drift + n->push[1] * open;
    to[1] += n->fall * open * open * (1.0f - 0.7f * scene->fallen);
    to[2] = n->push[2] * open * (1.0f + 0.35f * drift);
    for (uint32_t k = 0; k < 3; k++) {
        float still = k == 2 ? 0.016f : 0.004f;
        float b = crq_noise1(scene->breath, crq_bits(chance, i, k)) - 0.5f;
        to[k] += 2.0f * still * b * open;
    }
    float nearest = -(1.0f - NEAREST) * scene->poses->distance;
    to[2] = MAX(to[2], nearest);
}

static void pose_pane(const struct scene *scene, uint32_t i) {
    const struct crq_easel *easel = scene->easel;
    const struct crq_shard *shard = &easel->wound->glass.shards[i];
    struct crq_pose *pose = &scene->poses->pane[i];
    struct nature n = nature_of(easel, scene->panes, i);
    struct crq_chance chance = crq_chance(easel->seed, "homecoming");
    float home = homecoming(easel, &n, i, crq_unit(chance, i, 0));
    float gathered = gathering(easel, &n, crq_unit(chance, i, 1));
    float away = (1.0f - home) * (1.0f - gathered);
    pose->open = parting(n.start, (float)easel->instant.broken) * scene->gone *
                 (1.0f - home) * (1.0f - 0.55f * gathered);
    float at[3] = {shard->x, shard->y, 0.0f};
    displace(scene, &n, i, pose->open, away, at);
    float spin[3];
    for (int k = 0; k < 3; k++) {
        spin[k] = n.spin[k] * pose->open;
    }
    spin[2] += (float)CRQ_TAU * n.orbit * scene->fallen * away;
    float own[9];
    rotation(spin, own);
    multiply(scene->whole, own, pose->turn);
    float from_middle[3] = {at[0] - scene->middle[0], at[1] - scene->middle[1], at[2]};
    apply(scene->whole, from_middle, pose->centre);
    pose->centre[0] += scene->middle[0];
    pose->centre[1] += scene->middle[1];
    pose->pivot[0] = shard->x;
    pose->pivot[1] = shard->y;
    for (int k = 0; k < 3; k++) {
        pose->normal[k] = -pose->turn[3 * k + 2];
    }
    set_maps(scene, pose);
    set_box(scene, pose, i);
    pose->home = pose->open == 0.0f && scene->rest;
}

struct ranked {
    float depth;
    uint32_t shard;
};

static int compare_ranks(const void *a, const void *b) {
    const struct ranked *p = a;
    const struct ranked *q = b;
    if (p->depth != q->depth) {
        return p->depth < q->depth ? -1 : 1;
    }
    return p->shard < q->shard ? -1 : p->shard > q->shard;
}

/* By final depth, whatever the instant: an order that changed would pop. */
static void order_panes(const struct scene *scene) {
    uint32_t count = scene->poses->count;
    struct ranked *ranks = g_new(struct ranked, count);
    for (uint32_t i = 0; i < count; i++) {
        struct nature n = nature_of(scene->easel, scene->panes, i);
        ranks[i] = (struct ranked){n.push[2], i};
    }
    qsort(ranks, count, sizeof *ranks, compare_ranks);
    for (uint32_t i = 0; i < count; i++) {
        scene->poses->near_first[i] = ranks[i].shard;
    }
    g_free(ranks);
}

/* The camera steps back as the canvas breaks and returns before it is all healed. */
static void place_camera(struct scene *scene) {
    const struct crq_wound *wound = scene->easel->wound;
    const struct crq_instant *instant = &scene->easel->instant;
    struct crq_poses *poses = scene->poses;
    float broken = (float)instant->broken;
    float mended = (float)instant->mended;
    float across = wound->glass.across;
    float down = wound->glass.down;
    poses->eye[0] = scene->middle[0] = 0.5f * across;
    poses->eye[1] = scene->middle[1] = 0.5f * down;
    poses->distance = 1.3f * MAX(MAX(across, down), 1.77f);
    float back = smoother(0.04f, 1.0f, broken) * (1.0f - smoother(0.0f, 0.84f, mended));
    float part = (float)scene->panes->retreat * back;
    poses->retreat = poses->distance * (1.0f / (1.0f - part) - 1.0f);
    float turn = smoother(0.3f, 1.0f, broken) * (1.0f - smoother(0.0f, 0.78f, mended));
    turn *= (float)scene->panes->tilt;
    float spin[3] = {(float)PITCH * turn, (float)YAW * turn, 0.0f};
    rotation(spin, scene->whole);
    scene->fallen = smoother(0.0f, 1.0f, (float)instant->fallen);
    double free = MAX(scene->panes->parting, scene->panes->tilt);
    scene->gone = crq_saturate(4.0f * (float)free);
    scene->breath = 3.1f * broken + 2.0f * (float)instant->fallen + 2.0f * mended;
    float heart[3] = {wound->epicentre[0] - scene->middle[0],
        wound->epicentre[1] - scene->middle[1], 0.0f};
    float seen[3];
    apply(scene->whole, heart, seen);
    float k = poses->distance / (poses->distance + poses->retreat + seen[2]);
    poses->heart_scale = k;
    poses->heart[0] = poses->eye[0] + seen[0] * k;
    poses->heart[1] = poses->eye[1] + seen[1] * k;
    scene->rest = poses->retreat == 0.0f && turn == 0.0f;
}

struct crq_poses *crq_poses_create(const struct crq_easel *easel) {
    uint32_t count = easel->wound->glass.shard_count;
    struct crq_poses *poses = g_new0(struct crq_poses, 1);
    poses->count = count;
    poses->pane = g_new0(struct crq_pose, count);
    poses->near_first = g_new0(uint32_t, count);
    struct scene scene = {
        .easel = easel,
        .panes = crq_work_values(easel->work, "panes"),
        .poses = poses,
    };
    place_camera(&scene);
    poses->home = true;
    for (uint32_t i = 0; i < count; i++) {
        pose_pane(&scene, i);
        poses->home = poses->home && poses->pane[i].home;
    }
    order_panes(&scene);
    return poses;
}

void crq_poses_destroy(struct crq_poses *poses) {
    if (poses) {
        g_free(poses->pane);
        g_free(poses->near_first);
        g_free(poses);
    }
}
