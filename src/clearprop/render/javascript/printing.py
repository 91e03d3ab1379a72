"""Trees of single elements as JavaScript: arrays are flat, row by row; a number of the Program is a number."""

import math
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from clearprop.expression import Call, Cast, Element, Expression, Name, Number, Operator, Reduce, Select, walk
from clearprop.render.dtypes import is_float, is_whole
from clearprop.render.flat import not_negative, product_of, sum_of
from clearprop.render.javascript.functions import SPELLED
from clearprop.render.javascript.sizes import Size, tree_of
from clearprop.render.printing import (
    ATOM,
    BIT_XOR,
    CHOICE,
    COMPARISON,
    LEVELS,
    OR,
    POWER,
    PRODUCT,
    SIGN,
    Printer,
    Text,
)

STRICT = {"==": "===", "!=": "!=="}
LOGICAL = {*STRICT, "<", "<=", ">", ">=", "and", "or", "not"}
WHOLE_ALREADY = {"floor", "ceil", "round", "trunc"}


class JavaScriptPrinter(Printer):
    """Every number is a double, exact for whole numbers up to 2⁵³; a truth value is true or false, or 1 or 0 in an array."""

    spellings: ClassVar[Mapping[str, str]] = {"and": "&&", "or": "||"}

    def __init__(self, dtypes: dict[str, str]) -> None:
        super().__init__(dtypes)
        self.functions: dict[str, str] = {}  # the named functions of the Program, by the name they have here
        self.in_range: set[str] = set()  # constants whose every element may be used as an index as it is

    def number(self, value: int | float | bool) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if value != value:
            return "NaN"
        if math.isinf(value) or (isinstance(value, int) and abs(value) >= 2**63 - 1):  # where a maximum starts
            return "Infinity" if value > 0 else "-Infinity"
        if value == 0:
            return "-0" if math.copysign(1, value) < 0 else "0"
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)

    def print(self, node: Expression) -> Text:
        match node:
            case Operator("neg", (operand,)):  # a power under a sign needs parentheses in JavaScript
                level = POWER + 1 if self.print(operand)[1] == POWER else SIGN
                text = self.text(operand, level)
                return f"-({text})" if text[0] == "-" else f"-{text}", SIGN
        return super().print(node)

    def binary(self, symbol: str, left: Expression, right: Expression) -> Text:
        if symbol in ("//", "%"):
            return self.divided(symbol, left, right)
        if symbol == "^":  # on 32 bits, which is what the ops need
            return f"({self.bits(left)} ^ {self.bits(right)}) >>> 0", BIT_XOR - 1
        if symbol == "+" and self.dtype(left) == self.dtype(right) == "bool":
            symbol = "or"
        if symbol in ("and", "or"):
            level, inner = LEVELS[symbol], LEVELS[symbol] + 1
            return f"{self.text(left, inner)} {self.spellings[symbol]} {self.text(right, inner)}", level
        text, level = super().binary(symbol, left, right)
        if symbol in STRICT and "bool" not in (self.dtype(left), self.dtype(right)):
            first, second = self.text(left, COMPARISON + 1), self.text(right, COMPARISON + 1)
            return f"{first} {STRICT[symbol]} {second}", level
        return text, level

    def bits(self, node: Expression) -> str:
        if isinstance(node, Operator) and node.symbol == "^":
            return " ^ ".join(map(self.bits, node.operands))
        return self.text(node, BIT_XOR + 1)

    def divided(self, symbol: str, left: Expression, right: Expression) -> Text:
        """``//`` and ``%``, rounded down."""
        positive = not_negative(left) and isinstance(right, Number) and right.value > 0
        if is_whole(self.dtype(left)) and is_whole(self.dtype(right)):
            if positive and symbol == "%":
                return f"{self.text(left, PRODUCT)} % {self.text(right, PRODUCT + 1)}", PRODUCT
            if symbol == "//" and isinstance(right, Number) and right.value:
                return f"Math.floor({self.text(left, PRODUCT)} / {self.text(right, PRODUCT + 1)})", ATOM
            name = "wholeQuotient" if symbol == "//" else "wholeModulo"
        else:
            name = "floorQuotient" if symbol == "//" else "modulo"
        return f"{name}({self.text(left)}, {self.text(right)})", ATOM

    def weakened(self, symbol: str, node: Expression, beside: Expression) -> Expression:
        """A number beside single precision is one of single precision, as NumPy takes it."""
        if isinstance(node, Number) and isinstance(node.value, float) and self.dtype(beside) == "f32":
            with np.errstate(over="ignore"):
                return Number(float(np.float32(node.value)))
        return node

    def negation(self, operand: Expression) -> Text:
        if self.dtype(operand) != "bool":
            return self.print(operand == 0)
        return f"!{self.text(operand, SIGN)}", SIGN

    def power(self, base: Expression, exponent: Expression) -> Text:
        power = exponent.value if isinstance(exponent, Number) else None
        if power == -1:
            return self.binary("/", Number(1), base)
        if power == 0.5:
            return self.call(Call("sqrt", (base,)))
        if power is None and not (isinstance(base, Number) and base.value != -1):
            return f"power({self.text(base)}, {self.text(exponent)})", ATOM
        return f"{self.text(base, POWER + 1)} ** {self.text(exponent, SIGN)}", POWER

    def select(self, node: Select) -> Text:
        condition, then = self.text(node.condition, OR), self.text(node.then, OR)
        return f"{condition} ? {then} : {self.text(node.otherwise)}", CHOICE

    def reduce(self, node: Reduce) -> Text:
        raise TypeError("a sum is a loop in JavaScript; nests takes it out of the expression.")

    def cast(self, node: Cast) -> Text:
        operand, before = node.operand, self.dtype(node.operand)
        if node.dtype == "bool":
            return self.print(operand if before == "bool" else operand != 0)
        if before == "bool":
            return self.print(operand) if is_stored(operand) else (f"Number({self.text(operand)})", ATOM)
        if is_float(before) and not is_float(node.dtype):
            whole = isinstance(operand, Call) and operand.function in WHOLE_ALREADY
            return self.print(operand) if whole else (f"Math.trunc({self.text(operand)})", ATOM)
        if node.dtype == "f32" and before != "f32":
            return f"Math.fround({self.text(operand)})", ATOM
        return self.print(operand)

    def call(self, node: Call) -> Text:
        operands = node.operands
        match node.function:
            case "remainder" | "floor_divide":
                return self.divided("%" if node.function == "remainder" else "//", *operands)
            case "fmod" if all(is_whole(self.dtype(operand)) for operand in operands):
                return f"wholeRest({self.arguments(operands)})", ATOM
            case "fmod":
                return f"{self.text(operands[0], PRODUCT)} % {self.text(operands[1], PRODUCT + 1)}", PRODUCT
            case "exp2":
                return f"2 ** {self.text(operands[0], SIGN)}", POWER
            case "pow" | "power":
                return self.power(*operands)
            case "isinf":
                return f"Math.abs({self.text(operands[0])}) === Infinity", COMPARISON
            case "copy":
                return f"{self.text(operands[0], ATOM)}.slice()", ATOM
        return f"{self.function(node.function)}({self.arguments(operands)})", ATOM

    def function(self, name: str) -> str:
        if name not in self.functions and name not in SPELLED:
            raise ValueError(f"JavaScript has no function {name!r}; write it into render/javascript/functions.py.")
        return self.functions.get(name) or SPELLED[name]

    def element(self, node: Element) -> Text:
        if not node.shape:
            return node.array, ATOM
        flat: Expression = Number(0)
        for index, size in zip(node.indices, node.shape, strict=True):
            place = Name(f"at({self.text(index)}, {self.text(tree_of(size))})") if self.is_data(index, size) else index
            flat = sum_of(scaled(flat, size), place)
        return f"{node.array}[{self.text(flat)}]", ATOM

    def is_data(self, index: Expression, size: int) -> bool:
        """Whether the index comes from data: it is checked, and may count from the end."""
        if is_float(self.dtype(index)):
            return True
        checked = self.in_range if not isinstance(size, Size) else set()
        return any(isinstance(node, Element) and node.array not in checked for node in walk(index))


def scaled(flat: Expression, size: int) -> Expression:
    if isinstance(size, Size):
        return Number(0) if isinstance(flat, Number) and flat.value == 0 else flat * size.tree
    return product_of(flat, size)


def may_be_minus_zero(node: Expression) -> bool:
    """Whether doubles may give -0 where whole numbers have one zero only."""
    match node:
        case Number() | Element():
            return False
        case Name(text):
            return text.startswith("product")
        case Operator(
            "+" | "-" | "%" | "**" | "^" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or" | "not", operands
        ):
            return any(map(may_be_minus_zero, operands))
        case Select(_, then, otherwise):
            return may_be_minus_zero(then) or may_be_minus_zero(otherwise)
        case Call("maximum" | "minimum" | "abs", operands):
            return any(map(may_be_minus_zero, operands))
    return True


def is_stored(node: Expression) -> bool:
    """Whether the truth value is 1 or 0 already: it stands in an array."""
    return isinstance(node, Element) and bool(node.shape)


def is_truth(node: Expression) -> bool:
    """Whether the node's value is true or false, and not a number."""
    return isinstance(node, Operator) and node.symbol in LOGICAL - {"and", "or"}
