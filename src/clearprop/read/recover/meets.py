"""Where what depends on the parameters meets the targets: the predictions, and the values they are held against."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.spines import SUMS
from clearprop.read.recover.text import Text


@dataclass(frozen=True)
class Meeting:
    """``prediction`` (a node) meets ``target`` (a value) at ``node``."""

    node: int
    prediction: int
    target: Any
    kind: str  # of KINDS
    source: int | None  # the target's node


def meetings(graph: Graph, text: Text, dependent: np.ndarray, nodes: Iterable[int]) -> list[Meeting]:
    """The outermost meetings among these nodes, each prediction once."""
    found = [meeting for node in sorted(nodes) for meeting in meeting_at(graph, text, dependent, node)]
    found = without_products(graph, found)
    inner = beneath(graph, found)
    outermost = [meeting for meeting in found if meeting.node not in inner]
    unique: dict[int, Meeting] = {}
    for meeting in sorted(outermost, key=lambda m: KINDS.index(m.kind)):
        unique.setdefault(meeting.prediction, meeting)
    return sorted(unique.values(), key=lambda m: m.prediction)


def without_products(graph: Graph, found: list[Meeting]) -> list[Meeting]:
    """Products count only where nothing else does, or where targets come in twice: ``y / (1 + exp(y f))``."""
    products = [meeting for meeting in found if meeting.kind in PRODUCTS]
    others = [meeting for meeting in found if meeting.kind not in PRODUCTS]
    at = {meeting.node for meeting in products}
    twice = [m for m in others if m.kind == "ratio" and graph.ancestors([m.prediction], since=min(at, default=0)) & at]
    return products if products and len(twice) == len(others) else others


KINDS = ("difference", "label", "ratio", "remainder", "logarithm", "product", "complement")
"""The surest first."""
PRODUCTS = {"product", "complement"}


def beneath(graph: Graph, found: list[Meeting]) -> set[int]:
    """The meetings out of which the prediction of another meeting is computed."""
    nodes = {meeting.node for meeting in found}
    least = min(nodes, default=0)
    below: set[int] = set()
    for prediction in {meeting.prediction for meeting in found}:
        if prediction > least:
            below |= graph.ancestors([prediction], since=least) & nodes
    return below


def meeting_at(graph: Graph, text: Text, dependent: np.ndarray, node: int) -> Iterator[Meeting]:
    op, arguments = graph.ops[node], graph.tape.arguments[node]
    if not dependent[node] or len(arguments) < 2:
        return
    if op in SUMS:
        yield from difference(graph, text, dependent, node)
    elif op in ("truediv", "inplace_truediv", "call numpy.divide"):
        top, bottom = arguments[:2]
        if data(dependent, top) and moving(dependent, bottom) and not text.literal(graph.tape.site(node), 0):
            yield ratio(graph, dependent, node, top, bottom)
    elif op in ("mul", "call numpy.multiply", "matmul", "call numpy.dot", "method dot", "call numpy.sum"):
        yield from logarithm(graph, text, dependent, node)
        yield from margin(graph, dependent, node)
        yield from complement(graph, dependent, node)
    elif (op == "getitem" or op in AT) and moving(dependent, arguments[0]):
        yield from label(graph, node)


def ratio(graph: Graph, dependent: np.ndarray, node: int, top: Any, bottom: Any) -> Meeting:
    """``y / a``; in ``(1 - y) / (1 - a)`` the target is what is left of the numerator."""
    if from_one(graph, through(graph, bottom)):
        rest = 1 - np.asarray(value(graph, top), float)
        return Meeting(node, bare(graph, dependent, bottom), rest, "remainder", source(top))
    return Meeting(node, bare(graph, dependent, bottom), value(graph, top), "ratio", source(top))


def difference(graph: Graph, text: Text, dependent: np.ndarray, node: int) -> Iterator[Meeting]:
    left, right = graph.tape.arguments[node][:2]
    for position, (one, other) in enumerate(((left, right), (right, left))):
        if not (moving(dependent, one) and data(dependent, other)):
            continue
        if SUMS[graph.ops[node]] == 1:
            if not negated(graph, other):
                continue
            other_value = -np.asarray(value(graph, other))
        else:
            other_value = value(graph, other)
        if text.literal(graph.tape.site(node), 1 - position) or one_for_all(graph, one, other) or crossed(graph, node):
            continue
        yield Meeting(node, through(graph, one), other_value, "difference", source(other))


def crossed(graph: Graph, node: int) -> bool:
    """Whether each of the two is repeated along an axis of the other's, as no prediction and its target are."""
    shapes = [np.shape(value(graph, part)) for part in graph.tape.arguments[node][:2]]
    return np.shape(graph.values[node]) not in shapes


