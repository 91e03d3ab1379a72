"""A Program as one ES module: a function that gives the value of every equation, and reads its sizes from its inputs."""

import json
from collections.abc import Iterator, Sequence
from textwrap import wrap

import numpy as np

from clearprop.expression import Assign, Name
from clearprop.ir import Atom, Equation, Guard, Literal, Program, Variable
from clearprop.render.definitions import Definition, written_functions
from clearprop.render.javascript.functions import needed
from clearprop.render.javascript.inputs import inputs_read, sizes_read
from clearprop.render.javascript.printing import JavaScriptPrinter
from clearprop.render.javascript.side_by_side import SideBySide
from clearprop.render.javascript.statements import INDENT, block, count_text, kind, lines, shape_text
from clearprop.render.numpy import NumpyPrinter
from clearprop.render.outline import is_backward, message, sections
from clearprop.render.printing import SIGN
from clearprop.render.pythonic import folded, summary
from clearprop.render.signature import Parameter
from clearprop.render.wrapping import DATA_WIDTH, WIDTH, wrapped


def source(
    program: Program,
    function: str = "run",
    signature: Sequence[Parameter] | None = None,
    others: Sequence[Program] = (),
) -> str:
    """The Program as an ES module that exports one function: inputs in order -> ``{ values, outputs }``.

    ``values`` holds every equation's result by its variable's name, ``outputs`` the Program's outputs by theirs; an
    array is ``{ shape, data }`` with its elements row by row. ``others``: the same Program built for other sizes; what
    differs between them is read from the inputs at run time, and all other sizes are those of the Program. ValueError
    where the others differ in more than in sizes.
    """
    return Emitter(SideBySide([program, *others], function)).file()


