"""Python 2's division: between whole numbers it rounds down. The tree says so with // where that is the case."""

import ast
from collections.abc import Iterable

from clearprop.read.surroundings.mended_names import BOTH_WHOLE, DIVIDED

COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def with_old_division(tree: ast.Module) -> int:
    """Change the tree's divisions, unless the script imports Python 3's; how many were changed."""
    if any(isinstance(n, ast.ImportFrom) and n.module == "__future__" and imports_division(n) for n in tree.body):
        return 0
    changer = Divisions()
    changer.visit(tree)
    return changer.changed


def imports_division(statement: ast.ImportFrom) -> bool:
    return any(name.name == "division" for name in statement.names)


class Divisions(ast.NodeTransformer):
    """``a / b`` as ``a // b if __both_whole__(a, b) else a / b``, each operand evaluated once, at its own place."""

    def __init__(self) -> None:
        self.changed, self.within = 0, 0

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div) or is_fraction(node.left) or is_fraction(node.right):
            return node
        self.changed += 1
        if is_whole(node.left) and is_whole(node.right):
            return ast.copy_location(ast.BinOp(node.left, ast.FloorDiv(), node.right), node)
        return self.called(node) if self.within else self.chosen(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Div) and is_whole(node.value):
            self.changed += 1
            whole = ast.copy_location(ast.AugAssign(node.target, ast.FloorDiv(), node.value), node)
            test = call(BOTH_WHOLE, [loaded(node.target), node.value], node)
            return ast.copy_location(ast.If(test, [whole], [node]), node)
        return node

    def chosen(self, node: ast.BinOp) -> ast.expr:
        names = [f"__{side}_{self.changed}__" for side in ("left", "right")]
        operands: list[ast.expr] = [node.left, node.right]
        kept: list[ast.expr] = [
            ast.copy_location(ast.NamedExpr(ast.copy_location(ast.Name(n, ast.Store()), o), o), o)
            for n, o in zip(names, operands, strict=True)
        ]
        whole, parts = (self.again(node, names, operator) for operator in (ast.FloorDiv(), ast.Div()))
        return ast.copy_location(ast.IfExp(call(BOTH_WHOLE, kept, node), whole, parts), node)

    def again(self, node: ast.BinOp, names: list[str], operator: ast.operator) -> ast.expr:
        left, right = (
            ast.copy_location(ast.Name(name, ast.Load()), operand)
            for name, operand in zip(names, (node.left, node.right), strict=True)
        )
        return ast.copy_location(ast.BinOp(left, operator, right), node)

    def called(self, node: ast.BinOp) -> ast.expr:
        return call(DIVIDED, [node.left, node.right], node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """A class body keeps no names of ours; its methods do."""
        for name, value in ast.iter_fields(node):
            if name != "body":
                self.visit_all(value)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                self.visit(statement)
            else:
                self.apart(statement)
        return node

    def apart(self, node: ast.AST) -> ast.AST:
        """The node with its divisions as calls, where an assignment expression must not stand."""
        self.within += 1
        self.generic_visit(node)
        self.within -= 1
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return self.apart(node) if self.within else self.generic_visit(node)

    def visit_all(self, value: object) -> None:
        for element in value if isinstance(value, list) else [value]:
            if isinstance(element, ast.AST):
                self.visit(element)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = apart


def call(name: str, operands: Iterable[ast.expr], at: ast.AST) -> ast.Call:
    made = ast.Call(ast.Name(name, ast.Load()), list(operands), [])
    for node in (made, made.func):
        ast.copy_location(node, at)
    return made


def loaded(target: ast.expr) -> ast.expr:
    """The target of an assignment, read."""
    read: ast.expr = ast.parse(ast.unparse(target), mode="eval").body
    for node in ast.walk(read):
        ast.copy_location(node, target)
    return read


def is_fraction(node: ast.expr) -> bool:
    """Whether the text alone shows a float: 1.0, float(n), 2.0 * n."""
    if isinstance(node, ast.BinOp):
        return is_fraction(node.left) or is_fraction(node.right)
    if isinstance(node, ast.UnaryOp):
        return is_fraction(node.operand)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "float"
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def is_whole(node: ast.expr) -> bool:
    """Whether the text alone shows a whole number: 2, len(rows), int(n)."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("len", "int")
    return isinstance(node, ast.Constant) and type(node.value) is int
