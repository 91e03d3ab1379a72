"""A Program as a Python function on nested lists: comprehensions and loops, and ``math``."""

from collections.abc import Sequence

import numpy as np

from clearprop.expression import Call, Cast, Element, Expression, Name, Number, Operator, Reduce, Select
from clearprop.ir import Equation, Guard, Program, Variable
from clearprop.render.algorithm import algorithm
from clearprop.render.definitions import Definition, definitions
from clearprop.render.dtypes import is_float, is_whole
from clearprop.render.formulas import Formula, Writing, formulas, free_indices, letters_of, writing
from clearprop.render.formulas import lacks as lacks
from clearprop.render.numpy import number_lists
from clearprop.render.outline import Outline
from clearprop.render.printing import ATOM, CHOICE, COMPARISON, LEVELS, OR, Printer, Text
from clearprop.render.python_functions import DEFINED, OPERATORS, PLAIN, WHOLE
from clearprop.render.python_statements import copied, printed, zeros
from clearprop.render.pythonic import Line, assembled, assertion, begun, shape_comment
from clearprop.render.signature import Parameter


class PythonPrinter(Printer):
    """Trees of single elements."""

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline.dtypes())
        self.names = outline.names
        self.functions: dict[str, str] = {}  # the functions that the file defines, by the name they have there

    def number(self, value: int | float | bool) -> str:
        return number_lists(value, "math.")

    def select(self, node: Select) -> Text:
        condition, then = self.text(node.condition, OR), self.text(node.then, OR)
        return f"{then} if {condition} else {self.text(node.otherwise)}", CHOICE

    def element(self, node: Element) -> Text:
        return node.array + "".join(f"[{self.text(index)}]" for index in node.indices), ATOM

    def cast(self, node: Cast) -> Text:
        before = self.dtype(node.operand)
        if node.dtype == "bool":
            return self.print(node.operand if before == "bool" else node.operand != 0)
        if is_float(node.dtype) and self.is_float(node.operand):
            return self.print(node.operand)
        if is_whole(node.dtype) and is_whole(before) and before != "bool":
            return self.print(node.operand)
        return f"{'float' if is_float(node.dtype) else 'int'}({self.text(node.operand)})", ATOM

    def reduce(self, node: Reduce) -> Text:
        loops, body = "", Expression()
        inner: Expression = node
        while isinstance(inner, Reduce) and inner.kind == node.kind:
            loops += f" for {inner.index.text} in range({inner.extent})"
            inner = body = inner.body
        function = "math.prod" if node.kind == "prod" else node.kind
        return f"{function}({self.text(body)}{loops})", ATOM

    def power(self, base: Expression, exponent: Expression) -> Text:
        whole = isinstance(exponent, Number) and float(exponent.value).is_integer()
        if whole or (is_whole(self.dtype(base)) and is_whole(self.dtype(exponent))):
            return super().power(base, exponent)
        return f"{self.function('power')}({self.text(base)}, {self.text(exponent)})", ATOM

    def call(self, node: Call) -> Text:
        if node.function in OPERATORS:
            return self.binary(OPERATORS[node.function], *node.operands)
        operands = node.operands
        if node.function in ("maximum", "minimum") and isinstance(operands[0], Number):
            operands = operands[::-1]  # max(nan, 0) is nan, max(0, nan) is 0
        return f"{self.function(node.function)}({self.arguments(operands)})", ATOM

    def function(self, name: str) -> str:
        if name in self.functions:
            return self.functions[name]
        name = PLAIN.get(name, name) if name != "pow" else "power"
        if name in DEFINED:
            return self.functions.setdefault(name, self.names.claim(name))
        return name if name in PLAIN.values() else f"math.{name}"

    def is_float(self, node: Expression) -> bool:
        """Whether Python's value of the node is a float, and no int or bool."""
        match node:
            case Number(value):
                return isinstance(value, float)
            case Operator(symbol, operands):
                return symbol == "/" or (LEVELS.get(symbol, ATOM) > COMPARISON and any(map(self.is_float, operands)))
            case Call(function, operands):
                of_operands = function in ("abs", "maximum", "minimum", *OPERATORS)
                return all(map(self.is_float, operands)) if of_operands else function not in WHOLE
            case Select(_, then, otherwise):
                return self.is_float(then) and self.is_float(otherwise)
            case Reduce(_, _, extent, body):
                return extent > 0 and self.is_float(body)
        return is_float(self.dtype(node))

    def floated(self, node: Expression, dtype: str) -> str:
        """The node's text, as a float where the dtype is floating."""
        if not is_float(dtype) or self.is_float(node):
            return self.text(node)
        return repr(float(node.value)) if isinstance(node, Number) else f"float({self.text(node)})"


