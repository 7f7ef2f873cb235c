/* Old seams as strands that nothing is woven of. */
#include "wound/seams.h"

#include <math.h>

/* Side of a square of their grid, and how near to a seam a crack is beside it. */
#define SQUARE 0.04
#define BESIDE 0.013

static void add_net(struct crq_seams *seams, const struct crq_net *net) {
    for (uint32_t c = 0; c < net->crack_count; c++) {
        const struct crq_crack *crack = &net->cracks[c];
        uint32_t index = crq_weft_strand(&seams->weft);
        struct crq_strand *strand = crq_weft_at(&seams->weft, index);
        for (uint32_t i = crack->first; i < crack->first + crack->count; i++) {
            struct crq_point point = {.x = (double)net->vertices[i].x,
                .y = (double)net->vertices[i].y,
                .node = -1};
            g_array_append_val(strand->points, point);
        }
        crq_traces_enter(&seams->traces, index);
    }
}

struct crq_seams *crq_seams_create(
    struct crq_wound *const *old, uint32_t count, double across, double down) {
    if (count == 0) {
        return NULL;
    }
    struct crq_seams *seams = g_new0(struct crq_seams, 1);
    crq_weft_init(&seams->weft);
    crq_traces_init(&seams->traces, &seams->weft, across, down, SQUARE);
    for (uint32_t i = 0; i < count; i++) {
        add_net(seams, &old[i]->glass);
    }
    return seams;
}

void crq_seams_destroy(struct crq_seams *seams) {
    if (seams) {
        crq_traces_finish(&seams->traces);
        crq_weft_finish(&seams->weft);
        g_free(seams);
    }
}

void crq_seams_relieve(const struct crq_seams *seams, struct crq_tension *tension) {
    for (uint32_t i = 0; i < seams->weft.strands->len; i++) {
        const struct crq_strand *strand = crq_weft_at(&seams->weft, i);
        /* numbered from the far end, where no crack of the paint comes */
        crq_tension_relieve(tension, INT32_MAX - (int32_t)i, crq_strand_points(strand),
            strand->points->len);
    }
}

/* A whisker to either side meets a seam when one runs along; of a seam that lies
 * square to the line it meets nothing. */
double crq_seams_beside(
    const struct crq_seams *seams, const double *points, uint32_t count) {
    double sum = 0.0;
    for (uint32_t i = 0; seams && i + 1 < count; i++) {
        double x = points[2 * i];
        double y = points[2 * i + 1];
        double dx = points[2 * i + 2] - x;
        double dy = points[2 * i + 3] - y;
        double scale = BESIDE / fmax(sqrt(dx * dx + dy * dy), 1e-9);
        double wx = -dy * scale;
        double wy = dx * scale;
        struct crq_meeting meeting;
        bool beside = crq_traces_meet(&seams->traces, x, y, x + wx, y + wy, &meeting) ||
                      crq_traces_meet(&seams->traces, x, y, x - wx, y - wy, &meeting);
        sum += beside ? 1.0 : 0.0;
    }
    return count > 1 ? sum / (double)(count - 1) : 0.0;
}
