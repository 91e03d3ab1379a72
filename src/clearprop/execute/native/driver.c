/* Epochs in one call: batches gathered by index, the step, and what is watched. Same for every network. */
#define TOO_MUCH 1e6
#define BETWEEN 64 /* updates between two copies of what is trained */

enum { GOES_ON, DIVERGED, NOT_FINITE };    /* how a call ended: all is well, at a loss, at an array after an epoch */
enum { NONE, CLASSES, SIDES, SQUARES };    /* what is summed for the metric, over the rows of an epoch */

typedef struct {
    int64_t rows, epochs;    /* of the data; how often they are gone through */
    int64_t epoch, row;      /* where training goes on */
    const int64_t *sizes;    /* of each array that is trained, in numbers */
    number **arrays;         /* as they are now */
    number **kept;           /* as they were before an earlier update, whose loss was looked at since */
    number **fresh;          /* the same, where it was not yet */
    unsigned char *room;     /* the step's own */
    const number *x, *y;     /* of all rows */
    const int64_t *order;    /* for each epoch the rows in their order; NULL: as they are */
    number *batch_x, *batch_y, *batch_y_hat; /* room for one batch; y_hat is as it was before the update */
    double *losses;          /* for each epoch the sum over rows of their losses */
    double *seconds;         /* and what it took */
    double *sums;            /* and OUTPUTS numbers, what its metric is made of */
    int64_t metric;          /* which one: hits of the largest output, outputs on the right side, (y - y_hat)² */
    double threshold;        /* between the sides */
    double update, key;      /* updates that were made before; what random numbers are drawn by */
    double kept_update;      /* the same, when the arrays were copied (below 0: they were not) */
    int64_t kept_epoch, kept_row; /* and where training would have gone on */
    double limit;            /* losses above it are divergence; below 0: to be found from the first one */
    double most;             /* what the targets account for: 1 + max y² */
    double loss;             /* of the last batch */
    double slice;            /* seconds after which the call comes back, so that somebody can look */
} Training;

typedef struct {
    double started, looked;   /* when the call began, and when the clock was read last */
    int64_t patience, waited; /* updates until it is read again: reading it may cost more than they do */
} Clock;

