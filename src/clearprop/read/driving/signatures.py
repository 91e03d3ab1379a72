"""The signature of a function, method or class: its parameters, what is done with each, and the names it returns."""

import ast
from dataclasses import dataclass

from clearprop.read.driving.updating import Function
from clearprop.read.driving.usage import uses


@dataclass(frozen=True)
class Parameter:
    """One parameter; ``default`` is its text, and ``uses`` as clearprop.read.driving.usage finds them."""

    name: str
    default: str | None
    uses: frozenset[str]
    starred: bool = False


@dataclass(frozen=True)
class Signature:
    """Something to call: ``call`` is what to write before the parentheses."""

    name: str
    call: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]  # names or short texts, as in `return W, b`; empty if it returns nothing
    node: Function | None = None


def signature_of(node: Function, call: str = "", scope: ast.AST | None = None) -> Signature:
    """Of a function; ``scope`` is where its parameters are looked for, for a constructor the whole class."""
    arguments = [*node.args.posonlyargs, *node.args.args]
    defaults = [None] * (len(arguments) - len(node.args.defaults)) + [ast.unparse(d) for d in node.args.defaults]
    pairs = list(zip(arguments, defaults, strict=True))
    if arguments and arguments[0].arg in ("self", "cls") and not is_static(node):
        pairs = pairs[1:]
    kept = [Parameter(a.arg, d, used(a.arg, node, scope or node)) for a, d in pairs]
    only = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    kept += [Parameter(a.arg, ast.unparse(d) if d else None, used(a.arg, node, scope or node)) for a, d in only]
    if node.args.vararg:
        kept.append(Parameter(node.args.vararg.arg, "()", uses(node.args.vararg.arg, scope or node), True))
    return Signature(node.name, call or node.name, tuple(kept), returned(node), node)


def used(name: str, node: Function, scope: ast.AST) -> frozenset[str]:
    """How the scope uses a parameter; what the function itself counts with is no array, whatever has that name elsewhere."""
    own = uses(name, node)
    return uses(name, scope) - ({"array"} if "count" in own and "array" not in own else set())


def is_static(node: Function) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in node.decorator_list)


def returned(node: Function) -> tuple[str, ...]:
    """What the last return statement gives, by name."""
    values = [each.value for each in own_statements(node) if isinstance(each, ast.Return) and each.value is not None]
    if not values:
        return ()
    last = values[-1]
    return tuple(map(ast.unparse, last.elts)) if isinstance(last, ast.Tuple) else (ast.unparse(last),)


def own_statements(node: ast.AST) -> list[ast.AST]:
    """Everything in a function, in order, without what stands in functions inside it."""
    found: list[ast.AST] = []
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function | ast.Lambda):
            found += [child, *own_statements(child)]
    return found
