"""Indices as boxes: sums over an index, ``x[i]`` and slices."""

from collections.abc import Mapping

from clearprop.expression import Expression, Number, Reduce, Slice, Subscript
from clearprop.ir import Variable
from clearprop.render.maths.axes import family_of, letter_box, unused
from clearprop.render.maths.calls import Calls
from clearprop.render.maths.operators import ATOM, POWER, SUM, SUMMATION, Set
from clearprop.render.maths.tree import (
    Big,
    Box,
    Figure,
    Index,
    Scripts,
    Sign,
    Words,
    indexed,
    parenthesised,
    row,
    walk,
)
from clearprop.render.maths.values import REDUCTIONS, Value


class Indices(Calls):
    """The part of the Setter that sets sums over indices and subscripts."""

    variables: Mapping[str, Variable]
    letters: dict[str, str]  # of indices, by their names in the tree
    used: list[str]  # the letters in use around the place that is set
    taken: set[str]  # letters that are no indices

    def reduce(self, node: Reduce) -> Set:
        """Sums within sums share one sign."""
        under: list[Box] = []
        positive = self.negated(node)
        if positive is not None:
            return row(Sign("−", "prefix"), self.typeset(positive)[0]), SUM
        before, kind, last = len(self.used), node.kind, None
        tree: Expression = node
        while isinstance(tree, Reduce) and tree.kind == kind and last is None:
            family = family_of(tree)
            preferred = self.axes.letter(family) if family else ""
            letter = unused(preferred, (*self.used, *self.taken), self.axes.given())
            self.letters[tree.index.text] = letter
            self.used.append(letter)
            last = None if family else Figure(str(tree.extent - 1))
            under.append(letter_box(letter))
            tree = tree.body
        body = self.at_least(tree, SUMMATION if kind == "sum" else POWER)
        del self.used[before:]
        return row(Big(REDUCTIONS[kind], tuple(under), last), body), SUMMATION

    def subscript(self, node: Subscript) -> Set:
        tree = self.resolved(node.array)
        box, level = self.typeset(tree)
        whole = all(isinstance(item, Number) for item in node.items)
        plain = isinstance(tree, Value) and not any(isinstance(part, Scripts) for part in walk(box))
        items = tuple(Sign("∗", "ordinary") if item is None else self.box(item) for item in node.items)
        if not items:
            return box, level
        low = whole and plain and self.may_be_low(node)
        if isinstance(tree, Value):
            return indexed(box, items, low), level
        return Index(box if level == ATOM else parenthesised(box), items, low), ATOM

    def may_be_low(self, node: Subscript) -> bool:
        """x₀ is the first element of x, unless there is a variable x0."""
        name = node.array.variable.name if isinstance(node.array, Value) else ""
        digits = "".join(str(item.value) for item in node.items if isinstance(item, Number))
        return not any(f"{name}{between}{digits}" in self.variables for between in ("", "_"))

    def slice(self, item: Slice) -> Box:
        start, stop, step = ("" if part is None else str(part) for part in (item.start, item.stop, item.step))
        return Words(f"{start}:{stop}" + (f":{step}" if step else ""))
