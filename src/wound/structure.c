/* The structure tensor of a sketch. */
#include "wound/structure.h"

#include "base/dmath.h"

enum { PLANES = 3 };

struct crq_structure {
    int width, height;
    double across, down;
    float *planes[PLANES]; /* xx, xy, yy */
};

static int hold(int value, int count) {
    return value < 0 ? 0 : value >= count ? count - 1 : value;
}

static size_t index_of(const struct crq_sketch *sketch, int x, int y) {
    return (size_t)hold(y, sketch->height) * (size_t)sketch->width +
           (size_t)hold(x, sketch->width);
}

/* Octaves of distance; all that is farther than far is one sky. */
static float octave_of(float depth) {
    return crq_log2(crq_clamp(depth, 1e-3f, 1e6f));
}

static void add_depth(
    const struct crq_sketch *sketch, int x, int y, float sums[PLANES]) {
    float right = octave_of(sketch->depth[index_of(sketch, x + 1, y)]);
    float left = octave_of(sketch->depth[index_of(sketch, x - 1, y)]);
    float lower = octave_of(sketch->depth[index_of(sketch, x, y + 1)]);
    float upper = octave_of(sketch->depth[index_of(sketch, x, y - 1)]);
    float gx = crq_clamp(right - left, -1.0f, 1.0f);
    float gy = crq_clamp(lower - upper, -1.0f, 1.0f);
    sums[0] += gx * gx;
    sums[1] += gx * gy;
    sums[2] += gy * gy;
}

/* One channel for each of the things around: 1 where it lies, 0 elsewhere. */
static void add_things(
    const struct crq_sketch *sketch, int x, int y, float sums[PLANES]) {
    const uint8_t around[4] = {
        sketch->thing[index_of(sketch, x + 1, y)],
        sketch->thing[index_of(sketch, x - 1, y)],
        sketch->thing[index_of(sketch, x, y + 1)],
        sketch->thing[index_of(sketch, x, y - 1)],
    };
    for (int i = 0; i < 4; i++) {
        bool seen = false;
        for (int k = 0; k < i; k++) {
            seen = seen || around[k] == around[i];
        }
        if (!seen) {
            float gx =
                (float)(around[0] == around[i]) - (float)(around[1] == around[i]);
            float gy =
                (float)(around[2] == around[i]) - (float)(around[3] == around[i]);
            sums[0] += gx * gx;
            sums[1] += gx * gy;
            sums[2] += gy * gy;
        }
    }
}

/* Box blur along one way, held to the border; three make a bell. */
static void blur(float *plane, int count, int stride, int radius, float *line) {
    for (int i = 0; i < count; i++) {
        float sum = 0.0f;
        for (int k = -radius; k <= radius; k++) {
            sum += plane[(size_t)hold(i + k, count) * (size_t)stride];
        }
        line[i] = sum / (float)(2 * radius + 1);
    }
    for (int i = 0; i < count; i++) {
        plane[(size_t)i * (size_t)stride] = line[i];
    }
}

static void smooth(struct crq_structure *structure, float *plane) {
    enum { RADIUS = 3, PASSES = 3 };
    int width = structure->width;
    int height = structure->height;
    float *line = g_new(float, width > height ? width : height);
    for (int pass = 0; pass < PASSES; pass++) {
        for (int y = 0; y < height; y++) {
            blur(plane + (size_t)y * (size_t)width, width, 1, RADIUS, line);
        }
        for (int x = 0; x < width; x++) {
            blur(plane + x, height, width, RADIUS, line);
        }
    }
    g_free(line);
}

struct crq_structure *crq_structure_create(
    const struct crq_sketch *sketch, double across, double down) {
    struct crq_structure *structure = g_new0(struct crq_structure, 1);
    *structure = (struct crq_structure){.width = sketch->width,
        .height = sketch->height,
        .across = across,
        .down = down};
    size_t count = (size_t)sketch->width * (size_t)sketch->height;
    for (int i = 0; i < PLANES; i++) {
        structure->planes[i] = g_new0(float, count);
    }
    for (int y = 0; y < sketch->height; y++) {
        for (int x = 0; x < sketch->width; x++) {
            float sums[PLANES] = {0};
            add_depth(sketch, x, y, sums);
            add_things(sketch, x, y, sums);
            for (int i = 0; i < PLANES; i++) {
                structure->planes[i][index_of(sketch, x, y)] = sums[i];
            }
        }
    }
    for (int i = 0; i < PLANES; i++) {
        smooth(structure, structure->planes[i]);
    }
    return structure;
}

void crq_structure_destroy(struct crq_structure *structure) {
    for (int i = 0; structure && i < PLANES; i++) {
        g_free(structure->planes[i]);
    }
    g_free(structure);
}

static double sample(
    const struct crq_structure *structure, const float *plane, double x, double y) {
    double u = x / structure->across * structure->width - 0.5;
    double v = y / structure->down * structure->height - 0.5;
    u = fmin(fmax(u, 0.0), structure->width - 1.0);
    v = fmin(fmax(v, 0.0), structure->height - 1.0);
    int i = (int)u;
    int j = (int)v;
    int next = hold(i + 1, structure->width);
    const float *upper = plane + (size_t)j * (size_t)structure->width;
    const float *lower =
        plane + (size_t)hold(j + 1, structure->height) * (size_t)structure->width;
    double a = (double)upper[i] + (u - i) * ((double)upper[next] - (double)upper[i]);
    double b = (double)lower[i] + (u - i) * ((double)lower[next] - (double)lower[i]);
    return a + (v - j) * (b - a);
}

struct crq_outline crq_structure_at(
    const struct crq_structure *structure, double x, double y) {
    double xx = sample(structure, structure->planes[0], x, y);
    double xy = sample(structure, structure->planes[1], x, y);
    double yy = sample(structure, structure->planes[2], x, y);
    double half = (xx - yy) / 2.0;
    double radius = sqrt(half * half + xy * xy);
    double gx = half >= 0.0 ? half + radius : xy;
    double gy = half >= 0.0 ? xy : radius - half;
    double length = sqrt(gx * gx + gy * gy);
    double energy = xx + yy;
    double strong = energy / (energy + 0.04); /* half beside a lone outline */
    if (length < 1e-9) {
        return (struct crq_outline){.x = 1.0};
    }
    return (struct crq_outline){
        gx / length, gy / length, 2.0 * radius / (energy + 1e-9), strong};
}
