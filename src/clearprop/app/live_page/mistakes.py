"""Programs to be judged on the page: most are broken in one place, and what that does to the pass."""

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, unified_diff
from itertools import zip_longest
from typing import Any

import numpy as np

from clearprop.app.live_page.data import CodeLine, Found, Mistake, Stop
from clearprop.app.live_page.pieces import Sizes, built
from clearprop.ir import Program
from clearprop.nn.losses import losses
from clearprop.read.reader import read

ERROR = 'errors.append(layer[j]["output"] - expected[j])'
ERROR_TURNED = 'errors.append(expected[j] - layer[j]["output"])'
DELTA = 'neuron["delta"] = errors[j] * sigmoid_slope(neuron["output"])'
BIAS = '            neuron["weights"][-1] -= rate * neuron["delta"]\n'
TOTAL = 'weighted_sum(neuron["weights"], inputs)'
STEP = 'neuron["weights"][j] -= rate'
BIAS_STEP = 'neuron["weights"][-1] -= rate'
TWO_CALLS = "            backward(network, expected)\n            update(network, row, rate)\n"
AT_ONCE = """
        before = [unit["output"] for unit in network[number - 1]] if number else row[:-1]
        for neuron in layer:
            for j in range(len(before)):
                neuron["weights"][j] -= rate * neuron["delta"] * before[j]
            neuron["weights"][-1] -= rate * neuron["delta"]"""
FOR_INPUTS = "for j in range(len(inputs)):"


@dataclass(frozen=True)
class Slip:
    """Edits of the tutorial's program, and the pieces that then stand in the place of the right ones."""

    name: str
    title: str
    edits: tuple[tuple[str, str], ...]
    replaces: dict[str, str]
    early: bool = False
    never: str = ""  # the kind of quantity that nothing computes any more


SLIPS = (
    Slip(
        "no_derivative",
        "The derivative of the activation is missing",
        ((DELTA, 'neuron["delta"] = errors[j]'),),
        {"sigmoid_back": "no_slope"},
        never="slope",
    ),
    Slip(
        "half_a_sign_fix",
        "Half a sign fix: target minus output, and still subtracted",
        ((ERROR, ERROR_TURNED),),
        {"half_squared_error": "half_squared_error_turned"},
    ),
    Slip(
        "last_weight",
        "The last weight of each output neuron is never updated: it stood on the page for months in 2016",
        (("    inputs = row[:-1]\n", "    inputs = row\n"), (FOR_INPUTS, "for j in range(len(inputs) - 1):")),
        {"update@last": "update_but_the_last"},
    ),
    Slip(
        "slope_of_z",
        "The slope is taken at z, by the formula for a",
        ((DELTA, DELTA.replace("output", "total")), (f"total = {TOTAL}", f'total = neuron["total"] = {TOTAL}')),
        {"sigmoid_back": "sigmoid_back_of_z"},
    ),
    Slip(
        "too_early",
        "A layer's weights are updated before the error is handed on through them",
        (
            ("def backward(network, expected):", "def backward(network, row, expected, rate):"),
            (DELTA, DELTA + AT_ONCE),
            (TWO_CALLS, "            backward(network, row, expected, rate)\n"),
        ),
        {},
        early=True,
    ),
    Slip(
        "older_dialect",
        "Nothing: target minus output, and added, is the older dialect of the same program",
        ((ERROR, ERROR_TURNED), (STEP, STEP.replace("-=", "+=")), (BIAS_STEP, BIAS_STEP.replace("-=", "+="))),
        {},
    ),
    Slip("bias", "The biases are never updated", ((BIAS, ""),), {"update_bias": "bias_kept"}),
)  # fmt: skip


