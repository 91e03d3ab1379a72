/* Trains on the rows of a text file: features and targets of a row, separated by blanks or commas. Rows are taken as they
   stand. The loss of each epoch is printed, and then what was learned, array by array. */
static int complaint(const char *what, const char *name)
{
    fprintf(stderr, "%s: %s\n", name, what);
    return 1;
}

/* Whether every number of the file was there, and none was left. */
static int read_rows(FILE *file, number *x, number *y)
{
    for (int64_t row = 0; row < ALL_ROWS; row++) {
        for (int column = 0; column < FEATURES + OUTPUTS; column++) {
            double found;
            if (fscanf(file, " %lf%*[, ]", &found) < 1) {
                return 0;
            }
            *(column < FEATURES ? x++ : y++) = (number)found;
        }
    }
    double more;
    return fscanf(file, " %lf", &more) < 1;
}

static void print_arrays(number **arrays)
{
    for (int k = 0; k < ARRAYS; k++) {
        printf("%s\n", names[k]);
        for (int64_t i = 0; i < sizes[k]; i++) {
            printf("%.17g%c", (double)arrays[k][i], i + 1 < sizes[k] ? ' ' : '\n');
        }
    }
}

int main(int count, char **words)
{
    static _Alignas(64) Room room;
    static number x[ALL_ROWS * FEATURES], y[ALL_ROWS * OUTPUTS], y_hat[BATCH * OUTPUTS];
    FILE *file = count == 3 ? fopen(words[1], "r") : NULL;
    const long epochs = count == 3 ? strtol(words[2], NULL, 10) : 0;
    if (count != 3) {
        return complaint("expected a file of rows, and how many epochs to train", words[0]);
    }
    if (!file) {
        return complaint("cannot be read", words[1]);
    }
    const int whole = read_rows(file, x, y);
    fclose(file);
    if (!whole) {
        return complaint("expected as many rows, and numbers in a row, as this program was written for", words[1]);
    }
    double most = 0;
    for (int64_t i = 0; i < ALL_ROWS * OUTPUTS; i++) {
        most = fmax(most, (double)y[i] * (double)y[i]);
    }
    double loss, seconds;
    Training training = {
        .rows = ALL_ROWS, .epochs = 1, .sizes = sizes, .arrays = start, .kept = kept, .fresh = fresh,
        .room = (unsigned char *)&room, .x = x, .y = y, .batch_y_hat = y_hat, .losses = &loss, .seconds = &seconds,
        .metric = NONE, .update = UPDATES, .key = KEY, .limit = -1, .most = 1 + most, .slice = HUGE_VAL,
    };
    for (long k = 1; k <= epochs; k++) {
        loss = seconds = 0;
        training.epoch = training.row = 0;
        training.kept_update = -1;
        if (go_on(&training) != GOES_ON) {
            return complaint("the loss is no longer finite, or a million times what it was; try a smaller rate", words[1]);
        }
        printf("epoch %ld loss %.17g\n", k, loss / ALL_ROWS);
    }
    print_arrays(training.arrays);
    return 0;
}
