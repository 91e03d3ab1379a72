"""Derivatives held against differences: of one op, and of any Program. Each check raises AssertionError."""

from typing import Any

import numpy as np

from clearprop.ir import Program
from clearprop.transform.grad import vjp
from clearprop.transform.jvp import jvp

from .cases import floating
from .differences import along, assert_derivative, curving, direction_for
from .programs import Built, Numbers, program_of


def floating_operands(operands: Any) -> dict[str, np.ndarray]:
    return {f"x{k}": x for k, x in enumerate(operands) if floating(x)}


def check_derivatives(built: Built, says: str, seed: int = 0, rtol: float = 1e-6) -> None:
    """The tangent of each output, and the pull-back of random cotangents, against central differences."""
    rng = np.random.default_rng(seed)
    outputs = [name for name, atom in built.program.outputs.items() if atom.type.floating]
    if not built.wrt or not outputs:
        return
    start = {name: built.inputs[name] for name in built.wrt}
    direction = direction_for(start, rng)
    expected = along(lambda point: built.run(**point), start, direction)
    assert_known(expected, says)
    tangents = forward(built, direction)
    for name in outputs:
        assert_derivative(tangents[f"d{name}"], expected[name], f"{says}: jvp of {name}", rtol)
    cotangents = {name: cotangent(*expected[name], rng) for name in outputs}
    pulled = backward(built, cotangents)
    for name, array in start.items():
        if pulled[f"d{name}"].shape != array.shape:
            raise AssertionError(
                f"{says}: the gradient of {name} has shape {pulled[f'd{name}'].shape}, not {array.shape}."
            )
    found = sum(np.sum(pulled[f"d{name}"] * direction[name]) for name in start)
    pairs = [(cotangents[name] * np.nan_to_num(expected[name][0])) for name in outputs]
    total = sum(np.sum(pair) for pair in pairs)
    scale = 1 + sum(np.sum(np.abs(pair)) for pair in pairs)
    if not abs(found - total) <= rtol * 10 * scale:
        raise AssertionError(f"{says}: <vjp(g), t> is {found:.9g}, but differences give <g, Jt> = {total:.9g}.")


def assert_known(expected: Any, says: str) -> None:
    """Differences must say something about most elements, or the examples are no test."""
    errors = np.concatenate([np.ravel(error) for _, error in expected.values()])
    if errors.size and np.mean(np.isfinite(errors)) < 0.5:
        raise AssertionError(f"{says}: most values are not finite near this example; choose another.")


