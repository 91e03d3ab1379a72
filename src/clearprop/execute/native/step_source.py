"""The training step of one batch size as C: the Program's own code, its larger products by kernels, and one entry."""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from clearprop.execute.native.kernels import HEAD, ROWS, Sizes, calls, kernel, strides
from clearprop.execute.native.products import Product
from clearprop.expression import Element, For, Name, walk
from clearprop.ir import Equation, Program
from clearprop.render.c import Emitter
from clearprop.render.c_printing import c_type
from clearprop.render.c_statements import INDENT, block
from clearprop.render.formulas import Formula, has_reduce
from clearprop.render.nests import grouped, nest

ALIGNED = 64
"""Borders in bytes on which arrays begin: those of the longest vectors, and of what a core fetches at once."""
WIDTHS = {"float": 4, "int": 4}
"""Bytes of a number; of all others 8."""
VECTORISED = re.compile(r"\b(exp|expm1|tanh|log)f?\(")
GIVEN = {"step": "update", "key": "key", "x": "x", "y": "y"}
MADE = {"L": "loss", "y_hat": "y_hat"}


@cache
def native_file(name: str) -> str:
    """C that is the same for every network."""
    return files("clearprop.execute.native").joinpath(name).read_text(encoding="utf-8")


def arrays_of(program: Program) -> list[str]:
    """Parameters, and what is kept beside them from step to step, in the order in which they are given."""
    return [variable.name for variable in program.inputs if variable.name not in GIVEN]


def number_of(program: Program) -> str:
    """The C type of the numbers that are trained."""
    return c_type(program.input("x").type.dtype)


def step_source(program: Program, rows: int) -> str:
    """A file with ``step_ROWS(in, out, update, key, x, y, loss, y_hat)``. ``program``: fused, with Products in it."""
    return f"{StepEmitter(program, f'step_of_{rows}').file()}\n{entry(program, rows)}\n"


def entry(program: Program, rows: int) -> str:
    """The step behind pointers to its arrays, so that one driver can call any."""
    arrays, number = arrays_of(program), number_of(program)
    given = [GIVEN.get(v.name) or f"in[{arrays.index(v.name)}]" for v in program.inputs]
    made = [MADE.get(name) or f"out[{arrays.index(name)}]" for name in program.outputs]
    return (
        f"void step_{rows}({number} **in, {number} **out, const double *update, const double *key, const {number} *x,\n"
        f"    const {number} *y, {number} *loss, {number} *y_hat);\n\n"
        f"void step_{rows}({number} **in, {number} **out, const double *update, const double *key, const {number} *x,\n"
        f"    const {number} *y, {number} *loss, {number} *y_hat)\n"
        f"{{\n    (void)update;\n    (void)key;\n    step_of_{rows}({', '.join([*given, *made])});\n}}"
    )


