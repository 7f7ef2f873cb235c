/* The hands that do parallel work: how many threads, and how rows are dealt to them.
 * Results never depend on either. */
#ifndef CRQ_BASE_CREW_H
#define CRQ_BASE_CREW_H

/* Kernels marked so are compiled twice and the wider one is picked at run time. Plain
 * AVX2 on purpose: with FMA the compiler would fuse and change the last bit. Clang
 * refuses clones of a flattened function and builds the baseline alone; the bytes are
 * the same. */
#if defined(__clang__)
#define CRQ_WIDE __attribute__((flatten))
#elif defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(CRQ_NARROW)
#define CRQ_WIDE __attribute__((target_clones("avx2", "default"), flatten))
#else
#define CRQ_WIDE
#endif

/* Rows dealt at once where nothing speaks for another number. */
enum { CRQ_STRIP = 16 };

struct crq_crew {
    int threads; /* at least 1 */
    int strip;   /* rows dealt at once, at least 1 */
};

/* Calls work(context, first, last) for strips [first, last) that cover [0, rows), on
 * crew->threads threads in no promised order; returns when all are done. Writes of one
 * strip must not be read by another. */
void crq_strips(const struct crq_crew *crew, int rows,
    void (*work)(void *context, int first, int last), void *context);

#endif
