"""The C emitter with kernels for Products, and what follows a Product in its tiles, while they are near."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clearprop.execute.native.column_sums import by_rows
from clearprop.execute.native.contraction import passing, with_numbers
from clearprop.execute.native.kernels import Sizes, calls
from clearprop.execute.native.products import Product
from clearprop.expression import Element, Expression, For, Name, walk
from clearprop.ir import Equation, Program, Variable
from clearprop.render.c import Emitter
from clearprop.render.c_printing import Stored
from clearprop.render.c_statements import INDENT, block
from clearprop.render.formulas import Formula, has_reduce, rebuilt
from clearprop.render.nests import grouped, nest


class ProductEmitter(Emitter):
    """``products``: the sizes of those that kernels are needed for, once the body is written."""

    def __init__(self, program: Program, function: str) -> None:
        super().__init__(program, function)
        self.products: dict[Sizes, None] = {}
        self.waiting: Equation | None = None  # a Product that what follows it may go along with

    def body(self) -> Iterator[str]:
        yield from super().body()
        yield from self.waited_for()

    def is_formula(self, equation: Equation) -> bool:
        return not isinstance(equation.op, Product) and super().is_formula(equation)

    def one_by_one(self, equations: Iterable[Equation]) -> Iterator[str]:
        """A Product waits for what follows it."""
        for equation in equations:
            yield from self.waited_for()
            if isinstance(equation.op, Product):
                self.waiting = equation
            else:
                yield from super().one_by_one([equation])

    def nests(self, found: list[Formula], comments: dict[str, str]) -> Iterator[str]:
        """The first nest after a Product goes through its tiles while they are near, if it reads them number by number."""
        groups = [*grouped(found)]
        if self.waiting and groups and self.goes_along(groups[0], self.waiting):
            equation, self.waiting = self.waiting, None
            yield from self.product(equation, groups.pop(0), comments)
        yield from self.waited_for()
        for group in groups:
            yield from self.one_nest(group, comments)

    def one_nest(self, group: list[Formula], comments: dict[str, str]) -> Iterator[str]:
        """A group's loops: by rows where columns are summed, and without arrays that nothing else reads."""
        statements = by_rows(group[0]) if len(group) == 1 else None
        arrays = passing(group, self.outline)
        if statements is None and not arrays:
            yield from super().nests(group, comments)
            return
        yield from self.declared_before(group, arrays, comments)
        statements = statements or nest(group, self.outline.names, self.printer.dtypes)
        yield from self.scoped(with_numbers(statements, arrays))

    def declared_before(self, group: list[Formula], arrays: dict[str, str], comments: dict[str, str]) -> Iterator[str]:
        for formula in group:
            if formula.target in arrays:
                yield from [f"{INDENT}// {comments[formula.target]}"] if comments.get(formula.target) else []
            else:
                comment = comments.get(formula.target, "")
                yield from self.declaration(formula.target, formula.dtype, formula.shape, comment)

    def waited_for(self) -> Iterator[str]:
        """The Product by itself."""
        equation, self.waiting = self.waiting, None
        if equation is not None:
            yield from self.product(equation, [], {})

    def goes_along(self, group: list[Formula], equation: Equation) -> bool:
        name, shape = self.outline.name[equation.result], equation.result.type.shape
        read = [(node, one) for one in group for node in read_by(one, name)]
        operands = {self.outline.name[variable] for variable in equation.variables()}
        return (
            group[0].shape == shape
            and bool(read)
            and not any(has_reduce(one.tree) for one in group)
            and not any(one.target in operands for one in group)
            and all(repr(node.indices) == repr(one.indices) for node, one in read)
        )

    def product(self, equation: Equation, group: list[Formula], comments: dict[str, str]) -> Iterator[str]:
        """The Product tile by tile, and behind each tile what its numbers are used for."""
        sizes, name = sizes_of(equation), self.outline.name[equation.result]
        self.products[sizes] = None
        kind, shape = equation.result.type.dtype, equation.result.type.shape
        used_up = bool(group) and self.read_only_by(group, equation.result)
        if not used_up:
            yield from self.declaration(name, kind, shape, self.comment(equation))
        arrays = passing(group, self.outline)
        yield from self.declared_before(group, arrays, comments)
        self.stored.setdefault(name, Stored(kind, shape))
        after = self.of_tile(sizes, name, group, used_up, arrays)
        x, y = (self.place(self.outline.name[v]) for v in equation.variables())
        kept = "" if used_up else self.place(name)
        yield f"{INDENT}{{"
        yield from (f"{INDENT * 2}{line}" for line in scratch(sizes, used_up))
        yield from (f"{INDENT * 2}{line}" for line in calls(sizes, x, y, kept, after))
        yield f"{INDENT}}}"

    def read_only_by(self, group: list[Formula], variable: Variable) -> bool:
        targets = {formula.target for formula in group}
        readers = [e for e in self.outline.equations if variable in e.operands]
        others = variable in self.outline.guards or variable in self.outline.program.outputs.values()
        return not others and all(self.outline.name[e.result] in targets for e in readers)

    def of_tile(
        self, sizes: Sizes, name: str, group: list[Formula], used_up: bool, arrays: dict[str, str]
    ) -> list[str]:
        """The nest over a tile's rows, and its columns where these come in panels."""
        formulas = (
            [replace(one, tree=from_block(one.tree, name, sizes)) for one in group] if used_up or sizes.far else group
        )
        if sizes.far and not used_up:
            formulas = [self.kept_tile(sizes, name), *formulas]
        if not formulas:
            return []
        self.printer.dtypes["block"] = self.stored[name].dtype
        statements = with_numbers(nest(formulas, self.outline.names, self.printer.dtypes), arrays)
        if sizes.rows > 1:
            statements = [tiled(rows, sizes) for rows in statements if isinstance(rows, For)]
        return [*block(statements, self.printer, "", {"first", "stop", "left", "right"})]

    def kept_tile(self, sizes: Sizes, name: str) -> Formula:
        letters = self.outline.names.letters()
        indices = (Name(next(letters)), Name(next(letters)))
        shape = (sizes.rows, sizes.columns)
        tree = from_block(Element(name, shape, indices), name, sizes)
        return Formula(name, shape, self.stored[name].dtype, indices, tree)

    def place(self, name: str) -> str:
        """The address of an array's first number."""
        return name if self.stored[name].flat or len(self.stored[name].shape) < 2 else f"&{name}[0][0]"


