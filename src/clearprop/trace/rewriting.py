"""A copy of the user's code whose operations go through our dispatch: same names, same positions, same semantics.

Whole files are rewritten, compiled twice (as they are, and rewritten) and matched code object by code object: a function
is exchanged only when its own code is proved to come from that source. Dispatch functions are put into the constants of
the compiled code, so that no name is injected anywhere.
"""

import ast
import linecache
import warnings
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, TypeVar

from clearprop.ir import Position
from clearprop.trace.sites import new_site

Located = TypeVar("Located", bound=ast.AST)
MARK = "\0clearprop."
NATIVE = {"super", "locals", "vars", "dir", "globals", "eval", "exec", "isinstance", "issubclass", "id", "hasattr"}
OPERATORS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
    ast.LShift: "lshift", ast.RShift: "rshift",
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
    ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert",
}  # fmt: skip


class Rewriter(ast.NodeTransformer):
    """Operators, calls, subscripts, stores and names become calls of the dispatch functions in ``DISPATCH``."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.functions: list[str] = []
        self.classes: list[str] = []

    def dispatch(self, name: str, node: Any, *arguments: ast.expr, **more: Any) -> ast.Call:
        position = Position(
            self.file, node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0,
            self.functions[-1] if self.functions else "",
        )  # fmt: skip
        call = ast.Call(
            ast.Constant(MARK + name), [ast.Constant(new_site(position)), *arguments], more.get("keywords", [])
        )
        return located(call, node)

    def visit_FunctionDef(self, node: Any) -> Any:
        self.functions.append(node.name)
        node.body = [self.visit(statement) for statement in node.body]
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        self.functions.pop()
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        self.classes.append(node.name)
        node.body = [self.visit(statement) for statement in node.body]
        self.classes.pop()
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Any:
        return node  # text is not differentiated; positions inside f-strings are not exact either

    def visit_Match(self, node: ast.Match) -> Any:
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.guard = case.guard and self.visit(case.guard)
            case.body = [self.visit(statement) for statement in case.body]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        return self.dispatch(OPERATORS[type(node.op)], node, self.visit(node.left), self.visit(node.right))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not) or isinstance(node.operand, ast.Constant):
            return self.generic_visit(node)
        return self.dispatch(OPERATORS[type(node.op)], node, self.visit(node.operand))

    def visit_Compare(self, node: ast.Compare) -> Any:
        name = OPERATORS.get(type(node.ops[0]))
        if len(node.ops) > 1 or name is None:
            return self.generic_visit(node)
        return self.dispatch(name, node, self.visit(node.left), self.visit(node.comparators[0]))

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name) and node.func.id in NATIVE:
            return self.generic_visit(node)
        arguments = [self.visit(argument) for argument in node.args]
        keywords = [self.visit(keyword) for keyword in node.keywords]
        return self.dispatch("call", node, self.visit(node.func), *arguments, keywords=keywords)

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        if not isinstance(node.ctx, ast.Load):
            return self.generic_visit(node)
        return self.dispatch("getitem", node, self.visit(node.value), self.index(node.slice))

    def index(self, node: ast.expr) -> ast.expr:
        """What stands in brackets, as an expression: a slice becomes a call of ``slice``."""
        if isinstance(node, ast.Slice):
            parts = [located(ast.Constant(None), node) if part is None else self.visit(part)
                     for part in (node.lower, node.upper, node.step)]  # fmt: skip
            return located(ast.Call(located(ast.Constant(MARK + "slice"), node), parts, []), node)
        if isinstance(node, ast.Tuple):
            return located(ast.Tuple([self.index(element) for element in node.elts], ast.Load()), node)
        rewritten_index: ast.expr = self.visit(node)
        return rewritten_index

    def visit_Assign(self, node: ast.Assign) -> Any:
        value = self.visit(node.value)
        if len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Subscript):
                value = self.named(target, value)
                return self.statement(self.store("setitem", node, value, target), node)
            if isinstance(target, ast.Attribute):
                value = self.named(target, value)
                return self.statement(self.store("setattr", node, value, target), node)
            node.value = self.named(target, value)
        else:
            named = next((t for t in node.targets if isinstance(t, ast.Name)), node.targets[0])
            node.value = self.named(named, value)
        node.targets = [self.visit(target) for target in node.targets]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is not None:
            node.value = self.named(node.target, self.visit(node.value))
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> Any:
        node.value = self.named(node.target, self.visit(node.value))
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        name, value, target = OPERATORS[type(node.op)], self.visit(node.value), node.target
        if isinstance(target, ast.Name):
            read = located(ast.Name(target.id, ast.Load()), target)
            updated = self.dispatch("inplace_" + name, node, read, value)
            return located(ast.Assign([target], self.named(target, updated)), node)
        kind = "augmented_item" if isinstance(target, ast.Subscript) else "augmented_attribute"
        operator = located(ast.Constant(name), node)
        return self.statement(self.store(kind, node, value, target, operator), node)

    def store(self, kind: str, node: ast.AST, value: ast.expr, target: Any, *more: ast.expr) -> ast.Call:
        """The value first: Python evaluates it before the target."""
        if isinstance(target, ast.Subscript):
            return self.dispatch(kind, node, value, self.visit(target.value), self.index(target.slice), *more)
        attribute = located(ast.Constant(self.mangled(target.attr)), node)
        return self.dispatch(kind, node, value, self.visit(target.value), attribute, *more)

    def mangled(self, attribute: str) -> str:
        private = attribute.startswith("__") and not attribute.endswith("__") and self.classes
        return f"_{self.classes[-1].lstrip('_')}{attribute}" if private else attribute

    def statement(self, call: ast.expr, node: ast.AST) -> ast.Expr:
        return located(ast.Expr(call), node)

    def named(self, target: ast.expr, value: ast.expr) -> ast.expr:
        """The value, told which name the author gives it."""
        name = self.target_name(target)
        if name is None or isinstance(value, ast.Constant):
            return value
        return self.dispatch("named", value, value, located(ast.Constant(name), value))

    def target_name(self, target: ast.expr) -> Any:
        if isinstance(target, ast.Name):
            return target.id if target.id.strip("_") else None
        if isinstance(target, ast.Attribute):
            return target.attr.strip("_") or None
        if isinstance(target, ast.Subscript):
            key = target.slice
            return key.value if isinstance(key, ast.Constant) and str(key.value).isidentifier() else None
        if isinstance(target, ast.Tuple | ast.List) and not any(isinstance(e, ast.Starred) for e in target.elts):
            names = tuple(self.target_name(element) for element in target.elts)
            return names if any(names) else None
        return None


def located(node: Located, place: Any) -> Located:
    """The node at the place's position; its children that have none, too."""
    ast.copy_location(node, place)
    for child in ast.iter_child_nodes(node):
        if "lineno" in child._attributes and not hasattr(child, "lineno"):
            ast.copy_location(child, place)
    return node


