"""A Program as a NumPy function: whole arrays, operators and ``np.`` functions."""

import math
from collections.abc import Sequence
from inspect import getsource
from typing import Any

import numpy as np

from clearprop.expression import (
    Assign,
    Call,
    Cast,
    Do,
    Element,
    Expression,
    Name,
    Number,
    Reduce,
    Select,
    Slice,
    Subscript,
    walk,
)
from clearprop.ir import DTYPES, Equation, Guard, Program, Variable
from clearprop.render.definitions import Definition, definitions, written_functions
from clearprop.render.outline import Outline
from clearprop.render.printing import ATOM, BIT_AND, BIT_OR, COMPARISON, SIGN, Printer, Text
from clearprop.render.pythonic import Line, assembled, assertion, begun, shape_comment
from clearprop.render.signature import Parameter

SPELLED = {
    "acos": "arccos", "asin": "arcsin", "atan": "arctan", "atan2": "arctan2", "acosh": "arccosh", "asinh": "arcsinh",
    "atanh": "arctanh", "pow": "power", "fabs": "abs",
}  # fmt: skip
POSITIONAL = {"shape", "fill_value"}
LACKING = {name: f"{name} = np.vectorize(math.{name}, otypes=[float])" for name in ("erf", "erfc", "gamma", "lgamma")}
"""What NumPy lacks, and how it is made from ``math``."""


class NumpyPrinter(Printer):
    """Trees of whole arrays."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline.dtypes())
        self.names = outline.names
        self.scalars = {name for variable, name in outline.name.items() if not variable.type.shape}
        self.functions: dict[str, str] = {}  # the named functions that were called, by the name they have here
        self.warns = False

    def number(self, value: int | float | bool) -> str:
        if isinstance(value, float) and not math.isfinite(value):
            return "np.nan" if value != value else "np.inf" if value > 0 else "-np.inf"
        return repr(value)

    def binary(self, symbol: str, left: Expression, right: Expression) -> Text:
        if symbol in ("and", "or"):
            level, sign = (BIT_AND, "&") if symbol == "and" else (BIT_OR, "|")
            return f"{self.text(left, level)} {sign} {self.text(right, level)}", level
        return super().binary(symbol, left, right)

    def negation(self, operand: Expression) -> Text:
        return f"~{self.text(operand, SIGN)}", SIGN

    def select(self, node: Select) -> Text:
        self.warns = self.warns or any(isinstance(part, Call) for part in walk(node))
        return f"np.where({self.arguments((node.condition, node.then, node.otherwise))})", ATOM

    def cast(self, node: Cast) -> Text:
        return self.astype(node.operand, DTYPES[node.dtype].name)

    def astype(self, operand: Expression, dtype: str) -> Text:
        """A scalar may be a number of Python's, which has no astype."""
        if all(node.text in self.scalars for node in walk(operand) if isinstance(node, Name)):
            return f"np.{dtype}({self.text(operand)})", ATOM
        return f"{self.text(operand, ATOM)}.astype(np.{dtype})", ATOM

    def element(self, node: Element) -> Text:
        return f"{node.array}[{self.arguments(node.indices) or '()'}]", ATOM

    def reduce(self, node: Reduce) -> Text:
        raise TypeError("a sum over an index is no NumPy; the op's numpy() gives the call.")

    def subscript(self, node: Subscript) -> Text:
        """An element of a scalar is the scalar, which may be a number of Python's."""
        if not (isinstance(node.array, Name) and node.array.text in self.scalars):
            return super().subscript(node)
        items = ", ".join(map(self.item, node.items))
        return (f"np.asarray({node.array.text})[{items}]" if items else node.array.text), ATOM

    def copied(self, tree: Expression) -> str:
        if isinstance(tree, Name) and tree.text not in self.scalars:
            return f"{tree.text}.copy()"
        return f"np.array({self.text(tree)})"

    def call(self, node: Call) -> Text:
        if node.function == "transpose" and not node.options:
            return f"{self.text(node.operands[0], ATOM)}.T", ATOM
        if node.function == "astype":
            return self.astype(node.operands[0], dict(node.options)["dtype"])
        if node.function == "index":
            items = ", ".join(map(self.item, node.operands))
            sliced = any(isinstance(item, Slice) for item in node.operands)
            return (f"np.s_[{items}]" if sliced else f"({items})"), ATOM
        if node.function in ("tuple", "list"):
            return sequence(node.function, [self.text(operand) for operand in node.operands]), ATOM
        options = [self.option(key, value) for key, value in node.options]
        first, *others = node.operands or (Number(0),)
        if node.function in ("maximum", "minimum") and len(others) == 1:
            node = Call(node.function, (self.weakened("+", first, others[0]), self.weakened("+", others[0], first)))
        operands = [self.text(operand) for operand in node.operands]
        return f"{self.function(node.function)}({', '.join((*operands, *options))})", ATOM

    def function(self, name: str) -> str:
        if name in self.functions:
            return self.functions[name]
        if name in LACKING:
            return self.functions.setdefault(name, self.names.claim(name))
        return f"np.{SPELLED.get(name, name)}"

    def option(self, key: str, value: Any) -> str:
        if isinstance(value, Expression):
            text = self.text(value)
        elif key == "dtype":
            text = f"np.{np.dtype(DTYPES.get(value, value)).name}"
        else:
            text = self.number(value) if isinstance(value, float) else repr(value)
        return text if key in POSITIONAL else f"{key}={text}"


