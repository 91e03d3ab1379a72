"""The programs beside the network: a script that was read, or the training step as NumPy code; each line's quantities."""

import re
from collections.abc import Iterable

from clearprop.app.live_page.data import CodeLine
from clearprop.app.reading.notes import widest
from clearprop.app.reading.quantities import quantity
from clearprop.ir import Program
from clearprop.read.reading import Reading, ReadLine
from clearprop.render import numpy
from clearprop.render.page.listing import code_lines, names_in
from clearprop.render.pythonic import begun
from clearprop.transform.fuse import fuse

FUNCTION = "value_and_gradients"


def of_script(text: str, reading: Reading) -> tuple[CodeLine, ...]:
    """A script's lines with what reading it proved."""
    found: dict[int, list[ReadLine]] = {}
    for line in reading.lines:
        found.setdefault(line.line, []).append(line)
    return tuple(read_line(row, found.get(number, [])) for number, row in enumerate(text.splitlines(), 1))


def read_line(text: str, labels: list[ReadLine]) -> CodeLine:
    whole = widest(sorted(labels, key=lambda line: (line.column, -line.end_line, -line.end_column)))
    names = dict.fromkeys(name for line in whole if (name := quantity(line)))
    if not names:
        return CodeLine(text=text)
    return CodeLine(text=text, quantities=tuple(names), difference=max(line.largest_difference for line in whole))


def of_program(program: Program, depth: int) -> tuple[CodeLine, ...]:
    """A network's loss and gradients as NumPy code."""
    names = {variable.name for variable in program.variables()}
    slopes = {f"delta{k}" for k in range(1, depth) if f"da{k}" in names}
    if "dy_hat" in names:
        slopes.add(f"delta{depth}")
    whole = fuse(program)
    lines = code_lines(numpy.source(whole, FUNCTION), names_in(begun(whole, FUNCTION, None)[0]))
    return tuple(CodeLine(text=line.text, quantities=tuple(own_names(line.binds, depth, slopes))) for line in lines)


def own_names(names: Iterable[str], depth: int, slopes: set[str]) -> Iterable[str]:
    """The names of a network's quantities as the page has them; ``slopes``: the δ that a slope was multiplied into."""
    for name in names:
        name = {"y_hat": f"a{depth}", "dy_hat": f"da{depth}"}.get(name, name)
        if name == "L" or re.fullmatch(r"(z|a|da|delta|dW|db)\d+", name):
            yield name
            if name in slopes:
                yield name.replace("delta", "slope")
