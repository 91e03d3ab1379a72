"""What flows back: the adjoint of each variable, and the share of it that each use hands back."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from clearprop.ir import Atom, Equation, Literal, Program, Variable


class Backward:
    """Adjoints are read off the Program; one that simplifying did away with comes from the rules of its uses."""

    def __init__(self, program: Program, numbers: Mapping[Variable, np.ndarray]) -> None:
        self.numbers = numbers
        self.forward = [e for e in program.equations if e.origin.adjoint is None]
        self.uses: dict[Variable, list[tuple[Equation, int]]] = defaultdict(list)
        for equation in self.forward:
            for k, operand in enumerate(equation.operands):
                if isinstance(operand, Variable):
                    self.uses[operand].append((equation, k))
        self.sums: dict[Variable, Variable] = {}
        self.shares: dict[tuple[Variable, int], Variable] = {}
        for equation in program.equations:
            adjoint = equation.origin.adjoint
            if adjoint is not None and adjoint.factor == "sum":
                self.sums[adjoint.of] = equation.result
            elif adjoint is not None and adjoint.factor == "upstream" and adjoint.operand is not None:
                self.shares[adjoint.of, adjoint.operand] = equation.result
        self.found: dict[Variable, np.ndarray | None] = {}
        value = program.outputs.get("value")
        if isinstance(value, Variable):
            self.found[value] = np.ones(value.type.shape, value.type.numpy)
        self.gradients: dict[Variable, list[Variable]] = {}
        for variable in program.inputs:
            gradient = program.outputs.get(f"d{variable.name}")
            if gradient is not None and "value" in program.outputs:
                self.found[variable] = self.number(gradient)
                self.gradients[variable] = [gradient] if isinstance(gradient, Variable) else []

    def number(self, atom: Atom) -> np.ndarray:
        return np.asarray(atom.value if isinstance(atom, Literal) else self.numbers[atom])

    def of(self, variable: Variable) -> np.ndarray | None:
        """∂value/∂variable; None where the value does not depend on it.   -> as the variable"""
        waiting = [variable]
        while waiting:
            one = waiting[-1]
            later = [] if one in self.found or one in self.sums else self.needed(one)
            if later:
                waiting += later
                continue
            waiting.pop()
            if one not in self.found:
                self.found[one] = self.written(one)
        return self.found[variable]

    def needed(self, variable: Variable) -> list[Variable]:
        """The results whose adjoints must be known before that of the variable."""
        uses = self.uses[variable]
        results = [e.result for e, k in uses if (e.result, k) not in self.shares and e.result.type.floating]
        return [result for result in results if result not in self.found]

    def written(self, variable: Variable) -> np.ndarray | None:
        """The Program's own adjoint of the variable, or the sum of the shares."""
        if not variable.type.floating:
            return None
        total = self.sums.get(variable)
        if total is not None and total.type.shape == variable.type.shape:
            return self.numbers[total]
        shares = [share for use in self.uses[variable] if (share := self.share(*use)) is not None]
        return sum(shares[1:], shares[0]) if shares else None

    def variables(self, variable: Variable) -> list[Variable]:
        """The Program's variables that hold the adjoint of this one."""
        shares = [self.shares.get((equation.result, k)) for equation, k in self.uses[variable]]
        found = [self.sums.get(variable), shares[0] if len(shares) == 1 else None]
        return [v for v in found if v is not None and v.type.shape == variable.type.shape][:1]

    def share(self, equation: Equation, k: int) -> np.ndarray | None:
        """What the equation hands back to its operand number ``k``.   -> as the operand"""
        operand, written = equation.operands[k], self.shares.get((equation.result, k))
        if written is not None and written.type.shape == operand.type.shape:
            return self.numbers[written]
        g = self.found.get(equation.result)
        if g is None or not operand.type.floating:
            return None
        share = local_share(equation, g, self.numbers)[k]
        return None if share is None else np.broadcast_to(np.asarray(share), operand.type.shape)


def local_share(equation: Equation, g: Any, numbers: Mapping[Variable, Any]) -> tuple[Any, ...]:
    """The op's own rule on arrays: g, as the result -> the share of each operand."""
    operands = [o.value if isinstance(o, Literal) else numbers[o] for o in equation.operands]
    with np.errstate(all="ignore"):
        shares: tuple[Any, ...] = equation.op.vjp(g, numbers[equation.result], *operands)
    return shares
