"""Functions to functions: trace, grad, value_and_grad, vjp, jvp, jacobian, hessian.

Each traces at every call, so Python's control flow decides anew; gradients have the structure and dtype of the argument.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from clearprop.ir import Program, Type
from clearprop.trace.replay import run_program
from clearprop.trace.session import Leaf, Recording, record
from clearprop.trace.structure import is_floating, rebuilt
from clearprop.transform import grad as reverse
from clearprop.transform import jvp as forward
from clearprop.transform.dead_code import without_dead_code
from clearprop.transform.rename import renamed

Wrt = int | str | tuple[int | str, ...]


def trace(function: Callable[..., Any], *examples: Any, **named: Any) -> Program:
    """The Program that the function computes at these examples; its branches are those taken here, under guards.

    Inputs are named by the function's own signature (``W1``; ``params_W`` for ``params["W"]``). TraceError where the
    function does something that has no rule.

    >>> print(trace(lambda x: 3 * x**2, 2.0))
    program f(x: f64[]):
      t1: f64[] = power x 2        # source:1:26-30
      t2: f64[] = multiply 3.0 t1  # source:1:22-30
      return value = t2
      where source = "<doctest ...>"
    """
    return tidy(record(function, examples, named))


def tidy(recording: Recording) -> Program:
    return renamed(without_dead_code(recording.program), recording.names)


def grad(function: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., Any]:
    """A function of the same arguments that returns ∂f/∂(argument): of the argument's structure, shapes and dtypes.

    ``wrt`` is a position or a name, or a tuple of them (then a tuple comes back). The function must return one number.

    >>> grad(lambda x: x * x)(3.0)
    array(6.)
    """
    return wraps_like(function, lambda *arguments, **named: value_and_grad(function, wrt)(*arguments, **named)[1])


def value_and_grad(function: Callable[..., Any], wrt: Wrt = 0) -> Callable[..., Any]:
    """As ``grad``, but returns (value, gradient)."""

    def with_gradient(*arguments: Any, **named: Any) -> Any:
        recording = returning_a_number(record(function, arguments, named))
        chosen = selected(recording, wrt)
        leaves = floating_leaves(recording, chosen, wrt)
        program = reverse.grad(tidy(recording), [leaf.name for leaf in leaves])
        outputs = run_program(program, recording.inputs)
        gradients = {(leaf.argument, leaf.path): outputs[f"d{leaf.name}"] for leaf in leaves}
        found = tuple(gradient_of(recording.arguments[name], name, gradients) for name in chosen)
        return plain_value(outputs["value"]), found if isinstance(wrt, tuple) else found[0]

    return wraps_like(function, with_gradient)


def returning_a_number(recording: Recording) -> Recording:
    """The recording, if the function returned one number. TypeError otherwise."""
    if recording.result != "value":
        what = "None" if recording.value is None else f"a {type(recording.value).__name__} of {recording.value!r}"[:60]
        raise TypeError(
            f"{recording.program.name} returned {what}; the gradient needs a function that returns one floating number."
        )
    return recording


def vjp(function: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """(value, pull_back): ``pull_back(cotangent)`` gives the gradient for each argument. The cotangent is as the value."""
    recording = record(function, primals, {})
    names = list(recording.arguments)
    leaves = [leaf for leaf in recording.leaves if is_floating(leaf.value)]
    program = reverse.vjp(tidy(recording), [leaf.name for leaf in leaves])

    def pull_back(cotangent: Any) -> tuple[Any, ...]:
        seeds = {f"g_{name}": part for name, part in matched(recording.result, cotangent)}
        outputs = run_program(program, recording.inputs | seeds)
        gradients = {(leaf.argument, leaf.path): outputs[f"d{leaf.name}"] for leaf in leaves}
        return tuple(gradient_of(recording.arguments[name], name, gradients) for name in names)

    return recording.value, pull_back


def jvp(function: Callable[..., Any], primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> tuple[Any, Any]:
    """(value, tangent of the value) where the arguments move along ``tangents``, which are as the arguments."""
    recording = record(function, tuple(primals), {})
    program = tidy(recording)
    leaves = [leaf for leaf in recording.leaves if is_floating(leaf.value)]
    moved = forward.jvp(program, [leaf.name for leaf in leaves])
    directions = dict(zip(recording.arguments, tangents, strict=True))
    inputs = recording.inputs | {f"d{leaf.name}": at_path(directions[leaf.argument], leaf.path) for leaf in leaves}
    outputs = run_program(moved, inputs)
    return recording.value, rebuilt(recording.result, lambda path, name: plain_value(outputs[f"d{name}"]))


def jacobian(function: Callable[..., Any], wrt: int | str = 0) -> Callable[..., Any]:
    """A function that returns ∂f_i/∂x_j.   f: f[*out], x: f[*in] -> f[*out, *in].

    One reverse sweep per output or one forward sweep per input, whichever are fewer.
    """

    def all_derivatives(*arguments: Any, **named: Any) -> Any:
        recording = record(function, arguments, named)
        (chosen,) = selected(recording, wrt)
        leaves = floating_leaves(recording, [chosen], wrt)
        if len(leaves) != 1 or leaves[0].path or not isinstance(recording.result, str):
            raise TypeError("jacobian takes a function of one array that returns one array; use vjp for nested ones.")
        return jacobian_of(tidy(recording), leaves[0], recording.inputs)

    return wraps_like(function, all_derivatives)


def hessian(function: Callable[..., Any], wrt: int | str = 0) -> Callable[..., Any]:
    """A function that returns ∂²f/∂x_i∂x_j: the Jacobian of the gradient's own Program.   x: f[*s] -> f[*s, *s]."""

    def second_derivatives(*arguments: Any, **named: Any) -> Any:
        recording = record(function, arguments, named)
        (chosen,) = selected(recording, wrt)
        leaves = floating_leaves(recording, [chosen], wrt)
        if len(leaves) != 1 or leaves[0].path:
            raise TypeError("hessian takes a function of one array; gather nested parameters into one first.")
        first = reverse.grad(tidy(recording), [leaves[0].name])
        first.outputs = {"value": first.outputs[f"d{leaves[0].name}"]}
        return jacobian_of(first, leaves[0], recording.inputs)

    return wraps_like(function, second_derivatives)


