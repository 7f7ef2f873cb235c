/* Palette is not geometry. */
#include "law/picture.h"

enum { WIDTH = 64, HEIGHT = 36 };

START_TEST(another_palette_changes_light_and_moves_nothing) {
    static const char *const names[] = {"ember", "monochrome-print", "abyss"};
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        struct crq_sheet *own = law_paint(work, &law_crew, 0.3);
        for (int i = 0; i < 3; i++) {
            ck_assert(crq_work_set_palette(work, names[i], NULL));
            struct crq_sheet *other = law_paint(work, &law_crew, 0.3);
            ck_assert_msg(law_same_planes(own, other), "%s moves in %s",
                work->gallery->canvas->name, names[i]);
            ck_assert_msg(!law_same_pixels(own, other), "%s ignores %s",
                work->gallery->canvas->name, names[i]);
            crq_sheet_destroy(other);
        }
        crq_sheet_destroy(own);
        crq_work_destroy(work);
    }
}
END_TEST

/* Exchanges the colours of all roles in the set for glaring ones. */
static void spoil(struct crq_palette *palette, uint64_t roles) {
    for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
        if (roles & UINT64_C(1) << i) {
            const uint8_t glaring[3] = {
                (uint8_t)(255 - 3 * i), (uint8_t)(37 * i), (uint8_t)(128 + 11 * i)};
            crq_palette_put(palette, (enum crq_role)i, glaring);
        }
    }
}

START_TEST(a_role_that_no_layer_declares_changes_no_pixel) {
    for (int g = 0; g < crq_gallery_count; g++) {
        uint64_t declared = 0;
        for (int i = 0; i < crq_galleries[g].layer_count; i++) {
            declared |= crq_galleries[g].layers[i]->roles;
        }
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        struct crq_sheet *own = law_paint(work, &law_crew, 0.3);
        spoil(work->palette, ~declared);
        struct crq_sheet *other = law_paint(work, &law_crew, 0.3);
        ck_assert_msg(law_same_pixels(own, other), "%s reads a role in secret",
            work->gallery->canvas->name);
        crq_sheet_destroy(own);
        crq_sheet_destroy(other);
        crq_work_destroy(work);
    }
}
END_TEST

START_TEST(a_role_that_nothing_declares_changes_no_wounded_pixel) {
    for (int g = 0; g < crq_gallery_count; g++) {
        struct crq_work *work = law_work(&crq_galleries[g], "law", WIDTH, HEIGHT);
        uint64_t declared = crq_work_roles(work);
        for (int act = CRQ_ACT_FRACTURE; act < CRQ_ACTS; act++) {
            struct crq_instant instant = law_instant(work, (enum crq_act)act);
            ck_assert(crq_work_set_palette(work, "dawn-glass", NULL));
            struct crq_sheet *own = law_render(work, &law_crew, &instant);
            spoil(work->palette, ~declared);
            struct crq_sheet *other = law_render(work, &law_crew, &instant);
            ck_assert_msg(law_same_pixels(own, other), "%s, %s: a role read in secret",
                work->gallery->canvas->name, crq_act_name((enum crq_act)act));
            crq_sheet_destroy(own);
            crq_sheet_destroy(other);
        }
        crq_work_destroy(work);
    }
}
END_TEST

/* A declared role that no seed and no moment shows is a slip of the tables. */
START_TEST(a_role_that_is_declared_is_seen_somewhere) {
    static const char *const seeds[] = {"law", "1", "2", "3"};
    for (int g = 0; g < crq_gallery_count; g++) {
        uint64_t declared = 0;
        for (int i = 0; i < crq_galleries[g].layer_count; i++) {
            declared |= crq_galleries[g].layers[i]->roles;
        }
        for (int s = 0; s < 4 && declared; s++) {
            struct crq_work *work =
                law_work(&crq_galleries[g], seeds[s], WIDTH, HEIGHT);
            struct crq_sheet *own = law_paint(work, &law_crew, 0.3);
            for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
                uint64_t role = UINT64_C(1) << i;
                if (declared & role) {
                    ck_assert(crq_work_set_palette(work, "dawn-glass", NULL));
                    spoil(work->palette, role);
                    struct crq_sheet *other = law_paint(work, &law_crew, 0.3);
                    declared &= law_same_pixels(own, other) ? UINT64_MAX : ~role;
                    crq_sheet_destroy(other);
                }
            }
            crq_sheet_destroy(own);
            crq_work_destroy(work);
        }
        for (int i = 0; i < CRQ_ROLE_COUNT; i++) {
            ck_assert_msg(!(declared & UINT64_C(1) << i), "%s declares '%s' in vain",
                crq_galleries[g].canvas->name, crq_role_name((enum crq_role)i));
        }
    }
}
END_TEST

RUN_TESTS(another_palette_changes_light_and_moves_nothing,
    a_role_that_no_layer_declares_changes_no_pixel,
    a_role_that_nothing_declares_changes_no_wounded_pixel,
    a_role_that_is_declared_is_seen_somewhere)