def source(
    program: Program, function: str = "value_and_gradients", signature: Sequence[Parameter] | None = None
) -> str:
    """The Program as a file with one NumPy function; it imports nothing but NumPy."""
    outline, name = begun(program, function, signature)
    printer = NumpyPrinter(outline)
    named = definitions(outline.equations)
    written = written_functions(outline.equations)
    printer.functions = {function: outline.names.claim(function) for function in (*named, *written)}
    body = [(equation, lines_of(equation, outline, printer)) for equation in outline.equations]
    defined = [function_text(definition, printer) for definition in named.values()]
    defined += [
        getsource(function).replace(f"def {f}(", f"def {printer.functions[f]}(", 1).rstrip()
        for f, function in written.items()
    ]
    lacking = [LACKING[f].replace(f, alias, 1) for f, alias in printer.functions.items() if f in LACKING]
    constants = [f"{outline.name[v]} = {array_text(array)}" for v, array in outline.constants().items()]
    head = [*["import math", ""] * bool(lacking), "import numpy as np"]
    first = [line for v in program.inputs for line in checks(v, outline, printer)]
    return assembled(outline, name, signature, head, [*constants, *lacking], defined, first, body, array_text)


def lines_of(equation: Equation, outline: Outline, printer: NumpyPrinter) -> list[Line]:
    """The equation as lines of code, and the assertions on its result."""
    operands = [outline.tree(operand) for operand in equation.operands]
    result = equation.result
    if outline.only_checked(equation):
        return [check(equation.op.numpy(*operands), guard, printer) for guard in outline.checks(result)]
    target = outline.name[result]
    if equation.op.writes and hasattr(equation.op, "store"):
        copied = [] if result in outline.in_place else [f"{target} = {printer.copied(operands[0])}"]
        stored = equation.op.store(Name(target), *operands[1:])
        lines = [*copied, *(statement_text(statement, printer) for statement in stored)]
    else:
        lines = [f"{target} = {printer.text(equation.op.numpy(*operands))}"]
    comments = ["" if result in outline.in_place else shape_comment(equation, outline), *[""] * len(lines)]
    found = [Line(text, comment) for text, comment in zip(lines, comments, strict=False)]
    return found + checks(result, outline, printer)


def checks(variable: Variable, outline: Outline, printer: NumpyPrinter) -> list[Line]:
    return [check(Name(outline.name[variable]), guard, printer) for guard in outline.checks(variable)]


def check(tree: Expression, guard: Guard, printer: NumpyPrinter) -> Line:
    return assertion(guard, condition(printer, tree, guard.value))


def statement_text(statement: Any, printer: NumpyPrinter) -> str:
    match statement:
        case Assign(target, value, operator):
            return f"{printer.text(target)} {operator}= {printer.text(value)}"
        case Do(call):
            return printer.text(call)
    raise TypeError(f"{statement!r} is no statement of whole arrays.")


def condition(printer: Printer, tree: Expression, value: Any) -> str:
    """The text of ``tree is value``."""
    if np.ndim(value):
        return f"np.array_equal({printer.text(tree)}, {number_lists(np.asarray(value).tolist())})"
    if isinstance(value, bool | np.bool_):
        return printer.text(tree) if value else f"not {printer.text(tree, ATOM)}"
    return f"{printer.text(tree, COMPARISON + 1)} == {printer.number(np.asarray(value).item())}"


def function_text(definition: Definition, printer: NumpyPrinter) -> str:
    printer.warns = False
    body = printer.text(definition.body)
    guard = '@np.errstate(all="ignore")  # both branches of np.where are computed\n' if printer.warns else ""
    name = printer.functions[definition.name]
    return f'{guard}def {name}({", ".join(definition.parameters)}):\n    """{definition.says}"""\n    return {body}'


def sequence(kind: str, items: list[str]) -> str:
    text = ", ".join(items)
    return f"[{text}]" if kind == "list" else f"({text}{',' * (len(items) == 1)})"


def array_text(array: np.ndarray) -> str:
    """``np.array([...])`` with every digit that counts."""
    if not array.size:
        return f"np.zeros({array.shape}, dtype=np.{array.dtype.name})"
    if (regular := regular_text(array)) is not None:
        return regular
    text = number_lists(array.tolist())
    plain = array.dtype in (np.float64, np.int64, np.bool_)
    if not array.shape:
        return text if plain and array.dtype != np.float64 else f"np.{array.dtype.name}({text})"
    return f"np.array({text})" if plain else f"np.array({text}, dtype=np.{array.dtype.name})"


def regular_text(array: np.ndarray) -> str | None:
    """``np.arange(5)``, ``np.eye(3)``, ``np.zeros((5, 3))``: arrays that people do not write out; None for others."""
    if array.size < 3:
        return None
    if array.ndim == 1 and array.dtype == np.int64 and np.array_equal(array, np.arange(array.size)):
        return f"np.arange({array.size})"
    if array.dtype != np.float64:
        return None
    if array.ndim == 2 and array.shape[0] == array.shape[1] and np.array_equal(array, np.eye(len(array))):
        return f"np.eye({len(array)})"
    number = float(array.flat[0])
    if not (array == number).all() or np.signbit(array).any() != (number < 0):
        return None
    shape = array.shape if array.ndim > 1 else array.size
    made = {0.0: f"np.zeros({shape})", 1.0: f"np.ones({shape})"}
    return made.get(number, f"np.full({shape}, {number_lists(number)})")


def number_lists(value: Any, prefix: str = "np.") -> str:
    if isinstance(value, list):
        return f"[{', '.join(number_lists(item, prefix) for item in value)}]"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{prefix}nan" if value != value else f"{prefix}inf" if value > 0 else f"-{prefix}inf"
    return repr(value)


def lacks(op: Any) -> bool:
    """Whether the op cannot be written in NumPy."""
    return False
