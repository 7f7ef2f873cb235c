/* Broken edges: a prism along the rim, and the wall behind it. */
#include "fracture/edge.h"

#include "form/noise.h"

/* Three lamps that make the cut edge glitter, towards them, unit length. */
const float CRQ_LAMPS[3][3] = {
    {-0.4582f, -0.6574f, -0.5976f},
    {0.8385f, 0.2620f, -0.4717f},
    {-0.1534f, 0.9411f, -0.3069f},
};

/* How much of each lamp the edge sends on. */
static const float POWER[3] = {1.0f, 0.9f, 0.45f};

/* exp(-8): a lamp whose glint is fainter is left out. */
#define UNSEEN 0.000335f

/* Wavelengths through the cut edge, violet to red, and how they weigh. */
enum { WAVES = 5 };
static const crq_rgba WAVE[WAVES] = {
    {0.10f, 0.02f, 0.44f, 0.0f},
    {0.02f, 0.18f, 0.40f, 0.0f},
    {0.10f, 0.50f, 0.12f, 0.0f},
    {0.33f, 0.26f, 0.03f, 0.0f},
    {0.45f, 0.04f, 0.01f, 0.0f},
};

/* Towards the outside of the shard, canvas axes, unit length. */
static void outward(const struct crq_field *field, float u, float v, float to[2]) {
    float h = 1.2f * field->step;
    to[0] = crq_field_plane(field, field->distance, u - h, v) -
            crq_field_plane(field, field->distance, u + h, v);
    to[1] = crq_field_plane(field, field->distance, u, v - h) -
            crq_field_plane(field, field->distance, u, v + h);
    float k = 1.0f / sqrtf(to[0] * to[0] + to[1] * to[1] + 1e-20f);
    to[0] *= k;
    to[1] *= k;
}

static void to_world(const struct crq_pose *pose, const float out[2], float to[3]) {
    for (int i = 0; i < 3; i++) {
        to[i] = pose->turn[3 * i] * out[0] + pose->turn[3 * i + 1] * out[1];
    }
    crq_normalise(to);
}

/* Light of the star or the door on an edge that faces it. */
static float faces_heart(
    const struct crq_glass *glass, const float at[4], const float edge[3]) {
    float x = glass->poses->heart[0] - at[0];
    float y = glass->poses->heart[1] - at[1];
    float r = sqrtf(x * x + y * y) + 1e-4f;
    float q = crq_saturate((edge[0] * x + edge[1] * y) / r);
    return q * q * crq_exp(-r * (1.0f / 0.2f));
}

/* A point of the cut edge. */
struct prism {
    const float *out, *edge; /* outwards on the canvas, and in the world */
    const float *normal, *eye;
    float offset; /* of what is seen through it, pixels */
    float spread; /* of its wavelengths */
};

/* How the lamps sparkle on a facet. */
static float sparkle(const float normal[3], float half[3][3]) {
    float sum = 0.0f;
    for (int i = 0; i < 3; i++) {
        float miss = (i ? 70.0f : 38.0f) * (1.0f - crq_dot3(normal, half[i]));
        sum += miss < 8.0f ? POWER[i] * (crq_exp(-miss) - UNSEEN) : 0.0f;
    }
    return sum;
}

/* Every wavelength sees another place, and glints at another tilt. */
static void disperse(const struct crq_sheet *surface, const struct prism *p,
    const float pixel[2], crq_rgba *seen, crq_rgba *glint) {
    float half[3][3];
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++) {
            half[i][k] = CRQ_LAMPS[i][k] + p->eye[k];
        }
        crq_normalise(half[i]);
    }
    *seen = *glint = crq_rgba_grey(0.0f);
    for (int w = 0; w < WAVES; w++) {
        float l = (float)w / (float)(WAVES - 1) - 0.5f;
        float o = p->offset * (1.0f - 1.1f * p->spread * l);
        crq_rgba c = crq_sheet_between(
            surface, pixel[0] - p->out[0] * o, pixel[1] - p->out[1] * o);
        *seen += WAVE[w] * c * crq_rgba_grey(1.0f / MAX(c[3], 0.2f));
        float tipped[3];
        for (int i = 0; i < 3; i++) {
            tipped[i] = p->normal[i] + p->edge[i] * (0.68f * l * p->spread);
        }
        crq_normalise(tipped);
        *glint += WAVE[w] * crq_rgba_grey(2.2f * sparkle(tipped, half));
    }
}

