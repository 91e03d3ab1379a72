/* One step's products, again and again, by a BLAS whose function is handed over. */
#include <stdint.h>

typedef void Gemm(const char *, const char *, const int *, const int *, const int *, const number *, const number *,
                  const int *, const number *, const int *, const number *, number *, const int *);

static Gemm *gemm;

void begin(Gemm *given)
{
    gemm = given;
}

/* r: [rows, columns] = x: [rows, inner] y: [inner, columns], row by row: columns first for the BLAS, as y' x' */
void epoch(int count, const int (*sizes)[3], number *(*rooms)[3], int64_t steps)
{
    const number one = 1, zero = 0;
    for (int64_t step = 0; step < steps; step++) {
        for (int n = 0; n < count; n++) {
            const int rows = sizes[n][0], inner = sizes[n][1], columns = sizes[n][2];
            gemm("N", "N", &columns, &rows, &inner, &one, rooms[n][1], &columns, rooms[n][0], &inner, &zero, rooms[n][2],
                 &columns);
        }
    }
}
