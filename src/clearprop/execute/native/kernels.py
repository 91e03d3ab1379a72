"""Products of matrices of known sizes as C: which rows and columns are computed together, and what is laid anew for it."""

from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 512 * 1024
"""Bytes of y that a core keeps near enough to go through all of it for each few rows of x."""
FEW = 24
"""Rows of x that one pass over y serves: for more of them it pays to lay y anew."""


@dataclass(frozen=True)
class Sizes:
    """r: [rows, columns] = x: [rows, inner] times y: [inner, columns]; ``turned``: how they lie in memory."""

    rows: int
    inner: int
    columns: int
    turned: tuple[bool, bool]
    width: int = 4  # bytes of a number

    @property
    def name(self) -> str:
        marks = "".join("t" if turned else "n" for turned in self.turned)
        return f"product_{marks}_{self.rows}_{self.inner}_{self.columns}"

    @property
    def far(self) -> bool:
        """Whether columns are gone through in panels, each laid anew with x in strips: y is too large to stay near."""
        return self.inner * self.columns * self.width > NEAR and self.rows > FEW

    @property
    def strides(self) -> tuple[int, int]:
        """How far apart the rows of x, and the numbers of one row, lie in memory."""
        return (1, self.rows) if self.turned[0] else (self.inner, 1)


def kernel(sizes: Sizes) -> str:
    """Its constants, and ``NAME_some(x, y, r, count)`` for so many rows of x; with ``laid``, what has to be called before.

    A block of r that nothing else keeps has ``NAME_BLOCK`` numbers.
    """
    return "\n\n".join([constants(sizes), *(far(sizes) if sizes.far else near(sizes))])


def constants(sizes: Sizes) -> str:
    name, rows, inner, columns = sizes.name, sizes.rows, sizes.inner, sizes.columns
    padded = f"PARTS({columns}, LANES) * LANES"
    if sizes.far:
        width, strips = (
            f"PANEL({inner}, {columns}, {name}_VECTORS)",
            f"PARTS({rows}, {name}_ROWS) * {name}_ROWS * {inner}",
        )
        block = f"{name}_ROWS * {name}_WIDTH"
    else:
        width = padded if sizes.turned[1] else f"({columns} < LANES ? LANES : {columns})"
        laid = sizes.turned[1] or f"{columns} < LANES"
        strips, block = "0", f"{name}_ROWS * {columns}"
    laid = f"{inner} * {name}_WIDTH" if sizes.far or sizes.turned[1] else f"({columns} < LANES ? {inner} * LANES : 0)"
    return "\n".join(
        [
            f"/* r: [{rows}, {columns}] = {formula(sizes)} */",
            "enum {",
            f"    {name}_VECTORS = VECTORS({rows}, {columns}),",
            f"    {name}_ROWS = ROWS({rows}, {name}_VECTORS),",
            f"    {name}_WIDTH = {width},",
            f"    {name}_LAID = {laid},",
            f"    {name}_STRIPS = {strips},",
            f"    {name}_BLOCK = {block},",
            "};",
        ]
    )


def formula(sizes: Sizes) -> str:
    x, y = ((sizes.rows, sizes.inner), (sizes.inner, sizes.columns))
    parts = [(name, shape[::-1] if t else shape, t) for name, shape, t in zip("xy", (x, y), sizes.turned, strict=True)]
    return " ".join(f"{name}{'ᵀ' * turned}: [{shape[0]}, {shape[1]}]" for name, shape, turned in parts)


def near(sizes: Sizes) -> list[str]:
    """Row by row through all columns; y as it is, unless it is turned or narrower than a vector."""
    name, inner, columns = sizes.name, sizes.inner, sizes.columns
    row, step = sizes.strides
    laying = (
        f"turn(y, {inner}, laid, {name}_WIDTH, {columns}, {inner});"
        if sizes.turned[1]
        else f"lay(y, {columns}, laid, {name}_WIDTH, {inner}, {columns});"
    )
    called = f"across(x, {row}, {step}, y, {name}_WIDTH, r, {inner}, {{}}, {columns}, {name}_VECTORS);"
    return [
        function(f"{name}_lay(const number *restrict y, number *restrict laid)", [laying]),
        function(
            f"{name}_some(const number *restrict x, const number *restrict y, number *restrict r, const int count)",
            by_count(sizes, called),
        ),
    ]


