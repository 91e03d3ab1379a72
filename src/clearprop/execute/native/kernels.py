"""Products of matrices of known sizes as C: blocks of rows and vectors of columns, summed in registers."""

from dataclasses import dataclass

ROWS = 6
"""Rows of a block: with four vectors of columns each, sums and operands fill the registers."""
VECTORS = 4

HEAD = """
#if defined(__AVX512F__)
#define BYTES 64
#elif defined(__AVX__)
#define BYTES 32
#else
#define BYTES 16
#endif
#define LANES (BYTES / (int)sizeof(number))

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("GCC unroll 8")

typedef number vector __attribute__((vector_size(BYTES), aligned(sizeof(number)), may_alias));
""".strip()


@dataclass(frozen=True)
class Sizes:
    """r: [rows, columns] = x: [rows, inner] times y: [inner, columns]; ``turned``: how they lie in memory."""

    rows: int
    inner: int
    columns: int
    turned: tuple[bool, bool]

    @property
    def name(self) -> str:
        marks = "".join("t" if turned else "n" for turned in self.turned)
        return f"product_{marks}_{self.rows}_{self.inner}_{self.columns}"


def kernel(sizes: Sizes) -> str:
    """A function ``name(x, y, r)``. A turned y is laid out anew, and so are the columns that fill no vector."""
    blocks = dict.fromkeys([ROWS] * (sizes.rows >= ROWS) + [sizes.rows % ROWS] * (sizes.rows % ROWS > 0))
    return "\n\n".join([*(block(sizes, rows) for rows in blocks), all_rows(sizes), whole(sizes)])


def block(sizes: Sizes, rows: int) -> str:
    """A few rows of r, for some vectors of columns; of the last vector only so many numbers are kept."""
    row, step = strides(sizes)
    return f"""INLINE void {sizes.name}_rows_{rows}(const number *restrict x, const number *restrict y, int width,
    number *restrict r, const int vectors, const int kept)
{{
    vector sum[{rows}][{VECTORS}] = {{{{{{0}}}}}};
    for (int k = 0; k < {sizes.inner}; k++) {{
        UNROLL
        for (int c = 0; c < vectors; c++) {{
            const vector column = *(const vector *)(y + k * width + c * LANES);
            UNROLL
            for (int i = 0; i < {rows}; i++) {{
                sum[i][c] += x[i * {row} + k * {step}] * column;
            }}
        }}
    }}
    UNROLL
    for (int i = 0; i < {rows}; i++) {{
        UNROLL
        for (int c = 0; c < vectors; c++) {{
            number *to = r + i * {sizes.columns} + c * LANES;
            if (kept == LANES) {{
                *(vector *)to = sum[i][c];
            }} else {{
                memcpy(to, &sum[i][c], (size_t)kept * sizeof *to);
            }}
        }}
    }}
}}"""


def strides(sizes: Sizes) -> tuple[int, int]:
    """How far apart the rows of x, and the numbers of one row, lie in memory."""
    return (1, sizes.rows) if sizes.turned[0] else (sizes.inner, 1)


def all_rows(sizes: Sizes) -> str:
    """Every row of r, for some vectors of columns."""
    row, _ = strides(sizes)
    full, rest = divmod(sizes.rows, ROWS)
    calls = []
    if full:
        calls += [
            f"    for (int i = 0; i < {full * ROWS}; i += {ROWS}) {{",
            f"        {sizes.name}_rows_{ROWS}(x + i * {row}, y, width, r + i * {sizes.columns}, vectors, kept);",
            "    }",
        ]
    if rest:
        first = full * ROWS
        calls.append(
            f"    {sizes.name}_rows_{rest}(x + {first * row}, y, width, r + {first * sizes.columns}, vectors, kept);"
        )
    head = (
        f"INLINE void {sizes.name}_columns(const number *restrict x, const number *restrict y, int width,\n"
        "    number *restrict r, const int vectors, const int kept)"
    )
    return "\n".join([head, "{", *calls, "}"])


def whole(sizes: Sizes) -> str:
    """All columns: groups of vectors, the vectors that are left, and what fills none."""
    columns = f"{sizes.name}_columns"
    group = f"{VECTORS} * LANES"
    return "\n".join(
        [
            f"static void {sizes.name}(const number *restrict x, const number *restrict y, number *restrict r)",
            "{",
            f"    enum {{ GROUPS = {sizes.columns} / ({group}) * ({group}), LEFT = ({sizes.columns} - GROUPS) / LANES,",
            f"           TAIL = {sizes.columns} % LANES, WIDTH = (TAIL + LANES - 1) / LANES * LANES }};",
            *(turned_columns(sizes) if sizes.turned[1] else straight_columns(sizes)),
            f"    for (int j = 0; j < GROUPS; j += {group}) {{",
            f"        {columns}(x, from + j, width, r + j, {VECTORS}, LANES);",
            "    }",
            "    if (LEFT > 0) {",
            f"        {columns}(x, from + GROUPS, width, r + GROUPS, LEFT, LANES);",
            "    }",
            "    if (TAIL > 0) {",
            f"        {columns}(x, tail, wide, r + {sizes.columns} - TAIL, 1, TAIL);",
            "    }",
            "}",
        ]
    )


def straight_columns(sizes: Sizes) -> list[str]:
    """The columns as they lie; those that fill no vector with noughts beside them."""
    return [
        f"    static _Thread_local number laid[{sizes.inner}][WIDTH + 1];",
        "    const number *const from = y, *const tail = &laid[0][0];",
        f"    const int width = {sizes.columns}, wide = WIDTH + 1;",
        f"    for (int k = 0; k < (TAIL ? {sizes.inner} : 0); k++) {{",
        f"        memcpy(laid[k], y + k * {sizes.columns} + {sizes.columns} - TAIL, TAIL * sizeof *y);",
        "    }",
    ]


def turned_columns(sizes: Sizes) -> list[str]:
    """The columns out of rows."""
    return [
        f"    enum {{ ALL = {sizes.columns} - TAIL + WIDTH }};",
        f"    static _Thread_local number laid[{sizes.inner}][ALL];",
        f"    const number *const from = &laid[0][0], *const tail = from + {sizes.columns} - TAIL;",
        "    const int width = ALL, wide = ALL;",
        f"    for (int k = 0; k < {sizes.inner}; k++) {{",
        f"        for (int j = 0; j < {sizes.columns}; j++) {{",
        f"            laid[k][j] = y[j * {sizes.inner} + k];",
        "        }",
        "    }",
    ]
