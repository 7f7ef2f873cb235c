/* From a face to a membrane that shows it: turning, skirt, cavities. */
#include "form/relief.h"

#include "form/packet.h"

#include <glib.h>

enum { WIDE = CRQ_RELIEF_WIDTH, HIGH = CRQ_RELIEF_HEIGHT, AREA = WIDE * HIGH };

/* Face coordinate of a column; columns may be fractions. */
static float u_at(float i) {
    return ((i + 0.5f) / WIDE * 2.0f - 1.0f) * CRQ_RELIEF_U;
}

/* Face coordinate of a row; rows run down, v runs up. */
static float v_at(float j) {
    return (1.0f - (j + 0.5f) / HIGH * 2.0f) * CRQ_RELIEF_V;
}

static int held(int i, int count) {
    return i < 0 ? 0 : i >= count ? count - 1 : i;
}

static void spline_weights(float t, float w[4]) {
    float t2 = t * t;
    float t3 = t2 * t;
    w[0] = (1.0f - 3.0f * t + 3.0f * t2 - t3) / 6.0f;
    w[1] = (3.0f * t3 - 6.0f * t2 + 4.0f) / 6.0f;
    w[2] = (-3.0f * t3 + 3.0f * t2 + 3.0f * t + 1.0f) / 6.0f;
    w[3] = t3 / 6.0f;
}

float crq_relief_at(const float *map, float u, float v) {
    float x = (u / CRQ_RELIEF_U * 0.5f + 0.5f) * WIDE - 0.5f;
    float y = (0.5f - v / CRQ_RELIEF_V * 0.5f) * HIGH - 0.5f;
    x = crq_clamp(x, -2.0f, WIDE + 2.0f);
    y = crq_clamp(y, -2.0f, HIGH + 2.0f);
    int i = (int)crq_floor(x);
    int j = (int)crq_floor(y);
    float wx[4];
    float wy[4];
    spline_weights(x - (float)i, wx);
    spline_weights(y - (float)j, wy);
    float sum = 0.0f;
    for (int b = 0; b < 4; b++) {
        const float *row = map + held(j - 1 + b, HIGH) * WIDE;
        float line = 0.0f;
        for (int a = 0; a < 4; a++) {
            line += wx[a] * row[held(i - 1 + a, WIDE)];
        }
        sum += wy[b] * line;
    }
    return sum;
}

enum { REACH = 4 };

/* Gaussian blur of a small sigma (texels, at most 1.2), borders repeated. */
CRQ_WIDE static void soften(float *map, float sigma) {
    float weight[2 * REACH + 1];
    float padded[WIDE + 2 * REACH];
    g_autofree float *across = g_new0(float, AREA);
    int reach = MIN((int)(sigma * 3.0f) + 1, REACH);
    float total = 0.0f;
    for (int k = -reach; k <= reach; k++) {
        weight[k + reach] = crq_exp(-0.5f * (float)(k * k) / (sigma * sigma));
        total += weight[k + reach];
    }
    for (int k = 0; k <= 2 * reach; k++) {
        weight[k] /= total;
    }
    for (int j = 0; j < HIGH; j++) {
        for (int i = 0; i < WIDE + 2 * reach; i++) {
            padded[i] = map[j * WIDE + held(i - reach, WIDE)];
        }
        for (int k = 0; k <= 2 * reach; k++) {
            for (int i = 0; i < WIDE; i++) {
                across[j * WIDE + i] += weight[k] * padded[i + k];
            }
        }
    }
    memset(map, 0, AREA * sizeof *map);
    for (int j = 0; j < HIGH; j++) {
        for (int k = 0; k <= 2 * reach; k++) {
            const float *row = across + held(j + k - reach, HIGH) * WIDE;
            for (int i = 0; i < WIDE; i++) {
                map[j * WIDE + i] += weight[k] * row[i];
            }
        }
    }
}

