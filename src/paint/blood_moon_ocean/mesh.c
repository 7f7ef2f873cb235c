/* Rows, vertices, normals and bounds of the sea's mesh. */
#include "paint/blood_moon_ocean/mesh.h"

#define FARTHEST 3200.0f
#define LEAST_STEP 0.00035f
#define MOST_STEP 0.0042f
enum { PROBES = 72, MOST_ROWS = 2600 };

struct building {
    struct crq_mesh *mesh;
    const struct crq_water *water;
};

static float height_on_screen(
    const struct crq_ocean_camera *c, const struct crq_sea_point *p) {
    return c->focal * (p->y - c->height) / (p->z > 0.5f ? p->z : 0.5f);
}

/* The largest rise on the screen between two rows, seen at a few columns, and the
 * highest point of the row. */
static float largest_rise(
    const struct crq_water *water, float z, float cell, float *before, float *highest) {
    const struct crq_ocean_camera *c = &water->ocean->camera;
    float largest = 0.0f;
    *highest = -1e9f;
    float half = MIN(c->half, 1.5f);
    float x[PROBES];
    for (int i = 0; i < PROBES; i++) {
        x[i] = (((float)i + 0.5f) / PROBES * 2.0f - 1.0f) * half * z / c->focal;
    }
    struct crq_sea_vertex v[PROBES];
    crq_water_row(water, x, PROBES, z, cell, v);
    for (int i = 0; i < PROBES; i++) {
        float y = height_on_screen(c, &v[i].point);
        largest = MAX(largest, y - before[i]);
        *highest = MAX(*highest, y);
        before[i] = y;
    }
    return largest;
}

/* Decides the rows once, from the probes, front to back. */
static void march(struct crq_mesh *mesh, const struct crq_water *water) {
    const struct crq_ocean_camera *c = &water->ocean->camera;
    float before[PROBES];
    for (int i = 0; i < PROBES; i++) {
        before[i] = 1e9f;
    }
    float z = MAX(0.28f * c->focal * c->height / c->below, 1.2f);
    float step = 0.0012f;
    float last = z;
    float target = 1.15f * mesh->cell;
    float coarse = MAX(1.0f, mesh->cell * 540.0f);
    mesh->rows = g_new(struct crq_mesh_row, MOST_ROWS);
    while (z < FARTHEST && mesh->row_count < MOST_ROWS) {
        mesh->rows[mesh->row_count++].z = z;
        float cell = MAX(z - last, z * mesh->cell / c->focal);
        float highest;
        float rise = largest_rise(water, z, cell, before, &highest);
        float k = rise > 1e-6f ? crq_clamp(target / rise, 0.6f, 1.25f) : 1.25f;
        step = crq_clamp(step * k, LEAST_STEP * coarse, MOST_STEP * coarse);
        last = z;
        /* what lies well below the picture only closes the mesh */
        z *= 1.0f + (highest < -c->below - 0.12f ? 5.0f * step : step);
    }
}

/* Displacement moves points sideways, so rows reach a little past the picture. */
static void lay_rows(struct crq_mesh *mesh, const struct crq_ocean_camera *c) {
    float widest = 0.46f;
    mesh->origin = -c->half - widest;
    int last = (int)(2.0f * (c->half + widest) / mesh->cell) + 2;
    size_t vertices = 0;
    for (int r = 0; r < mesh->row_count; r++) {
        struct crq_mesh_row *row = &mesh->rows[r];
        float margin = MIN(0.44f, c->focal * 4.5f / row->z) + 4.0f * mesh->cell;
        int skipped = (int)((widest - MIN(margin, widest)) / mesh->cell);
        row->low = skipped;
        row->high = MAX(last - skipped, row->low + 2);
        row->first = vertices;
        vertices += (size_t)(row->high - row->low);
    }
    mesh->vertex_count = vertices;
    mesh->runs = (last + CRQ_MESH_RUN - 1) / CRQ_MESH_RUN + 1;
}

/* Projects a vertex of a row; from_x is known. */
static void project(struct crq_mesh_vertex *v, struct crq_sea_vertex s, float row_z,
    const struct crq_ocean_camera *c) {
    /* far aside a step in depth would sweep across the whole picture */
    float aside = v->from_x * c->focal / row_z;
    aside = aside < 0.0f ? -aside : aside;
    if (aside > 3.0f) {
        s.point.z = row_z + (s.point.z - row_z) * 3.0f / aside;
    }
    v->nearness = 1.0f / MAX(s.point.z, 0.5f);
    v->x = c->focal * s.point.x * v->nearness;
    v->y = c->focal * (s.point.y - c->height) * v->nearness;
    v->height = s.point.y;
    v->jacobian = s.point.jacobian;
    v->face = s.face;
    v->cavity = s.cavity;
}

/* Every vertex of some rows: displaced, then projected. */
static void place_vertices(void *context, int first, int last) {
    enum { PIECE = 64 };
    const struct building *b = context;
    const struct crq_mesh *mesh = b->mesh;
    const struct crq_ocean_camera *c = &b->water->ocean->camera;
    for (int r = first; r < last; r++) {
        const struct crq_mesh_row *row = &mesh->rows[r];
        float before = r > 0 ? mesh->rows[r - 1].z : row->z;
        float cell = MAX(row->z - before, row->z * mesh->cell / c->focal);
        struct crq_mesh_vertex *v = mesh->vertices + row->first;
        for (int i = row->low; i < row->high; i += PIECE) {
            int count = MIN(PIECE, row->high - i);
            float x[PIECE];
            struct crq_sea_vertex s[PIECE];
            for (int k = 0; k < count; k++) {
                x[k] = (mesh->origin + (float)(i + k) * mesh->cell) * row->z / c->focal;
            }
            crq_water_row(b->water, x, count, row->z, cell, s);
            for (int k = 0; k < count; k++, v++) {
                v->from_x = x[k];
                project(v, s[k], row->z, c);
            }
        }
    }
}