class Emitter:
    """One module, from the statements of the Programs side by side."""

    def __init__(self, found: SideBySide) -> None:
        self.found = found
        self.program, self.outline = found.program, found.outline
        self.printer = JavaScriptPrinter(found.dtypes)
        self.printer.functions = found.functions
        self.printer.in_range = {self.outline.name[v] for v in found.constants if self.is_in_range(v)}
        self.numpy = NumpyPrinter(self.outline)
        self.numpy.functions = {name: name for name in (*found.definitions, *written_functions(self.outline.equations))}
        self.formula = found.formulas(lambda outline, e: e.op.numpy(*map(outline.tree, e.operands)))
        self.known: set[str] = set()

    def is_in_range(self, variable: Variable) -> bool:
        array = self.found.constants[variable]
        return array.dtype.kind in "iu" and bool(np.all(array >= 0)) and not self.found.is_sized(variable)

    def file(self) -> str:
        found = self.found
        body = [*self.inputs(), *self.equations(), *self.returned()]
        defined = [self.function_text(definition) for definition in found.definitions.values()]
        constants = [self.constant(v) for v in found.constants if not found.is_sized(v)]
        head = wrapped(f"export function {found.function}({', '.join(found.inputs)}) {{", "", False)
        own = "\n\n".join([*defined, *constants, "\n".join([*self.heading(), *head, *body, "}"])])
        return "\n\n".join([*needed(own), own]) + "\n"

    def heading(self) -> list[str]:
        types = [
            f"{name}: {self.found.type_text(v)}" for name, v in zip(self.found.inputs, self.program.inputs, strict=True)
        ]
        says = [line.strip() for line in folded(", ".join(types))] if types else []
        returns = "Returns { values, outputs }: every quantity by its name, and the results by theirs."
        text = [summary(self.outline), returns, *[""] * bool(says), *says]
        return ["/**", *(f" * {line}".rstrip() for line in text), " */"]

    def inputs(self) -> Iterator[str]:
        yield from sizes_read(self.found)
        for variable, line in inputs_read(self.found, self.printer):
            yield line
            yield from self.checks(variable)
        for variable in self.found.constants:
            if self.found.is_sized(variable):
                yield INDENT + self.constant(variable)

    def equations(self) -> Iterator[str]:
        parted = any(map(is_backward, self.outline.equations))
        for backward, section in sections(self.outline.equations):
            yield ""
            if parted:
                yield f"{INDENT}// {'Backward' if backward else 'Forward'}"
            for equation in section:
                yield from self.comment(equation)
                yield from self.equation(equation)
                yield from self.checks(equation.result)

    def comment(self, equation: Equation) -> Iterator[str]:
        """The equation with its type, as a NumPy programmer writes it."""
        name, text = self.outline.name[equation.result], self.numpy.text(self.formula[equation.result])
        first, *more = wrap(
            f"{name}: {self.found.type_text(equation.result)} = {text}", WIDTH - 7, break_long_words=False
        )
        yield f"{INDENT}// {first}"
        yield from (f"{INDENT}//     {line}" for line in more)

    def equation(self, equation: Equation) -> Iterator[str]:
        for part in self.found.written[equation.result]:
            match part.binding:
                case [Assign() as only]:
                    yield from lines(only, self.printer, INDENT, self.known, bool(part.filling))
                case binding:
                    yield from block(binding, self.printer, INDENT, self.known)
            scoped = len(part.filling) > 1
            indent = INDENT * (1 + scoped)
            yield from [f"{INDENT}{{"] * scoped
            yield from block(part.filling, self.printer, indent, set(self.known))
            yield from [f"{INDENT}}}"] * scoped

    # Checks: the branches that the recording took.

    def checks(self, variable: Variable) -> Iterator[str]:
        name = self.outline.name.get(variable)
        for guard in self.outline.checks(variable) if name is not None else ():
            yield f"{INDENT}if ({self.fails(str(name), variable, guard)}) throw new Error({quoted(message(guard))});"

    def fails(self, name: str, variable: Variable, guard: Guard) -> str:
        value = np.asarray(guard.value)
        if value.ndim:
            items = [self.printer.number(item) for item in value.astype(float).ravel().tolist()]
            if self.found.is_sized(variable):
                return f"{name}.some((value) => value !== {items[0]})"
            return f"[{', '.join(items)}].some((value, i) => value !== {name}[i])"
        if value.dtype == bool:
            return f"!{self.printer.text(Name(name), SIGN)}" if value else name
        return f"{name} !== {self.printer.number(value.item())}"

    # What stands around the equations.

    def returned(self) -> Iterator[str]:
        values = [entry(equation.result.name, self.held(equation.result)) for equation in self.outline.equations]
        outputs = [entry(key, self.output(atom)) for key, atom in self.program.outputs.items()]
        yield ""
        yield from listed("const values =", values)
        yield from listed("const outputs =", outputs)
        yield f"{INDENT}return {{ values, outputs }};"

    def held(self, variable: Variable) -> str:
        name = self.outline.name[variable]
        if not variable.type.shape:
            return name
        return f"{{ shape: {shape_text(self.found.shape[variable], self.printer)}, data: {name} }}"

    def output(self, atom: Atom) -> str:
        if isinstance(atom, Literal) or atom in self.outline.numbers:
            return self.printer.text(self.outline.tree(atom))
        if atom in self.found.written:
            return f"values.{atom.name}" if atom.name.isidentifier() else f"values[{quoted(atom.name)}]"
        return self.held(atom)

    def function_text(self, definition: Definition) -> str:
        before = dict(self.printer.dtypes)
        self.printer.dtypes |= dict.fromkeys(definition.parameters, "f64")
        text = self.printer.text(definition.body)
        self.printer.dtypes = before
        name = self.printer.functions[definition.name]
        head = f"/** {definition.says} */\nfunction {name}({', '.join(definition.parameters)}) {{"
        return "\n".join([head, *wrapped(f"return {text};", INDENT, False), "}"])

    def constant(self, variable: Variable) -> str:
        array, shape = self.found.constants[variable], self.found.shape[variable]
        head = f"const {self.outline.name[variable]} ="
        items = [self.printer.number(item) for item in array.astype(float).ravel().tolist()]
        if not shape:
            return f"{head} {items[0]};"
        made = f"{head} new {kind(variable.type.dtype)}"
        if self.found.is_sized(variable):
            return f"{made}({count_text(shape, self.printer)}).fill({items[0]});"
        return "\n".join(wrapped(f"{made}([{', '.join(items)}]);", "", False, DATA_WIDTH))


def entry(key: str, value: str) -> str:
    """A property; ``L`` alone where key and value are the same word."""
    word = key if key.isidentifier() else quoted(key)
    return key if word == value else f"{word}: {value}"


def listed(head: str, entries: Sequence[str]) -> Iterator[str]:
    yield f"{INDENT}{head} {{"
    yield from (f"{INDENT * 2}{entry}," for entry in entries)
    yield f"{INDENT}}};"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
