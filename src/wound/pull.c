/* What pulls at a layer of paint before anything has cracked. */
#include "base/dmath.h"
#include "form/noise.h"
#include "wound/tension.h"

struct crq_pull crq_tensor_pull(struct crq_tensor t) {
    double mean = (t.xx + t.yy) / 2.0;
    double half = (t.xx - t.yy) / 2.0;
    double radius = sqrt(half * half + t.xy * t.xy);
    /* eigenvector of the greater one, from the longer of its two forms */
    double gx = half >= 0.0 ? half + radius : t.xy;
    double gy = half >= 0.0 ? t.xy : radius - half;
    double length = sqrt(gx * gx + gy * gy);
    struct crq_pull pull = {mean + radius, mean - radius, 0.0, 1.0};
    if (length > 1e-12) {
        pull.x = -gy / length;
        pull.y = gx / length;
    }
    return pull;
}

static float field(uint32_t seed, double x, double y, double scale) {
    return crq_noise2((float)(x / scale), (float)(y / scale), seed);
}

/* Round the corners of a stretcher the canvas pulls askew, and cracks hang in
 * garlands. */
static double garland(const struct crq_layer *layer, double x, double y) {
    double u = fmin(x, layer->across - x);
    double v = fmin(y, layer->down - y);
    bool askew = (x > layer->across / 2.0) != (y > layer->down / 2.0);
    double near = (double)crq_exp((float)(-(u * u + v * v) / 0.12));
    return layer->style->garland * near * (askew ? 1.0 : -1.0);
}

static struct crq_tensor hoop(const struct crq_layer *layer, double x, double y) {
    double dx = x - layer->x;
    double dy = y - layer->y;
    double far = sqrt(dx * dx + dy * dy) + 1e-9;
    double f = 1.1 / (1.0 + far / 0.9);
    double round = 1.30 * f;
    double along = 0.95 * f;
    dx /= far;
    dy /= far;
    return (struct crq_tensor){along * dx * dx + round * dy * dy,
        (along - round) * dx * dy, along * dy * dy + round * dx * dx};
}

/* Paint gives way along the outlines of what it shows: tension is greatest across. */
static struct crq_tensor pull_outlines(
    const struct crq_layer *layer, double x, double y, struct crq_tensor base) {
    struct crq_outline line = crq_structure_at(layer->structure, x, y);
    double k = line.clear * line.strong;
    double weak = 0.18;
    return (struct crq_tensor){
        base.xx + k * (line.x * line.x + weak * line.y * line.y - base.xx),
        base.xy + k * ((1.0 - weak) * line.x * line.y - base.xy),
        base.yy + k * (line.y * line.y + weak * line.x * line.x - base.yy)};
}

struct crq_tensor crq_layer_pull(
    const struct crq_layer *layer, uint32_t seed, double x, double y) {
    const struct crq_style_row *style = layer->style;
    if (style->blow > 0.0) {
        return hoop(layer, x, y);
    }
    double spin = style->spin * (2.0 * (double)crq_hash_unit(crq_hash(seed)) - 1.0);
    double turn = style->axis + spin + garland(layer, x, y) +
                  style->drift * 2.0 * (double)field(seed + 1, x, y, 0.75);
    double grain = style->grain * (0.8 + 0.7 * (double)field(seed + 2, x, y, 0.6));
    grain = grain < 0.0 ? 0.0 : grain > 0.8 ? 0.8 : grain;
    double c = crq_cos_turns_d(turn);
    double s = crq_sin_turns_d(turn);
    double weak = 1.0 - grain;
    struct crq_tensor base = {
        c * c + weak * s * s, grain * c * s, s * s + weak * c * c};
    return layer->structure ? pull_outlines(layer, x, y, base) : base;
}
