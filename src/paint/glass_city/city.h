/* What the layers of the glass city share: the plan of the city and the camera.
 *
 * Metres; x to the right, y up from the water, z away from the eye. The camera is a
 * view camera with a shifted lens: its film stands upright, so verticals stay parallel.
 * All of it is a function of seed, aspect and the numbers of `view`, `towers`, `beams`
 * and `figure`; never of palette, size in pixels or moment. */
#ifndef CRQ_PAINT_GLASS_CITY_CITY_H
#define CRQ_PAINT_GLASS_CITY_CITY_H

#include "form/grove.h"
#include "model/work.h"

enum crq_city_archetype {
    CRQ_CITY_RIVER,
    CRQ_CITY_SPRAWL,
    CRQ_CITY_LAGOON,
    CRQ_CITY_CANYON,
    CRQ_CITY_GATE,
    CRQ_CITY_ISLAND,
    CRQ_CITY_HEIGHTS,
    CRQ_CITY_ARCHETYPES
};

enum crq_city_hour {
    CRQ_CITY_DAWN,
    CRQ_CITY_MORNING,
    CRQ_CITY_HIGH,
    CRQ_CITY_DUSK,
    CRQ_CITY_HOURS
};

enum crq_city_program {
    CRQ_CITY_SWEEP,  /* one broad fan and lesser ones below it */
    CRQ_CITY_COMB,   /* narrow fans from one crown */
    CRQ_CITY_SLANT,  /* parallel fans from all tall crowns */
    CRQ_CITY_CROWN,  /* fans to both sides */
    CRQ_CITY_SHOWER, /* steep veils that come down on the streets */
    CRQ_CITY_PROGRAMS
};

/* The numbers of the layer `view`; choices count from 1, 0 is the seed's own. */
struct crq_city_view {
    int32_t archetype, hour;
    double lens;
};

/* The numbers of the layer `towers`. */
struct crq_city_towers {
    double density, height, crystals, iridescence, dispersion, inner, edges;
};

/* The numbers of the layer `beams`. */
struct crq_city_beams {
    int32_t program;
    double strength, spread, landing;
};

struct crq_city_camera {
    crq_vec eye;
    float lens;    /* tangent per short side */
    float horizon; /* short sides from the top */
    float across, down;
    float half;  /* tangent from the middle to the frame's side, at most 1.2 */
    float above; /* tangent from the horizon to the frame's top */
};

enum crq_tower_kind {
    CRQ_TOWER_SLAB,
    CRQ_TOWER_ANTIPRISM,
    CRQ_TOWER_SPIRE,
    CRQ_TOWER_QUARTZ,
    CRQ_TOWER_BLADE,
    CRQ_TOWER_SETBACK,
    CRQ_TOWER_TWIST,
    CRQ_TOWER_OBELISK,
    CRQ_TOWER_BUNDLE,
    CRQ_TOWER_LENS,
    CRQ_TOWER_CROWNED,
    CRQ_TOWER_TERRACE,
    CRQ_TOWER_KINDS
};

enum crq_facade {
    CRQ_FACADE_GRID,
    CRQ_FACADE_FINS,
    CRQ_FACADE_DIAGRID,
    CRQ_FACADE_SEAMLESS,
    CRQ_FACADE_CUT /* seamless too, ground into triangles */
};

struct crq_tower {
    float x, z, radius, height, turn;
    float lean_x, lean_z; /* shift per metre of height */
    int kind, facade;
    uint32_t seed;
    float index; /* of refraction */
    bool crystal, hero;
    float straight;    /* reflectance at normal incidence */
    float film;        /* thickness of the thin film, nanometres */
    float pane, floor; /* metres */
    float warm, clear; /* mixtures of its tint: warm glass, no colour at all */
    float lamp;        /* light within a small crystal */
    int first, count;  /* solids */
};

/* A sheet of light that leaves a crown and spreads into its spectrum. */
struct crq_beam {
    crq_vec origin, along, across, normal; /* across points to red */
    float width, spread;                   /* at the origin; growth per metre */
    float strength, reach;
    uint32_t seed;
};

enum { CRQ_CITY_BEAMS = 28 };

