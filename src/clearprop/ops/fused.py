"""Several equations as one, for printing: the body's formulas are composed, and nothing is stored in between."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.expression import ArrayView, Expression, Number, Statement
from clearprop.ir import Atom, Equation, Literal, Program, Type
from clearprop.ops.base import Op


@dataclass(frozen=True, eq=False)
class Fused(Op, abstract=True):
    """r = what the body computes from its inputs.   The last equation of the body gives r: T[*s].

    ``transform.fuse`` makes these; they are never traced and carry no derivative, so they are not among OPS.
    """

    body: Program

    name = "fused"

    @property
    def root(self) -> Equation:
        return self.body.equations[-1]

    @property
    def shares(self) -> bool:  # type: ignore[override]
        return bool(self.root.op.shares)

    def evaluate(self, *operands: Any) -> Any:
        return np.asarray(self.root.op.evaluate(*self.read_by_root(operands)))

    def read_by_root(self, operands: tuple[Any, ...]) -> list[Any]:
        """The values that the last equation reads."""
        values: dict[Atom, Any] = dict(zip(self.body.inputs, operands, strict=True))
        for equation in self.body.equations:
            read = [o.value if isinstance(o, Literal) else values[o] for o in equation.operands]
            if equation is not self.root:
                values[equation.result] = equation.op.evaluate(*read)
        return read

    def infer(self, *types: Type) -> Type:
        return self.root.result.type

    def trees(self, operands: tuple[Expression, ...]) -> dict[Atom, Expression]:
        """What stands for each variable of the body but the last, for whole arrays."""
        found: dict[Atom, Expression] = dict(zip(self.body.inputs, operands, strict=True))
        for equation in self.body.equations:
            found.update((o, Number(o.value)) for o in equation.operands if isinstance(o, Literal))
            if equation is not self.root:
                found[equation.result] = equation.op.numpy(*(found[o] for o in equation.operands))
        return found

    def views(self, operands: tuple[ArrayView, ...]) -> dict[Atom, ArrayView]:
        """The same for single elements."""
        found: dict[Atom, ArrayView] = dict(zip(self.body.inputs, operands, strict=True))
        for equation in self.body.equations:
            found.update((o, view_of_number(o)) for o in equation.operands if isinstance(o, Literal))
            if equation is not self.root:
                found[equation.result] = view_of(equation, [found[o] for o in equation.operands])
        return found

    def numpy(self, *operands: Expression) -> Expression:
        trees = self.trees(operands)
        return self.root.op.numpy(*(trees[o] for o in self.root.operands))  # type: ignore[no-any-return]

    @property
    def element(self) -> Any:
        if any(equation.op.element is None for equation in self.body.equations):
            return None
        return self.composed

    def composed(self, index: tuple[Expression, ...], *operands: ArrayView) -> Expression:
        views = self.views(operands)
        return self.root.op.element(index, *(views[o] for o in self.root.operands))  # type: ignore[no-any-return]


class FusedWrite(Fused, abstract=True):
    """r = operand 0 with some elements changed to what the body computes.   x: T[*s], ... -> r: T[*s]."""

    name = "fused_write"
    writes = True

    @property
    def operator(self) -> str:
        return self.root.op.operator  # type: ignore[no-any-return]

    def write(self, target: Any, *operands: Any) -> Any:
        """The same, in place."""
        return self.root.op.write(target, *self.read_by_root((target, *operands))[1:])

    def part(self, *shapes: tuple[int, ...]) -> tuple[int, ...]:
        return self.root.op.part(*(array.type.shape for array in self.root.operands[2:]))  # type: ignore[no-any-return]

    def store(self, target: Expression, *operands: Expression) -> list[Statement]:
        trees = self.trees((target, *operands))
        return self.root.op.store(target, *(trees[o] for o in self.root.operands[1:]))  # type: ignore[no-any-return]

    def cell(self, index: tuple[Expression, ...], *operands: ArrayView) -> tuple[tuple[Expression, ...], Expression]:
        first = self.body.inputs[0]
        nothing = ArrayView(first.type.shape, first.type.dtype, unread)
        views = self.views((nothing, *operands))
        return self.root.op.cell(index, *(views[o] for o in self.root.operands[1:]))  # type: ignore[no-any-return]


def view_of(equation: Equation, operands: list[ArrayView]) -> ArrayView:
    kind: Type = equation.result.type
    read: Callable[[tuple[Expression, ...]], Expression] = lambda index: equation.op.element(index, *operands)  # noqa: E731
    return ArrayView(kind.shape, kind.dtype, read)


def view_of_number(literal: Literal) -> ArrayView:
    return ArrayView((), literal.type.dtype, lambda index: Number(literal.value))


def unread(index: tuple[Expression, ...]) -> Expression:
    raise AssertionError("what is written to is not read.")
