"""The page of a derivation: mathematics, numbers, picture and code side by side, linked by the quantities in them.

Where the inputs are few, their numbers can be changed on the page, which computes the others anew.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from clearprop.ir import Program, Variable
from clearprop.render import javascript, picture
from clearprop.render.javascript.module import Emitter
from clearprop.render.javascript.side_by_side import SideBySide
from clearprop.render.maths.lines import lines
from clearprop.render.numbers.quantities import Adjoint, Numbers, numbers_of
from clearprop.render.page.alive import alive, expression
from clearprop.render.page.derivation_data import Code, CodeLine, DerivationData, Mathematics
from clearprop.render.page.listing import TITLES, listings
from clearprop.render.page.listing import CodeLine as Listed
from clearprop.render.page.maths import mathematics
from clearprop.render.page.table import left_out, quantities
from clearprop.render.signature import Parameter

LINKED = re.compile(r' data-quantity="([^"]*)"')
FEW = 2_000  # numbers in all inputs that a person may change
MOST = 50_000  # numbers that are computed anew at each change
LONGEST = 200_000  # characters of the function that does so


@dataclass(frozen=True)
class Derived:
    """A gradient Program, its run, and the same Program fused for printing as code; ``others``: for other sizes.

    ``unheld``: what computes the adjoints that no quantity of the Program holds, outputs ``d<name>``; ``bends``: by
    activation, what computes its slopes from its one floating input.
    """

    program: Program
    fused: Program
    values: Mapping[Variable, np.ndarray]
    adjoints: Mapping[Variable, Adjoint]
    value: float
    wrt: Sequence[str]
    signature: Sequence[Parameter] | None = None
    others: Sequence[Program] = ()
    unheld: Callable[[], Program | None] = lambda: None
    bends: Callable[[], Mapping[str, Program]] = dict

    def numbers(self, row: int | None) -> Numbers:
        return numbers_of(self.program, self.values, self.adjoints, row)


def page(derived: Derived, row: int | None = None) -> str:
    """The whole page. ``row``: numbers of this row of the batch only."""
    module = Emitter(SideBySide([derived.program, *derived.others], "run"))
    code = module.file()
    still = still_because(derived, code)
    data = asdict(data_of(derived, module, still, row))
    script = "" if still else runs(derived, code)
    return alive(f"{derived.program.name}: one program, four views", "derivation", data, script)


def runs(derived: Derived, code: str) -> str:
    """``clearprop.run`` computes the Program, ``sweep`` the adjoints that it lacks, ``bends`` the slopes of activations."""
    unheld = derived.unheld()
    sweep = "null" if unheld is None else expression(javascript.source(unheld, "sweep"), "sweep")
    bends = ",\n".join(f"{json.dumps(name)}: {piece(program)}" for name, program in derived.bends().items())
    run = expression(code, "run")
    return f"clearprop.run = {run};\nclearprop.sweep = {sweep};\nclearprop.bends = {{{bends}}};"


def piece(program: Program) -> str:
    """A function with the names of its inputs."""
    inputs = json.dumps([variable.name for variable in program.inputs], ensure_ascii=False)
    return f"{{inputs: {inputs}, run: {expression(javascript.source(program, 'bend'), 'bend')}}}"


def still_because(derived: Derived, code: str) -> str:
    """Why the page does not compute its numbers anew; "" where it does."""
    given = sum(np.size(derived.values[variable]) for variable in derived.program.inputs)
    if given > FEW:
        return f"{given:,} numbers go in: too many to change here, so these stay as they are."
    computed = sum(np.size(derived.values[equation.result]) for equation in derived.program.equations)
    if computed > MOST or len(code) > LONGEST:
        return "Too much is computed to do it anew here, so these numbers stay as they are."
    return ""


def data_of(derived: Derived, module: Emitter, still: str, row: int | None) -> DerivationData:
    numbers = derived.numbers(row)
    if not still and row is not None:
        numbers = derived.numbers(None)  # the page takes the row out by itself
    matrices, elements = (mathematics(lines(derived.program, per_element)) for per_element in (False, True))
    svg = picture.source(derived.program, derived.values, derived.adjoints, changing=not still)
    code = tuple(
        listed(language, found) for language, found in listings(derived.fused, derived.signature, module).items()
    )
    return DerivationData(
        name=derived.program.name,
        wrt=tuple(derived.wrt),
        value=derived.value,
        row=row if numbers.among > 1 else None,
        among=numbers.among,
        inputs=tuple(variable.name for variable in derived.program.inputs),
        still=still,
        quantities=tuple(quantities(numbers, shown_in(svg, (matrices, elements), code), not still)),
        leftOut=left_out(numbers),
        matrices=matrices,
        elements=elements,
        picture=svg,
        code=code,
    )


def listed(language: str, lines: Sequence[Listed]) -> Code:
    names = next((line.names for line in lines if line.names), {})
    found = tuple(CodeLine(text=line.text, quantities=line.binds, named=bool(line.names)) for line in lines)
    return Code(language=language, title=TITLES[language], lines=found, names=dict(names))


def shown_in(svg: str, forms: Sequence[Mathematics], code: Sequence[Code]) -> set[str]:
    """The quantities that the picture, the mathematics and the code show."""
    drawn = {name for names in LINKED.findall(svg) for name in names.split(" ")}
    rows = [row for form in forms for part in form.parts for row in (*part.first, *part.last)]
    written = {name for row in rows for name in (row.name, *LINKED.findall(row.maths))}
    bound = {name for each in code for line in each.lines for name in line.quantities}
    return drawn | written | bound
