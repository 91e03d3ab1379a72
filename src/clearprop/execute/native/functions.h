/* exp, expm1, tanh and log without branches, so that loops around them become vector code; NaN, infinities and denormal
   numbers as in math.h, at most 4 units in the last place from the true value. Sums may not be made in another order here. */
#include <stdint.h>

#if defined(__FP_FAST_FMA) && defined(__FP_FAST_FMAF)
#define FMA(a, b, c) __builtin_fma(a, b, c)
#define FMAF(a, b, c) __builtin_fmaf(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#define FMAF(a, b, c) ((a) * (b) + (c))
#endif

/* Numbers of this size have no places after the point: what is added to one is rounded to a whole number. */
#define WHOLE 0x1.8p52
#define WHOLEF 0x1.8p23f

INLINE int64_t bits(double x)
{
    int64_t found;
    __builtin_memcpy(&found, &x, sizeof found);
    return found;
}

INLINE int32_t bitsf(float x)
{
    int32_t found;
    __builtin_memcpy(&found, &x, sizeof found);
    return found;
}

INLINE double from_bits(int64_t x)
{
    double found;
    __builtin_memcpy(&found, &x, sizeof found);
    return found;
}

INLINE float from_bitsf(int32_t x)
{
    float found;
    __builtin_memcpy(&found, &x, sizeof found);
    return found;
}

/* 2^k for -1022 <= k <= 1023. */
INLINE double power_of_two(int64_t k)
{
    return from_bits((int64_t)((uint64_t)(k + 1023) << 52));
}

INLINE float power_of_twof(int32_t k)
{
    return from_bitsf((int32_t)((uint32_t)(k + 127) << 23));
}

/* x = n ln 2 + r with |r| <= ln 2 / 2: e^r - 1 by its series, and 2^n as a product of two, since one alone may not be one. */
typedef struct {
    double rest, first, second;
} Parts;

INLINE Parts parts(double x)
{
    const double shifted = FMA(x, 0x1.71547652b82fep0, WHOLE), n = shifted - WHOLE;
    const double r = FMA(-n, 0x1.abc9e3b39803fp-56, FMA(-n, 0x1.62e42fefa39efp-1, x));
    const double r2 = r * r, r4 = r2 * r2; /* pairs, and pairs of pairs: none waits for the one before */
    const double low = FMA(FMA(1.0 / 120, r, 1.0 / 24), r2, FMA(1.0 / 6, r, 0.5));
    const double middle = FMA(FMA(1.0 / 362880, r, 1.0 / 40320), r2, FMA(1.0 / 5040, r, 1.0 / 720));
    const double high = FMA(FMA(1.0 / 6227020800, r, 1.0 / 479001600), r2, FMA(1.0 / 39916800, r, 1.0 / 3628800));
    const double p = FMA(FMA(high, r4, middle), r4, low);
    const int64_t k = bits(shifted) - bits(WHOLE), half = bits(FMA(n, 0.5, WHOLE)) - bits(WHOLE);
    return (Parts){FMA(p * r, r, r), power_of_two(half), power_of_two(k - half)};
}

typedef struct {
    float rest, first, second;
} Partsf;

INLINE Partsf partsf(float x)
{
    const float shifted = FMAF(x, 0x1.715476p0f, WHOLEF), n = shifted - WHOLEF;
    const float r = FMAF(-n, -0x1.05c610p-29f, FMAF(-n, 0x1.62e430p-1f, x));
    const float r2 = r * r;
    const float low = FMAF(FMAF(1.0f / 120, r, 1.0f / 24), r2, FMAF(1.0f / 6, r, 0.5f));
    const float p = FMAF(FMAF(1.0f / 5040, r, 1.0f / 720), r2 * r2, low);
    const int32_t k = bitsf(shifted) - bitsf(WHOLEF), half = bitsf(FMAF(n, 0.5f, WHOLEF)) - bitsf(WHOLEF);
    return (Partsf){FMAF(p * r, r, r), power_of_twof(half), power_of_twof(k - half)};
}

INLINE double vector_exp(double x)
{
    x = x > 710 ? 710 : x;
    x = x < -746 ? -746 : x;
    const Parts found = parts(x);
    return (1 + found.rest) * found.first * found.second;
}

INLINE float vector_expf(float x)
{
    x = x > 89 ? 89 : x;
    x = x < -104 ? -104 : x;
    const Partsf found = partsf(x);
    return (1 + found.rest) * found.first * found.second;
}

/* e^x - 1 = 2^n (e^r - 1) + (2^n - 1) */
INLINE double vector_expm1(double x)
{
    const double kept = x;
    x = x > 710 ? 710 : x;
    x = x < -40 ? -40 : x;
    const Parts found = parts(x);
    const double both = (found.rest * found.first + (found.first - 1 / found.second)) * found.second;
    return kept == 0 ? kept : both;
}

INLINE float vector_expm1f(float x)
{
    const float kept = x;
    x = x > 89 ? 89 : x;
    x = x < -20 ? -20 : x;
    const Partsf found = partsf(x);
    const float both = (found.rest * found.first + (found.first - 1 / found.second)) * found.second;
    return kept == 0 ? kept : both;
}

/* tanh x = (e^2x - 1) / (e^2x + 1) */
INLINE double vector_tanh(double x)
{
    double size = __builtin_fabs(x);
    size = size > 20 ? 20 : size;
    const double t = vector_expm1(2 * size);
    return __builtin_copysign(t / (t + 2), x);
}

INLINE float vector_tanhf(float x)
{
    float size = __builtin_fabsf(x);
    size = size > 10 ? 10 : size;
    const float t = vector_expm1f(2 * size);
    return __builtin_copysignf(t / (t + 2), x);
}

/* x = 2^k m with m near 1, and ln m = 2 artanh((m - 1) / (m + 1)) by its series. */
INLINE double vector_log(double x)
{
    const int small = x < 0x1p-1022;
    const double scaled = small ? x * 0x1p54 : x;
    const int64_t above = bits(scaled) - bits(0x1.6a09e667f3bcdp-1);
    const int64_t k = above >> 52;
    const double m = from_bits(bits(scaled) - (int64_t)((uint64_t)k << 52));
    const double n = (double)k - (small ? 54 : 0), f = m - 1, s = f / (2 + f), z = s * s;
    double p = 2.0 / 21;
    p = FMA(p, z, 2.0 / 19);
    p = FMA(p, z, 2.0 / 17);
    p = FMA(p, z, 2.0 / 15);
    p = FMA(p, z, 2.0 / 13);
    p = FMA(p, z, 2.0 / 11);
    p = FMA(p, z, 2.0 / 9);
    p = FMA(p, z, 2.0 / 7);
    p = FMA(p, z, 2.0 / 5);
    p = FMA(p, z, 2.0 / 3);
    const double half = f * f / 2; /* ln m = f - (f² / 2 - s (f² / 2 + z p)) */
    const double found = FMA(n, 0x1.62e42fefa39efp-1, f - (half - FMA(s, half + z * p, n * 0x1.abc9e3b39803fp-56)));
    const double special = x < 0 ? __builtin_nan("") : x == 0 ? -__builtin_inf() : x;
    return x > 0 && x < __builtin_inf() ? found : special;
}

#define exp vector_exp
#define expf vector_expf
#define expm1 vector_expm1
#define expm1f vector_expm1f
#define tanh vector_tanh
#define tanhf vector_tanhf
#define log vector_log
