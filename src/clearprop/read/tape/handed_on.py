"""What a function gives back as it came: one of its arguments, or what is in one."""

import ast


def hands_on(value: ast.expr | None, arguments: ast.arguments) -> bool:
    """Whether an expression is an argument, or a list or a tuple of what an argument holds, none of it changed."""
    names = {each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    match value:
        case ast.Name(id=name):
            return name in names
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return any(hands_on(element, arguments) for element in elements)
        case (
            ast.ListComp(elt=ast.Name(id=name), generators=[loop])
            | ast.GeneratorExp(elt=ast.Name(id=name), generators=[loop])
        ):
            return name in loaded(loop.target) and bool(loaded(loop.iter) & names)
        case ast.Call(func=ast.Name(id="tuple" | "list"), args=[inner]):
            return hands_on(inner, arguments)
    return False


def loaded(node: ast.AST) -> set[str]:
    """The names in an expression."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
