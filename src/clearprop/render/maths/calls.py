"""Calls as boxes: e^x, roots, |x|, sums over axes, and f(x) for all that has no notation of its own."""

from math import prod
from typing import Any

from clearprop.expression import Call, Expression, Number, children
from clearprop.render.maths.axes import Axes, Lettered, letter_box
from clearprop.render.maths.functions import BASES, FENCES, NAMES, ROUNDED, rewritten
from clearprop.render.maths.operators import ATOM, MATRIX, POWER, SUM, SUMMATION, Set, is_raised
from clearprop.render.maths.symbols import function_name
from clearprop.render.maths.tree import (
    APPLY,
    TIMES,
    Big,
    Box,
    Fence,
    Figure,
    Fraction,
    Letter,
    Root,
    Scripts,
    Sign,
    Words,
    applied,
    parenthesised,
    raised,
    row,
    separated,
    walk,
)
from clearprop.render.maths.values import REDUCTIONS, Value, reduced_axes, shape_of

SHORT = 8  # boxes of an exponent that still stands above the line
PRIMES = "primes"


class Calls:
    """The part of the Setter that sets calls and powers."""

    axes: Axes | Lettered
    called: set[str]  # the functions that have been written by name

    def box(self, node: Expression, level: int = 0) -> Box:
        raise NotImplementedError

    def typeset(self, node: Expression) -> Set:
        raise NotImplementedError

    def at_least(self, node: Expression, level: int) -> Box:
        raise NotImplementedError

    def resolved(self, node: Expression) -> Expression:
        raise NotImplementedError

    def negated(self, node: Expression) -> Expression | None:
        raise NotImplementedError

    def arguments(self, operands: tuple[Expression, ...]) -> Box:
        return separated([self.box(operand) for operand in operands])

    def big(self, kind: str, letters: list[str], body: Expression) -> Box:
        """∑ over the letters."""
        under = tuple(letter_box(letter) for letter in letters if letter)
        return row(Big(REDUCTIONS[kind], under), self.at_least(body, SUMMATION if kind == "sum" else POWER))

    def another(self, node: Call) -> Expression | None:
        return rewritten(node)

    def call(self, node: Call) -> Set:
        name, operands = node.function, node.operands
        options = dict(node.options)
        if name in REDUCTIONS and len(operands) == 1:
            return self.reduction(node)
        if not options and operands:
            found = self.notation(name, operands)
            if found is not None:
                return found
        if name == "outer" and len(operands) == 2:
            return row(self.at_least(operands[0], POWER), TIMES, self.transpose(operands[1])[0]), MATRIX
        if name == "transpose" and len(operands) == 1 and not options:
            return self.transpose(operands[0])
        if name in ("tuple", "list"):
            return parenthesised(self.arguments(operands)), ATOM
        if name == "index":
            return self.arguments(operands), ATOM
        return self.function(name, operands, options)

    def notation(self, name: str, operands: tuple[Expression, ...]) -> Set | None:
        """A sign of its own, for a call without options."""
        first = operands[0]
        if name == "exp":
            exponent = self.box(first)
            if sum(1 for _ in walk(exponent)) <= SHORT:
                return Scripts(Letter("e", upright=True), sup=exponent), POWER
            return applied(Letter("exp", upright=True), exponent), POWER
        if name in ("sqrt", "cbrt"):
            return Root(self.box(first), "3" if name == "cbrt" else ""), ATOM
        if name in FENCES:
            return Fence(FENCES[name], self.box(first), FENCES[name]), ATOM
        if name in ROUNDED:
            opening, closing = ROUNDED[name]
            return Fence(opening, self.box(first), closing), ATOM
        if name in BASES:
            return applied(Scripts(Letter("log", upright=True), Figure(BASES[name])), self.box(first)), POWER
        return None

    def power(self, base: Expression, exponent: Expression) -> Set:
        above = self.resolved(exponent)
        if isinstance(above, Number) and above.value == 0.5:
            return Root(self.box(base)), ATOM
        return raised(self.base(base), self.at_least(above, 0)), POWER

    def base(self, node: Expression) -> Box:
        box = self.at_least(node, ATOM)
        return parenthesised(box) if is_raised(box) else box

    def transpose(self, operand: Expression) -> Set:
        tree = self.resolved(operand)
        if isinstance(tree, Call) and tree.function == "transpose" and not tree.options:
            return self.typeset(tree.operands[0])
        return raised(self.base(tree), Sign("⊤", "transpose")), POWER

    def reduction(self, node: Call) -> Set:
        """∑ with the letters of the axes; the sum of sums has one sign, and a mean is a sum divided."""
        (operand,), options = node.operands, dict(node.options)
        if set(options) - {"axis", "keepdims"}:
            return self.function(node.function, node.operands, options)
        positive = self.negated(node)
        if positive is not None:
            return row(Sign("−", "prefix"), self.typeset(positive)[0]), SUM
        kind, count = ("sum", self.count(node)) if node.function == "mean" else (node.function, 1)
        if count is None:
            return self.function("mean", node.operands, options)
        letters = self.letters_over(operand, options)
        inner = self.resolved(operand)
        while (
            isinstance(inner, Call) and inner.function == kind and not set(dict(inner.options)) - {"axis", "keepdims"}
        ):
            letters += self.letters_over(inner.operands[0], dict(inner.options))
            inner = self.resolved(inner.operands[0])
        box = self.big(kind, letters, inner)
        if node.function == "mean" and count > 1:
            box = row(Fraction(Figure("1"), Figure(str(count))), Sign("", "times"), box)
        return box, SUMMATION

    def count(self, node: Call) -> int | None:
        """How many elements each mean is of."""
        shape = shape_of(node.operands[0])
        if shape is None:
            return None
        return prod(shape[k] for k in reduced_axes(dict(node.options), len(shape)))

    def letters_over(self, operand: Expression, options: dict[str, Any]) -> list[str]:
        letters = self.letters_of(operand)
        axes = reduced_axes(options, len(letters))
        return [letters[k] for k in axes if k < len(letters)]

    def letters_of(self, node: Expression) -> tuple[str, ...]:
        """A letter for each axis of what the tree computes."""
        if isinstance(node, Value):
            return self.axes.of(node.variable)
        shape = shape_of(node)
        if isinstance(node, Call) and (node.function in REDUCTIONS or node.function.endswith(".reduce")):
            options, inner = dict(node.options), self.letters_of(node.operands[0])
            axes = () if options.get("keepdims") else reduced_axes(options, len(inner))
            return tuple(letter for k, letter in enumerate(inner) if k not in axes)
        for operand in children(node):
            if shape is not None and shape_of(operand) == shape:
                return self.letters_of(operand)
        return ("",) * len(shape or ())

    def function(self, name: str, operands: tuple[Expression, ...], options: dict[str, Any]) -> Set:
        """f(x, y): an axis stands below the name as its letter, a text too; other options stand among the arguments."""
        self.called.add(name)
        function = function_name(
            NAMES.get(name, name if name.endswith((".reduce", ".accumulate")) else name.rpartition(".")[2]),
            options.pop(PRIMES, 0),
        )
        below = self.below(operands, options)
        below += [box for box in map(self.box, operands) if isinstance(box, Words)]
        arguments = [box for box in map(self.box, operands) if not isinstance(box, Words)]
        arguments += [self.option(key, value) for key, value in options.items() if value is not None]
        head = Scripts(function, separated(below)) if below else function
        return row(head, APPLY, parenthesised(separated(arguments))), POWER

    def below(self, operands: tuple[Expression, ...], options: dict[str, Any]) -> list[Box]:
        options.pop("keepdims", None)
        if not isinstance(options.get("axis"), int | tuple) or not operands:
            return []
        letters = self.letters_of(operands[0])
        axes = reduced_axes(options, len(letters)) if letters else ()
        if not axes or any(axis >= len(letters) or not letters[axis] for axis in axes):
            return []
        del options["axis"]
        return [Letter(letters[axis]) for axis in axes]

    def option(self, key: str, value: Any) -> Box:
        if isinstance(value, Expression):
            box = self.box(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            box = self.box(Number(value))
        else:
            box = Words(str(value))
        return row(Letter(key, upright=True), Sign("=", "relation"), box)
