"""Expressions that Python does not compute by themselves: runs of factors, and names that stand as operands."""

import ast
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from clearprop.read.match.chains import Chain, Run, chain_of, is_chain, span
from clearprop.read.match.choosing import chosen
from clearprop.read.match.comparing import Values
from clearprop.read.match.evidence import Evidence, evidence_of
from clearprop.read.match.labelling import Label, Labelling
from clearprop.read.match.places import Instance, Key
from clearprop.read.match.truths import GRADIENTS
from clearprop.read.match.updates import operands_in_text
from clearprop.read.match.uses import Uses
from clearprop.read.recover.text import Place, place_of

HELD = ("weight_gradient", "bias_gradient")
GOING_BACK = frozenset((*GRADIENTS, "update", "activation_derivative", "local_derivative"))


class Executed(NamedTuple):
    """A run of factors, once."""

    instance: Instance
    chain: Chain
    run: Run


def label_factors(labelling: Labelling) -> None:
    """The runs of factors of every product of the backward pass."""
    for key, instances in labelling.seen.computed.items():
        written = labelling.written(key.place)
        if is_chain(written) and not inside_chain(labelling, written):
            behind = [i for i in instances if i.node in labelling.points[i.point].backward]
            label_runs(labelling, key, written, behind)


def inside_chain(labelling: Labelling, written: ast.BinOp) -> bool:
    above = labelling.text.parents.get(written)
    return isinstance(above, ast.BinOp) and is_chain(above) and above.left is written


def label_runs(labelling: Labelling, key: Key, written: ast.BinOp, instances: Sequence[Instance]) -> None:
    chains = [(i, chain_of(labelling.points[i.point].graph, i.node, written)) for i in instances]
    known = [(i, chain, list(chain.runs())) for i, chain in chains if chain is not None]
    if not known or len(known) < len(instances):
        return
    factors = [factor.written for factor in known[0][1].factors]
    whole = {label.role for label in labelling.found.get(key.place, ())}
    for number, run in enumerate(known[0][2]):
        place = span(labelling.lines, factors, written, run.first, run.last)
        alone = run.first == run.last
        if labelling.found.get(place) or (alone and not is_name(factors[run.first])) or not closed(labelling, place):
            continue
        if all(len(runs) == len(known[0][2]) for _, _, runs in known):
            label_run(labelling, place, [Executed(i, chain, runs[number]) for i, chain, runs in known], whole)


def closed(labelling: Labelling, place: Place) -> bool:
    """Whether every bracket that is opened in a place is closed in it, and no other, as in ``b) * c`` of ``(a * b) * c``."""
    first, start, last, end = place
    lines = labelling.lines[first - 1 : last]
    text = "".join(lines)[start : len("".join(lines[:-1])) + end]
    depth = [text[: at + 1].count("(") - text[: at + 1].count(")") for at in range(len(text))]
    return min(depth, default=0) >= 0 and depth[-1:] == [0]


def label_run(labelling: Labelling, place: Place, executed: Sequence[Executed], whole: set[str]) -> None:
    """``whole``: the roles of the whole product.

    Where that is subtracted, a gradient times a number in it is an update too; where it is a delta, so is what it is
    scaled from, though a bias gets it as well.
    """
    values = Values([(e.instance.point, e.run.value) for e in executed])
    known = evidence(labelling, executed)
    found = labelling.judge.of_values(values, known) if known.dependent else {}
    role = chosen(found, known)
    if role in GOING_BACK:
        first = executed[0]
        if role == "bias_gradient" and "delta" in found and "delta" in whole:
            role = "delta"
        told = "update" if "update" in whole and role in HELD and rated(labelling, executed[0]) else role
        held = role if role in HELD else "weight_gradient"
        labelling.add(Label(place, str(told), found[str(role)], first.run.value, first.instance.point, str(held)))