/* The lit lip along the rim: a spectrum, red outside where the edge faces the lamp and
 * inside where it turns away. */
static crq_rgba lip(float inside, float facing, float spread) {
    crq_rgba sum = crq_rgba_grey(0.0f);
    float sense = facing < 0.0f ? 1.0f : -1.0f;
    for (int k = 0; k < 3; k++) {
        float off = 0.0016f * spread * (1.0f + sense * (float)(1 - k));
        float q = (inside - off) * (1.0f / 0.0012f);
        sum[k] = crq_exp(-q * q);
    }
    return sum * crq_rgba_grey(0.05f + 0.95f * crq_saturate(1.5f * facing - 0.35f));
}

/* What the ground glass makes of light that comes through: shade on the side away from
 * the lamp, cool as glass is, and hues that change from rim to face. */
static crq_rgba body(const struct crq_glass *glass, float across, float lit,
    float spread, float amount) {
    crq_rgba shade = crq_rgba_mix(
        glass->wall * crq_rgba_grey(0.5f), crq_rgba_grey(1.32f), crq_saturate(lit));
    crq_rgba bands = {crq_cos_turns(1.3f * across),
        crq_cos_turns(1.3f * across - 0.30f), crq_cos_turns(1.3f * across - 0.62f),
        0.0f};
    shade *= crq_rgba_grey(1.0f) + bands * crq_rgba_grey(0.36f * spread);
    return crq_rgba_mix(crq_rgba_grey(1.0f), shade, amount);
}

/* The cut edge: a prism ground along the rim, rippled where the crack ran. */
CRQ_WIDE struct crq_sample crq_pane_edge(const struct crq_glass *glass,
    const struct crq_pane *pane, const float at[4], float inside, float width,
    const float pixel[2]) {
    const struct crq_sheet *surface = glass->easel->surface;
    float eye[3] = {glass->poses->eye[0] - at[0], glass->poses->eye[1] - at[1],
        -glass->poses->distance};
    crq_normalise(eye);
    float out[2], edge[3];
    outward(pane->field, at[2], at[3], out);
    to_world(pane->pose, out, edge);
    float part = inside / width; /* 0 at the rim, 1 where the face begins */
    float grain = crq_noise2(at[2] * 34.0f, at[3] * 34.0f, glass->seed);
    const float *e = glass->easel->wound->epicentre;
    float run =
        sqrtf((at[2] - e[0]) * (at[2] - e[0]) + (at[3] - e[1]) * (at[3] - e[1]));
    /* Wallner lines: the ripples a running crack leaves across its face */
    float ripple = crq_sin_turns(run * 130.0f + 5.0f * grain + 0.6f * part) *
                   crq_saturate(0.5f + 1.6f * grain);
    float slope = 0.8f + 0.4f * grain + 0.05f * ripple;
    float amount = pane->deep;
    float n[3];
    for (int i = 0; i < 3; i++) {
        n[i] =
            pane->pose->normal[i] * (1.0f - 0.45f * amount) + edge[i] * slope * amount;
    }
    crq_normalise(n);
    float offset = 0.016f * slope * crq_smoothstep(0.0f, 0.3f, pane->pose->open) *
                   (0.6f + 0.4f * crq_smoothstep(0.0f, 0.2f, part)) * glass->per_side;
    float spread = 0.5f * (float)glass->panes->dispersion;
    crq_rgba own = crq_sheet_between(surface, pixel[0], pixel[1]);
    crq_rgba seen, glint;
    disperse(surface, &(struct prism){out, edge, n, eye, offset, spread}, pixel, &seen,
        &glint);
    float lit = crq_saturate(crq_dot3(n, glass->lamp));
    crq_rgba colour = seen * body(glass, part + 0.7f * grain, lit, spread, amount);
    float facing = crq_dot3(edge, glass->lamp);
    float crest = (width - inside) * (1.0f / 0.0009f);
    /* it breaks off where the rim is chipped, and is dimmer over dark paint */
    float broken = crq_saturate(0.55f + 1.5f * crq_noise2(at[2] * 11.0f, at[3] * 11.0f,
                                                   pane->seed)) *
                   (0.4f + 1.2f * sqrtf(crq_luminance(own)));
    crq_rgba fringe = lip(inside, facing, spread);
    glint += glass->lip * crq_rgba_grey(0.3f * crq_exp(-crest * crest) *
                                        crq_saturate(facing + 0.45f)) +
             glass->lip * fringe * crq_rgba_grey(2.1f * broken);
    float strong = amount * (0.5f + 0.5f * ripple * ripple + 0.4f * grain);
    float warm = faces_heart(glass, at, edge) * strong;
    colour += glint * crq_rgba_grey(0.42f * strong) +
              glass->heart * crq_rgba_grey(0.6f * warm);
    crq_rgba light = glint * glint * crq_rgba_grey(0.09f * strong) +
                     glass->lip * fringe * crq_rgba_grey(0.13f * strong * broken) +
                     glass->heart * crq_rgba_grey(0.35f * warm * warm);
    colour *= crq_rgba_grey(own[3]);
    colour[3] = own[3];
    light *= crq_rgba_grey(own[3]);
    return (struct crq_sample){colour, light};
}

