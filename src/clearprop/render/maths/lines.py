"""The lines of a derivation on paper: equations forward, then backward, conditions, and the functions' definitions."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearprop.expression import Call, Expression, Name, Number
from clearprop.ir import Equation, Literal, Program, Variable
from clearprop.ir.types import Atom
from clearprop.render.maths import unicode
from clearprop.render.maths.axes import Axes, Lettered, plain_element
from clearprop.render.maths.elementwise import Elements
from clearprop.render.maths.operators import ATOM, SUM
from clearprop.render.maths.plan import Plan
from clearprop.render.maths.setting import Setter
from clearprop.render.maths.shown import VALUE, Shown, is_backward
from clearprop.render.maths.symbols import symbol
from clearprop.render.maths.tree import Box, Quantity, Sign, Words, row
from clearprop.render.maths.values import Value, is_condition, leaf
from clearprop.render.maths.writing import stored, stored_by_element
from clearprop.render.maths.written import Definition, call_of, definition, primed, slope
from clearprop.render.names import is_temporary

FEW = 6  # elements of a constant without a name that is written out


@dataclass(frozen=True)
class Line:
    """``left = right``. ``part``: forward, backward, update, condition, or definition; ``name`` is the Program's own."""

    name: str
    part: str
    left: Box
    right: Box
    sign: str = "="
    shape: tuple[int, ...] | None = None
    calls: frozenset[str] = frozenset()  # the functions that the line writes by name

    @property
    def box(self) -> Box:
        """The line in one."""
        return row(self.left, Sign(self.sign, "relation"), self.right) if self.sign else row(self.left, self.right)


def lines(program: Program, per_element: bool = False, definitions: bool = True) -> list[Line]:
    """The Program line by line; ``definitions``: also what its named functions are, and their derivatives."""
    return Paper(program, per_element).lines(definitions)