def cotangent(derivative: np.ndarray, error: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Random, smaller where the derivative is large (so that small ones count too), and zero where it is not known."""
    known = np.isfinite(error) & (error <= 1e-4 * (1 + np.abs(derivative)))
    size = 1 + np.abs(np.where(known, derivative, 0))
    return np.where(known, direction_for({"g": derivative}, rng)["g"] / size, 0.0)


def forward(built: Built, direction: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    program = jvp(built.program, built.wrt).check()
    return Built(program, built.inputs, ()).run(**{f"d{name}": t for name, t in direction.items()})


def backward(built: Built, cotangents: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    program = vjp(built.program, built.wrt).check()
    return Built(program, built.inputs, ()).run(**{f"g_{name}": g for name, g in cotangents.items()})


def check_vjp(op: Any, operands: Any, numbers: Numbers | None = None, seed: int = 0) -> None:
    """The op's vjp and jvp, through a Program, against central differences along a random direction."""
    check_derivatives(program_of(op, operands, numbers), f"{op}", seed)


def check_second_order(op: Any, operands: Any, seed: int = 0) -> None:
    """The gradient's Program, as a function of operands and g, against its differences; and the curvature."""
    first = gradient_program(op, operands, seed)
    if first is not None:
        check_derivatives(first, f"{op}, second order", seed + 1, rtol=1e-5)
        check_curvature(op, operands, first, seed + 2)


def check_curvature(op: Any, operands: Any, first: Built, seed: int) -> None:
    """How <vjp(g), t> moves along t is <g, f''(t, t)>, by second differences of the value itself."""
    rng = np.random.default_rng(seed)
    built = program_of(op, operands)
    direction = direction_for(floating_operands(operands), rng)
    start = {name: built.inputs[name] for name in direction}
    second, error = curving(lambda point: built.run(**point), start, direction)["value"]
    g = np.where(error < 1e-2 * (1 + np.abs(second)), cotangent(second, np.zeros_like(error), rng), 0.0)
    moving = jvp(first.program, list(direction)).check()
    moves = Built(moving, first.inputs | {"g_value": g}, ()).run(**{f"d{name}": t for name, t in direction.items()})
    found = sum(np.sum(moves[f"dd{name}"] * t) for name, t in direction.items())
    pairs = g * np.where(g == 0, 0, second)
    allowed = np.sum(np.abs(g) * np.where(g == 0, 0, error)) + 1e-5 * (1 + np.sum(np.abs(pairs)))
    if not abs(found - np.sum(pairs)) <= allowed:
        raise AssertionError(f"{op}: the curvature along t is {found:.9g}, but differences give {np.sum(pairs):.9g}.")


def gradient_program(op: Any, operands: Any, seed: int) -> Built | None:
    """x0, x1, ..., g -> the gradients alone."""
    built = program_of(op, operands)
    if not built.wrt or not built.program.outputs["value"].type.floating:
        return None
    program = vjp(built.program, built.wrt)
    gradients = {f"d{name}": program.outputs[f"d{name}"] for name in built.wrt}
    only = Program(program.inputs, program.constants, program.equations, [], gradients, program.name)
    value = built.run()["value"]
    scale = 1 + np.abs(np.where(np.isfinite(value), value, 0))
    g = direction_for({"g": value}, np.random.default_rng(seed))["g"] / scale
    return Built(only, {**built.inputs, "g_value": g}, (*built.wrt, "g_value"))


def check_complex_step(op: Any, operands: Any, seed: int = 0) -> None:
    """Im f(x + iht) / h, exact to rounding, against the jvp."""
    rng = np.random.default_rng(seed)
    built = program_of(op, operands)
    direction = direction_for(floating_operands(operands), rng)
    if not direction:
        return
    step = 1e-30
    shifted = [x + 1j * step * direction[f"x{k}"] if floating(x) else x for k, x in enumerate(operands)]
    with np.errstate(all="ignore"):
        expected = np.imag(op.evaluate(*shifted)) / step
    found = forward(built, direction)["dvalue"]
    close(found, expected, f"{op}: jvp against the complex step", rtol=1e-9)


def check_transposed(op: Any, operands: Any, seed: int = 0) -> None:
    """<jvp(t), g> = <t, vjp(g)>, to rounding."""
    rng = np.random.default_rng(seed)
    built = program_of(op, operands)
    if not built.wrt or not built.program.outputs["value"].type.floating:
        return
    direction = direction_for(floating_operands(operands), rng)
    tangent = forward(built, direction)["dvalue"]
    g = np.where(np.isfinite(tangent), cotangent(tangent, np.zeros_like(tangent), rng), 0.0)
    pulled = backward(built, {"value": g})
    forwards, backwards = (
        np.sum(np.nan_to_num(tangent) * g),
        sum(np.sum(pulled[f"d{n}"] * t) for n, t in direction.items()),
    )
    if not abs(forwards - backwards) <= 1e-10 * (1 + np.sum(np.abs(np.nan_to_num(tangent) * g))):
        raise AssertionError(f"{op}: <jvp(t), g> = {forwards:.15g} but <t, vjp(g)> = {backwards:.15g}.")


def close(found: Any, expected: Any, says: str, rtol: float = 1e-12, atol: float | None = None) -> None:
    """Equal to rounding, element by element; NaN and infinities alike."""
    found, expected = np.asarray(found), np.asarray(expected)
    if found.shape != expected.shape:
        raise AssertionError(f"{says}: shape {found.shape}, expected {expected.shape}.")
    atol = rtol if atol is None else atol
    np.testing.assert_allclose(found, expected, rtol=rtol, atol=atol, err_msg=says, equal_nan=True)
