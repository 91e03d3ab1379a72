"""Products of matrices apart from everything else, with their transposes inside: what kernels compute."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.ir import Atom, Equation, Guard, Program, Type, Variable
from clearprop.ops.base import Op
from clearprop.ops.matmul import Matmul
from clearprop.ops.transpose import Transpose

SMALL = 512
"""So many multiplications, or fewer, stay loops that are fused with what stands around them."""


@dataclass(frozen=True, eq=False)
class Product(Op, abstract=True):
    """r = x y, either of them turned first: x: f[n, k] or f[k, n], y: f[k, m] or f[m, k] -> r: f[n, m]."""

    turned: tuple[bool, bool]
    name = "product"

    def evaluate(self, x: Any, y: Any) -> Any:
        return np.matmul(*(array.T if turned else array for array, turned in zip((x, y), self.turned, strict=True)))

    def infer(self, x: Type, y: Type) -> Type:
        return Type(x.dtype, (x.shape[self.turned[0]], y.shape[not self.turned[1]]))

    def numpy(self, *operands: Any) -> Any:
        return Matmul().numpy(*operands)


def with_products(program: Program, dtype: str) -> Program:
    """The Program with Products in the place of products of matrices of that dtype, each under a name of its own.

    So none is fused with what reads it. Transposes that nothing else reads are left behind, for dead code.
    """
    transposed: dict[Atom, Atom] = {
        e.result: e.operands[0] for e in program.equations if isinstance(e.op, Transpose) and plain(e)
    }
    named: dict[Atom, Variable] = {}
    equations = []
    for equation in program.equations:
        result, op, operands = equation.result, equation.op, equation.operands
        if isinstance(op, Matmul) and worth_it(equation, dtype):
            op = Product((operands[0] in transposed, operands[1] in transposed))
            operands = tuple(transposed.get(operand, operand) for operand in operands)
            named[result] = result = Variable(own_name(result), result.type)
        equations.append(Equation(result, op, tuple(named.get(o, o) for o in operands), equation.origin))
    guards = [Guard(named.get(g.condition, g.condition), g.value, g.origin, g.source) for g in program.guards]
    outputs = {name: named.get(atom, atom) for name, atom in program.outputs.items()}
    return Program(program.inputs, program.constants, equations, guards, outputs, program.name)


def plain(equation: Equation) -> bool:
    """Whether a matrix is turned."""
    (operand,) = equation.operands
    return isinstance(operand, Variable) and len(operand.type.shape) == 2


def worth_it(equation: Equation, dtype: str) -> bool:
    """Whether matrices of the numbers that are trained are multiplied, and more than number by number."""
    types = [operand.type for operand in (*equation.operands, equation.result)]
    if any(len(kind.shape) != 2 or kind.dtype != dtype for kind in types):
        return False
    (rows, inner), (_, columns) = types[0].shape, types[1].shape
    return inner > 1 and rows * inner * columns > SMALL


def own_name(variable: Variable) -> str:
    """Of what has none yet: a name that no temporary has."""
    name = variable.name
    return f"product_{name[1:]}" if name[:1] == "t" and name[1:].isdigit() else name