struct crq_city {
    uint64_t seed;
    uint32_t noise; /* seed of fields */
    enum crq_city_archetype archetype;
    enum crq_city_hour hour;
    float side; /* the coin: -1 or 1, where the sun stands */
    struct crq_city_camera camera;
    float sun_x, sun_y; /* tangents against the horizon's middle */
    crq_vec sun;        /* unit, towards it */
    float warmth, dusk; /* of the hour, 0..1 */
    float thin;         /* air: 1 usual, less is clearer */
    struct {
        float slope, bend, sway, phase, width, end;
    } avenue;
    struct crq_tower *towers;
    int tower_count;
    struct crq_convex *solids;
    int solid_count;
    struct crq_grove *grove;
    int hero, composed; /* towers[hero]; towers before `composed` were placed by hand */
    struct crq_beam beams[CRQ_CITY_BEAMS];
    int beam_count;
    struct {
        crq_vec foot;
        float height;
        bool on_water;
    } figure;
};

/* Middle of the avenue at depth z. */
static inline float crq_city_avenue(const struct crq_city *city, float z) {
    float bend = city->avenue.bend * crq_exp(-z * (1.0f / 190.0f));
    float sway = 14.0f * crq_sin_turns(z / city->avenue.sway + city->avenue.phase);
    return city->avenue.slope * z - bend + sway * crq_smoothstep(300.0f, 900.0f, z);
}

/* Whether something of that radius leaves the avenue free. */
static inline bool crq_city_off_avenue(
    const struct crq_city *city, float x, float z, float radius) {
    if (z > city->avenue.end) {
        return true;
    }
    float aside = x - crq_city_avenue(city, z);
    aside = aside < 0.0f ? -aside : aside;
    return z <= 0.0f || aside >= city->avenue.width + radius;
}

/* Unit direction through a point of the picture, in short sides. */
static inline crq_vec crq_city_ray(
    const struct crq_city_camera *camera, float x, float y) {
    return crq_normalise(crq_vec_make((x - 0.5f * camera->across) * camera->lens,
        (camera->horizon - y) * camera->lens, 1.0f));
}

/* Where a point shows, in short sides; false when it lies behind the eye. */
static inline bool crq_city_project(
    const struct crq_city_camera *camera, crq_vec p, float *x, float *y) {
    crq_vec r = p - camera->eye;
    if (r[2] < 0.01f) {
        return false;
    }
    *x = 0.5f * camera->across + r[0] / r[2] / camera->lens;
    *y = camera->horizon - r[1] / r[2] / camera->lens;
    return true;
}

/* view.c: archetype, hour, sun and camera. */
void crq_city_look(struct crq_city *city, const struct crq_work *work);

/* Numbers of the archetype that the layout needs. */
struct crq_city_layout {
    float hero_top; /* part of camera.above */
    float hero_z, hero_radius;
    float scale;    /* of towers against the horizon */
    float near_low; /* tangent that near towers stay below, negative */
    float gap;      /* half-width of the open sky, part of camera.half */
    float open;     /* no city nearer than this, metres */
    float grain;    /* size of plots and of what stands on them, against 52 metres */
    float glade;    /* noise below which a plot stays open water: -1 none */
    int frames;     /* 0 none, 1 on the far side, 2 on both */
    bool terrace;
};
const struct crq_city_layout *crq_city_layout(enum crq_city_archetype archetype);

/* layout.c: towers, terrace and figure. */
void crq_city_build(struct crq_city *city, const struct crq_city_towers *numbers);

/* Where towers are raised. */
struct crq_city_site {
    struct crq_tower *towers;
    int tower_count, tower_room;
    struct crq_convex *solids;
    int solid_count, solid_room;
    struct crq_chance chance;
};

/* raise.c: adds a tower; `tower` gives place, size, kind and seed. Returns its number.
 */
int crq_city_raise(struct crq_city_site *site, struct crq_tower tower);

/* Where a tower ends: the highest point of its solids. */
crq_vec crq_city_tip(const struct crq_city *city, const struct crq_tower *tower);

/* kinds.c: adds the solids of a tower. */
void crq_city_shape(struct crq_city_site *site, const struct crq_tower *tower,
    const struct crq_stand *stand);

/* fans.c: the beams, their light along a ray and where they land. */
void crq_city_aim_beams(struct crq_city *city, const struct crq_city_beams *numbers);

#endif
