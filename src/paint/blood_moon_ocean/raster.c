/* The mesh drawn into windows of samples, nearest surface first. */
#include "paint/blood_moon_ocean/mesh.h"

#include "form/packet.h"

/* A vertex in samples of the window. */
struct corner {
    float x, y;
    const struct crq_mesh_vertex *v;
};

static struct corner corner(
    const struct crq_window *w, const struct crq_mesh_vertex *v) {
    float scale = 1.0f / w->size;
    return (struct corner){(v->x - w->x) * scale, (w->y - v->y) * scale, v};
}

static float least(float a, float b, float c) {
    float d = a < b ? a : b;
    return d < c ? d : c;
}

static float most(float a, float b, float c) {
    float d = a > b ? a : b;
    return d > c ? d : c;
}

struct triangle {
    const struct corner *corner[3];
    float z[3]; /* of the rows: z on the undisturbed sea */
};

/* Stores what the three corners say, weighted. */
static void write(const struct crq_window *w, size_t at, const struct triangle *t,
    const float part[3], float nearness) {
    float sum[CRQ_SEEN_PLANES] = {0};
    for (int k = 0; k < 3; k++) {
        const struct crq_mesh_vertex *v = t->corner[k]->v;
        float p = part[k];
        sum[CRQ_SEEN_NX] += p * v->normal[0];
        sum[CRQ_SEEN_NY] += p * v->normal[1];
        sum[CRQ_SEEN_NZ] += p * v->normal[2];
        sum[CRQ_SEEN_X] += p * v->from_x;
        sum[CRQ_SEEN_Z] += p * t->z[k];
        sum[CRQ_SEEN_HEIGHT] += p * v->height;
        sum[CRQ_SEEN_JACOBIAN] += p * v->jacobian;
        sum[CRQ_SEEN_FACE] += p * v->face;
        sum[CRQ_SEEN_CAVITY] += p * v->cavity;
    }
    sum[CRQ_SEEN_NEARNESS] = nearness;
    for (int k = 0; k < CRQ_SEEN_PLANES; k++) {
        w->plane[k][at] = sum[k];
    }
}

/* Every sample whose barycentric parts are not negative, if nothing nearer is there. */
static void draw_triangle(const struct crq_window *w, const struct triangle *t) {
    const struct corner *a = t->corner[0];
    const struct corner *b = t->corner[1];
    const struct corner *c = t->corner[2];
    float low_x = MAX(least(a->x, b->x, c->x), 0.0f);
    float high_x = MIN(most(a->x, b->x, c->x), (float)w->width);
    float low_y = MAX(least(a->y, b->y, c->y), 0.0f);
    float high_y = MIN(most(a->y, b->y, c->y), (float)w->height);
    float area = (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
    if (!(high_x > low_x && high_y > low_y) || (area > -1e-9f && area < 1e-9f)) {
        return;
    }
    float inverse = 1.0f / area;
    int x0 = (int)crq_clamp(low_x, 0.0f, (float)(w->width - 1));
    int x1 = MIN((int)(high_x + 0.5f), w->width);
    int y0 = (int)crq_clamp(low_y, 0.0f, (float)(w->height - 1));
    int y1 = MIN((int)(high_y + 0.5f), w->height);
    for (int j = y0; j < y1; j++) {
        float y = (float)j + 0.5f - a->y;
        for (int i = x0; i < x1; i++) {
            float x = (float)i + 0.5f - a->x;
            float part[3];
            part[1] = (x * (c->y - a->y) - y * (c->x - a->x)) * inverse;
            part[2] = ((b->x - a->x) * y - (b->y - a->y) * x) * inverse;
            part[0] = 1.0f - part[1] - part[2];
            if (part[0] < -1e-5f || part[1] < -1e-5f || part[2] < -1e-5f) {
                continue;
            }
            float nearness = part[0] * a->v->nearness + part[1] * b->v->nearness +
                             part[2] * c->v->nearness;
            size_t at = (size_t)j * (size_t)w->width + (size_t)i;
            if (nearness > w->plane[CRQ_SEEN_NEARNESS][at]) {
                write(w, at, t, part, nearness);
            }
        }
    }
}

static bool meets(const struct crq_mesh_bounds *b, const struct crq_window *w) {
    float right = w->x + (float)w->width * w->size;
    float bottom = w->y - (float)w->height * w->size;
    return b->x1 >= w->x && b->x0 <= right && b->y0 <= w->y && b->y1 >= bottom;
}

/* Two triangles a quad; a row and the next share their columns. */
static void draw_run(
    const struct crq_mesh *mesh, const struct crq_window *w, int r, int run) {
    const struct crq_mesh_row *near = &mesh->rows[r];
    const struct crq_mesh_row *far = &mesh->rows[r + 1];
    int low = MAX(run * CRQ_MESH_RUN, far->low);
    int high = MIN((run + 1) * CRQ_MESH_RUN, far->high - 1);
    for (int i = low; i < high; i++) {
        const struct crq_mesh_vertex *n =
            mesh->vertices + near->first + (i - near->low);
        const struct crq_mesh_vertex *f = mesh->vertices + far->first + (i - far->low);
        struct corner left = corner(w, n);
        struct corner right = corner(w, n + 1);
        struct corner far_left = corner(w, f);
        struct corner far_right = corner(w, f + 1);
        struct triangle first = {
            {&left, &right, &far_right}, {near->z, near->z, far->z}};
        struct triangle second = {
            {&left, &far_right, &far_left}, {near->z, far->z, far->z}};
        draw_triangle(w, &first);
        draw_triangle(w, &second);
    }
}

/* The least nearness of all samples, 0 while one sees no sea: the topmost fill last,
 * so two of them are looked at first. */
CRQ_WIDE static float least_nearness(const struct crq_window *w) {
    const float *plane = w->plane[CRQ_SEEN_NEARNESS];
    if (plane[0] <= 0.0f || plane[w->width - 1] <= 0.0f) {
        return 0.0f;
    }
    crq_f8 least = crq_f8_load(plane);
    for (int j = 0; j < w->height; j++) {
        for (int i = 0; i < w->width; i += CRQ_LANES) {
            least = crq_f8_min(least, crq_f8_load(plane + j * w->width + i));
        }
    }
    float all = least[0];
    for (int k = 1; k < CRQ_LANES; k++) {
        all = MIN(all, least[k]);
    }
    return all;
}

/* Rows come front to back: once the window is full, most of what follows is hidden. */
bool crq_mesh_draw(const struct crq_mesh *mesh, const struct crq_window *window) {
    bool any = false;
    int drawn = 0;
    float hidden = 0.0f;
    for (int r = 0; r + 1 < mesh->row_count; r++) {
        if (!meets(&mesh->row_bounds[r], window)) {
            continue;
        }
        if (drawn++ % 4 == 0) {
            hidden = 0.999f * least_nearness(window);
        }
        if (mesh->row_bounds[r].nearest < hidden) {
            continue;
        }
        const struct crq_mesh_bounds *runs =
            mesh->bounds + (size_t)r * (size_t)mesh->runs;
        for (int k = 0; k < mesh->runs; k++) {
            if (runs[k].nearest >= hidden && meets(&runs[k], window)) {
                draw_run(mesh, window, r, k);
                any = true;
            }
        }
    }
    return any;
}
