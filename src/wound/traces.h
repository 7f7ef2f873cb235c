/* Where cracks run: a hash grid of their segments, asked for the first one in the way.
 */
#ifndef CRQ_WOUND_TRACES_H
#define CRQ_WOUND_TRACES_H

#include "wound/net.h"

struct crq_traces {
    const struct crq_weft *weft;
    double side; /* of a square of the grid, short sides */
    int columns, rows;
    int32_t *head; /* of squares: the last entry, -1 none */
    GArray *entries;
};

struct crq_meeting {
    uint32_t host, segment; /* whom the line meets */
    double along;           /* 0..1 on the host's segment */
    double part;            /* 0..1 on the asking line */
};

void crq_traces_init(struct crq_traces *traces, const struct crq_weft *weft,
    double across, double down, double side);
void crq_traces_finish(struct crq_traces *traces);

/* Enters all segments of a strand, whose points must not change any more. */
void crq_traces_enter(struct crq_traces *traces, uint32_t strand);

/* The first crack met on the way from (ax, ay) to (bx, by), its start left out. */
bool crq_traces_meet(const struct crq_traces *traces, double ax, double ay, double bx,
    double by, struct crq_meeting *meeting);

#endif