REWRITTEN: dict[tuple[str, str], list[tuple[CodeType, CodeType]]] = {}
CODES: dict[int, tuple[CodeType, CodeType | None]] = {}


def rewritten(function: FunctionType, dispatch: dict[str, Callable[..., Any]]) -> CodeType | None:
    """The rewritten code of the function; None where its source is missing or does not match what runs."""
    code = function.__code__
    entry = CODES.get(id(code))
    if entry is None or entry[0] is not code:
        found = next((new for old, new in file_codes(code.co_filename, dispatch) if same_code(old, code)), None)
        entry = CODES[id(code)] = (code, found)
    return entry[1]


def file_codes(file: str, dispatch: dict[str, Callable[..., Any]]) -> list[tuple[CodeType, CodeType]]:
    """Pairs (as compiled from the source, rewritten) of all code objects of a file."""
    linecache.checkcache(file)
    source = "".join(linecache.getlines(file))
    key = (file, source)
    if key not in REWRITTEN:
        REWRITTEN[key] = code_pairs(file, source, dispatch)
    return REWRITTEN[key]


def code_pairs(file: str, source: str, dispatch: dict[str, Callable[..., Any]]) -> list[tuple[CodeType, CodeType]]:
    try:
        plain, copy = ast.parse(source, file), ast.parse(source, file)
    except SyntaxError:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        original = compile(plain, file, "exec", dont_inherit=True)
        changed = compile(Rewriter(file).visit(copy), file, "exec", dont_inherit=True)
    pairs: list[tuple[CodeType, CodeType]] = []
    collect(original, with_dispatch(changed, dispatch), pairs)
    return pairs


def collect(old: CodeType, new: CodeType, pairs: list[tuple[CodeType, CodeType]]) -> None:
    pairs.append((old, new))
    inner_old = [c for c in old.co_consts if isinstance(c, CodeType)]
    inner_new = [c for c in new.co_consts if isinstance(c, CodeType)]
    for below_old, below_new in zip(inner_old, inner_new, strict=True):
        collect(below_old, below_new, pairs)


def with_dispatch(code: CodeType, dispatch: dict[str, Callable[..., Any]]) -> CodeType:
    """The code with each placeholder constant exchanged for the dispatch function that it names."""

    def exchanged(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return with_dispatch(constant, dispatch)
        if isinstance(constant, str) and constant.startswith(MARK):
            return dispatch[constant.removeprefix(MARK)]
        return constant

    return code.replace(co_consts=tuple(exchanged(constant) for constant in code.co_consts))


def same_code(old: CodeType, code: CodeType) -> bool:
    """Whether ``code`` was compiled from this source; pytest rewrites assertions, which is allowed for."""
    same_place = old.co_qualname == code.co_qualname and old.co_firstlineno == code.co_firstlineno
    if not same_place or old.co_freevars != code.co_freevars:
        return False
    if old.co_code == code.co_code and list(old.co_positions()) == list(code.co_positions()):
        return True
    return any("pytest_ar" in name for name in code.co_names)
