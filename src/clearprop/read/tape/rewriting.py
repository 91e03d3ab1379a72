"""The rewriting of tracing, over a whole script: literals, loops, attributes and methods are dispatched too."""

import ast
from typing import Any

from clearprop.trace.rewriting import MARK, NATIVE, OPERATORS, Rewriter, located

NATIVE_HERE = NATIVE | {"type", "len", "callable", "getattr", "setattr", "issubclass", "input", "open"}


class ScriptRewriter(Rewriter):
    """Every numeric operation of a script becomes a call of a dispatch function; values stay what they are."""

    def __init__(self, file: str, sites: list[tuple[Any, ...]]) -> None:
        super().__init__(file)
        self.sites = sites

    def dispatch(self, name: str, node: Any, *arguments: ast.expr, **more: Any) -> ast.Call:
        self.sites.append(
            (
                node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0,
                self.functions[-1] if self.functions else "", self.file,
            )
        )  # fmt: skip
        call = ast.Call(
            ast.Constant(MARK + name),
            [ast.Constant(len(self.sites) - 1), *arguments],
            more.get("keywords", []),
        )
        return located(call, node)

    def visit_FunctionDef(self, node: Any) -> Any:
        node.args.defaults = [self.literals(d) for d in node.args.defaults]
        return super().visit_FunctionDef(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name) and node.func.id in NATIVE_HERE:
            return self.generic_visit(node)
        arguments = [self.visit(self.literals(a, float)) for a in node.args]
        keywords = [self.visit(keyword) for keyword in node.keywords]
        if isinstance(node.func, ast.Attribute):
            name = located(ast.Constant(self.mangled(node.func.attr)), node)
            return self.dispatch("method", node, self.visit(node.func.value), name, *arguments, keywords=keywords)
        return self.dispatch("call", node, self.visit(node.func), *arguments, keywords=keywords)

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if not isinstance(node.ctx, ast.Load):
            return self.generic_visit(node)
        return self.dispatch("getattr", node, self.visit(node.value), located(ast.Constant(self.mangled(node.attr)), node))

    def visit_For(self, node: Any) -> Any:
        node.iter = self.iterated(node.iter, node.target)
        node.target = self.visit(node.target)
        node.body = [self.visit(statement) for statement in node.body]
        node.orelse = [self.visit(statement) for statement in node.orelse]
        return node

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        node.iter = self.iterated(node.iter, node.target)
        node.ifs = [self.visit(condition) for condition in node.ifs]
        return node

    def iterated(self, iterable: ast.expr, target: ast.expr) -> ast.expr:
        unpacked = located(ast.Constant(isinstance(target, ast.Tuple | ast.List)), iterable)
        return self.dispatch("iterate", iterable, self.visit(iterable), unpacked)

    def visit_List(self, node: ast.List) -> Any:
        return self.display(node)

    def visit_Tuple(self, node: ast.Tuple) -> Any:
        return self.display(node)

    def display(self, node: Any) -> Any:
        if isinstance(node.ctx, ast.Load):
            node.elts = [self.literals(element) for element in node.elts]
        return self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> Any:
        node.values = [self.literals(value) for value in node.values]
        return self.generic_visit(node)

    def literals(self, node: ast.expr, *kinds: type) -> ast.expr:
        """A number that the author wrote where it is kept: a fresh object each time, so that it has an identity."""
        return Written(node) if is_number(node, kinds or (int, float)) else node

    def visit_Written(self, node: "Written") -> Any:
        inner = node.inner
        return self.dispatch("literal", inner, inner)

    def index(self, node: ast.expr) -> ast.expr:
        if is_number(node):
            return node
        if isinstance(node, ast.Tuple):
            return located(ast.Tuple([self.index(element) for element in node.elts], ast.Load()), node)
        return super().index(node)

    def visit_Assign(self, node: ast.Assign) -> Any:
        node.value = self.assigned(node.value)
        return super().visit_Assign(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is not None:
            node.value = self.assigned(node.value)
        return super().visit_AnnAssign(node)

    def assigned(self, value: ast.expr) -> ast.expr:
        return self.literals(value)

    def named(self, target: ast.expr, value: ast.expr) -> ast.expr:
        """The value, told its name; an array that is unpacked, as its elements."""
        if isinstance(target, ast.Tuple | ast.List):
            names = located(ast.Constant(tuple(self.target_name(element) or "" for element in target.elts)), value)
            return self.dispatch("unpack", value, value, names)
        name = self.target_name(target)
        return self.dispatch("named", value, value, located(ast.Constant(name or ""), value))

    def visit_Compare(self, node: ast.Compare) -> Any:
        if len(node.ops) > 1 or OPERATORS.get(type(node.ops[0])) is None:
            return self.generic_visit(node)
        return super().visit_Compare(node)


class Written(ast.expr):
    """A literal that is to become a fresh object."""

    _fields = ("inner",)

    def __init__(self, inner: ast.expr) -> None:
        super().__init__()
        self.inner = inner
        ast.copy_location(self, inner)


def is_number(node: ast.expr, kinds: tuple[type, ...] = (int, float)) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in kinds
