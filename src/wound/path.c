/* Paths of cracks through a piece: how they bend, wander, and keep clear. */
#include "form/noise.h"
#include "wound/divide.h"

/* One-dimensional fractal wander at s (0..1) of a path, none at its ends. */
static double wander(const struct crq_path *path, double length, double s) {
    double sum = 0.0;
    double reach = fmin(path->sway * length, 0.03);
    double wave = length / path->waves;
    for (uint32_t octave = 0; octave < 5 && wave > path->step * 1.6; octave++) {
        float at = (float)(s * length / wave) + 17.0f * (float)octave;
        sum += reach * (2.0 * (double)crq_noise1(at, path->seed + octave) - 1.0);
        reach *= 0.52;
        wave *= 0.5;
    }
    double window = 4.0 * s * (1.0 - s);
    return sum * sqrt(window > 1.0 ? 1.0 : window);
}

/* The tangent at an end: the chord's direction, leaning. */
static void lean(const double chord[2], const double towards[2], double amount,
    double length, double tangent[2]) {
    double x = chord[0] + (towards[0] - chord[0]) * amount;
    double y = chord[1] + (towards[1] - chord[1]) * amount;
    double norm = sqrt(x * x + y * y);
    norm = norm > 1e-9 ? length / norm : 0.0;
    tangent[0] = x * norm;
    tangent[1] = y * norm;
}

uint32_t crq_path_draw(const struct crq_path *path, double *points, uint32_t room) {
    double chord[2] = {path->x1 - path->x0, path->y1 - path->y0};
    double length = sqrt(chord[0] * chord[0] + chord[1] * chord[1]);
    if (length <= 0.0) {
        return 0;
    }
    chord[0] /= length;
    chord[1] /= length;
    double m0[2];
    double m1[2];
    lean(chord, path->lean0, path->lean, length, m0);
    lean(chord, path->lean1, path->lean, length, m1);
    double wanted = length / path->step + 0.5;
    uint32_t count = wanted < 2.0 ? 2 : wanted > room ? room : (uint32_t)wanted;
    for (uint32_t i = 1; i < count; i++) {
        double s = (double)i / count;
        double s2 = s * s;
        double s3 = s2 * s;
        double off = wander(path, length, s);
        points[2 * (i - 1)] = path->x0 * (2 * s3 - 3 * s2 + 1) +
                              path->x1 * (3 * s2 - 2 * s3) + m0[0] * (s3 - 2 * s2 + s) +
                              m1[0] * (s3 - s2) - chord[1] * off;
        points[2 * (i - 1) + 1] =
            path->y0 * (2 * s3 - 3 * s2 + 1) + path->y1 * (3 * s2 - 2 * s3) +
            m0[1] * (s3 - 2 * s2 + s) + m1[1] * (s3 - s2) + chord[0] * off;
    }
    return count - 1;
}

static bool cross(const double a[2], const double b[2], const struct crq_corner *c,
    const struct crq_corner *d) {
    double abx = b[0] - a[0];
    double aby = b[1] - a[1];
    double cdx = d->x - c->x;
    double cdy = d->y - c->y;
    double s1 = abx * (c->y - a[1]) - aby * (c->x - a[0]);
    double s2 = abx * (d->y - a[1]) - aby * (d->x - a[0]);
    double s3 = cdx * (a[1] - c->y) - cdy * (a[0] - c->x);
    double s4 = cdx * (b[1] - c->y) - cdy * (b[0] - c->x);
    return (s1 > 0.0) != (s2 > 0.0) && (s3 > 0.0) != (s4 > 0.0);
}

static double distance(
    const double p[2], const struct crq_corner *a, const struct crq_corner *b) {
    double x = b->x - a->x;
    double y = b->y - a->y;
    double s = ((p[0] - a->x) * x + (p[1] - a->y) * y) / (x * x + y * y + 1e-24);
    s = s < 0.0 ? 0.0 : s > 1.0 ? 1.0 : s;
    x = p[0] - a->x - s * x;
    y = p[1] - a->y - s * y;
    return sqrt(x * x + y * y);
}

static double span(double ax, double ay, double bx, double by) {
    return sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by));
}

bool crq_path_fits(const struct crq_planar *plane, const struct crq_piece *piece,
    const struct crq_path *path, const double *points, uint32_t count, double clear) {
    const double from[2] = {path->x0, path->y0};
    const double to[2] = {path->x1, path->y1};
    double length = span(from[0], from[1], to[0], to[1]);
    for (uint32_t i = 0; i <= count; i++) {
        const double *a = i > 0 ? points + 2 * (i - 1) : from;
        const double *b = i < count ? points + 2 * i : to;
        double ends =
            fmin(span(b[0], b[1], from[0], from[1]), span(b[0], b[1], to[0], to[1]));
        double part = ends / (0.35 * length) - 0.2;
        double need = i < count ? clear * fmin(fmax(part, 0.0), 1.0) : 0.0;
        for (uint32_t e = 0; e < piece->loop->len; e++) {
            const struct crq_corner *c = crq_piece_corner(plane, piece, e);
            const struct crq_corner *d = crq_piece_corner(plane, piece, e + 1);
            bool own = (i == 0 && distance(from, c, d) < 1e-9) ||
                       (i == count && distance(to, c, d) < 1e-9);
            if ((!own && cross(a, b, c, d)) ||
                (need > 0.0 && distance(b, c, d) < need)) {
                return false;
            }
        }
    }
    return true;
}
