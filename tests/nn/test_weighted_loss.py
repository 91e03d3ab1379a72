"""Losses of weighted rows, and losses in units of the targets: by hand, row by row, and their gradients by differences."""

from pathlib import Path

import numpy as np
import pytest

from clearprop.execute.interpret import interpret
from clearprop.ir import Program
from clearprop.network import Network, load
from clearprop.nn import Dense, Loss, Rescale, ScaledLoss, WeightedLoss, losses
from clearprop.nn.step import gradient_program

GENERATOR = np.random.default_rng(8)
X = GENERATOR.normal(size=(5, 4))
LABELS = np.array([0, 2, 1, 0, 2])
WEIGHTS = (0.5, 2.0, 1.25)

CASES = [
    ("softmax", None, 3),
    ("softmax", "half_squared_error", 3),
    ("sigmoid", "binary_cross_entropy", 3),
    ("sigmoid", "mean_squared_error", 3),
    ("sigmoid", "cross_entropy", 3),
    ("identity", "hinge", 3),
    ("identity", "cross_entropy_with_logits", 3),
    ("sigmoid", None, 1),
    ("sigmoid", "huber", 1),
    ("identity", "hinge", 1),
    ("identity", "binary_cross_entropy_with_logits", 1),
]


def made(output: str, loss: str | None, outputs: int) -> tuple[Network, np.ndarray, np.ndarray, Program]:
    """The network, its targets, the weight of each row, and the Program of its weighted loss."""
    network = Network([4, 5, outputs], activation="tanh", output=output, loss=loss, seed=2)
    no = -1.0 if loss == "hinge" else 0.0
    labels = LABELS if outputs > 1 else LABELS % 2
    y = np.where((labels == 1)[:, None] if outputs == 1 else np.eye(3)[labels] == 1, 1.0, no)
    weights = WEIGHTS if outputs > 1 else WEIGHTS[:2]
    architecture = network.architecture.with_loss(WeightedLoss.of(network.architecture.loss, weights))
    return network, y, np.array(weights)[labels], architecture.objective(5)


@pytest.mark.parametrize(("output", "loss", "outputs"), CASES)
def test_each_row_counts_by_its_weight(output: str, loss: str | None, outputs: int) -> None:
    network, y, weights, program = made(output, loss, outputs)
    one = network.architecture.objective(1)
    of_rows = [interpret(one, {**network.parameters, "x": X[n : n + 1], "y": y[n : n + 1]})["L"] for n in range(5)]
    found = interpret(program, {**network.parameters, "x": X, "y": y})["L"]
    assert found == pytest.approx(np.mean(weights * of_rows), rel=1e-12)
    assert found != pytest.approx(np.mean(of_rows), rel=1e-3)


@pytest.mark.parametrize(("output", "loss", "outputs"), CASES)
def test_weighted_gradients_are_those_of_differences(output: str, loss: str | None, outputs: int) -> None:
    network, y, _, program = made(output, loss, outputs)
    given = {**network.parameters, "x": X, "y": y}
    gradients = interpret(gradient_program(program, list(network.parameters)).check(), given)
    for name in network.parameters:
        assert gradients[f"d{name}"] == pytest.approx(differences(program, given, name), rel=1e-6, abs=1e-8)


def differences(program: Program, given: dict[str, np.ndarray], name: str) -> np.ndarray:
    found = np.zeros_like(given[name])
    for index in np.ndindex(found.shape):
        losses = []
        for move in (1e-5, -1e-5):
            moved = given[name].copy()
            moved[index] += move
            losses.append(float(interpret(program, {**given, name: moved})["L"]))
        found[index] = (losses[0] - losses[1]) / 2e-5
    return found


def test_the_step_shows_the_weights() -> None:
    network = Network([4, 3], output="softmax")
    program = network.step_program(5, class_weight=WEIGHTS).check()
    assert "class_weights" in str(program) and "w" in {variable.name for variable in program.variables()}
    found = interpret(program, {**network.parameters, "step": 1, "x": X, "y": np.eye(3)[LABELS]})
    network.fit(X, LABELS, epochs=1, batch_size=None, optimizer="sgd", class_weight=WEIGHTS)
    np.testing.assert_array_equal(found["W1"], network.parameters["W1"])
    with pytest.raises(ValueError, match="2 class weights; expected one for each of 3 classes"):
        network.step_program(5, class_weight=WEIGHTS[:2])


@pytest.mark.parametrize("name", losses())
def test_a_loss_is_the_mean_of_its_rows(name: str) -> None:
    y_hat = GENERATOR.uniform(0.1, 0.9, (5, 3))
    for y in (np.eye(3)[LABELS], np.where(np.eye(3)[LABELS] == 1, 1.0, -1.0)):
        rule = losses()[name].rule
        if "cross" in name and (y < 0).any():
            continue
        rows = rule.rows(y_hat, y)
        assert rows.shape == (5,)
        assert np.mean(rows) == pytest.approx(rule.evaluate(y_hat, y), rel=1e-13)
        assert rows[3] == pytest.approx(rule.evaluate(y_hat[3:4], y[3:4]), rel=1e-13)


def test_a_users_own_loss_has_no_rows() -> None:
    with pytest.raises(ValueError, match="class_weight needs the loss of each row, and f is a function of yours"):
        WeightedLoss.of(Loss("f", lambda y_hat, y: np.mean((y_hat - y) ** 2)), (1.0, 2.0))


@pytest.mark.parametrize("loss", ["half_squared_error", "absolute_error", "huber", lambda p, y: np.mean((p - y) ** 2)])
def test_a_loss_in_units_of_the_targets(loss: object) -> None:
    """Its network in raw units is the network of scaled targets: the same loss, the same gradients."""
    Y = GENERATOR.normal(size=(5, 2)) * [100, 0.1] + [500, 0]
    mean, deviation = Y.mean(axis=0), Y.std(axis=0)
    plain = Network([4, 3, 2], loss=loss, seed=1)  # type: ignore[arg-type]
    layers = [4, 3, Dense(2, "identity"), Rescale(mean, deviation, inverse=True)]
    raw = Network(layers, loss=ScaledLoss.of(plain.architecture.loss, mean, deviation), seed=1)  # type: ignore[arg-type]
    scaled = (Y - mean) / deviation
    assert raw.evaluate(X, Y)["loss"] == pytest.approx(plain.evaluate(X, scaled)["loss"], rel=1e-9)
    for name, gradient in raw.derive(X, Y).gradients.items():
        np.testing.assert_allclose(gradient, plain.derive(X, scaled).gradients[name], rtol=1e-8, atol=1e-12)


def test_it_is_saved(tmp_path: Path) -> None:
    loss = ScaledLoss.of(losses()["huber"], [3.0], [2.0])
    network = Network([4, Dense(1, "identity"), Rescale([3.0], [2.0], inverse=True)], loss=loss)
    network.save(tmp_path / "m")
    assert load(tmp_path / "m").architecture.loss == loss
