/* From a face to a membrane that shows it: turning, skirt, cavities. */
#include "form/relief.h"

#include "base/crew.h"
#include "form/noise.h"

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

/* The larger of two, without the crease where they meet. */
static float smooth_max(float a, float b, float soft) {
    float h = crq_saturate(0.5f + 0.5f * (a - b) / soft);
    return crq_mix(b, a, h) + soft * h * (1.0f - h);
}

/* Elliptic distance from the middle of the turned face, 1 near its outline. */
static float from_middle(float u, float v, float lean) {
    u = (u - lean) / 0.66f;
    v = (v + 0.05f) / 1.11f;
    return sqrtf(u * u + v * v);
}

/* How much of the features stands out: parts of a face may have sunk. */
static float emerged(const struct crq_face_form *form, float u, float v) {
    float torn = v + 0.10f * crq_noise2(u * 2.3f, v * 2.3f, form->grain + 40);
    if (form->part == CRQ_FACE_UPPER) {
        return crq_smoothstep(-0.42f, 0.02f, torn);
    }
    return form->part == CRQ_FACE_LOWER ? crq_smoothstep(0.42f, 0.06f, torn) : 1.0f;
}

/* Outside the features the sheet hangs from a wide blur of the relief, drawn into
 * folds that run away from the face. */
static void hang(float *map, float *wide, const struct crq_face_form *form) {
    float lean = crq_sin_turns(form->yaw) * 0.08f;
    memcpy(wide, map, AREA * sizeof *wide);
    blur(wide, 13.0f);
    g_autofree float *wider = g_new(float, AREA);
    memcpy(wider, wide, AREA * sizeof *wide);
    blur(wider, 13.0f);
    for (int i = 0; i < AREA; i++) {
        float u = u_at((float)(i % WIDE));
        float v = v_at((float)(i / WIDE));
        float out = crq_smoothstep(0.72f, 1.08f, from_middle(u, v, lean));
        float turns = crq_atan2_turns(v, u);
        float fold =
            crq_noise2(turns * 22.0f, from_middle(u, v, lean) * 1.3f, form->grain + 31);
        float drape = MAX(wide[i] * 1.05f, wider[i] * 1.35f);
        float sheet = drape * (1.0f + 0.20f * fold);
        map[i] = crq_mix(map[i], smooth_max(map[i], sheet, 0.10f), out);
        map[i] = crq_mix(wide[i] * 0.8f, map[i], emerged(form, u, v));
        float u_rim = (u < 0.0f ? -u : u) / CRQ_RELIEF_U;
        float v_rim = (v < 0.0f ? -v : v) / CRQ_RELIEF_V;
        map[i] *= 1.0f - crq_smoothstep(0.74f, 1.0f, MAX(u_rim, v_rim));
    }
    /* the far side of a turned head would end in a cliff: a mask's edge */
    memcpy(wide, map, AREA * sizeof *wide);
    blur(wide, 4.0f);
    for (int i = 0; i < AREA; i++) {
        float u = u_at((float)(i % WIDE));
        float v = v_at((float)(i / WIDE));
        float rim = crq_smoothstep(0.62f, 0.98f, from_middle(u, v, lean));
        map[i] = crq_mix(map[i], wide[i], rim);
    }
    soften(map, 0.8f);
}

/* Cavities lie below the relief's own blurs, coarse for sockets, fine for folds. */
static void hollow(struct crq_relief *relief, float *coarse, float *fine,
    const struct crq_face_form *form) {
    float lean = crq_sin_turns(form->yaw) * 0.08f;
    memcpy(coarse, relief->height, AREA * sizeof *coarse);
    memcpy(fine, relief->height, AREA * sizeof *fine);
    blur(coarse, 9.0f);
    blur(fine, 3.5f);
    for (int i = 0; i < AREA; i++) {
        float u = u_at((float)(i % WIDE));
        float v = v_at((float)(i / WIDE));
        float inside = 1.0f - crq_smoothstep(0.72f, 1.0f, from_middle(u, v, lean));
        float deep = crq_saturate((coarse[i] - relief->height[i]) * 6.0f);
        float crease = crq_saturate((fine[i] - relief->height[i]) * 9.0f);
        /* eyes are shaded, only the mouth is lost in black */
        float kept = crq_mix(1.0f, 0.52f, crq_smoothstep(-0.22f, -0.05f, v));
        relief->cavity[i] = (0.75f * deep + 0.45f * crease) * inside * kept;
    }
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
