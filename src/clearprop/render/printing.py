"""An expression tree as text, with few parentheses; each language overrides what it spells in its own way."""

import re
from collections.abc import Mapping
from typing import ClassVar

from clearprop.expression import (
    Call,
    Cast,
    Element,
    Expression,
    Name,
    Number,
    Operator,
    Reduce,
    Select,
    Slice,
    Subscript,
)
from clearprop.render.dtypes import dtype_of, is_float

Text = tuple[str, int]
"""Text and how tightly it holds together: the level of its outermost operator."""

CHOICE, OR, AND, NOT, COMPARISON, BIT_OR, BIT_XOR, BIT_AND, SUM, PRODUCT, SIGN, POWER, ATOM = range(13)
LEVELS = {"or": OR, "and": AND} | dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), COMPARISON)
LEVELS |= {"^": BIT_XOR} | dict.fromkeys("+-", SUM) | dict.fromkeys(("*", "/", "//", "%", "@"), PRODUCT)
WEAK = {"+", "-", "*", "/", "**", "<", "<=", ">", ">=", "==", "!="}
SIMPLE = re.compile(r"-?[\w.]+")


class Printer:
    """Prints trees in one language. ``dtypes`` holds the dtype of each named value; all other names are indices."""

    spellings: ClassVar[Mapping[str, str]] = {}

    def __init__(self, dtypes: dict[str, str]) -> None:
        self.dtypes = dtypes

    def text(self, node: Expression, level: int = CHOICE) -> str:
        """The node's text, in parentheses where it holds less tightly than ``level``."""
        text, own = self.print(node)
        return text if own >= level else f"({text})"

    def print(self, node: Expression) -> Text:
        match node:
            case Number():
                return signed(self.number(node.value))
            case Name(text):
                return text, ATOM
            case Operator("neg", (operand,)):
                return f"-{self.text(operand, SIGN)}", SIGN
            case Operator("not", (operand,)):
                return self.negation(operand)
            case Operator("**", (base, exponent)):
                return self.power(base, exponent)
            case Operator(symbol, (left, right)):
                return self.binary(symbol, left, right)
            case Call():
                return self.call(node)
            case Select():
                return self.select(node)
            case Element():
                return self.element(node)
            case Reduce():
                return self.reduce(node)
            case Cast():
                return self.cast(node)
            case Subscript():
                return self.subscript(node)
        raise TypeError(f"{node!r} cannot be printed.")

    def dtype(self, node: Expression) -> str:
        return dtype_of(node, self.dtypes)

    def binary(self, symbol: str, left: Expression, right: Expression) -> Text:
        level = LEVELS[symbol]
        left, right = self.weakened(symbol, left, right), self.weakened(symbol, right, left)
        first = self.text(left, self.left_level(symbol, left))
        second = self.text(right, level if symbol in ("and", "or") else level + 1)
        if symbol in "+-" and second[0] == "-":
            second = f"({second})"
        return f"{first} {self.spellings.get(symbol, symbol)} {second}", level

    def left_level(self, symbol: str, left: Expression) -> int:
        """Comparisons do not chain, and a matrix product stands apart from other products."""
        level = LEVELS[symbol]
        if level == COMPARISON:
            return level + 1
        if isinstance(left, Operator) and "@" in (symbol, left.symbol) and symbol != left.symbol:
            return max(level, PRODUCT + 1 if level == PRODUCT else level)
        return level

    def weakened(self, symbol: str, node: Expression, beside: Expression) -> Expression:
        """1.0 as 1 beside a floating operand, as people write it."""
        if symbol not in WEAK or not isinstance(node, Number) or isinstance(beside, Number):
            return node
        value = node.value
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e6
        return Number(int(value)) if whole and is_float(self.dtype(beside)) else node

    def negation(self, operand: Expression) -> Text:
        return f"not {self.text(operand, NOT)}", NOT

    def power(self, base: Expression, exponent: Expression) -> Text:
        first = self.text(self.weakened("**", base, exponent), POWER + 1)
        second = self.text(self.weakened("**", exponent, base), SIGN)
        tight = SIMPLE.fullmatch(first) and SIMPLE.fullmatch(second)
        return f"{first}**{second}" if tight else f"{first} ** {second}", POWER

    def number(self, value: int | float | bool) -> str:
        return repr(value)

    def arguments(self, operands: tuple[Expression, ...]) -> str:
        return ", ".join(map(self.text, operands))

    # What each language says in its own way.

    def call(self, node: Call) -> Text:
        raise NotImplementedError

    def select(self, node: Select) -> Text:
        raise NotImplementedError

    def element(self, node: Element) -> Text:
        raise NotImplementedError

    def reduce(self, node: Reduce) -> Text:
        raise NotImplementedError

    def cast(self, node: Cast) -> Text:
        raise NotImplementedError

    def subscript(self, node: Subscript) -> Text:
        items = ", ".join(self.item(item) for item in node.items)
        return f"{self.text(node.array, ATOM)}[{items or '()'}]", ATOM

    def item(self, item: Expression | None) -> str:
        if item is None:
            return "None"
        return slice_text(item) if isinstance(item, Slice) else self.text(item)


def slice_text(item: Slice) -> str:
    start, stop, step = ("" if part is None else str(part) for part in (item.start, item.stop, item.step))
    return f"{start}:{stop}" + (f":{step}" if step else "")


def signed(text: str) -> Text:
    return text, SIGN if text.startswith("-") else ATOM