static double now(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* What went by since the clock was read last is the epoch's. */
static double look(Clock *clock, Training *training)
{
    const double time = now();
    training->seconds[training->epoch] += time - clock->looked;
    clock->looked = time;
    return time - clock->started;
}

static int time_is_up(Clock *clock, Training *training)
{
    if (++clock->waited < clock->patience) {
        return 0;
    }
    const double seconds = look(clock, training);
    clock->patience *= seconds < training->slice / 4 ? 2 : 1;
    clock->waited = 0;
    return seconds > training->slice;
}

INLINE void gather(number *to, const number *from, const int64_t *order, int64_t count, int64_t width)
{
    for (int64_t k = 0; k < count; k++) {
        memcpy(to + k * width, from + order[k] * width, (size_t)width * sizeof *to);
    }
}

static void copy(number **to, number **from, const Training *training)
{
    for (int64_t k = 0; k < ARRAYS; k++) {
        memcpy(to[k], from[k], (size_t)training->sizes[k] * sizeof **to);
    }
}

static int all_finite(const Training *training)
{
    int finite = 1;
    for (int64_t k = 0; k < ARRAYS; k++) {
        for (int64_t i = 0; i < training->sizes[k]; i++) {
            finite &= isfinite(training->arrays[k][i]) != 0;
        }
    }
    return finite;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Whether both have their largest number, the first of them, at the same place. Without branches: labels cannot be guessed. */
INLINE int agree(const number *y, const number *y_hat)
{
    int same = 1;
    number most = y[0], most_hat = y_hat[0];
    for (int64_t k = 1; k < OUTPUTS; k++) {
        const int larger = y[k] > most, larger_hat = y_hat[k] > most_hat;
        same = (larger == larger_hat) & (larger | same);
        most = larger ? y[k] : most;
        most_hat = larger_hat ? y_hat[k] : most_hat;
    }
    return same;
}

INLINE void measure(Training *training, const number *y, int64_t count)
{
    const number *y_hat = training->batch_y_hat, threshold = (number)training->threshold;
    double *sums = training->sums + training->epoch * OUTPUTS;
    int64_t hits = 0;
    if (training->metric == CLASSES) {
        for (int64_t k = 0; k < count; k++) {
            hits += agree(y + k * OUTPUTS, y_hat + k * OUTPUTS);
        }
    } else if (training->metric == SIDES) {
        for (int64_t k = 0; k < count * OUTPUTS; k++) {
            hits += (y[k] > threshold) == (y_hat[k] > threshold);
        }
    } else if (training->metric == SQUARES) {
        for (int64_t k = 0; k < count; k++) {
            for (int64_t j = 0; j < OUTPUTS; j++) {
                const double left = (double)y[k * OUTPUTS + j] - (double)y_hat[k * OUTPUTS + j];
                sums[j] += left * left;
            }
        }
    }
    if (hits) {
        sums[0] += (double)hits;
    }
}

/* One update, with the batch that begins at a row of an epoch; the loss before it, and the targets. */
static double step(Training *training, int64_t epoch, int64_t row, int64_t count, const number **targets)
{
    const int64_t *order = training->order ? training->order + epoch * training->rows + row : NULL;
    const int64_t first = order && count == 1 ? *order : row;
    const number *x = training->x + first * FEATURES, *y = training->y + first * OUTPUTS;
    number *y_hat = training->batch_y_hat;
    if (order && count > 1) {
        gather(training->batch_x, training->x, order, count, FEATURES);
        gather(training->batch_y, training->y, order, count, OUTPUTS);
        x = training->batch_x;
        y = training->batch_y;
    }
    number loss;
    training->update += 1;
    if (count == BATCH) {
        WHOLE_STEP(training->arrays, training->room, &training->update, &training->key, x, y, &loss, y_hat);
    } else {
        LAST_STEP(training->arrays, training->room, &training->update, &training->key, x, y, &loss, y_hat);
    }
    *targets = y;
    return (double)loss;
}

/* Back to the copy, if there is one, and forward to the update before the last good one. */
static void go_back(Training *training)
{
    const double good = training->update - 1;
    int64_t epoch = training->kept_epoch, row = training->kept_row;
    const number *y;
    if (training->kept_update >= 0) {
        copy(training->arrays, training->kept, training);
        for (training->update = training->kept_update; training->update < good - 1;) {
            const int64_t count = least(BATCH, training->rows - row);
            step(training, epoch, row, count, &y);
            epoch += row + count == training->rows;
            row = (row + count) % training->rows;
        }
    }
    training->update = good;
}

static void keep(Training *training, int64_t row)
{
    number **spare = training->kept;
    training->kept = training->fresh;
    training->fresh = spare;
    training->kept_update = training->update - 1;
    training->kept_epoch = training->epoch;
    training->kept_row = row;
}

/* The next update; 0 where its loss is none or beyond the limit. */
static int go_further(Training *training)
{
    const int64_t row = training->row, count = least(BATCH, training->rows - row);
    const int keeping = row / BATCH % BETWEEN == 0 || row + count == training->rows;
    const number *y;
    if (keeping) {
        copy(training->fresh, training->arrays, training);
    }
    training->loss = step(training, training->epoch, row, count, &y);
    if (training->limit < 0) {
        training->limit = TOO_MUCH * (training->most + fabs(training->loss));
    }
    if (!isfinite(training->loss) || training->loss > training->limit) {
        return 0;
    }
    if (keeping) {
        keep(training, row);
    }
    training->losses[training->epoch] += training->loss * (double)count;
    measure(training, y, count);
    training->row += count;
    return 1;
}

/* Goes on where training is, to the end of all epochs or until time is up. DIVERGED: the arrays are those of one update less
   than were good, if a copy was kept. NOT_FINITE: some array is not, after the epoch. */
static int64_t go_on_flushing(Training *training)
{
    const double started = now();
    Clock clock = {.started = started, .looked = started, .patience = 1};
    for (; training->epoch < training->epochs; training->epoch++, training->row = 0) {
        while (training->row < training->rows) {
            if (!go_further(training)) {
                go_back(training);
                return DIVERGED;
            }
            if (time_is_up(&clock, training)) {
                return GOES_ON;
            }
        }
        look(&clock, training);
        if (!all_finite(training)) {
            return NOT_FINITE;
        }
    }
    return GOES_ON;
}

/* The same, while numbers below the smallest normal one count as 0: averages of gradients that have become 0 fade through
   them for hundreds of updates, each many times slower. What the caller's thread did with such numbers it does again. */
int64_t go_on(Training *training);

int64_t go_on(Training *training)
{
#ifdef __SSE__
    const unsigned before = __builtin_ia32_stmxcsr();
    __builtin_ia32_ldmxcsr(before | 0x8040); /* flush to zero, denormals are zero */
    const int64_t found = go_on_flushing(training);
    __builtin_ia32_ldmxcsr(before);
    return found;
#else
    return go_on_flushing(training);
#endif
}

/* Trainings one after the other, each as far as its own time allows. */
void go_on_all(Training **trainings, int64_t count, int64_t *ended);

void go_on_all(Training **trainings, int64_t count, int64_t *ended)
{
    for (int64_t k = 0; k < count; k++) {
        ended[k] = go_on(trainings[k]);
    }
}
