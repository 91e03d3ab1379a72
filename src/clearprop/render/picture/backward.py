"""What flows back through a Program: the adjoints of a run, and the share of them that each use hands back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from clearprop.ir import Atom, Equation, Literal, Program, Variable
from clearprop.render.numbers.quantities import Adjoint


class Backward:
    """The numbers of a run and the adjoints of its variables, with the names of the quantities that hold these."""

    def __init__(
        self, program: Program, numbers: Mapping[Variable, np.ndarray], adjoints: Mapping[Variable, Adjoint]
    ) -> None:
        self.numbers, self.adjoints = numbers, adjoints
        self.forward = [e for e in program.equations if e.origin.adjoint is None]
        self.uses: dict[Variable, list[tuple[Equation, int]]] = defaultdict(list)
        for equation in self.forward:
            for k, operand in enumerate(equation.operands):
                if isinstance(operand, Variable):
                    self.uses[operand].append((equation, k))

    def number(self, atom: Atom) -> np.ndarray:
        return np.asarray(atom.value if isinstance(atom, Literal) else self.numbers[atom])

    def of(self, variable: Variable) -> np.ndarray | None:
        """∂value/∂variable; None where the value does not depend on it.   -> as the variable"""
        adjoint = self.adjoints.get(variable)
        return None if adjoint is None else adjoint.array

    def names(self, variable: Variable) -> list[str]:
        """The name of the quantity that holds the adjoint, if one does."""
        adjoint = self.adjoints.get(variable)
        return [adjoint.name] if adjoint is not None and adjoint.name else []

    def share(self, equation: Equation, k: int) -> np.ndarray | None:
        """What the equation hands back to its operand number ``k``.   -> as the operand"""
        operand, g = equation.operands[k], self.of(equation.result)
        if g is None or not operand.type.floating or self.of_atom(operand) is None:
            return None
        share = local_share(equation, g, self.numbers)[k]
        return None if share is None else np.broadcast_to(np.asarray(share), operand.type.shape)

    def of_atom(self, atom: Atom) -> np.ndarray | None:
        return self.of(atom) if isinstance(atom, Variable) else None


def local_share(equation: Equation, g: Any, numbers: Mapping[Variable, Any]) -> tuple[Any, ...]:
    """The op's own rule on arrays: g, as the result -> the share of each operand."""
    operands = [o.value if isinstance(o, Literal) else numbers[o] for o in equation.operands]
    with np.errstate(all="ignore"):
        shares: tuple[Any, ...] = equation.op.vjp(g, numbers[equation.result], *operands)
    return shares
