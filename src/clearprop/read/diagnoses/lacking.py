"""Where a factor is missing: it shows a statement late, for until then the value is a true one of another kind.

So the line is one of a statement that hands the value on unchanged: one that stands with the activation, else the last.
"""

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from clearprop.read.diagnoses.base import Hypothesis
from clearprop.read.diagnoses.case import Case
from clearprop.read.diagnoses.numbers import Numbers
from clearprop.read.diagnoses.relations import failing
from clearprop.read.diagnoses.wrong_values import (
    Line,
    blamed,
    first_of,
    first_wrong,
    handed_in,
    line_of_statement,
    place,
    rates_under,
)
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.steps import Run, Step
from clearprop.read.tape.handed_on import hands_on

UNCHANGED = ("pass", "copy")
SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


def missing(case: Case, hypothesis: Hypothesis) -> Line:
    """The statement that should have multiplied the value that lacks a factor."""
    run, step = place(case)
    node = first_wrong(case, hypothesis) or first_term(case, step, hypothesis)
    if node is None:
        return None
    adjoints = case.true(run, step)
    kinds = step.layers.kinds
    bent = step.layers.outgoing.union(*(block.inside for block in step.layers.blocks))
    constants = rates_under(case, hypothesis)
    lacking = Numbers(
        [adjoints[n] for n in adjoints if n in kinds and kinds[n].letter in "ZA" and n in bent], constants
    )
    value = handed_in(run, step, node, lambda o: lacking.has(run.graph.values[o]))
    value = None if value is None else first_of(run, step, value, node, constants)
    if value is None or right_for_others(run, step, value, Numbers(deltas(step, adjoints), constants)):
        return blamed(case, run, step, node, hypothesis), ()
    return last_binding(run, value, node, home(run, step, hypothesis)), ()


def deltas(step: Step, adjoints: dict[int, Any]) -> list[Any]:
    """The true ∂L/∂z of every activation."""
    return [adjoints[source] for block in step.layers.blocks for source in block.sources if source in adjoints]


def right_for_others(run: Run, step: Step, value: int, true: Numbers) -> bool:
    """Whether another statement multiplies the same value as it should."""
    graph, wanted = run.graph, set[int]()
    for node in same_values(run, value, step.end):
        for user in graph.users[node]:
            wanted |= {user} if user in step.backward and not unchanged(run, user, node) else set()
    seen = set[int]()
    while wanted:
        node = wanted.pop()
        if true.has(graph.values[node]):
            return True
        seen.add(node)
        statement = run.text.statement(graph.tape.site(node))
        there = [u for u in graph.users[node] if run.text.statement(graph.tape.site(u)) is statement]
        wanted |= {user for user in there if user in step.backward} - seen
    return False


def first_term(case: Case, step: Step, hypothesis: Hypothesis) -> int | None:
    """What is added to a parameter that sees the mistake, where no value shows it: an input may be 1."""
    seen = [case.lineage(i) for i in sorted(hypothesis.sees & failing(case))]
    return next((step.terms[i][0] for i in seen if step.terms[i]), None)


def home(run: Run, step: Step, hypothesis: Hypothesis) -> list[list[ast.AST]]:
    """The functions and classes, from the outermost, around each place where the activation is computed."""
    layers = hypothesis.found.get("group", (hypothesis.layer,))
    nodes = [n for b in step.layers.blocks if b.layer in layers for n in (b.activation, *b.inside)]
    sites = {run.graph.sites[node] for node in nodes} | set(hypothesis.found.get("sites", ()))
    return [scopes(run, site) for site in sites]


def scopes(run: Run, site: int) -> list[ast.AST]:
    node = run.text.at(run.graph.tape.table[site])
    found: list[ast.AST] = []
    while node is not None:
        found += [node] if isinstance(node, SCOPES) else []
        node = run.text.parents.get(node)
    return found[::-1]