def jacobian_of(program: Program, leaf: Leaf, inputs: dict[str, Any]) -> Any:
    """∂value/∂leaf of a Program, by as many sweeps as the smaller side has numbers."""
    out, inside = program.outputs["value"].type, program.input(leaf.name).type
    if out.size <= inside.size:
        sweep = reverse.vjp(program, [leaf.name])
        rows = [run_program(sweep, inputs | {"g_value": unit})[f"d{leaf.name}"] for unit in units(out.shape)]
        return stacked(rows, inside).reshape(out.shape + inside.shape)
    sweep = forward.jvp(program, [leaf.name])
    columns = [run_program(sweep, inputs | {f"d{leaf.name}": unit})["dvalue"] for unit in units(inside.shape)]
    table = stacked(columns, out).reshape(inside.shape + out.shape)
    moved: Any = np.moveaxis(table, range(-len(out.shape), 0), range(len(out.shape)))
    return moved


def stacked(parts: list[Any], type: Type) -> Any:
    return np.stack(parts) if parts else np.zeros((0, *type.shape), type.numpy)


def units(shape: tuple[int, ...]) -> Any:
    for at in np.ndindex(*shape):
        unit = np.zeros(shape)
        unit[at] = 1.0
        yield unit


def selected(recording: Recording, wrt: Wrt) -> list[str]:
    """The names of the arguments that ``wrt`` means. ValueError for one that does not exist."""
    names = list(recording.arguments)
    found = []
    for choice in wrt if isinstance(wrt, tuple) else (wrt,):
        if isinstance(choice, int) and -len(names) <= choice < len(names):
            found.append(names[choice])
        elif choice in names:
            found.append(str(choice))
        else:
            raise ValueError(
                f"wrt={choice!r} names no argument of {recording.program.name}; its arguments are {', '.join(names)}."
            )
    return found


def floating_leaves(recording: Recording, chosen: list[str], wrt: Any) -> list[Leaf]:
    leaves = [leaf for leaf in recording.leaves if leaf.argument in chosen and is_floating(leaf.value)]
    for name in chosen:
        if not any(leaf.argument == name for leaf in leaves):
            held = type(recording.arguments[name]).__name__
            raise TypeError(
                f"wrt={wrt!r}: argument {name} is {held} without floating numbers; give it as floats or float arrays."
            )
    return leaves


def gradient_of(argument: Any, name: str, gradients: dict[Any, np.ndarray]) -> Any:
    """The argument's structure with gradients as leaves; what carries no gradient becomes zeros or stays."""

    def leaf_gradient(path: Any, leaf: Any) -> Any:
        return gradients.get((name, path), leaf)

    return rebuilt(argument, leaf_gradient)


def matched(names: Any, value: Any) -> list[tuple[str, Any]]:
    """Each output's name with the part of the value that lies in the same place."""
    found: list[tuple[str, Any]] = []
    rebuilt(names, lambda path, name: found.append((name, at_path(value, path))))
    return found


def at_path(value: Any, path: Any) -> Any:
    for kind, key in path:
        value = getattr(value, key) if kind == "attribute" else value[key]
    return value


def plain_value(array: Any) -> Any:
    return array[()] if type(array) is np.ndarray and array.ndim == 0 else array


def wraps_like(function: Callable[..., Any], new: Callable[..., Any]) -> Callable[..., Any]:
    return wraps(function)(new) if hasattr(function, "__name__") else new