/* Where a view point that is shifted by `k` of the pane's thickness hits the canvas. */
static void behind(
    const struct crq_pane *pane, const float at[4], float k, float to[2]) {
    crq_project(pane->pose->to_canvas, (double)(at[0] - k * pane->side[0]),
        (double)(at[1] - k * pane->side[1]), &to[0], &to[1]);
}

CRQ_WIDE crq_rgba crq_pane_wall(const struct crq_glass *glass,
    const struct crq_pane *pane, const float at[4], float kerf) {
    float end[2];
    behind(pane, at, 1.0f, end);
    float before = crq_field_at(pane->field, at[2], at[3]) - kerf;
    float best = before;
    float k = 0.0f;
    float hit[2] = {at[2], at[3]};
    /* the outline is swept back: the first slice that covers the point is seen */
    for (int s = 1; s <= 4 && best < 0.0f; s++) {
        float t = 0.25f * (float)s;
        float u = crq_mix(at[2], end[0], t);
        float v = crq_mix(at[3], end[1], t);
        float d = crq_field_at(pane->field, u, v) - kerf;
        if (d > best) {
            best = d;
            k = d > 0.0f ? t - 0.25f * d / (d - before + 1e-9f) : t;
            hit[0] = u;
            hit[1] = v;
        }
        before = d;
    }
    float cover = crq_saturate(best * pane->px + 0.5f);
    if (cover <= 0.0f) {
        return crq_rgba_grey(0.0f);
    }
    float out[2], edge[3];
    outward(pane->field, hit[0], hit[1], out);
    to_world(pane->pose, out, edge);
    crq_rgba c = crq_sheet_sample(glass->easel->surface, hit[0], hit[1]);
    cover *= crq_saturate(2.0f * c[3]);
    crq_rgba base = c * crq_rgba_grey(1.0f / MAX(c[3], 0.05f));
    float lit = crq_saturate(0.8f * crq_dot3(edge, glass->lamp) + 0.2f);
    float rim = crq_exp(-k * 9.0f) + 0.8f * crq_exp(-(1.0f - k) * 9.0f);
    float heart = faces_heart(glass, at, edge) * (0.35f + 0.65f * k);
    crq_rgba wall =
        base * glass->wall * crq_rgba_grey(0.30f + 0.8f * lit) +
        glass->wall * crq_rgba_grey((0.02f + 0.3f * lit * lit) * (0.25f + 0.6f * rim)) +
        (base + crq_rgba_grey(0.06f)) * glass->heart * crq_rgba_grey(1.9f * heart);
    wall *= crq_rgba_grey(cover);
    wall[3] = cover;
    return wall;
}
