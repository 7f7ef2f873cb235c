/* Noise of rock and cloud for packets: lattice noise, broken facets, Voronoi cells.
 *
 * Cheaper than crq_f8_noise3, which must agree with its scalar twin: hashes of two
 * rounds, and the signs of gradients taken straight from their bits. */
#ifndef CRQ_FORM_ROCK_NOISE_H
#define CRQ_FORM_ROCK_NOISE_H

#include "form/packet.h"

#define CRQ_PRIME_X 0x8da6b343u
#define CRQ_PRIME_Y 0xd8163841u
#define CRQ_PRIME_Z 0xcb1ab31fu

CRQ_PACKET crq_u8 crq_u8_scramble(crq_u8 h) {
    h *= 0x9e3779b1u;
    h ^= h >> 15;
    h *= 0x85ebca6bu;
    return h ^ (h >> 13);
}

/* The top 24 bits as a number in [0, 1). */
CRQ_PACKET crq_f8 crq_u8_unit(crq_u8 h) {
    return crq_i8_float((crq_i8)(h >> 8)) * (1.0f / 16777216.0f);
}

/* A number in [0, 1) for each whole number. */
CRQ_PACKET crq_f8 crq_f8_hash_unit(crq_f8 whole, uint32_t seed) {
    return crq_u8_unit(crq_u8_scramble((crq_u8)crq_f8_int(whole) * CRQ_PRIME_X + seed));
}

/* d with its sign turned by the top bit of h. */
CRQ_PACKET crq_f8 crq_f8_sign(crq_f8 d, crq_u8 h) {
    return (crq_f8)((crq_u8)d ^ (h & 0x80000000u));
}

CRQ_PACKET crq_f8 crq_f8_corner3(crq_u8 h, crq_f8 x, crq_f8 y, crq_f8 z) {
    h *= 0x9e3779b1u;
    h ^= h >> 15;
    h *= 0x85ebca6bu;
    return crq_f8_sign(x, h) + crq_f8_sign(y, h << 1) + crq_f8_sign(z, h << 2);
}

/* Gradient noise (Perlin 2002 with the eight cube diagonals), about -1..1. */
CRQ_PACKET crq_f8 crq_f8_lattice3(crq_f8 x, crq_f8 y, crq_f8 z, uint32_t seed) {
    crq_f8 fx = crq_f8_floor(x);
    crq_f8 fy = crq_f8_floor(y);
    crq_f8 fz = crq_f8_floor(z);
    crq_u8 hx = (crq_u8)crq_f8_int(fx) * CRQ_PRIME_X + seed;
    crq_u8 hy = (crq_u8)crq_f8_int(fy) * CRQ_PRIME_Y;
    crq_u8 hz = (crq_u8)crq_f8_int(fz) * CRQ_PRIME_Z;
    x -= fx;
    y -= fy;
    z -= fz;
    crq_f8 u = crq_f8_fade(x);
    crq_f8 v = crq_f8_fade(y);
    crq_f8 w = crq_f8_fade(z);
    crq_u8 a = hx ^ hy;
    crq_u8 b = (hx + CRQ_PRIME_X) ^ hy;
    crq_u8 c = hx ^ (hy + CRQ_PRIME_Y);
    crq_u8 d = (hx + CRQ_PRIME_X) ^ (hy + CRQ_PRIME_Y);
    crq_u8 far = hz + CRQ_PRIME_Z;
    crq_f8 x1 = x - 1.0f;
    crq_f8 y1 = y - 1.0f;
    crq_f8 z1 = z - 1.0f;
    crq_f8 near_low = crq_f8_mix(
        crq_f8_corner3(a ^ hz, x, y, z), crq_f8_corner3(b ^ hz, x1, y, z), u);
    crq_f8 near_high = crq_f8_mix(
        crq_f8_corner3(c ^ hz, x, y1, z), crq_f8_corner3(d ^ hz, x1, y1, z), u);
    crq_f8 far_low = crq_f8_mix(
        crq_f8_corner3(a ^ far, x, y, z1), crq_f8_corner3(b ^ far, x1, y, z1), u);
    crq_f8 far_high = crq_f8_mix(
        crq_f8_corner3(c ^ far, x, y1, z1), crq_f8_corner3(d ^ far, x1, y1, z1), u);
    return crq_f8_mix(
        crq_f8_mix(near_low, near_high, v), crq_f8_mix(far_low, far_high, v), w);
}

