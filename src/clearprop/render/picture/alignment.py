"""Which axes of the operands run along with the axes of the result, and which are summed over in products."""

from dataclasses import dataclass, field

from clearprop.expression import ArrayView, Element, Expression, Name, Number, Reduce, walk
from clearprop.ir import Atom, Equation, Literal
from clearprop.render.maths.axes import axes_in, like_the_result
from clearprop.render.maths.by_index import element_of
from clearprop.render.maths.elementwise import written_out

Axis = tuple[str, int]


@dataclass(frozen=True)
class Alignment:
    """``along[k]``: the operands' axes, by name, that axis k of the result runs over; ``products``: those of each sum."""

    along: dict[int, frozenset[Axis]]
    products: list[frozenset[Axis]] = field(default_factory=list)

    def place(self, axis: Axis) -> int | None:
        """The axis of the result that runs along with this one."""
        return next((k for k, axes in self.along.items() if axis in axes), None)


def alignment(equation: Equation) -> Alignment:
    """Read off the op's own formula for one element; without one, operands of the result's shape run along."""
    index = tuple(Name(f"result {k}") for k in range(equation.result.type.ndim))
    tree = formula(equation, index)
    if tree is None:
        alike = like_the_result(equation)
        return Alignment({axes[0][1]: frozenset(axes) for axes in reversed(alike)} if one_operand(equation) else {})
    found: dict[str, set[Axis]] = {}
    for axis, name in axes_in(tree):
        found.setdefault(name, set()).add(axis)
    along = {k: frozenset(found.get(name.text, ())) for k, name in enumerate(index)}
    return Alignment(along, [axes for axes in map(summed, walk(tree)) if len({name for name, _ in axes}) > 1])


def one_operand(equation: Equation) -> bool:
    """Whether just one operand has the result's shape."""
    return sum(operand.type.shape == equation.result.type.shape for operand in equation.variables()) == 1


def formula(equation: Equation, index: tuple[Name, ...]) -> Expression | None:
    try:
        if equation.op.element is not None:
            tree: Expression = equation.op.element(index, *map(view, equation.operands))
            return tree
        return element_of(written_out(equation), index, lambda value: view(value.variable))
    except (TypeError, ValueError, IndexError, AttributeError, NotImplementedError):
        return None


def view(atom: Atom) -> ArrayView:
    if isinstance(atom, Literal):
        return ArrayView((), atom.type.dtype, lambda index: Number(0))
    name, kind = atom.name, atom.type
    return ArrayView(kind.shape, kind.dtype, lambda index: Element(name, kind.shape, index))


def summed(node: Expression) -> frozenset[Axis]:
    """The axes that a sum's index runs over, if its factors have no other index in common: rows by columns."""
    if not isinstance(node, Reduce) or node.kind != "sum":
        return frozenset()
    found: dict[Axis, set[str]] = {}
    for part in walk(node.body):
        if isinstance(part, Element):
            names = [at.text if isinstance(at, Name) else "" for at in part.indices]
            for k, name in enumerate(names):
                if name == node.index.text:
                    found.setdefault((part.array, k), set()).update({*names} - {name, ""})
    shared = any(one[0] != other[0] and found[one] & found[other] for one in found for other in found)
    return frozenset() if shared else frozenset(found)