def scratch(sizes: Sizes, used_up: bool) -> list[str]:
    """What a product needs of the room while it goes on."""
    laid = f"number *laid = room->scratch.of_{sizes.name};"
    block = f"number *block = laid + {sizes.name}_LAID + {sizes.name}_STRIPS;"
    return [laid, *[f"number *strips = laid + {sizes.name}_LAID;"] * sizes.far, *[block] * (sizes.far or used_up)]


def tiled(rows: For, sizes: Sizes) -> For:
    """The loop over all rows, and over all columns inside, as one over a tile."""
    body = rows.body
    if sizes.far:
        body = [replace(one, start=Name("left"), stop=Name("right")) if isinstance(one, For) else one for one in body]
    return replace(rows, start=Name("first"), stop=Name("stop"), body=body)


def from_block(tree: Expression, name: str, sizes: Sizes) -> Expression:
    """The formula with the tile's own numbers in the place of the product's."""

    def changed(node: Expression) -> Expression:
        if isinstance(node, Element) and node.array == name:
            row, column = node.indices
            width = Name(f"{sizes.name}_WIDTH" if sizes.far else str(sizes.columns))
            shifted = column - Name("left") if sizes.far else column
            return Element("block", (sizes.rows * sizes.columns,), ((row - Name("first")) * width + shifted,))
        return rebuilt(node, changed)

    return changed(tree)


def read_by(formula: Formula, name: str) -> Iterator[Element]:
    return (node for node in walk(formula.tree) if isinstance(node, Element) and node.array == name)


def sizes_of(equation: Equation) -> Sizes:
    x, _ = (operand.type.shape for operand in equation.operands)
    rows, columns = equation.result.type.shape
    inner = x[0] if equation.op.turned[0] else x[1]
    return Sizes(rows, inner, columns, equation.op.turned, equation.result.type.numpy.itemsize)