def last_binding(run: Run, value: int, before: int, homes: list[list[ast.AST]] | None = None) -> int:
    """The line of the last statement before a node that gave the value a name or a place, or only handed it on.

    Those that share the most functions and classes with one of ``homes`` come before the others; then those that give it
    a name by which the node's statement knows it.
    """
    found = list(statements(run, value, before))
    if not found:
        return line_of_statement(run, run.graph.sites[value])
    shared = [max((depth(scopes(run, site), home) for home in homes or ()), default=0) for site in found]
    nearest = [site for site, deep in zip(found, shared, strict=True) if deep == max(shared)]
    statement = run.text.statement(run.graph.tape.site(before))
    used = words(getattr(statement, "value", None) or statement)
    known = [site for site in nearest if used.keys() & targets(run.text.statement(run.graph.tape.table[site]))]
    return line_of_statement(run, (known or nearest)[-1])


def targets(statement: ast.stmt | None) -> set[str]:
    """What an assignment gives a value to: the name, the attribute, the key, the array."""
    found = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    single = [part for one in found for part in (one.elts if isinstance(one, ast.Tuple | ast.List) else [one])]
    keys = [part.slice if isinstance(part, ast.Subscript) and is_key(part.slice) else part for part in single]
    return {word for part in keys for word in [*words(part)][:1]}


def words(node: ast.AST | None) -> dict[str, None]:
    """The names, attributes and keys in an expression, the outermost first."""
    inside = [] if node is None else list(ast.walk(node))
    return dict.fromkeys(word_of(n) for n in inside if isinstance(n, ast.Name | ast.Attribute) or is_key(n))


def word_of(node: Any) -> str:
    return str(node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else node.value)


def is_key(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def depth(one: list[ast.AST], other: list[ast.AST]) -> int:
    """How many functions and classes two places share, from the outermost."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a is not b), min(len(one), len(other)))


def statements(run: Run, value: int, before: int) -> Iterator[int]:
    """The sites at which the value was handed on before a node, in order."""
    tape, same = run.graph.tape, same_values(run, value, before)
    made = [(node, tape.sites[node]) for node in same if node == value or run.graph.ops[node] not in UNCHANGED]
    latest, named = 0, []
    for node, site, _ in tape.passes:
        latest = max(latest, node)
        if latest >= before:
            break
        if node in same and is_binding(run, site):
            named.append((latest, site))
    yield from (site for _, site in sorted(made + named, key=lambda pair: pair[0]))


def same_values(run: Run, value: int, before: int) -> set[int]:
    """The nodes before another one that are the value itself, as it is handed on."""
    graph, same, wanted = run.graph, set[int](), [value]
    while wanted:
        node = wanted.pop()
        if node in same:
            continue
        same.add(node)
        wanted += [user for user in graph.users[node] if user < before and unchanged(run, user, node)]
        wanted += [operand for operand in graph.operands[node] if unchanged(run, node, operand)]
    return same


def unchanged(run: Run, node: int, operand: int) -> bool:
    """Whether a node is its operand: as another object, or with nothing added."""
    op, values = run.graph.ops[node], run.graph.values
    if op not in UNCHANGED and SUMS.get(op) != 1:
        return False
    return operand not in run.cut and node not in run.cut and equal(values[node], values[operand])


def equal(one: Any, other: Any) -> bool:
    return np.shape(one) == np.shape(other) and bool(np.all(one == other))


def is_binding(run: Run, site: int) -> bool:
    """Whether a statement gives what stands at a site a name or a place, or hands it on as it came."""
    node = run.text.at(run.graph.tape.table[site])
    parent = run.text.parents.get(node)
    while isinstance(parent, ast.Tuple):
        node, parent = parent, run.text.parents.get(parent)
    if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.Assign):
        return True
    if isinstance(parent, ast.Lambda):
        return node is parent.body and hands_on(parent.body, parent.args)
    if isinstance(parent, ast.Return):
        function = enclosing(run, parent)
        return function is not None and hands_on(parent.value, function.args)
    return isinstance(parent, ast.Assign | ast.AugAssign | ast.AnnAssign) and node is parent.value


def enclosing(run: Run, node: ast.AST | None) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    while node is not None and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        node = run.text.parents.get(node)
    return node
