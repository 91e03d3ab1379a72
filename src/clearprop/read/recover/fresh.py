"""Fresh points: other initial parameters and other data for another run of the script, put in where they are made.

Parameters are drawn so that their first values are spread about zero, whatever the script makes of what it drew. Data that
only multiplies parameters is drawn too; targets, labels, columns of ones and what a step makes anew stay as they are.
"""

import ast
from collections import defaultdict
from typing import Any

import numpy as np

from clearprop.read.recover.frozen import made_again, made_from
from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.steps import Run
from clearprop.read.rules.rule import Zero

Replacements = list[tuple[int, int, Any]]
SPREAD = 0.7


def replacements(run: Run, seed: int, data: bool = True, reach: float = 1.0) -> Replacements:
    """(site, ordinal, value) of the leaves that get other values; ``reach``: how far these spread, 1 as usual."""
    random = np.random.default_rng(seed)
    graph = run.graph
    firsts = [run.lineages[i].first for i in run.parameters] + run.frozen
    found: dict[int, Any] = {}
    for first in firsts:
        found |= for_parameter(graph, first, random, reach)
    if data:
        found = {**for_data(run, set(found), random, reach), **found}
    return [(graph.sites[leaf], ordinal(graph, leaf), plain(value)) for leaf, value in found.items()]


def ordinal(graph: Graph, leaf: int) -> int:
    number: int = graph.tape.arguments[leaf][0][1]
    return number


def plain(value: Any) -> Any:
    return np.asarray(value, float).tolist()


def for_parameter(graph: Graph, first: int, random: np.random.Generator, reach: float = 1.0) -> dict[int, Any]:
    """Other values of the leaves that a parameter's first value was made of, so that it becomes what is drawn here."""
    value = np.asarray(graph.values[first], float)
    wanted = random.normal(size=value.shape) * spread(value) * reach
    above = graph.ancestors([first])
    gains = graph.adjoints({first: np.ones(value.shape) if value.ndim else 1.0}, above, frozenset())
    found: dict[int, Any] = {}
    for leaf in made_from(graph, [first]):
        old = np.asarray(graph.values[leaf], float)
        gain = np.asarray(gains.get(leaf, 0.0))
        if not is_floating(graph.values[leaf]) or not np.any(gain):
            continue
        gain = np.where(gain == 0, 1.0, gain)
        same = old.size == value.size
        move = (
            (wanted.reshape(old.shape) - value.reshape(old.shape)) / gain
            if same
            else random.normal(size=old.shape) * SPREAD * reach - old
        )
        found[leaf] = old + move
    return found


def spread(value: np.ndarray) -> float:
    return (
        SPREAD
        if value.ndim == 0
        else min(SPREAD, 1.2 / float(np.sqrt(np.mean(value.shape))))
        if value.ndim > 1
        else SPREAD
    )


def is_floating(value: Any) -> bool:
    return np.asarray(value).dtype.kind == "f" or (isinstance(value, int) and not isinstance(value, bool))


def for_data(run: Run, taken: set[int], random: np.random.Generator, reach: float = 1.0) -> dict[int, Any]:
    """Other values of the leaves that meet the parameters in the first layer."""
    graph = run.graph
    inputs = {
        product.input
        for step in run.steps
        for product in step.layers.products
        if product.input in step.layers.kinds and step.layers.kinds[product.input].letter == "D"
    }
    sources = [m.source for step in run.steps for m in step.meetings if m.source is not None]
    choosing = indexes(graph)
    bound = graph.ancestors([*sources, *choosing])
    kept = columns_of_ones(run, graph) | made_again(graph, run.steps[0].end)
    found: dict[int, Any] = {}
    for leaf in made_from(graph, inputs):
        old = np.asarray(graph.values[leaf])
        if leaf in taken or leaf in kept or old.dtype.kind not in "fiu":
            continue
        if leaf in bound:
            if old.dtype.kind == "f" and not (taken_too := taken_from(graph, leaf, bound, {*sources, *choosing})).all():
                found[leaf] = np.where(taken_too, old, drawn(old, random, reach))
        elif old.ndim:
            found[leaf] = drawn(old, random, reach)
        elif old != 1 or graph.ops[leaf] == "leaf":
            found[leaf] = random.normal() * reach
    return found


PARTS = THROUGH | {"call numpy.delete", "call numpy.hsplit", "call numpy.split"}
"""Ops that take some of an array's numbers, or all of them, and compute nothing."""


def taken_from(graph: Graph, table: int, bound: set[int], ends: set[int]) -> np.ndarray:
    """bool[as the table]: the numbers of a table out of which the nodes in ``bound``, that lead to ``ends``, are made."""
    parts = {table}
    for node in sorted(node for node in bound if node > table):
        if graph.ops[node] in PARTS and not parts.isdisjoint(graph.operands[node][:1]) and moves(graph, node):
            parts.add(node)
    leaving = {node for node in parts if node in ends or any(u in bound and u not in parts for u in graph.users[node])}
    seeds = {node: np.ones(np.shape(graph.values[node])) for node in leaving}
    found = graph.adjoints(seeds, parts, frozenset()).get(table)
    return np.zeros(np.shape(graph.values[table]), bool) if found is None else np.asarray(found) != 0


def moves(graph: Graph, node: int) -> bool:
    """Whether it is known which of its operand's numbers a node is."""
    rule = graph.rule(node)
    return rule is not None and not isinstance(rule, Zero)


def drawn(old: np.ndarray, random: np.random.Generator, reach: float = 1.0) -> np.ndarray:
    """Other data of that shape; rows and columns of ones stay."""
    new = np.asarray(random.normal(size=old.shape) * reach)
    new[old == 1.0] = np.where(all_ones(old), 1.0, new)[old == 1.0]
    return new


def all_ones(array: np.ndarray) -> np.ndarray:
    """Where a whole row or column is one."""
    ones = array == 1.0
    if array.ndim < 2:
        return np.full(array.shape, bool(ones.all()))
    found: np.ndarray = np.all(ones, axis=0, keepdims=True) | (
        np.all(ones, axis=-1, keepdims=True) & (array.shape[-1] > 1)
    )
    stay: np.ndarray = found & ones
    return stay


def indexes(graph: Graph) -> list[int]:
    """Nodes that choose elements: in brackets."""
    found = []
    for node, op in enumerate(graph.ops):
        if op == "getitem" and len(graph.operands[node]) > 1:
            found += graph.operands[node][1:]
    return found


def columns_of_ones(run: Run, graph: Graph) -> set[int]:
    """Literals that stand in a column of ones in a list of lists, or alone."""
    by_display: dict[Any, list[tuple[int, int]]] = defaultdict(list)
    found: set[int] = set()
    for node, op in enumerate(graph.ops):
        if op != "literal":
            continue
        syntax = run.text.at(graph.tape.site(node))
        row = run.text.parents.get(syntax) if syntax is not None else None
        if not isinstance(row, ast.List | ast.Tuple):
            if graph.values[node] == 1:
                found.add(node)
            continue
        outer = run.text.parents.get(row)
        by_display[
            outer if isinstance(outer, ast.List | ast.Tuple) else row,
            row.elts.index(syntax) if isinstance(outer, ast.List | ast.Tuple) else -1,
        ].append((node, 0))
    for column in by_display.values():
        if all(graph.values[node] == 1 for node, _ in column):
            found.update(node for node, _ in column)
    return found
