/* Dense layers on a batch, as loops over rows, inputs and outputs; every size is a constant where these are called. */
#include "updating.h"

#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* z: [rows, out] = x: [rows, in] W: [in, out] + b */
INLINE void forward(int rows, int in, int out, const number *restrict x, const number *restrict W, const number *restrict b,
                    number *restrict z)
{
    for (int r = 0; r < rows; r++) {
        number sums[out];
        memcpy(sums, b, sizeof sums);
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                sums[j] += x[r * in + i] * W[i * out + j];
            }
        }
        memcpy(z + r * out, sums, sizeof sums);
    }
}

/* da: [rows, in] = dz: [rows, out] W transposed */
INLINE void backward(int rows, int in, int out, const number *restrict dz, const number *restrict W, number *restrict da)
{
    for (int r = 0; r < rows; r++) {
        for (int i = 0; i < in; i++) {
            number sum = 0;
            for (int j = 0; j < out; j++) {
                sum += dz[r * out + j] * W[i * out + j];
            }
            da[r * in + i] = sum;
        }
    }
}

/* W and b with the gradients x transposed dz and the sum of dz over rows; m and v are what Adam keeps of W, then of b */
INLINE void learn(int rows, int in, int out, const number *restrict x, const number *restrict dz, number *restrict W,
                  number *restrict m, number *restrict v, Rate rate)
{
    for (int i = 0; i <= in; i++) {
        number sums[out];
        memset(sums, 0, sizeof sums);
        for (int r = 0; r < rows; r++) {
            const number input = i < in ? x[r * in + i] : 1;
            for (int j = 0; j < out; j++) {
                sums[j] += input * dz[r * out + j];
            }
        }
#pragma GCC ivdep
        for (int j = 0; j < out; j++) {
            update(W + i * out + j, sums[j], m + i * out + j, v + i * out + j, rate);
        }
    }
}

/* a and its derivative, from z */
INLINE void activate(int count, number *restrict a, number *restrict derivative)
{
    for (int n = 0; n < count; n++) {
#if defined(HIDDEN_TANH)
        a[n] = TANH(a[n]);
        derivative[n] = 1 - a[n] * a[n];
#else
        derivative[n] = a[n] > 0;
        a[n] = a[n] > 0 ? a[n] : 0;
#endif
    }
}

INLINE void times(int count, number *restrict to, const number *restrict factors)
{
    for (int n = 0; n < count; n++) {
        to[n] *= factors[n];
    }
}

/* The cross-entropy, a mean over rows; z becomes its derivative. */
INLINE number softmax_loss(int rows, int out, number *restrict z, const number *restrict y)
{
    number total = 0;
    for (int r = 0; r < rows; r++, z += out, y += out) {
        number most = z[0], sum = 0, wanted = 0;
        for (int j = 1; j < out; j++) {
            most = z[j] > most ? z[j] : most;
        }
        for (int j = 0; j < out; j++) {
            z[j] -= most;
            wanted += y[j] * z[j];
            z[j] = EXP(z[j]);
            sum += z[j];
        }
        total += LOG(sum) - wanted;
        for (int j = 0; j < out; j++) {
            z[j] = (z[j] / sum - y[j]) / rows;
        }
    }
    return total / rows;
}

/* The rows of a batch, one after the other; as they are where there is no order. */
INLINE const number *gathered(int rows, int width, const number *from, const int64_t *order, int64_t first, number *room)
{
    if (!order) {
        return from + first * width;
    }
    if (rows == 1) {
        return from + order[first] * width;
    }
    for (int r = 0; r < rows; r++) {
        memcpy(room + r * width, from + order[first + r] * width, (size_t)width * sizeof *room);
    }
    return room;
}
