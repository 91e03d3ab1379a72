/* One hidden layer and a softmax, a batch at a time. */
#include "dense.h"

enum { IN = SIZE_0, HIDDEN = SIZE_1, OUT = SIZE_2 };
enum { SECOND = (IN + 1) * HIDDEN, ALL = SECOND + (HIDDEN + 1) * OUT };

static number room_x[BATCH * IN], room_y[BATCH * OUT];
static number a1[BATCH * HIDDEN], derivative1[BATCH * HIDDEN], delta1[BATCH * HIDDEN], delta2[BATCH * OUT];

double epoch(const number *all_x, const number *all_y, const int64_t *order, int64_t rows, number *w, number *kept,
             int64_t updates)
{
    double total = 0;
    flush_denormals();
    for (int64_t first = 0; first < rows; first += BATCH) {
        const number *x = gathered(BATCH, IN, all_x, order, first, room_x);
        const number *y = gathered(BATCH, OUT, all_y, order, first, room_y);
        const Rate rate = rate_of(++updates);
        forward(BATCH, IN, HIDDEN, x, w, w + IN * HIDDEN, a1);
        activate(BATCH * HIDDEN, a1, derivative1);
        forward(BATCH, HIDDEN, OUT, a1, w + SECOND, w + SECOND + HIDDEN * OUT, delta2);
        total += (double)softmax_loss(BATCH, OUT, delta2, y);
        backward(BATCH, HIDDEN, OUT, delta2, w + SECOND, delta1);
        times(BATCH * HIDDEN, delta1, derivative1);
        learn(BATCH, IN, HIDDEN, x, delta1, w, kept, kept + ALL, rate);
        learn(BATCH, HIDDEN, OUT, a1, delta2, w + SECOND, kept + SECOND, kept + ALL + SECOND, rate);
    }
    return total;
}
