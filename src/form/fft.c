/* Inverse transform: rows, transpose, rows. */
#include "form/fft.h"

#include "base/crew.h"
#include "base/dmath.h"

#include <glib.h>

enum { LARGEST = 1024 };

struct plan {
    int side;
    struct crq_complex turn[LARGEST / 2];
    int reversed[LARGEST];
};

/* Roots of unity and the order in which the butterflies want their input. */
static void make_plan(struct plan *plan, int side) {
    plan->side = side;
    for (int i = 0; i < side / 2; i++) {
        double angle = (double)i / side;
        plan->turn[i].re = (float)crq_cos_turns_d(angle);
        plan->turn[i].im = (float)crq_sin_turns_d(angle);
    }
    plan->reversed[0] = 0;
    for (int i = 1; i < side; i++) {
        plan->reversed[i] = plan->reversed[i >> 1] >> 1 | (i & 1 ? side >> 1 : 0);
    }
}

static void swap(struct crq_complex *a, struct crq_complex *b) {
    struct crq_complex was = *a;
    *a = *b;
    *b = was;
}

/* Sums and differences of `half` pairs. */
static inline void butterflies(
    struct crq_complex *a, int half, const struct crq_complex *turn, int stride) {
    for (int k = 0; k < half; k++) {
        struct crq_complex w = turn[k * stride];
        struct crq_complex x = a[k];
        struct crq_complex y = a[k + half];
        float re = y.re * w.re - y.im * w.im;
        float im = y.re * w.im + y.im * w.re;
        a[k] = (struct crq_complex){x.re + re, x.im + im};
        a[k + half] = (struct crq_complex){x.re - re, x.im - im};
    }
}

CRQ_WIDE static void transform_rows(
    struct crq_complex *field, const struct plan *plan) {
    int side = plan->side;
    for (int y = 0; y < side; y++) {
        struct crq_complex *row = field + (long)y * side;
        for (int i = 0; i < side; i++) {
            if (plan->reversed[i] > i) {
                swap(&row[i], &row[plan->reversed[i]]);
            }
        }
        for (int half = 1; half < side; half *= 2) {
            for (int i = 0; i < side; i += 2 * half) {
                butterflies(row + i, half, plan->turn, side / (2 * half));
            }
        }
    }
}

void crq_fft_inverse_transposed(struct crq_complex *field, int side) {
    g_autofree struct plan *plan = g_new(struct plan, 1);
    make_plan(plan, side);
    transform_rows(field, plan);
    for (int y = 0; y < side; y++) {
        for (int x = y + 1; x < side; x++) {
            swap(&field[(long)y * side + x], &field[(long)x * side + y]);
        }
    }
    transform_rows(field, plan);
}
