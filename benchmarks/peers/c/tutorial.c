/* The tutorial's network, 7-5-3 with sigmoids and half the squared error, one row at a time. */
#include "updating.h"

enum { IN = SIZE_0, HIDDEN = SIZE_1, OUT = SIZE_2 };

typedef struct {
    number W1[IN][HIDDEN], b1[HIDDEN], W2[HIDDEN][OUT], b2[OUT];
} Weights;

#define UPDATE(which, gradient) update(&w.which, gradient, &m.which, &v.which, rate)

static inline number sigmoid(number z)
{
    return 1 / (1 + EXP(-z));
}

double epoch(const number *x, const number *y, const int64_t *order, int64_t rows, Weights *weights, Weights kept[2],
             int64_t updates)
{
    Weights w = *weights, m = kept[0], v = kept[1]; /* a copy of its own, which nothing else may point to */
    number total = 0;
    (void)order;
    flush_denormals();
    for (int64_t row = 0; row < rows; row++, x += IN, y += OUT) {
        number a1[HIDDEN], a2[OUT], delta1[HIDDEN], delta2[OUT];
        for (int j = 0; j < HIDDEN; j++) {
            number z = w.b1[j];
            for (int i = 0; i < IN; i++) {
                z += x[i] * w.W1[i][j];
            }
            a1[j] = sigmoid(z);
        }
        for (int k = 0; k < OUT; k++) {
            number z = w.b2[k];
            for (int j = 0; j < HIDDEN; j++) {
                z += a1[j] * w.W2[j][k];
            }
            a2[k] = sigmoid(z);
            const number difference = a2[k] - y[k];
            total += difference * difference / 2;
            delta2[k] = difference * a2[k] * (1 - a2[k]);
        }
        for (int j = 0; j < HIDDEN; j++) {
            number upstream = 0;
            for (int k = 0; k < OUT; k++) {
                upstream += delta2[k] * w.W2[j][k];
            }
            delta1[j] = upstream * a1[j] * (1 - a1[j]);
        }
        const Rate rate = rate_of(updates + row + 1);
        for (int i = 0; i < IN; i++) {
            for (int j = 0; j < HIDDEN; j++) {
                UPDATE(W1[i][j], x[i] * delta1[j]);
            }
        }
        for (int j = 0; j < HIDDEN; j++) {
            UPDATE(b1[j], delta1[j]);
        }
        for (int j = 0; j < HIDDEN; j++) {
            for (int k = 0; k < OUT; k++) {
                UPDATE(W2[j][k], a1[j] * delta2[k]);
            }
        }
        for (int k = 0; k < OUT; k++) {
            UPDATE(b2[k], delta2[k]);
        }
    }
    *weights = w;
    kept[0] = m;
    kept[1] = v;
    return (double)total;
}
