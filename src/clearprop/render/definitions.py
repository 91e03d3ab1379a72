"""The named functions of a Program (sigmoid, softplus, ...): code defines each once, from the op's own formula."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from inspect import signature
from typing import Any

from clearprop.expression import Expression, Name
from clearprop.ir import Equation


@dataclass(frozen=True)
class Definition:
    """``name(parameters) = body``; ``says`` is the formula as the op's author wrote it."""

    name: str
    parameters: tuple[str, ...]
    body: Expression
    says: str


def named_ops(equations: Iterable[Equation]) -> Iterator[Any]:
    """The named elementwise ops of the equations, and of the Programs that ops hold as their body."""
    for equation in equations:
        body = getattr(equation.op, "body", None)
        if body is not None:
            yield from named_ops(body.equations)
        elif equation.op.named and hasattr(equation.op, "expression"):
            yield equation.op


def written_functions(equations: Iterable[Equation]) -> dict[str, Any]:
    """By name, the functions that NumPy lacks and ops give as NumPy text (``numpy_definition``)."""
    functions = [equation.op.numpy_definition for equation in equations if equation.op.numpy_definition]
    return {function.__name__: function for function in functions}


def definitions(equations: Iterable[Equation]) -> dict[str, Definition]:
    """By name, in the order of first use; what a definition calls stands before it."""
    found: dict[str, Definition] = {}
    for op in named_ops(equations):
        if op.name not in found:
            found[op.name] = definition(op)
    return found


def definition(op: Any) -> Definition:
    parameters = tuple(signature(op.expression).parameters)
    says = (type(op).__doc__ or op.name).splitlines()[0].split("   ")[0].strip()
    return Definition(op.name, parameters, op.expression(*map(Name, parameters)), says)
