/* Finishing: grain, dither, and the encoding to sRGB. */
#include "base/dmath.h"
#include "colour/srgb.h"
#include "form/noise.h"
#include "sheet/film.h"

/* Triangular noise in -1..1 from two halves of one hash. */
static float triangle(uint32_t bits) {
    float a = (float)(int32_t)(bits & 0xffffu);
    float b = (float)(int32_t)(bits >> 16);
    return (a - b) * (1.0f / 65536.0f);
}

struct finishing {
    float grain, levels;
    uint32_t seed;
};

enum { BLOCK = 64 };

static int32_t finish_channel(
    const struct finishing *f, float light, float grain, uint32_t bits) {
    float v = crq_srgb_encode(crq_saturate(light));
    v += grain * (0.4f + 2.4f * v * (1.0f - v));
    return (int32_t)crq_clamp(
        v * f->levels + triangle(bits) + 0.5f, 0.0f, f->levels + 0.5f);
}

/* One channel of a block: `light` in, sample values out. */
static void finish_block(const struct finishing *f, const float *light,
    uint32_t channel, int first, uint32_t line, int32_t *out) {
    for (int i = 0; i < BLOCK; i++) {
        uint32_t bits = crq_hash((uint32_t)(first + i) * 0x9e3779b1u ^ line);
        float grain = f->grain * triangle(bits);
        out[i] = finish_channel(f, light[i], grain, crq_hash(bits + channel + 1u));
    }
}

static void finish_row(
    const struct finishing *f, const crq_rgba *row, int width, int y, uint16_t *out) {
    uint32_t line = crq_hash((uint32_t)y * 0x85ebca77u ^ f->seed);
    float light[3][BLOCK] = {{0}};
    int32_t values[3][BLOCK];
    for (int first = 0; first < width; first += BLOCK) {
        int count = MIN(BLOCK, width - first);
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 3; k++) {
                light[k][i] = row[first + i][k];
            }
        }
        for (uint32_t k = 0; k < 3; k++) {
            finish_block(f, light[k], k, first, line, values[k]);
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 3; k++) {
                out[(first + i) * 3 + k] = (uint16_t)values[k][i];
            }
        }
    }
}

/* Big-endian samples, as PNG wants them. */
static void pack_row(const uint16_t *values, int count, int bits, uint8_t *out) {
    if (bits == 8) {
        for (int i = 0; i < count; i++) {
            out[i] = (uint8_t)values[i];
        }
        return;
    }
    for (int i = 0; i < count; i++) {
        out[2 * i] = (uint8_t)(values[i] >> 8);
        out[2 * i + 1] = (uint8_t)(values[i] & 0xff);
    }
}

CRQ_WIDE static void finish_rows(const struct crq_sheet *picture,
    const struct finishing *f, int bits, int first, int last, uint8_t *out) {
    int count = picture->width * 3;
    uint16_t *values = g_new(uint16_t, count);
    for (int y = first; y < last; y++) {
        finish_row(f, crq_sheet_row(picture, y), picture->width, y, values);
        pack_row(values, count, bits, out);
        out += (size_t)count * (size_t)(bits / 8);
    }
    g_free(values);
}

void crq_film_finish(const struct crq_sheet *picture, const struct crq_film *film,
    uint64_t seed, int bits, int first, int last, uint8_t *out) {
    struct finishing f = {
        .grain = 0.016f * (float)film->grain,
        .levels = bits == 8 ? 255.0f : 65535.0f,
        .seed = crq_hash((uint32_t)seed ^ crq_hash((uint32_t)(seed >> 32))),
    };
    finish_rows(picture, &f, bits, first, last, out);
}
