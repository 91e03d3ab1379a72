"""What happens to gradients before an optimiser sees them: clipping by value and by norm, and the decay of weights."""

from typing import Any

import numpy as np
import pytest

from clearprop.execute.interpret import interpret
from clearprop.network import Network
from clearprop.nn import OPTIMIZERS, SGD, Adam, AdamW, Momentum, Optimizer
from tests.render.running import needs_compiler, run_c, run_numpy, run_python

GENERATOR = np.random.default_rng(4)
X, Y = GENERATOR.normal(size=(5, 3)), 10 * GENERATOR.normal(size=(5, 2))


def network(dtype: str = "float64") -> Network:
    made = Network([3, 4, 2], activation="tanh", seed=1, dtype=dtype)
    made.parameters["b1"] = [0.5, -0.25, 0.0, 1.0]
    return made


def gradients(made: Network) -> dict[str, np.ndarray]:
    return dict(made.derive(X, Y).gradients)


def stepped(made: Network, optimizer: Optimizer) -> dict[str, np.ndarray]:
    """The parameters after one step, from zero states."""
    program = made.step_program(5, optimizer).check()
    return interpret(program, inputs_of(program, made))


def inputs_of(program: Any, made: Network) -> dict[str, Any]:
    zeros = {v.name: np.zeros(v.type.shape, v.type.numpy) for v in program.inputs}
    return {**zeros, **made.parameters, "step": np.array(1), "x": X, "y": Y}


def test_by_norm_all_gradients_are_shortened_together() -> None:
    made = network()
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients(made).values()))
    assert norm > 2
    found = stepped(made, SGD(1.0, clip_norm=2.0))
    for name, gradient in gradients(made).items():
        np.testing.assert_allclose(found[name], made.parameters[name] - gradient * 2 / norm, rtol=1e-13)


def test_by_norm_short_gradients_stay_to_the_bit() -> None:
    made = network()
    plain, found = stepped(made, SGD(0.1)), stepped(made, SGD(0.1, clip_norm=1e6))
    for name in made.parameters:
        np.testing.assert_array_equal(found[name], plain[name])


def test_by_norm_zero_gradients_stay_zero() -> None:
    made = network()
    program = made.step_program(5, SGD(0.1, clip_norm=1.0))
    with np.errstate(all="raise"):
        out = interpret(program, {**inputs_of(program, made), "y": made.predict_proba(X)})
    for name in made.parameters:
        np.testing.assert_allclose(out[name], made.parameters[name], rtol=1e-12)


def test_by_value_each_number_is_kept_within() -> None:
    made = network()
    found = stepped(made, SGD(1.0, clip_value=0.5))
    clipped = {name: np.clip(g, -0.5, 0.5) for name, g in gradients(made).items()}
    assert any((abs(g) == 0.5).any() for g in clipped.values()) and any((abs(g) < 0.5).any() for g in clipped.values())
    for name, gradient in clipped.items():
        np.testing.assert_allclose(found[name], made.parameters[name] - gradient, rtol=1e-13)


def test_first_by_value_then_by_norm_then_the_decay() -> None:
    made = network()
    clipped = {name: np.clip(g, -0.5, 0.5) for name, g in gradients(made).items()}
    norm = np.sqrt(sum(np.sum(g**2) for g in clipped.values()))
    found = stepped(made, SGD(1.0, clip_value=0.5, clip_norm=0.1, weight_decay=0.3))
    for name, gradient in clipped.items():
        decay = 0.3 * made.parameters[name] if name.startswith("W") else 0
        np.testing.assert_allclose(found[name], made.parameters[name] - gradient * 0.1 / norm - decay, rtol=1e-12)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimiser_has_these_options(name: str, dtype: str) -> None:
    """A step is the optimiser's own formula on a gradient that was clipped and decayed by hand."""
    made = network(dtype)
    optimizer = OPTIMIZERS[name](0.05, weight_decay=0.2, clip_norm=1.5)  # type: ignore[call-arg]
    found = stepped(made, optimizer)
    given = gradients(made)
    norm = np.sqrt(sum(np.sum(g**2) for g in given.values()))
    for parameter, old in made.parameters.items():
        seen = given[parameter] * (1.5 / norm).astype(dtype)
        if parameter.startswith("W") and name != "adamw":
            seen = seen + 0.2 * old
        state = {kind: np.zeros_like(old) for kind in optimizer.keeps}
        expected, _ = optimizer.update(old, seen, state, np.int64(1))
        assert found[parameter].dtype == dtype
        np.testing.assert_allclose(found[parameter], expected, rtol=1e-12 if dtype == "float64" else 1e-4)