/* Eight directions at odd multiples of 22.5 degrees. */
CRQ_PACKET crq_f8 crq_f8_corner2(crq_u8 h, crq_f8 x, crq_f8 y) {
    h *= 0x9e3779b1u;
    h ^= h >> 15;
    h *= 0x85ebca6bu;
    crq_i8 steep = (crq_i8)(h << 2) >> 31;
    crq_f8 a = crq_f8_pick(steep, crq_f8_all(0.38268343f), crq_f8_all(0.92387953f));
    crq_f8 b = crq_f8_pick(steep, crq_f8_all(0.92387953f), crq_f8_all(0.38268343f));
    return crq_f8_sign(x, h) * a + crq_f8_sign(y, h << 1) * b;
}

/* Gradient noise in the plane, about -1..1. */
CRQ_PACKET crq_f8 crq_f8_lattice2(crq_f8 x, crq_f8 y, uint32_t seed) {
    crq_f8 fx = crq_f8_floor(x);
    crq_f8 fy = crq_f8_floor(y);
    crq_u8 hx = (crq_u8)crq_f8_int(fx) * CRQ_PRIME_X + seed;
    crq_u8 hy = (crq_u8)crq_f8_int(fy) * CRQ_PRIME_Y;
    crq_u8 hx1 = hx + CRQ_PRIME_X;
    crq_u8 hy1 = hy + CRQ_PRIME_Y;
    x -= fx;
    y -= fy;
    crq_f8 u = crq_f8_fade(x);
    crq_f8 low = crq_f8_mix(
        crq_f8_corner2(hx ^ hy, x, y), crq_f8_corner2(hx1 ^ hy, x - 1.0f, y), u);
    crq_f8 high = crq_f8_mix(crq_f8_corner2(hx ^ hy1, x, y - 1.0f),
        crq_f8_corner2(hx1 ^ hy1, x - 1.0f, y - 1.0f), u);
    return 1.5f * crq_f8_mix(low, high, crq_f8_fade(y));
}

/* A signed number in -512..511 from ten bits of a hash, `left` bits from the top. */
#define CRQ_TEN_BITS(h, left) crq_i8_float((crq_i8)((h) << (left)) >> 22)

/* Facet noise: the nearest of the eight jittered cells about the point carries a random
 * plane. The field is piecewise linear with small steps, as broken rock is; about
 * -1/2..1/2. */
CRQ_PACKET crq_f8 crq_f8_facet(crq_f8 x, crq_f8 y, crq_f8 z, uint32_t seed) {
    x -= 0.5f;
    y -= 0.5f;
    z -= 0.5f;
    crq_f8 fx = crq_f8_floor(x);
    crq_f8 fy = crq_f8_floor(y);
    crq_f8 fz = crq_f8_floor(z);
    crq_u8 hx = (crq_u8)crq_f8_int(fx) * CRQ_PRIME_X + seed;
    crq_u8 hy = (crq_u8)crq_f8_int(fy) * CRQ_PRIME_Y;
    crq_u8 hz = (crq_u8)crq_f8_int(fz) * CRQ_PRIME_Z;
    x -= fx;
    y -= fy;
    z -= fz;
    crq_f8 nearest = crq_f8_all(9.0f);
    crq_u8 owner = hx;
    struct crq_v8 from = {x, y, z};
    for (uint32_t corner = 0; corner < 8; corner++) {
        uint32_t i = corner & 1;
        uint32_t j = corner >> 1 & 1;
        uint32_t k = corner >> 2;
        crq_u8 h = crq_u8_scramble(
            (hx + i * CRQ_PRIME_X) ^ (hy + j * CRQ_PRIME_Y) ^ (hz + k * CRQ_PRIME_Z));
        crq_f8 dx = x - (float)i - CRQ_TEN_BITS(h, 22) * (0.4f / 512.0f);
        crq_f8 dy = y - (float)j - CRQ_TEN_BITS(h, 12) * (0.4f / 512.0f);
        crq_f8 dz = z - (float)k - CRQ_TEN_BITS(h, 2) * (0.4f / 512.0f);
        crq_f8 d = dx * dx + dy * dy + dz * dz;
        crq_i8 nearer = d < nearest;
        nearest = crq_f8_min(d, nearest);
        owner = (crq_u8)crq_i8_pick(nearer, (crq_i8)h, (crq_i8)owner);
        from = crq_v8_pick(nearer, crq_v8_make(dx, dy, dz), from);
    }
    crq_u8 g = owner * 0x2c1b3c6du;
    g ^= g >> 14;
    crq_f8 value = from.x * CRQ_TEN_BITS(g, 22) + from.y * CRQ_TEN_BITS(g, 12) +
                   from.z * CRQ_TEN_BITS(g, 2) + CRQ_TEN_BITS(g, 7) * 0.45f;
    return value * (1.0f / 512.0f);
}