/* Mean of 2 reach + 1 texels along each row, borders repeated. */
static void mean_across(float *to, const float *from, int reach) {
    float part = 1.0f / (float)(2 * reach + 1);
    for (int j = 0; j < HIGH; j++) {
        const float *row = from + j * WIDE;
        float sum = 0.0f;
        for (int k = -reach; k <= reach; k++) {
            sum += row[held(k, WIDE)];
        }
        for (int i = 0; i < WIDE; i++) {
            to[j * WIDE + i] = sum * part;
            sum += row[held(i + reach + 1, WIDE)] - row[held(i - reach, WIDE)];
        }
    }
}

/* The same down the columns. */
CRQ_WIDE static void mean_down(float *to, const float *from, int reach) {
    float part = 1.0f / (float)(2 * reach + 1);
    float sum[WIDE] = {0.0f};
    for (int k = -reach; k <= reach; k++) {
        for (int i = 0; i < WIDE; i++) {
            sum[i] += from[held(k, HIGH) * WIDE + i];
        }
    }
    for (int j = 0; j < HIGH; j++) {
        const float *enters = from + held(j + reach + 1, HIGH) * WIDE;
        const float *leaves = from + held(j - reach, HIGH) * WIDE;
        for (int i = 0; i < WIDE; i++) {
            to[j * WIDE + i] = sum[i] * part;
            sum[i] += enters[i] - leaves[i];
        }
    }
}

/* Blur of a large sigma (texels): three means are nearly a Gaussian (Wells 1986) and
 * cost the same for any sigma. */
static void blur(float *map, float sigma) {
    g_autofree float *spare = g_new(float, AREA);
    int reach = (int)(0.5f * sqrtf(4.0f * sigma * sigma + 1.0f));
    for (int pass = 0; pass < 3; pass++) {
        mean_across(spare, map, reach);
        mean_down(map, spare, reach);
    }
}

/* The map smoothed by a cubic B-spline down its columns: one row of it. */
static void spline_row(const float *map, int j, float *row) {
    const float *above = map + held(j - 1, HIGH) * WIDE;
    const float *below = map + held(j + 1, HIGH) * WIDE;
    for (int i = 0; i < WIDE; i++) {
        row[i] = (above[i] + 4.0f * map[j * WIDE + i] + below[i]) * (1.0f / 6.0f);
    }
}

/* And along the row, at column x. */
static float spline_at(const float *row, float x) {
    int i = (int)crq_floor(x);
    float w[4];
    spline_weights(x - (float)i, w);
    float sum = 0.0f;
    for (int a = 0; a < 4; a++) {
        sum += w[a] * row[held(i - 1 + a, WIDE)];
    }
    return sum;
}

/* Turns the head: every point is moved sideways by its height, the nearest is kept;
 * finer in u than the grid, so that no gaps open. */
static void turn(const float *from, float *to, float yaw) {
    enum { FINER = 3 };
    float c = crq_cos_turns(yaw);
    float s = crq_sin_turns(yaw);
    for (int i = 0; i < AREA; i++) {
        to[i] = -9.0f;
    }
    for (int j = 0; j < HIGH; j++) {
        float v = v_at((float)j);
        float row[WIDE];
        spline_row(from, j, row);
        for (int i = 0; i < WIDE * FINER; i++) {
            float x = ((float)i + 0.5f) / FINER - 0.5f;
            float u = u_at(x);
            float z = spline_at(row, x);
            float rim = u * u / 0.64f + v * v / 1.7956f;
            float k = crq_smoothstep(1.12f, 0.80f, rim); /* the border stays */
            float at = u * crq_mix(1.0f, c, k) + (z - 0.14f) * s * k;
            float rise = z * crq_mix(1.0f, c, k) - u * s * k * 0.70f;
            rise *= rise < 0.0f && k < 0.9f ? k * k : 1.0f;
            int column = (int)crq_floor((at / CRQ_RELIEF_U * 0.5f + 0.5f) * WIDE);
            if (column >= 0 && column < WIDE) {
                float *cell = &to[j * WIDE + column];
                *cell = MAX(*cell, rise);
            }
        }
        float last = 0.0f;
        for (int i = 0; i < WIDE; i++) {
            float *cell = &to[j * WIDE + i];
            *cell = *cell < -8.0f ? last : *cell;
            last = *cell;
        }
    }
}