def one_for_all(graph: Graph, one: Any, other: Any) -> bool:
    """Whether a number that stands in the text is taken from several: ``one = 1; p[rows, labels] -= one``."""
    number = type(other) is not int or graph.ops[through(graph, other)] == "literal"
    return number and np.size(value(graph, other)) == 1 < np.size(value(graph, one))


def negated(graph: Graph, part: Any) -> bool:
    """Whether it is minus something: ``-t``, ``-1 * t`` or noughts into which a minus one was written."""
    if type(part) is not int:
        return False
    node = through(graph, part)
    if graph.ops[node] in ("neg", "call numpy.negative"):
        return True
    if graph.ops[node] == "write":
        written = np.asarray(graph.values[node])
        return written.size > 1 and bool(np.all((written == 0) | (written == -1)) and np.any(written))
    return graph.ops[node] in ("mul", "call numpy.multiply") and any(
        np.ndim(value(graph, factor)) == 0 and value(graph, factor) == -1 for factor in graph.tape.arguments[node][:2]
    )


def logarithm(graph: Graph, text: Text, dependent: np.ndarray, node: int) -> Iterator[Meeting]:
    """``y * log(a)``: the argument of the logarithm is the prediction."""
    for one, other in (graph.tape.arguments[node][:2], graph.tape.arguments[node][1::-1]):
        if type(one) is int and dependent[one] and data(dependent, other) and is_log(graph, one):
            inner = graph.operands[through(graph, one)]
            if inner and dependent[inner[0]]:
                target = value(graph, other)
                prediction = bare(graph, dependent, inner[0])
                if np.size(target) > 1 or not text.literal(graph.tape.site(node), 0):
                    yield Meeting(node, prediction, target, "logarithm", source(other))


def margin(graph: Graph, dependent: np.ndarray, node: int) -> Iterator[Meeting]:
    """``y * f`` with targets of -1 and 1."""
    if graph.ops[node] not in ("mul", "call numpy.multiply"):
        return
    for one, other in (graph.tape.arguments[node][:2], graph.tape.arguments[node][1::-1]):
        if moving(dependent, one) and type(other) is int and data(dependent, other) and graph.ops[other] != "literal":
            target, prediction = np.asarray(graph.values[other]), through(graph, one)
            signs = target.dtype.kind in "fi" and target.size > 0 and bool((np.abs(target) == 1).all())
            if signs and np.size(graph.values[prediction]) == target.size:
                yield Meeting(node, prediction, graph.values[other], "product", other)


def complement(graph: Graph, dependent: np.ndarray, node: int) -> Iterator[Meeting]:
    """``y * (1 - a)`` with targets between 0 and 1, or their negatives."""
    if graph.ops[node] not in ("mul", "call numpy.multiply"):
        return
    for one, other in (graph.tape.arguments[node][:2], graph.tape.arguments[node][1::-1]):
        if moving(dependent, one) and data(dependent, other) and from_one(graph, factor := through(graph, one)):
            target = np.abs(np.asarray(value(graph, other), float))
            prediction = bare(graph, dependent, factor)
            if bool(np.all(target <= 1)) and np.size(graph.values[prediction]) == target.size:
                yield Meeting(node, prediction, target, "complement", source(other))


