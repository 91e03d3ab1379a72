"""Optimisers: the formula, by hand or by scikit-learn's; and the same text as part of the step's Program."""

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer, SGDOptimizer

from clearprop.execute.interpret import interpret
from clearprop.nn import (
    OPTIMIZERS,
    SGD,
    Adam,
    AdamW,
    Architecture,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    optimizer_of,
    slot,
    step_program,
)

GRADIENTS = np.random.default_rng(3).normal(size=(6, 4, 3))


def run(optimizer: Optimizer, gradients: np.ndarray = GRADIENTS) -> np.ndarray:
    """The parameter after a step for each gradient, from 1."""
    p = np.ones(gradients.shape[1:])
    state = {name: np.zeros_like(p) for name in optimizer.keeps}
    for step, gradient in enumerate(gradients, 1):
        p, state = optimizer.update(p, gradient, state, np.int64(step))
    return p


def run_sklearn(optimizer: object) -> np.ndarray:
    p = [np.ones((4, 3))]
    for gradient in GRADIENTS:
        optimizer.update_params(p, [gradient])  # type: ignore[attr-defined]
    return p[0]


def test_sgd() -> None:
    np.testing.assert_allclose(run(SGD(0.3)), 1 - 0.3 * GRADIENTS.sum(axis=0), rtol=1e-14)


def test_momentum_is_scikit_learns() -> None:
    theirs = SGDOptimizer([np.ones((4, 3))], 0.1, momentum=0.8, nesterov=False)
    np.testing.assert_allclose(run(Momentum(0.1, 0.8)), run_sklearn(theirs), rtol=1e-13)


def test_nesterov_is_scikit_learns() -> None:
    theirs = SGDOptimizer([np.ones((4, 3))], 0.1, momentum=0.8, nesterov=True)
    np.testing.assert_allclose(run(Nesterov(0.1, 0.8)), run_sklearn(theirs), rtol=1e-13)


def test_adam_is_scikit_learns_where_epsilon_does_not_matter() -> None:
    theirs = AdamOptimizer([np.ones((4, 3))], 0.01, 0.8, 0.95, epsilon=1e-300)
    np.testing.assert_allclose(run(Adam(0.01, 0.8, 0.95, 1e-300)), run_sklearn(theirs), rtol=1e-12)


def test_adams_first_step_is_the_rate_times_the_sign() -> None:
    expected = 1 - 0.01 * GRADIENTS[0] / (np.abs(GRADIENTS[0]) + 1e-3)
    np.testing.assert_allclose(run(Adam(0.01, epsilon=1e-3), GRADIENTS[:1]), expected, rtol=1e-13)


def test_adamw_decays_beside_adam() -> None:
    expected = run(Adam(0.01), GRADIENTS[:1]) - 0.01 * 0.5 * 1.0
    np.testing.assert_allclose(run(AdamW(0.01, weight_decay=0.5), GRADIENTS[:1]), expected, rtol=1e-13)


def test_rmsprop() -> None:
    expected = 1 - 0.01 * GRADIENTS[0] / (np.sqrt(0.3 * GRADIENTS[0] ** 2) + 1e-3)
    np.testing.assert_allclose(run(RMSProp(0.01, 0.7, 1e-3), GRADIENTS[:1]), expected, rtol=1e-13)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_in_a_program_it_is_the_same(name: str, dtype: str) -> None:
    optimizer = OPTIMIZERS[name](0.05)  # type: ignore[call-arg]
    made = Architecture.of([4, 3], "tanh", None, None, "glorot_uniform", dtype)
    generator = np.random.default_rng(0)
    program = step_program(made.objective(5), ["W1", "b1"], optimizer).check()
    given = {v.name: generator.uniform(0.1, 1, v.type.shape).astype(dtype) for v in program.inputs} | {"step": 7}
    out = interpret(program, given)
    error = given["x"] @ given["W1"] + given["b1"] - given["y"]
    for parameter, gradient in {"W1": given["x"].T @ error / 5, "b1": error.sum(axis=0) / 5}.items():
        state = {kind: given[slot(kind, parameter)] for kind in optimizer.keeps}
        new, kept = optimizer.update(given[parameter], gradient.astype(dtype), state, np.int64(7))
        tolerance = 1e-13 if dtype == "float64" else 1e-5
        assert out[parameter].dtype == dtype
        np.testing.assert_allclose(out[parameter], new, rtol=tolerance)
        for kind in optimizer.keeps:
            np.testing.assert_allclose(out[slot(kind, parameter)], kept[kind], rtol=tolerance)


def test_a_rate_may_be_an_equation_of_the_step() -> None:
    schedule = SGD(lambda step: 0.5 / step)
    made = Architecture.of([2, 1], "tanh", None, None, "zeros", "float32")
    program = step_program(made.objective(1), ["W1", "b1"], schedule).check()
    given = {"W1": np.zeros((2, 1)), "b1": [0.0], "x": [[1.0, 2.0]], "y": [[-1.0]]}
    assert interpret(program, {**given, "step": 1})["b1"] == pytest.approx(-0.5)
    assert interpret(program, {**given, "step": 5})["b1"] == pytest.approx(-0.1)


def test_names_and_numbers_are_checked() -> None:
    assert optimizer_of("sgd", 0.3) == SGD(0.3)
    assert optimizer_of("rms_prop") == RMSProp()
    with pytest.raises(ValueError, match="no optimiser 'adem'; did you mean 'adam'"):
        optimizer_of("adem")
    with pytest.raises(ValueError, match=r"learning_rate=-1: expected a number above 0"):
        SGD(-1)
    with pytest.raises(ValueError, match="learning_rate=nan"):
        SGD(float("nan"))
    with pytest.raises(ValueError, match=r"momentum=1\.5: expected"):
        Momentum(0.1, 1.5)
    with pytest.raises(ValueError, match=r"expected cp\.SGD"):
        optimizer_of(0.1)  # type: ignore[arg-type]
