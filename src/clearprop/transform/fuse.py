"""Which equations are written as one expression: ``z1 = x @ W1 + b1`` instead of a product, a sum and a name between.

A temporary (t12) that is read once moves into the equation that reads it, as long as the line stays readable and no work
is done twice; a mere view of something named (``W2.T``, ``x[0]``) also where it is read several times. What has an
author's name keeps its own line.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from math import prod

from clearprop.expression import (
    ArrayView,
    Call,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Reduce,
    Select,
    children,
    walk,
)
from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.ops.fused import Fused, FusedWrite

TEMPORARY = re.compile(r"t\d+")
WIDTH = 64  # characters of an expression of whole arrays
ELEMENT_WIDTH = 100  # characters of an element's formula


@dataclass(eq=False)
class Group:
    """Equations that become one; the root is the last of them, and gives the result."""

    root: Equation
    equations: list[Equation] = field(default_factory=list)  # in reverse order, the root first

    def with_one_more(self, equation: Equation) -> "Group":
        return Group(self.root, [*self.equations, equation])

    def op(self) -> Fused:
        """The group as one op. Operand 0 of a write is an input of its own, also where it is read beside."""
        writes = self.root.op.writes
        inside = {equation.result for equation in self.equations}
        read = [o for equation in reversed(self.equations) for o in self.read_by(equation) if o not in inside]
        first = [self.root.operands[0]] if writes else []
        inputs = (*first, *dict.fromkeys(o for o in read if isinstance(o, Variable)))
        body = Program(
            tuple(v for v in inputs if isinstance(v, Variable)), {}, self.equations[::-1], [], {"r": self.root.result}
        )
        return FusedWrite(body) if writes else Fused(body)

    def read_by(self, equation: Equation) -> tuple[object, ...]:
        return equation.operands[1:] if equation is self.root and self.root.op.writes else equation.operands


def fuse(program: Program, elements: bool = True) -> Program:
    """The same Program with fewer, larger equations; all names that an author gave stay.

    ``elements``: the code may be written element by element (Python, C), where an inlined value is computed each time
    that it is read. Without it only whole arrays count (NumPy), and more is fused.
    """
    kept = {*program.outputs.values(), *(guard.condition for guard in program.guards)}
    readers: dict[Variable, list[Equation]] = {}
    for equation in program.equations:
        for variable in equation.variables():
            readers.setdefault(variable, []).append(equation)
    groups: dict[Equation, list[Group]] = {}
    for equation in reversed(program.equations):
        result = equation.result
        homes = list({id(g): g for reader in readers.get(result, ()) for g in groups[reader]}.values())
        if result in kept or not TEMPORARY.fullmatch(result.name) or equation.op.writes or not homes:
            groups[equation] = [Group(equation, [equation])]
            continue
        once = len(readers[result]) == 1 and len(homes) == 1
        if (once or is_view_of_named(equation)) and all(fits(home, equation, elements) for home in homes):
            for home in homes:
                home.equations.append(equation)
            groups[equation] = homes
        else:
            groups[equation] = [Group(equation, [equation])]
    equations = [fused(groups[e][0], program) for e in program.equations if groups[e][0].root is e]
    return Program(program.inputs, program.constants, equations, program.guards, program.outputs, program.name)


def fused(group: Group, program: Program) -> Equation:
    if len(group.equations) == 1:
        return group.root
    op = group.op()
    return Equation(group.root.result, op, op.body.inputs, group.root.origin)


def is_view(equation: Equation) -> bool:
    """Reading through it costs nothing."""
    return bool(equation.op.shares) and equation.op.name in ("transpose", "index", "broadcast_to")


def is_view_of_named(equation: Equation) -> bool:
    """A transpose, an element or a slice of something that has a name."""
    return is_view(equation) and all(
        isinstance(o, Literal) or not TEMPORARY.fullmatch(o.name) for o in equation.operands
    )


def fits(group: Group, equation: Equation, elements: bool) -> bool:
    """Whether the equation may move into the group: written once, computed no more often, and short enough."""
    root, result = group.root, equation.result
    if root.op.writes and (result is root.operands[0] or not writes_apart(root, equation)):
        return False
    view = is_view_of_named(equation)
    whole = numpy_tree(group)
    if not view and Counter(names_in(whole))[result.name] > 1:
        return False
    bigger = group.with_one_more(equation)
    if length(numpy_tree(bigger)) > WIDTH:
        return False
    if not elements:
        return True
    if (root.op.element is None and not root.op.writes) or equation.op.element is None:
        return False
    size, tree = element_tree(group)
    reads = list(readings(tree, result.name))
    if not is_view(equation) and (len(reads) != 1 or (reads[0] * size > result.type.size and not shrinks(equation))):
        return False
    return length(element_tree(bigger)[1]) <= ELEMENT_WIDTH


def writes_apart(root: Equation, equation: Equation) -> bool:
    """Whether a write of the value does not disturb what the value is computed from."""
    single = prod(root.op.part(*(array.type.shape for array in root.operands[2:]))) == 1
    return single or root.operands[0] not in equation.operands


def shrinks(equation: Equation) -> bool:
    """A reduction: where it does not change along an axis, the printers compute it once."""
    return any(v.type.size > equation.result.type.size for v in equation.variables()) and not equation.op.shares


def numpy_tree(group: Group) -> Expression:
    op = group.op()
    names = [Name(variable.name) for variable in op.body.inputs]
    if isinstance(op, FusedWrite):
        statement = op.store(*names)[0]
        return statement.value if hasattr(statement, "value") else statement.call  # type: ignore[union-attr]
    return op.numpy(*names)


def element_tree(group: Group) -> tuple[int, Expression]:
    """How many elements the group computes, and the formula of one."""
    op = group.op()
    views = [named_view(variable) for variable in op.body.inputs]
    if isinstance(op, FusedWrite):
        shape = op.part()
        place, value = op.cell(indices(len(shape)), *views[1:])
        return prod(shape), Call("", (*place, value))
    shape = op.root.result.type.shape
    return prod(shape), op.composed(indices(len(shape)), *views)


def indices(count: int) -> tuple[Expression, ...]:
    return tuple(Name(letter) for letter in "ijkmnpqrs"[:count])


def named_view(variable: Variable) -> ArrayView:
    name, kind = variable.name, variable.type
    return ArrayView(kind.shape, kind.dtype, lambda index: Element(name, kind.shape, index))


def names_in(tree: Expression) -> list[str]:
    return [node.text for node in walk(tree) if isinstance(node, Name)]


def readings(node: Expression, name: str, times: int = 1) -> list[int]:
    """How often each place where the name is read is computed for one element."""
    if isinstance(node, Reduce):
        return readings(node.body, name, times * node.extent)
    here = [times] if isinstance(node, Element) and node.array == name else []
    return here + [found for child in children(node) for found in readings(child, name, times)]


def length(node: Expression, letters: frozenset[str] = frozenset()) -> int:
    """About how many characters the tree takes in Python, where each index of a sum is a letter."""
    letters = letters | {node.index.text} if isinstance(node, Reduce) else letters
    inside = sum(length(child, letters) for child in children(node))
    match node:
        case Name(text):
            return 1 if text in letters else len(text)
        case Number(value):
            return len(repr(value))
        case Element(array, _, places):
            return len(array) + inside + 2 * len(places)
        case Operator(_, operands):
            return inside + 3 * (len(operands) - 1) + 1
        case Call(function, operands, options):
            return inside + len(function) + 5 + 2 * len(operands) + sum(len(f"{k}={v!r}, ") for k, v in options)
        case Reduce(_, _, extent):
            return inside + len(f"sum( for k in range({extent}))")
        case Select():
            return inside + len(" if  else ")
    return inside + 2