class StepEmitter(Emitter):
    """The C emitter, with kernels for Products."""

    reserved = frozenset(
        (
            "first",
            "stop",
            "number",
            "vector",
            "FMA",
            "FMAF",
            "FUNCTION",
            "WHOLE",
            "WHOLEF",
            "BYTES",
            "LANES",
            "INLINE",
            "UNROLL",
        )
    )
    room = 0  # bytes that arrays take
    waiting: Equation | None = None  # a Product that what follows it may go along with

    def file(self) -> str:
        """``number`` is the type that is trained; the step itself is called by the entry alone."""
        self.working = self.outline.program.input("x").type.dtype
        text = super().file().replace(f"\nvoid {self.function}(", f"\nstatic void {self.function}(")
        wanted = dict.fromkeys(sizes_of(e) for e in self.outline.equations if isinstance(e.op, Product))
        room = f"static _Thread_local _Alignas({ALIGNED}) unsigned char room[{max(self.room, 1)}];"
        head = [f"typedef {number_of(self.outline.program)} number;", *[HEAD] * bool(wanted), *map(kernel, wanted)]
        includes, _, rest = text.partition("\n\n")
        functions = [native_file("functions.h").strip()] * bool(VECTORISED.search(rest))
        return "\n\n".join([f"{includes}\n#include <string.h>", *functions, *head, room, rest])

    def declared(self, name: str, dtype: str, shape: tuple[int, ...]) -> str:
        """An array is a place in the step's own room: nothing is allocated, and little lies on the stack."""
        if not shape:
            return super().declared(name, dtype, shape)
        rest = shape[1:]
        kind, sizes = c_type(dtype), "".join(f"[{max(size, 1)}]" for size in rest)
        pointer = f"(*restrict {name}){sizes}" if rest else f"*restrict {name}"
        place, self.room = self.room, self.room + aligned(WIDTHS.get(kind, 8) * math.prod(shape))
        return f"{kind} {pointer} = (void *)__builtin_assume_aligned(room + {place}, {ALIGNED});"

    def bytes_of(self, name: str) -> str:
        stored = self.stored[name]
        return f"{math.prod(stored.shape)} * sizeof({c_type(stored.dtype)})"

    def is_formula(self, equation: Equation) -> bool:
        return not isinstance(equation.op, Product) and super().is_formula(equation)

    def one_by_one(self, equations: Iterable[Equation]) -> Iterator[str]:
        """A Product waits for what follows it."""
        for equation in equations:
            yield from self.waited_for()
            if isinstance(equation.op, Product):
                self.waiting = equation
            else:
                yield from super().one_by_one([equation])

    def body(self) -> Iterator[str]:
        yield from super().body()
        yield from self.waited_for()

    def nests(self, found: list[Formula], comments: dict[str, str]) -> Iterator[str]:
        """The first nest after a Product goes through its rows while they are near, if it reads them one by one."""
        groups = [*grouped(found)]
        if self.waiting and groups and self.goes_along(groups[0], self.waiting):
            yield from self.along(self.waiting, groups.pop(0), comments)
            self.waiting = None
        yield from self.waited_for()
        yield from super().nests([formula for group in groups for formula in group], comments)

    def waited_for(self) -> Iterator[str]:
        """The Product by itself."""
        equation, self.waiting = self.waiting, None
        if equation is None:
            return
        name = self.outline.name[equation.result]
        yield from self.declaration(
            name, equation.result.type.dtype, equation.result.type.shape, self.comment(equation)
        )
        x, y = (self.place(self.outline.name[v]) for v in equation.variables())
        yield f"{INDENT}{sizes_of(equation).name}({x}, {y}, {self.place(name)});"

    def goes_along(self, group: list[Formula], equation: Equation) -> bool:
        name, shape = self.outline.name[equation.result], equation.result.type.shape
        read = [(node, one) for one in group for node in read_by(one, name)]
        return (
            group[0].shape == shape
            and shape[0] > ROWS
            and bool(read)
            and not any(has_reduce(one.tree) for one in group)
            and all(repr(node.indices) == repr(one.indices) for node, one in read)
        )

    def along(self, equation: Equation, group: list[Formula], comments: dict[str, str]) -> Iterator[str]:
        """The Product block by block, and behind each block what its numbers are used for."""
        sizes, name = sizes_of(equation), self.outline.name[equation.result]
        yield from self.declaration(
            name, equation.result.type.dtype, equation.result.type.shape, self.comment(equation)
        )
        for formula in group:
            yield from self.declaration(formula.target, formula.dtype, formula.shape, comments.get(formula.target, ""))
        x, y = (self.place(self.outline.name[v]) for v in equation.variables())
        (rows,) = nest(group, self.outline.names, self.printer.dtypes)
        assert isinstance(rows, For)
        row = rows.index.text
        of_block = For(Name(f"{row}"), Name("first"), Name("stop"), 1, rows.body)
        inner = [*block([of_block], self.printer, INDENT * 2, {"first", "stop"})]
        yield f"{INDENT}{sizes.name}_lay({y});"
        step, _ = strides(sizes)
        yield from calls(sizes, f"{x} + first * {step}", y, f"{self.place(name)} + first * {sizes.columns}", inner)

    def place(self, name: str) -> str:
        return name if self.stored[name].flat else f"&{name}[0][0]"


def aligned(size: int) -> int:
    """So many bytes, and what is left to the next border."""
    return -(-size // ALIGNED) * ALIGNED


def read_by(formula: Formula, name: str) -> Iterator[Element]:
    return (node for node in walk(formula.tree) if isinstance(node, Element) and node.array == name)


def sizes_of(equation: Equation) -> Sizes:
    x, _ = (operand.type.shape for operand in equation.operands)
    rows, columns = equation.result.type.shape
    return Sizes(rows, x[0] if equation.op.turned[0] else x[1], columns, equation.op.turned)
