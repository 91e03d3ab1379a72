"""How large layers are, and what bends them: units, inputs and activations, read off the recorded numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clearprop.read.recover.graph import THROUGH, Graph
from clearprop.read.recover.layers import SHAPES, Layers, Product, activation_of
from clearprop.read.recover.masks import bare_blocks
from clearprop.read.recover.steps import Run, Step


def element(graph: Graph, node: int) -> tuple[int, str]:
    """What a number is whoever reads it: the node that it is an element of, and where in that."""
    place = ""
    while graph.operands[node] and graph.ops[node] in ("getitem", "pass"):
        if graph.ops[node] == "getitem":
            place = f"[{graph.tape.arguments[node][1]}]{place}"
        node = graph.operands[node][0]
    return node, place


def units(structure: Layers, number: int) -> int:
    """Of scalars, the different weights that meet one input; of arrays, the size of z that a row has."""
    graph = structure.graph
    products = [p for p in structure.products if p.layer == number]
    if not products:
        return 0
    first = products[0]
    weight, taken, z = (np.shape(graph.values[node]) for node in (first.weight, first.input, first.node))
    if len(weight) == 2:
        return weight[1 - summed_axis(graph, first)] if summed_axis(graph, first) >= 0 else other_side(weight, z, taken)
    if len(weight) == 1 and graph.ops[first.node] in ELEMENTWISE and np.prod(taken, dtype=int) == 1:
        return int(weight[0])
    if numbers_taken(first):
        return max(1, len(left_at(structure, number)) // rows_of_scalars(structure, number))
    same = element(graph, first.input)
    return len({element(graph, p.weight) for p in products if element(graph, p.input) == same})


def numbers_taken(product: Product) -> bool:
    """Whether the input is a number without a node."""
    return product.input == product.weight


def left_at(structure: Layers, number: int) -> set[int]:
    """What leaves a layer of single numbers: its activations, or its pre-activations where nothing bends them."""
    bent = {block.activation for block in structure.blocks if block.layer == number}
    return bent or {node for node in structure.outgoing if structure.kinds[node] == ("Z", number)}


def summed_axis(graph: Graph, product: Product) -> int:
    """The axis of the weights that a product of matrices sums over; -1 where it is another product."""
    if graph.ops[product.node] not in MATRIX:
        return -1
    return 1 if graph.operands[product.node][0] == product.weight else 0


MATRIX = ("matmul", "call numpy.dot", "method dot", "call numpy.matmul")
ELEMENTWISE = ("mul", "call numpy.multiply", "inplace_mul")


def other_side(shape: tuple[int, ...], z: tuple[int, ...], taken: tuple[int, ...]) -> int:
    """The side of the weights that is not the input's."""
    if len(z) == 1:
        return z[0]
    if z and taken and z[0] == taken[0]:  # rows
        return z[-1]
    return z[0] if z else 1


def inputs(run: Run, step: Step, number: int) -> int:
    structure = step.layers
    graph = structure.graph
    products = [p for p in structure.products if p.layer == number]
    if not products:
        return 0
    shape: tuple[int, ...] = np.shape(graph.values[products[0].weight])
    if len(shape) == 2:
        axis = summed_axis(graph, products[0])
        if axis >= 0:
            return int(shape[axis])
        return int(shape[0] if shape[1] == units(structure, number) else shape[1])
    if len(shape) == 1:
        summed = graph.ops[products[0].node] not in ELEMENTWISE or np.size(graph.values[products[0].input]) > 1
        return int(shape[0]) if summed else 1
    if numbers_taken(products[0]):
        return len({element(graph, p.weight) for p in products}) // units(structure, number)
    taken = {element(graph, p.input) for p in products}
    return len(taken) // max(1, rows_of_scalars(structure, number))


def bias_folded(points: Sequence[tuple[Run, Sequence[Step]]], number: int) -> bool:
    """Whether exactly one of the inputs that a matrix of weights multiplies is a one in every row, put there by the script.

    A one that stands among the data themselves is an input like others.
    """
    taken = []
    for run, steps in points:
        for step in steps:
            products = [p for p in step.layers.products if p.layer == number]
            rows = [rows_taken(run.graph, product) for product in products]
            taken += [array for array in rows if array is not None]
    if len({array.shape[1] for array in taken}) != 1:
        return False
    every = np.concatenate(taken)
    return len(every) > 1 and every.shape[1] > 1 and int(np.sum(np.all(every == 1, axis=0))) == 1


def rows_taken(graph: Graph, product: Product) -> np.ndarray | None:
    """The input of a product of matrices, a row for each example. None for another product."""
    axis = summed_axis(graph, product)
    array = np.asarray(graph.values[product.input], float)
    if axis < 0 or array.ndim > 2 or product.input == product.weight or not put_together(graph, product.input):
        return None
    return np.atleast_2d(array) if axis == 0 or array.ndim < 2 else array.T


def put_together(graph: Graph, node: int) -> bool:
    """Whether an array was joined from others, or written into one that was there."""
    while graph.ops[node] in THROUGH and graph.operands[node]:
        node = graph.operands[node][0]
    return graph.ops[node] in SHAPES


def rows_of_scalars(structure: Layers, number: int) -> int:
    """How often one weight is multiplied in a pass."""
    products = [p for p in structure.products if p.layer == number]
    first = element(structure.graph, products[0].weight)
    return max(1, sum(element(structure.graph, p.weight) == first for p in products))


def activation(points: list[tuple[Run, list[Step]]], number: int) -> str:
    """The name of φ of a layer; identity where nothing bends, empty where it is none that has a name."""
    z: list[Any] = []
    a: list[Any] = []
    wholes = []
    for run, steps in points:
        for step in steps:
            for block in bare_blocks(step.layers):
                if block.layer == number:
                    values = [run.graph.values[s] for s in block.sources]
                    wholes.append((values, run.graph.values[block.activation]))
                    if len(values) == 1 and np.size(values[0]) == np.size(wholes[-1][1]):
                        z.append(np.ravel(values[0]))
                        a.append(np.ravel(wholes[-1][1]))
    if not wholes:
        return "identity"
    if z:
        found = activation_of(np.concatenate(z), np.concatenate(a))
        if found:
            return found
    return "softmax" if all(is_softmax(values, result) for values, result in wholes) else ""


def is_softmax(values: list[Any], result: Any) -> bool:
    """Whether the result is the softmax of the values, along either axis; a number: of one of many."""
    if len(values) == 1 and np.ndim(values[0]):
        z = np.asarray(values[0])
        return any(
            np.shape(result) == z.shape and np.allclose(softmax(z, axis), result, rtol=1e-8, atol=1e-12)
            for axis in range(z.ndim)
        )
    if len(values) > 1 and np.size(result) == 1:
        shares = softmax(np.array([float(np.sum(v)) for v in values]), 0)
        return bool(np.any(np.isclose(shares, float(np.sum(result)), rtol=1e-8)))
    return False


def softmax(z: np.ndarray, axis: int) -> np.ndarray:
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    found: np.ndarray = e / e.sum(axis=axis, keepdims=True)
    return found
