"""Trees of single elements as C expressions."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from clearprop.expression import Call, Cast, Element, Expression, Name, Number, Operator, Reduce, Select, walk
from clearprop.render.c_functions import DEFINED, PREDICATES, SPELLED
from clearprop.render.dtypes import is_float, is_whole
from clearprop.render.flat import not_negative, product_of, sum_of
from clearprop.render.names import MATH_H, Names
from clearprop.render.printing import AND, ATOM, CHOICE, COMPARISON, OR, PRODUCT, SIGN, Printer, Text

LIMITS = {-(2**63): "INT64_MIN", 2**63 - 1: "INT64_MAX"}
TYPES = {"f64": "double", "f32": "float", "f16": "float", "bool": "int"}


def c_type(dtype: str) -> str:
    return TYPES.get(dtype, "int64_t")


@dataclass(frozen=True)
class Stored:
    """How a named value lies in memory: ``flat`` behind a pointer, else as a local array of its shape, or a number."""

    dtype: str
    shape: tuple[int, ...]
    flat: bool = False
    in_range: bool = False  # a constant whose every element may be used as an index as it is


class CPrinter(Printer):
    """Integers that are parameters come as doubles: for the printer they are numbers of f64."""

    spellings: ClassVar[Mapping[str, str]] = {"and": "&&", "or": "||"}

    def __init__(self, stored: dict[str, Stored], names: Names) -> None:
        super().__init__({name: value.dtype for name, value in stored.items()})
        self.stored = stored
        self.names = names
        self.functions: dict[str, str] = {}

    def number(self, value: int | float | bool) -> str:
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, int):
            return LIMITS.get(value) or (str(value) if abs(value) < 2**31 else f"{value}LL")
        if math.isfinite(value):
            return repr(value)
        return "NAN" if value != value else "INFINITY" if value > 0 else "-INFINITY"

    def binary(self, symbol: str, left: Expression, right: Expression) -> Text:
        whole = is_whole(self.dtype(left)) and is_whole(self.dtype(right))
        if symbol in ("//", "%"):
            if whole and not_negative(left) and not_negative(right):
                sign = "/" if symbol == "//" else "%"
                return f"{self.text(left, PRODUCT)} {sign} {self.text(right, PRODUCT + 1)}", PRODUCT
            function = self.function("floor_divide" if symbol == "//" else "remainder")
            text = f"{function}({self.text(left)}, {self.text(right)})"
            return (f"(int){text}", SIGN) if whole else (text, ATOM)
        if symbol == "^":  # below comparisons in C, where a compiler asks for parentheses in its operands
            return f"{self.text(left, PRODUCT)} ^ {self.text(right, PRODUCT)}", AND
        if symbol == "/" and whole:
            return f"(double){self.text(left, SIGN)} / {self.text(right, PRODUCT + 1)}", PRODUCT
        if symbol == "or":
            return f"{self.text(left, self.beside_or(left))} || {self.text(right, self.beside_or(right))}", OR
        return super().binary(symbol, left, right)

    def beside_or(self, node: Expression) -> int:
        """A compiler asks for parentheses around && beside ||."""
        return AND + 1 if isinstance(node, Operator) and node.symbol == "and" else OR

    def weakened(self, symbol: str, node: Expression, beside: Expression) -> Expression:
        """A Python number is weak: beside a float it is one, too."""
        found = super().weakened(symbol, node, beside)
        if isinstance(found, Number) and isinstance(found.value, float) and self.dtype(beside) == "f32":
            text = self.number(found.value)
            return Name(f"{text}f" if math.isfinite(found.value) else text)
        return found

    def negation(self, operand: Expression) -> Text:
        return f"!{self.text(operand, SIGN)}", SIGN

    def power(self, base: Expression, exponent: Expression) -> Text:
        whole = is_whole(self.dtype(base)) and is_whole(self.dtype(exponent))
        power = exponent.value if isinstance(exponent, Number) else None
        if power == 2 and isinstance(base, Name | Element):
            return self.binary("*", base, base)
        if power == -1:
            return self.binary("/", Number(1), base)
        if power == 0.5:
            return self.call(Call("sqrt", (base,)))
        if power == 2 and not whole:
            return f"{self.function('square')}({self.text(base)})", ATOM
        text = f"{self.function('pow')}({self.text(base)}, {self.text(self.weakened('**', exponent, base))})"
        return (f"(int64_t){text}", SIGN) if whole else (text, ATOM)

    def select(self, node: Select) -> Text:
        condition, then = self.text(node.condition, OR), self.text(node.then, OR)
        return f"{condition} ? {then} : {self.text(node.otherwise)}", CHOICE

    def reduce(self, node: Reduce) -> Text:
        raise TypeError("a sum is a loop in C; nests takes it out of the expression.")

    def cast(self, node: Cast) -> Text:
        before = self.dtype(node.operand)
        if node.dtype == "bool":
            return self.print(node.operand if before == "bool" else Operator("!=", (node.operand, Number(0))))
        if c_type(node.dtype) == c_type(before) or (node.dtype == "f64" and before in ("f32", "f64")):
            return self.print(node.operand)
        if isinstance(node.operand, Number):
            return self.print(Number(float(node.operand.value) if is_float(node.dtype) else int(node.operand.value)))
        return f"({c_type(node.dtype)}){self.text(node.operand, SIGN)}", SIGN

    def call(self, node: Call) -> Text:
        operands = node.operands
        if node.function in ("maximum", "minimum") and all(is_whole(self.dtype(operand)) for operand in operands):
            left, right = operands
            condition = Operator(">" if node.function == "maximum" else "<", (left, right))
            return self.select(Select(condition, left, right))
        if node.function in ("remainder", "floor_divide"):
            return self.binary("%" if node.function == "remainder" else "//", *operands)
        if node.function == "abs" and is_whole(self.dtype(operands[0])):
            return f"llabs({self.text(operands[0])})", ATOM
        name = self.function(node.function)
        if name in PREDICATES:  # any number but 0, not 1
            return f"{name}({self.arguments(operands)}) != 0", COMPARISON
        single = name in MATH_H and self.dtype(node) == "f32"
        return f"{name}{'f' * single}({self.arguments(operands)})", ATOM

    def function(self, name: str) -> str:
        if name in self.functions:
            return self.functions[name]
        name = SPELLED.get(name, name)
        if name in DEFINED and name not in self.functions:
            self.functions[name] = self.names.claim(name) if name not in ("at", "square") else name
        return self.functions.get(name, name)

    def element(self, node: Element) -> Text:
        stored = self.stored.get(node.array)
        if stored is None or not stored.flat:
            places = zip(node.indices, node.shape, strict=True)
            return node.array + "".join(f"[{self.index(index, size)}]" for index, size in places), ATOM
        if not node.shape:
            return f"{node.array}[0]", ATOM
        flat: Expression = Number(0)
        for index, size in zip(node.indices, node.shape, strict=True):
            place = Name(self.index(index, size)) if self.is_data(index) else index
            flat = sum_of(product_of(flat, size), place)
        return f"{node.array}[{self.text(flat)}]", ATOM

    def index(self, index: Expression, size: int) -> str:
        """The index's text; one that comes from data is checked, and may count from the end."""
        if not self.is_data(index):
            return self.text(index)
        return f"{self.function('at')}({self.text(index)}, {size})"

    def is_data(self, index: Expression) -> bool:
        if is_float(self.dtype(index)):
            return True
        elements = [node for node in walk(index) if isinstance(node, Element)]
        return any(not self.stored[node.array].in_range for node in elements if node.array in self.stored)