def from_one(graph: Graph, node: int) -> bool:
    """Whether the node is ``1 - a``."""
    if SUMS.get(graph.ops[node]) != -1:
        return False
    whole = value(graph, graph.tape.arguments[node][0])
    return np.ndim(whole) == 0 and bool(whole == 1)


def is_log(graph: Graph, node: int) -> bool:
    return graph.ops[through(graph, node)] in ("call numpy.log", "call math.log", "call numpy.log2", "call math.log2")


AT = {"call numpy.add.at": -1, "call numpy.subtract.at": 1}
"""What takes the one away from the true columns when it adds, or subtracts, this."""


def label(graph: Graph, node: int) -> Iterator[Meeting]:
    """``p[range(m), y]``: one column of each row is the true one; of one row, or one column, ``p[y] - 1``."""
    container, item = graph.tape.arguments[node][:2]
    matrix = graph.values[container]
    if np.ndim(matrix) == 1 or np.shape(matrix)[1:] == (1,):  # a row, or a column as wide as one
        column = graph.values[item] if type(item) is int else item[1] if item[0] == "c" else None
        if isinstance(column, int | np.integer) and any(takes_one(graph, user, node) for user in graph.users[node]):
            target = np.zeros(np.shape(matrix))
            target[column] = 1.0
            yield Meeting(node, through(graph, container), target, "label", None)
        return
    taken = graph.tape.arguments[node][2:3]
    if (
        type(item) is int
        or item[0] != "t"
        or len(item) != 3
        or (taken and value(graph, taken[0]) != AT[graph.ops[node]])
    ):
        return
    rows, columns = (whole(graph, part) for part in item[1:])
    if rows is None or columns is None or np.ndim(matrix) != 2 or rows.shape != columns.shape or rows.ndim != 1:
        return
    target = np.zeros(np.shape(matrix))
    target[rows, columns] = 1.0
    yield Meeting(node, through(graph, container), target, "label", None)


def takes_one(graph: Graph, node: int, left: int) -> bool:
    """Whether the node is ``left - 1``."""
    arguments = graph.tape.arguments[node]
    if SUMS.get(graph.ops[node]) != -1 or arguments[0] != left:
        return False
    taken = value(graph, arguments[1])
    return np.ndim(taken) == 0 and bool(taken == 1)


def whole(graph: Graph, part: Any) -> np.ndarray | None:
    """An index of integers as an array."""
    found = graph.values[part] if type(part) is int else listed(graph, part)
    array = None if found is None else np.asarray(found)
    return array if array is not None and array.dtype.kind in "iu" else None


def listed(graph: Graph, part: Any) -> Any:
    if part[0] in ("l", "t") and all(type(inner) is int or inner[0] == "c" for inner in part[1:]):
        return [graph.values[inner] if type(inner) is int else inner[1] for inner in part[1:]]
    return list(range(*part[1])) if part[0] == "r" else None


def bare(graph: Graph, dependent: np.ndarray, node: int) -> int:
    """The prediction under ``1 - a``, ``a + eps`` and clips."""
    node = through(graph, node)
    while graph.ops[node] in SUMS or graph.ops[node] in (
        "call numpy.clip",
        "method clip",
        "call numpy.maximum",
        "call max",
    ):
        below = [operand for operand in graph.operands[node] if dependent[operand]]
        if len(below) != 1:
            return node
        node = through(graph, below[0])
    return node


def through(graph: Graph, node: int) -> int:
    """The node under mere changes of shape and name."""
    while graph.ops[node] in THROUGH and graph.ops[node] != "getitem" and len(graph.operands[node]) == 1:
        below = graph.operands[node][0]
        if np.size(graph.values[below]) != np.size(graph.values[node]):
            break
        node = below
    return node


def data(dependent: np.ndarray, part: Any) -> bool:
    return not dependent[part] if type(part) is int else part[0] == "c" and isinstance(part[1], int | float | list)


def moving(dependent: np.ndarray, part: Any) -> bool:
    return type(part) is int and bool(dependent[part])


def value(graph: Graph, part: Any) -> Any:
    return graph.values[part] if type(part) is int else part[1]


def source(part: Any) -> int | None:
    return part if type(part) is int else None
