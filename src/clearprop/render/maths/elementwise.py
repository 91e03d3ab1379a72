"""The index form: ``δ₂[n, k] = …``, from the formula that each op gives for one element of its result."""

from collections.abc import Callable

from clearprop.expression import ArrayView, Call, Element, Expression, Name, Number
from clearprop.ir import Equation, Literal, Variable
from clearprop.ir.types import Atom
from clearprop.render.maths.axes import letter_box, unused
from clearprop.render.maths.operators import ATOM
from clearprop.render.maths.plan import Plan
from clearprop.render.maths.setting import Setter
from clearprop.render.maths.tree import Box, Figure, Index, parenthesised
from clearprop.render.maths.written import call_of, primed


class Elements:
    """Equations by element. ``plain`` gives the element of a constant that needs no symbol."""

    def __init__(
        self, setter: Setter, plan: Plan, plain: Callable[[Variable, tuple[Expression, ...]], Expression | None]
    ) -> None:
        self.setter, self.plan, self.plain = setter, plan, plain

    def has(self, equation: Equation) -> bool:
        return equation.op.element is not None and not equation.op.writes

    def index(self, equation: Equation) -> tuple[Name | Number, ...]:
        """An index for each axis of the result, with its letter; 0 where the axis has one element."""
        kind = equation.result.type
        found: list[Name | Number] = []
        self.setter.used.clear()
        for k, size in enumerate(kind.shape):
            if size == 1:
                found.append(Number(0))
                continue
            letter = unused(self.setter.axes.letter((equation.result.name, k)), self.setter.used, self.setter.taken)
            self.setter.used.append(letter)
            name = f"result {k}"
            self.setter.letters[name] = letter
            found.append(Name(name))
        return tuple(found)

    def left(self, equation: Equation) -> Box:
        box, level = self.setter.shown(equation.result)
        items = tuple(
            letter_box(self.setter.letters[at.text]) if isinstance(at, Name) else Figure("0")
            for at in self.index(equation)
        )
        return Index(box if level == ATOM else parenthesised(box), items) if items else box

    def right(self, equation: Equation) -> Box:
        index = self.index(equation)
        box = self.setter.box(self.element(equation, index))
        self.setter.used.clear()
        return box

    def element(self, equation: Equation, index: tuple[Expression, ...]) -> Expression:
        if equation.result in self.plan.slopes:
            forward, z = self.plan.slopes[equation.result]
            call = call_of(forward.op, (self.view(z)[index],), (), ())
            assert isinstance(call, Call)
            return primed(call)
        return equation.op.element(index, *map(self.view, equation.operands))  # type: ignore[no-any-return]

    def view(self, atom: Atom) -> ArrayView:
        if isinstance(atom, Literal):
            return ArrayView((), atom.type.dtype, lambda index: Number(atom.value))
        name, kind = atom.name, atom.type

        def read(index: tuple[Expression, ...]) -> Expression:
            if atom in self.plan.inlined:
                return self.element(self.plan.defined[atom], index)
            plain = self.plain(atom, index)
            return Element(name, kind.shape, index) if plain is None else plain

        return ArrayView(kind.shape, kind.dtype, read)
