"""For every element of every parameter: rows, paths, the gradient and central differences say the same."""

import copy
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

import clearprop as cp


def check_element(d: cp.Derivation, name: str, index: tuple[int, ...], rtol: float = 1e-10) -> None:
    """The products of the rows and of all paths add up to the gradient, and each row's product is that of its factors."""
    gradient = d.gradients[name][index]
    factors = d.factors(name, index)
    assert (factors.name, factors.index) == (name, index)
    products = [row.product for row in factors.rows]
    slack = rtol * max(1e-3, *np.abs(products or [0.0]))  # of what is added up, some of which may cancel
    np.testing.assert_allclose(factors.product, gradient, rtol=rtol, atol=slack)
    np.testing.assert_allclose(sum(products), gradient, rtol=rtol, atol=slack)
    for row in factors.rows:
        of_three = np.dot(row.error_signal, row.slope) * row.input
        np.testing.assert_allclose(of_three, row.product, rtol=rtol, atol=slack)
    every = d.paths(name, index, most=None)
    np.testing.assert_allclose(sum(path.product for path in every), gradient, rtol=rtol, atol=slack)
    np.testing.assert_allclose(every.total, gradient, rtol=rtol, atol=slack)
    assert abs(every.rest) <= slack


def check_gradient(
    d: cp.Derivation, name: str, index: tuple[int, ...], value: Callable[[float], float], rtol: float = 1e-6
) -> None:
    """The gradient is the central difference of ``value``, a function of what is added to the element."""
    h = 1e-5
    difference = (value(h) - value(-h)) / (2 * h)
    np.testing.assert_allclose(d.gradients[name][index], difference, rtol=rtol, atol=1e-8)


def check_network(net: cp.Network, X: Any, Y: Any, training: bool = False) -> None:
    """All of it for a network; ``evaluate`` computes the loss by another road than ``derive`` where it can."""
    for name, array in dict(net.parameters).items():
        net.parameters[name] = array  # it is no longer in training: what dropout draws stays the same from here on
    d = net.derive(X, Y, training=training)
    assert list(d.gradients) == list(net.parameters)
    for name, array in net.parameters.items():
        before = np.array(array)

        def value(index: tuple[int, ...], step: float, name: str = name, before: np.ndarray = before) -> float:
            array = before.copy()
            array[index] += step
            net.parameters[name] = array
            found = net.derive(X, Y, training=True).value if training else net.evaluate(X, Y)["loss"]
            net.parameters[name] = before
            return found

        for index in np.ndindex(before.shape):
            check_element(d, name, index)
            check_gradient(d, name, index, partial(value, index))


def changed(arguments: Mapping[str, Any], path: tuple[Any, ...], index: tuple[int, ...], step: float) -> dict[str, Any]:
    """The arguments with one number changed: at ``path`` through the containers, at ``index`` of the array there."""
    arguments = copy.deepcopy(dict(arguments))
    holder: Any = arguments
    for key in path[:-1]:
        holder = holder[key]
    leaf = np.array(holder[path[-1]], dtype=np.float64)
    leaf[index] += step
    holder[path[-1]] = leaf if leaf.ndim else float(leaf)
    return arguments


def check_function(
    function: Callable[..., Any], arguments: Mapping[str, Any], wrt: Mapping[str, tuple[Any, ...]], rtol: float = 1e-10
) -> None:
    """All of it for a function: ``wrt`` has, by the names that the derivation gives, the paths to its parameters."""
    d = cp.derive(function, **arguments, wrt=tuple(dict.fromkeys(path[0] for path in wrt.values())))
    assert list(d.gradients) == list(wrt)
    for name, path in wrt.items():
        for index in np.ndindex(d.gradients[name].shape):
            check_element(d, name, index, rtol)
            check_gradient(
                d,
                name,
                index,
                lambda step, path=path, index=index: float(function(**changed(arguments, path, index, step))),
                rtol=max(1e-6, rtol),
            )
