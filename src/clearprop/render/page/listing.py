"""Code as lines that know which quantities they bind: read off the printed text and the names that the printer gave."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from clearprop.ir import Program
from clearprop.render import c, numpy, python
from clearprop.render.javascript.module import Emitter
from clearprop.render.outline import Outline
from clearprop.render.pythonic import begun
from clearprop.render.signature import Parameter

FUNCTION = "value_and_gradients"
TITLES = {"numpy": "NumPy", "python": "Python", "c": "C", "javascript": "JavaScript"}
DATA = re.compile(r"\s*[\d.,eE+\-\[\](){}naif; ]+")
LONG = 24  # lines of data that are shown whole
ENDS = 4  # lines of longer data that are shown at either end
MOST = (300, 200)  # lines of a long listing that are shown at either end
TYPES = r"(?:(?:const|let|static|_Thread_local|double|float|int64_t|int|bool)\s+)*"
BINDS = re.compile(rf"\s*{TYPES}(?P<name>[^\W\d]\w*)(?:\[[^=]*\])?\s*(?:[-+*/]?=(?!=)|;)")
SAYS = re.compile(r"\s*// (?P<name>[^\W\d]\w*)(?:: [^=]*)? = ")  # what the loops below compute

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class CodeLine:
    """``binds``: the quantities that the line computes; ``names``: the quantities that its names stand for."""

    text: str
    binds: tuple[str, ...]
    names: Names


def listings(
    program: Program, signature: Sequence[Parameter] | None, module: Emitter | None = None
) -> dict[str, list[CodeLine]]:
    """The Program's code by language. ``program``: fused, as code is printed from it; ``module``: its JavaScript."""
    python_names = names_in(begun(program, FUNCTION, signature)[0])
    found = {
        "numpy": code_lines(numpy.source(program, FUNCTION, signature), python_names),
        "python": code_lines(python.source(program, FUNCTION, signature), python_names),
        "c": code_lines(c.source(program, FUNCTION), names_in(c.Emitter(program, FUNCTION).outline)),
    }
    if module is not None:
        found["javascript"] = code_lines(module.file(), names_in(module.outline), module.found.function)
    return found


def names_in(outline: Outline) -> dict[str, tuple[str, ...]]:
    """The quantities by their name in the code; what is written in place shares one."""
    found: dict[str, tuple[str, ...]] = {}
    for variable, name in outline.name.items():
        found[name] = (*found.get(name, ()), variable.name)
    return found


def code_lines(text: str, names: Names, function: str = FUNCTION) -> list[CodeLine]:
    lines = shortened(text.splitlines())
    main = next((k for k, line in enumerate(lines) if f" {function}(" in line and line[:1] != " "), len(lines))
    bound = [name_bound(line, names) if k > main or line[:1].strip() else "" for k, line in enumerate(lines)]
    times, met = Counter(filter(None, bound)), Counter[str]()
    found: list[CodeLine] = []
    binds: tuple[str, ...] = ()
    depth = 0
    for k, (line, name) in enumerate(zip(lines, bound, strict=True)):
        if name:
            binds, depth = version(names[name], met[name], times[name]), 0
            met[name] += 1
        found.append(CodeLine(line, binds, names if k >= main or binds else {}))
        depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
        binds = binds if depth > 0 else ()
    return found


def version(quantities: tuple[str, ...], at: int, times: int) -> tuple[str, ...]:
    """What a statement binds of the quantities that share a name: each the next, where there are as many of both."""
    return (quantities[at],) if len(quantities) == times else quantities


def name_bound(line: str, names: Names) -> str:
    """The name that the line assigns to, declares, or says that the loops below compute; "" where there is none."""
    match = SAYS.match(line) or BINDS.match(line)
    return match["name"] if match and match["name"] in names else ""


def shortened(lines: list[str]) -> list[str]:
    """The lines without the middle of long data, and without the middle of a very long listing."""
    mark = "//" if any(line.startswith(("#include", "export ")) for line in lines) else "#"
    found: list[str] = []
    for is_data, group in groupby(lines, key=lambda line: DATA.fullmatch(line) is not None):
        run = [*group]
        long = is_data and len(run) > LONG
        found += without_middle(run, ENDS, ENDS, f"    {mark} … {{:,}} lines of numbers …") if long else run
    return found if len(found) <= sum(MOST) else without_middle(found, *MOST, f"    {mark} … {{:,}} more lines …")


def without_middle(lines: list[str], first: int, last: int, says: str) -> list[str]:
    return [*lines[:first], says.format(len(lines) - first - last), *lines[-last:]]