class Paper:
    """A Program that is being written down."""

    def __init__(self, program: Program, per_element: bool) -> None:
        self.program, self.per_element = program, per_element
        self.shown = Shown(program)
        self.plan = Plan(program, per_element, self.shown.boxes)
        self.axes = Axes(program, self.shown.taken)
        variables = {variable.name: variable for variable in program.variables()}
        self.setter = Setter(self.shown, self.tree_of, variables, self.axes)
        self.setter.taken = self.shown.taken
        last = max((k for k, e in enumerate(program.equations) if is_backward(e)), default=len(program.equations))
        self.updates = {equation.result for equation in program.equations[last:]}
        forward = [equation for equation in program.equations if not is_backward(equation)]
        self.setter.decimals = {o.value for e in forward for o in e.operands if isinstance(o, Literal)}
        self.elements = Elements(self.setter, self.plan, self.view_tree)
        self.plan.decide(lambda equation: unicode.width(unicode.text(self.right(equation))))

    def lines(self, definitions: bool) -> list[Line]:
        needed = self.plan.needed()
        self.setter.called.clear()
        found = [line for equation in needed for line in self.lines_of(equation)]
        found += self.other_outputs()
        found = self.with_conditions(found)
        return found + list(self.definitions(needed)) if definitions else found

    def lines_of(self, equation: Equation) -> Iterator[Line]:
        result = equation.result
        self.shown.letter(result)
        before, self.setter.called = self.setter.called, set()
        right = self.right(equation)
        calls = frozenset(self.setter.called)
        self.setter.called |= before
        left = self.elements.left(equation) if self.by_element(equation) else self.shown(result)[0]
        yield Line(result.name, self.part(equation), left, right, shape=result.type.shape, calls=calls)

    def part(self, equation: Equation) -> str:
        if is_backward(equation):
            return "backward"
        return "update" if equation.result in self.updates else "forward"

    def by_element(self, equation: Equation) -> bool:
        return self.per_element and self.elements.has(equation)

    def right(self, equation: Equation) -> Box:
        """The right side of the equation's line."""
        self.setter.exact = is_backward(equation)
        if equation.op.writes and hasattr(equation.op, "store"):
            return stored_by_element(equation, self.elements) if self.per_element else stored(equation, self.setter)
        if self.by_element(equation):
            return self.elements.right(equation)
        return self.setter.side(self.tree(equation))

    def tree(self, equation: Equation) -> Expression:
        """The equation's right side as a tree of whole arrays."""
        if equation.result in self.plan.slopes:
            forward, z = self.plan.slopes[equation.result]
            call = call_of(forward.op, (leaf(z),), (), ())
            assert isinstance(call, Call)
            return primed(call)
        op, trees = equation.op, tuple(map(leaf, equation.operands))
        shapes = [operand.type.shape for operand in equation.operands]
        named = call_of(op, trees, equation.result.type.shape, shapes[0]) if shapes else None
        return named or op.numpy(*trees)

    def tree_of(self, variable: Variable) -> Expression | None:
        """What stands for the variable where it is read; None for its symbol."""
        if variable in self.plan.inlined:
            return self.tree(self.plan.defined[variable])
        if variable in self.program.constants and is_temporary(variable.name):
            return constant(self.program.constants[variable])
        return None

    def view_tree(self, variable: Variable, index: tuple[Expression, ...]) -> Expression | None:
        """An element of a constant without a name, where it is plain: all elements are one number, or count up."""
        array = self.program.constants.get(variable)
        return None if array is None or not is_temporary(variable.name) else plain_element(array, index)

    def other_outputs(self) -> Iterator[Line]:
        """Results that are another's symbol, an input, or a number: the gradient of a shift is that of what it shifts."""
        inputs = {variable.name for variable in self.program.inputs}
        for key, atom in self.program.outputs.items():
            right = self.setter.box(leaf(atom))
            if key == VALUE and isinstance(atom, Literal):
                yield Line(key, "forward", self.shown.value, right, shape=())
            elif key[:1] == "d" and key[1:] in inputs and VALUE in self.program.outputs:
                left = self.shown.gradient(key[1:])
                if not (isinstance(right, Quantity) and right.body == left):
                    yield Line(key, "backward", Quantity(key, left), right, shape=atom.type.shape)

    def with_conditions(self, found: list[Line]) -> list[Line]:
        """The branches that were taken, before the first line of the backward part."""
        first = next((k for k, line in enumerate(found) if line.part != "forward"), len(found))
        conditions: dict[Box, Line] = {}
        for guard in self.program.guards:
            box = self.condition(guard.condition, guard.value)
            conditions.setdefault(box, Line(guard.condition.name, "condition", Words("if "), box, ""))
        return [*found[:first], *conditions.values(), *found[first:]]

    def condition(self, variable: Variable, value: object) -> Box:
        tree: Expression = self.setter.resolved(Value(variable))
        if isinstance(value, bool | np.bool_) and (value or is_condition(tree)):
            return self.setter.box(tree if value else ~tree)
        right = constant(np.asarray(value)) or Name("data")
        return row(self.setter.at_least(tree, SUM), Sign("=", "relation"), self.setter.box(right))

    def definitions(self, needed: list[Equation]) -> Iterator[Line]:
        """Each named function once, and its derivative where that is used."""
        written = [e for equation in needed for e in (equation, *map(self.plan.defined.get, self.plan.parts(equation)))]
        used = {self.plan.slopes[e.result][0].result for e in written if e is not None and e.result in self.plan.slopes}
        seen: set[str] = set()
        for equation in written:
            if (
                equation is None
                or not equation.op.named
                or equation.op.name in seen
                or equation.op.name not in self.setter.called
            ):
                continue
            seen.add(equation.op.name)
            again = any(self.plan.defined[result].op.name == equation.op.name for result in used)
            for found in (definition(equation), slope(equation) if again else None):
                if found is not None:
                    yield self.definition_line(equation.op.name, found, equation.operands[0])

    def definition_line(self, name: str, found: Definition, operand: Atom) -> Line:
        letters = self.axes.of(operand) if isinstance(operand, Variable) else ()
        setter = Setter(lambda v: (symbol(v.name), ATOM), lambda v: None, {}, Lettered(letters))
        return Line(name, "definition", setter.side(found.function), setter.side(found.body))


def constant(array: np.ndarray) -> Expression | None:
    """A constant without a name, written out where it is short."""
    if array.ndim == 0 or (
        array.size and array.dtype.kind != "b" and (array == array.flat[0]).all() and array.size > 1
    ):
        return Number(array.flat[0].item()) if array.dtype.kind != "b" else Number(bool(array.flat[0]))
    if array.ndim == 1 and array.size <= FEW:
        return Call("tuple", tuple(Number(value) for value in array.tolist()))
    return None
