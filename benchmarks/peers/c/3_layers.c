/* Two hidden layers and a softmax, a batch at a time. */
#include "dense.h"

enum { IN = SIZE_0, ONE = SIZE_1, TWO = SIZE_2, OUT = SIZE_3 };
enum { SECOND = (IN + 1) * ONE, THIRD = SECOND + (ONE + 1) * TWO, ALL = THIRD + (TWO + 1) * OUT };

static number room_x[BATCH * IN], room_y[BATCH * OUT];
static number a1[BATCH * ONE], derivative1[BATCH * ONE], delta1[BATCH * ONE];
static number a2[BATCH * TWO], derivative2[BATCH * TWO], delta2[BATCH * TWO], delta3[BATCH * OUT];

double epoch(const number *all_x, const number *all_y, const int64_t *order, int64_t rows, number *w, number *kept,
             int64_t updates)
{
    double total = 0;
    flush_denormals();
    for (int64_t first = 0; first < rows; first += BATCH) {
        const number *x = gathered(BATCH, IN, all_x, order, first, room_x);
        const number *y = gathered(BATCH, OUT, all_y, order, first, room_y);
        const Rate rate = rate_of(++updates);
        forward(BATCH, IN, ONE, x, w, w + IN * ONE, a1);
        activate(BATCH * ONE, a1, derivative1);
        forward(BATCH, ONE, TWO, a1, w + SECOND, w + SECOND + ONE * TWO, a2);
        activate(BATCH * TWO, a2, derivative2);
        forward(BATCH, TWO, OUT, a2, w + THIRD, w + THIRD + TWO * OUT, delta3);
        total += (double)softmax_loss(BATCH, OUT, delta3, y);
        backward(BATCH, TWO, OUT, delta3, w + THIRD, delta2);
        times(BATCH * TWO, delta2, derivative2);
        backward(BATCH, ONE, TWO, delta2, w + SECOND, delta1);
        times(BATCH * ONE, delta1, derivative1);
        learn(BATCH, IN, ONE, x, delta1, w, kept, kept + ALL, rate);
        learn(BATCH, ONE, TWO, a1, delta2, w + SECOND, kept + SECOND, kept + ALL + SECOND, rate);
        learn(BATCH, TWO, OUT, a2, delta3, w + THIRD, kept + THIRD, kept + ALL + THIRD, rate);
    }
    return total;
}