/* The vertex at a column, held to the ends of its row. */
static const struct crq_mesh_vertex *vertex(const struct crq_mesh *mesh, int r, int i) {
    const struct crq_mesh_row *row = &mesh->rows[r];
    return mesh->vertices + row->first + (CLAMP(i, row->low, row->high - 1) - row->low);
}

/* From a to b in metres, back from the picture. */
static void between(const struct crq_mesh_vertex *a, const struct crq_mesh_vertex *b,
    float focal, float out[3]) {
    float za = 1.0f / a->nearness;
    float zb = 1.0f / b->nearness;
    out[0] = (b->x * zb - a->x * za) / focal;
    out[1] = b->height - a->height;
    out[2] = zb - za;
}

/* Normals from the neighbours along and across the rows. */
static void set_normals(void *context, int first, int last) {
    const struct building *b = context;
    struct crq_mesh *mesh = b->mesh;
    float focal = b->water->ocean->camera.focal;
    for (int r = first; r < last; r++) {
        const struct crq_mesh_row *row = &mesh->rows[r];
        for (int i = row->low; i < row->high; i++) {
            float across[3];
            float away[3];
            between(vertex(mesh, r, i - 1), vertex(mesh, r, i + 1), focal, across);
            between(vertex(mesh, MAX(r - 1, 0), i),
                vertex(mesh, MIN(r + 1, mesh->row_count - 1), i), focal, away);
            float n[3] = {away[1] * across[2] - away[2] * across[1],
                away[2] * across[0] - away[0] * across[2],
                away[0] * across[1] - away[1] * across[0]};
            float scale =
                1.0f / (sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) + 1e-20f);
            float *normal = mesh->vertices[row->first + (size_t)(i - row->low)].normal;
            for (int k = 0; k < 3; k++) {
                normal[k] = n[k] * scale;
            }
        }
    }
}

static void include(struct crq_mesh_bounds *b, float x, float y, float nearness) {
    b->nearest = MAX(b->nearest, nearness);
    b->x0 = MIN(b->x0, x);
    b->x1 = MAX(b->x1, x);
    b->y0 = MIN(b->y0, y);
    b->y1 = MAX(b->y1, y);
}

static const struct crq_mesh_bounds nothing = {1e9f, -1e9f, 1e9f, -1e9f, 0.0f};

/* Where runs of quads lie on the picture, so that tiles find theirs quickly. */
static void bound_runs(void *context, int first, int last) {
    struct crq_mesh *mesh = ((const struct building *)context)->mesh;
    for (int r = first; r < last; r++) {
        struct crq_mesh_bounds *all = &mesh->row_bounds[r];
        *all = nothing;
        for (int k = 0; k < mesh->runs; k++) {
            struct crq_mesh_bounds *run = &mesh->bounds[(size_t)(r * mesh->runs + k)];
            *run = nothing;
            int low = MAX(k * CRQ_MESH_RUN, mesh->rows[r + 1].low);
            int high = MIN((k + 1) * CRQ_MESH_RUN, mesh->rows[r + 1].high - 1);
            for (int i = low; low < high && i <= high; i++) {
                const struct crq_mesh_vertex *near = vertex(mesh, r, i);
                const struct crq_mesh_vertex *far = vertex(mesh, r + 1, i);
                include(run, near->x, near->y, near->nearness);
                include(run, far->x, far->y, far->nearness);
            }
            if (run->x1 > run->x0) {
                include(all, run->x0, run->y0, run->nearest);
                include(all, run->x1, run->y1, run->nearest);
            }
        }
    }
}

void crq_mesh_make(struct crq_mesh *mesh, const struct crq_water *water, float cell,
    const struct crq_crew *crew) {
    *mesh = (struct crq_mesh){.cell = cell};
    march(mesh, water);
    lay_rows(mesh, &water->ocean->camera);
    mesh->vertices = crq_pages_create(mesh->vertex_count * sizeof *mesh->vertices);
    mesh->bounds =
        g_new(struct crq_mesh_bounds, (gsize)mesh->row_count * (gsize)mesh->runs);
    mesh->row_bounds = g_new(struct crq_mesh_bounds, mesh->row_count);
    if (!mesh->vertices) {
        mesh->row_count = 0; /* out of memory: no sea, never a crash */
        return;
    }
    struct building building = {mesh, water};
    struct crq_crew some = {crew->threads, 8};
    crq_strips(&some, mesh->row_count, place_vertices, &building);
    crq_strips(&some, mesh->row_count, set_normals, &building);
    crq_strips(&some, mesh->row_count - 1, bound_runs, &building);
}

void crq_mesh_finish(struct crq_mesh *mesh) {
    crq_pages_destroy(mesh->vertices, mesh->vertex_count * sizeof *mesh->vertices);
    g_free(mesh->rows);
    g_free(mesh->bounds);
    g_free(mesh->row_bounds);
}
