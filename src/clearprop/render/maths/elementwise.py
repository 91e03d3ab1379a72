"""The index form: ``δ₂[n, k] = …``, from the formula that each op gives for one element of its result."""

from collections.abc import Callable

from clearprop.expression import ArrayView, Call, Element, Expression, Name, Number
from clearprop.ir import Equation, Literal, Variable
from clearprop.ir.types import Atom
from clearprop.render.maths.axes import letter_box, unused
from clearprop.render.maths.by_index import NoElement, element_of
from clearprop.render.maths.plan import Plan
from clearprop.render.maths.setting import Setter
from clearprop.render.maths.tree import Box, Figure, indexed
from clearprop.render.maths.values import leaf
from clearprop.render.maths.written import Written, call_of, primed, ran


class Elements:
    """Equations by element. ``plain`` gives the element of a constant that needs no symbol."""

    def __init__(
        self, setter: Setter, plan: Plan, plain: Callable[[Variable, tuple[Expression, ...]], Expression | None]
    ) -> None:
        self.setter, self.plan, self.plain = setter, plan, plain
        self.spelled: dict[Equation, bool] = {}

    def has(self, equation: Equation) -> bool:
        """Whether the equation has a formula for one element."""
        if equation.op.writes:
            return False
        if equation.op.element is None and equation not in self.spelled:
            index = tuple(Name(f"result {k}") for k in range(equation.result.type.ndim))
            try:
                element_of(written_out(equation), index, lambda leaf: self.view(leaf.variable))
            except (TypeError, ValueError, NotImplementedError):
                self.spelled[equation] = False
            else:
                self.spelled[equation] = True
        return self.spelled.get(equation, True)

    def index(self, equation: Equation) -> tuple[Name | Number, ...]:
        """An index for each axis of the result, with its letter; 0 where the axis has one element."""
        index = self.index_below(equation.result.type.shape)
        axes = self.setter.axes
        self.give_letters(index, {f"result {k}": axes.letter((equation.result.name, k)) for k in range(len(index))})
        return index

    def index_below(self, shape: tuple[int, ...]) -> tuple[Name | Number, ...]:
        return tuple(Number(0) if size == 1 else Name(f"result {k}") for k, size in enumerate(shape))

    def give_letters(self, index: tuple[Name | Number, ...], preferred: dict[str, str]) -> None:
        """A letter for each index, no two the same."""
        self.setter.used.clear()
        for at in index:
            if isinstance(at, Name):
                letter = unused(preferred.get(at.text, ""), self.setter.used, self.setter.taken)
                self.setter.used.append(letter)
                self.setter.letters[at.text] = letter

    def left(self, equation: Equation) -> Box:
        box, _ = self.setter.shown(equation.result)
        items = tuple(
            letter_box(self.setter.letters[at.text]) if isinstance(at, Name) else Figure("0")
            for at in self.index(equation)
        )
        return indexed(box, items) if items else box

    def right(self, equation: Equation) -> Box:
        index = self.index(equation)
        box = self.setter.side(self.element(equation, index))
        self.setter.used.clear()
        return box

    def element(self, equation: Equation, index: tuple[Expression, ...]) -> Expression:
        if equation.result in self.plan.slopes:
            forward, z = self.plan.slopes[equation.result]
            call = call_of(forward.op, (self.view(z)[index],), (), ())
            assert isinstance(call, Call)
            return primed(call)
        if equation.op.element is None:
            return element_of(written_out(equation), index, lambda leaf: self.view(leaf.variable))
        tree: Expression = equation.op.element(index, *map(self.view, equation.operands))
        return tree

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


def written_out(equation: Equation) -> Expression:
    """The op's definition on its operands. TypeError where it has none that can be written down."""
    leaves = [leaf(operand) for operand in equation.operands]
    written = [Written(one, o.type.shape) for one, o in zip(leaves, equation.operands, strict=True)]
    tree = ran(equation.op.definition, written)
    if tree is None:
        raise NoElement(equation.op.name)
    return tree
