/* Spectrum and synthesis of the four bands. */
#include "form/waves.h"

#include "form/fft.h"

#include <glib.h>

enum { SIDE = CRQ_TILE_SIDE, AREA = SIDE * SIDE };

#define PEAK_WAVELENGTH 64.0f
#define GRAVITY 9.81
/* Wavelength scale of surface tension on water, metres. */
#define CAPILLARY 0.0027

/* Tile, longest and shortest wave, turn, gain over the spectrum, least directional
 * exponent: isotropic ripples would give round blobs of glitter. */
static const struct band {
    float tile, longest, shortest, turn, gain, focus;
} bands[CRQ_BANDS] = {
    {412.0f, 1e9f, 9.0f, 0.0f, 1.0f, 0.8f},
    {97.0f, 9.0f, 1.5f, 0.086f, 2.0f, 0.8f},
    {16.3f, 1.5f, 0.26f, -0.113f, 1.3f, 1.5f},
    {3.1f, 0.26f, 0.05f, 0.18f, 1.7f, 1.5f},
};

struct crq_spectrum {
    const struct band *band;
    float slope_variance;
    struct crq_complex *amplitude; /* AREA */
    int16_t *cycles;               /* AREA */
};

/* Wave number along an axis, in multiples of the tile's own. */
static int signed_index(int i) {
    return i < SIDE / 2 ? i : i - SIDE;
}

/* Energy at wave number k; a peak sharpened as in JONSWAP, falling as k^-3.2. */
static float energy(float k) {
    float peak = (float)CRQ_TAU / PEAK_WAVELENGTH;
    float ratio = peak / k;
    float off = sqrtf(k / peak) - 1.0f;
    float sharpened = crq_exp(-off * off / 0.0194f);
    return crq_pow(k, -3.0f) * crq_pow(ratio, 0.18f) * crq_exp(-1.25f * ratio * ratio) *
           crq_exp2(1.1375f * sharpened);
}

/* Waves follow the wind, long ones closely; a few run against it. */
static float directional(
    const struct crq_sea_state *state, const struct band *band, float k, float cosine) {
    float peak = (float)CRQ_TAU / PEAK_WAVELENGTH;
    float s = state->spread * (k > peak ? crq_pow(peak / k, 0.45f) : 1.0f);
    s = s > band->focus ? s : band->focus;
    float along =
        cosine > 0.0f ? crq_pow(cosine, 2.0f * s) : 0.03f * crq_pow(-cosine, 2.0f * s);
    return along * (1.0f + s) * 0.35f;
}

/* Cycles per loop of a deep-water wave with surface tension: at least one. */
static int16_t cycles(const struct crq_sea_state *state, float k) {
    double stiff = (double)k * CAPILLARY;
    double omega = sqrt(GRAVITY * (double)k * (1.0 + stiff * stiff));
    int whole = (int)(omega * (double)state->loop / CRQ_TAU + 0.5);
    return (int16_t)CLAMP(whole, 1, 30000);
}

static void draw_wave(struct crq_spectrum *s, const struct crq_sea_state *state,
    struct crq_chance chance, int i, int j) {
    float step = (float)CRQ_TAU / s->band->tile;
    float kx = (float)signed_index(i) * step;
    float kz = (float)signed_index(j) * step;
    float k = sqrtf(kx * kx + kz * kz);
    float low = (float)CRQ_TAU / s->band->longest;
    float high = (float)CRQ_TAU / s->band->shortest;
    if (k == 0.0f || i == SIDE / 2 || j == SIDE / 2 || k < low || k >= high) {
        return;
    }
    float heading = state->direction - s->band->turn;
    float cosine = (kx * crq_cos_turns(heading) + kz * crq_sin_turns(heading)) / k;
    float density = state->level * s->band->gain * energy(k) / k *
                    directional(state, s->band, k, cosine);
    float size = sqrtf(density * step * step * 0.5f);
    uint32_t index = (uint32_t)(j * SIDE + i);
    float re = crq_normal(chance, index, 0);
    float im = crq_normal(chance, index, 1);
    s->amplitude[index] = (struct crq_complex){size * re, size * im};
    s->cycles[index] = cycles(state, k);
    s->slope_variance += 2.0f * k * k * size * size * (re * re + im * im);
}

struct crq_spectrum *crq_spectrum_create(
    const struct crq_sea_state *state, uint64_t seed, int band) {
    static const char *const purposes[CRQ_BANDS] = {
        "long waves", "short waves", "wavelets", "ripples"};
    struct crq_spectrum *s = g_new0(struct crq_spectrum, 1);
    s->band = &bands[band];
    s->amplitude = g_new0(struct crq_complex, AREA);
    s->cycles = g_new0(int16_t, AREA);
    struct crq_chance chance = crq_chance(seed, purposes[band]);
    for (int j = 0; j < SIDE; j++) {
        for (int i = 0; i < SIDE; i++) {
            draw_wave(s, state, chance, i, j);
        }
    }
    return s;
}

