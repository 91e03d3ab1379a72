"""Statements of the rewritten script: assignments in their order, loops, returns, and handlers that cannot catch the end."""

import ast
from typing import Any

from clearprop.read.tape.rewriting import ExpressionRewriter
from clearprop.trace.rewriting import OPERATORS, located

LEAVING = (ast.Return, ast.Break, ast.Continue)


class ScriptRewriter(ExpressionRewriter):
    """A script whose every numeric operation, store and name is dispatched."""

    def visit_FunctionDef(self, node: Any) -> Any:
        self.defaults(node.args)
        self.functions.append(node.name)
        self.arguments.append(node.args)
        node.body = self.statements(node.body)
        self.arguments.pop()
        self.functions.pop()
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def statements(self, body: list[ast.stmt]) -> list[ast.stmt]:
        return [self.visit(statement) for statement in body]

    # Assignments

    def visit_Assign(self, node: ast.Assign) -> Any:
        node.value = self.literals(node.value)
        return super().visit_Assign(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is not None:
            node.value = self.named(node.target, self.kept(node.value))
        node.target = self.visit(node.target)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        """``x[i] += v``: the container, the index, what is there, and only then the value, as Python does."""
        target, name = node.target, OPERATORS[type(node.op)]
        if isinstance(target, ast.Name):
            return super().visit_AugAssign(node)
        if isinstance(target, ast.Subscript):
            held = self.dispatch("held_item", target, self.visit(target.value), self.index(target.slice))
            kind = "augmented_item"
        else:
            attribute = located(ast.Constant(self.mangled(target.attr)), target)
            held = self.dispatch("held_attribute", target, self.visit(target.value), attribute)
            kind = "augmented_attribute"
        told = [located(ast.Constant(name), node), located(ast.Constant(self.target_name(target) or ""), node)]
        return self.statement(self.dispatch(kind, node, held, self.visit(node.value), *told), node)

    # Loops and returns

    def visit_For(self, node: Any) -> Any:
        node.iter = self.iterated(node.iter, node.target)
        node.target = self.visit(node.target)
        node.body = self.statements(node.body)
        node.orelse = self.statements(node.orelse)
        return node

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> Any:
        node.test = self.visit(node.test)
        node.body = [self.leave(node), *self.statements(node.body)]
        node.orelse = self.statements(node.orelse)
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        node.value = self.given_back(node.value, self.arguments[-1]) if self.arguments else self.kept(node.value)
        return node

    # The end of the recording is an exception: nothing in the script may catch it

    def leave(self, node: ast.AST) -> ast.Expr:
        return self.statement(self.dispatch("leave", node), node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> Any:
        node.body = [self.leave(node), *self.statements(node.body)]
        return node

    def visit_Try(self, node: Any) -> Any:
        swallows = any(isinstance(inner, LEAVING) for statement in node.finalbody for inner in ast.walk(statement))
        self.generic_visit(node)
        if swallows:
            node.finalbody = [self.leave(node), *node.finalbody]
        return node

    visit_TryStar = visit_Try