def test_decay_is_the_gradient_of_half_the_squared_weights() -> None:
    """Biases stay out of it, in AdamW as well."""
    made = network()
    found = stepped(made, SGD(1.0, weight_decay=0.3))
    for name, gradient in gradients(made).items():
        decay = 0.3 * made.parameters[name] if name.startswith("W") else 0
        np.testing.assert_allclose(found[name], made.parameters[name] - gradient - decay, rtol=1e-12)
    adam, adamw = stepped(made, Adam(0.1)), stepped(made, AdamW(0.1, weight_decay=0.3))
    np.testing.assert_allclose(adamw["W1"], adam["W1"] - 0.1 * 0.3 * made.parameters["W1"], rtol=1e-12)
    np.testing.assert_array_equal(adamw["b1"], adam["b1"])


def test_ridge_regression_is_found() -> None:
    """Trained to its end, weight decay gives (XᵀX / n + λ)⁻¹ Xᵀ y / n of centred rows, which is ridge regression."""
    X = GENERATOR.normal(size=(40, 3)) + 2
    y = X @ [1.0, -2.0, 0.5] + 3 + GENERATOR.normal(size=40)
    made = Network([3, 1], seed=1)
    made.fit(X, y, epochs=3000, batch_size=None, optimizer=Momentum(0.05, weight_decay=0.4))
    centred = X - X.mean(axis=0)
    weights = np.linalg.solve(centred.T @ centred / 40 + 0.4 * np.eye(3), centred.T @ (y - y.mean()) / 40)
    np.testing.assert_allclose(made.parameters["W1"][:, 0], weights, rtol=1e-6)
    np.testing.assert_allclose(made.parameters["b1"], y.mean() - X.mean(axis=0) @ weights, rtol=1e-6)


def test_the_program_is_readable() -> None:
    program = network().step_program(5, SGD(0.1, clip_norm=1.0, weight_decay=0.01))
    names = {variable.name for variable in program.variables()}
    assert {"gradient_norm", "dW1_clipped", "db2_clipped", "W1_new"} <= names
    assert '"clipping"' in str(program)
    assert "clip" not in str(network().step_program(5, SGD(0.1)))


@needs_compiler
def test_emitted_code_clips_and_decays() -> None:
    made = network()
    program = made.step_program(5, Adam(0.1, clip_value=0.5, clip_norm=0.2, weight_decay=0.3)).check()
    inputs = {name: np.asarray(value) for name, value in inputs_of(program, made).items()}
    expected = interpret(program, inputs)
    for run in (run_python, run_numpy, run_c):
        found = run(program, inputs)
        for name, array in expected.items():
            np.testing.assert_allclose(
                np.reshape(found[name], array.shape), array, rtol=1e-10, atol=1e-12, err_msg=name
            )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"clip_norm": 0.0}, "clip_norm=0.0: expected a number above 0, or None"),
        ({"clip_value": -1}, "clip_value=-1"),
        ({"clip_norm": float("nan")}, "clip_norm=nan"),
        ({"weight_decay": -0.1}, "weight_decay=-0.1: expected a number of at least 0"),
    ],
)
def test_numbers_that_do_not_fit(options: dict[str, float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        SGD(0.1, **options)  # type: ignore[arg-type]


def test_options_are_shown_where_they_are_on() -> None:
    assert repr(SGD(0.1)) == "SGD(learning_rate=0.1)"
    assert repr(Momentum(0.1, clip_norm=1.0)) == "Momentum(learning_rate=0.1, momentum=0.9, clip_norm=1.0)"
    assert SGD(0.1, weight_decay=0.2).to_json() == {"sgd": {"learning_rate": 0.1, "weight_decay": 0.2}}
    assert "weight_decay=0.0" in repr(AdamW(weight_decay=0.0))
    for optimizer in (SGD(0.1), Adam(0.1, clip_value=2.0), AdamW(0.1, weight_decay=0.0)):
        assert eval(repr(optimizer)) == optimizer
