/* A program that paints a canvas by itself: cc embed.c $(pkg-config --cflags --libs
 * craquelure). Usage: embed OUT.png */
#include <craquelure/craquelure.h>

#include <stdio.h>

static bool paint(const char *path, GError **error) {
    struct craquelure_work *work =
        craquelure_work_create("glass-city", "embedded", error);
    bool good = work && craquelure_work_set(work, "size", "480x270", error) &&
                craquelure_work_set(work, "quality", "draft", error);
    struct craquelure_stage *stage =
        good ? craquelure_stage_create(work, 0, error) : NULL;
    cairo_surface_t *surface =
        good ? cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                   craquelure_work_width(work), craquelure_work_height(work))
             : NULL;
    good = stage && craquelure_stage_turn_to_act(stage, "fracture", 0.8, error) &&
           craquelure_stage_paint(stage, surface, error) &&
           craquelure_stage_write(stage, path, error);
    cairo_surface_destroy(surface);
    craquelure_stage_destroy(stage);
    craquelure_work_destroy(work);
    return good;
}

int main(int argc, char **argv) {
    g_autoptr(GError) error = NULL;
    if (argc != 2) {
        fputs("usage: embed OUT.png\n", stderr);
        return CRAQUELURE_ERROR_USAGE;
    }
    if (!paint(argv[1], &error)) {
        fprintf(stderr, "embed: %s\n", error->message);
        return error->code;
    }
    return 0;
}
