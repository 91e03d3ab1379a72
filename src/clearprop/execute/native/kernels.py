"""Products of matrices of known sizes as C: blocks of rows and vectors of columns, summed in registers."""

from collections.abc import Sequence
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
    """``NAME_lay(y)``, ``NAME_rows_N(x, y, r)`` for N rows of r, and ``NAME(x, y, r)`` for all of them.

    A turned y is laid out anew, and so are the columns that fill no vector.
    """
    parts = [
        storage(sizes),
        *(block(sizes, rows) for rows in blocks(sizes)),
        *(some(sizes, rows) for rows in blocks(sizes)),
    ]
    return "\n\n".join([*parts, whole(sizes)])


def blocks(sizes: Sizes) -> list[int]:
    """The numbers of rows that are computed together: whole blocks, and what is left."""
    return [*[ROWS] * (sizes.rows >= ROWS), *[sizes.rows % ROWS] * (sizes.rows % ROWS > 0)]


def storage(sizes: Sizes) -> str:
    """What of y is laid out anew, and what does it."""
    name, inner, columns = sizes.name, sizes.inner, sizes.columns
    enum = (
        f"enum {{ {name}_GROUPS = {columns} / ({VECTORS} * LANES) * ({VECTORS} * LANES), {name}_TAIL = {columns} % LANES,\n"
        f"       {name}_LEFT = ({columns} - {name}_GROUPS) / LANES, {name}_MORE = {name}_TAIL ? LANES - {name}_TAIL : 0 }};"
    )
    if sizes.turned[1]:
        width, copied = f"{columns} + {name}_MORE", f"for (int j = 0; j < {columns}; j++) {{"
        copying = [f"        {copied}", f"            {name}_laid[k][j] = y[j * {inner} + k];", "        }"]
    else:
        width = f"{name}_TAIL + {name}_MORE + 1"
        tail = f"{name}_TAIL * sizeof *y"
        copying = [f"        memcpy({name}_laid[k], y + (k + 1) * {columns} - {name}_TAIL, {tail});"]
    return "\n".join(
        [
            enum,
            f"static _Thread_local number {name}_laid[{inner}][{width}];",
            "",
            f"static void {name}_lay(const number *restrict y)",
            "{",
            f"    for (int k = 0; k < {inner}; k++) {{",
            *copying,
            "    }",
            "}",
        ]
    )


def block(sizes: Sizes, rows: int) -> str:
    """A few rows of r, for some vectors of columns; of the last vector only so many numbers are kept."""
    row, step = strides(sizes)
    return f"""INLINE void {sizes.name}_block_{rows}(const number *restrict x, const number *restrict y, const int width,
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


def some(sizes: Sizes, rows: int) -> str:
    """All columns of a few rows: groups of vectors, the vectors that are left, and what fills none."""
    name, columns = sizes.name, sizes.columns
    called, group = f"{name}_block_{rows}", f"{VECTORS} * LANES"
    laid = f"&{name}_laid[0][0]"
    wide = f"{columns} + {name}_MORE" if sizes.turned[1] else f"{name}_TAIL + {name}_MORE + 1"
    from_, width = (laid, wide) if sizes.turned[1] else ("y", str(columns))
    tail = f"{laid} + {columns} - {name}_TAIL" if sizes.turned[1] else laid
    return "\n".join(
        [
            f"static void {name}_rows_{rows}(const number *restrict x, const number *restrict y, number *restrict r)",
            "{",
            *["    (void)y;"] * sizes.turned[1],
            f"    for (int j = 0; j < {name}_GROUPS; j += {group}) {{",
            f"        {called}(x, {from_} + j, {width}, r + j, {VECTORS}, LANES);",
            "    }",
            f"    if ({name}_LEFT > 0) {{",
            f"        {called}(x, {from_} + {name}_GROUPS, {width}, r + {name}_GROUPS, {name}_LEFT, LANES);",
            "    }",
            f"    if ({name}_TAIL > 0) {{",
            f"        {called}(x, {tail}, {wide}, r + {columns} - {name}_TAIL, 1, {name}_TAIL);",
            "    }",
            "}",
        ]
    )


def whole(sizes: Sizes) -> str:
    """Every row."""
    row, _ = strides(sizes)
    lines = [
        f"static inline void {sizes.name}(const number *restrict x, const number *restrict y, number *restrict r)",
        "{",
        f"    {sizes.name}_lay(y);",
    ]
    return "\n".join([*lines, *calls(sizes, f"x + first * {row}", "y", f"r + first * {sizes.columns}"), "}"])


def calls(sizes: Sizes, x: str, y: str, r: str, after: Sequence[str] = ()) -> list[str]:
    """The blocks one after the other; ``first`` is the first row of each, and ``stop`` the one behind its last.

    ``after``: what is done with a block's rows while they are still near.
    """
    lines = [
        f"    for (int first = 0, stop; first < {sizes.rows}; first = stop) {{",
        f"        stop = first + {ROWS} < {sizes.rows} ? first + {ROWS} : {sizes.rows};",
    ]
    first, *rest = (f"{sizes.name}_rows_{rows}({x}, {y}, {r});" for rows in blocks(sizes))
    if rest:
        lines += [
            f"        if (stop == first + {ROWS}) {{",
            f"            {first}",
            "        } else {",
            f"            {rest[0]}",
            "        }",
        ]
    else:
        lines.append(f"        {first}")
    return [*lines, *after, "    }"]