/* Elliptic distance from the middle of the turned face, 1 near its outline. */
CRQ_PACKET crq_f8 from_middle(crq_f8 u, crq_f8 v, float lean) {
    u = (u - lean) * (1.0f / 0.66f);
    v = (v + 0.05f) * (1.0f / 1.11f);
    return crq_f8_sqrt(u * u + v * v);
}

/* How much of the features stands out: one side may have sunk. */
CRQ_PACKET crq_f8 emerged(const struct crq_face_form *form, crq_f8 u, crq_f8 v) {
    crq_f8 torn = 0.16f * crq_f8_noise2(u * 2.3f, v * 2.3f, form->grain + 40);
    crq_f8 toward = u * (1.5f * form->sink[0]) + v * form->sink[1] + torn;
    return crq_f8_smoothstep(0.26f, -0.26f, toward - form->emerged);
}

/* Water runs down brow, cheek and skirt alike, in rills that part and join. */
CRQ_PACKET crq_f8 rills(const struct crq_face_form *form, crq_f8 u, crq_f8 v) {
    crq_f8 bend = crq_f8_noise2(u * 1.7f, v * 1.1f, form->grain + 31);
    crq_f8 x = u + 0.16f * bend;
    return 0.020f * crq_f8_noise2(x * 4.2f, v * 0.75f, form->grain + 32) +
           0.011f * crq_f8_noise2(x * 10.0f, v * 1.5f + bend, form->grain + 33);
}

/* Columns of a row of the grid from i on. */
CRQ_PACKET crq_f8 columns(int i) {
    crq_f8 lane = {0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f};
    return (lane + (float)i) * (2.0f * CRQ_RELIEF_U / WIDE) - CRQ_RELIEF_U;
}

/* Outside the features the sheet hangs from wide blurs of the relief. */
CRQ_WIDE static void drape(float *map, const float *wide, const float *wider,
    const struct crq_face_form *form, float lean) {
    for (int at = 0; at < AREA; at += CRQ_LANES) {
        crq_f8 u = columns(at % WIDE);
        crq_f8 v = crq_f8_all(v_at((float)(at / WIDE)));
        crq_f8 out = crq_f8_smoothstep(0.70f, 1.08f, from_middle(u, v, lean));
        crq_f8 soft = crq_f8_load(wide + at);
        crq_f8 sheet = crq_f8_max(soft * 1.05f, crq_f8_load(wider + at) * 1.35f);
        crq_f8 own = crq_f8_load(map + at);
        /* the larger of two, without the crease where they meet */
        crq_f8 h = crq_f8_saturate(0.5f + (own - sheet) * (0.5f / 0.10f));
        crq_f8 hung = crq_f8_mix(sheet, own, h) + 0.10f * h * (1.0f - h);
        own = crq_f8_mix(own, hung, out);
        own = crq_f8_mix(soft * 0.8f, own, emerged(form, u, v));
        /* a face lies in the water, it is no egg upon it */
        own -= 0.45f * crq_f8_load(wider + at);
        own += rills(form, u, v);
        crq_f8 rim = crq_f8_max(crq_f8_abs(u) * (1.0f / CRQ_RELIEF_U),
            crq_f8_abs(v) * (1.0f / CRQ_RELIEF_V));
        own *= 1.0f - crq_f8_smoothstep(0.74f, 1.0f, rim);
        crq_f8_store(map + at, own);
    }
}

