"""Derivations and gradient checks of users' functions, and what they look like in a terminal."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table

from clearprop.app.functions import Chosen
from clearprop.app.reading.script import Script
from clearprop.app.reading.terminal import print_finding
from clearprop.explain.check import GradientCheck, check_gradient
from clearprop.explain.derivation import Derivation, derive
from clearprop.ir.json import finite
from clearprop.read.reading import Finding
from clearprop.render import LANGUAGES, MATHS
from clearprop.render.numbers.quantities import HEADINGS
from clearprop.train.data.errors import DataError

NARROWEST, WIDEST = 60, 140  # columns of the table of numbers

console = Console(highlight=False, soft_wrap=True)


def derivation(chosen: Chosen, wrt: str | None) -> Derivation:
    """The derivation of the chosen function. DataError where the function itself fails or cannot be differentiated."""
    positional, named = chosen.positional()
    found: Derivation = users(chosen, lambda: derive(chosen.function, *positional, wrt=names(wrt), **named))
    return found


def checked(chosen: Chosen, gradient: Callable[..., Any] | None, wrt: str | None) -> GradientCheck:
    positional, named = chosen.positional()
    result: GradientCheck = users(
        chosen, lambda: check_gradient(chosen.function, *positional, gradient=gradient, wrt=names(wrt), **named)
    )
    return result


def names(wrt: str | None) -> tuple[str, ...] | None:
    return tuple(name.strip() for name in wrt.split(",")) if wrt else None


def users(chosen: Chosen, action: Callable[[], Any]) -> Any:
    """The action's result; what the user's own function raises is said in one sentence."""
    try:
        return action()
    except (ValueError, KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        raise DataError(f"{chosen.function.__name__}: {error if str(error) else type(error).__name__}") from error


def print_derivation(found: Derivation) -> None:
    """The value, the gradients, the mathematics and the NumPy code."""
    console.print(f"value {found.value:.10g}", style="bold")
    table = Table(box=None, pad_edge=False)
    table.add_column("gradient", style="cyan")
    table.add_column("shape", style="dim")
    table.add_column("numbers")
    for name, gradient in found.gradients.items():
        table.add_row(f"d{name}", str(gradient.shape), short(gradient))
    console.print(table)
    console.print()
    console.print(found.maths("unicode"), markup=False)
    console.print(Syntax(found.code("numpy"), "python", theme="ansi_dark", background_color="default", word_wrap=True))


def shown(found: Derivation, form: str, row: int | None = None) -> str:
    """What ``--as`` calls this form, as text that ends with its last line."""
    if form in MATHS:
        return found.maths(form)
    if form in LANGUAGES:
        return found.code(form) + "\n"
    texts: dict[str, Callable[[], str]] = {
        "program": lambda: f"{found.program}\n",
        "numbers": lambda: found.table(row),
        "svg": found.picture,
        "html": lambda: found.to_html(row),
        "json": lambda: json.dumps(finite(found.to_json()), ensure_ascii=False) + "\n",
    }
    return texts[form]()


def print_numbers(found: Derivation, row: int | None) -> None:
    """The table of numbers, as wide as the terminal allows."""
    head, *lines = found.table(row, min(max(console.width, NARROWEST), WIDEST)).splitlines()
    console.print(head, style="dim", markup=False)
    for line in lines:
        console.print(line, style="bold" if line in HEADINGS.values() else None, markup=False)


def short(array: np.ndarray) -> str:
    """The numbers of an array, or the first of them."""
    return np.array2string(array, precision=6, threshold=24, edgeitems=2, max_line_width=72)


def print_check(result: GradientCheck) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("parameter", "relative error", "checked", "verdict"):
        table.add_column(column, justify="right" if column == "relative error" else "left")
    for p in result.parameters:
        wrong = f"[bold red]wrong[/] at {list(p.worst)}: {p.given:.8g}, measured {p.measured:.8g}"
        table.add_row(p.name, f"{p.error:.2e}", f"{p.checked} of {p.entries}", "[green]right[/]" if p.right else wrong)
    console.print(table)
    for note in result.notes:
        console.print(f"· {note}", markup=False)


def print_causes(spec: str, findings: Sequence[Finding]) -> None:
    """What was found wrong in the file of ``FILE.py:function``."""
    if findings:
        file = Path(spec.rpartition(":")[0])
        script = Script.of(str(file), file.read_bytes(), file)
        for finding in findings:
            console.print()
            print_finding(console, script, finding)
