"""One storage under several names or in several places, as the text makes it and the run shows it."""

import ast
from collections.abc import Iterator

import numpy as np

from clearprop.read.recover.lineages import scaled_from
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Run


def inside_repeated(run: Run, made: int) -> bool:
    """Whether a value was made inside of a list of lists that is repeated."""
    node = run.text.at(run.graph.tape.site(made))
    rows = 0
    while node is not None and not isinstance(node, ast.stmt):
        parent = run.text.parents.get(node)
        if isinstance(node, ast.List) and rows and is_repeated(node, parent):
            return True
        rows += isinstance(node, ast.List | ast.ListComp | ast.BinOp)
        node = parent
    return False


def is_repeated(node: ast.AST, parent: ast.AST | None) -> bool:
    return isinstance(node, ast.List) and isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult)


def assignments(run: Run) -> Iterator[ast.Assign]:
    """All of the script."""
    for nodes in run.text.nodes.values():
        yield from (node for node in nodes if isinstance(node, ast.Assign))


def lost_rows(run: Run) -> int | None:
    """The line that makes the rows of the data one list, so that what was written last is left; None where none does."""
    graph = run.graph
    products = [product for step in run.steps for product in step.layers.products if product.layer == 1]
    inputs = {product.input for product in products}
    weights = {product.weight for product in run.steps[0].layers.products if product.layer == 1}
    roots = {str(way[0]) for way, node in graph.tape.places if node in inputs and len(way) > 2}
    written = {graph.sites[node] for node in inputs}
    lost = any(site in written and node not in inputs for node, site in enumerate(graph.sites))
    if len(roots) != 1 or not lost or not inputs_alone(run, inputs) or not 0 < len(inputs) <= len(weights):
        return None
    return next((node.lineno for node in assignments(run) if makes_one_row(node, *roots)), None)


def inputs_alone(run: Run, inputs: set[int]) -> bool:
    """Whether the parameters meet nothing but these numbers."""
    return not any(np.ndim(run.graph.values[node]) or run.dependent[node] for node in inputs)


def makes_one_row(node: ast.Assign, name: str) -> bool:
    """``name = [[...]] * n``."""
    match node:
        case ast.Assign(targets=[ast.Name(id=target)], value=ast.BinOp(left=ast.List(elts=[row]), op=ast.Mult())):
            return target == name and isinstance(row, ast.List | ast.ListComp | ast.BinOp)
    return False


def second_name(run: Run, parameter: int) -> int | None:
    """The line that gave a parameter another name, where a pass learns under both; None where there is none."""
    step, graph = run.steps[-1], run.graph
    one_of_each = {graph.sites[node]: node for node in step.terms[parameter]}  # a loop adds terms by the thousand
    decay = {site for site, node in one_of_each.items() if scaled(run, parameter, node)}
    learnt = [node for node in step.terms[parameter] if graph.sites[node] not in decay]
    sites = {graph.sites[user] for node in learnt for user in graph.users[node] if graph.ops[user] in SUMS}
    names = {target_of(run, site) for site in sites}
    return next((node.lineno for node in assignments(run) if len(names) == 2 and passes_on(node, names)), None)


def scaled(run: Run, parameter: int, node: int) -> bool:
    """Whether a value is the parameter times numbers, as weight decay is."""
    made_of = run.graph.ancestors([node], cut=run.cut)
    return any(
        scaled_from(run.graph, node, version) for version in run.lineages[parameter].versions if version in made_of
    )


def target_of(run: Run, site: int) -> str:
    """What a statement changes, as it stands there."""
    statement = run.text.statement(run.graph.tape.table[site])
    if isinstance(statement, ast.AugAssign):
        return ast.unparse(statement.target)
    return ast.unparse(statement.targets[0]) if isinstance(statement, ast.Assign) else ""


def passes_on(node: ast.Assign, names: set[str]) -> bool:
    """Whether the one of two names is given what has the other."""
    return {ast.unparse(node.targets[0]), ast.unparse(node.value)} == names
