"""The rewriting of tracing, over a whole script: literals, attributes, methods and formatted numbers are dispatched too.

Here are expressions; statements.py has statements and completes the rewriter.
"""

import ast
from functools import cached_property
from typing import Any

from clearprop.read.tape.handed_on import hands_on
from clearprop.trace.rewriting import MARK, NATIVE, OPERATORS, Rewriter, located

NATIVE_HERE = (NATIVE - {"id"}) | {"len", "callable", "getattr", "setattr", "delattr", "input", "open", "exit", "quit"}
BY_FRAME = {
    "namedtuple", "Enum", "IntEnum", "make_dataclass", "NamedTuple", "TypeVar", "NewType", "_getframe", "currentframe",
}  # fmt: skip
"""What looks at the frame that it is called from."""
IDENTITY = {ast.Is: "is", ast.IsNot: "is_not"}
SiteRow = tuple[int, int, int, int, str, str]


class Written(ast.expr):
    """A literal that is to become a fresh object."""

    _fields = ("inner",)

    def __init__(self, inner: ast.expr) -> None:
        super().__init__()
        self.inner = inner
        ast.copy_location(self, inner)


class ExpressionRewriter(Rewriter):
    """Every numeric operation of an expression becomes a call of a dispatch function; values stay what they are."""

    def __init__(
        self, file: str, source: str, sites: list[SiteRow], written: dict[int, tuple[tuple[int | str, int], ...]]
    ) -> None:
        super().__init__(file)
        self.source = source
        self.sites = sites
        self.arguments: list[ast.arguments] = []  # of the functions around
        self.written = written  # of a call's site: which arguments are literals, and their own sites

    def dispatch(self, name: str, node: Any, *arguments: ast.expr, **more: Any) -> ast.Call:
        site = located(ast.Constant(self.site(node)), node)
        call = ast.Call(located(ast.Constant(MARK + name), node), [site, *arguments], more.get("keywords", []))
        return located(call, node)

    def site(self, node: Any) -> int:
        self.sites.append(
            (
                node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0,
                self.functions[-1] if self.functions else "", self.file,
            )
        )  # fmt: skip
        return len(self.sites) - 1

    # Literals

    def literals(self, node: ast.expr) -> ast.expr:
        """A number that the author wrote where it is kept: a fresh object each time, so that it has an identity."""
        return Written(node) if is_number(node) or is_arithmetic(node) else node

    def visit_Written(self, node: Written) -> Any:
        return self.dispatch("literal", node.inner, node.inner)

    def kept(self, node: ast.expr | None) -> Any:
        """The expression, of which the value is kept."""
        return None if node is None else self.visit(self.literals(node))

    def given_back(self, node: ast.expr | None, arguments: ast.arguments) -> Any:
        """What a function returns; where it only hands on what it was given, that is told."""
        as_it_came = hands_on(node, arguments)
        value = self.kept(node)
        return self.dispatch("named", value, value, located(ast.Constant(""), value)) if as_it_came else value

    def display(self, node: Any) -> Any:
        if isinstance(node.ctx, ast.Load):
            node.elts = [self.literals(element) for element in node.elts]
        return self.generic_visit(node)

    def visit_List(self, node: ast.List) -> Any:
        return self.display(node)

    def visit_Tuple(self, node: ast.Tuple) -> Any:
        return self.display(node)

    def visit_Dict(self, node: ast.Dict) -> Any:
        node.values = [self.literals(value) for value in node.values]
        return self.generic_visit(node)

    def visit_ListComp(self, node: Any) -> Any:
        node.elt = self.literals(node.elt)
        return self.generic_visit(node)

    visit_GeneratorExp = visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> Any:
        node.value = self.literals(node.value)
        return self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        self.defaults(node.args)
        node.body = self.given_back(node.body, node.args)
        return node

    def defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.kept(default) for default in arguments.defaults]
        arguments.kw_defaults = [self.kept(default) for default in arguments.kw_defaults]

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        node.values[-1] = self.literals(node.values[-1])
        return self.generic_visit(node)

    def visit_Yield(self, node: ast.Yield) -> Any:
        node.value = self.kept(node.value)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> Any:
        node.value = self.literals(node.value)
        return super().visit_NamedExpr(node)

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        """Which of two numbers it is depends on what was compared."""
        node.test = self.visit(node.test)
        node.body, node.orelse = self.arm(node.body), self.arm(node.orelse)
        return node

    def arm(self, node: ast.expr) -> Any:
        return self.dispatch("switched", node, node) if is_number(node) else self.visit(node)

    # Comparisons

    def visit_Compare(self, node: ast.Compare) -> Any:
        if len(node.ops) == 1 and type(node.ops[0]) in IDENTITY and not is_singleton(node.comparators[0]):
            return self.dispatch(
                IDENTITY[type(node.ops[0])], node, self.visit(node.left), self.visit(node.comparators[0])
            )
        if len(node.ops) > 1 or OPERATORS.get(type(node.ops[0])) is None:
            return self.generic_visit(node)
        return super().visit_Compare(node)

    # Calls, attributes, subscripts

    def visit_Call(self, node: ast.Call) -> Any:
        if is_native(node):
            return self.generic_visit(node)
        marks = self.literal_arguments(node)
        arguments = [self.visit(argument) for argument in node.args]
        keywords = [self.visit(keyword) for keyword in node.keywords]
        if isinstance(node.func, ast.Attribute):
            name = located(ast.Constant(self.mangled(node.func.attr)), node)
            call = self.dispatch("method", node, self.visit(node.func.value), name, *arguments, keywords=keywords)
        else:
            call = self.dispatch("call", node, self.visit(node.func), *arguments, keywords=keywords)
        if marks:
            self.written[len(self.sites) - 1] = marks
        return call

    def literal_arguments(self, node: ast.Call) -> tuple[tuple[int | str, int], ...]:
        """Where numbers stand among the arguments, and their sites: who keeps them gives them an identity."""
        found: list[tuple[int | str, int]] = []
        for i, argument in enumerate(node.args):
            if isinstance(argument, ast.Starred):
                break
            if is_number(argument):
                found.append((i, self.site(argument)))
        found += [(k.arg, self.site(k.value)) for k in node.keywords if k.arg and is_number(k.value)]
        return tuple(found)

    def visit_Starred(self, node: ast.Starred) -> Any:
        if not isinstance(node.ctx, ast.Load):
            return self.generic_visit(node)
        node.value = self.dispatch("iterate", node.value, self.visit(node.value), located(ast.Constant(None), node))
        return node

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if not isinstance(node.ctx, ast.Load):
            return self.generic_visit(node)
        name = located(ast.Constant(self.mangled(node.attr)), node)
        return self.dispatch("getattr", node, self.visit(node.value), name)

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        """A place in the middle of a target (``x[0], x[1] = ...``) is stored into through what stands for its container."""
        if isinstance(node.ctx, ast.Store):
            node.value = self.dispatch("stored", node, self.visit(node.value))
            node.slice = self.visit(node.slice)
            return node
        return super().visit_Subscript(node)

    def index(self, node: ast.expr) -> ast.expr:
        if is_number(node):
            return node
        if isinstance(node, ast.Tuple):
            return located(ast.Tuple([self.index(element) for element in node.elts], ast.Load()), node)
        return super().index(node)

    def mangled(self, attribute: str) -> str:
        return attribute if self.classes and not self.classes[-1].strip("_") else super().mangled(attribute)

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        node.iter = self.iterated(node.iter, node.target)
        node.target = self.visit(node.target)
        node.ifs = [self.visit(condition) for condition in node.ifs]
        return node

    def iterated(self, iterable: ast.expr, target: ast.expr) -> ast.expr:
        form = located(ast.Constant(self.form(target)), iterable)
        return self.dispatch("iterate", iterable, self.visit(iterable), form)

    def form(self, target: ast.expr) -> Any:
        """The names of a target; a tuple where it is unpacked, with ``*`` before the name that takes the rest."""
        if isinstance(target, ast.Tuple | ast.List):
            return tuple(self.form(element) for element in target.elts)
        if isinstance(target, ast.Starred):
            return "*" + str(self.form(target.value))
        return self.target_name(target) or ""

    def named(self, target: ast.expr, value: ast.expr) -> ast.expr:
        """The value, told its name; an array that is unpacked, as its elements."""
        kind = "unpack" if isinstance(target, ast.Tuple | ast.List) else "named"
        return self.dispatch(kind, value, value, located(ast.Constant(self.form(target)), value))

    # Text

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Any:
        """What is formatted, told so. Until Python 3.12 places inside of f-strings are not exact: then the string's own."""
        for part in node.values:
            if not isinstance(part, ast.FormattedValue):
                continue
            if not self.exact(part.value):
                for inner in ast.walk(part.value):
                    if "lineno" in inner._attributes:
                        ast.copy_location(inner, node)
            part.value = self.dispatch("formatted", part.value, self.visit(part.value))
            if part.format_spec is not None:
                part.format_spec = self.visit(part.format_spec)
        return node

    def exact(self, node: ast.expr) -> bool:
        if node.lineno <= 0:
            return False
        try:
            return ast.dump(ast.parse(self.segment(node).strip(), mode="eval").body) == ast.dump(node)
        except (SyntaxError, UnicodeDecodeError):  # the place may lie in the middle of a letter
            return False

    @cached_property
    def lines(self) -> list[bytes]:
        return [f"{line}\n".encode() for line in self.source.split("\n")]

    def segment(self, node: ast.expr) -> str:
        """The text at a node's place."""
        first, *rest = self.lines[node.lineno - 1 : node.end_lineno]
        if not rest:
            return first[node.col_offset : node.end_col_offset].decode()
        return b"".join((first[node.col_offset :], *rest[:-1], rest[-1][: node.end_col_offset])).decode()


def is_native(node: ast.Call) -> bool:
    """Whether the call stays as it is, since it matters where it is made, or since nothing is computed."""
    name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
    own = name in NATIVE_HERE or (name == "type" and len(node.args) > 1)
    return name in BY_FRAME or (own and isinstance(node.func, ast.Name))


def is_singleton(node: ast.expr) -> bool:
    """None, True, False, ``...``: their identity is what it is."""
    return isinstance(node, ast.Constant) and type(node.value) not in (int, float)


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def is_arithmetic(node: ast.expr) -> bool:
    """Whether it is computed from numbers that stand there, and from nothing else."""
    return isinstance(node, ast.BinOp) and all(
        is_number(part) or is_arithmetic(part) for part in (node.left, node.right)
    )
