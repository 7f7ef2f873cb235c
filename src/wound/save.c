/* Writing the wound: JSON and SVG, each whole or not at all. */
#include "wound/graph.h"

#include "base/whole.h"

const char *const crq_node_names[] = {
    "end", "abutment", "fork", "crossing", "border", NULL};

/* Nine digits give back every single-precision number. */
static void put_number(GString *text, float number) {
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(
        text, g_ascii_formatd(digits, sizeof digits, "%.9g", (double)number));
}

static void put_list(GString *text, const float *numbers, int count) {
    for (int i = 0; i < count; i++) {
        g_string_append(text, i > 0 ? "," : "[");
        put_number(text, numbers[i]);
    }
}

/* One node, one crack, one shard a line: files that tools for text can compare. */
static void put_nodes(GString *text, const struct crq_net *net) {
    g_string_append(text, "  \"nodes\": [");
    for (uint32_t i = 0; i < net->node_count; i++) {
        const struct crq_node *node = &net->nodes[i];
        const float numbers[] = {node->x, node->y, node->born};
        g_string_append(text, i > 0 ? ",\n    " : "\n    ");
        put_list(text, numbers, 3);
        g_string_append_printf(text, ",\"%s\"]", crq_node_names[node->kind]);
    }
    g_string_append(text, "],\n");
}

static void put_cracks(GString *text, const struct crq_net *net) {
    g_string_append(text, "  \"cracks\": [");
    for (uint32_t i = 0; i < net->crack_count; i++) {
        const struct crq_crack *crack = &net->cracks[i];
        g_string_append_printf(text,
            "%s\n    {\"parent\": %d, \"generation\": %d, \"stroke\": %d, "
            "\"shard\": [%d, %d], \"line\": [",
            i > 0 ? "," : "", crack->parent, crack->generation, crack->stroke,
            crack->shard[0], crack->shard[1]);
        for (uint32_t k = 0; k < crack->count; k++) {
            const struct crq_vertex *v = &net->vertices[crack->first + k];
            const float numbers[] = {v->x, v->y, v->born, v->width};
            g_string_append(text, k > 0 ? "," : "");
            put_list(text, numbers, 4);
            g_string_append_printf(text, ",%d]", v->node);
        }
        g_string_append(text, "]}");
    }
    g_string_append(text, "],\n");
}

static void put_shards(GString *text, const struct crq_net *net) {
    uint32_t on_cracks = 0;
    for (uint32_t i = 0; i < net->crack_count; i++) {
        on_cracks += net->cracks[i].count;
    }
    g_string_append(text, "  \"corners\": [");
    for (uint32_t i = on_cracks; i < net->vertex_count; i++) {
        const float numbers[] = {net->vertices[i].x, net->vertices[i].y};
        g_string_append(text, i > on_cracks ? ", " : "");
        put_list(text, numbers, 2);
        g_string_append_c(text, ']');
    }
    g_string_append(text, "],\n  \"shards\": [");
    for (uint32_t i = 0; i < net->shard_count; i++) {
        const struct crq_shard *shard = &net->shards[i];
        g_string_append_printf(text,
            "%s\n    {\"parent\": %d, \"generation\": %d, \"outline\": [",
            i > 0 ? "," : "", shard->parent, shard->generation);
        for (uint32_t k = 0; k < shard->count; k++) {
            g_string_append_printf(
                text, "%s%u", k > 0 ? "," : "", net->outline[shard->first + k]);
        }
        g_string_append(text, "]}");
    }
    g_string_append(text, "]");
}

static void put_net(GString *text, const char *name, const struct crq_net *net) {
    g_string_append_printf(text, ",\n \"%s\": {\n", name);
    put_nodes(text, net);
    put_cracks(text, net);
    put_shards(text, net);
    g_string_append(text, "}");
}

bool crq_wound_save_json(
    const struct crq_wound *wound, const char *path, GError **error) {
    g_autoptr(GString) text = g_string_new("{\"craquelure-wound\": 1,\n \"across\": ");
    put_number(text, wound->glass.across);
    g_string_append(text, ", \"down\": ");
    put_number(text, wound->glass.down);
    g_string_append(text, ", \"epicentre\": ");
    put_list(text, wound->epicentre, 2);
    g_string_append_c(text, ']');
    put_net(text, "paint", &wound->paint);
    put_net(text, "glass", &wound->glass);
    g_string_append(text, "}\n");
    return crq_whole_write(path, text->str, text->len, error);
}

static void put_points(GString *text, const struct crq_vertex *vertices,
    const uint32_t *loop, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const struct crq_vertex *v = &vertices[loop ? loop[i] : i];
        char x[G_ASCII_DTOSTR_BUF_SIZE];
        char y[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(x, sizeof x, "%.3f", 1000.0 * (double)v->x);
        g_ascii_formatd(y, sizeof y, "%.3f", 1000.0 * (double)v->y);
        g_string_append_printf(text, "%s%s,%s", i > 0 ? " " : "", x, y);
    }
}

/* A polyline has one width: the mean of its vertices'. */
static void put_lines(GString *text, const char *name, const struct crq_net *net) {
    g_string_append_printf(text,
        "<g id=\"%s\" fill=\"none\" stroke=\"#000\" stroke-linecap=\"round\" "
        "stroke-linejoin=\"round\">\n",
        name);
    for (uint32_t i = 0; i < net->crack_count; i++) {
        const struct crq_crack *crack = &net->cracks[i];
        const struct crq_vertex *v = net->vertices + crack->first;
        double width = 0.0;
        for (uint32_t k = 0; k < crack->count; k++) {
            width += (double)v[k].width;
        }
        char digits[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(digits, sizeof digits, "%.4f", 1000.0 * width / crack->count);
        g_string_append_printf(text,
            "<polyline stroke-width=\"%s\" data-generation=\"%d\" points=\"", digits,
            crack->generation);
        put_points(text, v, NULL, crack->count);
        g_string_append(text, "\"/>\n");
    }
    g_string_append(text, "</g>\n");
}

bool crq_wound_save_svg(
    const struct crq_wound *wound, const char *path, GError **error) {
    const struct crq_net *glass = &wound->glass;
    char across[G_ASCII_DTOSTR_BUF_SIZE];
    char down[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(across, sizeof across, "%.3f", 1000.0 * (double)glass->across);
    g_ascii_formatd(down, sizeof down, "%.3f", 1000.0 * (double)glass->down);
    g_autoptr(GString) text = g_string_new("");
    g_string_append_printf(text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\">\n"
        "<g id=\"shards\" fill=\"#fff\">\n",
        across, down);
    for (uint32_t i = 0; i < glass->shard_count; i++) {
        g_string_append(text, "<polygon points=\"");
        put_points(text, glass->vertices, glass->outline + glass->shards[i].first,
            glass->shards[i].count);
        g_string_append(text, "\"/>\n");
    }
    g_string_append(text, "</g>\n");
    put_lines(text, "paint", &wound->paint);
    put_lines(text, "glass", glass);
    g_string_append(text, "</svg>\n");
    return crq_whole_write(path, text->str, text->len, error);
}
