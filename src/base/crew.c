/* Dealing rows to threads with OpenMP. */
#include "base/crew.h"

#include <glib.h>

void crq_strips(const struct crq_crew *crew, int rows,
    void (*work)(void *context, int first, int last), void *context) {
    int strip = MAX(crew->strip, 1);
    int strips = rows / strip + (rows % strip != 0);
#pragma omp parallel for schedule(dynamic) num_threads(crew->threads)
    for (int i = 0; i < strips; i++) {
        work(context, i * strip, MIN((i + 1) * strip, rows));
    }
}
