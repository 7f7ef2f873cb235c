/* The hash grid of crack segments. */
#include "wound/traces.h"

#include <math.h>

struct entry {
    uint32_t strand, segment;
    int32_t next;
};

struct squares {
    int x0, y0, x1, y1;
};

void crq_traces_init(struct crq_traces *traces, const struct crq_weft *weft,
    double across, double down, double side) {
    traces->weft = weft;
    traces->side = side;
    traces->columns = (int)ceil(across / side) + 1;
    traces->rows = (int)ceil(down / side) + 1;
    size_t count = (size_t)traces->columns * (size_t)traces->rows;
    traces->head = g_new(int32_t, count);
    memset(traces->head, 0xff, count * sizeof *traces->head);
    traces->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
}

void crq_traces_finish(struct crq_traces *traces) {
    g_free(traces->head);
    g_array_free(traces->entries, TRUE);
}

static int square(double value, double side, int count) {
    double at = value / side;
    return at < 0.0 ? 0 : at >= count ? count - 1 : (int)at;
}

static struct squares squares_of(
    const struct crq_traces *traces, double ax, double ay, double bx, double by) {
    return (struct squares){
        square(fmin(ax, bx), traces->side, traces->columns),
        square(fmin(ay, by), traces->side, traces->rows),
        square(fmax(ax, bx), traces->side, traces->columns),
        square(fmax(ay, by), traces->side, traces->rows),
    };
}

void crq_traces_enter(struct crq_traces *traces, uint32_t strand) {
    const struct crq_strand *line = crq_weft_at(traces->weft, strand);
    const struct crq_point *p = crq_strand_points(line);
    for (uint32_t i = 0; i + 1 < line->points->len; i++) {
        struct squares s = squares_of(traces, p[i].x, p[i].y, p[i + 1].x, p[i + 1].y);
        for (int y = s.y0; y <= s.y1; y++) {
            for (int x = s.x0; x <= s.x1; x++) {
                int32_t *head = &traces->head[y * traces->columns + x];
                struct entry entry = {strand, i, *head};
                g_array_append_val(traces->entries, entry);
                *head = (int32_t)traces->entries->len - 1;
            }
        }
    }
}

/* Where the lines p + s d and q + t e meet. */
static bool meet(const double p[2], const double d[2], const struct crq_point *q,
    double *s, double *t) {
    double ex = q[1].x - q[0].x;
    double ey = q[1].y - q[0].y;
    double cross = d[0] * ey - d[1] * ex;
    if (fabs(cross) < 1e-18) {
        return false;
    }
    double x = q[0].x - p[0];
    double y = q[0].y - p[1];
    *s = (x * ey - y * ex) / cross;
    *t = (x * d[1] - y * d[0]) / cross;
    /* past its own start, where a fork or a jump leaves the crack it touches */
    return *s > 1e-6 && *s <= 1.0 && *t >= 0.0 && *t <= 1.0;
}

bool crq_traces_meet(const struct crq_traces *traces, double ax, double ay, double bx,
    double by, struct crq_meeting *meeting) {
    const double p[2] = {ax, ay};
    const double d[2] = {bx - ax, by - ay};
    struct squares q = squares_of(traces, ax, ay, bx, by);
    meeting->part = 2.0;
    for (int y = q.y0; y <= q.y1; y++) {
        for (int x = q.x0; x <= q.x1; x++) {
            int32_t at = traces->head[y * traces->columns + x];
            while (at >= 0) {
                const struct entry *entry =
                    &g_array_index(traces->entries, struct entry, at);
                const struct crq_point *points =
                    crq_strand_points(crq_weft_at(traces->weft, entry->strand));
                double s = 0.0;
                double t = 0.0;
                if (meet(p, d, points + entry->segment, &s, &t) && s < meeting->part) {
                    *meeting =
                        (struct crq_meeting){entry->strand, entry->segment, t, s};
                }
                at = entry->next;
            }
        }
    }
    return meeting->part <= 1.0;
}
