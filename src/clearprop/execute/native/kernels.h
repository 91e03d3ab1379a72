/* Products of matrices: tiles of a few rows and a few vectors of columns, summed in registers. Sizes are constants where a
   tile is asked for, so each becomes code of its own. */
#include <string.h>

#if defined(__AVX512F__)
#define BYTES 64
#define SUMS 24
#elif defined(__AVX__)
#define BYTES 32
#define SUMS 12
#else
#define BYTES 16
#define SUMS 12
#endif
#define LANES (BYTES / (int)sizeof(number))
#define WIDEST 8

#define PARTS(size, part) (((size) + (part) - 1) / (part))
#define LEAST(a, b) ((a) < (b) ? (a) : (b))
#define UNROLL _Pragma("GCC unroll 24")

/* Vectors of columns and rows in a tile of a result of so many rows and columns; as few tiles as registers allow. */
#define VECTORS(rows, columns) \
    ((rows) < 4 ? LEAST(LEAST(PARTS(columns, LANES), WIDEST), SUMS / (rows)) : \
     PARTS(columns, LANES) == 1 || PARTS(columns, LANES) == 3 ? PARTS(columns, LANES) : 2)
#define ROWS(rows, vectors) PARTS(rows, PARTS(rows, SUMS / (vectors)))

/* Columns of a panel, in whole tiles: as many as there are, or as stay near while all rows of x go by. */
#define NEAR_BYTES (512 * 1024)
#define TILES(inner, vectors) (NEAR_BYTES / ((inner) * (vectors) * BYTES))
#define PANEL(inner, columns, vectors) \
    (LEAST(PARTS(columns, (vectors) * LANES), TILES(inner, vectors) > 1 ? TILES(inner, vectors) : 1) * (vectors) * LANES)

typedef number vector __attribute__((vector_size(BYTES), aligned(sizeof(number)), may_alias));

/* r = x y for some rows and vectors of columns. Numbers of x: so far apart from row to row, and from one to the next;
   rows of y are ``width`` apart, rows of r ``stride``. Of the last vector ``kept`` numbers are stored. */
INLINE void tile(const number *restrict x, const int row, const int next, const number *restrict y, const int width,
                 number *restrict r, const int stride, const int inner, const int rows, const int vectors, const int kept)
{
    vector sum[SUMS] = {{0}};
    for (int k = 0; k < inner; k++) {
        vector column[WIDEST];
        UNROLL
        for (int c = 0; c < vectors; c++) {
            column[c] = *(const vector *)(y + k * width + c * LANES);
        }
        UNROLL
        for (int i = 0; i < rows; i++) {
            const number one = x[i * row + k * next];
            UNROLL
            for (int c = 0; c < vectors; c++) {
                sum[i * vectors + c] += one * column[c];
            }
        }
    }
    UNROLL
    for (int i = 0; i < rows; i++) {
        UNROLL
        for (int c = 0; c < vectors; c++) {
            number *to = r + i * stride + c * LANES;
            if (c < vectors - 1 || kept == LANES) {
                *(vector *)to = sum[i * vectors + c];
            } else {
                memcpy(to, &sum[i * vectors + c], (size_t)kept * sizeof *to);
            }
        }
    }
}

/* Some whole rows. Columns that fill no vector lie in a last one that is padded, or overlaps the one before. */
INLINE void across(const number *restrict x, const int row, const int next, const number *restrict y, const int width,
                   number *restrict r, const int inner, const int rows, const int columns, const int vectors)
{
    const int group = vectors * LANES, whole = columns / group * group;
    const int left = (columns - whole) / LANES, tail = columns % LANES, padded = width > columns || columns < LANES;
    for (int j = 0; j < whole; j += group) {
        tile(x, row, next, y + j, width, r + j, columns, inner, rows, vectors, LANES);
    }
    if (left > 0) {
        tile(x, row, next, y + whole, width, r + whole, columns, inner, rows, left, LANES);
    }
    if (tail > 0) {
        const int at = columns - (padded ? tail : LANES);
        tile(x, row, next, y + at, width, r + at, columns, inner, rows, 1, padded ? tail : LANES);
    }
}

/* to[j][i] = from[i][j] for as many rows and columns as a vector has numbers: halves change places, then their halves. */
INLINE void turn_square(const number *restrict from, const int width, number *restrict to, const int stride)
{
#if defined(__GNUC__) && !defined(__clang__)
    typedef __typeof__((vector){0} == (vector){0}) Places;
    vector row[LANES];
    UNROLL
    for (int i = 0; i < LANES; i++) {
        row[i] = *(const vector *)(from + i * width);
    }
    UNROLL
    for (int side = LANES / 2; side > 0; side /= 2) {
        Places upper, lower;
        UNROLL
        for (int i = 0; i < LANES; i++) {
            upper[i] = i & side ? LANES + i - side : i;
            lower[i] = i & side ? LANES + i : i + side;
        }
        UNROLL
        for (int i = 0; i < LANES; i++) {
            if (!(i & side)) {
                const vector one = row[i], other = row[i + side];
                row[i] = __builtin_shuffle(one, other, upper);
                row[i + side] = __builtin_shuffle(one, other, lower);
            }
        }
    }
    UNROLL
    for (int i = 0; i < LANES; i++) {
        *(vector *)(to + i * stride) = row[i];
    }
#else
    for (int j = 0; j < LANES; j++) {
        for (int i = 0; i < LANES; i++) {
            to[j * stride + i] = from[i * width + j];
        }
    }
#endif
}

/* to[j][i] = from[i][j], so many rows and columns of it. */
INLINE void turn(const number *restrict from, const int width, number *restrict to, const int stride, const int rows,
                 const int columns)
{
    const int even_rows = rows - rows % LANES, even_columns = columns - columns % LANES;
    for (int i = 0; i < even_rows; i += LANES) {
        for (int j = 0; j < even_columns; j += LANES) {
            turn_square(from + i * width + j, width, to + j * stride + i, stride);
        }
    }
    for (int i = 0; i < rows; i++) {
        for (int j = i < even_rows ? even_columns : 0; j < columns; j++) {
            to[j * stride + i] = from[i * width + j];
        }
    }
}

/* so many rows and columns, as they lie */
INLINE void lay(const number *restrict from, const int width, number *restrict to, const int stride, const int rows,
                const int columns)
{
    for (int i = 0; i < rows; i++) {
        memcpy(to + i * stride, from + i * width, (size_t)columns * sizeof *to);
    }
}

/* A few rows of x beside each other, number by number, as a tile goes through them. */
INLINE void in_strip(const number *restrict x, const int row, const int next, number *restrict strip, const int inner,
                     const int rows)
{
    for (int k = 0; k < inner; k++) {
        UNROLL
        for (int i = 0; i < rows; i++) {
            strip[k * rows + i] = x[i * row + k * next];
        }
    }
}
