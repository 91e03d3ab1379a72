"""Andrew Trask, "A Neural Network in 11 lines of Python", 2015, parts 1 and 2: no biases, all four rows at once."""

import numpy as np
import pytest

import clearprop as cp
from tests.published.conftest import Published
from tests.published.emitted import Training
from tests.render.running import needs_compiler

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
FIRST_COLUMN, XOR = np.array([[0], [0], [1], [1]]), np.array([[0], [1], [1], [0]])
EVERY = 10_000


def network(*layers: int) -> cp.Network:
    """Weights 2 · rand - 1 from NumPy's old stream, seed 1, layer after layer."""
    dense = [cp.Dense(units, bias=False) for units in layers]
    made = cp.Network([3, *dense], activation="sigmoid", output="sigmoid", loss="half_squared_error")
    stream = np.random.RandomState(1)
    for name, array in made.parameters.items():
        made.parameters[name] = 2 * stream.random_sample(array.shape) - 1
    return made


def sgd(rate: float) -> cp.SGD:
    """He sums over the four rows where our loss is their mean."""
    return cp.SGD(rate * len(X))


def test_part_1(published: Published) -> None:
    """What he prints was computed before the last update."""
    net = network(1)
    net.fit(X, FIRST_COLUMN, epochs=EVERY - 1, batch_size=None, shuffle=False, optimizer=sgd(1.0))
    published(
        "part 1: outputs after 10,000 iterations", ".00966449 .00786506 .99358898 .99211957", net.predict_proba(X)
    )


def errors(rate: float, times: int) -> list[float]:
    """The mean absolute error at the start and after every 10,000 iterations; part 2, four hidden units, XOR."""
    net, found = network(4, 1), []
    training = Training(net.step_program(len(X), sgd(rate)))
    for _ in range(times):
        found.append(float(np.abs(XOR - net.predict_proba(X)).mean()))
        net.parameters.update(training(net.parameters, X, XOR, np.zeros(EVERY)))
    return found


@needs_compiler
def test_part_2_every_ten_thousand_iterations(published: Published) -> None:
    published(
        "XOR: mean absolute error every 10,000 iterations",
        "0.496410031903 0.00858452565325 0.00578945986251 0.00462917677677 0.00395876528027 0.00351012256786",
        errors(1.0, 6),
        stable=15,
    )


@needs_compiler
@pytest.mark.parametrize(
    ("rate", "printed", "stable"),
    [
        (0.001, "0.485977857846", 15),
        (0.01, "0.0985964298089", 15),
        (0.1, "0.0130144905381", 15),
        (1.0, "0.00351012256786", 15),
        (10.0, "0.00131274062834", 15),
        (100.0, "0.125206352756", 9),  # here the order of a sum's terms shows in the eleventh digit
    ],
)
def test_rates(rate: float, printed: str, stable: int, published: Published) -> None:
    published(f"XOR: after 50,000 iterations at rate {rate:g}", printed, errors(rate, 6)[-1], stable=stable)
