"""A Program as a C function: loops over constant sizes, arrays row by row, one file of C11 that needs ``math.h``."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from clearprop.expression import Allocate, Element, Expression, Name
from clearprop.ir import Equation, Guard, Program, Variable
from clearprop.render.algorithm import algorithm
from clearprop.render.c_file import array_text, includes, parameter_lines, quoted, runs, stored_dtype
from clearprop.render.c_functions import DEFINED
from clearprop.render.c_printing import CPrinter, Stored, c_type
from clearprop.render.c_statements import INDENT, block
from clearprop.render.definitions import Definition, definitions, written_functions
from clearprop.render.formulas import Formula, formulas, fresh_indices, writing
from clearprop.render.formulas import lacks as lacks
from clearprop.render.names import C, Names
from clearprop.render.nests import Accumulators, grouped, nest, writing_nest
from clearprop.render.numpy import NumpyPrinter
from clearprop.render.outline import Outline, is_backward, message, sections
from clearprop.render.printing import COMPARISON, SIGN
from clearprop.render.pythonic import folded, summary
from clearprop.render.signature import Parameter
from clearprop.render.wrapping import WIDTH, wrapped

LARGE = 16 * 1024  # bytes: a larger local array, or what goes beyond TOTAL, does not lie on the stack
TOTAL = 256 * 1024


def source(
    program: Program, function: str = "value_and_gradients", signature: Sequence[Parameter] | None = None
) -> str:
    """The Program as a file with one C function: inputs in order, then the outputs, each a pointer to its numbers."""
    return Emitter(program, function).file()


class Emitter:
    """One file: names and storage are settled first, then the body is written, then what it turned out to need."""

    reserved: frozenset[str] = frozenset()  # more names that are no quantity's

    def __init__(self, program: Program, function: str) -> None:
        names = Names(C | self.reserved, ascii_only=True)
        self.function = names.claim(function)
        self.outline = Outline(program, names)
        self.inputs = self.outline.name_inputs()
        self.stored = {
            self.outline.name[v]: Stored(stored_dtype(v.type.dtype), v.type.shape, flat=True) for v in program.inputs
        }
        self.outputs = self.name_outputs()
        self.outline.name_rest()
        self.store_constants()
        self.printer = CPrinter(self.stored, names)
        self.named = definitions(self.outline.equations)
        self.printer.functions = {name: names.claim(name) for name in self.named}
        self.numpy = NumpyPrinter(self.outline)
        self.numpy.functions = {name: name for name in (*self.named, *written_functions(self.outline.equations))}
        self.on_stack = 0
        self.working = "f64"  # what small functions take and give

    def name_outputs(self) -> list[str]:
        """The output parameters; a result that is computed for one is written there at once."""
        outline, names = self.outline, self.outline.names
        results = {equation.result for equation in outline.equations}
        found = []
        for output in outline.outputs:
            name, atom = names.claim(output.name), output.atom
            found.append(name)
            self.stored[name] = Stored(stored_dtype(atom.type.dtype), atom.type.shape, flat=True)
            first = outline.written_first(atom) if isinstance(atom, Variable) else None
            if first in results and first not in outline.name:
                outline.name[first] = name
        return found

    def store_constants(self) -> None:
        for variable, array in self.outline.constants().items():
            in_range = array.dtype.kind in "iu" and bool(np.all(array >= 0))
            kind = variable.type
            self.stored[self.outline.name[variable]] = Stored(kind.dtype, kind.shape, in_range=in_range)

    # The file, from the inside out.

    def file(self) -> str:
        text = "\n\n".join(self.parts()) + "\n"
        return "\n".join(includes(text)) + "\n\n" + text

    def parts(self) -> list[str]:
        """What the function calls and reads, and the function."""
        body = [INDENT + f"(void){name};" for name in self.unused_inputs()]
        body += [line for variable in self.outline.program.inputs for line in self.checks(variable)]
        body += [*self.body(), *self.copied_outputs()]
        defined = [self.function_text(definition) for definition in self.named.values()]
        called = self.printer.functions.items()
        small = [self.small_function(f).replace(f"{f}(", f"{alias}(") for f, alias in called if f in DEFINED]
        constants = [self.constant(v, array) for v, array in self.outline.constants().items()]
        return [*small, *defined, *constants, "\n".join([*self.heading(), "{", *body, "}"])]

    def heading(self) -> list[str]:
        outline = self.outline
        inputs = zip(self.inputs, outline.program.inputs, strict=True)
        outputs = zip(self.outputs, outline.outputs, strict=True)
        shapes = [f"{name}: {v.type}" for name, v in inputs] + [f"{name}: {out.atom.type}" for name, out in outputs]
        says = [line.replace(INDENT, "   ", 1) for line in folded(", ".join(shapes))]
        parameters = [f"const {c_type(self.stored[name].dtype)} *{name}" for name in self.inputs]
        parameters += [f"{c_type(self.stored[name].dtype)} *{name}" for name in self.outputs]
        return [
            *f"/* {summary(outline)}\n".splitlines(),
            *says[:-1],
            f"{says[-1]} */" if says else "*/",
            *parameter_lines(f"void {self.function}(", parameters or ["void"]),
        ]

    def unused_inputs(self) -> list[str]:
        outline = self.outline
        used = outline.read | set(outline.guards) | {output.atom for output in outline.outputs}
        return [outline.name[v] for v in outline.program.inputs if v not in used or not v.type.size]

    def body(self) -> Iterator[str]:
        """The equations, forward and backward; runs of formulas share their loops."""
        equations = self.outline.equations
        parted = any(map(is_backward, equations))
        for k, (backward, section) in enumerate(sections(equations)):
            if parted:
                yield from [""] * bool(k)
                yield f"{INDENT}// {'Backward' if backward else 'Forward'}"
            for run in runs(section, self.is_formula):
                yield from self.formula_run(run) if self.is_formula(run[0]) else self.one_by_one(run)

    def is_formula(self, equation: Equation) -> bool:
        op = equation.op
        plain = not hasattr(op, "cell") and op.element is not None
        return plain and not self.outline.only_checked(equation)

    def formula_run(self, equations: list[Equation]) -> Iterator[str]:
        """Equations that are formulas, with their loops joined where that is possible, up to a check."""
        pending: list[Formula] = []
        comments: dict[str, str] = {}
        for equation in equations:
            self.printer.dtypes.setdefault(self.outline.name.get(equation.result, ""), equation.result.type.dtype)
            found = formulas(equation, self.outline, self.printer.dtypes)
            pending += found
            comments[found[-1].target] = self.comment(equation)
            if equation.result in self.outline.guards:
                yield from self.nests(pending, comments)
                yield from self.checks(equation.result)
                pending = []
        yield from self.nests(pending, comments)

    def nests(self, found: list[Formula], comments: dict[str, str]) -> Iterator[str]:
        for group in grouped(found):
            statements = nest(group, self.outline.names, self.printer.dtypes)
            if len(statements) == 1 and not group[0].shape and group[0].target not in self.stored:
                yield from self.scalar(group[0], statements[0], comments.get(group[0].target, ""))
                continue
            for formula in group:
                comment = comments.get(formula.target, "")
                yield from self.declaration(formula.target, formula.dtype, formula.shape, comment)
            yield from self.scoped(statements)

    def scalar(self, formula: Formula, statement: Any, comment: str) -> Iterator[str]:
        """``double rate = 0.1 / n;``: a scalar is declared where it is computed."""
        declared, *noted = self.declaration(formula.target, formula.dtype, (), comment)[0].split(";", 1)
        line = f"{declared} = {self.printer.text(statement.value)};"
        short = bool(noted) and len(line + noted[0]) <= WIDTH
        yield from [line + noted[0]] if short else wrapped(line.strip(), INDENT, False)

    def comment(self, equation: Equation) -> str:
        """The equation as a NumPy programmer writes it."""
        tree = equation.op.numpy(*map(self.outline.tree, equation.operands))
        return f"{self.outline.name[equation.result]} = {self.numpy.text(tree)}"

    def declaration(self, name: str, dtype: str, shape: tuple[int, ...], comment: str = "") -> list[str]:
        """A local variable with what it is; a large array does not lie on the stack. What is declared already is named."""
        declared = ""
        if name not in self.stored:
            declared = self.declared(name, dtype, shape)
            self.stored[name] = Stored(dtype, shape)
            self.printer.dtypes[name] = dtype
        line = f"{INDENT}{declared}{'  ' * bool(declared)}// {comment}"
        if comment and len(line) <= WIDTH:
            return [line]
        return [INDENT + declared] * bool(declared)

    def declared(self, name: str, dtype: str, shape: tuple[int, ...]) -> str:
        size = 8 * int(np.prod(shape, dtype=np.int64))
        large = size > LARGE or self.on_stack + size > TOTAL
        self.on_stack += 0 if large else size
        sizes = "".join(f"[{max(size, 1)}]" for size in shape)
        return f"{'static _Thread_local ' * large}{c_type(dtype)} {name}{sizes};"

    def one_by_one(self, equations: Iterable[Equation]) -> Iterator[str]:
        for equation in equations:
            if self.outline.only_checked(equation) and equation.op.element is not None:
                yield from self.checked_only(equation)
                continue
            result = equation.result
            comment = "" if equation.op.writes else self.comment(equation)
            yield from self.declaration(self.outline.name[result], result.type.dtype, result.type.shape, comment)
            yield from self.writing(equation) if hasattr(equation.op, "cell") else self.algorithm(equation)
            yield from self.checks(result)

    def writing(self, equation: Equation) -> Iterator[str]:
        found = writing(equation, self.outline)
        if found.copied is not None:
            yield from self.copy(found.target, found.copied)
        yield from self.scoped(writing_nest(found, self.outline.names, self.printer.dtypes))

    def algorithm(self, equation: Equation) -> Iterator[str]:
        target = self.outline.name[equation.result]
        if not equation.op.writes:
            yield f"{INDENT}{self.zeroed(target)}"
        elif equation.result not in self.outline.in_place:
            yield from self.copy(target, self.outline.tree(equation.operands[0]))
        yield from self.scoped(algorithm(equation, self.outline, self.printer.dtypes))

    def scoped(self, statements: list[Any]) -> Iterator[str]:
        """The statements, in a block of their own where they may declare variables."""
        scoped = len(statements) > 1 or any(isinstance(statement, Allocate) for statement in statements)
        lines = block(statements, self.printer, INDENT * (2 if scoped else 1), set())
        yield from [f"{INDENT}{{", *lines, f"{INDENT}}}"] if scoped else lines

    def zeroed(self, name: str) -> str:
        stored = self.stored[name]
        if not stored.shape:
            return f"{self.printer.text(Element(name, (), ()))} = 0;"
        return f"memset({name}, 0, {self.bytes_of(name)});"

    def bytes_of(self, name: str) -> str:
        stored = self.stored[name]
        count = int(np.prod(stored.shape, dtype=np.int64))
        return f"{count} * sizeof *{name}" if stored.flat else f"sizeof {name}"

    def copy(self, target: str, origin: Expression) -> Iterator[str]:
        stored = self.stored[target]
        name = origin.text if isinstance(origin, Name) else ""
        if name in self.stored and c_type(self.stored[name].dtype) == c_type(stored.dtype) and stored.shape:
            yield f"{INDENT}memcpy({target}, {name}, {self.bytes_of(target)});"
            return
        indices = fresh_indices(self.outline, stored.shape)
        tree = Element(name, stored.shape, indices) if name in self.stored else origin
        formula = Formula(target, stored.shape, stored.dtype, indices, tree)
        yield from block(nest([formula], self.outline.names, self.printer.dtypes), self.printer, INDENT, set())

    def copied_outputs(self) -> Iterator[str]:
        """Outputs that are inputs, constants, numbers, or the same as another output."""
        for name, output in zip(self.outputs, self.outline.outputs, strict=True):
            tree = self.outline.tree(output.atom)
            if not (isinstance(tree, Name) and tree.text == name):
                yield from self.copy(name, tree)

    # Checks: the branches that the recording took.

    def checks(self, variable: Variable) -> Iterator[str]:
        name = self.outline.name.get(variable)
        for guard in self.outline.checks(variable):
            if name is not None and np.ndim(guard.value):
                yield from self.array_check(name, variable, guard)
            elif name is not None:
                yield self.assertion(Element(name, (), ()), guard)

    def checked_only(self, equation: Equation) -> Iterator[str]:
        found = formulas(equation, self.outline, self.printer.dtypes)
        yield from self.nests(found[:-1], {})
        statements: list[Any] = []
        tree = Accumulators(self.outline.names, self.printer.dtypes).lowered(found[-1].tree, statements)
        lines = [self.assertion(tree, guard) for guard in self.outline.checks(equation.result)]
        if not statements:
            yield from lines
            return
        yield f"{INDENT}{{"
        yield from block(statements, self.printer, INDENT * 2, set())
        yield from (INDENT + line for line in lines)
        yield f"{INDENT}}}"

    def assertion(self, tree: Expression, guard: Guard) -> str:
        value = np.asarray(guard.value).item()
        if isinstance(value, bool):
            condition = self.printer.text(tree, COMPARISON) if value else f"!{self.printer.text(tree, SIGN)}"
        else:
            condition = f"{self.printer.text(tree, COMPARISON + 1)} == {self.printer.number(value)}"
        return f"{INDENT}assert({condition} && {quoted(message(guard))});"

    def array_check(self, name: str, variable: Variable, guard: Guard) -> Iterator[str]:
        expected = self.outline.names.claim(f"{name}_expected")
        values = np.asarray(guard.value)
        yield f"{INDENT}{array_text(expected, 'static const double', values.astype(float))}"
        letters = self.outline.names.letters()
        indices = tuple(Name(next(letters)) for _ in values.shape)
        left = self.printer.text(Element(name, variable.type.shape, indices), COMPARISON + 1)
        right = expected + "".join(f"[{index.text}]" for index in indices)
        sizes = zip([index.text for index in indices], values.shape, strict=True)
        loops = [f"for (int {i} = 0; {i} < {n}; {i}++) " for i, n in sizes]
        yield f"{INDENT}{''.join(loops)}assert({left} == {right} && {quoted(message(guard))});"

    # What stands around the function.

    def function_text(self, definition: Definition) -> str:
        before = dict(self.printer.dtypes)
        self.printer.dtypes |= dict.fromkeys(definition.parameters, self.working)
        lines = self.function_body(definition.body)
        self.printer.dtypes = before
        name, kind = self.printer.functions[definition.name], c_type(self.working)
        parameters = ", ".join(f"{kind} {parameter}" for parameter in definition.parameters)
        return "\n".join([f"/* {definition.says} */", f"static {kind} {name}({parameters})", "{", *lines, "}"])

    def small_function(self, name: str) -> str:
        return DEFINED[name]

    def function_body(self, body: Expression) -> list[str]:
        return wrapped(f"return {self.printer.text(body)};", INDENT, False)

    def constant(self, variable: Variable, array: np.ndarray) -> str:
        name = self.outline.name[variable]
        return array_text(name, f"static const {c_type(variable.type.dtype)}", array)
