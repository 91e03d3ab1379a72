/* What becomes of a weight: p - RATE g, or Adam's step. */
#include <math.h>
#include <stdint.h>
#ifdef __SSE__
#include <xmmintrin.h>
#endif

/* of the type of the numbers, whether that is float or double */
#define EXP(x) _Generic((number)0, float: expf, double: exp)(x)
#define LOG(x) _Generic((number)0, float: logf, double: log)(x)
#define TANH(x) _Generic((number)0, float: tanhf, double: tanh)(x)
#define SQRT(x) _Generic((number)0, float: sqrtf, double: sqrt)(x)

/* What -ffast-math links into a program of C alone: numbers below the smallest normal one, in which Adam's averages of
   units that have died go on for long and slowly, become 0. */
static inline void flush_denormals(void)
{
#ifdef __SSE__
    _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
}

typedef struct {
    number first, second; /* RATE / (1 - beta1^t) and 1 / sqrt(1 - beta2^t) */
} Rate;

static inline Rate rate_of(int64_t update)
{
#ifdef ADAM
    return (Rate){(number)(RATE / (1 - pow(0.9, (double)update))), (number)(1 / sqrt(1 - pow(0.999, (double)update)))};
#else
    (void)update;
    return (Rate){(number)RATE, 1};
#endif
}

static inline void update(number *p, number g, number *m, number *v, Rate rate)
{
#ifdef ADAM
    *m = (number)0.9 * *m + (number)0.1 * g;
    *v = (number)0.999 * *v + (number)0.001 * g * g;
    *p -= rate.first * *m / (SQRT(*v) * rate.second + (number)1e-8);
#else
    (void)m, (void)v;
    *p -= rate.first * g;
#endif
}