void crq_spectrum_destroy(struct crq_spectrum *spectrum) {
    if (spectrum) {
        g_free(spectrum->amplitude);
        g_free(spectrum->cycles);
        g_free(spectrum);
    }
}

/* a e^(i phase) + conj(b) e^(-i phase): a real field of waves that travel. */
static struct crq_complex at_moment(
    struct crq_complex a, struct crq_complex b, int whole, double moment) {
    double turns = (double)whole * moment;
    float phase = (float)(turns - floor(turns));
    float c = crq_cos_turns(phase);
    float s = crq_sin_turns(-phase); /* waves run the way they point */
    return (struct crq_complex){a.re * c - a.im * s + b.re * c - b.im * s,
        a.re * s + a.im * c - (b.im * c + b.re * s)};
}

/* Two real fields ride in one complex transform: height with the shift in x. */
static void gather(const struct crq_spectrum *s, double moment,
    struct crq_complex *height, struct crq_complex *shift) {
    for (int j = 0; j < SIDE; j++) {
        for (int i = 0; i < SIDE; i++) {
            int own = j * SIDE + i;
            int mirrored = (SIDE - j) % SIDE * SIDE + (SIDE - i) % SIDE;
            int whole = MAX(s->cycles[own], s->cycles[mirrored]);
            if (whole == 0) {
                continue;
            }
            float x = (float)signed_index(i);
            float z = (float)signed_index(j);
            float inverse = 1.0f / sqrtf(x * x + z * z);
            struct crq_complex h =
                at_moment(s->amplitude[own], s->amplitude[mirrored], whole, moment);
            struct crq_complex dx = {h.im * x * inverse, -h.re * x * inverse};
            height[own] = (struct crq_complex){h.re - dx.im, h.im + dx.re};
            shift[own] = (struct crq_complex){h.im * z * inverse, -h.re * z * inverse};
        }
    }
}

/* The transform leaves fields transposed: [x][z] is read back as [z][x]. */
static void lay_surface(struct crq_tiles *t, const struct crq_complex *height,
    const struct crq_complex *shift, float chop) {
    for (int j = 0; j < SIDE; j++) {
        for (int i = 0; i < SIDE; i++) {
            struct crq_complex h = height[i * SIDE + j];
            t->surface[j * SIDE + i] =
                (crq_f4){h.re, -chop * h.im, -chop * shift[i * SIDE + j].re, 1.0f};
        }
    }
}

/* Slopes and the Jacobian by central differences round the tile. */
static void lay_slopes(struct crq_tiles *t) {
    float inverse = 0.5f * t->density;
    for (int j = 0; j < SIDE; j++) {
        const crq_f4 *above = t->surface + (j + SIDE - 1) % SIDE * SIDE;
        const crq_f4 *below = t->surface + (j + 1) % SIDE * SIDE;
        crq_f4 *row = t->surface + j * SIDE;
        for (int i = 0; i < SIDE; i++) {
            crq_f4 gx = (row[(i + 1) % SIDE] - row[(i + SIDE - 1) % SIDE]) * inverse;
            crq_f4 gz = (below[i] - above[i]) * inverse;
            float jacobian = (1.0f + gx[1]) * (1.0f + gz[2]) - gx[2] * gz[1];
            t->slopes[j * SIDE + i] = (crq_f4){gx[0], gz[0], jacobian, row[i][0]};
        }
    }
    for (int i = 0; i < AREA; i++) {
        t->surface[i][3] = t->slopes[i][2];
    }
}

void crq_tiles_make(struct crq_tiles *tiles, const struct crq_spectrum *spectrum,
    double moment, float chop) {
    g_autofree struct crq_complex *height = g_new0(struct crq_complex, AREA);
    g_autofree struct crq_complex *shift = g_new0(struct crq_complex, AREA);
    gather(spectrum, moment, height, shift);
    crq_fft_inverse_transposed(height, SIDE);
    crq_fft_inverse_transposed(shift, SIDE);
    tiles->cosine = crq_cos_turns(spectrum->band->turn);
    tiles->sine = crq_sin_turns(spectrum->band->turn);
    tiles->density = (float)SIDE / spectrum->band->tile;
    tiles->slope_variance = spectrum->slope_variance;
    tiles->surface = g_aligned_alloc(AREA, sizeof *tiles->surface, 32);
    tiles->slopes = g_aligned_alloc(AREA, sizeof *tiles->slopes, 32);
    lay_surface(tiles, height, shift, chop);
    lay_slopes(tiles);
}

void crq_tiles_finish(struct crq_tiles *tiles) {
    g_aligned_free(tiles->surface);
    g_aligned_free(tiles->slopes);
    tiles->surface = NULL;
    tiles->slopes = NULL;
}