/* Jitter of a Voronoi site within its cell, one coordinate from ten hash bits. */
#define CRQ_SITE(h, right)                                                             \
    (crq_i8_float((crq_i8)((h) >> (right)&1023)) * (0.9f / 1023.0f) + 0.05f)

/* Voronoi cells: half the difference of the distances to the two nearest sites (0 on
 * the walls), and a number in [0, 1) for the cell. */
CRQ_PACKET void crq_f8_voronoi(
    crq_f8 x, crq_f8 y, crq_f8 z, uint32_t seed, crq_f8 *wall, crq_f8 *cell) {
    crq_f8 fx = crq_f8_floor(x);
    crq_f8 fy = crq_f8_floor(y);
    crq_f8 fz = crq_f8_floor(z);
    crq_u8 hx = (crq_u8)crq_f8_int(fx) * CRQ_PRIME_X + seed;
    crq_u8 hy = (crq_u8)crq_f8_int(fy) * CRQ_PRIME_Y;
    crq_u8 hz = (crq_u8)crq_f8_int(fz) * CRQ_PRIME_Z;
    x -= fx;
    y -= fy;
    z -= fz;
    crq_f8 first = crq_f8_all(9.0f);
    crq_f8 second = first;
    crq_u8 owner = hx;
    for (int n = 0; n < 27; n++) {
        int i = n % 3 - 1;
        int j = n / 3 % 3 - 1;
        int k = n / 9 - 1;
        crq_u8 h = crq_u8_scramble((hx + (uint32_t)i * CRQ_PRIME_X) ^
                                   (hy + (uint32_t)j * CRQ_PRIME_Y) ^
                                   (hz + (uint32_t)k * CRQ_PRIME_Z));
        crq_f8 dx = CRQ_SITE(h, 0) + (float)i - x;
        crq_f8 dy = CRQ_SITE(h, 10) + (float)j - y;
        crq_f8 dz = CRQ_SITE(h, 20) + (float)k - z;
        crq_f8 d = dx * dx + dy * dy + dz * dz;
        crq_i8 nearer = d < first;
        second = crq_f8_pick(nearer, first, crq_f8_min(second, d));
        owner = (crq_u8)crq_i8_pick(nearer, (crq_i8)h, (crq_i8)owner);
        first = crq_f8_min(first, d);
    }
    *wall = (crq_f8_sqrt(second) - crq_f8_sqrt(first)) * 0.5f;
    *cell = crq_u8_unit(crq_u8_scramble(owner ^ 0x51ed27u));
}

/* Interleaved gradient noise of pixel positions (Jimenez 2014): with a 3x3 box filter
 * it averages out. In [0, 1). */
CRQ_PACKET crq_f8 crq_f8_dither(crq_f8 x, crq_f8 y) {
    crq_f8 f = crq_f8_fract(x * 0.06711056f + y * 0.00583715f);
    return crq_f8_fract(f * 52.9829189f);
}

#endif
