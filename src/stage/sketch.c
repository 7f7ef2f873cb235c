/* The wound of a work, over a small sketch of its picture when the style asks. */
#include "stage/stage.h"

#include "wound/graph.h"

#include <math.h>

/* Short side of a sketch, and the longest long side, in pixels: always the same, so
 * that the wound is the same at every size. */
enum { SHORT = 108, LONGEST = 1024 };

static int sketch_side(float side, double scale) {
    double pixels = floor((double)side * scale + 0.5);
    return pixels < 1.0 ? 1 : (int)pixels;
}

/* The same work, small and quick; it borrows all that the work owns. */
static struct crq_work shrink(const struct crq_work *work) {
    float across = crq_work_across(work);
    float down = crq_work_down(work);
    double scale = fmin(SHORT, LONGEST / (double)fmaxf(across, down));
    struct crq_work small = *work;
    small.width = sketch_side(across, scale);
    small.height = sketch_side(down, scale);
    small.quality = CRQ_DRAFT;
    return small;
}

struct crq_wound *crq_stage_wound(
    const struct crq_work *work, const struct crq_crew *crew, GError **error) {
    const struct crq_wound_settings *settings = crq_work_values(work, "wound");
    if (work->graph) {
        return crq_wound_load(work->graph, work, error);
    }
    if (settings->style != CRQ_STYLE_IMAGE) {
        return crq_wound_create(work, error);
    }
    struct crq_work small = shrink(work);
    struct crq_stage *stage = crq_stage_create(&small, crew, error);
    const struct crq_sheet *sheet = stage ? crq_stage_paint(stage, 0.0, error) : NULL;
    struct crq_wound *wound = NULL;
    if (sheet) {
        struct crq_sketch sketch = {
            sheet->width, sheet->height, sheet->thing, sheet->depth};
        wound = crq_wound_create_over(work, &sketch, error);
    }
    crq_stage_destroy(stage);
    return wound;
}