def source(
    program: Program, function: str = "value_and_gradients", signature: Sequence[Parameter] | None = None
) -> str:
    """The Program as a file with one function of nested lists and numbers; it imports ``math`` or nothing."""
    outline, name = begun(program, function, signature)
    printer = PythonPrinter(outline)
    named = definitions(outline.equations)
    printer.functions = {function: outline.names.claim(function) for function in named}
    first = [line for v in program.inputs for line in checks(v, outline, printer)]
    body = [(equation, lines_of(equation, outline, printer)) for equation in outline.equations]
    defined = [function_text(definition, printer) for definition in named.values()]
    small = [DEFINED[f].replace(f"def {f}(", f"def {alias}(") for f, alias in printer.functions.items() if f in DEFINED]
    constants = [f"{outline.name[v]} = {list_text(array)}" for v, array in outline.constants().items()]
    text = assembled(outline, name, signature, (), constants, [*small, *defined], first, body, list_text)
    return f"import math\n\n{'' if constants else chr(10)}{text}" if "math." in text else text


def lines_of(equation: Equation, outline: Outline, printer: PythonPrinter) -> list[Line]:
    """The equation as lines of code, and the assertions on its result."""
    result = equation.result
    comment = shape_comment(equation, outline) if result in outline.name else ""
    if hasattr(equation.op, "cell"):
        lines = writing_lines(writing(equation, outline), printer)
        comment = "" if result in outline.in_place else comment
    elif equation.op.element is None:
        lines = algorithm_lines(equation, outline, printer)
    else:
        found = formulas(equation, outline, printer.dtypes)
        lines = [Line(formula_text(formula, printer, outline)) for formula in found]
        if outline.only_checked(equation):
            return [*lines[:-1], *(check(found[-1].tree, guard, printer) for guard in outline.checks(result))]
        return [*lines[:-1], Line(lines[-1].text, comment), *checks(result, outline, printer)]
    return [Line(lines[0].text, comment), *lines[1:], *checks(result, outline, printer)]


def formula_text(formula: Formula, printer: PythonPrinter, outline: Outline) -> str:
    alias = None if outline.writes else aliased(formula)
    if alias is not None:
        return f"{formula.target} = {printer.text(alias)}"
    text = printer.floated(formula.tree, formula.dtype)
    used = free_indices(formula.tree)
    for depth, (index, size) in enumerate(reversed(list(zip(formula.indices, formula.shape, strict=True)))):
        if isinstance(index, Number):
            text = f"[{text}]"
        elif index.text in used:
            text = f"[{text} for {index.text} in range({size})]"
        else:
            text = f"[{text}] * {size}" if depth == 0 and size else f"[{text} for _ in range({size})]"
    return f"{formula.target} = {text}"


def aliased(formula: Formula) -> Element | None:
    """The row or matrix that the formula is, where it may share memory: x[2] for x[2][j] over all j."""
    tree, count = formula.tree, len(formula.indices)
    if not formula.shares or not isinstance(tree, Element) or not count or len(tree.indices) <= count:
        return None
    first, last = tree.indices[:-count], tree.indices[-count:]
    letters = letters_of(formula.indices)
    whole = tree.shape[-count:] == formula.shape and repr(last) == repr(formula.indices)
    varies = any(free_indices(index) & set(letters) for index in first)
    return Element(tree.array, tree.shape, first) if whole and not varies else None


def writing_lines(found: Writing, printer: PythonPrinter) -> list[Line]:
    rank = len(found.place.shape)
    lines = [] if found.copied is None else [Line(f"{found.target} = {copied(printer.text(found.copied), rank)}")]
    depth = 0
    for index, size in zip(found.indices, found.shape, strict=True):
        if isinstance(index, Number):
            continue
        lines.append(Line(f"for {index.text} in range({size}):", depth=depth))
        depth += 1
    value = printer.floated(found.value, printer.dtypes[found.target])
    return [*lines, Line(f"{printer.text(found.place)} {found.operator}= {value}", depth=depth)]


def algorithm_lines(equation: Equation, outline: Outline, printer: PythonPrinter) -> list[Line]:
    result = equation.result
    target = outline.name[result]
    start = []
    if not equation.op.writes:
        start = [Line(f"{target} = {zeros(result.type.shape, result.type.dtype)}")]
    elif result not in outline.in_place:
        first = printer.text(outline.tree(equation.operands[0]))
        start = [Line(f"{target} = {copied(first, len(result.type.shape))}")]
    statements = algorithm(equation, outline, printer.dtypes)
    return [*start, *printed(statements, printer)]


def checks(variable: Variable, outline: Outline, printer: PythonPrinter) -> list[Line]:
    return [check(Name(outline.name[variable]), guard, printer) for guard in outline.checks(variable)]


def check(tree: Expression, guard: Guard, printer: PythonPrinter) -> Line:
    value = np.asarray(guard.value).tolist()
    if isinstance(value, bool):
        return assertion(guard, printer.text(tree) if value else f"not {printer.text(tree, ATOM)}")
    return assertion(guard, f"{printer.text(tree, COMPARISON + 1)} == {number_lists(value, 'math.')}")


def function_text(definition: Definition, printer: PythonPrinter) -> str:
    printer.dtypes |= dict.fromkeys(definition.parameters, "f64")
    name = printer.functions[definition.name]
    body = printer.text(definition.body)
    return f'def {name}({", ".join(definition.parameters)}):\n    """{definition.says}"""\n    return {body}'


def list_text(array: np.ndarray) -> str:
    """The array as nested lists."""
    return number_lists(array.tolist(), "math.")