def far(sizes: Sizes) -> list[str]:
    """Panel by panel of columns, each laid anew, and below each through all rows of x, which lie in strips."""
    name, inner, columns, rows = sizes.name, sizes.inner, sizes.columns, sizes.rows
    panel = (
        f"turn(y + left * {inner}, {inner}, laid, {name}_WIDTH, {{}}, {inner});"
        if sizes.turned[1]
        else f"lay(y + left, {columns}, laid, {name}_WIDTH, {inner}, {{}});"
    )
    from_ = f"x + first * {1 if sizes.turned[0] else inner}"
    row, step = sizes.strides
    tile = f"tile(x, 1, {{0}}, y + j, {name}_WIDTH, r + j, {name}_WIDTH, {inner}, {{0}}, {name}_VECTORS, LANES);"
    strip = f"in_strip({from_}, {row}, {step}, strips + first * {inner}, {inner}, {{}});"
    return [
        function(
            f"{name}_lay(const number *restrict y, number *restrict laid, const int left, const int width)",
            by_width(sizes, panel),
        ),
        function(
            f"{name}_strip(const number *restrict x, number *restrict strips)",
            [
                f"for (int first = 0; first < {rows}; first += {name}_ROWS) {{",
                f"    const int count = LEAST({name}_ROWS, {rows} - first);",
                *(f"    {line}" for line in by_count(sizes, strip)),
                "}",
            ],
        ),
        function(
            f"{name}_some(const number *restrict x, const number *restrict y, number *restrict r, const int count,\n"
            "    const int width)",
            [
                f"for (int j = 0; j < width; j += {name}_VECTORS * LANES) {{",
                *(f"    {line}" for line in by_count(sizes, tile)),
                "}",
            ],
        ),
    ]


def by_count(sizes: Sizes, call: str) -> list[str]:
    """The call for whole blocks of rows, and for what is left, each with a number of rows that is a constant."""
    name = sizes.name
    return [
        f"if (count == {name}_ROWS) {{",
        f"    {call.format(f'{name}_ROWS')}",
        f"}} else if ({sizes.rows} % {name}_ROWS > 0) {{",
        f"    {call.format(f'{sizes.rows} % {name}_ROWS')}",
        "}",
    ]


def by_width(sizes: Sizes, call: str) -> list[str]:
    """The call for whole panels, and for what is left at the right: each with a number of columns that is a constant."""
    width = f"{sizes.name}_WIDTH"
    return [
        f"if (width == {width}) {{",
        f"    {call.format(width)}",
        f"}} else if ({sizes.columns} % {width} > 0) {{",
        f"    {call.format(f'{sizes.columns} % {width}')}",
        "}",
    ]


def function(head: str, body: Sequence[str]) -> str:
    return "\n".join([f"static void {head}", "{", *(f"    {line}" for line in body), "}"])


def calls(sizes: Sizes, x: str, y: str, kept: str, after: Sequence[str]) -> list[str]:
    """The product of arrays, block by block of rows from ``first`` to ``stop``; ``after`` each, what its numbers are for.

    ``kept``: where all of r is to lie; "" where its blocks are used up at once: then each lies in ``block``, as it always
    does where the columns are gone through in panels, from ``left`` to ``right``.
    """
    return calls_far(sizes, x, y, after) if sizes.far else calls_near(sizes, x, y, kept, after)


def calls_near(sizes: Sizes, x: str, y: str, kept: str, after: Sequence[str]) -> list[str]:
    name, (row, _) = sizes.name, sizes.strides
    to = f"{kept} + first * {sizes.columns}" if kept else "block"
    return [
        f"const number *near_y = {name}_LAID > 0 ? laid : {y};",
        f"if ({name}_LAID > 0) {{",
        f"    {name}_lay({y}, laid);",
        "}",
        f"for (int first = 0, stop; first < {sizes.rows}; first = stop) {{",
        f"    stop = LEAST(first + {name}_ROWS, {sizes.rows});",
        f"    {name}_some({x} + first * {row}, near_y, {to}, stop - first);",
        *(f"    {line}" for line in after),
        "}",
    ]


def calls_far(sizes: Sizes, x: str, y: str, after: Sequence[str]) -> list[str]:
    name = sizes.name
    return [
        f"{name}_strip({x}, strips);",
        f"for (int left = 0, right; left < {sizes.columns}; left = right) {{",
        f"    right = LEAST(left + {name}_WIDTH, {sizes.columns});",
        f"    {name}_lay({y}, laid, left, right - left);",
        f"    for (int first = 0, stop; first < {sizes.rows}; first = stop) {{",
        f"        stop = LEAST(first + {name}_ROWS, {sizes.rows});",
        f"        {name}_some(strips + first * {sizes.inner}, laid, block, stop - first, right - left);",
        *(f"        {line}" for line in after),
        "    }",
        "}",
    ]
