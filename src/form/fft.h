/* A small inverse Fourier transform whose bits are the same everywhere.
 *
 * Radix-2 decimation in time (Cooley and Tukey 1965); library transforms choose their
 * plan, and with it their rounding, by machine. */
#ifndef CRQ_FORM_FFT_H
#define CRQ_FORM_FFT_H

struct crq_complex {
    float re, im;
};

/* Sum over all waves, unscaled, in place: field[y][x] of side * side values becomes
 * sum field[j][i] exp(+i tau (i x + j y) / side), *transposed*. side: a power of two,
 * at most 1024. */
void crq_fft_inverse_transposed(struct crq_complex *field, int side);

#endif