def wrong_pieces(sizes: Sizes) -> dict[str, Program]:
    """The pieces that stand in for right ones, by the names in the slips."""
    rows, outputs = sizes.rows, sizes.outputs
    half: Any = losses()["half_squared_error"].rule
    weights = (sizes.features, sizes.units)
    rules: dict[str, tuple[dict[str, tuple[int, ...]], Callable[..., dict[str, Any]]]] = {
        "half_squared_error_turned": (
            {"y_hat": outputs, "y": outputs}, lambda y_hat, y: {"L": half(y_hat, y), "da": (y - y_hat) / rows},
        ),
        "sigmoid_back_of_z": (
            {"z": outputs, "da": outputs}, lambda z, da: {"slope": z * (1 - z), "delta": da * (z * (1 - z))},
        ),
        "update_but_the_last": (
            {"W": weights, "dW": weights, "rate": ()},
            lambda W, dW, rate: {"W_new": np.concatenate([W[:-1] - rate * dW[:-1], W[-1:]])},
        ),
        "no_slope": ({"da": outputs}, lambda da: {"delta": da * 1.0}),
        "bias_kept": ({"b": (sizes.units,)}, lambda b: {"b_new": b * 1.0}),
    }  # fmt: skip
    return {name: built(inputs, rule) for name, (inputs, rule) in rules.items()}


def mistakes(text: str, lines: tuple[CodeLine, ...]) -> tuple[Mistake, ...]:
    """The slips as broken programs that were read; ``lines`` are those of the right one."""
    return tuple(mistake(slip, text, lines) for slip in SLIPS)


def mistake(slip: Slip, text: str, lines: tuple[CodeLine, ...]) -> Mistake:
    broken = edited(text, slip.edits)
    code = tuple(beside(broken, without(lines, slip.never)))
    return Mistake(
        name=slip.name,
        title=slip.title,
        code=code,
        replaces=slip.replaces,
        early=slip.early,
        finding=found(broken, text),
        stops=stop(broken),
    )


def edited(text: str, edits: tuple[tuple[str, str], ...]) -> str:
    for old, new in edits:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the program; a mistake changes one place.")
        text = text.replace(old, new)
    return text


def without(lines: tuple[CodeLine, ...], never: str) -> tuple[CodeLine, ...]:
    """The lines without the quantities of a kind."""
    kept = [tuple(name for name in line.quantities if not never or not name.startswith(never)) for line in lines]
    return tuple(replace(line, quantities=names) for line, names in zip(lines, kept, strict=True))


def beside(broken: str, lines: tuple[CodeLine, ...]) -> Iterator[CodeLine]:
    """The broken program beside the right one: lines that went, and lines that came with what they are meant to compute."""
    texts = broken.splitlines()
    for kind, i, j, k, m in SequenceMatcher(None, [line.text for line in lines], texts, False).get_opcodes():
        if kind == "equal":
            yield from (CodeLine(text=line.text, quantities=line.quantities) for line in lines[i:j])
            continue
        yield from (CodeLine(text=line.text, change="gone") for line in lines[i:j])
        meant = [line.quantities for line in lines[i:j]]
        for new, quantities in zip_longest(texts[k:m], meant[: m - k], fillvalue=()):
            yield CodeLine(text=str(new), quantities=tuple(quantities), change="come")


def found(broken: str, right: str) -> Found | None:
    """The first finding of the reader, as the page tells it."""
    finding = next(iter(read(broken).findings), None)
    if finding is None:
        return None
    return Found(
        code=finding.code,
        line=finding.line,
        says=finding.message,
        equals=finding.equals,
        points=finding.evidence.points,
        fix=difference(broken, right) if finding.fix is None else finding.fix.diff,
        verified=finding.fix is not None and finding.fix.verified,
    )


def difference(broken: str, right: str) -> str:
    lines = unified_diff(broken.splitlines(), right.splitlines(), "as it is", "as it should be", n=1, lineterm="")
    return "\n".join(lines)


def stop(broken: str) -> Stop | None:
    """Where Python's own arithmetic ends the program: its numbers grow beyond what ``exp`` takes."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        try:
            exec(compile(broken, "broken.py", "exec"), {"__name__": "__main__"})
        except ArithmeticError as problem:
            return Stop(epoch=printed.getvalue().count("epoch "), error=type(problem).__name__)
    return None