def rated(labelling: Labelling, executed: Executed) -> bool:
    """Whether one of the factors is a number that is neither of the network nor a derivative: a rate, or a part of it."""
    point, uses = labelling.points[executed.instance.point], labelling.uses[executed.instance.point]
    factors = executed.chain.factors[executed.run.first : executed.run.last + 1]
    numbers = [f for f in factors if np.ndim(f.value) == 0 and abs(f.value) != 1 and f.value not in uses.numbers]
    return any(f.node is None or not (point.run.dependent[f.node] or uses.network(f.node)) for f in numbers)


def evidence(labelling: Labelling, executed: Sequence[Executed]) -> Evidence:
    """What is known of a run: from its factors, and from those beside it."""
    points, uses = labelling.points, labelling.uses

    def every(held: Callable[[int, int], bool]) -> bool:
        return all(any(held(e.instance.point, node) for node in e.run.nodes) for e in executed)

    error = every(lambda point, node: node in points[point].after_error)
    alone = [e for e in executed if e.run.first == e.run.last]
    return Evidence(
        dependent=every(lambda point, node: bool(points[point].run.dependent[node])),
        after_prediction=every(lambda point, node: node in points[point].after_prediction),
        after_error=error,
        met=error and any(e.run.nodes[0] in points[e.instance.point].met for e in alone if e.run.nodes),
        multiplies=error and any(uses[e.instance.point].network(node) for e in executed for node in beside(e)),
        reaches_bias=error and any(e.instance.node in uses[e.instance.point].changes_bias for e in executed),
        of_input=error and any(takes_input(uses[e.instance.point], e) for e in executed),
    )


def takes_input(uses: Uses, executed: Executed) -> bool:
    """Whether one of the factors is an input or an activation; of one that stands alone, whether it was made with one."""
    factors = executed.chain.factors[executed.run.first : executed.run.last + 1]
    if len(factors) == 1 and factors[0].node is not None and uses.made_by_input(factors[0].node):
        return True
    bare = {factor.value for factor in factors if factor.node is None and isinstance(factor.value, int | float)}
    return bool(bare & uses.numbers) or any(uses.network(node) in ("D", "A", "Z") for node in executed.run.nodes)


def beside(executed: Executed) -> list[int]:
    first, last = executed.run.first, executed.run.last
    return [f.node for k, f in enumerate(executed.chain.factors) if f.node is not None and not first <= k <= last]


def label_operands(labelling: Labelling) -> None:
    """Names that stand as operands in what is labelled going back."""
    labelled = [place for place, labels in labelling.found.items() if any(label.role in GOING_BACK for label in labels)]
    for place in labelled:
        written = labelling.written(place)
        by_child: dict[Place, list[tuple[Instance, int]]] = defaultdict(list)
        for point, node in labelling.seen.at(place):
            for child, operand in operands_in_text(labelling.points[point].graph, node, written):
                if is_operand(written, child) and node not in labelling.points[point].forward:
                    by_child[place_of(child)].append((Instance(point, operand), node))
        for child_place, used in by_child.items():
            if not labelling.found.get(child_place):
                label_operand(labelling, child_place, used)


def label_operand(labelling: Labelling, place: Place, used: Sequence[tuple[Instance, int]]) -> None:
    """``used``: a value, and the operation in which it is an operand here, which decides between roles."""
    instances = [instance for instance, _ in used]
    points, uses = labelling.points, labelling.uses
    if any(i.node in points[i.point].forward for i in instances):
        return
    known = replace(
        evidence_of(instances, points, uses),
        met=False,
        multiplies=any(uses[i.point].multiplying(i.node, node) for i, node in used),
        reaches_bias=any(node in uses[i.point].changes_bias for i, node in used),
    )
    role, found = labelling.roles(instances, known)
    if role in GOING_BACK:
        labelling.add(Label(place, str(role), found[str(role)], *labelling.first(instances)))


def is_operand(above: ast.AST, written: ast.expr) -> bool:
    """A name that is read; not the target of ``w -= g``, of which the statement says the value."""
    return is_name(written) and not (isinstance(above, ast.AugAssign) and above.target is written)


def is_name(written: ast.expr) -> bool:
    """Whether an expression is a name, an attribute or an element: something that was computed elsewhere."""
    return isinstance(written, ast.Name | ast.Attribute | ast.Subscript)
