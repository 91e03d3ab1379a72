"""The page of all rules, written from the registry of ops when the documentation is built."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from clearprop.ops import OPS, TRACED, Kink
from clearprop.ops.symbol import name_of_function
from clearprop.render import LANGUAGES, c, javascript, numpy, python

HERE = "<!-- rules: written here when the documentation is built -->"
MODULES = {"python": python, "numpy": numpy, "c": c, "javascript": javascript}
METHODS = ("reduce", "accumulate", "outer")


def with_rules(page: str) -> str:
    """The page with the two tables in the place that it keeps for them."""
    return page.replace(HERE, "\n\n".join((table_of_ops(), functions_made_of_ops())))


def table_of_ops() -> str:
    """One row for each op: its name, what becomes it, its formula, its kinks, and the languages that lack it."""
    traced = functions_by_op()
    rows = [
        (
            f"`{name}`",
            code(traced.get(name, ())),
            escaped(formula_of(op)),
            escaped("; ".join(kink_text(kink) for kink in op.kinks)),
            ", ".join(language for language in LANGUAGES if MODULES[language].lacks(op)),
        )
        for name, op in sorted(OPS.items())
    ]
    return table(("op", "is called", "formula, derivative, shapes", "kinks", "lacking in"), rows)


def functions_made_of_ops() -> str:
    """The functions that have no op of their own: they are written with ops."""
    own = {name for names in functions_by_op().values() for name in names}
    methods = {function for function in TRACED if isinstance(getattr(function, "__self__", None), np.ufunc)}
    others = sorted({called(function) for function in TRACED if function not in methods} - own)
    by_method = {name: sorted(f"np.{m.__self__.__name__}" for m in methods if m.__name__ == name) for name in METHODS}
    sentences = [f"`{name}` of {code(ufuncs)}" for name, ufuncs in by_method.items()]
    start = f"These {len(others)} functions are written with the ops above: {code(others)}"
    return f"{start}; and so are {', '.join(sentences)}."


def functions_by_op() -> dict[str, list[str]]:
    """The functions that become an op and nothing else, by the op's name."""
    found: dict[str, set[str]] = {}
    for function, rule in TRACED.items():
        op = getattr(rule, "__self__", None)
        if isinstance(op, type):
            found.setdefault(op.name, set()).add(called(function))
    return {name: sorted(functions) for name, functions in found.items()}


def called(function: Any) -> str:
    """``math.exp`` or ``np.exp``: the name under which people find the function."""
    name = getattr(function, "__name__", "")
    if getattr(math, name, None) is function:
        return f"math.{name}"
    if getattr(np, name, None) is function:
        return f"np.{name}"
    return str(name_of_function(function))


def formula_of(op: Any) -> str:
    """The docstring's first line, and its lines of shapes where they stand below it."""
    first, _, rest = (op.__doc__ or "").partition("\n")
    shapes = [line.strip() for line in rest.splitlines() if "->" in line]
    return " ".join([first, *shapes])


def kink_text(kink: Kink) -> str:
    """``at 0: 0 (as for z below 0)``."""
    at, derivative = numbers(kink.at), numbers(kink.derivative)
    return f"at {at}: {derivative}" + (f" ({kink.says})" if kink.says else "")


def numbers(values: Any) -> str:
    parts = [f"{value:.4g}" for value in (values if isinstance(values, tuple) else (values,))]
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def escaped(text: str) -> str:
    """Text in which Markdown finds nothing to set: a formula stays as it was written."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>|$" else letter for letter in text)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def lines() -> Iterator[tuple[str, ...]]:
        yield head
        yield ("---",) * len(head)
        yield from rows

    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines())