/* The far side of a turned head would end in a cliff: a mask's edge. */
CRQ_WIDE static void dull_rim(float *map, const float *wide, float lean) {
    for (int at = 0; at < AREA; at += CRQ_LANES) {
        crq_f8 v = crq_f8_all(v_at((float)(at / WIDE)));
        crq_f8 rim =
            crq_f8_smoothstep(0.62f, 0.98f, from_middle(columns(at % WIDE), v, lean));
        crq_f8_store(
            map + at, crq_f8_mix(crq_f8_load(map + at), crq_f8_load(wide + at), rim));
    }
}

static void hang(float *map, float *wide, const struct crq_face_form *form) {
    float lean = crq_sin_turns(form->yaw) * 0.08f;
    g_autofree float *wider = g_new(float, AREA);
    memcpy(wide, map, AREA * sizeof *wide);
    blur(wide, 13.0f);
    memcpy(wider, wide, AREA * sizeof *wide);
    blur(wider, 13.0f);
    drape(map, wide, wider, form, lean);
    memcpy(wide, map, AREA * sizeof *wide);
    blur(wide, 4.0f);
    dull_rim(map, wide, lean);
    soften(map, 0.8f);
}

/* Cavities lie below the relief's own blurs, coarse for sockets, fine for folds; eyes
 * are shaded, only the mouth is lost in black. */
CRQ_WIDE static void find_cavities(float *cavity, const float *map, const float *coarse,
    const float *fine, const struct crq_face_form *form) {
    float lean = crq_sin_turns(form->yaw) * 0.08f;
    for (int at = 0; at < AREA; at += CRQ_LANES) {
        crq_f8 u = columns(at % WIDE);
        crq_f8 v = crq_f8_all(v_at((float)(at / WIDE)));
        crq_f8 own = crq_f8_load(map + at);
        crq_f8 inside = 1.0f - crq_f8_smoothstep(0.72f, 1.0f, from_middle(u, v, lean));
        crq_f8 deep = crq_f8_saturate((crq_f8_load(coarse + at) - own) * 6.0f);
        crq_f8 crease = crq_f8_saturate((crq_f8_load(fine + at) - own) * 9.0f);
        crq_f8 kept = 1.0f - 0.48f * crq_f8_smoothstep(-0.22f, -0.05f, v);
        crq_f8_store(cavity + at, (0.75f * deep + 0.45f * crease) * inside * kept);
    }
}

static void hollow(struct crq_relief *relief, float *coarse, float *fine,
    const struct crq_face_form *form) {
    memcpy(coarse, relief->height, AREA * sizeof *coarse);
    memcpy(fine, relief->height, AREA * sizeof *fine);
    blur(coarse, 9.0f);
    blur(fine, 3.5f);
    find_cavities(relief->cavity, relief->height, coarse, fine, form);
    soften(relief->cavity, 0.8f);
}

void crq_relief_make(
    struct crq_relief *relief, const struct crq_face_form *form, float open) {
    g_autofree float *front = g_new(float, AREA);
    g_autofree float *spare = g_new(float, AREA);
    relief->height = g_new(float, AREA);
    relief->cavity = g_new(float, AREA);
    for (int j = 0; j < HIGH; j++) {
        crq_face_row(form, v_at((float)j), open, front + j * WIDE);
    }
    soften(front, 0.9f);
    turn(front, relief->height, form->yaw);
    soften(relief->height, 0.9f);
    hang(relief->height, spare, form);
    hollow(relief, spare, front, form);
}

void crq_relief_finish(struct crq_relief *relief) {
    g_free(relief->height);
    g_free(relief->cavity);
    relief->height = NULL;
    relief->cavity = NULL;
}

void crq_relief_mix(struct crq_relief *to, const struct crq_relief *a,
    const struct crq_relief *b, float t) {
    to->height = g_new(float, AREA);
    to->cavity = g_new(float, AREA);
    for (int i = 0; i < AREA; i++) {
        to->height[i] = crq_mix(a->height[i], b->height[i], t);
        to->cavity[i] = crq_mix(a->cavity[i], b->cavity[i], t);
    }
}
