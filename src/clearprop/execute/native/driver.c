/* An epoch in one call: batches gathered by index, the step, and what is watched. Same for every network. */
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define TOO_MUCH 1e6

typedef void (*Step)(number **in, number **out, const double *update, const double *key, const number *x,
                     const number *y, number *loss, number *y_hat);

typedef struct {
    Step step, last;         /* of a whole batch, and of the smaller one at the end */
    int64_t rows, batch;     /* rows of the data, and of a whole batch */
    int64_t features, outputs;
    number **in, **out;      /* before and after an update; they change places with each */
    number **good;           /* before the last update whose loss was looked at */
    const number *x, *y;     /* of all rows */
    const int64_t *order;    /* the rows in their order; NULL: as they are */
    number *y_hat;           /* of all rows, each as it was before its update */
    number *batch_x, *batch_y, *batch_y_hat; /* room for one batch */
    double update, key;      /* updates that were made before; what random numbers are drawn by */
    double limit;            /* losses above it are divergence; below 0: to be found from the first one */
    double most;             /* what the targets account for: 1 + max y² */
    double loss;             /* of the last batch */
    double total;            /* the sum over rows of their losses so far */
    double seconds;          /* after which the call comes back, so that somebody can look */
} Epoch;

static double now(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void gather(number *to, const number *from, const int64_t *order, int64_t count, int64_t width)
{
    for (int64_t k = 0; k < count; k++) {
        memcpy(to + k * width, from + order[k] * width, (size_t)width * sizeof *to);
    }
}

static void scatter(number *to, const number *from, const int64_t *order, int64_t count, int64_t width)
{
    for (int64_t k = 0; k < count; k++) {
        memcpy(to + order[k] * width, from + k * width, (size_t)width * sizeof *to);
    }
}

/* Goes on at a row; the row that it came to, or -1 where a loss was none or beyond the limit. */
int64_t go_on(Epoch *epoch, int64_t at)
{
    const double started = now();
    int64_t patience = 1, waited = 0; /* updates until the clock is looked at again: asking may cost more than they do */
    while (at < epoch->rows) {
        const int64_t left = epoch->rows - at;
        const int64_t count = left < epoch->batch ? left : epoch->batch;
        const int64_t *order = epoch->order ? epoch->order + at : NULL;
        const number *x = epoch->x + at * epoch->features, *y = epoch->y + at * epoch->outputs;
        number *y_hat = epoch->y_hat + at * epoch->outputs;
        if (order && count == 1) {
            x = epoch->x + *order * epoch->features;
            y = epoch->y + *order * epoch->outputs;
            y_hat = epoch->y_hat + *order * epoch->outputs;
        } else if (order) {
            gather(epoch->batch_x, epoch->x, order, count, epoch->features);
            gather(epoch->batch_y, epoch->y, order, count, epoch->outputs);
            x = epoch->batch_x;
            y = epoch->batch_y;
            y_hat = epoch->batch_y_hat;
        }
        const double update = epoch->update + 1;
        number loss;
        (count == epoch->batch ? epoch->step : epoch->last)(epoch->in, epoch->out, &update, &epoch->key, x, y, &loss, y_hat);
        if (order && count > 1) {
            scatter(epoch->y_hat, y_hat, order, count, epoch->outputs);
        }
        epoch->loss = (double)loss;
        if (epoch->limit < 0) {
            epoch->limit = TOO_MUCH * (epoch->most + fabs((double)loss));
        }
        if (!isfinite(loss) || (double)loss > epoch->limit) {
            return -1;
        }
        number **spare = epoch->good;
        epoch->good = epoch->in;
        epoch->in = epoch->out;
        epoch->out = spare;
        epoch->update = update;
        epoch->total += (double)loss * (double)count;
        at += count;
        if (++waited == patience) {
            const double seconds = now() - started;
            if (seconds > epoch->seconds) {
                break;
            }
            patience *= seconds < epoch->seconds / 4 ? 2 : 1;
            waited = 0;
        }
    }
    return at;
}
