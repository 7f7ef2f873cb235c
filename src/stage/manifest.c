/* Writing and reading manifests. */
#include "stage/manifest.h"

#include "base/json.h"
#include "base/text.h"
#include "base/whole.h"
#include "model/work.h"
#include "model/yaml.h"

#include <string.h>

static void frame_destroy(void *pointer) {
    struct crq_frame *frame = pointer;
    g_free(frame->file);
    g_free(frame->sha256);
    g_free(frame);
}

struct crq_manifest *crq_manifest_create(void) {
    struct crq_manifest *manifest = g_new0(struct crq_manifest, 1);
    manifest->frames = g_ptr_array_new_with_free_func(frame_destroy);
    manifest->shard = 1;
    manifest->shards = 1;
    return manifest;
}

void crq_manifest_destroy(struct crq_manifest *manifest) {
    if (!manifest) {
        return;
    }
    g_free(manifest->hash);
    g_free(manifest->work);
    g_ptr_array_unref(manifest->frames);
    g_free(manifest);
}

bool crq_manifest_write(
    const struct crq_manifest *manifest, const char *path, GError **error) {
    struct crq_json json = {.text = g_string_new(NULL), .broken = 2};
    crq_json_open(&json, NULL, '{');
    crq_json_text(&json, "program", "craquelure " CRQ_VERSION);
    crq_json_number(&json, "engine", CRQ_ENGINE);
    crq_json_text(&json, "hash", manifest->hash);
    crq_json_text(&json, "work", manifest->work);
    crq_json_number(&json, "total", (double)manifest->total);
    crq_json_number(&json, "fps", manifest->fps);
    crq_json_number(&json, "shard", manifest->shard);
    crq_json_number(&json, "shards", manifest->shards);
    crq_json_open(&json, "frames", '[');
    for (guint i = 0; i < manifest->frames->len; i++) {
        const struct crq_frame *frame = manifest->frames->pdata[i];
        crq_json_open(&json, NULL, '{');
        crq_json_number(&json, "frame", (double)frame->number);
        crq_json_text(&json, "file", frame->file);
        crq_json_text(&json, "sha256", frame->sha256);
        crq_json_close(&json, '}');
    }
    crq_json_close(&json, ']');
    crq_json_close(&json, '}');
    g_string_append_c(json.text, '\n');
    bool good = crq_whole_write(path, json.text->str, json.text->len, error);
    g_string_free(json.text, TRUE);
    return good;
}

static bool take_text(const struct crq_yaml *map, const char *key, char **text) {
    const struct crq_yaml *member = crq_yaml_member(map, key);
    if (!member || member->kind != CRQ_YAML_WORD) {
        return false;
    }
    *text = crq_yaml_is_null(member) ? NULL : g_strdup(member->word);
    return true;
}

static bool take_number(
    const struct crq_yaml *map, const char *key, double most, double *number) {
    const struct crq_yaml *member = crq_yaml_member(map, key);
    return member && member->kind == CRQ_YAML_WORD &&
           crq_number(member->word, number) && *number >= 0.0 && *number <= most;
}

static bool take_frames(struct crq_manifest *manifest, const struct crq_yaml *map) {
    const struct crq_yaml *list = crq_yaml_member(map, "frames");
    if (!list || list->kind != CRQ_YAML_LIST) {
        return false;
    }
    for (guint i = 0; i < list->members->len; i++) {
        const struct crq_yaml *member = list->members->pdata[i];
        struct crq_frame *frame = g_new0(struct crq_frame, 1);
        g_ptr_array_add(manifest->frames, frame);
        double number;
        if (member->kind != CRQ_YAML_MAP ||
            !take_number(member, "frame", 1e12, &number) ||
            !take_text(member, "file", &frame->file) || !frame->file ||
            strchr(frame->file, '/') || !take_text(member, "sha256", &frame->sha256)) {
            return false;
        }
        frame->number = (int64_t)number;
    }
    return true;
}

static bool take_all(struct crq_manifest *manifest, const struct crq_yaml *map) {
    double total;
    double shard;
    double shards;
    if (map->kind != CRQ_YAML_MAP || !take_text(map, "hash", &manifest->hash) ||
        !take_text(map, "work", &manifest->work) || !manifest->hash ||
        !manifest->work || !take_number(map, "total", 1e12, &total) ||
        !take_number(map, "fps", 1e6, &manifest->fps) ||
        !take_number(map, "shard", 1e6, &shard) ||
        !take_number(map, "shards", 1e6, &shards)) {
        return false;
    }
    manifest->total = (int64_t)total;
    manifest->shard = (int)shard;
    manifest->shards = (int)shards;
    return take_frames(manifest, map);
}

struct crq_manifest *crq_manifest_read(const char *path, GError **error) {
    enum { LONGEST = 1 << 28 };
    gsize length;
    g_autofree char *text = crq_text_read(path, LONGEST, &length, error);
    struct crq_yaml *yaml =
        text ? crq_yaml_parse(text, length, LONGEST, path, error) : NULL;
    if (!yaml) {
        return NULL;
    }
    struct crq_manifest *manifest = crq_manifest_create();
    if (!take_all(manifest, yaml)) {
        crq_fail(error, CRQ_ERROR_WORK, "%s:1:1: this is no manifest of frames", path);
        g_clear_pointer(&manifest, crq_manifest_destroy);
    }
    crq_yaml_destroy(yaml);
    return manifest;
}

char *crq_manifest_path(const char *one, const char *other, int shard, int shards) {
    g_autofree char *folder = g_path_get_dirname(one);
    g_autofree char *stem = g_path_get_basename(one);
    g_autofree char *twin = g_path_get_basename(other);
    gsize same = 0;
    while (stem[same] && stem[same] == twin[same]) {
        same++;
    }
    while (same > 0 && strchr("-_. ", stem[same - 1])) {
        same--;
    }
    stem[same] = '\0';
    g_autofree char *part =
        shards > 1 ? g_strdup_printf(".%dof%d", shard, shards) : g_strdup("");
    g_autofree char *name =
        g_strconcat(stem, *stem ? "." : "", "manifest", part, ".json", NULL);
    return g_build_filename(folder, name, NULL);
}

bool crq_manifest_is(const char *name) {
    g_auto(GStrv) parts = g_strsplit(name, ".", -1);
    return g_str_has_suffix(name, ".json") && name[0] != '.' &&
           g_strv_contains((const char *const *)parts, "manifest");
}
