"""The rule of a node: its value on other operands, and what each operand's adjoint gets."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clearprop.execute.interpret import interpret_keeping
from clearprop.explain.sweep import pulled
from clearprop.ir import Literal, Program, Variable
from clearprop.ops import Elementwise
from clearprop.read.rules.applied import Unknown, applied
from clearprop.read.rules.memory import MEMORY
from clearprop.trace.recorder import TraceError
from clearprop.trace.session import record

Shares = Sequence[Any]
RULES: dict[Any, "Rule | None"] = {}
MOST = 20_000
"""Rules that are kept."""


class Rule:
    """One operation on operands of given shapes."""

    def evaluate(self, operands: Sequence[Any]) -> Any:
        raise NotImplementedError

    def pull(self, g: Any, result: Any, operands: Sequence[Any]) -> Shares:
        """g: as the result -> the share of each operand's adjoint; None where it gets nothing."""
        raise NotImplementedError


class Zero(Rule):
    """No operand moves the result."""

    def evaluate(self, operands: Sequence[Any]) -> Any:
        return None

    def pull(self, g: Any, result: Any, operands: Sequence[Any]) -> Shares:
        return [None] * len(operands)


class Single(Rule):
    """One elementwise op on numbers: by its local factors alone."""

    def __init__(self, op: Elementwise, sources: Sequence[Any], count: int) -> None:
        self.op, self.sources, self.count = op, sources, count

    def fill(self, operands: Sequence[Any]) -> list[Any]:
        """What moves as arrays: to a rule, Python's numbers are those of the text."""
        return [np.asarray(operands[source]) if type(source) is int else source.value for source in self.sources]

    def evaluate(self, operands: Sequence[Any]) -> Any:
        return float(self.op.evaluate(*self.fill(operands)))

    def factors(self, result: Any, operands: Sequence[Any]) -> list[float | None]:
        """∂result/∂operand for each operand; None where it does not move the result."""
        found: list[float | None] = [None] * self.count
        for factor, source in zip(self.op.factors(np.asarray(result), *self.fill(operands)), self.sources, strict=True):
            if factor is not None and type(source) is int:
                found[source] = float(factor) + (found[source] or 0.0)
        return found

    def pull(self, g: Any, result: Any, operands: Sequence[Any]) -> Shares:
        return [None if factor is None else g * factor for factor in self.factors(result, operands)]


class Several(Rule):
    """A small Program: the operation as the ops that it is made of."""

    def __init__(self, program: Program, names: Sequence[str | None], shape: tuple[int, ...]) -> None:
        self.program, self.names, self.shape = program, names, shape
        self.variables = {variable.name: variable for variable in program.inputs}
        self.output = next(iter(program.outputs.values()))

    def values(self, operands: Sequence[Any]) -> dict[Variable, Any]:
        given = {name: operand for name, operand in zip(self.names, operands, strict=True) if name in self.variables}
        return interpret_keeping(self.program, given)

    def evaluate(self, operands: Sequence[Any]) -> Any:
        found = np.asarray(self.values(operands)[self.output])  # type: ignore[index]
        return found.reshape(self.shape) if found.size == np.prod(self.shape, dtype=int) else found

    def pull(self, g: Any, result: Any, operands: Sequence[Any]) -> Shares:
        if isinstance(self.output, Literal):
            return [None] * len(operands)
        values = self.values(operands)
        found: dict[Variable, Any] = {self.output: np.reshape(np.asarray(g, float), self.output.type.shape)}
        for equation in reversed(self.program.equations):
            upstream = found.pop(equation.result, None)
            if upstream is None:
                continue
            for operand, share in zip(equation.operands, pulled(equation, values, upstream), strict=True):
                if share is not None and isinstance(operand, Variable) and operand.type.floating:
                    found[operand] = share if operand not in found else found[operand] + share
        return [found.get(self.variables[name]) if name in self.variables else None for name in self.names]


def rule_for(op: str, arguments: Any, result: Any, operands: Sequence[Any]) -> Rule | None:
    """The rule of an operation on operands like these; None where there is none."""
    if op in MEMORY:
        memory: Rule = MEMORY[op](arguments, np.shape(result))
        return memory
    key = (op, skeleton(arguments), tuple(signature(operand) for operand in operands))
    if key in RULES:
        return RULES[key]
    if len(RULES) >= MOST:
        RULES.clear()
    RULES[key] = rule = made(op, arguments, result, operands)
    return rule


def signature(operand: Any) -> Any:
    """What a rule depends on: a float's shape alone; masks, labels and counts are part of the rule."""
    if type(operand) is float:
        return float
    array = np.asarray(operand)
    return (array.shape, array.dtype.char, b"" if array.dtype.kind == "f" else array.tobytes())


def skeleton(part: Any) -> Any:
    """The templates without the numbers of nodes; hashable."""
    if type(part) is int:
        return -1
    if isinstance(part, list | tuple):
        return tuple(skeleton(inner) for inner in part) if part[:1] != ["c"] else ("c", repr(part[1]))
    if isinstance(part, dict):
        return tuple((key, skeleton(inner)) for key, inner in part.items())
    return part


def made(op: str, arguments: Any, result: Any, operands: Sequence[Any]) -> Rule | None:
    if op in ("switched", "call round") or result is None:
        return Zero()
    rule = built(op, arguments, result, operands)
    if op in ("mul", "inplace_mul") and np.ndim(result) == 2 and not reproduces(rule, result, operands):
        rule = built("matmul", arguments, result, operands)  # np.matrix
    return rule if reproduces(rule, result, operands) else None


def reproduces(rule: Rule | None, result: Any, operands: Sequence[Any]) -> bool:
    """Whether the rule gives the recorded value."""
    if rule is None or isinstance(rule, Zero):
        return rule is not None
    found = rule.evaluate(operands)
    return np.shape(found) == np.shape(result) and np.allclose(found, result, rtol=1e-6, atol=1e-12, equal_nan=True)


def built(op: str, arguments: Any, result: Any, operands: Sequence[Any]) -> Rule | None:
    floating = [np.asarray(operand).dtype.kind == "f" for operand in operands]
    moving = [operand for operand, moves in zip(operands, floating, strict=True) if moves]
    if not moving or np.asarray(result).dtype.kind != "f":
        return Zero() if np.asarray(result).dtype.kind in "iub" else None

    def again(*values: Any) -> Any:
        given = iter(values)
        every = iter(
            [next(given) if moves else plain(operand) for operand, moves in zip(operands, floating, strict=True)]
        )
        return applied(op, arguments, every)

    try:
        with np.errstate(all="ignore"):
            recording = record(again, tuple(moving), {})
    except (Unknown, TraceError, TypeError, ValueError, IndexError, AttributeError):
        return None
    program = recording.program
    if len(program.outputs) != 1:
        return None
    names = iter([leaf.name for leaf in recording.leaves])
    every = [next(names) if moves else None for moves in floating]
    single = one_equation(program, every)
    return single or Several(program, every, np.shape(result))


def plain(operand: Any) -> Any:
    """An integer of the script's own kind as Python's."""
    return int(operand) if isinstance(operand, int) and not isinstance(operand, bool) else operand


def one_equation(program: Program, names: Sequence[str | None]) -> Rule | None:
    """The Program as a single elementwise op on numbers, if it is one."""
    if len(program.equations) != 1 or program.constants:
        return None
    equation = program.equations[0]
    if not isinstance(equation.op, Elementwise) or any(operand.type.shape for operand in equation.operands):
        return None
    sources = [o if isinstance(o, Literal) else list(names).index(o.name) for o in equation.operands]
    return Single(equation.op, sources, len(names))
