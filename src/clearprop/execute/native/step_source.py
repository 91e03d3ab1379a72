"""The training step of one batch size as C: the Program's own code, its larger products by kernels, and one entry."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from clearprop.execute.native.kernels import HEAD, Sizes, kernel
from clearprop.execute.native.products import Product
from clearprop.ir import Equation, Program
from clearprop.render.c import Emitter
from clearprop.render.c_printing import c_type

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

    def file(self) -> str:
        """``number`` is the type that is trained; the step itself is called by the entry alone."""
        self.working = self.outline.program.input("x").type.dtype
        text = super().file().replace(f"\nvoid {self.function}(", f"\nstatic void {self.function}(")
        wanted = dict.fromkeys(sizes_of(e) for e in self.outline.equations if isinstance(e.op, Product))
        head = [f"typedef {number_of(self.outline.program)} number;", *[HEAD] * bool(wanted), *map(kernel, wanted)]
        includes, _, rest = text.partition("\n\n")
        functions = [native_file("functions.h").strip()] * bool(VECTORISED.search(rest))
        return "\n\n".join([f"{includes}\n#include <string.h>", *functions, *head, rest])

    def is_formula(self, equation: Equation) -> bool:
        return not isinstance(equation.op, Product) and super().is_formula(equation)

    def algorithm(self, equation: Equation) -> Iterator[str]:
        if not isinstance(equation.op, Product):
            yield from super().algorithm(equation)
            return
        places = [self.place(self.outline.name[v]) for v in (*equation.variables(), equation.result)]
        yield f"    {sizes_of(equation).name}({', '.join(places)});"

    def place(self, name: str) -> str:
        return name if self.stored[name].flat else f"&{name}[0][0]"


def sizes_of(equation: Equation) -> Sizes:
    x, _ = (operand.type.shape for operand in equation.operands)
    rows, columns = equation.result.type.shape
    return Sizes(rows, x[0] if equation.op.turned[0] else x[1], columns, equation.op.turned)
